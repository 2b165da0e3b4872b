"""The assembled notebook as sections and blocks, which every format renders; nothing here knows HTML or Typst."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from wicreport.briefing.labels import load_labels
from wicreport.corpus.characters import show_hidden
from wicreport.errors import BuildError
from wicreport.findings.display import MIME

__all__ = ["Block", "Document", "Section", "read_document"]

Payload = Mapping[str, Any]

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_UNDERLINED = re.compile(r"^(?!\s*[-#>|+*`~])(\S.*)\n=+[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_INLINE_MARKS = re.compile(r"[*_`]")


@dataclass(frozen=True, slots=True)
class Block:
    """One cell as it is rendered: prose, or the record that its output carries.

    ``level`` is the rank of a heading that the block brings along, counted from the section's own heading, which is 1.
    """

    kind: str
    level: int
    payload: Payload = field(default_factory=dict)
    prose: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the briefing with a heading of its own and a line in the contents."""

    section_id: str
    kind: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One briefing, or one chapter of it, in the order it is read.

    ``masthead`` is None for a chapter alone. ``sources`` are the descriptors by source id, ``evidence`` the items of
    the evidence index by number, ``n_families`` the voices of the whole corpus.
    """

    title: str
    subtitle: str
    language: str
    sections: tuple[Section, ...]
    masthead: Payload | None
    sources: Mapping[str, Payload]
    evidence: Mapping[int, Payload]
    n_families: int

    @property
    def editions(self) -> list[str]:
        """Return the years of the editions that the masthead names."""
        return [str(year) for year in self.masthead["editions"]] if self.masthead else []

    @property
    def voices(self) -> Mapping[str, int]:
        """Return the number of independent voices behind each finding by its id."""
        blocks = [block for section in self.sections for block in section.blocks if block.kind == "finding"]
        return {block.payload["id"]: block.payload["n_families"] for block in blocks}

    @property
    def headlines(self) -> Mapping[str, str]:
        """Return what cites evidence, by id: the headlines of the findings, and the topics of the disagreements."""
        blocks = [block for section in self.sections for block in section.blocks]
        rows = [row for block in blocks if block.kind == "disagreements" for row in block.payload["rows"]]
        findings = {block.payload["id"]: block.payload["headline"] for block in blocks if block.kind == "finding"}
        return findings | {row["id"]: f"Disagreement: {row['topic']}" for row in rows if "id" in row}

    @property
    def anchors(self) -> frozenset[str]:
        """Return what a link in the document can lead to: sections, records, sources, evidence."""
        blocks = [block for section in self.sections for block in section.blocks]
        records = [f"{'f' if name in self.voices else 'd'}-{name}" for name in self.headlines]
        exhibits = [block.payload["id"] for block in blocks if block.kind in ("figure", "table")]
        sections = [section.section_id for section in self.sections]
        cited = [*(f"s-{source_id}" for source_id in self.sources), *(f"e{number}" for number in self.evidence)]
        return frozenset([*sections, *records, *exhibits, *cited])


def read_document(notebook: NotebookNode) -> Document:
    """Return the sections of an assembled notebook.

    Parameters
    ----------
    notebook
        Code cells with one record each and markdown cells; ``metadata.wicreport.section`` of a cell says where it
        belongs: `front`, `back`, or the id of a chapter. Outputs without a record are not part of a briefing.

    Raises
    ------
    BuildError
        If the notebook has no record, or one of an unknown type.
    """
    sections = tuple(_read_sections(_clean(notebook)))
    payloads = [block.payload for section in sections for block in section.blocks if block.payload]
    if not payloads:
        raise BuildError("has nothing to report", where="the assembled notebook", remedy="Execute the notebooks first.")
    found = {payload["type"]: payload for payload in payloads}
    corpus = found.get("sources") or found.get("corpus") or {"sources": [], "n_families": 0}
    index = found.get("evidence_index") or {"items": []}
    about = _clean(notebook.metadata.get("wicreport", {}))
    return Document(
        title=about.get("title") or next(section.title for section in sections if section.title),
        subtitle=about.get("subtitle", ""),
        language=about.get("language", "en"),
        sections=tuple(section for section in sections if section.kind != "masthead"),
        masthead=found.get("masthead"),
        sources={source["source_id"]: source for source in corpus["sources"]},
        evidence={item["number"]: item for item in index["items"]},
        n_families=corpus["n_families"],
    )


def _clean(value: Any) -> Any:
    """Return a value with what no reader sees, and no format can hold, shown in every string in it."""
    if isinstance(value, str):
        return show_hidden(value)
    if isinstance(value, dict):
        return type(value)({name: _clean(item) for name, item in value.items()})
    return [_clean(item) for item in value] if isinstance(value, list) else value


def _read_sections(notebook: NotebookNode) -> Iterator[Section]:
    """Yield front and back records as sections of their own, and the cells of a chapter as one."""
    chapter: list[NotebookNode] = []
    for cell in notebook.cells:
        place = _place(cell)
        if chapter and _place(chapter[0]) != place:
            yield from _read_chapter(chapter)
            chapter = []
        if place in ("front", "back"):
            yield from (_record_section(payload) for payload in _payloads(cell))
        else:
            chapter.append(cell)
    yield from _read_chapter(chapter)


def _place(cell: NotebookNode) -> str:
    """Return the section a cell belongs to; a notebook that is not assembled is one chapter."""
    return str(cell.metadata.get("wicreport", {}).get("section", "chapter"))


def _payloads(cell: NotebookNode) -> list[Payload]:
    """Return the records that a cell's outputs carry."""
    outputs = cell.get("outputs", ())
    payloads = [output["data"][MIME] for output in outputs if MIME in output.get("data", {})]
    known = load_labels()["records"]
    for payload in payloads:
        if payload["type"] not in known:
            fault = f"has a record of the unknown type “{payload['type']}”"
            raise BuildError(fault, where=f"cell {cell.get('id', '')}", remedy=f"The types are {', '.join(known)}.")
    return payloads


