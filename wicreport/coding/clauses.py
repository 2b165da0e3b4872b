"""Clauses of a sentence, and which of them stand aside from its main statement; no subject matter lives here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from wicreport.corpus.sources import Span

__all__ = ["is_aside", "split_clauses"]

_BREAK = re.compile(
    r"(?<!\d),\s|,(?=\s\D)|;\s?|:\s|\s[—–-]\s|—|[()（）]|[，；：。！？]"
    r"|\s(?=(?:but|while|whereas|although|though|because)\s)|\s(?=and (?:in|at|by) (?:the )?(?:19|20)\d\d)"
)
_CONTENT = re.compile(
    r"(?i)\b(?!(?:back|in|on|at|by|as|early|late|of|the|from|to|during|since|already|only|again|also|both|and"
    r"|or|until|this|last"
    r"|next|past|previous|years?|time|month|week|then|for|\d+)\b)\w"
)
_COMPARISON = re.compile(
    r"(?i)(?:\b(?=[a-fil-pstu])(?:as(?: (?:in|at|with))?|unlike|like|compared? (?:with|to)|than|since|before|after"
    r"|prior to|(?:first|originally|annually) (?:\w+ ){1,2}in|(?:launched|established|founded|inaugurated|begun"
    r"|started|inception|debut|born)(?: \w+)? in|from|until|till|from (?:19|20)\d\d (?:to|through|until)"
    r"|between (?:19|20)\d\d and|between|down on|up on|on(?= last)|same\b[^,;]*)|相比|不同于|较|比|自从?)"
    r"\s*(?:(?:that|those) (?:of|in) |during |at |in )?(?:the |what was |a )?$"
)
_FROM_YEAR = re.compile(r"(?i)\bfrom (?:the )?$")
_REDUCED = re.compile(
    r"\b(?P<noun>\w+) (?:made|delivered|presented|given|proposed|raised|put forward|unveiled|announced"
    r"|issued|released|adopted"
    r"|introduced|outlined|articulated|voiced|signed|read out)(?: by [^,;]{1,40}?)?(?: on \w+ behalf)? (?:at"
    r"|in|during) (?:the )?$"
)
_AUXILIARY = {
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "had",
    "have",
    "also",
    "first",
    "and",
    "who",
    "not",
}
_RELATIVE = re.compile(r"(?i)\s*(?:who|whose|whom|which|where|when)\b")
_APPOSED = re.compile(r"(?i)\s*(?:both|each|all|an?|the|one of|once)\b")
_CONCESSIVE = re.compile(r"(?i)\s*(?:while|although|though|whereas|unlike|of last|of 20\d\d)\b")
# "After speaking in 2017", "having spoken in 2017", "although he spoke in 2017", "after his keynote in 2017".
_FORMER = re.compile(
    r"(?i)(?:^\W*|,\s|\s)(?:(?:after|since|despite)\s(?:(?:first|also|twice)\s)?(?!during\b)\w+ing|having\s\w+"
    r"|(?:after|since|despite)\s(?:his|her|its|their)|(?:although|though)\s(?:he|she|it|they|both))\b[^,;]*$"
)
_APPOSED_RELATIVE = re.compile(r"(?i)\s*(?:an?|the|one of|once|both|two)\s[^,;]*\b(?:who|which|that)\b[^,;]*$")
_OPENING = re.compile(r"(?i)\s*(?:and|but|or|so|yet|in|at|by|on|during|for|back|then|after|before|as)\b")
_FINITE = re.compile(
    r"(?i)\b(?:is|are|was|were|has|had|have|did|does|do|will|would|can|could|may|might|spoke|came|went|sent"
    r"|gave|held|took|made"
    r"|said|saw|drew|met|told|became|began|led|won|kept|brought|put|skips|attends|speaks)\b"
    r"|(?<!^)(?<!\ba )(?<!\ban )(?<!\bthe )\b\w+ed\b"
)


@lru_cache(maxsize=64)  # every statement of a sentence asks for its clauses
def split_clauses(text: str, protected: tuple[tuple[int, int], ...] = ()) -> tuple[Span, ...]:
    """Return the clauses of a sentence as spans that cover it.

    A fragment that holds a date and nothing else ("In December 2015,") belongs to the clause after it, or before it at
    the end of the sentence.

    Parameters
    ----------
    text
        One sentence.
    protected
        Spans that are never cut, such as dates with commas.

    Returns
    -------
    tuple of Span
        In order, without gaps; offsets count from the start of ``text``.
    """
    cuts = [m.end() for m in _BREAK.finditer(text) if not any(start < m.end() < end for start, end in protected)]
    edges = [0, *(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    clauses: list[Span] = []
    pending: int | None = None
    for start, end in pairwise(edges):
        begin = start if pending is None else pending
        if not _CONTENT.search(_without(text, start, end, protected)):
            if clauses and text[begin - 1] in "(（":
                clauses[-1] = Span(clauses[-1].start, end)
                pending = None
            else:
                pending = begin
            continue
        clauses.append(Span(begin, end))
        pending = None
    if pending is not None:
        last = clauses.pop() if clauses else Span(pending, len(text))
        clauses.append(Span(last.start, len(text)))
    return tuple(clauses)


def _without(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> str:
    """Return a part of a text with the given spans left out."""
    parts, at = [], start
    for first, last in sorted(spans):
        if start <= first < end:
            parts.append(text[at:first])
            at = last
    return "".join((*parts, text[at:end]))


def is_aside(text: str, at: int, clauses: tuple[Span, ...], *, is_relative_time: bool = False) -> bool:
    """Return whether the words at an offset stand outside the sentence's main statement.

    That is in a comparison ("unlike previous summits"), a relative clause between commas, a reduced one ("points made
    at ..."), or an apposition ("featured speakers in 2017,").

    Parameters
    ----------
    text
        One sentence.
    at
        Where the words begin.
    clauses
        The sentence's clauses.
    is_relative_time
        Whether the words are relative ("last year"): only then does "from" compare.

    Returns
    -------
    bool
        True where the passage as a whole is about something else.
    """
    index, clause = next((i, c) for i, c in enumerate(clauses) if c.start <= at < max(c.end, c.start + 1))
    before = text[clause.start : at]
    if _COMPARISON.search(before) and (is_relative_time or not _FROM_YEAR.search(before)):
        return True
    reduced = _REDUCED.search(before)
    if reduced and reduced["noun"][0].islower() and reduced["noun"] not in _AUXILIARY:
        return True
    if _FORMER.search(before) or (index and _APPOSED_RELATIVE.match(before)):
        return True
    words = text[clause.start : clause.end]
    if index == 0 and len(clauses) > 1 and _CONCESSIVE.match(words):
        return True
    if index and _RELATIVE.match(words):
        return True
    is_last = 0 < index == len(clauses) - 1 and _APPOSED.match(words) is not None
    is_inside = (is_last or 0 < index < len(clauses) - 1) and text[: clause.start].rstrip().endswith((",", "，"))
    return is_inside and not _OPENING.match(words) and not _FINITE.search(words.strip())
