"""One notebook made of the executed chapters, with front matter and appendices as cells of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import nbformat
from nbformat import NotebookNode

from wicreport.briefing.contests import check_contests
from wicreport.briefing.execution import Chapter
from wicreport.briefing.fronts import Front, compose_back, compose_front
from wicreport.briefing.labels import load_labels
from wicreport.errors import BuildError, FindingError
from wicreport.findings.display import MIME
from wicreport.findings.wordings import find_likelihoods, find_other_likelihoods, find_typed_numbers

__all__ = ["Assembly", "assemble_briefing", "assemble_chapter"]

Payload = dict[str, Any]

GLANCE = "fig-glance"
"""The id of the one figure that stands in the front matter, whichever notebook draws it."""

METHOD = "sources_and_method"
"""The chapter that stands behind the disagreements, whatever its number."""

_TOLD_BY = {"finding": "headline", "disagreement": "topic"}
_EVIDENCE_KEYS = ("evidence", "alternative_evidence", "contradicting")


@dataclass(frozen=True, slots=True)
class Assembly:
    """The assembled notebook, and the records in it in reading order."""

    notebook: NotebookNode
    findings: tuple[Payload, ...]
    exhibits: tuple[Payload, ...]
    disagreements: tuple[Payload, ...]
    left_out: tuple[Payload, ...]
    corpus: Payload


@dataclass(frozen=True, slots=True)
class _Piece:
    """One cell of a chapter as the briefing takes it: prose, or a record; and where that stands, for errors."""

    chapter_id: str
    prose: str = ""
    payload: Payload | None = None
    place: str = ""


def assemble_briefing(chapters: Sequence[Chapter], front: Front) -> Assembly:
    """Return the briefing as one notebook.

    Parameters
    ----------
    chapters
        The executed notebooks, in order.
    front
        What the front matter needs beside the chapters: title, question, stamp, the previous edition.

    Raises
    ------
    BuildError
        If no notebook opened a corpus.
    FindingError
        If there are no findings, or two have one id or one headline, or two disagreements one topic.
    """
    pieces = [piece for chapter in chapters for piece in _take_apart(chapter)]
    records = _collect(pieces)
    pieces = [piece for chapter in chapters for piece in _drop_hollow([*_take_apart(chapter)])]
    _check_ids([*records.findings, *records.left_out], "finding")
    _check_ids(records.exhibits, "figure or table")
    _check_headlines(pieces)
    if not records.findings:
        n_left_out = len(records.left_out)
        what = f"there are no findings ({n_left_out} were left out: their passages are not in the chosen corpus)"
        raise FindingError(what, where="all notebooks", remedy="Choose more editions, or another corpus.")
    check_contests(front.contests, records.findings, _list_sentences(pieces),
                   is_complete=front.is_whole and not records.left_out)  # fmt: skip
    titles = _chapter_titles(pieces)
    theme_pieces = [[p for p in pieces if p.chapter_id == name] for name in titles if name != METHOD]
    method_pieces = [p for p in pieces if p.chapter_id == METHOD]
    opening = compose_front(records, titles, front)
    closing, appendix = compose_back(records, front)
    glance = [exhibit for exhibit in records.exhibits if exhibit["id"] == GLANCE]
    cells = [
        *(_record_cell(payload, "front") for payload in (*opening, *glance)),
        *(cell for part in theme_pieces for cell in _chapter_cells(part)),
        *(_record_cell(payload, "back") for payload in closing),
        *_chapter_cells([p for p in method_pieces if p.payload is None or p.payload["type"] != "disagreement"]),
        *(_record_cell(payload, "back") for payload in appendix),
    ]
    return _finish(records, cells, {"title": front.title, "subtitle": front.subtitle, "language": "en"})


def assemble_chapter(chapter: Chapter) -> Assembly:
    """Return one executed chapter as a notebook that exports by the same road, with its sources and evidence."""
    pieces = list(_take_apart(chapter))
    records = _collect(pieces)
    title = next(iter(_chapter_titles(pieces).values()))
    appendix = [records.corpus | {"type": "sources"}, {"type": "evidence_index", "items": []}]
    cells = [*_chapter_cells(pieces), *(_record_cell(payload, "back") for payload in appendix)]
    return _finish(records, cells, {"title": title, "subtitle": "", "language": "en"})


def _take_apart(chapter: Chapter) -> Iterator[_Piece]:
    """Yield the prose and the records of a chapter in order."""
    number = 0
    for cell in chapter.notebook.cells:
        number += "injected-parameters" not in cell.metadata.get("tags", ())
        if cell.cell_type == "markdown":
            _check_prose(chapter, cell.source)
            yield _Piece(chapter.chapter_id, prose=cell.source)
        for output in cell.get("outputs", ()):
            payload = output.get("data", {}).get(MIME)
            if payload:
                yield _Piece(chapter.chapter_id, payload=dict(payload), place=f"{chapter.path.name}, cell {number}")


def _drop_hollow(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the pieces of a chapter without what was left out, which the briefing lists at its end.

    A heading below which nothing else stands goes too, also where its cells were deleted; where nothing of the chapter
    is left, it says so.
    """
    sections: list[list[_Piece]] = []
    for piece in pieces:
        if piece.prose.startswith("#") or not sections:
            sections.append([])
        sections[-1].append(piece)
    kept: list[_Piece] = []
    below = 0  # the rank of the heading that stands next
    for place, section in reversed([*enumerate(sections)]):
        types = {piece.payload["type"] for piece in section if piece.payload}
        rank = len(section[0].prose) - len(section[0].prose.lstrip("#"))
        is_bare = not types and len(section) == 1 and "\n" not in section[0].prose.strip() and below <= rank
        if place == 0 or (types != {"left_out"} and not is_bare):
            kept = [p for p in section if not p.payload or p.payload["type"] != "left_out"] + kept
            below = rank
    if len(kept) < len(pieces) and not any(p.payload and p.payload["type"] != "corpus" for p in kept):
        return [*sections[0][:1], _Piece(pieces[0].chapter_id, prose=load_labels()["hollow"])]
    return kept


