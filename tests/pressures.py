"""Builds under pressure, and what each has to say and leave; run with `python -m tests.pressures`."""

from __future__ import annotations

import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.kills import AT_MOST, Version, Yard, prepare_versions
from tests.proofs import record
from tests.scratch import snapshot, write_notebook

FULL = 20_000  # bytes that a file may grow to, which is how a full disk looks to who writes to it
WANT = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28))\nx = bytearray(2**31)"


def build_twice_at_once(yard: Yard, after: Version) -> str:
    """Start two builds of one saved change: both end well, and the report is right."""
    yard.save(after.sources)
    both = [yard.start("build", "--force"), yard.start("build", "--force")]
    said = [process.communicate(timeout=AT_MOST)[1].decode() for process in both]
    if any(process.returncode for process in both):
        return "\n".join(said)
    if not any("another build is writing there" in text for text in said):
        return "neither says that it waits"
    return "" if snapshot(yard.project.root) == after.made else "the report is wrong"


def build_on_a_full_disk(yard: Yard, after: Version) -> str:
    """Build where no file can grow: it says so, and the report and the notebooks stand."""
    yard.save(after.sources)
    before = snapshot(yard.project.root)
    process = yard.start("build", "--force")
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (FULL, FULL))
    return _expect(yard, process.communicate(timeout=AT_MOST)[1].decode(), "Make room on that disk.", before)


def build_without_memory(yard: Yard, after: Version) -> str:
    """Build a cell that is left without memory: it is named, and the report stands."""
    yard.save(after.sources)
    write_notebook(yard.project.notebooks / "00_want.ipynb", "# Want", WANT)
    before = snapshot(yard.project.root)
    return _expect(yard, yard.run("build"), "00_want.ipynb, cell 3: ", before)


def _expect(yard: Yard, said: str, sentence: str, before: dict[str, bytes]) -> str:
    """Return what is wrong with a build that had to fail."""
    if sentence not in said or "Traceback" in said:
        return f"it says: {said or 'nothing'}"
    if snapshot(yard.project.root) != before:
        return "it changed files"
    return ", ".join(yard.list_left())


PRESSURES: dict[str, Callable[[Yard, Version], str]] = {
    "two builds at once": build_twice_at_once,
    "a full disk": build_on_a_full_disk,
    "a cell without memory": build_without_memory,
}


def press_builds(folder: Path) -> dict[str, str]:
    """Return what was wrong under each pressure; an empty text: nothing."""
    old, new = prepare_versions(folder / "versions")
    faults = {}
    for place, (name, press) in enumerate(PRESSURES.items()):
        yard = Yard(folder / str(place))
        yard.save(old.sources)
        faults[name] = yard.run("build") or press(yard, new)
    return faults


def main() -> int:
    """Build under every pressure, print what was wrong, and write the count into the proofs."""
    with tempfile.TemporaryDirectory(prefix="wic-pressures-") as folder:
        faults = press_builds(Path(folder))
    for name, fault in faults.items():
        print(f"{name}: {fault or 'as it must be'}")
    held = list(faults.values()).count("")
    attack = "Builds under pressure (full disk, two at once, no memory, endless cell)"
    record(attack, len(faults), held, "python -m tests.pressures")
    return int(held < len(faults))


if __name__ == "__main__":
    sys.exit(main())
