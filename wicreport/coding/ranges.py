"""Two numbers that are the ends of one range; what a number is, the numbers' module says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wicreport.coding.numbers import DIGITS, Number

__all__ = ["pair_ranges"]

_RANGE = re.compile(r"\s?(?:-|–|—|~|至|到)\s?|\sto\s|\sor\s|\sand\s")


def pair_ranges(text: str, numbers: Sequence[Number]) -> Iterator[tuple[Number, Number | None]]:
    """Yield each number with the other end of its range, if it stands in one ("20 to 30 companies").

    Parameters
    ----------
    text
        The sentence.
    numbers
        Its numbers, in order.

    Yields
    ------
    tuple
        A number, and the upper end of the range it begins, the lower end of the one it ends, or None. "3 to 5 million"
        are both millions.
    """
    lower: Number | None = None
    for index, number in enumerate(numbers):
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        if lower is not None:
            yield number, lower
            lower = None
        elif following and _is_range(text, number, following):
            lower = _share_scale(number, following)
            yield lower, following
        else:
            yield number, None


def _share_scale(first: Number, second: Number) -> Number:
    """Return the lower end of a range with the scale that only its upper end spells out."""
    digits = re.match(DIGITS, second.text)
    if first.is_spelled or digits is None or not re.fullmatch(DIGITS, first.text):
        return first
    scale = second.value / float(digits[0].replace(",", ""))
    return replace(first, value=first.value * scale) if first.value * scale < second.value else first


def _is_range(text: str, first: Number, second: Number) -> bool:
    between = text[first.end : second.start]
    if first.kind != "cardinal" or second.kind != "cardinal" or first.value >= second.value:
        return False
    is_and = between.strip() == "and"
    opening = text[max(0, first.start - 9) : first.start].casefold()
    # "from 29 to 59" says where a number stood and where it stands: two quantities.
    if between.strip() == "to" and opening.endswith("from "):
        return False
    return bool(_RANGE.fullmatch(between)) and (not is_and or opening.endswith("between "))
