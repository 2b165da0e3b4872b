"""Tries the mutants and says how each was met; run by hand: `python -m tests.mutations [--only TEXT] [--most N]`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from tests.mutations.reactions import COMMAND, TABLE
from tests.mutations.trials import Trial, prepare, run_trials, try_by_command
from tests.proofs import record

MOST = 14
"""How many of each kind are tried if nothing else is said: what two cores do in about ten minutes."""

SAMPLE = 12
"""How many of them are tried again by the command line, kernels and all, to show that it reacts alike."""


def main() -> int:
    """Try the mutants, print what was met as written down and what was not, and write the counts into the proofs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="kinds or classes whose name has this text")
    parser.add_argument("--most", type=int, default=MOST, help="of each kind at most so many; 0 for all")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="how many are tried again by the command line")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wic-mutants-") as folder:
        bench = prepare(Path(folder))
        picked = bench.pick(chosen.only, chosen.most)
        trials = [_show(trial) for trial in run_trials(bench, picked, jobs=chosen.jobs)]
        sample = [_show(try_by_command(bench, mutant)) for mutant in bench.sample(picked, chosen.sample)]
    print(_summary(trials))
    print(f"{sum(not trial.fault for trial in sample):5} of {len(sample):4}  by the command line as well")
    if not chosen.most or chosen.most >= MOST:
        _record(trials)
    if not chosen.only and len(sample) >= SAMPLE:
        record(COMMAND, len(sample), sum(not trial.fault for trial in sample), "make mutate")
    return int(any(trial.fault for trial in (*trials, *sample)))


def _show(trial: Trial) -> Trial:
    """Print a trial that did not go as written down, and return it."""
    if trial.fault:
        print(f"{trial.kind} ({trial.place}): {trial.fault}", flush=True)
    return trial


def _summary(trials: list[Trial]) -> str:
    tried = Counter(trial.kind for trial in trials)
    met = Counter(trial.kind for trial in trials if not trial.fault)
    lines = [f"{met[kind]:5} of {tried[kind]:4}  {kind}: {TABLE[kind][1]}" for kind in TABLE if tried[kind]]
    return "\n".join([*lines, f"{sum(met.values()):5} of {len(trials):4}  in all"])


def _record(trials: list[Trial]) -> None:
    """Write down the classes of which every kind was tried."""
    by_class: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        by_class[TABLE[trial.kind][0]].append(trial)
    for attack, those in by_class.items():
        if {trial.kind for trial in those} == {kind for kind, (its_class, _) in TABLE.items() if its_class == attack}:
            record(attack, len(those), sum(not trial.fault for trial in those), "make mutate")


if __name__ == "__main__":
    sys.exit(main())
