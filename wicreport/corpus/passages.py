"""Passages: the sentences of a body with their offsets; what a sentence says is coding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sentencex import get_sentence_boundaries

from wicreport.corpus.paragraphs import (
    count_words,
    is_chinese,
    is_list_item,
    is_sentence_end,
    split_paragraphs,
    trim_span,
)
from wicreport.corpus.sources import Source, Span

__all__ = ["Passage", "is_heading", "split_passages"]

_HEADING_WORDS = 14
_LONGEST = 2000  # characters
_TAIL = 80  # characters before an end that say what kind of end it is
_WIDE = " " * 60  # no sentence has such a gap
_GAP = re.compile(f"{_WIDE} *")
_WINDOW = 10_000
_LAST_END = re.compile(r"\s[.!?]|(?=[。！？])")
_LAST_BLANK = re.compile(r"(?=\s)")
_STRETCH = re.compile(r'[^"“”‘「」『』]+')
_PLAIN = re.compile(r"[A-Za-z\w ,;:'’%$&-]*[.!?] *")  # no mark in it ends a sentence; letters are quicker named
_OTHER_BLANK = re.compile(r"[^\S ]")
_ENDED = re.compile(r"[.!?]\s+$")
_QUOTE_CLOSED = re.compile(r"\.(?<=[a-z]{4}\.)[\"”’]\s+(?=[A-Z“\"‘])")
_BRACKETED_SENTENCE = re.compile(r"^[(\[][^()\[\]]*[.!?][)\]]\s+(?=[A-Z\"“‘(])")
_CAMEL = re.compile(r"[a-z][A-Z]")
_CLOCK = re.compile(r"\b[ap]\.m\.$")
_AFTER_CLOCK = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Beijing|Eastern|China) |GMT|E[SD]?T\b)")
_NUMBERED = re.compile(r"\b(?:No|Nos|Vol|Ch|Art|Sec|approx|est|ca|c|p|pp|Fig)\.$")
_CHINESE_QUOTE_ENDS = tuple(stop + mark for stop in "。！？…" for mark in "”」』")
_CHINESE_ATTRIBUTION = re.compile(r"\s*[^，。！？；：“”「」]{0,14}(?:说|表示|指出|称|强调|认为|写道|问|道)[。！？]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a body. ``text`` is ``source.text[start:end]``; ``paragraph`` counts from one."""

    passage_id: str
    source_id: str
    start: int
    end: int
    text: str
    paragraph: int


def split_passages(source: Source) -> tuple[Passage, ...]:
    """Return the passages of a source in the order of its text.

    Parameters
    ----------
    source
        A source whose body is known. Reference marks at the ends of a sentence are outside the passage.

    Returns
    -------
    tuple of Passage
        One for each sentence, also for each sentence within a longer quotation; none crosses a paragraph. A heading is
        part of the body and no passage, because it is no statement and would be counted as one; a text that has
        nothing but such lines keeps them all.
    """
    body = source.body_text
    paragraphs = [span for paragraph in split_paragraphs(source.text) if (span := trim_span(body, paragraph))]
    counted = [not is_heading(body[start:end]) for start, end in paragraphs]
    has_statement = any(counted)
    spans = [
        (number, span)
        for number, (paragraph, is_counted) in enumerate(zip(paragraphs, counted, strict=True), start=1)
        if is_counted or not has_statement
        for span in _split_sentences(body, paragraph, source.language)
    ]
    return tuple(
        Passage(f"{source.source_id}:p{n:03d}", source.source_id, *span, source.text[slice(*span)], paragraph)
        for n, (paragraph, span) in enumerate(spans, start=1)
    )


def is_heading(paragraph: str) -> bool:
    """Return whether a paragraph is a short line that does not end as a sentence or a list item does."""
    if is_sentence_end(paragraph) or is_list_item(paragraph) or paragraph.rstrip().endswith((":", "：", ",", "，")):
        return False
    return count_words(paragraph) <= _HEADING_WORDS


