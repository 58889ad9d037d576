"""A quantity without its noun → the group it takes up.

Matches *quelque 1 500* ont été tués, *sept* autres blessés, *d'une trentaine* au total after *des
mercenaires*; not *300* in
*25 000 habitants ont fui, 300 sont revenus*.
"""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.grammar import SUBJECTS, verb_form
from newsextract.matchers.troops.apart import Borrowed, last_hit, noun_apart, takes_noun
from newsextract.matchers.troops.figures import (
    counts_things,
    is_rate,
    last_persons,
    more_of_them,
    of_question,
    set_off_more,
    steps,
)
from newsextract.matchers.troops.gapping import gap_side
from newsextract.matchers.troops.groups import Group, build_group, direct_group
from newsextract.matchers.troops.others import ANSWERED, ESCAPES, Previous, answers
from newsextract.matchers.troops.phrases import phrase_event, phrases
from newsextract.matchers.troops.roles import role_of
from newsextract.matchers.troops.setting import is_military
from newsextract.matchers.troops.verbs import STRONG, role_table, verb_forms, word_event
from newsextract.matchers.troops.words import NounHit, civil_words
from newsextract.reading import Reading
from newsextract.records import Troops, TroopsRole

# à moins de 1 000 soldats · et 300 hommes
_SHARED = re.compile(r"\s*(?:à|ou|voire|sinon|contre|puis à|, puis)\s+(?:à )?")


_AMONG = re.compile(r"[ »\"]{0,3}d'entre (?:eux|elles|nous)\b")


# blessés · sept autres blessés · une quarantaine d'autres blessés · un millier de disparus
_PARTICIPLE = re.compile(
    r" ?(?:»|\")?(?: d'autres| autres?)?(?: ayant été | étant | de | d'| )(?:[a-zà-ÿ]+ment )?(?P<word>[\w-]+)"
)


_SUBJECT = re.compile(
    r"(?: ?[»\"”])? (?:d'autres |autres )?(?:(?:ne |n'|se |s'|y |en |l'|les )?(?:ont|sont|avaient|"
    r"étaient|furent|eurent|seraient|"
    r"auraient|seront|auront|restent|restaient|demeurent|manquent|doivent|"
    r"devaient|peuvent|pourraient|devraient|seulement|combattent|servent|étaient|avaient|sont|ont))\b"
)


_WHERE_ONLY = re.compile(
    r"\b(?:ils|elles|nous)(?: n'| ne | )(?:étaient|sont|seraient|furent|seront|sommes|étions|"
    r"restent)(?: (?:plus|alors|désormais|encore|donc|aujourd'hui))? ?(?:que |"
    r"qu')?\s*(?:[«\"“] ?)?$",
    re.IGNORECASE,
)


_PRONOUN_EN = re.compile(
    r"\b(?:n'en|en|s'en) (?!(?:effet|outre|fait|plus|tout|cours|raison|revanche|moyenne|face|"
    r"tête|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b)"
    r"(?!(?-i:[A-ZÉ])|\d)(?:[\w'-]+ ){1,4}[«\"“]?[ ]?$|"
    r"\ben (?:avoir|a|ont|avait|avaient|aurait|auraient) (?:[«»\"“”] ?)?(?:[\w'-]+ ){1,6}(?:[«»\"“”] )?$|"
    r"\blui en [\w ]+$|\bil (?:lui |leur )?en (?:faut|"
    r"faudra|faudrait|manque)[\w ]* $",
    re.IGNORECASE,
)


_TARGET = re.compile(
    r"\b(?:pour (?:une|un) (?:cible|objectif|total|plafond|effectif)(?: [a-zà-ÿ]+)? de|contre|"
    r"(?:du|de l'|au|à l') ?(?:plafond|objectif|seuil|effectif|total|format)(?: [a-zà-ÿ]+){0,2} (?:de|des)|"
    r"au lieu (?:de|des)|sur (?:les|un total de)|(?:objectif|cible) (?:de|des)|"
    r"(?:parle|parlent|parlait)(?: plutôt)? de|(?:évoque|évoquent|avance|avancent|revendique|revendiquent|"
    r"cite|citent|retient|espère|espèrent|vise|visent|veut|veulent|réclame|réclament)(?: plutôt)?(?: le chiffre de)?|"
    r"(?:ce|leur|son) (?:nombre|chiffre|total) (?:[\w'-]+ ){1,3}(?:à |les )?|"
    r"\bles? (?:ramèn|ramen|port|rédui|chiffr|évalu|estim|limit|fix|cantonn)\w* à|"
    r"chiffre de|total de|(?:porter|portera|porterait|ramener|réduire|monter|grimper|descendre|limiter|plafonner|"
    r"passer|passée?s?|portés?|réduits?|ramenés?) (?:de|à)|être|vise|viser|atteindre|dépasser|frôler|"
    r"approcher|avoisiner|totaliser|espérer)"
    r"(?: les)?\s*[«\"“]?\s*$",
    re.IGNORECASE,
)


