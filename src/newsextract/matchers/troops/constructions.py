"""The constructions in which a quantity without its noun may take up a group named before, by the words around it."""

from __future__ import annotations

import re

from newsextract.amounts import Amount
from newsextract.grammar import verb_form
from newsextract.matchers.troops.apart import FATES, are_families
from newsextract.matchers.troops.fallen import TO_BODY
from newsextract.matchers.troops.figures import is_rate, set_off_more
from newsextract.matchers.troops.gapping import gap_side, unnamed_subject
from newsextract.matchers.troops.others import ANSWERED, ESCAPES, answers
from newsextract.matchers.troops.phrases import phrase_event, phrases
from newsextract.matchers.troops.sizes import change_ends, changes_from
from newsextract.matchers.troops.verbs import STRONG, role_table, verb_forms, word_event
from newsextract.matchers.troops.words import civil_words
from newsextract.reading import Reading
from newsextract.records import TroopsRole
from newsextract.strengths import AIM_IS
from newsextract.verb_senses import forms, verbs

AMONG = re.compile(
    r"[ »\"]{0,3}(?:d'entre (?:eux|elles|nous)|(?:de|parmi) (?:ces derni(?:ers|ères)|ceux-ci|celles-ci))\b"
)
# blessés · sept autres blessés · une quarantaine d'autres blessés · un millier de disparus
_PARTICIPLE = re.compile(
    r" ?(?:»|\")?(?: d'autres| autres?)?(?: ayant été | étant | de | d'| )(?:[a-zà-ÿ]+ment )?(?P<word>[\w-]+)"
)
SUBJECT = re.compile(
    r"(?: ?[»\"”])? (?:d'autres |autres )?(?:(?:ne |n'|se |s'|y |en |l'|les ){0,2}(?:ont|sont|avaient|"
    r"étaient|furent|eurent|seraient|"
    r"auraient|seront|auront|restent|restaient|demeurent|manquent|doivent|"
    r"devaient|peuvent|pourraient|devraient|seulement|combattent|servent|étaient|avaient|sont|ont))\b"
)
_WHERE_ONLY = re.compile(
    r"\b(?:ils|elles|nous)(?: n'| ne | )(?:étaient|sont|seraient|furent|seront|sommes|étions|(?:pourr|devr)aient être|"
    r"restent)(?: (?:plus|alors|désormais|encore|donc|aujourd'hui|déjà|pour (?:l'instant|l'heure|le moment)|à ce jour|"
    r"à présent|actuellement|guère))? ?(?:que |qu')?\s*(?:[«\"“] ?)?$",
    re.IGNORECASE,
)
PRONOUN_EN = re.compile(
    r"\b(?:n'en|en|s'en) (?!(?:effet|outre|fait|plus|tout|cours|raison|revanche|moyenne|face|"
    r"tête|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b)"
    r"(?!(?-i:[A-ZÉ])|\d)(?:[\w'-]+ ){1,4}(?:qu')?[«\"“]?[ ]?$|"
    r"\ben (?:avoir|a|ont|avait|avaient|aurait|auraient) (?:[«»\"“”] ?)?(?:[\w'-]+ ){1,6}(?:[«»\"“”] )?$|"
    r"\blui en [\w ]+$|\bil (?:lui |leur )?en (?:faut|"
    r"faudra|faudrait|manque)[\w ]* $|"
    r"\b(?:n'en|en) [a-zà-ÿ]+(?: (?:plus|déjà|encore|alors))?, [^.;:,]{3,40}, (?:que |qu')?[«\"“]?[ ]?$",
    re.IGNORECASE,
)
# not *compte*, *déplore*, whose object is whom the sentence is about
_FIGURING = (verbs("counting") - {"compter", "déplorer"}).union(
    ("retenir", "espérer", "viser", "vouloir", "réclamer", "miser")
)
_TARGET = re.compile(
    r"\b(?:pour (?:une|un) (?:cible|objectif|total|plafond|effectif)(?: [a-zà-ÿ]+)? de|contre|"
    r"(?:du|de l'|au|à l') ?(?:plafond|objectif|seuil|effectif|total|format)(?: [a-zà-ÿ]+){0,2} (?:de|des)|"
    r"au lieu (?:de|des)|(?:en plus|en sus) des|outre les|ajout\w+ aux|"
    r"sur (?:les|un total de)|(?:objectif|cible) (?:de|des)|"
    rf"{AIM_IS}|"
    rf"\b(?:{forms(_FIGURING, ('present', 'imperfect'))}(?: plutôt)?(?: de| sur| le chiffre de)?)|"
    r"(?:ce|leur|son) (?:nombre|chiffre|total) (?:[\w'-]+ ){1,3}(?:à |les )?|"
    r"(?:chiffr|évalu|estim|port|ramen|ramèn|situ)\w* (?:ces|leurs|ses) (?:pertes|effectifs)(?: [\w'-]+){0,2} à|"
    r"\bles? (?:ramèn|ramen|port|rédui|chiffr|évalu|estim|limit|fix|cantonn)\w* à|"
    r"\b(?:bilan|chiffre|décompte) que [^.;:,]{2,40} (?:port|élev|éval|estim|chiffr|ramèn|fix)\w* (?:pour sa part )?à|"
    r"chiffre de|total de|(?:porter|portera|porterait|ramener|réduire|monter|grimper|descendre|limiter|plafonner|"
    r"passer|passée?s?|portés?|réduits?|ramenés?) (?:de|à)|être|vise|viser|atteindre|dépasser|frôler|"
    r"approcher|avoisiner|totaliser|espérer)"
    r"(?: les)?\s*[«\"“]?\s*$",
    re.IGNORECASE,
)
DONT_ONLY = re.compile(
    r"\b(?:dont|parmi (?:eux|elles|lesquels|lesquelles))(?: au moins|"
    r" environ)?\s*,?\s*$",
    re.IGNORECASE,
)
# le Nigeria compte 230 000 soldats ; le Niger, 33 000
_GAPPED = re.compile(
    r"[;,] (?:et |contre |tandis que )?(?:le |la |l'|les )(?:marine|aviation|"
    r"gendarmerie|armée de (?:l'air|terre)|garde|"
    r"légion|défenseurs?|attaquants?|assaillants?|assiégés|assiégeants|"
    r"vaincus?|vainqueurs?|adversaires?|ennemi|envahisseurs?|agresseurs?|rebelles|insurgés)(?:,? (?:de )?|,? )$|"
    r"[;,] (?:et |contre )?(?:le |la |l'|les )?[A-ZÉ][\w'-]+(?: [A-Z][\w'-]+)*(?:,? (?:de )?)$"
    r"|\bcelles? (?:de |du |des |d')[^.;:]{2,30} (?:à|de) $"
)
STATE = re.compile(r" (?:debout|vivants?|vivantes?|valides?|indemnes?|survivants?)\b")
# ils sont « moins de vingt » [à pouvoir voler de nuit]
_ABLE = re.compile(r"(?: ?[»\"”])? à (?:pouvoir|savoir|vouloir) ")
# treize mille [à en croire les Rifains] · 300 [selon Kiev]
_RIVAL = re.compile(r" (?:selon|d'après|à en croire|pour|côté|de source)\b")
# quatre [à Shwe Kokko], deux [à Lay Kay Kaw]
_THERE = re.compile(r" (?:à|en|dans|près de|au|aux|sur) (?:la |le |l'|les )?(?:(?:al|el|ech|as)-)?[A-ZÀ-Ý]")
# 115 000 hommes fin 1946, 190 000 [en 1953]
_THEN = re.compile(
    r" (?:(?:en|fin|début|dès|au début de|à la fin de|à l'horizon|d'ici(?: à| la fin)?|vers|"
    r"avant|dans les années) (?:[a-zà-ÿ]+ )?\d{4}\b"
    r"|(?:à|d'ici(?: à)?) la fin (?:de l'année|de la décennie|du mois|de l'été)\b|l'an prochain\b|l'année prochaine\b)"
)
# ont échangé 350 prisonniers, soit 175 [de chaque côté]
_EACH = re.compile(r" (?:(?:de|dans|pour|par) chaque|de part et d'autre|chacune?\b|par (?:camp|pays|côté)\b)")
_LISTED = re.compile(r"(?:,|\bet|:)\s*(?:de |d'|à )?$")
_BEHIND_STOP = re.compile(r"; $")