def _split_sentences(text: str, paragraph: Span, language: str) -> Iterator[Span]:
    """Yield the sentences of one paragraph as spans of the whole text."""
    folded = text[slice(*paragraph)]
    if not folded.isprintable():  # as every blank but the space
        folded = _OTHER_BLANK.sub(" ", folded)
    language = "zh" if is_chinese(folded) else "en" if language.startswith("zh") else language[:2]
    cuts = sorted({0, len(folded), *_find_cuts(folded, language)})
    pieces = _join_pieces(folded, list(pairwise(cuts)))
    for start, end in _cut_long(folded, pieces):
        if span := trim_span(text, Span(paragraph.start + start, paragraph.start + end)):
            yield span


def _find_cuts(text: str, language: str) -> Iterator[int]:
    """Yield where sentences end: after each one, and after each one between quotation marks, closed or not."""
    for start, end in _bounds(text, language):
        yield end
        if _PLAIN.fullmatch(text, start, end):
            continue
        if opening := _BRACKETED_SENTENCE.match(text[start:end]):
            yield start + opening.end()
        for found in _STRETCH.finditer(text, start, end):
            inner = (found.start() + cut for _, cut in _bounds(found.group(), language))
            yield from (
                cut for cut in inner if cut < found.end() or _ENDED.search(text, max(found.start(), cut - _TAIL), cut)
            )
    yield from (found.end() for found in _QUOTE_CLOSED.finditer(text))


def _bounds(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end; a very long text is read window by window, which end as sentences do."""
    start = 0
    while start < len(text):
        end = len(text) if len(text) - start <= _WINDOW else _find_window(text, start)
        for bound in get_sentence_boundaries(language, text[start:end]):
            yield start + bound["start_index"], start + bound["end_index"]
        start = end


def _find_window(text: str, start: int) -> int:
    """Return where a window ends that begins at a place: after a sentence, else at a blank, else where it must."""
    backwards = text[start : start + _WINDOW][::-1]
    last = _LAST_END.search(backwards) or _LAST_BLANK.search(backwards)
    return start + _WINDOW - (last.start() if last else 0)


def _join_pieces(text: str, pieces: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Join pieces that were cut after an abbreviation, an item's number or before an attribution."""
    n_lower = sum(_starts_lower(text[start:end]) for start, end in pieces)
    is_cased = 2 * n_lower < len(pieces)
    joined: list[tuple[int, int]] = []
    has_letters = False  # in the last of them, which may be long
    for start, end in pieces:
        is_worded = any(map(str.isalpha, text[start:end]))
        first = text[max(joined[-1][0], start - _TAIL) : start] if joined else ""
        if joined and (not has_letters or _belongs_together(first, text[start:end], is_cased=is_cased)):
            start = joined.pop()[0]
            is_worded = is_worded or has_letters
        joined.append((start, end))
        has_letters = is_worded
    return joined


def _cut_long(text: str, pieces: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pieces, those that no sentence can be as long as in parts, which end at a blank where there is one."""
    for start, end in _cut_at_gaps(text, pieces) if _WIDE in text else pieces:
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + 1, start + _LONGEST)
            yield start, cut if cut > 0 else start + _LONGEST
            start = cut if cut > 0 else start + _LONGEST
        yield start, end


def _cut_at_gaps(text: str, pieces: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pieces without the wide gaps in them."""
    for start, end in pieces:
        for gap in _GAP.finditer(text, start, end):
            yield start, gap.start()
            start = gap.end()
        yield start, end


def _starts_lower(piece: str) -> bool:
    return piece[:1].islower() and not _CAMEL.match(piece)


def _belongs_together(first: str, second: str, *, is_cased: bool) -> bool:
    """Return whether two neighbouring pieces are one sentence."""
    if not any(map(str.isalnum, second)):
        return True
    if is_cased and _starts_lower(second):
        return True
    first = first.rstrip()
    if first.endswith(".m.") and _CLOCK.search(first) and _AFTER_CLOCK.match(second):
        return True
    if second[:1].isdigit() and _NUMBERED.search(first):
        return True
    return first.endswith(_CHINESE_QUOTE_ENDS) and _CHINESE_ATTRIBUTION.match(second) is not None
