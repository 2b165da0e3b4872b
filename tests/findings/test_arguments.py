"""Mistakes at the desk: each is told as the package's own error, with what, where and what to do."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import wicreport as wic
from wicreport.errors import FindingError, UnknownNameError, WicReportError
from wicreport.findings.arguments import checked_call
from wicreport.findings.citations import CitedSource, cite
from wicreport.findings.lookups import require_columns, require_known
from wicreport.findings.studies import Study
from wicreport.findings.values import Value

call: Any = wic
EVIDENCE = "words, as `wic.cite` gives them"


def claim(study: Study, **given: Any) -> Any:
    words = cite(CitedSource(study, "report"), "Robin Li of Baidu attended the 2016 conference")
    asked = {"headline": "Robin Li came", "statement": "Robin Li came.", "evidence": [words], **given}
    return call.finding(study, "m-li", "reported", **asked)


def reason(study: Study, **given: Any) -> Any:
    words = cite(CitedSource(study, "report"), "Robin Li of Baidu attended the 2016 conference")
    said = dict.fromkeys(("likelihood", "confidence", "basis", "assumption", "alternative", "indicators"), "x")
    return call.Reasoning(**{**said, "alternative_evidence": [words], **given})


MISTAKES: list[tuple[Callable[[Study], Any], str]] = [
    (lambda study: call.fnding, "wicreport: has no attribute 'fnding'. Write finding, if that is meant."),
    (lambda study: study.pasages, "Study: has no attribute 'pasages'. Write passages"),  # type: ignore[attr-defined]
    (lambda study: study.coded.apearances, "the record: has no attribute 'apearances'. Write appearances"),  # type: ignore[attr-defined]
    (lambda study: Value.of(1).numbr, "Value: has no attribute 'numbr'. Write number, if that is meant."),
    (lambda study: CitedSource(study, "report").source, "CitedSource: has no attribute 'source'. Write source_id"),  # type: ignore[attr-defined]
    (lambda study: claim(study).headlin, "Finding: has no attribute 'headlin'. Write headline, if that is meant."),
    (lambda study: study.find_actor("robin-l"), "“robin-l”: there is no such actor. Write robin-li"),
    (lambda study: study.corpus.source("reprt"), "reprt: no document of the corpus has this id. Write report"),
    (lambda study: study.find_marked("censorshp"), "“censorshp”: there is no such theme. Write censorship"),
    (lambda study: call.rate_by_edition(study, "sovreignty"), "no such theme. Write sovereignty"),
    (lambda study: call.find_participants(study, ["foreign exec"]), "no such capacity. Write foreign executive"),
    (lambda study: call.cross_appearances(study, "head of state"), "`capacities` has 'head of state' where it takes a"),
    (lambda study: call.count(study, pd.DataFrame({"source": []})), "no column 'source_id'. Write source, if"),
    (lambda study: call.count_actors(study, study.passages), "wic.count_actors: the table has no column 'actor_id'"),
    (lambda study: call.name_sources(study, pd.DataFrame({"source_id": ["reprt"]})), "no such source. Write report"),
    (lambda study: call.draw_bars(call.tabulate_bodies(study), label="source_id", parts=["Artcle"]), "Write Article"),
    (lambda study: call.draw_units(call.rate_by_edition(study, "censorship"), label="editon", count="n_theme"),
     "wic.draw_units: the table has no column 'editon'. Write edition, if that is meant."),
    (lambda study: call.draw_timeline(pd.DataFrame({"when": []}), when="wen", what="when"), "no column 'wen'"),
    (lambda study: call.draw_glance(study.passages), "wic.draw_glance: the table has no column 'days'"),
    (lambda study: call.cross_evidence(study.passages, label="who"), "wic.cross_evidence: the table has no column"),
    (lambda study: call.open_study("", 2021), "wic.open_study: `editions` has 2021 where it takes a list"),
    (lambda study: call.open_study("", ["2021"]), "`editions` has '2021' where it takes a whole number"),
    (lambda study: call.take_sources("report"), "`study` has 'report' where it takes the study"),
    (lambda study: call.take_sources(study, ["report"]), "`source_ids` has a list where it takes a text in quotes"),
    (lambda study: call.cite((CitedSource(study, "report"),), "Robin"), "`(report,) = wic.take_sources(...)`"),
    (lambda study: call.cite(CitedSource(study, "report"), None), "`exact` has None where it takes a text in quotes"),
    (lambda study: call.compare_shares(0.1, 0.2), "`then` has 0.1 where it takes a value"),
    (lambda study: call.tabulate_values({"a": 3}, total=Value.of(3)), "`numbers` has 3 where it takes a value"),
    (lambda study: claim(study, evidence=Value.of(1)), "wic.finding, m-li: `evidence` has a Value where"),
    (lambda study: claim(study, evidence=["Robin"]), f"`evidence` has 'Robin' where it takes {EVIDENCE} or a list"),
    (lambda study: claim(study, holds={"so": "yes"}), "`holds` has 'yes' where it takes whether it is so or a table."),
    (lambda study: claim(study, holds={"so": Value.of(0)}), "`holds` has a Value where it takes whether it is so"),
    (lambda study: claim(study, reasoning="likely"), "`reasoning` has 'likely' where it takes a `wic.Reasoning`."),
    (lambda study: reason(study, alternative_evidence=cite(CitedSource(study, "report"), "Robin Li")),
     "wic.Reasoning: `alternative_evidence` has an Evidence where it takes a list, in brackets. See `wic.Reasoning?`"),
    (lambda study: reason(study, indicators=["Fines"]), "`indicators` has a list where it takes a text in quotes"),
    (lambda study: reason(study, indicator="Fines"), "unexpected keyword argument 'indicator'. It takes likelihood"),
    (lambda study: call.Reasoning(likelihood="likely", confidence="low"),
     "wic.Reasoning: missing a required argument: 'basis'. It takes likelihood, confidence, basis, assumption"),
    (lambda study: claim(study, evidnce=[]), "unexpected keyword argument 'evidnce'. It takes study"),
    (lambda study: call.finding("m-li", "reported"), "wic.finding: missing a required argument: 'kind'"),
]  # fmt: skip


@pytest.mark.parametrize(("mistake", "told"), MISTAKES, ids=[told[:50] for _, told in MISTAKES])
def test_a_mistake_is_told_with_what_is_meant(study: Study, mistake: Callable[[Study], Any], told: str) -> None:
    with pytest.raises(WicReportError) as caught:
        mistake(study)
    assert told in str(caught.value)


def test_a_name_that_is_not_there_is_no_attribute_for_the_language_either(study: Study) -> None:
    assert not hasattr(study, "pasages")
    with pytest.raises(AttributeError) as caught:
        study._repr_png_  # type: ignore[attr-defined]  # noqa: B018
    assert not isinstance(caught.value, WicReportError)
    assert copy.deepcopy(Value.of(3)) == pickle.loads(pickle.dumps(Value.of(3)))


def test_an_error_of_a_name_survives_its_way_between_processes() -> None:
    with pytest.raises(UnknownNameError) as caught:
        _ = call.fnding
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_what_fits_is_passed_on_as_it_is(study: Study) -> None:
    some = study.coded.appearances
    made = claim(study, holds={"many": np.bool_(True), "none": some.head(0)}, values=None, reasoning=None)
    assert made.conditions == ("many", "none")
    assert call.finding.__name__ == "finding"


def test_what_a_function_raises_itself_is_left_alone() -> None:
    def divide(by: int) -> float:
        return 1 / by

    with pytest.raises(ZeroDivisionError):
        checked_call(divide, "divide")(0)


def test_where_nothing_is_near_all_there_are_is_told() -> None:
    with pytest.raises(WicReportError, match=r"There are days, edition\."):
        require_columns(pd.DataFrame({"days": [], "edition": []}), ["zzz"], "here")
    with pytest.raises(WicReportError, match="and 6 more"):
        require_known(["zzz"], [f"a{n}" for n in range(30)], "theme")


def test_a_cell_that_is_no_text_and_no_number_is_refused(study: Study) -> None:
    words = cite(CitedSource(study, "report"), "Robin Li of Baidu")
    with pytest.raises(FindingError, match="a cell holds an Evidence"):
        call.table_exhibit(study, "tab-x", pd.DataFrame({"a": [words]}), title="What was read")
