from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.files import list_files

LONGEST = 20.0  # seconds of processor time for one file on a slow machine: the worst takes about a tenth


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return what came of each hostile file, read in one process with little memory."""
    folder = tmp_path_factory.mktemp("hostile")
    names = []
    for name, content, _ in list_files():
        (folder / name).write_bytes(content)
        names.append(name)
    command = [sys.executable, "-W", "error", "-m", "tests.hostile.reading", str(folder), *names]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    found = {row["file"]: row for row in map(json.loads, run.stdout.splitlines())}
    assert list(found) == names, run.stderr[-2000:]
    return found


@pytest.mark.parametrize(("name", "held"), [(name, held) for name, _, held in list_files()])
def test_a_hostile_file_ends_in_its_text_or_a_clear_error_within_bounds(
    name: str, held: str, outcomes: dict[str, dict[str, Any]]
) -> None:
    outcome = outcomes[name]
    assert held in outcome.get("text", outcome.get("error"))
    assert "root:" not in outcome.get("text", "")
    assert outcome["seconds"] < LONGEST
