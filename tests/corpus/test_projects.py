"""Projects: where things are, from any working folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from wicreport.corpus import projects
from wicreport.corpus.projects import CHOSEN, Project, find_project
from wicreport.errors import ParameterError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def undisturbed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CHOSEN, raising=False)


def test_a_project_keeps_its_parts_in_named_folders(tmp_path: Path) -> None:
    project = Project(tmp_path)
    parts = (project.seeds, project.notebooks, project.reports, project.anchors, project.previous)
    assert [str(part.relative_to(tmp_path)) for part in parts] == [
        "seeds",
        "notebooks",
        "reports",
        "notebooks/anchors.json",
        "notebooks/previous.json",
    ]


@pytest.mark.parametrize("folder", [ROOT, ROOT / "notebooks", Path("/")])
def test_the_package_finds_its_own_project_from_any_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert find_project() == Project(ROOT)


def test_a_project_named_in_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOSEN, str(tmp_path))
    assert find_project() == Project(tmp_path)


@pytest.fixture
def installed_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to work in, with the package as if it were installed elsewhere."""
    monkeypatch.setattr(projects, "__file__", str(tmp_path / "lib" / "wicreport" / "corpus" / "projects.py"))
    work = tmp_path / "work" / "deep"
    work.mkdir(parents=True)
    monkeypatch.chdir(work)
    return work


def test_an_installed_package_finds_the_nearest_project_above(installed_apart: Path) -> None:
    for name in ("notebooks", "seeds"):
        (installed_apart.parent / name).mkdir()
    assert find_project() == Project(installed_apart.parent)


def test_without_a_project_the_error_says_where_it_looked(installed_apart: Path) -> None:
    with pytest.raises(ParameterError, match="no project found") as caught:
        find_project()
    assert caught.value.where == str(installed_apart)
