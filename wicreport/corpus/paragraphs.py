"""Paragraphs of plain text as spans; whether a paragraph belongs to the article is decided in bodies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from wicreport.corpus.scripts import is_plain
from wicreport.corpus.sources import Span

__all__ = ["count_words", "is_chinese", "is_list_item", "is_sentence_end", "split_paragraphs", "trim_span"]

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_PLAIN_LINE = re.compile(".+")  # is found in a quarter of the time
_LIST_ITEM = re.compile(
    r"\s*(?:[-*•·▪●◦–—]\s|\(?\d{1,3}[.)、]\s*(?!\d)|\(?[a-z][.)]\s|[（(]?[一二三四五六七八九十]{1,3}[）)、])"
)
_SENTENCE_END = re.compile(r"[.!?…。！？；][\"'”’»)\]）】」』*_\s]*$")
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_HIGH = re.compile(r"[^\0-\u33ff]")  # is found in a third of the time
_FOOTNOTES = re.compile(r"(?:\[\d{1,3}\]\s*)+$")
_INITIAL = "[A-ZÀ-ÖØ-Þ]"
_SIGNED = re.compile(
    rf"[*_]{{0,2}}(?:[Ww]ritten )?(?:[Bb]y|BY):?\s{_INITIAL}[^\s,|]*"
    rf"(?:[\s,|]+(?:{_INITIAL}[^\s,|]*|\d+|and|AND|&|in|for|of|de|van|von))*"
    r"|[（(]?(?:\S{0,6}(?:记者|記者)|作者|撰文|文)\s?[:：／/|｜丨\s]\s*[\u4e00-\u9fff·、，\s]{2,20}[)）]?"
)
_HEAD_LINES = 12
_WIDEST_WRAP = 120
_CLOSERS = 12


def is_chinese(text: str) -> bool:
    """Return whether at least a third of the letters are Chinese characters."""
    n_characters = _count_chinese(text)
    is_most = 3 * n_characters >= len(text)  # far cheaper than to look at each letter
    return n_characters > 0 and (is_most or 3 * n_characters >= sum(map(str.isalpha, text)))


def count_words(text: str) -> int:
    """Return the number of words; two Chinese characters count as one word."""
    n_characters = _count_chinese(text)
    return len((_CHINESE.sub(" ", text) if n_characters else text).split()) + n_characters // 2


def _count_chinese(text: str) -> int:
    return 0 if is_plain(text) or not _HIGH.search(text) else len("".join(_CHINESE.findall(text)))


def is_list_item(text: str) -> bool:
    """Return whether the paragraph opens with a bullet or an item's number."""
    return bool(_LIST_ITEM.match(text))


def is_sentence_end(text: str) -> bool:
    """Return whether the text ends as a sentence does, closing quotation marks and brackets aside."""
    return bool(_SENTENCE_END.search(text.rstrip()[-_CLOSERS:]))


@lru_cache(maxsize=4)  # the body, the head and the passages of a document are found in the same paragraphs
def split_paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs in order, without the white space around them.

    A line is a paragraph, except where a sentence plainly goes on in the next line, and where lines were folded at a
    fixed width: there a blank line, a short line, a list item or a byline ends the paragraph.
    """
    pattern = _LINE if any(mark in text for mark in "\r\u2028\u2029") else _PLAIN_LINE
    lines = [span for match in pattern.finditer(text) if (span := trim_span(text, Span(*match.span())))]
    width = _wrap_width(text, lines)
    if width is None:
        return tuple(_join_broken(text, lines))
    return tuple(_join_folded(text, lines, width))


def trim_span(text: str, span: Span) -> Span | None:
    """Return the span without white space and invisible characters at its ends, or nothing if nothing else is in it."""
    start, end = span
    if text[start : start + 1].isspace():
        start = end - len(text[start:end].lstrip())
    if text[end - 1 : end].isspace():
        end = start + len(text[start:end].rstrip())
    if start < end and (text[start] + text[end - 1]).isprintable():  # the rule: no space stands there any more
        return Span(start, end)
    while start < end and _is_blank(text[start]):
        start += 1
    while end > start and _is_blank(text[end - 1]):
        end -= 1
    return Span(start, end) if start < end else None


def _is_blank(character: str) -> bool:
    return character.isspace() or (not character.isprintable() and unicodedata.category(character) in {"Cf", "Cc"})


def _is_adjacent(text: str, first: Span, second: Span) -> bool:
    """Return whether no blank line lies between two lines."""
    gap = text[first.end : second.start].replace("\r\n", "\n")
    return sum(gap.count(mark) for mark in "\n\r\u2028\u2029") == 1


def _wrap_width(text: str, lines: Sequence[Span]) -> int | None:
    """Return the width the text was folded at, if it was folded."""
    longest = max((line.end - line.start for line in lines), default=0)
    if not 40 <= longest <= _WIDEST_WRAP:
        return None
    widths = [first.end - first.start for first, second in pairwise(lines) if _is_adjacent(text, first, second)]
    if len(widths) < 3:
        return None
    n_full = sum(width >= 0.7 * longest for width in widths)
    return longest if n_full >= 0.6 * len(widths) else None


def _join_broken(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines, one that breaks off inside a sentence with the rest of the sentence."""
    current: Span | None = None
    for line in lines:
        if current is not None and _breaks_off(text, current, line):
            current = Span(current.start, line.end)
            continue
        if current is not None:
            yield current
        current = line
    if current is not None:
        yield current


def _breaks_off(text: str, first: Span, second: Span) -> bool:
    """Return whether a sentence of the first line goes on in the second, and ends there."""
    is_open = text[first.end - 1].isalpha() or text[first.end - 1] == ","
    goes_on = text[second.start].islower() and is_sentence_end(_FOOTNOTES.sub("", text[slice(*second)]))
    return is_open and goes_on and _is_adjacent(text, first, second) and not is_list_item(text[slice(*second)])


def _join_folded(text: str, lines: Sequence[Span], width: int) -> Iterator[Span]:
    """Yield the paragraphs of a folded text."""
    current: Span | None = None
    for line in lines:
        if current is not None and _goes_on(text, current, line, width):
            current = Span(current.start, line.end)
            continue
        if current is not None:
            yield current
        current = line
    if current is not None:
        yield current


def _goes_on(text: str, paragraph: Span, line: Span, width: int) -> bool:
    """Return whether a line continues the folded paragraph above it."""
    last_start = max(text.rfind("\n", paragraph.start, paragraph.end) + 1, paragraph.start)
    is_full = paragraph.end - last_start >= 0.7 * width
    if not (is_full and _is_adjacent(text, paragraph, line)):
        return False
    return not is_list_item(text[line.start : line.end]) and not _is_byline(text, line)


def _is_byline(text: str, line: Span) -> bool:
    """Return whether a line near the head is nothing but who signs the text."""
    is_signed = _SIGNED.fullmatch(text, *line) is not None
    return is_signed and text.count("\n", 0, line.start) < _HEAD_LINES
