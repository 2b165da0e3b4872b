"""Supplied documents as frozen records; nothing here reads a disk or a language rule."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from wicreport.corpus.corrections import Correction
from wicreport.corpus.near_names import offer_names
from wicreport.errors import CatalogueError

__all__ = ["NOT_ASSESSED", "UNRATED", "Corpus", "Family", "PublicationDate", "Source", "Span"]

UNRATED = "F"
"""The reliability that a source has until somebody judges it."""

NOT_ASSESSED = "not assessed"
"""The reason that is given for it."""

FamilyRole = Literal["origin", "copy", "abridgement"]


class Span(NamedTuple):
    """A half-open range of code points of a source's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """A date as far as a document supports it.

    ``value`` is ISO 8601 cut to its precision: ``2018``, ``2018-11`` or ``2018-11-07``.
    """

    value: str

    @property
    def precision(self) -> Literal["year", "month", "day"]:
        """Return how exact the date is."""
        return ("year", "month", "day")[self.value.count("-")]  # two dashes at most: the catalogue checks it


@dataclass(frozen=True)
class Source:
    """One supplied document: its text, what of it is the article, and its catalogue entry.

    ``text`` is the file as decoded and never altered; of a page, a PDF or a Word file it is what was extracted.
    ``sha256`` is of the file as supplied. ``body`` are the spans of the article; ``references`` are footnote marks and
    reference lists (kept, never counted as words); ``furniture`` is all the rest. The three together partition the
    text. ``inferred`` names each field whose value is not stated by the document, with the reason.
    """

    source_id: str
    file: str
    sha256: str
    text: str
    body: tuple[Span, ...]
    references: tuple[Span, ...] = ()
    furniture: tuple[Span, ...] = ()
    title: str | None = None
    publisher: str | None = None
    ownership: str | None = None
    author: str | None = None
    published: PublicationDate | None = None
    edition: int | None = None
    kind: str = "unknown"
    language: str = "en"
    url: str | None = None
    encoding: str | None = "utf-8"
    first_hand: bool | None = None
    reliability: str = UNRATED
    reliability_reason: str = NOT_ASSESSED
    inferred: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def body_text(self) -> str:
        """Return the text with everything outside the body blanked, so that offsets stay valid.

        Line breaks stay line breaks; any other excluded character becomes a space.
        """
        pieces, reached = [], 0
        for start, end in self.body:
            pieces += [_blank(self.text[reached:start]), self.text[start:end]]
            reached = end
        return "".join([*pieces, _blank(self.text[reached:])])

    @cached_property
    def is_extracted(self) -> bool:
        """Return whether the text is not the file's bytes as UTF-8, so that offsets need the text beside the file."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest() != self.sha256

    @cached_property
    def n_words(self) -> int:
        """Return the number of words of the body (Chinese: of characters)."""
        if self.language.startswith("zh"):
            return len("".join(self.body_text.split()))
        return len(self.body_text.split())


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class Family:
    """Sources that share an origin: one voice. ``origin`` is the fullest member."""

    family_id: str
    origin: str
    roles: Mapping[str, FamilyRole]


@dataclass(frozen=True)
class Corpus:
    """The sources of one folder in catalogue order, and their families in the order of their origins.

    ``corrections`` are what an analyst has put right in the records that are coded from them.
    """

    sources: tuple[Source, ...]
    families: tuple[Family, ...]
    as_of: str
    is_catalogued: bool = True
    corrections: tuple[Correction, ...] = ()

    def source(self, source_id: str) -> Source:
        """Return one source by its id.

        Raises
        ------
        CatalogueError
            If the corpus has no such source: names the nearest.
        """
        if source_id not in self._by_id:
            what, remedy = "no document of the corpus has this id", offer_names(source_id, self._by_id)
            raise CatalogueError(what, where=str(source_id), remedy=remedy)
        return self._by_id[source_id]

    @cached_property
    def _by_id(self) -> dict[str, Source]:
        return {source.source_id: source for source in self.sources}

    @cached_property
    def family_of(self) -> dict[str, Family]:
        """Return the family of every source, by source id."""
        return {source_id: family for family in self.families for source_id in family.roles}
