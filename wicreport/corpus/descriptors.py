"""Catalogue entries proposed from a text alone, each field with its reason; confirmed entries are in the catalogue."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Sequence
from itertools import islice
from typing import Any

from wicreport.corpus.blocks import split_blocks
from wicreport.corpus.bodies import find_body
from wicreport.corpus.bylines import find_byline
from wicreport.corpus.datelines import complete_dateline, find_published
from wicreport.corpus.documents import Document
from wicreport.corpus.editions import find_edition
from wicreport.corpus.extractions import Proposal
from wicreport.corpus.identifiers import make_slug
from wicreport.corpus.paragraphs import count_words, is_chinese
from wicreport.corpus.sources import PublicationDate, Source, Span

__all__ = ["describe_document", "infer_as_of"]

_HEAD_PARAGRAPHS = 3
_FEWEST_WORDS = 12
_TITLE_WORDS = 30
_WHY_DATE_LINE = "a date line or dateline at the head of the text"
_WHY_DATELINE = "the day of the dateline, in the year of the edition that the head of the text is about"


def describe_document(document: Document, taken: Collection[str], publishers: Collection[str] = ()) -> Source:
    """Return a document as a source whose entry is inferred from its name and text.

    Parameters
    ----------
    document
        A document without a catalogue entry.
    taken
        Ids that other sources have; an id that would be equal gets a number.
    publishers
        Names by which publishers are known beside it, which a byline may have.

    Returns
    -------
    Source
        Each field that has a value is named in ``inferred`` with the reason. What the file proposes of itself goes
        before what its text looks like; kind and reliability are not guessed.
    """
    text, stated = document.text, document.proposals
    language = "zh" if is_chinese(text) else "en"
    body, references, furniture = find_body(text, language)
    head = _split_head(text, body)
    published = stated.get("published") or _propose_date(find_published(text, head, body), _WHY_DATE_LINE)
    edition = find_edition(text, head, PublicationDate(published.value) if published else None, document.file)
    if not published and edition:
        published = _propose_date(complete_dateline(text, body, int(edition.value)), _WHY_DATELINE)
    title, byline = _find_title(text, body), find_byline(text, body, publishers)
    found = {
        "source_id": Proposal(_make_id(document.file, taken), "from the file's name"),
        "title": stated.get("title") or (title and Proposal(title, "the first line, which is no sentence")),
        "author": stated.get("author") or byline.author,
        "publisher": stated.get("publisher") or byline.publisher,
        "published": published,
        "edition": edition,
        "language": Proposal(language, "the script of most letters"),
        "url": stated.get("url"),
        "encoding": stated.get("encoding"),
    }
    values: dict[str, Any] = {key: proposal.value for key, proposal in found.items() if proposal}
    values["edition"] = int(edition.value) if edition else None
    values["published"] = PublicationDate(published.value) if published else None
    return Source(
        file=document.file,
        sha256=document.sha256,
        text=text,
        body=body,
        references=references,
        furniture=furniture,
        inferred={key: proposal.reason for key, proposal in found.items() if proposal},
        **{"encoding": document.encoding, **values},
    )


def infer_as_of(sources: Sequence[Source]) -> str:
    """Return the last day of the latest publication date as an ISO date, or an empty string if none has a date."""
    return max((_last_day(source.published.value) for source in sources if source.published), default="")


def _last_day(value: str) -> str:
    """Return the last day that a cut-off date can mean."""
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    month = month or 12
    return f"{year:04d}-{month:02d}-{day or calendar.monthrange(year, month)[1]:02d}"


def _make_id(file: str, taken: Collection[str]) -> str:
    """Return an id from a file's name, numbered if it is taken."""
    slug = make_slug(file)
    candidates = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
    return next(candidate for candidate in candidates if candidate not in taken)


def _find_title(text: str, body: Sequence[Span]) -> str | None:
    """Return the longest short line before the body that is no sentence, if there is one."""
    start = body[0].start if body else 0
    blocks = [block for block in split_blocks(text) if block.span.end <= start]
    titles = [block.text.lstrip("# ") for block in blocks if block.is_line and 2 <= block.n_words <= _TITLE_WORDS]
    return max(titles[:4], key=count_words, default=None)


def _split_head(text: str, body: Sequence[Span]) -> str:
    """Return the text up to the end of the third paragraph of the body; a heading or a credit is none."""
    start = body[0].start if body else 0
    blocks = (block for block in split_blocks(text) if block.span.end > start and block.n_words >= _FEWEST_WORDS)
    ends = [block.span.end for block in islice(blocks, _HEAD_PARAGRAPHS)]
    return text[: ends[-1]] if ends else text


def _propose_date(date: PublicationDate | None, reason: str) -> Proposal | None:
    return Proposal(date.value, reason) if date else None
