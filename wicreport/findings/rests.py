"""How much of a long list is shown, and how the rest of it is told by its number."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["MOST_SHOWN", "join_names", "tell_rest"]

MOST_SHOWN = 40


def join_names(names: Sequence[str]) -> str:
    """Return names as a sentence lists them, of many the first and how many more there are."""
    if rest := tell_rest(len(names)):
        return f"{', '.join(names[:MOST_SHOWN])} {rest}"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def tell_rest(n_all: int) -> str:
    """Return how many there are besides those that are shown, in words; nothing, if all are."""
    return f"and {n_all - MOST_SHOWN:,} more" if n_all > MOST_SHOWN else ""
