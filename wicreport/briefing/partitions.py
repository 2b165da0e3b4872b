"""A coded part of a stream as files, whole or not at all; what becomes of the parts is in runs."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from wicreport.coding.batches import Batch
from wicreport.coding.tables import SOURCES, describe_source
from wicreport.corpus.profiles import profile_source
from wicreport.corpus.sketches import Rows, flatten_profiles
from wicreport.corpus.snapshots import pack_source
from wicreport.corpus.sources import Source
from wicreport.corpus.streams import Fault

__all__ = [
    "HASHES",
    "PartState",
    "part_folder",
    "read_rows",
    "read_state",
    "read_table",
    "write_part",
]

HASHES = ("order", "quoted", "numbers", "form", "told")
"""The columns of a profile."""

_INTEGERS = {"start", "end", "edition", "n_words", "paragraph"}
_FLOATS = {"value", "low", "high"}


class PartState(NamedTuple):
    """What a finished part says of itself: of what it was made, how many documents it holds, and its faults."""

    fingerprint: str
    n_documents: int
    faults: tuple[Fault, ...]


def part_folder(work: Path, number: int) -> Path:
    """Return where a part lies."""
    return work / "parts" / f"{number:06d}"


def write_part(folder: Path, batch: Batch, fingerprint: str) -> PartState:
    """Write a coded part into its folder, which appears when all of it is written, and return what it says of itself.

    Parameters
    ----------
    folder
        Where it is to lie. If another process was first, that one's stays: both hold the same.
    batch
        The sources and their records.
    fingerprint
        What tells this part and this program from others.
    """
    state = PartState(fingerprint, len(batch.sources), batch.faults)
    scratch = folder.with_name(f".{folder.name}-{os.getpid()}")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    rows = [_describe_whole(source) for source in batch.sources]
    _write_frame(pd.DataFrame(rows, columns=[*SOURCES, "entry", "text", "is_extracted"]), "sources", scratch)
    for name, frame in batch.frames.items():
        _write_frame(frame.drop(columns="family"), name, scratch)
    _write_profiles(batch.sources, scratch)
    content = state._asdict() | {"faults": [asdict(fault) for fault in state.faults]}
    (scratch / "part.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    if read_state(folder) != state:
        shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # another process wrote the same meanwhile
        scratch.rename(folder)
    shutil.rmtree(scratch, ignore_errors=True)
    return state


def _describe_whole(source: Source) -> dict[str, object]:
    """Return a row that holds all of a source, but for its family."""
    whole = {"entry": pack_source(source), "text": source.text, "is_extracted": source.is_extracted}
    return describe_source(source) | {"family": None, "family_role": None} | whole


def _write_frame(frame: pd.DataFrame, name: str, folder: Path) -> None:
    """Write a table whose columns have the same types in every part, be it empty."""
    schema = pa.schema([(column, _type_of(column)) for column in frame.columns])
    batch = pa.RecordBatch.from_pandas(frame, schema=schema, preserve_index=False)
    _write_arrow(batch.replace_schema_metadata(None), name, folder, compression="lz4")


def _type_of(column: str) -> pa.DataType:
    if column.startswith("is_"):
        return pa.bool_()
    return pa.int64() if column in _INTEGERS else pa.float64() if column in _FLOATS else pa.string()


def _write_profiles(sources: Sequence[Source], folder: Path) -> None:
    """Write the hashes of the sources: by source, to compare two, and all by value, to find what they share."""
    profiles = [profile_source(source) for source in sources]
    ids, dates = [s.source_id for s in sources], [s.published.value if s.published else None for s in sources]
    texts = {"source_id": pa.array(ids, pa.string()), "published": pa.array(dates, pa.string())}
    lists = pa.list_(pa.uint64())
    columns = {name: pa.array([getattr(p, name) for p in profiles], lists) for name in HASHES}
    lengths = {"n_words": [p.n_words for p in profiles], "n_sketch": [len(p.sketch) for p in profiles]}
    by_source = texts | columns | {name: pa.array(values, pa.int64()) for name, values in lengths.items()}
    rows = flatten_profiles(profiles)
    by_value = {"hash": rows.hashes, "source": rows.sources.astype(np.uint32), "is_sketch": rows.is_sketch}
    for name, content in {"profiles": by_source, "rows": by_value}.items():
        _write_arrow(pa.record_batch(content), name, folder)


def _write_arrow(batch: pa.RecordBatch, name: str, folder: Path, *, compression: str | None = None) -> None:
    """Write a table as one batch, be it empty, so that a column is one array."""
    options = pa.ipc.IpcWriteOptions(compression=compression)
    path = str(folder / f"{name}.arrow")
    with pa.OSFile(path, "wb") as file, pa.ipc.new_file(file, batch.schema, options=options) as writer:
        writer.write_batch(batch)


def read_state(folder: Path) -> PartState | None:
    """Return what a part says of itself, or nothing where it is not finished."""
    try:
        content: Mapping[str, Any] = json.loads((folder / "part.json").read_text(encoding="utf-8"))
        faults = tuple(Fault(**fault) for fault in content["faults"])
        return PartState(content["fingerprint"], content["n_documents"], faults)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_table(folder: Path, name: str) -> pa.Table:
    """Return a table of a part: its sources, the records of a kind, or the profiles, which stay on the disk."""
    return pa.ipc.open_file(pa.memory_map(str(folder / f"{name}.arrow"))).read_all()


def read_rows(folder: Path) -> Rows:
    """Return the hashes of a part by value, which stay on the disk until they are looked at."""
    table = read_table(folder, "rows")
    hashes, sources, marks = (table[name].chunk(0) for name in ("hash", "source", "is_sketch"))
    return Rows(hashes.to_numpy(), sources.to_numpy(), marks.to_numpy(zero_copy_only=False))
