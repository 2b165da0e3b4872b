"""PDF files as text, from their text layer; pictures of text are not read, and paragraphs are made in layouts."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, DeprecationError, PyPdfError

from wicreport.corpus.extractions import Extraction, Proposal, clean_extracted
from wicreport.corpus.layouts import WIDE, Line, drop_running_lines, join_lines
from wicreport.corpus.paragraphs import is_chinese
from wicreport.errors import DocumentError

__all__ = ["extract_pdf"]

_BROKEN = (
    *(PyPdfError, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RuntimeError),
    *(DeprecationError, OSError, TypeError, ValueError, struct.error, zlib.error),
)  # what the library raises on a malformed file is not of one family
_LEAST_LETTERS = 20
_TITLE_LENGTH = 250
_WIDEST_LETTER = 0.62  # of the size of the type, on average over a piece
_LEAST_GAP = 0.8
_MOST_PAGES = 5_000
_MOST_OPERATIONS = 2_000_000
_SMALL = 0.8
_NOTE_NUMBER = re.compile(r"\d{1,3}(?:[,–-]\d{1,3})*")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_SPACED = re.compile(rf"(?<={WIDE.pattern}) (?=\S)|(?<=[“‘]) | (?=[”’]|{WIDE.pattern})|(?<=[”’]) (?={WIDE.pattern})")

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its remarks on a file are for its developers


def extract_pdf(data: bytes, where: str) -> Extraction:
    """Return the text of a PDF, and its title as a proposal.

    Lines are joined to paragraphs; page numbers and running heads are left out. The title is what stands in the largest
    type of the first page. The file's own dates and names are not proposed: they are of the file, not of the document.

    Parameters
    ----------
    data
        The bytes of the file.
    where
        The file, for the message of an error.

    Raises
    ------
    DocumentError
        If the file is malformed, encrypted, endless, or has no text layer, as scans have none.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        is_locked = reader.is_encrypted and not reader.decrypt("")
        lines = [] if is_locked else _read_pages(reader, where)
    except DependencyError:
        is_locked, lines = True, []
    except _BROKEN as error:
        remedy = "Get the file again, or put its text in its place."
        raise DocumentError(f"is a malformed PDF ({error})", where=where, remedy=remedy) from error
    if is_locked:
        remedy = "Save it without a password, or put its text in its place."
        raise DocumentError("is an encrypted PDF", where=where, remedy=remedy)
    if sum(character.isalpha() for line in lines for character in line.text) < _LEAST_LETTERS:
        remedy = "It is a scan, it seems: recognise its text (OCR) and put that in its place."
        raise DocumentError("is a PDF without a text layer", where=where, remedy=remedy)
    kept = drop_running_lines(lines) or lines
    title = _find_title(kept)
    proposals = {"title": Proposal(title, "the largest type of the first page")} if title else {}
    return Extraction(clean_extracted(join_lines(kept)), proposals)


def _read_pages(reader: PdfReader, where: str) -> list[Line]:
    """Return the printed lines of all pages, or raise once they are more than a document has.

    A small file can have the same page, and a page the same drawing, any number of times; the library bounds a page.
    """
    budget: Counter[str] = Counter()
    lines: list[Line] = []
    for number, page in enumerate(reader.pages):
        if number >= _MOST_PAGES or budget["operations"] > _MOST_OPERATIONS:
            what = f"has more than {_MOST_PAGES:,} pages, or far too much on them"
            raise DocumentError(what, where=where, remedy="Put the part that matters in its place.")
        lines += _read_lines(page, number, budget)
    return lines


def _read_lines(page: PageObject, number: int, budget: Counter[str]) -> Iterator[Line]:
    """Yield the printed lines of a page in the order of its content."""
    pieces: list[tuple[float, float, float, str]] = []

    def collect(text: str, cm: list[float], tm: list[float], _: Any, size: float) -> None:
        if text.strip():
            x, y = (tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5])
            scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
            pieces.append((x, y, round((size or 1.0) * scale, 1), text))

    def count(*_: Any) -> None:
        budget["operations"] += 1

    page.extract_text(visitor_text=collect, visitor_operand_before=count)
    line: list[tuple[float, float, float, str]] = []
    for piece in pieces:
        if line and abs(piece[1] - line[0][1]) > 0.6 * max(line[0][2], piece[2]):
            yield _join_pieces(line, number)
            line = []
        line.append(piece)
    if line:
        yield _join_pieces(line, number)


def _join_pieces(pieces: list[tuple[float, float, float, str]], page: int) -> Line:
    """Return the pieces of one line as a line, in the size of most of its type."""
    sizes: dict[float, int] = {}
    for _, _, size, text in pieces:
        sizes[size] = sizes.get(size, 0) + len(text)
    size = max(sizes, key=lambda size: sizes[size])
    text = _mark_note(pieces[0], size)
    for before, piece in pairwise(pieces):
        n_wide = len(WIDE.findall(before[3]))
        reach = before[2] * (_WIDEST_LETTER * len(before[3]) + (1 - _WIDEST_LETTER) * n_wide + _LEAST_GAP)
        text += (" " if piece[0] - before[0] > reach else "") + _mark_note(piece, size)
    text = " ".join(text.translate(_LIGATURES).split())
    if is_chinese(text):
        text = _SPACED.sub("", text)
    return Line(page, pieces[0][0], pieces[0][1], size, text)


def _mark_note(piece: tuple[float, float, float, str], size: float) -> str:
    """Return a piece of a line, a small number in brackets: it calls a note and is not part of the number before it."""
    is_note = piece[2] <= _SMALL * size and _NOTE_NUMBER.fullmatch(piece[3].strip())
    return f"[{piece[3].strip()}] " if is_note and piece[3][-1:].isspace() else f"[{piece[3]}]" if is_note else piece[3]


def _find_title(lines: list[Line]) -> str | None:
    """Return the text in the largest type of the first page, if it is larger than that of most of the text."""
    first = [line for line in lines if line.page == lines[0].page]
    largest = max(line.size for line in first)
    lengths: dict[float, int] = {}
    for line in lines:
        lengths[line.size] = lengths.get(line.size, 0) + len(line.text)
    title = " ".join(line.text for line in first if line.size == largest)
    usual = max(lengths, key=lambda size: lengths[size])
    return title if largest > 1.1 * usual and len(title) <= _TITLE_LENGTH else None
