"""What can go wrong, as exceptions whose message names the file and the remedy.

NewsextractError
├── InputError          a folder, file or option that the user gave cannot be used
├── LexiconError        a lexicon file is malformed, repeats an entry or lacks a source
├── AnnotationError     an annotated sample does not fit its text or the guidelines' enumerations
├── PipelineError       a spaCy pipeline lacks what the matchers need
└── FloorError          a regression floor would fall
"""

from __future__ import annotations


class NewsextractError(Exception):
    """Base of every error that newsextract raises on purpose."""


class InputError(NewsextractError):
    """A folder, file or option that the user gave cannot be used."""


class LexiconError(NewsextractError):
    """A lexicon file is malformed, repeats an entry or lacks a source."""


class AnnotationError(NewsextractError):
    """An annotated sample does not fit its text or the guidelines' enumerations."""


class PipelineError(NewsextractError):
    """A spaCy pipeline lacks a component or attribute that the matchers need."""


class FloorError(NewsextractError):
    """A regression floor would fall without a written reason."""
