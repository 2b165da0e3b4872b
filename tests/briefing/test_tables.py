"""Tables as files: each whole or not at all, beside what stands there already."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from tests.scratch import snapshot
from wicreport.briefing.tables import write_tables, write_texts
from wicreport.corpus.sources import Source, Span
from wicreport.errors import OutputError

TABLES = {
    "sources": pd.DataFrame({"source_id": ["a", "b"], "edition": pd.array([2016, None], dtype="Int64")}),
    "quotations": pd.DataFrame({"quote": ["“乌镇”, she said", 'a "b"\nc']}),
}


def test_tables_are_utf_8_csv_with_one_header_row(tmp_path: Path) -> None:
    paths = write_tables(TABLES, tmp_path / "new" / "out", "csv")
    assert [path.name for path in paths] == ["sources.csv", "quotations.csv"]
    assert paths[0].read_bytes() == b"source_id,edition\na,2016\nb,\n"
    assert paths[1].read_text(encoding="utf-8") == 'quote\n"“乌镇”, she said"\n"a ""b""\nc"\n'


def test_tables_are_written_as_parquet_with_their_types(tmp_path: Path) -> None:
    paths = write_tables(TABLES, tmp_path, "parquet")
    assert pd.read_parquet(paths[0])["edition"].isna().tolist() == [False, True]
    assert pd.read_parquet(paths[1])["quote"].tolist() == TABLES["quotations"]["quote"].tolist()


def test_other_files_of_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    write_tables(TABLES, tmp_path, "csv")
    assert set(snapshot(tmp_path)) == {"notes.txt", "quotations.csv", "sources.csv"}


def test_a_folder_that_cannot_be_made_is_refused_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        write_tables(TABLES, tmp_path / "file" / "out", "csv")
    assert caught.value.where == str(tmp_path / "file" / "out")
    assert snapshot(tmp_path) == {"file": b"mine"}


def make_source(text: str, data: bytes, source_id: str = "a") -> Source:
    digest = hashlib.sha256(data).hexdigest()
    return Source(source_id=source_id, file="a", sha256=digest, text=text, body=(Span(0, len(text)),))


def test_a_text_is_written_where_the_file_is_not_that_text(tmp_path: Path) -> None:
    plain, page = make_source("乌镇\r\n", "乌镇\r\n".encode()), make_source("乌镇\r\n", b"<p>", "page")
    assert write_texts([plain, page], tmp_path) == [tmp_path / "texts" / "page.txt"]
    assert snapshot(tmp_path) == {"texts/page.txt": "乌镇\r\n".encode()}


def test_texts_that_cannot_be_written_are_refused(tmp_path: Path) -> None:
    (tmp_path / "texts").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="the texts cannot be written"):
        write_texts([make_source("Words.", b"<p>")], tmp_path)