def construction(reading: Reading, amount: Amount, *, same: bool, gap: int) -> tuple[str, bool] | None:
    """(rule, does it inherit the role) of the construction that licenses the ellipsis."""
    first, _ = reading.sentence_at(amount.start)
    near = gap <= 1
    lead = reading.folded[max(first, amount.start - 70) : amount.start]
    tail = reading.folded[amount.end : amount.end + 60]
    if AMONG.match(tail) and near:
        return "among", False
    if same and is_rate(reading, amount):
        return "rate", True
    if same and lead.endswith(" soit ") and _EACH.match(tail):
        return "gapped", True
    if same and DONT_ONLY.search(lead):
        return "dont", True
    if same and own_role(reading, amount) is not None:
        return None if _of_civilians(reading, amount) or _OTHER_DEAD.search(lead) else ("participle", False)
    if near and set_off_more(reading, amount):
        return "participle", False
    if same and _and_took(reading, amount, lead) and closes(tail):
        return "took", False
    if same and (
        (_GAPPED.search(lead) and closes(tail))
        or gap_side(reading, amount) is not None
        or unnamed_subject(reading, amount) is not None
    ):
        return "gapped", True
    if same and _AND_AMONG.search(lead) and _BESIDE.match(tail) and not _of_those(reading, amount):
        return "gapped", True
    if near and _OUT_OF_THEM.search(lead) and _WHO_WERE.match(tail):
        return "only", False
    if gap <= 3 and _WHERE_ONLY.search(lead) and not are_families(reading, amount):
        return "only", not (STATE.match(tail) or _ABLE.match(tail))
    if near and ((SUBJECT.match(tail) and not _BEHIND_DE.search(lead)) or (same and _acts(reading, amount))):
        return "subject", False
    if near and _acts(reading, amount) and not re.search(r"\w", lead.rstrip(' «"“')[-40:].rpartition(",")[0]):
        return "subject", False
    if (same and _THE_OTHERS.match(tail)) or (near and _REMAINDER.search(lead) and re.match(r" ?,", tail)):
        return "others", False
    if near and (PRONOUN_EN.search(lead) or _MOST.search(lead)):
        return "en", True
    if same and (_OTHER_SIDE.match(tail) or TO_BODY.match(tail)) and _LISTED.search(lead):
        return "gapped", True
    if same and _LISTED.search(lead) and (_RIVAL.match(tail) or _THERE.match(tail) or _THEN.match(tail)):
        return "listed", True
    if same and _BEHIND_STOP.search(lead) and (_RIVAL.match(tail) or ANSWERED.match(tail)):
        return "listed", True
    if near and ((_NOW.search(lead) and closes(tail)) or (same and _ends_change(reading, amount))):
        return "target", True
    if near and (ESCAPES.match(tail) or (not same and answers(reading, amount, first))):
        return ("subject", False) if ESCAPES.match(tail) else ("listed", True)
    target = (
        _TARGET.search(lead)
        if (near or (gap == 2 and " ce chiffre à " in lead[-40:])) and not _PRICE.search(lead)
        else None
    )
    if (
        target is not None
        and closes(tail)
        and (same or not target[0].lower().startswith(("contre", "au lieu", "sur les", "en ", "outre")))
    ):
        return "target", True
    return None


