from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from nbformat import NotebookNode

from wicreport.briefing.docx import export_docx


@pytest.fixture(scope="module")
def package(assembled: NotebookNode) -> bytes:
    return export_docx(assembled, as_of="2026-11-22")


@pytest.fixture(scope="module")
def parts(package: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_two_exports_have_the_same_bytes(package: bytes, assembled: NotebookNode) -> None:
    assert export_docx(assembled, as_of="2026-11-22") == package


def test_no_part_has_the_time_of_the_clock(package: bytes, parts: dict[str, str]) -> None:
    with ZipFile(BytesIO(package)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    moments = re.findall(r"<dcterms:\w+ [^>]*>([^<]*)<", parts["docProps/core.xml"])
    assert moments == ["2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z"]


def test_headings_and_the_title_have_real_styles(parts: dict[str, str]) -> None:
    used = set(re.findall(r'<w:pStyle w:val="(\w+)"', parts["word/document.xml"]))
    assert {"Title", "Subtitle", "Heading1", "Heading2", "Heading3", "ExactWords", "FigureTitle", "Ledger"} <= used
    defined = set(re.findall(r'w:styleId="(\w+)"', parts["word/styles.xml"]))
    assert used <= defined
    assert "<dc:title>What changed at Wuzhen</dc:title>" in parts["docProps/core.xml"]


def test_figures_are_pictures_with_alt_text(parts: dict[str, str]) -> None:
    alts = re.findall(r'<wp:docPr descr="([^"]*)"', parts["word/document.xml"])
    assert "Bar chart: 2018 44; 2021 39." in alts
    assert len(alts) == 3
    assert len([name for name in parts if name.endswith(".png")]) == 3


def test_links_inside_the_document_arrive(parts: dict[str, str]) -> None:
    anchors = set(re.findall(r'w:anchor="([^"]*)"', parts["word/document.xml"]))
    names = set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', parts["word/document.xml"]))
    assert {"e1", "f-sov-meaning", "s-press-2022", "chapter-censorship"} <= anchors
    assert anchors <= names


def test_pages_are_numbered(parts: dict[str, str]) -> None:
    assert "NUMPAGES" in parts["word/footer1.xml"]
    assert "<w:footerReference" in parts["word/document.xml"]


def test_awkward_text_is_shown_letter_by_letter(parts: dict[str, str]) -> None:
    text = "".join(re.findall(r"<w:t[ >][^<]*", parts["word/document.xml"]))
    text = re.sub(r'<w:t(?: xml:space="preserve")?>', "", text)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; #read(&quot;/etc/passwd&quot;) `raw`{=typst} {{ 7*7 }}" in text
