"""Lets an interpreter that has this folder on its path meet what a machine may do to it, as variables choose."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from pathlib import Path
from random import Random
from typing import Any

_CHANGES = {"os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.utime", "fcntl.flock"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def _is_change(event: str, given: tuple[Any, ...]) -> bool:
    if event == "open":
        return bool(given[2] & _WRITING) and not str(given[0]).startswith(("/dev/", "/proc/"))
    return event in _CHANGES or (event == "ctypes.dlsym" and given[1] == "renameat2")


def kill_at_change(number: int) -> None:
    """Kill this process as it is about to change the disk for the n-th time."""
    seen = 0

    def watch(event: str, given: tuple[Any, ...]) -> None:
        nonlocal seen
        if _is_change(event, given):
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    if os.environ.get("INJECT_COUNT"):
        atexit.register(lambda: Path(os.environ["INJECT_COUNT"]).write_text(str(seen), encoding="utf-8"))


def shuffle_folders(seed: int) -> None:
    """Give the entries of every folder in an order of chance."""
    chance, scandir, listdir = Random(seed), os.scandir, os.listdir

    class Shuffled(list[Any]):
        def __enter__(self) -> Shuffled:
            return self

        def __exit__(self, *given: object) -> None:
            self.clear()

        def __next__(self) -> Any:
            if not self:
                raise StopIteration
            return self.pop()

        def __iter__(self) -> Any:
            return self

        def close(self) -> None:
            self.clear()

    def mix(found: list[Any]) -> list[Any]:
        return chance.sample(found, len(found))

    os.scandir = lambda *given: Shuffled(mix(list(scandir(*given))))  # type: ignore[assignment]
    os.listdir = lambda *given: mix(listdir(*given))  # type: ignore[assignment]


def upset_clock(seed: int) -> None:
    """Let the wall clock be wrong by decades, and by others each time it is read."""
    import time

    chance, now, localtime, gmtime = Random(seed + os.getpid()), time.time, time.localtime, time.gmtime

    def tell() -> float:
        return now() + chance.randrange(-(10**9), 10**9)

    time.time, time.time_ns = tell, lambda: int(tell() * 10**9)
    time.localtime = lambda *given: localtime(*(given or (tell(),)))
    time.gmtime = lambda *given: gmtime(*(given or (tell(),)))


_CHOICES = {"INJECT_KILL": kill_at_change, "INJECT_ORDER": shuffle_folders, "INJECT_CLOCK": upset_clock}
for _name, _choice in _CHOICES.items():
    if os.environ.get(_name):
        _choice(int(os.environ[_name]))
