"""Printed lines joined to paragraphs by where they stand; which of them make the article is decided in bodies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["WIDE", "Line", "drop_running_lines", "join_lines"]

_SENTENCE_END = re.compile(r"[.!?…。！？:：;；][\"'”’»)\]）】」』]*$")
_BULLET = re.compile(r"[•▪●◦·‣■□–—*-]\s|\(?\d{1,2}[.)]\s?(?=[^\W\d])|[（(]?[一二三四五六七八九十]{1,3}[）)、]")
WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
"""A Chinese character or mark, which no space parts from the next."""
_HYPHENATED = re.compile(r"(?<!\w)(\w+)[-\u2010]$")
_WORD = re.compile(r"\w+(?:[-\u2010]\w+)*")
_PAGE_NUMBER = re.compile(r"\W*(?:Page\s)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_BROWSER = re.compile(r"\d{1,4}/\d{1,2}/\d{1,4},? \d{1,2}:\d{2}.*|(?:https?|file):\S+ ?\d+/\d+")
_EDGE_LINES = 2
_WIDER_GAP = 1.22
_NOT_RARE = 0.08
_WIDE_PITCH = 1.55
_USUAL_PITCH = 1.3
_FULL = 0.8


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its page, its place from the left and from the bottom, the size of its type, and its text."""

    page: int
    x: float
    y: float
    size: float
    text: str


def drop_running_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without page numbers and without heads and feet that recur from page to page.

    A line is running if, its digits aside, it is one of the first or last two lines of half of the pages, two at least;
    a number alone at the edge of a page is that of the page, and a time or an address with a number is what a browser
    prints there.
    """
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = {page: _edge_lines(on_page) for page, on_page in pages.items()}
    counts = Counter(key for on_page in edges.values() for key in {_running_key(line) for line in on_page})
    least = max(2, len(pages) / 2)
    running = {
        line
        for on_page in edges.values()
        for line in on_page
        if counts[_running_key(line)] >= least or _PAGE_NUMBER.fullmatch(line.text) or _BROWSER.fullmatch(line.text)
    }
    return [line for line in lines if line not in running]


def join_lines(lines: Sequence[Line]) -> str:
    """Return the paragraphs of printed lines, each on one line, with a blank line between.

    A wider gap, other type, an indent or an item's mark begins a paragraph, and so does a page or a column after a
    finished sentence. A word divided at the end of a line is one word again, unless the text elsewhere has it with the
    hyphen.
    """
    if not lines:
        return ""
    pitch = _line_pitches(lines)
    width = max(len(line.text) for line in lines)
    words = Counter(word for line in lines for word in _WORD.findall(line.text))
    paragraphs = [[lines[0].text]]
    for above, line in pairwise(lines):
        if _begins_paragraph(above, line, pitch.get(above.size, 0), width):
            paragraphs.append([line.text])
        else:
            paragraphs[-1][-1:] = _join_words(paragraphs[-1][-1], line.text, words), line.text
    return "\n\n".join(map("".join, paragraphs)) + "\n"


def _edge_lines(on_page: Sequence[Line]) -> list[Line]:
    """Return the topmost and lowest lines of a page."""
    ordered = sorted(on_page, key=lambda line: -line.y)
    return [*ordered[:_EDGE_LINES], *ordered[-_EDGE_LINES:]]


def _running_key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _line_pitches(lines: Sequence[Line]) -> dict[float, float]:
    """Return the distance between the lines of a paragraph for each size of type.

    It is the smallest distance that is not rare; a wide one counts only if most lines above it end within a sentence,
    as in a typescript.
    """
    gaps: dict[float, list[tuple[float, bool]]] = {}
    for above, line in pairwise(lines):
        if above.page == line.page and above.size == line.size and 0 < above.y - line.y < 3 * line.size:
            is_finished = bool(_SENTENCE_END.search(above.text))
            gaps.setdefault(line.size, []).append((round(above.y - line.y, 1), is_finished))
    return {size: _choose_pitch(size, found) for size, found in gaps.items()}


def _choose_pitch(size: float, gaps: Sequence[tuple[float, bool]]) -> float:
    """Return the smallest distance between lines that is not rare, or the usual one of print."""
    counts = Counter(gap for gap, _ in gaps)
    least = min(gap for gap, count in counts.items() if count >= _NOT_RARE * len(gaps) or count == max(counts.values()))
    finished = [is_finished for gap, is_finished in gaps if gap == least]
    if least > _WIDE_PITCH * size and 2 * sum(finished) > len(finished):
        return _USUAL_PITCH * size
    return least


def _begins_paragraph(above: Line, line: Line, pitch: float, width: int) -> bool:
    """Return whether a line begins a paragraph after the line above it."""
    if abs(above.size - line.size) > 0.1 * above.size or _BULLET.match(line.text):
        return True
    is_finished = bool(_SENTENCE_END.search(above.text))
    is_full = len(above.text) >= _FULL * width
    gap = above.y - line.y
    if above.page != line.page or not 0 < gap < 6 * line.size:
        return is_finished or not (is_full or line.text[:1].islower())
    if gap > _WIDER_GAP * (pitch or _USUAL_PITCH * line.size):
        return True
    return is_finished and (line.x - above.x > 0.8 * line.size or not is_full)


def _join_words(before: str, after: str, words: Counter[str]) -> str:
    """Return a line of a paragraph as it stands before the next one: with a blank, or without its hyphen."""
    if before.endswith("\u00ad"):
        return before[:-1]
    divided, rest = _HYPHENATED.search(before), re.match(r"\w+", after)
    if divided and rest and rest.group()[0].islower():
        hyphenated = f"{divided[1]}-{rest.group()}"
        is_compound = words[hyphenated] > 0 or (
            words[divided[1] + rest.group()] == 0 and words[divided[1]] > 0 and words[rest.group()] > 1
        )
        return before if is_compound else before[:-1]
    if divided or (WIDE.match(before[-1:]) and WIDE.match(after[:1])):
        return before
    return f"{before} "