_DONT_ONLY = re.compile(
    r"\b(?:dont|parmi (?:eux|elles|lesquels|lesquelles))(?: au moins|"
    r" environ)?\s*,?\s*$",
    re.IGNORECASE,
)


def borrowed_group(
    reading: Reading,
    amount: Amount,
    later: tuple[Amount, ...],
    hits: dict[int, NounHit],
    previous: Previous,
    *,
    barred: bool,
) -> Borrowed | None:
    """The group that an amount without noun takes up, or None."""
    if barred and _is_of_persons(reading, amount):
        barred = False
    return (
        _shared(reading, amount, later, hits)
        or _out_of(reading, amount, later, hits)
        or noun_apart(reading, amount, hits)
        or _apposition(reading, amount, hits)
        or _among(reading, amount, hits, previous)
        or (of_question(reading, amount, hits) if _has_en(reading, amount) else None)
        or (
            None if barred else _taken_up(reading, amount, previous) or _subject_before(reading, amount, hits, previous)
        )
    )


def _has_en(reading: Reading, amount: Amount) -> bool:
    first, _ = reading.sentence_at(amount.start)
    return _PRONOUN_EN.search(reading.folded, max(first, amount.start - 70), amount.start) is not None


def _shared(reading: Reading, amount: Amount, later: tuple[Amount, ...], hits: dict[int, NounHit]) -> Borrowed | None:
    """*de 2 500 à moins de 1 000 soldats*: the noun behind the second amount."""
    if not later:
        return None
    join = _SHARED.match(reading.folded, amount.end)
    if join is None or abs(join.end() - later[0].start) > 1 or later[0].of is not None:
        return None
    group = direct_group(reading, later[0], hits)
    if group is None and join[0].strip() == "à":
        apart = noun_apart(reading, later[0], hits)  # de 40 000 à 300 000 le nombre de soldats
        group = apart.group if apart is not None else None
    if group is None or (group.noun.context and not (group.noun.context in _COUNTABLE and is_military(reading))):
        return None
    return Borrowed(group, "shared")


_COUNTABLE = frozenset({"near", "unit", "brigade"})  # passée de deux à huit brigades


# 180 [de leurs quelque] 2 000 militaires · douze [de ses] 300 soldats
_OUT_OF = re.compile(r" (?:de|parmi|sur) (?:ses|leurs|nos)(?: [\wà-ÿ]+)? ")


def _out_of(reading: Reading, amount: Amount, later: tuple[Amount, ...], hits: dict[int, NounHit]) -> Borrowed | None:
    """*retiré* 180 *de leurs quelque 2 000 militaires*: a part of the whole that follows."""
    if not later or later[0].of is not None or not 0 < later[0].start - amount.end < 24:
        return None
    if not _OUT_OF.fullmatch(reading.folded, amount.end, later[0].start) and not _OUT_OF.fullmatch(
        reading.folded, amount.end, later[0].core_start
    ):
        return None
    group = direct_group(reading, later[0], hits)
    if group is None or (group.noun.context and not (group.noun.context == "near" and is_military(reading))):
        return None
    return Borrowed(group, "out_of")


