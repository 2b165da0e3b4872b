"""An analyst's corrections of coded records, read from beside the documents; applying them is coding's work."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from wicreport.corpus.companions import CORRECTIONS
from wicreport.errors import CatalogueError, ManyErrors

__all__ = [
    "COLUMNS",
    "CORRECTIONS",
    "FIELDS",
    "Correction",
    "RecordKind",
    "find_corrections",
    "read_corrections",
    "refuse_rows",
]

RecordKind = Literal["quotation", "quantity", "appearance", "theme"]
Verdict = Literal["accept", "reject", "change", "add"]

COLUMNS = ("record", "source_id", "start", "end", "words", "verdict", "reason", "who", "when")
"""The columns every file has; a cell of any of them is never empty."""

FIELDS: Mapping[RecordKind, tuple[str, ...]] = {
    "quotation": ("speaker", "speaker_id", "kind"),
    "quantity": ("value", "low", "high", "unit", "measures"),
    "appearance": ("actor_id", "actor", "edition", "status", "capacity"),
    "theme": ("theme_id",),
}
"""The columns a file may have besides: fields of the records, with those that belong to each kind."""

_KNOWN = {*COLUMNS, *(name for names in FIELDS.values() for name in names)}
_KEYS: Mapping[RecordKind, str] = {"appearance": "actor_id", "theme": "theme_id"}
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of a file of corrections: a coded record, what is to become of it, and who says so, when and why.

    ``start`` and ``end`` are the record's (an appearance's and a theme's are those of the passage), and ``words`` are
    the document's words there. ``values`` are the fields that were filled in, as written. ``where`` names file and row.
    """

    record: RecordKind
    source_id: str
    start: int
    end: int
    words: str
    verdict: Verdict
    values: Mapping[str, str]
    reason: str
    who: str
    when: str
    where: str

    def fault(self, what: str, remedy: str) -> CatalogueError:
        """Return the error that says what is wrong with this row."""
        return CatalogueError(what, where=self.where, remedy=remedy)


def find_corrections(folder: Path) -> tuple[Path, ...]:
    """Return the files of corrections of a folder of documents, sorted; hidden files are none."""
    return tuple(
        path for path in sorted((folder / CORRECTIONS).glob("*.csv")) if path.is_file() and path.name[0] != "."
    )


def read_corrections(folder: Path) -> tuple[Correction, ...]:
    """Return all corrections of a folder of documents, by file and row.

    Parameters
    ----------
    folder
        The folder of the documents. Its corrections are in ``coding/*.csv``: UTF-8, one header row, rows and fields
        that may be ordered and quoted as a spreadsheet leaves them.

    Returns
    -------
    tuple of Correction
        Empty where the folder has none.

    Raises
    ------
    CatalogueError
        If a file is no such table, or a cell cannot be right. Whether a row still meets a record is told where they
        are applied.
    ManyErrors
        If several rows have such a cell.
    """
    rows = [row for path in find_corrections(folder) for row in _read_file(path)]
    refuse_rows([row for row in rows if isinstance(row, CatalogueError)])
    return tuple(row for row in rows if isinstance(row, Correction))


def refuse_rows(faults: Sequence[CatalogueError]) -> None:
    """Raise what is wrong with rows of corrections, all of it, if anything is.

    Raises
    ------
    CatalogueError
        The one fault there is.
    ManyErrors
        If there are several.
    """
    if faults:
        raise faults[0] if len(faults) == 1 else ManyErrors(faults)


def _read_file(path: Path) -> Iterator[Correction | CatalogueError]:
    """Yield the rows of one file, or what is wrong with them."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            _check_columns(path, reader.fieldnames or ())
            for row in reader:
                if any(cell for cell in row.values()):
                    try:
                        yield _read_row(row, f"{path}, line {reader.line_num}")
                    except CatalogueError as fault:
                        yield fault
    except (csv.Error, UnicodeDecodeError) as error:
        raise CatalogueError(
            f"cannot be read as a table ({error})", where=str(path), remedy="Save it as CSV in UTF-8."
        ) from error


def _check_columns(path: Path, listed: Sequence[str]) -> None:
    """Raise if a column is missing, unknown or there twice."""
    missing = [name for name in COLUMNS if name not in listed]
    if missing:
        raise CatalogueError(
            f"has no column {missing[0]!r}", where=str(path), remedy=f"Every file has {', '.join(COLUMNS)}."
        )
    for name in listed:
        if name not in _KNOWN or listed.count(name) > 1:
            what = f"column {name!r} is {'unknown' if name not in _KNOWN else 'there twice'}"
            raise CatalogueError(what, where=str(path), remedy=f"Known columns: {', '.join(sorted(_KNOWN))}.")


def _read_row(row: Mapping[str, str | None], where: str) -> Correction:
    """Return one checked row."""
    if None in row or any(cell is None for cell in row.values()):
        raise CatalogueError("has not as many cells as the header", where=where, remedy="Correct the row.")
    cells = {name: (cell or "").strip() for name, cell in row.items()}
    for name in COLUMNS:
        if not cells[name]:
            raise CatalogueError(f"{name} is empty", where=where, remedy="Every row says it.")
    record = _choose(cells, "record", get_args(RecordKind), where)
    verdict = _choose(cells, "verdict", get_args(Verdict), where)
    if not _DAY.fullmatch(cells["when"]):
        raise CatalogueError(f"when is {cells['when']!r}", where=where, remedy='It should be a day: "2026-11-22".')
    for name in ("start", "end"):
        if not re.fullmatch("[0-9]{1,12}", cells[name]):
            raise CatalogueError(f"{name} is {cells[name]!r}", where=where, remedy="It should be a whole number.")
    values = {name: cell for name, cell in cells.items() if name not in COLUMNS and cell}
    _check_values(record, verdict, values, where)
    source_id, words, reason, who, when = (cells[name] for name in ("source_id", "words", "reason", "who", "when"))
    span = (int(cells["start"]), int(cells["end"]))
    return Correction(record, source_id, *span, words, verdict, values, reason, who, when, where)


def _choose(cells: Mapping[str, str], name: str, known: tuple[str, ...], where: str) -> Any:
    """Return a cell that must be one of a few words."""
    if cells[name] not in known:
        raise CatalogueError(f"{name} is {cells[name]!r}", where=where, remedy=f"Choose among {', '.join(known)}.")
    return cells[name]


def _check_values(record: RecordKind, verdict: Verdict, values: Mapping[str, str], where: str) -> None:
    """Raise if a row fills fields that its kind of record has not, or leaves out what tells the record."""
    foreign = sorted(values.keys() - set(FIELDS[record]))
    if foreign:
        remedy = f"Fields of this kind: {', '.join(FIELDS[record])}. Leave the others empty."
        raise CatalogueError(f"{foreign[0]} is no field of the record {record}", where=where, remedy=remedy)
    key = _KEYS.get(record)
    if key and key not in values:
        raise CatalogueError(f"{key} is empty", where=where, remedy="Of a passage there can be several such records.")
    if verdict == "change" and not values.keys() - {key}:
        raise CatalogueError("changes nothing", where=where, remedy="Fill in the fields that are to change.")
