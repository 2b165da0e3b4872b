"""Catalogue entries proposed from a text alone, each field with its reason; confirmed entries are in the catalogue."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Sequence
from typing import Any

from wicreport.corpus.blocks import split_blocks
from wicreport.corpus.bodies import find_body
from wicreport.corpus.datelines import complete_dateline, find_author, find_published
from wicreport.corpus.documents import Document
from wicreport.corpus.extractions import Proposal
from wicreport.corpus.identifiers import make_slug
from wicreport.corpus.paragraphs import count_words, is_chinese, split_paragraphs
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import PublicationDate, Source, Span

__all__ = ["describe_document", "infer_as_of"]

_CONFERENCE = re.compile(
    "World Internet Conference|Wuzhen (?:Summit|Conference)|世界互联网大会|乌镇峰会", re.IGNORECASE
)
_MEETING = re.compile(r"\b(?:the|this|its)(?: \w+)? (?:conference|summit)\b|本届(?:大会|峰会)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,/])(20[12]\d)(?![\d/]|[.,]\d)")
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
_NUMBER = rf"(?:({'|'.join(_ORDINALS)})|(\d{{1,2}})(?:st|nd|rd|th))"
_ORDINAL = re.compile(
    rf"\b{_NUMBER}\s+(?:annual\s+)?(?:China\s+)?(?:World Internet|Wuzhen)\b"
    rf"|\bits\s+{_NUMBER}\s+(?:year|edition)\b|第([一二三四五六七八九十]{{1,2}})届世界互联网大会",
    re.IGNORECASE,
)
_CHINESE_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_FIRST_EDITION = 2014
_HEAD_PARAGRAPHS = 3
_TITLE_WORDS = 30
_WHY_DATE_LINE = "a date line or dateline at the head of the text"
_WHY_DATELINE = "the day of the dateline, in the year of the edition that the head of the text is about"
_WHY_ORDINAL = f"the head of the text numbers the conference, and the first was in {_FIRST_EDITION}"
_WHY_YEAR = "the year first named with the conference at the head of the text"
_WHY_PUBLISHED = "the year of publication: the head names the conference and no other year"


def describe_document(document: Document, taken: Collection[str]) -> Source:
    """Return a document as a source whose entry is inferred from its name and text.

    Parameters
    ----------
    document
        A document without a catalogue entry.
    taken
        Ids that other sources have; an id that would be equal gets a number.

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
    edition = _find_edition(head, PublicationDate(published.value) if published else None)
    if not published and edition:
        published = _propose_date(complete_dateline(text, body, int(edition.value)), _WHY_DATELINE)
    title = _find_title(text, body)
    found = {
        "source_id": Proposal(_make_id(document.file, taken), "from the file's name"),
        "title": stated.get("title") or (title and Proposal(title, "the first line, which is no sentence")),
        "author": stated.get("author") or find_author(text, body),
        "publisher": stated.get("publisher"),
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
    """Return the text up to the end of the third paragraph of the body."""
    start = body[0].start if body else 0
    ends = [span.end for span in split_paragraphs(text) if span.end > start]
    return text[: ends[min(_HEAD_PARAGRAPHS, len(ends)) - 1]] if ends else text


def _propose_date(date: PublicationDate | None, reason: str) -> Proposal | None:
    return Proposal(date.value, reason) if date else None


def _find_edition(head: str, published: PublicationDate | None) -> Proposal | None:
    """Return the edition that the head of a text is about, with the reason."""
    head = simplify_han(head)
    if not _CONFERENCE.search(head):
        return None
    lines = re.split(r"(?<=[.!?。！？])\s|\n", head)
    named = [line for line in lines if _CONFERENCE.search(line)]
    for line in (*named, *(line for line in lines if _MEETING.search(line))):
        years = [int(year) for year in _YEAR.findall(line) if int(year) >= _FIRST_EDITION]
        if years and published and _is_look_back(years, published, head):
            return Proposal(published.value[:4], _WHY_PUBLISHED)
        if years:
            return Proposal(str(years[0]), _WHY_YEAR)
        if number := _read_ordinal(line):
            return Proposal(str(_FIRST_EDITION - 1 + number), _WHY_ORDINAL)
    return Proposal(published.value[:4], _WHY_PUBLISHED) if published else None


def _is_look_back(years: Sequence[int], published: PublicationDate, head: str) -> bool:
    """Return whether the first year named is a past edition's, because the head speaks of that of its own year."""
    year = int(published.value[:4])
    if year <= years[0]:
        return False
    own = year - _FIRST_EDITION
    words = rf"{_ORDINALS[own]}|{own + 1}(?:st|nd|rd|th)" if own < len(_ORDINALS) else rf"{own + 1}(?:st|nd|rd|th)"
    pattern = (
        rf"\b(?:{words}) (?:edition|conference|summit|World Internet)|\bthis year\b"
        r"|\b(?:closed|ended|opened) on \w+day\b"
    )
    return re.search(pattern, head, re.IGNORECASE) is not None


def _read_ordinal(line: str) -> int | None:
    """Return the number that a line gives the conference, as in "the sixth World Internet Conference"."""
    found = _ORDINAL.search(line)
    if found is None:
        return None
    number = next(group for group in found.groups() if group)
    if number.isdecimal():
        return int(number)
    names = _CHINESE_NUMBERS if number in _CHINESE_NUMBERS else _ORDINALS
    return 1 + names.index(number.lower())
