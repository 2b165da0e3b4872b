"""Streams coded into tables: the same bytes whatever the road, the engine and the interruptions."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest

from tests.generated_corpora import Article, make_articles, write_crawl, write_folder, write_lines, write_zip
from tests.scratch import REPORT, snapshot
from wicreport.briefing.engines import Engine
from wicreport.briefing.runs import Outcome, Run, code_kept, code_stream
from wicreport.corpus.snapshots import digest_documents
from wicreport.errors import DocumentError, OutputError, ParameterError

HERE = Engine(jobs=1)
N_ARTICLES = 60
PATIENCE = 300  # seconds, on a machine with much else to do


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of generated articles, a page among them."""
    return write_articles(tmp_path_factory.mktemp("stream") / "articles", N_ARTICLES)


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Return a folder like it with fewer articles."""
    return write_articles(tmp_path / "few", 6)


def write_articles(folder: Path, n_articles: int) -> Path:
    write_folder(folder, n_articles)
    prose = "".join(f"<p>{line}</p>" for line in REPORT.split("\n\n"))
    (folder / "page.html").write_text(f"<html><body><article>{prose}</article></body></html>", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the tables as the whole folder in memory gives them."""
    output = tmp_path_factory.mktemp("kept")
    code_kept(folder, output, "csv")
    return snapshot(output)


def run(
    addresses: Sequence[Path | str], output: Path, *, engine: Engine = HERE, form: str = "csv", n_documents: int = 7
) -> Outcome:
    given = tuple(str(address) for address in addresses)
    return code_stream(Run(given, output, engine, form, n_documents), lambda step: None)


def without_errors(files: dict[str, bytes]) -> dict[str, bytes]:
    assert files.pop("errors.csv") == b"source,what,where,remedy\n"
    return files


@pytest.mark.parametrize(("jobs", "n_documents"), [(1, 400), (1, 7), (1, 1), (2, 9)])
def test_a_folder_gives_the_tables_that_it_gives_in_memory(
    folder: Path, expected: dict[str, bytes], tmp_path: Path, jobs: int, n_documents: int
) -> None:
    outcome = run([folder], tmp_path / "out", engine=Engine(jobs=jobs), n_documents=n_documents)
    assert (outcome.n_documents, outcome.n_faults) == (N_ARTICLES + 1, 0)
    assert outcome.paths[-1] == tmp_path / "out" / "texts" / "page.txt"
    assert without_errors(snapshot(tmp_path / "out")) == expected


PROGRAM = """
import sys
from pathlib import Path
from wicreport.briefing.engines import Engine
from wicreport.briefing.runs import Run, code_stream
code_stream(Run((sys.argv[1],), Path(sys.argv[2]), Engine(jobs=2), "csv", 3), print)
"""


def wait_for(condition: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < PATIENCE, "it never came to that"
        time.sleep(0.02)


def children_of(process: int) -> list[int]:
    done = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False)
    return [int(pid) for pid in done.stdout.split()]


def is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    try:
        return state.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as Linux shows them")
