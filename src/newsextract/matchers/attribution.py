"""Reading → attributions: cue, source, content.

Matches *selon le NIS* and *« … », a déclaré mardi le général*; not *selon la météo*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsextract.matchers.claim_contents import find_content, stands_alone
from newsextract.matchers.claim_sources import find_source, may_speak
from newsextract.matchers.conditionals import find_conditionals
from newsextract.matchers.cue import Claim, Cue
from newsextract.matchers.cues import find_cues
from newsextract.matchers.quotations import find_quotes
from newsextract.matchers.source_names import Registry
from newsextract.matchers.cue import Stretch
from newsextract.reading import Reading
from newsextract.records import Attribution


def find_attributions(reading: Reading) -> Iterator[Attribution]:
    """Every attribution of an article, see the guidelines, section 4."""
    quotes = list(find_quotes(reading.text))
    claims = _without_overlaps(_claims(reading, quotes))
    claims += [claim for claim in find_conditionals(reading, claims, quotes)]
    registry = Registry(reading)
    for claim in sorted(claims, key=lambda claim: claim.cue.start):
        yield _record(reading, registry, claim, quotes)


def _claims(reading: Reading, quotes: list[Stretch]) -> Iterator[Claim]:
    last: tuple[int, Stretch] | None = None  # sentence and source of the verb before, for coordinated verbs
    for cue in sorted(find_cues(reading), key=lambda cue: cue.start):
        if any(start <= cue.start and cue.end <= end for start, end in quotes) and cue.cue_class != "verb":
            continue
        first, _ = reading.sentence_at(cue.start)
        source = find_source(reading, cue, quotes)
        if source is None and last is not None and last[0] == first and _is_coordinated(reading, cue):
            source = last[1]
        if source is None and cue.cue_class != "impersonal":
            continue
        if source is not None and not may_speak(reading, cue, source):
            continue
        enclosing = next((quote for quote in quotes if quote[0] <= cue.start < quote[1]), None)
        if enclosing and (source is None or not enclosing[0] <= source[0] < enclosing[1]):
            continue
        content = find_content(reading, cue, source, quotes)
        if content is None and not stands_alone(reading, cue):
            continue
        if source is not None and cue.cue_class == "verb":
            last = first, source
        yield Claim(cue, source, content)


def _is_coordinated(reading: Reading, cue: Cue) -> bool:
    """*a démenti … et promis que*, *dit avoir détecté … et chiffre à*, *…, sans confirmer*."""
    return bool(re.search(r"\b(?:et|ou|puis|mais)\s$", reading.folded[max(0, cue.start - 6) : cue.start]))


def _without_overlaps(claims: Iterator[Claim]) -> list[Claim]:
    """The longest cue wins where cues overlap."""
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
        stance=claim.cue.stance,
        quote=quoted,
        content=reading.text[content[0] : content[1]] if content else None,
        content_start=content[0] if content else None,
        content_end=content[1] if content else None,
    )
