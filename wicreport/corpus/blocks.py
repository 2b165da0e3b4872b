"""Paragraphs told apart by their looks alone; which of them make the article is decided in bodies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from wicreport.corpus.paragraphs import count_words, is_list_item, is_sentence_end, split_paragraphs
from wicreport.corpus.sources import Span

__all__ = ["Block", "split_blocks"]

_ORDER = (
    "reference", "reference_heading", "teaser_end", "credit", "caption", "comments", "related", "legal", "cookies",
    "login", "subscribe", "share", "wire_end", "boilerplate", "signoff", "byline", "insert", "card",
)  # fmt: skip
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    r"\b20[012]\d[-/.]\d{1,2}[-/.]\d{1,2}|\b\d{1,2}[/.]\d{1,2}[/.]20[012]\d\b|20[012]\d年\d{1,2}月"
    rf"|\b{_MONTH} (?:{_DAY},? )?20[012]\d\b|\b{_DAY} {_MONTH},? 20[012]\d\b"
)
_REFERENCE = re.compile(r"\s*(?:\[\d{1,3}\]|\^|\d{1,3}[.)]?(?=\s))[\s:^↑]*(?P<rest>.*)", re.DOTALL)
_URL = re.compile(r"https?://|www\.\w|\b[\w-]+\.(?:com|org|net|gov|edu|cn|uk|info|io)(?:\.[a-z]{2})?/\S", re.IGNORECASE)
_THREAD = re.compile(r"\d{1,2}/")
_CLUTTER = re.compile(r"(?:\s*(?:https?://\S+|[#@]\w+|[^\w\s.!?…。！？\"'”’)\]）】」』]))+\s*$")
_INNER_SENTENCE = re.compile(r"[a-z\d][\"”’)]*[.!?][\"”’)]*\s+[A-Z\"“‘]|[。！？]")
_ADORNED = re.compile(r"^[^\w(（\[©\"“'!./#^-]+")
_ADORNED_END = " :：>»】]"
_CLOCK = re.compile(r"\b[ap]\.m\.\W*$", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:said|says|told|added|wrote|argued|warned)\b.*[.!?][\"”’)]*$|(?:表示|指出|认为|强调|说)[，。：:].*[。”]$"
)
_QUIET = frozenset({"share", "subscribe", "cookies", "login", "signoff", "insert", "legal"})
_MARKS = re.compile(r"(?:\s*\[(?:\d{1,3}|[a-z]|edit|citation needed)\])+\s*$")
_END = 160
_LONGEST = 4000
_SENTENCE_WORDS = 2
_TITLE_WORDS = 34
_DATE_LINE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: where it is, what kind of furniture it looks like, and whether it reads as prose."""

    span: Span
    text: str
    n_words: int
    kind: str | None
    is_prose: bool
    closes: bool = False

    @property
    def is_line(self) -> bool:
        """Return whether the block is a line of neither furniture nor prose, as a heading is."""
        return self.kind is None and not self.is_prose


@dataclass(frozen=True, slots=True)
class _Kind:
    starts: re.Pattern[str] | None
    whole: re.Pattern[str] | None
    ends: re.Pattern[str] | None
    cues: tuple[re.Pattern[str], ...]
    signs: tuple[str, ...]
    words: int
    closes: bool


