"""Bylines above a text: who signs it and who published it; which date stands there is read in datelines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from wicreport.corpus.datelines import cut_dates
from wicreport.corpus.extractions import Proposal
from wicreport.corpus.paragraphs import count_words, is_sentence_end, split_paragraphs
from wicreport.corpus.sources import Span

__all__ = ["Byline", "find_byline"]

_LONGEST = 24
_WHY = "the byline above the text"
_BY = re.compile(r"(?:(?:[Ww]ritten|WRITTEN)\s)?(?:by|BY|By)[:\s]\s*")
_FOR_A_DESK = re.compile(
    r"(?:(?P<for>Xinhua|AFP|Reuters|our|staff)\s)?(?:staff\s)?(?:writers?|reporters?|correspondents?)\s"
)
_INITIAL = "A-ZÀ-ÖØ-Þ"
_WORD = rf"[{_INITIAL}][\w'’.-]*"
_NAME = rf"{_WORD}(?:\s(?:(?:de|van|von|der|den|di|da|bin|al|el|la)\s)?{_WORD}){{0,3}}"
_NAMES = re.compile(
    rf"(?:(?:and|AND|&)\s)?(?P<who>{_NAME}(?:\s(?:and|AND|&)\s{_NAME})*)(?:\sin\s(?P<place>.+)|\s(?:for|of|at)\s(?P<house>.+))?"
)
_PLACED = re.compile(rf"(\sin\s[^,;|]+?)\s(?=(?:and|AND|&)\s{_NAME}\sin\s)")  # "A in X and B in Y"
_ANOTHER = re.compile(rf"(?:(?:and|AND|&)\s)?{_NAME}\sin\s")
_PERSON = re.compile(rf"{_WORD}(?:\s{_WORD}){{1,3}}")
_PUBLISHER = re.compile(
    rf"(?:[Tt]he\s)?(?:[{_INITIAL}\d][\w'’.&+-]*|of|and|the|&)(?:\s(?:[{_INITIAL}\d][\w'’.&+-]*|of|and|the|for|&)){{0,6}}"
)
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
_BREAKS = re.compile(r"\s*[|·•丨/]\s*|\s+[–—-]\s+|\s{3,}|\s*[()]\s*")
_SOURCE = re.compile(r"(?:source|from|来源)\s*[:：]\s*", re.IGNORECASE)
_STATED_SOURCE = re.compile(
    r"^(?:.{0,60}[|｜\s])?(?:来源|來源|稿源|source)\s*[:：]\s*(?P<name>[^|｜\s，,;；。](?:[^|｜\n，,;；。]*?[^|｜\s，,;；。])??)(?=\s*(?:[|｜，,;；。\n]|\s{2}|\s\S+[:：]|$))",
    re.IGNORECASE | re.MULTILINE,
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright(?=[\s,:]*(?:©|\(c\)|20\d\d|by\s))|版权所有|版權所有)[\s:：©]*(?:\(c\)\s*)?(?:20\d\d(?:\s?[-–—]\s?20\d\d)?)?[\s,]*(?:by\s)?"
    r"(?P<name>[^\n|｜.,，。()（）]{2,60}?)(?=\s*(?:[\n|｜.,，。()（）]|all rights|20\d\d|$))",
    re.IGNORECASE,
)
_STATEMENTS = (
    (_STATED_SOURCE, ("来源", "來源", "稿源", "source"), "the line that states the source"),
    (_RIGHTS, ("©", "(c)", "copyright", "版权", "版權"), "the copyright line"),
)
_CHINESE_PUBLISHER = re.compile(r"[\u4e00-\u9fff]{2,12}(?:[报網网社]|日报|晚报|电视台|客户端|在线|频道|新闻|周刊|杂志)")
_NOISE = re.compile(r"(?:updated?|published|posted|last|\d|[A-Z][a-z]{2,8}\.?\s\d)|\W*$", re.IGNORECASE)
_CHINESE = re.compile(
    r"(?:\S{0,8}(?:记者|記者)|作者|文)\s*[:：/／|｜丨]?\s*(?P<author>[\u4e00-\u9fff·]{2,4}(?:[、，,\s][\u4e00-\u9fff·]{2,4}){0,3})(?![\u4e00-\u9fff])"
)
_CHINESE_REPORTER = re.compile(
    r"（(?:记者|記者)\s*(?P<author>[\u4e00-\u9fff·]{2,4}(?:[、，,\s]+[\u4e00-\u9fff·]{2,4}){0,3})）"
)
_CASED = re.compile(r"[A-Z]{2,}(?:\s[A-Z]{2,})+")


class Byline(NamedTuple):
    """Who signs a text and who published it, as far as a line above it says."""

    author: Proposal | None = None
    publisher: Proposal | None = None


class _Line(NamedTuple):
    """A line in pieces: those that commas part up to the first break, those behind it, and whether it is dated."""

    pieces: list[str]
    others: list[str]
    is_dated: bool


def find_byline(text: str, body: Sequence[Span], known: Collection[str] = ()) -> Byline:
    """Return who signs a text and who published it: by a byline above the body, or the reporter in its dateline.

    Parameters
    ----------
    text
        The text of a document.
    body
        The spans of the body.
    known
        Publishers that are known besides those that are listed.

    Returns
    -------
    Byline
        Of forms as "By NAME, PUBLISHER, DATE", "By NAME and NAME in PLACE | PUBLISHER" and "NAME, PUBLISHER". Behind a
        name, what is neither a second author nor a role or a place is its publisher, be it known or not; without a "By"
        only if it is known, or looks like one, or a date follows.
    """
    start = body[0].start if body else 0
    names = _list_publishers(frozenset(known))
    found = _find_signed(text, _find_head(text, body), names)
    if not found.author and (reporter := _CHINESE_REPORTER.search(text, start, start + 60)):
        found = found._replace(author=Proposal(reporter["author"], "the reporter that the dateline names"))
    return found if found.publisher else found._replace(publisher=_find_stated(text, body, names))


def _find_head(text: str, body: Sequence[Span]) -> Span:
    """Return what may sign a text: all above the body, or what parts a body without any sentences from its title."""
    if not body or body[0].start > 0 or len(body) < 2:
        return Span(0, body[0].start if body else 0)
    title = text[slice(*body[0])].strip()
    is_title = "\n" not in title and count_words(title) <= _LONGEST and not is_sentence_end(title)
    return Span(body[0].end, body[1].start) if is_title else Span(0, 0)


def _find_signed(text: str, head: Span, names: Mapping[str, str]) -> Byline:
    """Return what the first line of the head says that signs the text."""
    for span in split_paragraphs(text[: head.end]):
        if span.start < head.start:
            continue
        line = text[slice(*span)].strip("*_")
        if count_words(line) > _LONGEST or is_sentence_end(line):
            continue
        author, publisher = _read_line(line, names)
        if author or publisher:
            return Byline(*(Proposal(name, _WHY) if name else None for name in (author, publisher)))
    return Byline()


def _find_stated(text: str, body: Sequence[Span], names: Mapping[str, str]) -> Proposal | None:
    """Return the publisher that a line outside the body states: its source, or else who holds the rights."""
    start, end = (body[0].start, body[-1].end) if body else (0, 0)
    outside = [(part, part.casefold()) for part in (text[:start], text[end:])]
    for pattern, signs, why in _STATEMENTS:
        for part, folded in outside:
            for found in pattern.finditer(part) if any(map(folded.__contains__, signs)) else ():
                said = found["name"].strip(" .,")
                if not _NOISE.match(said) and (name := _tell_publisher(said, names) or _tell_chinese(said)):
                    return Proposal(name, why)
    return None


def _tell_chinese(said: str) -> str | None:
    return said if _CHINESE_PUBLISHER.fullmatch(said) else None


def _read_line(line: str, names: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the author and the publisher of one line."""
    if begun := _BY.match(line):
        return _read_signed(line[begun.end() :], names)
    if found := _CHINESE.search(line):
        return found["author"], None
    return _read_plain(line, names)


