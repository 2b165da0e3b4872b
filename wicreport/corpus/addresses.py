"""What lies at the addresses of a stream: documents, files that hold many, and others; none is opened here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Literal, NamedTuple

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from wicreport.corpus.documents import KINDS, LARGEST, NOT_READ, select_documents, select_strays
from wicreport.errors import DocumentError

__all__ = ["Digests", "Entry", "EntryKind", "is_here", "list_entries", "open_address", "refuse_stray"]

EntryKind = Literal["document", "zip", "jsonl", "warc", "stray"]

_HOLDERS: Mapping[str, EntryKind] = {".zip": "zip", ".jsonl": "jsonl", ".warc.gz": "warc", ".wet.gz": "warc"}
_PACKED = {
    ".jsonl.gz": "Unpack it: a packed file cannot be read from its middle.",
    ".warc": "Pack it record by record, as `warcio recompress` does.",
}
_MAGIC = "*?["
_DATED = ("mtime", "LastModified", "last_modified", "updated", "ETag", "etag", "created")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a stream: where it is, its name in the tables, its kind, its size in bytes, and its version.

    ``version`` is a hash of a file's content on this machine, and nothing for a document too large to be read;
    elsewhere it differs when the file was written anew, as far as its system tells. ``place`` is the number of the
    address it was found at, and ``inner`` its path below that. A stray is a file that is not read, of which no more is
    known than where it is.
    """

    address: str
    name: str
    kind: EntryKind
    size: int
    version: str
    place: int = 0
    inner: str = ""


def list_entries(addresses: Sequence[str]) -> Iterator[Entry]:
    """Yield the files at some addresses, in the order of the addresses and, within one, of their names.

    Parameters
    ----------
    addresses
        Each a folder, a pattern or a file: on this machine, or anywhere that `fsspec` reaches
        (``s3://bucket/crawl/*.warc.gz``). A name is the path below the folder; where several places are given, below
        the folder that holds them all.

    Raises
    ------
    DocumentError
        If there is nothing at an address, or nothing that is read.
    """
    found = [_find_files(address) for address in addresses]
    try:
        base = os.path.commonpath([place.root for place in found])
    except ValueError:  # on different systems, or relative and absolute
        base = ""
    for number, place in enumerate(found):
        for path in place.files:
            details = place.details.get(path) or place.system.info(path)
            address = path if place.is_local else str(place.system.unstrip_protocol(path))
            name = os.path.relpath(address, base).replace(os.sep, "/") if base else address
            kind, size, inner = _kind_of(path), int(details.get("size") or 0), address.removeprefix(place.root)
            version = "" if kind == "document" and size > LARGEST else _version_of(place, path, details)
            yield Entry(address, name, kind, size, version, number, inner)
        for path in place.strays:
            address = path if place.is_local else str(place.system.unstrip_protocol(path))
            name = os.path.relpath(address, base).replace(os.sep, "/") if base else address
            yield Entry(address, name, "stray", 0, "", number)


def refuse_stray(where: str) -> DocumentError:
    """Return the error that says of a file why it is not read."""
    packed = next((remedy for suffix, remedy in _PACKED.items() if where.lower().endswith(suffix)), None)
    if packed:
        return DocumentError("is packed in a way that is not read", where=where, remedy=packed)
    remedy = f"Read are {KINDS}, and .zip, .jsonl and .warc.gz files of many: make it one of these, or take it out."
    return DocumentError(NOT_READ, where=where, remedy=remedy)


