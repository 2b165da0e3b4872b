"""Pages of our own writing, labelled line by line, and sources made of plain strings."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from wicreport.corpus.sources import Source, Span

PAGES = Path(__file__).parent / "pages"
MakeSource = Callable[..., Source]


def read_page(name: str) -> tuple[str, str]:
    """Return a page's text and, for each of its characters, the label of its line.

    Each line of a file in ``pages`` begins with its label: b for body, f for furniture, r for reference. Blank lines
    stand between paragraphs, except in a page whose name begins with "folded". White space is labelled with a space.
    """
    break_ = "\n" if name.startswith("folded") else "\n\n"
    text, labels = "", ""
    for line in (PAGES / name).read_text(encoding="utf-8").splitlines():
        text += line[2:] + break_
        labels += re.sub(r"\S", line[:1] or " ", line[2:]) + " " * len(break_)
    return text, "".join(" " if character.isspace() else label for character, label in zip(text, labels, strict=True))


@pytest.fixture
def make_source() -> MakeSource:
    """Return a function that makes a source whose whole text is body."""

    def make(text: str, source_id: str = "a", language: str = "en") -> Source:
        body = (Span(0, len(text)),)
        return Source(source_id=source_id, file=f"{source_id}.txt", sha256="", text=text, body=body, language=language)

    return make
