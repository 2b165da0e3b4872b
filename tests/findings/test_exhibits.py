"""Exhibits: figures and tables with their texts, their sources and the same bytes each time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from wicreport.errors import FindingError
from wicreport.findings.claims import LeftOut
from wicreport.findings.display import MIME
from wicreport.findings.exhibits import Exhibit, figure_exhibit, render_svg, table_exhibit
from wicreport.findings.figures import draw_units
from wicreport.findings.studies import Study
from wicreport.findings.values import Value

TABLE = pd.DataFrame({"group": ["security", "content"], "number": [4, 3], "source_id": ["report", "report;other"]})


def draw(study: Study, **changed: Any) -> Exhibit:
    texts = {"title": "Most was on security", "subtitle": "Forums", "alt": "Rows of squares.", "note": ""}
    drawing = draw_units(TABLE, label="group", count="number")
    return figure_exhibit(study, "fig-forums", drawing, TABLE, **{**texts, **changed})


def test_a_figure_brings_its_table_and_its_sources_counted_as_documents_and_voices(study: Study) -> None:
    payload = draw(study).payload
    assert payload["columns"] == ["group", "number", "source"]
    assert payload["rows"] == [["security", 4, "report"], ["content", 3, "report;other"]]
    assert payload["sources"] == ["report", "other"]
    assert (payload["n_documents"], payload["n_families"]) == (2, 2)


def test_a_table_without_sources_rests_on_all_documents(study: Study) -> None:
    payload = table_exhibit(study, "tab-x", TABLE[["group"]], title="Groups").payload
    assert payload["sources"] == ["report", "other", "chinese", "awkward"]
    assert payload["type"] == "table"


def test_missing_cells_are_none_and_whole_numbers_have_no_decimals(study: Study) -> None:
    table = pd.DataFrame({"a": [1.0, None], "b": [0.123456, 2.5], "c": pd.array([None, 3], dtype="Int64")})
    assert table_exhibit(study, "tab-x", table, title="Cells").payload["rows"] == [
        [1, 0.1235, None],
        [None, 2.5, 3],
    ]


@pytest.mark.parametrize("field", ["title", "subtitle", "alt", "note"])
def test_no_text_of_a_figure_has_a_typed_number(study: Study, field: str) -> None:
    with pytest.raises(FindingError) as caught:
        draw(study, **{field: "Four of 20 forums"})
    assert caught.value.what.startswith("Four, 20 is typed")
    assert caught.value.where == "fig-forums"


def test_numbers_are_filled_in_from_values(study: Study) -> None:
    made = draw(study, title="{n:words} forums", values={"n": Value(4.0, "4")})
    assert made.payload["title"] == "four forums"


def test_a_placeholder_without_a_value_is_refused(study: Study) -> None:
    with pytest.raises(FindingError, match="cannot be filled in"):
        draw(study, title="{n} forums")
    with pytest.raises(FindingError, match="cannot be filled in"):
        draw(study, title="{n.nothing} forums", values={"n": Value(4.0, "4")})


def test_a_figure_without_alternative_text_is_refused(study: Study) -> None:
    with pytest.raises(FindingError, match="there is no alternative text"):
        draw(study, alt=" ")


def test_the_same_figure_has_the_same_bytes(study: Study) -> None:
    assert draw(study).payload["svg"] == draw(study).payload["svg"]


def test_two_figures_share_no_id() -> None:
    ids = [
        set(re.findall(r'\bid="([^"]+)"', render_svg(draw_units(TABLE, label="group", count="number"), name, "x")))
        for name in ("fig-one", "fig-two")
    ]
    assert ids[0] and not ids[0] & ids[1]


def test_every_reference_inside_a_figure_finds_its_id() -> None:
    svg = render_svg(draw_units(TABLE, label="group", count="number"), "fig-one", "x")
    wanted = set(re.findall(r'href="#([^"]+)"', svg)) | set(re.findall(r"url\(#([^)]+)\)", svg))
    assert wanted <= set(re.findall(r'\bid="([^"]+)"', svg))


def test_a_figure_has_no_clock_and_its_text_is_text() -> None:
    svg = render_svg(draw_units(TABLE, label="group", count="number"), "fig-one", 'a "b" <c> & d')
    assert "<dc:date>" not in svg
    assert ">security</text>" in svg
    assert svg.startswith('<svg role="img" aria-label="a &quot;b&quot; &lt;c> &amp; d" ')


def test_a_notebook_shows_a_figure_with_its_alternative_text_and_its_data(study: Study) -> None:
    shown = draw(study)._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain", "image/svg+xml", MIME}
    assert 'alt="Rows of squares."' in shown["text/html"]
    assert shown["text/plain"] == "Most was on security"


def test_a_title_that_does_not_hold_stops_the_build_of_the_whole_corpus(study: Study) -> None:
    with pytest.raises(FindingError) as caught:
        draw(replace(study, is_whole=True), holds={"most was on security": False})
    assert (
        caught.value.what
        == "overturned: the claim was that most was on security, but the record does not bear that out"
    )


def test_a_title_that_does_not_hold_in_a_narrower_corpus_leaves_the_figure_out(study: Study) -> None:
    made = draw(study, title="{n} forums", holds={"most was on security": False})
    assert made == LeftOut(
        "fig-forums",
        "… forums",
        "its title claims that most was on security, but the chosen corpus does not bear that out",
    )


def test_a_title_that_claims_nothing_stands_in_for_one_that_does_not_hold(study: Study) -> None:
    made = draw(study, holds={"most was on security": False}, otherwise="Forums by group")
    assert isinstance(made, Exhibit)
    assert made.payload["title"] == "Forums by group"


def test_a_title_that_holds_leaves_nothing_out(study: Study) -> None:
    assert isinstance(draw(replace(study, is_whole=True), holds={"most was on security": True}), Exhibit)


def test_a_table_without_rows_is_left_out(study: Study) -> None:
    made = table_exhibit(study, "tab-x", TABLE.head(0), title="Groups")
    assert made == LeftOut("tab-x", "Groups", "nothing of it is in the chosen corpus")


def test_of_a_very_long_table_the_first_rows_are_shown_and_how_many_more_there_are(study: Study) -> None:
    table = pd.DataFrame({"name": [f"row {n}" for n in range(2380)], "n": range(2380)})
    rows = table_exhibit(study, "tab-x", table, title="Rows").payload["rows"]
    assert (len(rows), rows[39], rows[40]) == (41, ["row 39", 39], ["and 2,340 more", None])
    assert len(table_exhibit(study, "tab-x", table.head(40), title="Rows").payload["rows"]) == 40


def test_of_a_very_long_list_in_a_cell_the_first_are_shown_and_how_many_more_there_are(study: Study) -> None:
    table = pd.DataFrame({"name": [";".join(f"n{n}" for n in range(2380)), "a; b"]})
    rows = table_exhibit(study, "tab-x", table, title="Rows").payload["rows"]
    assert rows[0][0].endswith(";n38;n39; and 2,340 more")
    assert rows[1] == ["a; b"]
