"""The stamp of the program: all that decides what a document is coded as goes into it."""

from __future__ import annotations

import ast
from importlib import metadata
from pathlib import Path

import pytest

import wicreport
from wicreport.corpus import programs
from wicreport.corpus.programs import RUNS, stamp_program

ROOT = Path(wicreport.__file__).parent


def test_a_run_goes_through_no_module_that_is_not_in_the_stamp() -> None:
    for name in RUNS:
        nodes = ast.walk(ast.parse((ROOT / "briefing" / f"{name}.py").read_text(encoding="utf-8")))
        modules = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
        used = {module.rpartition(".")[2] for module in modules if module.startswith("wicreport.briefing")}
        assert used <= set(RUNS)


def test_every_library_that_reads_or_codes_is_in_the_stamp() -> None:
    names = metadata.packages_distributions()
    standard = {"__future__", "wicreport", "collections"}
    paths = [path for room in ("coding", "corpus") for path in (ROOT / room).rglob("*.py")]
    found = set()
    for node in (node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))):
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {module.partition(".")[0] for module in modules}
    used = {names[module][0].replace("_", "-") for module in found - standard if module in names}
    assert used <= {name.replace("_", "-") for name in programs._LIBRARIES}


@pytest.mark.parametrize("name", ["corpus/bodies.py", "coding/codebook/themes.toml", "briefing/gatherings.py"])
def test_another_byte_gives_another_stamp(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, read = stamp_program(), Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"#" * (path == ROOT / name))
    assert stamp_program() != before


def test_another_version_of_a_library_gives_another_stamp(monkeypatch: pytest.MonkeyPatch) -> None:
    before = stamp_program()
    monkeypatch.setattr(metadata, "version", lambda name: "0")
    assert stamp_program() != before
