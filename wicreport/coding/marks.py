"""Quotation marks paired into spans, whatever their shape; who spoke between them is not asked here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from wicreport.coding.cues import SAYING
from wicreport.corpus.sources import Span

__all__ = ["QuotedSpan", "find_quoted_spans"]

Role = Literal["open", "close", "either"]

# Each family pairs with itself alone; within the first, printers mix straight, curly, low and full-width marks.
_FAMILIES = ({*'"“”„‟＂', "''", "``"}, {*"'‘’"}, {*"「」"}, {*"『』"}, {*"«»"}, {*"﹁﹂"})
_OPENING = {*"“„‟‘「『«﹁", "``"}
_CLOSING = {*"”’」』»﹂"}
_MARK = re.compile(r"[\"“”„‟＂'‘’「」『』«»﹁﹂`](?:(?<=')'|(?<=`)`|(?<!`))")  # and '' and ``
_SPELLING = re.compile(r"(?:s|t|d|m|re|ve|ll)\b", re.IGNORECASE)
_ELISION = re.compile(r"(?:\d0s|em|til|tis|twas|cause|cos|n|bout|round|nuff)\b", re.IGNORECASE)
_BEFORE_OPENING = re.compile(r"[\s(\[{<—–\-/:：，。；、（《“\"‘'「『\u00a0*_>|]")
_AFTER_CLOSING = re.compile(r"[\s)\]}>.,;:!?…—–\-/，。；：！？、）》”\"’'」』*_<|]")
_LOST_CLOSING = re.compile(
    rf",(?=\s+(?:(?:[Hh]e|[Ss]he|[Tt]hey|(?:[A-Z][\w’.-]*\s?){{1,3}}(?<!\s))\s+{SAYING}|{SAYING}\s+[A-Z])\b)"
)
_CLOSER = re.compile(r"[’'](?<=[^\s'’].)(?!\w)")
_LETTER = re.compile(r"[^\W_]")
_NEAR = 1500  # characters: no quotation in single marks is longer
_FAR = 5000  # characters: a sentence that has not ended by then has no end
_SENTENCE_END = re.compile(r"[.!?。！？](?=[\s\"”’)\]]|$)|[。！？]|\s{3,}")


class QuotedSpan(NamedTuple):
    """What stands between two marks (``start``, ``end``) and with them (``outer_start``, ``outer_end``)."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    is_balanced: bool


class _Mark(NamedTuple):
    family: int
    start: int
    end: int
    role: Role


def find_quoted_spans(text: str, paragraphs: Sequence[Span]) -> tuple[QuotedSpan, ...]:
    """Return the outermost quoted spans of each paragraph in order.

    Parameters
    ----------
    text
        A source's body text, so that what is not the article is blank.
    paragraphs
        The paragraphs to look at, in order; a quotation never crosses their bounds.

    Returns
    -------
    tuple of QuotedSpan
        Never empty or overlapping. One whose closing mark is missing ends with its sentence, at the paragraph's end or
        before blanked characters, and is not balanced; where the next paragraph opens with a mark again, the
        quotation goes on there, so it reaches to the paragraph's end and is balanced.
    """
    found: list[QuotedSpan] = []
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        found += _pair_marks(text, paragraph, following)
    return tuple(found)


def _pair_marks(text: str, paragraph: Span, following: Span | None) -> list[QuotedSpan]:
    """Return the outermost spans of one paragraph."""
    if not (marks := list(_read_marks(text, paragraph))):
        return []
    spans: list[QuotedSpan] = []
    pending: list[_Mark] = []
    n_pending = Counter[int]()
    reached = paragraph.start
    for mark in marks:
        if mark.role == "open" or (mark.role == "either" and not n_pending[mark.family]):
            pending.append(mark)
            n_pending[mark.family] += 1
        elif n_pending[mark.family]:
            partner = _take_partner(pending, n_pending, mark.family)
            spans.append(QuotedSpan(partner.end, mark.start, partner.start, mark.end, True))
            reached = max(reached, mark.end)
        elif mark.family == 0 and (lost := _close_alone(text, reached, mark)):
            spans.append(lost)
            reached = max(reached, mark.end)
    if left := [mark for mark in pending if mark.family != 1]:
        last = {mark.family: mark.start for mark in marks}
        stops = _Stops(text, paragraph)
        spans += [_leave_open(stops, following, mark, is_last=last[mark.family] == mark.start) for mark in left]
    return _keep_outermost(text, spans)


