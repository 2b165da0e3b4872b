"""How soon the page shows what was saved; run by hand with `python -m tests.benchmark_previews`, never a test."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter, process_time, sleep

import nbformat

from tests.benchmark_builds import ROOT, measure
from wicreport.corpus.projects import CHOSEN

ROUNDS = 7
REST = 8.0  # seconds, in which the other formats follow


def watch_page(address: str) -> Iterator[str]:
    """Yield the hash of the page each time that a browser is told of another."""
    seen = ""
    with urllib.request.urlopen(f"{address}preview/events", timeout=120) as answer:
        for line in answer:
            if line.startswith(b"data: ") and (page := json.loads(line[6:])["page"]) != seen:
                yield (seen := page)


def edit_chapter(folder: Path, number: int) -> None:
    """Save a chapter with another sentence in its prose."""
    path = sorted((folder / "notebooks").glob("*.ipynb"))[1]
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source += f" And {'again ' * number}so."
    nbformat.write(notebook, path)


def edit_template(folder: Path, number: int) -> None:
    """Save the page's template with another comment."""
    path = folder / "wicreport" / "briefing" / "templates" / "wicreport" / "index.html.j2"
    path.write_text(f"{path.read_text(encoding='utf-8')}<!-- {number} -->", encoding="utf-8")


SAVES: dict[str, Callable[[Path, int], None]] = {"a chapter": edit_chapter, "a template": edit_template}


def take_share() -> float:
    """Return how much of a processor a process gets here now: 1 on a machine that does nothing else."""
    began, spent = perf_counter(), process_time()
    while perf_counter() - began < 0.5:
        pass
    return (process_time() - spent) / (perf_counter() - began)


def main() -> None:
    """Print for each kind of save the seconds until the page is told, and how much of a processor there was."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "project"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "build", "__pycache__"))
        named = {**os.environ, "PYTHONPATH": str(folder), CHOSEN: str(folder)}
        command = [sys.executable, "-m", "wicreport", "preview", "--quiet"]
        with subprocess.Popen(command, cwd=folder, env=named, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            pages = watch_page(process.stdout.readline().strip())
            next(pages)
            edit_chapter(folder, 0)
            next(pages)
            sleep(3 * REST)
            taken: dict[str, list[tuple[float, float]]] = {name: [] for name in SAVES}
            for number in range(ROUNDS):
                for name, save in SAVES.items():

                    def show(folder: Path, save: Callable[[Path, int], None] = save, number: int = number) -> None:
                        save(folder, number)
                        next(pages)

                    taken[name].append((measure(show, folder), take_share()))
                    sleep(REST)
            process.terminate()
    print(f"{'saved':14}{'median s':>10}{'spread':>14}{'processor':>12}")
    for name, found in taken.items():
        times = sorted(seconds for seconds, _ in found)
        share = median(share for _, share in found)
        print(f"{name:14}{median(times):10.2f}{f'{times[0]:.2f}-{times[-1]:.2f}':>14}{share:>12.0%}")


if __name__ == "__main__":
    main()
