"""Chapters executed by papermill, each in a kernel of its own; what they say is not looked at here."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import papermill
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from wicreport.corpus.projects import Project
from wicreport.errors import BuildError, ParameterError

__all__ = ["Chapter", "execute_chapters", "find_notebooks", "tidy_notebook"]

CELL_SECONDS = 300  # a cell that takes longer is taken to be stuck


@dataclass(frozen=True, slots=True)
class Chapter:
    """One notebook of the project, executed."""

    path: Path
    notebook: NotebookNode

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
    on_done: Callable[[Path], None] = lambda path: None,
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
    on_done
        Called with the path of each notebook that has ended.

    Raises
    ------
    ParameterError
        If a notebook does not know a parameter, or has not exactly one cell tagged `parameters`.
    BuildError
        If a cell raises or never ends, or a kernel dies: names the notebook and the cell.
    """
    for path in paths:
        _check_parameters(path, parameters)
    logging.getLogger("papermill").setLevel(logging.ERROR)

    def execute(path: Path) -> Chapter:
        chapter = Chapter(path, _execute_notebook(path, parameters, Path(sockets)))
        on_done(path)
        return chapter

    with tempfile.TemporaryDirectory(prefix="wic-") as sockets, ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(execute, path) for path in paths]
        try:
            return [future.result() for future in futures]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


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


def _check_parameters(path: Path, parameters: Mapping[str, Any]) -> None:
    """Refuse a notebook that papermill would run with its defaults, without a word."""
    notebook = papermill.iorw.load_notebook_node(str(path))
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise ParameterError(
            f"{len(tagged)} cells are tagged `parameters`",
            where=path.name,
            remedy="Tag exactly one.",
        )
    known = set(papermill.inspect_notebook(str(path)))
    unknown = sorted(set(parameters) - known)
    if unknown:
        raise ParameterError(
            f"the notebook does not know the parameter {', '.join(unknown)}",
            where=path.name,
            remedy=f"It knows {', '.join(sorted(known))}.",
        )


def _execute_notebook(path: Path, parameters: Mapping[str, Any], sockets: Path) -> NotebookNode:
    """Return one notebook executed in a kernel that only this user can reach."""
    manager = AsyncKernelManager(
        kernel_name="python3", transport="ipc", connection_file=str(sockets / f"{path.stem}.json")
    )
    assert manager.kernel_spec is not None
    package_folder = str(Path(__file__).resolve().parents[2])
    manager.kernel_spec.env = {**manager.kernel_spec.env, "PYTHONPATH": package_folder, "PYTHONHASHSEED": "0"}
    try:
        notebook = papermill.execute_notebook(
            str(path),
            None,
            parameters=dict(parameters),
            progress_bar=False,
            km=manager,
            execution_timeout=CELL_SECONDS,
            store_widget_state=False,
        )
    except PapermillExecutionError as error:
        raise BuildError(
            f"{error.ename}: {error.evalue}",
            where=f"{path.name}, cell {error.cell_index + 1}",
            remedy=f"The cell begins: {error.source.strip().splitlines()[0]}",
        ) from error
    except (DeadKernelError, CellTimeoutError) as error:
        raise BuildError(
            f"the kernel gave no answer ({type(error).__name__})",
            where=path.name,
            remedy="Run the notebook in JupyterLab to see which cell exhausts its memory or never ends.",
        ) from error
    return tidy_notebook(notebook)
