"""A counted group → is it how many an army, a unit, a group numbers? *un contingent de*, *le régiment, 900 hommes*.

Matches *La Légion, c'est* 9 500 hommes, *réduite à* 160 000; *ce sont 300 hommes qui ont attaqué* points to a verb.
"""

from __future__ import annotations

import re
from dataclasses import replace

from newsextract.matchers.troops.beside import explained_body
from newsextract.matchers.troops.presence import SPREAD, somewhere
from newsextract.matchers.troops.syntax import by_tree
from newsextract.matchers.troops.verbs import (
    Event,
    clause_bounds,
    loss,
    verb_entry,
    verb_forms,
)
from newsextract.reading import Reading
from newsextract.strengths import CHANGES_TO
from newsextract.verb_senses import verbs

# ce sont · c'était · ils n'étaient plus que
_PRESENT = re.compile(
    r"\b(?:c'(?:est|était|étaient)|ce (?:sont|furent|seraient)|"
    r"(?:ils|elles|nous|on) (?:ne |n')?(?:sont|est|était|serait|étaient|"
    r"seraient|furent|sommes|étions|(?:doivent|devaient|devraient|pourraient) être))"
    r"(?: (?:plus|pas|alors|désormais|aujourd'hui|encore|déjà|environ))*(?: qu[e'])? ?$",
    re.IGNORECASE,
)
# les Forces démocratiques ne seraient plus que · ils étaient encore
_ARE = re.compile(
    r"\bne (?:sont|étaient|seraient|furent|seront|comptent) (?:désormais |aujourd'hui |alors )?(?:plus |"
    r"guère )?(?:désormais )?qu[e'] ?$",
    re.IGNORECASE,
)
# il ne resterait à Daech que · il n'en reste que · il reste dans les montagnes quelques
_REMAIN = re.compile(
    r"\bil (?:ne |n'en |n'y |en |y )?(?:me |te |lui |leur |nous |vous )?"
    r"(?:rest|demeur|subsist)(?:e|ait|erait|ent|aient|a)\b[^.;:,]{0,40}$",
    re.IGNORECASE,
)
# craint qu'il ne [« faille] 5 000 soldats
_NEEDED = re.compile(r"\bfaille(?: (?:encore|aussi|au moins|quelque))? ?[«\"“]? ?$")
# Objectif[, a-t-il rappelé :] 34 500 militaires · Cible : 60 000
_AIM = re.compile(
    r"\b(?:objectif|cible|plafond|format|cap|ambition)\b[^.;:\n]{0,36}(?: ?: |, c'est )(?:[«\"“] ?)?"
    r"(?:[^.;:,]{3,50} et )?$",
    re.IGNORECASE,
)
# il ne reste [à Abidjan] que · il reste [au pays]; not il reste dans les montagnes, which counts a group
_IN_PLACE = re.compile(r" (?:en|au|aux|à|dans|sur) (?:la |le |les |l')?[A-ZÀ-Ý]| (?:sur place|au pays)\b")
_CLEFT = re.compile(r"[^.;:,]{0,30} qu[ie']\b|[^.;:,]{0,12} (?:à [\wà-ÿ]+er\b|debout|vivants?|survivants?|valides?)")


def presented(reading: Reading, start: int, end: int) -> Event | None:
    """*Le NPFL, ce sont* 168 *hommes partis de Danané*: how many they are; *ce sont 300 hommes qui …* is not."""
    if _CLEFT.match(reading.folded, end):
        return None
    if _AIM.search(reading.folded, max(0, start - 110), start):
        return Event("strength", None, "own")
    if _NEEDED.search(reading.folded, max(0, start - 16), start):
        return Event("planned")
    remain = _REMAIN.search(reading.folded, max(0, start - 70), start)
    if remain is not None and not somewhere(reading, end):
        there = _IN_PLACE.search(remain[0]) or re.match(r"il (?:n'y|y) ", remain[0], re.IGNORECASE)
        return Event("deployed" if there else "strength", None, "own")
    if not (
        _PRESENT.search(reading.folded, max(0, start - 50), start)
        or _ARE.search(reading.folded, max(0, start - 50), start)
    ):
        return None
    placed = somewhere(reading, end) or (Event("deployed") if SPREAD.match(reading.folded, end) else None)
    return placed or Event("strength", None, "own")


