"""Citations: what becomes of words of a source, and of the pins that keep them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.scratch import REPORT, TEXTS, write_corpus
from wicreport.corpus.anchors import Anchor, anchors_as_json
from wicreport.corpus.projects import CHOSEN
from wicreport.errors import EvidenceError, FindingError
from wicreport.findings.citations import CitedSource, cite, cite_span, take_sources
from wicreport.findings.studies import Study, open_study


@pytest.fixture
def report(study: Study) -> CitedSource:
    return take_sources(study, "report")[0]


def test_cited_words_stand_in_their_sentence_with_voice_edition_and_hash(study: Study, report: CitedSource) -> None:
    found = cite(report, "Baidu attended")
    assert (found.source_id, found.exact, found.status) == ("report", "Baidu attended", "exact")
    assert (found.before, found.after) == ("Robin Li of ", " the 2016 conference.")
    assert (found.passage_id, found.edition, found.family) == ("report:p002", 2016, "report")
    assert REPORT[found.start : found.end] == "Baidu attended"
    assert found.sha256 == study.whole.corpus.source("report").sha256


def test_words_over_two_sentences_have_both_sentences_round_them(report: CitedSource) -> None:
    found = cite(report, "the 2016 conference. About 1,600 guests")
    assert (found.before, found.after) == ("Robin Li of Baidu attended ", " came, organisers said.")


def test_a_citation_brings_the_pin_it_will_be_kept_by(report: CitedSource) -> None:
    found = cite(report, "Baidu attended")
    assert found.pin == Anchor(
        "report", found.start, found.end, "Baidu attended", found.before, found.after, found.sha256, ("edition 2016",)
    )


def test_chinese_words_are_cited_like_any_other(study: Study) -> None:
    found = cite(take_sources(study, "chinese")[0], "李彦宏出席大会")
    assert (found.status, found.before, found.after) == ("exact", "百度董事长", "并发表演讲。")


def test_straight_quotation_marks_of_the_notebook_find_curly_ones_of_the_source(report: CitedSource) -> None:
    found = cite(report, '"Nobody should be shut out,"')
    assert (found.status, found.exact) == ("normalised", "“Nobody should be shut out,”")


def test_a_source_outside_the_corpus_gives_absent_evidence(study: Study) -> None:
    found = cite(take_sources(study, "nowhere")[0], "some words")
    assert found.is_absent
    assert found.problem == "the source is not in the chosen corpus"


@pytest.mark.parametrize("given", ["protcol-2021", "protocol2021", "Protocol-2021"])
def test_a_misspelt_source_is_told_with_the_one_that_may_be_meant(seeds_study: Study, given: str) -> None:
    with pytest.raises(EvidenceError, match=f"{given}: no entry of the catalogue.* Write protocol-2021, if that"):
        take_sources(seeds_study, "scmp-2022", given)
    elsewhere = replace(seeds_study, is_whole=False)
    found = cite(take_sources(elsewhere, given)[0], "20 forums")
    assert found.problem == "the source is not in the chosen corpus: protocol-2021 is, if that was meant"


@pytest.mark.parametrize("given", ["protocol-2020", "protocol-2021-interview", "scmp-2021"])
def test_a_source_of_another_year_or_kind_is_not_taken_for_a_misspelling(seeds_study: Study, given: str) -> None:
    assert cite(take_sources(seeds_study, given)[0], "20 forums").problem == "the source is not in the chosen corpus"


def test_words_that_are_not_there_fail_only_when_they_are_used(report: CitedSource) -> None:
    found = cite(report, "Robin Li of Baidu missed the 2016 conference")
    assert found.status == "approximate"
    with pytest.raises(EvidenceError) as caught:
        found.checked("alpha-li")
    assert caught.value.where == "finding alpha-li"
    assert "Robin Li of Baidu missed the 2016 conference" in caught.value.what
    assert caught.value.what.endswith("; the nearest text is “Robin Li of Baidu attended the 2016 conference”")
    assert ".”." not in str(caught.value) and ".." not in str(caught.value)


def test_words_that_stand_twice_need_the_words_before_them(report: CitedSource) -> None:
    assert cite(report, "The hall was full").status == "ambiguous"
    found = cite(report, "The hall was full", prefix="named no names.")
    assert (found.status, found.start) == ("exact", REPORT.index("The hall"))


@pytest.mark.parametrize(
    ("source_id", "exact", "speaker"),
    [
        ("wapack-2018", "There could be growing wariness by chief executives", "Ryan Hass"),
        ("scmp-2022", "We are providing a China solution", "the white paper"),
        ("protocol-2021", "create a cleansed cyberspace", ""),
        ("wapack-2018", "The keynote speech was delivered by Huang Kunming", ""),
    ],
    ids=["a name of the text", "a document", "a long description", "nobody"],
)
def test_words_that_somebody_says_bear_their_name(seeds_study: Study, source_id: str, exact: str, speaker: str) -> None:
    found = cite(take_sources(seeds_study, source_id)[0], exact)
    assert (found.status, found.speaker, found.as_payload()["speaker"]) == ("exact", speaker, speaker)


def test_a_quotation_is_somebodys_with_its_marks_but_not_with_who_says_it(report: CitedSource) -> None:
    assert cite(report, "“Nobody should be shut out,”").speaker == "Robin Li"
    assert cite(report, "Nobody should be shut out,” Robin Li said").speaker == ""


def test_a_publisher_is_not_named_as_the_speaker_of_its_own_words(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "c", TEXTS)
    catalogue = folder / "sources.toml"
    entry = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(entry.replace('id = "report"', 'id = "report"\npublisher = "Robin Li"'), encoding="utf-8")
    (own,) = take_sources(open_study(str(folder)), "report")
    assert cite(own, "Nobody should be shut out").speaker == ""


def test_coded_spans_are_cited_by_their_place(study: Study) -> None:
    found = cite_span(study, "report", 92, 139)
    assert (found.exact, found.before, found.after) == ("Robin Li of Baidu attended the 2016 conference.", "", "")
    assert found.pin is None


def test_a_passage_of_an_edition_that_was_not_chosen_is_absent(tmp_path: Path) -> None:
    texts = {
        **TEXTS,
        "later": "The World Internet Conference of 2018 opened in Wuzhen. Many came to the 2018 conference.\n",
    }
    narrow = open_study(str(write_corpus(tmp_path / "c", texts)), [2018])
    found = cite(take_sources(narrow, "report")[0], "Baidu attended")
    assert found.is_absent
    assert found.problem == "the passage speaks of an edition that was not chosen"


def test_the_payload_has_the_words_around_and_the_pin(report: CitedSource) -> None:
    payload = cite(report, "Baidu attended").as_payload()
    assert payload["prefix"] == "Robin Li of "
    assert payload["suffix"] == " the 2016 conference."
    assert payload["also_in"] == []
    assert payload["pin"]["exact"] == "Baidu attended"


def test_a_pin_of_the_project_holds_words_to_their_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_corpus(tmp_path / "seeds", TEXTS)
    pinned = cite(take_sources(open_study(str(folder)), "report")[0], "attended the 2016 conference").pin
    assert pinned is not None
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "anchors.json").write_text(anchors_as_json([pinned]), encoding="utf-8")
    monkeypatch.setenv(CHOSEN, str(tmp_path))
    turned = REPORT.replace("Li of Baidu attended", "Li of Baidu never attended")
    write_corpus(folder, {**TEXTS, "report": turned})
    found = cite(take_sources(open_study(), "report")[0], "attended the 2016 conference")
    assert found.status == "approximate"
    assert found.problem == "refused: a negation differs"


def test_advice_about_pins_is_for_words_that_were_pinned(study: Study) -> None:
    report = CitedSource(study, "report")
    with pytest.raises(EvidenceError) as caught:
        cite(report, "Robin Lee of Baidu attended the 2016 conference").checked("alpha-li")
    assert caught.value.what == (
        "the words “Robin Lee of Baidu attended the 2016 conference” of report do not resolve (approximate: refused: a "
        "name differs); the nearest text is “Robin Li of Baidu attended the 2016 conference”"
    )
    assert caught.value.remedy == (
        "Cite words as they stand in the body of the source, letter by letter, or withdraw the finding."
    )
    with pytest.raises(EvidenceError, match=r"lost: nothing near .* in the source\); the text that has most in common"):
        cite(report, "Zebras").checked("alpha-li")
    pin = cite(report, "Baidu attended").pin
    assert pin is not None
    pinned = CitedSource(replace(study, _pins=(replace(pin, exact="Baidu has come", sha256="0"),)), "report")
    with pytest.raises(EvidenceError, match=r"delete the old words from notebooks/anchors\.json"):
        cite(pinned, "Baidu has come").checked("alpha-li")


def test_a_prefix_from_the_sentence_before_still_finds_its_pin(study: Study) -> None:
    first = cite(CitedSource(study, "report"), "The hall was full.", prefix="named no names.")
    assert first.pin is not None
    pinned = replace(study, _pins=(first.pin,))
    again = cite(CitedSource(pinned, "report"), "The hall was full.", prefix="named no names.")
    assert again.pin == first.pin


def test_words_now_read_as_of_another_edition_are_refused(study: Study) -> None:
    first = cite(CitedSource(study, "report"), "Baidu attended")
    assert first.pin is not None
    other = replace(first.pin, reading=("edition 2014", "speaker somebody"))
    again = cite(CitedSource(replace(study, _pins=(other,)), "report"), "Baidu attended")
    assert again.status == "approximate"
    assert again.problem == (
        "refused: the words were read as edition 2014, speaker somebody, and are now as edition 2016"
    )


def test_sources_that_were_not_unpacked_are_told_apart(study: Study) -> None:
    with pytest.raises(FindingError, match="words are cited from one source at a time"):
        cite(take_sources(study, "report"), "20 forums")  # type: ignore[arg-type]  # what a typing error gives
