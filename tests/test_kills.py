"""A handful of kills; `python -m tests.kills` does a hundred."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kills import Yard, kill_additions, kill_builds
from tests.scratch import write_project

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
    yard, note = Yard(folder), folder / "begun"
    wait = f"import time\nopen({str(note)!r}, 'w').close()\ntime.sleep(120)"
    project = write_project(yard.project.root, chapters={"01_a": ("# A", wait)})
    process = yard.start("build")
    end = time.monotonic() + 60
    while not note.exists() and time.monotonic() < end:
        time.sleep(0.1)
    begun = time.monotonic()
    os.kill(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130 and said.startswith("Interrupted. Every file is whole")
    assert time.monotonic() - begun < 30
    assert list(yard.find_orphans()) == [] and yard.list_left() == [] and not project.reports.exists()
