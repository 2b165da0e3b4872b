"""Chapters executed by papermill, each in a kernel of its own; what they say is not looked at here."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbformat import NotebookNode, ValidationError
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from wicreport.briefing.faults import CellWatch, raise_faults
from wicreport.briefing.forks import KERNEL_ENVIRONMENT
from wicreport.briefing.kernels import PrivateKernelManager, end_kernels
from wicreport.corpus.holdings import own_folder
from wicreport.corpus.projects import CHOSEN, Project
from wicreport.errors import BuildError, ParameterError
from wicreport.findings.traces import TRACE

__all__ = ["Chapter", "execute_chapters", "find_notebooks", "tidy_notebook"]

CELL_SECONDS = 300  # a cell that takes longer is taken to be stuck
START_SECONDS = 60  # and so is a kernel, until it first answers
_MOMENT = 0.1  # seconds

_BEGIN = "__import__('wicreport.findings.traces', fromlist=['traces']).begin_trace()"
_END = "__import__('wicreport.findings.traces', fromlist=['traces']).hand_out()"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One notebook of the project, executed; ``trace`` is what it used, if its kernel told."""

    path: Path
    notebook: NotebookNode
    trace: Mapping[str, Any] | None = None

    @property
    def chapter_id(self) -> str:
        """Return the name of the file without its number: `01_sovereignty` is `sovereignty`."""
        return self.path.stem.partition("_")[2] or self.path.stem


def find_notebooks(project: Project) -> list[Path]:
    """Return the chapters of a project in the order of their names.

    Raises
    ------
    BuildError
        If there are none.
    """
    paths = sorted(project.notebooks.glob("*.ipynb"))
    if not paths:
        raise BuildError(
            "there are no notebooks", where=str(project.notebooks), remedy="A briefing needs one at least."
        )
    return paths


def execute_chapters(
    paths: Sequence[Path],
    parameters: Mapping[str, Any],
    *,
    jobs: int,
    on_start: Callable[[Path], None] = lambda path: None,
    on_done: Callable[[Chapter], None] = lambda chapter: None,
) -> list[Chapter]:
    """Return notebooks executed with some parameters, in the order given.

    Parameters
    ----------
    paths
        The notebooks; their files are not written.
    parameters
        What to change from the notebooks' own defaults; a notebook that does not know a name is an error.
    jobs
        How many kernels run side by side.
    on_start
        Called with the path of each notebook that begins.
    on_done
        Called with each chapter that has ended.

    Raises
    ------
    ParameterError
        If a notebook does not know a parameter, or has not exactly one cell tagged `parameters`.
    BuildError
        If a cell raises or never ends, or a kernel dies: names the notebook and the cell.
    ManyErrors
        If that happens to several: a notebook goes on past the package's own errors, and the others run in any case.
    """
    notebooks = {path: _read_notebook(path, parameters) for path in paths}
    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # what it would say, the errors say

    def execute(path: Path) -> Chapter | list[BuildError]:
        on_start(path)
        connection = Path(sockets) / f"{paths.index(path)}.json"  # names of sockets must be short
        notebook = _execute_notebook(path, notebooks[path], parameters, connection)
        if isinstance(notebook, list):
            return notebook
        chapter = Chapter(path, tidy_notebook(notebook), _take_trace(notebook))
        on_done(chapter)
        return chapter

    with tempfile.TemporaryDirectory(dir=own_folder()) as sockets, ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(execute, path) for path in paths]
        try:
            ends = [future.result() for future in futures]
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            while wait(futures, timeout=_MOMENT).not_done:
                end_kernels()  # whatever began in the meantime as well
            raise
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    raise_faults([fault for end in ends if isinstance(end, list) for fault in end])
    return [end for end in ends if isinstance(end, Chapter)]


