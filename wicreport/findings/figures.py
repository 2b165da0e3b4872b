"""Figures as functions from a table to a drawing; no number is worked out here."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, wraps
from importlib import resources
from typing import ParamSpec, cast

import fontpkg
import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.patches import FancyBboxPatch

from wicreport.findings.colours import ACCENT, FILLS, INK, MIDDLE, PALE, PAPER, QUIET, ink_on
from wicreport.findings.lookups import require_columns
from wicreport.findings.participations import DISPUTED, UNMET
from wicreport.findings.rests import MOST_SHOWN, tell_rest

__all__ = ["WIDTH", "draw_bars", "draw_matrix", "draw_timeline", "draw_units", "figure_style"]

WIDTH = 7.2  # inches: the measure of the page
MARKS = {
    "attended": "A", "virtual": "V", "represented": "R", "expected": "E", UNMET: "E–", "absent": "–", DISPUTED: "?",
}  # fmt: skip
_MARK_FILLS = {"virtual": MIDDLE, "represented": PALE, **dict.fromkeys(("expected", UNMET, "absent", DISPUTED), PAPER)}


Drawing = ParamSpec("Drawing")

_MOST_SQUARES = 300  # to a row: past that, none could be told from the next
_HEAD_CHARS = 52  # of all heads of a grid on one line, with space between them


@contextmanager
def figure_style() -> Iterator[None]:
    """Draw in the briefing's own style, whatever the analyst's settings are."""
    _register_font()
    with mpl.rc_context(_read_style()):
        yield


@cache
def _read_style() -> mpl.RcParams:
    """Return the style: all settings, those of the library too."""
    path = str(resources.files(__package__) / "briefing.mplstyle")
    return mpl.rc_params_from_file(path, use_default_template=True)


@cache
def _register_font() -> None:
    fontManager.addfont(str(fontpkg.path("Inter")))
    for family in ("Inter", "DejaVu Sans"):  # Inter's file holds every weight
        path = fontManager.findfont(FontProperties(family=family))
        known = (entry for entry in fontManager.ttflist if entry.name == family)
        regular = next(entry for entry in known if os.path.realpath(entry.fname) == path)
        fontManager.ttflist.append(replace(regular, weight=600))


def _new_figure(height: float, *, left: float = 0.34) -> tuple[Figure, Axes]:
    """Return an empty figure of the page's width; ``left`` is the share kept for row labels."""
    figure = Figure(figsize=(WIDTH, height))
    below = 0.34 / height
    return figure, figure.add_axes((left, below, 0.985 - left, 1 - below - 0.06 / height))


def _label_rows(axes: Axes, labels: Sequence[str], *, width: int) -> None:
    """Write row labels beside the rows, wrapped, the first row on top."""
    axes.set_yticks(range(len(labels)), [textwrap.fill(label, width) for label in labels])
    axes.set_ylim(max(len(labels), 1) - 0.5, -0.5)


def _cut_long(draw: Callable[Drawing, Figure]) -> Callable[Drawing, Figure]:
    """Let a figure draw the first rows of a long table, and say how many more there are."""

    @wraps(draw)
    def cut(*given: Drawing.args, **named: Drawing.kwargs) -> Figure:
        table = cast(pd.DataFrame, given[0])
        figure = draw(*(table.head(MOST_SHOWN), *given[1:]), **named)  # type: ignore[arg-type]  # the table cut
        if rest := tell_rest(len(table)):
            with figure_style():
                figure.text(0.01, 0.08 / figure.get_figheight(), rest, color=QUIET, va="bottom", ha="left")
        return figure

    return cut


@_cut_long
def draw_units(table: pd.DataFrame, *, label: str, count: str, total: str | None = None) -> Figure:
    """Return rows of squares, one square a counted thing; where there are hundreds in a row, of bars as long.

    Parameters
    ----------
    table
        One row a category, in the order to be drawn.
    label, count
        Columns with the name of the category and its number of things.
    total
        Column with the number the count is out of, drawn as pale squares behind it; without it, none.
    """
    require_columns(table, [column for column in (label, count, total) if column], "wic.draw_units")
    with figure_style():
        rows = len(table)
        longest = max(int(table[total or count].max()), 1) if rows else 1
        figure, axes = _new_figure(0.5 + 0.46 * max(rows, 1))
        for row, (_, record) in enumerate(table.iterrows()):
            number, whole = int(record[count]), int(record[total]) if total else int(record[count])
            if longest > _MOST_SQUARES:
                axes.barh([row, row], [whole, number], height=0.54, color=[PALE, ACCENT])
            else:
                for unit in range(whole):
                    axes.add_patch(_square(unit, row, ACCENT if unit < number else PALE, longest))
            text = f"{number:,} of {whole:,}" if total else f"{number:,}"
            axes.text(whole + 0.012 * longest + 0.1, row, text, va="center", ha="left", color=INK, weight="normal")
        _label_rows(axes, [str(v) for v in table[label]], width=26)
        axes.set_xlim(0, longest * 1.16 + 0.6)
        _strip(axes)
    return figure


def _square(unit: int, row: int, colour: str, longest: int) -> FancyBboxPatch:
    """Return the square of one thing, narrow where there are many."""
    gap = 0.12 if longest <= 30 else 0.08
    shape = (unit + gap / 2, row - 0.27)
    return FancyBboxPatch(shape, 1 - gap, 0.54, boxstyle="square,pad=0", facecolor=colour, edgecolor="none")


