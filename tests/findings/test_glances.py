"""The glance at all editions: what the codebook says beside what the sources say, and where they are silent."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tests.scratch import write_corpus
from wicreport.findings.glances import describe_appearances, glance_editions
from wicreport.findings.participations import cross_appearances
from wicreport.findings.studies import Study, open_study


def test_every_edition_of_the_codebook_has_a_row(study: Study) -> None:
    table = glance_editions(study)
    assert table["edition"].tolist() == [str(year) for year in range(2014, 2026)]
    assert set(table[table["edition"] != "2016"]["coverage"]) == {"no document"}


def test_days_and_theme_are_those_of_the_codebook(study: Study) -> None:
    row = glance_editions(study).set_index("edition").loc["2016"]
    assert row["days"] == "16–18 November"
    assert row["theme"].startswith("Innovation-driven Internet Development")


def test_an_edition_says_who_is_on_record_and_who_was_not_named(study: Study) -> None:
    row = glance_editions(study).set_index("edition").loc["2016"]
    assert row["coverage"] == "own document"
    assert row["for_beijing"] == "nobody named"  # Xi stayed away, and nobody else spoke
    assert row["from_abroad"] == "nobody named"
    assert row["source_id"] == "report;other;chinese;awkward"


def test_people_are_named_by_how_they_were_there_with_office_or_company(seeds_study: Study) -> None:
    rows = glance_editions(seeds_study).set_index("edition")
    assert rows.loc["2018", "for_beijing"] == (
        "in person: Huang Kunming (party official); others sent, or words read out: Xi Jinping (head of state)"
    )
    assert rows.loc["2018", "from_abroad"] == (
        "in person: Steve Mollenkopf (Qualcomm); "
        "others sent, or words read out: Google, Facebook, Microsoft, Amazon; "
        "stayed away: Tim Cook (Apple), Sundar Pichai (Google)"
    )
    assert rows.loc["2021", ["for_beijing", "from_abroad"]].tolist() == [
        "by video: Liu He (government official)",
        "nobody named",
    ]


def test_appearances_without_a_year_stand_in_a_row_of_their_own(seeds_study: Study) -> None:
    last = glance_editions(seeds_study).iloc[-1]
    assert (last["edition"], last["days"], last["theme"]) == ("year not given", "", "")
    assert last["from_abroad"] == "in person: Elon Musk (Tesla)"
    assert last["source_id"] == "scmp-2022"


def test_a_glance_at_chosen_editions_has_no_others() -> None:
    table = glance_editions(open_study("", [2018], 0, 0))
    assert table["edition"].tolist() == ["2018"]


def test_who_was_expected_and_stayed_away_is_said_to_be_both(tmp_path: Path) -> None:
    due = "Xi Jinping and Tim Cook of Apple are expected to attend the 2016 World Internet Conference in Wuzhen.\n"
    away = "{} did not attend the 2016 World Internet Conference in Wuzhen, a guest said.\n"
    texts = {"before": due, "after": away.format("Xi Jinping") + "\n" + away.format("Tim Cook of Apple")}
    row = glance_editions(open_study(str(write_corpus(tmp_path, texts)))).set_index("edition").loc["2016"]
    assert row["for_beijing"] == "expected, then stayed away: Xi Jinping (head of state)"
    assert row["from_abroad"] == "expected, then stayed away: Tim Cook (Apple)"


def test_of_whom_voices_disagree_both_is_not_hidden(tmp_path: Path) -> None:
    there = "Tim Cook of Apple attended the 2016 World Internet Conference in Wuzhen, and it rained on the boats.\n"
    away = "Tim Cook of Apple did not attend the 2016 World Internet Conference in Wuzhen, a guest said.\n"
    row = glance_editions(open_study(str(write_corpus(tmp_path, {"one": there, "two": away})))).set_index("edition")
    assert row.loc["2016", "from_abroad"] == "sources disagree: Tim Cook (Apple)"


def test_a_grid_is_told_by_who_is_in_which_column(seeds_study: Study) -> None:
    assert describe_appearances(cross_appearances(seeds_study, ["foreign executive", "foreign company"])) == (
        "2017: in person, Tim Cook and Sundar Pichai. "
        "2018: in person, Steve Mollenkopf; "
        "others sent, or words read out, Google, Facebook, Microsoft and Amazon; "
        "stayed away, Tim Cook and Sundar Pichai. "
        "Year not given: in person, Elon Musk."
    )
    assert describe_appearances(pd.DataFrame()) == "Nobody named."


def test_the_words_for_a_grid_follow_the_record(tmp_path: Path) -> None:
    texts = {"report": "The 2016 World Internet Conference opened in Wuzhen.\n\nTim Cook of Apple did not attend it.\n"}
    study = open_study(str(write_corpus(tmp_path / "c", texts)))
    assert describe_appearances(cross_appearances(study, ["foreign executive"])) == "2016: stayed away, Tim Cook."