def _take_trace(notebook: NotebookNode) -> Mapping[str, Any] | None:
    """Take the cell that hands out the trace off the end of a notebook, and return what it gave."""
    outputs = notebook.cells.pop().get("outputs", ())
    given: list[Mapping[str, Any]] = [output.data[TRACE] for output in outputs if TRACE in output.get("data", {})]
    return given[0] if given else None


def tidy_notebook(notebook: NotebookNode) -> NotebookNode:
    """Return an executed notebook without clocks, paths, versions and random ids, in place."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata = NotebookNode({"kernelspec": kernel, "language_info": {"name": "python"}})
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        cell.metadata = NotebookNode({"tags": tags} if tags else {})
        if "injected-parameters" in tags:
            cell.id = "injected-parameters"
        for output in cell.get("outputs", ()):
            output.pop("transient", None)
            if "metadata" in output:
                output.metadata = NotebookNode()
    return notebook


def _read_notebook(path: Path, parameters: Mapping[str, Any]) -> NotebookNode:
    """Return a notebook; refuse one that papermill would run with its defaults, without a word."""
    try:
        given = json.loads(path.read_bytes())
        for cell in given["cells"]:
            cell.update({"outputs": []} if cell["cell_type"] == "code" else {})
        notebook: NotebookNode = papermill.iorw.load_notebook_node(nbformat.from_dict(given))
        known = set(papermill.inspect_notebook(notebook)) if parameters else set()
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:  # what broken files raise
        raise BuildError(
            f"cannot be read as a notebook ({error})", where=path.name, remedy="Save it again from JupyterLab."
        ) from error
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise ParameterError(
            f"{len(tagged)} cells are tagged `parameters`",
            where=path.name,
            remedy="Tag exactly one.",
        )
    unknown = sorted(set(parameters) - known)
    if unknown:
        raise ParameterError(
            f"the notebook does not know the parameter {', '.join(unknown)}",
            where=path.name,
            remedy=f"It knows {', '.join(sorted(known))}.",
        )
    return notebook


def _execute_notebook(
    path: Path, given: NotebookNode, parameters: Mapping[str, Any], connection: Path
) -> NotebookNode | list[BuildError]:
    """Return one notebook executed in a kernel of its own, with its trace as last cell; or what is wrong with it."""
    environment = {**KERNEL_ENVIRONMENT, CHOSEN: str(path.resolve().parents[1])}
    settings = {"transport": "ipc", "connection_file": str(connection), "environment": environment, "opening": _BEGIN}
    last = nbformat.v4.new_code_cell(_END, id="trace", metadata={"tags": [], "papermill": {}})
    asked = NotebookNode({**given, "cells": [*given.cells, last]})
    cells = CellWatch(path.name, n_added=int(bool(parameters)), n_cells=len(given.cells))  # papermill adds one for them
    notebook = NotebookNode()
    try:
        notebook = papermill.execute_notebook(
            asked,
            None,
            parameters=dict(parameters),
            kernel_name="python3",
            progress_bar=False,
            kernel_manager_class=PrivateKernelManager,
            config=Config({"PrivateKernelManager": settings}),
            shutdown_kernel="immediate",
            start_timeout=START_SECONDS,
            execution_timeout=CELL_SECONDS,
            store_widget_state=False,
            allow_errors=True,  # which of them end the notebook, the watch decides
            on_cell_start=cells.begin,
            on_cell_executed=cells.end,
        )
    except PapermillExecutionError as error:
        if not cells.faults:  # it shows an error and goes on
            cells.add(error.source, error.cell_index, error.ename, error.evalue)
    except (RuntimeError, TimeoutError) as error:  # nbclient: the kernel died, early or late, or a cell never ends
        what = "the kernel died, for want of memory perhaps"
        if isinstance(error, TimeoutError):
            what = f"did not end within {CELL_SECONDS} seconds"
            what = what if cells.has_begun else f"the kernel did not answer within {START_SECONDS} seconds"
        cells.note(what, "Run the notebook in JupyterLab to see what it takes.")
    return cells.faults or notebook