# [Elle serait tombée à] moins de 2.000 · [l'effectif a été ramené à] 18 000 · [le contingent descendra à] 300
_NOW = re.compile(
    r"\b(?:il|elle|celui-ci|celle-ci|ce (?:nombre|chiffre|total)|(?:l'|la |le |cette? |cet |son |sa |leur )"
    r"(?:garnison|contingent|effectif|force|mission|brigade|unité|régiment|bataillon|armée|détachement|division|compagnie))"
    r"(?:, [^.;:,]{4,60},)?(?: [\wà-ÿ'-]+){0,3} "
    r"(?:tomb|pass|rédui|ramen|port|descend|mont|chut|fond|retomb|remont|limit|ramèn)(?:é|er|era|erait|ait|i|it|u|rait|ra)?"
    r"e?s? à ?(?:[«\"“] ?)?$",
    re.IGNORECASE,
)


def _ends_change(reading: Reading, amount: Amount) -> bool:
    """*tombée de cent mille hommes en 1958 à* moins de trois mille: the second size, of those of the first."""
    first, _ = reading.sentence_at(amount.start)
    before = [one for one in reading.amounts if first <= one.start < amount.start and one.of is None]
    return any(change_ends(reading, one.end, amount.start) and changes_from(reading, one.start) for one in before[-2:])


# son [budget] a été ramené à 18 000 · la [population] est passée à
_PRICE = re.compile(
    r"\b(?:budget|prix|coût|facture|solde|salaire|prime|loyer|cours|taux|population|part|amende|rançon)s?\b"
    r"[^.;:]{0,45}$",
    re.IGNORECASE,
)


