"""Conditions: what is not met is refused with the records that speak against it, or the documents that may."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from tests.scratch import write_corpus
from wicreport.errors import FindingError
from wicreport.findings.citations import CitedSource, cite
from wicreport.findings.conditions import Condition, find_unmet, refuse_overturned
from wicreport.findings.participations import find_participants
from wicreport.findings.studies import Study, open_study

HEADS = ["head of state"]
CHIEFS = ["Chinese executive"]


def refuse(study: Study, found: Condition) -> FindingError:
    with pytest.raises(FindingError) as caught:
        refuse_overturned(study, "finding alpha-li", {"nobody came": found})
    return caught.value


def test_records_have_to_be_none_and_a_truth_true(study: Study) -> None:
    some = study.coded.appearances
    assert find_unmet({"it is": True, "nobody did": some.head(0)}) == {}
    assert list(find_unmet({"it is": True, "nobody did": some, "more came": False})) == ["nobody did", "more came"]


def test_all_that_is_not_met_is_told_at_once(study: Study) -> None:
    conflicts = pd.DataFrame([("Robin Li", 2016)], columns=["actor", "edition"])
    with pytest.raises(FindingError) as caught:
        refuse_overturned(study, "finding alpha-li", {"nobody came": conflicts, "the hall was full": False})
    assert caught.value.what == (
        "overturned: the claim was that nobody came, but the record now has actor Robin Li; edition 2016; and the "
        "claim was that the hall was full, but the record does not bear that out"
    )


def test_who_stayed_away_did_not_take_part(study: Study) -> None:
    named = study.coded.appearances
    assert set(named["status"]) >= {"attended", "absent"}
    assert find_participants(study, HEADS).empty
    assert set(find_participants(study, CHIEFS)["status"]) == {"attended"}


def test_the_records_that_overturn_are_named_with_document_and_words(study: Study) -> None:
    assert refuse(study, find_participants(study, CHIEFS).head(2)).what == (
        "overturned: the claim was that nobody came, but the record now has Robin Li in report (report.txt): "
        "“Robin Li of Baidu attended the 2016 conference.”, and Robin Li in other (other.txt): “Baidu’s Robin Li "
        "attended the 2016 World Internet Conference and spoke of maps – and of little else.”"
    )


def test_whom_a_sentence_calls_he_is_named_and_a_record_of_nobody_has_no_name(tmp_path: Path) -> None:
    text = "Robin Li of Baidu is a busy man. He attended the 2016 World Internet Conference.\n"
    study = open_study(str(write_corpus(tmp_path, {"report": text})))
    told = refuse(study, find_participants(study, CHIEFS).tail(1)).what
    assert told.endswith("now has Robin Li in report (report.txt): “He attended the 2016 World Internet Conference.”")
    assert "now has report (report.txt): “Robin Li of Baidu is" in refuse(study, study.passages.head(1)).what


def test_whom_records_overturn_is_told_how_to_show_both_and_to_correct(study: Study) -> None:
    assert refuse(study, find_participants(study, CHIEFS).head(2)).remedy == (
        "Rewrite it, or withdraw it. Where sources differ, show both as well (`wic.disagreement`; alone it does not "
        "make the claim hold); what was read wrongly, correct in `seeds/coding/`."
    )


def test_of_many_records_the_first_are_named_and_the_others_counted(study: Study) -> None:
    appearances = study.coded.appearances
    many = pd.concat([appearances, appearances, appearances])
    assert refuse(study, many).what.endswith(f", and {len(many) - 3} more")


def test_what_the_claim_does_not_cite_is_told_before_what_it_does(study: Study) -> None:
    came = find_participants(study, CHIEFS)
    assert list(came["source_id"])[:2] == ["report", "other"]
    with pytest.raises(FindingError) as caught:
        refuse_overturned(study, "finding alpha-li", {"nobody came": came}, cited=["other"])
    told = re.findall(r"in (\w+) \(", caught.value.what)
    assert told == ["report", "chinese", "other"]


def test_of_voices_that_the_claim_does_not_cite_those_that_nothing_cites_are_told_first(study: Study) -> None:
    pin = cite(CitedSource(study, "report"), "Baidu attended").pin
    assert pin is not None
    told = refuse(replace(study, _pins=(pin,)), find_participants(study, CHIEFS)).what
    assert re.findall(r"in (\w+) \(", told) == ["other", "chinese", "report"]


def test_the_latest_document_is_told_first(seeds_study: Study) -> None:
    chiefs = find_participants(seeds_study, CHIEFS)
    assert chiefs["source_id"].iloc[0] == "protocol-2021"
    assert "the record now has Robin Li in scmp-2022" in refuse(seeds_study, chiefs).what


def test_records_without_a_place_are_told_by_what_they_say(study: Study) -> None:
    conflicts = pd.DataFrame([("Robin Li", 2016)], columns=["actor", "edition"])
    assert refuse(study, conflicts).what == (
        "overturned: the claim was that nobody came, but the record now has actor Robin Li; edition 2016"
    )


def test_without_records_it_is_said_that_the_claim_is_not_borne_out(study: Study) -> None:
    assert refuse(study, False).what == (
        "overturned: the claim was that nobody came, but the record does not bear that out"
    )


def test_without_records_the_documents_that_nothing_cites_are_named(study: Study) -> None:
    assert refuse(study, False).remedy == "Rewrite it, or withdraw it."
    pin = cite(CitedSource(study, "report"), "Baidu attended").pin
    assert pin is not None
    cited = replace(study, _pins=(pin,))
    assert refuse(cited, False).remedy == (
        "Rewrite it, or withdraw it. No words of other, chinese, awkward are in anchors.json yet: look there first."
    )


def test_a_copy_of_a_cited_document_is_not_where_to_look(seeds_study: Study) -> None:
    assert not set(seeds_study.corpus.family_of) <= set(seeds_study.cited_ids)
    assert refuse(seeds_study, False).remedy == "Rewrite it, or withdraw it."
    pins = tuple(pin for pin in seeds_study._pins if pin.source_id != "scmp-2022")
    assert refuse(replace(seeds_study, _pins=pins), False).remedy == (
        "Rewrite it, or withdraw it. No words of scmp-2022 are in anchors.json yet: look there first."
    )
