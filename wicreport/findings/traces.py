"""What a notebook used: its readings of a study, which a build can repeat, and whether it looked past the study."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from importlib import import_module, metadata
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar, cast

__all__ = [
    "TRACE",
    "Notes",
    "begin_trace",
    "describe_reading",
    "digest_value",
    "excused",
    "hand_out",
    "open_notes",
    "reading",
    "repeat_reading",
]

TRACE = "application/vnd.wicreport.trace+json"
"""The type of the output that tells a build what a notebook used; no reader ever sees it."""

Reading = TypeVar("Reading", bound=Callable[..., Any])

_LOOKS = ("open", "os.listdir", "os.scandir", "sqlite3.connect")
_CALLS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "socket.connect")
_SYSTEM = ("/proc", "/sys", "/dev", "/etc", "/usr/lib", "/usr/share", "/usr/local/share")
_PERSONAL = (".ipython", ".jupyter", ".cache/matplotlib", ".config/matplotlib", ".local/share/jupyter")


@dataclass
class Notes:
    """The readings of one study: the digest of each value by the function that gave it and its arguments."""

    corpus_dir: str = ""
    editions: tuple[int, ...] = ()
    readings: dict[tuple[str, tuple[Any, ...]], str] = field(default_factory=dict)
    depth: int = 0

    def as_record(self) -> dict[str, Any]:
        """Return the notes as JSON can hold them."""
        listed = [[name, list(given), digest] for (name, given), digest in self.readings.items()]
        return {"corpus_dir": self.corpus_dir, "editions": list(self.editions), "readings": sorted(listed, key=repr)}


@dataclass
class _Ledger:
    """All that one process notes: it is one for the process because a notebook may open several studies."""

    studies: list[Notes] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    known: tuple[str, ...] = ()
    n_excused: int = 0
    is_watching: bool = False


_ledger = _Ledger()


def open_notes(corpus_dir: str, editions: Sequence[int]) -> Notes:
    """Return the notes of a study that is opened, kept until they are handed out."""
    notes = Notes(corpus_dir, tuple(editions))
    _ledger.studies.append(notes)
    return notes


def reading(words: str) -> Callable[[Reading], Reading]:
    """Note each use of a function of a study, with a digest of what it gave.

    The function's first argument is the study and the rest are plain values. What it reads of the study in turn is not
    noted: a build that repeats it and gets the same need not look further.

    Parameters
    ----------
    words
        What it gives, for whoever is told that it changed; the values after the study fill `{0}`, `{1}`.
    """

    def note(function: Reading) -> Reading:
        name = f"{function.__module__}:{function.__qualname__}"

        @wraps(function)
        def read(study: Any, *given: Any) -> Any:
            notes: Notes = study.notes
            notes.depth += 1
            try:
                value = function(study, *given)
            finally:
                notes.depth -= 1
            if not notes.depth and (name, given) not in notes.readings:
                notes.readings[name, given] = digest_value(value)
            return value

        read.words = words  # type: ignore[attr-defined]
        return cast("Reading", read)

    return note


def repeat_reading(study: Any, name: str, given: Sequence[Any]) -> str:
    """Return the digest of what a noted reading gives of a study now."""
    return digest_value(_find_reading(name)(study, *given))


def describe_reading(name: str, given: Sequence[Any]) -> str:
    """Return in words what a noted reading gives."""
    return str(_find_reading(name).words.format(*given))


def _find_reading(name: str) -> Any:
    """Return a noted function by its module and its name there."""
    module, _, path = name.partition(":")
    found: Any = import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    return found.fget if isinstance(found, property) else found


def digest_value(value: Any) -> str:
    """Return a hash of a frame or of records: the same in every process, another where any part of them differs."""
    if hasattr(value, "dtypes"):  # a frame's own text is cut
        return _digest_frame(value)
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


def _digest_frame(frame: Any) -> str:
    """Return the hash of a frame's types and cells; text is quoted, what is missing is not."""
    import pyarrow as pa  # whoever has a frame has loaded them
    from pyarrow import csv

    table, content = pa.Table.from_pandas(frame, preserve_index=True), pa.BufferOutputStream()
    csv.write_csv(table, content)
    digest = hashlib.sha256(f"{list(map(str, frame.dtypes))}\n".encode())
    digest.update(content.getvalue())
    return digest.hexdigest()


@contextmanager
def excused() -> Iterator[None]:
    """Let the library read what a study is made of: its readings tell of that."""
    _ledger.n_excused += 1
    try:
        yield
    finally:
        _ledger.n_excused -= 1


def begin_trace() -> None:
    """Forget what was noted before, and watch from now on which files the process opens and what it starts."""
    _ledger.studies, _ledger.strays = [], []
    home = os.path.expanduser("~")  # noqa: PTH111  # Path.home() raises where there is none
    personal = [os.path.join(home, name) for name in _PERSONAL]  # noqa: PTH118
    named = [os.environ.get(name, "") for name in ("MPLCONFIGDIR", "IPYTHONDIR", "JUPYTER_CONFIG_DIR")]
    libraries = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    own = [sys.prefix] if sys.prefix != sys.base_prefix else []
    places = (*libraries, *own, str(Path(__file__).resolve().parents[1]), *personal, *named)
    known = sorted({os.path.realpath(place) for place in places if place})
    _ledger.known = tuple(f"{place}{os.sep}" for place in (*known, *_SYSTEM))
    if not _ledger.is_watching:
        sys.addaudithook(_watch)
    _ledger.is_watching = True


def hand_out() -> Mapping[str, Any]:
    """Return, as the output of a cell, what was noted since the trace began."""
    strays = _ledger.strays if _ledger.is_watching else ["what it opens was not watched"]
    return _Trace({"studies": [notes.as_record() for notes in _ledger.studies], "strays": sorted(set(strays))})


class _Trace(dict[str, Any]):
    """A trace that shows itself as data."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {TRACE: dict(self)}


def _watch(event: str, given: tuple[Any, ...]) -> None:
    """Note what a notebook opens or starts past its study; called by the interpreter for every event."""
    if _ledger.n_excused or (event not in _LOOKS and event not in _CALLS):
        return
    if event in _CALLS:
        _ledger.strays.append(f"it calls {event}")
    elif isinstance(given[0], str | bytes | os.PathLike):
        path = os.path.realpath(os.fsdecode(given[0]))
        if not f"{path}{os.sep}".startswith(_ledger.known) and not _is_import():
            _ledger.strays.append(f"it opens {Path(path).name}")


def _is_import() -> bool:
    """Return whether it is the import system that looks for what is installed; what it then reads is another event."""
    frame: FrameType | None = sys._getframe(2)
    while frame:
        code = frame.f_code
        if code.co_filename == metadata.__file__ or code.co_name == "_fill_cache":
            return True
        frame = frame.f_back
    return False
