"""Conditions under which a sentence or a title stands, and what overturns one; what is claimed is not known here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

import pandas as pd

from wicreport.errors import FindingError
from wicreport.findings.studies import Study

__all__ = ["Condition", "find_unmet", "refuse_overturned"]

Condition = bool | pd.DataFrame
"""Whether it is met; or the records that speak against it, of which there has to be none."""

_SHOWN = 3
_LONGEST = 160
_PLACE = ("source_id", "start", "end")


def find_unmet(holds: Mapping[str, Condition]) -> str:
    """Return the first condition that is not met, or an empty text."""
    return next((said for said, found in holds.items() if not _is_met(found)), "")


def refuse_overturned(
    study: Study, where: str, holds: Mapping[str, Condition], unmet: str, *, remedy: str = "Rewrite it, or withdraw it."
) -> NoReturn:
    """Refuse what a condition overturns, and name the records that do, or else the documents that may.

    Parameters
    ----------
    study
        The documents in hand.
    where
        The finding or the exhibit.
    holds
        All its conditions.
    unmet
        The one that is not met.
    remedy
        What to do about it.

    Raises
    ------
    FindingError
        Always.
    """
    found = holds[unmet]
    what = f"overturned: it does not hold that {unmet}"
    if isinstance(found, pd.DataFrame):
        first = found.head(_SHOWN).to_dict("records")
        rows = [_tell_record(study, {str(name): value for name, value in row.items()}) for row in first]
        rest = f", and {len(found) - _SHOWN:,} more" if len(found) > _SHOWN else ""
        raise FindingError(f"{what}, by {', and by '.join(rows)}{rest}", where=where, remedy=remedy)
    cited, ids = set(study.cited_ids), [source.source_id for source in study.corpus.sources]
    new = [source_id for source_id in ids if source_id not in cited]
    if 0 < len(new) < len(ids):
        listed = ", ".join(new[:_SHOWN]) + (f" and {len(new) - _SHOWN:,} more" if len(new) > _SHOWN else "")
        remedy = f"{remedy} No finding cites {listed} yet: look there first."
    raise FindingError(what, where=where, remedy=remedy)


def _is_met(found: Condition) -> bool:
    return bool(found.empty if isinstance(found, pd.DataFrame) else found)


def _tell_record(study: Study, row: Mapping[str, object]) -> str:
    """Return a record by its source and its words; one that has no place by what it says."""
    source = study.known_source(str(row.get("source_id")))
    if source is None or not set(_PLACE) <= row.keys():
        return "; ".join(f"{name} {value}" for name, value in row.items())
    start, end = int(str(row["start"])), int(str(row["end"]))
    words = " ".join(source.text[start:end].split())
    return f"{source.source_id} ({source.file}): “{words if len(words) <= _LONGEST else words[:_LONGEST] + '…'}”"
