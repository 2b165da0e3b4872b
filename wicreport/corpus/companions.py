"""What lies beside the documents of a folder and is none of them: its catalogue, its labels, and its corrections."""

from __future__ import annotations

from pathlib import PurePosixPath

__all__ = ["CATALOGUE", "CORRECTIONS", "LABELS", "is_companion"]

CATALOGUE = "sources.toml"
"""The file that describes each document."""

LABELS = "labels.json"
"""The file that holds what a reader labelled in the documents."""

CORRECTIONS = "coding"
"""The folder that holds the corrections of coded records."""

_OF_THE_SYSTEM = frozenset({"desktop.ini", "thumbs.db", "__macosx"})  # hidden where they are made, and nowhere else


def is_companion(file: str) -> bool:
    """Return whether a file belongs beside documents, or is one that nobody sees: hidden, a copy an editor keeps."""
    name = PurePosixPath(file)
    if any(part.startswith((".", "~$")) or part.lower() in _OF_THE_SYSTEM for part in name.parts):
        return True
    if name.name.endswith("~") or (name.name.startswith("#") and name.name.endswith("#")):
        return True
    return name.name in (CATALOGUE, LABELS) or (name.parent.name == CORRECTIONS and name.suffix == ".csv")
