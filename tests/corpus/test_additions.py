"""Taking a document in: what is proposed, what is refused, and that nothing that is there is disturbed or lost."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.scratch import REPORT, TEXTS, snapshot, write_corpus
from wicreport.corpus import additions
from wicreport.corpus.additions import propose_addition, take_up
from wicreport.corpus.catalogue import read_corpus
from wicreport.errors import CatalogueError, DocumentError

WIRE = (
    "Summit opens\n\nNovember 16, 2016\n\n"
    "WUZHEN -- The third World Internet Conference opened on Wednesday, its hosts said.\n\n"
    "Delegates filled the hall in the morning and left it in the evening. Nobody was seen to sleep.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "seeds", TEXTS)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_is_proposed_with_the_reason_of_every_field_and_nothing_is_written(
    folder: Path, tmp_path: Path
) -> None:
    before = snapshot(folder)
    proposed = propose_addition(folder, write(tmp_path / "in" / "A wire.txt", WIRE))
    (entry,) = tomllib.loads(proposed.entry)["sources"]
    assert {name: entry[name] for name in ("id", "file", "title", "published", "edition", "kind", "language")} == {
        "id": "a-wire", "file": "A wire.txt", "title": "Summit opens", "published": "2016-11-16", "edition": 2016,
        "kind": "unknown", "language": "en",
    }  # fmt: skip
    assert (entry["reliability"], entry["reliability_reason"]) == ("F", "not assessed")
    assert set(entry["inferred"]) >= {"title", "published", "edition", "language"}
    assert proposed.family.roles == {"a-wire": "origin"}
    assert proposed.relations == {}
    assert snapshot(folder) == before


def test_a_byline_gives_author_and_publisher_each_with_its_reason(folder: Path, tmp_path: Path) -> None:
    text = WIRE.replace("November 16, 2016", "By Li Ming, China Daily, Nov 16, 2016")
    (entry,) = tomllib.loads(propose_addition(folder, write(tmp_path / "in" / "wire.txt", text)).entry)["sources"]
    assert (entry["author"], entry["publisher"], entry["published"]) == ("Li Ming", "China Daily", "2016-11-16")
    assert entry["inferred"]["publisher"] == entry["inferred"]["author"] == "the byline above the text"


def test_what_is_taken_up_stands_at_the_end_of_an_undisturbed_catalogue(folder: Path, tmp_path: Path) -> None:
    before = snapshot(folder)
    path = write(tmp_path / "in" / "wire.txt", WIRE)
    assert take_up(propose_addition(folder, path)) == (folder / "wire.txt", folder / "sources.toml")
    after = snapshot(folder)
    assert after.pop("wire.txt") == path.read_bytes()
    catalogue = after.pop("sources.toml")
    assert catalogue.startswith(before["sources.toml"] + b"\n[[sources]]\nid = ")
    assert after == {name: content for name, content in before.items() if name != "sources.toml"}
    assert [source.source_id for source in read_corpus(folder).sources] == [*TEXTS, "wire"]
    assert read_corpus(folder).source("wire").inferred["published"] == (
        "a date line or dateline at the head of the text"
    )


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n# The end", '\n[sources.inferred]\nedition = "a guess"'])
def test_every_ending_of_a_catalogue_is_kept(folder: Path, tmp_path: Path, end: str) -> None:
    content = (folder / "sources.toml").read_bytes().rstrip() + end.encode()
    (folder / "sources.toml").write_bytes(content)
    take_up(propose_addition(folder, write(tmp_path / "in" / "wire.txt", WIRE)))
    assert (folder / "sources.toml").read_bytes().startswith(content)
    assert len(read_corpus(folder).sources) == len(TEXTS) + 1


def test_a_name_and_a_title_with_quotation_marks_are_escaped(folder: Path, tmp_path: Path) -> None:
    text = WIRE.replace("Summit opens", 'A "new" summit \\ an old one')
    take_up(propose_addition(folder, write(tmp_path / "in" / 'the "wire".txt', text)))
    source = read_corpus(folder).sources[-1]
    assert (source.file, source.title) == ('the "wire".txt', 'A "new" summit \\ an old one')


def test_a_copy_joins_the_family_of_its_original(folder: Path, tmp_path: Path) -> None:
    long = " ".join(
        f"Sentence number {n} of this report says something of the hall and of guest {n * 7}." for n in range(30)
    )
    take_up(propose_addition(folder, write(tmp_path / "in" / "long.txt", f"{long}\n")))
    proposed = propose_addition(folder, write(tmp_path / "in" / "copy.txt", f"{long} And one more.\n"))
    assert set(proposed.family.roles) == {"long", "copy"}
    assert proposed.relations["long"].label == "identical"


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("another.txt", REPORT, "the same bytes are catalogued as report (report.txt)"),
        ("report.txt", WIRE, "report.txt is there already, as report, with other bytes"),
        ("REPORT.txt", WIRE, "report.txt is there already, as report, with other bytes"),
        ("stray.txt", WIRE, "stray.txt is there already, without an entry and with other bytes"),
        ("notes.xyz", WIRE, "is not of a kind that is read as a document"),
        (".hidden.txt", WIRE, "is not of a kind that is read as a document"),
        ("two\nlines.txt", WIRE, "has a name with characters that cannot be shown"),
        ("empty.txt", " \n", "is empty"),
        ("binary.txt", "\0\1\2", "is binary"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_and_nothing_changes(
    folder: Path, tmp_path: Path, name: str, text: str, what: str
) -> None:
    write(folder / "stray.txt", "A document nobody described.\n")
    before = snapshot(folder)
    with pytest.raises((CatalogueError, DocumentError)) as caught:
        propose_addition(folder, write(tmp_path / "in" / name, text))
    assert what in str(caught.value)
    assert snapshot(folder) == before


@pytest.mark.parametrize(("name", "what"), [("nowhere.txt", "there is no such file"), ("in", "is no file")])
def test_what_is_no_file_is_refused(folder: Path, tmp_path: Path, name: str, what: str) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(DocumentError, match=what):
        propose_addition(folder, tmp_path / name)


def test_a_folder_without_a_catalogue_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "c" / "a.txt", REPORT)
    with pytest.raises(CatalogueError, match=r"has no sources\.toml"):
        propose_addition(tmp_path / "c", write(tmp_path / "in" / "wire.txt", WIRE))
    with pytest.raises(CatalogueError, match="no such folder"):
        propose_addition(tmp_path / "d", tmp_path / "in" / "wire.txt")


def test_documents_that_lie_in_the_folder_get_their_entries_one_by_one(folder: Path) -> None:
    for name in ("one.txt", "sub/two.txt"):
        write(folder / name, WIRE.replace("morning", name))
    assert take_up(propose_addition(folder, folder / "sub" / "two.txt"))[0] == folder / "sub" / "two.txt"
    take_up(propose_addition(folder, folder / "one.txt"))
    assert [source.file for source in read_corpus(folder).sources[-2:]] == ["sub/two.txt", "one.txt"]


def test_an_interruption_between_the_two_files_loses_neither(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(folder)
    path = write(tmp_path / "in" / "wire.txt", WIRE)
    proposed = propose_addition(folder, path)
    replace = Path.replace

    def stop(self: Path, target: Path) -> Path:
        if target.name == "sources.toml":
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            take_up(proposed)
    assert snapshot(folder) == before | {"wire.txt": path.read_bytes()}
    additions.take_up(additions.propose_addition(folder, path))
    assert read_corpus(folder).sources[-1].source_id == "wire"


def test_a_catalogue_of_another_form_is_refused_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    entries = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))["sources"]
    inline = ",\n".join(
        "{" + ", ".join(f"{k} = {v if isinstance(v, int) else chr(34) + v + chr(34)}" for k, v in e.items()) + "}"
        for e in entries
    )
    write(folder / "sources.toml", f'as_of = "2016-12-01"\nsources = [\n{inline}\n]\n')
    before = snapshot(folder)
    proposed = propose_addition(folder, write(tmp_path / "in" / "wire.txt", WIRE))
    with pytest.raises(CatalogueError, match="no entry can be written after its end"):
        take_up(proposed)
    assert snapshot(folder) == before
