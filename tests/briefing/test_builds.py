"""Builds: the report is made whole or not at all, the same each time, and never over what is not its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.conftest import Built
from tests.scratch import TEXTS, copy_project, snapshot, write_corpus
from wicreport.briefing import builds
from wicreport.briefing.builds import build_briefing, compare_build
from wicreport.briefing.execution import Chapter
from wicreport.briefing.plans import Plan
from wicreport.briefing.steps import Step
from wicreport.corpus.projects import Project
from wicreport.errors import (
    BuildError,
    CatalogueError,
    CodebookError,
    FindingError,
    ManyErrors,
    OutputError,
    ParameterError,
)


@pytest.fixture
def project(built: Built, tmp_path: Path) -> Project:
    """Return a copy of the small project with its report."""
    return copy_project(built.project, tmp_path / "project")


@pytest.fixture
def replayed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the outputs that stand in the notebooks instead of starting kernels."""

    def replay(paths: list[Path], parameters: object, **options: object) -> list[Chapter]:
        return [Chapter(path, nbformat.read(path, as_version=4)) for path in paths]

    monkeypatch.setattr(builds, "execute_chapters", replay)


def read_json(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "briefing.json").read_text(encoding="utf-8"))
    return found


def test_a_build_gives_the_report_and_its_data(built: Built) -> None:
    names = [str(path.relative_to(built.project.reports)) for path in built.paths]
    assert names == ["briefing.html", "briefing.json", "briefing.pdf", "data/fig-bodies.csv", "first-page.png"]
    assert all(path.stat().st_size > 100 for path in built.paths)
    done = [step.name for step in built.steps if step.state == "done"]
    assert sorted(done[:2]) == ["01_alpha.ipynb", "02_sources_and_method.ipynb"]
    assert sorted(done[2:]) == ["briefing.html", "briefing.pdf"]


def test_nothing_but_the_report_and_the_anchors_is_left_by_a_build(built: Built) -> None:
    root = {path.name for path in built.project.root.iterdir()}
    assert root == {"seeds", "notebooks", "reports", "build"}
    assert [path.name for path in (built.project.root / "build").iterdir()] == ["cache"]
    assert (built.project.notebooks / "anchors.json").exists()


def test_a_build_in_another_folder_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    root = tmp_path / "somewhere" / "else"
    elsewhere = copy_project(built.project, root)
    shutil.rmtree(root / "reports")
    build_briefing(Plan(elsewhere, elsewhere.reports, jobs=1))
    assert snapshot(elsewhere.root) == snapshot(built.project.root)


def test_no_path_of_the_machine_is_in_any_file(built: Built) -> None:
    home = str(built.project.root).encode()
    assert [name for name, content in snapshot(built.project.root).items() if home in content] == []


def test_findings_are_given_as_annotations_with_both_selectors(built: Built) -> None:
    findings = {item["id"]: item for item in read_json(built.project.reports)["findings"]}
    assert list(findings) == ["alpha-li", "alpha-guests", "alpha-opening", "alpha-third"]
    target = findings["alpha-guests"]["evidence"][0]["target"]
    start = TEXTS["report"].index("About 1,600 guests")
    assert target["source"] == "report"
    assert target["selector"] == [
        {"type": "TextQuoteSelector", "exact": "About 1,600 guests", "prefix": "", "suffix": " came, organisers said."},
        {"type": "TextPositionSelector", "start": start, "end": start + 18},
    ]


