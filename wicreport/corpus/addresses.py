"""What lies at the addresses of a stream: single documents and files that hold many; none is opened here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from wicreport.corpus.documents import find_documents, select_documents
from wicreport.errors import DocumentError

__all__ = ["Entry", "EntryKind", "list_entries", "open_address"]

EntryKind = Literal["document", "zip", "jsonl", "warc"]

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

    ``version`` differs when the file was written anew, as far as its system tells.
    """

    address: str
    name: str
    kind: EntryKind
    size: int
    version: str


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
    found = [(address, *_find_files(address)) for address in addresses]
    try:
        base = os.path.commonpath([root for _, root, _ in found])
    except ValueError:  # on different systems, or relative and absolute
        base = ""
    for address, _, files in found:
        for path, details in files:
            name = os.path.relpath(path, base).replace(os.sep, "/") if base else path
            kind = _kind_of(path, address)
            dated = [str(details[key]) for key in _DATED if details.get(key) is not None]
            yield Entry(path, name, kind, int(details.get("size") or 0), " ".join(dated[:1]))


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


def _find_files(address: str) -> tuple[str, list[tuple[str, Mapping[str, Any]]]]:
    """Return the folder of an address and its files, each with what its system says of it."""
    system, path = url_to_fs(address)
    is_local = "file" in (system.protocol if isinstance(system.protocol, tuple) else (system.protocol,))
    if any(character in path for character in _MAGIC) and not system.exists(path):
        fixed = path[: min(path.find(character) for character in _MAGIC if character in path)]
        root, found = fixed.rpartition("/")[0], system.glob(path, detail=True)
        names = [name for name in sorted(found) if found[name]["type"] == "file" and _is_read(name)]
    elif system.isdir(path):
        root, found = path, {} if is_local else system.find(path, detail=True)
        names = [f"{path}/{name}" for name in _select_names(system, path, is_local=is_local, found=found)]
    elif system.exists(path):
        root, names, found = path.rpartition("/")[0], [path], {}
        _kind_of(path, address)
    elif _is_read(path):
        raise DocumentError("no such file", where=address, remedy="Check the address.")
    else:
        find_documents(Path(path))
        raise DocumentError("no such folder", where=address, remedy="Check the address.")
    if not names:
        raise DocumentError("holds nothing that is read", where=address, remedy=f"Read are {_describe_kinds()}.")
    return _unstrip(system, root, is_local=is_local), [
        (_unstrip(system, name, is_local=is_local), found.get(name) or system.info(name)) for name in names
    ]


def _select_names(
    system: AbstractFileSystem, folder: str, *, is_local: bool, found: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return the names of a folder's documents and of the files that hold many, sorted."""
    if is_local:
        paths = [path for path in Path(folder).rglob("*") if _is_read(path.name) and path.is_file()]
        files = [path.relative_to(folder).as_posix() for path in paths]
    else:
        files = [name.removeprefix(folder).lstrip("/") for name in found]
    holders = [f for f in files if _holder_of(f) and not any(part.startswith(".") for part in f.split("/"))]
    return tuple(sorted((*select_documents(files), *holders), key=lambda name: name.split("/")))


def _unstrip(system: AbstractFileSystem, path: str, *, is_local: bool) -> str:
    return path if is_local else str(system.unstrip_protocol(path))


def _holder_of(name: str) -> EntryKind | None:
    return next((kind for suffix, kind in _HOLDERS.items() if name.lower().endswith(suffix)), None)


def _is_read(name: str) -> bool:
    return bool(_holder_of(name) or select_documents([name.rpartition("/")[2]]))


def _kind_of(path: str, address: str) -> EntryKind:
    """Return what a file is, or raise if it is not read."""
    kind = _holder_of(path)
    if kind is None and not select_documents([path.rpartition("/")[2]]):
        packed = next((remedy for suffix, remedy in _PACKED.items() if path.lower().endswith(suffix)), None)
        what = "is packed in a way that is not read" if packed else "is not of a kind that is read"
        raise DocumentError(what, where=path or address, remedy=packed or f"Read are {_describe_kinds()}.")
    return kind or "document"


def _describe_kinds() -> str:
    return "texts, pages, PDF and Word files, and .zip, .jsonl and .warc.gz files of many"
