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


@pytest.mark.parametrize(
    ("own", "line"),
    [([2015, 2018], "2015, 2018"), ([2018], "2018; in passing 2015"), ([], "in passing 2015, 2018")],
)
def test_editions_without_a_document_of_their_own_are_covered_in_passing(
    document: Document, own: list[int], line: str
) -> None:
    assert list_wordings(document)["editions_covered"]({"editions": [2015, 2018], "own_editions": own}) == line


@pytest.mark.parametrize(("years", "line"), [([2018, 2021, 2022], " of 2018 to 2022"), ([2018], " of 2018"), ([], "")])
def test_documents_are_of_one_year_of_several_or_of_none_that_is_known(
    document: Document, years: list[int], line: str
) -> None:
    assert list_wordings(document)["years_published"]({"published_years": years}) == line


@pytest.mark.parametrize(
    ("column", "head"), [("for Beijing", "For Beijing"), ("Theme", "Theme"), ("版", "版"), (2018, "2018"), ("", "")]
)
def test_a_column_is_headed_with_a_capital_letter(document: Document, column: object, head: str) -> None:
    assert list_wordings(document)["capitalised"](column) == head


@pytest.mark.parametrize(
    ("cell", "shown"), [(16570, "16,570"), (2018, "2018"), ("16570", "16570"), (0.5, "0.5"), (True, "True")]
)
def test_a_number_longer_than_a_year_has_its_digits_grouped(document: Document, cell: object, shown: str) -> None:
    assert list_wordings(document)["grouped"](cell) == shown
