"""Files of a corpus folder, read as text exactly as they stand; what they say about themselves is in the catalogue."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from wicreport.errors import DocumentError

__all__ = ["Document", "find_documents", "read_document"]

_SUFFIXES = frozenset({".txt", ".md"})
_TEXT_CONTROLS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x85")
_REMEDY_BINARY = "Put the document's text in its place, as UTF-8, or take the file out of the folder."


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name in the folder, its text as decoded, and the hash of its bytes."""

    file: str
    text: str
    sha256: str


def find_documents(folder: Path) -> tuple[str, ...]:
    """Return the names of the folder's documents, sorted; hidden files and other kinds of file are none.

    Raises
    ------
    DocumentError
        If the folder does not exist or holds no document.
    """
    if not folder.is_dir():
        raise DocumentError("no such folder", where=str(folder), remedy="Give a folder of .txt or .md documents.")
    names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    found = tuple(
        name.as_posix()
        for name in names
        if (folder / name).is_file() and not any(part.startswith(".") for part in name.parts)
    )
    if not found:
        raise DocumentError("holds no .txt or .md document", where=str(folder), remedy="Put one there.")
    return found


def read_document(folder: Path, file: str) -> Document:
    """Return one document of a folder.

    Raises
    ------
    DocumentError
        If the file is missing, unreadable, empty, binary or not UTF-8.
    """
    try:
        data = (folder / file).read_bytes()
    except OSError as error:
        what = "cannot be read" if (folder / file).exists() else "does not exist"
        remedy = "Put the file back or correct its name in the catalogue."
        raise DocumentError(what, where=str(folder / file), remedy=remedy) from error
    where = str(folder / file)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_binary(data.decode("latin-1")):
            raise DocumentError("is binary, not text", where=where, remedy=_REMEDY_BINARY) from error
        what = f"is not UTF-8 (byte {error.start} is {data[error.start]:#04x})"
        raise DocumentError(what, where=where, remedy="Save it again as UTF-8.") from error
    if _is_binary(text):
        raise DocumentError("is binary, not text", where=where, remedy=_REMEDY_BINARY)
    if not text.strip("\ufeff \t\r\n\u00a0\u3000"):
        raise DocumentError("is empty", where=where, remedy="Put the document's text in it or remove the file.")
    return Document(file, text, hashlib.sha256(data).hexdigest())


def _is_binary(text: str) -> bool:
    """Return whether the text holds a NUL or more control characters than a text would."""
    n_controls = sum(character < " " and character not in _TEXT_CONTROLS for character in text)
    return "\0" in text or n_controls > len(text) // 100
