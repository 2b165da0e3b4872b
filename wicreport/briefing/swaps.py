"""Files and folders replaced whole or not at all; what is in them is decided elsewhere."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wicreport.errors import OutputError

__all__ = ["replace_file", "scratch_folder", "swap_in"]


@contextmanager
def scratch_folder(output: Path) -> Iterator[Path]:
    """Give a folder beside the output, on the same disk, that is gone afterwards."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        if output.exists() and any(output.iterdir()) and not (output / "briefing.json").exists():
            raise FileExistsError("it holds other files, and a report takes the whole folder")
        if output.exists() and not os.access(output, os.W_OK):
            raise PermissionError(f"no permission to write: {output}")
        folder = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    except OSError as error:
        raise OutputError(
            f"the output cannot be written ({error.strerror or error})",
            where=str(output),
            remedy="Choose another `--output`.",
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap_in(scratch: Path, output: Path) -> None:
    """Put the new report in the place of the old one, by renaming."""
    (scratch / "new").chmod(0o755)
    if output.exists():
        output.rename(scratch / "old")
    try:
        (scratch / "new").rename(output)
    except BaseException:
        if (scratch / "old").exists():
            (scratch / "old").rename(output)
        raise


def replace_file(path: Path, text: str) -> None:
    """Write a file whole or not at all; a file that is right already is left alone."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
