"""A handful of kills; `python -m tests.kills` does a hundred."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kills import Version, Yard, kill_additions, kill_builds
from tests.pressures import interrupt_build
from tests.scratch import snapshot, write_project

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="looks at processes as Linux shows them"
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder with a short path: sockets are in it."""
    with tempfile.TemporaryDirectory(prefix="wic-") as name:
        yield Path(name)


def test_builds_that_are_killed_leave_a_whole_report_and_nothing_in_the_way(folder: Path) -> None:
    assert kill_builds(folder, 2, jobs=2) == ["", ""]


def test_an_addition_that_is_killed_loses_neither_document_nor_catalogue(folder: Path) -> None:
    faults = kill_additions(folder, step=7)
    assert len(faults) > 1 and not any(faults)


def test_a_build_that_is_interrupted_ends_its_kernels_and_says_a_sentence(folder: Path) -> None:
    project = write_project(folder / "sources", chapters={"01_a": ("# A",)})
    assert interrupt_build(Yard(folder), Version(snapshot(project.root), {}, 0, 0)) == ""
