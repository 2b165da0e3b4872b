"""Files replaced whole: whatever stops the writing, the old file stands and nothing is beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wicreport.corpus.replacements import drop_partials, replace_file


def test_a_file_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    replace_file(path, b"one")
    path.chmod(0o640)
    replace_file(path, b"two")
    assert path.read_bytes() == b"two" and path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_right_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    replace_file(path, b"one")
    before = path.stat()
    replace_file(path, b"one")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_disk_that_is_full_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"two")
    assert {found.name: found.read_bytes() for found in tmp_path.iterdir()} == {"a.txt": b"one"}


def test_what_a_killed_process_left_is_in_nobodys_way(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    (tmp_path / ".a.txt.partial").symlink_to(outside)
    (tmp_path / ".b.txt.partial").write_bytes(b"half")
    replace_file(tmp_path / "a.txt", b"one")
    drop_partials(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": b"one", "outside": b"mine"}
