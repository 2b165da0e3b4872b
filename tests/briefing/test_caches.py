"""The cache as a store: what comes out is what went in under that key, or nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wicreport.briefing.caches import Cache


@pytest.mark.parametrize("content", [b"", b"\n", b"text\nwith lines", bytes(range(256))])
def test_what_is_kept_is_found_again(tmp_path: Path, content: bytes) -> None:
    kept = Cache(tmp_path)
    kept.keep("a/b.json", content)
    assert kept.find("a/b.json") == content
    assert kept.find("a/c.json") is None


def test_a_file_that_is_cut_changed_or_under_another_key_counts_as_missing(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    kept.keep("a", b"content")
    whole = (tmp_path / "a").read_bytes()
    (tmp_path / "b").write_bytes(whole)
    assert kept.find("b") is None
    for spoilt in (whole[:-1], whole + b" ", whole.replace(b"content", b"Content"), b"", b"\xff\xfe\n", whole[66:]):
        (tmp_path / "a").write_bytes(spoilt)
        assert kept.find("a") is None


def test_keys_are_listed_with_those_used_last_first(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    for number, key in enumerate(["c/x-1", "c/x-2", "c/y-1"]):
        kept.keep(key, b"")
        os.utime(tmp_path / key, (number, number))
    assert kept.list_keys("c/x-") == ["c/x-2", "c/x-1"]
    assert kept.list_keys("d/") == []


def test_what_was_not_used_for_longest_is_pruned_first(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    for number, key in enumerate(["a", "b", "c"]):
        kept.keep(key, b"x" * 100)
        os.utime(tmp_path / key, (number, number))
    assert kept.find("a") == b"x" * 100
    kept.prune(at_most=400)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]


def test_a_write_that_is_cut_short_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError("no space")

    kept = Cache(tmp_path)
    kept.keep("a", b"first")
    monkeypatch.setattr(Path, "replace", fail)
    kept.keep("a", b"second")
    assert kept.find("a") == b"first"
