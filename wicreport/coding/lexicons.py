"""The notation of the codebook's terms as compiled patterns; which theme a passage carries is decided elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from wicreport.errors import CodebookError

__all__ = ["ACTOR_TERM", "Condition", "LexiconTerm", "compile_lexicon"]

ACTOR_TERM = "{foreign}"

_GAP = {"en": r"(?:[^\w;:]+[\w’'%-]+){0,5}?[^\w;:]+", "zh": r"[^。！？；;\n]{0,12}?"}
_SPACE = {"en": r"[\s\u2010-\u2014-]+", "zh": r"\s*"}
_LETTERS = {"en": r"[\w’'-]*", "zh": r"\w*"}
_NESTED = re.compile(r"\([^()]*\)\??")
_LITERAL = re.compile(r"[^\s()|?*.’'-]+")
_TOKEN = re.compile(r" *\.\. *|\*| +|[()|?]|(?:[A-Z]\.)+|\b[A-Z]{2,}|[^\s()|*?]")


@dataclass(frozen=True, slots=True)
class Condition:
    """What else a passage must hold (or, negated, must not hold) for a term to count."""

    pattern: re.Pattern[str] | None
    is_negated: bool = False

    @property
    def is_actor(self) -> bool:
        """Return whether the condition asks for an actor from abroad and not for words."""
        return self.pattern is None


@dataclass(frozen=True, slots=True)
class LexiconTerm:
    """One entry of a lexicon: its anchor is what gets marked; ``pattern`` is missing where an actor is the anchor.

    ``stems`` says cheaply where the term cannot be: of each set, one must be in the text folded to lower case.
    """

    term: str
    pattern: re.Pattern[str] | None
    conditions: tuple[Condition, ...]
    is_muted: bool
    stems: tuple[tuple[str, ...], ...]

    def may_be_in(self, folded: str) -> bool:
        """Return false where a text, folded to lower case, lacks what the term cannot do without."""
        return all(any(stem in folded for stem in stems) for stems in self.stems)


@cache
def compile_lexicon(terms: tuple[str, ...], language: str) -> tuple[LexiconTerm, ...]:
    """Return the compiled terms of one theme and one language.

    Parameters
    ----------
    terms
        Entries in the notation that the head of ``themes.toml`` explains.
    language
        ``en`` or ``zh``: English terms end at word boundaries, Chinese ones need none.

    Returns
    -------
    tuple of LexiconTerm
        In the order given; an anchor is what a term marks, its conditions are looked for in the passage.

    Raises
    ------
    CodebookError
        If a term is not well formed.
    """
    return tuple(_compile_term(term, language) for term in terms)


def _compile_term(term: str, language: str) -> LexiconTerm:
    anchor, *rest = term.removeprefix("!").split(" & ")
    return LexiconTerm(
        term=term,
        pattern=None if anchor == ACTOR_TERM else _compile_words(anchor, term, language),
        conditions=tuple(_read_conditions(rest, term, language)),
        is_muted=term.startswith("!"),
        stems=tuple(stems for part in (anchor, *rest) if not part.startswith("!") for stems in _find_stems(part)),
    )


def _find_stems(words: str) -> Iterator[tuple[str, ...]]:
    """Yield for each word or group that a match must have the letters of which it must have one."""
    if words == ACTOR_TERM:
        return
    for alternatives in _split_groups(words):
        stems = tuple(max(_LITERAL.findall(_drop_nested(a)), key=len, default="") for a in alternatives)
        if all(stems):
            yield tuple(stem.casefold() for stem in stems)


def _split_groups(words: str) -> Iterator[list[str]]:
    """Yield the alternatives of each outermost group, and the words outside of groups; optional groups are left out."""
    depth, start, bars = 0, 0, [0]
    for at, sign in enumerate(words):
        if sign == "(":
            depth += 1
            if depth == 1:
                yield from ([word] for word in _LITERAL.findall(words[start:at]))
                bars = [at]
        elif sign == "|" and depth == 1:
            bars.append(at)
        elif sign == ")":
            depth -= 1
            if depth == 0:
                start = at + 1
                if words[start : start + 1] != "?":
                    yield [words[first + 1 : last] for first, last in pairwise([*bars, at])]
    yield from ([word] for word in _LITERAL.findall(words[start:]))


def _drop_nested(words: str) -> str:
    while (bare := _NESTED.sub(" ", words)) != words:
        words = bare
    return words


def _read_conditions(parts: Sequence[str], term: str, language: str) -> Iterator[Condition]:
    for part in parts:
        words = part.removeprefix("!")
        pattern = None if words == ACTOR_TERM else _compile_words(words, term, language)
        yield Condition(pattern, is_negated=part.startswith("!"))


def _compile_words(words: str, term: str, language: str) -> re.Pattern[str]:
    body = "".join(_translate(token, language) for token in _TOKEN.findall(words))
    bounded = rf"(?<!\w)(?:{body})(?!\w)" if language == "en" else f"(?:{body})"
    try:
        return re.compile(bounded, re.IGNORECASE)
    except re.error as error:
        raise CodebookError(
            f"the term {term!r} is not well formed: {error}", where="themes.toml", remedy="Balance its brackets."
        ) from error


def _translate(token: str, language: str) -> str:
    """Turn one token of the notation into a piece of a regular expression."""
    fixed = {"(": "(?:", ")": ")", "|": "|", "?": "?", "*": _LETTERS[language]}
    if token.strip() == "..":
        return _GAP[language]
    if not token.strip():
        return _SPACE[language]
    if len(token) > 1:
        return f"(?-i:{re.escape(token)})"
    return fixed.get(token) or re.escape(token)
