"""Floors under the agreement with the labelled documents, for the half the rules were improved on and the other."""

from __future__ import annotations

import pytest

from tests.proofs import PROJECT
from tests.rates import HALVES, count_half, read_half, score_half
from wicreport.coding.codebook import Codebook
from wicreport.coding.evaluations import average_themes
from wicreport.coding.records import code_source
from wicreport.corpus.rates import read_rates

KINDS = ("bodies", "families", "quotations", "quotations with speaker", "quantities", "appearances", "themes")
# F1 as reached, rounded down; the held-out documents are by a writer of whom the rules had seen nothing.
FLOORS = {
    "development": (0.99, 1.0, 0.98, 0.95, 0.94, 0.89, 0.92),
    "heldout": (0.98, 1.0, 0.98, 0.87, 0.93, 0.85, 0.85),
}
OFF_TOPIC = [
    ("development", f"{name}.txt")
    for name in (
        "boao-2018",
        "digital-trade-expo-2023",
        "igf-2019",
        "mobile-congress-2018",
        "mwc-2019",
        "mwc-2021-h",
        "summer-davos-2016",
        "theatre-festival-2016",
        "waic-2024-x",
        "watertown-2018",
        "websummit-2019-w",
    )
]


@pytest.mark.parametrize("half", FLOORS)
def test_agreement_does_not_fall_below_what_was_reached(half: str) -> None:
    _, scores = score_half(half)
    reached = {score.record: score.f1 for score in scores} | {"themes": average_themes(scores)}
    assert [kind for kind, floor in zip(KINDS, FLOORS[half], strict=True) if (reached[kind] or 0) < floor] == []


@pytest.mark.parametrize("half", FLOORS)
def test_the_rates_of_the_briefing_are_those_of_today(half: str) -> None:
    kept = tuple(rate for rate in read_rates(PROJECT.rates) if rate.half == HALVES[half])
    assert kept == count_half(half), "count them again with `python -m tests.rates`"


@pytest.mark.parametrize(("half", "file"), OFF_TOPIC)
def test_a_document_about_something_else_has_no_appearance(half: str, file: str, codebook: Codebook) -> None:
    corpus, labels = read_half(half)
    (source,) = (source for source in corpus.sources if source.file == file)
    assert labels[file]["attendance"] == []
    assert code_source(source, codebook).appearances == ()
