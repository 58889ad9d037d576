"""A count → what the classifier of roles sees of it: its own words, what it hangs on, the words round it.

A feature is a short string, *kind=value*: `head1=envoyer` says that the second word it hangs on is a form of *envoyer*,
`right-near=blesser` that one stands among the six words behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from newsextract.reading import Reading

_ANCESTORS = 5
_NEAR = 6  # tokens
_NEXT = 2  # tokens


def role_features(reading: Reading, start: int, end: int) -> set[str]:
    """The features of the count that spans text[start:end], from its sentence alone."""
    count = reading.span(start, end)
    first, last = reading.sentence_at(start)
    words = reading.tokens_in(first, last)
    features = {f"in={word.lemma_}" for word in count}
    features.update(_of_tree(count.root))
    features.update(_of_side("left", [word for word in words if word.i < count.start][::-1]))
    features.update(_of_side("right", [word for word in words if word.i >= count.end]))
    if first == 0:
        features.add("title")
    return features


def _of_tree(root: Token) -> Iterator[str]:
    """The words that the count hangs on, from the nearest, and by what."""
    yield f"root={root.lemma_}"
    word = root
    for level in range(_ANCESTORS):
        head = word.head
        if head.i == word.i:
            return
        relation, lemma = word.dep_, head.lemma_
        cases = "/".join(child.lemma_ for child in word.children if child.dep_ in {"case", "mark"})
        yield f"rel{level}={relation}:{cases}"
        yield f"link{level}={relation}:{lemma}"
        yield f"head{level}={lemma}"
        yield f"head={lemma}"
        word = head


def _of_side(side: str, words: list[Token]) -> Iterator[str]:
    """The words on one side of the count, from the nearest."""
    for place, word in enumerate(words):
        lemma = word.lemma_
        yield f"{side}={lemma}"
        if place < _NEAR:
            yield f"{side}-near={lemma}"
        if place < _NEXT:
            yield f"{side}{place}={lemma}"
        if word.pos_ in {"VERB", "AUX"}:
            yield f"{side}-verb={lemma}"
    nearest = [word.lower_ for word in words[:3]]
    yield f"{side}-two={' '.join(nearest[:2])}"
    yield f"{side}-three={' '.join(nearest)}"
