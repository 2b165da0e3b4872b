"""What reading a file gives: its text and what the file proposes about itself; no file is opened here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["ADDRESS", "Extraction", "Proposal", "clean_extracted"]

ADDRESS = r"https?://[^\s\x00-\x20\x7f]+"
"""The form of an address that a document may be given; others can run something when they are followed."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_HALVES = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for a field of a catalogue entry, with the reason for it in one line."""

    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text of a file, paragraphs apart, and its proposals by field: title, author, publisher, published, url."""

    text: str
    proposals: Mapping[str, Proposal] = field(default_factory=dict)


def clean_extracted(text: str) -> str:
    """Return an extracted text without control characters, and with a mark for each half of a character."""
    return _HALVES.sub("\ufffd", _UNPRINTABLE.sub("", text))
