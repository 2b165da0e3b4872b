"""What the last build of a plan was made from and what it wrote, so that one with nothing to do can say so at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wicreport.briefing.caches import Cache
from wicreport.briefing.fingerprints import combine, hash_file
from wicreport.briefing.plans import Plan
from wicreport.briefing.swaps import place_scratch

__all__ = ["State", "find_current", "list_outputs", "read_state", "write_state"]


@dataclass(frozen=True, slots=True)
class State:
    """The fingerprints of a build's inputs, and the hashes of the files it left, by path."""

    inputs: Mapping[str, str]
    outputs: Mapping[str, str]


def find_current(plan: Plan, inputs: Mapping[str, str]) -> list[Path] | None:
    """Return the files of the report if they are what a build would give now, or None.

    Nothing but hashes is compared: a report or a notebook that was touched, deleted or added to is not current. Nor is
    one beside which another build works, or was killed.
    """
    if place_scratch(plan.output).exists():
        return None
    state = read_state(plan)
    if plan.is_forced or state is None or dict(state.inputs) != dict(inputs):
        return None
    found = list_outputs(plan)
    if {str(path): hash_file(path) for path in found} != dict(state.outputs):
        return None
    return [path for path in found if path.is_relative_to(plan.output)]


def read_state(plan: Plan) -> State | None:
    """Return what the last build of a plan left, or None."""
    content = Cache(plan.cache).find(_key(plan))
    return None if content is None else State(**json.loads(content))


def write_state(plan: Plan, inputs: Mapping[str, str]) -> None:
    """Keep what a build was made from, with the files that it left."""
    outputs = {str(path): hash_file(path) for path in list_outputs(plan)}
    content = json.dumps({"inputs": dict(inputs), "outputs": outputs}, indent=0, sort_keys=True)
    Cache(plan.cache).keep(_key(plan), content.encode())


def list_outputs(plan: Plan) -> list[Path]:
    """Return the files that a build of the plan answers for: the report, and the notebooks if it refreshes them."""
    report = sorted(path for path in plan.output.rglob("*") if path.is_file())
    more: Iterable[Path] = ()
    if plan.refreshes_notebooks:
        more = (*sorted(plan.project.notebooks.glob("*.ipynb")), plan.project.anchors)
    return [*report, *more]


def _key(plan: Plan) -> str:
    """Return the key of a plan: two that differ in anything but speed have states of their own."""
    asked = (str(plan.folder.resolve()), str(plan.output.resolve()), *map(str, plan.editions), "", *plan.formats)
    return f"plans/{combine([*asked, str(plan.keeps_notebooks)])}.json"
