"""A build: from the notebooks to finished files, swapped in whole; how a format looks is the exporters' work."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from wicreport.briefing.assembly import Assembly, assemble_briefing, assemble_chapter
from wicreport.briefing.docx import export_docx
from wicreport.briefing.execution import Chapter, execute_chapters, find_notebooks
from wicreport.briefing.fronts import Front, read_title
from wicreport.briefing.html import export_html
from wicreport.briefing.stamps import stamp_inputs
from wicreport.briefing.tables import format_csv
from wicreport.briefing.typst import draw_cover, export_pdf
from wicreport.corpus.anchors import Anchor, anchors_as_json
from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.corrections import find_corrections
from wicreport.corpus.projects import Project
from wicreport.errors import BuildError, OutputError
from wicreport.findings.display import MIME

__all__ = ["FORMATS", "Plan", "build_briefing", "compare_build"]

FORMATS = ("html", "pdf", "docx")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build: the project, what is changed from its defaults, and where to."""

    project: Project
    output: Path
    corpus: Path | None = None
    editions: tuple[int, ...] = ()
    formats: tuple[str, ...] = ("html", "pdf")
    jobs: int = 2

    @property
    def parameters(self) -> dict[str, Any]:
        """Return what papermill changes in every notebook."""
        chosen = {"editions": list(self.editions)} if self.editions else {}
        if self.corpus is None or self.corpus.resolve() == self.project.seeds.resolve():
            return chosen
        return chosen | {"corpus_dir": str(self.corpus.resolve())}

    @property
    def refreshes_notebooks(self) -> bool:
        """Return whether the outputs of the project's own notebooks are what this plan gives."""
        return not self.parameters and self.output.resolve() == self.project.reports.resolve()


def build_briefing(plan: Plan, on_step: Callable[[str], None] = lambda step: None) -> list[Path]:
    """Make the briefing and return the paths of its files.

    Everything is made in a folder beside the output and swapped in whole, so that a build that fails or is interrupted
    leaves the previous report as it was. The project's own report also refreshes the notebooks' outputs and the
    anchors.

    Raises
    ------
    WicReportError
        If anything is wrong with the material: nothing is written then.
    """
    with _scratch_folder(plan.output) as scratch:
        chapters, assembly = _run_chapters(plan, on_step)
        for name, content in render_files(assembly, plan, on_step):
            path = scratch / "new" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _swap_in(scratch, plan.output)
    if plan.refreshes_notebooks:
        for path, text in _notebook_texts(plan.project, chapters, assembly):
            _replace_file(path, text)
    return sorted(path for path in plan.output.rglob("*") if path.is_file())


def compare_build(plan: Plan, on_step: Callable[[str], None] = lambda step: None) -> list[str]:
    """Build without writing, and return what of the committed notebooks and reports is not what the build gives.

    The committed files are made from the project's own documents: with others, only the build itself is proof.
    """
    chapters, assembly = _run_chapters(plan, on_step)
    if not plan.refreshes_notebooks:
        return []
    expected = {plan.output / name: content for name, content in render_files(assembly, plan, on_step)}
    expected |= {path: text.encode() for path, text in _notebook_texts(plan.project, chapters, assembly)}
    stale = [path for path, content in expected.items() if not path.exists() or path.read_bytes() != content]
    strays = [path for path in plan.output.rglob("*") if path.is_file() and path not in expected]
    root = plan.project.root
    return [f"{path.relative_to(root)}: not what the sources give today" for path in sorted(stale)] + [
        f"{path.relative_to(root)}: not made by the build" for path in sorted(strays)
    ]


