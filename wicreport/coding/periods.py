"""Dates and periods in running text, as intervals; which edition they speak of is decided elsewhere."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from wicreport.coding.numbers import parse_chinese, parse_words
from wicreport.coding.stems import Cue, find_possible

__all__ = ["Anchor", "Period", "find_periods"]

Precision = Literal["day", "month", "year"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNT = r"\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"

# "may" and "march" are verbs as well: they are months in capitals only, and never alone without a preposition.
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun[e.]?|Jul[y.]?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_UNTIL = r"(?:\s?(?:-|–|—|to|through|and|until)\s?(?P<until>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ZH_DAY = r"(?P<month>1[0-2]|0?[1-9])月(?P<day>[12]\d|3[01]|0?[1-9])[日号](?:(?:至|到|-|—|–)(?P<until>\d{1,2})[日号])?"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative dates are counted from: a year, the day of publication and the edition's days, where known."""

    year: int | None = None
    day: date | None = None
    opens: date | None = None
    closes: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A date as written: its place, its first and last day (None: not to be known), and the rule that fired."""

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    precision: Precision
    rule: str

    @property
    def year(self) -> int | None:
        """Return the year the whole period lies in, or None."""
        return self.first.year if self.first and self.last and self.first.year == self.last.year else None


Days = tuple[date, date] | None
Resolver = Callable[[re.Match[str], Anchor], Days]


def _in_year(year: int | None) -> Days:
    return (date(year, 1, 1), date(year, 12, 31)) if year else None


def _in_month(year: int | None, month: int) -> Days:
    if not year:
        return None
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _month_number(match: re.Match[str]) -> int:
    month = match["month"]
    return int(month) if month.isdecimal() else _MONTHS.index(month[:3].casefold()) + 1


def _year_of(match: re.Match[str], anchor: Anchor) -> int | None:
    named = match.groupdict().get("year")
    return int(named) if named else anchor.year


def _on_days(match: re.Match[str], anchor: Anchor) -> Days:
    year = _year_of(match, anchor)
    if not year:
        return None
    try:
        first = date(year, _month_number(match), int(match["day"]))
        last = date(year, first.month, int(match["until"])) if match.groupdict().get("until") else first
    except ValueError:
        return None
    return first, max(first, last)


def _of_month(match: re.Match[str], anchor: Anchor) -> Days:
    return _in_month(_year_of(match, anchor), _month_number(match))


def _of_year(match: re.Match[str], anchor: Anchor) -> Days:
    return _in_year(_year_of(match, anchor))


def _shifted(years: int) -> Resolver:
    return lambda match, anchor: _in_year(anchor.year + years) if anchor.year else None


def _years_ago(match: re.Match[str], anchor: Anchor) -> Days:
    count = parse_words(match["count"]) if match["count"] else parse_chinese(match["zh"])
    return _in_year(anchor.year - int(count)) if anchor.year and count else None


def _on_weekday(match: re.Match[str], anchor: Anchor) -> Days:
    weekday = _WEEKDAYS.index(match["weekday"].casefold())
    if anchor.day:
        back = (anchor.day.weekday() - weekday) % 7
        # A preview's "on Wednesday" lies ahead: a weekday of the edition's own days is meant.
        found = anchor.day - timedelta(days=back)
        ahead = anchor.day + timedelta(days=(-back) % 7)
        is_ahead = anchor.opens and anchor.closes and anchor.day < anchor.opens <= ahead <= anchor.closes
        return (ahead, ahead) if is_ahead else (found, found)
    if anchor.opens:
        # Reports speak of the days of the conference and of the few before its opening.
        around = (anchor.opens + timedelta(days=offset) for offset in (0, 1, 2, 3, -1, -2, -3))
        return next(((day, day) for day in around if day.weekday() == weekday), None)
    return None


def _day_off(days: int) -> Resolver:
    def resolve(match: re.Match[str], anchor: Anchor) -> Days:
        return (anchor.day + timedelta(days=days),) * 2 if anchor.day else None

    return resolve


_GRAMMAR: tuple[tuple[str, Precision, str, Resolver], ...] = (
    ("day", "day", rf"(?<![\w.-]){_DAY}{_UNTIL}\s(?:of\s)?{_MONTH},?\s{_YEAR}\b", _on_days),
    ("day", "day", rf"\b{_MONTH}\s{_DAY}{_UNTIL},?\s{_YEAR}\b", _on_days),
    ("day", "day", rf"\b(?P<year>20\d\d)[-/](?P<month>0[1-9]|1[0-2])[-/]{_DAY}\b(?![-/]\d)", _on_days),
    ("day", "day", rf"{_YEAR}年{_ZH_DAY}", _on_days),
    ("day without year", "day", rf"(?<![\w.-]){_DAY}{_UNTIL}\s(?:of\s)?{_MONTH}(?!\w)(?!,?\s\d{{4}})", _on_days),
    ("day without year", "day", rf"\b{_MONTH}\s{_DAY}\b{_UNTIL}(?!,?\s(?:19|20)\d\d)(?![\d%])", _on_days),
    ("day without year", "day", rf"(?<!\d){_ZH_DAY}", _on_days),
    ("month", "month", rf"\b{_MONTH},?\s(?:of\s)?{_YEAR}\b", _of_month),
    ("month", "month", rf"{_YEAR}年(?P<month>1[0-2]|0?[1-9])月", _of_month),
    (
        "month without year",
        "month",
        rf"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ll]ate|[Ee]arly|[Mm]id)[\s-]{_MONTH}(?![\w.]*\s?\d)",
        _of_month,
    ),
    ("year", "year", rf"{_YEAR}年", _of_year),
    (
        "year",
        "year",
        rf"(?<![\w$€£¥.,:/#%-])(?<![$€£¥]\s){_YEAR}(?![\w%/]|[.,]\d|[-–]\d{{3}}|\s(?:percent|per cent|yuan))",
        _of_year,
    ),
    ("year before last", "year", r"(?i)\b(?:the )?year before last\b|前年", _shifted(-2)),
    (
        "last year",
        "year",
        r"(?i)\b(?:last year|the previous year|the year before|a year (?:ago|earlier|before))\b|去年",
        _shifted(-1),
    ),
    (
        "this year",
        "year",
        r"(?i)\b(?:the current|the) year(?=['’]s)|\bthis year\b|今年|本年",
        _shifted(0),
    ),
    ("next year", "year", r"(?i)\bnext year\b|明年", _shifted(1)),
    (
        "years ago",
        "year",
        rf"(?i)\b(?P<count>{_COUNT}) years? (?:ago|earlier)\b|(?P<zh>[一两二三四五六七八九十]{{1,3}})年前",
        _years_ago,
    ),
    ("weekday", "day", rf"\b(?P<weekday>{'|'.join(day.capitalize() for day in _WEEKDAYS)})\b", _on_weekday),
    ("today", "day", r"(?i)\btoday\b(?!['’]s)|今天|今日", _day_off(0)),
    ("yesterday", "day", r"(?i)\byesterday\b|昨天|昨日", _day_off(-1)),
    ("tomorrow", "day", r"(?i)\btomorrow\b|明天", _day_off(1)),
)
_RULES = tuple((rule, precision, Cue(form), resolve) for rule, precision, form, resolve in _GRAMMAR)


def find_periods(text: str, anchor: Anchor) -> tuple[Period, ...]:
    """Return the dates and periods of a text, in order and without overlaps.

    Parameters
    ----------
    text
        A sentence or more.
    anchor
        What a date without a year, a weekday or "last year" is resolved against.

    Returns
    -------
    tuple of Period
        Offsets count from the start of ``text``. A relative period that the anchor cannot resolve has no days.
    """
    return tuple(
        Period(match.start(), match.end(), match[0], first, last, precision, rule)
        for rule, precision, resolve, match in _find_forms(text)
        for first, last in (resolve(match, anchor) or (None, None),)
    )


@lru_cache(maxsize=256)  # whatever the anchor, the forms of a sentence are the same
def _find_forms(text: str) -> list[tuple[str, Precision, Resolver, re.Match[str]]]:
    """Return what the rules find, in the order of the text; where two overlap, the earlier rule's stands."""
    possible = find_possible(text)
    taken = bytearray(len(text))
    found = []
    for rule, precision, cue, resolve in _RULES:
        for match in cue.pattern.finditer(text) if cue in possible else ():
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((rule, precision, resolve, match))
    return sorted(found, key=lambda form: form[3].start())
