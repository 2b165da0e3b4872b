"""Tables, and the texts that coded records count in, as files; their columns are fixed elsewhere."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wicreport.corpus.characters import show_hidden
from wicreport.corpus.sources import Source
from wicreport.errors import OutputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["format_csv", "replace_whole", "write_tables", "write_texts"]

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def write_tables(tables: Mapping[str, pd.DataFrame], output: Path, table_format: str) -> list[Path]:
    """Write every table into a folder, each whole or not at all, and return the paths.

    Parameters
    ----------
    tables
        Frames by the name of their file.
    output
        The folder, made if need be; other files in it are left alone.
    table_format
        `csv` (UTF-8, one header row) or `parquet` (a folder of parts, here of one).

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        paths = []
        with tempfile.TemporaryDirectory(prefix=".tables-", dir=output) as scratch:
            for name, frame in tables.items():
                partial = Path(scratch) / f"{name}.{table_format}"
                if table_format == "csv":
                    frame.to_csv(partial, index=False, lineterminator="\n")
                else:
                    partial.mkdir()
                    frame.to_parquet(partial / "part-000000.parquet", index=False)
            for name in tables:
                partial = Path(scratch) / f"{name}.{table_format}"
                paths.append(replace_whole(partial, output / partial.name))
        return paths
    except OSError as error:
        raise OutputError(
            f"the tables cannot be written ({error.strerror or error})",
            where=str(output),
            remedy="Choose another `--output`.",
        ) from error


def replace_whole(path: Path, target: Path) -> Path:
    """Move a file or a folder to its place, where what stands there goes, and return the place."""
    if target.is_dir():
        shutil.rmtree(target)
    elif path.is_dir():
        target.unlink(missing_ok=True)
    return path.replace(target)


def write_texts(sources: Sequence[Source], output: Path) -> list[Path]:
    """Write the text of each source whose file is not itself that text, and return the paths.

    They are pages, PDF and Word files, and texts in other encodings than UTF-8. Each is written as
    ``texts/<source_id>.txt`` in UTF-8, with its line ends as they are: offsets count code points of it.

    Parameters
    ----------
    sources
        The sources of a corpus.
    output
        The folder of the tables.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    paths = []
    try:
        for source in sources:
            if source.is_extracted:
                path = output / "texts" / f"{source.source_id}.txt"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(source.text.encode("utf-8"))
                paths.append(path)
    except OSError as error:
        what = f"the texts cannot be written ({error.strerror or error})"
        raise OutputError(what, where=str(output), remedy="Choose another `--output`.") from error
    return paths


def format_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return the table behind a figure as CSV that a spreadsheet shows as text and numbers.

    A text that a spreadsheet would take for a formula has an apostrophe before it, which is its own sign for a text;
    hidden characters are shown.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows([_disarm_cell(cell) for cell in row] for row in (columns, *rows))
    return buffer.getvalue()


def _disarm_cell(cell: object) -> object:
    """Return a cell that no spreadsheet computes; a bare carriage return, left unquoted, would begin a row."""
    if not isinstance(cell, str):
        return cell
    text = show_hidden(cell).replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
