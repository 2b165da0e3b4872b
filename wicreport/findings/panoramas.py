"""The wide figure of all editions, row by row; what stands in it is worked out elsewhere."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from wicreport.findings.colours import ACCENT, INK, PALE, PAPER, QUIET, WASH
from wicreport.findings.figures import figure_style
from wicreport.findings.glances import PHRASES
from wicreport.findings.lookups import require_columns
from wicreport.findings.participations import DISPUTED, UNMET

__all__ = ["draw_glance"]

PANORAMA = 10.6  # inches: the measure of a page laid on its side
LINE, ROW = 0.16, 0.4  # inches from line to line, and the least a row has
HEAD, KEY = 0.52, 0.3  # inches kept above and below the rows
KEYS = 4.46  # inches from the left, where the key of the marks begins beside that of the nodes
NODE, YEAR, THEME, BEIJING, ABROAD = 0.13, 0.32, 1.42, 5.44, 7.78  # inches from the left, where the columns begin
THEME_WIDTH, BEIJING_WIDTH, ABROAD_WIDTH = 62, 33, 40  # characters to a line
TEXT, SMALL = 9.2, 8.4  # points

_MARKS: Mapping[str, Mapping[str, Any]] = {
    PHRASES["attended"]: {"marker": "o", "markerfacecolor": ACCENT},
    PHRASES["virtual"]: {"marker": "o", "fillstyle": "left", "markerfacecolor": ACCENT, "markerfacecoloralt": PAPER},
    PHRASES["represented"]: {"marker": "o", "markerfacecolor": PAPER},
    PHRASES["expected"]: {"marker": "D", "markerfacecolor": PAPER, "markersize": 4},
    PHRASES["absent"]: {"marker": "x", "markeredgewidth": 1.3},
}
_CROSSED: Mapping[str, Sequence[Mapping[str, Any]]] = {
    PHRASES[UNMET]: ({"marker": "D", "markerfacecolor": PAPER, "markersize": 6}, {"marker": "x", "markersize": 4}),
    PHRASES[DISPUTED]: ({"marker": "o", "markerfacecolor": PAPER, "markersize": 7.5}, {"marker": "x", "markersize": 4}),
}
_NODES: Mapping[str, Mapping[str, Any]] = {
    "own document": {"marker": "o", "markersize": 8, "markerfacecolor": ACCENT, "markeredgecolor": ACCENT},
    "in passing": {"marker": "o", "markersize": 8, "markerfacecolor": PAPER, "markeredgecolor": ACCENT},
    "no document": {"marker": "o", "markersize": 3.5, "markerfacecolor": QUIET, "markeredgecolor": QUIET},
}

Said = tuple[str, str]
"""The phrase that a mark stands for (empty on the lines that follow), and the words behind it."""


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines of one edition, by column."""

    year: str
    days: str
    coverage: str
    theme: tuple[str, ...]
    tail: tuple[str, ...]
    beijing: tuple[Said, ...]
    abroad: tuple[Said, ...]

    @property
    def height(self) -> float:
        n_lines = max(len(self.theme) + len(self.tail), len(self.beijing), len(self.abroad))
        return max(ROW, LINE * n_lines + 0.09)


_COLUMNS = ("edition", "days", "theme", "coverage", "for_beijing", "from_abroad")


def draw_glance(table: pd.DataFrame) -> Figure:
    """Return all editions downwards, with days and theme on one side and who is on record on the other.

    Parameters
    ----------
    table
        As `glance_editions` gives it. What the codebook says stands on plain ground, what the sources say on a tinted
        one. A mark before a name tells how somebody was there; the key below explains the marks there are.
    """
    require_columns(table, _COLUMNS, "wic.draw_glance")
    with figure_style():
        rows = [_set_row(record) for record in table.to_dict("records")]
        foot = HEAD + sum(row.height for row in rows)
        key = _find_marks(rows)
        below = foot + KEY / 2 + (0 if _measure_key(key) < PANORAMA - KEYS else KEY * 0.7)  # a line of its own
        figure = Figure(figsize=(PANORAMA, below + KEY / 2))
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_xlim(0, PANORAMA)
        axes.set_ylim(below + KEY / 2, 0)
        axes.axis("off")
        said = BEIJING - 0.14  # from here on the sources speak
        axes.add_patch(Rectangle((said, 0), PANORAMA - said, foot, facecolor=WASH, edgecolor="none"))
        _draw_heads(axes)
        _draw_rows(axes, rows)
        _draw_nodes_key(axes, foot + KEY / 2)
        _draw_marks_key(axes, key, KEYS if below == foot + KEY / 2 else NODE, below)
    return figure


