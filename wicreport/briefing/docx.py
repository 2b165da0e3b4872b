"""The briefing as a Word document, by way of pandoc; how it looks is decided by the styles in the templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from importlib import resources
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from nbformat import NotebookNode

from wicreport.briefing.conversions import run_pandoc
from wicreport.briefing.documents import read_document
from wicreport.briefing.markdown import MARKDOWN, export_markdown
from wicreport.briefing.typst import draw_png, list_drawings, name_moment
from wicreport.corpus.holdings import own_folder

__all__ = ["export_docx"]

_TEMPLATES = resources.files(__package__) / "templates"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RUNNING = {"footer": "rId20", "header": "rId21"}
_LINES = re.compile(r"<w:(?:header|footer)Reference [^>]*/>")
_SECTION = re.compile(r"<w:sectPr>(?=<w:type )")
_MOMENT = re.compile(r"(<dcterms:(created|modified)[^>]*>)[^<]*(?=<)")


def export_docx(notebook: NotebookNode, *, as_of: str) -> bytes:
    """Return the briefing as a Word document, same bytes for same inputs.

    Parameters
    ----------
    notebook
        An assembled notebook, or a chapter of one.
    as_of
        The day the briefing speaks of, in ISO 8601; it becomes the document's date. Empty: that of an undated PDF.
    """
    document = read_document(notebook)
    with TemporaryDirectory(dir=own_folder()) as folder:
        root = Path(folder)
        (root / "reference.docx").write_bytes(_build_reference())
        (root / "figures").mkdir()
        for name, svg in list_drawings(document):
            (root / "figures" / f"{name}.png").write_bytes(draw_png(svg))
        asked = [
            "--columns=20", f"--metadata=lang:{document.language}", f"--resource-path={root}",
            f"--reference-doc={root / 'reference.docx'}", f"--lua-filter={_TEMPLATES / 'pandoc' / 'docx.lua'}",
        ]  # fmt: skip
        made = run_pandoc([f"--from={MARKDOWN}", "--to=docx", "--output=-", *asked], export_markdown(notebook))
        parts = _read_parts(made)
    return _write_parts(_date_parts(_run_lines(parts, document.title), name_moment(as_of)))


def _build_reference() -> bytes:
    """Return a document with the briefing's styles and footer: pandoc's own, with some parts exchanged."""
    parts = _read_parts(run_pandoc(["--print-default-data-file=reference.docx"]))
    word = _TEMPLATES / "docx" / "word"
    parts |= {f"word/{path.name}": path.read_bytes() for path in word.iterdir() if path.name.endswith(".xml")}
    for line, name in _RUNNING.items():
        relation = f'<Relationship Type="{_RELATION}{line}" Id="{name}" Target="{line}1.xml"/>'
        part = f'<Override PartName="/word/{line}1.xml" ContentType="{_PART}{line}+xml"/>'
        for file, tail, insert in (
            ("word/_rels/document.xml.rels", "</Relationships>", relation),
            ("[Content_Types].xml", "</Types>", part),
        ):
            parts[file] = parts[file].replace(tail.encode(), f"{insert}{tail}".encode())
    return _write_parts(parts)


def _run_lines(parts: Mapping[str, bytes], title: str) -> dict[str, bytes]:
    """Return the parts with the title in the running head, and with running lines on the pages of every section."""
    body = parts["word/document.xml"].decode("utf-8")
    lines = "".join(dict.fromkeys(_LINES.findall(body)))
    body = _SECTION.sub(lambda match: f"{match[0]}{lines}", body)
    body = body.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>", 1)  # the first page has none
    heads = {
        name: content.replace(b"{title}", escape(title).encode("utf-8"))
        for name, content in parts.items()
        if name.startswith("word/header")
    }
    return {**parts, **heads, "word/document.xml": body.encode("utf-8")}


def _date_parts(parts: Mapping[str, bytes], moment: datetime) -> dict[str, bytes]:
    """Return the parts with the document's date in place of the clock's."""
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    core = _MOMENT.sub(rf"\g<1>{stamp}", parts["docProps/core.xml"].decode("utf-8"))
    return {**parts, "docProps/core.xml": core.encode("utf-8")}


def _read_parts(package: bytes) -> dict[str, bytes]:
    """Return the files of a package by name, in order."""
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _write_parts(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of the files, whose times are those of the format's first day."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return stream.getvalue()
