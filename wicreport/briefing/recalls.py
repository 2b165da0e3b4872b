"""Chapters of earlier builds that still stand: the same cells, parameters and code, and readings that give the same."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from wicreport.briefing.caches import Cache
from wicreport.briefing.execution import Chapter
from wicreport.briefing.fingerprints import combine, is_code_of_chapters, is_data, name_changes, notebook_part
from wicreport.briefing.plans import Plan
from wicreport.errors import WicReportError

if TYPE_CHECKING:
    from wicreport.findings.studies import Study

__all__ = ["Recall", "keep_chapter", "recall_chapters"]

PURE = frozenset(
    {"__future__", "collections", "decimal", "fractions", "functools", "itertools", "json", "math", "matplotlib"}
    | {"numpy", "pandas", "re", "statistics", "string", "textwrap", "typing", "wicreport"}
)
"""What a notebook may import and be kept: nothing that asks the clock, chance or the network, or reads unseen."""

_SHORT = 32  # digits of a hash in the name of a file
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Recall:
    """A notebook, what was kept of it if that still stands, and otherwise why it has to run."""

    path: Path
    chapter: Chapter | None
    reason: str


def recall_chapters(paths: list[Path], plan: Plan, inputs: Mapping[str, str]) -> list[Recall]:
    """Return for each notebook the chapter kept of an earlier build, or why it has to run.

    Parameters
    ----------
    paths
        The notebooks.
    plan
        The build; a forced one recalls nothing.
    inputs
        The fingerprints of its inputs.
    """
    if plan.is_forced:
        return [Recall(path, None, "asked for by --force") for path in paths]
    open_once = cache(partial(_open_study, plan))
    return [_recall(path, plan, inputs, open_once) for path in paths]


def keep_chapter(chapter: Chapter, plan: Plan, inputs: Mapping[str, str]) -> None:
    """Keep a chapter that was run with some inputs, with what it used; or why it cannot be kept."""
    problem = _find_problem(chapter, plan)
    entry = {"static": _static(chapter.path, inputs), "trace": chapter.trace, "problem": problem}
    entry["data"] = _list_data(inputs)
    kept = None if problem else chapter.notebook  # in the order of its keys, which the report's data keep
    _keep(Cache(plan.cache), chapter.path, inputs, entry | {"notebook": kept})


def _recall(path: Path, plan: Plan, inputs: Mapping[str, str], open_once: Callable[[], Study | None]) -> Recall:
    """Return what is kept of one notebook: as of the same data, or of other data that read the same."""
    kept = Cache(plan.cache)
    exact, alike, any_of_it = _keys(path, inputs)
    entry = _read(kept, exact)
    if entry and not entry["problem"]:
        return Recall(path, _as_chapter(path, entry), "")
    if entry:
        return Recall(path, None, entry["problem"])
    reasons: list[tuple[int, str]] = []
    for key in kept.list_keys(alike):
        other = _read(kept, key)
        if other is None:
            continue
        changed = other["problem"] or _find_change(other, open_once())
        if not changed:
            _keep(kept, path, inputs, other | {"data": _list_data(inputs)})
            return Recall(path, _as_chapter(path, other), "")
        files = _list_changed(other, inputs)
        reasons.append((len(files), changed if other["problem"] else f"{changed}{_tell_files(files)}"))
    nearest = min(reasons, key=lambda reason: reason[0])[1] if reasons else ""
    return Recall(path, None, nearest or _compare_last(kept, any_of_it, _static(path, inputs)))


def _find_change(entry: Mapping[str, Any], study: Study | None) -> str:
    """Return what a chapter read that is not the same now; nothing, if all of it is."""
    from wicreport.findings.traces import describe_reading, repeat_reading

    if study is None:
        return "the documents cannot be read as they are"
    for used in entry["trace"]["studies"]:
        narrowed = study.narrowed(used["editions"])
        for name, given, digest in used["readings"]:
            with suppress(LookupError, AttributeError, WicReportError):  # what is not there any more has changed
                if repeat_reading(narrowed, name, given) == digest:
                    continue
            return f"{describe_reading(name, given)} changed"
    return ""


def _list_changed(entry: Mapping[str, Any], inputs: Mapping[str, str]) -> list[str]:
    """Return the files that are not what they were when a chapter was kept, the documents first."""
    before = entry.get("data")  # what older programs kept has none
    changed = name_changes(before, _list_data(inputs)) if before else []
    return sorted(changed, key=lambda part: not part.startswith("source "))


def _tell_files(files: Sequence[str]) -> str:
    """Return in words which files changed: what a chapter reads otherwise now goes back to some of them."""
    rest = f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
    return f", with {', '.join(files[:_MOST_NAMED])}{rest}" if files else ""


def _open_study(plan: Plan) -> Study | None:
    """Return the study that the plan's notebooks open, or None where it cannot be opened: they will say why."""
    from wicreport.findings.studies import load_study

    try:
        return load_study(plan.project, plan.parameters.get("corpus_dir", ""))
    except (WicReportError, OSError):
        return None


