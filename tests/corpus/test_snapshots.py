"""Snapshots: documents and records as a run left them, opened only while they are what documents and program give."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.generated_corpora import write_folder, write_lines, write_zip
from tests.scratch import CHINESE, REPORT
from wicreport.briefing.engines import Engine
from wicreport.briefing.runs import Run, code_stream
from wicreport.coding.codebook import Codebook
from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.snapshots import digest_documents, is_snapshot, read_snapshot
from wicreport.errors import DocumentError


def code(address: Path | str, output: Path, form: str = "parquet") -> Path:
    code_stream(Run((str(address),), output, Engine(jobs=1), form, 3), lambda step: None)
    return output


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with documents, among them a page, and with what a run made of them."""
    root = tmp_path_factory.mktemp("coded")
    folder = write_folder(root / "documents", 6)
    prose = "".join(f"<p>{line}</p>" for line in REPORT.split("\n\n"))
    (folder / "page.html").write_text(f"<html><body><article>{prose}</article></body></html>", encoding="utf-8")
    (folder / "xin.txt").write_bytes(CHINESE.encode("gb18030"))
    code(folder, root / "tables")
    return root


@pytest.fixture
def copy(coded: Path, tmp_path: Path) -> Path:
    """Return a copy of it at another place."""
    shutil.copytree(coded, tmp_path / "copy")
    return tmp_path / "copy"


def test_the_documents_come_back_as_the_folder_gives_them(coded: Path) -> None:
    assert is_snapshot(coded / "tables")
    assert read_snapshot(coded / "tables").corpus == read_corpus(coded / "documents")


def test_a_folder_of_documents_or_of_other_tables_is_none(coded: Path, tmp_path: Path) -> None:
    assert not is_snapshot(coded / "documents")
    assert not is_snapshot(code(coded / "documents", tmp_path / "tables", "csv"))


def test_it_stands_wherever_both_are_moved_and_whenever_they_were_written(coded: Path, copy: Path) -> None:
    for path in (copy / "documents").iterdir():
        os.utime(path, (1, 1))
    assert read_snapshot(copy / "tables").digest == read_snapshot(coded / "tables").digest
    assert str(coded) not in (copy / "tables" / "study" / "snapshot.json").read_text(encoding="utf-8")


def test_documents_that_are_all_gone_are_in_the_snapshot(copy: Path) -> None:
    shutil.rmtree(copy / "documents")
    assert len(read_snapshot(copy / "tables").corpus.sources) == 8


def change(folder: Path) -> None:
    path = folder / "xin.txt"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"2016", b"2017"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "work",
    [
        change,
        lambda folder: (folder / "new.txt").write_text(REPORT, encoding="utf-8"),
        lambda folder: (folder / "page.html").unlink(),
        lambda folder: (folder / "page.html").rename(folder / "other.html"),
    ],
    ids=["changed in its bytes alone", "added", "gone", "renamed"],
)
def test_it_is_refused_where_a_document_is(copy: Path, work: Callable[[Path], object]) -> None:
    before = digest_documents(copy / "tables")
    work(copy / "documents")
    assert digest_documents(copy / "tables") != before
    with pytest.raises(DocumentError, match=r"not those that were coded\. Run `wicreport code` again"):
        read_snapshot(copy / "tables")
    assert read_snapshot(code(copy / "documents", copy / "tables")).corpus == read_corpus(copy / "documents")


@pytest.mark.parametrize("write", [write_lines, write_zip], ids=["lines", "archive"])
def test_a_file_of_many_documents_is_held_to_its_bytes_too(
    tmp_path: Path, write: Callable[[Path, int, int], Path]
) -> None:
    path = write(tmp_path / f"all.{'zip' if write is write_zip else 'jsonl'}", 4, 1)
    tables = code(path, tmp_path / "tables")
    assert len(read_snapshot(tables).corpus.sources) == 4
    write(path, 4, 2)
    with pytest.raises(DocumentError, match="not those that were coded"):
        read_snapshot(tables)


def test_a_pattern_is_looked_up_again(tmp_path: Path) -> None:
    write_folder(tmp_path / "in", 2)
    tables = code(tmp_path / "in" / "*.txt", tmp_path / "tables")
    assert len(read_snapshot(tables).corpus.sources) == 2
    (tmp_path / "in" / "new.txt").write_text(REPORT, encoding="utf-8")
    with pytest.raises(DocumentError, match="not those that were coded"):
        read_snapshot(tables)


@pytest.mark.parametrize("name", ["passages.parquet", "study/passages.parquet", "study/sources.parquet"])
@pytest.mark.parametrize("is_gone", [True, False])
def test_it_is_refused_where_a_table_is_not_as_it_was_written(copy: Path, name: str, is_gone: bool) -> None:
    part = copy / "tables" / name / "part-000001.parquet"
    if is_gone:
        part.unlink()
    else:
        part.write_bytes((part.parent / "part-000000.parquet").read_bytes())
    with pytest.raises(DocumentError, match="is not as it was written") as caught:
        read_snapshot(copy / "tables")
    assert caught.value.where == str(part)


def test_it_is_refused_where_another_program_coded(copy: Path) -> None:
    seal = copy / "tables" / "study" / "snapshot.json"
    seal.write_text(json.dumps(json.loads(seal.read_text("utf-8")) | {"program": "0"}), encoding="utf-8")
    with pytest.raises(DocumentError, match="was coded by other rules, another codebook or other libraries"):
        read_snapshot(copy / "tables")


@pytest.mark.parametrize("content", ["", "[]", "{}", "3"])
def test_a_damaged_seal_is_told(copy: Path, content: str) -> None:
    (copy / "tables" / "study" / "snapshot.json").write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"is damaged\. Run `wicreport code` again"):
        read_snapshot(copy / "tables")


def test_a_run_that_ends_as_tables_are_moved_leaves_no_snapshot(
    copy: Path, codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wicreport.briefing import endings

    def fail(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left")

    monkeypatch.setattr(endings, "replace_whole", fail)
    with pytest.raises(Exception, match="No space left"):
        code(copy / "documents", copy / "tables")
    assert not is_snapshot(copy / "tables")
