"""Tables for exhibits: rows of citations, values and records, in an order that does not change."""

from __future__ import annotations

import math

import pytest

from wicreport.errors import EvidenceError
from wicreport.findings.citations import Evidence, cite, take_sources
from wicreport.findings.studies import Study
from wicreport.findings.tables import (
    cross_evidence,
    tabulate_bodies,
    tabulate_evidence,
    tabulate_values,
)
from wicreport.findings.values import Value

HERE = Evidence("a", "four", "exact", 0, 4)
THERE = Evidence("b", "ten", "exact", 0, 3)
MISSING = Value(math.nan, "n/a", (Evidence("c", "x", "absent"),))


def test_citations_become_rows_in_the_order_given(study: Study) -> None:
    report, other = take_sources(study, "report", "other")
    table = tabulate_evidence(
        {
            "Guests": cite(report, "About 1,600 guests"),
            "Names": [cite(report, "Baidu attended"), cite(other, "Robin Li")],
        },
        label="what",
    )
    assert list(table.columns) == ["edition", "what", "words", "source_id"]
    assert table.to_numpy().tolist() == [
        ["2016", "Guests", "About 1,600 guests", "report"],
        ["2016", "Names", "Baidu attended", "report"],
        ["2016", "Names", "Robin Li", "other"],
    ]


def test_citations_outside_the_corpus_leave_no_row(study: Study) -> None:
    absent = cite(take_sources(study, "elsewhere")[0], "any words")
    assert len(tabulate_evidence({"Guests": absent}, label="what")) == 0


def test_citations_that_do_not_resolve_stop_the_table(study: Study) -> None:
    lost = cite(take_sources(study, "report")[0], "1,900 guests")
    with pytest.raises(EvidenceError, match="finding table row Guests"):
        tabulate_evidence({"Guests": lost}, label="what")


def test_a_grid_of_citations_has_a_cell_where_something_is_cited(study: Study) -> None:
    report = take_sources(study, "report")[0]
    grid = cross_evidence(tabulate_evidence({"Guests": cite(report, "About 1,600 guests")}, label="what"), label="what")
    assert grid.to_dict() == {"2016": {"Guests": "named"}}
    assert grid.index.name == "what"


def test_counted_groups_of_a_whole_leave_out_what_is_not_known() -> None:
    table = tabulate_values(
        {"security": Value(4.0, "4", (HERE, THERE)), "other": MISSING}, total=Value(20.0, "20", (THERE,))
    )
    assert table.to_numpy().tolist() == [["security", 4, 20, "a;b"]]
    assert list(table.columns) == ["group", "number", "total", "source_id"]


def test_counted_groups_of_an_unknown_whole_are_no_rows() -> None:
    assert len(tabulate_values({"security": MISSING}, total=MISSING)) == 0


def test_the_parts_of_a_text_add_up_to_the_whole(seeds_study: Study) -> None:
    table = tabulate_bodies(seeds_study).set_index("source_id")
    assert table.sum(axis=1).round(9).tolist() == [1.0] * 5
    assert table.index.tolist() == [s.source_id for s in seeds_study.coded.corpus.sources]
    assert table["Furniture"].to_dict()["protocol-2021-recapture"] > 0.5
    assert table["References"].to_dict()["wapack-2018"] > 0.1
