"""Bodies: which spans of a text are the article; how a paragraph looks is in blocks, what it says is in coding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from wicreport.corpus.blocks import Block, split_blocks
from wicreport.corpus.inserts import find_captions, find_menus, is_caption, is_link
from wicreport.corpus.paragraphs import is_list_item
from wicreport.corpus.references import find_marks, find_reference_blocks
from wicreport.corpus.sources import Span
from wicreport.corpus.teasers import find_teasers, is_off_topic

__all__ = ["find_body"]

_HEAD_BLOCKS = 6
_HEAD_WORDS = 80
_DECK_WORDS = 45
_CAPTION_WORDS = 34
_TITLE_WORDS = 30
_ARTICLE_WORDS = 40
_RUNNING_WORDS = 12
_AFTERWORD = 0.3
_STAYING = frozenset({"card", "reference_heading"})
_CREDIT_LENGTH = 120
_NAME = r"(?:[—–-]+\s*)?[A-Z][\w&'’-]*(?:\s(?:of|the|and|[A-Z][\w&'’-]*)){0,5}"
_RUN = re.compile(rb"(?P<b>b+)|(?P<r>r+)|(?P<f>f+)")
_CREDITED = "责任编辑|责编|编辑|记者|来源|作者|完|新华社|Xinhua|Reuters|A[FN]?[PI]|PTI|Ends?"
_TRAILING = (
    re.compile(rf"(?<=[.!?。！？”\"’)])\s*[(（\[【](?:{_CREDITED})\b[^()（）]{{0,40}}[)）\]】]$"),
    re.compile(rf"(?:(?<=[.!?][”\"’)])|(?<=[”\"’)][.!?])|(?<=[a-z]{{4}}[.!?]))\s+{_NAME}$"),
    re.compile(r"(?<=[.!?。！？”\"’)])\s*(?:[■□◆▪]|###|\(END\)|【完】)$"),
)


def find_body(text: str, language: str) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of the article, of its references and of the furniture, which together are the whole text.

    Titles, decks, captions, credits, bylines, teasers, cards, forms and legal lines are furniture; a heading within the
    article is body. A text without any sign of furniture is all body.

    Parameters
    ----------
    text
        The text of a document, as decoded.
    language
        Its language tag.

    Returns
    -------
    tuple of three tuples of Span
        Body, references and furniture, each in order and without neighbours that touch.
    """
    blocks = split_blocks(text)
    listed = find_reference_blocks(blocks)
    kept = _choose_blocks(text, blocks, listed, language)
    spans: dict[str | None, list[Span]] = {"b": [], "r": [], "f": []}
    for run in _RUN.finditer(_mark_text(text, blocks, kept, listed)):
        spans[run.lastgroup].append(Span(*run.span()))
    return tuple(spans["b"]), tuple(spans["r"]), tuple(spans["f"])


def _choose_blocks(text: str, blocks: Sequence[Block], listed: frozenset[int], language: str) -> frozenset[int]:
    """Return the positions of the blocks that are the article."""
    prose = [number for number, block in enumerate(blocks) if block.is_prose and number not in listed]
    if not prose:
        plain = {number for number, block in enumerate(blocks) if block.kind is None and number not in listed}
        return frozenset(plain or set(range(len(blocks))) - listed)
    start = _find_start(blocks, prose[0])
    stop = min(_find_stop(blocks, start, language), _find_apparatus(blocks, start, listed))
    dropped = set(listed)
    for first, last in find_teasers(text, blocks[:stop], start, language):
        dropped.update(range(first, last))
    dropped.update(find_captions(text, blocks, start, stop))
    dropped.update(find_menus(text, blocks, start, stop))
    inside = [number for number in range(start, stop) if number not in dropped]
    stop = _peel_tail(blocks, inside)
    return frozenset(n for n in inside if n < stop and (blocks[n].kind is None or blocks[n].kind in _STAYING))


def _find_start(blocks: Sequence[Block], first: int) -> int:
    """Return the position of the article's first paragraph: the first prose that is no deck and no caption."""
    start = _skip_deck(blocks, _skip_question_title(blocks, first))
    if start == 0:
        return 0
    for number in range(start + 1, min(len(blocks), start + _HEAD_BLOCKS)):
        if number < start or blocks[number].kind not in {"credit", "byline"}:
            continue
        if blocks[number].kind == "credit" and not _heads_picture(blocks, start, number):
            break
        between = [block for block in blocks[start:number] if block.is_prose]
        longest = _DECK_WORDS if blocks[number].kind == "byline" else _CAPTION_WORDS
        following = next((n for n in range(number + 1, len(blocks)) if blocks[n].is_prose), None)
        n_words = [block.n_words for block in between]
        if following is None or len(between) > 3 or max(n_words) > longest or sum(n_words) > _HEAD_WORDS:
            break
        if _count_prose(blocks[following:]) < sum(n_words):
            break
        start = following
    return start


def _skip_deck(blocks: Sequence[Block], first: int) -> int:
    """Return the first running text after a title and points that sum the article up, which end as no sentence does."""
    start = first
    while start < len(blocks) - 1 and is_link(blocks[start]):
        start += 1
    return start if first > 0 and start > first and blocks[start].is_prose else first


