"""Fuzz every parser for a number of runs, keep what breaks one, and write down what came of it.

``python -m tests.fuzzing [RUNS]`` fuzzes all targets, each in a process of its own; with a target's name after the
number it is that process.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.proofs import record

RUNS = 5000  # of each target
FOUND = Path(__file__).parent / "found"


def fuzz_all(runs: int) -> int:
    """Fuzz all targets and return how many broke."""
    from tests.fuzzing.targets import TARGETS

    if not find_spec("atheris"):
        print("Not tested: this needs `pip install atheris`.", file=sys.stderr)  # noqa: T201  a command, run by hand
        return 1
    broken = []
    for name in TARGETS:
        command = [sys.executable, "-m", "tests.fuzzing", str(runs), name]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        said = "held" if run.returncode == 0 else "\n".join(run.stderr.splitlines()[-25:])
        print(f"{name}: {said}", flush=True)  # noqa: T201  a command, run by hand
        broken += [name] if run.returncode else []
    held = (len(TARGETS) - len(broken)) * runs
    record("Fuzzed inputs of the parsers", len(TARGETS) * runs, held, f"python -m tests.fuzzing {runs}")
    return len(broken)


def fuzz_target(name: str, runs: int) -> None:
    """Fuzz one target, from a fixed seed; an input that breaks it is left among those found."""
    import atheris

    with atheris.instrument_imports(include=["wicreport"]):
        from tests.fuzzing.targets import list_seeds, try_input
    corpus = Path(tempfile.mkdtemp())
    (FOUND / name).mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(
        [*list_seeds(name), *(path.read_bytes() for path in sorted((FOUND / name).iterdir()))]
    ):
        (corpus / str(number)).write_bytes(seed)
    limits = [f"-runs={runs}", "-seed=1", "-max_len=4000", "-timeout=30", "-rss_limit_mb=2000"]
    atheris.Setup(
        [sys.argv[0], *limits, f"-artifact_prefix={FOUND / name}/", str(corpus)], lambda data: try_input(name, data)
    )
    try:
        atheris.Fuzz()
    finally:
        shutil.rmtree(corpus, ignore_errors=True)


if __name__ == "__main__":
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    if len(sys.argv) > 2:
        fuzz_target(sys.argv[2], runs)
    else:
        sys.exit(min(fuzz_all(runs), 1))
