"""Anchors: pinned words as W3C selectors, written and read without loss."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wicreport.corpus.anchors import Anchor, anchors_as_json, read_anchors
from wicreport.errors import EvidenceError

FIRST = Anchor("a", 3, 9, "“乌镇”", "在", "开幕。", "1" * 64)
SECOND = Anchor("a", 12, 15, "ten", "", ".", "1" * 64)
THIRD = Anchor("b", 0, 2, "no", "", "", "2" * 64)


def test_an_anchor_is_the_target_of_an_annotation_with_both_selectors() -> None:
    assert SECOND.as_target() == {
        "source": "a",
        "sha256": "1" * 64,
        "selector": [
            {"type": "TextQuoteSelector", "exact": "ten", "prefix": "", "suffix": "."},
            {"type": "TextPositionSelector", "start": 12, "end": 15},
        ],
    }


def test_anchors_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "anchors.json"
    path.write_text(anchors_as_json([THIRD, FIRST, SECOND]), encoding="utf-8")
    assert read_anchors(path) == (FIRST, SECOND, THIRD)


def test_the_order_given_and_repeats_do_not_show() -> None:
    assert anchors_as_json([THIRD, FIRST, FIRST]) == anchors_as_json([FIRST, THIRD])
    assert "乌镇" in anchors_as_json([FIRST])


def test_a_project_without_pins_has_none(tmp_path: Path) -> None:
    assert read_anchors(tmp_path / "anchors.json") == ()


@pytest.mark.parametrize("content", ["{", '{"a": 1}', "[1]", "[{}]", json.dumps([{"source": "a", "selector": [{}]}])])
def test_a_pin_file_that_cannot_be_read_is_refused_and_not_ignored(tmp_path: Path, content: str) -> None:
    path = tmp_path / "anchors.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvidenceError, match="the pinned anchors cannot be read") as caught:
        read_anchors(path)
    assert caught.value.where == str(path)
