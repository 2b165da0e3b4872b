"""The files of a report: each format made anew only where its document, its templates or its code changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from nbformat import NotebookNode

from wicreport.briefing.assembly import Assembly
from wicreport.briefing.caches import Cache
from wicreport.briefing.fingerprints import combine, is_used_by
from wicreport.briefing.plans import Plan
from wicreport.briefing.steps import Show, Step
from wicreport.briefing.tables import format_csv
from wicreport.corpus.anchors import Anchor
from wicreport.findings.display import MIME

__all__ = ["find_stale", "load_formats", "render_files"]

FILES = {"html": ("briefing.html",), "pdf": ("briefing.pdf", "first-page.png"), "docx": ("briefing.docx",)}
"""The files of each format."""

Files = dict[str, bytes]


def render_files(assembly: Assembly, plan: Plan, inputs: Mapping[str, str], show: Show) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every file of the report, a format as soon as it is there.

    What has to be made is made side by side: pandoc and Typst leave the interpreter free for the page.
    """
    as_of = str(assembly.corpus["as_of"])
    with ThreadPoolExecutor(len(FILES)) as pool:
        waiting: dict[str, Future[Files]] = {}
        for form in plan.formats:
            kept = None if plan.is_forced else _find(form, assembly, plan, inputs)
            if kept is None:
                waiting[form] = pool.submit(_make, form, assembly.notebook, as_of, show)
            else:
                show(Step(FILES[form][0], "kept"))
                yield from kept.items()
        yield "briefing.json", _as_json(assembly)
        for exhibit in assembly.exhibits:
            yield f"data/{exhibit['id']}.csv", format_csv(exhibit["columns"], exhibit["rows"]).encode()
        for form, future in waiting.items():
            made = future.result()
            for name, content in made.items():
                Cache(plan.cache).keep(_key(form, name, assembly, inputs), content)
            yield from made.items()


def find_stale(assembly: Assembly, plan: Plan, inputs: Mapping[str, str]) -> list[str]:
    """Return the formats that would have to be made anew."""
    return [form for form in plan.formats if plan.is_forced or _find(form, assembly, plan, inputs) is None]


def load_formats(formats: Sequence[str]) -> None:
    """Load what some formats are made with, while others work."""
    for form in formats:
        _MAKERS[form](None, "")


def _make(form: str, notebook: NotebookNode, as_of: str, show: Show) -> Files:
    """Return the files of one format."""
    name = FILES[form][0]
    show(Step(name, "begun"))
    made = _MAKERS[form](notebook, as_of)
    show(Step(name, "done"))
    return made


def _make_html(notebook: NotebookNode | None, as_of: str) -> Files:
    from wicreport.briefing.html import export_html

    return {} if notebook is None else {"briefing.html": export_html(notebook).encode()}


def _make_pdf(notebook: NotebookNode | None, as_of: str) -> Files:
    from wicreport.briefing.typst import draw_cover, export_pdf

    if notebook is None:
        return {}
    pdf = export_pdf(notebook, as_of=as_of)
    return {"briefing.pdf": pdf, "first-page.png": draw_cover(pdf)}


def _make_docx(notebook: NotebookNode | None, as_of: str) -> Files:
    from wicreport.briefing.docx import export_docx

    return {} if notebook is None else {"briefing.docx": export_docx(notebook, as_of=as_of)}


_MAKERS: dict[str, Callable[[NotebookNode | None, str], Files]] = {
    "html": _make_html, "pdf": _make_pdf, "docx": _make_docx
}  # fmt: skip


def _find(form: str, assembly: Assembly, plan: Plan, inputs: Mapping[str, str]) -> Files | None:
    """Return the files of a format as an earlier build made them of the same document, or None."""
    found = {name: Cache(plan.cache).find(_key(form, name, assembly, inputs)) for name in FILES[form]}
    files = {name: content for name, content in found.items() if content is not None}
    return files if len(files) == len(found) else None


def _key(form: str, name: str, assembly: Assembly, inputs: Mapping[str, str]) -> str:
    """Return the key of one file: the document, its date, and what decides how it looks."""
    look = sorted(f"{part}\0{digest}" for part, digest in inputs.items() if is_used_by(part, form))
    document = json.dumps(assembly.notebook, sort_keys=True)
    return f"reports/{combine([name, document, str(assembly.corpus['as_of']), *look])}"


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