# la garnison est [tombée de] cent mille hommes[ en 1958 à] moins de trois mille
_CHANGES_FROM = re.compile(
    r"\b(?:tomb|pass|descen|redescen|mont|remont|grimp|fond|rédui|ramen|ramèn|dégringol|chut|port|recul)[a-zà-ÿ]*"
    r"(?: [a-zà-ÿ]+)? (?:de|d')(?: (?:près|plus|moins) de| environ| quelque)? ?$"
)
_UP_TO = re.compile(r"[^.;:()]{0,60}[ ,]à (?:les |ses )?")


def change_ends(reading: Reading, start: int, end: int) -> bool:
    """True of a number that ends at `start` and another that begins at `end`: *tombée de cent mille hommes en 1958 à
    moins de trois mille*, the sizes before and after."""
    return _UP_TO.fullmatch(reading.folded, start, end) is not None


def changes_from(reading: Reading, start: int) -> bool:
    """True of the first number of *est tombée de* cent mille *hommes à moins de trois mille*."""
    return _CHANGES_FROM.search(reading.folded, max(0, start - 50), start) is not None


def changing(reading: Reading, start: int, end: int) -> Event | None:
    """*est tombée de* cent mille *hommes en 1958 à moins de trois mille*: a size, though those who fall are dead."""
    if reading.folded.endswith("De ", 0, start) and CHANGES_TO.match(reading.folded, end):
        return Event("strength", None, "own")
    if not changes_from(reading, start):
        return None
    later = next((one for one in reading.amounts if one.start > end and one.of is None), None)
    return Event("strength", None, "own") if later and change_ends(reading, end, later.start) else None


_SIZE_AFTER = re.compile(
    r"[ »]*(?:hommes |soldats |militaires )?,? ?(?:l'|les|ses|leurs|d'|sa|son|la|le)"
    r"\s?(?:effectifs?|présence|contingent|armées?|forces?|troupes|garnison|rangs)\b",
    re.IGNORECASE,
)


# Avec ses [450 000 hommes], l'armée turque · Avec près de 900 000 soldats, l'Ukraine possède
# La gendarmerie, [dont dépendent] près de 13 000 gendarmes · la garde, [à laquelle appartiennent] 900 hommes
_BELONGS = re.compile(
    r"\b(?:dont (?:dépend|relèv)|(?:de|à) laquelle (?:dépend|relèv|appartien)|(?:du|au)quel (?:dépend|relèv|appartien))"
    r"(?:ent|nent|aient|raient|t|ait)$"
)
_WITH = re.compile(
    r"(?:^\W*Avec |, avec (?=ses|leurs))(?:ses |leurs |quelque |environ |près de |plus de |un total de )*$"
)
# une Bundeswehr à [260 000 soldats] · une armée de
_ARMY_OF = re.compile(
    r"\b(?:une?|l'|la|son|sa|leur) ?(?:[A-ZÉ][\w-]+|armées?|force|marine|garde|défense|flotte|"
    r"légion)(?: [\wà-ÿ'-]+){0,3} à "
    r"(?:plus de |près de |environ )?$"
)
# L'armée tunisienne, [35 000 hommes]
_ARMY_ASIDE = re.compile(
    r"\b(?:armée|marine|gendarmerie|garde nationale|force|milice|légion)(?: [\wà-ÿ'-]+){0,3} ?[,(–—] ?$", re.IGNORECASE
)
_SIZE_BEFORE = re.compile(
    r"\b(?:effectifs?|emplois|postes|cible|réserve|format|dans ses rangs|"
    r"ordre de bataille)\b|\barmées?\b(?:(?! pri[st]\b| prend)[^;:]){0,60}\bavec\s*$",
    re.IGNORECASE,
)


# 660 000 soldats d'active [d'un côté] · 170 000 hommes [de l'autre]
_ON_A_SIDE = re.compile(
    r"(?: d'active)? (?:d'un (?:côté|bord)|de l'autre(?: côté| bord)?)(?=[,.;:]| [a-zà-ÿ]+ [a-zà-ÿ]+,)"
)


