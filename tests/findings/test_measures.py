"""Measures: counts, shares and grids over voices, not documents."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from tests.scratch import AWKWARD, REPORT, TEXTS, write_corpus
from wicreport.errors import FindingError
from wicreport.findings.citations import take_sources
from wicreport.findings.measures import (
    compare_shares,
    count,
    count_actors,
    count_comparable,
    count_covered,
    count_documents,
    count_editions,
    find_comparable,
    first_year,
    quantify,
    rate_by_edition,
    theme_share,
    voices,
)
from wicreport.findings.studies import Study, open_study
from wicreport.findings.values import Value

LATER = (
    "The 2017 World Internet Conference was about cyber sovereignty. Robin Li stayed away in 2017.\n\n"
    "The 2017 conference heard of cyber sovereignty again. Guests of the 2017 conference ate well.\n"
)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Return the small corpus with a copy of one report, an edition more, and a voice that contradicts."""
    rival = "Robin Li did not attend the 2016 World Internet Conference, a guest said.\n"
    texts = {**TEXTS, "twin": REPORT, "later": LATER, "rival": rival}
    return open_study(str(write_corpus(tmp_path_factory.mktemp("wide"), texts)))


def test_a_copy_does_not_speak_twice(wide: Study) -> None:
    assert list(voices(wide, wide.coded.appearances)["source_id"].unique()) == [
        "report",
        "other",
        "chinese",
        "awkward",
        "later",
        "rival",
    ]


def test_a_count_is_of_passages_once_a_voice_and_cites_each(wide: Study) -> None:
    guests = wide.coded.quantities[wide.coded.quantities["measures"] == "guests"]
    assert len(guests) == 2
    counted = count(wide, guests)
    assert (counted.number, counted.formula) == (1.0, "1")
    assert [item.exact for item in counted.evidence] == ["About 1,600 guests"]
    assert counted.evidence[0].also_in == ("twin",)


def test_two_records_of_one_passage_count_once(study: Study) -> None:
    doubled = pd.concat([study.coded.quotations, study.coded.quotations])
    assert count(study, doubled).number == 2


def test_the_share_of_a_theme_is_out_of_all_passages_on_the_edition(wide: Study) -> None:
    marked, whole = theme_share(wide, "sovereignty", 2017)
    assert (marked.number, whole.number) == (2.0, 4.0)
    assert {item.source_id for item in marked.evidence} == {"later"}


def test_rates_have_one_row_an_edition_and_language_with_counts_and_voices(wide: Study) -> None:
    rates = rate_by_edition(wide, "sovereignty")
    assert rates.to_dict("records")[2] == {
        "edition": "2017 (en)",
        "n_theme": 2,
        "n_passages": 4,
        "share": 0.5,
        "n_families": 1,
        "source_id": "later",
    }
    assert rates["edition"].tolist() == ["2016 (en)", "2016 (zh)", "2017 (en)"]
    assert rates["n_families"].tolist() == [4, 1, 1]


def test_rates_of_one_language_name_the_edition_alone(seeds_study: Study) -> None:
    assert set(map(type, rate_by_edition(seeds_study, "sovereignty")["edition"])) == {int}


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        (0.2, 0.3, "a larger share"),
        (0.3, 0.2, "a smaller share"),
        (15 / 63, 8 / 37, "about the same share"),
        (8 / 37, 15 / 63, "about the same share"),
        (0.2, 0.231, "a larger share"),
    ],
)
def test_shares_are_compared_in_words(then: float, now: float, words: str) -> None:
    assert compare_shares(Value(then, "then"), Value(now, "now")) == words


def test_a_number_is_taken_from_the_words_that_hold_it(study: Study) -> None:
    guests = quantify(take_sources(study, "report")[0], "About 1,600 guests")
    assert (guests.number, guests.formula) == (1600.0, "1,600")
    assert guests.evidence[0].before == ""


def test_words_without_one_coded_number_are_refused(study: Study) -> None:
    with pytest.raises(FindingError) as caught:
        quantify(take_sources(study, "report")[0], "organisers said")
    assert caught.value.what == "the words “organisers said” should hold one coded quantity; found: none"
    assert caught.value.where == "report"


def test_a_number_of_a_source_outside_the_corpus_is_no_number(study: Study) -> None:
    missing = quantify(take_sources(study, "elsewhere")[0], "About 1,600 guests")
    assert math.isnan(missing.number)
    assert missing.evidence[0].is_absent


