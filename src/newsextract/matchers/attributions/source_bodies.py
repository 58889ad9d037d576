"""A source's phrase → its type, for residents told by a trade, UN bodies, rebel armies and agencies of a state.

Their heads are words of all trades (*bureau*, *agence*, *armée*): what follows tells whose they are.
"""

from __future__ import annotations

import re
from functools import cache

from newsextract.alternation import longest_first
from newsextract.lexicon import read_toml
from newsextract.matchers.attributions.source_phrases import Phrase
from newsextract.matchers.attributions.source_words import words_of
from newsextract.records import SourceType

# un commerçant [du bourg] · un planteur [de Bamali] · une marchande [d'El Bordo]
_OF_PLACE = re.compile(
    r"""[a-zà-ÿ-]+(?:\ [a-zà-ÿ-]+)?\ (?:du\ (?:bourg|village|quartier|coin|lieu|cru|camp|lac)
    |de\ la\ (?:ville|localité|zone)|d[eu']\ ?[A-ZÀ-Ý][\w'-]+(?:\ [A-ZÀ-Ý][\w'-]+)*)$""",
    re.VERBOSE,
)
# Armée de libération du Soudan · Front de résistance populaire: names that only those bear who fight a state
_REBELS = re.compile(
    r"(?:Armée|Front|Mouvement|Forces|Brigades?|Bataillons?|Conseil|Comité)\s(?:[\w'-]+\s){0,3}?"
    r"(?:libération|résistance|salut|indépendance|jihad|djihad|révolutionnaires?|secrète|insurrection\w*|autodéfense)\b"
)
_OF_ARMIES = re.compile(r"\b(?:des armées|de l'armée|militaires?|des forces armées)\b", re.IGNORECASE)


def resident(phrase: Phrase) -> SourceType | None:
    """Who is known only by a trade and a place, or by a trade among many: *un commerçant de Nioro*, *des pêcheurs*."""
    if phrase.person or phrase.actor or len(phrase.parts) > 1:
        return None
    trades = words_of("trades")
    if phrase.head not in trades:
        return "public" if phrase.head.endswith("s") and phrase.head[:-1] in trades else None
    return "public" if _OF_PLACE.match(phrase.plain) else None


def rebels(phrase: Phrase) -> SourceType | None:
    """An army or front that no lexicon knows: *Front de résistance populaire*; those of states are in it."""
    return "armed_group" if phrase.actor is None and phrase.person is None and _REBELS.match(phrase.plain) else None


def of_united_nations(phrase: Phrase) -> SourceType | None:
    """*experts de l'ONU*, *Programme des Nations unies pour le développement*."""
    return "international_organisation" if _of_several_states().match(phrase.lowered) else None


def state_agency(phrase: Phrase) -> SourceType | None:
    """*agence antidrogue américaine*, *direction de l'information des armées*; *agence Tasnim* is the press."""
    if phrase.person or phrase.actor:
        return None
    if phrase.head in words_of("services_of_armies") and _OF_ARMIES.search(phrase.plain):
        return "military"
    if not _agency().match(phrase.lowered):
        return None
    return "military" if _OF_ARMIES.search(phrase.plain) else "government"


@cache
def _of_several_states() -> re.Pattern[str]:
    """[panel] d'experts [de l'ONU] · [bureau] intégré [des Nations unies] en Haïti."""
    heads, owners = (
        _alternatives("bodies_of_several_states", "heads"),
        _alternatives("bodies_of_several_states", "owners"),
    )
    return re.compile(rf"(?:(?:dernier|nouveau|récent) )?(?:{heads})\b[^,]*\b(?:{owners})\b")


@cache
def _agency() -> re.Pattern[str]:
    """[agence antidrogue] · [direction générale des] douanes."""
    heads, fields = _alternatives("state_agencies", "heads"), _alternatives("state_agencies", "fields")
    return re.compile(rf"(?:{heads})\b[^,]*?\b(?:{fields})\b")


def _alternatives(table: str, key: str) -> str:
    phrases = (" ".join(phrase.split()) for phrase in read_toml("source_nouns.toml")[table][key].split("|"))
    return "|".join(longest_first(phrases))