def _apposition(reading: Reading, amount: Amount, hits: dict[int, NounHit]) -> Borrowed | None:
    """*des mercenaires colombiens, une trentaine au total,*; *ses soldats (environ 300)*."""
    lead = _ASIDE.search(reading.folded, max(0, amount.start - 16), amount.start)
    tail = re.match(
        r"\s*(?:au total|en tout|environ|selon|d'après|,|\)|\.|:|—|–|au moins|"
        r"peut-être)",
        reading.folded[amount.end :],
    )
    if lead is None or tail is None:
        return None
    first, _ = reading.sentence_at(amount.start)
    hit = last_hit(hits, first, amount.start)
    if hit is None or hit.noun.context:
        return None
    group = build_group(reading, hit)
    gap = reading.folded[group.end : amount.start].strip()
    preceded = any(other.end <= hit.start <= other.end + 12 for other in reading.amounts)
    if gap != lead[0].strip() or preceded:
        return None
    return Borrowed(group, "apposition")


# ses soldats [(]environ 300) · autant de réservistes [–] 22 000 –
_ASIDE = re.compile(r"[,(–—] ?$")


def _among(reading: Reading, amount: Amount, hits: dict[int, NounHit], previous: Previous) -> Borrowed | None:
    """*ses hommes … quelques dizaines d'entre eux*: the last troop noun, counted or not."""
    if not _AMONG.match(reading.folded, amount.end):
        return None
    index = reading.sentence_index(amount.start)
    first = reading.sentences[max(0, index - 1)][0]
    if any(fact is not None and fact.start >= first for _, _, fact in previous):
        return None
    hit = last_hit(
        {start: hit for start, hit in hits.items() if hit.noun.context in {None, "near"}}, first, amount.start
    )
    return Borrowed(build_group(reading, hit), "among") if hit is not None else None


def _subject_before(reading: Reading, amount: Amount, hits: dict[int, NounHit], previous: Previous) -> Borrowed | None:
    """*Les soldats ont lancé l'assaut. Quelque 1 500 ont été tués*: the uncounted subject of the
    sentence before."""
    if takes_noun(reading, amount) or not _SUBJECT.match(reading.folded[amount.end : amount.end + 60]):
        return None
    index = reading.sentence_index(amount.start)
    if index == 0 or any(
        fact is not None and reading.sentence_index(fact.start) >= index - 1 for _, _, fact in previous
    ):
        return None
    first, last = reading.sentences[index - 1]
    subjects = [
        hit
        for start, hit in hits.items()
        if first <= start < last
        and hit.noun.context is None
        and reading.token_at(start).dep_ in SUBJECTS
        and reading.folded[hit.start : hit.end].endswith(("s", "x"))
    ]
    role = role_of(reading, reading.token_at(amount.core_end - 1), amount.start, amount.end).role
    if not subjects or role == "other":
        return None
    return Borrowed(build_group(reading, subjects[0]), "subject", role)


def _is_of_persons(reading: Reading, amount: Amount) -> bool:
    """True where only persons can be meant, whatever was counted before: *en détenir* 200, Six cents *d'entre
    eux* after
    *dans cinq pays*."""
    lead = max(0, amount.start - 60)
    if _PRISONERS.search(reading.folded, lead, amount.start) or _TAKES_THEM.search(reading.folded, lead, amount.start):
        return True
    return bool(_AMONG.match(reading.folded, amount.end)) and counts_things(reading, amount)


# en [détenir] 200 · en aurait [tué] 120
_TAKES_THEM = re.compile(
    r"\ben (?:avoir |a |ont |aurait |auraient )?(?:déten|tu(?:er|é)|captur|emprisonn|bless|abatt|intern)[a-zà-ÿ]*"
    r"(?: (?:environ|au moins|déjà|encore))? ?(?:[«\"“] ?)?$"
)
# elle en a fait prisonniers [une trentaine]: persons, whatever was counted before
_PRISONERS = re.compile(r"\ben (?:[\w'-]+ ){1,3}prisonniers $")
# le Nigeria compte 230 000 soldats ; le Niger, 33 000
_GAPPED = re.compile(
    r"[;,] (?:et |contre )?(?:le |la |l'|les )?[A-ZÉ][\w'-]+(?: [A-Z][\w'-]+)*(?:,? (?:de )?)$"
    r"|\bcelles? (?:de |du |des |d')[^.;:]{2,30} (?:à|de) $"
)


_STATE = re.compile(r" (?:debout|vivants?|vivantes?|valides?|indemnes?|survivants?)\b")


# ils sont « moins de vingt » [à pouvoir voler de nuit]
_ABLE = re.compile(r"(?: ?[»\"”])? à (?:pouvoir|savoir|vouloir) ")


