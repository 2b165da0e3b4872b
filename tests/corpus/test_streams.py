"""Documents of a stream: each is read once, from wherever its part begins, and a broken one gives a fault."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import fsspec
import pytest

from tests.generated_corpora import make_articles, pack_record, write_crawl, write_folder, write_lines, write_zip
from wicreport.corpus import parts as parts_module
from wicreport.corpus.addresses import list_entries
from wicreport.corpus.jsonl_files import Line, read_line, read_lines
from wicreport.corpus.parts import cut_parts
from wicreport.corpus.streams import Fault, Streamed, read_part
from wicreport.corpus.warc_files import Page, read_pages
from wicreport.errors import DocumentError


def read_all(*addresses: Path | str, n_documents: int = 400) -> list[Streamed | Fault]:
    entries = list_entries([str(address) for address in addresses])
    return [item for part in cut_parts(entries, n_documents=n_documents) for item in read_part(part)]


def read_texts(*addresses: Path | str, n_documents: int = 400) -> list[str]:
    read = read_all(*addresses, n_documents=n_documents)
    assert not [item for item in read if isinstance(item, Fault)]
    return [item.document.text for item in read if isinstance(item, Streamed)]


@pytest.mark.parametrize("stride", [1, 37, 5_000, 7_919, 1_000_000])
def test_every_line_is_read_once_wherever_the_parts_are_cut(tmp_path: Path, stride: int) -> None:
    path = write_lines(tmp_path / "a.jsonl", 6)
    size = path.stat().st_size
    starts = range(0, size, stride) if stride > 1 else [0, *range(4_900, 5_400), size - 1]
    stops = [*starts[1:], size]
    lines = [line for start, stop in zip(starts, stops, strict=True) for line in read_lines(str(path), start, stop)]
    assert [json.loads(line.data)["id"] for line in lines] == [article.name for article in make_articles(6)]
    data = path.read_bytes()
    assert all(data[line.offset : line.offset + len(line.data)] == line.data for line in lines)


@pytest.mark.parametrize("stride", [300, 1_001, 4_096, 1_000_000])
def test_every_record_is_read_once_wherever_the_parts_are_cut(tmp_path: Path, stride: int) -> None:
    path = write_crawl(tmp_path / "a.warc.gz", 8)
    size = path.stat().st_size
    found = [
        page for start in range(0, size, stride) for page in read_pages(str(path), start, min(start + stride, size))
    ]
    pages = [page for page in found if isinstance(page, Page)]
    assert [page.url.rpartition("/")[2] for page in pages] == [article.name for article in make_articles(8)]
    assert len(found) == 8
    assert all(path.read_bytes()[page.offset :].startswith(b"\x1f\x8b") for page in pages)


def test_a_record_that_is_broken_is_a_fault_and_those_around_it_are_read(tmp_path: Path) -> None:
    path = write_crawl(tmp_path / "a.warc.gz", 6)
    data = bytearray(path.read_bytes())
    offsets = [page.offset for page in read_pages(str(path), 0, len(data)) if isinstance(page, Page)]
    data[offsets[2] + 400 : offsets[2] + 500] = b"\xff" * 100
    path.write_bytes(data)
    read = read_all(path)
    assert [isinstance(item, Fault) for item in read] == [False, False, True, False, False, False]
    (fault,) = [item for item in read if isinstance(item, Fault)]
    assert fault.where == f"{path}, record at byte {offsets[2]}"


def test_of_a_crawl_only_answers_with_documents_are_read(tmp_path: Path) -> None:
    def answer(status: str, kind: str, body: bytes) -> bytes:
        return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body

    gb = (
        "<html><body><article><p>第三届世界互联网大会在乌镇开幕，来自各国的嘉宾参加了会议。</p></article></body></html>"
    )
    records = [
        pack_record("response", "https://example.org/a", answer("404 Not Found", "text/html", b"<p>gone</p>")),
        pack_record("response", "https://example.org/b", answer("200 OK", "image/png", b"\x89PNG")),
        pack_record("metadata", "https://example.org/c", b"fetchTimeMs: 3"),
        pack_record("response", "https://example.org/d", answer("200 OK", "text/plain", b"It opened in Wuzhen.")),
        pack_record(
            "response", "https://example.org/e", answer("200 OK", "text/html; charset=gb2312", gb.encode("gbk"))
        ),
    ]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(records))
    plain, page = read_all(tmp_path / "a.warc.gz")
    assert isinstance(plain, Streamed) and isinstance(page, Streamed)
    assert plain.document.text == "It opened in Wuzhen."
    assert plain.document.file == "a.warc.gz#https://example.org/d"
    assert "第三届世界互联网大会" in page.document.text
    assert page.document.proposals["url"].value == "https://example.org/e"


def test_the_fields_of_a_line_become_those_of_its_entry() -> None:
    fields = {
        "content": "It opened.",
        "headline": "A  day",
        "link": "https://example.org",
        "date": "2018-11-07T08:00:00Z",
    }
    document, own = read_line(Line(12, json.dumps(fields).encode()), "a.jsonl", "a.jsonl, line at byte 12")
    assert (document.file, document.text, own) == ("a.jsonl#12", "It opened.", None)
    assert {key: proposal.value for key, proposal in document.proposals.items()} == {
        "title": "A day", "url": "https://example.org", "published": "2018-11-07",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"{", "is not JSON"), (b"[" * 100_000, "is not JSON"), (b"3", "is no JSON object"),
        (b'{"id": 3}', "has no text"),
        (b'{"text": ""}', "has no text"), (b'{"text": ["a"]}', "has no text"),
        (b'{"text": "\\ud800"}', "half a character"),
        (b"\xff\xfe", "is not JSON"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_document_is_refused(line: bytes, what: str) -> None:
    with pytest.raises(DocumentError, match=what):
        read_line(Line(0, line), "a.jsonl", "a.jsonl, line at byte 0")


def test_members_of_an_archive_are_read_in_order_and_what_is_beside_them_is_told(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", 5)
    with zipfile.ZipFile(path, "a") as archive:
        for name in ("image.png", ".hidden.txt", "__MACOSX/._a.txt", "deep/"):
            archive.writestr(name, b"nothing")
    articles = sorted(make_articles(5), key=lambda article: f"{article.name}.txt")
    for n_documents in (400, 2):
        *read, stray = read_all(path, n_documents=n_documents)
        documents = [item for item in read if isinstance(item, Streamed)]
        assert [item.document.text for item in documents] == [article.text for article in articles]
        assert [item.source_id for item in documents] == [f"a-{article.name}" for article in articles]
        assert isinstance(stray, Fault)
        assert (stray.source, stray.where) == ("a.zip/image.png", f"{path}, image.png")


def test_a_locked_or_broken_member_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "It opened in Wuzhen.")
        archive.writestr("b.txt", "It closed in Wuzhen.")
        archive.writestr("c.txt", "It rained in Wuzhen.")
    data = path.read_bytes().replace(b"It closed", b"It posed!")
    first = data.rfind(b"PK\x01\x02", 0, data.rfind(b"c.txt"))
    path.write_bytes(data[: first + 8] + b"\x01\x00" + data[first + 10 :])
    read = read_all(path)
    assert [item.what if isinstance(item, Fault) else item.document.text for item in read] == [
        "It opened in Wuzhen.", "is broken", "is locked, or packed in a way that is not read",
    ]  # fmt: skip


def test_any_address_of_fsspec_is_read(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    for path in (
        write_lines(tmp_path / "a.jsonl", 3),
        write_crawl(tmp_path / "b.warc.gz", 2),
        write_zip(tmp_path / "c.zip", 2),
    ):
        memory.pipe(f"/bucket/deep/{path.name}", path.read_bytes())
    for path in sorted(write_folder(tmp_path / "in", 2).iterdir()):
        memory.pipe(f"/bucket/{path.name}", path.read_bytes())
    assert len(read_texts("memory://bucket")) == 9
    assert len(read_texts("memory://bucket/deep/*.gz")) == 2
    names = {item.document.file.partition("#")[0] for item in read_all("memory://bucket") if isinstance(item, Streamed)}
    assert {"deep/a.jsonl", "deep/b.warc.gz"} <= names
    with pytest.raises(DocumentError, match="no such file"):
        read_all("memory://bucket/none.jsonl")


@pytest.mark.parametrize(
    ("name", "remedy"), [("a.jsonl.gz", "Unpack it"), ("a.warc", "Pack it"), ("a.odt", "Read are")]
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(tmp_path: Path, name: str, remedy: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(DocumentError) as caught:
        read_all(tmp_path / name)
    assert caught.value.remedy.startswith(remedy)


def test_ids_are_numbered_where_names_are_alike_and_stay_quick(tmp_path: Path) -> None:
    for name in ("A b.txt", "a-b.md", "乌镇.txt", "大会.txt", "会.txt"):
        (tmp_path / name).write_text("It opened.", encoding="utf-8")
    ids = [item.source_id for item in read_all(tmp_path) if isinstance(item, Streamed)]
    assert ids == ["a-b", "a-b-2", "source", "source-2", "source-3"]


def test_large_files_make_smaller_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "_BYTES", 9_000)
    write_folder(tmp_path / "in", 7)
    sizes = [len(part.items) for part in cut_parts(list_entries([str(tmp_path / "in")]))]
    assert sum(sizes) == 7 and max(sizes) < 4


def test_links_that_lead_out_of_the_folder_and_names_that_hide_something_are_faults(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Nobody shall read this.", encoding="utf-8")
    folder = write_folder(tmp_path / "in", 2)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "turned\u202etxt.md").write_text("It opened.", encoding="utf-8")
    faults = {item.source: item.what for item in read_all(folder) if isinstance(item, Fault)}
    assert faults == {
        "link.txt": "is a link to a file outside the folder",
        "turned‹U+202E›txt.md": "has a name with characters that cannot be shown",
    }
