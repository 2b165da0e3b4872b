"""Colours: text stands out from its ground, and what is told by colour is told in grey as well."""

from __future__ import annotations

import re
from itertools import combinations

import pandas as pd
import pytest

from wicreport.findings.colours import ACCENT, FILLS, INK, PALETTE, PAPER, QUIET, WASH, contrast, ink_on
from wicreport.findings.exhibits import render_svg
from wicreport.findings.figures import draw_bars, draw_matrix, draw_timeline, draw_units

UNITS = pd.DataFrame({"group": ["security"], "number": [4], "total": [20]})
SHARES = pd.DataFrame({"whole": ["2021"], "A": [0.4], "B": [0.3], "C": [0.3]})
GRID = pd.DataFrame({"2018": ["attended", "virtual", "represented", "expected", "absent"]}, index=list("abcde"))
EVENTS = pd.DataFrame({"year": ["2015"], "what": ["Xi came"], "days": ["16"]})

DRAWINGS = {
    "units": draw_units(UNITS, label="group", count="number", total="total"),
    "bars": draw_bars(SHARES, label="whole", parts=["A", "B", "C"]),
    "matrix": draw_matrix(GRID),
    "timeline": draw_timeline(EVENTS, when="year", what="what", mark="days"),
}


def test_the_contrast_of_black_and_white_is_the_greatest_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast(INK, INK) == pytest.approx(1)


@pytest.mark.parametrize("ground", PALETTE)
def test_text_on_every_colour_has_a_contrast_of_four_and_a_half(ground: str) -> None:
    assert contrast(ink_on(ground), ground) >= 4.5


@pytest.mark.parametrize("ground", [PAPER, WASH])
@pytest.mark.parametrize("colour", [INK, QUIET, ACCENT])
def test_text_beside_the_drawing_has_a_contrast_of_four_and_a_half(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= 4.5


@pytest.mark.parametrize(("first", "second"), list(combinations(FILLS, 2)))
def test_parts_of_a_whole_differ_in_grey(first: str, second: str) -> None:
    assert contrast(first, second) >= 1.6


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_has_no_colour_outside_the_palette(name: str) -> None:
    svg = render_svg(DRAWINGS[name], f"fig-{name}", "alt")
    assert set(re.findall(r"#[0-9a-f]{6}\b", svg)) <= set(PALETTE)