def _record_section(payload: Payload) -> Section:
    """Return a record of the front or the back matter as a section."""
    kind = "glance" if payload["type"] == "figure" else payload["type"]
    title = load_labels()["sections"].get(kind, "")
    return Section(kind.replace("_", "-"), kind, title, (Block(payload["type"], 2, payload),))


def _read_chapter(cells: Iterable[NotebookNode]) -> Iterator[Section]:
    """Yield the cells of one chapter as a section, if they show anything."""
    blocks: list[Block] = []
    title, level, place = "", 1, "chapter"
    for cell in cells:
        place = _place(cell)
        if cell.cell_type == "markdown":
            heading, prose, level = _level_prose(cell.source, level, is_titled=bool(title))
            title = title or heading
            blocks += [Block("prose", level + 1, prose=prose)] if prose.strip() else []
        else:
            blocks += [Block(payload["type"], level + 1, payload) for payload in _payloads(cell)]
    if blocks or title:
        yield Section(f"chapter-{place}", "chapter", title or place.replace("-", " ").capitalize(), tuple(blocks))


def _level_prose(source: str, level: int, *, is_titled: bool) -> tuple[str, str, int]:
    """Return the title that prose opens a chapter with, the prose with no rank of heading skipped, its last rank."""
    title, lines, fence = "", [], ""
    for line in _UNDERLINED.sub(r"# \1", source).split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or (line.strip().startswith(fence) and not line.strip().strip(fence[0]))):
            fence = "" if fence else mark[1]
        heading = None if fence or mark else _HEADING.match(line)
        if heading and len(heading[1]) == 1 and not (title or is_titled):
            title = _INLINE_MARKS.sub("", heading[2])
            continue
        if heading:
            level = max(2, min(len(heading[1]), level + 1))
            line = f"{'#' * level} {heading[2]}"
        lines.append(line)
    lines += [fence] if fence else []
    return title, "\n".join(lines), level
