"""The spaCy components, found by name through the entry points of the package.

spaCy imports this module whenever it loads any pipeline on the machine, so it imports the matchers only when asked.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("newsextract_lines", assigns=["token.is_sent_start"])
def make_line_breaker(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The factory of `newsextract_lines`, to stand before the parser."""
    return break_lines


def break_lines(doc: Doc) -> Doc:
    """Start a sentence after every line break, before the parser decides on the rest."""
    spaces = doc.to_array("IS_SPACE")
    for blank in spaces[:-1].nonzero()[0].tolist():
        if not spaces[blank + 1] and ("\n" in doc[blank].text or "\r" in doc[blank].text):
            doc[blank + 1].is_sent_start = True
    return doc


@Language.factory("newsextract")
def make_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The factory of `newsextract`: nlp.add_pipe("newsextract") on any French pipeline with a parser and NER."""
    from newsextract.pipeline import annotate

    if not Doc.has_extension("newsextract"):
        Doc.set_extension("newsextract", default=None)
    return annotate