def _count_prose(blocks: Sequence[Block]) -> int:
    """Return the number of words of running text, up to where nothing belongs to the article."""
    until = takewhile(lambda block: not block.closes, blocks)
    return sum(block.n_words for block in until if block.is_prose)


def _heads_picture(blocks: Sequence[Block], start: int, credit: int) -> bool:
    """Return whether a credit is that of the picture above the article."""
    above = blocks[credit - 1]
    is_first = not any(block.kind in {"credit", "caption"} for block in blocks[:start])
    return is_first and (above.kind is not None or is_caption(above))


def _skip_question_title(blocks: Sequence[Block], first: int) -> int:
    """Return the first prose after a title that ends as a sentence does and has a byline or credit below it."""
    title = blocks[first]
    if first > 1 or title.n_words > _TITLE_WORDS or len(blocks) < first + 3:
        return first
    below = {"byline", "credit", "share", "signoff"} if re.search(r"[?!？！][”\"’]?$", title.text) else {"byline"}
    is_title = blocks[first + 1].kind in below and not is_list_item(title.text)
    later = next((n for n in range(first + 1, len(blocks)) if blocks[n].is_prose), None)
    return later if is_title and later is not None else first


def _find_stop(blocks: Sequence[Block], start: int, language: str) -> int:
    """Return the position after which nothing belongs to the article."""
    n_before = 0
    for number in range(start, len(blocks)):
        n_before += blocks[number].n_words if blocks[number].is_prose else 0
        is_article = n_before >= min(_ARTICLE_WORDS, blocks[start].n_words)
        if blocks[number].closes and is_article and not _goes_on(blocks, start, number, language):
            return number
    return len(blocks)


def _find_apparatus(blocks: Sequence[Block], start: int, listed: frozenset[int]) -> int:
    """Return the position of a list of references that hardly any running text follows, or the end."""
    words = [block.n_words * block.is_prose * (number not in listed) for number, block in enumerate(blocks)]
    positions = (n for n in sorted(listed) if n > start and sum(words[n:]) < _AFTERWORD * sum(words[start:n]))
    return next(positions, len(blocks))


def _goes_on(blocks: Sequence[Block], start: int, closing: int, language: str) -> bool:
    """Return whether the article goes on after a box of related links or the like."""
    if blocks[closing].kind in {"comments", "legal"}:
        return False
    if blocks[closing].kind == "boilerplate":
        return _count_prose(blocks[closing + 1 :]) > _count_prose(blocks[start:closing])
    after = [block for block in blocks[closing + 1 :] if block.is_prose and block.n_words >= _RUNNING_WORDS]
    if len(after) < 2 or any(block.kind == "teaser_end" for block in blocks[closing:]):
        return False
    return not is_off_topic(blocks, start, closing + 1, len(blocks), language)


def _peel_tail(blocks: Sequence[Block], inside: Sequence[int]) -> int:
    """Return the position after the article's last paragraph."""
    numbers = list(inside)
    while len(numbers) > 1 and not _ends_article(blocks, numbers):
        numbers.pop()
    return numbers[-1] + 1 if numbers else 0


def _ends_article(blocks: Sequence[Block], numbers: Sequence[int]) -> bool:
    """Return whether the last of some blocks can be the end of an article."""
    block = blocks[numbers[-1]]
    if block.is_prose or block.kind is not None:
        return block.is_prose
    is_credited = 0 < _find_trailing_credit(block.text) < len(block.text)
    return is_credited or (is_list_item(block.text) and _follows_list(blocks, numbers))


def _follows_list(blocks: Sequence[Block], numbers: Sequence[int]) -> bool:
    """Return whether the last block is an item of a list that running text announces."""
    for number in reversed(numbers[:-1]):
        if blocks[number].kind is not None or not is_list_item(blocks[number].text):
            return blocks[number].text.rstrip().endswith((":", "："))
    return True


def _mark_text(text: str, blocks: Sequence[Block], kept: frozenset[int], listed: frozenset[int]) -> bytearray:
    """Return a letter for each character: b for body, r for reference, f for furniture."""
    codes = bytearray(b"f") * len(text)
    for number in sorted(kept):
        start, end = blocks[number].span
        stop = blocks[number + 1].span.start if number + 1 in kept else end
        codes[start:stop] = b"b" * (stop - start)
        for mark in find_marks(text, blocks[number].span, has_list=bool(listed)):
            codes[slice(*mark)] = b"r" * (mark.end - mark.start)
    for number in listed:
        start, end = blocks[number].span
        codes[start:end] = b"r" * (end - start)
    if kept:
        start, end = blocks[max(kept)].span
        cut = start + _find_trailing_credit(blocks[max(kept)].text)
        codes[cut:end] = b"f" * (end - cut)
    return codes


def _find_trailing_credit(text: str) -> int:
    """Return where the last paragraph's own words end and a credit to its publisher or editor begins."""
    for pattern in _TRAILING:
        if found := pattern.search(text, max(0, len(text) - _CREDIT_LENGTH)):
            return found.start()
    return len(text)
