"""What counts as agreement with a label."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wicreport.coding.appearances import Appearance
from wicreport.coding.codebook import Codebook
from wicreport.coding.quantities import Quantity
from wicreport.coding.quotations import Quotation
from wicreport.coding.scores import (
    score_appearances,
    score_bodies,
    score_quantities,
    score_quotations,
    score_themes,
)
from wicreport.coding.tallies import Score, wilson_interval
from wicreport.coding.themes import ThemeMark
from wicreport.corpus.sources import Corpus, Source, Span

TEXT = "A forum met. Xi Jinping said “we agree” to 20 forums and 20 guests. Tim Cook stayed away. Buy shoes."


def make_source(text: str = TEXT) -> Source:
    return Source("doc", "doc.txt", "", text, (Span(0, len(text)),), edition=2018)


def make_quantity(words: str, value: float) -> Quantity:
    start = TEXT.index(words)
    return Quantity("doc", "doc:p001", start, start + len(words), words, value, value, value, "count", "", None)


def make_quotation(quote: str, speaker: str | None, speaker_id: str | None = None, kind: Any = "speech") -> Quotation:
    return Quotation("doc", "doc:p001", 0, 1, quote, speaker, speaker_id, kind, "said", False, True)


def make_appearance(actor: str, status: Any, edition: int | None = 2018, at: str = "Tim Cook stayed") -> Appearance:
    start = TEXT.index(at)
    end = start + len(at)
    actor_id = actor.lower().replace(" ", "-")
    return Appearance("doc", "doc:p001", start, end, actor, actor_id, edition, status, "stated", "rule", "executive")


def label(**kinds: Any) -> dict[str, Any]:
    return {"doc.txt": kinds}


def test_a_document_whose_quantities_nobody_labelled_says_nothing_of_them() -> None:
    coded = [make_quantity("20 forums", 20)]
    assert score_quantities(label(quotes=[]), [make_source()], coded).n_coded == 0
    assert score_quantities(label(quantities=[]), [make_source()], coded).n_coded == 1


def test_a_quantity_agrees_by_value_and_place() -> None:
    labels = label(quantities=[{"text": "20 forums", "value": 20}, {"text": "one more", "value": 1, "soft": True}])
    score = score_quantities(labels, [make_source()], [make_quantity("20 guests", 20), make_quantity("20 forums", 20)])
    assert (score.n_labelled, score.n_coded, score.n_matched) == (1, 2, 1)
    assert [(miss.kind, miss.text) for miss in score.misses] == [("spurious", "20 guests")]


def test_a_soft_label_counts_neither_way() -> None:
    labels = label(quantities=[{"text": "20 forums", "value": 20, "soft": True}])
    assert score_quantities(labels, [make_source()], [make_quantity("20 forums", 20)]).n_coded == 0
    assert score_quantities(labels, [make_source()], []).f1 is None


def test_a_source_without_labels_is_left_out() -> None:
    score = score_quantities({}, [make_source()], [make_quantity("20 forums", 20)])
    assert (score.n_labelled, score.n_coded) == (0, 0)


def test_a_quotation_agrees_by_four_fifths_of_its_words(codebook: Codebook) -> None:
    quote = {"quote": "we all agree on this.", "speaker": "Xi", "speaker_canonical": "Xi Jinping", "kind": "speech"}
    for coded, n_matched in (("We all agree on this", 1), ("we all agree on", 1), ("we all agree", 0)):
        words, _ = score_quotations(label(quotes=[quote]), [make_source()], [make_quotation(coded, "Xi")], codebook)
        assert words.n_matched == n_matched


def test_a_wrong_speaker_is_a_miss_of_the_speaker_alone(codebook: Codebook) -> None:
    quote = {"quote": "we agree", "speaker": "Xi", "speaker_canonical": "Xi Jinping", "kind": "speech"}
    words, voices = score_quotations(
        label(quotes=[quote]), [make_source()], [make_quotation("we agree", "Tim Cook", "tim-cook")], codebook
    )
    assert (words.n_matched, voices.n_matched) == (1, 0)
    assert "coded Tim Cook" in voices.misses[0].detail


@pytest.mark.parametrize(("speaker", "speaker_id"), [("Xi Jinping", "xi-jinping"), ("President Xi", None)])
def test_a_speaker_agrees_by_id_or_by_telling_words(speaker: str, speaker_id: str | None, codebook: Codebook) -> None:
    quote = {"quote": "we agree", "speaker": "he", "speaker_canonical": "Xi Jinping", "kind": "speech"}
    coded = [make_quotation("we agree", speaker, speaker_id)]
    assert score_quotations(label(quotes=[quote]), [make_source()], coded, codebook)[1].f1 == 1


def test_a_quotation_that_occurs_twice_must_be_found_twice(codebook: Codebook) -> None:
    quote = {"quote": "we agree", "speaker": "Xi", "speaker_canonical": "Xi", "kind": "speech", "occurrences": 2}
    words, _ = score_quotations(label(quotes=[quote]), [make_source()], [make_quotation("we agree", "Xi")], codebook)
    assert (words.n_labelled, words.n_matched) == (2, 1)


def test_terms_count_only_where_they_are_coded_as_words_of_somebody(codebook: Codebook) -> None:
    labels = label(quotes=[{"quote": "freely", "speaker": "Xi", "speaker_canonical": "Xi", "kind": "scare"}])
    coded = [make_quotation("freely", "Xi", kind="partial"), make_quotation("cyber peace", None, kind="term")]
    assert score_quotations(labels, [make_source()], coded, codebook)[0].n_coded == 0
    coded = [make_quotation("cyber peace", "Xi", kind="partial")]
    assert score_quotations(labels, [make_source()], coded, codebook)[0].n_coded == 1


def test_an_appearance_agrees_by_actor_edition_and_status(codebook: Codebook) -> None:
    labels = label(attendance=[{"who": "Tim Cook (Apple)", "edition_year": 2018, "status": "absent", "evidence": ""}])
    for coded, n_matched in (("absent", 1), ("attended", 0)):
        score = score_appearances(labels, [make_source()], [make_appearance("Tim Cook", coded)], codebook)
        assert score.n_matched == n_matched
    other = make_appearance("Tim Cook", "absent", edition=2017)
    assert score_appearances(labels, [make_source()], [other], codebook).n_matched == 0


def test_an_appearance_said_twice_counts_once(codebook: Codebook) -> None:
    labels = label(attendance=[{"who": "Tim Cook", "edition_year": 2018, "status": "absent", "evidence": ""}])
    coded = [make_appearance("Tim Cook", "absent"), make_appearance("Tim Cook", "absent", at="A forum met")]
    assert score_appearances(labels, [make_source()], coded, codebook).n_coded == 1


def test_a_group_agrees_by_its_passage(codebook: Codebook) -> None:
    entry = {"who": "(chiefs)", "edition_year": 2018, "status": "absent", "evidence": "Tim Cook stayed away."}
    here, elsewhere = make_appearance("Leaders", "absent"), make_appearance("Leaders", "absent", at="A forum met")
    assert score_appearances(label(attendance=[entry]), [make_source()], [here], codebook).n_matched == 1
    assert score_appearances(label(attendance=[entry]), [make_source()], [elsewhere], codebook).n_matched == 0


def test_an_actor_labelled_as_not_taking_part_must_not_attend(codebook: Codebook) -> None:
    labels = label(attendance=[], not_attendance=[{"who": "Xi Jinping", "edition_year": 2018, "why": "sent a letter"}])
    score = score_appearances(labels, [make_source()], [make_appearance("Xi Jinping", "attended")], codebook)
    assert score.misses[0].detail.endswith("labelled as not taking part")


def test_a_second_status_that_a_label_allows_counts_neither_way(codebook: Codebook) -> None:
    entry = {"who": "Tim Cook", "edition_year": 2018, "status": "absent", "also": "represented", "evidence": ""}
    coded = [make_appearance("Tim Cook", "absent"), make_appearance("Tim Cook", "represented")]
    score = score_appearances(label(attendance=[entry]), [make_source()], coded, codebook)
    assert (score.n_labelled, score.n_coded, score.n_matched) == (1, 1, 1)


def test_themes_are_judged_on_labelled_sentences_alone() -> None:
    labels = label(
        sentences=[
            {"text": "A forum met.", "themes": ["none"]},
            {"text": "Tim Cook stayed away.", "themes": ["foreign_participation"]},
            {"text": "Buy shoes.", "themes": ["censorship"], "soft": True},
        ]
    )
    marks = [ThemeMark("doc", "doc:p001", "sovereignty", "forum", 2, 7), ThemeMark("doc", "", "censorship", "", 20, 25)]
    scores = {score.record: score for score in score_themes(labels, [make_source()], marks)}
    assert {record: (s.n_labelled, s.n_coded, s.n_matched) for record, s in scores.items()} == {
        "themes: foreign_participation": (1, 0, 0),
        "themes: sovereignty": (0, 1, 0),
    }


def test_bodies_are_compared_by_characters() -> None:
    labels = label(body_start="A forum", body_end="stayed away.", boilerplate=["Buy shoes."])
    score = score_bodies(labels, [make_source()])
    assert score.n_coded - score.n_matched == len("Buyshoes.")
    assert [(miss.kind, miss.text) for miss in score.misses] == [("spurious", "Buy shoes.")]


def test_the_interval_of_a_perfect_small_sample_stays_wide() -> None:
    low, high = wilson_interval(20, 20) or (0, 0)
    assert (round(low, 3), high) == (0.839, pytest.approx(1))
    assert wilson_interval(0, 0) is None


def test_scores_are_precision_recall_and_their_harmonic_mean() -> None:
    score = Score("quantities", n_labelled=10, n_coded=8, n_matched=6)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.6, pytest.approx(2 / 3))
    assert Score("quantities", 0, 0, 0).f1 is None


def test_labels_of_the_seeds_occur_in_their_files(corpus: Corpus, seeds: Path) -> None:
    labels = json.loads((seeds / "labels.json").read_text(encoding="utf-8"))
    texts = {source.file: source.text for source in corpus.sources}
    wanted = [(file, q["text"]) for file, kinds in labels.items() for q in kinds["quantities"]]
    assert [text for file, text in wanted if text not in texts[file]] == []
