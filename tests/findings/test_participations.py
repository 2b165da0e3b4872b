"""Participations: who is on record at which edition, voice by voice."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.scratch import REPORT, TEXTS, write_corpus
from wicreport.findings.participations import count_by_edition, cross_appearances, join_statuses
from wicreport.findings.studies import Study, open_study

LATER = "The 2017 World Internet Conference was about cyber sovereignty. Robin Li stayed away in 2017.\n"


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Return the small corpus with a copy of one report, an edition more, and a voice that contradicts."""
    rival = "Robin Li did not attend the 2016 World Internet Conference, a guest said.\n"
    texts = {**TEXTS, "twin": REPORT, "later": LATER, "rival": rival}
    return open_study(str(write_corpus(tmp_path_factory.mktemp("wide"), texts)))


def test_a_grid_of_appearances_shows_status_by_edition_and_disputes(wide: Study) -> None:
    grid = cross_appearances(wide, ["head of state", "Chinese executive"])
    assert list(grid.columns) == ["2016", "2017"]
    assert list(grid.index) == ["Xi Jinping", "Robin Li"]
    assert grid.to_numpy().tolist() == [["absent", ""], ["disputed", "absent"]]


def test_appearances_without_a_year_stand_after_all_years(seeds_study: Study) -> None:
    grid = cross_appearances(seeds_study, ["foreign executive"])
    assert list(grid.columns) == ["2017", "2018", "year not given"]
    assert grid.loc["Elon Musk"].tolist() == ["", "", "attended"]


def test_a_grid_of_a_capacity_nobody_has_is_empty(study: Study) -> None:
    assert cross_appearances(study, ["foreign company"]).shape == (0, 0)


def test_an_edition_with_a_document_is_counted_be_nobody_on_record_there(wide: Study) -> None:
    found = count_by_edition(wide, ["Chinese executive"])
    covering = "report;other;chinese;awkward;twin;later;rival"
    assert found.to_dict("list") == {"edition": [2016], "n_actors": [1], "source_id": [covering]}
    assert list(count_by_edition(wide, ["foreign executive"])["n_actors"]) == [0]


def test_editions_with_a_document_are_those_of_the_corpus_that_were_chosen(seeds_study: Study) -> None:
    found = count_by_edition(seeds_study, ["Chinese executive"])
    assert list(found["edition"]) == [2018, 2021, 2022]
    assert min(found["n_actors"]) > 0
    chosen = count_by_edition(seeds_study.narrowed([2018, 2019]), ["Chinese executive"])
    assert chosen.equals(found.head(1))


def test_who_stayed_away_is_not_on_record_for_the_edition(tmp_path: Path) -> None:
    text = "Robin Li did not attend the 2016 World Internet Conference, a guest said.\n"
    found = count_by_edition(open_study(str(write_corpus(tmp_path, {"rival": text}))), ["Chinese executive"])
    assert list(found["n_actors"]) == [0]


def test_who_was_expected_and_stayed_away_is_both_in_the_grid(tmp_path: Path) -> None:
    before = "Robin Li is expected to attend the 2016 World Internet Conference in Wuzhen.\n"
    after = "Robin Li did not attend the 2016 World Internet Conference in Wuzhen, a guest said.\n"
    one = open_study(str(write_corpus(tmp_path / "one", {"before": before, "after": after})))
    assert cross_appearances(one, ["Chinese executive"]).loc["Robin Li", "2016"] == "expected, then absent"
    assert list(count_by_edition(one, ["Chinese executive"])["n_actors"]) == [0]
    due = open_study(str(write_corpus(tmp_path / "due", {"before": before})))
    assert cross_appearances(due, ["Chinese executive"]).loc["Robin Li", "2016"] == "expected"
    assert list(count_by_edition(due, ["Chinese executive"])["n_actors"]) == [1]


@pytest.mark.parametrize(
    ("statuses", "most"),
    [
        (["absent", "expected"], "expected, then absent"),
        (["absent", "represented", "expected"], "represented"),
        (["expected", "attended"], "attended"),
        (["absent"], "absent"),
        ([], ""),
    ],
)
def test_of_several_statuses_of_one_voice_the_most_present_is_told(statuses: list[str], most: str) -> None:
    assert join_statuses(pd.DataFrame({"family": "a", "status": statuses})) == most


def test_voices_that_contradict_each_other_are_told_as_such() -> None:
    rows = pd.DataFrame({"family": ["a", "b"], "status": ["absent", "attended"]})
    assert join_statuses(rows) == "disputed"
    assert join_statuses(rows.assign(family="a")) == "attended"
