"""What earlier runs left in a folder of tables: found by its form, so that nobody's own files are taken for it."""

from __future__ import annotations

from pathlib import Path

from tests.scratch import snapshot
from wicreport.briefing.leftovers import find_leftovers, remove_leftovers
from wicreport.coding.tables import SOURCES

HEADER = ",".join(SOURCES)


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_files_of_other_people_are_none_of_it(tmp_path: Path) -> None:
    mine = {
        "sources.csv": "source_id,title\na,mine\n",
        "errors.csv": "",
        "passages.parquet/part-000000.parquet": "x",
        "passages.parquet/notes.txt": "mine",
        "study/notes.txt": "mine",
        "texts/a.txt": "mine",
    }
    assert find_leftovers(write(tmp_path, mine)) == []
    assert find_leftovers(tmp_path / "none") == []


def test_texts_of_pages_go_with_their_table_and_plain_documents_stay(tmp_path: Path) -> None:
    rows = ["page,page.html", "mine,mine.txt", "gone,gone.pdf"]
    files = {"sources.csv": "\n".join([HEADER, *(row + "," * (len(SOURCES) - 2) for row in rows)]) + "\n"}
    write(tmp_path, files | {f"texts/{name}.txt": name for name in ("page", "mine", "other")})
    leftovers = find_leftovers(tmp_path)
    assert leftovers == [tmp_path / "sources.csv", tmp_path / "texts" / "page.txt"]
    remove_leftovers(leftovers, {tmp_path / "sources.csv"})
    assert set(snapshot(tmp_path)) == {"sources.csv", "texts/mine.txt", "texts/other.txt"}


def test_a_damaged_table_of_sources_names_no_texts(tmp_path: Path) -> None:
    write(tmp_path, {"sources.parquet/part-000000.parquet": "x", "texts/page.txt": "page"})
    assert find_leftovers(tmp_path) == [tmp_path / "sources.parquet"]
