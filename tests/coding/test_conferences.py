"""The year that relative dates are counted from, where a source has no date: its days, its weekday, its theme."""

from __future__ import annotations

import pytest

from wicreport.coding.codebook import Codebook
from wicreport.coding.conferences import anchor_source
from wicreport.corpus.sources import Source, Span


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("WUZHEN, Dec 3 (Newswire) - The conference opened on Sunday.", 2017),
        ("The World Internet Conference runs in Wuzhen from Sept. 26 to 28.", 2021),
        ("9月26日至28日,世界互联网大会在乌镇举办。", 2021),
        ("The World Internet Conference runs in Wuzhen from Nov. 20.", None),  # of 2014 as well as of 2024
        ("Cook liked its theme, developing digital economy for openness and shared benefits.", 2017),
        ("大会以“迈向数字文明新时代”为主题。", 2021),
        ("大会以“互联互通、共享共治”为主题。", None),  # the theme of two editions
        ("Nobody said when.", None),
    ],
)
def test_days_and_themes_of_one_edition_alone_date_a_text(text: str, year: int | None, codebook: Codebook) -> None:
    source = Source("t", "t.txt", "", text, (Span(0, len(text)),))
    assert anchor_source(source, codebook).year == year
