"""The briefing as a tagged PDF, by way of pandoc and Typst; how it looks is decided by the Typst template."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from nbformat import NotebookNode

from wicreport.briefing.conversions import run_pandoc
from wicreport.briefing.documents import Document, read_document
from wicreport.briefing.drawings import place_drawing
from wicreport.briefing.fonts import find_uncovered, list_font_folders
from wicreport.briefing.labels import format_date
from wicreport.briefing.markdown import MARKDOWN, export_markdown
from wicreport.briefing.wordings import shorten_stamp
from wicreport.corpus.holdings import own_folder
from wicreport.errors import BuildError

__all__ = ["UNDATED", "draw_cover", "draw_png", "export_pdf", "list_drawings", "name_moment", "show_uncovered"]

UNDATED = date(2014, 11, 19)
"""The date of a document that has none, since PDF/A asks for one: the day the first conference opened."""

_TEMPLATES = resources.files(__package__) / "templates"


def export_pdf(notebook: NotebookNode, *, as_of: str) -> bytes:
    """Return the briefing as PDF/UA-1 and PDF/A-2a, same bytes for same inputs.

    Parameters
    ----------
    notebook
        An assembled notebook, or a chapter of one.
    as_of
        The day the briefing speaks of, in ISO 8601 (a month or a year stands for its first day); it becomes the
        document's date. Empty: `UNDATED`.

    Raises
    ------
    BuildError
        If Typst refuses the document: an alt text, a title or a character is missing.
    """
    return _compile(notebook, as_of, pdf_standards=["ua-1", "a-2a"])[0]


def draw_cover(pdf: bytes, *, ppi: int = 96) -> bytes:
    """Return the first page of a PDF as PNG, for pages that show what the briefing looks like."""
    with TemporaryDirectory(dir=own_folder()) as folder:
        root = Path(folder)
        (root / "briefing.pdf").write_bytes(pdf)
        return _draw(root, "cover.typ", ppi)


def show_uncovered(text: str) -> str:
    """Return the text with characters that no typeface has shown by their code point; invisible ones are dropped."""
    shown = {}
    for char in find_uncovered(text):
        is_invisible = unicodedata.category(char) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(char, "")
        shown[ord(char)] = "" if is_invisible else f"‹U+{ord(char):04X}›"
    return text.translate(shown)


def list_drawings(document: Document) -> Iterator[tuple[str, str]]:
    """Yield each figure's id and its SVG, in the order of the document."""
    for section in document.sections:
        for block in section.blocks:
            if block.kind == "figure":
                yield block.payload["id"], place_drawing(block.payload["svg"], prefix=block.payload["id"])


def draw_png(svg: str, *, ppi: int = 200) -> bytes:
    """Return a drawing as PNG, for programs that take no SVG."""
    with TemporaryDirectory(dir=own_folder()) as folder:
        root = Path(folder)
        _write_files(root, {"figure.svg": show_uncovered(svg)})
        return _draw(root, "figure.typ", ppi)


def name_moment(as_of: str) -> datetime:
    """Return noon UTC of a day in ISO 8601, cut to any precision; the clock is never read."""
    day = date.fromisoformat((as_of + "-01-01")[:10]) if as_of else UNDATED
    return datetime.combine(day, time(12), tzinfo=UTC)


def _list_templates() -> dict[str, str]:
    """Return the Typst templates by file name."""
    files = (_TEMPLATES / "typst").iterdir()
    return {path.name: path.read_text(encoding="utf-8") for path in files if path.name.endswith(".typ")}


def _describe(document: Document, as_of: str) -> dict[str, str]:
    """Return what the page layout shows outside the body; Typst takes it as strings, never as code."""
    head: Any = document.masthead or {}
    footer = [f"As of {format_date(as_of)}"] if as_of else []
    footer += [f"version {shorten_stamp(head['stamp'])}"] if head else []
    given = {"title": document.title, "subtitle": document.subtitle, "footer": " · ".join(footer)}
    return {"language": document.language, **{name: show_uncovered(value) for name, value in given.items()}}


def _write_files(root: Path, files: dict[str, str]) -> None:
    """Write text files below a folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def _draw(root: Path, template: str, ppi: int) -> bytes:
    """Return the one page that a template makes of the files in a folder, as PNG."""
    _write_files(root, {template: _list_templates()[template]})
    return typst.compile(
        root / template, root=root, font_paths=list_font_folders(), ignore_system_fonts=True, format="png", ppi=ppi
    )


def _compile(notebook: NotebookNode, as_of: str, **form: Any) -> list[bytes]:
    """Return the files Typst makes of a briefing; what the compiler refuses is an error of the build."""
    document = read_document(notebook)
    asked = ["--sandbox", "--wrap=none", "--columns=20", f"--lua-filter={_TEMPLATES / 'pandoc' / 'typst.lua'}"]
    markdown = show_uncovered(export_markdown(notebook))
    body = run_pandoc([f"--from={MARKDOWN}", "--to=typst", *asked], markdown).decode()
    with TemporaryDirectory(dir=own_folder()) as folder:
        root = Path(folder)
        _write_files(root, {**_list_templates(), "body.typ": body})
        _write_files(root, {f"figures/{name}.svg": show_uncovered(svg) for name, svg in list_drawings(document)})
        try:
            made = typst.compile(
                root / "main.typ", root=root, font_paths=list_font_folders(), ignore_system_fonts=True,
                sys_inputs=_describe(document, as_of), timestamp=name_moment(as_of), **form,
            )  # fmt: skip
        except typst.TypstError as error:
            fault = f"is refused by Typst: {error}"
            raise BuildError(fault, where="the PDF", remedy="Mend the record it names.") from error
    return made if isinstance(made, list) else [made]
