"""Disagreements: both sides in their own words, and conflicts found by the coded records."""

from __future__ import annotations

import pytest

from tests.scratch import TEXTS, write_corpus
from wicreport.errors import EvidenceError, FindingError
from wicreport.findings.citations import cite, take_sources
from wicreport.findings.claims import LeftOut
from wicreport.findings.disagreements import Disagreement, disagreement, find_conflicts
from wicreport.findings.display import MIME
from wicreport.findings.studies import Study, open_study


def contrast(study: Study, *, words: str = "1,600 guests", source_id: str = "report", **changed: str) -> object:
    texts = {"topic": "How many came", "statement": "A report has “{words}”.", "resolution": "We keep it."} | changed
    evidence = [cite(take_sources(study, source_id)[0], words)]
    filled = {name: text.replace("{words}", words) for name, text in texts.items()}
    return disagreement(study, "d-guests", **filled, evidence=evidence)  # type: ignore[arg-type]  # three named texts


def test_a_disagreement_shows_what_is_said_and_how_it_is_read(study: Study) -> None:
    made = contrast(study)
    assert isinstance(made, Disagreement)
    shown = made._repr_mimebundle_()
    assert shown["text/plain"] == "How many came: A report has “1,600 guests”."
    assert shown[MIME]["resolution"] == "We keep it."
    assert [item["exact"] for item in shown[MIME]["evidence"]] == ["1,600 guests"]


def test_a_disagreement_is_held_to_the_rules_of_a_finding(study: Study) -> None:
    with pytest.raises(FindingError, match="d-guests-reading"):
        contrast(study, resolution="We keep 1,600.")
    with pytest.raises(EvidenceError, match="d-guests-sides"):
        contrast(study, words="1,900 guests")


def test_a_disagreement_of_a_source_outside_the_corpus_is_left_out(study: Study) -> None:
    assert isinstance(contrast(study, source_id="elsewhere"), LeftOut)


def test_voices_that_place_one_actor_both_here_and_there_conflict(tmp_path_factory: pytest.TempPathFactory) -> None:
    rival = "Robin Li did not attend the 2016 World Internet Conference, a guest said.\n"
    folder = write_corpus(tmp_path_factory.mktemp("c"), {**TEXTS, "rival": rival})
    conflicts = find_conflicts(open_study(str(folder))).to_dict("records")
    assert conflicts == [
        {"actor": "Robin Li", "edition": 2016, "present_in": "chinese;other;report", "absent_in": "rival"}
    ]


def test_voices_that_agree_do_not_conflict(study: Study) -> None:
    assert len(find_conflicts(study)) == 0
