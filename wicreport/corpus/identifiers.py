"""Ids made from names of files; ids that an analyst has chosen are in the catalogue."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

__all__ = ["Namer", "make_slug"]


def make_slug(file: str) -> str:
    """Return a file's name without its ending as lower-case letters and digits joined by hyphens."""
    stem = unicodedata.normalize("NFKD", PurePosixPath(file).with_suffix("").as_posix()).lower()
    return re.sub(r"[^a-z0-9]+", "-", stem.encode("ascii", "ignore").decode()).strip("-") or "source"


class Namer:
    """Ids given so far, none twice; one that would be equal is numbered."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def name(self, file: str) -> str:
        """Return an id that no other file has."""
        slug = found = make_slug(file)
        while found in self._taken:
            number = self._next.get(slug, 2)
            self._next[slug] = number + 1
            found = f"{slug}-{number}"
        self._taken.add(found)
        return found