def _taken_up(reading: Reading, amount: Amount, previous: Previous) -> Borrowed | None:
    """The group of the count before, where grammar says that this amount has the same."""
    noun = takes_noun(reading, amount) and not _STATE.match(reading.folded, amount.end)
    if not previous or (noun and gap_side(reading, amount) is None):
        return None  # in 337 000 côté allemand, that noun is none counted
    _, group, fact = previous[_whole_index(reading, previous)]
    if group is None or fact is None:
        return None
    first, _ = reading.sentence_at(amount.start)
    same = fact.start >= first
    gap = steps(reading, fact.start, amount.start)
    if gap == 2 and more_of_them(reading, amount, fact):
        gap = 1
    found = _construction(reading, amount, same=same, gap=gap)
    if found is None:
        return None
    rule, inherit = found
    if rule == "en" and group.text.startswith("membres des "):
        return None  # le nombre de membres des groupes armés; l'un d'eux en compte 3 200
    if (
        rule == "en"
        and fact.role in STRONG
        and _MUSTERS.search(reading.folded, max(first, amount.start - 50), amount.start)
    ):
        group, fact = _mustered(reading, previous, group, fact)
    elif rule in {"only", "subject", "en"} and not same:
        group, fact = _subject_of_before(reading, previous, group, fact)
    role = _own_role(reading, amount)
    if group.noun.unit != "person" and (role is not None or rule == "only" or _exceeds(amount, fact, same)):
        men = last_persons(reading, list(previous), amount) if rule == "target" else None
        if men is None:
            return None  # douze divisions … « Nous étions trois cents »: men
        group, fact = men
    return Borrowed(group, rule, role, fact, inherit)


def _exceeds(amount: Amount, fact: Troops, same: bool) -> bool:
    """True for more than units come in, unless the sentence counts as many: *sur les 95 divisions,* 70 *ont lutté*."""
    count = amount.low or amount.high or 0
    return count > 60 and not (same and count <= (fact.low or fact.high or 0) <= 400)


# réduite à 270 hommes après la mort de dix paras, en [comptait] 2 548: men, not dead
_MUSTERS = re.compile(
    r"\ben (?:compt|align|avai|aura|dispos|emplo|entret|poss|regroup|rassembl)\w*(?: [\wà-ÿ'-]+){0,3} $"
)


def _mustered(reading: Reading, previous: Previous, group: Group, fact: Troops) -> tuple[Group, Troops]:
    """The count before in the sentence that is no loss: what an army musters are its living."""
    first, _ = reading.sentence_at(fact.start)
    for _, other, count in reversed(previous):
        if other is not None and count is not None and count.role not in STRONG and first <= count.start < fact.start:
            return other, count
    return group, fact


def _whole_index(reading: Reading, previous: Previous) -> int:
    """The index of the last count that is no part of another: *80 soldats, dont neuf officiers* are 80 soldiers."""
    index = len(previous) - 1
    while index > 0:
        fact = previous[index][2]
        listed = fact is not None and fact.rule == "troops.part"
        if not listed and not _is_part(reading, previous[index][0], previous[index - 1][0]):
            break
        index -= 1
    return index


def _is_part(reading: Reading, part: Amount, whole: Amount) -> bool:
    """True if a count is a part, told by *dont*, of the one before it in its sentence."""
    first, _ = reading.sentence_at(part.start)
    lead = reading.folded[max(first, part.start - 30) : part.start]
    return whole.start >= first and _DONT_ONLY.search(lead) is not None


def _subject_of_before(reading: Reading, previous: Previous, group: Group, fact: Troops) -> tuple[Group, Troops]:
    """Of the counts of the sentence before, its subject is what *ils* takes up."""
    sentence = reading.sentence_at(fact.start)
    attackers = [(other, count) for _, other, count in previous if other and count and _attacks(count, other, sentence)]
    if attackers:
        return attackers[-1]
    for _, other, count in previous:
        if other is None or count is None or not sentence[0] <= count.start < sentence[1]:
            continue
        head = reading.token_at(other.head)
        if head.dep_ in SUBJECTS or head.i < head.sent.root.i:
            return other, count
    return group, fact