def render_files(assembly: Assembly, plan: Plan, on_step: Callable[[str], None]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every file of the report."""
    as_of = str(assembly.corpus["as_of"])
    makers: dict[str, dict[str, Callable[[], bytes]]] = {
        "html": {"briefing.html": lambda: export_html(assembly.notebook).encode()},
        "pdf": {
            "briefing.pdf": lambda: export_pdf(assembly.notebook, as_of=as_of),
            "first-page.png": lambda: draw_cover(assembly.notebook, as_of=as_of),
        },
        "docx": {"briefing.docx": lambda: export_docx(assembly.notebook, as_of=as_of)},
    }
    for chosen in plan.formats:
        for name, make in makers[chosen].items():
            yield name, make()
            on_step(name)
    yield "briefing.json", _as_json(assembly)
    for exhibit in assembly.exhibits:
        yield f"data/{exhibit['id']}.csv", format_csv(exhibit["columns"], exhibit["rows"]).encode()


def _run_chapters(plan: Plan, on_step: Callable[[str], None]) -> tuple[list[Chapter], Assembly]:
    """Return the executed chapters and what they make together."""
    folder = plan.corpus or plan.project.seeds
    read_corpus(folder)  # before any kernel starts: a broken corpus is told once, by its own file
    paths = find_notebooks(plan.project)
    chapters = execute_chapters(paths, plan.parameters, jobs=plan.jobs, on_done=lambda path: on_step(path.name))
    title = plan.project.notebooks / "briefing.toml"
    if not title.exists():
        raise BuildError("there is no briefing.toml", where=str(title.parent), remedy="It holds title and question.")
    corpus = _corpus_record(chapters)
    more = [folder / "sources.toml", *find_corrections(folder), title, plan.project.previous]
    parameters = {"editions": list(plan.editions)} if plan.editions else {}
    front = Front(
        **read_title(title.read_text(encoding="utf-8"), title.name),
        stamp=stamp_inputs(corpus, paths, parameters, more),
        previous=_read_previous(plan.project.previous),
        is_whole=not plan.parameters,
    )
    assembly = assemble_briefing(chapters, front)
    for item in assembly.left_out:
        on_step(f"left out: {item['id']} ({item['reason']})")
    return chapters, assembly


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
    yield project.anchors, anchors_as_json(Anchor(**item["pin"]) for item in evidence if item["pin"])


def _as_json(assembly: Assembly) -> bytes:
    """Return all findings with their evidence as W3C annotation targets."""
    content = {
        "stamp": _stamp_of(assembly),
        "as_of": assembly.corpus["as_of"],
        "sources": assembly.corpus["sources"],
        "findings": [_with_targets(record) for record in assembly.findings],
        "disagreements": [_with_targets(record) for record in assembly.disagreements],
        "left_out": list(assembly.left_out),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _stamp_of(assembly: Assembly) -> str:
    """Return the stamp that the masthead shows."""
    return str(assembly.notebook.cells[0].outputs[0].data[MIME]["stamp"])


def _with_targets(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record whose evidence is given as annotations of the W3C model."""
    keys = [key for key in ("evidence", "alternative_evidence", "contradicting") if key in record]
    return {**record, **{key: [_as_annotation(item) for item in record[key]] for key in keys}}


def _as_annotation(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return one piece of evidence as a W3C annotation."""
    names = ("source_id", "start", "end", "exact", "prefix", "suffix", "sha256")
    anchor = Anchor(**{name: item[name] for name in names})
    plain = {name: item[name] for name in ("passage_id", "family", "also_in", "status")}
    return {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "target": anchor.as_target(), **plain}


@contextmanager
def _scratch_folder(output: Path) -> Iterator[Path]:
    """Give a folder beside the output, on the same disk, that is gone afterwards."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        if output.exists() and any(output.iterdir()) and not (output / "briefing.json").exists():
            raise FileExistsError("it holds other files, and a report takes the whole folder")
        if output.exists() and not os.access(output, os.W_OK):
            raise PermissionError(f"no permission to write: {output}")
        folder = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    except OSError as error:
        raise OutputError(
            f"the output cannot be written ({error.strerror or error})",
            where=str(output),
            remedy="Choose another `--output`.",
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _swap_in(scratch: Path, output: Path) -> None:
    """Put the new report in the place of the old one, by renaming."""
    (scratch / "new").chmod(0o755)
    if output.exists():
        output.rename(scratch / "old")
    try:
        (scratch / "new").rename(output)
    except BaseException:
        if (scratch / "old").exists():
            (scratch / "old").rename(output)
        raise


def _replace_file(path: Path, text: str) -> None:
    """Write a file whole or not at all; a file that is right already is left alone."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
