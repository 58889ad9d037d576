"""Date phrases that stand where a publication date stands → dates. Unsure is None: a wrong date misleads."""

from __future__ import annotations

import datetime
import re

import dateparser

# 2024-05-03, 2024-05-03T10:00:00+02:00, 20240503T100000Z
_ISO = re.compile(
    r"\s*(?P<year>(?:19|20)\d\d)-?(?P<month>0[1-9]|1[0-2])-?(?P<day>0[1-9]|[12]\d|3[01])(?:\D.*)?$", re.DOTALL
)
# KIEV, 12 mars 2024 (AFP) – ; GOMA (RDC), le 3 mai 2025 —
_DATELINE = re.compile(
    r"^[A-ZÀ-Ý][\w'’() ./-]{1,40}, (?:le )?(?P<date>\d{1,2}(?:er)? [a-zéûô]{3,9}\.? (?:19|20)\d\d)\b", re.MULTILINE
)
_IN_NAME = re.compile(r"(?<!\d)(?P<date>(?:19|20)\d\d[-_]?(?:0[1-9]|1[0-2])[-_]?(?:0[1-9]|[12]\d|3[01]))(?!\d)")


def parse_date(phrase: object) -> datetime.date | None:
    """A date from an ISO date or a full French phrase (*3 mai 2024*), else None."""
    if isinstance(phrase, datetime.datetime):
        return phrase.date()
    if isinstance(phrase, datetime.date):
        return phrase
    if not isinstance(phrase, str) or not phrase.strip():
        return None
    iso = _ISO.match(phrase)
    if iso:
        return _date(int(iso["year"]), int(iso["month"]), int(iso["day"]))
    if not re.search(r"(?:19|20)\d\d", phrase) or len(phrase) > 60:
        return None
    parsed = dateparser.parse(phrase, languages=["fr"], settings={"REQUIRE_PARTS": ["day", "month", "year"]})
    return parsed.date() if parsed else None


def date_of(name: str, text: str) -> datetime.date | None:
    """The date in a dateline among the first lines of a text, else in the file's name (2024-05-03-goma.txt)."""
    dateline = _DATELINE.search(text[:600])
    if dateline:
        return parse_date(dateline["date"].replace("er ", " "))
    named = _IN_NAME.search(name.rpartition("/")[2])
    return parse_date(named["date"].replace("_", "-")) if named else None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
