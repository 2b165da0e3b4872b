"""A stamp of the program that codes documents, so that what another one coded is not taken for its own."""

from __future__ import annotations

import hashlib
import sys
from importlib import metadata
from pathlib import Path

import wicreport

__all__ = ["RUNS", "stamp_program"]

RUNS = ("endings", "engines", "gatherings", "leftovers", "partitions", "runs", "tables")
"""The modules of the briefing room that a run over many documents goes through."""

_ROOMS = ("coding", "corpus")
_LIBRARIES = (
    *("ahocorasick_rs", "charset-normalizer", "fsspec", "lxml", "numpy", "pandas", "pandera", "pyarrow", "pypdf"),
    *("sentencex", "trafilatura", "warcio"),
)


def stamp_program() -> str:
    """Return a hash of what codes documents: two rooms with the codebook, what runs them, libraries and Python."""
    root = Path(wicreport.__file__).parent
    paths = [path for room in _ROOMS for path in (root / room).rglob("*") if path.suffix in {".py", ".toml"}]
    paths += [root / "briefing" / f"{name}.py" for name in RUNS]
    hashes = [(path.relative_to(root).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths]
    versions = [(name, metadata.version(name)) for name in _LIBRARIES]
    return hashlib.sha256(repr((sorted(hashes), versions, sys.version)).encode()).hexdigest()
