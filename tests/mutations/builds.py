"""The project's own build on a copy, fast: chapters run in this process, and work that did not change is kept."""

from __future__ import annotations

import ast
import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import nbformat
import pandas as pd
from IPython.core.formatters import DisplayFormatter
from matplotlib.figure import Figure

from wicreport.briefing import builds, reports
from wicreport.briefing.execution import Chapter, tidy_notebook
from wicreport.briefing.faults import raise_faults
from wicreport.briefing.plans import Plan
from wicreport.coding import codebook, records
from wicreport.corpus.projects import CHOSEN, Project
from wicreport.errors import BuildError, WicReportError
from wicreport.findings import exhibits, figures, scores, studies

ROOT = Path(__file__).resolve().parents[2]
CODEBOOK = Path("wicreport") / "coding" / "codebook"
PARTS = ("seeds", "notebooks", "reports", str(CODEBOOK))


@dataclass(frozen=True)
class Observation:
    """How a build ended: with a message, or with the facts that a reader of the briefing gets, by name."""

    message: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Return whether the build stopped."""
        return bool(self.message)


def copy_project(root: Path, *, whole: bool = False) -> Project:
    """Copy what a mutant may change (or the whole package too) into a folder."""
    for part in ("seeds", "notebooks", "reports", "wicreport") if whole else PARTS:
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    return Project(root)


def refresh_project(project: Project, formats: tuple[str, ...]) -> None:
    """Bring the notebooks, the pins and the reports of a copy up to date."""
    with _in_this_process(project):
        builds.build_briefing(Plan(project, project.reports, formats=formats, is_forced=True))


def observe_build(project: Project) -> Observation:
    """Build a project without its pages, in this process, and return what came of it."""
    output = project.root / "observed"
    with _in_this_process(project):
        try:
            builds.build_briefing(Plan(project, output, formats=(), is_forced=True))
        except WicReportError as error:
            return Observation(f"{type(error).__name__}: {error}")
    return Observation(facts=read_facts(output))


def observe_command(project: Project) -> Observation:
    """Build a project by the command line, with kernels and its own copy of the package, and return what came of it."""
    output, home = project.root / "observed", str(project.root)
    command = [sys.executable, "-m", "wicreport", "build", "--output", str(output), "--format", "html"]
    environment = {**os.environ, "PYTHONPATH": home}
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)
    return Observation(facts=read_facts(output)) if done.returncode == 0 else Observation(done.stderr or "no message")


def observe_check(project: Project) -> Observation:
    """Compare a project with what its build gives, and return what is not current as the message."""
    with _in_this_process(project):
        try:
            stale = builds.compare_build(Plan(project, project.reports, is_forced=True))
        except WicReportError as error:
            return Observation(f"{type(error).__name__}: {error}")
    return Observation("\n".join(stale))


def read_facts(output: Path) -> dict[str, str]:
    """Return what a report says, one fact a name; words are compared without marks and white space."""
    made = json.loads((output / "briefing.json").read_text(encoding="utf-8"))
    facts: dict[str, str] = {}
    for item in made["findings"]:
        for name in ("headline", "statement", "confidence", "n_families", "n_documents"):
            facts[f"finding {item['id']} {name}"] = str(item[name])
        facts[f"finding {item['id']} evidence"] = _words_of(item, "evidence", "alternative_evidence", "contradicting")
    for item in made["disagreements"]:
        facts[f"disagreement {item['id']}"] = f"{item['topic']} {item['statement']} {item['resolution']}"
        facts[f"disagreement {item['id']} evidence"] = _words_of(item, "evidence")
    for item in made["left_out"]:
        facts[f"left out {item['id']}"] = str(item["reason"])
    for source in made["sources"]:
        facts[f"source {source['source_id']}"] = f"{source['role']} of {source['family']}"
    for path in sorted((output / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            facts[f"exhibit {path.stem}"] = "\n".join(plain(" ".join(row)) for row in csv.reader(file))
    return facts


def plain(text: str) -> str:
    """Return the letters and digits of a text, words parted by single spaces, soft hyphens and marks gone."""
    return " ".join(re.findall(r"[^\W_]+", text.replace("\u00ad", "")))


def _words_of(item: Mapping[str, Any], *keys: str) -> str:
    targets = [entry["target"] for key in keys for entry in item.get(key, ())]
    return "\n".join(sorted(f"{target['source']}: {plain(target['selector'][0]['exact'])}" for target in targets))


@contextmanager
def _in_this_process(project: Project) -> Iterator[None]:
    """Let the build run chapters here, with the codebook of the copy, one study for all and kept coding."""
    folder = project.root / CODEBOOK
    is_own = _same_files(folder, ROOT / CODEBOOK)
    chosen = codebook.load_codebook() if is_own else None
    with (
        mock.patch.dict(os.environ, {CHOSEN: str(project.root)}),
        mock.patch.object(builds, "execute_chapters", _execute_chapters),
        mock.patch.object(studies, "load_codebook", lambda: chosen or codebook.read_codebook(folder)),
        mock.patch.object(studies, "open_study", cache_by_repr(studies.open_study)),
        mock.patch.object(records, "code_source", _code_once if is_own else records.code_source),
        mock.patch.object(scores, "code_source", _code_once if is_own else scores.code_source),
        mock.patch.dict(reports._MAKERS, _MAKERS),
        ExitStack() as stack,
    ):
        for (module, name), kept in _KEPT.items():
            stack.enter_context(mock.patch.object(module, name, kept))
        yield


def cache_by_repr(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function with its results kept, by what its arguments look like."""
    kept: dict[str, Any] = {}

    def call(*arguments: Any, **options: Any) -> Any:
        key = repr([_likeness(value) for value in (*arguments, *options.items())])
        if key not in kept:
            kept[key] = function(*arguments, **options)
        return kept[key]

    return call


