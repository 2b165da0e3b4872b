"""The briefing as one web page that needs no network and reads without a script; templates decide what is on it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from wicreport.briefing.assembly import assemble_chapter
from wicreport.briefing.bibliographies import format_bibtex, format_reference
from wicreport.briefing.documents import Document, read_document
from wicreport.briefing.drawings import place_drawing
from wicreport.briefing.execution import Chapter
from wicreport.briefing.fonts import embed_faces
from wicreport.briefing.labels import load_labels
from wicreport.briefing.palettes import darken_colour, list_colours
from wicreport.briefing.prose import mark_languages, render_prose
from wicreport.briefing.tables import format_csv
from wicreport.briefing.wordings import list_wordings
from wicreport.errors import BuildError
from wicreport.findings.wordings import LIKELIHOODS

__all__ = ["BriefingExporter", "export_html"]

SCRIPTS = ("clipboard", "contents", "cards", "searches", "downloads")
"""The scripts of the page, in the order they run."""

_STYLE = "/* the style sheet, once the characters of the page are known */"


class _KeptTemplates(jinja2.BytecodeCache):
    """Templates as they were compiled for an earlier page of this process; one whose text changed is not among them."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill a template's bucket; it takes nothing that was made of another text."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep what a template was compiled to."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_KEPT = _KeptTemplates()


class BriefingExporter(TemplateExporter):
    """Export an assembled notebook as the briefing's web page; everything a template is given is escaped."""

    export_from_notebook = "WIC briefing"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        return True  # once, and not after each step that changes nothing

    @default("template_name")
    def _template_name_default(self) -> str:
        return "wicreport"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(resources.files(__package__) / "templates")]

    def from_notebook_node(  # type: ignore[override]  # as nbconvert's own exporters to text have it
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources.

        Parameters
        ----------
        nb
            An assembled notebook, a chapter of one, or a notebook of the project as it stands.
        resources
            As nbconvert passes them on.
        kw
            As nbconvert passes them on.

        Raises
        ------
        BuildError
            If the notebook has no record, or a record lacks what the page shows.
        """
        document = read_document(nb if "wicreport" in nb.metadata else _assemble(nb, resources))
        self._register_wordings(document)
        given = {**(resources or {}), "document": document, "style": Markup(_STYLE), "script": _load_script()}
        draft, kept = self._render(nb, given, **kw)
        style = self._style(draft)
        return draft.replace(_hash_source(_STYLE), _hash_source(style)).replace(_STYLE, style), kept

    def _render(self, nb: NotebookNode, given: dict[str, Any], **kw: Any) -> tuple[str, dict[str, Any]]:
        """Return the page; a record that lacks something is named as an error of the build."""
        try:
            page, kept = super().from_notebook_node(nb, given, **kw)
        except jinja2.UndefinedError as error:
            fault = f"cannot be shown: {error}"
            raise BuildError(fault, where="a record", remedy="Execute its notebook again.") from error
        except jinja2.TemplateSyntaxError as error:
            raise BuildError(
                str(error.message), where=f"{error.name}, line {error.lineno}", remedy="Mend it."
            ) from error
        return page, kept

    def _style(self, draft: str) -> Markup:
        """Return the style sheet with the page's colours of figures, and typefaces cut to its characters."""
        template = self.environment.get_template("style.css.j2")
        colours = list_colours([draft])
        characters = sorted({*draft, *template.render(faces=(), colours=colours)})
        faces = embed_faces(characters, has_italics="<em>" in draft)
        return Markup(template.render(faces=faces, colours=colours))

    def _register_wordings(self, document: Document) -> None:
        """Give the templates the filters that look things up in this document."""
        filters: dict[str, Callable[..., Any]] = {**list_wordings(document), "drawing": _draw}
        filters |= {"runs": mark_languages, "prose": lambda text: render_prose(text, offset=1)}
        filters |= {"reference": format_reference, "bibtex": format_bibtex, "csv_address": _address_csv}
        filters |= {"hash_source": _hash_source, "darkened": darken_colour}
        for name, function in filters.items():
            self.register_filter(name, function)  # type: ignore[no-untyped-call]

    def _create_environment(self) -> jinja2.Environment:
        environment: jinja2.Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.bytecode_cache = _KEPT
        environment.autoescape = True
        environment.undefined = jinja2.StrictUndefined
        environment.trim_blocks = environment.lstrip_blocks = True
        environment.globals |= {"labels": load_labels(), "likelihoods": LIKELIHOODS}
        return environment


def export_html(notebook: NotebookNode) -> str:
    """Return the briefing as one HTML page with its styles, figures and typefaces inside.

    Parameters
    ----------
    notebook
        An assembled notebook, or a chapter of one.

    Raises
    ------
    BuildError
        If the notebook has no record, or a record lacks what the page shows.
    """
    page, _ = BriefingExporter().from_notebook_node(notebook)  # type: ignore[no-untyped-call]
    return page


def _assemble(notebook: NotebookNode, given: dict[str, Any] | None) -> NotebookNode:
    """Return an executed notebook as a chapter of its own, so that nbconvert can be run on it directly."""
    name = (given or {}).get("metadata", {}).get("name", "chapter")
    return assemble_chapter(Chapter(Path(f"{name}.ipynb"), notebook)).notebook


def _load_script() -> Markup:
    """Return the page's own script: the package's small ones as one module, each in a scope of its own name."""
    folder = resources.files(__package__) / "templates" / "wicreport" / "scripts"
    return Markup("\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS))


def _hash_source(text: str) -> str:
    """Return the source of a content security policy that allows a text and no other."""
    return f"sha256-{_in_base64(hashlib.sha256(text.encode()).digest())}"


def _address_csv(record: Mapping[str, Any]) -> str:
    """Return an address that holds the table behind a figure itself."""
    return f"data:text/csv;charset=utf-8;base64,{_in_base64(format_csv(record['columns'], record['rows']).encode())}"


def _in_base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _draw(svg: str, figure_id: str, alt: str) -> Markup:
    """Return a figure's drawing, scoped to the figure."""
    return Markup(place_drawing(svg, prefix=figure_id, alt=alt))
