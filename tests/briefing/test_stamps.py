"""Stamps: a hash of inputs, parameters and versions, and of nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.scratch import write_notebook
from wicreport.briefing import fonts
from wicreport.briefing.stamps import stamp_inputs

CORPUS = {"sources": [{"file": "a.txt", "sha256": "1" * 64}]}


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    return write_notebook(tmp_path / "01_a.ipynb", "# A", "x = 1")


def stamp(notebook: Path, **changed: Any) -> str:
    given = {"corpus": CORPUS, "notebooks": [notebook], "parameters": {}, "more": []} | changed
    return str(stamp_inputs(**given)["stamp"])


def test_the_same_inputs_have_the_same_stamp_wherever_they_stand(notebook: Path, tmp_path: Path) -> None:
    other = write_notebook(tmp_path / "elsewhere" / "01_a.ipynb", "# A", "x = 1")
    assert stamp(notebook) == stamp(other)


def test_the_reader_of_a_page_is_in_the_stamp_only_where_there_is_a_page(notebook: Path) -> None:
    def versions(file: str) -> set[str]:
        corpus = {"sources": [{"file": file, "sha256": "1" * 64}]}
        return set(stamp_inputs(corpus, [notebook], {}, [])["versions"])

    assert versions("a.html") - versions("a.txt") == {"trafilatura"}
    assert versions("a.PDF") - versions("a.txt") == {"pypdf"}


def test_every_kind_of_input_changes_the_stamp(notebook: Path, tmp_path: Path) -> None:
    title = tmp_path / "briefing.toml"
    title.write_text("title = 'A'", encoding="utf-8")
    stamps = {
        stamp(notebook),
        stamp(notebook, corpus={"sources": [{"file": "a.txt", "sha256": "2" * 64}]}),
        stamp(notebook, parameters={"editions": [2018]}),
        stamp(notebook, more=[title]),
        stamp(write_notebook(tmp_path / "b" / "01_a.ipynb", "# A", "x = 2")),
    }
    assert len(stamps) == 5


def test_outputs_of_a_notebook_do_not_change_the_stamp(notebook: Path) -> None:
    before = stamp(notebook)
    changed = nbformat.read(notebook, as_version=4)
    changed.cells[2].outputs = [nbformat.v4.new_output("stream", text="3")]
    changed.cells[2].execution_count = 7
    nbformat.write(changed, notebook)
    assert stamp(notebook) == before


def test_the_record_lists_documents_codebook_notebooks_and_versions(notebook: Path, tmp_path: Path) -> None:
    record = stamp_inputs(CORPUS, [notebook], {"editions": [2018]}, [tmp_path / "missing.json"])
    assert [item["name"] for item in record["inputs"]] == [
        "a.txt",
        "codebook/actors.toml",
        "codebook/editions.toml",
        "codebook/presences.toml",
        "codebook/themes.toml",
        "01_a.ipynb",
    ]
    assert all(len(item["sha256"]) == 64 for item in record["inputs"])
    assert "typst" in record["versions"] and "pandas" in record["versions"]
    assert record["commands"] == ["make report", "make test"]
    assert record["parameters"] == {"editions": [2018]}


def test_the_record_lists_every_typeface_of_a_report_with_its_licence(notebook: Path) -> None:
    faces = stamp_inputs(CORPUS, [notebook], {}, [])["typefaces"]
    assert [face["name"] for face in faces] == sorted({face.family for face in fonts._list_typefaces()})
    assert {face["licence"] for face in faces} == {"OFL-1.1"} and all(face["version"] for face in faces)
