from __future__ import annotations

import os
import subprocess
import sys
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
    with pytest.raises(SystemExit) as ended:
        main(["code", str(tmp_path), "--output", str(tmp_path / "tables")])
    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert "characters that cannot be shown" in said
    assert said.strip().isprintable()


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