class Digests:
    """The hash of the files at each address: the same wherever it lies, another where one of them was changed."""

    def __init__(self) -> None:
        self._found: dict[int, Any] = {}

    def take_in(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield files as they come, each that is read taken into the hash of its address."""
        for entry in entries:
            if entry.kind == "stray":
                yield entry
                continue
            content = repr((entry.inner, entry.size, entry.version)).encode("utf-8", "surrogateescape")
            self._found.setdefault(entry.place, sha256()).update(content)
            yield entry

    def of(self, addresses: Sequence[str]) -> dict[str, str]:
        """Return the hash of each address, of whose files all were taken in."""
        return {address: self._found[place].hexdigest() for place, address in enumerate(addresses)}


def is_here(address: str) -> bool:
    """Return whether an address is one of this machine, be there something or not."""
    return isinstance(url_to_fs(address)[0], LocalFileSystem)


def open_address(address: str) -> Any:
    """Return a file at an address, open to be read as bytes from any place.

    Raises
    ------
    DocumentError
        If it cannot be opened.
    """
    try:
        system, path = url_to_fs(address)
        return system.open(path, "rb")
    except OSError as error:
        what = f"cannot be opened ({error.strerror or error})"
        raise DocumentError(what, where=address, remedy="Check the address and its rights.") from error


def _version_of(place: _Place, path: str, details: Mapping[str, Any]) -> str:
    """Return what tells a file from what stood there before."""
    if not place.is_local:
        return next((str(details[key]) for key in _DATED if details.get(key) is not None), "")
    try:
        if not Path(path).is_file():
            return ""
        with Path(path).open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:  # told by who reads it
        return str(error)


class _Place(NamedTuple):
    """What was found at one address: the system, the folder, and its files with what is known of them; its strays."""

    system: AbstractFileSystem
    root: str
    files: list[str]
    details: Mapping[str, Any]
    is_local: bool
    strays: tuple[str, ...] = ()


def _find_files(address: str) -> _Place:
    """Return the folder of an address and its files."""
    if not address:
        raise DocumentError("is an empty address", where="“”", remedy="Give a folder, a pattern or a file.")
    try:
        system, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        remedy = "Check how the address begins, or install what reads it."
        raise DocumentError(f"cannot be reached ({error})", where=address, remedy=remedy) from error
    is_local = isinstance(system, LocalFileSystem)
    details: Mapping[str, Any] = {}
    strays: tuple[str, ...] = ()
    if any(character in path for character in _MAGIC) and not system.exists(path):
        root = path[: min(path.find(character) for character in _MAGIC if character in path)].rpartition("/")[0]
        details = system.glob(path, detail=True)
        found = [name for name in sorted(details) if details[name]["type"] == "file"]
        files, strays = [name for name in found if _is_read(name)], _select_strays(root, found)
    elif system.isdir(path):
        root, details = path, {} if is_local else system.find(path, detail=True)
        found = [str(at) for at in Path(path).rglob("*") if at.is_file()] if is_local else list(details)
        files, strays = _select_files(root, found), _select_strays(root, found)
    elif system.exists(path):
        root, files = path.rpartition("/")[0], [path]
        _kind_of(path)
    elif _is_read(path):
        raise DocumentError("no such file", where=address, remedy="Check the address.")
    else:
        raise DocumentError("no such folder", where=address, remedy=f"Give a folder of {KINDS} documents.")
    if not files:
        raise DocumentError(f"holds no {KINDS} document", where=address, remedy="Put one there.")
    whole_root = root if is_local else str(system.unstrip_protocol(root))
    return _Place(system, whole_root, files, details, is_local, strays)


def _select_files(root: str, found: Iterable[str]) -> list[str]:
    """Return those of a folder's files that are documents or hold many, sorted."""
    files = _list_inner(root, found)
    holders = [f for f in files if _holder_of(f) and not any(part.startswith(".") for part in f.split("/"))]
    return [f"{root}/{f}" for f in sorted((*select_documents(files), *holders), key=lambda name: name.split("/"))]


def _select_strays(root: str, found: Iterable[str]) -> tuple[str, ...]:
    """Return those of a folder's files that are not read and belong to nothing that is, sorted."""
    return tuple(f"{root}/{f}" for f in select_strays(_list_inner(root, found)) if not _holder_of(f))


def _list_inner(root: str, found: Iterable[str]) -> list[str]:
    """Return the paths of files below a folder."""
    return [path.removeprefix(root).lstrip("/").replace(os.sep, "/") for path in found]


def _holder_of(name: str) -> EntryKind | None:
    return next((kind for suffix, kind in _HOLDERS.items() if name.lower().endswith(suffix)), None)


def _is_read(name: str) -> bool:
    return bool(_holder_of(name) or select_documents([name.rpartition("/")[2]]))


def _kind_of(path: str) -> EntryKind:
    """Return what a file is, or raise if it is not read."""
    kind = _holder_of(path)
    if kind is None and not select_documents([path.rpartition("/")[2]]):
        raise refuse_stray(path)
    return kind or "document"
