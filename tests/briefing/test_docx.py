from __future__ import annotations

import copy
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from nbformat import NotebookNode

from tests.briefing.assembled_example import MIME
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
    written = parts["word/document.xml"] + parts["word/footnotes.xml"]
    used = set(re.findall(r'<w:pStyle w:val="(\w+)"', written))
    assert {
        "Title",
        "Subtitle",
        "Heading1",
        "Heading2",
        "Heading3",
        "ExactWords",
        "Caption",
        "Ledger",
        "FootnoteText",
    } <= used
    defined = set(re.findall(r'w:styleId="(\w+)"', parts["word/styles.xml"]))
    assert used <= defined
    assert "<dc:title>What changed at Wuzhen</dc:title>" in parts["docProps/core.xml"]


def test_figures_are_pictures_with_alt_text(parts: dict[str, str]) -> None:
    alts = re.findall(r'<wp:docPr descr="([^"]*)"', parts["word/document.xml"])
    assert "Bar chart: 2018 44; 2021 39." in alts
    assert len(alts) == 3
    assert len([name for name in parts if name.endswith(".png")]) == 3


def test_links_inside_the_document_arrive(parts: dict[str, str]) -> None:
    written = parts["word/document.xml"] + parts["word/footnotes.xml"]
    anchors = set(re.findall(r'w:anchor="([^"]*)"', written))
    names = set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', parts["word/document.xml"]))
    assert {"e1", "f-sov-meaning", "d-dispute-speaker", "s-press-2022", "chapter-censorship"} <= anchors
    assert anchors <= names


def test_evidence_stands_in_footnotes(parts: dict[str, str]) -> None:
    notes = re.findall(r'<w:footnote w:id="[1-9]', parts["word/footnotes.xml"])
    called = re.findall(r"<w:footnoteReference", parts["word/document.xml"])
    assert len(notes) == len(called) > 5
    assert "barrier” (Xi Jinping), Protocol" in re.sub(r"<[^>]+>", "", parts["word/footnotes.xml"])


def test_the_contents_are_a_field_that_lists_every_section(parts: dict[str, str]) -> None:
    body = parts["word/document.xml"]
    assert body.count('<w:instrText xml:space="preserve"> TOC ') == 1
    listed = re.findall(r'w:val="TOC1"/></w:pPr>(.*?)</w:p>', body)
    assert len(listed) == body.count('<w:pStyle w:val="Heading1" />')
    assert body.count('fldCharType="begin"') == body.count('fldCharType="end"')


def test_captions_are_numbered_by_a_field(parts: dict[str, str]) -> None:
    numbers = re.findall(r"SEQ Figure .*?<w:t>(\d+)</w:t>", parts["word/document.xml"])
    assert numbers == ["1", "2", "3"]


def test_the_head_row_of_a_table_is_repeated(parts: dict[str, str]) -> None:
    body = parts["word/document.xml"]
    assert body.count("<w:tblHeader") == body.count("<w:tbl>") > 0


def test_a_wide_figure_has_a_page_on_its_side_with_the_running_lines(assembled: NotebookNode) -> None:
    altered = copy.deepcopy(assembled)
    for cell in altered.cells:
        for output in cell.get("outputs", []):
            if output.data[MIME].get("id") == "fig-glance":
                output.data[MIME]["is_wide"] = True
    with ZipFile(BytesIO(export_docx(altered, as_of="2026"))) as archive:
        body = archive.read("word/document.xml").decode()
    sections = re.findall(r"<w:sectPr>.*?</w:sectPr>", body, re.DOTALL)
    assert ["landscape" in section for section in sections] == [False, True, False]
    assert all("footerReference" in section and "headerReference" in section for section in sections)
    assert ["titlePg" in section for section in sections] == [True, False, False]


def test_the_running_head_has_the_title(parts: dict[str, str]) -> None:
    assert ">What changed at Wuzhen<" in parts["word/header1.xml"]


def test_pages_are_numbered(parts: dict[str, str]) -> None:
    assert "NUMPAGES" in parts["word/footer1.xml"]
    assert "<w:footerReference" in parts["word/document.xml"]


def test_awkward_text_is_shown_letter_by_letter(parts: dict[str, str]) -> None:
    text = "".join(re.findall(r"<w:t[ >][^<]*", parts["word/document.xml"]))
    text = re.sub(r'<w:t(?: xml:space="preserve")?>', "", text)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; #read(&quot;/etc/passwd&quot;) `raw`{=typst} {{ 7*7 }}" in text
