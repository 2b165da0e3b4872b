"""The words that the formats put round the records, read from package data; no record is read here."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["format_date", "format_share", "load_labels"]


@cache
def load_labels() -> dict[str, Any]:
    """Return the section titles, kinds, scales and months, as ``templates/labels.toml`` has them."""
    path = resources.files(__package__) / "templates" / "labels.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def format_date(value: str | None) -> str:
    """Return an ISO date cut to any precision as a reader writes it: `7 November 2018`, `November 2018`, `2018`."""
    if not value:
        return str(load_labels()["undated"])
    year, *rest = value.split("-")
    month = [load_labels()["months"][int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def format_share(share: float) -> str:
    """Return a share of one as a reader writes it: `44 per cent`."""
    return f"{share * 100:.0f}\u00a0per cent"
