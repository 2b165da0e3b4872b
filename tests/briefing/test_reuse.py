"""Builds that take from earlier ones: what is made, what is kept, and the same bytes as if nothing had been."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from tests.conftest import Built
from tests.scratch import OPEN, TAKE, copy_project, say, snapshot, write_notebook
from wicreport.briefing import fingerprints
from wicreport.briefing.builds import build_briefing
from wicreport.briefing.explanations import explain_build
from wicreport.briefing.fingerprints import fingerprint_inputs
from wicreport.briefing.plans import Plan
from wicreport.briefing.states import find_current, read_state
from wicreport.briefing.steps import Step
from wicreport.errors import CatalogueError

CHAPTERS = ["01_alpha.ipynb", "02_sources_and_method.ipynb"]


@pytest.fixture
def plan(built: Built, tmp_path: Path) -> Plan:
    """Return the plan of a copy of the small project, with what its build kept."""
    project = copy_project(built.project, tmp_path / "project", with_cache=True)
    made = Plan(project, project.reports)
    build_briefing(made)
    return made


def build(plan: Plan) -> tuple[list[str], list[str]]:
    """Build, and return the names of what was made and of what was kept."""
    steps: list[Step] = []
    build_briefing(plan, steps.append)
    made, kept = (sorted(step.name for step in steps if step.state == state) for state in ("done", "kept"))
    return made, kept


def edit_prose(plan: Plan, text: str) -> None:
    path = plan.project.notebooks / "01_alpha.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = text
    nbformat.write(notebook, path)


def build_from_nothing(plan: Plan, root: Path) -> dict[str, bytes]:
    project = copy_project(plan.project, root)
    shutil.rmtree(project.reports)
    build_briefing(Plan(project, project.reports, formats=plan.formats))
    return snapshot(project.root)


def test_a_changed_chapter_is_run_and_the_result_is_that_of_a_build_from_nothing(plan: Plan, tmp_path: Path) -> None:
    edit_prose(plan, "# Alpha\n\nWho came, and who stayed away?")
    assert build(plan) == (["01_alpha.ipynb", "briefing.html", "briefing.pdf"], CHAPTERS[1:])
    assert snapshot(plan.project.root) == build_from_nothing(plan, tmp_path / "fresh")


def test_a_changed_title_makes_the_formats_again_and_runs_nothing(plan: Plan, tmp_path: Path) -> None:
    title = plan.project.notebooks / "briefing.toml"
    title.write_text(title.read_text(encoding="utf-8").replace("A conference", "The hall"), encoding="utf-8")
    assert explain_build(plan) == [
        "01_alpha.ipynb: kept",
        "02_sources_and_method.ipynb: kept",
        "briefing.html: will be made: title changed",
        "briefing.pdf: will be made: title changed",
    ]
    assert build(plan) == (["briefing.html", "briefing.pdf"], CHAPTERS)
    assert snapshot(plan.project.root) == build_from_nothing(plan, tmp_path / "fresh")


def test_a_report_that_was_touched_or_deleted_comes_back_without_being_made(plan: Plan) -> None:
    before = snapshot(plan.project.root)
    for spoil in (lambda path: path.unlink(), lambda path: path.write_bytes(b"spoilt"), lambda path: path.touch()):
        for path in (plan.output / "briefing.html", plan.output / "first-page.png"):
            spoil(path)
        assert build(plan) == ([], sorted([*CHAPTERS, "briefing.html", "briefing.pdf"]))
        assert snapshot(plan.project.root) == before


def test_outputs_that_were_cleared_come_back(plan: Plan) -> None:
    before = snapshot(plan.project.root)
    path = plan.project.notebooks / "01_alpha.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.update({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})
    nbformat.write(notebook, path)
    assert build(plan)[0] == []
    assert snapshot(plan.project.root) == before


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("templates/wicreport/screen.css", ["briefing.html"]),
        ("templates/typst/main.typ", ["briefing.pdf"]),
        ("templates/docx/word/styles.xml", []),
        ("templates/labels.toml", ["briefing.html", "briefing.pdf"]),
        ("html.py", ["briefing.html", "briefing.pdf"]),
    ],
)
def test_a_template_makes_the_formats_it_is_for(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, made: list[str]
) -> None:
    package = tmp_path / "wicreport"
    shutil.copytree(fingerprints.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprints, "PACKAGE", package)
    path = package / "briefing" / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert build(plan)[0] == made


def test_a_kept_format_that_is_damaged_is_made_again(plan: Plan) -> None:
    before = snapshot(plan.project.root)
    for path in (plan.cache / "reports").iterdir():
        path.write_bytes(path.read_bytes().replace(b"a", b"b"))
    assert build(plan.__class__(plan.project, plan.output, formats=("html",)))[0] == ["briefing.html"]
    assert build(plan)[0] == ["briefing.pdf"]
    assert snapshot(plan.project.root) == before


def test_force_makes_everything_and_the_same(plan: Plan) -> None:
    before = snapshot(plan.project.root)
    assert build(replace(plan, is_forced=True)) == (sorted([*CHAPTERS, "briefing.html", "briefing.pdf"]), [])
    assert snapshot(plan.project.root) == before


def test_plans_do_not_take_from_each_other_what_is_not_theirs(plan: Plan, tmp_path: Path) -> None:
    other = replace(plan, output=tmp_path / "2016", editions=(2016,), formats=("html",))
    assert build(other)[0] == [*CHAPTERS, "briefing.html"]
    assert build(replace(plan, output=tmp_path / "all"))[0] == []
    assert snapshot(tmp_path / "all") == snapshot(plan.output)
    assert (tmp_path / "2016" / "briefing.html").read_bytes() != (plan.output / "briefing.html").read_bytes()


def test_what_changes_while_a_build_runs_is_said_and_nothing_is_kept_of_it(plan: Plan) -> None:
    edit_prose(plan, "# Alpha\n\nWho came first?")
    notes: list[Step] = []

    def save_again(step: Step) -> None:
        notes.append(step)
        if (step.name, step.state) == ("01_alpha.ipynb", "begun"):
            edit_prose(plan, "# Alpha\n\nWho came last?")

    before = len(list((plan.cache / "chapters").iterdir()))
    build_briefing(plan, save_again)
    assert notes[-1] == Step("notebook 01_alpha.ipynb", "note", "changed while the build ran: build again")
    assert "Who came last?" in (plan.project.notebooks / "01_alpha.ipynb").read_text(encoding="utf-8")
    assert len(list((plan.cache / "chapters").iterdir())) == before
    assert find_current(plan, fingerprint_inputs(plan)) is None
    assert explain_build(plan)[0] == "01_alpha.ipynb: will run: notebook 01_alpha.ipynb changed"


def test_words_cited_for_the_first_time_are_pinned_and_read_once_more(plan: Plan) -> None:
    claim = say(
        "more-row", "One of a row", "It was “the third of its kind”.", 'wic.cite(report, "the third of its kind")'
    )
    write_notebook(plan.project.notebooks / "03_more.ipynb", "# More", OPEN, TAKE, claim)
    assert build(plan)[0] == ["03_more.ipynb", "briefing.html", "briefing.pdf"]
    assert build(plan)[0] == ["03_more.ipynb"]
    assert explain_build(plan) == ["Nothing changed: nothing will run."]


def test_files_that_are_not_as_the_last_build_left_them_are_explained(plan: Plan) -> None:
    before = snapshot(plan.project.root)
    (plan.output / "briefing.html").write_bytes(b"spoilt")
    (plan.output / "first-page.png").unlink()
    (plan.output / "notes.txt").write_text("mine", encoding="utf-8")
    kept = [f"{name}: kept" for name in (*CHAPTERS, "briefing.html", "briefing.pdf")]
    assert explain_build(plan) == [
        *kept,
        "reports/briefing.html: was changed since the last build: will be written again",
        "reports/first-page.png: is gone since the last build: will be written again",
        "reports/notes.txt: was added since the last build: will be taken out",
    ]
    assert build(plan)[0] == []
    assert snapshot(plan.project.root) == before


@pytest.mark.parametrize("is_forced", [False, True])
def test_nothing_is_explained_of_documents_that_a_build_would_refuse(plan: Plan, is_forced: bool) -> None:
    (plan.project.seeds / "report.txt").write_bytes(b"other bytes")
    given = replace(plan, is_forced=is_forced)
    with pytest.raises(CatalogueError, match="the bytes are not those catalogued for report") as refused:
        build_briefing(given)
    with pytest.raises(CatalogueError) as explained:
        explain_build(given)
    assert str(explained.value) == str(refused.value)


def test_what_is_explained_is_what_is_done(plan: Plan) -> None:
    edit_prose(plan, "# Alpha\n\nWho came?")
    (plan.project.seeds / "other.txt").write_bytes((plan.project.seeds / "other.txt").read_bytes())
    edit_prose(plan, "# Alpha\n\nWho else came?")
    assert explain_build(plan) == [
        "01_alpha.ipynb: will run: notebook 01_alpha.ipynb changed",
        "02_sources_and_method.ipynb: kept",
        "briefing.html: will be made if its chapters give anything else",
        "briefing.pdf: will be made if its chapters give anything else",
    ]
    before = snapshot(plan.project.root)
    explain_build(plan)
    assert snapshot(plan.project.root) == before
    assert read_state(plan) is not None
    assert build(plan)[0] == ["01_alpha.ipynb", "briefing.html", "briefing.pdf"]
