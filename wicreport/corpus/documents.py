"""Files of a corpus folder, read as text, whatever their form; what is known of each is in the catalogue."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from wicreport.corpus.characters import has_hidden
from wicreport.corpus.encodings import Decoding, decode_text, find_declared
from wicreport.corpus.extractions import Extraction, Proposal
from wicreport.errors import DocumentError

__all__ = ["Document", "find_documents", "has_encoding", "read_document"]

_TEXTS = frozenset({".txt", ".md"})
_PAGES = frozenset({".html", ".htm"})
_PDF = ".pdf"
_WORD = ".docx"
_SUFFIXES = frozenset({*_TEXTS, *_PAGES, _PDF, _WORD})
_KINDS = ".txt, .md, .html, .pdf or .docx"
_LARGEST = 100_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name in the folder, its text, the hash of its bytes, its encoding, and what it says of itself.

    ``text`` is the file as decoded, or what was extracted from it. A page, a PDF or a Word file proposes fields of its
    entry; a text file at most its encoding.
    """

    file: str
    text: str
    sha256: str
    encoding: str | None = "utf-8"
    proposals: Mapping[str, Proposal] = field(default_factory=dict)


def find_documents(folder: Path) -> tuple[str, ...]:
    """Return the names of the folder's documents, sorted.

    Hidden files, other kinds of file, the lock files of a word processor and what a browser saved beside a page are
    none.

    Raises
    ------
    DocumentError
        If the folder does not exist or holds no document, or one's name cannot be shown.
    """
    if not folder.is_dir():
        raise DocumentError("no such folder", where=str(folder), remedy=f"Give a folder of {_KINDS} documents.")
    names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    found = tuple(name.as_posix() for name in names if (folder / name).is_file() and not _is_aside(folder, name))
    for name in filter(has_hidden, found):
        what = "a document has a name with characters that cannot be shown"
        raise DocumentError(what, where=repr(str(folder / name)), remedy="Give it another name.")
    if not found:
        raise DocumentError(f"holds no {_KINDS} document", where=str(folder), remedy="Put one there.")
    return found


def read_document(folder: Path, file: str, *, encoding: str | None = None, detect: bool = False) -> Document:
    """Return one document of a folder.

    Parameters
    ----------
    folder
        The corpus folder.
    file
        The document's name in it; its ending says how it is read.
    encoding
        The encoding that the catalogue names; without it a text is UTF-8, and a page what it declares.
    detect
        Whether the encoding may be told from the bytes if it is neither named nor UTF-8.

    Raises
    ------
    DocumentError
        If the file is missing, unreadable, empty, too large, malformed, encrypted or without text, or a link that
        leads out of the folder.
    """
    where = str(folder / file)
    data = _read_whole(folder, file)
    extraction, decoding = _read_bytes(data, where, encoding=encoding, detect=detect)
    if not extraction.text.strip("\ufeff \t\r\n\u00a0\u3000"):
        raise DocumentError("is empty", where=where, remedy="Put the document's text in it or remove the file.")
    proposals = dict(extraction.proposals)
    if decoding and decoding.reason:
        proposals["encoding"] = Proposal(decoding.encoding, decoding.reason)
    name = decoding.encoding if decoding else None
    return Document(file, extraction.text, hashlib.sha256(data).hexdigest(), name, proposals)


def has_encoding(file: str) -> bool:
    """Return whether a file of this name is bytes of a text, so that it has an encoding."""
    return PurePosixPath(file).suffix.lower() in _TEXTS | _PAGES


def _read_whole(folder: Path, file: str) -> bytes:
    """Return the bytes of a file that lies in the folder itself; of no device, pipe or endless file."""
    path = folder / file
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        what = "is a link to a file outside the folder"
        raise DocumentError(what, where=str(path), remedy="Put that file itself in its place.")
    try:
        if path.exists() and not path.is_file():
            raise OSError(f"{path} is no file")
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        what = "cannot be read" if path.exists() else "does not exist"
        remedy = "Put the file back or correct its name in the catalogue."
        raise DocumentError(what, where=str(path), remedy=remedy) from error
    if len(data) > _LARGEST:
        what = f"is larger than {_LARGEST // 1_000_000} MB"
        raise DocumentError(what, where=str(path), remedy="Put the part that matters in its place.")
    return data


def _read_bytes(data: bytes, where: str, *, encoding: str | None, detect: bool) -> tuple[Extraction, Decoding | None]:
    """Return the text of a file and, where it has one, its encoding.

    The readers of other forms are imported when the first such file comes, so that a folder of texts is read at once.
    """
    suffix = PurePosixPath(where).suffix.lower()
    if suffix == _PDF:
        from wicreport.corpus.pdf_files import extract_pdf

        return extract_pdf(data, where), None
    if suffix == _WORD:
        from wicreport.corpus.word_files import extract_word

        return extract_word(data, where), None
    if suffix not in _PAGES or not data.strip():
        decoding = decode_text(data, where, encoding=encoding, detect=detect)
        return Extraction(decoding.text), decoding
    from wicreport.corpus.pages import extract_page

    decoding = _decode_page(data, where, encoding=encoding, detect=detect)
    return extract_page(decoding.text, where), decoding


def _decode_page(data: bytes, where: str, *, encoding: str | None, detect: bool) -> Decoding:
    """Return a page as the catalogue says, else as UTF-8 if it is that, else as it declares, else as it looks."""
    if encoding is not None:
        return decode_text(data, where, encoding=encoding)
    try:
        return decode_text(data, where)
    except DocumentError:
        declared = find_declared(data)
        return decode_text(data, where, encoding=declared, detect=detect)


def _is_aside(folder: Path, name: Path) -> bool:
    """Return whether a file is hidden, a lock, or in the folder of a page that a browser saved."""
    if name.name.startswith("~$") or any(part.startswith(".") for part in name.parts):
        return True
    saved = [str(folder / parent).removesuffix("_files") for parent in name.parents if parent.name.endswith("_files")]
    return any(Path(stem + suffix).is_file() for stem in saved for suffix in _PAGES)
