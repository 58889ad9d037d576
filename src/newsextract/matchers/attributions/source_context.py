"""What stands round a source's phrase: article, possessive, introduction by a title, request for anonymity."""

from __future__ import annotations

import re
from functools import cache

from newsextract.alternation import longest_first
from newsextract.lexicon import function_words
from newsextract.matchers.attributions.source_words import head_types
from newsextract.text import CAP

_PLURAL_PHRASES = {"ces derniers", "ces dernières", "les intéressés", "les intéressées"}
PLURAL_PRONOUNS = frozenset({"ils", "elles", "eux", "ceux-ci", "celles-ci"} | _PLURAL_PHRASES)
_FEMININE_PHRASES = {"cette dernière", "ces dernières", "l'intéressée", "les intéressées", "la première", "la seconde"}
FEMININE_PRONOUNS = frozenset({"elle", "elles", "celle-ci", "celles-ci"} | _FEMININE_PHRASES)
FIRST_PERSON = frozenset({"je", "j'"})  # who is interviewed
PHRASAL_PRONOUNS = (
    "ce dernier", "cette dernière", "ces dernier", "ces dernière", "l'intéressé", "les intéressé", "le premier",
    "le second", "la première", "la seconde", "l'un d'", "l'une d'",
)  # fmt: skip
GENDERS = {"le": "m", "du": "m", "un": "m", "la": "f", "une": "f", "au": "m"}
CONTRACTED = {"le": "du ", "du": "du ", "la": "de la ", "les": "des ", "des": "des ", "l'": "de l'", "d'": "de l'"}
QUALIFIERS = function_words("qualifiers")

# la télévision [d'État] · l'agence [officielle]
STATE_RUN = re.compile(
    r"d'[ÉE]tat\b|\bofficiel(?:le)?\b|\bpubli(?:c|que)\b|\bgouvernementale?\b|\bnationale?\b|\bmilitaire\b"
)
SUBJECT_PRONOUN = re.compile(r"(?:il|elle|ils|elles)\b", re.IGNORECASE)
# [34] ans · [trente et un] ans
_TENS = "vingt|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|quatre-vingts?"
AGE = rf"(?:\d{{1,3}}|dix(?:-[a-z]+)?|onze|douze|treize|quatorze|quinze|seize|(?:{_TENS})(?:[ -][a-z]+){{0,3}}?)\sans"
# [son] porte-parole · [leurs] alliés
_POSSESSIVE = re.compile(r"\b(?:son|sa|ses|leur|leurs)\s$", re.IGNORECASE)
# [un] officier · [plusieurs] diplomates · [d']anciens détenus
_INDEFINITE = re.compile(
    r"\b(?:une?|des|deux|trois|quatre|cinq|plusieurs|certaine?s|quelques|d'autres|d')\s?$", re.IGNORECASE
)
# [le] groupe · [l']officier · [ce] responsable · [Le] site
_DEFINITE = re.compile(r"(?:\b(?:le|la|du|au|ce|cette|cet)\s|\bl')$", re.IGNORECASE)
_DEFINITE_PLURAL = re.compile(r"\b(?:les|ces)\s$", re.IGNORECASE)
_THIS = re.compile(r"\b(?:ce|cet|cette)\s$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:\b(?P<word>le|la|les|du|des|un|une|au)\s|\b(?P<elided>l'|d'))$", re.IGNORECASE)
# avec[ Ivo Petrescu] · par[ Ivo Petrescu]: no subject, nothing for *il* to take up
GOVERNED = re.compile(r"\b(?:par|avec|contre|vers|depuis|sur|sous|dans|chez|entre|devant|derrière|pour|en|de|à|d')\s?$")
CAPITAL = re.compile(r"[A-ZÀ-Ý]")
# sous couvert de l'[anonymat] · qui ne veut pas [être nommé] · [sous le sceau du secret]
REQUESTS_ANONYMITY = re.compile(
    r"anonymat|rester anonyme|sceau du secret|être (?:nommée?s?|citée?s?|identifiée?s?)|(?:son|leur) (?:identité|nom)\b"
)
# un pêcheur[ rencontré à] Bosso
MET = re.compile(r" (?:rencontrée?|croisée?|interrogée?|jointe?)s? (?:près |par téléphone )?(?:à|d[e']|au|dans|sur)\b")
# un [officier] sans nom: nobody can look him up
UNNAMED = re.compile(
    r"""(?:(?:haute?s?\ )?responsables?|officiers?|conseill(?:er|ère)s?|(?:hauts?\ )?(?:gradée?|fonctionnaire)s?
    |ministre|négociateurs?|cadres?|policiers?|gendarmes?|magistrats?|militaires?\ de\ haut\ rang|généraux)\b""",
    re.VERBOSE,
)
# le [ministre belge de la Défense], Theo Francken
MINISTER = re.compile(
    r"\b[Mm]inistre\s(?:[a-zà-ÿ-]+\s)?(?P<field>(?:de la |des |de l'|du )[A-ZÀ-Ý][\w'-]+(?:\s[a-zà-ÿ-]+ères?\b)?)"
)


