"""A report's folder replaced whole, so that there is one at every moment; what is in it is decided elsewhere."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from wicreport.corpus.holdings import hold_folder
from wicreport.errors import OutputError

__all__ = ["place_scratch", "scratch_folder", "swap_in"]

_SWAP = 2  # RENAME_EXCHANGE of Linux, and RENAME_SWAP of macOS
_HERE = -100  # AT_FDCWD: names are not taken to be below an open folder


def place_scratch(output: Path) -> Path:
    """Return the folder beside an output in which the next is made, which is there while a build runs or was killed."""
    output = output.resolve()
    return output.with_name(f".{output.name}-scratch")


@contextmanager
def scratch_folder(output: Path, on_wait: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """Give an empty folder beside the output, on the same disk, that is gone afterwards.

    It is held: another build of the same output waits for this one. What a build that was killed left is put in order.

    Parameters
    ----------
    output
        The folder of the report.
    on_wait
        Called if another build has to be waited for.

    Raises
    ------
    OutputError
        If the output is not a report's, or cannot be written.
    """
    output, folder = output.resolve(), place_scratch(output)
    with ExitStack() as held:
        try:
            output.parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(hold_folder(folder, on_wait))
            _recover(folder, output)
            _check_output(output)
        except OSError as error:
            raise OutputError(
                f"the output cannot be written ({error.strerror or error})",
                where=str(output),
                remedy="Choose another `--output`.",
            ) from error
        yield folder


def swap_in(scratch: Path, output: Path) -> None:
    """Put the new report in the place of the old one: in one step, or by two renames where the system has no such step.

    Between the two the old report is aside, and the next build puts it back if this one is killed there.
    """
    new, old, output = scratch / "new", scratch / "old", output.resolve()
    new.chmod(0o755)
    if output.exists() and _exchange(new, output):
        return
    if output.exists():
        output.rename(old)
    try:
        new.rename(output)
    except BaseException:
        _recover(scratch, output)
        raise


def _exchange(one: Path, other: Path) -> bool:
    """Put each of two folders in the other's place at once, and return whether the system did."""
    system, names = ctypes.CDLL(None), (os.fsencode(one), os.fsencode(other))
    if hasattr(system, "renameat2"):
        return bool(system.renameat2(_HERE, names[0], _HERE, names[1], _SWAP) == 0)
    return hasattr(system, "renamex_np") and bool(system.renamex_np(*names, _SWAP) == 0)


def _recover(folder: Path, output: Path) -> None:
    """Put a report back that a build had put aside, and delete whatever else is in its folder."""
    if (folder / "old").exists() and not output.exists():
        (folder / "old").rename(output)
    for left in folder.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


def _check_output(output: Path) -> None:
    """Raise if the output is not there to be replaced."""
    if output.exists() and any(output.iterdir()) and not (output / "briefing.json").exists():
        raise FileExistsError("it holds other files, and a report takes the whole folder")
    if output.exists() and not os.access(output, os.W_OK):
        raise PermissionError(f"no permission to write: {output}")
