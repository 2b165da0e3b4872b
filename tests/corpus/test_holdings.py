"""Holds: one process at a time, the next one waits, and none outlives its process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from wicreport.corpus.holdings import hold_folder

HOLD = (
    "import sys; from pathlib import Path; from wicreport.corpus.holdings import hold_folder\n"
    "with hold_folder(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
)
OWN = (
    "from wicreport.corpus.holdings import clear_left, own_folder\n"
    "clear_left(); print(own_folder(), flush=True); input()"
)


@contextmanager
def running(code: str, *arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Give a process that runs some code, with the first line that it said."""
    command = [sys.executable, "-c", code, *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env={**os.environ, **environment}, **pipes) as process:  # type: ignore[call-overload]  # as keywords
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_a_folder_is_there_while_it_is_held_and_gone_afterwards(tmp_path: Path) -> None:
    with hold_folder(tmp_path / "held"):
        (tmp_path / "held" / "file").touch()
        assert (tmp_path / "held").stat().st_mode & 0o777 == 0o700
    assert list(tmp_path.iterdir()) == []


def test_a_second_process_waits_and_says_so(tmp_path: Path) -> None:
    folder, waits, order = tmp_path / "held", threading.Event(), list[str]()

    def take() -> None:
        with hold_folder(folder, waits.set):
            order.append("second")

    with running(HOLD, str(folder)) as (process, said):
        assert said == "held"
        second = threading.Thread(target=take)
        second.start()
        assert waits.wait(30) and order == []
        process.stdin.close()  # type: ignore[union-attr]  # is a pipe
        second.join(30)
    assert order == ["second"] and not folder.exists()


def test_a_hold_dies_with_its_process(tmp_path: Path) -> None:
    folder = tmp_path / "held"
    with running(HOLD, str(folder)) as (process, _):
        (folder / "left").touch()
        process.send_signal(signal.SIGKILL)
        process.wait()
        with hold_folder(folder, lambda: pytest.fail("it waits for a process that is gone")):
            assert [path.name for path in folder.iterdir()] == ["left"]


def test_a_link_is_not_held(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").touch()
    (tmp_path / "held").symlink_to(tmp_path / "mine")
    with pytest.raises(OSError), hold_folder(tmp_path / "held"):
        pytest.fail("it is held")
    assert (tmp_path / "mine" / "file").exists()


@pytest.fixture
def short() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="wic-") as name:
        yield Path(name)


def test_temporary_folders_of_killed_processes_go_and_others_stay(short: Path) -> None:
    with running(OWN, TMPDIR=str(short)) as (killed, left), running(OWN, TMPDIR=str(short)) as (_, kept):
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert Path(left).stat().st_mode & 0o777 == 0o700
        with running(OWN, TMPDIR=str(short)) as (third, own):
            assert {str(path) for path in short.iterdir()} == {kept, own}
            third.communicate("\n")
        assert {str(path) for path in short.iterdir()} == {kept}
    assert tempfile.gettempdir() != str(short)


def test_a_long_path_for_temporary_files_is_passed_over_for_sockets_have_short_names(tmp_path: Path) -> None:
    folder = tmp_path / ("long-" * 12)
    folder.mkdir()
    with running(OWN, TMPDIR=str(folder)) as (_, own):
        assert Path(own).parent == Path("/tmp")
