"""Studies of very many documents: what notebooks and briefing show of them stays as short as that of a few."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.generated_corpora import write_folder
from wicreport.briefing.builds import build_briefing
from wicreport.briefing.engines import Engine
from wicreport.briefing.plans import Plan
from wicreport.briefing.runs import Run, code_stream
from wicreport.corpus.projects import Project, find_project
from wicreport.findings.display import MIME
from wicreport.findings.studies import open_study

N_ARTICLES = 120


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what a run made of hundreds of documents, and of the project's own under other names."""
    root = tmp_path_factory.mktemp("large")
    folder = write_folder(root / "in", N_ARTICLES)
    for path in find_project().seeds.glob("*.txt"):
        shutil.copy(path, folder / f"press-{path.name}")
    code_stream(Run((str(folder),), root / "out", Engine(jobs=1), "parquet", 100), lambda step: None)
    return root / "out"


def test_the_documents_are_listed_up_to_a_number_and_counted_whole(tables: Path) -> None:
    payload = open_study(str(tables), [], 2021, 2018).as_payload()
    assert payload["n_documents"] == N_ARTICLES + 5
    assert (len(payload["sources"]), payload["n_more_sources"]) == (40, N_ARTICLES - 35)


def test_the_record_differs_where_a_document_that_is_not_listed_does(tables: Path, tmp_path: Path) -> None:
    shutil.copytree(tables.parent, tmp_path / "copy")
    last = sorted((tmp_path / "copy" / "in").glob("*.txt"))[-7]
    last.write_bytes(last.read_bytes() + b"\nAnd so it ended.\n")
    run = Run((str(tmp_path / "copy" / "in"),), tmp_path / "copy" / "out", Engine(jobs=1), "parquet", 100)
    code_stream(run, lambda step: None)
    before, now = (open_study(str(folder), [], 2021, 2018).as_payload() for folder in (tables, run.output))
    assert before["digest"] != now["digest"]
    assert before["sources"] == now["sources"]


def test_the_projects_notebooks_run_on_them_and_their_briefing_is_short(tables: Path, tmp_path: Path) -> None:
    own = find_project()
    shutil.copytree(own.notebooks, tmp_path / "project" / "notebooks")
    shutil.copytree(own.seeds, tmp_path / "project" / "seeds")
    plan = Plan(Project(tmp_path / "project"), tmp_path / "reports", tables, formats=("html",))
    build_briefing(plan)
    told = json.loads((plan.output / "briefing.json").read_text(encoding="utf-8"))
    assert told["findings"]
    assert max(len(finding["evidence"]) for finding in told["findings"]) == 40
    page = (plan.output / "briefing.html").read_text(encoding="utf-8")
    assert len(page) < 1_500_000
    assert f"{N_ARTICLES + 5} documents" in page
    assert f"and {N_ARTICLES - 35} more" in page


def test_small_corpora_are_shown_whole() -> None:
    payload = open_study("", [], 2021, 2018)._repr_mimebundle_()[MIME]
    assert (len(payload["sources"]), "n_more_sources" in payload) == (5, False)
