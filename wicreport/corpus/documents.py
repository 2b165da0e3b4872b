"""Files of a corpus folder, read as text, whatever their form; what is known of each is in the catalogue."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from wicreport.corpus.characters import has_hidden
from wicreport.corpus.companions import is_companion
from wicreport.corpus.encodings import Decoding, decode_text, find_declared
from wicreport.corpus.extractions import Extraction, Proposal
from wicreport.errors import DocumentError

__all__ = [
    "KINDS",
    "LARGEST",
    "NOT_READ",
    "Document",
    "decode_document",
    "find_documents",
    "find_strays",
    "has_encoding",
    "read_document",
    "read_whole",
    "refuse_large",
    "select_documents",
    "select_strays",
]

_TEXTS = frozenset({".txt", ".md"})
_PAGES = frozenset({".html", ".htm"})
_PDF = ".pdf"
_WORD = ".docx"
_SUFFIXES = frozenset({*_TEXTS, *_PAGES, _PDF, _WORD})
KINDS = ".txt, .md, .html, .pdf or .docx"
NOT_READ = "is of a kind that is not read"
LARGEST = 100_000_000


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
        raise DocumentError("no such folder", where=str(folder), remedy=f"Give a folder of {KINDS} documents.")
    files = (path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())
    found = select_documents(path.relative_to(folder).as_posix() for path in files)
    for name in filter(has_hidden, found):
        what = "a document has a name with characters that cannot be shown"
        raise DocumentError(what, where=repr(str(folder / name)), remedy="Give it another name.")
    if not found:
        raise DocumentError(f"holds no {KINDS} document", where=str(folder), remedy="Put one there.")
    return found


def select_documents(files: Iterable[str]) -> tuple[str, ...]:
    """Return those of a folder's or an archive's files that are documents, sorted."""
    names = [PurePosixPath(file) for file in files if PurePosixPath(file).suffix.lower() in _SUFFIXES]
    pages = {str(name) for name in names if name.suffix.lower() in _PAGES}
    return tuple(name.as_posix() for name in sorted(names) if not _is_aside(name, pages))


def find_strays(folder: Path) -> tuple[str, ...]:
    """Return the names of the folder's files that are no documents and nothing that belongs beside them, sorted."""
    return select_strays(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def select_strays(files: Iterable[str]) -> tuple[str, ...]:
    """Return those of a folder's or an archive's files that nobody would read, sorted."""
    names = [PurePosixPath(file) for file in files]
    pages = {str(name) for name in names if name.suffix.lower() in _PAGES}
    others = [name for name in names if name.suffix.lower() not in _SUFFIXES and not is_companion(str(name))]
    return tuple(name.as_posix() for name in sorted(others) if not _is_aside(name, pages))


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
    return decode_document(read_whole(folder, file), file, where, encoding=encoding, detect=detect)


def decode_document(
    data: bytes,
    file: str,
    where: str,
    *,
    suffix: str | None = None,
    encoding: str | None = None,
    declared: str | None = None,
    detect: bool = False,
) -> Document:
    """Return a document from its bytes.

    Parameters
    ----------
    data
        The bytes as they came.
    file
        The document's name.
    where
        Where it came from, for the message of an error.
    suffix
        The ending that says how it is read, where it is not that of its name.
    encoding
        The encoding that the catalogue names; without it a text is UTF-8, and a page what it declares.
    declared
        The encoding that came with the bytes, for a page or text that is not UTF-8.
    detect
        Whether the encoding may be told from the bytes if it is neither named nor UTF-8.

    Raises
    ------
    DocumentError
        If the bytes are too many, none, malformed, encrypted or without text.
    """
    refuse_large(len(data), where)
    kind = (suffix or PurePosixPath(file).suffix).lower()
    extraction, decoding = _read_bytes(data, where, kind, (encoding, declared), detect=detect)
    if not extraction.text.strip("\ufeff \t\r\n\u00a0\u3000"):
        raise DocumentError("is empty", where=where, remedy="Put the document's text in it or remove the file.")
    proposals = dict(extraction.proposals)
    if decoding and decoding.reason:
        proposals["encoding"] = Proposal(decoding.encoding, decoding.reason)
    name = decoding.encoding if decoding else None
    return Document(file, extraction.text, hashlib.sha256(data).hexdigest(), name, proposals)


def refuse_large(size: int, where: str) -> None:
    """Raise an error if a document has too many bytes to be read."""
    if size > LARGEST:
        what = f"is larger than {LARGEST // 1_000_000} MB"
        raise DocumentError(what, where=where, remedy="Put the part that matters in its place.")


def has_encoding(file: str) -> bool:
    """Return whether a file of this name is bytes of a text, so that it has an encoding."""
    return PurePosixPath(file).suffix.lower() in _TEXTS | _PAGES


def read_whole(folder: Path, file: str) -> bytes:
    """Return the bytes of a file that lies in the folder itself; of no device, pipe or endless file.

    Raises
    ------
    DocumentError
        If there is no such file, or it is too large, or a link that leads out of the folder.
    """
    path = folder / file
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        what = "is a link to a file outside the folder"
        raise DocumentError(what, where=str(path), remedy="Put that file itself in its place.")
    try:
        if path.exists() and not path.is_file():
            raise OSError(f"{path} is no file")
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        what = "cannot be read" if path.exists() else "does not exist"
        remedy = "Put the file back or correct its name in the catalogue."
        raise DocumentError(what, where=str(path), remedy=remedy) from error


def _read_bytes(
    data: bytes, where: str, suffix: str, encodings: tuple[str | None, str | None], *, detect: bool
) -> tuple[Extraction, Decoding | None]:
    """Return the text of a file and, where it has one, its encoding.

    The readers of other forms are imported when the first such file comes, so that a folder of texts is read at once.
    """
    if suffix == _PDF:
        from wicreport.corpus.pdf_files import extract_pdf

        return extract_pdf(data, where), None
    if suffix == _WORD:
        from wicreport.corpus.word_files import extract_word

        return extract_word(data, where), None
    encoding, declared = encodings
    is_page = suffix in _PAGES and bool(data.strip())
    try:
        decoding = decode_text(data, where, encoding=encoding, detect=detect and not (is_page or declared))
    except DocumentError:
        if encoding is not None or not (is_page or declared):
            raise
        stated = declared or find_declared(data)
        decoding = decode_text(data, where, encoding=stated, detect=detect)
    if not is_page:
        return Extraction(decoding.text), decoding
    from wicreport.corpus.pages import extract_page

    return extract_page(decoding.text, where), decoding


def _is_aside(name: PurePosixPath, pages: Collection[str]) -> bool:
    """Return whether a file is hidden, a lock, or in the folder of a page that a browser saved."""
    if name.name.startswith("~$") or any(part.startswith(".") for part in name.parts):
        return True
    saved = [str(parent).removesuffix("_files") for parent in name.parents if parent.name.endswith("_files")]
    return any(stem + suffix in pages for stem in saved for suffix in _PAGES)
