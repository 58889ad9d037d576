"""A count → what the classifiers see of it: its own words, what it hangs on, the words round it, the article.

A feature is a short string, *kind=value*: `head1=envoyer` says that the second word it hangs on is a form of *envoyer*,
`right-near=blesser` that one stands among the six words behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from newsextract.amounts import Amount
from newsextract.matchers.troops.counts import Count, last_fact
from newsextract.matchers.troops.setting import is_military, is_of_peace, is_of_war
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


def amount_features(reading: Reading, amount: Amount, before: list[Count]) -> set[str]:
    """The features of an amount that may count troops; `before` are the counts in front of it."""
    features = role_features(reading, amount.start, amount.end)
    size = len(str(int(amount.low or amount.high or 0)))
    features |= {f"form={amount.form}", f"qualifier={amount.qualifier}", f"digits={size}"}
    features |= {f"war={is_of_war(reading)}", f"military={is_military(reading)}", f"peace={is_of_peace(reading)}"}
    features.add(f"last={_last(reading, amount, before)}")
    features.add(f"civil={bool(before) and before[-1].civil}")
    following = [word for word in reading.tokens_in(amount.end, amount.end + 40) if word.idx >= amount.end][:2]
    if following:
        features.add(f"next={following[0].pos_}")
        if following[-1] is not following[0] and following[0].lower_ in _OF:
            features.add(f"of={following[1].pos_}:{following[1].lemma_}")
    first, last = reading.sentence_at(amount.start)
    named = sum(first <= one.start < last for one in reading.parties)
    features.add(f"sides={min(named, 3)}")
    if any(one.start - amount.end in _BEHIND and one.form == "demonym_noun" for one in reading.parties):
        features.add("people")
    return features


_OF = frozenset({"de", "d'", "d’"})
_BEHIND = range(1, 5)  # 300 Français, un millier de Français


def _last(reading: Reading, amount: Amount, before: list[Count]) -> str:
    """Where the last troops were counted: in the *sentence*, in the *paragraph*, *before* it, or nowhere."""
    fact = last_fact(before)
    if fact is None:
        return "none"
    if fact.start >= reading.sentence_at(amount.start)[0]:
        return "sentence"
    return "before" if reading.text.find("\n", fact.end, amount.start) >= 0 else "paragraph"


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