def test_the_table_of_each_figure_is_written_as_csv(built: Built) -> None:
    rows = (built.project.reports / "data" / "fig-bodies.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "source,Article,References,Furniture"
    assert [row.split(",")[0] for row in rows[1:]] == list(TEXTS)


def test_every_part_of_the_report_bears_the_same_stamp(built: Built) -> None:
    stamp = read_json(built.project.reports)["stamp"]
    assert stamp.startswith("sha256:") and len(stamp) == 71
    assert stamp.removeprefix("sha256:")[:8] in (built.project.reports / "briefing.html").read_text(encoding="utf-8")


def test_words_are_pinned_with_the_rest_of_their_sentence(built: Built) -> None:
    targets = json.loads((built.project.notebooks / "anchors.json").read_text(encoding="utf-8"))
    quotes = [target["selector"][0] for target in targets]
    assert {"type": "TextQuoteSelector", "exact": "About 1,600 guests", "prefix": "",
            "suffix": " came, organisers said."} in quotes  # fmt: skip
    assert len(targets) == 7


def test_a_check_names_what_is_not_current_and_what_is_not_ours(project: Project) -> None:
    (project.reports / "briefing.json").write_text("{}", encoding="utf-8")
    (project.reports / "notes.txt").write_text("mine", encoding="utf-8")
    (project.notebooks / "anchors.json").unlink()
    before = snapshot(project.root)
    assert compare_build(Plan(project, project.reports)) == [
        "notebooks/anchors.json: not what the sources give today",
        "reports/briefing.json: not what the sources give today",
        "reports/notes.txt: not made by the build",
    ]
    assert snapshot(project.root) == before


def test_another_corpus_leaves_findings_out_and_the_notebooks_alone(project: Project, tmp_path: Path) -> None:
    fewer = write_corpus(tmp_path / "fewer", {name: TEXTS[name] for name in ("report", "chinese")})
    before = snapshot(project.root)
    output = tmp_path / "out" / "report"
    steps: list[Step] = []
    build_briefing(Plan(project, output, corpus=fewer, editions=(2016,), formats=()), steps.append)
    assert [step.note for step in steps if step.name == "left out"] == [
        "3 of the findings, figures and tables; the report lists them all at its end",
        "3, since the source is not in the chosen corpus: alpha-li, alpha-third, alpha-speech",
    ]
    assert snapshot(project.root) == before
    made = read_json(output)
    assert [item["id"] for item in made["findings"]] == ["alpha-guests", "alpha-opening"]
    assert {item["id"]: item["reason"] for item in made["left_out"]} == dict.fromkeys(
        ["alpha-li", "alpha-third", "alpha-speech"], "other: the source is not in the chosen corpus"
    )
    assert [item["source_id"] for item in made["sources"]] == ["report", "chinese"]


def test_of_much_that_is_left_out_the_first_is_named_for_each_reason() -> None:
    reasons = {f"tab-{n}": "nothing of it is there" for n in range(2)} | {f"f-{n}": f"s{n}: not it" for n in range(5)}
    assert list(builds._tell_left_out([{"id": name, "reason": reason} for name, reason in reasons.items()])) == [
        "7 of the findings, figures and tables; the report lists them all at its end",
        "5, since not it: f-0, f-1, f-2 and 2 more",
        "2, since nothing of it is there: tab-0, tab-1",
    ]
    assert list(builds._tell_left_out([])) == []


def test_a_correction_that_meets_nothing_is_told_once_by_its_file(project: Project) -> None:
    table = project.seeds / "coding" / "mine.csv"
    table.parent.mkdir()
    header = "record,source_id,start,end,words,verdict,reason,who,when\n"
    table.write_text(header + "quantity,report,0,3,The,reject,no number,A. Reader,2026-11-22\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        build_briefing(Plan(project, project.reports))
    assert caught.value.where == f"{table}, line 2"


def test_a_fault_of_the_codebook_is_told_once_by_its_file(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(paths: list[Path], parameters: object, **options: object) -> list[Chapter]:
        cells = [BuildError("CodebookError: themes.toml: fell", where=path.name, remedy="It begins") for path in paths]
        raise ManyErrors(cells)

    def fail() -> object:
        raise fault

    fault = CodebookError("fell", where="themes.toml", remedy="Mend it.")
    monkeypatch.setattr(builds, "execute_chapters", stumble)
    with pytest.raises(ManyErrors):  # what the notebooks alone met stays theirs
        build_briefing(Plan(project, project.reports, is_forced=True))
    monkeypatch.setattr("wicreport.findings.studies.load_codebook", fail)
    with pytest.raises(CodebookError) as caught:
        build_briefing(Plan(project, project.reports, is_forced=True))
    assert caught.value is fault


def test_an_edition_that_no_document_speaks_of_is_told_once(project: Project) -> None:
    with pytest.raises(ParameterError) as caught:
        build_briefing(Plan(project, project.reports, editions=(2013,)))
    assert str(caught.value) == (
        "parameter --edition: no passage speaks of the edition of 2013. "
        "Choose among 2016, or add a document that covers 2013."
    )


@pytest.mark.usefixtures("replayed")
def test_an_exporter_that_fails_leaves_the_previous_report(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **options: object) -> bytes:
        raise BuildError("the page will not close", where="briefing.pdf", remedy="Mend it.")

    before = snapshot(project.root)
    monkeypatch.setattr("wicreport.briefing.typst.export_pdf", fail)
    with pytest.raises(BuildError):
        build_briefing(Plan(project, project.reports))
    assert snapshot(project.root) == before


@pytest.mark.usefixtures("replayed")
def test_an_interrupted_build_leaves_the_previous_report(project: Project) -> None:
    def interrupt(step: Step) -> None:
        raise KeyboardInterrupt

    before = snapshot(project.root)
    with pytest.raises(KeyboardInterrupt):
        build_briefing(Plan(project, project.reports, formats=("html",)), interrupt)
    assert snapshot(project.root) == before
    assert {path.name for path in project.root.iterdir()} <= {"seeds", "notebooks", "reports", "build"}


@pytest.mark.usefixtures("replayed")
def test_a_new_report_takes_the_whole_folder_of_the_old_one(project: Project) -> None:
    (project.reports / "data" / "fig-gone.csv").write_text("old", encoding="utf-8")
    build_briefing(Plan(project, project.reports, formats=()))
    assert set(snapshot(project.reports)) == {"briefing.json", "data/fig-bodies.csv"}


@pytest.fixture
def occupied(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine", encoding="utf-8")
    yield folder
    assert snapshot(folder) == {"thesis.txt": b"mine"}


@pytest.mark.usefixtures("replayed")
def test_a_folder_that_holds_other_files_is_never_taken(project: Project, occupied: Path) -> None:
    with pytest.raises(OutputError) as caught:
        build_briefing(Plan(project, occupied, formats=()))
    assert caught.value.where == str(occupied)
    assert "it holds other files" in caught.value.what


@pytest.mark.usefixtures("replayed")
def test_an_output_below_or_on_a_regular_file_is_refused(project: Project, occupied: Path) -> None:
    for output in (occupied / "thesis.txt", occupied / "thesis.txt" / "report"):
        with pytest.raises(OutputError) as caught:
            build_briefing(Plan(project, output, formats=()))
        assert caught.value.remedy == "Choose another `--output`."


@pytest.mark.usefixtures("replayed")
def test_a_project_without_a_title_is_refused(project: Project) -> None:
    (project.notebooks / "briefing.toml").unlink()
    with pytest.raises(BuildError, match=r"there is no briefing\.toml"):
        build_briefing(Plan(project, project.reports, formats=()))


@pytest.mark.usefixtures("replayed")
def test_the_previous_edition_shows_what_changed(project: Project) -> None:
    previous = read_json(project.reports)
    previous["as_of"] = "2016-11-01"
    previous["findings"] = [item for item in previous["findings"] if item["id"] != "alpha-third"]
    previous["findings"][0]["confidence"] = "low"
    (project.notebooks / "previous.json").write_text(json.dumps(previous), encoding="utf-8")
    build_briefing(Plan(project, project.reports, formats=("html",)))
    page = (project.reports / "briefing.html").read_text(encoding="utf-8")
    assert "confidence low to high. Independent voices agree" in page
    assert "first made in this edition" in page


@pytest.mark.usefixtures("replayed")
@pytest.mark.parametrize("content", ["no json", "[]", '{"findings": []}'])
def test_a_previous_edition_that_cannot_be_read_is_refused(project: Project, content: str) -> None:
    (project.notebooks / "previous.json").write_text(content, encoding="utf-8")
    with pytest.raises(BuildError, match=r"previous\.json: cannot be read"):
        build_briefing(Plan(project, project.reports, formats=()))


@pytest.mark.usefixtures("replayed")
def test_two_findings_of_one_id_stop_the_build(project: Project) -> None:
    shutil.copy(project.notebooks / "01_alpha.ipynb", project.notebooks / "03_alpha_again.ipynb")
    with pytest.raises(FindingError, match="finding alpha-li: two records have this id, the second in alpha_again"):
        build_briefing(Plan(project, project.reports, formats=()))


def test_the_project_own_folder_is_no_other_corpus(built: Built) -> None:
    plan = Plan(built.project, built.project.reports)
    assert plan.parameters == {} and plan.refreshes_notebooks
    own = replace(plan, corpus=built.project.seeds)
    assert own.parameters == {} and own.refreshes_notebooks
    assert not replace(plan, editions=(2016,)).refreshes_notebooks
    assert not replace(plan, output=built.project.root / "other").refreshes_notebooks


@pytest.mark.usefixtures("replayed")
def test_a_check_of_another_corpus_is_of_the_build_alone(project: Project, tmp_path: Path) -> None:
    other = write_corpus(tmp_path / "other", TEXTS)
    (project.reports / "briefing.json").write_text("{}", encoding="utf-8")
    assert compare_build(Plan(project, project.reports, corpus=other)) == []
