"""Folding keeps the place of every character."""

from __future__ import annotations

import pytest

from wicreport.findings.foldings import fold_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“a”", '"a"'),
        ("it’s", "it's"),
        ("7–9", "7-9"),
        ("a\u00a0 \n b", "a b"),
        ("a\u200bb", "ab"),
        ("wait…", "wait..."),
        ("「网络主权」", '"网络主权"'),
        ("İstanbul", "İstanbul"),
    ],
)
def test_marks_and_spaces_fold_and_letters_stay(text: str, folded: str) -> None:
    assert fold_text(text)[0] == folded


def test_every_folded_character_knows_where_it_came_from() -> None:
    text = "a\u00a0\u00a0b…c"
    folded, places = fold_text(text)
    assert folded == "a b...c"
    assert places == [0, 1, 3, 4, 4, 4, 5]