@lru_cache(maxsize=4)  # the body and the title of a document are found in the same blocks
def split_blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs of a text in order, each with the kind of furniture it looks like, if any."""
    blocks = []
    for span in split_paragraphs(text):
        content = text[slice(*span)]
        n_words = count_words(content)
        kind = _find_kind(content, n_words)
        closes = kind is not None and kind in _kinds() and _kinds()[kind].closes
        blocks.append(Block(span, content, n_words, kind, kind is None and _is_prose(content, n_words), closes))
    return tuple(blocks)


def _is_prose(text: str, n_words: int) -> bool:
    """Return whether a paragraph reads as running text or as an item of a list."""
    core = _strip_marks(text.rstrip()[-_END:])
    is_ended = is_sentence_end(core)
    if not is_ended:
        core = _CLUTTER.sub("", core)
        is_ended = is_sentence_end(core)
    if is_list_item(text) or _THREAD.match(text):
        return n_words >= 5 or (n_words > _SENTENCE_WORDS and is_ended)
    if is_ended:
        return n_words >= _SENTENCE_WORDS and not core.endswith("...")
    if text.rstrip().endswith((":", "：", ",", "，")):
        return n_words >= 2 * _SENTENCE_WORDS
    return n_words > _TITLE_WORDS or (n_words >= 12 and bool(_INNER_SENTENCE.search(core)))


def _strip_marks(text: str) -> str:
    """Return the text without reference marks at its end."""
    return _MARKS.sub("", text) if text.endswith("]") else text


def _find_kind(text: str, n_words: int) -> str | None:
    """Return the first kind of furniture whose patterns fit; what is longer than any furniture has none."""
    if len(text) > _LONGEST:
        return None
    flat = _strip_marks(" ".join(text.split()))
    found = _REFERENCE.match(flat)
    if found and (flat.startswith("^") or _is_reference(found["rest"], n_words)):
        return "reference"
    bare = _ADORNED.sub("", flat, count=1).rstrip(_ADORNED_END)
    folded = flat.casefold()
    for name, kind in _kinds().items():
        if n_words <= kind.words and _fits(flat, bare, folded, kind):
            if name in _QUIET and _REPORTED.search(flat):  # what somebody said is no address to the reader
                continue
            return name
    if n_words > _DATE_LINE_WORDS or not _DATE.search(flat) or is_list_item(flat):
        return None
    return None if is_sentence_end(flat) and not _CLOCK.search(flat) else "byline"


def _is_reference(rest: str, n_words: int) -> bool:
    """Return whether what follows a number is an address or a citation."""
    found = _URL.search(rest)
    return found is not None and n_words <= 90 and (found.start() == 0 or found.end() > len(rest) // 2 or n_words <= 50)


def _fits(text: str, bare: str, folded: str, kind: _Kind) -> bool:
    """Return whether a paragraph, also given without what adorns it and in lower case, looks like one kind."""
    return bool(
        (kind.starts and kind.starts.match(bare))
        or (kind.whole and (kind.whole.fullmatch(text) or (bare != text and kind.whole.fullmatch(bare))))
        or ((kind.ends or kind.cues) and _has_sign(folded, kind) and _has_cues(text, kind))
    )


def _has_sign(folded: str, kind: _Kind) -> bool:
    return not kind.signs or any(map(folded.__contains__, kind.signs))


def _has_cues(text: str, kind: _Kind) -> bool:
    is_ended = kind.ends is not None and kind.ends.search(text, max(0, len(text) - _END)) is not None
    return is_ended or (bool(kind.cues) and all(pattern.search(text) for pattern in kind.cues))


@cache
def _kinds() -> Mapping[str, _Kind]:
    """Return the patterns of each kind in the order in which they are tried, compiled once."""
    tables = tomllib.loads(files("wicreport.corpus").joinpath("furniture.toml").read_text(encoding="utf-8"))
    return {name: _compile_kind(tables[name]) for name in _ORDER[1:]}


def _compile_kind(table: Mapping[str, Any]) -> _Kind:
    """Return one kind with the patterns of each sort joined; a sort without patterns is none."""

    def joined(patterns: Sequence[str], suffix: str = "") -> re.Pattern[str] | None:
        return re.compile(f"(?:{'|'.join(patterns)}){suffix}", re.IGNORECASE) if patterns else None

    return _Kind(
        starts=joined(table.get("starts", ())),
        whole=joined(table.get("whole", ())),
        ends=joined(table.get("ends", ()), r"\s*$"),
        cues=tuple(re.compile(cue, re.IGNORECASE) for cue in table.get("cues", ())),
        signs=tuple(table.get("signs", ())),
        words=table["words"],
        closes=table.get("closes", False),
    )
