"""Letters that a pattern cannot match without, looked for in one pass over a sentence for all patterns at once."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from itertools import groupby, zip_longest
from re import _constants as ops  # type: ignore[attr-defined]  # the parser's own tree: nothing public gives it
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any
from weakref import WeakSet

from ahocorasick_rs import AhoCorasick, Implementation

from wicreport.coding.openings import compile_open

__all__ = ["Cue", "StemIndex", "Stems", "find_needs", "find_possible", "fold", "guess_share"]

Stems = frozenset[str]

_MOST = 10  # ends of a piece of a pattern that are followed up into the next
_SHARES = (1.0, 1.0, 0.7, 0.15, 0.05, 0.02, 0.01, 0.005, 0.002)  # of sentences with a stem of no, one, two ... letters
_COMMON = frozenset({"the", "this", "that", "and", "his", "her", "its", "for", "was", "has", "are", "with", "from"})
_WIDEST = 10  # range of letters or digits
_EMPTY, _NOTHING, _BLANK, _VOID = frozenset({""}), frozenset[str](), frozenset({" "}), frozenset({"", " "})
_WIDTHLESS = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
_CATEGORIES = {
    ops.CATEGORY_DIGIT: frozenset("0123456789"),
    ops.CATEGORY_SPACE: _BLANK,
    ops.CATEGORY_NOT_WORD: _BLANK,
}
_LETTER = [(ops.IN, [(ops.CATEGORY, ops.CATEGORY_WORD)])]
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
# What patterns take for an i, an s or a digit, and `str.lower` leaves or makes longer.
_BLANKS = re.compile(" +")
_WORD = re.compile(r"\w+")
_BEYOND = re.compile(r"[^\W\x00-\x7f]")
_FOLDED = bytes(ord(c.lower()) if c.isalnum() or c == "_" else 32 for c in map(chr, range(128))) + b" " * 128
_ODD = re.compile(r"[ıİſ]|(?![0-9])\d")


@lru_cache(maxsize=256)  # themes and cues look at the same sentences
def fold(text: str) -> str:
    """Return the words of a text in lower case, digits as ASCII, with a space round each; all else is left out."""
    if text.isascii() or not _BEYOND.search(text):  # letters beyond those of ASCII are rare, other signs are not
        return f" {b' '.join(text.encode('ascii', 'replace').translate(_FOLDED).split()).decode()} "
    return f" {' '.join(_WORD.findall(_ODD.sub(_plain, text).lower()))} "


def _plain(match: re.Match[str]) -> str:
    return "s" if match[0] == "ſ" else "i" if match[0] in "ıİ" else str(int(match[0]))


class StemIndex:
    """Some stems, ready to be looked for all at once."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._automaton = AhoCorasick(list(stems), implementation=Implementation.ContiguousNFA, store_patterns=True)

    def find(self, folded: str) -> Stems:
        """Return the stems that are part of a folded text."""
        return frozenset(self._automaton.find_matches_as_strings(folded, overlapping=True))


