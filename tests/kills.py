"""Kills builds at moments of chance and looks at what they leave; run with `python -m tests.kills [--number N]`."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.proofs import record
from tests.scratch import ALPHA, METHOD, REPORT, TEXTS, snapshot, write_corpus, write_project
from wicreport.corpus.projects import CHOSEN, Project

ROOT = Path(__file__).resolve().parents[1]
NUMBER = 100
SEED = 20261126
COMMAND = "python -m tests.kills"
AT_MOST = 600  # seconds that a build may take on a machine with much else to do
ORPHANS_AT_MOST = 60  # seconds in which whatever a killed build had started has to be gone
NEVER = 10**9  # a change of the disk that no build comes to

Files = dict[str, bytes]


@dataclass(frozen=True)
class Version:
    """What an analyst saves, what an undisturbed build makes of it, in how long, and how often it changes the disk."""

    sources: Files
    made: Files
    seconds: float
    changes: int


@dataclass(frozen=True)
class Yard:
    """A project in a folder of its own, with a folder for the temporary files of its builds."""

    root: Path

    @property
    def project(self) -> Project:
        return Project(self.root / "project")

    @property
    def temporary(self) -> Path:
        return self.root / "tmp"

    def start(self, *arguments: str, before: Sequence[str] = (), **environment: str) -> subprocess.Popen[bytes]:
        """Start the command line on the project, every process of which bears the yard's mark."""
        self.temporary.mkdir(parents=True, exist_ok=True)
        path = os.pathsep.join([str(ROOT / "tests" / "injected"), str(ROOT)])
        known = {
            CHOSEN: str(self.project.root), "TMPDIR": str(self.temporary), "YARD": str(self.root),
            "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        command = [*before, sys.executable, "-m", "wicreport", *arguments]
        given = {**os.environ, **known, **environment}
        return subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def run(self, *arguments: str, before: Sequence[str] = (), **environment: str) -> str:
        """Run the command line to its end, and return what it said went wrong."""
        process = self.start(*arguments, before=before, **environment)
        said = process.communicate(timeout=AT_MOST)[1].decode()
        return said.strip() if process.returncode else ""

    def save(self, files: Files) -> None:
        """Write files of the project as an analyst's editor does."""
        for name, content in files.items():
            path = self.project.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def find_orphans(self) -> Iterator[int]:
        """Yield the processes that bear the yard's mark."""
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if f"YARD={self.root}\0".encode() in (folder / "environ").read_bytes():
                    yield int(folder.name)

    def list_left(self) -> list[str]:
        """Return what a build should not have left: temporary files, and halves of files.

        Python itself tries whether a folder takes temporary files with a file of one word, which may be left.
        """
        found = [*self.temporary.iterdir(), *self.project.root.rglob(".*")]
        return [
            str(path.relative_to(self.root)) for path in found if not path.is_file() or path.read_bytes() != b"blat"
        ]


def prepare_versions(folder: Path) -> tuple[Version, Version]:
    """Return two versions of a small project that differ in title, a chapter and a document, each built undisturbed."""
    again = (ALPHA[0].replace("Who came?", "Who came, and when?"), *ALPHA[1:])
    return _prepare(folder / "a", ALPHA, "A conference"), _prepare(folder / "b", again, "A conference again")


def _prepare(root: Path, alpha: tuple[str, ...], title: str) -> Version:
    yard = Yard(root)
    project = write_project(yard.project.root, chapters={"01_alpha": alpha, "02_sources_and_method": METHOD})
    text = (project.notebooks / "briefing.toml").read_text(encoding="utf-8")
    (project.notebooks / "briefing.toml").write_text(text.replace("A conference", title), encoding="utf-8")
    sources = snapshot(project.root)
    begun, count = time.monotonic(), root / "count"
    fault = yard.run("build", INJECT_KILL=str(NEVER), INJECT_COUNT=str(count))
    assert not fault, fault
    seconds = time.monotonic() - begun
    return Version(sources, snapshot(project.root), seconds, int(count.read_text(encoding="utf-8")))


def kill_build(yard: Yard, before: Version, after: Version, chance: Random) -> str | None:
    """Kill a build of a saved change at a moment of chance, build again, and return what is wrong then.

    None is returned if the build had ended before that moment, so that nothing was killed.
    """
    yard.save(after.sources)
    forced = ["--force"] * chance.randrange(2)  # so that in every other one kernels run
    if chance.randrange(2):
        change = chance.randint(1, before.changes)
        process, seconds = yard.start("build", *forced, INJECT_KILL=str(change)), float(AT_MOST)
    else:
        process, seconds = yard.start("build", *forced), chance.uniform(0, before.seconds)
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    fault = _judge_killed(yard, before, after) or _judge_next(yard, after)
    return fault if process.returncode == -signal.SIGKILL or fault else None


def _judge_killed(yard: Yard, before: Version, after: Version) -> str:
    """Return what is wrong with what a killed build left."""
    reports = {name: content for name, content in snapshot(yard.project.root).items() if name.startswith("reports/")}
    for version in (before, after):
        if reports == {name: content for name, content in version.made.items() if name.startswith("reports/")}:
            break
    else:
        return f"the report is neither the old nor the new one: {sorted(reports)}"
    for path in (*yard.project.notebooks.glob("*.ipynb"), yard.project.anchors):
        try:
            json.loads(path.read_bytes())
        except ValueError:
            return f"{path.name} is half a file"
    end = time.monotonic() + ORPHANS_AT_MOST
    while orphans := list(yard.find_orphans()):
        if time.monotonic() > end:
            return f"processes are left: {orphans}"
        time.sleep(0.1)
    return ""


def _judge_next(yard: Yard, after: Version) -> str:
    """Return what is wrong once the next build is done."""
    fault = yard.run("build")
    if fault:
        return f"the next build fails: {fault}"
    made = snapshot(yard.project.root)
    wrong = sorted(name for name in {*made, *after.made} if made.get(name) != after.made.get(name))
    if wrong:
        return f"the next build gives something else: {', '.join(wrong)}"
    left = yard.list_left()
    return f"the next build leaves {', '.join(left)}" if left else ""


def kill_builds(folder: Path, number: int, *, jobs: int, seed: int = SEED) -> list[str]:
    """Kill builds, side by side in some yards, and return what was wrong after each; an empty text: nothing was."""
    versions = prepare_versions(folder / "versions")

    def work(place: int) -> list[str]:
        yard, chance = Yard(folder / f"yard-{place}"), Random(seed + place)
        faults: list[str] = []
        before, after = versions
        _settle(yard, before)
        while len(faults) < len(range(place, number, jobs)):
            fault = kill_build(yard, before, after, chance)
            if fault is not None:
                faults.append(fault)
                print(f"yard {place}, kill {len(faults)}: {fault or 'survived'}", flush=True)
            if fault:
                _settle(yard, after)
            before, after = after, before
        return faults

    with ThreadPoolExecutor(jobs) as pool:
        return [fault for faults in pool.map(work, range(jobs)) for fault in faults]


def _settle(yard: Yard, version: Version) -> None:
    """Make a yard afresh, with the report of a version."""
    shutil.rmtree(yard.root, ignore_errors=True)
    yard.save(version.made)


def kill_additions(folder: Path, step: int = 1) -> list[str]:
    """Kill `wicreport add` at every n-th of its changes of the disk, and return what was wrong after each."""
    document, faults, change = folder / "in" / "wire.txt", list[str](), 1
    document.parent.mkdir(parents=True)
    document.write_text(f"WUZHEN, Nov. 16 (Wire) — {REPORT}", encoding="utf-8")
    right = _add(Yard(folder / "right"), document)
    while True:
        yard = Yard(folder / f"add-{change}")
        old = snapshot(write_corpus(yard.project.seeds, TEXTS))
        process = yard.start(
            "add", str(document), "--yes", "--corpus", str(yard.project.seeds), INJECT_KILL=str(change)
        )
        process.communicate(timeout=AT_MOST)
        if process.returncode != -signal.SIGKILL:
            return faults
        left = {name: content for name, content in snapshot(yard.project.seeds).items() if not name.startswith(".")}
        is_whole = (
            all(content in (old.get(name), right[name]) for name, content in left.items()) and left.keys() >= old.keys()
        )
        is_right = is_whole and _add(yard, document) == right and not yard.list_left()
        faults.append("" if is_right else f"killed at change {change}: {sorted(left)}, {yard.list_left()}")
        change += step


def _add(yard: Yard, document: Path) -> Files:
    """Return a corpus once a document is added, if it was not already."""
    folder = yard.project.seeds
    if not folder.exists():
        write_corpus(folder, TEXTS)
    fault = yard.run("add", str(document), "--yes", "--corpus", str(folder))
    assert not fault or "the same bytes are catalogued" in fault, fault
    return snapshot(folder)


def main() -> int:
    """Kill builds, say how many were survived, and write the count into the proofs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=NUMBER, help="builds to kill; nothing is recorded of fewer")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wic-kills-") as name:
        folder = Path(name)
        builds = kill_builds(folder / "builds", chosen.number, jobs=chosen.jobs)
        additions = kill_additions(folder / "additions")
    for what, faults in (("builds", builds), ("additions", additions)):
        print(f"{what}: {faults.count('')} of {len(faults)} kills survived", *filter(None, faults), sep="\n")
    if chosen.number >= NUMBER:
        record("Builds killed at a random moment", len(builds), builds.count(""), COMMAND)
        record("Additions to the corpus interrupted", len(additions), additions.count(""), COMMAND)
    return int(any((*builds, *additions)))


if __name__ == "__main__":
    sys.exit(main())
