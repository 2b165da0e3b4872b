"""Writes down what attacks on the project gave; `python -m tests.proofs [--only TEXT]` runs those that are tests."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

from wicreport.corpus.projects import Project
from wicreport.corpus.proofs import Proof, proofs_as_json, read_proofs

PROJECT = Project(Path(__file__).resolve().parents[1])
COMMAND = "python -m tests.proofs"
CLOSED = ("unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$0" "$@"')
"""What a command stands behind to reach this machine alone."""


@dataclass(frozen=True)
class Attack:
    """A class of attack that is a number of tests, and what the command that runs them stands behind."""

    name: str
    tests: Sequence[str]
    before: Sequence[str] = ()


ATTACKS = (
    Attack("Tests and notebooks with the network closed", ["--nbval", "tests", "notebooks"], CLOSED),
    Attack(
        "Hostile documents",
        ["tests/hostile/test_files.py", "tests/hostile/test_paths.py", "tests/hostile/test_linearity.py"],
    ),
    Attack("Hostile page content and network requests", ["tests/hostile/test_reports.py"]),
    Attack("Properties of functions that take text (examples)", ["tests/hostile/test_properties.py"]),
    Attack(
        "Requests to the preview server, and the reach of kernels",
        ["tests/briefing/test_servers.py", "tests/briefing/test_kernels.py"],
    ),
    Attack("Dependencies with a hash, a licence and a use", ["tests/test_bill_of_materials.py"]),
)
"""The first is first because a notebook shows the proofs: once they are renewed it is not what a build gives."""


def record(attack: str, tried: int, held: int, command: str, *, path: Path = PROJECT.proofs) -> None:
    """Write the outcome of one class of attack into the file of proofs, in its place or at the end."""
    proof, proofs = Proof(attack, tried, held, command), list(read_proofs(path))
    known = [entry.attack for entry in proofs]
    if attack in known:
        proofs[known.index(attack)] = proof
    else:
        proofs.append(proof)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(proofs_as_json(proofs), encoding="utf-8")
    partial.replace(path)


def is_possible(before: Sequence[str]) -> bool:
    """Return whether this machine lets this user run what stands behind some words: an interpreter, and one of it."""
    again = "import subprocess, sys; subprocess.run([sys.executable, '-c', ''], check=True)"
    return not subprocess.run([*before, sys.executable, "-c", again], capture_output=True, check=False).returncode


def count_tests(attack: Attack, folder: Path) -> tuple[int, int]:
    """Return how many tests of an attack ran and how many passed; a property counts once for each of its texts."""
    report = folder / "report.xml"
    options = ["-q", "-p", "no:cacheprovider", "--nbval-cell-timeout=300", f"--junitxml={report}"]
    command = [*attack.before, sys.executable, "-m", "pytest", *options, *attack.tests]
    subprocess.run(command, cwd=PROJECT.root, env={**os.environ, "CI": "true"}, check=False)
    tried = held = 0
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("skipped") is None:
            number = 1 if attack.before else _count_examples(case)
            tried, held = tried + number, held + number * (not len(case))
    return tried, held


def _count_examples(case: ElementTree.Element) -> int:
    """Return on how many texts a test was tried: one, unless it is a property."""
    test = getattr(import_module(str(case.get("classname"))), str(case.get("name")), None)
    chosen = getattr(test, "_hypothesis_internal_use_settings", None)  # the library has no public name for it
    return chosen.max_examples if chosen else 1


def main() -> int:
    """Run each class of attack, write down what came of it, and return how many failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="classes whose name has this text")
    chosen, n_failed = parser.parse_args(), 0
    with tempfile.TemporaryDirectory() as folder:
        for attack in ATTACKS:
            if chosen.only not in attack.name:
                continue
            if attack.before and not is_possible(attack.before):
                print(f"{attack.name}: not tested, this machine does not allow {attack.before[0]}")
                continue
            tried, held = count_tests(attack, Path(folder))
            print(f"{attack.name}: {held} of {tried} held", flush=True)
            record(attack.name, tried, held, COMMAND)
            n_failed += tried - held
    return min(n_failed, 1)


if __name__ == "__main__":
    sys.exit(main())
