"""At which editions somebody took part, as the words round a statement tell; who did is read elsewhere."""

from __future__ import annotations

import re

from wicreport.coding.attendance_verbs import FORMER, Attendance
from wicreport.coding.attended_editions_zh import find_editions_zh
from wicreport.coding.clauses import split_clauses
from wicreport.coding.conferences import anchor_source
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.dates import DEFAULT
from wicreport.coding.editions import EditionMention
from wicreport.coding.periods import find_periods
from wicreport.corpus.passages import Passage
from wicreport.corpus.scripts import has_han, simplify_han
from wicreport.corpus.sources import Span

__all__ = ["editions_of"]

_SUBORDINATE = re.compile(
    r"(?i);|\b(?:that|when|which|who|whose|where|having|although|though|despite|(?:after|since|following)\s(?:\w+ing|(?:his|her|its"
    r"|their)))\b"
)
_COMPARED = re.compile(
    r"(?i)\b(?:as|like|unlike|than|since|compared\s+(?:with|to))\s+(?:(?:in|at|with|during|the)\s+)*$"
)
_AND = re.compile(r"\s*(?:,|and|&|,\s*and|or|、|和|及)\s*(?:again\s+)?(?:in\s+)?(?:the\s+)?")
_BRACKETS = re.compile(r"\([^)]*\)")
_EVERY = re.compile(
    r"(?i)\s+(?:at\s+|in\s+|to\s+)?(?:every|each|previous|past|earlier)\b(?:\s+[\w’'-]+){0,3}?\s+(?:edition"
    r"|conference|summit|event)"
)
_EVERY_YEAR = re.compile(r"\s(?:every|each)\s(?:single\s)?year\b(?!\s(?:since|from|until|between))")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_OFTEN = re.compile(r"(?i)\b(?:fixture|regular|mainstay)")
_NUMBER = rf"(?P<n>{'|'.join(_WORDS)}|\d+)"
_MEETINGS = r"(?:[\w’'-]+\s+){0,3}?(?:editions|conferences|summits|meetings|gatherings|years|times|of\s+(?:them|the))\b"
_SEVERAL = re.compile(
    rf"(?i)[^,;.]{{0,60}}?\b(?:(?P<row>first|last)\s+{_NUMBER}\s+{_MEETINGS}"
    rf"|(?P<all>all)\s+(?:of\s+the\s+)?{_NUMBER.replace('<n>', '<n_all>')}\b"
    r"(?:\s+of\s+them\b|\s+(?:[\w’'-]+\s+){0,3}?(?:editions|conferences|summits|meetings|gatherings)\b|(?=[.,;]|$))"
    r"|from\s+(?P<from>20[12]\d)\s+(?:to|until|through)\s+(?P<to>20[12]\d)\b|(?P<every>every"
    r"|each)\s+(?:[\w’'-]+\s+){0,4}?(?:since\s+(?P<since>20[12]\d)|since\s+the\s+(?:first|start|beginning))"
    r"|(?:for\s+(?:the|a)\s+)?(?P<nth>second|third|fourth|fifth|sixth)\s+(?:consecutive\s+|straight\s+|successive\s+)"
    r"(?:time|year|edition|conference|summit)|(?P<nth_running>second|third|fourth|fifth|sixth)\s+"
    r"(?:time|year|edition|conference|summit)\s+(?:running|in\s+a\s+row|in\s+succession))"
)
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_ONCE = re.compile(r"(?i)[^,;.]{0,40}\b(?:(?<!year )before|previously|in\s+the\s+past)\b(?=\s*[,.;]|\s*$)")
_NEVER = re.compile(r"(?i)\b(?:has|have)\s+never\s+$")
_SINCE = re.compile(r"(?i)\b(?:founded|became|since|from|until|before|after|by|than)(?:\s+in)?\s+$|自$")
_UNDATED = ("weekday", "today", "yesterday", "tomorrow", "this year")
_FRONTED = re.compile(r"(?i)\W*(?:(?:and|but|in|at|back in|yet)\s+)*")
_ALSO = re.compile(r"(?i)\b(?:also|too|as\s+well)\b|也|还")
_TRIGGER = re.compile(r"20[12]\d|\byears?\b|年")


def editions_of(document: DocumentContext, number: int, found: Attendance) -> tuple[int | None, ...]:
    """Return the editions that the clause of the words names, nearest first, else that of the passage.

    What is told as done cannot be of an edition after the document's year: "by 2025" dates something else.

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
    told = _editions_named(document, number, found)
    this, published = document.edition, document.source.published
    if this is None or published is None or found.status == "expected":
        return told
    last = max(this, int(published.value[:4]))
    return tuple(dict.fromkeys(this if year and year > last else year for year in told))


def _editions_named(document: DocumentContext, number: int, found: Attendance) -> tuple[int | None, ...]:
    passage, text, mentions = document.passages[number], document.source.body_text, document.editions[number].mentions
    if has_han(passage.text) and (told := find_editions_zh(document, number, found)):
        return told
    if (
        _EVERY.match(text, found.end, passage.end)
        or _ONCE.match(text, found.end, passage.end)
        or _NEVER.search(text, passage.start, found.start)
        or _OFTEN.search(text, found.start, found.end)
    ) and not _SEVERAL.match(text, found.end, passage.end):
        return (None,)
    if found.rule == FORMER and _EVERY_YEAR.match(text, found.end, passage.end):
        return (None,)
    if found.year is not None:
        return (found.year,)
    if several := _read_several(document, number, found):
        return several
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
        and not _SUBORDINATE.search(text, found.end, m.start)
    ]
    if not inside:
        year = _told_year(document, passage, clause, found, is_fronted=not mentions)
        if year is None and mentions and _SUBORDINATE.search(text, found.end, min(m.start for m in mentions)):
            year = document.edition  # what is dated is another statement
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


def _read_several(document: DocumentContext, number: int, found: Attendance) -> tuple[int, ...]:
    """Return the editions of "the first three conferences", "all four", "every year since 2016", "for the third year
    running"; none where the words behind the statement name no such row."""
    match = _SEVERAL.match(document.source.body_text, found.end, document.passages[number].end)
    this = document.edition
    if not match or this is None:
        return ()
    last = this - document.is_before_opening
    years = [edition.year for edition in document.codebook.editions if edition.year <= last]
    if match["from"]:
        return tuple(year for year in years if int(match["from"]) <= year <= int(match["to"]))
    if nth := match["nth"] or match["nth_running"]:
        if found.status == "absent":
            return ()
        return tuple(years[-_ORDINALS[nth.casefold()] :])
    if match["every"]:
        return tuple(year for year in years if year >= int(match["since"] or 0))
    told = (match["n"] or match["n_all"]).casefold()
    n = int(told) if told.isdecimal() else _WORDS.index(told) + 2
    if match["row"]:
        return tuple(years[:n] if match["row"].casefold() == "first" else years[-n - 1 : -1])
    return tuple(years[:n]) if n in (len(years), len(years) - 1) else ()


def _told_year(
    document: DocumentContext, passage: Passage, clause: Span | None, found: Attendance, *, is_fronted: bool
) -> int | None:
    """Return the edition of the year that the clause names, or (``is_fronted``) that opens the sentence."""
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
            and not _SUBORDINATE.search(passage.text, max(0, found.end - passage.start), period.start)
        )
        if period.year and is_fitting and (is_inside or (is_fronted and _FRONTED.fullmatch(before))):
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
