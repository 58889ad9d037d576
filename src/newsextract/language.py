"""Text → its language, ISO 639-1, by py3langid offline. Only a clear case is called another language than French."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# The languages that French newsrooms receive or that are taken for French; a closed list makes the check sure.
LANGUAGES = (
    "fr",
    "en",
    "es",
    "it",
    "pt",
    "de",
    "nl",
    "ca",
    "ro",
    "pl",
    "cs",
    "tr",
    "ru",
    "uk",
    "ar",
    "fa",
    "he",
    "zh",
    "ja",
    "ko",
    "el",
    "sv",
    "da",
    "fi",
    "hu",
    "id",
    "vi",
    "sw",
    "ht",
    "br",
    "oc",
    "eu",
    "hr",
    "sr",
    "bg",
)
_CLEAR = 0.90
_FEWEST_LETTERS = 40
_SAMPLE = 4_000
_WORD = re.compile(r"\w+")
# small words of French that no other of these languages uses as often; a text full of them needs no further check
_FRENCH = frozenset(
    [
        *("est", "dans", "qui", "pour", "avec", "sont", "été", "une", "aux", "cette", "leur", "selon", "après"),
        *("où", "était", "ont", "du", "ces", "ils", "elle"),
    ]
)
# small words that it shares with some of them: next to few of its own they must be many
_SHARED = frozenset(
    [
        *("le", "la", "les", "l", "de", "des", "d", "à", "au", "et", "en", "un", "que", "qu", "se", "s", "ne", "n"),
        *("pas", "par", "sur", "ce", "il", "plus"),
    ]
)
_WORDS_TRIED = 200
_DIFFERENT, _SHARE = 5, 0.05
_FEWER_DIFFERENT, _ALL_SHARE = 4, 0.28


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.nb_classes)
    identifier.set_languages([language for language in LANGUAGES if language in known])
    return identifier


def language_of(text: str) -> str:
    """The language of a text; 'fr' where it is too short to tell or the check is not sure."""
    sample = text[:_SAMPLE]
    if _is_plainly_french(sample) or sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return "fr"
    language, confidence = _identifier().classify(sample)
    return str(language) if confidence >= _CLEAR else "fr"


def _is_plainly_french(sample: str) -> bool:
    """True of nearly all French texts, which spares a run of few articles the half second that py3langid loads for."""
    first = [match[0].lower() for match in islice(_WORD.finditer(sample), _WORDS_TRIED)]
    return _is_full_of_french(first) or _is_full_of_french([word.lower() for word in _WORD.findall(sample)])


def _is_full_of_french(words: list[str]) -> bool:
    own = [word for word in words if word in _FRENCH]
    if len(own) > _SHARE * len(words) and len(set(own)) >= _DIFFERENT:
        return True
    shared = sum(word in _SHARED for word in words)
    return len(set(own)) >= _FEWER_DIFFERENT and len(own) + shared > _ALL_SHARE * len(words)
