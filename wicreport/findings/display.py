"""How records look in a notebook: HTML for the reader, data for the briefing; no record is made here."""

from __future__ import annotations

import base64
from functools import cache
from importlib import resources
from typing import Any

import jinja2

__all__ = ["MIME", "render_html", "show_html"]

MIME = "application/vnd.wicreport+json"
"""The type under which a cell's output carries the data that the briefing is composed from."""


@cache
def _templates() -> jinja2.Environment:
    """Return the templates of this room, compiled; everything a template is given is escaped."""
    folder = str(resources.files(__package__) / "templates")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["base64"] = lambda text: base64.b64encode(text.encode()).decode()
    for name in environment.list_templates():
        environment.get_template(name)
    return environment


def show_html(name: str, context: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the outputs of what an analyst looks at and the briefing does not take: HTML and plain text, no data."""
    return {"text/html": _templates().get_template(f"{name}.html.j2").render(context), "text/plain": text}


def render_html(name: str, payload: dict[str, Any], text: str, **more: str) -> dict[str, Any]:
    """Return the outputs of one record by type: HTML by the template `name`, plain text, and its data.

    ``more`` are further outputs by MIME type, such as `image/svg+xml`.
    """
    return {**show_html(name, payload, text), MIME: payload, **more}