def _read_signed(rest: str, names: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the author and the publisher of what follows a "By"."""
    desk = _FOR_A_DESK.match(rest)
    split = _split_line(_PLACED.sub(r"\1, ", rest[desk.end() :] if desk else rest))
    if split.pieces and (whole := _tell_known(split.pieces[0], names)):
        return None, whole
    authors, left = _take_authors(split, names, is_list=bool(desk))
    if not authors:
        return None, None
    told = _first_publisher(left, names) or (desk and _tell_known(desk["for"] or "", names))
    return _tidy_name(", ".join(authors)), told or _first_publisher(split.others, names)


def _take_authors(split: _Line, names: Mapping[str, str], *, is_list: bool) -> tuple[list[str], list[str]]:
    """Return the names that begin a line, and the pieces behind them that may be a publisher's.

    Where a date ends the line, the piece before it is taken for a publisher unless it is plainly a name.
    """
    authors: list[str] = []
    for number, piece in enumerate(split.pieces):
        found = _NAMES.fullmatch(piece)
        is_free = not split.is_dated or number + 1 < len(split.pieces)
        is_next = is_list or _is_second(piece, names) or (is_free and _is_person(piece, names))
        is_next = is_next or _ANOTHER.match(piece) is not None
        if not found or _is_role(found["who"]) or _NOISE.match(piece) or (authors and not is_next):
            return authors, split.pieces[number:]
        authors.append(found["who"] if not piece.startswith(("and ", "& ")) else f"and {found['who']}")
        later = split.pieces[number + 1 :]
        if found["place"] and not (later and _ANOTHER.match(later[0])):
            return authors, [other for other in later if _has_sign(other) or _tell_known(other, names)]
        if found["house"]:
            return authors, [found["house"], *later]
    return authors, []


def _read_plain(line: str, names: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the author and the publisher of a line that is nothing but a name, a publisher and perhaps a date."""
    split = _split_line(line)
    pieces = [piece for piece in (*split.pieces, *split.others) if not _NOISE.match(piece)]
    if len(pieces) != 2 or not _is_person(pieces[0], names) or _is_role(pieces[1]) or _is_place(pieces[1]):
        return None, None
    publisher = _tell_publisher(pieces[1], names)
    is_told = bool(publisher) and (split.is_dated or _has_sign(pieces[1]) or bool(_tell_known(pieces[1], names)))
    return (_tidy_name(pieces[0]), publisher) if is_told and not _is_second(pieces[1], names) else (None, None)


def _split_line(line: str) -> _Line:
    """Return a line in pieces, its date left out."""
    without = cut_dates(line, "|")
    first, *others = [piece.strip(" ,;:") for piece in _BREAKS.split(without.strip())] or [""]
    pieces = [piece for piece in re.split(r"\s*[,;]\s*", first) if piece]
    return _Line(pieces, [piece for piece in others if piece], without != line)


def _first_publisher(pieces: Sequence[str], names: Mapping[str, str]) -> str | None:
    """Return the first publisher among what breaks part from an author."""
    for piece in pieces:
        said = _SOURCE.sub("", piece)
        if not (_NOISE.match(said) or _is_role(said) or _is_place(said)) and (found := _tell_publisher(said, names)):
            return found
    return None


def _tell_publisher(piece: str, names: Mapping[str, str]) -> str | None:
    """Return a piece as a publisher's name, if it has the form of one."""
    said = piece.strip(" .,")
    if known := _tell_known(said, names):
        return known
    return said if _PUBLISHER.fullmatch(said) or _DOMAIN.fullmatch(said) else None


def _tell_known(piece: str, names: Mapping[str, str]) -> str | None:
    """Return a publisher that is known by the name it is known by."""
    return names.get(_key(piece))


def _is_person(piece: str, names: Mapping[str, str]) -> bool:
    """Return whether a piece that opens a line has the form of a person's name and of nothing else."""
    words = {word.lower() for word in piece.split()}
    is_other = words & set(_read_table()["others"]["titles"]) or _is_place(piece) or _is_role(piece) or _has_sign(piece)
    return bool(_PERSON.fullmatch(piece)) and not is_other and not _tell_known(piece, names)


def _is_second(piece: str, names: Mapping[str, str]) -> bool:
    """Return whether a piece behind an author plainly names another one."""
    if _has_sign(piece) or _tell_known(piece, names):
        return False
    is_family = len(piece.split()) > 1 and piece.split()[0].title() in _read_table()["others"]["families"]
    return is_family or bool(re.search(r"(?:^|\s)(?:and|AND|&)\s", piece))


def _is_role(piece: str) -> bool:
    return any(re.sub(r"s$", "", word.lower()) in _read_table()["others"]["roles"] for word in piece.split())


def _is_place(piece: str) -> bool:
    return _key(piece) in {_key(place) for place in _read_table()["others"]["places"]}


def _has_sign(piece: str) -> bool:
    """Return whether a word of a piece is one that publishers have in their names."""
    words = {word.lower() for word in re.findall(r"[\w-]+", piece)}
    return bool(words & set(_read_table()["signs"]["words"])) or bool(_DOMAIN.fullmatch(piece))


def _key(name: str) -> str:
    """Return a name in the form in which names are compared."""
    return re.sub(r"^the\s+", "", " ".join(name.replace("’", "'").split()).casefold()).strip(" .,")


@cache
def _list_publishers(more: frozenset[str]) -> Mapping[str, str]:
    """Return the names of publishers by what they are called."""
    listed = {_key(alias): name for name, also in _read_table()["names"].items() for alias in (name, *also)}
    return listed | {_key(name): name for name in more}


@cache
def _read_table() -> Mapping[str, Any]:
    """Return what tells a publisher."""
    return tomllib.loads(files("wicreport.corpus").joinpath("publishers.toml").read_text(encoding="utf-8"))


def _tidy_name(name: str) -> str:
    """Return names joined as they were, without capitals throughout."""
    joined = name.replace(", and ", " and ")
    return joined.title().replace(" And ", " and ") if _CASED.fullmatch(joined.replace(",", "")) else joined
