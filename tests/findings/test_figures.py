"""Figures: what is drawn is what the table says, and nothing of the analyst's own settings shows."""

from __future__ import annotations

import warnings
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text

from wicreport.findings import figures
from wicreport.findings.figures import draw_bars, draw_matrix, draw_timeline, draw_units, figure_style


def texts_of(figure: Figure) -> list[str]:
    return [item.get_text() for item in figure.findobj(Text) if isinstance(item, Text) and item.get_text()]


def squares_of(figure: Figure) -> int:
    return len(figure.findobj(FancyBboxPatch))


UNITS = pd.DataFrame({"group": ["security", "content"], "number": [4, 3], "total": [20, 20]})
SHARES = pd.DataFrame({"whole": ["2021"], "Digital": [0.386], "Rest": [0.614]})
GRID = pd.DataFrame({"2017": ["attended", ""], "2018": ["absent", "disputed"]}, index=["Tim Cook", "Li"])
EVENTS = pd.DataFrame({"year": ["2015", "2018"], "what": ["Xi came", "A letter " * 20], "days": ["16", "7"]})


def test_one_square_is_one_counted_thing() -> None:
    figure = draw_units(UNITS, label="group", count="number")
    assert squares_of(figure) == 7
    assert {"security", "content", "4", "3"} <= set(texts_of(figure))


def test_the_whole_is_drawn_behind_the_part() -> None:
    figure = draw_units(UNITS, label="group", count="number", total="total")
    assert squares_of(figure) == 40
    assert "4 of 20" in texts_of(figure)


def test_each_part_of_a_bar_has_its_share_written_and_its_name() -> None:
    found = texts_of(draw_bars(SHARES, label="whole", parts=["Digital", "Rest"]))
    assert {"2021", "39%", "61%", "Digital", "Rest"} <= set(found)


def test_a_part_too_small_to_hold_its_share_has_none_written() -> None:
    small = pd.DataFrame({"whole": ["2021"], "Digital": [0.05], "Rest": [0.95]})
    assert "5%" not in texts_of(draw_bars(small, label="whole", parts=["Digital", "Rest"]))


def test_a_grid_tells_its_statuses_by_letters_and_explains_those_it_has() -> None:
    found = texts_of(draw_matrix(GRID))
    assert {"A", "–", "?", "Tim Cook", "2017", "2018"} <= set(found)
    assert "A attended  ·  – absent  ·  ? disputed" in found


def test_who_was_expected_and_stayed_away_has_a_mark_of_its_own_that_is_explained() -> None:
    grid = pd.DataFrame({"2022": ["expected", "expected, then absent", "absent"]}, index=["A", "B", "C"])
    found = texts_of(draw_matrix(grid))
    assert {"E", "E–", "–"} <= set(found)
    assert "E expected  ·  E– expected, then absent  ·  – absent" in found


@pytest.mark.parametrize("n_years", [0, 3, 8])
def test_heads_of_a_grid_fit_over_their_columns(n_years: int) -> None:
    columns = [*(str(year) for year in range(2014, 2014 + n_years)), "year not given"]
    figure = draw_matrix(pd.DataFrame([["attended"] * len(columns)], index=["Elon Musk"], columns=columns))
    figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in figure.axes[0].get_xticklabels()]
    assert [(a, b) for a, b in pairwise(boxes) if a.x1 + 4 > b.x0] == []
    assert max(box.y1 for box in boxes) <= figure.bbox.y1
    assert min(box.y0 for box in boxes) >= figure.axes[0].bbox.y1


def test_events_stand_down_a_line_with_their_texts_wrapped() -> None:
    found = texts_of(draw_timeline(EVENTS, when="year", what="what", mark="days"))
    assert {"2015", "2018", "Xi came", "16", "7"} <= set(found)
    assert any("\n" in text for text in found)


@pytest.mark.parametrize(
    "figure",
    [
        lambda: draw_units(UNITS.head(0), label="group", count="number"),
        lambda: draw_bars(SHARES.head(0), label="whole", parts=["Digital", "Rest"]),
        lambda: draw_matrix(GRID.head(0)),
        lambda: draw_timeline(EVENTS.head(0), when="year", what="what"),
    ],
)
def test_a_table_without_rows_draws_an_empty_figure(figure: object) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawing = figure()  # type: ignore[operator]  # a function without arguments
    assert isinstance(drawing, Figure)
    assert squares_of(drawing) == 0


def test_the_analysts_own_settings_do_not_show() -> None:
    with mpl.rc_context({"font.family": "monospace", "axes.facecolor": "red"}):
        with figure_style():
            assert mpl.rcParams["axes.facecolor"] != "red"
            assert mpl.rcParams["font.family"][0] == "Inter"
            assert mpl.rcParams["svg.fonttype"] == "none"
        assert mpl.rcParams["axes.facecolor"] == "red"


def test_fonts_that_are_reached_through_a_link_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [entry for entry in fontManager.ttflist if entry.name == "DejaVu Sans"]
    (tmp_path / "fonts").symlink_to(Path(known[0].fname).parent)
    linked = [replace(entry, fname=str(tmp_path / "fonts" / Path(entry.fname).name)) for entry in known]
    others = [entry for entry in fontManager.ttflist if entry.name != "DejaVu Sans"]
    monkeypatch.setattr(fontManager, "ttflist", [*others, *linked])
    figures._register_font.__wrapped__()
    assert [entry.fname for entry in fontManager.ttflist[-1:]] == [str(tmp_path / "fonts" / "DejaVuSans.ttf")]
    assert fontManager.ttflist[-1].weight == 600


def test_a_long_table_is_cut_and_the_figure_says_how_much_is_left() -> None:
    table = pd.DataFrame({"name": [f"document {n}" for n in range(2380)], "n": [1] * 2380})
    figure = draw_units(table, label="name", count="n")
    assert [text.get_text() for text in figure.texts][-1] == "and 2,340 more"
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert (len(labels), labels[-1]) == (40, "document 39")


def test_a_table_of_forty_rows_is_drawn_whole() -> None:
    table = pd.DataFrame({"name": [f"document {n}" for n in range(40)], "n": [1] * 40})
    assert not [text for text in draw_units(table, label="name", count="n").texts if "more" in text.get_text()]


def test_hundreds_of_things_in_a_row_are_a_bar_as_long() -> None:
    table = pd.DataFrame({"name": ["a", "b"], "n": [40, 1200], "of": [300, 2500]})
    figure = draw_units(table, label="name", count="n", total="of")
    lengths = sorted(patch.get_width() for patch in figure.axes[0].patches if isinstance(patch, Rectangle))
    assert lengths == [40, 300, 1200, 2500]
    assert [text.get_text() for text in figure.axes[0].texts] == ["40 of 300", "1,200 of 2,500"]