class Cue:
    """A pattern that is only tried on sentences that hold one of the stems it cannot match without.

    A sentence is looked through once for the stems of all cues, so that a cue costs next to nothing on most of them.
    ``search`` and the like, which look at a few words, are the pattern's own.
    """

    def __init__(self, pattern: str | re.Pattern[str], flags: int = 0) -> None:
        source = pattern if isinstance(pattern, str) else pattern.pattern
        self.pattern = compile_open(source, flags if isinstance(pattern, str) else pattern.flags)
        self.search, self.match = self.pattern.search, self.pattern.match
        self.fullmatch, self.sub = self.pattern.fullmatch, self.pattern.sub
        _CUES.add(self)
        _index_cues.cache_clear()
        find_possible.cache_clear()

    @cached_property
    def needs(self) -> Stems:
        """Return the stems of which every match holds one."""
        return find_needs(self.pattern)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return what the pattern finds in a sentence, which may be part of a text."""
        return self.pattern.finditer(text, start, end) if self.may_be_in(text, start, end) else _NO_MATCH

    def blot(self, text: str) -> str:
        """Return a sentence with underscores for what the pattern finds in it, at the same length."""
        return self.pattern.sub(lambda match: "_" * len(match[0]), text) if self.may_be_in(text) else text

    def is_in(self, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Return whether the pattern finds anything in a sentence, which may be part of a text."""
        return self.may_be_in(text, start, end) and self.search(text, start, end) is not None

    def may_be_in(self, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Return false where a sentence lacks all that the pattern cannot match without."""
        return self in find_possible(text[start:end])


_CUES = WeakSet[Cue]()  # every cue there is, so that all of them are looked for together
_NO_MATCH: Iterator[re.Match[str]] = iter(())


@lru_cache(maxsize=1)
def _index_cues() -> tuple[StemIndex, dict[str, set[Cue]]]:
    """Return the stems of all cues, and which cues have each; those that need nothing have the empty stem."""
    cues: dict[str, set[Cue]] = {"": set()}
    for cue in _CUES:
        for stem in cue.needs or {""}:
            cues.setdefault(stem, set()).add(cue)
    return StemIndex(cues.keys() - {""}), cues


@lru_cache(maxsize=256)
def find_possible(sentence: str) -> set[Cue]:
    """Return the cues that a sentence may hold."""
    index, cues = _index_cues()
    return cues[""].union(*map(cues.__getitem__, index.find(fold(sentence))))


def find_needs(pattern: re.Pattern[str]) -> Stems:
    """Return some letters, of which every text that a pattern matches, once folded, holds at least one.

    Parameters
    ----------
    pattern
        Any pattern; only what it takes in counts, and what it looks ahead for.

    Returns
    -------
    frozenset of str
        The rarest to be had, none of which is part of another; empty where a match need hold nothing in particular.
    """
    stems = _choose(*_read_sequence(parser.parse(pattern.pattern, pattern.flags), _EMPTY))
    return frozenset(stem for stem in stems if not any(other in stem for other in stems if other != stem))


def _read_sequence(tree: Any, ends: Stems) -> tuple[Stems, Stems]:
    """Return how the text ends after a piece of a pattern, given how it ended before it; and what the piece needs."""
    needs = _NOTHING
    items = list(_join_letters(tree))
    for (op, argument), following in zip_longest(items, items[1:], fillvalue=(None, None)):
        if _is_edge(op, argument, ends, following):
            ends = _add(ends, _BLANK)
        if len(ends) > _MOST and op is not ops.LITERAL:
            ends, needs = _EMPTY, _choose(ends, needs)
        words, inner = _read_item(op, argument, ends)
        if op is not ops.LITERAL:
            needs = _choose(ends, needs)
        ends, needs = words, _choose(inner, needs)
    return ends, needs


def _join_letters(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the items of a piece of a pattern, letters in a row as one word."""
    for is_word, items in groupby(tree, key=lambda item: item[0] is ops.LITERAL):
        if is_word:
            yield ops.LITERAL, _BLANKS.sub(" ", "".join(_lower(letter) for _, letter in items))
        else:
            yield from items


def _read_item(op: Any, argument: Any, ends: Stems) -> tuple[Stems, Stems]:
    """Return the same of one item."""
    if op in (ops.LITERAL, ops.IN):
        return _add(ends, _read_letters(op, argument)), _NOTHING
    if op in (ops.SUBPATTERN, ops.ATOMIC_GROUP):
        return _read_sequence(argument[-1] if op is ops.SUBPATTERN else argument, ends)
    if op is ops.BRANCH:
        branches = [_read_sequence(branch, ends) for branch in argument[1]]
        chosen = [_choose(*branch) for branch in branches]
        return frozenset().union(*(end for end, _ in branches)), frozenset().union(*chosen) if all(chosen) else _NOTHING
    if op in _REPEATS:
        return _read_repeat(argument, ends)
    if op is ops.ASSERT and argument[0] > 0:
        return ends, _choose(*_read_sequence(argument[1], ends))
    return (ends if op in _WIDTHLESS else _EMPTY), _NOTHING


def _read_letters(op: Any, argument: Any) -> Stems:
    """Return the word or the letters that an item of a pattern stands for, if they are few."""
    if op is ops.LITERAL:
        return frozenset({argument})
    return frozenset().union(*(_read_class(*part) for part in argument))


def _read_class(op: Any, argument: Any) -> Stems:
    """Return the letters that one part of a class stands for, if they are few."""
    if op is ops.LITERAL:
        return frozenset({_lower(argument)})
    if op is ops.RANGE and argument[1] - argument[0] < _WIDEST:
        return frozenset(map(_lower, range(argument[0], argument[1] + 1)))
    return _CATEGORIES.get(argument, _EMPTY) if op is ops.CATEGORY else _EMPTY


@cache
def _lower(letter: int) -> str:
    return fold(chr(letter)).strip() or " "


def _read_repeat(argument: Any, ends: Stems) -> tuple[Stems, Stems]:
    """Return the same of an item that may be there several times, or not at all."""
    least, most, inner = argument
    once, needs = _read_sequence(inner, ends)
    if most == 1 or once == _add(ends, _BLANK):  # any number of blanks is one
        return (once, needs) if least else (once | ends, _NOTHING)
    return _read_sequence(inner, _EMPTY) if least else (_EMPTY, _NOTHING)


def _add(ends: Stems, letters: Stems) -> Stems:
    """Return how a text may end once letters have been added; blanks that meet are one."""
    if "" in letters:
        return _EMPTY
    return frozenset((end + letter).replace("  ", " ") for end in ends for letter in letters)


def _is_edge(op: Any, argument: Any, ends: Stems, following: tuple[Any, Any]) -> bool:
    """Return whether an item says that a word begins or ends here."""
    if op is ops.ASSERT_NOT:
        return list(argument[1]) == _LETTER
    is_after_word = all(end[-1:].strip() for end in ends)
    return argument is ops.AT_BOUNDARY and (is_after_word or _opens_word(*following))


def _opens_word(op: Any, argument: Any) -> bool:
    """Return whether an item begins with a letter or a digit."""
    if op is ops.LITERAL:
        return bool(argument[0].strip())
    if op is ops.ASSERT:
        return argument[0] > 0 and list(argument[1]) == _LETTER
    if op is ops.SUBPATTERN:
        return bool(argument[-1]) and _opens_word(*next(_join_letters(argument[-1])))
    branches = argument[1] if op is ops.BRANCH else []
    return bool(branches) and all(branch and _opens_word(*next(_join_letters(branch))) for branch in branches)


def _choose(words: Stems, needs: Stems) -> Stems:
    """Return which of two sets of stems fewer sentences hold."""
    usable = words if words.isdisjoint(_VOID) else _NOTHING
    return min(usable, needs, key=guess_share) if usable and needs else usable or needs


def guess_share(stems: Stems) -> float:
    """Return a rough guess at how many sentences hold one of some stems."""
    bare = map(str.strip, stems)
    return sum(1.0 if stem in _COMMON else _SHARES[min(_weigh(stem), len(_SHARES) - 1)] for stem in bare)


def _weigh(stem: str) -> int:
    """Return how many letters a stem is worth: a digit is as rare as two, and a Chinese character as three."""
    return len(stem.encode()) + sum(map(str.isdigit, stem))
