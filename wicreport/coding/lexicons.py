"""The notation of the codebook's terms as compiled patterns; which theme a passage carries is decided elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from wicreport.coding.openings import compile_open
from wicreport.coding.stems import StemIndex, Stems, guess_share
from wicreport.errors import CodebookError

__all__ = [
    "ABROAD",
    "CONFERENCE",
    "ELSEWHERE",
    "PERSON_ABROAD",
    "Condition",
    "LexiconTerm",
    "TermIndex",
    "compile_lexicon",
]

ABROAD = "{foreign}"
"""Met by somebody from outside China."""

PERSON_ABROAD = "{person}"
"""Met by a person of the registry from outside China."""

CONFERENCE = "{conference}"
"""Met where a passage may speak of the conference without naming it."""

ELSEWHERE = "{elsewhere}"
"""Met where a passage or its document is about another event."""

_ASKED = frozenset({ABROAD, PERSON_ABROAD, CONFERENCE, ELSEWHERE})

_GAP = {"en": r"(?:[^\w;:]+[\w’'%-]+){0,5}?[^\w;:]+", "zh": r"[^。！？；;\n]{0,12}?"}
_SPACE = {"en": r"[\s\u2010-\u2014“”\"‘’-]+", "zh": r"\s*"}
_LETTERS = {"en": r"[\w’'-]*", "zh": r"\w*"}
_NESTED = re.compile(r"\([^()]*\)\??")
_SEPARATOR, _BLANKS = re.compile(r"[^\w()|?*]+"), re.compile(" +")
_EDGES = {"en": (" ", " * "), "zh": ("*", "*")}  # what stands for signs and blanks between words, and for a gap
_TOKEN = re.compile(r" *\.\. *|\*| +|[()|?]|(?:[A-Z]\.)+|\b[A-Z]{2,}|[^\s()|*?]")


@dataclass(frozen=True, slots=True)
class Condition:
    """What else a passage must hold (or, negated, must not hold) for a term to count."""

    words: str | None
    is_negated: bool = False
    asks: str | None = None

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """Return the pattern of the words; missing where the condition asks for something else."""
        return None if self.words is None else _compile(self.words)


@dataclass(frozen=True, slots=True)
class LexiconTerm:
    """One entry of a lexicon: its anchor is what gets marked; ``words`` is missing where it ``asks`` for an actor.

    ``stems`` says cheaply where the term cannot be: of each set, one must be in the folded text, or be met by it.
    """

    term: str
    words: str | None
    conditions: tuple[Condition, ...]
    is_muted: bool
    stems: tuple[frozenset[str], ...]
    asks: str | None = None

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """Return the pattern of the anchor; missing where an actor is the anchor."""
        return None if self.words is None else _compile(self.words)


class TermIndex:
    """Some terms by what they cannot do without, so that few of them need be tried on a passage."""

    def __init__(self, terms: Sequence[LexiconTerm]) -> None:
        self._stems = StemIndex({stem for term in terms for stems in term.stems for stem in stems} - _ASKED)
        self._by_stem: dict[str, list[tuple[int, tuple[Stems, ...]]]] = {"": []}
        for number, term in enumerate(terms):
            rarest, *others = sorted(term.stems, key=_guess_share) or [frozenset({""})]
            for stem in rarest:
                self._by_stem.setdefault(stem, []).append((number, tuple(others)))
        self._rarest = frozenset(self._by_stem)

    def find(self, folded: str, met: Set[str]) -> list[int]:
        """Return, in order, the numbers of the terms that a folded text may hold, which meets some of what is asked."""
        present = {"", *self._stems.find(folded), *met}
        lacks = present.isdisjoint
        found = set()
        for stem in self._rarest & present:
            for number, others in self._by_stem[stem]:
                for stems in others:
                    if lacks(stems):
                        break
                else:
                    found.add(number)
        return sorted(found)


def _guess_share(stems: Stems) -> float:
    return 2.0 if stems <= _ASKED else guess_share(stems)


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
    stems = (found for part in (anchor, *rest) if not part.startswith("!") for found in _find_stems(part, language))
    return LexiconTerm(
        term=term,
        words=None if anchor in _ASKED else _check_words(anchor, term, language),
        conditions=tuple(_read_conditions(rest, term, language)),
        is_muted=term.startswith("!"),
        stems=tuple(stems),
        asks=anchor if anchor in _ASKED else None,
    )


def _find_stems(words: str, language: str) -> Iterator[Stems]:
    """Yield for each word or group that a match must have what a folded text must have one of, or what is asked."""
    if words in _ASKED:
        yield frozenset({words})
        return
    edge, gap = _EDGES[language]
    for alternatives in _split_groups(_SEPARATOR.sub(edge, f" {words.replace('..', gap).lower()} ")):
        pieces = (_drop_nested(alternative).split("*") for alternative in alternatives)
        stems = frozenset(max(found, key=lambda piece: len(piece.strip())) for found in pieces)
        if all(map(str.strip, stems)):
            yield stems


def _split_groups(words: str) -> Iterator[list[str]]:
    """Yield the alternatives of each outermost group that must be there, and the words outside of groups.

    Each has a sign of what is beside it: a space where a word ends for certain, and else an asterisk.
    """
    depth, bars, outside = 0, [0], ""
    for at, sign in enumerate(words):
        depth += (sign == "(") - (sign == ")")
        if depth == 1 and sign in "(|":
            bars = [*bars, at] if sign == "|" else [at]
        elif depth == 0 and sign == ")":
            inner = [words[first + 1 : last] for first, last in pairwise([*bars, at])]
            before, after = (" " if side == " " else "*" for side in (outside[-1:], words[at + 1]))
            if words[at + 1] != "?":
                yield [f"{before}{alternative}{after}" for alternative in inner]
            outside += "* " if before == " " and all(a.endswith(" ") for a in inner) else "*"  # "(the )?"
        elif depth == 0 and sign != "?":
            outside += sign
    yield from ([piece] for piece in outside.split("*"))


def _drop_nested(words: str) -> str:
    while (bare := _NESTED.sub("*", words)) != words:
        words = bare
    return _BLANKS.sub(" ", words).replace("?", "")


def _read_conditions(parts: Sequence[str], term: str, language: str) -> Iterator[Condition]:
    for part in parts:
        words = part.removeprefix("!")
        asks = words if words in _ASKED else None
        yield Condition(None if asks else _check_words(words, term, language), part.startswith("!"), asks)


def _check_words(words: str, term: str, language: str) -> str:
    """Return the regular expression of some words, once its brackets are known to balance."""
    rest = re.sub(r"[^()]", "", words)
    while (fewer := rest.replace("()", "")) != rest:
        rest = fewer
    if rest:
        raise _malformed(term, f"{rest[0]!r} has no partner")
    body = "".join(_translate(token, language) for token in _TOKEN.findall(words))
    return rf"(?<!\w)(?:{body})(?!\w)" if language == "en" else f"(?:{body})"


@cache
def _compile(words: str) -> re.Pattern[str]:
    """Return a compiled pattern; only those of terms that a text may hold are ever needed."""
    try:
        return compile_open(words, re.IGNORECASE)
    except re.error as error:
        raise _malformed(words, str(error)) from error


def _malformed(term: str, fault: str) -> CodebookError:
    what = f"the term {term!r} is not well formed: {fault}"
    return CodebookError(what, where="themes.toml", remedy="Balance its brackets.")


@cache
def _translate(token: str, language: str) -> str:
    """Turn one token of the notation into a piece of a regular expression."""
    fixed = {".": "[.’']", "(": "(?:", ")": ")", "|": "|", "?": "?", "*": _LETTERS[language]}
    if token.strip() == "..":
        return _GAP[language]
    if not token.strip():
        return _SPACE[language]
    if len(token) > 1:
        return f"(?-i:{re.escape(token)})"
    return fixed.get(token) or re.escape(token)
