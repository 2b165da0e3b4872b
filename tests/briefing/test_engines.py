"""Engines: jobs are taken as fast as they are done, and a process that dies loses and doubles nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.briefing.test_runs import wait_for
from tests.generated_corpora import write_folder
from tests.scratch import snapshot
from wicreport.briefing.engines import Engine, _feed_to, open_engine
from wicreport.briefing.runs import Run, code_stream
from wicreport.errors import BuildError, ParameterError

PROGRAM = """
import sys
from pathlib import Path
from wicreport.briefing.engines import Engine
from wicreport.briefing.runs import Run, code_stream
code_stream(Run((sys.argv[1],), Path(sys.argv[2]), Engine("dask", scheduler=sys.argv[3]), "csv", 2), print)
"""


def double(number: int) -> int:
    return 2 * number


def end_at_five(number: int) -> int:
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_every_job_is_done_once() -> None:
    with open_engine(Engine(jobs=1)) as mapper:
        assert sorted(mapper(double, range(20))) == list(range(0, 40, 2))


def test_jobs_are_taken_only_as_fast_as_they_are_done() -> None:
    taken, done, most = 0, 0, 0

    def offer() -> Iterator[int]:
        nonlocal taken, most
        for number in range(50):
            taken += 1
            most = max(most, taken - done)
            yield number

    with ThreadPoolExecutor(2) as pool:
        for _ in _feed_to(pool, 4)(double, offer()):
            done += 1
    assert (taken, done) == (50, 50)
    assert most <= 4 + 4  # a round of results may wait to be fetched


def test_a_process_that_is_killed_stops_the_run_and_says_how_to_go_on() -> None:
    with (
        pytest.raises(BuildError, match="a process was killed") as caught,
        open_engine(Engine(jobs=2)) as mapper,
    ):
        list(mapper(end_at_five, range(9)))
    assert "it goes on where it was" in caught.value.remedy


def test_a_cluster_that_does_not_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed

    def fail(*given: object, **named: object) -> None:
        raise OSError("Timed out")

    monkeypatch.setattr(distributed, "Client", fail)
    with (
        pytest.raises(ParameterError, match="no scheduler answers"),
        open_engine(Engine("dask", scheduler="tcp://127.0.0.1:1")),
    ):
        pass


def test_without_the_extra_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ParameterError, match=r"wicreport\[dask\]"), open_engine(Engine("dask")):
        pass


@pytest.fixture
def port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def start_dask(log: Path, *arguments: str) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        return subprocess.Popen([sys.executable, "-m", "dask", *arguments, "--no-dashboard"], stdout=file, stderr=file)


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(tmp_path: Path, port: int) -> None:
    folder = write_folder(tmp_path / "in", 60)
    code_stream(Run((str(folder),), tmp_path / "here", Engine(jobs=1), "csv", 2), lambda step: None)
    address, parts = f"tcp://127.0.0.1:{port}", tmp_path / "there" / ".unfinished" / "parts"
    started = [start_dask(tmp_path / "scheduler.log", "scheduler", "--host", "127.0.0.1", "--port", str(port))]
    try:
        for number in range(3):
            own = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path / "w"))
            started.append(start_dask(tmp_path / f"worker-{number}.log", "worker", address, *own))
        logs = [tmp_path / f"worker-{number}.log" for number in range(3)]
        wait_for(lambda: all("Registered to" in log.read_text(encoding="utf-8") for log in logs))
        coder = subprocess.Popen([sys.executable, "-c", PROGRAM, str(folder), str(tmp_path / "there"), address])
        started.append(coder)
        wait_for(lambda: len(list(parts.glob("0*"))) >= 3)
        started[1].kill()
        assert len(list(parts.glob("0*"))) < 30
        assert coder.wait(timeout=120) == 0
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()
    assert snapshot(tmp_path / "there") == snapshot(tmp_path / "here")
