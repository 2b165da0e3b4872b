"""Run the attacks by documents, and write down what came of them: ``python -m tests.hostile``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.hostile import test_properties
from tests.proofs import record

COMMAND = "python -m tests.hostile"
HERE = Path(__file__).parent
ATTACKS = {
    "Hostile documents": ["test_files.py", "test_paths.py", "test_linearity.py"],
    "Hostile page content and network requests": ["test_reports.py"],
    "Properties of functions that take text (examples)": ["test_properties.py"],
}


class Counter:
    """Counts the tests that ran and those that passed; for a property, each of its examples."""

    def __init__(self) -> None:
        self.tried = self.held = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.failed:
            n_tried = test_properties.TRIED.get(report.nodeid.partition("::")[2], 1)
            self.tried += n_tried
            self.held += n_tried if report.passed else 0


def main() -> int:
    """Run each class of attack, record it, and return how many failed."""
    n_failed = 0
    for attack, files in ATTACKS.items():
        counter = Counter()
        pytest.main(["-q", *(str(HERE / name) for name in files)], plugins=[counter])
        record(attack, counter.tried, counter.held, COMMAND)
        n_failed += counter.tried - counter.held
    return n_failed


if __name__ == "__main__":
    sys.exit(min(main(), 1))
