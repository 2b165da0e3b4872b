"""Web archives, read from any place in them; which words of a page are the article is told elsewhere."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from wicreport.corpus.addresses import open_address
from wicreport.corpus.documents import LARGEST
from wicreport.errors import DocumentError

__all__ = ["Page", "read_pages"]

_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 20
_HEAD = 4096
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_REMEDY = "Fetch the archive again; the records around it are read."


class Page(NamedTuple):
    """What a server answered: where in the archive, from which address, its bytes, how they are read, their charset."""

    offset: int
    url: str
    data: bytes
    suffix: str
    declared: str | None


def read_pages(address: str, start: int, stop: int) -> Iterator[Page | DocumentError]:
    """Yield the documents whose records begin in a range of bytes, and an error for each record that is broken.

    Parameters
    ----------
    address
        An archive whose records are each packed for themselves, as the format wants it.
    start, stop
        The range; records that begin in it are read to their ends.

    Returns
    -------
    iterator of Page or DocumentError
        Answers with a document in them, in the order of the archive; requests, images, refusals and the like are none.
    """
    with open_address(address) as file:
        for offset, data in _read_members(file, start, stop):
            where = f"{address}, record at byte {offset}"
            if data is None:
                yield DocumentError("is broken or very large", where=where, remedy=_REMEDY)
                continue
            try:
                yield from _read_records(data, offset)
            except (ArchiveLoadFailed, ValueError, EOFError, zlib.error) as error:
                yield DocumentError(f"is no record ({error})", where=where, remedy=_REMEDY)


def _read_members(file: Any, start: int, stop: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield each packed record that begins in a range, unpacked, or nothing in its place if that fails."""
    file.seek(start)
    buffer, base = b"", start
    while True:
        place = buffer.find(_MAGIC)
        while place < 0 or len(buffer) < place + _HEAD:
            more = file.read(_CHUNK)
            if not more:
                break
            if place < 0 and len(buffer) > 2:
                buffer, base = buffer[-2:], base + len(buffer) - 2
            buffer += more
            place = buffer.find(_MAGIC)
        if place < 0 or base + place >= stop:
            return
        buffer, base = buffer[place:], base + place
        if not _is_start(buffer):
            buffer, base = buffer[1:], base + 1
            continue
        data, rest, n_read = _unpack(file, buffer)
        yield base, data
        buffer, base = (buffer[1:], base + 1) if data is None else (rest, base + n_read)
        if data is None:
            file.seek(base + len(buffer))


def _is_start(data: bytes) -> bool:
    """Return whether packed bytes begin with a record."""
    try:
        return zlib.decompressobj(31).decompress(data[:_HEAD], 5) == b"WARC/"
    except zlib.error:
        return False


def _unpack(file: Any, buffer: bytes) -> tuple[bytes | None, bytes, int]:
    """Return a record unpacked, the bytes read behind it, and how many it takes in the archive."""
    packed, pieces, n_read, size = zlib.decompressobj(31), [], 0, 0
    while True:
        try:
            pieces.append(packed.decompress(buffer, LARGEST + 1 - size))
        except zlib.error:
            return None, b"", 0
        n_read += len(buffer) - len(packed.unused_data)
        size += len(pieces[-1])
        if packed.eof:
            return b"".join(pieces), packed.unused_data, n_read
        buffer = file.read(_CHUNK)
        if not buffer or size > LARGEST:
            return None, b"", 0


def _read_records(data: bytes, offset: int) -> Iterator[Page]:
    """Yield the documents of an unpacked record."""
    for record in ArchiveIterator(BytesIO(data)):
        headers = record.http_headers if record.rec_type == "response" else record.rec_headers
        if record.rec_type not in {"response", "resource", "conversion"} or headers is None:
            continue
        if record.rec_type == "response" and headers.get_statuscode() != "200":
            continue
        stated = headers.get_header("Content-Type") or ""
        suffix = _SUFFIXES.get(stated.split(";")[0].strip().lower())
        if suffix:
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield Page(offset, url.strip("<>"), record.content_stream().read(), suffix, _find_charset(stated))


def _find_charset(stated: str) -> str | None:
    """Return the charset of a header by Python's name, if it is one that is known."""
    found = _CHARSET.search(stated)
    try:
        return codecs.lookup(found[1]).name if found else None
    except LookupError:
        return None
