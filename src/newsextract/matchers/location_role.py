"""A place name in its sentence → actor (it stands for a government or army) or place.

*Séoul affirme*, *l'aide de Washington*, *contre l'Ukraine* act; *à Séoul*, *au nord du Liban*, *frontière de l'Ukraine* are places.
Position and lexicon decide first, the parse second; towns act only as seats of a government.
"""

from __future__ import annotations

import re
from functools import cache

from newsextract.grammar import SUBJECTS, is_predicate, lower
from newsextract.lexicon import read_toml
from newsextract.matchers.toponyms import Toponym
from newsextract.reading import Reading
from newsextract.records import Feature, LocationRole

_BEFORE = re.compile(r"(?P<words>(?:[\w'’-]+[\s']+){0,4})(?:la |le |les |l'|l’)?$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(?:^|[\s('«-])(?P<prep>en|à|au|aux|dans|vers|depuis|sur|sous|jusqu'à|jusqu'au|jusqu'en|via|chez|hors de|près de|près du|autour de|autour du|par|contre|entre|avec|selon|d'après|pour|"
    r"de|du|des|d'|face à|face au|envers|outre|sauf|hormis|comme)\s?(?:la\s|le\s|les\s|l')?$",
    re.IGNORECASE,
)
_LOCATIVE = frozenset(
    {
        "en",
        "dans",
        "vers",
        "depuis",
        "sur",
        "sous",
        "jusqu'à",
        "jusqu'au",
        "jusqu'en",
        "via",
        "chez",
        "hors de",
        "près de",
        "près du",
        "autour de",
        "autour du",
        "outre",
    }
)
_AGENTIVE = frozenset(
    {"contre", "avec", "selon", "d'après", "pour", "face à", "face au", "envers", "sauf", "hormis", "comme"}
)


def role_of(reading: Reading, name: Toponym, feature: Feature | None, seat: bool) -> LocationRole:
    """place or actor for a toponym; `seat` is true for the seat of a government."""
    return _role(reading, name.start, name.end, feature, seat)


def _role(reading: Reading, start: int, end: int, feature: Feature | None, seat: bool) -> LocationRole:
    if feature not in {"country", "admin1", "city", None, "continent", "region"}:
        return "place"
    state = feature == "country"
    first, last = reading.sentence_at(start)
    before = reading.folded[first:start]
    if _is_heading(reading.folded, first, last, start, end):
        return "place"
    coordinated = _coordinated(before)
    if coordinated is not None and not (before.rstrip().endswith(",") and _VERB_AFTER.match(reading.folded, end)):
        return _role(reading, first + coordinated[0], first + coordinated[1], feature, seat)
    match = _PREPOSITION.search(before)
    preposition = match["prep"].lower() if match else None
    stem = before[: match.start("prep")] if match else before
    if preposition in _LOCATIVE:
        return "place"
    if preposition in _AGENTIVE:
        return "actor" if state or seat else "place"
    if preposition == "par":
        return "actor" if (state or seat) and not re.search(r"(?:pass\w+|transit\w+|entr\w+)\s$", stem) else "place"
    if preposition == "entre":
        return (
            "place"
            if re.search(r"(?:frontières?|route|situ\w+|ligne|zone|axe|trajet|liaison|navette|mi-chemin)\s$", stem)
            or not (state or seat)
            else "actor"
        )
    if preposition in {"à", "au", "aux"}:
        return "actor" if (state or seat) and _gives(stem, preposition, state) else "place"
    if preposition in {"de", "du", "des", "d'"}:
        return _of_noun(stem, state, seat)
    return _bare(reading, start, end, state, seat, before)


# Séoul [affirme], Moscou [n'a pas]
_VERB_AFTER = re.compile(r"\s(?:a|ont|n'a|n'ont|ne|est|sont|se|s'|[a-zà-ÿ]+(?:e|ent|it|t|ait|aient|era|erait|a))\s")


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(read_toml("location_words.toml")[table][key].split())


def _is_heading(folded: str, first: int, last: int, start: int, end: int) -> bool:
    """*Liban, Irak : …*, *18 h 20 - Venezuela*, *KIEV, 12 mars*: a name that only says where."""
    after = folded[end:last]
    alone = not re.search(r"\w", after) and re.fullmatch(r"[\W\dh]*", folded[first:start])
    dateline = folded[start:end].isupper() and bool(re.match(r"\s?(?:\([^)]*\))?(?:,\s|\s?[–—])", after))
    label = bool(re.fullmatch(r"(?:(?:EN )?DIRECT\W*)?(?:[\w' -]+, )*", folded[first:start])) and bool(
        re.match(r"(?:, [\w' -]+)*\s?[:,]\s", after)
    )
    return bool(
        alone
        or dateline
        or (label and ":" in after[:40] and folded[start:end][0].isupper() and len(folded[first:start]) < 40)
    )