def is_of_money(reading: Reading, amount: Amount) -> bool:
    """*a versé 40 millions d'euros aux soldats, hésite à en remettre* 20: the money told of last."""
    first, _ = reading.sentence_at(amount.start)
    before = [one for one in reading.amounts if first <= one.start < amount.start]
    return (
        bool(before)
        and any(one.of == "money" for one in before)
        and _PAYS.search(reading.folded, max(first, amount.start - 30), amount.start) is not None
    )


# hésite à [en remettre] 20 · [en a déjà versé] 12
_PAYS = re.compile(
    r"\b(?:n'|s')?en [^.;:,]{0,12}(?:remett|remis|vers|pay|débours|dépens|donn|prêt|promi|promett|verr|réclam|touch|"
    r"reç|reçu)[a-zà-ÿ]* "
    r"(?:que )?$"
)
# L'armée de terre [en absorbe l'essentiel, soit] 25 600
_MOST = re.compile(
    r"\ben [\w' -]{3,40}(?:l'essentiel|la majorité|la moitié|le gros|le tiers|le quart|les (?:deux tiers|trois quarts)|"
    r"le plus grand nombre|une (?:large |bonne |grande )?(?:part|partie|majorité)),? soit $",
    re.IGNORECASE,
)
# 65 000 soldats d'un côté, à peu près 40 000 [du nôtre]
_OTHER_SIDE = re.compile(r" (?:du nôtre|du leur|du vôtre|de l'autre|chez nous|chez eux|de notre côté|de leur côté)\b")


# fait dix-neuf blessés [parmi les passants]
_AMONG_WHOM = re.compile(r" [\w-]+ (?:parmi|chez|dans|au sein d)\b[^.;:,]{0,40}")


# [Sur les] cent cinquante [que comptait] la garnison · Des 300 [partis] d'Oran
_OUT_OF_THEM = re.compile(r"(?:^|[\s«\"“])(?:sur|des|parmi) (?:les |ces |ses |leurs )?$", re.IGNORECASE)
_WHO_WERE = re.compile(
    r" (?:que (?:compt|align|rassembl|regroup|réuni)[a-zà-ÿ]+|qui (?:ont|avaient|étaient|sont|furent) |partis |"
    r"arrivés |"
    r"engagés |débarqués |envoyés |présents |déployés |montés )"
)
# vingt dans les rangs de l'armée [et dix chez] les rebelles · trente chez les rebelles[, contre] six [côté armée]
_AND_AMONG = re.compile(r" (?:dans les rangs|parmi|chez|côté|du côté) [^.;:,]{3,40},? (?:et|contre)(?: de)? $")
_BESIDE = re.compile(r" (?:dans les rangs|parmi|chez|côté|du côté) ")


def _of_those(reading: Reading, amount: Amount) -> bool:
    """*et dix chez les habitants*: civilians."""
    _, last = reading.sentence_at(amount.start)
    return bool(civil_words(reading.folded, amount.end, min(last, amount.end + 40)))


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


# leurs Carl Gustaf [de] 84 sont arrivés: a calibre, no subject
_BEHIND_DE = re.compile(r"(?:[A-Z\d][\w-]*|s) de $")
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


def closes(tail: str) -> bool:
    """True if the amount ends its phrase: a stop, a comma, a quotation mark, a date, a participle of
    promise."""
    return bool(
        re.match(
            r"\s*(?:[.,;:»)\"”?!]|$|\n|dans (?:les rangs|le camp)|en face|sur (?:toute |l')|"
            r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|dix|quelques|\d+) "
            r"(?:ans?|années?|mois|semaines?|jours?|heures) (?:plus tôt|plus tard|auparavant|avant|"
            r"après)|si |avant |promis|prévus|attendus|annoncés|requis|initiaux|au |en |"
            r"il y a|un an|d'ici|à |selon|environ|par |avant|après|lors|aujourd'hui|"
            r"dans les années \d|fin |début |mi-|déjà |sur place|présents\b|"
            r"actuellement|auparavant|hommes|"
            r"fixée?s?\b|visée?s?\b|souhaité|autorisé|théorique|réglementaire|"
            r"pour |chez |du temps|la veille|l'an |hier\b|précédemment|initialement|"
            r"l'année|le mois|la semaine|l'été|l'hiver|le trimestre|d'ordinaire|d'habitude|habituellement|"
            r"de plus|de mieux|supplémentaires|seulement|"
            r"(?:du|de) départ|du début|d'origine|d'avant|naguère|jadis|alors\b|côté )",
            tail,
        )
    )


def own_role(reading: Reading, amount: Amount) -> TroopsRole | None:
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
    return event.role if event is not None else FATES.get(match["word"])
