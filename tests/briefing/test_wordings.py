"""Wordings: how values read in a line of text, whatever the format."""

from __future__ import annotations

from dataclasses import replace

import pytest
from nbformat import NotebookNode

from wicreport.briefing.documents import Document, read_document
from wicreport.briefing.wordings import NOTE_CHARS, list_wordings


@pytest.fixture
def document(assembled: NotebookNode) -> Document:
    return read_document(assembled)


def test_a_footnote_quotes_cited_words_whole_and_cuts_only_a_very_long_sentence(document: Document) -> None:
    long = {1: document.evidence[1] | {"exact": "w" * 299}, 2: document.evidence[2] | {"exact": "words " * 60}}
    (note,) = list_wordings(replace(document, evidence=long))["notes"]([1, 2])
    whole, cut = (quote["exact"] for quote in note["quotes"])
    assert whole == "w" * 299
    assert len(cut) <= NOTE_CHARS and cut.endswith("words […]")
