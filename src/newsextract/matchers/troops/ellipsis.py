"""A quantity without its noun → the group it takes up.

Matches *quelque 1 500* ont été tués, *sept* autres blessés, *d'une trentaine* au total after *des mercenaires*; not
*300* in *25 000 habitants ont fui, 300 sont revenus*. Which wordings say so is in constructions.py.
"""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.grammar import SUBJECTS
from newsextract.matchers.troops.apart import Borrowed, last_hit, noun_apart, takes_noun
from newsextract.matchers.troops.asked import of_question
from newsextract.matchers.troops.constructions import (
    AMONG,
    DONT_ONLY,
    STATE,
    SUBJECT,
    closes,
    construction,
    is_of_money,
    own_role,
)
from newsextract.matchers.troops.direct_groups import direct_group
from newsextract.matchers.troops.events import ATTACKERS
from newsextract.matchers.troops.figures import (
    last_persons,
    more_of_them,
    steps,
)
from newsextract.matchers.troops.gapping import gap_side, unnamed_subject
from newsextract.matchers.troops.groups import Group, build_group
from newsextract.matchers.troops.measures import counts_things
from newsextract.matchers.troops.others import Previous
from newsextract.matchers.troops.peoples import are_troops
from newsextract.matchers.troops.peoples_apart import people_before
from newsextract.matchers.troops.pronouns import pronoun_group
from newsextract.matchers.troops.roles import role_of
from newsextract.matchers.troops.setting import is_military, is_of_peace
from newsextract.matchers.troops.verbs import STRONG, verb_forms
from newsextract.matchers.troops.wholes import is_out_of
from newsextract.matchers.troops.words import NounHit, civil_words, is_plural, noun_forms
from newsextract.reading import Reading
from newsextract.records import Troops
from newsextract.verb_senses import ANY, forms, verbs

# dont quatre [sur dix]
_SHARE = re.compile(
    r" sur (?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|cent|mille|10|100)(?![\wà-ÿ-]| (?:mille|cents))"
)
# en multipliant le bilan par [huit]
_FACTOR = re.compile(r"\b(?:multipli|divis)[a-zà-ÿ]*\b[^.;:,]{0,40} par $")
# une patrouille sur [trois] · un blessé léger sur [dix]
_ONE_IN = re.compile(r"\bune? (?:[\w'-]+ ){1,3}sur $", re.IGNORECASE)
# à moins de 1 000 soldats · et 300 hommes
_SHARED = re.compile(r"\s*(?:à|ou|ni|voire|sinon|contre|puis à|, puis)\s+(?:à )?")


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
    if reading.folded.endswith(" par ", 0, amount.start) and _FACTOR.search(
        reading.folded, max(0, amount.start - 60), amount.start
    ):
        return None
    if is_of_money(reading, amount):
        return None
    if _SHARE.match(reading.folded, amount.end) or _ONE_IN.search(
        reading.folded, max(0, amount.start - 60), amount.start
    ):
        return None
    if barred and _is_of_persons(reading, amount):
        barred = False
    return (
        _shared(reading, amount, later, hits)
        or _out_of(reading, amount, later, hits)
        or noun_apart(reading, amount, hits)
        or _apposition(reading, amount, hits)
        or _people_aside(reading, amount, previous)
        or _among(reading, amount, hits, previous)
        or of_question(reading, amount, hits)
        or (
            None
            if barred
            else _taken_up(reading, amount, previous, hits) or _subject_before(reading, amount, hits, previous)
        )
        or pronoun_group(reading, amount, hits, previous, barred=barred)
    )


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
    of_body = (
        group is not None
        and group.noun.context == "strong"
        and _BODY_OF.search(reading.folded, max(0, amount.start - 90), amount.start)
    )
    if group is None or (
        group.noun.context and not ((of_body or group.noun.context in _COUNTABLE) and is_military(reading))
    ):
        return None
    return Borrowed(group, "shared")


# en portant le contingent [de] 195 à 215 personnes
_BODY_OF = re.compile(
    r"\b(?:contingent|effectifs?|garnison|détachement|bataillon|force|mission|brigade|régiment)(?: [\w'-]+){0,3} de $|"
    r"\b(?:contingent|garnison|détachement|force|mission)\b[^.;:]{0,40}\b(?:porté|réduit|passé|ramené)e? de $"
)


