from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import typst

from tests.corpus.test_word_files import paragraph, write_word
from wicreport.corpus.documents import find_documents, has_encoding, read_document
from wicreport.errors import DocumentError

PROSE = "The World Internet Conference opened in Wuzhen on Sunday. Eighty delegates had come from all over the world."
FILES = {
    "a.txt": f"{PROSE}\n".encode(),
    "b.md": f"{PROSE}\n".encode(),
    "c.html": f"<html><body><article><p>{PROSE}</p></article></body></html>".encode(),
    "d.HTM": f"<html><body><article><p>{PROSE}</p></article></body></html>".encode(),
    "e.pdf": bytes(typst.compile(PROSE.encode())),
    "f.docx": write_word(paragraph(PROSE)),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_the_same_words_are_read_from_every_form_with_the_hash_of_the_file(folder: Path, name: str) -> None:
    document = read_document(folder, name)
    assert document.text == f"{PROSE}\n"
    assert document.sha256 == hashlib.sha256(FILES[name]).hexdigest()
    assert document.encoding == ("utf-8" if has_encoding(name) else None)


def test_documents_are_found_by_their_endings_and_what_lies_beside_them_is_not(folder: Path) -> None:
    beside = ("~$f.docx", ".hidden.pdf", "table.csv", "c_files/frame.html", "own_files/kept.html", "sub/g.pdf")
    for name in beside:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
    assert find_documents(folder) == (*FILES, "own_files/kept.html", "sub/g.pdf")


def test_a_page_is_read_in_the_encoding_it_declares(tmp_path: Path) -> None:
    words = "第六届世界互联网大会在浙江乌镇开幕。来自八十三个国家和地区的嘉宾参加会议，讨论数字经济等议题。"
    html = f'<html><head><meta charset="gb2312"></head><body><article><p>{words}</p></article></body></html>'
    (tmp_path / "a.html").write_bytes(html.encode("gb18030"))
    document = read_document(tmp_path, "a.html")
    assert (document.text, document.encoding, dict(document.proposals)) == (f"{words}\n", "gb18030", {})


def test_a_detected_encoding_is_proposed_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"{PROSE} It’s all.".encode("cp1252"))
    document = read_document(tmp_path, "a.txt", detect=True)
    assert (document.text, document.encoding) == (f"{PROSE} It’s all.", "cp1252")
    assert "stand singly" in document.proposals["encoding"].reason
    with pytest.raises(DocumentError, match='write encoding = "cp1252" in its entry'):
        read_document(tmp_path, "a.txt")


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "a.docx"])
def test_an_empty_file_of_any_form_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(DocumentError) as caught:
        read_document(tmp_path, name)
    assert caught.value.where == str(tmp_path / name)


def test_a_word_file_without_words_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(write_word(paragraph(" ")))
    with pytest.raises(DocumentError, match="is empty"):
        read_document(tmp_path, "a.docx")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wicreport.corpus.documents.LARGEST", 10)
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    with pytest.raises(DocumentError, match="is larger than"):
        read_document(tmp_path, "a.txt")
