"""The file of proofs: what was tried is kept as it was written, and an impossible outcome is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proofs import ATTACKS, PROJECT, record
from wicreport.corpus.proofs import Proof, read_proofs
from wicreport.errors import BuildError


def test_a_run_takes_the_place_of_the_run_before(tmp_path: Path) -> None:
    path = tmp_path / "proofs.json"
    for attack, tried in (("digits", 4), ("names", 2), ("digits", 7)):
        record(attack, tried, tried, "make mutate", path=path)
    assert read_proofs(path) == (Proof("digits", 7, 7, "make mutate"), Proof("names", 2, 2, "make mutate"))
    assert [entry.name for entry in tmp_path.iterdir()] == ["proofs.json"]


def test_each_class_of_attack_has_a_line_of_its_own() -> None:
    lines = PROJECT.proofs.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(read_proofs(PROJECT.proofs)) + 2


def test_each_attack_that_is_a_number_of_tests_has_its_line_and_its_files() -> None:
    assert {attack.name for attack in ATTACKS} <= {proof.attack for proof in read_proofs(PROJECT.proofs)}
    named = [name for attack in ATTACKS for name in attack.tests if not name.startswith("-")]
    assert [name for name in named if not (PROJECT.root / name).exists()] == []


@pytest.mark.parametrize(("tried", "held", "command"), [(2, 3, "make mutate"), (3, -1, "make mutate"), (3, 3, "")])
def test_an_outcome_that_cannot_be_is_refused(tmp_path: Path, tried: int, held: int, command: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        record("digits", tried, held, command, path=tmp_path / "proofs.json")


@pytest.mark.parametrize(
    "text", ["[", '[{"attack": "x", "tried": 1}]', '[{"attempt": "x"}]', '[{"attack": "x", "tried": "1"}]']
)
def test_a_broken_file_of_proofs_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "proofs.json").write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"proofs\.json: the proofs cannot be read"):
        read_proofs(tmp_path / "proofs.json")


def test_every_attack_of_the_project_that_was_tried_held() -> None:
    assert [proof.attack for proof in read_proofs(PROJECT.proofs) if proof.held < proof.tried] == []
