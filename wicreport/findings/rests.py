"""How much of a long list is shown, and how the rest of it is told by its number."""

from __future__ import annotations

__all__ = ["MOST_SHOWN", "tell_rest"]

MOST_SHOWN = 40


def tell_rest(n_all: int) -> str:
    """Return how many there are besides those that are shown, in words; nothing, if all are."""
    return f"and {n_all - MOST_SHOWN:,} more" if n_all > MOST_SHOWN else ""