_COUNTABLE = frozenset({"near", "unit", "brigade"})  # passée de deux à huit brigades


def _out_of(reading: Reading, amount: Amount, later: tuple[Amount, ...], hits: dict[int, NounHit]) -> Borrowed | None:
    """*retiré* 180 *de leurs quelque 2 000 militaires*: a part of the whole that follows."""
    if not later or later[0].of is not None or not 0 < later[0].start - amount.end < 24:
        return None
    if not is_out_of(reading, amount, later[0]):
        return None
    group = direct_group(reading, later[0], hits)
    if group is None or (group.noun.context and not (group.noun.context == "near" and is_military(reading))):
        return None
    return Borrowed(group, "out_of")


def _apposition(reading: Reading, amount: Amount, hits: dict[int, NounHit]) -> Borrowed | None:
    """*des mercenaires colombiens, une trentaine au total,*; *ses soldats (environ 300)*."""
    lead = _ASIDE.search(reading.folded, max(0, amount.start - 24), amount.start)
    tail = re.match(
        r"\s*(?:[»\"”],? ?)?(?:au total|en tout|environ|selon|d'après|,|\)|\.|:|—|–|au moins|peut-être|"
        r"il y a\b|fin |début |"
        r"(?:à (?:moto|pied|cheval)|en (?:armes|tout|uniforme)|dont|armés|lourdement|venus|arrivés|"
        r"sur) [^,.;:()]{0,40}[,)—–])",
        reading.folded[amount.end :],
    )
    if lead is None or tail is None:
        return None
    first, _ = reading.sentence_at(amount.start)
    hit = last_hit(hits, first, amount.start)
    if hit is None or not (
        hit.noun.context is None or (hit.noun.lemma in ATTACKERS | {"instructeur"} and is_military(reading))
    ):
        return None
    group = build_group(reading, hit)
    recruited = _RECRUITED.match(reading.folded, group.end, amount.start)
    gap = reading.folded[recruited.end() if recruited else group.end : amount.start].strip()
    preceded = any(other.end <= hit.start <= other.end + 12 for other in reading.amounts)
    if gap != lead[0].strip() or preceded:
        return None
    return Borrowed(group, "apposition")


def _people_aside(reading: Reading, amount: Amount, previous: Previous) -> Borrowed | None:
    """*Les Kényans, au nombre de* 400*, patrouillent*: the people, where they stand for its army."""
    group = people_before(reading, amount)
    if group is None:
        return None
    event = role_of(reading, reading.token_at(group.head), group.start, amount.end)
    last = previous[-1][2] if previous else None
    armed = group.noun.context is None or are_troops(reading, amount, group, event, last)
    return Borrowed(group, "apposition", event.role) if armed else None


# ses soldats [(]environ 300) · autant de réservistes [–] 22 000 –
_ASIDE = re.compile(
    r"[,(–—] ?(?:[«\"“] ?)?(?:(?:aujourd'hui|désormais|actuellement|alors|à ce jour|soit|peut-être|sans doute) )?$"
)
# Des mercenaires [recrutés par une société américaine], près de 200 au total
_RECRUITED = re.compile(
    r" (?:[a-zà-ÿ]+(?:és|is|us|ts|ants)) (?:par|en|à|au|dans|de|sur|depuis|pour|d'|du) ?[^.;:,()]{3,50}(?=, )"
)


def _among(reading: Reading, amount: Amount, hits: dict[int, NounHit], previous: Previous) -> Borrowed | None:
    """*ses hommes … quelques dizaines d'entre eux*: the last troop noun, counted or not."""
    if not AMONG.match(reading.folded, amount.end):
        return None
    index = reading.sentence_index(amount.start)
    first = reading.sentences[max(0, index - 1)][0]
    if any(fact is not None and fact.start >= first for _, _, fact in previous):
        return None
    nouns = {start: hit for start, hit in hits.items() if hit.noun.context in {None, "near"}}
    hit = last_hit(nouns, first, amount.start)
    if hit is None:  # two sentences back, where no one else is told of
        first = reading.sentences[max(0, index - 2)][0]
        others = civil_words(reading.folded, first, amount.start) or any(
            fact is not None and fact.start >= first for _, _, fact in previous
        )
        hit = None if others else last_hit(nouns, first, amount.start)
    if hit is not None and hit.noun.category != "police" and is_of_peace(reading):
        return None  # les lieutenants de la ministre … 21 d'entre eux
    return Borrowed(build_group(reading, hit), "among") if hit is not None else None


