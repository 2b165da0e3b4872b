"""Pandoc, run once a conversion on the program that comes with its package; what it is given is decided elsewhere."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from functools import cache
from importlib import metadata

from wicreport.errors import BuildError

__all__ = ["find_pandoc", "run_pandoc"]


def run_pandoc(arguments: Sequence[str], text: str = "") -> bytes:
    """Return what pandoc writes to its output.

    Parameters
    ----------
    arguments
        The command line without the program.
    text
        What it reads.

    Raises
    ------
    BuildError
        If pandoc refuses the text.
    """
    done = subprocess.run([find_pandoc(), *arguments], input=text.encode(), capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise BuildError(f"is refused by pandoc: {said}", where="the document", remedy="Mend the record it names.")
    return done.stdout


@cache
def find_pandoc() -> str:
    """Return the path of the program in its package; the package's own search starts it to ask for its version."""
    files = metadata.files("pypandoc_binary") or ()
    found = [str(file.locate()) for file in files if file.stem == "pandoc" and file.parent.name == "files"]
    return found[0] if found else "pandoc"