def of_size(reading: Reading, start: int, end: int) -> Event | None:
    """The strength of an army where no verb says so: *à 150 000 hommes les effectifs*, *la réserve, 46
    000 hommes*."""
    first, _ = clause_bounds(reading, start, end)
    if _BELONGS.search(reading.folded, first, start - 1) or _ON_A_SIDE.match(reading.folded, end):
        return Event("strength", None, "own")
    if _WITH.search(reading.folded[first:start]) and re.match(r"[^.;:]{0,40}, ", reading.folded[end : end + 44]):
        return somewhere(reading, end) or Event("strength", None, "own")
    if _SIZE_AFTER.match(reading.folded, end) or _SIZE_BEFORE.search(reading.folded, first, start):
        return Event("strength", None, "own")
    if (
        _ARMY_OF.search(reading.folded, first, start)
        or _ARMY_ASIDE.search(reading.folded, first, start)
        or _ESTIMATES.search(reading.folded, first, start)
    ):
        return Event("strength", None, "own")
    return None


# La Minuss[, ]13 000 Casques bleus, patrouille
_COMMA = re.compile(r"(?<=\w), $")


def _mission_before(reading: Reading, start: int, end: int) -> re.Match[str] | None:
    """The comma behind a mission or an armed group that the count is set beside, a comma on its other side too."""
    comma = _COMMA.search(reading.folded, max(0, start - 3), start)
    if comma is None or not re.match(r"(?: [a-zà-ÿ-]+s)?[,)–—]", reading.folded[end : end + 20]):
        return None
    named = any(one.end == comma.start() and one.actor.kind == "organisation" for one in reading.parties)
    return comma if named else None


# La Finul[, forte de] 9 500 Casques bleus[,] redoute
_FORTE = re.compile(
    r"[,(–—] ?(?:[a-zà-ÿ]+ )?(?:forte?s?|composée?s?|riches?)(?: (?:sur le papier|en théorie|au total|à ce jour|"
    r"désormais))?"
    r" (?:de |d')$"
)
_CLOSED = re.compile(r"[^.;:,()–—]{0,40}[,)–—]")


# le contingent[, dont l'effectif est de] 340 soldats, rentrera
_WHOSE_SIZE = re.compile(r", dont (?:l'|les )effectifs? [^.;:,]{2,40}$")
# Les [effectifs] de la milice, 40 000 hommes il y a deux ans, ont fondu
_NUMBERS_ASIDE = re.compile(
    r"\b(?:effectifs?|format)(?: [\wà-ÿ'-]+){0,5}, (?:soit |environ |quelque )?$", re.IGNORECASE
)


# La garnison [a été renforcée de] 500 hommes · l'effectif [sera augmenté de]
_ADDED = re.compile(
    r"\b(?:renforc|étoff|augment|accr|grossi)[a-zà-ÿ]*(?: encore)? (?:de|d') ?(?:quelque |près de |environ )?$"
)


def added(reading: Reading, start: int) -> Event | None:
    """*La garnison a été renforcée de* 500 *hommes*: those come, whatever their number makes of the whole."""
    return Event("deployed") if _ADDED.search(reading.folded, max(0, start - 40), start) else None


def sized_aside(reading: Reading, start: int, end: int) -> Event | None:
    """*La Finul, forte de* 9 500 *Casques bleus, redoute …*: its size, whatever the main clause tells of it."""
    if _WHOSE_SIZE.search(reading.folded, max(0, start - 60), start):
        return Event("strength", None, "own")
    if _NUMBERS_ASIDE.search(reading.folded, max(0, start - 70), start) and _CLOSED.match(reading.folded, end):
        return Event("strength", None, "own")
    if _FORTE.search(reading.folded, max(0, start - 34), start) is None or _CLOSED.match(reading.folded, end) is None:
        return None
    return Event("strength", reading.token_at(start - 2), "own", True)


