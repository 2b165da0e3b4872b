"""What a build would do, and why; nothing is run and nothing is written."""

from __future__ import annotations

from wicreport.briefing.builds import compose_briefing
from wicreport.briefing.execution import find_notebooks
from wicreport.briefing.fingerprints import fingerprint_inputs, is_used_by, name_changes
from wicreport.briefing.plans import Plan
from wicreport.briefing.recalls import recall_chapters
from wicreport.briefing.reports import FILES, find_stale
from wicreport.briefing.states import find_current, read_state

__all__ = ["explain_build"]


def explain_build(plan: Plan) -> list[str]:
    """Return a line for each chapter and each format: what will be done about it, and why.

    Raises
    ------
    WicReportError
        If the kept chapters do not make a briefing any more.
    """
    inputs = fingerprint_inputs(plan)
    if find_current(plan, inputs) is not None:
        return ["Nothing changed: nothing will run."]
    recalled = recall_chapters(find_notebooks(plan.project), plan, inputs)
    lines = [f"{r.path.name}: " + (f"will run: {r.reason}" if r.reason else "kept") for r in recalled]
    n_running = sum(recall.chapter is None for recall in recalled)
    if n_running:
        return lines + [f"{FILES[form][0]}: will be made if its chapters give anything else" for form in plan.formats]
    assembly = compose_briefing(plan, [recall.chapter for recall in recalled if recall.chapter])
    stale = find_stale(assembly, plan, inputs)
    state = read_state(plan)
    changed = name_changes(state.inputs, inputs) if state else []
    for form in plan.formats:
        looks = [part for part in changed if is_used_by(part, form)]
        why = ", ".join(looks or changed) + " changed" if changed else "nothing is kept of it"
        lines.append(f"{FILES[form][0]}: " + (f"will be made: {why}" if form in stale else "kept"))
    return lines