def _set_row(record: Mapping[Any, Any]) -> _Row:
    """Return one edition as lines of text."""
    main, _, tail = record["theme"].replace(": ", " – ", 1).partition(" – ")
    has_document = record["coverage"] != "no document"
    return _Row(
        year=record["edition"],
        days=record["days"],
        coverage=record["coverage"],
        theme=tuple(textwrap.wrap(main, THEME_WIDTH)),
        tail=tuple(textwrap.wrap(tail, THEME_WIDTH)),
        beijing=tuple(_set_people(record["for_beijing"], BEIJING_WIDTH))
        if has_document
        else (("", "no document in hand"),),
        abroad=tuple(_set_people(record["from_abroad"], ABROAD_WIDTH)) if has_document else (),
    )


def _set_people(cell: str, width: int) -> Iterator[Said]:
    """Yield the lines of a cell, one status after the other."""
    for part in cell.split("; "):
        phrase, _, names = part.partition(": ")
        for place, line in enumerate(textwrap.wrap(names or phrase, width)):
            yield phrase if names and not place else "", line


def _draw_heads(axes: Axes) -> None:
    """Write what the columns hold, and who says so."""
    for left, says, what in (
        (YEAR, "The codebook says", "Edition"), (THEME, "", "Official theme"),
        (BEIJING, "Our sources say", "For Beijing"), (ABROAD, "", "From abroad"),
    ):  # fmt: skip
        axes.text(left, 0.15, says, va="center", color=QUIET, fontsize=SMALL)
        axes.text(left, 0.36, what, va="center", color=INK, fontsize=TEXT, fontweight=600)


def _draw_rows(axes: Axes, rows: Sequence[_Row]) -> None:
    """Draw the editions on their line."""
    top, nodes = HEAD, []
    for row in rows:
        axes.plot([YEAR, PANORAMA], [top, top], color=PALE, linewidth=0.7)
        first = top + 0.125
        nodes += [first] if row.year.isdigit() else []
        axes.plot(NODE, first, zorder=3, linestyle="none", **_NODES[row.coverage])
        axes.text(YEAR, first, row.year, va="center", color=INK, fontsize=TEXT + 1.5, fontweight=600)
        axes.text(YEAR, first + LINE, row.days, va="center", color=QUIET, fontsize=SMALL)
        for place, line in enumerate((*row.theme, *row.tail)):
            is_main = place < len(row.theme)
            axes.text(THEME, first + place * LINE, line, va="center", color=INK if is_main else QUIET,
                      fontsize=TEXT if is_main else SMALL)  # fmt: skip
        for left, lines in ((BEIJING, row.beijing), (ABROAD, row.abroad)):
            _write_people(axes, left, first, lines)
        top += row.height
    axes.plot([NODE] * 2, [nodes[0], nodes[-1]] if nodes else [0, 0], color=PALE, linewidth=1.5, zorder=0)


def _write_people(axes: Axes, left: float, top: float, lines: Sequence[Said]) -> None:
    """Write names, each status behind its mark; what names nobody is quiet."""
    is_named = any(phrase for phrase, _ in lines)
    for place, (phrase, line) in enumerate(lines):
        _draw_mark(axes, left + 0.05, top + place * LINE, phrase)
        axes.text(left + (0.18 if is_named else 0), top + place * LINE, line, va="center",
                  color=INK if is_named else QUIET, fontsize=TEXT if is_named else SMALL)  # fmt: skip


def _draw_mark(axes: Axes, left: float, top: float, phrase: str) -> None:
    """Draw the mark of a status, if there is one."""
    for mark in _CROSSED.get(phrase) or ([_MARKS[phrase]] if phrase in _MARKS else []):
        look: dict[str, Any] = {"markersize": 5.2, "markeredgecolor": ACCENT, "linestyle": "none", **mark}
        axes.plot(left, top, color=ACCENT, **look)


def _find_marks(rows: Sequence[_Row]) -> list[str]:
    """Return the phrases whose marks the figure has."""
    used = {phrase for row in rows for phrase, _ in (*row.beijing, *row.abroad)}
    return [phrase for phrase in PHRASES.values() if phrase in used]


def _measure_key(phrases: Sequence[str]) -> float:
    """Return how wide some phrases stand behind their marks, in inches."""
    return sum(0.34 + 0.067 * len(phrase) for phrase in phrases)


def _draw_nodes_key(axes: Axes, top: float) -> None:
    """Explain the nodes."""
    for left, coverage in ((NODE, "own document"), (1.5, "in passing"), (2.6, "no document")):
        axes.plot(left, top, linestyle="none", **_NODES[coverage])
        axes.text(left + 0.13, top, coverage, va="center", color=QUIET, fontsize=SMALL)


def _draw_marks_key(axes: Axes, phrases: Sequence[str], left: float, top: float) -> None:
    """Explain the marks."""
    for place, phrase in enumerate(phrases):
        start = left + _measure_key(phrases[:place])
        _draw_mark(axes, start, top, phrase)
        axes.text(start + 0.1, top, phrase, va="center", color=QUIET, fontsize=SMALL)
