from __future__ import annotations

import codecs

import pytest

from wicreport.corpus.encodings import decode_text, find_declared
from wicreport.errors import DocumentError

SIMPLIFIED = "第六届世界互联网大会在浙江乌镇开幕。来自八十三个国家和地区的嘉宾参加会议，讨论数字经济、网络安全等议题。"
TRADITIONAL = "第六屆世界互聯網大會在浙江烏鎮開幕。來自八十三個國家和地區的嘉賓參加會議，討論數字經濟、網絡安全等議題。"
ENGLISH = "A long text in English, without a mark for most of its way. " * 30 + "It’s one."
FRENCH = "Le congrès a été très suivi à Genève, où l’été était déjà fini."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "big5"),
        (ENGLISH, "cp1252"),
        (FRENCH, "cp1252"),
        ("Всемирная конференция по управлению интернетом открылась в Учжэне.", "cp1251"),
        ("世界インターネット大会が烏鎮で開幕した。多くの人が参加した。", "shift_jis"),
    ],
)
def test_an_encoding_is_told_from_the_bytes_with_a_reason(text: str, encoding: str) -> None:
    found = decode_text(text.encode(encoding), "a.txt", detect=True)
    assert (found.text, found.encoding) == (text, encoding)
    assert found.reason


def test_utf_8_needs_no_reason_and_keeps_its_byte_order_mark() -> None:
    found = decode_text(codecs.BOM_UTF8 + SIMPLIFIED.encode(), "a.txt", detect=True)
    assert (found.text, found.encoding, found.reason) == ("\ufeff" + SIMPLIFIED, "utf-8", None)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding(encoding: str) -> None:
    found = decode_text("Wuzhen 乌镇".encode(encoding), "a.txt", detect=True)
    assert (found.text, found.encoding, found.reason) == ("Wuzhen 乌镇", encoding, "its byte order mark")


def test_a_named_encoding_is_taken_at_its_word() -> None:
    assert decode_text(SIMPLIFIED.encode("gb18030"), "a.txt", encoding="gb18030").text == SIMPLIFIED


def test_without_leave_to_detect_the_error_names_what_it_seems_to_be() -> None:
    with pytest.raises(DocumentError) as caught:
        decode_text(SIMPLIFIED.encode("gb18030"), "a.txt")
    assert caught.value.what == "is not UTF-8 (byte 0 is 0xb5)"
    assert caught.value.remedy.endswith('write encoding = "gb18030" in its entry.')


@pytest.mark.parametrize("detect", [True, False])
def test_too_few_bytes_tell_nothing(detect: bool) -> None:
    with pytest.raises(DocumentError) as caught:
        decode_text("Café".encode("latin-1"), "a.txt", detect=detect)
    assert (caught.value.what, caught.value.remedy) == ("is not UTF-8 (byte 3 is 0xe9)", "Save it again as UTF-8.")


@pytest.mark.parametrize("detect", [True, False])
@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\x00\xff" * 9, b"%PDF\x00\x01\x02", bytes(range(256)) * 4, "Wuzhen".encode("utf-16-le")],
)
def test_binary_is_refused(data: bytes, detect: bool) -> None:
    with pytest.raises(DocumentError, match="is binary, not text"):
        decode_text(data, "a.txt", detect=detect)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("klingon", "no encoding is called 'klingon'"), ("hex", "no encoding is called"), ("ascii", "is not ascii")],
)
def test_a_wrong_name_is_refused(encoding: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        decode_text(SIMPLIFIED.encode("gb18030"), "a.txt", encoding=encoding)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<html><meta charset="gb2312">', "gb18030"),
        (b"<meta http-equiv='Content-Type' content='text/html; charset=GBK'>", "gb18030"),
        (b'<?xml version="1.0" encoding="Big5"?>', "big5"),
        (b"<meta charset=iso-8859-1>", "cp1252"),
        (b"<meta charset=hex>", None),
        (b"<meta charset=klingon>", None),
        (b"<p>charset=gbk</p>", None),
    ],
)
def test_a_page_declares_its_encoding(head: bytes, encoding: str | None) -> None:
    assert find_declared(head) == encoding
