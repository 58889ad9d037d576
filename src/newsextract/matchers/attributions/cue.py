"""What a cue of attribution is, and a claim: a cue with the offsets of its source and of its content."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from newsextract.frozen import frozen
from newsextract.records import CueClass, Stance

Stretch = tuple[int, int]
Position = Literal["after", "before", "inverted", "agent", "relative", "none"]


@frozen(slots=True)
class Cue:
    """A cue: its span and class; `verb` is its verb's token; `position` says where its source stands.

    `frames` are the complements it may take (see lexicons/cue_verbs.csv): q a *que*-clause, i an infinitive, c a
    quotation or incise, n a noun phrase, k a noun phrase that names a claim or a count, m one that names a claim, r one
    that can be denied, j one with a quoted attribute, a *à* and a number, d *de* and a noun, t somebody *que*, o
    somebody and *de* what, p an agent (*par*), s nothing but a quotation.
    """

    start: int
    end: int
    cue_class: CueClass
    position: Position
    stance: Stance = "asserts"
    verb: Token | None = None
    frames: str = ""
    source_start: int | None = None
    cites: bool = False  # *Reuters, qui cite un haut gradé*: who is cited speaks


@frozen(slots=True)
class Claim:
    """A cue with its source's and its content's offsets."""

    cue: Cue
    source: Stretch | None
    content: Stretch | None
