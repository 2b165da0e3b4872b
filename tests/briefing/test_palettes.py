from __future__ import annotations

import pytest

from wicreport.briefing.palettes import darken_colour, list_colours

PAPER = "#181818"


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_white_becomes_the_dark_paper_and_black_nearly_white() -> None:
    assert darken_colour("#ffffff") == PAPER
    assert luminance(darken_colour("#000000")) > 0.85


@pytest.mark.parametrize("text", ["#20262e", "#59616c", "#4a525c", "#1f5582", "#a3540f", "#5d6b2f"])
def test_text_that_can_be_read_on_white_can_be_read_on_dark_paper(text: str) -> None:
    assert contrast(text, "#ffffff") >= 4.5
    assert contrast(darken_colour(text), PAPER) >= 4.5


def test_white_text_on_a_coloured_bar_stays_readable() -> None:
    assert contrast(darken_colour("#ffffff"), darken_colour("#1f5582")) >= 4.5


def test_a_hue_stays() -> None:
    red, green, blue = (int(darken_colour("#1f5582")[place : place + 2], 16) for place in (1, 3, 5))
    assert red < green < blue


def test_the_colours_of_drawings_are_listed_once() -> None:
    assert list_colours(['<a fill="#ffffff" stroke="#1f5582"/>', '<b fill="#ffffff"/>']) == ["#1f5582", "#ffffff"]
