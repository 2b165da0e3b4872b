"""A stream cut into parts of a few hundred documents, each of which can be read alone; reading them is in streams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import PurePosixPath
from typing import NamedTuple

from wicreport.corpus.addresses import Entry, EntryKind
from wicreport.corpus.identifiers import Namer
from wicreport.corpus.zip_files import list_members, list_others
from wicreport.errors import DocumentError

__all__ = ["Item", "Part", "cut_parts"]

_DOCUMENTS = 400
_BYTES = 8_000_000
_STRIDES = {"jsonl": 2_000_000, "warc": 4_000_000}


class Item(NamedTuple):
    """One document of a part: its address (in an archive the member's name), its name and its id."""

    address: str
    name: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Part:
    """Documents that are read together: some files, some members of an archive, or the records of a range of bytes.

    What is not read is the last part: of each such file it is told there.

    ``prefix`` begins the ids of records that have no id of their own. ``version`` differs when a file was changed.
    """

    number: int
    kind: EntryKind
    address: str
    name: str
    version: str
    items: tuple[Item, ...] = ()
    prefix: str = ""
    start: int = 0
    stop: int = 0

    @property
    def fingerprint(self) -> str:
        """Return a hash that tells the part from any other and from itself in another version."""
        return sha256(repr(self).encode("utf-8", "surrogateescape")).hexdigest()


def cut_parts(entries: Iterable[Entry], *, n_documents: int = _DOCUMENTS) -> Iterator[Part]:
    """Yield the parts of a stream in order; the same entries give the same parts.

    Parameters
    ----------
    entries
        What lies at the addresses.
    n_documents
        How many files or members of an archive make a part, unless they are large.
    """
    for number, part in enumerate(_cut_all(entries, Namer(), n_documents)):
        yield replace(part, number=number)


def _cut_all(entries: Iterable[Entry], namer: Namer, n_documents: int) -> Iterator[Part]:
    """Yield the parts without their numbers: files gathered, holders cut."""
    waiting: list[Entry] = []
    strays: list[Item] = []
    for entry in entries:
        if entry.kind == "stray":
            strays.append(Item(entry.address, entry.name, ""))
            continue
        if waiting and (
            entry.kind != "document" or len(waiting) == n_documents or sum(e.size for e in waiting) > _BYTES
        ):
            yield _gather_files(waiting, namer)
            waiting = []
        if entry.kind == "document":
            waiting.append(entry)
        elif entry.kind == "zip":
            yield from _cut_archive(entry, namer, n_documents, strays)
        else:
            yield from _cut_bytes(entry, namer)
    if waiting:
        yield _gather_files(waiting, namer)
    if strays:
        yield Part(0, "stray", "", "", "", tuple(strays))


def _gather_files(entries: list[Entry], namer: Namer) -> Part:
    items = tuple(Item(entry.address, entry.name, namer.name(entry.name)) for entry in entries)
    return Part(0, "document", "", "", repr([(entry.size, entry.version) for entry in entries]), items)


def _cut_archive(entry: Entry, namer: Namer, n_documents: int, strays: list[Item]) -> Iterator[Part]:
    """Yield the parts of an archive, so many members each; what of it is not read joins the strays."""
    whole = Part(0, "zip", entry.address, entry.name, f"{entry.size} {entry.version}")
    try:
        members = iter(list_members(entry.address, whole.version))
    except DocumentError:  # told by who reads it
        yield whole
        return
    while chosen := list(islice(members, n_documents)):
        names = [f"{entry.name}/{member}" for member in chosen]
        ids = [namer.name(f"{PurePosixPath(entry.name).with_suffix('')}/{member}") for member in chosen]
        items = tuple(map(Item, chosen, names, ids))
        yield replace(whole, items=items)
    for other in list_others(entry.address, whole.version):
        strays.append(Item(f"{entry.address}, {other}", f"{entry.name}/{other}", ""))


def _cut_bytes(entry: Entry, namer: Namer) -> Iterator[Part]:
    """Yield the parts of a file of records: so many bytes each."""
    stride = _STRIDES[entry.kind]
    prefix = namer.name(entry.name.removesuffix(".gz"))
    whole = Part(0, entry.kind, entry.address, entry.name, f"{entry.size} {entry.version}", prefix=prefix)
    for start in range(0, entry.size, stride):
        yield replace(whole, start=start, stop=min(start + stride, entry.size))
