"""A build: from the notebooks to finished files, swapped in whole; how a format looks is the exporters' work."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import nbformat

from wicreport.briefing.assembly import Assembly, assemble_briefing, assemble_chapter
from wicreport.briefing.caches import Cache
from wicreport.briefing.execution import Chapter, execute_chapters, find_notebooks
from wicreport.briefing.fingerprints import fingerprint_inputs, is_loaded, name_changes, notebook_part
from wicreport.briefing.fronts import Front, read_title
from wicreport.briefing.plans import Plan
from wicreport.briefing.recalls import keep_chapter, recall_chapters
from wicreport.briefing.reports import load_formats, render_files
from wicreport.briefing.stamps import stamp_inputs
from wicreport.briefing.states import write_state
from wicreport.briefing.steps import Show, Step
from wicreport.briefing.swaps import scratch_folder, swap_in
from wicreport.corpus.anchors import Anchor, anchors_as_json
from wicreport.corpus.corrections import find_corrections
from wicreport.corpus.projects import Project
from wicreport.corpus.replacements import drop_partials, replace_file
from wicreport.errors import BuildError, WicReportError

__all__ = ["build_briefing", "check_corpus", "compare_build", "compose_briefing", "draft_briefing"]

Inputs = Mapping[str, str]

_FIRST = 3
_OF_STUDIES = ("CatalogueError: ", "CodebookError: ", "ParameterError: parameter editions")
_SOURCE_BEFORE = re.compile(r"^\S+: ")


def build_briefing(plan: Plan, show: Show = lambda step: None) -> list[Path]:
    """Make the briefing and return the paths of its files.

    Everything is made in a folder beside the output and swapped in whole, so that a build that fails or is interrupted
    leaves the previous report as it was. The project's own report also refreshes the notebooks' outputs and the
    anchors. Chapters and formats that an earlier build made of the same are taken from it.

    Raises
    ------
    WicReportError
        If anything is wrong with the material: nothing is written then.
    """
    waiting = Step(plan.output.name, "note", "another build is writing there: this one waits for it")
    with scratch_folder(plan.output, lambda: show(waiting)) as scratch:
        inputs = fingerprint_inputs(plan)
        chapters, assembly = _run_chapters(plan, inputs, show)
        for name, content in render_files(assembly, plan, inputs, show):
            path = scratch / "new" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        swap_in(scratch, plan.output)
        changed = name_changes(inputs, fingerprint_inputs(plan))
        if plan.refreshes_notebooks:
            _refresh_notebooks(plan, chapters, assembly, changed)
    if changed:
        show(Step(", ".join(changed), "note", "changed while the build ran: build again"))
    elif is_loaded(inputs):
        write_state(plan, inputs)
    Cache(plan.cache).prune()
    return sorted(path for path in plan.output.rglob("*") if path.is_file())


def draft_briefing(plan: Plan, inputs: Inputs, show: Show = lambda step: None) -> dict[str, bytes]:
    """Return the files of the report by name; nothing is written but what is kept for later builds.

    Parameters
    ----------
    plan
        What to build.
    inputs
        The fingerprints of what it is made from.
    show
        Called with what is being done.
    """
    _, assembly = _run_chapters(plan, inputs, show)
    return dict(render_files(assembly, plan, inputs, show))


def compare_build(plan: Plan, show: Show = lambda step: None) -> list[str]:
    """Build without writing, and return what of the committed notebooks and reports is not what the build gives.

    The committed files are made from the project's own documents: with others, only the build itself is proof. That
    proof takes nothing from earlier builds.
    """
    plan, inputs = replace(plan, is_forced=True), fingerprint_inputs(plan)
    chapters, assembly = _run_chapters(plan, inputs, show)
    if not plan.refreshes_notebooks:
        return []
    expected = {plan.output / name: content for name, content in render_files(assembly, plan, inputs, show)}
    expected |= {path: text.encode() for path, text in _notebook_texts(plan.project, chapters, assembly)}
    stale = [path for path, content in expected.items() if not path.exists() or path.read_bytes() != content]
    strays = [path for path in plan.output.rglob("*") if path.is_file() and path not in expected]
    root = plan.project.root
    return [f"{path.relative_to(root)}: not what the sources give today" for path in sorted(stale)] + [
        f"{path.relative_to(root)}: not made by the build" for path in sorted(strays)
    ]


def compose_briefing(plan: Plan, chapters: Sequence[Chapter]) -> Assembly:
    """Return what executed chapters make together, with front matter and appendices.

    Raises
    ------
    BuildError
        If the project has no title, or its previous edition cannot be read.
    FindingError
        If the chapters do not make a briefing.
    """
    title = plan.project.notebooks / "briefing.toml"
    if not title.exists():
        raise BuildError("there is no briefing.toml", where=str(title.parent), remedy="It holds title and question.")
    more = [plan.folder / "sources.toml", *find_corrections(plan.folder), title, plan.project.previous]
    more += [plan.project.proofs, plan.project.rates]
    parameters = {"editions": list(plan.editions)} if plan.editions else {}
    front = Front(
        **read_title(title.read_text(encoding="utf-8"), title.name),
        stamp=stamp_inputs(_corpus_record(chapters), [chapter.path for chapter in chapters], parameters, more),
        previous=_read_previous(plan.project.previous),
        is_whole=not plan.parameters,
    )
    return assemble_briefing(chapters, front)


def _run_chapters(plan: Plan, inputs: Inputs, show: Show) -> tuple[list[Chapter], Assembly]:
    """Return the executed chapters and what they make together."""
    recalled = recall_chapters(find_notebooks(plan.project), plan, inputs)
    found = {recall.path: recall.chapter for recall in recalled if recall.chapter}
    for path in found:
        show(Step(path.name, "kept"))
    asked = [recall.path for recall in recalled if not recall.chapter]
    if not found:
        check_corpus(plan)
    if asked:
        Thread(target=load_formats, args=[plan.formats], daemon=True).start()

    def begin(path: Path) -> None:
        show(Step(path.name, "begun"))

    def end(chapter: Chapter) -> None:
        show(Step(chapter.path.name, "done"))
        if is_loaded(inputs) and fingerprint_inputs(plan) == inputs:
            keep_chapter(chapter, plan, inputs)

    try:
        made = execute_chapters(asked, plan.parameters, jobs=plan.jobs, on_start=begin, on_done=end)
    except WicReportError as error:
        if any(fault.what.startswith(_OF_STUDIES) for fault in error.faults):
            _open_study(plan)
        raise
    found |= {chapter.path: chapter for chapter in made}
    chapters = [found[recall.path] for recall in recalled]
    assembly = compose_briefing(plan, chapters)
    for note in _tell_left_out(assembly.left_out):
        show(Step("left out", "note", note))
    return chapters, assembly


def _tell_left_out(items: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield how much was left out, and the first of it for each reason, the most frequent first."""
    by_reason: dict[str, list[str]] = {}
    for item in items:
        by_reason.setdefault(_SOURCE_BEFORE.sub("", item["reason"]), []).append(item["id"])
    if items:
        yield f"{len(items)} of the findings, figures and tables; the report lists them all at its end"
    for reason, ids in sorted(by_reason.items(), key=lambda found: -len(found[1])):
        rest = f" and {len(ids) - _FIRST} more" if len(ids) > _FIRST else ""
        yield f"{len(ids)}, since {reason}: {', '.join(ids[:_FIRST])}{rest}"


