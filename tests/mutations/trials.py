"""Trials: each mutant on a copy of its own, in a process of its own, and how its reaction compares with the table."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutations.builds import (
    Observation,
    copy_project,
    observe_build,
    observe_check,
    observe_command,
    refresh_project,
)
from tests.mutations.claims import mutate_claims
from tests.mutations.codebooks import mutate_codebook
from tests.mutations.folders import mutate_folder
from tests.mutations.places import Ground
from tests.mutations.reactions import TABLE, Mutant, find_fault
from tests.mutations.reports import mutate_reports
from tests.mutations.words import mutate_words
from wicreport.corpus.projects import Project


@dataclass(frozen=True)
class Trial:
    """One mutant that was tried, and what of its reaction was not as written down."""

    kind: str
    place: str
    fault: str


@dataclass(frozen=True)
class Bench:
    """A current copy of the project, what its build gives, and the mutants of it."""

    root: Path
    before: Observation
    mutants: tuple[Mutant, ...]

    def pick(self, only: str = "", most: int = 0) -> list[Mutant]:
        """Return mutants of some kinds or classes, of each all or at most so many, spread evenly over the places."""
        by_kind: dict[str, list[Mutant]] = defaultdict(list)
        for mutant in self.mutants:
            if only in mutant.kind or only in TABLE[mutant.kind][0]:
                by_kind[mutant.kind].append(mutant)
        return [mutant for those in by_kind.values() for mutant in _spread(those, most or len(those))]

    def sample(self, mutants: Sequence[Mutant], most: int) -> list[Mutant]:
        """Return some of the mutants that a build has to meet, of different kinds."""
        first = {mutant.kind: mutant for mutant in reversed(mutants) if mutant.watches == "build"}
        return _spread(list(first.values()), most) if most else []


def _spread(those: list[Mutant], most: int) -> list[Mutant]:
    """Return so many of a list, evenly spread."""
    n = min(most, len(those))
    return [those[number * len(those) // n] for number in range(n)]


def prepare(folder: Path, formats: tuple[str, ...] = ("html", "pdf")) -> Bench:
    """Copy the project into a folder, bring its notebooks and reports up to date, and derive the mutants."""
    project = copy_project(folder / "ground")
    refresh_project(project, formats)
    before = observe_build(project)
    assert not before.failed, before.message
    shutil.rmtree(project.root / "observed")
    ground = Ground.of(project)
    mutants = (
        *mutate_words(ground),
        *mutate_folder(ground),
        *mutate_codebook(ground),
        *mutate_claims(ground),
        *mutate_reports(ground),
    )
    return Bench(project.root, before, mutants)


def run_trials(bench: Bench, mutants: Sequence[Mutant], *, jobs: int) -> Iterator[Trial]:
    """Yield the trial of each mutant; processes are forked from this one, with all that it has read already."""
    global _bench, _mutants  # what a fork inherits
    _bench, _mutants = bench, mutants
    with multiprocessing.get_context("fork").Pool(jobs, maxtasksperchild=1) as pool:
        yield from pool.imap_unordered(_try_one, range(len(mutants)))


def try_mutant(bench: Bench, mutant: Mutant) -> Trial:
    """Return the trial of one mutant, in this process."""
    with tempfile.TemporaryDirectory(prefix="wic-mutant-", dir=bench.root.parent) as folder:
        root = Path(folder) / "project"
        shutil.copytree(bench.root, root)
        project = Project(root)
        mutant.change(project)
        observe = observe_check if mutant.watches == "check" else observe_build
        return Trial(mutant.kind, mutant.place, find_fault(mutant, observe(project), bench.before))


def try_by_command(bench: Bench, mutant: Mutant) -> Trial:
    """Return the trial of one mutant by the command line, on a copy of the package and all."""
    with tempfile.TemporaryDirectory(prefix="wic-mutant-", dir=bench.root.parent) as folder:
        project = copy_project(Path(folder) / "project", whole=True)
        for part in ("notebooks", "reports"):
            shutil.copytree(bench.root / part, project.root / part, dirs_exist_ok=True)
        mutant.change(project)
        return Trial(mutant.kind, mutant.place, find_fault(mutant, observe_command(project), bench.before))


_bench: Bench
_mutants: Sequence[Mutant]


def _try_one(number: int) -> Trial:
    os.environ["OMP_NUM_THREADS"] = "1"
    return try_mutant(_bench, _mutants[number])
