"""Reference marks and lists: the apparatus of a text, kept apart from its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wicreport.corpus.blocks import Block
from wicreport.corpus.sources import Span

__all__ = ["find_marks", "find_reference_blocks"]

_MARK = re.compile(
    r"(?:\[(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|note \d{1,2}|[a-z]|edit|citation needed|注\d{0,2}|i{1,3}|iv|vi{0,3})\])+"
    r"|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+(?![\w])"
    r"|(?<=[^\d\s])[①-⑳]"
)
_SIGN = re.compile(r"[\[\u00b9\u00b2\u00b3\u2070\u2074-\u2079①-⑳]")  # one of which a mark begins with
_GLUED = re.compile(
    r"(?<=[A-Za-z)][.,;!?”\"])\d{1,3}(?=\s+[A-Z“\"]|\s*$)|(?<=[A-Za-z)][.!?][”\"])\d{1,3}(?=\s+[A-Z“\"]|\s*$)"
    r"|(?<=\b20\d\d\.)\d{1,3}(?=\s+[A-Z“\"]|\s*$)"
)
_UNIT = re.compile(r"\b(?:k?m|cm|sq\.? ?k?m|mi|ft)$", re.IGNORECASE)
_LONGEST = 120


def find_marks(text: str, paragraph: Span, *, has_list: bool) -> Iterator[Span]:
    """Yield the spans of the reference marks within a paragraph: ``[12]``, ``[37][38]``, ``¹²``.

    A bare number after a full stop ("summit.12 The") is a mark only where the text has a list of references.
    """
    marks = (_MARK,) if _SIGN.search(text, *paragraph) else ()
    for pattern in (*marks, _GLUED) if has_list else marks:
        for found in pattern.finditer(text, *paragraph):
            if not _UNIT.search(text[max(0, found.start() - 6) : found.start()]):
                yield Span(*found.span())


def find_reference_blocks(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the positions of the blocks that list references: those that look so, and all below such a heading."""
    found = {number for number, block in enumerate(blocks) if block.kind == "reference"}
    for number, block in enumerate(blocks):
        if block.kind == "reference_heading" and 2 * number >= len(blocks) - len(found):
            found |= {number, *_take_list(blocks, number + 1)}
    return frozenset(found)


def _take_list(blocks: Sequence[Block], first: int) -> Iterator[int]:
    """Yield the positions of the items under a heading, up to other furniture or running text."""
    for number in range(first, len(blocks)):
        if blocks[number].kind not in {None, "reference"} or blocks[number].n_words > _LONGEST:
            return
        yield number
