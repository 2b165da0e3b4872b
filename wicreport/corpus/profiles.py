"""Hashes of a source's runs of words, to compare it by; which sources make a family is not here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from wicreport.corpus.paragraphs import is_chinese
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import Source

__all__ = ["FEWEST_NUMBERS", "RUN_OF_CHARACTERS", "SKETCH", "Hashes", "Profile", "is_in", "profile_source"]

Hashes = NDArray[np.uint64]

SKETCH = 128
"""How many of its runs of words stand for a source where others are looked for that may share them."""

FEWEST_NUMBERS = 3
"""How many numbers a text has that can be a notice of a form."""

RUN_OF_CHARACTERS = 8
"""How many characters make a run in Chinese."""

_WORDS = 5
_SIZE = 8  # bytes of a hash
_NUMBER = re.compile(r"\d+")
_QUOTED = re.compile(r'“[^”“\n]*”|"[^"\n]*"|「[^「」\n]*」|『[^『』\n]*』|‘(?:[^‘’\n]|’(?=\w))*’(?!\w)')
_TELLING = re.compile(r"(\n|(?:指出|强调|表示|提出|认为|呼吁|介绍|说|称)(?:了[^，：。\n]{,8})?[，：]|[，：；]希望)")
_END = "\0"  # of a stretch, where several are folded at once
_BROKEN = re.compile(rf"â€.?|Ã¢.{{1,4}}|&(?:#\d+|[a-z]+);|\ufffd|{_END}")
_MARKS = "‘’“”–—…"  # all that most English texts have besides ASCII
_FOLDED = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(1, 128)}
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
        object.__setattr__(self, "own", _sort_once(self.order))

    @property
    def narrated(self) -> Hashes:
        """Return its own runs in which the writer speaks, sorted."""
        return self.own[~is_in(self.own, self.told)]

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
    pieces, stretches, tellings = zip(*_split_speech(body, is_chinese=width == RUN_OF_CHARACTERS), strict=True)
    words = _split_words(pieces)
    hashed = [b"".join(map(_hash_word, found)) for found in words]
    hashes, numbers = _join(hashed), _sort_once(_join(map(_hash_word, _NUMBER.findall(body))))
    n_words, is_formal = len(hashes), len(numbers) >= FEWEST_NUMBERS
    form = _sort_once(_hash_runs(_leave_numbers(hashes, words), _WORDS)) if is_formal else _NOTHING
    if n_words < width:
        return Profile(_NOTHING, _hash_runs(hashes, max(n_words, 1)), numbers, form, _NOTHING, n_words)
    lengths = [len(found) // _SIZE for found in hashed]
    runs, places = _hash_runs(hashes, width), np.repeat(stretches, lengths)
    first, last = places[: len(runs)], places[width - 1 :]
    is_own = (first == last) & (first > 0)
    order, others = runs[is_own], _sort_once(runs[~is_own])
    told = _sort_once(runs[is_own & (np.repeat(tellings, lengths)[: len(runs)] > 0)])
    return Profile(order, others[~is_in(others, _sort_once(order))], numbers, form, told, n_words)


def is_in(values: Hashes, others: Hashes) -> NDArray[np.bool_]:
    """Return which of some values are among others, which are sorted."""
    if not len(others):
        return np.zeros(len(values), dtype=np.bool_)
    found: NDArray[np.bool_] = others[np.minimum(np.searchsorted(others, values), len(others) - 1)] == values
    return found


def _sort_once(values: Hashes) -> Hashes:
    """Return some values sorted, each once; faster than numpy's own for a few."""
    ordered = np.sort(values)
    is_new = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]


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


def _split_words(stretches: Iterable[str]) -> list[list[str]]:
    """Return the words of each stretch of a text without accents, in lower case."""
    text = _END.join(stretches)
    for mark in _MARKS:
        text = text.replace(mark, " ")
    plain = text if text.isascii() else _ACCENT.sub("", unicodedata.normalize("NFKD", text).casefold())
    if plain.isascii():
        return [stretch.split() for stretch in plain.translate(_FOLDED).split(_END)]
    return [_TOKEN.findall(stretch) for stretch in plain.split(_END)]


def _leave_numbers(hashes: Hashes, words: Iterable[Sequence[str]]) -> Hashes:
    """Return the hashes of some words without those of numbers."""
    numbers = [word for word in set(chain(*words)) if word[0].isdigit() and _cut(word).isdigit()]
    return hashes[~is_in(hashes, _sort_once(_join(map(_hash_word, numbers))))]


def _join(hashed: Iterable[bytes]) -> Hashes:
    return np.frombuffer(b"".join(hashed), dtype=f"<u{_SIZE}").astype(np.uint64)


@lru_cache(maxsize=1 << 16)
def _hash_word(word: str) -> bytes:
    """Return the hash of a word in the form in which it is compared; a letter by itself has none."""
    is_letter = len(word) == 1 and not word.isdigit() and word < "\u3400"
    return b"" if is_letter else blake2b(_cut(word).encode(), digest_size=_SIZE).digest()


def _cut(word: str) -> str:
    return word.removesuffix("s") if len(word) > 2 else word


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
