"""What a build would do, and why; nothing is run and nothing is written."""

from __future__ import annotations

from pathlib import Path

from wicreport.briefing.builds import check_corpus, compose_briefing
from wicreport.briefing.execution import find_notebooks
from wicreport.briefing.fingerprints import fingerprint_inputs, hash_file, is_used_by, name_changes
from wicreport.briefing.plans import Plan
from wicreport.briefing.recalls import recall_chapters
from wicreport.briefing.reports import FILES, find_stale
from wicreport.briefing.states import State, find_current, list_outputs, read_state

__all__ = ["explain_build"]


def explain_build(plan: Plan) -> list[str]:
    """Return a line for each chapter and each format: what will be done about it, and why.

    Where nothing has to run, a line more for each file that is not as the last build left it, and will be.

    Raises
    ------
    WicReportError
        If a build would stop before any chapter runs: the documents cannot be read as they are, or the kept chapters
        do not make a briefing any more.
    """
    inputs = fingerprint_inputs(plan)
    if find_current(plan, inputs) is not None:
        return ["Nothing changed: nothing will run."]
    recalled = recall_chapters(find_notebooks(plan.project), plan, inputs)
    lines = [f"{r.path.name}: " + (f"will run: {r.reason}" if r.reason else "kept") for r in recalled]
    n_running = sum(recall.chapter is None for recall in recalled)
    if n_running:
        check_corpus(plan)
        return lines + [f"{FILES[form][0]}: will be made if its chapters give anything else" for form in plan.formats]
    assembly = compose_briefing(plan, [recall.chapter for recall in recalled if recall.chapter])
    stale = find_stale(assembly, plan, inputs)
    state = read_state(plan)
    changed = name_changes(state.inputs, inputs) if state else []
    for form in plan.formats:
        looks = [part for part in changed if is_used_by(part, form)]
        why = ", ".join(looks or changed) + " changed" if changed else "nothing is kept of it"
        lines.append(f"{FILES[form][0]}: " + (f"will be made: {why}" if form in stale else "kept"))
    return lines + (_list_spoilt(plan, state) if state else [])


def _list_spoilt(plan: Plan, state: State) -> list[str]:
    """Return a line for each file that was changed, deleted or added since the last build."""
    root, found = plan.project.root, {str(path): hash_file(path) for path in list_outputs(plan)}
    lines = []
    for path in map(Path, name_changes(state.outputs, found)):
        what = "was added since the last build: will be taken out"
        if str(path) in state.outputs:
            is_there = str(path) in found
            what = f"{'was changed' if is_there else 'is gone'} since the last build: will be written again"
        lines.append(f"{path.relative_to(root) if path.is_relative_to(root) else path}: {what}")
    return lines
