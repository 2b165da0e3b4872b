"""The colours of all figures, each with its use; a page that follows a dark theme maps these and no others."""

from __future__ import annotations

__all__ = ["FILLS", "PALETTE", "contrast", "ink_on"]

INK = "#20262e"
QUIET = "#59616c"
ACCENT = "#1f5582"
WARM = "#d9953b"
MIDDLE = "#8fb3d1"
PALE = "#d5dae1"
WASH = "#f1f3f6"
PAPER = "#ffffff"

PALETTE = {
    INK: "text, and what is said first",
    QUIET: "text beside it: subtitles, axes, keys",
    ACCENT: "what the figure is about",
    WARM: "the second part of a whole",
    MIDDLE: "a weaker form of the first: an interval, somebody represented",
    PALE: "the rest of a whole, rules",
    WASH: "the ground behind a group of rows or columns",
    PAPER: "what stands empty, edges, text on dark",
}
"""Every colour a figure may have, and what it is for. They differ in lightness, so that they differ in grey as well."""

FILLS = (ACCENT, WARM, PALE)
"""The parts of a whole, in the order of drawing."""


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21.

    Source
    ------
    WCAG 2.2, definitions of contrast ratio and of relative luminance.
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(ground: str) -> str:
    """Return the colour of text on a ground: ink or paper, whichever stands out more."""
    return max((INK, PAPER), key=lambda colour: contrast(colour, ground))


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour written as `#rrggbb`."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
