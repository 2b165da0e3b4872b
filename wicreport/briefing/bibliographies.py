"""Sources as references: in a line of text, and as a BibTeX entry; what they say is quoted elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wicreport.briefing.labels import format_date

__all__ = ["format_bibtex", "format_reference"]

_TEX = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",  # BibTeX counts braces, with or without a backslash before them
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    **{c: f"\\{c}" for c in "&%$#_"},
}
_NOT_IN_ADDRESSES = re.compile(r"[^\w!#$%&'()*+,./:;=?@~-]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def format_reference(source: Mapping[str, Any]) -> str:
    """Return a source's author, title, publisher, date and address in one line, as far as they are known."""
    title = f"“{source['title'] or 'Untitled'}”"
    parts = (source["author"], title, source["publisher"], format_date(source["published"]), source["url"])
    return ", ".join(part for part in parts if part) + "."


def format_bibtex(source: Mapping[str, Any]) -> str:
    """Return a source as a BibTeX entry under its id; a body, or a name with a comma, stands in double braces."""
    year, *rest = (source["published"] or "").split("-")
    publisher = f"{{{_escape(source['publisher'])}}}" if source["publisher"] else ""
    fields = {
        "author": _brace_author(source["author"] or "") or publisher,
        "title": f"{{{_escape(source['title'] or 'Untitled')}}}",
        "publisher": publisher,
        "year": year,
        "month": _MONTHS[int(rest[0]) - 1] if rest else "",
        "day": str(int(rest[1])) if len(rest) > 1 else "",
        "url": _NOT_IN_ADDRESSES.sub(_encode_mark, source["url"] or ""),
        "language": source["language"],
    }
    lines = [
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields.items()
        if value
    ]
    return ",\n".join([f"@misc{{{source['source_id']}", *lines]) + "\n}"


def _brace_author(author: str) -> str:
    """Return an author; one with a comma whole, since what follows it would be read as a forename."""
    return f"{{{_escape(author)}}}" if "," in author else _escape(author)


def _escape(text: str) -> str:
    """Return a text in which TeX reads nothing as a command."""
    return "".join(_TEX.get(character, character) for character in text)


def _encode_mark(found: re.Match[str]) -> str:
    """Return a mark as an address has it, so that it cannot end the field it stands in."""
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
