"""Disagreements: both sides in their own words, and conflicts found by the coded records."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scratch import TEXTS, write_corpus
from wicreport.errors import EvidenceError, FindingError
from wicreport.findings.citations import cite, take_sources
from wicreport.findings.claims import LeftOut
from wicreport.findings.disagreements import Disagreement, disagreement, find_conflicts, find_quantity_conflicts
from wicreport.findings.display import MIME
from wicreport.findings.studies import Study, open_study


def contrast(study: Study, *, words: str = "About 1,600 guests", source_id: str = "report", **changed: str) -> object:
    texts = {"topic": "How many came", "statement": "A report has “{words}”.", "resolution": "We keep it."} | changed
    evidence = [cite(take_sources(study, source_id)[0], words)]
    filled = {name: text.replace("{words}", words) for name, text in texts.items()}
    return disagreement(study, "d-guests", **filled, evidence=evidence)  # type: ignore[arg-type]  # three named texts


def test_a_disagreement_shows_what_is_said_and_how_it_is_read(study: Study) -> None:
    made = contrast(study)
    assert isinstance(made, Disagreement)
    shown = made._repr_mimebundle_()
    assert shown["text/plain"] == "How many came: A report has “About 1,600 guests”."
    assert shown[MIME]["resolution"] == "We keep it."
    assert [item["exact"] for item in shown[MIME]["evidence"]] == ["About 1,600 guests"]


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


OPENING = "The {year} World Internet Conference opened in Wuzhen and "


def conflicts_of(folder: Path, **texts: str) -> list[dict[str, object]]:
    """Return the conflicts of short reports, each with an opening of its own that makes it a voice."""
    written = {name: text if "Conference" in text else OPENING.format(year=2016) + text for name, text in texts.items()}
    return find_quantity_conflicts(open_study(str(write_corpus(folder, written)))).to_dict("records")


def test_numbers_of_one_population_that_cannot_both_be_right_are_shown_with_their_sources(tmp_path: Path) -> None:
    found = conflicts_of(
        tmp_path / "c",
        one="drew 1,500 guests, said the hosts in the evening.",
        two="had its 2,300 guests served with tea at noon.",
    )
    assert found == [
        {
            "edition": 2016,
            "unit": "count",
            "population": "guests",
            "words": "1,500 guests",
            "source_id": "one",
            "other_words": "2,300 guests",
            "other_source_id": "two",
        }
    ]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("drew more than 2,000 guests.", "had 2,300 guests served with tea."),
        ("drew about 1,500 guests.", "had 1,600 guests served with tea."),
        ("drew 1,500 guests.", "had 2,300 foreign guests served with tea."),
        ("drew 1,500 guests.", "drew 2,300 participants to a small town."),
        ("drew guests from 76 countries.", "had exhibitors from 20 countries in one hall."),
        ("had 20 forums.", "was quiet. Three other forums had no visitors."),
        ("drew 1,500 guests.", "was warm. The 2017 World Internet Conference drew 2,300 guests."),
        ("drew 1,500 guests. It drew 2,000 guests with those of the fair.", "had 2,000 guests served with tea."),
        ("heard that the digital economy was 38.6% of GDP in 2020.",
         "was told that in 2021 the digital economy made up 39.8% of GDP."),
    ],
)  # fmt: skip
def test_what_can_both_be_right_is_no_conflict(tmp_path: Path, one: str, two: str) -> None:
    assert conflicts_of(tmp_path / "c", one=one, two=two) == []


def test_shares_of_one_year_are_compared(tmp_path: Path) -> None:
    found = conflicts_of(
        tmp_path / "c",
        one="heard that the digital economy was 38.6% of GDP in 2020.",
        two="was told that in 2020 the digital economy made up 39.8% of the country’s GDP.",
    )
    assert [(row["population"], row["words"]) for row in found] == [("digital economy in GDP", "38.6% of GDP")]


def test_copies_of_one_article_do_not_contradict_each_other_nor_count_twice(tmp_path: Path) -> None:
    long = " ".join(
        f"Guest {name} had a word for the hall and for the tea that was served there." for name in "ABCDEFGH"
    )
    first = f"The 2016 World Internet Conference drew 1,500 guests. {long}"
    found = conflicts_of(
        tmp_path / "c", one=first, copy=first.replace("1,500", "1,700"), two="had its 2,300 guests served with tea."
    )
    assert [(row["words"], row["source_id"], row["other_source_id"]) for row in found] == [
        ("1,500 guests;1,700 guests", "one;copy", "two")
    ]


def test_a_chinese_and_an_english_report_are_compared(tmp_path: Path) -> None:
    chinese = "2016年世界互联网大会在乌镇开幕，吸引了1200名嘉宾参加。\n"
    found = conflicts_of(
        tmp_path / "c", chinese=f"世界互联网大会 Conference\n\n{chinese}", one="drew 1,500 guests to a small town."
    )
    assert [(row["words"], row["other_words"]) for row in found] == [("1200名嘉宾", "1,500 guests")]


def test_the_documents_of_the_project_do_not_contradict_each_other_in_numbers(seeds_study: Study) -> None:
    assert find_quantity_conflicts(seeds_study).to_dict("records") == []
