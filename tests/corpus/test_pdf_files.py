from __future__ import annotations

import io
from pathlib import Path

import pylopdf_fonts_zh_cn
import pypdf
import pytest
import typst

from wicreport.corpus.pdf_files import extract_pdf
from wicreport.errors import DocumentError

FIRST = (
    "The sixth World Internet Conference opened on Sunday in Wuzhen, a town of canals, with more than 1,500 guests from"
    " 83 countries, the organisers of the internationalisation said."
)
SECOND = "“Cyberspace is a common home,” said Huang Kunming, who heads the department. He read a letter."
CHINESE = "第六届世界互联网大会在浙江乌镇开幕。来自八十三个国家和地区的嘉宾参加会议，讨论数字经济、网络安全等议题。"


def print_pdf(content: str, width: str = "12cm", page: str = "") -> bytes:
    """Return a PDF of some Typst markup, in narrow justified lines."""
    setting = f"#set page(width: {width}, height: 14cm{page})\n#set par(justify: true)\n#set text(hyphenate: true)\n"
    fonts = [Path(pylopdf_fonts_zh_cn.sans_path()).parent]  # the same letters on every machine
    return bytes(typst.compile((setting + content).encode(), font_paths=fonts, ignore_system_fonts=True))


def read(data: bytes) -> list[str]:
    return extract_pdf(data, "a.pdf").text.rstrip("\n").split("\n\n")


@pytest.mark.parametrize("width", ["9cm", "12cm", "16cm"])
def test_lines_are_joined_to_paragraphs_and_divided_words_to_words(width: str) -> None:
    content = f"= Wuzhen opens\n\nBy Jane Roe\n\n{FIRST}\n\n{SECOND}\n\n- One item\n- Another item"
    assert read(print_pdf(content, width)) == [
        "Wuzhen opens", "By Jane Roe", FIRST, SECOND, "• One item", "• Another item",
    ]  # fmt: skip


def test_the_title_is_what_stands_in_the_largest_type() -> None:
    title = "Wuzhen opens its doors to guests from all over the world"
    proposal = extract_pdf(print_pdf(f"By Jane Roe\n\n= {title}\n\n{FIRST}", "9cm"), "a.pdf").proposals["title"]
    assert (proposal.value, proposal.reason) == (title, "the largest type of the first page")
    assert extract_pdf(print_pdf(FIRST), "a.pdf").proposals == {}


def test_a_paragraph_goes_on_over_pages_without_their_heads_and_numbers() -> None:
    words = FIRST.split()
    paragraphs = [" ".join([f"In part {n} they spoke.", *words[n:], *words[:n]]) for n in range(2, 14)]
    page = ", header: [The Gazette], footer: context [Page #counter(page).display()]"
    assert read(print_pdf("\n\n".join(paragraphs), page=page)) == paragraphs


def test_chinese_lines_are_joined_without_a_space() -> None:
    assert read(print_pdf(f'#set text(lang: "zh")\n{CHINESE}\n\n{CHINESE}')) == [CHINESE, CHINESE]


def test_a_raised_note_number_is_kept_apart_from_the_words() -> None:
    content = (
        "#set super(typographic: false)\nThe conference of 2014#super[12] was the first. It was in Wuzhen.#super[1,2]"
    )
    assert read(print_pdf(content, "16cm")) == ["The conference of 2014[12] was the first. It was in Wuzhen.[1,2]"]


def test_a_scan_is_refused_with_what_to_do() -> None:
    with pytest.raises(DocumentError, match="is a PDF without a text layer") as caught:
        extract_pdf(print_pdf("#rect(width: 4cm, height: 6cm)"), "scan.pdf")
    assert "OCR" in caught.value.remedy


def test_an_encrypted_file_is_refused_unless_anybody_may_read_it() -> None:
    for password, words in (("secret", "is an encrypted PDF"), ("", None)):
        writer = pypdf.PdfWriter(io.BytesIO(print_pdf(FIRST)))
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
        locked = io.BytesIO()
        writer.write(locked)
        if words:
            with pytest.raises(DocumentError, match=words):
                extract_pdf(locked.getvalue(), "a.pdf")
        else:
            assert read(locked.getvalue()) == [FIRST]


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.7\n\0\0\0\xff\xfe", print_pdf(FIRST)[:900]])
def test_a_malformed_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="is a malformed PDF"):
        extract_pdf(data, "a.pdf")


def test_the_same_file_gives_the_same_text() -> None:
    data = print_pdf(f"= Wuzhen\n\n{FIRST}\n\n{SECOND}")
    assert extract_pdf(data, "a.pdf") == extract_pdf(data, "a.pdf")
