from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.scratch import OTHER, REPORT, write_corpus
from wicreport.cli import main
from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.documents import find_documents, read_document
from wicreport.errors import WicReportError

PLACES = ["../secret.txt", "/etc/passwd", "a/../../secret.txt", "report.txt\\u0000.txt", "/dev/zero", "~/secret.txt"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("root: the secret of the house.\n")
    return write_corpus(tmp_path / "seeds", {"report": REPORT})


def name_file(folder: Path, file: str) -> None:
    catalogue = folder / "sources.toml"
    catalogue.write_text(catalogue.read_text().replace("report.txt", file))


@pytest.mark.parametrize("place", PLACES)
def test_a_catalogue_cannot_name_a_file_outside_its_folder(folder: Path, place: str) -> None:
    name_file(folder, place)
    with pytest.raises(WicReportError, match=r"outside the folder|not a document of the folder"):
        read_corpus(folder)


@pytest.mark.parametrize("target", ["../secret.txt", "/etc/passwd", "/proc/self/environ"])
def test_a_link_that_leaves_the_folder_is_not_followed(folder: Path, target: str) -> None:
    (folder / "report.txt").unlink()
    (folder / "report.txt").symlink_to(target)
    for catalogue in (True, False):
        if not catalogue:
            (folder / "sources.toml").unlink()
        with pytest.raises(WicReportError, match="link to a file outside the folder"):
            read_corpus(folder)


def test_a_link_to_a_folder_outside_is_not_walked(folder: Path) -> None:
    (folder / "more").symlink_to("..")
    assert find_documents(folder) == ("report.txt",)


def test_a_link_inside_the_folder_is_a_document(folder: Path) -> None:
    (folder / "sources.toml").unlink()
    (folder / "twin.txt").symlink_to("report.txt")
    assert [source.file for source in read_corpus(folder).sources] == ["report.txt", "twin.txt"]


def test_pipes_devices_loops_and_folders_are_no_documents(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "coding").mkdir()
    os.mkfifo(folder / "coding" / "pipe.csv")
    command = [sys.executable, "-m", "wicreport", "code", str(folder), "--output", str(folder.parent / "tables")]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    for name in ("pipe.txt", "folder.txt", "loop.txt", "zero.txt"):
        with pytest.raises(WicReportError):
            read_document(folder, name)


def test_a_file_without_end_is_refused_before_it_is_read_whole(folder: Path) -> None:
    with (folder / "report.txt").open("wb") as file:
        file.truncate(50_000_000_000)
    with pytest.raises(WicReportError, match="larger than 100 MB"):
        read_corpus(folder)


@pytest.mark.parametrize(
    "name", ["a\x1b]0;owned\x07.txt", "a\nerror: all is well.txt", "cod\u202etxt.exe.txt", "a\udcff.txt"]
)
def test_a_name_that_a_terminal_would_obey_is_refused_and_shown(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(REPORT)
    (tmp_path / "plain.txt").write_text(OTHER)
    with pytest.raises(SystemExit) as ended:
        main(["code", str(tmp_path), "--output", str(tmp_path / "tables")])
    said = capsys.readouterr()
    assert ended.value.code == 1
    assert all(line.isprintable() for line in (said.out + said.err).splitlines())
    errors = (tmp_path / "tables" / "errors.csv").read_text(encoding="utf-8")
    assert "characters that cannot be shown" in errors
    assert all(line.isprintable() for line in errors.splitlines())


def test_adding_a_document_shows_what_a_terminal_would_obey(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = write_corpus(tmp_path / "seeds", {"report": REPORT})
    new = tmp_path / "new.txt"
    new.write_text(
        "\x1b[2J\x9b31m\u202eEvil\u202c \u200btitle\n\nBy A B\n\n" + OTHER.replace("spoke", "\x07spoke\u2066")
    )
    main_done(["add", str(new), "--corpus", str(seeds)])
    said = capsys.readouterr().out
    assert {"‹U+202E›", "‹U+200B›", "‹U+2066›", "‹U+001B›"} <= {
        piece + "›" for piece in said.split("›") for piece in [piece[piece.rfind("‹") :]]
    }
    assert not set(said) & set("\x1b\x9b\x07\u202e\u202c\u200b\u2066")


def main_done(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('url = "javascript:alert(1)"', "url is 'javascript:alert"),
        ('url = "data:text/html,<script>"', "url is 'data:"),
        ("edition = " + "9" * 5000, "valid TOML"),
        ('title = "A\\r=1+1"', "should be one line"),
        ("edition = 999999999", "edition is 999999999"),
        ('published = "0001-01-01"', "published is '0001-01-01'"),
        ('encoding = "punycode"', "no encoding is called"),
        ('encoding = "zip"', "no encoding is called"),
        ("inferred = " + "[" * 100_000, "valid TOML"),
    ],
)
def test_a_catalogue_cannot_say_what_something_else_would_obey(folder: Path, line: str, fault: str) -> None:
    catalogue = folder / "sources.toml"
    catalogue.write_text(catalogue.read_text().replace("edition = 2016", line))
    with pytest.raises(WicReportError, match=fault):
        read_corpus(folder)


def test_corrections_and_labels_that_are_no_data_are_named(folder: Path) -> None:
    (folder / "coding").mkdir()
    header = "record,source_id,start,end,words,verdict,kind,reason,who,when\n"
    (folder / "coding" / "a.csv").write_text(header + f"quantity,report,{'9' * 5000},2,x,reject,,r,w,2026-01-01\n")
    with pytest.raises(WicReportError, match="whole number"):
        read_corpus(folder)
    from wicreport.corpus.labels import read_labels

    (folder / "labels.json").write_text("[" * 100_000)
    with pytest.raises(WicReportError, match="cannot be read"):
        read_labels(folder)


def code_folder(folder: Path, *, file: str = "") -> tuple[str, str]:
    """Return the tables of sources and of errors of a folder that is coded part by part, or of one file in it."""
    with pytest.raises(SystemExit):
        main(["code", str(folder / file), "--output", str(folder.parent / "out")])
    sources, errors = (folder.parent / "out" / f"{name}.csv" for name in ("sources", "errors"))
    return sources.read_text(encoding="utf-8"), errors.read_text(encoding="utf-8")


def test_a_stream_follows_no_link_out_of_its_folder_and_reads_no_endless_file(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("root: the secret of the house.\n")
    (folder / "a.txt").write_text(REPORT)
    (folder / "b.txt").symlink_to("../secret.txt")
    (folder / "c.txt").symlink_to("a.txt")
    with (folder / "d.txt").open("wb") as file:
        file.truncate(50_000_000_000)
    sources, errors = code_folder(folder)
    assert "a.txt" in sources
    assert "b.txt" not in sources
    assert "link to a file outside the folder" in errors
    assert "larger than 100 MB" in errors


def test_a_line_of_a_stream_cannot_say_what_something_else_would_obey(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    lines = [
        {"text": REPORT, "id": "\ud800"},
        {"text": REPORT, "title": "\udfff"},
        {"text": REPORT, "id": "b\u202e\x1b[2J", "url": "javascript:alert(1)"},
        {"text": OTHER, "id": "../../c"},
    ]
    (folder / "a.jsonl").write_text(
        "\n".join(json.dumps(line) for line in lines)
        + '\n{"text": "x", "id": '
        + "9" * 5000
        + "}\n"
        + "[" * 100_000
        + "\n"
    )
    sources, errors = code_folder(folder, file="a.jsonl")
    assert errors.count("half a character") == 2
    assert errors.count("is not JSON") == 2
    assert "b‹U+202E›‹U+001B›[2J" in sources
    assert "javascript" not in sources
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many", "out"]


def test_an_archive_of_documents_cannot_unpack_without_bound_or_leave_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("plain.txt", REPORT)
        archive.writestr("../../out.txt", OTHER)
        archive.writestr("large.txt", b"a" * 100_000_001)
    record = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 200000000\r\n\r\n"
    (folder / "b.warc.gz").write_bytes(gzip.compress(record + b"a" * 200_000_000, 6))
    sources, errors = code_folder(folder)
    assert "plain.txt" in sources
    assert "larger than 100 MB" in errors
    assert "broken or very large" in errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many", "out"]
