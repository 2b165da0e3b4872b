"""At which edition a number was counted, as the words of time round it tell; numbers are read elsewhere."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import attrgetter

from wicreport.coding.clauses import split_clauses
from wicreport.coding.conferences import NOUN, anchor_source
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.periods import find_periods
from wicreport.coding.stems import Cue
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import Span

__all__ = ["editions_of_numbers"]

_YEARLY = frozenset(("last year", "this year", "next year", "year before last", "years ago"))
_TIME = Cue(r"20[12]\d|(?i:\byear|\blast\b|\bnow\b|\bcurrently\b|\bfrom\b)|[年届次]|目前|如今|现在")
_NOW = re.compile(r"(?i)\b(?:now|currently|at present|this time(?: (?:a)?round)?)\b|目前|如今|现在|这次|今届")
_LAST_TIME = re.compile(r"(?i)\blast time(?: (?:a)?round)?\b|(?<!\w)上次")
# These count from the year that was told last, as "last year" does not.
_YEAR_BEFORE = re.compile(
    r"(?i)\b(?:(?:a|one) year (?:earlier|before)|the (?:year before(?! last)|(?:previous|preceding) year))\b"
    r"|(?<!\w)(?:上一?年|前一年)"
)
_COUNT_NOUN = (
    rf"(?:{NOUN}|figure|total|tally|count|number|turnout|attendance|crowd|headcount|expo|exhibition|fair|record|level"
    r"|estimate|roster|guest list)"
)
_OWNER = re.compile(rf"['’]s?\s(?!\d|(?:[\w-]+\s){{0,2}}?{_COUNT_NOUN}\b)")
_MULTIPLE = (
    r"(?:half|twice|double|triple|(?:a|one|two|three)[ -](?:third|quarter|fifth|tenth|quarters|thirds|times)|times)"
)
# Behind these a time is what something is compared with, or when it began.
_BASE = re.compile(
    r"(?i)(?:\b(?:from|than|over|on|since|against|versus|vs\.?|to|like|unlike|with|as(?! of)|after|before|until"
    rf"|(?:short|shy|ahead|{_MULTIPLE}) of|below|above|beyond|under|beat(?:ing)?|exceed(?:s|ed|ing)?"
    rf"|surpass(?:es|ed|ing)?|{_MULTIPLE})\s"
    rf"(?:(?:in|at|that|those|of|the|it was|there were|{_MULTIPLE})\s)*"
    r"|(?:比|较|自|从|与|同|于|相比|不到|不及|不足|不如|超过|超出|少过|多过)(?:起)?(?:了)?)$"
)
_ATTACHED = re.compile(
    rf"(?:['’]s|\s{_COUNT_NOUN})(?:\s(?:own|official|{_COUNT_NOUN}|of|was|at|the|reported|stood|nearly|some|only))*\s?"
    r"|,?\s(?:when|where|which|at which)\s[^,;.]{0,60}|的?(?:大会|峰会)?的?(?:是|为|有|共|仅|只)*(?:约|近)?"
)
_THAN = re.compile(
    r"\b(?:(?P<step>(?:up|down|r(?:ise|ose|isen|ising)|gr(?:ow|ew|own|owing)|f(?:all|ell|allen|alling)"
    r"|increase[sd]?|decrease[sd]?|dropp?(?:ed|ing)?|declined?|jump(?:ed|ing)?|climb(?:ed|ing)?|swell(?:ed|ing)?"
    r"|shr[aiu]nk)\s(?:\w+ly\s)?from)|compared?\s(?:with|to)|as\sagainst|against|versus|vs\.?|than|after|follow(?:ing|ed))"
    r"(?!\w)",
    re.IGNORECASE,
)
_CUT = re.compile(rf"{_THAN.pattern}|[(（]|(?P<close>[)）])", re.IGNORECASE)
_TO = re.compile(r"\sto\s+(?:some\s|about\s|the\s|around\s)?$")
_LEADS = re.compile(
    r"(?i)[\W\d]*(?:(?:and|but|while|whereas|yet|so|then|back|only|just|in|at|by|during|for|the|end of|as of|that"
    r"|as early as|(?:he|she|they|it|\w+) (?:said|says|noted|added|recalled)(?: that)?"
    r"|在|而|但|早在|截至|截止|到)(?:\W+|$))*"
)
# A number behind a time that says how many times it is: "不到上届的一半".
_RATIO = re.compile(
    r"的?(?:约|近)?(?:一半|半数|百分之\w{1,4}|[一二两三四五六七八九十百\d.]+(?:多?倍|成|%|％|分之[一二三四五六七八九]))"
    r"(?=[，。；、,;.]|$|左右|多|以上|还|都)"
)
_OPENS = re.compile(r"(?i)(?:^|[,;，；]|\band|\bbut|\bwhile)\s*(?:\(?(?:in|and|but|back|by)\s)*$|[(（]$")
_REACH = 40  # "up from more than 1,200 guests in 2017"
_PRESENT = re.compile(r"(?i)\b(?:is|are|will|has|have|expects?|hopes?)\b")


@dataclass(frozen=True, slots=True)
class _Mark:
    """Words of time in a passage, counted from its start, and the edition of their year, if one was held.

    ``is_base`` where they are what something is compared with, ``is_leading`` where they open a clause.
    """

    start: int
    end: int
    edition: int | None
    is_base: bool
    is_leading: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause, or the part of it on one side of a comparison or in brackets.

    ``is_aside`` where the rest of the clause is of another time, ``is_step`` where it is what something has risen from.
    """

    start: int
    clause: Span
    is_aside: bool
    is_step: bool


