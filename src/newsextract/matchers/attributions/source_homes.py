"""A source's phrase that names no country → how the links can tell it: by its place, or by the state spoken of."""

from __future__ import annotations

import re

from newsextract.matchers.attributions.source_context import STATE_RUN, UNNAMED
from newsextract.matchers.attributions.source_phrases import Phrase, named_actor
from newsextract.matchers.attributions.source_words import head_types, words_of
from newsextract.records import Home, SourceType

_OF_STATES = frozenset({"government", "military", "state", "intelligence"})
# la coalition · commandant de la force · patron de cette mission: of several states, no one's
_OF_SEVERAL = re.compile(
    r"^(?:coalition|force|mission)\b|\b(?:de la|de cette|de l') ?(?:coalition|force|mission|alliance)\b"
    r"|\bdes (?:deux|trois|quatre|\d+) (?:pays|états|armées|camps|capitales|rives|gouvernements|voisins)\b"
)
# source militaire · source proche de la présidence: one informant of the state spoken of; not *sources concordantes*
_INFORMANT = re.compile(
    r"""source\ (?:militaire|gouvernementale|ministérielle|officielle|de\ la\ présidence
    |(?:au|du)\ ministère\b.*|à\ la\ présidence|à\ l'état-major
    |(?:proche|au\ sein)\ (?:de\ la\ présidence|de\ l'état-major|du\ gouvernement|de\ l'armée|du\ palais))
    |sources\ proches\ de\ la\ présidence|entourage\ (?:du|de\ la)\ (?:premi|minist|présiden|chef)\w*""",
    re.VERBOSE,
)


_ARMIES = frozenset({"armée", "armée de l'air", "armée de terre"})
# gouvernement provincial · autorités locales
_LOCAL = re.compile(
    r"\b(?:provincia(?:l|le|ux|les)|régiona(?:l|le|ux|les)|loca(?:l|le|ux|les)|municipa(?:l|le|ux|les))\b"
)


# un commerçant du bourg · des habitants de la ville: of the place that the text tells of
_OF_THE_PLACE = re.compile(
    r"\b(?:du|de la|de cette|de ce) (?:bourg|village|quartier|ville|localité|commune|camp|lieu|coin)$"
)


# porte-parole de l'armée dans la zone: the army of the place that the text tells of
_IN_THE_ZONE = re.compile(r"\bdans (?:la|le|ce|cette) (?:zone|secteur|région|province|territoire|district)$")
# société civile · presse locale · population: of the country that the text is about
_OF_PEOPLE = re.compile(
    r"(?:société civile|population)\b|(?:presse|radio|télévision|chaîne|médias?|habitants?) loca(?:l|le|ux|les)\b"
)
# Hassan Srour, [un ]député du parti
_ARTICLE = re.compile(r"^(?:le |la |l'|un |une |des |les )")


def home_of(phrase: Phrase, kind: SourceType, start: int, end: int, owned: bool = False) -> Home | None:
    """The question that the links answer; None for a source without a country of its own."""
    if kind in _OF_STATES and _OF_SEVERAL.search(phrase.lowered):
        return None
    if kind in {"ngo", "media", "public"} and _OF_PEOPLE.match(phrase.lowered):
        return Home(start, end, "local")
    if kind == "public" and _OF_THE_PLACE.search(phrase.lowered):
        return Home(start, end, "local")
    national = any(_ARTICLE.sub("", part).split(" ", 1)[0].lower() in words_of("national") for part in phrase.parts)
    if national and kind not in {"anonymous", "expert"}:
        return Home(start, end, "parliament")
    if kind in {"person", "public"}:
        return Home(start, end, "person")
    if kind in {"government", "state"} and (phrase.head in words_of("local_offices") or _LOCAL.search(phrase.lowered)):
        return Home(start, end, "local")
    if kind == "military" and _IN_THE_ZONE.search(phrase.parts[-1]):
        return Home(start, end, "local")
    if kind == "military":
        return Home(start, end, "military", owned=owned, army=phrase.lowered in _ARMIES)
    if kind in _OF_STATES or (kind == "media" and STATE_RUN.search(phrase.plain)):
        return Home(start, end, "state", owned=owned)
    if kind == "expert":
        soldier = head_types().get(phrase.head) == "military"
        return Home(start, end, "military") if soldier else Home(start, end, "scholar")
    return _informant(phrase, start, end) if kind == "anonymous" else None


# ancien [général]
_ONCE = re.compile(r"(?:anciens?|anciennes?) (?P<post>[\w-]+)|ex-(?P<rank>[\w-]+)")


def _is_soldier(phrase: Phrase) -> bool:
    """True for a soldier, or who was one: *ancien général Chen Kuo-hua*."""
    once = _ONCE.match(phrase.lowered)
    head = (once["post"] or once["rank"]) if once else phrase.head
    return head_types().get(head) == "military"


def _informant(phrase: Phrase, start: int, end: int) -> Home | None:
    """That of somebody without a name: his army's, his state's, or that of the place where he is met."""
    if phrase.head in words_of("posted") or _OF_OTHERS.search(phrase.lowered):
        return None
    if _is_soldier(phrase):
        return Home(start, end, "military")
    return Home(start, end, "anonymous", settled=not _is_of_state(phrase))


# officier [européen] · haut responsable [occidental] · gradé [de l'Otan]: of many states
_OF_OTHERS = re.compile(
    r"\b(?:européen(?:ne)?s?|occidenta(?:le?s?|ux)|onusien(?:ne)?s?|humanitaires?|alliée?s?|diplomatiques?|otan|kfor|finul|onu"
    r"|kurdes?|touareg\w*|touarègues?|africaine?s?|arabes?|ouest-africaine?s?|est-africaine?s?|baltes?|nordiques?|internationa(?:le?s?|ux))\b"
)


def _is_of_state(phrase: Phrase) -> bool:
    actor = named_actor(phrase)
    if actor is not None and actor.type == "international_organisation":
        return False  # *haut responsable de l'Otan*
    return bool(UNNAMED.match(phrase.plain) or _INFORMANT.match(phrase.lowered))
