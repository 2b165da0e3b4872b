"""Numbers that carry where they come from; no digit of the briefing exists outside of one."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wicreport.corpus.near_names import offer_names
from wicreport.errors import FindingError
from wicreport.findings.citations import Evidence
from wicreport.findings.display import show_html
from wicreport.findings.lookups import Named

__all__ = ["NUMBER_WORDS", "Value", "Words", "fill", "format_number"]

NUMBER_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
ORDINAL_WORDS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]

_BARE = re.compile(r"\{(?P<name>\w+)\}")
_PER_CENT = re.compile(r"\s*(?:(?:to|and|or|–|-)\s*\{\w+\}\s*)?(?:per cent|percent|%)")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_FORMS = ("words", "ordinal", "percent", *_SCALES)


@dataclass(frozen=True, slots=True)
class Value(Named):
    """A number, how it was worked out, and the words it rests on.

    Arithmetic on values gives values: the formula grows, the evidence adds up. A value whose source is not in the
    chosen corpus is not a number (`nan`), and a finding that uses it is left out. Format specifications: `words`
    (numerals up to twelve as words), `ordinal` (eighth), `percent` (a share of one as per cent, a percentage that was
    read off as it stands), `thousand`, `million`, `billion`, `trillion` (scaled, two decimals), or one of Python's own
    for numbers.
    """

    number: float
    formula: str
    evidence: tuple[Evidence, ...] = ()
    is_percentage: bool = False

    @classmethod
    def of(cls, number: float, evidence: tuple[Evidence, ...] = ()) -> Value:
        """Return a number that was counted or read off, and not worked out from others."""
        return cls(float(number), format_number(number), evidence)

    def __add__(self, other: Value | float) -> Value:
        return self._combine(other, "+", lambda a, b: a + b)

    def __sub__(self, other: Value | float) -> Value:
        return self._combine(other, "−", lambda a, b: a - b)

    def __mul__(self, other: Value | float) -> Value:
        return self._combine(other, "×", lambda a, b: a * b)

    def __truediv__(self, other: Value | float) -> Value:
        return self._combine(other, "÷", lambda a, b: a / b if b else math.nan)

    def __float__(self) -> float:
        return self.number

    def __lt__(self, other: Value | float) -> bool:
        return self.number < float(other)

    def __gt__(self, other: Value | float) -> bool:
        return self.number > float(other)

    @property
    def is_worked_out(self) -> bool:
        """Return whether the number was computed from others, and not read off or counted."""
        return self.formula != format_number(self.number)

    def equals(self, other: Value | float) -> bool:
        """Return whether two values are the same number, whatever they rest on."""
        return math.isclose(self.number, float(other), rel_tol=1e-9)

    def __format__(self, spec: str) -> str:
        if math.isnan(self.number):
            return "n/a"
        if spec in ("words", "ordinal"):
            return _as_word(self.number, spec)
        if spec == "percent":
            number = self.number if self.is_percentage else round(self.number * 100, 1)
            return f"{format_number(number)} per cent"
        if spec in _SCALES:
            return f"{self.number / _SCALES[spec]:,.2f} {spec}"
        return format(self.number, spec) if spec else format_number(self.number)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return show_html("value", {"value": self, "text": f"{self}"}, f"{self} ({self.formula})")

    def _combine(self, other: Value | float, sign: str, work: Callable[[float, float], float]) -> Value:
        right = other if isinstance(other, Value) else Value.of(other)
        evidence = tuple(dict.fromkeys((*self.evidence, *right.evidence)))
        formula = f"{_grouped(self.formula)} {sign} {_grouped(right.formula)}"
        return Value(work(self.number, right.number), formula, evidence)


class Words(str):
    """Words with numbers in them that the library worked out, and nobody typed."""

    __slots__ = ()


def fill(template: str, values: Mapping[str, Any], where: str) -> str:
    """Return a text with its placeholders filled in.

    Parameters
    ----------
    template
        The text, in the notation of `str.format`.
    values
        What its placeholders stand for.
    where
        The finding or the exhibit that it is for.

    Raises
    ------
    FindingError
        If a percentage that was read off would lose its unit, or a placeholder has no value, or not that form.
    """
    fault = f"“{template}” cannot be filled in: "
    for bare in _BARE.finditer(template):
        value = values.get(bare["name"])
        if isinstance(value, Value) and value.is_percentage and not _PER_CENT.match(template, bare.end()):
            what, remedy = f"{bare[0]} is a percentage", f"Write {{{bare['name']}:percent}}."
            raise FindingError(fault + what, where=where, remedy=remedy)
    try:
        return template.format(**values)
    except KeyError as error:
        what, remedy = f"{fault}nothing is given for {error}", offer_names(error.args[0], values)
        raise FindingError(what, where=where, remedy=remedy) from error
    except (IndexError, AttributeError, ValueError) as error:
        remedy = f"Give each placeholder the name of a value, and one of the forms {', '.join(_FORMS)}."
        raise FindingError(f"{fault}{error}", where=where, remedy=remedy) from error


def format_number(number: float) -> str:
    """Return a number with thousands separators and no needless decimals, a very large one by its scale."""
    for scale in ("trillion", "billion"):
        if abs(number) >= _SCALES[scale]:
            return f"{number / _SCALES[scale]:,.2f} {scale}"
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.2f}".rstrip("0")


def _grouped(formula: str) -> str:
    """Return a formula in brackets where it has parts."""
    return f"({formula})" if any(sign in formula for sign in "+−×÷") else formula


def _as_word(number: float, spec: str) -> str:
    """Return a small whole number as a word, a larger one in figures."""
    words = NUMBER_WORDS if spec == "words" else ORDINAL_WORDS
    if number.is_integer() and 0 <= number < len(words):
        return words[int(number)]
    last = int(number) % 10 if int(number) % 100 not in (11, 12, 13) else 0
    return format_number(number) + ({1: "st", 2: "nd", 3: "rd"}.get(last, "th") if spec == "ordinal" else "")
