"""Text → its language, ISO 639-1, by py3langid offline. Only a clear case is called another language than French."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

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


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.nb_classes)
    identifier.set_languages([language for language in LANGUAGES if language in known])
    return identifier


def language_of(text: str) -> str:
    """The language of a text; 'fr' where it is too short to tell or the check is not sure."""
    sample = text[:_SAMPLE]
    if sum(character.isalpha() for character in sample) < _FEWEST_LETTERS:
        return "fr"
    language, confidence = _identifier().classify(sample)
    return str(language) if confidence >= _CLEAR else "fr"
