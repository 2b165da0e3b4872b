"""Catalogue entries proposed from a text alone, each field with its reason; confirmed entries are in the catalogue."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from wicreport.corpus.blocks import split_blocks
from wicreport.corpus.bodies import find_body
from wicreport.corpus.documents import Document
from wicreport.corpus.paragraphs import count_words, is_chinese, is_sentence_end, split_paragraphs
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
_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if number}
_MONTH = r"(?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATES = (
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>20[12]\d)\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>20[12]\d)\b"),
    re.compile(r"\b(?P<year>20[12]\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20[12]\d)\b"),
    re.compile(r"(?P<year>20[12]\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"),
)
_PUBLISHED = re.compile(r"publish|post|updat|modif|发布|更新", re.IGNORECASE)
_DATELINE = re.compile(r"^.{0,80}?(?:\((?:Xinhua|Reuters|AP|AFP|CNS)\)|（[^）]{1,20}）|新华社|中新社|\s(?:--|—|–)\s)")
_FIRST_EDITION = 2014
_HEAD_PARAGRAPHS = 3
_DATE_LINE_WORDS = 14
_TITLE_WORDS = 30
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
        Each field that has a value is named in ``inferred`` with the reason; nothing is guessed about publisher,
        author or reliability.
    """
    language = "zh" if is_chinese(document.text) else "en"
    body, references, furniture = find_body(document.text, language)
    head = _split_head(document.text, body)
    published = _find_published(document.text, head, body)
    edition, why_edition = _find_edition(head, published)
    title = _find_title(document.text, body)
    reasons = {
        "source_id": "from the file's name",
        "title": "the first line, which is no sentence",
        "language": "the script of most letters",
        "published": "a date line or dateline at the head of the text",
        "edition": why_edition,
    }
    values = {"source_id": "", "title": title, "language": language, "published": published, "edition": edition}
    return Source(
        source_id=_make_id(document.file, taken),
        file=document.file,
        sha256=document.sha256,
        text=document.text,
        body=body,
        references=references,
        furniture=furniture,
        title=title,
        published=published,
        edition=edition,
        language=language,
        inferred={key: reason for key, reason in reasons.items() if values[key] is not None},
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
    stem = unicodedata.normalize("NFKD", PurePosixPath(file).with_suffix("").as_posix()).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", stem.encode("ascii", "ignore").decode()).strip("-") or "source"
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


def _find_published(text: str, head: str, body: Sequence[Span]) -> PublicationDate | None:
    """Return the date of a date line before the body or of the dateline that opens it."""
    start = body[0].start if body else 0
    for span in split_paragraphs(head):
        line = text[slice(*span)]
        if span.end <= start and count_words(line) <= _DATE_LINE_WORDS and not is_sentence_end(line):
            found = _read_date(line)
        elif span.start <= start < span.end and (dateline := _DATELINE.match(line)):
            found = _read_date(dateline.group())
        else:
            continue
        if found:
            return found
    return None


def _read_date(line: str) -> PublicationDate | None:
    """Return the full date of a line; of two dates only the one that is said to be of publication."""
    for pattern in _DATES:
        all_found = list(pattern.finditer(line))
        for found in all_found[: 1 if len(all_found) == 1 or _PUBLISHED.search(line) else 0]:
            parts = found.groupdict()
            month = int(parts["month"]) if "month" in parts else _MONTHS[parts["name"].lower()]
            year, day = int(parts["year"]), int(parts["day"])
            if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
                return PublicationDate(f"{year:04d}-{month:02d}-{day:02d}")
    return None


def _find_edition(head: str, published: PublicationDate | None) -> tuple[int | None, str]:
    """Return the edition that the head of a text is about, with the reason."""
    head = simplify_han(head)
    if not _CONFERENCE.search(head):
        return None, ""
    lines = re.split(r"(?<=[.!?。！？])\s|\n", head)
    named = [line for line in lines if _CONFERENCE.search(line)]
    for line in (*named, *(line for line in lines if _MEETING.search(line))):
        years = [int(year) for year in _YEAR.findall(line) if int(year) >= _FIRST_EDITION]
        if years and published and _is_look_back(years, published, head):
            return int(published.value[:4]), _WHY_PUBLISHED
        if years:
            return years[0], _WHY_YEAR
        if number := _read_ordinal(line):
            return _FIRST_EDITION - 1 + number, _WHY_ORDINAL
    if published:
        return int(published.value[:4]), _WHY_PUBLISHED
    return None, ""


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
