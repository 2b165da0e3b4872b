"""Word files as text; only the parts that hold text are opened, and each within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from lxml import etree

from wicreport.corpus.extractions import Extraction, Proposal, clean_extracted
from wicreport.errors import DocumentError

__all__ = ["extract_word"]

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PART = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_LARGEST_PART = 20_000_000
_UNSAID = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "tblPr"})
_NOTE_MARKS = frozenset({"footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_TITLES = ("title", "heading1", "titel", "titre", "标题1")
_REMEDY = "Save it again as .docx, or put its text in its place."


def extract_word(data: bytes, where: str) -> Extraction:
    """Return the text of a Word file, and its title as a proposal.

    Body, tables, text boxes and notes are read in the order of the file, as they are after tracked changes are
    accepted; a note's number stands as ``[1]`` where the note is called. Heads and feet of pages are left out. The
    author and the dates of the file are not proposed: they are of the file, not of the document.

    Parameters
    ----------
    data
        The bytes of the file.
    where
        The file, for the message of an error.

    Raises
    ------
    DocumentError
        If the file is malformed or encrypted, holds a document type declaration, or unpacks to more than it should.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError("is an encrypted Word file or one of an old form", where=where, remedy=_REMEDY)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            parts = [_read_part(archive, name, where) for name in (_PART, *(n for n in _NOTES if n in names))]
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError) as error:
        raise DocumentError(f"is a malformed Word file ({error})", where=where, remedy=_REMEDY) from error
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"is a malformed Word file ({error.msg})", where=where, remedy=_REMEDY) from error
    _number_notes(parts)
    paragraphs = [paragraph for part in parts for paragraph in _read_paragraphs(part)]
    title = next((text for style, text in paragraphs if style in _TITLES), None)
    proposals = {"title": Proposal(" ".join(title.split()), "the paragraph in the style of a title")} if title else {}
    return Extraction(clean_extracted("\n\n".join(text for _, text in paragraphs) + "\n"), proposals)


def _read_part(archive: zipfile.ZipFile, name: str, where: str) -> etree._Element:
    """Return one part as a tree, whatever size its directory entry claims."""
    with archive.open(name) as part:
        content = part.read(_LARGEST_PART + 1)
    if len(content) > _LARGEST_PART:
        raise DocumentError(f"{name} in it unpacks to more than {_LARGEST_PART} bytes", where=where, remedy=_REMEDY)
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    tree = etree.fromstring(content, parser)
    if tree.getroottree().docinfo.doctype:
        raise DocumentError(f"{name} in it declares a document type", where=where, remedy=_REMEDY)
    return tree


def _read_paragraphs(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield style and text of each paragraph in an element; a row of plain cells is one, a box comes after its own."""
    if _name(element) in _UNSAID or element.tag == _FALLBACK:
        return
    if _name(element) == "p":
        text = "".join(_read_text(element)).strip()
        if text:
            yield _find_style(element), _find_item(element) + text
    parts = [(_name(child), list(_read_paragraphs(child))) for child in element]
    cells = [[text for _, text in found] for name, found in parts if name == "tc"]
    if cells and max(map(len, cells)) <= 1:
        row = " | ".join("".join(cell) for cell in cells)
        yield from [("", row)] if row.strip(" |") else []
    else:
        yield from (paragraph for _, found in parts for paragraph in found)


def _read_text(element: etree._Element) -> Iterator[str]:
    """Yield the pieces of text in an element, without those of paragraphs inside it."""
    for child in element:
        name = _name(child)
        if name in _UNSAID or name == "p" or child.tag == _FALLBACK:
            continue
        if name in {"t", *_NOTE_MARKS}:
            yield child.text or ""
        elif name in _MARKS:
            yield _MARKS[name]
        else:
            yield from _read_text(child)


def _number_notes(parts: Sequence[etree._Element]) -> None:
    """Give footnotes and endnotes the numbers in which the text calls them, and set each before its note."""
    numbers: dict[tuple[str, str], str] = {}
    for called in parts[0].iter():
        kind = _name(called).removesuffix("Reference")
        if _name(called) in _NOTE_MARKS:
            numbers.setdefault((kind, _attribute(called, "id")), str(len(numbers) + 1))
            called.text = f"[{numbers[kind, _attribute(called, 'id')]}]"
    for note in (note for part in parts[1:] for note in part):
        reference = next((child for child in note.iter() if _name(child) in _NOTE_MARKS), None)
        number = numbers.get((_name(note), _attribute(note, "id")))
        if reference is not None and number:
            reference.text = f"[{number}] "


def _find_item(element: etree._Element) -> str:
    """Return a bullet for an item of a list."""
    return "- " if any(_name(child) == "numPr" for properties in element for child in properties) else ""


def _find_style(element: etree._Element) -> str:
    """Return the name of a paragraph's style, folded."""
    for properties in element:
        for child in properties:
            if _name(child) == "pStyle":
                return _attribute(child, "val").replace(" ", "").lower()
    return ""


def _attribute(element: etree._Element, name: str) -> str:
    return element.get(f"{_WORD}{name}") or element.get(f"{_STRICT}{name}") or ""


def _name(element: etree._Element) -> str:
    """Return an element's name without its namespace; a comment has none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
