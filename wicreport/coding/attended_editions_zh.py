"""At which editions somebody took part by the words of a Chinese clause; English is read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wicreport.coding.attendance_cues_zh import ABSENT, TAKES_PART
from wicreport.coding.attendance_verbs import Attendance
from wicreport.coding.attendances_zh import REGULAR, SINCE
from wicreport.coding.conferences import anchor_source
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.numbers import parse_chinese
from wicreport.coding.periods import find_periods
from wicreport.corpus.passages import Passage
from wicreport.corpus.scripts import simplify_han

__all__ = ["find_editions_zh"]

_BREAK = re.compile("[，,；;。！？：:（）()]")
_DATED_ONLY = re.compile(r"[在于到从]?(?:(?:20[12]\d|[去前今当同])年|[、和与及到至]|以及)+(?:的乌镇|的大会|的峰会)?")
_TRIGGER = re.compile("[年届屆次回]|从未|從未|未曾|没有缺|沒有缺|曾|昔")
_THIS = re.compile("这一?[届次回](?!性)|此[届次]|今[届次]|是次|本[届次]")
_MODIFIES = re.compile(
    rf"[^，。；的]{{0,14}}?(?:{TAKES_PART.pattern}|{ABSENT.pattern})[^，。；的]{{0,14}}的[^，。；]{{2}}"
)
_ONCE = re.compile("(?:往年|以往|往届|历届|曾经?|昔日)[^，。；]{0,14}的[^，。；]{2}")
_LAST = re.compile("上一?届")
_NTH = re.compile("首届|第(?P<nth>[一二三四五六七八九十]{1,3})届")
_LONGEST_RUN = 4  # years that are told one by one; of a longer run only the last
_AND = re.compile("[、和与及]|以及")
_COMPARED = re.compile(r"(?:相比|比|较|自|自从|从|不同于)$")
_COMPARED_AFTER = re.compile(r"[^，。]{0,6}(?:不同|相比|相较)|(?:以来|之后|以后|起|成立|创立)")
_RUN = re.compile(r"连续?(?:第)?(?:来|参加|出席)?(?P<count>[一二两三四五六七八九十\d]{1,3})(?:年|届|次|度)")
_RANGE = re.compile(r"(?P<first>20[12]\d)年?(?:到|至|-|—)(?P<last>20[12]\d)年?")
_EVERY = re.compile("(?:每一?|任何一|历|届)[届年]|从未缺席|未曾缺席|没有缺席过")
_YEARLY = frozenset(("year", "last year", "this year", "year before last", "years ago"))


def find_editions_zh(document: DocumentContext, number: int, found: Attendance) -> tuple[int | None, ...]:
    """Return the editions that the clause of a Chinese statement names, or none where it leaves them to its passage.

    Parameters
    ----------
    document
        The document with the edition of each passage.
    number
        Which of its passages.
    found
        What the passage says.

    Returns
    -------
    tuple of int or None
        Years; None is an earlier edition left open.
    """
    if found.rule == REGULAR:
        return (None,)
    if found.year is not None:
        return (found.year,)
    if found.rule == SINCE:
        return (document.edition,)
    passage = document.passages[number]
    if not _TRIGGER.search(passage.text):
        return ()
    text, at = simplify_han(passage.text), (found.start - passage.start, found.end - passage.start)
    start, end = _clause_round(text, *at)
    clause = text[start:end]
    ranged = _RANGE.search(clause)
    if ranged and re.search("[每都均连]", clause):
        return _known(document, int(ranged["first"]), int(ranged["last"]))
    years = sorted(set(_read_years(document, passage, text, start, end)))
    told = _nearest([year for year in years if not _MODIFIES.match(text, year[1], at[0])], *at, text)
    if not told and (years or _ONCE.search(text, start, at[0])):
        return (document.edition,)
    if not told and (carried := _carry_year(document, passage, text, start)):
        return (carried,)
    base = told[-1] if told else document.editions[number].edition or document.edition
    run = _RUN.search(clause)
    if run and base:
        count = int(run["count"]) if run["count"].isdecimal() else int(parse_chinese(run["count"]) or 1)
        return _known(document, base - count + 1, base) if count <= _LONGEST_RUN else (base,)
    if _EVERY.search(clause) and found.status == "attended" and (told or base == document.edition):
        return (base, None)
    return told


def _known(document: DocumentContext, first: int, last: int) -> tuple[int, ...]:
    return tuple(edition.year for edition in document.codebook.editions if first <= edition.year <= last)


def _clause_round(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause of some words, with a clause before it that holds a date alone."""
    marks = [match.start() for match in _BREAK.finditer(text)]
    before = [mark for mark in marks if mark < start]
    first = before[-1] + 1 if before else 0
    opening = before[-2] + 1 if len(before) > 1 else 0
    if before and _DATED_ONLY.fullmatch(text[opening : first - 1].strip("“「")):
        first = opening
    return first, next((mark for mark in marks if mark >= end), len(text))


def _read_years(
    document: DocumentContext, passage: Passage, text: str, start: int, end: int
) -> Iterator[tuple[int, int, int]]:
    """Yield where a clause tells an edition, and which."""
    known = {edition.year for edition in document.codebook.editions}
    for match in _THIS.finditer(text, start, end):
        if document.edition:
            yield match.start(), match.end(), document.edition
    for match in _LAST.finditer(text, start, end):
        if document.edition:
            yield match.start(), match.end(), document.edition - 1
    for match in _NTH.finditer(text, start, end):
        nth = 1 if match["nth"] is None else int(parse_chinese(match["nth"]) or 0)
        yield from ((*match.span(), e.year) for e in document.codebook.editions if e.ordinal == nth)
    if "年" not in text[start:end]:
        return
    for period in find_periods(text, anchor_source(document.source, document.codebook)):
        is_inside = start <= period.start < end and period.rule in _YEARLY and period.year in known
        is_aside = _COMPARED.search(text, start, period.start) or _COMPARED_AFTER.match(text, period.end)
        if is_inside and not is_aside and period.year and period.year <= (document.edition or 9999):
            yield period.start, period.end, period.year


def _carry_year(document: DocumentContext, passage: Passage, text: str, start: int) -> int | None:
    """Return the last edition that the clauses before one tell, where they tell several: "2017年…，今年…，"."""
    years = sorted(set(_read_years(document, passage, text, 0, start)))
    before = [year for year in years if not _MODIFIES.match(text, year[1])]
    return before[-1][2] if len({year for _, _, year in before}) > 1 else None


def _nearest(told: list[tuple[int, int, int]], start: int, end: int, text: str) -> tuple[int, ...]:
    """Return the edition told nearest to some words, with those in one list with it."""
    if not told:
        return ()
    nearest = min(range(len(told)), key=lambda n: max(told[n][0] - end, start - told[n][1]))
    first = last = nearest
    while first and _AND.fullmatch(text, told[first - 1][1], told[first][0]):
        first -= 1
    while last + 1 < len(told) and _AND.fullmatch(text, told[last][1], told[last + 1][0]):
        last += 1
    return tuple(year for _, _, year in told[first : last + 1])