def _coordinated(before: str) -> tuple[int, int] | None:
    """The name that a following one is coordinated with: *Paris* in *à Paris et Berlin*."""
    match = re.search(
        r"(?P<name>[A-ZÀ-Ý][\w'-]+(?:\s(?:du|de|d')\s?[A-ZÀ-Ý][\w-]+|\s[A-ZÀ-Ý][\w'-]+)?)(?:,|\s(?:et|ou|ni))\s(?:(?:de|du|à|en)\s)?(?:la\s|le\s|les\s|l')?$",
        before,
    )
    if match is None or re.search(r"(?:à|en|du|de)\s(?:la\s|le\s|les\s|l')?$", before[match.end("name") :]):
        return None
    return match.start("name"), match.end("name")


def _gives(stem: str, preposition: str, state: bool) -> bool:
    """True after verbs and nouns of giving: *livrer des armes à*, *l'aide militaire à*, *répondre à*."""
    window = stem[-70:].lower()
    verbs = "|".join(
        sorted(
            {word[:-2] for word in _words("actor_before", "verbs") if len(word) > 5}
            | {"enverr", "enverra", "vend", "remis", "promis"}
        )
    )
    if re.search(rf"\b(?:{verbs})\w*\b", window):
        return state or preposition == "à"
    return bool(
        re.search(
            r"\b(?:aide|soutien|appui|livraisons?|ventes?|fournitures?|réponse|menaces?|ultimatum|appel|demande|allégeance|équipements? militaires?|"
            r"armes?|missiles|grâce|opposée?s?|favorables?|hostiles?|alliée?s?|liée?s?|transfert|don)\b[^,;.]{0,30}$",
            window,
        )
    )


def _of_noun(stem: str, state: bool, seat: bool) -> LocationRole:
    """*armée de X* acts, *nord de X* is a place; by default a country acts and a town does not."""
    if re.search(
        r"(?:(?:re|par|pro)?v(?:ien\w*|en(?:ue?s?|ant|ait|aient|ir|eu))|arriv\w+|part\w+|retir\w+|sort\w+|quitt\w+|loin|fui\w*|originaires?|proven\w+|provien\w+|chass\w+|évacu\w+|kilomètres|km)\s$",
        stem,
    ):
        return "place"
    if stem.endswith(("Ville ", "Mairie ", "Région ")):
        return "actor"
    nouns = re.findall(r"[\w-]+", stem.lower())[-3:]
    for noun in reversed(nouns):
        if noun in _words("place_before", "nouns"):
            return "place"
        if noun in _words("actor_before", "nouns"):
            return "actor" if state or seat else "place"
    return "actor" if state else "place"


def _bare(reading: Reading, start: int, end: int, state: bool, seat: bool, before: str) -> LocationRole:
    """No preposition: a subject or object acts if it is a state or a seat."""
    if re.search(r"\b[Rr]este(?:nt)?\s(?:la\s|le\s|les\s|l')?$", before):
        return "place"
    if not (state or seat):
        return "actor" if re.search(r"\b(?:Ville|mairie) de $", before) else "place"
    head = reading.span(start, end).root
    if (
        re.search(
            r"(?:quitt\w+|travers\w+|rejoin\w+|attein\w+|visit\w+|pris|prendre|encercl\w+|frapp\w+|touch\w+|secou\w+|ravag\w+|dévast\w+|inond\w+|vis\w+|bombard\w+|pilonn\w+|gagn\w+)\s(?:la\s|le\s|les\s|l')?$",
            before,
        )
        and not state
    ):
        return "place"
    after = reading.folded[end : end + 40]
    if head.dep_ in SUBJECTS or _VERB_AFTER.match(after):
        return "actor"
    if re.match(r"\s?[-–/]\s?[A-ZÀ-Ý]", after) or re.search(r"[A-ZÀ-Ý][\w]+[-–/]$", before):
        return "actor"
    governor = head.head
    if is_predicate(governor) or lower(governor) in {"allié", "alliés"}:
        return "actor"
    return "place" if re.match(r"\s?,\s(?:\d|le\s\d)", after) else "actor"
