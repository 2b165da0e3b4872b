from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzzing.targets import TARGETS, list_seeds, try_input

FOUND = sorted(path for path in (Path(__file__).parent / "found").rglob("*") if path.is_file())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name[-12:]}")
def test_an_input_that_once_broke_a_parser_ends_in_a_result_or_a_clear_error(path: Path) -> None:
    try_input(path.parent.name, path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_what_fuzzing_begins_with_is_read(name: str) -> None:
    for seed in list_seeds(name):
        try_input(name, seed)
        try_input(name, seed[: len(seed) // 2])
        try_input(name, seed[::-1])
