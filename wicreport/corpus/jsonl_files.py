"""Files of one JSON document a line, read from any place in them; what a document says is nothing to this module."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wicreport.corpus.addresses import open_address
from wicreport.corpus.characters import show_hidden
from wicreport.corpus.datelines import read_stated
from wicreport.corpus.documents import Document
from wicreport.corpus.extractions import ADDRESS, Proposal
from wicreport.errors import DocumentError

__all__ = ["FIELDS", "Line", "read_line", "read_lines"]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "content", "body"),
    "id": ("id",),
    "title": ("title", "headline"),
    "author": ("author", "byline"),
    "publisher": ("publisher", "source"),
    "published": ("date", "published", "published_at"),
    "url": ("url", "link"),
}
"""The names under which a line may give each thing; the first that has a value counts."""

_LONGEST = 100_000_000
_WHY = "the line's own field"
_REMEDY = "Write one JSON object a line, with the document's words under `text`."


class Line(NamedTuple):
    """One line of a file, and where in the file it begins."""

    offset: int
    data: bytes


def read_lines(address: str, start: int, stop: int) -> Iterator[Line]:
    """Yield the lines that begin in a range of bytes, empty ones left out."""
    with open_address(address) as file:
        offset = start
        if start:
            file.seek(start - 1)
            offset = start - 1 + len(file.readline())
        while offset < stop and (data := file.readline(_LONGEST)):
            if data.strip():
                yield Line(offset, data)
            offset += len(data)


def read_line(line: Line, name: str, where: str) -> tuple[Document, str | None]:
    """Return the document of one line, and its own id where it has one.

    Parameters
    ----------
    line
        As read.
    name
        The name of the file.
    where
        The place, for the message of an error.

    Raises
    ------
    DocumentError
        If the line is no JSON object, or has no text.
    """
    try:
        fields = json.loads(line.data)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"is not JSON ({error})", where=where, remedy=_REMEDY) from error
    if not isinstance(fields, dict):
        raise DocumentError("is no JSON object", where=where, remedy=_REMEDY)
    values = {key: _take(fields, names) for key, names in FIELDS.items()}
    text, own = values.pop("text"), values.pop("id")
    if text is None:
        raise DocumentError("has no text", where=where, remedy=_REMEDY)
    values["published"] = read_stated(values["published"] or "")
    if not re.fullmatch(ADDRESS, values["url"] or ""):
        values["url"] = None
    proposals = {key: Proposal(" ".join(value.split()), _WHY) for key, value in values.items() if value}
    try:
        "".join(filter(None, (own, *values.values()))).encode("utf-8")
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise DocumentError("has half a character in it", where=where, remedy="Write it as UTF-8.") from error
    return Document(f"{name}#{show_hidden(own or str(line.offset))}", text, digest, "utf-8", proposals), own


def _take(fields: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """Return the first value that is a text with letters in it, or a number."""
    given = (fields.get(name) for name in names)
    texts = (str(value) for value in given if isinstance(value, str | int) and not isinstance(value, bool))
    return next((text for text in texts if text.strip()), None)
