"""Documents read one after the other from a part of a stream; a document that cannot be read does not stop it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from wicreport.corpus.addresses import EntryKind, open_address, refuse_stray
from wicreport.corpus.characters import has_hidden, show_hidden
from wicreport.corpus.documents import LARGEST, Document, decode_document, read_whole
from wicreport.corpus.extractions import ADDRESS, Proposal
from wicreport.corpus.identifiers import make_slug
from wicreport.corpus.jsonl_files import read_line, read_lines
from wicreport.corpus.parts import Item, Part
from wicreport.corpus.warc_files import read_pages
from wicreport.corpus.zip_files import list_members, read_member
from wicreport.errors import DocumentError, WicReportError

__all__ = ["Fault", "Streamed", "read_part"]

_WHY_ADDRESS = "the archive's record"


@dataclass(frozen=True, slots=True)
class Streamed:
    """A document of a stream and the id it has there."""

    source_id: str
    document: Document


@dataclass(frozen=True, slots=True)
class Fault:
    """What kept a document from being read or coded: a row of the table of errors."""

    source: str
    what: str
    where: str
    remedy: str

    @classmethod
    def of(cls, source: str, error: WicReportError) -> Fault:
        """Return an error as a row."""
        return cls(source, error.what, error.where, error.remedy)

    @classmethod
    def of_name(cls, source: str, where: str) -> Fault:
        """Return the row of a document whose name cannot be shown as it is."""
        what = "has a name with characters that cannot be shown"
        return cls(show_hidden(source), what, show_hidden(where), "Give it another name.")

    @classmethod
    def of_repeated(cls, source: str, source_id: str) -> Fault:
        """Return the row of a document whose id one before it has."""
        what = f"another document before it has the id {source_id}"
        return cls(source, what, source, "Give each document an id of its own, or none.")


def read_part(part: Part) -> Iterator[Streamed | Fault]:
    """Yield the documents of a part, and a fault in the place of each that cannot be read."""
    if has_hidden(part.name):
        yield Fault.of_name(part.name, part.address)
        return
    readers: dict[EntryKind, Callable[[Part], Iterator[Streamed | Fault]]] = {
        "document": _read_files, "zip": _read_archive, "jsonl": _read_json, "warc": _read_crawl, "stray": _tell_strays,
    }  # fmt: skip
    try:
        yield from readers[part.kind](part)
    except DocumentError as error:  # of the file that holds them
        yield Fault.of(part.name, error)
    except OSError as error:
        what = f"cannot be read ({error.strerror or error})"
        yield Fault(part.name, what, part.address, "Check the file, its rights and the way to it, and run again.")


def _read_files(part: Part) -> Iterator[Streamed | Fault]:
    """Yield the documents that are files of their own."""
    for item in part.items:
        yield _decode(item.source_id, item.name, item.address, partial(_read_file, item))


def _tell_strays(part: Part) -> Iterator[Streamed | Fault]:
    """Yield why each of some files is not read."""
    for item in part.items:
        is_shown = not has_hidden(item.name)
        yield Fault.of(item.name, refuse_stray(item.address)) if is_shown else Fault.of_name(item.name, item.address)


def _read_file(item: Item) -> bytes:
    """Return the bytes of a file; one here lies in the folder that was given, which its name begins behind."""
    if "://" not in item.address:
        return read_whole(Path(item.address.removesuffix(item.name)), item.name)
    with open_address(item.address) as file:
        return bytes(file.read(LARGEST + 1))


def _read_archive(part: Part) -> Iterator[Streamed | Fault]:
    """Yield the documents of an archive; one that cannot be opened has none."""
    if not part.items:
        list_members(part.address, part.version)
    for item in part.items:
        where = f"{part.address}, {item.address}"
        yield _decode(item.source_id, item.name, where, partial(read_member, part.address, part.version, item.address))


def _decode(source_id: str, name: str, where: str, read: Callable[[], bytes]) -> Streamed | Fault:
    """Return one document from its bytes, or why there is none."""
    if has_hidden(name):
        return Fault.of_name(name, where)
    try:
        return Streamed(source_id, decode_document(read(), name, where, detect=True))
    except DocumentError as error:
        return Fault.of(name, error)
    except OSError as error:
        return Fault(name, f"cannot be read ({error.strerror or error})", where, "Check the file and its rights.")


def _read_json(part: Part) -> Iterator[Streamed | Fault]:
    """Yield the documents of a file of lines; an id that a line gives is the document's."""
    for line in read_lines(part.address, part.start, part.stop):
        try:
            document, own = read_line(line, part.name, f"{part.address}, line at byte {line.offset}")
        except DocumentError as error:
            yield Fault.of(f"{part.name}#{line.offset}", error)
        else:
            slug = make_slug(f"{own}.id") if own else ""
            yield Streamed(slug or f"{part.prefix}-{line.offset}", document)


def _read_crawl(part: Part) -> Iterator[Streamed | Fault]:
    """Yield the pages of a web archive; an id is the archive's name and the place of the record."""
    for page in read_pages(part.address, part.start, part.stop):
        if isinstance(page, DocumentError):
            yield Fault.of(part.name, page)
            continue
        name, where = (
            f"{part.name}#{show_hidden(page.url) or page.offset}",
            f"{part.address}, record at byte {page.offset}",
        )
        try:
            document = decode_document(page.data, name, where, suffix=page.suffix, declared=page.declared, detect=True)
        except DocumentError as error:
            yield Fault.of(name, error)
            continue
        proposals = {**document.proposals}
        if re.fullmatch(ADDRESS, page.url):
            proposals.setdefault("url", Proposal(page.url, _WHY_ADDRESS))
        yield Streamed(f"{part.prefix}-{page.offset}", replace(document, proposals=proposals))