def _take_partner(pending: list[_Mark], n_pending: Counter[int], family: int) -> _Mark:
    """Take the last open mark of a family away, and with it all that was opened since."""
    while True:
        mark = pending.pop()
        n_pending[mark.family] -= 1
        if mark.family == family:
            return mark


class _Stops:
    """Where the sentences of a paragraph end, and where a closing mark was lost; looked for once, and in order."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self.text, self.paragraph = text, paragraph
        self._ends = list(_SENTENCE_END.finditer(text, *paragraph))
        self._lost = list(_LOST_CLOSING.finditer(text, *paragraph))

    def end_after(self, position: int) -> re.Match[str] | None:
        """Return the first end of a sentence from a position on, unless it is far."""
        return _first_from(self._ends, position)

    def lost_after(self, position: int) -> re.Match[str] | None:
        """Return the first place from a position on where words are attributed without a closing mark."""
        return _first_from(self._lost, position)


def _first_from(matches: Sequence[re.Match[str]], position: int) -> re.Match[str] | None:
    place = bisect_left(matches, position, key=re.Match.start)
    return matches[place] if place < len(matches) and matches[place].start() < position + _FAR else None


def _read_marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    """Yield the marks that are neither apostrophes nor signs of measure."""
    depth: dict[int, int] = {}
    for match in _MARK.finditer(text, *paragraph):
        family = next(n for n, marks in enumerate(_FAMILIES) if match[0] in marks)
        before = text[match.start() - 1] if match.start() > paragraph.start else " "
        after = text[match.end()] if match.end() < paragraph.end else " "
        is_open = depth.get(family, 0) > 0
        if _is_apostrophe(text, match, before, after) or (
            family < 2 and _is_measure(text, match, paragraph, is_open=is_open)
        ):
            continue
        role = _tell_role(match[0], before, after, is_open=is_open)
        if family == 1 and not _is_british(text, match, paragraph, role, is_open=is_open):
            continue
        opens = role == "open" or (role == "either" and not is_open)
        depth[family] = max(0, depth.get(family, 0) + (1 if opens else -1))
        yield _Mark(family, match.start(), match.end(), role)


def _is_apostrophe(text: str, match: re.Match[str], before: str, after: str) -> bool:
    """Return whether a mark belongs to a word, as in ``China's`` and ``'90s``."""
    if match[0] in "'’‘" and before.isalnum() and after.isalnum():
        return not _is_han(before) and not _is_han(after)
    if match[0] in '"”“' and before.isalpha() and after.isalpha():
        return bool(_SPELLING.match(text, match.end())) and not _is_han(before)
    return match[0] in "'’‘" and not before.isalnum() and bool(_ELISION.match(text, match.end()))


def _is_measure(text: str, match: re.Match[str], paragraph: Span, *, is_open: bool) -> bool:
    """Return whether a straight mark after a digit means feet, inches or minutes."""
    if match[0] not in "\"'" or not text[match.start() - 1 : match.start()].isdigit():
        return False
    if not is_open:
        return True
    if re.search(r"\d'\d+$", text[max(paragraph.start, match.start() - 6) : match.start()]):
        return True
    rest = text[match.end() : min(paragraph.end, match.end() + _NEAR)]
    return bool(re.match(r"[ -][a-z]", rest) and re.match(rf"[^{match[0]}]*[\w,.!?]{match[0]}(?!\w)", rest))


def _tell_role(mark: str, before: str, after: str, *, is_open: bool) -> Role:
    """Return whether a mark opens or closes; a curly one that faces the wrong way is read by its place."""
    opens = bool(_BEFORE_OPENING.match(before)) and not after.isspace()
    closes = not before.isspace() and bool(_AFTER_CLOSING.match(after))
    if mark in _OPENING:
        return "close" if is_open and closes and not opens and mark in "“‘" else "open"
    if mark in _CLOSING:
        return "open" if not is_open and opens and not closes and mark in "”’" else "close"
    if opens != closes:
        return "open" if opens else "close" if is_open else "either" if before.isspace() else "close"
    return "close" if is_open else "either"


@lru_cache(maxsize=1)  # the marks of a paragraph are asked about one by one
def _find_closers(text: str, paragraph: Span) -> list[int]:
    """Return where the single marks stand that may close a quotation, less one."""
    return [closer.start() - 1 for closer in _CLOSER.finditer(text, paragraph.start + 1, paragraph.end)]


def _is_british(text: str, match: re.Match[str], paragraph: Span, role: Role, *, is_open: bool) -> bool:
    """Return whether a single mark quotes: it opens what a later mark closes, or closes it, and is no genitive."""
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    rest = text[match.end() : min(paragraph.end, match.end() + _NEAR)]
    if role == "close" or (role == "either" and is_open):
        if not is_open or before.isspace():
            return False
        is_genitive = before == "s" and bool(re.match(r"\s+[a-z]", rest))
        return not (is_genitive and re.search(r"^[^‘]*?[\w.,!?…](?<!s)['’](?!\w)", rest))
    if is_open or before.isalnum() or after.isspace():
        return False
    closers = _find_closers(text, paragraph)
    place = bisect_left(closers, match.end())
    return (place < len(closers) and closers[place] < match.end() + _NEAR) or _is_han(after)


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character in "，。：；！？、"


def _close_alone(text: str, reached: int, mark: _Mark) -> QuotedSpan | None:
    """Return the sentence before a closing mark whose opening mark is missing, if it reads like the end of speech."""
    if text[mark.start - 1] not in ",.!?…，。！？":
        return None
    for width in (_NEAR // 10, _NEAR):
        start = floor = max(reached, mark.start - width)
        for end in _SENTENCE_END.finditer(text, floor, mark.start - 1):
            start = end.end()
        if start > floor or floor == reached:
            break
    start += len(text[start : mark.start]) - len(text[start : mark.start].lstrip(' \u00a0\t\n"”’)'))
    is_speech = len(text[start : mark.start].split()) >= 3 or any(map(_is_han, text[start : mark.start]))
    return QuotedSpan(start, mark.start, start, mark.end, False) if is_speech else None


def _leave_open(stops: _Stops, following: Span | None, mark: _Mark, *, is_last: bool) -> QuotedSpan:
    """Return the span of a mark that nothing closes."""
    text, paragraph = stops.text, stops.paragraph
    goes_on = following is not None and text[following.start : following.start + 1] in _FAMILIES[mark.family]
    if is_last and goes_on:
        return QuotedSpan(mark.end, paragraph.end, mark.start, paragraph.end, True)
    stop, attributed = stops.end_after(mark.end), stops.lost_after(mark.end)
    if attributed and (stop is None or attributed.end() <= stop.end()):
        return QuotedSpan(mark.end, attributed.end(), mark.start, attributed.end(), False)
    end = paragraph.end if stop is None else stop.start() if stop[0].isspace() else stop.end()
    return QuotedSpan(mark.end, end, mark.start, end, False)


def _keep_outermost(text: str, spans: Sequence[QuotedSpan]) -> list[QuotedSpan]:
    """Return the spans that hold words and lie in no other, in the order of the text."""
    kept: list[QuotedSpan] = []
    at = -1
    for span in sorted(spans, key=lambda s: (s.outer_start, -s.outer_end)):
        if at < span.start:
            word = _LETTER.search(text, span.start)
            at = word.start() if word else len(text)
        if at < span.end and (not kept or span.outer_start >= kept[-1].outer_end):
            kept.append(span)
    return kept
