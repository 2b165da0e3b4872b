"""Builds the project in circumstances that differ and compares every byte; run `python -m tests.reproductions`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.proofs import CLOSED, is_possible, record
from tests.scratch import snapshot

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("wicreport", "seeds", "notebooks", "reports")
AT_MOST = 1200  # seconds that a build may take on a machine with much else to do
NOBODY = 65534
STRANGER = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
    *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),
)
"""What a command stands behind to be another user's, who may read what others closed: the interpreter can lie there."""

ATTACK = "Files with the same bytes on another clone, user, time zone, locale and hash seed"


@dataclass(frozen=True)
class Circumstance:
    """One way of building: where, what the environment says, which command goes before, with which options."""

    folder: str
    environment: Mapping[str, str] = field(default_factory=dict)
    before: Sequence[str] = ()
    options: Sequence[str] = ()


PLAIN = Circumstance("one", {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"})
OTHERS = {
    "another folder, time zone, locale, hash seed, order of directory entries, and one core": Circumstance(
        "ein anderer Ordner/über/里",
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "4242", "INJECT_ORDER": "7"},
        ("taskset", "1"), ("--jobs", "1"),
    ),
    "another user, who has no home": Circumstance(
        "two", {"TZ": "America/St_Johns", "LC_ALL": "POSIX", "PYTHONHASHSEED": "77", "HOME": "/nonexistent"}, STRANGER,
    ),
    "no network, and a clock that is wrong by other decades each time": Circumstance(
        "three", {"INJECT_CLOCK": "3", "PYTHONHASHSEED": "random"}, CLOSED, ("--jobs", "4"),
    ),
}  # fmt: skip


def build_copy(folder: Path, how: Circumstance) -> dict[str, bytes]:
    """Build a copy of the project from nothing in some circumstance, and return its reports and notebooks."""
    root = folder / how.folder / "project"
    for part in PARTS:
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tests" / "injected" / "sitecustomize.py", root)
    (root / "tmp").mkdir()
    if how.before == STRANGER:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    command = [*how.before, sys.executable, "-m", "wicreport", "build", "--quiet", *how.options]
    formats = ["--format", "html", "--format", "pdf", "--format", "docx"]
    places = {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(root / "tmp")}
    environment = {**os.environ, **places, **how.environment}
    done = subprocess.run(
        [*command, *formats], env=environment, cwd=root, timeout=AT_MOST, capture_output=True, check=False
    )
    assert not done.returncode, done.stderr.decode()
    made = snapshot(root)
    return {name: content for name, content in made.items() if name.startswith(("reports/", "notebooks/"))}


def main() -> int:
    """Build in every circumstance and print how many bytes are the same, and what is not."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    n_files, n_bytes, wrong = 0, 0, []
    with tempfile.TemporaryDirectory(prefix="wic-reproductions-") as folder:
        Path(folder).chmod(0o755)
        usual = build_copy(Path(folder) / "plain", PLAIN)
        for place, (name, how) in enumerate(OTHERS.items()):
            if not is_possible(how.before):
                print(f"{name}: not tested, this machine does not allow {how.before[0]}", flush=True)
                continue
            made = build_copy(Path(folder) / str(place), how)
            other = sorted(path for path in {*usual, *made} if usual.get(path) != made.get(path))
            n_files, n_bytes, wrong = n_files + len(usual), n_bytes + sum(map(len, usual.values())), wrong + other
            print(f"{name}: {', '.join(other) or 'every byte the same'}", flush=True)
    print(f"{n_files - len(wrong)} of {n_files} files and {n_bytes:,} bytes compared are the same")
    if n_files:
        record(ATTACK, n_files, n_files - len(wrong), "python -m tests.reproductions")
    return int(bool(wrong) or not n_files)


if __name__ == "__main__":
    sys.exit(main())
