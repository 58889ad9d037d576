"""The quick token_match finds what spaCy's finds, in words of the corpus and in words put together from its parts."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

import spacy

from newsextract.model import NAME
from newsextract.model.startup import TokenMatch

ODD = "aeéàœŒſKÅжДßẞıİªºµ-–—‐‑'’ÿŸ中0.()"


def test_token_match_is_spacy_s(root: Path) -> None:
    from spacy.lang.fr.tokenizer_exceptions import TOKEN_MATCH

    pattern = TOKEN_MATCH.__self__.pattern
    # without a joint TokenMatch does not look
    assert all("[-–—‐‑]" in named or "['’]" in named for named in pattern.split("|(?:"))
    quick = TokenMatch(pattern)
    chance = random.Random(1)
    named = re.findall(r"\^([a-zà-ÿ]+)", pattern)
    words = [word for path in (root / "corpus" / "articles").glob("*.txt") for word in path.read_text("utf-8").split()]
    for start in named * 10:
        end = chance.choice(named) if chance.random() < 0.3 else "".join(chance.choices(ODD, k=chance.randint(0, 5)))
        words.append(start + chance.choice("-–‑'’") + end)
        words.append("".join(chance.choices(ODD, k=chance.randint(1, 6))) + chance.choice("-‐") + start)
    expected = [word for word in words if TOKEN_MATCH(word)]
    assert len(expected) > 500
    assert [word for word in words if quick.match(word)] == expected


def test_words_of_letters_have_no_affix() -> None:
    """What `spare_plain_words` takes for granted, of all letters and of all words that the model knows."""
    nlp = spacy.load(NAME, exclude=["tok2vec", "morphologizer", "parser", "lemmatizer", "ner", "attribute_ruler"])
    asked = nlp.tokenizer
    letters = [chr(code) for code in (*range(0x3000), *range(0x3000, sys.maxunicode, 97)) if chr(code).isalpha()]
    pairs = [one + other for one in letters[:2_000] for other in "aAéœZzſ"]
    words = [word for word in nlp.vocab.strings if word.isalpha()][::3]
    assert len(words) > 10_000
    for word in (*letters, *pairs, *words):
        found = (asked.token_match(word), asked.url_match(word), asked.prefix_search(word), asked.suffix_search(word))
        assert found == (None, None, None, None), word
        assert not list(asked.infix_finditer(word)), word
