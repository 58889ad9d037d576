"""A counted group inside a body → the event of the body, or how strong it is: *un contingent de* 2 000 *hommes*.

Matches *envoie un détachement de* 300 *hommes* (deployed), *une armée de* 200 000 *hommes* (strength), *porter son
armée à* 300 000 *hommes*; not *des dizaines de soldats*.
"""

from __future__ import annotations

import re
from typing import cast

from spacy.tokens import Token

from newsextract.matchers.troops.near import right_before
from newsextract.matchers.troops.nearest import before_count
from newsextract.matchers.troops.presence import stays
from newsextract.matchers.troops.syntax import by_tree
from newsextract.matchers.troops.verbs import (
    STRONG,
    Event,
    clause_bounds,
    is_passive,
    role_table,
    verb_forms,
)
from newsextract.reading import Reading
from newsextract.records import TroopsRole

# un contingent français de · une force de · forts de · réduite à · les effectifs … à
_CONTAINER = re.compile(
    r"\b(?P<noun>contingent|effectifs?|garnison|armée|force|unité|bataillon|brigade|régiment|détachement|"
    r"colonne|corps expéditionnaire|mission|troupe|milice|"
    r"groupement|dispositif|groupe|division|commando|compagnie|section)s?(?: (?:(?:de|du|des) (?:la )?|d')?(?!de\b|"
    r"à\b|par\b)[\wà-ÿ'-]+){0,3} (?P<of>de|d'|fort de|forte de|forts de|fortes de|composée? de|comptant|"
    r"réunissant|,? riche de)\s*(?:[\d .]+ à )?$|"
    r"\bà la tête (?:alors |alors encore )?(?:de|d'|des)\s*(?:ses |leurs )?$|"
    r"\b(?:fournie?|nombreu(?:x|se)|importante?|étoffée?|puissante?)s?,? avec\s*(?:ses |leurs )?$|"
    r"\b(?:répart|divis|articul|organis|rassembl|regroup|scind|fond|fusionn|restructur|ventil|structur)"
    r"(?:ie?s?|ée?s?|ue?s?|ent|issent|aient|issaient) en\s*$|"
    r"\bforte?s?,? (?:selon|d'après) [^.;:,]{2,30},? (?:de|d')\s*$|"
    r"\b(?:forte?s? (?:[\wà-ÿ'-]+ |à présent |à ce jour )?(?:de|d')|forte?s?(?: à présent| aujourd'hui| désormais)?|"
    r"réduite?s? à|composée?s? de|constituée?s? de|limitée?s? à|c'est|"
    r"riche de|(?:re)?descendue?s? à|(?:re|ra)(?:tombée?|montée?|menée?)s? à|"
    r"se (?:limit|résum|rédui)[a-zà-ÿ]+(?:, [a-zà-ÿ]+,)? à)\s*$",
    re.IGNORECASE,
)


# le contingent de 2 500 [à moins de 1 000 soldats]
_TO_SIZE = re.compile(r" à (?=\d|moins|plus|environ|près|quelque|un millier|une)")
_MOVES = frozenset({"deployed", "withdrawn", "mobilised", "trained", "engaged", "killed", "casualties"}) | STRONG


def in_container(reading: Reading, head: Token, start: int, end: int) -> Event | None:
    """*un contingent de 2 000 hommes* is strength, unless the contingent itself is sent, withdrawn or
    engaged."""
    first, _ = clause_bounds(reading, start, end)
    sized = _sized(reading, first, start)
    if sized is not None:
        return sized
    match = _CONTAINER.search(reading.folded[first:start])
    if match is None:
        return None
    grows = _GROWS.search(reading.folded, first, first + match.start("noun")) if match["noun"] in _SENT else None
    if grows is not None:
        return Event("deployed", reading.token_at(grows.start()), "own")
    if match["noun"] and match["of"] in {"de", "d'"} and not _TO_SIZE.match(reading.folded, end):
        noun = reading.token_at(first + match.start("noun"))
        event = (
            _put_in_place(noun)
            or by_tree(reading, noun, start)
            or _verb_behind(reading, end)
            or stays(reading, end)
            or before_count(reading, first, noun.idx)
            or (right_before(reading, noun.nbor(-1).idx) if noun.i and noun.nbor(-1).pos_ == "DET" else None)
        )
        kept = event is not None and event.trigger is not None and _keeps_army(event, event.trigger, match["noun"])
        if (
            event is not None
            and (event.role in _MOVES or _undergone(event) or _is_new(event, match["noun"]))
            and not kept
            and not _changes(reading, start, end)
        ):
            return event
    trigger = reading.token_at(first + match.start("noun")) if match["noun"] else reading.token_at(start - 2)
    return Event("strength", trigger, "own", True)


_UNITS = frozenset(
    {"brigade", "bataillon", "régiment", "détachement", "groupement", "division", "compagnie", "contingent"}
)


