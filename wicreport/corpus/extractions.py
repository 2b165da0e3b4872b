"""What reading a file gives: its text and what the file proposes about itself; no file is opened here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Extraction", "Proposal"]


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
