"""Evaluation of a labelled corpus: families in pairs, and the table with its misses."""

from __future__ import annotations

from typing import Any

import pytest

from wicreport.coding.codebook import Codebook
from wicreport.coding.evaluations import average_themes, describe_scores, evaluate_corpus, score_families
from wicreport.coding.tallies import Miss, Score
from wicreport.corpus.families import find_families
from wicreport.corpus.sources import Corpus, Source, Span

STORY = (
    "The summit opened in the old town on Wednesday with a speech on trade. Ministers from nine countries sat in the "
    "front row. A robot served the tea, and a choir of children sang of fast networks before the doors were closed."
)
OTHER = "Nothing in this text is like the rest, since it tells of goats, of a mountain and of the man who counted both."


def make_corpus(**texts: str) -> Corpus:
    sources = tuple(
        Source(name, f"{name}.txt", "", text, (Span(0, len(text)),), edition=2018) for name, text in texts.items()
    )
    return Corpus(sources, find_families(sources), "")


def label_all(corpus: Corpus, families: list[dict[str, Any]]) -> dict[str, Any]:
    words = {"body_start": "", "body_end": ""}
    return {source.file: words for source in corpus.sources} | {"families": families}


COPIED = make_corpus(a=STORY, b=STORY, c=OTHER)


@pytest.mark.parametrize(
    ("families", "counts"),
    [
        ([{"members": ["a.txt", "b.txt"], "label": "identical"}], (1, 1, 1)),
        ([{"members": ["b.txt", "a.txt"]}], (1, 1, 1)),
        ([{"members": ["a.txt", "b.txt"], "label": "revised"}], (1, 1, 0)),
        ([{"members": ["a.txt", "b.txt", "c.txt"]}], (3, 1, 1)),
        ([], (0, 1, 0)),
    ],
)
def test_families_agree_pair_by_pair(families: list[dict[str, Any]], counts: tuple[int, int, int]) -> None:
    score = score_families(label_all(COPIED, families), COPIED)
    assert (score.n_labelled, score.n_coded, score.n_matched) == counts


def test_a_document_without_labels_is_in_no_pair() -> None:
    labels = label_all(COPIED, [])
    del labels["b.txt"]
    assert score_families(labels, COPIED).n_coded == 0


def test_all_kinds_of_records_are_scored_in_a_fixed_order(codebook: Codebook) -> None:
    labels = label_all(COPIED, []) | {"c.txt": {"body_start": "Nothing", "body_end": "both."}}
    records = [score.record for score in evaluate_corpus(COPIED, labels, codebook)]
    assert records[:6] == [
        "bodies", "families", "quotations", "quotations with speaker", "quantities", "appearances",
    ]  # fmt: skip


def test_scores_are_told_with_intervals_and_every_miss() -> None:
    miss = Miss("quantities", "doc", "missed", "twenty\nforums", "value 20")
    lines = list(describe_scores([Score("quantities", 10, 8, 6, (miss,)), Score("themes: sovereignty", 0, 0, 0)]))
    cells = ("0.75 (0.41–0.93)", "0.60 (0.31–0.83)", "0.67 (0.40–0.85)")
    assert lines[1].split(maxsplit=4)[4] == "  ".join(cells)
    assert lines[2].split() == ["themes:", "sovereignty", "0", "0", "0", "–", "–", "–"]
    assert lines[-2:] == ["1 disagreement:", "quantities: missed in doc: twenty forums (value 20)"]


def test_no_miss_is_said_too() -> None:
    assert list(describe_scores([Score("bodies", 3, 3, 3)]))[-1] == "No disagreement."


def test_themes_are_averaged_alone() -> None:
    scores = [Score("bodies", 1, 1, 1), Score("themes: a", 2, 2, 1), Score("themes: b", 1, 1, 1)]
    assert average_themes(scores) == 0.75
    assert average_themes(scores[:1]) is None


def test_the_interval_of_f1_holds_f1() -> None:
    score = Score("quantities", 10, 8, 6)
    low, high = score.f1_interval or (0, 0)
    assert low < (score.f1 or 0) < high
    assert Score("quantities", 0, 0, 0).f1_interval is None
