"""Mutants of what a build wrote: pins, outputs of notebooks, files of the report, proofs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

import nbformat

from tests.mutations.places import Ground
from tests.mutations.reactions import Mutant
from wicreport.corpus.projects import Project


def mutate_reports(ground: Ground) -> Iterator[Mutant]:
    """Yield the mutants of pins, notebooks and reports."""
    root = ground.project.root
    for path in sorted(path for path in ground.project.reports.rglob("*") if path.is_file()):
        name = str(path.relative_to(root))
        yield Mutant("a byte of a committed report", name, partial(_flip_byte, name), [name])
        yield Mutant("a committed report taken out", name, partial(_remove, name), [name])
    yield Mutant("a file put among the reports", "notes.txt", partial(_put, "reports/notes.txt"), ["reports/notes.txt"])
    for path in ground.notebooks():
        name = str(path.relative_to(root))
        yield Mutant("an output of a notebook", name, partial(_touch_output, path.name), [name])
    for number, place in enumerate(ground.places):
        if number % 6 == 0:
            change = partial(_touch_pin, number, "exact")
            yield Mutant("the words of a pin", place.name, change, ["notebooks/anchors.json"])
        key = "prefix" if place.left < place.start else "suffix"
        names = [*(f"finding {name}" for name in place.cited_by), ("table row", place.source_id)]
        yield Mutant("the sentence of a pin", place.name, partial(_touch_pin, number, key), names)
    yield Mutant("a number of the proofs", "proofs.json", _touch_proof, facts=["exhibit tab-proof"])


def _flip_byte(name: str, project: Project) -> None:
    path = project.root / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def _remove(name: str, project: Project) -> None:
    (project.root / name).unlink()


def _put(name: str, project: Project) -> None:
    (project.root / name).write_text("Not ours.\n", encoding="utf-8")


def _touch_output(name: str, project: Project) -> None:
    path = project.notebooks / name
    notebook = nbformat.read(path, as_version=4)
    output = next(output for cell in notebook.cells for output in cell.get("outputs", ()))
    output["data"]["text/plain"] = "Something else"
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


def _touch_pin(number: int, key: str, project: Project) -> None:
    targets = json.loads(project.anchors.read_text(encoding="utf-8"))
    quote = targets[number]["selector"][0]
    quote[key] = f"{quote[key][:-1]}§" if key == "suffix" else f"§{quote[key][1:]}"  # no cited words have that sign
    project.anchors.write_text(json.dumps(targets, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _touch_proof(project: Project) -> None:
    rows = json.loads(project.proofs.read_text(encoding="utf-8"))
    rows[0] |= {"tried": 999, "held": 999, "command": "make mutate"}
    project.proofs.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
