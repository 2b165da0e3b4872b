"""The edition that a whole document is about, as its head, date or name tell; passages are dated by the coding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from wicreport.corpus.extractions import Proposal
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import PublicationDate

__all__ = ["find_edition"]

FIRST_YEAR = 2014
_SEASON = 7
_CONFERENCE = re.compile(
    "World Internet Conference|Wuzhen (?:Summit|Conference)|世界互联网大会|乌镇峰会", re.IGNORECASE
)
_INFORMAL = re.compile(
    r"(?:internet|cyberspace|web) (?:conference|summit|forum|gathering|meeting)|Wuzhen\b.{0,40}\b(?:conference"
    r"|summit|event|dialogue)"
    r"|互联网大会|乌镇",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\b(?:the|this|its)(?: \w+)? (?:conference|summit)\b|本届(?:大会|峰会)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d./])(?<!\d,(?=20\d\d,))(20[12]\d)(?![\d/]|[.,]\d)")
# What stands before a year that is the beginning of something, or looked back at.
_LOOKED_BACK_AT = re.compile(
    r"(?:\b(?:since|from|after|until|before|first|originally|back|late|early|than)(?: \w+)? (?:in )?"
    r"|\b(?:founded|launched|established|inaugurated|began|started|begun|born|created|set up|conceived)\b[^,.;]{0,60})$"
    r"|\bfirst\b[^,.;]{0,40}\b(?:in|of) $|(?:自|始于|从|早在|曾于?)$",
    re.IGNORECASE,
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
_NUMBER = rf"(?:({'|'.join(_ORDINALS)})|(\d{{1,2}})(?:st|nd|rd|th))"
_ORDINAL = re.compile(
    rf"(?P<last>\blast year\b[^.;]{{0,40}})?\b{_NUMBER}\s+(?:annual\s+)?(?:China\s+)?(?:World Internet|Wuzhen|WIC\b)\b"
    rf"|\bits\s+{_NUMBER}\s+(?:year|edition)\b|第([一二三四五六七八九十]{{1,2}})届(?:世界)?互联网大会|(首)届世界互联网大会",
    re.IGNORECASE,
)
_CHINESE_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
# A report of the days themselves, or of a conference to come, is about the edition of its own year.
_OWN_DAYS = re.compile(
    r"\b(?:this (?:year|week|month|weekend|morning|afternoon)|today|yesterday|tomorrow|at the weekend|last weekend"
    r"|(?:on|opens|opened|closed|ended|by|until|from) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|will|plans|upcoming)\b"
    r"|今年|今天|今日|昨天|昨日|本届|将于",
    re.IGNORECASE,
)
_LINE_END = re.compile(  # the blank first, which is found at once
    r"\s(?:(?<=\n)|(?<=[.!?。！？]\s)"
    + "".join(rf"(?<!{name}\.\s)" for name in ("Jan", "Feb", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"))
    + ")"
)
_FULL_DATE = re.compile(
    r"\b(?:Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2},? (20(?:1[4-9]|2\d))\b"
    r"|\b\d{1,2} (?:Sept?|Oct|Nov|Dec)[a-z]*\.?,? (20(?:1[4-9]|2\d))\b"
    r"|\b(20(?:1[4-9]|2\d))[-/年](?:0?9|1[0-2])[-/月]\d{1,2}",
    re.IGNORECASE,
)
_YEAR_OF_RIGHTS = re.compile(r"(?:©|\(c\)|\bCopyright\b)[^\n]{0,60}?\b(20[12]\d)\b", re.IGNORECASE)
_YEAR_OF_NAME = re.compile(r"(?<!\d)(20[12]\d)(?!\d)|(?<!\d)(20[12]\d)[01]\d[0-3]\d(?!\d)")
_WHY_ORDINAL = f"the head of the text numbers the conference, and the first was in {FIRST_YEAR}"
_WHY_YEAR = "the year first named with the conference at the head of the text"
_WHY_PUBLISHED = "the year of publication: the head names the conference and no other year"
_WHY_SEASON = "the year before publication: the conference is in autumn, and the text is from before"
_WHY_DATE = "the year of the first full date at the head of the text, in the season of the conference"
_WHY_RIGHTS = "the year of the copyright line: the text gives no other"
_WHY_NAME = "the year in the file's name: the text gives none"


def find_edition(text: str, head: str, published: PublicationDate | None, file: str) -> Proposal | None:
    """Return the edition that a document is about, with the reason.

    A year or an ordinal at the conference's name goes before the year of publication, unless the head looks back at
    it from a later one. Where a text has neither, the year of its copyright line or of its file's name stands in.

    Parameters
    ----------
    text
        The whole text.
    head
        Its head, up to the end of the first paragraphs of the body.
    published
        The date of publication as far as it is known.
    file
        The document's name in the folder.

    Returns
    -------
    Proposal or None
        None where the head does not name the conference, or nothing tells the year.
    """
    head = simplify_han(head)
    is_named = _CONFERENCE.search(head) is not None
    if not is_named and not _INFORMAL.search(head):
        return None
    if is_named and (found := _read_head(head, published)):
        return found
    if published:
        return _date_by_publication(head, published) if is_named else None
    if dated := _FULL_DATE.search(head):
        return Proposal(next(filter(None, dated.groups())), _WHY_DATE)
    rights, name = _YEAR_OF_RIGHTS.search(text), _YEAR_OF_NAME.search(PurePosixPath(file).stem)
    if rights and int(rights[1]) >= FIRST_YEAR:
        return Proposal(rights[1], _WHY_RIGHTS)
    year = (name[1] or name[2]) if name else "0"
    return Proposal(year, _WHY_NAME) if int(year) >= FIRST_YEAR else None


def _read_head(head: str, published: PublicationDate | None) -> Proposal | None:
    """Return the edition of the first line about the conference that dates or numbers it."""
    lines = _LINE_END.split(head)
    named = (line for pattern in (_CONFERENCE, _MEETING) for line in lines if pattern.search(line))
    year = int(published.value[:4]) if published and _month_of(published) >= _SEASON else None
    for line in named:
        for found in _read_line(line):
            if year and year > int(found.value) and _is_of_its_days(head, year):
                return Proposal(str(year), _WHY_PUBLISHED)
            return found
    return None


def _read_line(line: str) -> Iterator[Proposal]:
    """Yield the years that a line names, then the one that it numbers."""
    for match in _YEAR.finditer(line):
        if int(match[1]) >= FIRST_YEAR and not _LOOKED_BACK_AT.search(line[: match.start()]):
            yield Proposal(match[1], _WHY_YEAR)
    if numbered := _ORDINAL.search(line):
        number = next(group for group in numbered.groups()[1:] if group)
        if number.isdecimal():
            ordinal = int(number)
        else:
            names = _CHINESE_NUMBERS if number in _CHINESE_NUMBERS else ("首",) if number == "首" else _ORDINALS
            ordinal = 1 + names.index(number.lower())
        is_beginning = ordinal == 1 and re.search(r"\bsince\b|\bin 2014\b", line) is not None
        if not is_beginning:
            yield Proposal(str(FIRST_YEAR - 1 + ordinal + (1 if numbered["last"] else 0)), _WHY_ORDINAL)


def _is_of_its_days(head: str, year: int) -> bool:
    """Return whether the head speaks of a conference in the year of publication."""
    own = year - FIRST_YEAR
    words = rf"{_ORDINALS[own]}|{own + 1}(?:st|nd|rd|th)" if own < len(_ORDINALS) else rf"{own + 1}(?:st|nd|rd|th)"
    is_numbered = re.search(rf"\b(?:{words}) (?:edition|conference|summit|World Internet)", head, re.IGNORECASE)
    return is_numbered is not None or _OWN_DAYS.search(head) is not None


def _date_by_publication(head: str, published: PublicationDate) -> Proposal | None:
    year = int(published.value[:4])
    if _month_of(published) < _SEASON and year > FIRST_YEAR and not _is_of_its_days(head, year):
        return Proposal(str(year - 1), _WHY_SEASON)
    return Proposal(str(year), _WHY_PUBLISHED)


def _month_of(published: PublicationDate) -> int:
    """Return the month of a date; December where only the year is known."""
    return int(published.value[5:7] or 12)