def _compare_last(kept: Cache, any_of_it: str, static: Mapping[str, str]) -> str:
    """Return how a notebook and its code differ from when it was last kept."""
    for key in kept.list_keys(any_of_it):
        entry = _read(kept, key)
        if entry:
            changed = name_changes(entry["static"], static)
            return f"{', '.join(changed)} changed" if changed else "what was kept of it is damaged"
    return "nothing is kept of it"


def _find_problem(chapter: Chapter, plan: Plan) -> str:
    """Return why a chapter cannot be kept: it looked at what its study does not tell of."""
    if chapter.trace is None:
        return "it does not tell what it uses"
    if chapter.trace["strays"]:
        return str(chapter.trace["strays"][0])
    foreign = sorted(set(_list_imports(chapter)) - PURE)
    if foreign:
        return f"it uses {foreign[0]}"
    folder = plan.parameters.get("corpus_dir", "")
    if any(used["corpus_dir"] != folder for used in chapter.trace["studies"]):
        return "it opens other documents than those of the build"
    return ""


def _list_imports(chapter: Chapter) -> Iterator[str]:
    """Yield the libraries that a notebook imports; a cell that is no plain Python counts as one of them."""
    for cell in chapter.notebook.cells:
        if cell.cell_type != "code":
            continue
        try:
            nodes = list(ast.walk(ast.parse(cell.source)))
        except SyntaxError:
            yield "commands of the notebook program"
            continue
        for node in nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield (node.module or "").partition(".")[0]
            elif isinstance(node, ast.Name) and node.id in ("__import__", "eval", "exec", "get_ipython", "id", "hash"):
                yield node.id


def _static(path: Path, inputs: Mapping[str, str]) -> dict[str, str]:
    """Return the parts that decide what a notebook does, besides the data it reads."""
    return {part: inputs[part] for part in inputs if part == notebook_part(path) or is_code_of_chapters(part)}


def _list_data(inputs: Mapping[str, str]) -> dict[str, str]:
    """Return the parts that are read as data."""
    return {part: digest for part, digest in inputs.items() if is_data(part)}


def _keys(path: Path, inputs: Mapping[str, str]) -> tuple[str, str, str]:
    """Return the key of a chapter, and what the keys with other data, and those with other code too, begin with."""
    data = sorted(f"{part}\0{digest}" for part, digest in _list_data(inputs).items())
    static = sorted(f"{part}\0{digest}" for part, digest in _static(path, inputs).items())
    name, code, given = (combine(pieces)[:_SHORT] for pieces in ([path.name], static, data))
    return f"chapters/{name}-{code}-{given}", f"chapters/{name}-{code}-", f"chapters/{name}-"


def _read(kept: Cache, key: str) -> dict[str, Any] | None:
    """Return an entry of the cache, or None."""
    content = kept.find(key)
    return None if content is None else dict(json.loads(content))


def _keep(kept: Cache, path: Path, inputs: Mapping[str, str], entry: Mapping[str, Any]) -> None:
    """Keep an entry as of some inputs."""
    kept.keep(_keys(path, inputs)[0], json.dumps(entry, ensure_ascii=False).encode())


def _as_chapter(path: Path, entry: Mapping[str, Any]) -> Chapter:
    """Return the chapter of an entry."""
    return Chapter(path, nbformat.from_dict(entry["notebook"]), entry["trace"])
