"""Corrections as files: what a table of them must hold, and that every fault names file and row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scratch import TEXTS, write_corpus
from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.corrections import find_corrections, read_corrections
from wicreport.errors import CatalogueError, ManyErrors

HEADER = "record,source_id,start,end,words,verdict,reason,who,when,kind,theme_id,actor_id,status"
ROW = "quotation,report,223,248,Nobody should be shut out,change,It is a slogan,A. Reader,2026-11-22,partial,,,"


def write_rows(folder: Path, *rows: str, header: str = HEADER, name: str = "a.csv") -> Path:
    (folder / "coding").mkdir(parents=True, exist_ok=True)
    (folder / "coding" / name).write_text("\n".join((header, *rows, "")), encoding="utf-8")
    return folder


def test_a_row_becomes_a_correction_with_its_place_and_person(tmp_path: Path) -> None:
    (found,) = read_corrections(write_rows(tmp_path, ROW))
    assert (found.record, found.verdict, found.source_id) == ("quotation", "change", "report")
    assert (found.start, found.end, found.words) == (223, 248, "Nobody should be shut out")
    assert (found.reason, found.who, found.when) == ("It is a slogan", "A. Reader", "2026-11-22")
    assert found.values == {"kind": "partial"}
    assert found.where == f"{tmp_path / 'coding' / 'a.csv'}, line 2"


def test_files_are_read_in_order_and_other_files_are_none(tmp_path: Path) -> None:
    write_rows(tmp_path, ROW.replace("A. Reader", "Second"), name="b.csv")
    write_rows(tmp_path, ROW.replace("A. Reader", "First"), name="a.csv")
    write_rows(tmp_path, "not,a,table", name=".hidden.csv")
    (tmp_path / "coding" / "notes.txt").write_text("Notes.", encoding="utf-8")
    assert [path.name for path in find_corrections(tmp_path)] == ["a.csv", "b.csv"]
    assert [found.who for found in read_corrections(tmp_path)] == ["First", "Second"]


def test_a_folder_without_corrections_has_none(tmp_path: Path) -> None:
    assert read_corrections(tmp_path) == ()


def test_what_a_spreadsheet_leaves_is_read(tmp_path: Path) -> None:
    (tmp_path / "coding").mkdir()
    row = ROW.replace("Nobody should be shut out", '"Nobody, should be shut out"')
    (tmp_path / "coding" / "a.csv").write_bytes(f"\ufeff{HEADER}\r\n{row}\r\n,,,,,,,,,,,,\r\n".encode())
    (found,) = read_corrections(tmp_path)
    assert found.words == "Nobody, should be shut out"


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (ROW.replace("quotation", "quote"), "record is 'quote'. Choose among quotation, quantity, appearance, theme"),
        (ROW.replace("change", "keep"), "verdict is 'keep'. Choose among accept, reject, change, add"),
        (ROW.replace("It is a slogan", " "), "reason is empty"),
        (ROW.replace("A. Reader", ""), "who is empty"),
        (ROW.replace("2026-11-22", "yesterday"), "when is 'yesterday'. It should be a day"),
        (ROW.replace("223", "223.0"), "start is '223.0'. It should be a whole number"),
        (ROW + ",more", "has not as many cells as the header"),
        (ROW[:-3], "has not as many cells as the header"),
        (ROW.replace("partial", ""), "changes nothing"),
        (ROW + "absent", "status is no field of the record quotation"),
        (ROW.replace("quotation", "appearance").replace("partial", ""), "actor_id is empty"),
        (ROW.replace("quotation", "theme").replace("partial", ""), "theme_id is empty"),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, row: str, what: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_corrections(write_rows(tmp_path, ROW, row))
    assert str(caught.value).startswith(f"{tmp_path / 'coding' / 'a.csv'}, line 3: ")
    assert what in str(caught.value)


def test_all_faulty_rows_are_told_at_once(tmp_path: Path) -> None:
    write_rows(tmp_path, ROW.replace("change", "keep"), ROW, ROW.replace("A. Reader", ""))
    with pytest.raises(ManyErrors) as caught:
        read_corrections(write_rows(tmp_path, ROW + ",more", name="b.csv"))
    assert [(fault.where.rpartition("/")[2], fault.what) for fault in caught.value.faults] == [
        ("a.csv, line 2", "verdict is 'keep'"),
        ("a.csv, line 4", "who is empty"),
        ("b.csv, line 2", "has not as many cells as the header"),
    ]


@pytest.mark.parametrize(
    ("header", "what"),
    [
        (HEADER.replace("reason,", ""), "has no column 'reason'"),
        (HEADER.replace("kind", "knid"), "column 'knid' is unknown"),
        (HEADER.replace("kind", "status"), "column 'status' is there twice"),
        ("", "has no column 'record'"),
    ],
)
def test_a_file_with_other_columns_is_refused(tmp_path: Path, header: str, what: str) -> None:
    with pytest.raises(CatalogueError, match=what):
        read_corrections(write_rows(tmp_path, header=header))


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "coding").mkdir()
    (tmp_path / "coding" / "a.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CatalogueError, match="cannot be read as a table"):
        read_corrections(tmp_path)


def test_a_corpus_brings_its_corrections_with_or_without_a_catalogue(tmp_path: Path) -> None:
    folder = write_rows(write_corpus(tmp_path / "c", TEXTS), ROW)
    assert [found.source_id for found in read_corpus(folder).corrections] == ["report"]
    (folder / "sources.toml").unlink()
    assert [found.source_id for found in read_corpus(folder).corrections] == ["report"]
