"""Coded parts made into the tables that other programs read; what a part holds is in partitions."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wicreport.briefing.gatherings import Place
from wicreport.briefing.leftovers import remove_leftovers
from wicreport.briefing.partitions import part_folder, read_table
from wicreport.briefing.tables import replace_whole
from wicreport.coding.records import RECORDS
from wicreport.coding.tables import SOURCES, TABLES
from wicreport.corpus.snapshots import STUDY, Provenance, seal_snapshot
from wicreport.corpus.streams import Fault

__all__ = ["FinishJob", "finish_part", "join_tables", "place_tables"]

_COLUMNS = {"sources": SOURCES, **TABLES}
_TOLD = {**_COLUMNS, "sources": (*SOURCES, "is_extracted")}
_FEW_TEXTS = 20


@dataclass(frozen=True, slots=True)
class FinishJob:
    """A part and what all parts together told of its documents, by their number in it."""

    work: Path
    number: int
    table_format: str
    places: dict[int, Place]
    repeated: tuple[int, ...]


def finish_part(job: FinishJob) -> tuple[int, tuple[Fault, ...]]:
    """Write the final tables of a part, and return its number and the faults of documents whose id is another's."""
    folder = part_folder(job.work, job.number)
    sources = read_table(folder, "sources")
    ids, files = sources["source_id"].to_pylist(), sources["file"].to_pylist()
    families, roles = list(ids), ["origin"] * len(ids)
    for row, place in job.places.items():
        families[row], roles[row] = place.family, place.role
    for name, values in (("family", families), ("family_role", roles)):
        sources = sources.set_column(SOURCES.index(name), name, pa.array(values, pa.string()))
    tables = {"sources": sources} | {name: read_table(folder, name) for name in RECORDS}
    if job.repeated:
        tables = {name: _leave_out(table, ids, job.repeated) for name, table in tables.items()}
    parts = {name: tables[name].select(columns) for name, columns in _COLUMNS.items()}
    parts["texts"] = tables["sources"].filter(tables["sources"]["is_extracted"]).select(["source_id", "text"])
    rest = {name: table.drop_columns(_TOLD.get(name, ())) for name, table in tables.items()}
    if job.table_format == "csv":
        _write_csv(parts, job)
    else:
        _write_parquet(parts | {f"{STUDY}/{name}": table for name, table in rest.items()}, job)
    return job.number, tuple(Fault.of_repeated(files[row], ids[row]) for row in job.repeated)


def _leave_out(table: pa.Table, ids: Sequence[str], repeated: Sequence[int]) -> pa.Table:
    """Return a table without the records of some documents."""
    left_out = pa.array([ids[row] for row in repeated], pa.string())
    return table.filter(pc.invert(pc.is_in(table["source_id"], value_set=left_out)))


def _write_parquet(tables: dict[str, pa.Table], job: FinishJob) -> None:
    for name, table in tables.items():
        path = job.work / "final" / f"{name}.parquet" / f"part-{job.number:06d}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        pq.write_table(table, partial)
        partial.replace(path)


def _write_csv(tables: dict[str, pa.Table], job: FinishJob) -> None:
    """Write the rows of each table, to be joined, and each text as a file."""
    for name in _COLUMNS:
        path = job.work / "pieces" / f"{name}-{job.number:06d}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        with partial.open("w", encoding="utf-8", newline="") as file:
            rows = zip(*(column.to_pylist() for column in tables[name].columns), strict=True)
            csv.writer(file, lineterminator="\n").writerows(rows)
        partial.replace(path)
    for source_id, text in zip(*(tables["texts"][name].to_pylist() for name in ("source_id", "text")), strict=True):
        path = job.work / "final" / "texts" / f"{source_id}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


def join_tables(work: Path, n_parts: int, table_format: str, faults: Sequence[Fault]) -> None:
    """Join the rows of all parts where the tables are single files, and write the table of errors."""
    final = work / "final"
    final.mkdir(exist_ok=True)
    if table_format == "csv":
        for name, columns in _COLUMNS.items():
            with (final / f"{name}.csv").open("wb") as whole:
                whole.write(f"{','.join(columns)}\n".encode())
                for number in range(n_parts):
                    with (work / "pieces" / f"{name}-{number:06d}.csv").open("rb") as piece:
                        shutil.copyfileobj(piece, whole)
    errors = pd.DataFrame([asdict(fault) for fault in faults], columns=[field.name for field in fields(Fault)])
    errors.to_csv(final / "errors.csv", index=False, lineterminator="\n")


def place_tables(work: Path, output: Path, provenance: Provenance, earlier: Sequence[Path]) -> list[Path]:
    """Move the tables to their places, remove what the work left, and return their paths.

    A table that stands there is replaced whole, and what else earlier runs wrote there is removed. Tables in Parquet
    are a snapshot, which a study opens; while they are moved there is none.
    """
    final = work / "final"
    texts = sorted((final / "texts").glob("*"))
    if (final / STUDY).exists():
        seal_snapshot(final, output, provenance)
        shutil.rmtree(output / STUDY, ignore_errors=True)
    order = [f"{name}.{ending}" for name in _COLUMNS for ending in ("csv", "parquet")]
    names = [name for name in (*order, "texts.parquet", "errors.csv", "texts", STUDY) if (final / name).exists()]
    paths = []
    for name in names:
        target = output / name
        if name == "texts":
            target.mkdir(exist_ok=True)
            placed = [text.replace(target / text.name) for text in texts]
            paths += placed if len(placed) <= _FEW_TEXTS else [target]
            continue
        paths.append(replace_whole(final / name, target))
    texts_now = (output / "texts" / text.name for text in texts)
    remove_leftovers(earlier, {*paths, *texts_now})
    (work / "parts").rename(work / "done")  # a run that is ended while it tidies leaves no part that looks finished
    shutil.rmtree(work)
    return paths
