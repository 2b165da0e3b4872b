"""Captions, links and menus within an article, told by their place; furniture of its own look is in blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from wicreport.corpus.blocks import Block
from wicreport.corpus.paragraphs import is_list_item, is_sentence_end

__all__ = ["find_captions", "find_menus", "is_caption", "is_link"]

_CAPTION_WORDS = 34
_BULLET = re.compile(r"[^\w\s]\s*\w")
_MENU_LINES = 3
_MOST_LINKS = 3
_HEADINGS = 2


def find_captions(text: str, blocks: Sequence[Block], start: int, stop: int) -> Iterator[int]:
    """Yield the positions of captions right above a credit, and of links below a box of them or a finished sentence."""
    for number in range(start + 1, stop):
        block = blocks[number]
        above = blocks[number - 1]
        if block.kind == "credit" and number - 1 > start and above.kind is None and is_caption(above):
            yield number - 1
            if blocks[number - 2].is_line and not _has_gap(text, blocks, number - 1):
                yield number - 2
        if block.kind in {"related", "subscribe"}:
            below = number + 1
            while below < stop and (blocks[below].is_line or is_link(blocks[below])):
                yield below
                below += 1
        if above.is_prose and is_sentence_end(above.text) and not is_list_item(above.text):
            links = list(takewhile(lambda n: _BULLET.match(blocks[n].text) and is_link(blocks[n]), range(number, stop)))
            is_box = len(links) <= _MOST_LINKS and all(blocks[n].is_prose for n in links)
            yield from links if is_box else ()


def find_menus(text: str, blocks: Sequence[Block], start: int, stop: int) -> Iterator[int]:
    """Yield the positions of lines that stand together as in a menu or a table of contents.

    The last lines of such a run are kept where they head the paragraph right below, and so is a run after a colon.
    """
    number = start
    while number < stop:
        last = number
        while last < stop and blocks[last].is_line and not is_list_item(blocks[last].text):
            last += 1
        below = last
        if last < stop and blocks[last].is_prose:
            below = next((n for n in range(last - 1, number, -1) if _has_gap(text, blocks, n)), last - 1)
        if below - number >= _MENU_LINES and not blocks[number - 1].text.endswith((":", "：")):
            yield from range(number, below if last - below <= _HEADINGS else last - 1)
        number = max(last, number + 1)


def _has_gap(text: str, blocks: Sequence[Block], number: int) -> bool:
    """Return whether a blank line parts a block from the one above it."""
    return number > 0 and text.count("\n", blocks[number - 1].span.end, blocks[number].span.start) > 1


def is_link(block: Block) -> bool:
    """Return whether a list item is a headline: it does not end as a sentence does."""
    return block.kind is None and is_list_item(block.text) and not is_sentence_end(block.text)


def is_caption(block: Block) -> bool:
    """Return whether a paragraph is short and of one sentence, as captions are."""
    n_sentences = len(re.findall(r"[.!?。！？][\"”’)]*(?=\s+[A-Z“\"]|[^\s.\"”’)]|$)", block.text))
    return block.n_words <= _CAPTION_WORDS and n_sentences <= 1 and not re.search(r"[\"“”「]", block.text)
