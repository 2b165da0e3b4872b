"""Builds under pressure, and what each has to say and leave; run with `python -m tests.pressures [--only TEXT]`."""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.kills import AT_MOST, Version, Yard, prepare_versions
from tests.proofs import record
from tests.scratch import snapshot, write_notebook

ATTACK = (
    "Builds under pressure (two at once, full disk, read-only output, no memory, endless cell, Ctrl-C, jumping clock)"
)
FULL = 20_000  # bytes that a file may grow to, which is how a full disk looks to who writes to it
WANT = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28))\nx = bytearray(2**31)"
WAIT = "import time\nopen({note!r}, 'w').close()\nwhile True:\n    time.sleep(1)"
HEEDING = ("env", "--default-signal=INT")  # a shell starts what runs in the background deaf to Ctrl-C
OBEDIENT = ("setpriv", "--bounding-set", "-dac_override") if os.geteuid() == 0 else ()
"""What a command stands behind so that permissions bind it as they bind everybody."""


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


def build_into_a_folder_that_cannot_be_written(yard: Yard, after: Version) -> str:
    """Build where the output is read-only, or the folder it stands in: it says so, and nothing changes."""
    yard.save(after.sources)
    before = snapshot(yard.project.root)
    for folder in (yard.project.reports, yard.project.root):
        folder.chmod(0o555)
        said = yard.run("build", "--force", before=OBEDIENT)
        folder.chmod(0o755)
        if fault := _expect(yard, said, "the output cannot be written", before):
            return f"{folder.name}: {fault}"
    return ""


def build_without_memory(yard: Yard, after: Version) -> str:
    """Build a cell that is left without memory: it is named, and the report stands."""
    return _build_cell(yard, after, WANT, "00_want.ipynb, cell 3: ")


def build_without_end(yard: Yard, after: Version) -> str:
    """Build a cell that never ends: it is named with the limit, its kernel is gone, and the report stands."""
    wait = WAIT.format(note=str(yard.root / "begun"))
    fault = _build_cell(yard, after, wait, "00_want.ipynb, cell 3: did not end within 300 seconds")
    return fault or "".join(f"process {orphan} is left" for orphan in yard.find_orphans())


def interrupt_build(yard: Yard, after: Version) -> str:
    """Press Ctrl-C while a cell runs: the build says a sentence, ends its kernels, and the report stands."""
    note = yard.root / "begun"
    yard.save(after.sources)
    write_notebook(yard.project.notebooks / "00_want.ipynb", "# Want", WAIT.format(note=str(note)))
    before = snapshot(yard.project.root)
    process = yard.start("build", before=HEEDING)
    end = time.monotonic() + AT_MOST
    while not note.exists() and time.monotonic() < end:
        time.sleep(0.1)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=AT_MOST)[1].decode()
    if process.returncode != 130 or time.monotonic() - begun > 30:
        return f"it ends with {process.returncode} after {time.monotonic() - begun:.0f} seconds"
    left = "".join(f"process {orphan} is left" for orphan in yard.find_orphans())
    return left or _expect(yard, said, "Interrupted. Every file is whole", before)


def build_while_the_clock_jumps(yard: Yard, after: Version) -> str:
    """Build while the clock is wrong by other decades each time it is read: the report is right."""
    yard.save(after.sources)
    fault = yard.run("build", "--force", INJECT_CLOCK="5")
    return fault or ("" if snapshot(yard.project.root) == after.made else "the report is wrong")


def _build_cell(yard: Yard, after: Version, cell: str, sentence: str) -> str:
    """Return what is wrong with the build of one more chapter, which cannot be run."""
    yard.save(after.sources)
    write_notebook(yard.project.notebooks / "00_want.ipynb", "# Want", cell)
    before = snapshot(yard.project.root)
    return _expect(yard, yard.run("build"), sentence, before)


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
    "an output that is read-only": build_into_a_folder_that_cannot_be_written,
    "a cell without memory": build_without_memory,
    "a cell without end": build_without_end,
    "Ctrl-C": interrupt_build,
    "a clock that jumps": build_while_the_clock_jumps,
}


def press_builds(folder: Path, only: str = "") -> dict[str, str]:
    """Return what was wrong under each pressure; an empty text: nothing."""
    old, new = prepare_versions(folder / "versions")
    faults = {}
    for place, (name, press) in enumerate(PRESSURES.items()):
        if only in name:
            yard = Yard(folder / str(place))
            yard.save(old.sources)
            faults[name] = yard.run("build") or press(yard, new)
            print(f"{name}: {faults[name] or 'as it must be'}", flush=True)
    return faults


def main() -> int:
    """Build under every pressure, print what was wrong, and write the count into the proofs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="pressures whose name has this text; nothing is recorded then")
    only = parser.parse_args().only
    with tempfile.TemporaryDirectory(prefix="wic-pressures-") as folder:
        faults = press_builds(Path(folder), only)
    if not only:
        held = list(faults.values()).count("")
        record(ATTACK, len(faults), held, "python -m tests.pressures")
    return int(any(faults.values()))


if __name__ == "__main__":
    sys.exit(main())
