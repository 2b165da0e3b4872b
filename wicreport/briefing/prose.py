"""Chapter prose and plain text as HTML: all is escaped, Chinese runs are marked; records are not rendered here."""

from __future__ import annotations

from typing import Any

import mistune
from markupsafe import Markup, escape

from wicreport.briefing.languages import split_languages

__all__ = ["mark_languages", "render_prose"]


def mark_languages(text: object) -> Markup:
    """Return a text escaped, with its Chinese runs marked as such; text that is HTML already is left alone."""
    if isinstance(text, Markup):
        return text
    runs = split_languages(str(text))
    return Markup("").join(
        Markup('<span lang="{}">{}</span>').format(language, run) if language else escape(run) for run, language in runs
    )


def render_prose(markdown: str, *, offset: int) -> Markup:
    """Return a markdown cell as HTML.

    Parameters
    ----------
    markdown
        The cell's source. HTML in it is shown as text; images are left out, since a page carries its own figures.
    offset
        What is added to the rank of each heading.
    """
    render = mistune.create_markdown(renderer=_ProseRenderer(offset), plugins=["strikethrough", "table"])
    return Markup(render(markdown))


class _ProseRenderer(mistune.HTMLRenderer):
    """Renders a chapter's prose below the chapter's own heading."""

    def __init__(self, offset: int) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False)
        self._offset = offset

    def text(self, text: str) -> str:
        return str(mark_languages(text))

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        rank = min(level + self._offset, 6)
        return f"<h{rank}>{text}</h{rank}>\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text
