"""Folders that one process holds at a time, and that do not outlive it: a hold dies with its process."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

__all__ = ["clear_left", "hold_folder", "own_folder"]

_PREFIX = "wicreport-"
_LONGEST, _SHORT = 50, "/tmp"  # the names of sockets, which are in there, end after some hundred bytes
_LAST = -200  # after the folder that multiprocessing makes inside and deletes itself


@contextmanager
def hold_folder(folder: Path, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold a folder while the context lasts: it is made if need be, and gone afterwards.

    Parameters
    ----------
    folder
        The folder, in which there may be what a process that was killed left.
    on_wait
        Called once if another process holds it and has to be waited for.
    """
    descriptor = None
    while descriptor is None:
        folder.mkdir(mode=0o700, exist_ok=True)
        descriptor = _lock(folder, on_wait)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


@cache
def own_folder() -> Path:
    """Return a folder for temporary files that only this user can enter, gone when this process ends."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_find_place()))
        if _lock(folder) is not None:  # never closed: the hold lasts as long as the process
            Finalize(None, shutil.rmtree, args=(folder,), kwargs={"ignore_errors": True}, exitpriority=_LAST)
            return folder


def clear_left() -> None:
    """Delete the folders for temporary files that processes of this user left as they were killed."""
    for left in _find_place().glob(f"{_PREFIX}*"):
        _delete_left(left)


def _find_place() -> Path:
    """Return where temporary files go, unless its path is too long for the sockets that will be below."""
    place = tempfile.gettempdir()
    return Path(place if len(os.fsencode(place)) <= _LONGEST else _SHORT)


def _lock(folder: Path, on_wait: Callable[[], None] = lambda: None) -> int | None:
    """Return what holds a folder once nobody else does; None if it has been deleted meanwhile."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        on_wait()
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    with suppress(FileNotFoundError):
        if os.path.samestat(os.fstat(descriptor), folder.lstat()):
            return descriptor
    os.close(descriptor)
    return None


def _delete_left(folder: Path) -> None:
    """Delete a folder that nobody holds; one that is held, gone or somebody else's is left alone."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if os.fstat(descriptor).st_uid == os.geteuid():
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
        finally:
            os.close(descriptor)
