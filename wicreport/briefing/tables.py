"""Tables of coded records as files; their columns are fixed elsewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from wicreport.errors import OutputError

__all__ = ["write_tables"]


def write_tables(tables: Mapping[str, pd.DataFrame], output: Path, table_format: str) -> list[Path]:
    """Write every table into a folder, each whole or not at all, and return the paths.

    Parameters
    ----------
    tables
        Frames by the name of their file.
    output
        The folder, made if need be; other files in it are left alone.
    table_format
        `csv` (UTF-8, one header row) or `parquet`.

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
                    frame.to_parquet(partial, index=False)
            for name in tables:
                partial = Path(scratch) / f"{name}.{table_format}"
                paths.append(partial.replace(output / partial.name))
        return paths
    except OSError as error:
        raise OutputError(
            f"the tables cannot be written ({error.strerror or error})",
            where=str(output),
            remedy="Choose another `--output`.",
        ) from error
