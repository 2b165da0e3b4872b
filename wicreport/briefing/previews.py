"""A briefing built again as its parts are saved, and shown; how it is built and served is decided elsewhere."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from watchfiles import watch

from wicreport.briefing.builds import build_briefing, draft_briefing
from wicreport.briefing.fingerprints import PACKAGE, fingerprint_inputs, is_loaded
from wicreport.briefing.plans import Plan
from wicreport.briefing.servers import Board, serve_board
from wicreport.briefing.steps import Show, Step
from wicreport.errors import WicReportError

__all__ = ["preview_briefing"]

_QUIET_AFTER = 1000  # milliseconds without a change, after which the other formats are made
_TOGETHER = 50  # milliseconds in which files that are saved one after the other count as saved together
_BLANK = re.compile(r"\n\s*\n")
_MODULES = ("wicreport.cli", "wicreport.briefing.previews", "wicreport.briefing.html", "wicreport.findings.tables")


def preview_briefing(
    plan: Plan, *, port: int = 0, show: Show = lambda step: None, on_address: Callable[[str], None] = lambda at: None
) -> int:
    """Serve the page of a briefing, and build it again whenever something that it is made from was saved.

    The page comes first; once nothing was saved for a second, the report's folder follows with all its formats. The
    notebooks and anchors are left as they are. What is wrong is shown on the page, and told once.

    Parameters
    ----------
    plan
        What to build.
    port
        The port of the loopback address; 0 for any that is free.
    show
        Called with what is being done, and once with what is wrong with a rebuild.
    on_address
        Called with the address of the page.

    Returns
    -------
    int
        The port, once the package's own code has changed, and a new process has to go on.

    Raises
    ------
    OutputError
        If the port is taken.
    """
    plan, board = replace(plan, keeps_notebooks=True), Board()
    board.put(_read_files(plan.output.rglob("*"), plan.output))
    desk = _Desk(plan, board, show)
    with serve_board(board, port) as address:
        on_address(address)
        desk.follow(fingerprint_inputs(plan), is_quiet=False)
        gc.collect()
        gc.freeze()  # what the first build loaded stays: no later one needs to look through it for what can go
        for is_quiet in _list_moments(plan):
            if is_quiet and desk.is_settled:
                continue
            inputs = fingerprint_inputs(plan)
            if desk.has_new_code(inputs):
                break
            desk.follow(inputs, is_quiet=is_quiet)
    desk.wait()
    return int(address.rpartition(":")[2].rstrip("/"))


def _list_moments(plan: Plan) -> Iterable[bool]:
    """Yield False whenever something was saved, and True where nothing was for a while."""
    folders = {plan.project.notebooks, plan.folder, PACKAGE}
    existing = [folder for folder in folders if folder.is_dir()]
    moments = watch(*existing, step=_TOGETHER, debounce=400, rust_timeout=_QUIET_AFTER, yield_on_timeout=True)
    for changes in moments:
        yield not changes


class _Desk:
    """What was built last, and what is still to be made of it."""

    def __init__(self, plan: Plan, board: Board, show: Show) -> None:
        self._plan, self._board = plan, board
        self._show = show
        self._inputs: Mapping[str, str] = {}
        self._told: tuple[Sequence[str], Mapping[str, str]] = ((), {})
        self.is_settled = False
        self._is_complete = True
        self._rest: threading.Thread | None = None

    def has_new_code(self, inputs: Mapping[str, str]) -> bool:
        """Return whether the package's code changed, and can be loaded as it is now."""
        if is_loaded(inputs):
            return False
        code = f"import {', '.join(_MODULES)}"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        if done.returncode:
            fault = f"The package cannot be loaded as it is: {done.stderr.strip().splitlines()[-1]}"
            self._board.put({}, fault)
            self._tell_once([fault], inputs)
            self._inputs = {}  # put back as it was, it is looked at again, and the fault goes
        return not done.returncode

    def follow(self, inputs: Mapping[str, str], *, is_quiet: bool) -> None:
        """Make the page of what was saved; in a quiet moment without that, what else belongs to the report.

        The first quiet moment looks once more: what was saved as a build ran may have been told to nobody.
        """
        if inputs == self._inputs or not is_loaded(inputs):
            self.is_settled = is_quiet
            if is_quiet:
                self._complete()
            return
        self._inputs, self.is_settled = inputs, False
        try:
            files = draft_briefing(replace(self._plan, formats=("html",)), inputs, self._show_work)
        except (WicReportError, OSError) as error:
            self._fail(error, inputs)
        else:
            self._board.put(files, "")
            self._is_complete = False
            if self._told[0]:
                self._told = ((), {})
                self._show(Step("briefing.html", "note", "made again, and nothing is wrong with it any more"))

    def _show_work(self, step: Step) -> None:
        """Show what is being made, and not what is kept: most of it is, each time."""
        if step.state in ("begun", "done"):
            self._show(step)

    def wait(self) -> None:
        """Wait for what is still being made."""
        if self._rest:
            self._rest.join()

    def _complete(self) -> None:
        """Begin to write the whole report, unless that is done or under way."""
        if self._rest and self._rest.is_alive():
            self.is_settled = False
        elif not self._is_complete:
            self._is_complete = True
            self._rest = threading.Thread(target=self._write, daemon=True)
            self._rest.start()

    def _write(self) -> None:
        """Write the whole report, most of which is kept of the page's build, and show its other formats."""
        inputs = self._inputs
        try:
            paths = build_briefing(self._plan, self._show_work)
            files = _read_files(paths, self._plan.output)
            self._board.put({name: content for name, content in files.items() if name != "briefing.html"})
        except (WicReportError, OSError) as error:
            if inputs == self._inputs == fingerprint_inputs(self._plan):  # else what was saved since is told by its own
                self._fail(error, inputs)

    def _fail(self, error: WicReportError | OSError, inputs: Mapping[str, str]) -> None:
        """Show what is wrong on the page, and tell it."""
        self._board.put({}, _tell(error))
        self._tell_once([str(fault) for fault in getattr(error, "faults", (error,))], inputs)

    def _tell_once(self, faults: Sequence[str], inputs: Mapping[str, str]) -> None:
        """Tell what is wrong with what was saved, however often it is looked at."""
        if self._told != (faults, inputs):
            self._told = (faults, inputs)
            for fault in faults:
                self._show(Step("", "failed", fault))


def _tell(error: WicReportError | OSError) -> str:
    """Return for each fault where it is, what it is and what to do about it, a line each; a blank line is between."""
    if not isinstance(error, WicReportError):
        return str(error)
    told = [f"{fault.where}\n{fault.what}.\n{fault.remedy}" for fault in error.faults]
    return "\n\n".join(_BLANK.sub("\n", text) for text in told)


def _read_files(paths: Iterable[Path], folder: Path) -> dict[str, bytes]:
    """Return the files of a report by their names in its folder; a link, which may lead out of it, is none."""
    files = [path for path in paths if path.is_file() and not path.is_symlink()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
