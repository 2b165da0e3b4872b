"""Labels: a careful reading beside the documents, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from wicreport.corpus.labels import LABELS, read_labels
from wicreport.errors import CatalogueError


def test_labels_are_read_by_file_name(tmp_path: Path) -> None:
    (tmp_path / LABELS).write_text('{"a.txt": {"quotations": []}}', encoding="utf-8")
    assert read_labels(tmp_path) == {"a.txt": {"quotations": []}}


def test_a_folder_without_labels_has_none(tmp_path: Path) -> None:
    assert read_labels(tmp_path) == {}


def test_the_project_labels_are_of_its_own_documents(seeds: Path) -> None:
    labels = read_labels(seeds)
    named = [name for name in labels if name.endswith(".txt")]
    assert len(named) >= 3
    assert [name for name in named if not (seeds / name).exists()] == []


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe"])
def test_labels_that_cannot_be_read_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LABELS).write_bytes(content)
    with pytest.raises(CatalogueError) as caught:
        read_labels(tmp_path)
    assert caught.value.where == str(tmp_path / LABELS)
    assert caught.value.remedy == "Restore it, or remove it."