def _check_prose(chapter: Chapter, prose: str) -> None:
    """Refuse prose with a number or a likelihood in it: these belong to findings, which rest them on something."""
    typed = find_typed_numbers(prose)
    terms = [*find_likelihoods(prose), *find_other_likelihoods(prose)]
    if typed or terms:
        start = " ".join(prose.split())[:60]
        raise FindingError(
            f"{', '.join(typed or terms)} is typed into the prose “{start}…”",
            where=chapter.path.name,
            remedy="Say it in a finding, with a value; a likelihood, in a judgment.",
        )


def _list_sentences(pieces: Sequence[_Piece]) -> list[str]:
    """Return the sentences of a briefing outside its findings: prose, titles of exhibits, disagreements."""
    fields = ("title", "subtitle", "note", "topic", "statement", "resolution")
    records = [
        piece.payload for piece in pieces if piece.payload and piece.payload["type"] not in ("finding", "corpus")
    ]
    shown = [str(record[field]) for record in records for field in fields if record.get(field)]
    return [*(piece.prose for piece in pieces if piece.prose), *shown]


def _collect(pieces: Sequence[_Piece]) -> Assembly:
    """Return the records of all chapters by their type."""
    by_type: dict[str, list[Payload]] = {}
    for piece in pieces:
        if piece.payload:
            by_type.setdefault(piece.payload["type"], []).append(piece.payload | {"chapter_id": piece.chapter_id})
    if "corpus" not in by_type:
        raise BuildError("no notebook opens a corpus", where="all notebooks", remedy="Show what `open_study` returns.")
    return Assembly(
        notebook=nbformat.v4.new_notebook(),
        findings=tuple(by_type.get("finding", ())),
        exhibits=tuple(by_type.get("figure", []) + by_type.get("table", [])),
        disagreements=tuple(by_type.get("disagreement", ())),
        left_out=tuple(by_type.get("left_out", ())),
        corpus=by_type["corpus"][0],
    )


def _check_ids(records: Iterable[Payload], what: str) -> None:
    """Refuse two records of one id: the second would hide the first."""
    seen: set[str] = set()
    for record in records:
        if record["id"] in seen:
            raise FindingError(f"two records have this id, the second in {record['chapter_id']}",
                               where=f"{what} {record['id']}", remedy="Give each an id of its own.")  # fmt: skip
        seen.add(record["id"])


def _check_headlines(pieces: Iterable[_Piece]) -> None:
    """Refuse two findings of one headline, or disagreements of one topic: a reader could not tell them apart."""
    seen: dict[tuple[str, str], str] = {}
    for piece in pieces:
        record = piece.payload or {"type": "prose"}
        if field := _TOLD_BY.get(record["type"]):
            told = (record["type"], record[field])
            if told in seen:
                what, where = f"two {told[0]}s have the {field} “{told[1]}”", f"{seen[told]}; {piece.place}"
                raise FindingError(what, where=where, remedy=f"Give each a {field} of its own.")
            seen[told] = piece.place


