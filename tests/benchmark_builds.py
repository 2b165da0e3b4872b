"""How long a build takes beside the stock road of the same tools; run by hand with `python -m tests.benchmark_builds`.

The stock road runs one `papermill` command a notebook, `jupyter nbconvert` on them, then pandoc and Typst on each.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import nbformat

from wicreport.briefing.conversions import find_pandoc
from wicreport.corpus.projects import CHOSEN

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
COMMAND = [sys.executable, "-m", "wicreport", "build"]
TYPST = "import sys, typst; typst.compile(sys.argv[1], sys.argv[2])"


def run(command: list[str], folder: Path) -> None:
    """Run one command of a road in a folder of a project."""
    project = str(folder if (folder / "notebooks").is_dir() else folder.parent)
    named = {**os.environ, "PYTHONPATH": project, CHOSEN: project}
    subprocess.run(command, cwd=folder, env=named, check=True, capture_output=True)


def take_stock_road(folder: Path) -> None:
    """Execute, export and typeset the notebooks by the tools' own commands."""
    output = folder / "stock"
    output.mkdir(exist_ok=True)
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        run([sys.executable, "-m", "papermill", str(path), str(output / path.name)], folder)
    made = sorted(output.glob("*.ipynb"))
    run([sys.executable, "-m", "nbconvert", "--to", "html", "--log-level", "ERROR", *map(str, made)], folder)
    for path in made:
        typeset = str(path.with_suffix(".typ"))
        run([find_pandoc(), str(path), "--to=typst", "--standalone", "--extract-media=media", "-o", typeset], output)
        run([sys.executable, "-c", TYPST, typeset, str(path.with_suffix(".pdf"))], output)


def build_cold(folder: Path) -> None:
    """Build with nothing kept."""
    shutil.rmtree(folder / "build", ignore_errors=True)
    run(COMMAND, folder)


def build_again(folder: Path) -> None:
    """Build with nothing to do."""
    run(COMMAND, folder)


def build_after_an_edit(folder: Path) -> None:
    """Build with one sentence of one chapter changed."""
    path = sorted((folder / "notebooks").glob("*.ipynb"))[1]
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source += " Again."
    nbformat.write(notebook, path)
    run(COMMAND, folder)


ROADS: dict[str, Callable[[Path], None]] = {
    "stock road": take_stock_road,
    "build, nothing kept": build_cold,
    "build, nothing changed": build_again,
    "build, one sentence changed": build_after_an_edit,
}


def measure(work: Callable[[Path], None], folder: Path) -> float:
    """Return the seconds that some work takes."""
    began = perf_counter()
    work(folder)
    return perf_counter() - began


def main() -> None:
    """Print for each road its seconds, and how many times faster than the stock road it is, with the spread."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "project"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "build", "__pycache__"))
        build_cold(folder)  # what Python compiles once is compiled
        rounds = [{name: measure(work, folder) for name, work in ROADS.items()} for _ in range(ROUNDS)]
    print(f"{'':30}{'median s':>10}{'times faster':>16}{'spread':>14}")
    for name in ROADS:
        ratios = sorted(taken["stock road"] / taken[name] for taken in rounds)
        spread = f"{ratios[0]:.1f}-{ratios[-1]:.1f}"
        print(f"{name:30}{median(taken[name] for taken in rounds):10.2f}{median(ratios):16.1f}{spread:>14}")


if __name__ == "__main__":
    main()
