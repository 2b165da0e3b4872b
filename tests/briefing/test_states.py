"""A build with nothing to do: it is seen by hashes alone, and never where a file is not what the build left."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Built
from tests.scratch import copy_project
from wicreport.briefing.fingerprints import fingerprint_inputs
from wicreport.briefing.plans import Plan
from wicreport.briefing.states import find_current, read_state, write_state
from wicreport.corpus.projects import Project


@pytest.fixture
def plan(built: Built, tmp_path: Path) -> Plan:
    """Return the plan of a copy of the small project that was built as it stands."""
    project = copy_project(built.project, tmp_path / "project")
    made = Plan(project, project.reports)
    write_state(made, fingerprint_inputs(made))
    return made


def is_current(plan: Plan) -> bool:
    return find_current(plan, fingerprint_inputs(plan)) is not None


def test_a_build_with_nothing_to_do_gives_the_files_of_the_report(plan: Plan, built: Built) -> None:
    found = find_current(plan, fingerprint_inputs(plan))
    assert found is not None
    names = [path.relative_to(plan.output) for path in found]
    assert names == [path.relative_to(built.project.reports) for path in built.paths]


def test_a_build_leaves_a_state_that_the_next_one_finds(built: Built) -> None:
    assert read_state(Plan(built.project, built.project.reports)) is not None


def touch(project: Project) -> None:
    for path in project.root.rglob("*"):
        os.utime(path, (1, 1))


def test_a_time_stamp_is_not_looked_at(plan: Plan) -> None:
    touch(plan.project)
    assert is_current(plan)


def change_page(project: Project) -> None:
    page = project.reports / "briefing.html"
    page.write_bytes(page.read_bytes() + b" ")


def delete_pdf(project: Project) -> None:
    (project.reports / "briefing.pdf").unlink()


def delete_report(project: Project) -> None:
    shutil.rmtree(project.reports)


def add_file(project: Project) -> None:
    (project.reports / "notes.txt").write_text("mine", encoding="utf-8")


def change_outputs(project: Project) -> None:
    path = project.notebooks / "01_alpha.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace('"execution_count": 1', '"execution_count": 9', 1))


def change_anchors(project: Project) -> None:
    project.anchors.write_text("[]", encoding="utf-8")


def add_notebook(project: Project) -> None:
    shutil.copy(project.notebooks / "01_alpha.ipynb", project.notebooks / "03_more.ipynb")


def change_seed(project: Project) -> None:
    (project.seeds / "other.txt").write_text("Another text.\n", encoding="utf-8")


def damage_state(project: Project) -> None:
    (path,) = (project.root / "build" / "cache" / "plans").iterdir()
    path.write_bytes(path.read_bytes()[:-1])


def delete_cache(project: Project) -> None:
    shutil.rmtree(project.root / "build")


@pytest.mark.parametrize(
    "change",
    [change_page, delete_pdf, delete_report, add_file, change_outputs, change_anchors, add_notebook, change_seed,
     damage_state, delete_cache],
)  # fmt: skip
def test_any_other_file_than_the_build_left_is_seen(plan: Plan, change: Callable[[Project], None]) -> None:
    change(plan.project)
    assert not is_current(plan)


def test_the_outputs_of_notebooks_are_no_business_of_another_report(plan: Plan, tmp_path: Path) -> None:
    other = replace(plan, output=tmp_path / "other")
    shutil.copytree(plan.output, other.output)
    write_state(other, fingerprint_inputs(other))
    change_outputs(plan.project)
    assert (is_current(other), is_current(plan)) == (True, False)


def test_each_plan_has_a_state_of_its_own(plan: Plan, tmp_path: Path) -> None:
    shutil.copytree(plan.project.seeds, tmp_path / "documents")
    others = [
        replace(plan, editions=(2016,)),
        replace(plan, output=tmp_path / "out"),
        replace(plan, corpus=tmp_path / "documents"),
        replace(plan, formats=("html",)),
        replace(plan, keeps_notebooks=True),
    ]
    assert [read_state(other) for other in others] == [None] * 5
    assert read_state(replace(plan, jobs=1)) is not None


def test_force_finds_nothing_current(plan: Plan) -> None:
    assert not is_current(replace(plan, is_forced=True))


def test_to_find_that_nothing_changed_loads_nothing_heavy() -> None:
    code = (
        "import sys; from wicreport.briefing import forks, states, fingerprints; import wicreport.cli;"
        "heavy = {'pandas', 'nbformat', 'jinja2', 'papermill', 'matplotlib', 'pandera', 'traitlets'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
