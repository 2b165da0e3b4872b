"""Writes down what an attack on the project gave; every run that proves something ends with `record`."""

from __future__ import annotations

from pathlib import Path

from wicreport.corpus.projects import Project
from wicreport.corpus.proofs import Proof, proofs_as_json, read_proofs

PROJECT = Project(Path(__file__).resolve().parents[1])


def record(attack: str, tried: int, held: int, command: str, *, path: Path = PROJECT.proofs) -> None:
    """Write the outcome of one class of attack into the file of proofs, in its place or at the end."""
    proof, proofs = Proof(attack, tried, held, command), list(read_proofs(path))
    known = [entry.attack for entry in proofs]
    if attack in known:
        proofs[known.index(attack)] = proof
    else:
        proofs.append(proof)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(proofs_as_json(proofs), encoding="utf-8")
    partial.replace(path)
