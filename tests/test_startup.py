"""The quick token_match finds what spaCy's finds, in words of the corpus and in words put together from its parts."""

from __future__ import annotations

import random
import re
from pathlib import Path

from newsextract.model.startup import TokenMatch

ODD = "aeéàœŒſKÅжДßẞıİªºµ-–—‐‑'’ÿŸ中0.()"


def test_token_match_is_spacy_s(root: Path) -> None:
    from spacy.lang.fr.tokenizer_exceptions import TOKEN_MATCH

    pattern = TOKEN_MATCH.__self__.pattern
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