_code_once = cache_by_repr(records.code_source)
_MAKERS = {form: cache_by_repr(make) for form, make in reports._MAKERS.items()}
_KEPT = {
    (module, name): cache_by_repr(getattr(module, name))
    for module, names in (
        (figures, [name for name in figures.__all__ if name.startswith("draw_")]),
        (exhibits, ("render_svg",)),
    )
    for name in names
}
"""What looks the same each time is made once: pages and drawings."""


def _likeness(value: Any) -> Any:
    """Return what tells a value from others of its kind: a table by its cells, a drawing by itself alone."""
    if isinstance(value, Figure):
        return id(value)
    return value.to_csv() if isinstance(value, pd.DataFrame) else value


def _same_files(one: Path, other: Path) -> bool:
    return all((one / path.name).read_bytes() == path.read_bytes() for path in other.glob("*.toml"))


def _execute_chapters(paths: Sequence[Path], parameters: Mapping[str, Any], **options: Any) -> list[Chapter]:
    """Return the chapters run with their own parameters, as kernels would run them: past the package's own errors."""
    assert not parameters
    chapters, faults = [], list[WicReportError]()
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        names: dict[str, Any] = {}
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for number, cell in enumerate(code, start=1):
            try:
                cell.outputs = _run_cell(cell.source, names, number)
            except Exception as error:
                if isinstance(error, NameError) and faults:  # what a failed cell was to give
                    break
                what, where = f"{type(error).__name__}: {error}", f"{path.name}, cell {notebook.cells.index(cell) + 1}"
                remedy = f"The cell begins: {cell.source.strip().splitlines()[0]}"
                faults.append(BuildError(what.rstrip("."), where=where, remedy=remedy))
                if not isinstance(error, WicReportError):
                    break
            cell.execution_count = number
        if not faults:
            chapters.append(Chapter(path, tidy_notebook(notebook)))
    raise_faults(faults)
    return chapters


@cache
def _formatter() -> DisplayFormatter:
    return DisplayFormatter()


def _run_cell(source: str, names: dict[str, Any], number: int) -> list[Any]:
    """Run one cell and return its outputs: the value of the last expression, in all its forms."""
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "<cell>", "exec"), names)
    shown = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None
    if shown is None:
        return []
    data, metadata = _formatter().format(shown)
    return [nbformat.v4.new_output("execute_result", data=data, metadata=metadata, execution_count=number)]
