"""The briefing as pandoc's Markdown, from which PDF and Word are made; every value that is put in is escaped here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup
from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from wicreport.briefing.documents import read_document
from wicreport.briefing.labels import load_labels
from wicreport.briefing.languages import split_languages
from wicreport.briefing.wordings import list_wordings
from wicreport.errors import BuildError
from wicreport.findings.wordings import LIKELIHOODS

__all__ = ["MARKDOWN", "BriefingMarkdownExporter", "escape_markdown", "export_markdown"]

_SWITCHED_OFF = (
    "raw_html", "raw_tex", "raw_attribute", "native_divs", "native_spans", "markdown_in_html_blocks", "latex_macros",
    "tex_math_dollars", "citations", "auto_identifiers", "implicit_figures", "implicit_header_references",
    "footnotes", "inline_notes", "example_lists", "line_blocks", "smart", "yaml_metadata_block", "pandoc_title_block",
    "blank_before_header", "grid_tables", "multiline_tables", "simple_tables", "table_captions", "subscript",
)  # fmt: skip

MARKDOWN = "-".join(("markdown", *_SWITCHED_OFF)) + "+lists_without_preceding_blankline"
"""The dialect: pandoc's Markdown without anything that is handed on unread, or that plain text may set off."""

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_SPACES = re.compile(r"[ \t\r\n\v\f\u2028\u2029\u0085]+")
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_BREAKS = re.compile(r"(?<=[\s_;/])")
_COLONS = re.compile(r"^(\s*):::", re.MULTILINE)


class BriefingMarkdownExporter(TemplateExporter):
    """Export an assembled notebook as pandoc's Markdown, with a fenced Div for each piece that has its own look."""

    export_from_notebook = "WIC briefing (Markdown)"
    output_mimetype = "text/markdown"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".md"

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        return True  # once, and not after each step that changes nothing

    @default("template_name")
    def _template_name_default(self) -> str:
        return "wicreport_markdown"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(resources.files(__package__) / "templates")]

    def from_notebook_node(  # type: ignore[override]  # as nbconvert's own exporters to text have it
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the Markdown and nbconvert's resources.

        Parameters
        ----------
        nb
            An assembled notebook, or a chapter of one.
        resources
            As nbconvert passes them on.
        kw
            As nbconvert passes them on.

        Raises
        ------
        BuildError
            If the notebook has no record, or a record lacks what the briefing shows.
        """
        document = read_document(nb)
        filters: dict[str, Callable[..., Any]] = {**list_wordings(document), "slug": _check_slug, "prose": _fence_prose}
        filters |= {"widths": _share_widths, "rule": _draw_rule}
        for name, function in filters.items():
            self.register_filter(name, function)  # type: ignore[no-untyped-call]
        try:
            text, kept = super().from_notebook_node(nb, {**(resources or {}), "document": document}, **kw)
        except jinja2.UndefinedError as error:
            fault = f"cannot be shown: {error}"
            raise BuildError(fault, where="a record", remedy="Execute its notebook again.") from error
        return text, kept

    def _create_environment(self) -> jinja2.Environment:
        environment: jinja2.Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.finalize = escape_markdown
        environment.undefined = jinja2.StrictUndefined
        environment.trim_blocks = environment.lstrip_blocks = True
        environment.globals |= {"labels": load_labels(), "ranges": LIKELIHOODS, "likelihoods": list(LIKELIHOODS)}
        return environment


def export_markdown(notebook: NotebookNode) -> str:
    """Return the briefing as pandoc's Markdown in the dialect `MARKDOWN`.

    Parameters
    ----------
    notebook
        An assembled notebook, or a chapter of one.
    """
    text, _ = BriefingMarkdownExporter().from_notebook_node(notebook)  # type: ignore[no-untyped-call]
    return text


def escape_markdown(value: object) -> Markup:
    """Return a value as Markdown that reads as the same plain text, on one line, its Chinese runs marked.

    All punctuation is escaped, so nothing in the value can open a heading, a link, a Div, raw Typst or anything else.
    Markup is passed on as it is: it is Markdown already.
    """
    if isinstance(value, Markup):
        return value
    line = _SPACES.sub(" ", str(value))
    return Markup("").join(
        Markup('[{}]{{lang="{}"}}').format(_escape(run), language) if language else _escape(run)
        for run, language in split_languages(line)
    )


def _escape(text: str) -> Markup:
    """Return text with a backslash before every mark of punctuation."""
    return Markup(_PUNCTUATION.sub(r"\\\1", text))


def _check_slug(value: object) -> Markup:
    """Return an id that may stand in an attribute or a link."""
    if not _SLUG.fullmatch(str(value)):
        remedy = "Use letters, digits, dots, hyphens and underscores."
        raise BuildError(f"the id “{value}” cannot be linked to", where="a record", remedy=remedy)
    return Markup(value)


def _fence_prose(markdown: str) -> Markup:
    """Return a chapter's prose so that it cannot close the Divs round it."""
    return Markup(_COLONS.sub(r"\1\\:::", markdown))


def _share_widths(columns: Sequence[object], rows: Sequence[Sequence[object]]) -> list[int]:
    """Return how wide the columns of a table are set, in characters: by the longest cell, but for whole words."""
    cells = [[str(columns[i]), *(str(row[i]) for row in rows)] for i in range(len(columns))]
    words = [[len(word) + 1 for cell in column for word in _BREAKS.split(cell)] for column in cells]
    return [max(min(max(map(len, cells[i])), 42), *words[i], 5) for i in range(len(columns))]


def _draw_rule(dash: str, width: int, is_number: bool) -> Markup:
    """Return the rule below a column's head, whose length pandoc takes for its share of the page."""
    return Markup(dash * (width - 1) + ":" if is_number else ":" + dash * (width - 1))
