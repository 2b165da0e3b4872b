"""The careful reading of a folder's documents, where it has one; comparing with it is the coding room's work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wicreport.errors import CatalogueError

__all__ = ["LABELS", "read_labels"]

LABELS = "labels.json"
"""The file beside the documents that holds what a reader labelled in them."""


def read_labels(folder: Path) -> dict[str, Any]:
    """Return the labels of a folder by file name; empty where it has none.

    Raises
    ------
    CatalogueError
        If the file is not a JSON object.
    """
    path = folder / LABELS
    if not path.exists():
        return {}
    try:
        labels = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CatalogueError(
            f"cannot be read ({error})", where=str(path), remedy="Restore it, or remove it."
        ) from error
    if not isinstance(labels, dict):
        raise CatalogueError("is not an object by file name", where=str(path), remedy="Restore it, or remove it.")
    return labels
