"""Coding scores as tables: how the rules compare with a careful reader; the comparing is done in the coding room."""

from __future__ import annotations

import pandas as pd

from wicreport.coding.records import code_source
from wicreport.coding.scores import score_records
from wicreport.coding.tallies import Score
from wicreport.findings.studies import Study

__all__ = ["stack_scores", "tabulate_scores"]

COLUMNS = ("record", "n_labelled", "n_coded", "n_matched", "precision", "recall", "f1", "source_id")


def tabulate_scores(study: Study) -> pd.DataFrame:
    """Return how well the coding rules read the documents that have labels; no rows where the folder has none.

    Returns
    -------
    pandas.DataFrame
        One row a kind of record: `record`, `n_labelled`, `n_coded`, `n_matched`, `precision`, `recall`, `f1` (0-1), the
        ends of the Wilson intervals (`precision_low`, ..., `recall_high`), `source_id` (joined by `;`).
    """
    corpus, codebook = study.whole.corpus, study.whole.codebook
    read = [source for source in corpus.sources if source.file in study.labels]
    scores = (
        score_records(study.labels, read, [code_source(source, codebook) for source in read], codebook) if read else ()
    )
    ids = ";".join(source.source_id for source in read)
    bounds = ("precision_low", "precision_high", "recall_low", "recall_high")
    rows = [(*_row(score), ids, *_bounds(score)) for score in scores]
    return pd.DataFrame(rows, columns=[*COLUMNS, *bounds])


def stack_scores(scores: pd.DataFrame) -> pd.DataFrame:
    """Return precision and recall as rows to be drawn: `measure`, `value`, `low`, `high`."""
    rows = [
        (f"{record['record']}, {measure}", record[measure], record[f"{measure}_low"], record[f"{measure}_high"])
        for _, record in scores.iterrows()
        for measure in ("precision", "recall")
        if not str(record["record"]).startswith(("themes", "bodies"))
    ]
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high"])


def _row(score: Score) -> tuple[object, ...]:
    rates = tuple(None if rate is None else round(rate, 3) for rate in (score.precision, score.recall, score.f1))
    return (score.record, score.n_labelled, score.n_coded, score.n_matched, *rates)


def _bounds(score: Score) -> tuple[float, ...]:
    """Return the ends of both intervals; the whole range where nothing was there to count."""
    intervals = (score.precision_interval or (0.0, 1.0), score.recall_interval or (0.0, 1.0))
    return tuple(round(bound, 3) for interval in intervals for bound in interval)
