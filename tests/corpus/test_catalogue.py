from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.sources import Corpus
from wicreport.errors import CatalogueError, DocumentError

TEXT = "Wuzhen opens\n\nThe World Internet Conference opened in Wuzhen on Wednesday. Eighty delegates had come.\n"
CHINESE = "第六届世界互联网大会在浙江乌镇开幕。来自八十三个国家和地区的嘉宾参加会议，讨论数字经济等议题。\n"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
ENTRY = {
    "id": '"note-2019"',
    "file": '"note.txt"',
    "sha256": f'"{SHA256}"',
    "kind": '"news"',
    "language": '"en"',
    "reliability": '"B"',
    "reliability_reason": '"A newspaper of record"',
}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes one document and its catalogue, with some fields changed or (``None``) left out."""

    def write_folder(head: str = 'as_of = "2026-11-22"', **fields: str | None) -> Path:
        (tmp_path / "note.txt").write_bytes(TEXT.encode())
        entry = {key: value for key, value in {**ENTRY, **fields}.items() if value is not None}
        lines = [head, "[[sources]]", *(f"{key} = {value}" for key, value in entry.items())]
        (tmp_path / "sources.toml").write_text("\n".join(lines), encoding="utf-8")
        return tmp_path

    return write_folder


def test_sources_are_in_catalogue_order(corpus: Corpus) -> None:
    assert [source.source_id for source in corpus.sources] == [
        "protocol-2021",
        "protocol-2021-digest",
        "protocol-2021-recapture",
        "wapack-2018",
        "scmp-2022",
    ]
    assert (corpus.as_of, corpus.is_catalogued) == ("2026-11-22", True)


def test_what_the_seeds_do_not_say_is_left_out_or_has_a_reason(corpus: Corpus) -> None:
    digest, note, preview = (corpus.source(name) for name in ("protocol-2021-digest", "wapack-2018", "scmp-2022"))
    assert (digest.publisher, digest.author, note.title) == (None, None, None)
    assert all("published" in source.inferred for source in corpus.sources)
    assert preview.edition == 2022
    assert "Party Congress" in preview.inferred["edition"]
    assert "2024" not in str([source.published for source in corpus.sources])


def test_precision_of_a_date_follows_its_length(corpus: Corpus) -> None:
    dates = [corpus.source(name).published for name in ("protocol-2021-digest", "wapack-2018")]
    assert [date and (date.value, date.precision) for date in dates] == [("2021", "year"), ("2018-11", "month")]


def test_catalogue_is_read(write: Write) -> None:
    corpus = read_corpus(write(edition="2019", published='"2019-10"', first_hand="true"))
    source = corpus.source("note-2019")
    assert (source.edition, source.first_hand, source.title, source.publisher) == (2019, True, None, None)
    assert source.text == TEXT
    assert source.body_text.strip().startswith("The World Internet Conference opened")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"colour": '"red"'}, "unknown key 'colour'"),
        ({"publihser": '"A paper"'}, "unknown key 'publihser'. Write publisher or "),
        ({"reliability_reason": '"Not assessed"'}, "reliability is B, and its reason is still 'not assessed'. Say in"),
        ({"kind": None}, "kind is missing"),
        ({"reliability": None}, "reliability is missing"),
        ({"reliability": '"G"'}, "one letter from A to F"),
        ({"reliability_reason": '"two\\nlines"'}, "one line"),
        ({"reliability_reason": '" "'}, "reliability_reason is empty"),
        ({"edition": '"2019"'}, "a whole number"),
        ({"edition": "true"}, "a whole number"),
        ({"edition": "2013"}, "The first edition was in 2014"),
        ({"title": "5"}, "a text in quotes"),
        ({"published": "2019-10-20"}, "a text in quotes"),
        ({"published": '"2019-13"'}, "no such date"),
        ({"published": '"2019-02-30"'}, "no such date"),
        ({"published": '"20 October 2019"'}, "as far as it is known"),
        ({"sha256": '"abc"'}, "64 hexadecimal digits"),
        ({"encoding": '"gb 18030"'}, "the name of an encoding"),
        ({"file": '"note.pdf"', "encoding": '"gb18030"'}, "note.pdf has no encoding"),
        ({"id": '"Note 2019"'}, "lower-case letters"),
        ({"file": '"../note.txt"'}, "outside the folder"),
        ({"file": '"/etc/hosts"'}, "outside the folder"),
        ({"file": '"missing.txt"'}, "not a document of the folder"),
        ({"inferred": '{ edition = "from the text" }'}, "has no value"),
        ({"edition": "2019", "inferred": '{ edition = "" }'}, "has no reason"),
        ({"head": ""}, "as_of is missing"),
        ({"head": 'as_of = "2026"'}, "as_of is missing or no date"),
        ({"head": 'as_of = "2026-11-22"\nnote = 1'}, "unknown key 'note'"),
        ({"title": '"unclosed'}, "not valid TOML"),
    ],
)
def test_malformed_catalogue_is_refused_with_its_place(write: Write, fields: dict[str, str], words: str) -> None:
    with pytest.raises(CatalogueError, match=r"sources\.toml") as caught:
        read_corpus(write(**fields))
    assert words in str(caught.value)


def test_changed_document_is_refused_with_the_hash_to_paste(write: Write) -> None:
    folder = write()
    (folder / "note.txt").write_text("Other words.", encoding="utf-8")
    actual = hashlib.sha256(b"Other words.").hexdigest()
    with pytest.raises(CatalogueError) as caught:
        read_corpus(folder)
    assert caught.value.where.endswith("note.txt")
    assert f'sha256 = "{actual}"' in caught.value.remedy


def test_document_without_an_entry_is_refused(write: Write) -> None:
    folder = write()
    (folder / "more.md").write_text("More.", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"no entry for more\.md"):
        read_corpus(folder)


@pytest.mark.parametrize("key", ["id", "file"])
def test_same_id_or_file_twice_is_refused(write: Write, key: str) -> None:
    folder = write()
    lines = (folder / "sources.toml").read_text(encoding="utf-8").splitlines()
    second = [line.replace("note-2019", "other") if key == "file" else line for line in lines[1:]]
    (folder / "sources.toml").write_text("\n".join([*lines, *second]), encoding="utf-8")
    with pytest.raises(CatalogueError, match=f"two entries have the {key}"):
        read_corpus(folder)


def test_catalogue_without_sources_is_refused(write: Write) -> None:
    folder = write()
    (folder / "sources.toml").write_text('as_of = "2026-11-22"', encoding="utf-8")
    with pytest.raises(CatalogueError, match="no sources"):
        read_corpus(folder)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        ("\ufeff \n\u3000\n".encode(), "is empty"),
        ("Café".encode("latin-1"), "is not UTF-8 (byte 3 is 0xe9)"),
        ("Wuzhen".encode("utf-16-le"), "is binary"),
        (b"%PDF\x00\x01\x02", "is binary"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "is binary"),
    ],
)
def test_document_that_is_no_text_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        read_corpus(tmp_path)
    assert words in caught.value.what
    assert caught.value.where.endswith("bad.txt")


def test_folder_without_documents_is_refused(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"holds no \.txt, \.md, \.html, \.pdf or \.docx document"):
        read_corpus(tmp_path)
    with pytest.raises(DocumentError, match="no such folder"):
        read_corpus(tmp_path / "nowhere")


def test_folder_without_a_catalogue_is_inferred_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "B story.txt").write_text(
        f"Wuzhen opens\n\n20 October 2019\n\n{TEXT.splitlines()[2]}", encoding="utf-8"
    )
    (tmp_path / "a.md").write_text("二〇一九年的会议开幕了。大家都来了。", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("Not a document.", encoding="utf-8")
    corpus = read_corpus(tmp_path)
    story, chinese = corpus.sources
    assert (story.source_id, chinese.source_id) == ("b-story", "a")
    assert (story.title, story.edition, story.language) == ("Wuzhen opens", 2019, "en")
    assert story.published is not None
    assert story.published.value == "2019-10-20"
    assert set(story.inferred) == {"source_id", "title", "language", "published", "edition"}
    assert (chinese.language, chinese.title, chinese.published, chinese.edition) == ("zh", None, None, None)
    assert (story.publisher, story.kind, story.reliability) == (None, "unknown", "F")
    assert (corpus.is_catalogued, corpus.as_of) == (False, "2019-10-20")


def test_an_uncatalogued_text_is_read_in_the_encoding_it_seems_to_be_in(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(CHINESE.encode("gb18030"))
    (source,) = read_corpus(tmp_path).sources
    assert (source.text, source.encoding, source.language) == (CHINESE, "gb18030", "zh")
    assert source.inferred["encoding"] == "the encoding in which its bytes read best"
    assert source.is_extracted


def test_a_catalogued_text_is_utf_8_or_its_entry_names_the_encoding(write: Write) -> None:
    data = CHINESE.encode("gb18030")
    digest = hashlib.sha256(data).hexdigest()
    folder = write(sha256=f'"{digest}"')
    (folder / "note.txt").write_bytes(data)
    with pytest.raises(DocumentError, match='write encoding = "gb18030" in its entry'):
        read_corpus(folder)
    folder = write(sha256=f'"{digest}"', encoding='"gb18030"')
    (folder / "note.txt").write_bytes(data)
    source = read_corpus(folder).source("note-2019")
    assert (source.text, source.encoding, dict(source.inferred)) == (CHINESE, "gb18030", {})


def test_a_catalogued_page_keeps_the_hash_of_the_file(write: Write) -> None:
    html = f"<html><body><nav>Home</nav><article><p>{TEXT.splitlines()[2]}</p></article></body></html>".encode()
    digest = hashlib.sha256(html).hexdigest()
    folder = write(file='"note.html"', sha256=f'"{digest}"')
    (folder / "note.txt").unlink()
    (folder / "note.html").write_bytes(html)
    source = read_corpus(folder).source("note-2019")
    assert (source.text, source.sha256) == (TEXT.splitlines()[2] + "\n", digest)
    assert (source.is_extracted, source.encoding) == (True, "utf-8")


def test_an_uncatalogued_page_is_described_by_its_markup(tmp_path: Path) -> None:
    head = '<title>Wuzhen opens</title><meta name="author" content="Jane Roe"><meta name="date" content="2018-11">'
    prose = "The World Internet Conference opened in Wuzhen on Wednesday. Eighty delegates had come."
    html = f"<html><head>{head}</head><body><article><h1>Wuzhen opens</h1><p>{prose}</p></article></body></html>"
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    (source,) = read_corpus(tmp_path).sources
    assert (source.title, source.author, source.published and source.published.value) == (
        "Wuzhen opens",
        "Jane Roe",
        "2018-11",
    )
    assert source.body_text.strip() == prose
    assert (source.edition, source.inferred["published"]) == (2018, "the page's metadata")


def test_as_of_is_empty_where_nothing_is_dated(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing is dated here.", encoding="utf-8")
    assert read_corpus(tmp_path).as_of == ""


@pytest.mark.parametrize("is_catalogued", [True, False])
def test_a_file_that_nobody_reads_is_refused_by_name(write: Write, is_catalogued: bool) -> None:
    folder = write()
    if not is_catalogued:
        (folder / "sources.toml").unlink()
    (folder / "coding").mkdir()
    for name in (".hidden.png", "note.txt~", "labels.json", "coding/.lock", "desktop.ini"):
        (folder / name).write_bytes(b"x")
    read_corpus(folder)
    for name in ("chart.png", "coding/notes.csv.bak"):
        (folder / name).write_bytes(b"x")
    with pytest.raises(DocumentError) as caught:
        read_corpus(folder)
    assert str(caught.value) == (
        f"{folder / 'chart.png'}: is of a kind that is not read; the same holds for coding/notes.csv.bak. "
        "Take it out of the folder, or put what it says there as a .txt, .md, .html, .pdf or .docx document."
    )
    assert len(read_corpus(folder, without=["chart.png", "coding/notes.csv.bak"]).sources) == 1
