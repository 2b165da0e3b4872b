"""At which editions somebody took part, as the words round a statement tell; who did is read elsewhere."""

from __future__ import annotations

import re

from wicreport.coding.attendance_verbs import Attendance
from wicreport.coding.attended_editions_zh import find_editions_zh
from wicreport.coding.clauses import split_clauses
from wicreport.coding.conferences import anchor_source
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.dates import DEFAULT
from wicreport.coding.editions import EditionMention
from wicreport.coding.periods import find_periods
from wicreport.corpus.passages import Passage
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import Span

__all__ = ["editions_of"]

_COMPARED = re.compile(
    r"(?i)\b(?:as|like|unlike|than|since|compared\s+(?:with|to))\s+(?:(?:in|at|with|during|the)\s+)*$"
)
_AND = re.compile(r"\s*(?:,|and|&|,\s*and|or|、|和|及)\s*(?:again\s+)?(?:in\s+)?(?:the\s+)?")
_BRACKETS = re.compile(r"\([^)]*\)")
_EVERY = re.compile(
    r"(?i)\s+(?:at\s+|in\s+)?(?:every|each|previous|past|earlier)\b(?:\s+[\w’'-]+){0,3}?\s+(?:edition|conference|summit|event)"
)
_ONCE = re.compile(r"(?i)[^,;.]{0,40}\b(?:(?<!year )before|previously|in\s+the\s+past)\b(?=\s*[,.;]|\s*$)")
_NEVER = re.compile(r"(?i)\b(?:has|have)\s+never\s+$")
_SINCE = re.compile(r"(?i)\b(?:founded|became|since|from|until|before|after|by|than)(?:\s+in)?\s+$|自$")
_UNDATED = ("weekday", "today", "yesterday", "tomorrow", "this year")
_FRONTED = re.compile(r"(?i)\W*(?:(?:and|but|in|at|back in|yet)\s+)*")
_ALSO = re.compile(r"(?i)\b(?:also|too|as\s+well)\b|也|还")
_TRIGGER = re.compile(r"20[12]\d|\byears?\b|年")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def editions_of(document: DocumentContext, number: int, found: Attendance) -> tuple[int | None, ...]:
    """Return the editions that the clause of the words names, nearest first, else that of the passage.

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
    passage, text, mentions = document.passages[number], document.source.body_text, document.editions[number].mentions
    if _HAN.search(passage.text) and (told := find_editions_zh(document, number, found)):
        return told
    if (
        _EVERY.match(text, found.end, passage.end)
        or _ONCE.match(text, found.end, passage.end)
        or _NEVER.search(text, passage.start, found.start)
    ):
        return (None,)
    if found.year is not None:
        return (found.year,)
    if not mentions and not _TRIGGER.search(passage.text):
        return (_passage_edition(document, number),)
    bare = _BRACKETS.sub(lambda match: "_" * len(match[0]), passage.text)
    clauses = split_clauses(bare, tuple((m.start - passage.start, m.end - passage.start) for m in mentions))
    clause = next((c for c in clauses if c.start <= found.start - passage.start < c.end), None)
    inside = [
        m
        for m in mentions
        if clause
        and clause.start <= m.start - passage.start < clause.end
        and not _is_apposed(passage, m, found)
        and not _COMPARED.search(text[passage.start : m.start])
    ]
    if not inside:
        year = None if mentions else _told_year(document, passage, clause, found)
        return (year or _passage_edition(document, number),)
    nearest = min(inside, key=lambda m: max(m.start - found.end, found.start - m.end))
    listed = [nearest.edition]
    for mention in inside[inside.index(nearest) + 1 :]:
        if not _AND.fullmatch(text[inside[inside.index(mention) - 1].end : mention.start]):
            break
        listed.append(mention.edition)
    return tuple(dict.fromkeys(listed))


def _is_apposed(passage: Passage, mention: EditionMention, found: Attendance) -> bool:
    """Return whether a mention stands in an apposition that ends before the words of attendance, or begins after."""
    if mention.role == "main":
        return False
    first, last = sorted(((mention.start, mention.end), (found.start, found.end)))
    return "," in passage.text[first[1] - passage.start : last[0] - passage.start]


def _told_year(document: DocumentContext, passage: Passage, clause: Span | None, found: Attendance) -> int | None:
    """Return the edition of the year that the clause of a statement names, or that opens the sentence."""
    known = {edition.year for edition in document.codebook.editions}
    anchor = anchor_source(document.source, document.codebook)
    told: list[tuple[int, int]] = []
    for period in find_periods(simplify_han(passage.text), anchor):
        before = passage.text[: period.start]
        is_inside = clause is not None and clause.start <= period.start < clause.end
        is_fitting = (
            period.year in known
            and (period.year or 0) <= (document.edition or 9999)
            and period.rule not in _UNDATED
            and not _SINCE.search(before)
        )
        if period.year and is_fitting and (is_inside or _FRONTED.fullmatch(before)):
            told.append((abs(passage.start + period.start - found.start), period.year))
    return min(told)[1] if told else None


def _passage_edition(document: DocumentContext, number: int) -> int | None:
    """Return a passage's edition; one by default gives way to the paragraph's where the sentence goes on with it."""
    dated = document.editions[number]
    if dated.rule != DEFAULT:
        return dated.edition
    if document.source.edition is None:
        return document.edition_before(number, reach=number) or dated.edition
    goes_on = _ALSO.search(document.passages[number].text)
    return (document.edition_before(number, reach=1) if goes_on else None) or dated.edition
