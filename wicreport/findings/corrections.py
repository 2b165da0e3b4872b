"""An analyst's corrections as a table for the method chapter; reading and applying them is done to the left of here."""

from __future__ import annotations

import pandas as pd

from wicreport.corpus.corrections import Correction
from wicreport.findings.studies import Study

__all__ = ["tabulate_corrections"]

_COLUMNS = ("source_id", "record", "words", "verdict", "fields", "reason", "who", "when")


def tabulate_corrections(study: Study) -> pd.DataFrame:
    """Return what an analyst has put right in the coded records, with the reason.

    Returns
    -------
    pandas.DataFrame
        One row a correction, in the order of the sources and then of the text: `source_id`, `record`, `words` (those
        of the document), `verdict`, `fields` (the fields that were given, as `name: value` joined by `; `), `reason`,
        `who`, `when`. No rows where nothing was corrected.
    """
    order = {source.source_id: number for number, source in enumerate(study.corpus.sources)}
    ordered = sorted(study.whole.corpus.corrections, key=lambda item: (order[item.source_id], item.start, item.end))
    return pd.DataFrame([_as_row(correction) for correction in ordered], columns=list(_COLUMNS))


def _as_row(correction: Correction) -> tuple[str, ...]:
    fields = "; ".join(f"{name}: {value}" for name, value in correction.values.items())
    said = (correction.reason, correction.who, correction.when)
    return correction.source_id, correction.record, correction.words, correction.verdict, fields, *said