@dataclass(frozen=True)
class _Timed:
    """A passage in simplified characters with its parts and its words of time.

    ``this`` is the edition that the document reports, ``edition`` the one that the passage speaks of.
    """

    text: str
    parts: Sequence[_Part]
    marks: Sequence[_Mark]
    this: int | None
    edition: int | None

    def part_of(self, at: int) -> _Part:
        """Return the part that a place is in."""
        return self.parts[bisect(self.parts, at, key=attrgetter("start")) - 1]

    @cached_property
    def leading(self) -> Sequence[_Mark]:
        """Return the words of time that open a clause."""
        return [mark for mark in self.marks if mark.is_leading and not mark.is_base]

    @cached_property
    def is_of_this(self) -> bool:
        """Return whether all words of time are of comparisons, so that the sentence is of the edition reported."""
        return bool(self.marks) and all(mark.is_base or self.part_of(mark.start).is_aside for mark in self.marks)


def editions_of_numbers(document: DocumentContext, number: int, spans: Sequence[Span]) -> list[int | None]:
    """Return the edition that each number of a passage was counted at.

    A number is of the year that the words nearest to it in its clause tell ("up from 1,200 last year"), or else of the
    one that the sentence opens with ("Last year the organisers put the figure at 1,500"), or else of the edition that
    the passage speaks of. What something has risen from is of an earlier edition, left open unless it is told.

    Parameters
    ----------
    document
        The document with the edition of each passage.
    number
        Which of its passages.
    spans
        Where its numbers stand in the source's text, in order.

    Returns
    -------
    list of int or None
        Aligned with ``spans``: years; None where no edition is told, or none was held in the year.
    """
    passage, dated = document.passages[number], document.editions[number]
    text = simplify_han(passage.text)
    if _tells_one_time(document, number, text):
        return [dated.edition] * len(spans)
    places = [Span(span.start - passage.start, span.end - passage.start) for span in spans]
    times = _find_times(document, number, text)
    clauses = split_clauses(text, tuple((start, end) for start, end, _ in times))
    known = {edition.year for edition in document.codebook.editions}
    marks = [
        _Mark(start, end, year if year in known else None, *_place_mark(text, start, end, clauses))
        for start, end, year in times
        if not _OWNER.match(text, end)
    ]
    timed = _Timed(text, list(_cut_parts(text, places, clauses)), marks, _this_edition(document), dated.edition)
    return [_edition_of(timed, place) for place in places]


def _tells_one_time(document: DocumentContext, number: int, text: str) -> bool:
    """Return whether a passage has no words of time but those of the edition that it and its document are on."""
    passage, dated = document.passages[number], document.editions[number]
    if not dated.mentions:
        return not _TIME.is_in(text)
    if any(mention.edition != dated.edition for mention in dated.mentions) or dated.edition != _this_edition(document):
        return False
    told = [(mention.start - passage.start, mention.end - passage.start) for mention in dated.mentions]
    return all(any(start <= word.start() < end for start, end in told) for word in _TIME.finditer(text))


def _place_mark(text: str, start: int, end: int, clauses: Sequence[Span]) -> tuple[bool, bool]:
    """Return whether words of time are what something is compared with, and whether they open a clause."""
    clause = clauses[bisect(clauses, start, key=attrgetter("start")) - 1]
    is_near = start - clause.start < _REACH
    is_base = bool(_BASE.search(text, max(0, start - _REACH), start) or _RATIO.match(text, end))
    return is_base, is_near and _LEADS.fullmatch(text, clause.start, start) is not None


