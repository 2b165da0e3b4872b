"""What an earlier run of `wicreport code` left in a folder of tables; how tables are written is in tables."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pandas as pd

from wicreport.coding.tables import SOURCES, TABLES
from wicreport.corpus.snapshots import STUDY, is_snapshot
from wicreport.corpus.streams import Fault

__all__ = ["find_leftovers", "remove_leftovers"]

_COLUMNS = {"sources": SOURCES, **TABLES, "errors": tuple(field.name for field in fields(Fault))}
_PART = re.compile(r"part-\d{6}\.parquet")
_PLAIN = (".txt", ".md")


def find_leftovers(output: Path) -> list[Path]:
    """Return what earlier runs wrote into a folder: their tables in either form, and the texts beside them.

    Other files are never named. A table in CSV has the columns of its name, one in Parquet is a folder of nothing but
    parts, and a text is that of a page, a PDF or a Word file that a table of sources has.

    Parameters
    ----------
    output
        The folder of the tables, as it is before new ones are put there.
    """
    tables = [path for path in map(output.joinpath, (f"{name}.csv" for name in _COLUMNS)) if _is_csv(path)]
    tables += [path for path in map(output.joinpath, (f"{n}.parquet" for n in (*_COLUMNS, "texts"))) if _is_parts(path)]
    texts = [text for path in tables if path.stem == "sources" for text in _list_texts(path)]
    return [*tables, *texts, *([output / STUDY] if is_snapshot(output) else [])]


def remove_leftovers(leftovers: Sequence[Path], placed: Collection[Path]) -> None:
    """Remove what earlier runs wrote, but for the places where new tables and texts stand by now."""
    for path in leftovers:
        if path in placed:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
            with suppress(OSError):  # is the folder of the tables, or not empty
                if path.parent.name == "texts":
                    path.parent.rmdir()


def _is_csv(path: Path) -> bool:
    """Return whether a file is a table of its name."""
    header = f"{','.join(_COLUMNS[path.stem])}\n".encode()
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(header)) == header


def _is_parts(path: Path) -> bool:
    """Return whether a folder holds the parts of a table and nothing else."""
    names = [part.name for part in path.iterdir()] if path.is_dir() else []
    return bool(names) and all(map(_PART.fullmatch, names))


def _list_texts(sources: Path) -> Iterator[Path]:
    """Yield the texts that were written beside a table of sources; a plain text may be somebody's document."""
    columns = ["source_id", "file"]
    try:
        table = (
            pd.read_csv(sources, usecols=columns, dtype="str", keep_default_na=False)
            if sources.is_file()
            else pd.read_parquet(sources, columns=columns)
        )
    except ValueError:  # is damaged: nobody can say which texts belong to it
        return
    for source_id, file in zip(table["source_id"], table["file"], strict=True):
        text = sources.parent / "texts" / f"{source_id}.txt"
        if not file.endswith(_PLAIN) and text.is_file():
            yield text
