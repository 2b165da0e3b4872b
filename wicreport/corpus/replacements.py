"""Files replaced whole or not at all, whatever happens meanwhile; what is in them is decided elsewhere."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

__all__ = ["drop_partials", "replace_file"]

_PARTIAL = ".{}.partial"


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; one that is right already is left alone."""
    partial = path.with_name(_PARTIAL.format(path.name))
    partial.unlink(missing_ok=True)  # of a process that was killed
    if path.is_file() and path.read_bytes() == content:
        return
    try:
        with partial.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # a rename may reach the disk before the content does
        if path.exists():
            shutil.copymode(path, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def drop_partials(folder: Path) -> None:
    """Delete what processes that were killed left of files they were about to replace in a folder."""
    for partial in folder.glob(_PARTIAL.format("*")):
        partial.unlink(missing_ok=True)
