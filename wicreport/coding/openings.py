"""Patterns that know what they may begin with, so that the engine passes over every other place of a text."""

from __future__ import annotations

import re
from re import _compiler as compiler  # type: ignore[attr-defined]  # nothing public tells the engine where to look
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

__all__ = ["compile_open"]

_ENGINES = (20220615, 20221023, 20230612)  # of Python 3.11, 3.12 and 3.13; with any other, patterns stay as they are
_AT_MASK, _AT_CHARSET = 2, 5  # of the block in which a compiled pattern says where to look
_WIDTHLESS = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_ALIKE = {"i": "İı", "k": "\u212a", "s": "ſ"}  # what the engine takes for a letter beside its own two forms
_UNCASED = range(0x2E80, 0xA000)  # Chinese characters and their signs

Openings = tuple[list[tuple[Any, Any]], bool] | None
"""Letters, ranges and categories that a match may begin with, and whether it may be empty; None where that is open."""


def compile_open(pattern: str, flags: int = 0) -> re.Pattern[str]:
    r"""Return what `re.compile` does, quicker to search with.

    The engine passes over places where no match can begin if a pattern begins with a letter or a class. Where letters
    of either case count, or a boundary such as ``\b`` or ``(?<!\w)`` comes first, it tries each place in full, which
    takes some twenty times as long. What a match may begin with is read off the pattern here, and told to it.

    Raises
    ------
    re.error
        If the pattern is not well formed.
    """
    tree = parser.parse(pattern, flags)
    flags |= tree.state.flags
    read = _read_sequence(tree, flags)
    if read is None or read[1] or compiler._sre.MAGIC not in _ENGINES:
        return re.compile(pattern, flags)
    code = compiler._code(tree, flags)
    if not code[_AT_MASK]:  # else the engine knows by itself
        charset: list[int] = []
        compiler._compile_charset(compiler._optimize_charset(list(dict.fromkeys(read[0])))[0], re.UNICODE, charset)
        code[1] += len(charset)
        code[_AT_MASK] = compiler.SRE_INFO_CHARSET
        code[_AT_CHARSET:_AT_CHARSET] = charset
    names: list[str | None] = [None] * tree.state.groups
    for name, number in tree.state.groupdict.items():
        names[number] = name
    compiled: re.Pattern[str] = compiler._sre.compile(
        pattern, flags, code, tree.state.groups - 1, tree.state.groupdict, tuple(names)
    )
    return compiled


def _read_sequence(tree: Any, flags: int) -> Openings:
    """Return what a piece of a pattern may begin with."""
    found: list[tuple[Any, Any]] = []
    for op, argument in tree:
        read: Openings = ([], True) if op in _WIDTHLESS else _read_item(op, argument, flags)
        if read is None:
            return None
        found += read[0]
        if not read[1]:
            return found, False
    return found, True


def _read_item(op: Any, argument: Any, flags: int) -> Openings:
    """Return the same of one item."""
    if op is ops.LITERAL:
        return _read_class([(op, argument)], flags)
    if op is ops.IN:
        return _read_class(argument, flags)
    if op is ops.SUBPATTERN:
        _, added, dropped, inner = argument
        return _read_sequence(inner, (flags | added) & ~dropped)
    if op is ops.ATOMIC_GROUP:
        return _read_sequence(argument, flags)
    if op is ops.BRANCH:
        return _join([_read_sequence(branch, flags) for branch in argument[1]])
    if op in _REPEATS:
        read = _read_sequence(argument[2], flags)
        return read and (read[0], read[1] or not argument[0])
    return ([], False) if op is ops.FAILURE else None


def _join(branches: list[Openings]) -> Openings:
    known = [branch for branch in branches if branch]
    if len(known) < len(branches):
        return None
    return [item for items, _ in known for item in items], any(is_empty for _, is_empty in known)


def _read_class(parts: list[tuple[Any, Any]], flags: int) -> Openings:
    """Return what one letter of a class may be, in either case where that does not count."""
    found: list[tuple[Any, Any]] = []
    for op, argument in parts:
        letters = range(argument, argument + 1) if op is ops.LITERAL else range(0)
        if op is ops.RANGE:
            letters = range(argument[0], argument[1] + 1)
        is_plain = not flags & re.IGNORECASE or (letters and letters[0] in _UNCASED and letters[-1] in _UNCASED)
        if op is ops.NEGATE or flags & (re.ASCII | re.LOCALE):
            return None
        if op is ops.CATEGORY or is_plain:
            found.append((op, argument))
        elif all(map(_is_spelt, letters)):
            found += [(ops.LITERAL, ord(form)) for letter in letters for form in _spell(chr(letter))]
        else:
            return None
    return found, False


def _is_spelt(letter: int) -> bool:
    """Return whether all forms of a letter are known: those of ASCII, and what has no case."""
    return letter < 128 or chr(letter).lower() == chr(letter).upper()


def _spell(letter: str) -> set[str]:
    """Return the forms of a letter that the engine takes for it where case does not count."""
    return {letter, letter.lower(), letter.upper(), *_ALIKE.get(letter.lower(), "")}
