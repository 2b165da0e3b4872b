"""The conference's names as patterns, and the anchor of a source's relative dates; mentions are found elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from wicreport.coding.codebook import Codebook, Edition
from wicreport.coding.periods import Anchor, find_periods
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import Source

__all__ = ["NOUN", "NTH", "ConferencePatterns", "anchor_source", "compile_patterns", "name_pattern"]

NOUN = r"(?:conference|summit|gathering|edition|event|meeting|forum|iteration|instal+ment)"
NTH = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|[Ii]naugural|[Ff]irst(?:-ever)?|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth"
    r"|[Ss]ixth|[Ss]eventh|[Ee]ighth"
    r"|[Nn]inth|[Tt]enth|[Ee]leventh|[Tt]welfth|[Tt]hirteenth|[Ff]ourteenth|[Ff]ifteenth)"
)
_DATELINE = re.compile(r"^[^\n]{0,80}?(?:\([\w .]+\)|\s(?:--|—|–|-)\s|日电|日電)")
_DATED = re.compile(r"[^\n.。]*(?:World Internet Conference|\bWuzhen\b|互联网大会|乌镇)[^\n。]*")
_LETTERS = re.compile(r"(?:\W|\b(?:an?|the)\b)+", re.IGNORECASE)
_WEEKDAY = re.compile(r"\bon (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_WEEKDAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_LEAD = 700
_AROUND = timedelta(days=2)


def anchor_source(source: Source, codebook: Codebook) -> Anchor:
    """Return what the relative dates of a source are counted from.

    The year of publication counts where it is within a year of the edition; that of a repost years later does not.

    Parameters
    ----------
    source
        A source with its edition and date as far as they are known.
    codebook
        The editions with their days.

    Returns
    -------
    Anchor
        Without a year where neither the edition nor the date is known.
    """
    edition = next((e for e in codebook.editions if e.year == source.edition), None)
    opens, closes = (edition.start, edition.end) if edition else (None, None)
    published = source.published
    year = int(published.value[:4]) if published else None
    if year is None and edition is None:
        return _anchor_text(source.body_text, codebook.editions)
    if source.edition and (year is None or abs(year - source.edition) > 1):
        return Anchor(source.edition, None, opens, closes)
    day = date.fromisoformat(published.value) if published and published.precision == "day" else None
    return Anchor(year, day, opens, closes)


@lru_cache(maxsize=64)
def _anchor_text(body: str, editions: tuple[Edition, ...]) -> Anchor:
    """Return the anchor that a text without a date gives by its days, or else by its theme."""
    return _anchor_lead(simplify_han(body.strip()[:_LEAD]), editions) or _anchor_theme(body, editions)


def _anchor_lead(lead: str, editions: tuple[Edition, ...]) -> Anchor | None:
    """Return the anchor of a day without a year, where it and its weekday are those of one edition alone."""
    dated = [line[0] for line in (_DATELINE.match(lead), *_DATED.finditer(lead)) if line]
    days = [p.first for text in dated for p in find_periods(text, Anchor(2000)) if p.first and p.precision == "day"]
    if not days:
        return None
    weekday = _WEEKDAY.search(lead)
    fitting = []
    for edition in editions:
        day = days[0].replace(year=edition.year)
        told = [day - timedelta(days=n) for n in (0, 1)] if weekday else []
        is_told = not weekday or any(d.weekday() == _WEEKDAYS.index(weekday[1]) for d in told)
        if edition.start and edition.end and edition.start - _AROUND <= day <= edition.end + _AROUND and is_told:
            fitting.append(Anchor(edition.year, day, edition.start, edition.end))
    return fitting[0] if len(fitting) == 1 else None


def _anchor_theme(body: str, editions: tuple[Edition, ...]) -> Anchor:
    """Return the anchor of the one edition whose theme a text quotes; of the theme, its first half is enough."""
    letters = _LETTERS.sub(" ", simplify_han(body)).casefold()
    quoted = {
        edition.year: edition
        for edition in editions
        for theme in (edition.theme, edition.theme_zh)
        if theme and _LETTERS.sub(" ", re.split(r"\s[–—-]+\s|:\s|——", theme)[0]).casefold().strip() in letters
    }
    if len(quoted) != 1:
        return Anchor()
    edition = next(iter(quoted.values()))
    return Anchor(edition.year, None, edition.start, edition.end)


def name_pattern(source: Source, codebook: Codebook) -> str:
    """Return a regular expression for the conference's names, the longest first.

    An acronym is a name only in a source that has a full name as well.

    Parameters
    ----------
    source
        The source whose body is looked at.
    codebook
        The names of the conference.

    Returns
    -------
    str
        Alternatives without a group round them.
    """
    return _join_names(codebook, source.body_text)


@lru_cache(maxsize=64)
def _join_names(codebook: Codebook, body: str) -> str:
    names = [name for group in codebook.conference_names.values() for name in group]
    full = [name for name in names if not name.isupper()]
    is_named = any(name in body for name in full) or _is_in_any_case(full, body)
    chosen = names if is_named else full
    return "|".join(_bound(name) for name in sorted(chosen, key=len, reverse=True))


def _is_in_any_case(names: Sequence[str], body: str) -> bool:
    folded = body.casefold()
    return any(name.casefold() in folded for name in names)


@cache
def _bound(name: str) -> str:
    """Return a name as a pattern; an acronym only where no letter touches it."""
    words = re.escape(name).replace(r"\ ", r"\s+")
    return rf"(?<![A-Za-z]){words}(?![A-Za-z])" if name.isupper() else words


class ConferencePatterns(NamedTuple):
    """What is built from the conference's names, compiled once for all passages."""

    name: re.Pattern[str]
    after_year: re.Pattern[str]
    before_year: re.Pattern[str]
    ordinal: re.Pattern[str]
    strict_ordinal: re.Pattern[str]


@lru_cache(maxsize=16)
def compile_patterns(names: str) -> ConferencePatterns:
    """Return the patterns round the conference's names.

    Parameters
    ----------
    names
        Alternatives as :func:`name_pattern` gives them.

    Returns
    -------
    ConferencePatterns
        For names, for years before and after them, and for ordinals with any noun or with a name alone.
    """

    def ordinal(nouns: str) -> re.Pattern[str]:
        return re.compile(
            rf"(?P<nth>{NTH}|第.{{1,3}}届|首届)\s?(?:China(?:['’]s)?\s|annual\s|Chinese\s)?"
            rf"(?P<noun>(?i:{nouns})|大会|峰会|(?=[，。、）)]|$))"
        )

    return ConferencePatterns(
        re.compile(rf"(?i:{names})"),
        re.compile(rf"(?:['’]s)?\s*(?:的|（?第.{{1,3}}届）?)?(?:[\w-]+\s){{0,2}}?(?i:{names}|{NOUN}\b|大会|峰会)"),
        re.compile(rf"(?i:{names}|\b(?:conference|summit|edition)(?:['’]s)?)\s?(?:in |of |, |\()?$"),
        ordinal(rf"{names}|(?:conference|summit|edition|iteration|instal+ment)\b"),
        ordinal(names),
    )