def is_owned(folded: str, start: int) -> bool:
    """True after a possessive."""
    return bool(_POSSESSIVE.search(folded, max(0, start - 7), start))


def is_indefinite(folded: str, start: int) -> bool:
    """True after an indefinite article or a numeral."""
    return bool(_INDEFINITE.search(folded, max(0, start - 12), start))


def is_definite(folded: str, start: int) -> bool:
    """True after a definite article or demonstrative in the singular."""
    return bool(_DEFINITE.search(folded, max(0, start - 6), start))


def are_definite(folded: str, start: int) -> bool:
    """True after *les*, *ces*."""
    return bool(_DEFINITE_PLURAL.search(folded, max(0, start - 5), start))


def is_this(folded: str, start: int) -> bool:
    """True after a demonstrative."""
    return bool(_THIS.search(folded, max(0, start - 6), start))


def article_before(folded: str, start: int) -> str:
    """The article before a phrase, in lower case; nothing if there is none."""
    found = _ARTICLE.search(folded, max(0, start - 5), start)
    return (found["word"] or found["elided"]).lower() if found else ""


@cache
def introduction(titles: frozenset[str]) -> re.Pattern[str]:
    """[ministre] de la Défense, [Thomas Verhaegen] · [sergent] [Serhiï]: a title, what it governs, a name."""
    alternatives = "|".join(map(re.escape, longest_first(titles)))
    return re.compile(
        rf"""\b(?:{alternatives})\b(?P<between>[^.;:!?\n«»]{{0,60}}?)\s
        (?P<name>(?:{CAP}[\w'-]+\s(?:(?:de|du|von|van|ben|ould|de\ la|de\ La)\s)?){{0,3}}?
            (?:a[ldrsn]-|el-)?{CAP}[\w'-]+)
        (?![\w-]|\s(?:(?:de|von|van|ben|ould)\s|a[ldrsn]-|el-)?{CAP})""",
        re.VERBOSE,
    )


@cache
def apposed_title(titles: frozenset[str]) -> re.Pattern[str]:
    """[Serhiï], [sergent] de la 92e brigade · [Pieter Vandeweghe], le [ministre] de la Défense."""
    alternatives = "|".join(map(re.escape, longest_first(titles)))
    return re.compile(
        rf"(?P<name>{CAP}[\w'-]+(?:\s{CAP}[\w'-]+){{0,2}}),\s(?:{AGE},\s)?"
        rf"(?:le\s|la\s|l'|un\s|une\s)?(?:{alternatives})\b"
    )


# Pieter Vandeweghe[, le ministre de la Défense,] a été pressé de questions
APPOSED = re.compile(rf",\s(?:{AGE},\s)?(?:le\s|la\s|l'|un\s|une\s)?(?P<role>[a-zà-ÿ][^,.;:«»\n]{{2,60}})[,.]")
# Asres Demissie, l'[un de leurs] commandants
ONE_OF_THEIRS = re.compile(r"\bl'une? de (?:leurs|ses)\b")


@cache
def longer_forms(head: str) -> re.Pattern[str]:
    """[armée soudanaise] · [ministère de la Défense] · [parquet de Quito]."""
    of = r"(?:de la |de l'|des |du |d')[A-ZÀ-Ý][\w'-]+"
    return re.compile(rf"(?<![\w-]){head}\s(?:(?P<of>{of})|(?P<adjective>[a-zà-ÿ-]+)(?:\s{of})?)")


_FEMININE_TITLE = re.compile(r"(?:ée|trice|euse|ère|ienne|ente|erte|ante|eure|elle|cheffe)$")


def gender_of_title(plain: str) -> str | None:
    """f for *Mme*, *ministre* says nothing, *chercheuse* f, *M.* m."""
    first = plain.split()[0].lower()
    if first in {"mme", "madame", "mlle"}:
        return "f"
    if first in {"m.", "monsieur"}:
        return "m"
    return "f" if first in head_types() and _FEMININE_TITLE.search(first) else None
