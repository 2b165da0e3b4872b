"""Date lines and datelines at the head of a text; which date a passage speaks of is coding."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from wicreport.corpus.paragraphs import count_words, is_sentence_end, split_paragraphs
from wicreport.corpus.sources import PublicationDate, Span

__all__ = ["complete_dateline", "cut_dates", "find_published", "read_date", "read_stated"]

_ISO_DATE = re.compile(r"\s*((?:19|20)\d{2})(?:-?(0[1-9]|1[0-2])(?:-?(0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_LONGEST_DATE = 80
_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if number}
_NAMES = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_MONTH = rf"(?P<name>{_NAMES})"
_DATES = (
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>20[12]\d)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>20[12]\d)\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>20[12]\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
    re.compile(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20[12]\d)\b"),
    re.compile(r"(?P<year>20[12]\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"),
)
_MONTH_LINE = re.compile(
    rf"(?:[\w ]{{0,20}}:\s*)?(?:{_MONTH},?\s+(?P<year>20[12]\d)|(?P<year_zh>20[12]\d)年(?P<month>\d{{1,2}})月)\W*",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"publish|post|updat|modif|发布|更新", re.IGNORECASE)
_DATELINE = re.compile(
    r"^.{0,80}?(?:\((?:Xinhua|Reuters|AP|AFP|CNS|CGTN|ANI|PTI|IANS|UPI|Kyodo|TASS|Bloomberg)\)|（[^）]{1,20}）|新华社|中新社"
    r"|\s(?:--|—|–)\s)"
)
_SHORT_DATE = re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})\b|\b(?P<day_first>\d{{1,2}})\s+(?P<name_last>{_NAMES})")
_SHORT_DATE_ZH = re.compile(r"(?:新华社|中新社|中新网|人民网)\S{0,12}?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_SEASON = 7
_DATE_LINE_WORDS = 14


def find_published(text: str, head: str, body: Sequence[Span]) -> PublicationDate | None:
    """Return the date of a date line before the body or of the dateline that opens it.

    Parameters
    ----------
    text
        The text of a document.
    head
        Its head, up to the end of the first paragraphs of the body.
    body
        The spans of the body.
    """
    start = body[0].start if body else 0
    for span in split_paragraphs(head):
        line = text[slice(*span)]
        if span.end <= start and count_words(line) <= _DATE_LINE_WORDS and not is_sentence_end(line):
            found = read_date(line) or _read_month(line)
        elif span.start <= start < span.end and (dateline := _DATELINE.match(line)):
            found = read_date(dateline.group())
        else:
            continue
        if found:
            return found
    return None


def read_date(line: str) -> PublicationDate | None:
    """Return the full date of a line; of two dates only the one that is said to be of publication."""
    for pattern in _DATES:
        all_found = list(pattern.finditer(line))
        for found in all_found[: 1 if len(all_found) == 1 or _PUBLISHED.search(line) else 0]:
            parts = found.groupdict()
            month = int(parts["month"]) if "month" in parts else _MONTHS[parts["name"][:3].lower()]
            if date := _make_date(int(parts["year"]), month, int(parts["day"])):
                return date
    return None


def cut_dates(line: str, mark: str) -> str:
    """Return a line with a mark in the place of each full date."""
    for pattern in _DATES:
        line = pattern.sub(mark, line)
    return line


def read_stated(written: str) -> str | None:
    """Return a date that markup or a field states, as ISO 8601 cut to its precision, if it is one."""
    found = _ISO_DATE.match(written)
    if found is None:
        date = read_date(written) if len(written) <= _LONGEST_DATE else None
        return date.value if date else None
    return "-".join(filter(None, found.groups()))


def complete_dateline(text: str, body: Sequence[Span], year: int | None) -> PublicationDate | None:
    """Return the date of a dateline without a year, as "WUZHEN, Nov. 16 (Xinhua) --", in the year of the edition.

    Only a day of the second half of the year is completed: the conference is in autumn, and a report of a January
    speaks of the edition before.

    Parameters
    ----------
    text
        The text of a document.
    body
        The spans of the body.
    year
        The edition that the head of the text states, if it does.
    """
    start = body[0].start if body else 0
    opening = text[start : start + 120].split("\n")[0]
    dateline = _DATELINE.match(opening)
    found = _SHORT_DATE_ZH.search(opening) or (dateline and _SHORT_DATE.search(dateline.group()))
    if not found or year is None:
        return None
    parts = found.groupdict()
    name = parts.get("name") or parts.get("name_last")
    month = int(parts["month"]) if "month" in parts else _MONTHS[str(name)[:3].lower()]
    day = int(parts.get("day") or parts.get("day_first") or 0)
    return _make_date(year, month, day) if month >= _SEASON else None


def _read_month(line: str) -> PublicationDate | None:
    """Return the month of a line that is nothing but a month and a year."""
    found = _MONTH_LINE.fullmatch(line.strip())
    if found is None:
        return None
    month = int(found["month"]) if found["month"] else _MONTHS[found["name"][:3].lower()]
    year = int(found["year"] or found["year_zh"])
    return PublicationDate(f"{year:04d}-{month:02d}") if 1 <= month <= 12 else None


def _make_date(year: int, month: int, day: int) -> PublicationDate | None:
    """Return a day that the calendar has."""
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return PublicationDate(f"{year:04d}-{month:02d}-{day:02d}")
    return None
