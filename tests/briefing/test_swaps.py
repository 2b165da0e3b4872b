"""Swaps: at every moment there is a whole report, and what a killed build left is put in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scratch import snapshot
from wicreport.briefing import swaps
from wicreport.briefing.swaps import place_scratch, scratch_folder, swap_in
from wicreport.errors import OutputError

OLD, NEW = {"briefing.json": b"old", "data/a.csv": b"old"}, {"briefing.json": b"new", "briefing.pdf": b"new"}


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    write(tmp_path / "reports", OLD)
    return tmp_path / "reports"


@pytest.fixture(params=[True, False], ids=["exchanged", "renamed twice"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Swap as this system can, and as one that cannot exchange two folders."""
    if not request.param:
        monkeypatch.setattr(swaps, "_exchange", lambda one, other: False)


@pytest.mark.usefixtures("way")
def test_a_report_takes_the_place_of_another(output: Path) -> None:
    with scratch_folder(output) as scratch:
        write(scratch / "new", NEW)
        swap_in(scratch, output)
    assert snapshot(output.parent) == {f"reports/{name}": content for name, content in NEW.items()}
    assert list(output.parent.iterdir()) == [output]


@pytest.mark.usefixtures("way")
def test_a_link_to_a_folder_stays_one(output: Path) -> None:
    link = output.parent / "link"
    link.symlink_to(output)
    with scratch_folder(link) as scratch:
        write(scratch / "new", NEW)
        swap_in(scratch, link)
    assert link.is_symlink() and snapshot(output) == NEW


def test_two_folders_are_exchanged_in_one_step_here(output: Path) -> None:
    write(output.parent / "other", NEW)
    assert swaps._exchange(output, output.parent / "other")
    assert (snapshot(output), snapshot(output.parent / "other")) == (NEW, OLD)


def test_a_report_that_a_killed_build_had_put_aside_is_put_back(output: Path) -> None:
    scratch = place_scratch(output)
    write(scratch / "new", NEW)
    output.rename(scratch / "old")
    with scratch_folder(output) as folder:
        assert snapshot(output) == OLD and list(folder.iterdir()) == []
    assert list(output.parent.iterdir()) == [output]


def test_a_swap_that_fails_puts_the_old_report_back(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def fail_on_new(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError("no space")
        return rename(self, target)

    monkeypatch.setattr(swaps, "_exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", fail_on_new)
    with scratch_folder(output) as scratch, pytest.raises(OSError, match="no space"):
        write(scratch / "new", NEW)
        swap_in(scratch, output)
    assert snapshot(output) == OLD


def test_an_output_that_cannot_be_written_is_named(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, *given: object, **options: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", fail)
    with pytest.raises(OutputError, match="Read-only file system"), scratch_folder(output):
        pytest.fail("it is written")
    assert snapshot(output) == OLD
