"""Sentences round quotations, each of which counts as one word; passages are cut inside them too, by the corpus."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wicreport.coding.marks import QuotedSpan
from wicreport.corpus.sources import Span

__all__ = ["MASK", "find_sentence", "mask_quotations"]

MASK = "\u2588"
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Gov|Gen|Rep|Inc|Corp|Co|Ltd|Jr|Sr|No|vs|etc|approx"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|[A-Z])|\b[A-Za-z]\.[A-Za-z])$"
)
_STOP = re.compile(r"[.!?…。！？](?:(?<=[。！？])|[.!?…]*[)\]]?(?=\s|$)|(?<=\.)(?=\u2588))")
_SIGN = re.compile(r"\S")
_DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z’' ]+[A-Z](?:[,/][^\u2588\n—–]{0,40}?)?"
    r"|[A-Z][\w’ ]{2,20}(?=[,( ])(?:,[^\u2588\n—–]{0,40}?)?(?=\())"
    r"\s*(?:\([\w ./’-]+\))?\s*(?:--|—|–|-)\s+"
)
_REACH = 1500  # characters: a list of names without any stop is no sentence
_MOST = 10  # quotations on either side that may be in the same sentence
_ENDING = ".!?…。！？"


def mask_quotations(text: str, spans: Sequence[QuotedSpan]) -> str:
    """Return the text with each quotation, marks included, blotted out, at the same length."""
    pieces, reached = [], 0
    for span in spans:
        pieces += [text[reached : span.outer_start], MASK * (span.outer_end - span.outer_start)]
        reached = span.outer_end
    return "".join([*pieces, text[reached:]])


def find_sentence(masked: str, paragraph: Span, spans: Sequence[QuotedSpan], number: int, text: str) -> Span:
    """Return the sentence round a quotation.

    Parameters
    ----------
    masked
        The text with its quotations blotted out.
    paragraph
        The paragraph that holds the quotation.
    spans
        The quotations of that paragraph, in order.
    number
        Which of them is meant.
    text
        The text itself.

    Returns
    -------
    Span
        From the stop before the quotation to the stop after it. A stop inside the marks of an earlier quotation ends
        its sentence if a capital or another quotation follows; the one inside its own marks is left to the reader.
    """
    span = spans[number]
    around = spans[max(0, number - _MOST) : number + _MOST + 1]
    first = around[0].outer_start if number > _MOST else paragraph.start
    last = around[-1].outer_end if number + _MOST < len(spans) else paragraph.end
    paragraph = Span(
        max(paragraph.start, first, span.outer_start - _REACH), min(paragraph.end, last, span.outer_end + _REACH)
    )
    near = [s for s in around if s is not span]
    dateline = _DATELINE.match(masked, paragraph.start, span.outer_start)
    start = dateline.end() if dateline else paragraph.start
    for stop in _STOP.finditer(masked, start, span.outer_start):
        if not _is_abbreviation(masked, stop):
            start = stop.end()
    for earlier in near:
        ends = text[earlier.end - 1] in _ENDING and _opens_sentence(masked, earlier.outer_end)
        if ends and start < earlier.end < span.start:
            start = earlier.outer_end
    stops = _STOP.finditer(masked, span.outer_end, paragraph.end)
    end = next((stop.end() for stop in stops if not _is_abbreviation(masked, stop)), paragraph.end)
    for later in near:
        ends = text[later.end - 1] in _ENDING and _opens_sentence(masked, later.outer_end)
        if ends and span.end < later.outer_start < end:
            end = min(end, later.outer_end)
    return Span(start, end)


def _opens_sentence(masked: str, position: int) -> bool:
    following = _SIGN.search(masked, position, position + _REACH)
    return following is None or following[0].isupper() or following[0] == MASK or "\u3400" <= following[0] <= "\u9fff"


def _is_abbreviation(masked: str, stop: re.Match[str]) -> bool:
    if stop[0] != "." or not _ABBREVIATION.search(masked[max(0, stop.start() - 8) : stop.start()]):
        return False
    following = _SIGN.search(masked, stop.end())
    return following is not None and following.start() > stop.end()
