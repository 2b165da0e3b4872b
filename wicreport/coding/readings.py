"""One number taken as a quantity, and the words round it; which numbers are is decided elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wicreport.coding.numbers import Number
from wicreport.coding.units import Hedge

__all__ = ["REACH", "Reading", "clause_round", "words_before"]

REACH = 40  # what is looked for right before a number is no longer
_CLAUSE = 1000  # characters: nor are fourteen words
_BREAK = re.compile('[,;:()—“”"，。；]')
_BREAK_OR_STOP = re.compile(r"[,;:()—“”\"，。；.](?:(?<!\.)|(?=\s|$))")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number taken as a quantity, with offsets in its sentence."""

    start: int
    end: int
    value: float
    unit: str
    measures: str
    hedge: Hedge | None


def words_before(text: str, number: Number) -> str:
    """Return the words right before a number."""
    return text[max(0, number.start - REACH) : number.start]


def clause_round(text: str, start: int, end: int) -> str:
    """Return the words of the clause round an amount, with the amount itself as an ellipsis."""
    before = _BREAK.split(text[max(0, start - _CLAUSE) : start])[-1].strip()
    after = _BREAK_OR_STOP.split(text[end : end + _CLAUSE], maxsplit=1)[0].strip()
    return " ".join(part for part in (" ".join(before.split()[-8:]), "…", " ".join(after.split()[:6])) if part)