def _attacks(count: Troops, group: Group, sentence: tuple[int, int]) -> bool:
    """True for the attackers of a sentence: *ils étaient une centaine* is told of them rather than of their victims."""
    return sentence[0] <= count.start < sentence[1] and group.noun.lemma in {"assaillant", "attaquant", "agresseur"}


# treize mille [à en croire les Rifains] · 300 [selon Kiev]
_RIVAL = re.compile(r" (?:selon|d'après|à en croire|pour|côté|de source)\b")


# quatre [à Shwe Kokko], deux [à Lay Kay Kaw]
_THERE = re.compile(r" (?:à|en|dans|près de|au|aux|sur) (?:la |le |l'|les )?[A-ZÀ-Ý]")


# 115 000 hommes fin 1946, 190 000 [en 1953]
_THEN = re.compile(
    r" (?:(?:en|fin|début|dès|au début de|à la fin de|à l'horizon|d'ici(?: à| la fin)?|vers|"
    r"avant) (?:[a-zà-ÿ]+ )?\d{4}\b"
    r"|(?:à|d'ici(?: à)?) la fin (?:de l'année|de la décennie|du mois|de l'été)\b|l'an prochain\b|l'année prochaine\b)"
)
_LISTED = re.compile(r"(?:,|\bet|:)\s*(?:de |d'|à )?$")
_BEHIND_STOP = re.compile(r"; $")


def _construction(reading: Reading, amount: Amount, *, same: bool, gap: int) -> tuple[str, bool] | None:
    """(rule, does it inherit the role) of the construction that licenses the ellipsis."""
    first, _ = reading.sentence_at(amount.start)
    near = gap <= 1
    lead = reading.folded[max(first, amount.start - 70) : amount.start]
    tail = reading.folded[amount.end : amount.end + 60]
    if _AMONG.match(tail) and near:
        return "among", False
    if same and is_rate(reading, amount):
        return "rate", True
    if _DONT_ONLY.search(lead) and same:
        return "dont", True
    if _own_role(reading, amount) is not None and same:
        return None if _of_civilians(reading, amount) or _OTHER_DEAD.search(lead) else ("participle", False)
    if near and set_off_more(reading, amount):
        return "participle", False
    if same and _and_took(reading, amount, lead) and _closes(tail):
        return "took", False
    if same and ((_GAPPED.search(lead) and _closes(tail)) or gap_side(reading, amount) is not None):
        return "gapped", True
    if gap <= 3 and _WHERE_ONLY.search(lead):
        return "only", not (_STATE.match(tail) or _ABLE.match(tail))
    if near and (_SUBJECT.match(tail) or (same and _acts(reading, amount))):
        return "subject", False
    if near and _acts(reading, amount) and not re.search(r"\w", lead.rstrip(' «"“')[-40:].rpartition(",")[0]):
        return "subject", False
    if (same and _THE_OTHERS.match(tail)) or (near and _REMAINDER.search(lead) and re.match(r" ?,", tail)):
        return "others", False
    if near and _PRONOUN_EN.search(lead):
        return "en", True
    if same and _LISTED.search(lead) and (_RIVAL.match(tail) or _THERE.match(tail) or _THEN.match(tail)):
        return "listed", True
    if same and _BEHIND_STOP.search(lead) and (_RIVAL.match(tail) or ANSWERED.match(tail)):
        return "listed", True
    if near and (ESCAPES.match(tail) or (not same and answers(reading, amount, first))):
        return ("subject", False) if ESCAPES.match(tail) else ("listed", True)
    target = _TARGET.search(lead) if near else None
    if (
        target is not None
        and _closes(tail)
        and (same or not target[0].lower().startswith(("contre", "au lieu", "sur les")))
    ):
        return "target", True
    return None


# fait dix-neuf blessés [parmi les passants]
_AMONG_WHOM = re.compile(r" [\w-]+ (?:parmi|chez|dans|au sein d)\b[^.;:,]{0,40}")


def _of_civilians(reading: Reading, amount: Amount) -> bool:
    """*sept miliciens morts et dix-neuf blessés parmi les passants*: those wounded are no troops."""
    match = _AMONG_WHOM.match(reading.folded, amount.end)
    return match is not None and bool(civil_words(reading.folded, *match.span()))


