"""Writes down how well the rules read the labelled documents, for the briefing: `python -m tests.rates`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.proofs import PROJECT
from wicreport.coding.codebook import load_codebook
from wicreport.coding.evaluations import evaluate_corpus
from wicreport.coding.tallies import Score
from wicreport.corpus.labels import FAMILIES, read_labelled
from wicreport.corpus.rates import Rate, rates_as_json
from wicreport.corpus.sources import Corpus

LABELLED = Path(__file__).resolve().parent / "labelled"
HALVES = {"heldout": "set aside", "development": "improved on"}


@cache
def read_half(half: str) -> tuple[Corpus, dict[str, Any]]:
    """Return the documents of one half and their labels."""
    return read_labelled(LABELLED / half)


@cache
def score_half(half: str) -> tuple[int, Sequence[Score]]:
    """Return how many documents one half has, and how well the rules read them."""
    corpus, labels = read_half(half)
    return len(labels.keys() - {FAMILIES}), evaluate_corpus(corpus, labels, load_codebook())


def count_half(half: str) -> tuple[Rate, ...]:
    """Return the counts of one half as the file has them."""
    n_documents, scores = score_half(half)
    return tuple(Rate(HALVES[half], n_documents, s.record, s.n_labelled, s.n_coded, s.n_matched) for s in scores)


def main() -> None:
    """Count both halves, and write them beside the notebooks."""
    rates = [rate for half in HALVES for rate in count_half(half)]
    partial = PROJECT.rates.with_name(f".{PROJECT.rates.name}.partial")
    partial.write_text(rates_as_json(rates), encoding="utf-8")
    partial.replace(PROJECT.rates)


if __name__ == "__main__":
    main()
