"""Tables for exhibits, made of cited words, values and coded records; no number is worked out that is not a count."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

import pandas as pd

from wicreport.errors import FindingError
from wicreport.findings.citations import Evidence
from wicreport.findings.lookups import require_columns
from wicreport.findings.studies import Study
from wicreport.findings.values import Value
from wicreport.findings.wordings import find_typed_numbers

__all__ = [
    "PARTIAL",
    "PINS",
    "cross_evidence",
    "tabulate_bodies",
    "tabulate_evidence",
    "tabulate_values",
]

PINS = "pins"
"""The attribute of a table that holds the anchors of its citations, so that they are kept as those of findings are."""

PARTIAL = "is_partial"
"""The attribute that says whether some of the citations are outside the chosen corpus."""

NAMED = "named"
"""The cell of a grid where a source names something, and nothing more is claimed."""


def tabulate_evidence(cited: Mapping[str, Evidence | Sequence[Evidence]], *, label: str) -> pd.DataFrame:
    """Return cited words as a table; what is outside the chosen corpus is left out.

    Parameters
    ----------
    cited
        One or more citations by what they stand for.
    label
        The name of the column for that.

    Returns
    -------
    pandas.DataFrame
        One row a citation, in the order given: `edition` (the year the sentence speaks of, as text; empty where it
        gives none), the label, `words`, `source_id`.

    Raises
    ------
    EvidenceError
        If words do not resolve.
    FindingError
        If a number is typed into a label.
    """
    _check_labels(cited)
    rows, pins = [], []
    for name, given in cited.items():
        for item in (given,) if isinstance(given, Evidence) else given:
            if item.is_absent:
                continue
            found = item.checked(f"table row {name}")
            rows.append(("" if found.edition is None else str(found.edition), name, found.exact, found.source_id))
            pins += [asdict(found.pin)] if found.pin else []
    table = pd.DataFrame(rows, columns=["edition", label, "words", "source_id"])
    table.attrs |= {PINS: pins, PARTIAL: len(rows) < sum(isinstance(g, Evidence) or len(g) for g in cited.values())}
    return table


def cross_evidence(table: pd.DataFrame, *, label: str) -> pd.DataFrame:
    """Return a table of citations as a grid: rows by label, columns by edition, `named` where a source is cited."""
    require_columns(table, [label, "edition"], "wic.cross_evidence")
    names, years = list(dict.fromkeys(table[label])), sorted(set(table["edition"]))
    cited = set(zip(table[label], table["edition"], strict=True))
    cells = [[NAMED if (name, year) in cited else "" for year in years] for name in names]
    return pd.DataFrame(cells, index=pd.Index(names, name=label), columns=years)


def tabulate_values(numbers: Mapping[str, Value], *, total: Value) -> pd.DataFrame:
    """Return counted groups of a whole; without numbers (nothing of it in the chosen corpus), no rows.

    Returns
    -------
    pandas.DataFrame
        One row a group: `group`, `number`, `total`, `source_id` (joined by `;`).
    """
    _check_labels(numbers)
    known = {name: value for name, value in numbers.items() if not math.isnan(value.number)}
    rows = [(name, int(v.number), int(total.number), _sources(v)) for name, v in known.items()]
    return pd.DataFrame(rows, columns=["group", "number", "total", "source_id"])


def tabulate_bodies(study: Study) -> pd.DataFrame:
    """Return what of each document is the article.

    Returns
    -------
    pandas.DataFrame
        One row a document in catalogue order: `source_id`, and `Article`, `References` and `Furniture` as shares (0-1)
        of its characters.
    """
    present = set(study.passages["source_id"])
    rows = []
    for source in study.corpus.sources:
        if source.source_id in present:
            lengths = [
                sum(end - start for start, end in spans) for spans in (source.body, source.references, source.furniture)
            ]
            rows.append((source.source_id, *(length / len(source.text) for length in lengths)))
    return pd.DataFrame(rows, columns=["source_id", "Article", "References", "Furniture"])


def _check_labels(labels: Iterable[str]) -> None:
    """Refuse labels with a number typed into them: a table is prose, too."""
    for label in labels:
        if typed := find_typed_numbers(label):
            what = f"{', '.join(typed)} is typed into the label “{label}”"
            raise FindingError(what, where=f"table row {label}", remedy="Give it as a value, or say it without.")


def _sources(value: Value) -> str:
    """Return the ids of the sources a value rests on, joined by `;`."""
    return ";".join(dict.fromkeys(item.source_id for item in value.evidence))