def _is_new(event: Event, noun: str) -> bool:
    """*Berlin veut une brigade de* 4 800 *soldats*: a unit yet to be; an army's size is only aimed at."""
    return event.role == "planned" and noun.lower().rstrip("s") in _UNITS


_RELIEVES = frozenset({"remplacer", "relayer", "suppléer", "relever"})


def _put_in_place(noun: Token) -> Event | None:
    """*remplacer la force par un* détachement *de 300 hommes*: it comes, where the others go."""
    before = [token.lower_ for token in noun.doc[max(0, noun.i - 3) : noun.i]]
    if "par" not in before:
        return None
    verb = next((token for token in noun.ancestors if token.lemma_.lower() in _RELIEVES), None)
    return Event("deployed", verb, "own") if verb is not None and verb.i < noun.i and not is_passive(verb) else None


def _undergone(event: Event) -> bool:
    """*Une colonne de 300 soldats a été encerclée*: what is done to it, whatever role that is."""
    return event.role == "other" and event.passive and event.trigger is not None and event.trigger.pos_ == "VERB"


# [renforcerait son] contingent de 500 hommes: those are added to it
_GROWS = re.compile(
    r"\b(?:renforc|étoff|accro|augment|complét|gonfl)[a-zà-ÿ]*(?: encore| déjà)? "
    r"(?:son |sa |leur |le |la |l'|ce |cette )$"
)
_SENT = frozenset({"contingent", "détachement", "mission", "dispositif", "garnison"})
# un détachement de quarante légionnaires[ du 3e REI] [surveille]
_ACTS = re.compile(
    r"(?: (?:du|des|de|d') ?[^,;:.]{1,25})?,? (?:(?:se |s'|y |l'|les |la |le |en )*)(?P<verb>[a-zà-ÿ]{4,})(?= )"
)


def _verb_behind(reading: Reading, end: int) -> Event | None:
    """*Un détachement de* quarante *légionnaires surveille les mines*: the verb in the singular that goes with it."""
    match = _ACTS.match(reading.folded, end)
    token = reading.token_at(match.start("verb")) if match else None
    if (
        token is None
        or token.pos_ not in {"VERB", "NOUN", "ADJ"}
        or token.lower_.endswith(("s", "ant", "er", "é", "ée"))
    ):
        return None
    entry = role_table("verb").get(verb_forms().get(token.lower_, ""))
    return Event(cast(TroopsRole, entry["subject"]), token) if entry is not None and entry["subject"] else None


_KEEPS = frozenset({"entretenir", "entretien", "maintenir", "conserver"})


_MAKES = frozenset({"constituer", "reconstituer", "bâtir", "forger", "rebâtir", "reformer"})


def _keeps_army(event: Event, trigger: Token, noun: str) -> bool:
    """*entretient*, *reconstitue une armée de* 200 000 *hommes*: that is how many it has, wherever they are."""
    if event.role == "mobilised" and verb_forms().get(trigger.lower_) in _MAKES:
        return noun.lower().rstrip("s") in {"armée", "force", "milice", "corps expéditionnaire", "réserve"}
    return trigger.lemma_.lower() in _KEEPS and noun.lower().rstrip("s") in {"armée", "milice", "troupe"}


def _changes(reading: Reading, start: int, end: int) -> bool:
    """*de 2 500 à moins de 1 000 soldats*: a change of size moves no one."""
    return bool(re.match(r"\s*à (?:moins de |plus de |environ )?\d", reading.folded[end:])) or bool(
        re.search(r"\bde [\d .]+ à\s*$", reading.folded[max(0, start - 60) : start])
    )


# porter son armée à 300 000 hommes · ramener les effectifs à
_SIZED = re.compile(
    r"\b(?:armées?|effectifs?|rangs|contingent|troupes|forces?|mission|présence|garnison|"
    r"réserve)\b[^.;:]{0,40} à\s*$",
    re.IGNORECASE,
)


# porter l'effectif [jusqu'à 225 soldats]
_SIZED_UP_TO = re.compile(
    r"\b(?:armées?|effectifs?|rangs|contingent|présence|garnison|réserve) (?:[a-zà-ÿ-]+ ){0,2}$", re.IGNORECASE
)


def _sized(reading: Reading, first: int, start: int) -> Event | None:
    """*porter son armée à 300 000 hommes*: the strength that the verb's subject gives its army."""
    if not re.search(
        r"(?:port|rédui|ramen|ramèn|gonfl|pass|élev|limit|fix|plafonn|"
        r"mont|évalu|chiffr|estim)\w*[^.;]{0,60}$",
        reading.folded[first:start],
    ):
        return None
    sized = _SIZED_UP_TO if reading.folded.startswith("jusqu'", start) else _SIZED
    if not sized.search(reading.folded[first:start]):
        return None
    verbs = [token for token in reading.span(first, start) if token.pos_ == "VERB"]
    return Event("strength", verbs[-1] if verbs else None, "own")