def _this_edition(document: DocumentContext) -> int | None:
    """Return the edition that a document reports, or else the year that its "last year" is counted from."""
    return document.edition or anchor_source(document.source, document.codebook).year


def _find_times(document: DocumentContext, number: int, text: str) -> list[tuple[int, int, int | None]]:
    """Return the words of time in a passage with their years, in order: of those that overlap, the first and longest.

    "A year earlier" counts from the year told before it, in the sentence or by the sentence before.
    """
    running = [(*match.span(), None, True) for match in _YEAR_BEFORE.finditer(text)]
    told = [(*time, False) for time in _find_years(document, number, text)]
    base = document.edition_before(number, reach=1) or anchor_source(document.source, document.codebook).year
    kept: list[tuple[int, int, int | None]] = []
    for start, end, year, is_running in sorted((*running, *told), key=lambda time: (time[0], not time[3], -time[1])):
        if kept and start < kept[-1][1]:
            continue
        year = base - 1 if is_running and base else year
        base = year or base
        kept.append((start, end, year))
    return kept


def _find_years(document: DocumentContext, number: int, text: str) -> Iterator[tuple[int, int, int | None]]:
    """Yield what tells a year: the edition's own words, "last year" in any clause, a plain year where years compare."""
    passage, dated = document.passages[number], document.editions[number]
    for mention in dated.mentions:
        yield mention.start - passage.start, mention.end - passage.start, mention.edition
    known = {edition.year for edition in document.codebook.editions}
    for period in find_periods(text, anchor_source(document.source, document.codebook)):
        before = text[max(0, period.start - _REACH) : period.start]
        is_compared = _THAN.search(before) is not None or (dated.mentions and _OPENS.search(before))
        if period.rule in _YEARLY or (period.rule == "year" and is_compared and period.year in known):
            yield period.start, period.end, period.year
    this = _this_edition(document)
    for pattern, shift in ((_NOW, 0), (_LAST_TIME, -1)):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), this + shift if this else None


def _cut_parts(text: str, places: Sequence[Span], clauses: Sequence[Span]) -> list[_Part]:
    """Return the parts of a passage, in order and without gaps."""
    starts = [place.start for place in places]
    cuts = [(clause.start, False, False) for clause in clauses]
    for match in _CUT.finditer(text):
        at, number = match.start(), bisect(starts, match.start()) - 1
        if number >= 0 and at < places[number].end:
            if number and starts[number] - places[number - 1].end <= 1:
                cuts.append((starts[number], True, False))  # "20 percent more than 1,250"
            continue
        cuts.append((at, match["close"] is None, match["step"] is not None))
        if match["step"]:
            ends = (
                start for start in starts[number + 1 : number + 4] if _TO.search(text[max(0, start - _REACH) : start])
            )
            cuts += [(end, False, False) for end in islice(ends, 1)]
    heads = [clause.start for clause in clauses]
    return [_Part(at, clauses[bisect(heads, at) - 1], *kind) for at, *kind in sorted(cuts)]


def _edition_of(timed: _Timed, place: Span) -> int | None:
    """Return the edition that one number is of."""
    part = timed.part_of(place.start)
    number = bisect(timed.marks, place.start, key=attrgetter("start"))
    before, around = timed.marks[max(0, number - 1) : number], timed.marks[max(0, number - 2) : number + 2]
    near = [m for m in before if _is_attached(timed.text, m, place)]
    near += [m for m in around if not m.is_base and timed.part_of(m.start) == part]
    if near:
        return min(near, key=lambda mark: max(mark.start - place.end, place.start - mark.end)).edition
    if part.is_step:
        return None
    leading = timed.leading[: bisect(timed.leading, place.start, key=attrgetter("start"))][-1:]
    is_new = not any(part.clause.start <= mark.start for mark in leading)
    if (
        timed.marks
        and is_new
        and _PRESENT.search(timed.text, part.clause.start, min(part.clause.end, place.end + _REACH))
    ):
        return timed.this
    return leading[0].edition if leading else timed.this if timed.is_of_this else timed.edition


def _is_attached(text: str, mark: _Mark, place: Span) -> bool:
    """Return whether a number stands right behind a time: "last year's 1,200", "last year, when 1,200 came"."""
    is_near = 0 <= place.start - mark.end < 2 * _REACH and not (mark.is_base and _RATIO.match(text, mark.end))
    return is_near and _ATTACHED.fullmatch(text, mark.end, place.start) is not None