def test_different_actors_are_counted_once_each_a_voice_a_time(wide: Study) -> None:
    assert count_actors(wide, wide.coded.appearances).number == 2
    assert len(count_actors(wide, wide.coded.appearances).evidence) == 2


def test_editions_are_counted_by_the_codebook_and_covered_ones_by_the_catalogue(study: Study) -> None:
    assert count_editions(study, until=2016).number == 3
    assert count_covered(study, until=2016).number == 1


def test_documents_and_voices_are_told_apart(wide: Study) -> None:
    assert [value.formula for value in count_documents(wide)] == ["7", "6"]


def test_what_is_counted_is_what_is_cited(wide: Study) -> None:
    documents, independent = count_documents(wide)
    assert [item.source_id for item in documents.evidence] == [source.source_id for source in wide.corpus.sources]
    assert {item.source_id for item in documents.evidence} - {item.source_id for item in independent.evidence} == {
        "twin"
    }
    compared = count_comparable(wide).evidence
    assert [item.source_id for item in compared] == ["report", "other", "chinese", "rival"]  # and not its twin


def test_an_edition_that_a_new_document_covers_is_counted_with_words_of_that_document(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path, {"twin": REPORT[: len(REPORT) // 2], **TEXTS, "later": LATER})
    catalogue = folder / "sources.toml"
    before, _, entry = catalogue.read_text(encoding="utf-8").rpartition("[[sources]]")
    catalogue.write_text(f"{before}[[sources]]{entry.replace('2016', '2017')}", encoding="utf-8")
    covered = count_covered(open_study(str(folder)), until=2022)
    assert (covered.number, [item.edition for item in covered.evidence]) == (2.0, [2016, 2017])
    assert covered.evidence[1].exact == "The 2017 World Internet Conference was about cyber sovereignty."
    assert covered.evidence[0].source_id == "report"  # the fullest member, and not the first
    assert count_covered(open_study(str(folder)), until=2016).number == 1


def test_where_no_two_voices_speak_of_one_actor_there_is_no_number(tmp_path: Path) -> None:
    compared = count_comparable(open_study(str(write_corpus(tmp_path, {"report": REPORT}))))
    assert math.isnan(compared.number)
    assert [item.is_absent for item in compared.evidence] == [True]


def test_comparable_pairs_are_those_more_than_one_voice_speaks_of(wide: Study) -> None:
    assert count_comparable(wide).number == 1
    found = find_comparable(wide)
    assert set(found["family"]) == {"report", "other", "chinese", "rival"}
    assert set(zip(found["actor_id"], found["edition"], strict=True)) == {("robin-li", 2016)}


def test_the_first_year_is_counted_back_from_an_ordinal(study: Study) -> None:
    third = quantify(take_sources(study, "other")[0], "third time")
    first = first_year(2016, third)
    assert (first.number, first.formula) == (2014.0, "2016 − (3 − 1)")
    assert first.evidence == third.evidence


def test_the_project_has_five_documents_and_three_voices(seeds_study: Study) -> None:
    assert [value.number for value in count_documents(seeds_study)] == [5, 3]
    assert count_covered(seeds_study, until=2022).number == 3


def test_a_narrowed_corpus_counts_only_what_is_chosen(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "c", {"later": LATER, "awkward": AWKWARD})
    assert [value.number for value in count_documents(open_study(str(folder), [2017]))] == [1, 1]


def test_languages_are_counted_apart(tmp_path: Path) -> None:
    chinese = (
        "2016年世界互联网大会讨论了网络主权。来宾们在2016年世界互联网大会上谈到茶和古镇。\n\n"
        "2016年世界互联网大会还讨论了网络主权的原则。\n"
    )
    mixed = open_study(str(write_corpus(tmp_path, {"later": LATER.replace("2017", "2016"), "chinese": chinese})))
    rates = rate_by_edition(mixed, "sovereignty").set_index("edition")
    assert rates.index.tolist() == ["2016 (en)", "2016 (zh)"]
    assert rates["n_passages"].tolist() == [4, 3]
    assert rates["n_theme"].tolist() == [2, 2]
    part, whole = theme_share(mixed, "sovereignty", 2016)
    assert (part.number, whole.number) == (2, 4)
