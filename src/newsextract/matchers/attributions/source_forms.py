"""A source's phrase in its text → the form to file it under, its gender and number, the preposition its name takes."""

from __future__ import annotations

from collections import Counter

from newsextract.actors import country_of_demonym, organisation
from newsextract.matchers.attributions.source_context import (
    CONTRACTED,
    GENDERS,
    MINISTER,
    article_before,
    gender_of_title,
    is_owned,
    longer_forms,
)
from newsextract.matchers.attributions.source_phrases import ACRONYM, Phrase, parse_phrase
from newsextract.matchers.attributions.source_words import words_of
from newsextract.reading import Reading
from newsextract.text import fold

_MODEL_GENDERS = {"Masc": "m", "Fem": "f"}


def as_named(folded: str, phrase: Phrase, name: str) -> str:
    """The lexicon's name of a body where the article has it too; else the name as the article writes it."""
    actor = phrase.actor
    if actor is None or name != actor.name or fold(name) in folded:
        return name
    written = ACRONYM.sub("", phrase.text).split(",")[0]
    return written if organisation(fold(written)) is actor and not written.isupper() else name  # *NIS* is expanded


def preposition_to(folded: str, name: str) -> str:
    """*du *, *de la *, *de l'*, *des * or *de *, by the article that the text gives a name."""
    at = folded.rfind(fold(name))
    return CONTRACTED.get(article_before(folded, at), "de ") if at >= 0 else "de "


def ministry_of_minister(folded: str, offset: int) -> str | None:
    """*le ministre belge de la Défense … son ministère* → *ministère de la Défense*."""
    found = list(MINISTER.finditer(folded, 0, offset))
    return f"ministère {found[-1]['field']}" if found else None


def full_form(folded: str, phrase: Phrase, start: int) -> str | None:
    """The form under which a bare *ministère*, *parquet* is filed: the article's own (*armée*: see homes.py)."""
    if phrase.plain != phrase.lowered or phrase.lowered not in words_of("short_forms") or is_owned(folded, start):
        return None
    return longer_form(folded, phrase.lowered)


def longer_form(folded: str, head: str) -> str | None:
    """*l'armée* → *armée soudanaise*, *le ministère* → *ministère de la Défense*, as the article names it most."""
    if head not in words_of("short_forms"):
        return None
    forms = Counter(
        match[0]
        for match in longer_forms(head).finditer(folded)
        if match["adjective"] is None or country_of_demonym(match["adjective"])
    )
    return forms.most_common(1)[0][0] if forms else None


def agreement(reading: Reading, start: int, end: int) -> tuple[str | None, bool | None]:
    """(gender, plural) of a phrase, by its article, title or head noun; None where neither tells."""
    word = article_before(reading.folded, start)
    phrase = parse_phrase(reading.text[start:end])
    gender = GENDERS.get(word)
    if phrase.person:
        return gender_of_title(phrase.plain) or gender, False
    head = reading.token_at(start)
    is_name = head.text[:1].isupper()
    if gender is None and not is_name:
        gender = _MODEL_GENDERS.get((head.morph.get("Gender", []) or [""])[0])
    if word and word not in {"l'", "d'"}:
        return gender, word in {"les", "des"}
    return gender, None if is_name else "Plur" in head.morph.get("Number", [])