def check_corpus(plan: Plan) -> None:
    """Read the documents before any kernel starts: a broken corpus is told once, by its own file.

    Raises
    ------
    WicReportError
        If catalogue, corrections and documents do not agree, or a document cannot be read.
    """
    from wicreport.corpus.catalogue import read_corpus
    from wicreport.corpus.snapshots import is_snapshot, read_snapshot

    read_snapshot(plan.folder) if is_snapshot(plan.folder) else read_corpus(plan.folder)


def _open_study(plan: Plan) -> None:
    """Open the study as the notebooks do, so that a fault they all met in it is told once, by what it is in.

    Raises
    ------
    WicReportError
        If the codebook cannot be read, a correction no longer matches, or no document speaks of a chosen edition.
    """
    from wicreport.findings.parameters import check_editions
    from wicreport.findings.studies import load_study

    check_editions({"--edition": plan.editions}, load_study(plan.project, str(plan.folder)).years)


def _read_previous(path: Path) -> dict[str, Any] | None:
    """Return the findings of the last published edition, or None if there is none."""
    if not path.exists():
        return None
    try:
        previous = json.loads(path.read_text(encoding="utf-8"))
        return {name: previous[name] for name in ("as_of", "findings")}
    except (ValueError, KeyError, TypeError) as error:
        raise BuildError(
            f"cannot be read ({error!r})", where=path.name, remedy="Copy the briefing.json of that edition here."
        ) from error


def _corpus_record(chapters: Sequence[Chapter]) -> Mapping[str, Any]:
    """Return what the first chapter says of the corpus."""
    return assemble_chapter(chapters[0]).corpus


def _refresh_notebooks(plan: Plan, chapters: Sequence[Chapter], assembly: Assembly, changed: Sequence[str]) -> None:
    """Write the notebooks and the anchors, but for those that were saved while the build ran."""
    drop_partials(plan.project.notebooks)
    for path, text in _notebook_texts(plan.project, chapters, assembly):
        if ("anchors" if path == plan.project.anchors else notebook_part(path)) not in changed:
            replace_file(path, text.encode())


def _notebook_texts(project: Project, chapters: Sequence[Chapter], assembly: Assembly) -> Iterator[tuple[Path, str]]:
    """Yield the executed notebooks and the anchors, as they stand in the project."""
    for chapter in chapters:
        yield chapter.path, nbformat.writes(chapter.notebook) + "\n"
    evidence = [
        item
        for record in (*assembly.findings, *assembly.disagreements)
        for key in ("evidence", "alternative_evidence", "contradicting")
        for item in record.get(key, ())
    ]
    pins = [item["pin"] for item in evidence if item["pin"]]
    pins += [pin for exhibit in assembly.exhibits for pin in exhibit["pins"]]
    yield project.anchors, anchors_as_json(Anchor(**{**pin, "reading": tuple(pin["reading"])}) for pin in pins)