def _subject_before(reading: Reading, amount: Amount, hits: dict[int, NounHit], previous: Previous) -> Borrowed | None:
    """*Les soldats ont lancé l'assaut. Quelque 1 500 ont été tués*: the uncounted subject of the
    sentence before."""
    if takes_noun(reading, amount) or not SUBJECT.match(reading.folded[amount.end : amount.end + 60]):
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
        and (hit.noun.context is None or (_is_ours(reading, hit) and is_military(reading)))
        and reading.token_at(start).dep_ in SUBJECTS
        and is_plural(reading.folded, hit)
    ]
    role = role_of(reading, reading.token_at(amount.core_end - 1), amount.start, amount.end).role
    if not subjects or role == "other":
        return None
    if subjects[0].noun.context and civil_words(reading.folded, first, amount.start):
        return None  # nos gars ont gagné le match
    return Borrowed(build_group(reading, subjects[0]), "subject", role)


# Nos [gars] tiennent. Huit ont été relevés
_OURS = re.compile(r"\b(?:nos|mes|ses|leurs) (?:jeunes |propres )?$", re.IGNORECASE)


def _is_ours(reading: Reading, hit: NounHit) -> bool:
    """*nos gars*, *mes hommes*: who has them commands them."""
    owned = _OURS.search(reading.folded, max(0, hit.start - 14), hit.start) is not None
    return owned and hit.noun.lemma in {"gars", "homme", "recrue", "volontaire"}


def _is_of_persons(reading: Reading, amount: Amount) -> bool:
    """True where only persons can be meant, whatever was counted before: *en détenir* 200, Six cents *d'entre
    eux* after
    *dans cinq pays*."""
    lead = max(0, amount.start - 60)
    if _PRISONERS.search(reading.folded, lead, amount.start) or _TAKES_THEM.search(reading.folded, lead, amount.start):
        return True
    return bool(AMONG.match(reading.folded, amount.end)) and counts_things(reading, amount)


# en [détenir] 200 · en aurait [tué] 120
_TAKES_THEM = re.compile(
    rf"\ben (?:avoir |a |ont |aurait |auraient )?{forms(verbs('striking', 'holding'), ANY)}"
    r"(?: (?:environ|au moins|déjà|encore))? ?(?:[«\"“] ?)?$"
)
# elle en a fait prisonniers [une trentaine]: persons, whatever was counted before
_PRISONERS = re.compile(r"\ben (?:[\w'-]+ ){1,3}prisonniers $")


def _taken_up(reading: Reading, amount: Amount, previous: Previous, hits: dict[int, NounHit]) -> Borrowed | None:
    """The group of the count before, where grammar says that this amount has the same."""
    noun = takes_noun(reading, amount) and not (
        STATE.match(reading.folded, amount.end) or _are_of_them(reading, amount, previous)
    )
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
    found = ("listed", True) if _goes_on(reading, amount, fact) else construction(reading, amount, same=same, gap=gap)
    if found is None:
        return None
    rule, inherit = found
    unnamed = unnamed_subject(reading, amount) if rule == "gapped" else None
    if unnamed is not None and not unnamed.foe and (hit := hits.get(unnamed.start)) is not None:
        return Borrowed(build_group(reading, hit), "apposition", fact.role)  # et les rebelles 90
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
    nearer = _they_named(reading, amount, fact, hits) if rule == "only" else None
    if nearer is not None:
        left = _NO_MORE.search(reading.folded, max(0, amount.start - 40), amount.start)
        return Borrowed(nearer, rule, own_role(reading, amount) or ("strength" if left else None))
    role = own_role(reading, amount)
    befell = role is not None or _BEFALLS.match(reading.folded, amount.end) is not None
    if group.noun.unit != "person" and (befell or rule == "only" or _exceeds(amount, fact, same)):
        men = last_persons(reading, list(previous), amount) if rule in {"target", "en"} else None
        if men is None:
            return None  # douze divisions … « Nous étions trois cents »: men
        group, fact = men
    return Borrowed(group, rule, role, fact, inherit)


