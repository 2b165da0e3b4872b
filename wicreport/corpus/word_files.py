"""Word files as text; only the parts that hold text are opened, and each within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from wicreport.corpus.extractions import Extraction, Proposal
from wicreport.errors import DocumentError

__all__ = ["extract_word"]

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PART = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_LARGEST_PART = 50_000_000
_UNSAID = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "tblPr"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_TITLES = ("title", "heading1", "titel", "titre", "标题1")
_REMEDY = "Save it again as .docx, or put its text in its place."


def extract_word(data: bytes, where: str) -> Extraction:
    """Return the text of a Word file, and its title as a proposal.

    Body, tables, text boxes and notes are read in the order of the file, as they are after tracked changes are accepted;
    a note's number stands as ``[1]`` where the note is called. Heads and feet of pages are left out. The author and the
    dates of the file are not proposed: they are of the file, not of the document.

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
    paragraphs = [(_find_style(element), text) for part in parts for element, text in _read_paragraphs(part)]
    title = next((text for style, text in paragraphs if style in _TITLES), None)
    proposals = {"title": Proposal(" ".join(title.split()), "the paragraph in the style of a title")} if title else {}
    return Extraction("\n\n".join(text for _, text in paragraphs) + "\n", proposals)


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


def _read_paragraphs(part: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the paragraphs of a part that have text; the text boxes in one come after it."""
    for element in part.iter(f"{_WORD}p", f"{_STRICT}p"):
        if any(above.tag == _FALLBACK or _name(above) in _UNSAID for above in element.iterancestors()):
            continue
        text = "".join(_read_text(element)).strip()
        if text:
            yield element, _find_number(element) + text


def _read_text(element: etree._Element) -> Iterator[str]:
    """Yield the pieces of text in an element, without those of paragraphs inside it."""
    for child in element:
        name = _name(child)
        if name in _UNSAID or name == "p" or child.tag == _FALLBACK:
            continue
        if name == "t":
            yield child.text or ""
        elif name in _MARKS:
            yield _MARKS[name]
        elif name in {"footnoteReference", "endnoteReference"}:
            yield f"[{_attribute(child, 'id')}]"
        else:
            yield from _read_text(child)


def _find_number(element: etree._Element) -> str:
    """Return the number of a note for its first paragraph, and the bullet of an item of a list."""
    note = element.getparent()
    if note is not None and _name(note) in {"footnote", "endnote"} and note.index(element) == 0:
        return f"[{_attribute(note, 'id')}] "
    is_item = any(_name(child) == "numPr" for properties in element for child in properties)
    return "- " if is_item else ""


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
