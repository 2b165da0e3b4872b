"""Names that may be meant by one that is not there; what they are names of is not known here."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["find_near", "offer_names"]

_ALIKE = 0.6
_MOST_OFFERED = 24


def find_near(name: object, known: Iterable[str], *, most: int = 1, alike: float = _ALIKE) -> list[str]:
    """Return the names that are most like one that is not there, the most alike first.

    Parameters
    ----------
    name
        What was written; a tool may have given something else than a text.
    known
        The names there are.
    most
        How many are returned at most.
    alike
        How alike a name must be, from 0 to 1: the share of letters that both have, in one order.
    """
    return get_close_matches(str(name), list(known), n=most, cutoff=alike)


def offer_names(name: object, known: Iterable[str]) -> str:
    """Return in a sentence which names may be meant, or else which there are."""
    known = list(known)
    if near := find_near(name, known, most=3):
        return f"Write {' or '.join(near)}, if that is meant."
    more = f" and {len(known) - _MOST_OFFERED:,} more" if len(known) > _MOST_OFFERED else ""
    return f"There are {', '.join(known[:_MOST_OFFERED])}{more}." if known else "There is none."