def test_a_run_that_was_killed_goes_on_where_it_was_and_gives_the_same_bytes(
    folder: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    output, parts = tmp_path / "out", tmp_path / "out" / ".unfinished" / "parts"
    killed = subprocess.Popen([sys.executable, "-c", PROGRAM, str(folder), str(output)], stdout=subprocess.DEVNULL)
    wait_for(lambda: len(list(parts.glob("0*"))) >= 4)
    workers = children_of(killed.pid)
    killed.kill()
    killed.wait()
    assert workers
    wait_for(lambda: not any(map(is_alive, workers)))
    done = {path: path.stat().st_mtime_ns for path in parts.glob("0*/part.json")}
    assert 4 <= len(done) < 20
    assert not (output / "sources.csv").exists()
    seen: dict[Path, int] = {}

    def look(step: str) -> None:
        seen.update({path: path.stat().st_mtime_ns for path in done})

    code_stream(Run((str(folder),), output, HERE, "csv", 3), look)
    assert seen == done
    assert without_errors(snapshot(output)) == expected


def test_a_document_that_changed_meanwhile_is_coded_again(folder: Path, tmp_path: Path) -> None:
    copy, output = tmp_path / "copy", tmp_path / "out"
    copy.mkdir()
    for path in sorted(folder.glob("*.txt"))[:6]:
        (copy / path.name).write_bytes(path.read_bytes())
    (changed := sorted(copy.glob("*.txt"))[5]).write_text(REPORT.replace("1,600", "2,700"), encoding="utf-8")
    was = changed.stat()

    class StopError(Exception):
        """Ends the run before its tables are written."""

    def stop(step: str) -> None:
        raise StopError

    with pytest.raises(StopError):
        code_stream(Run((str(copy),), output, HERE, "csv", 3), stop)
    changed.write_text(REPORT, encoding="utf-8")  # as long as before
    os.utime(changed, ns=(was.st_atime_ns, was.st_mtime_ns))
    run([copy], output, n_documents=3)
    run([copy], tmp_path / "fresh", n_documents=3)
    assert snapshot(output) == snapshot(tmp_path / "fresh")
    assert "1,600 guests" in (output / "passages.csv").read_text(encoding="utf-8")


def records_of(output: Path) -> pd.DataFrame:
    """Return the quotations of a run without what depends on the form the articles came in."""
    table = pd.read_csv(output / "quotations.csv").drop(columns=["source_id", "start", "end"])
    return table.sort_values(list(table)).reset_index(drop=True)


def test_archives_lines_and_crawls_give_the_records_that_a_folder_gives(tmp_path: Path) -> None:
    write_folder(tmp_path / "folder", 20)
    write_zip(tmp_path / "all.zip", 20)
    write_lines(tmp_path / "all.jsonl", 20)
    write_crawl(tmp_path / "all.warc.gz", 20)
    for name in ("folder", "all.zip", "all.jsonl", "all.warc.gz"):
        assert run([tmp_path / name], tmp_path / f"out-{name}").n_documents == 20
        pd.testing.assert_frame_equal(records_of(tmp_path / f"out-{name}"), records_of(tmp_path / "out-folder"))
    ids = pd.read_csv(tmp_path / "out-all.warc.gz" / "sources.csv")["source_id"]
    assert ids.str.match(r"^all-\d+$").all()
    files = pd.read_csv(tmp_path / "out-all.jsonl" / "sources.csv")["file"]
    assert files.tolist() == [f"all.jsonl#{article.name}" for article in make_articles(20)]
    assert len(list((tmp_path / "out-all.warc.gz" / "texts").iterdir())) == 20


def test_the_collector_works_again_after_lines_of_json(tmp_path: Path) -> None:
    write_lines(tmp_path / "all.jsonl", 4)
    run([tmp_path / "all.jsonl"], tmp_path / "out")
    assert gc.isenabled()


def test_a_folder_of_all_kinds_and_a_pattern_are_read_too(tmp_path: Path) -> None:
    write_folder(tmp_path / "all" / "deep", 3)
    write_zip(tmp_path / "all" / "some.zip", 2)
    write_lines(tmp_path / "all" / "some.jsonl", 4)
    write_crawl(tmp_path / "all" / "some.warc.gz", 5)
    assert run([tmp_path / "all"], tmp_path / "a").n_documents == 14
    assert run([tmp_path / "all" / "*.jsonl", tmp_path / "all" / "some.zip"], tmp_path / "b").n_documents == 6
    files = pd.read_csv(tmp_path / "b" / "sources.csv")["file"]
    assert files[0].startswith("some.jsonl#") and files[5].startswith("some.zip/")


def test_what_cannot_be_read_is_a_row_of_errors_and_ends_nothing(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    write_folder(broken, 5)
    (broken / "empty.txt").write_text("", encoding="utf-8")
    (broken / "scan.pdf").write_bytes(b"%PDF-1.4 nothing")
    (broken / "bad.zip").write_bytes(b"PK nothing")
    (broken / "some.jsonl").write_text('{"text": "One."}\nnonsense\n{"title": "no words"}\n[]\n', encoding="utf-8")
    crawl = write_crawl(broken / "cut.warc.gz", 4)
    crawl.write_bytes(crawl.read_bytes()[:-2000])
    outcome = run([broken], tmp_path / "out")
    errors = pd.read_csv(tmp_path / "out" / "errors.csv")
    assert (outcome.n_documents, outcome.n_faults) == (5 + 1 + 3, 7)
    assert sorted(errors["source"]) == [
        "bad.zip", "cut.warc.gz", "empty.txt", "scan.pdf", "some.jsonl#17", "some.jsonl#26", "some.jsonl#48",
    ]  # fmt: skip
    assert errors.notna().all(axis=None)
    assert set(errors["what"]) >= {"is empty", "is no archive", "has no text", "is no JSON object"}
    assert errors.loc[errors["source"] == "some.jsonl#26", "where"].item().endswith("some.jsonl, line at byte 26")


def test_a_file_of_another_kind_is_a_row_of_errors_and_what_belongs_beside_documents_is_none(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", 3)
    write_zip(folder / "some.zip", 1)
    with zipfile.ZipFile(folder / "some.zip", "a") as archive:
        archive.writestr("map.svg", "<svg/>")
    for name in ("chart.png", "sub/table.csv", "old.warc", "bad\u202ename.png"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
    for name in (".hidden.png", "labels.json", "sub/labels.json", "notes.txt~", "#notes.txt#", "Thumbs.db"):
        (folder / name).write_bytes(b"x")
    outcome = run([folder], folder / "tables")
    errors = pd.read_csv(folder / "tables" / "errors.csv").set_index("source")
    assert (outcome.n_documents, outcome.n_faults) == (4, 5)
    shown = "bad‹U+202E›name.png"
    assert sorted(errors.index) == [shown, "chart.png", "old.warc", "some.zip/map.svg", "sub/table.csv"]
    assert errors.loc["chart.png", "what"] == "is of a kind that is not read"
    assert errors.loc["chart.png", "where"] == str(folder / "chart.png")
    assert "make it one of these, or take it out" in str(errors.loc["chart.png", "remedy"])
    assert "warcio recompress" in str(errors.loc["old.warc", "remedy"])
    again = run([folder], folder / "tables")
    assert again.n_faults == 5, "its own tables are no strays"
    assert run([folder / "*"], tmp_path / "out").n_faults == 4


def test_a_file_of_another_kind_changes_no_id_and_makes_no_snapshot_old(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", 3)
    run([folder], tmp_path / "out", form="parquet")
    before = digest_documents(tmp_path / "out")
    name = next(folder.glob("*.txt")).with_suffix(".png")
    name.write_bytes(b"x")
    assert digest_documents(tmp_path / "out") == before
    run([folder], tmp_path / "again")
    assert set(pd.read_csv(tmp_path / "again" / "sources.csv")["source_id"]) == {p.stem for p in folder.glob("*.txt")}


def test_a_rule_that_stumbles_over_a_document_is_a_row_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wicreport.coding import batches

    code = batches.code_source

    def stumble(source: object, codebook: object) -> object:
        if getattr(source, "source_id", "").endswith("-2"):
            raise KeyError("no such word")
        return code(source, codebook)  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(batches, "code_source", stumble)
    outcome = run([write_folder(tmp_path / "in", 4)], tmp_path / "out")
    assert (outcome.n_documents, outcome.n_faults) == (3, 1)
    assert "KeyError: 'no such word'" in (tmp_path / "out" / "errors.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("n_documents", [1, 400])
def test_of_two_documents_with_one_id_the_first_counts(tmp_path: Path, n_documents: int) -> None:
    first, second = (article.text for article in make_articles(2))
    (tmp_path / "a.txt").write_text(first, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"id": "a", "text": "It opened. It closed."}\n', encoding="utf-8")
    (tmp_path / "c.txt").write_text(second, encoding="utf-8")
    outcome = run([tmp_path], tmp_path / "out", n_documents=n_documents)
    assert (outcome.n_documents, outcome.n_faults) == (2, 1)
    assert pd.read_csv(tmp_path / "out" / "sources.csv")["file"].tolist() == ["a.txt", "c.txt"]
    assert "It closed" not in (tmp_path / "out" / "passages.csv").read_text(encoding="utf-8")
    assert "has the id a" in (tmp_path / "out" / "errors.csv").read_text(encoding="utf-8")


def test_two_lines_of_one_part_with_one_id_end_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": 1, "text": "It opened."}\n{"id": 1, "text": "It closed."}\n', "utf-8")
    outcome = run([tmp_path / "a.jsonl"], tmp_path / "out")
    assert (outcome.n_documents, outcome.n_faults) == (1, 1)


def test_parquet_is_written_in_parts_of_one_form(folder: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    run([folder], tmp_path / "out", form="parquet")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    tables = ("sources", "passages", "quotations", "quantities", "appearances")
    assert names == {*(f"{name}.parquet" for name in tables), "texts.parquet", "errors.csv", "study"}
    assert len(list((tmp_path / "out" / "passages.parquet").iterdir())) == 9
    for name in tables:
        frame = pd.read_parquet(tmp_path / "out" / f"{name}.parquet", dtype_backend="numpy_nullable")
        assert frame.to_csv(index=False, lineterminator="\n").encode() == expected[f"{name}.csv"]
    assert pd.read_parquet(tmp_path / "out" / "texts.parquet")["source_id"].tolist() == ["page"]


def test_tables_that_stand_there_are_replaced_and_other_files_stay(few: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    run([few], tmp_path, form="parquet", n_documents=1)
    run([few], tmp_path, form="parquet", n_documents=4)
    assert len(list((tmp_path / "passages.parquet").iterdir())) == 2
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / ".unfinished").exists()


@pytest.mark.parametrize(("first", "second"), [("csv", "parquet"), ("parquet", "csv"), ("csv", "csv")])
def test_nothing_is_left_of_an_earlier_run(few: Path, tmp_path: Path, first: str, second: str) -> None:
    run([few], tmp_path / "out", form=first)
    fewer = write_folder(tmp_path / "fewer", 3)
    run([fewer], tmp_path / "out", form=second)
    run([fewer], tmp_path / "fresh", form=second)
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "fresh")
    assert not (tmp_path / "out" / "texts").exists()


def test_tables_of_another_form_that_are_gone_are_told_and_others_are_not(few: Path, tmp_path: Path) -> None:
    told: list[str] = []
    for form in ("csv", "csv", "parquet"):
        code_stream(Run((str(few),), tmp_path / "out", Engine(jobs=1), form), told.append)
    lines = [line for line in told if line.startswith("Replaced")]
    gone = "sources.csv, passages.csv, quotations.csv, quantities.csv, appearances.csv"
    assert lines == [f"Replaced the tables of an earlier run; gone are: {gone}."]


def test_a_corpus_that_is_kept_replaces_the_tables_of_a_stream(few: Path, tmp_path: Path) -> None:
    told: list[str] = []
    run([few], tmp_path / "out", form="parquet")
    code_kept(few, tmp_path / "out", "csv", told.append)
    code_kept(few, tmp_path / "fresh", "csv", told.append)
    (line,) = told
    assert line.startswith(
        "Replaced the tables of an earlier run; gone are: errors.csv, sources.parquet, passages.parq"
    )
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "fresh")


@pytest.mark.parametrize("place", ["", "tables"])
def test_tables_are_not_written_among_the_documents_of_a_corpus(few: Path, place: str) -> None:
    before = snapshot(few)
    with pytest.raises(OutputError, match="tables would stand among the documents"):
        code_kept(few, few / place, "csv")
    assert snapshot(few) == before


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_where_nothing_could_be_read_the_table_of_errors_says_why(tmp_path: Path, form: str) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    outcome = run([tmp_path / "empty.txt"], tmp_path / "out", form=form)
    assert (outcome.n_documents, outcome.n_faults) == (0, 1)
    assert "is empty" in (tmp_path / "out" / "errors.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["", "nosuch://bucket/articles", "nosuch://bucket/*.jsonl"])
def test_an_address_that_nothing_reads_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(DocumentError, match=r"is an empty address|cannot be reached"):
        run([address], tmp_path / "out")


def test_a_scheduler_without_a_cluster_is_refused() -> None:
    with pytest.raises(ParameterError, match="--engine dask"):
        Engine(scheduler="tcp://127.0.0.1:1")


def test_nothing_to_read_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="holds no document"):
        run([tmp_path / "empty.jsonl"], tmp_path / "out")
    with pytest.raises(DocumentError, match="no such file"):
        run([tmp_path / "none.zip"], tmp_path / "other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.jsonl"]


def test_planted_families_are_found_and_nothing_else(tmp_path: Path) -> None:
    articles = {article.name: article for article in make_articles(300)}
    run([write_folder(tmp_path / "in", 300)], tmp_path / "out", n_documents=20)
    sources = pd.read_csv(tmp_path / "out" / "sources.csv").set_index("source_id")
    by_number = {str(article.number): article for article in articles.values()}
    expected = {name: planted_family(article, by_number) for name, article in articles.items()}
    assert {frozenset(group.index) for _, group in sources.groupby("family")} == {
        frozenset(name for name, family in expected.items() if family == wanted) for wanted in set(expected.values())
    }


def planted_family(article: Article, by_number: dict[str, Article]) -> str:
    return article.name if article.origin is None else by_number[str(article.origin)].name