# l'armée a tué 12 rebelles[ ; les accidents ont fait] 30 morts: nobody knows whose
_OTHER_DEAD = re.compile(
    r";[^;.:]{2,50}\b(?:fait|font|faisaient|feront|causé|provoqué)(?: (?:aussi|au moins|environ|quelque|plus de))? $"
)
# [affirme avoir tué 80 combattants] et capturé [34] · puis en arrêté
_AND_TOOK = re.compile(r"(?:\bet|\bpuis|,) (?:en )?(?P<verb>[a-zà-ÿ]+)(?: (?:au moins|environ|quelque|plus de))? ?$")


def _and_took(reading: Reading, amount: Amount, lead: str) -> bool:
    """*a tué 80 combattants et capturé* 34: a second verb of loss with the same auxiliary, whose noun is left out."""
    match = _AND_TOOK.search(lead)
    entry = role_table("verb").get(verb_forms().get(match["verb"], "")) if match else None
    return entry is not None and entry["object"] in STRONG and entry["owner"] == "enemy"


# Les autres, [environ 400], se sont enfuis · Le reste, [une dizaine de milliers], a
_REMAINDER = re.compile(
    r"\b(?:les autres|le reste|les survivants|les rescapés|ceux-ci|ces derniers), (?:soit )?$", re.IGNORECASE
)
# la capture de onze [autres]
_THE_OTHERS = re.compile(r" autres?(?= ?[.,;:»)]|$| (?:dans|à|en|lors|et|près|selon|hier|dimanche|samedi)\b)")


def _acts(reading: Reading, amount: Amount) -> bool:
    """*3 000 arpentent les rues*: a finite verb in the plural right behind the quantity."""
    match = _ACTION.match(reading.folded, amount.end)
    if match is None or _OPENS.search(reading.folded, max(0, amount.start - 20), amount.start) is None:
        return False
    token = reading.token_at(match.start("verb"))
    return token.pos_ in {"VERB", "AUX"} and verb_form(token) == "Fin"


# a clause opens with the quantity: not *leurs obusiers de* 122 *tirent*
_OPENS = re.compile(r"(?:^|[.,;:!?…»«\"“\n–—(]|\b(?:et|mais|que|où|quand|dont|seuls?|là))\s*$|qu'$")
# 3 000 [arpentent] · 200 [y combattent] · douze [ne rentrèrent jamais]
_ACTION = re.compile(r" (?:autres )?(?:(?:ne|y|en|se|les?|la) |[nsl]')?(?P<verb>[a-zà-ÿ]{3,}(?:nt))\b")


def _closes(tail: str) -> bool:
    """True if the amount ends its phrase: a stop, a comma, a quotation mark, a date, a participle of
    promise."""
    return bool(
        re.match(
            r"\s*(?:[.,;:»)\"”?!]|$|\n|dans (?:les rangs|le camp)|en face|sur (?:toute |l')|"
            r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|dix|quelques|\d+) "
            r"(?:ans?|années?|mois|semaines?|jours?|heures) (?:plus tôt|plus tard|auparavant|avant|"
            r"après)|si |avant |promis|prévus|attendus|annoncés|requis|initiaux|au |en |"
            r"il y a|un an|d'ici|à |selon|environ|par |avant|après|lors|aujourd'hui|"
            r"actuellement|auparavant|hommes|pour |chez |du temps|la veille|l'an |hier\b|précédemment|initialement|"
            r"l'année|le mois|la semaine|l'été|l'hiver|le trimestre|d'ordinaire|d'habitude|habituellement|"
            r"de plus|de mieux|supplémentaires|seulement|"
            r"(?:du|de) départ|du début|d'origine|d'avant|naguère|jadis|alors\b|côté )",
            tail,
        )
    )


def _own_role(reading: Reading, amount: Amount) -> TroopsRole | None:
    """The role of the participle behind the amount: *78 blessés*, *sept autres blessés*, *deux
    grièvement*."""
    match = _PARTICIPLE.match(reading.folded, amount.end)
    if match is None:
        return None
    phrase = phrases().match(reading.lowered, match.start("word"))
    if phrase is not None and phrase_event(phrase).role in STRONG:
        return phrase_event(phrase).role
    if match["word"] in {"portés", "faits", "mis"}:
        return None
    event = word_event(reading.token_at(match.start("word")))
    return event.role if event is not None else None
