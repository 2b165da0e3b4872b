from __future__ import annotations

import io
import zipfile

import pytest

from wicreport.corpus.word_files import extract_word
from wicreport.errors import DocumentError

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def part(kind: str, content: str) -> str:
    return f'<?xml version="1.0"?><w:{kind} xmlns:w="{NAMESPACE}" xmlns:mc="{COMPATIBLE}">{content}</w:{kind}>'


def paragraph(text: str, style: str = "", inside: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{inside}</w:pPr>' if style or inside else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def write_word(content: str, **notes: str) -> bytes:
    """Return a Word file with some paragraphs and, by the kind of note, its notes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part("document", f"<w:body>{content}</w:body>"))
        for kind, note in notes.items():
            archive.writestr(f"word/{kind}.xml", part(kind, note))
    return packed.getvalue()


def read(data: bytes) -> list[str]:
    return extract_word(data, "a.docx").text.rstrip("\n").split("\n\n")


def test_paragraphs_and_items_are_read_in_order_and_the_title_is_proposed() -> None:
    item = paragraph("An item", inside="<w:numPr/>")
    data = write_word(paragraph("Wuzhen opens", "Title") + paragraph("It opened &amp; closed.") + paragraph("") + item)
    assert read(data) == ["Wuzhen opens", "It opened & closed.", "- An item"]
    proposal = extract_word(data, "a.docx").proposals["title"]
    assert (proposal.value, proposal.reason) == ("Wuzhen opens", "the paragraph in the style of a title")


def test_words_in_several_runs_links_and_controls_are_one_text() -> None:
    runs = (
        "<w:p><w:r><w:t>In </w:t></w:r><w:hyperlink><w:r><w:t>Wuz</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>hen</w:t></w:r></w:sdtContent></w:sdt><w:r><w:tab/><w:t>2019</w:t></w:r></w:p>"
    )
    assert read(write_word(runs)) == ["In Wuzhen\t2019"]


def test_tracked_changes_count_as_accepted() -> None:
    changed = (
        "<w:p><w:r><w:t>It is </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>so.</w:t></w:r></w:ins></w:p>"
    )
    assert read(write_word(changed)) == ["It is so."]


def test_a_row_of_plain_cells_is_a_line_and_a_laid_out_cell_is_paragraphs() -> None:
    def cell(*texts: str) -> str:
        return f"<w:tc>{''.join(map(paragraph, texts))}</w:tc>"

    plain = f"<w:tbl><w:tr>{cell('2018')}{cell('1,500')}</w:tr></w:tbl>"
    laid_out = f"<w:tbl><w:tr>{cell('One.', 'Two.')}{cell('Three.')}</w:tr></w:tbl>"
    assert read(write_word(plain + laid_out)) == ["2018 | 1,500", "One.", "Two.", "Three."]


def test_a_text_box_is_read_once() -> None:
    box = (
        "<w:p><w:r><w:t>Above.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + paragraph("Boxed.")
        + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + paragraph("Boxed.")
        + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )  # fmt: skip
    assert read(write_word(box + paragraph("Below."))) == ["Above.", "Boxed.", "Below."]


def test_notes_are_numbered_as_they_are_called() -> None:
    called = '<w:p><w:r><w:t>So he said.</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    note = '<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>The Gazette.</w:t></w:r></w:p></w:footnote>'
    separator = '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    assert read(write_word(called, footnotes=separator + note)) == ["So he said.[1]", "[1] The Gazette."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is a malformed Word file"),
        (b"no archive", "is a malformed Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an encrypted Word file or one of an old form"),
        (write_word("<w:p>"), "is a malformed Word file"),
        (write_word(paragraph("x"))[:200], "is a malformed Word file"),
    ],
)
def test_a_malformed_or_encrypted_file_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        extract_word(data, "a.docx")


def test_an_archive_without_a_text_part_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("other.xml", "<a/>")
    with pytest.raises(DocumentError, match="is a malformed Word file"):
        extract_word(packed.getvalue(), "a.docx")


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"word/document\.xml in it unpacks to more than"):
        extract_word(write_word(" " * 21_000_000), "bomb.docx")


def test_a_document_type_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        body = part("document", f"<w:body>{paragraph('&x;')}</w:body>").replace(
            "?>", '?><!DOCTYPE a [<!ENTITY x "y">]>', 1
        )
        archive.writestr("word/document.xml", body)
    with pytest.raises(DocumentError, match="declares a document type"):
        extract_word(packed.getvalue(), "a.docx")