@_cut_long
def draw_bars(table: pd.DataFrame, *, label: str, parts: Sequence[str]) -> Figure:
    """Return one bar a row, split into parts of a whole, each with its share written in or beside it.

    Parameters
    ----------
    table
        One row a bar; the columns ``parts`` hold shares of one.
    label
        Column with the name of the bar.
    parts
        Columns, in the order of drawing; the names stand above the bars, each beside a square of its colour.
    """
    require_columns(table, [label, *parts], "wic.draw_bars")
    with figure_style():
        figure, axes = _new_figure(0.75 + 0.46 * max(len(table), 1))
        for row, (_, record) in enumerate(table.iterrows()):
            left = 0.0
            for part, colour in zip(parts, FILLS, strict=False):
                share = float(record[part])
                axes.barh(row, share, left=left, height=0.56, color=colour, edgecolor=PAPER, linewidth=0.8)
                if share >= 0.08:
                    axes.text(left + share / 2, row, f"{share:.0%}", va="center", ha="center", color=ink_on(colour))
                left += share
        _label_rows(axes, [str(v) for v in table[label]], width=26)
        axes.set_ylim(len(table) - 0.4, -0.95)
        for place, (part, colour) in enumerate(zip(parts, FILLS, strict=False)):
            axes.plot(place / len(parts) + 0.012, -0.72, marker="s", markersize=8, color=colour)
            axes.text(place / len(parts) + 0.035, -0.72, part, color=INK, va="center", ha="left")
        axes.set_xlim(0, 1)
        _strip(axes)
    return figure


@_cut_long
def draw_matrix(table: pd.DataFrame) -> Figure:
    """Return a grid of statuses: rows by the index, columns by the columns, an empty text where nothing is said.

    The letter tells the status, so that the grid reads without colour: A attended, V by video, R represented, E
    expected, E– expected and then absent, – absent, ? there by one voice and absent by another. Any other text is drawn
    as a filled dot.
    """
    with figure_style():
        rows, columns = table.shape
        heads = [textwrap.fill(str(c), max(_HEAD_CHARS // columns, 5), break_long_words=False) for c in table.columns]
        more = 0.16 * max((head.count("\n") for head in heads), default=0)  # inches, for heads of several lines
        figure, axes = _new_figure(0.95 + more + 0.36 * max(rows, 1), left=0.40)
        for row in range(rows):
            axes.axhline(row + 0.5, color=PALE, linewidth=0.6)
            for column in range(columns):
                _draw_mark(axes, column, row, str(table.iloc[row, column]))
        _label_rows(axes, [str(v) for v in table.index], width=30)
        axes.set_xticks(range(columns), heads)
        axes.xaxis.tick_top()
        axes.set_xlim(-0.6, max(columns, 1) - 0.4)
        _key_marks(figure, {str(v) for v in table.to_numpy().ravel() if str(v) in MARKS})
        axes.spines["bottom"].set_visible(False)
        _shift_axes(axes, figure, above=0.32 + more)
    return figure


def _draw_mark(axes: Axes, column: int, row: int, status: str) -> None:
    """Draw one cell of a grid of statuses."""
    if not status:
        return
    fill = _MARK_FILLS.get(status, ACCENT)
    axes.plot(column, row, marker="o", markersize=15, markerfacecolor=fill, markeredgecolor=ACCENT, markeredgewidth=1)
    letter = MARKS.get(status, "●")
    axes.text(column, row + 0.02, letter, va="center", ha="center", fontsize=8.5, color=ink_on(fill))


def _key_marks(figure: Figure, statuses: set[str]) -> None:
    """Write what the letters of a grid mean, under it."""
    words = [f"{letter} {status}" for status, letter in MARKS.items() if status in statuses]
    figure.text(0.40, 0.09 / figure.get_figheight(), "  ·  ".join(words), color=QUIET, fontsize=9, va="bottom")


def _shift_axes(axes: Axes, figure: Figure, *, above: float) -> None:
    """Make room for column heads above, in inches, and the key below."""
    height = figure.get_figheight()
    box = axes.get_position()
    axes.set_position((box.x0, 0.36 / height, box.width, 1 - (0.36 + above) / height))


@_cut_long
def draw_timeline(table: pd.DataFrame, *, when: str, what: str, mark: str | None = None) -> Figure:
    """Return events down a line, with what happened beside each.

    Parameters
    ----------
    table
        One row an event, in the order of time.
    when, what
        Columns with the label of the time and the text beside it, wrapped.
    mark
        Column whose text stands in small type above ``what``; without it, none.
    """
    require_columns(table, [column for column in (when, what, mark) if column], "wic.draw_timeline")
    with figure_style():
        texts = [textwrap.wrap(str(text), 74) for text in table[what]]
        heights = [(0.3 if mark else 0.05) + 0.225 * len(lines) + 0.15 for lines in texts]
        figure = Figure(figsize=(WIDTH, max(sum(heights), 0.5) + 0.1))
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        top = 0.0
        for (_, record), lines, height in zip(table.iterrows(), texts, heights, strict=True):
            axes.plot(1.05, top + 0.17, marker="o", markersize=8, color=ACCENT)
            axes.text(
                0.85, top + 0.17, str(record[when]), va="center", ha="right", color=INK, weight="normal", fontsize=11
            )
            if mark:
                axes.text(1.3, top + 0.17, str(record[mark]), va="center", ha="left", color=QUIET, fontsize=9)
            axes.text(
                1.3, top + (0.3 if mark else 0.05), "\n".join(lines), va="top", ha="left", color=INK, linespacing=1.35
            )
            top += height
        axes.plot([1.05, 1.05], [0.17, max(top - heights[-1], 0) + 0.17] if heights else [0, 0], color=PALE, zorder=0)
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(max(top, 0.5) + 0.05, -0.05)
        axes.axis("off")
    return figure


def _strip(axes: Axes) -> None:
    """Take away what the direct labels say already."""
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
