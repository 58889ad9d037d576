"""Date phrases that stand where a publication date stands → dates. Unsure is None: a wrong date misleads."""

from __future__ import annotations

import datetime
import email.utils
import re
from functools import lru_cache

# 2024-05-03, 2024-05-03T10:00:00+02:00, 20240503T100000Z
_ISO = re.compile(
    r"\s*(?P<year>(?:19|20)\d\d)(?P<mark>[-/]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?:\D.*)?$",
    re.DOTALL,
)
# vendredi[ 3 mai 2024] à 10 h, 1er févr. 2024, 03/05/2024
_FULL = re.compile(r"\b\d{1,2}(?!\d).{1,16}?(?:19|20)\d\d\b")
# KIEV, 12 mars 2024 (AFP) – ; GOMA (RDC), le 3 mai 2025 — ; but not: Dans la ville de Boutcha, le 3 mars 2022, des …
_DATELINE = re.compile(
    r"""
    ^\W{0,3} [A-ZÀ-Ý][\w'’()\ ./-]{1,40} ,\ (?:le\ )?
    (?P<date>\d{1,2}(?:er)?\ [a-zéû]{3,9}\.?\ (?:19|20)\d\d | \d\d?/\d\d?/(?:19|20)\d\d)
    (?:\ à\ \d\d?\ ?[h:]\ ?\d{0,2})? \s? (?:[(–—-]|$)
    """,
    re.MULTILINE | re.VERBOSE,
)
# Publié le vendredi 3 mai 2024 à 10h12, Mis en ligne le 03/05/2024
_PUBLISHED = re.compile(
    r"""
    ^\W{0,3} (?:Publiée?|Mise?\ en\ ligne|Parue?) \ le \ (?:\w{5,8}\ )?
    (?P<date>\d{1,2}(?:er)?\ [a-zéû]{3,9}\.?\ (?:19|20)\d\d | \d\d?/\d\d?/(?:19|20)\d\d) \b
    """,
    re.MULTILINE | re.VERBOSE,
)
# 2024-05-03-goma.txt, 20240503.txt, 2024/05/03/goma.txt
_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-_/.]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_HEAD = 600  # characters in which a dateline stands


def parse_date(phrase: object) -> datetime.date | None:
    """A date from an ISO date, a full French phrase (*3 mai 2024*, *03/05/2024*) or a mail's (RFC 822), else None."""
    if isinstance(phrase, datetime.datetime):
        return phrase.date()
    if isinstance(phrase, datetime.date):
        return phrase
    if not isinstance(phrase, str) or not phrase.strip() or len(phrase) > 100:
        return None
    iso = _ISO.match(phrase)
    if iso:
        return _date_in(iso)
    try:
        return email.utils.parsedate_to_datetime(phrase).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        full = _FULL.search(phrase)
        return _french_date(full[0]) if full else None


@lru_cache(maxsize=4096)
def _french_date(phrase: str) -> datetime.date | None:
    """A full date as French writes it, day first."""
    import dateparser  # half a second, spared where no such date comes

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY"}
    parsed = dateparser.parse(re.sub(r"(?<=1)\s?er\b", "", phrase), languages=["fr"], settings=settings)
    return parsed.date() if parsed else None


def date_of(name: str, text: str) -> datetime.date | None:
    """The date in a dateline among the first lines of a text, else in the file's path (2024-05-03-goma.txt)."""
    dateline = _DATELINE.search(text[:_HEAD]) or _PUBLISHED.search(text[:_HEAD])
    if dateline:
        return parse_date(dateline["date"])
    named = _IN_NAME.search(name.rpartition("/")[2]) or _IN_NAME.search(name)
    return _date_in(named) if named else None


def _date_in(found: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
