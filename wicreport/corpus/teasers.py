"""Teasers of other articles within a page; furniture that a single line gives away is in blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean

from wicreport.corpus.blocks import Block

__all__ = ["find_teasers", "is_off_topic"]

_WORD = re.compile(r"[^\W\d_]{5,}")
_STEM = 7
_LOOK_BACK = 10
_DRIFT = 0.7


def find_teasers(text: str, blocks: Sequence[Block], start: int, language: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of blocks that tease other articles, as half-open pairs of positions.

    A teaser has a headline, then perhaps a deck, a caption, a credit and a few paragraphs, and ends with a line such as
    "Keep Reading". The first one needs two signs that it is another article: a credit, a label or a gap at its
    headline, an author's card or more teasers after it, or words that the article does not use. After several teasers
    the rest of the page is theirs.

    Parameters
    ----------
    text
        The whole text.
    blocks
        Its paragraphs.
    start
        Position of the first block of the article.
    language
        Its language; words are compared by their stems, Chinese by pairs of characters.
    """
    ends = [number for number, block in enumerate(blocks) if block.kind == "teaser_end" and number > start]
    for position, end in enumerate(ends):
        opening = _find_opening(blocks, start, end)
        if opening is None or _count_signs(text, blocks, (start, opening, end), len(ends) - position, language) < 2:
            continue
        if len(ends) - position > 1:
            yield opening, len(blocks)
            return
        yield opening, _skip_card(blocks, end + 1)


def is_off_topic(blocks: Sequence[Block], start: int, first: int, last: int, language: str) -> bool:
    """Return whether some blocks share clearly fewer words with the article before them than its parts do."""
    article = [_words_of(block.text, language) for block in blocks[start:first] if block.is_prose]
    section = set[str]().union(*(_words_of(block.text, language) for block in blocks[first:last] if block.kind is None))
    if len(article) < 3 or len(section) < 6:
        return False
    usual = fmean(_share_known(words, article[:n] + article[n + 1 :]) for n, words in enumerate(article))
    return _share_known(section, article) < _DRIFT * usual


def _share_known(words: set[str], others: Sequence[set[str]]) -> float:
    """Return the share of the words that others use as well."""
    return len(words & set[str]().union(*others)) / len(words) if words else 1.0


def _words_of(text: str, language: str) -> set[str]:
    """Return the longer words of a text, cut to their stems; for Chinese, its pairs of characters."""
    if language.startswith("zh"):
        letters = [character for character in text if character.isalpha()]
        return {first + second for first, second in pairwise(letters)}
    return {word.lower()[:_STEM] for word in _WORD.findall(text)}


def _find_opening(blocks: Sequence[Block], start: int, end: int) -> int | None:
    """Return the position of the headline of the teaser that ends at a line, or else of its caption."""
    first = max(start + 1, end - _LOOK_BACK)
    headline = next((n for n in range(end - 1, first - 1, -1) if blocks[n].is_line), None)
    credit = next((n for n in range(end - 1, first - 1, -1) if blocks[n].kind == "credit"), None)
    if credit is not None and (headline is None or headline < credit - 4):
        return max(credit - 1, first)
    if headline is None or sum(block.is_prose for block in blocks[headline:end]) > 6:
        return None
    while headline - 1 > start and (blocks[headline - 1].is_line or blocks[headline - 1].kind == "insert"):
        headline -= 1
    return headline


def _count_signs(text: str, blocks: Sequence[Block], place: tuple[int, int, int], n_teasers: int, language: str) -> int:
    """Return how many signs say that a run of blocks is another article."""
    start, opening, end = place
    after = blocks[end + 1 : end + 4]
    gap = text[blocks[opening - 1].span.end : blocks[opening].span.start]
    return sum(
        (
            any(block.kind == "credit" for block in blocks[opening:end]),
            any(block.kind in {"insert", "byline"} for block in blocks[opening:end]) or gap.count("\n") > 2,
            any(block.kind == "card" for block in after),
            n_teasers > 1,
            is_off_topic(blocks, start, opening, end, language),
        )
    )


def _skip_card(blocks: Sequence[Block], position: int) -> int:
    """Return the position after an author's name and card, if they are there."""
    for number in range(position, min(position + 2, len(blocks))):
        if blocks[number].kind == "card":
            return number + 1
    return position