# ils [ne sont plus que] 2.500 entre la Syrie et l'Irak: how many are left
_NO_MORE = re.compile(r"\b(?:ne |n')[a-zà-ÿ]+ plus que $")
# deux sections … ; quatre [sont portés disparus]: what befalls persons alone
_BEFALLS = re.compile(
    r" (?:d'entre eux )?(?:(?:sont|étaient|seraient|furent) |(?:ont|avaient|auraient) été )(?:tous )?"
    r"(?:portés disparus|tués|morts|blessés|faits prisonniers|capturés)\b"
)
# « Ils [étaient 5 000] · ils [ne sont plus que 2 500]
_THEY = re.compile(r"\b(?P<they>[Ii]ls|[Ee]lles) (?:ne |n')?[a-zà-ÿ]+(?: [a-zà-ÿ]+){0,3} $")


def _they_named(reading: Reading, amount: Amount, fact: Troops, hits: dict[int, NounHit]) -> Group | None:
    """*« plus de dix soldats » détenus. Les jihadistes restent actifs. Ils ne sont plus que* 2 500: whom a sentence
    between the count and the pronoun was about, or asked after, where they are of another sort than those counted."""
    they = _THEY.search(reading.folded, max(fact.end, amount.start - 50), amount.start)
    if they is None:
        return None
    index = reading.sentence_index(they.start())
    first = max(fact.end, reading.sentences[max(0, index - 2)][0])
    named = [hit for start, hit in hits.items() if first <= start < they.start()]
    for hit in sorted(named, key=lambda one: -one.start):
        if hit.noun.unit != "person" or hit.noun.context not in {None, "near"} or not is_plural(reading.folded, hit):
            continue
        _, end = reading.sentence_at(hit.start)
        asked = "?" in reading.folded[max(hit.end, end - 2) : end]
        about = reading.token_at(hit.start).dep_ in SUBJECTS or asked
        if about and not any(hit.start - 12 <= one.end <= hit.start for one in reading.amounts):
            return build_group(reading, hit) if hit.noun.category != fact.category else None
    return None


# 195 militaires, dont 38 [femmes] · dont une centaine [partis] dès l'instruction
_OF_THEM = re.compile(r" (?:de |d')?(?:jeunes )?(?P<noun>femmes\b)?(?P<word>[a-zà-ÿ]+[éiu]e?s\b)?")


def _are_of_them(reading: Reading, amount: Amount, previous: Previous) -> bool:
    """*195 militaires dont* 38 *femmes*, *460 déserteurs, dont* une centaine *partis dès l'instruction*: some of those
    counted, told by what they are or by a participle that the tagger takes for a noun."""
    fact = previous[-1][2] if previous else None
    if fact is None or fact.role == "killed" or not fact.end <= amount.start < fact.end + 60:
        return False  # among the dead, women may be civilians
    lead = reading.folded[max(fact.end, amount.start - 30) : amount.start]
    match = _OF_THEM.match(reading.folded, amount.end)
    if match is None or not DONT_ONLY.search(lead):
        return False
    word = match["word"] or ""
    return match["noun"] is not None or (word in verb_forms() and word not in noun_forms())  # tués is a noun of its own


# annonçait 13 000[, puis] 7 000 · 300 [soldats, puis] 400
_THEN_MORE = re.compile(r"(?: (?P<group>[^,;.]+))?,? (?:puis|voire|et maintenant|et bientôt|ensuite) ")


def _goes_on(reading: Reading, amount: Amount, fact: Troops) -> bool:
    """*Minsk annonçait* 13 000*, puis* 7 000: a figure right behind another of the same."""
    then = _THEN_MORE.fullmatch(reading.folded, fact.end, amount.start)
    known = then is not None and (then["group"] or fact.group or "").startswith(fact.group or " ")
    return known and closes(reading.folded[amount.end : amount.end + 60])


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
    return whole.start >= first and DONT_ONLY.search(lead) is not None


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
