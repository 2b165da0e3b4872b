"""Hashes of a source's runs of words, to compare it by; which sources make a family is not here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from wicreport.corpus.paragraphs import is_chinese
from wicreport.corpus.sources import Source

__all__ = ["SKETCH", "Hashes", "Profile", "profile_source"]

Hashes = NDArray[np.uint64]

SKETCH = 128
"""How many of its runs of words stand for a source where others are looked for that may share them."""

_WORDS = 5
_CHARACTERS = 8
_QUOTED = re.compile(r'“[^”“\n]*”|"[^"\n]*"|「[^」\n]*」|『[^』\n]*』|‘(?:[^‘’\n]|’(?=\w))*’(?!\w)')
_BROKEN = re.compile(r"â€.?|Ã¢.{1,4}|&(?:#\d+|[a-z]+);|\ufffd")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_TOKEN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_FACTORS = np.array([0x9E3779B97F4A7C15 * (2 * n + 1) % 2**64 | 1 for n in range(1, 64)], dtype=np.uint64)
_MIXES = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_NOTHING = np.empty(0, dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Profile:
    """The runs of words of a body as sorted hashes: its own, and those that lie in or across quotation marks."""

    own: Hashes
    quoted: Hashes
    n_words: int

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

    A run is five words, in Chinese eight characters, in a form that marks, case, accents and a plural or possessive s
    do not change. A body with fewer words is one run.
    """
    body = _BROKEN.sub(" ", source.body_text)
    words: list[int] = []
    stretches: list[int] = []
    for number, (stretch, is_quoted) in enumerate(_split_quoted(body), start=1):
        found = [_hash_word(word) for word in _words_of(stretch)]
        words += found
        stretches += [0 if is_quoted else number] * len(found)
    width = _CHARACTERS if is_chinese(body) else _WORDS
    values, places = np.array(words, dtype=np.uint64), np.array(stretches, dtype=np.int64)
    if len(values) < width:
        return Profile(_NOTHING, np.unique(_hash_runs(values, max(len(values), 1))), len(values))
    runs = _hash_runs(values, width)
    first, last = places[: len(runs)], places[width - 1 :]
    own = np.unique(runs[(first == last) & (first > 0)])
    return Profile(own, np.setdiff1d(runs, own), len(values))


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
