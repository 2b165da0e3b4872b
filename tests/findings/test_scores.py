"""Scores as tables: what was labelled, what was coded, and how sure the rates are."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.scratch import write_corpus
from wicreport.coding.tallies import Score
from wicreport.corpus.rates import Rate
from wicreport.errors import FindingError
from wicreport.findings.scores import count_labelled, score_study, tabulate_rates, tabulate_scores
from wicreport.findings.studies import Study, open_study


def test_a_folder_without_labels_has_no_scores(study: Study) -> None:
    assert score_study(study) == ()
    assert len(tabulate_scores(())) == 0


def test_the_project_documents_are_coded_as_well_as_the_issue_asks(seeds_study: Study) -> None:
    scores = {score.record: score for score in score_study(seeds_study)}
    for record in ("quotations with speaker", "quantities", "appearances"):
        assert (scores[record].f1 or 0) >= 0.9, record
        assert scores[record].n_labelled >= 20


def test_languages_are_scored_apart(tmp_path: Path) -> None:
    texts = {"one": "The World Internet Conference opened.\n", "chinese": "世界互联网大会开幕了，来宾众多。\n"}
    folder = write_corpus(tmp_path, texts)
    label = {name: {"body_start": text.strip()[:5], "body_end": text.strip()[-5:]} for name, text in texts.items()}
    (folder / "labels.json").write_text(json.dumps({f"{name}.txt": label[name] for name in texts}), encoding="utf-8")
    records = [score.record for score in score_study(open_study(str(folder)))]
    assert records[0] == "bodies (en)"
    assert "bodies (zh)" in records
    assert "bodies" not in records


def test_rates_are_shown_with_counts_and_intervals() -> None:
    table = tabulate_scores([Score("quotations", n_labelled=10, n_coded=8, n_matched=6)])
    row = table.to_dict("records")[0]
    assert (row["record"], row["by the reader"], row["by the rules"], row["both"]) == ("quotations", 10, 8, 6)
    assert row["precision"].startswith("0.75 (")
    assert row["recall"].startswith("0.60 (")
    assert row["F1"] == "0.67"


def test_a_rate_of_nothing_is_left_empty() -> None:
    row = tabulate_scores([Score("quotations", n_labelled=0, n_coded=0, n_matched=0)]).to_dict("records")[0]
    assert (row["precision"], row["recall"], row["F1"]) == ("", "", "")


def test_the_name_of_a_theme_is_shown_in_words() -> None:
    row = tabulate_scores([Score("themes: common_prosperity", n_labelled=1, n_coded=1, n_matched=1)]).to_dict("records")
    assert row[0]["record"] == "themes: common prosperity"


def test_rates_are_of_the_half_that_is_asked_for(study: Study) -> None:
    rates = (Rate("set aside", 18, "quotations", 10, 8, 6), Rate("improved on", 110, "quotations", 20, 20, 20))
    rated = replace(study, _rates=rates)
    assert list(tabulate_rates(rated, "set aside")["recall"]) == ["0.60 (0.31–0.83) of 10"]
    assert list(tabulate_rates(rated, "improved on")["recall"]) == ["1.00 (0.84–1.00) of 20"]
    assert count_labelled(rated, "set aside").number == 18


def test_no_rates_at_all_is_a_fault_and_no_empty_table(study: Study) -> None:
    with pytest.raises(FindingError, match="there are no rates of the documents set aside"):
        tabulate_rates(replace(study, _rates=()), "set aside")
