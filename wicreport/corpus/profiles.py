"""Hashes of a source's runs of words, to compare it by; which sources make a family is not here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from wicreport.corpus.paragraphs import is_chinese
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import Source

__all__ = ["FEWEST_NUMBERS", "RUN_OF_CHARACTERS", "SKETCH", "Hashes", "Profile", "profile_source"]

Hashes = NDArray[np.uint64]

SKETCH = 128
"""How many of its runs of words stand for a source where others are looked for that may share them."""

FEWEST_NUMBERS = 3
"""How many numbers a text has that can be a notice of a form."""

RUN_OF_CHARACTERS = 8
"""How many characters make a run in Chinese."""

_WORDS = 5
_NUMBER = re.compile(r"\d+")
_QUOTED = re.compile(r'“[^”“\n]*”|"[^"\n]*"|「[^「」\n]*」|『[^『』\n]*』|‘(?:[^‘’\n]|’(?=\w))*’(?!\w)')
_TELLING = re.compile(r"(\n|(?:指出|强调|表示|提出|认为|呼吁|介绍|说|称)(?:了[^，：。\n]{,8})?[，：]|[，：；]希望)")
_BROKEN = re.compile(r"â€.?|Ã¢.{1,4}|&(?:#\d+|[a-z]+);|\ufffd")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_TOKEN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_FACTORS = np.array([0x9E3779B97F4A7C15 * (2 * n + 1) % 2**64 | 1 for n in range(1, 64)], dtype=np.uint64)
_MIXES = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_NOTHING = np.empty(0, dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Profile:
    """The runs of words of a body as hashes: its own in order, and those that lie in or across quotation marks, sorted.

    ``numbers`` are hashes of the numbers it gives, and ``form`` of the runs of its words without them, both sorted; a
    text with few numbers has no form. ``told`` are those of its own runs, sorted, in which the writer tells what
    somebody said: a Chinese report gives a letter or a speech word for word without marks. ``own`` are its own runs,
    sorted, each once.
    """

    order: Hashes
    quoted: Hashes
    numbers: Hashes
    form: Hashes
    told: Hashes
    n_words: int
    own: Hashes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "own", np.unique(self.order))

    @property
    def narrated(self) -> Hashes:
        """Return its own runs in which the writer speaks, sorted."""
        return np.setdiff1d(self.own, self.told, assume_unique=True) if len(self.told) else self.own

    @property
    def all_runs(self) -> Hashes:
        """Return all runs, sorted."""
        return np.sort(np.concatenate([self.own, self.quoted])) if len(self.quoted) else self.own

    @property
    def sketch(self) -> Hashes:
        """Return the few runs that stand for the source: a sample of its own, the same wherever they occur."""
        return (self.own if len(self.own) else self.quoted)[:SKETCH]


def profile_source(source: Source) -> Profile:
    """Return the profile of a source's body.

    A run is five words, in Chinese eight characters, in a form that marks, case, accents, a plural or possessive s and
    traditional characters do not change. A body with fewer words is one run.
    """
    body = simplify_han(_BROKEN.sub(" ", source.body_text))
    width = RUN_OF_CHARACTERS if is_chinese(body) else _WORDS
    words: list[str] = []
    stretches: list[int] = []
    tellings: list[bool] = []
    for stretch, number, is_told in _split_speech(body, is_chinese=width == RUN_OF_CHARACTERS):
        found = list(_words_of(stretch))
        words += found
        stretches += [number] * len(found)
        tellings += [is_told] * len(found)
    hashes = _hash_words(words)
    numbers = np.unique(_hash_words(_NUMBER.findall(body)))
    is_formal = len(numbers) >= FEWEST_NUMBERS
    form = _hash_runs(_hash_words([w for w in words if not w.isdigit()]), _WORDS) if is_formal else _NOTHING
    if len(words) < width:
        whole = _hash_runs(hashes, max(len(words), 1))
        return Profile(_NOTHING, whole, numbers, np.unique(form), _NOTHING, len(words))
    runs, places = _hash_runs(hashes, width), np.array(stretches, dtype=np.int64)
    first, last = places[: len(runs)], places[width - 1 :]
    is_own = (first == last) & (first > 0)
    order, others = runs[is_own], np.unique(runs[~is_own])
    told = np.unique(runs[is_own & np.array(tellings, dtype=np.bool_)[: len(runs)]])
    quoted = others[np.isin(others, order, invert=True)]
    return Profile(order, quoted, numbers, np.unique(form), told, len(words))


def _split_speech(body: str, *, is_chinese: bool) -> Iterator[tuple[str, int, bool]]:
    """Yield a text in pieces, each with the number of its stretch, 0 inside quotation marks, and whether it is told.

    What is told begins with a verb of saying and a comma, and goes on to the end of the paragraph.
    """
    is_told = False
    for number, (stretch, is_quoted) in enumerate(_split_quoted(body), start=1):
        for piece in _TELLING.split(stretch) if is_chinese else (stretch,):
            is_told = is_chinese and (is_told or bool(_TELLING.fullmatch(piece))) and piece != "\n"
            yield piece, 0 if is_quoted else number, is_told


def _split_quoted(body: str) -> Iterator[tuple[str, bool]]:
    """Yield the stretches of a text outside and inside quotation marks."""
    reached = 0
    for found in _QUOTED.finditer(body):
        yield body[reached : found.start()], False
        yield found.group(), True
        reached = found.end()
    yield body[reached:], False


def _words_of(text: str) -> Iterator[str]:
    """Yield the words of a text in the form in which they are compared."""
    plain = text.lower() if text.isascii() else _ACCENT.sub("", unicodedata.normalize("NFKD", text).casefold())
    for word in _TOKEN.findall(plain):
        if len(word) > 2:
            yield word.removesuffix("s")
        elif len(word) > 1 or word.isdigit() or word >= "\u3400":
            yield word


def _hash_words(words: Sequence[str]) -> Hashes:
    return np.array([_hash_word(word) for word in words], dtype=np.uint64)


@lru_cache(maxsize=1 << 16)
def _hash_word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def _hash_runs(words: Hashes, width: int) -> Hashes:
    """Return the hashes of all runs of some words, spread evenly over all numbers."""
    n_runs = len(words) - width + 1
    if n_runs < 1:
        return _NOTHING
    factors = _FACTORS[np.arange(width) % len(_FACTORS)]
    runs = np.zeros(n_runs, dtype=np.uint64)
    for place in range(width):
        runs = (runs ^ (runs >> np.uint64(29))) + words[place : place + n_runs] * factors[place]
    for mix in _MIXES:
        runs = (runs ^ (runs >> np.uint64(30))) * mix
    return runs ^ (runs >> np.uint64(31))
