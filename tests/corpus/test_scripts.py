"""Traditional characters read as simplified ones."""

from __future__ import annotations

import pytest

from wicreport.corpus.scripts import simplify_han


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("第六屆世界互聯網大會", "第六届世界互联网大会"),
        ("網絡主權與數字鴻溝", "网络主权与数字鸿沟"),
        ("已经是简体字。", "已经是简体字。"),
        ("Wuzhen, no Chinese at all", "Wuzhen, no Chinese at all"),
    ],
)
def test_characters_are_replaced_one_for_one(text: str, simplified: str) -> None:
    assert simplify_han(text) == simplified
    assert len(simplify_han(text)) == len(text)