def apposed(reading: Reading, start: int, end: int) -> Event | None:
    """*Le régiment,* neuf cents *hommes, est caserné à Castres*: the size of the unit, whatever it does."""
    if _UNTOLD.match(reading.folded, end) and (explained_body(reading, start) or _described(reading, start)):
        return Event("strength", None, "own")
    match = _APPOSED.search(reading.folded, max(0, start - 90), start) or _mission_before(reading, start, end)
    if match is None:
        return None
    closed = re.match(
        r"(?:(?! (?:ayant|étant|qui|que|dont|ont|sont|a|est)\b)[^.;:,]){0,40}[,)–—]", reading.folded[end : end + 42]
    )
    if not closed:
        return None
    fate = loss(by_tree(reading, reading.token_at(match.start()), start))
    return replace(fate, near=False) if fate is not None else Event("strength", None, "own")


# [La garnison] n'est plus que l'ombre d'elle-même[ : ]2 900 soldats · [Le régiment] a fondu[ : ]300 hommes
_BODY = re.compile(
    r"\b(?:armée|régiment|bataillon|brigade|division|garnison|milice|contingent|force|unité|corps|garde|légion|mission|"
    r"gendarmerie|marine|garde nationale|effectifs?|troupe|détachement|corps expéditionnaire|compagnie|escadron|"
    r"rébellion|guérilla|mouvement)s?\b"
    r"[^.;:\n]{3,110} : (?:[«\"“] ?)?$",
    re.IGNORECASE,
)
# verbs that say how a body is, not what it does or suffers
_STATES = frozenset(
    {
        *(
            "être",
            "rester",
            "demeurer",
            "devenir",
            "paraître",
            "sembler",
            "fondre",
            "maigrir",
            "grossir",
            "grandir",
            "compter",
        ),
        *(
            "gonfler",
            "dégonfler",
            "rétrécir",
            "rapetisser",
            "croître",
            "décroître",
            "réduire",
            "diminuer",
            "augmenter",
            "avoir",
        ),
        *(
            "étoffer",
            "doubler",
            "tripler",
            "peser",
            "faire",
            "ressembler",
            "pouvoir",
            "perdre",
            "garder",
            "tenir",
            "impressionner",
        ),
    }
)
_SPEAKS = verbs("saying", "counting", "promising", "asking") | {"chercher", "savoir", "vouloir"}
_NO_SIZE = re.compile(
    r"\b(?:pertes?|bilan|morts?|tués|blessés|hommes|soldats|combattants|contact|trace)\b", re.IGNORECASE
)


def _described(reading: Reading, start: int) -> bool:
    """*La garnison n'est plus que l'ombre d'elle-même :* 2 900 *soldats*: the body that the sentence describes."""
    if not reading.folded.endswith((": ", ": «", ": « "), 0, start):
        return False
    first, _ = reading.sentence_at(max(0, start - 3))
    match = _BODY.search(reading.folded, max(first, start - 140), start)
    if match is None or _NO_SIZE.search(reading.folded, match.start(), start):
        return False
    body = reading.token_at(match.start())
    while body.dep_ in {"nmod", "amod", "flat", "flat:name", "appos"} and body.head.i != body.i:
        body = body.head
    if body.dep_ != "nsubj":
        return False
    verb = body.head
    word = verb_forms().get(verb.lower_, verb.lemma_.lower())
    if word in _STATES or any(child.dep_ == "cop" for child in verb.children):
        return True
    return verb.pos_ == "VERB" and verb_entry(verb) is None and word not in _SPEAKS


# la garde présidentielle : 5 000 soldats[ bien payés.]
_UNTOLD = re.compile(r"(?:(?! (?:ont|sont|avaient|étaient|qui|se|s')\b)[^.;:,]){0,40}(?:[,.;)\n]|$)")
# les estimations vont de · une fourchette de · les évaluations oscillent entre
_ESTIMATES = re.compile(
    r"\b(?:estimations?|évaluations?|fourchettes?|décomptes?|chiffres)\b(?: [\wà-ÿ'-]+){0,9} ?(?:de|entre|d'|à|"
    r"autour de)?\s*$",
    re.IGNORECASE,
)
# Le régiment, [neuf cents hommes], · la milice ([300 combattants])
_APPOSED = re.compile(
    r"\b(?:armée|régiment|bataillon|brigade|division|garnison|milice|contingent|force|groupe|unité|corps|garde|légion)"
    r"(?: (?:de |d'|du |des )?[\wà-ÿ'-]+){0,4} ?[,(–—] ?$",
    re.IGNORECASE,
)