def _chapter_titles(pieces: Sequence[_Piece]) -> dict[str, str]:
    """Return the title of each chapter: its first heading, or its id."""
    titles = {piece.chapter_id: piece.chapter_id.replace("_", " ").capitalize() for piece in pieces}
    for piece in reversed(pieces):
        if piece.prose.startswith("# "):
            titles[piece.chapter_id] = piece.prose.splitlines()[0].removeprefix("# ").strip()
    return titles


def _chapter_cells(pieces: Sequence[_Piece]) -> list[NotebookNode]:
    """Return the cells of one chapter; a disagreement becomes a list of one, as the appendix has it."""
    cells = []
    for piece in pieces:
        if piece.payload is None:
            cells.append(_new_cell("markdown", piece.prose, piece.chapter_id))
        elif piece.payload["type"] == "disagreement":
            cells.append(_record_cell({"type": "disagreements", "rows": [piece.payload]}, piece.chapter_id))
        elif piece.payload["type"] != "corpus" and piece.payload.get("id") != GLANCE:
            cells.append(_record_cell(piece.payload, piece.chapter_id))
    return cells


def _record_cell(payload: Mapping[str, Any], section: str) -> Any:
    """Return a cell that carries one record."""
    shown = NotebookNode({MIME: dict(payload)})
    output = NotebookNode(output_type="display_data", metadata=NotebookNode(), data=shown)
    return _new_cell("code", "", section, execution_count=None, outputs=[output])


def _new_cell(kind: str, source: str, section: str, **more: Any) -> NotebookNode:
    """Return a cell of one section; nbformat's own function would check each against its schema."""
    about = NotebookNode(wicreport=NotebookNode(section=section))
    return NotebookNode(cell_type=kind, id="", metadata=about, source=source, **more)


def _finish(records: Assembly, cells: list[NotebookNode], title: Mapping[str, str]) -> Assembly:
    """Return the notebook with evidence numbered, the index filled in, and ids that do not change."""
    numbers: dict[tuple[str, int, int], int] = {}
    index: dict[int, Payload] = {}
    for record in records.findings:
        if record["rank"] == "bottom line":  # the first page cites first
            _number(record, numbers, index)
    for cell in cells:
        for output in cell.get("outputs", ()):
            output.data[MIME] = _number(output.data[MIME], numbers, index)
    for place, cell in enumerate(cells):
        cell.id = f"cell-{place:03d}"
        for output in cell.get("outputs", ()):
            payload = output.data[MIME]
            if payload["type"] == "evidence_index":
                payload["items"] = [index[number] for number in sorted(index)]
            if payload["type"] == "bottom_line":
                _number_bottom_line(payload, cells)
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"wicreport": dict(title)})
    return replace(records, notebook=notebook)


def _number(payload: Payload, numbers: dict[tuple[str, int, int], int], index: dict[int, Payload]) -> Payload:
    """Return a record whose evidence is numbered in the order of first citation, and note it in the index."""
    filled = dict(payload)
    for key in ("items", "rows"):
        if isinstance(filled.get(key), list):
            filled[key] = [_number(r, numbers, index) if isinstance(r, dict) else r for r in filled[key]]
    for key in _EVIDENCE_KEYS:
        if key in filled:
            filled[key] = [_number_item(item, filled.get("id", ""), numbers, index) for item in filled[key]]
    return filled


def _number_item(
    item: Payload, cited_by: str, numbers: dict[tuple[str, int, int], int], index: dict[int, Payload]
) -> Payload:
    """Return one piece of evidence with its number."""
    number = numbers.setdefault((item["source_id"], item["start"], item["end"]), len(numbers) + 1)
    entry = index.setdefault(number, {**item, "number": number, "cited_by": []})
    if cited_by and cited_by not in entry["cited_by"]:
        entry["cited_by"].append(cited_by)
    return {**item, "number": number}


def _number_bottom_line(payload: Payload, cells: Sequence[NotebookNode]) -> None:
    """Give each sentence of the bottom line the numbers of its finding's evidence, in place."""
    records = [output.data[MIME] for cell in cells for output in cell.get("outputs", ())]
    known = {r["id"]: [item["number"] for item in r["evidence"]] for r in records if r["type"] == "finding"}
    for sentence in payload["sentences"]:
        sentence["numbers"] = list(dict.fromkeys(known[sentence["finding_id"]]))
