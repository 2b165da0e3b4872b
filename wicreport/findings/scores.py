"""Coding scores as tables: how the rules compare with a careful reader; the comparing is done in the coding room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from wicreport.coding.records import code_source
from wicreport.coding.scores import score_records
from wicreport.coding.tallies import Score
from wicreport.corpus.rates import Rate
from wicreport.corpus.sources import Source
from wicreport.errors import FindingError
from wicreport.findings.studies import Study
from wicreport.findings.traces import reading
from wicreport.findings.values import Value

__all__ = ["count_labelled", "read_by_hand", "score_study", "tabulate_rates", "tabulate_scores"]

Interval = tuple[float, float]


def read_by_hand(study: Study) -> str:
    """Return the ids of the sources that have labels, joined by `;`."""
    return ";".join(source.source_id for source in study.corpus.sources if source.file in study.labels)


@reading("the scores")
def score_study(study: Study) -> tuple[Score, ...]:
    """Return how well the coding rules read the documents that have labels; nothing where the folder has none.

    Documents in several languages are scored language by language, which the records then name: `bodies (zh)`.
    """
    codebook = study.whole.codebook
    read: dict[str, list[Source]] = {}
    for source in study.corpus.sources:
        if source.file in study.labels:
            read.setdefault(source.language.partition("-")[0], []).append(source)
    return tuple(
        replace(score, record=f"{score.record} ({language})") if len(read) > 1 else score
        for language, sources in sorted(read.items())
        for score in score_records(study.labels, sources, [code_source(s, codebook) for s in sources], codebook)
    )


def tabulate_scores(scores: Sequence[Score]) -> pd.DataFrame:
    """Return scores as they are read.

    Returns
    -------
    pandas.DataFrame
        One row a kind of record: `record`, `by the reader`, `by the rules`, `both` (how many), then `precision`,
        `recall` (each with its 95 % interval) and `F1` as text.
    """
    rows = [
        (
            score.record.replace("_", " "),
            score.n_labelled,
            score.n_coded,
            score.n_matched,
            _with_interval(score.precision, score.precision_interval),
            _with_interval(score.recall, score.recall_interval),
            "" if score.f1 is None else f"{score.f1:.2f}",
        )
        for score in scores
    ]
    return pd.DataFrame(rows, columns=["record", "by the reader", "by the rules", "both", "precision", "recall", "F1"])


def tabulate_rates(study: Study, half: str) -> pd.DataFrame:
    """Return how well the rules read one half of the project's labelled documents.

    Returns
    -------
    pandas.DataFrame
        One row a kind of record, in the order of the file: `record`, `precision` and `recall` (each with its 95 %
        interval and of how many records it is a share) and `F1` with its interval, as text; `source_id` is empty, since
        none of the documents in hand is among them.

    Raises
    ------
    FindingError
        If the project has no rates of that half: that nothing was counted is no rate.
    """
    scores = [Score(r.record, r.labelled, r.coded, r.matched) for r in _rates_of(study, half)]
    rows = [
        (
            score.record.replace("_", " "),
            f"{_with_interval(score.precision, score.precision_interval)} of {score.n_coded:,}",
            f"{_with_interval(score.recall, score.recall_interval)} of {score.n_labelled:,}",
            _with_interval(score.f1, score.f1_interval),
            "",
        )
        for score in scores
    ]
    return pd.DataFrame(rows, columns=["record", "precision", "recall", "F1", "source_id"])


def count_labelled(study: Study, half: str) -> Value:
    """Return how many documents one half of the labelled documents has."""
    return Value.of(_rates_of(study, half)[0].documents)


def _rates_of(study: Study, half: str) -> list[Rate]:
    rates = [rate for rate in study.rates if rate.half == half]
    if not rates:
        remedy = "Count them with `python -m tests.rates`, or restore the file."
        raise FindingError(f"there are no rates of the documents {half}", where="rates.json", remedy=remedy)
    return rates


def _with_interval(rate: float | None, interval: Interval | None) -> str:
    """Return a rate and its interval in words; empty where there was nothing to count."""
    return "" if rate is None or interval is None else f"{rate:.2f} ({interval[0]:.2f}–{interval[1]:.2f})"
