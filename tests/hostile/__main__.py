"""Run the attacks by documents, and write down what came of them: ``python -m tests.hostile``."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from tests.hostile.test_properties import TRIED
from tests.proofs import record

COMMAND = "python -m tests.hostile"
HERE = Path(__file__).parent
ATTACKS = {
    "Hostile documents": ["test_files.py", "test_paths.py", "test_linearity.py"],
    "Hostile page content and network requests": ["test_reports.py"],
    "Properties of functions that take text (examples)": ["test_properties.py"],
}


def count_tests(files: list[str], folder: Path) -> tuple[int, int]:
    """Return how many tests of some files ran and how many passed; a property counts once for each of its texts."""
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *(str(HERE / name) for name in files)]
    subprocess.run(command, check=False)
    tried = held = 0
    for case in ElementTree.parse(report).iter("testcase"):
        n_tried = 0 if case.find("skipped") is not None else TRIED.get(str(case.get("name")), 1)
        tried += n_tried
        held += n_tried if len(case) == 0 else 0
    return tried, held


def main() -> int:
    """Run each class of attack, record it, and return how many failed."""
    n_failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for attack, files in ATTACKS.items():
            tried, held = count_tests(files, Path(folder))
            record(attack, tried, held, COMMAND)
            n_failed += tried - held
    return n_failed


if __name__ == "__main__":
    sys.exit(min(main(), 1))
