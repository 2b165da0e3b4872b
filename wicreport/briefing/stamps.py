"""The stamp of a briefing: a hash of what it was made from; no clock and no machine goes into it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib import metadata, resources
from pathlib import Path, PurePosixPath
from typing import Any

__all__ = ["stamp_inputs"]

LIBRARIES = ("matplotlib", "nbconvert", "pandas", "papermill", "pypandoc_binary", "sentencex", "typst", "wicreport")
"""The libraries whose version can change a byte of the briefing."""

TYPEFACES = {
    "Inter": "fontpkg-inter",
    "Noto Sans SC": "pylopdf-fonts-zh-cn",
    "Source Serif 4": "fontpkg-source-serif-4",
}
"""The packages of the typefaces that a report embeds, by the name of each."""

_OPEN_FONTS = {"License :: OSI Approved :: SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1"}

READERS = {".htm": "trafilatura", ".html": "trafilatura", ".pdf": "pypdf", ".docx": "lxml"}
"""The library that reads the text of a source, by the ending of its file; plain text needs none."""


def stamp_inputs(
    corpus: Mapping[str, Any], notebooks: Sequence[Path], parameters: Mapping[str, Any], more: Sequence[Path]
) -> dict[str, Any]:
    """Return the stamp and what went into it.

    Parameters
    ----------
    corpus
        The corpus record of the notebooks: its sources bring their hashes.
    notebooks
        The chapters; their text and code count, their outputs do not.
    parameters
        What was changed from the notebooks' defaults.
    more
        Other files that went in: catalogue, corrections, title, previous edition, proofs, rates.

    Returns
    -------
    dict
        `stamp` (SHA-256 over the rest), `inputs` (name and SHA-256 each), `versions`, `typefaces` (name, version and
        licence each), `parameters` and `commands`.
    """
    codebook = resources.files("wicreport.coding") / "codebook"
    files = sorted((entry.name, entry.read_bytes()) for entry in codebook.iterdir() if entry.name.endswith(".toml"))
    inputs = [{"name": source["file"], "sha256": source["sha256"]} for source in corpus["sources"]]
    inputs += [{"name": "all documents", "sha256": corpus["digest"]}] if "digest" in corpus else []
    inputs += [{"name": path.name, "sha256": _hash(path.read_bytes())} for path in more if path.exists()]
    inputs += [{"name": f"codebook/{name}", "sha256": _hash(content)} for name, content in files]
    inputs += [{"name": path.name, "sha256": _hash(_read_code(path))} for path in notebooks]
    suffixes = {PurePosixPath(source["file"]).suffix.lower() for source in corpus["sources"]}
    readers = {READERS[suffix] for suffix in suffixes if suffix in READERS}
    versions = {name: metadata.version(name) for name in sorted({*LIBRARIES, *readers})}
    typefaces = [_describe_typeface(name) for name in TYPEFACES]
    content = {"inputs": inputs, "versions": versions, "typefaces": typefaces, "parameters": dict(parameters)}
    whole = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
    return {"stamp": f"sha256:{_hash(whole)}", **content, "commands": ["make report", "make test"]}


def _describe_typeface(name: str) -> dict[str, str]:
    """Return a typeface with the version and the licence that its package states."""
    package = metadata.metadata(TYPEFACES[name])
    classes = [_OPEN_FONTS[text] for text in package.get_all("Classifier", ()) if text in _OPEN_FONTS]
    (licence,) = package.get_all("License-Expression") or classes
    return {"name": name, "version": package["Version"], "licence": licence}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_code(path: Path) -> bytes:
    """Return the text and code of a notebook without its outputs."""
    cells = json.loads(path.read_bytes())["cells"]
    return "\0".join(f"{cell['cell_type']}\0{''.join(cell['source'])}" for cell in cells).encode()
