"""Reading → attributions: cue, source, content.

Matches *selon le NIS* and *« … », a déclaré mardi le général*; not *selon la météo*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from newsextract.matchers.attributions.claim_contents import find_content, stands_alone
from newsextract.matchers.attributions.claim_sources import find_source
from newsextract.matchers.attributions.clauses import is_inside
from newsextract.matchers.attributions.conditionals import find_conditionals
from newsextract.matchers.attributions.cue import Claim, Cue, Stretch
from newsextract.matchers.attributions.cues import find_cues
from newsextract.matchers.attributions.quotations import find_quotes
from newsextract.matchers.attributions.source_context import FIRST_PERSON
from newsextract.matchers.attributions.source_names import Registry
from newsextract.matchers.attributions.speakers import depends_on, may_speak
from newsextract.reading import Reading
from newsextract.records import Attribution


def find_attributions(reading: Reading) -> Iterator[Attribution]:
    """Every attribution of an article, see the guidelines, section 4.

    A source that names no country carries its `home`, for the links to settle with the article's places.
    """
    quotes = list(find_quotes(reading.text))
    claims = _without_overlaps(_claims(reading, quotes))
    claims += list(find_conditionals(reading, claims, quotes))
    registry = Registry(reading, quotes)
    for claim in sorted(claims, key=lambda claim: claim.cue.start):
        yield _record(reading, registry, claim, quotes)


def _claims(reading: Reading, quotes: list[Stretch]) -> Iterator[Claim]:
    """Every cue with a source that may speak and a content, in the order of the text."""
    last: Claim | None = None
    for cue in sorted(find_cues(reading), key=lambda cue: (cue.start, -cue.end)):
        enclosing = next((quote for quote in quotes if quote[0] <= cue.start < quote[1]), None)
        if enclosing and cue.end <= enclosing[1] and cue.cue_class != "verb":
            continue
        claim = _claim(reading, cue, last, quotes)
        if claim is None or (enclosing and not _is_within(claim.source, enclosing)):
            continue
        yield claim
        last = claim if claim.source and cue.cue_class == "verb" else last


def _is_within(source: Stretch | None, quote: Stretch) -> bool:
    return source is not None and quote[0] <= source[0] < quote[1]


def _claim(reading: Reading, cue: Cue, last: Claim | None, quotes: list[Stretch]) -> Claim | None:
    """The cue with its source and content; None if it is no attribution."""
    source = _shared_source(reading, cue, last) or find_source(reading, cue, quotes)
    if cue.cites and (source is None or not may_speak(reading, cue, source)):
        cue = replace(cue, cites=False)  # *qui cite deux villages pillés*
        source = _shared_source(reading, cue, last) or find_source(reading, cue, quotes)
    if source is None and cue.cue_class != "impersonal":
        return None
    has_spoken = cue.position == "relative" and last is not None and source == last.source
    if source is not None and not has_spoken and not may_speak(reading, cue, source):
        return None
    if source is not None and reading.folded[slice(*source)].lower() in FIRST_PERSON and is_inside(quotes, cue.start):
        return None  # *« Je pense que … », dit X*: X speaks
    content = find_content(reading, cue, source, quotes)
    if (
        cue.position == "agent"
        and last is not None
        and last.content
        and _APPOSED_TO.fullmatch(reading.folded, last.content[1], cue.start)
    ):
        content = last.content  # *n'a pas confirmé le départ d'une brigade, révélé par le Times*
    if content is None and _cites(cue) and last is not None and last.source is not None:
        content = last.content if _ADJACENT.fullmatch(reading.folded, last.source[1], cue.start) else None
    if content is None and not stands_alone(reading, cue):
        return None
    if content is not None and source is not None and depends_on(reading, cue, source, content):
        return None
    return Claim(cue, source, content)


# …, révèle Bild[, en ]citant · le NIS[, ]cité par Yonhap · Reuters[, qui ]cite
_ADJACENT = re.compile(
    r"\)?\s?,?\s(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier)\s?,?\s)?(?:en\s|qui\s)?"
)
_COORDINATED = re.compile(r"\b(?:et|ou|puis|mais)\s(?:(?:ne|n'|se|s'|l'|le|en|y)\s?)*$")
# a lancé le général[, avant d']ajouter que
_BEFORE_ADDING = re.compile(r",\savant\s(?:de\s|d')$")
_APPOSED = re.compile(r",?\s(?:\d+ ans,\s)?")
_QUI = re.compile(r"^,?\s(?:et\s)?qui\s(?:(?:ne|n'|se|s'|l'|le|en|y)\s?|[\w]+ment\s)*$")


_APPOSED_TO = re.compile(r"\s?,\s")
_DETACHED = re.compile(r"(?:,|\ben)\s(?:se\s|s')?$")


def _cites(cue: Cue) -> bool:
    """*citant des proches*: who cites speaks on, not who is cited."""
    return cue.verb is not None and (cue.verb.lower_.startswith(("citant", "cité")) or cue.cites)


def _shared_source(reading: Reading, cue: Cue, last: Claim | None) -> Stretch | None:
    """The source of the verb before, for coordinated verbs and relatives.

    *a démenti … et promis que*; *ironise le délégué, qui rappelle*; *qui revendique … et affirme*.
    """
    if last is None or last.source is None or _cites(last.cue) or cue.cue_class not in {"verb", "preposition"}:
        return None
    if reading.sentence_index(last.cue.start) != reading.sentence_index(cue.start) or _cites(cue):
        return None
    if cue.position == "relative" and _APPOSED.fullmatch(reading.folded, last.source[1], cue.start):
        return last.source  # *nuance cet officier, pour qui la Suisse a tort*
    if _BEFORE_ADDING.search(reading.folded, last.cue.end, cue.start):
        return last.source
    if _QUI.match(reading.folded[last.source[1] : cue.start]):
        return last.source
    if cue.position != "before" or cue.verb is None:
        return None
    if reading.folded.startswith("sans ", cue.start):
        return last.source  # *a dit « examiner l'incident », sans confirmer le tir*
    between = reading.folded[max(last.cue.end, cue.start - 12) : cue.start]
    if cue.verb.lower_.endswith("ant") and not _cites(cue) and _DETACHED.search(between):
        return last.source  # *a annoncé un retrait, précisant que*; *a reconnu la perte, tout en se disant confiant*
    return last.source if _COORDINATED.search(between) and not between.startswith(",") else None


def _without_overlaps(found: Iterator[Claim]) -> list[Claim]:
    """The longest cue wins where cues overlap; none stands in another's source: *selon un bilan communiqué par X*."""
    claims = list(found)
    sources = [claim.source for claim in claims if claim.cue.cue_class == "preposition" and claim.source]
    claims = [one for one in claims if one.cue.position != "agent" or not is_inside(sources, one.cue.start)]
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (claim.cue.start - claim.cue.end, claim.cue.start)):
        if all(claim.cue.end <= other.cue.start or other.cue.end <= claim.cue.start for other in kept):
            kept.append(claim)
    return kept


def _record(reading: Reading, registry: Registry, claim: Claim, quotes: list[Stretch]) -> Attribution:
    source = registry.name(*claim.source) if claim.source else None
    content = claim.content
    quoted = content is not None and any(start < content[1] and content[0] < end for start, end in quotes)
    return Attribution(
        **reading.fields(claim.cue.start, claim.cue.end, f"attribution.{claim.cue.cue_class}"),
        cue_class=claim.cue.cue_class,
        source_text=reading.text[claim.source[0] : claim.source[1]] if claim.source else None,
        source_start=claim.source[0] if claim.source else None,
        source_end=claim.source[1] if claim.source else None,
        source_name=source.name if source else None,
        source_type=source.type if source else "unknown" if claim.source else None,
        source_country=source.country if source else None,
        home=source.home if source else None,
        stance=claim.cue.stance,
        quote=quoted,
        content=reading.text[content[0] : content[1]] if content else None,
        content_start=content[0] if content else None,
        content_end=content[1] if content else None,
    )
