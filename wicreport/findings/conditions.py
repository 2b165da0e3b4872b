"""Conditions under which a sentence or a title stands, and what overturns one; what is claimed is not known here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NoReturn

import pandas as pd

from wicreport.errors import FindingError
from wicreport.findings.studies import Study

__all__ = ["Condition", "find_unmet", "refuse_overturned"]

Condition = bool | pd.DataFrame
"""Whether it is met; or the records that speak against it, of which there has to be none."""

_WAYS_OUT = (
    "Where sources differ, show both as well (`wic.disagreement`; alone it does not make the claim hold); what was "
    "read wrongly, correct in `seeds/coding/`."
)
_SHOWN = 3
_LONGEST = 160
_PLACE = ("source_id", "start", "end")


def find_unmet(holds: Mapping[str, Condition]) -> dict[str, Condition]:
    """Return the conditions that are not met."""
    return {said: found for said, found in holds.items() if not _is_met(found)}


def refuse_overturned(
    study: Study,
    where: str,
    unmet: Mapping[str, Condition],
    *,
    remedy: str = "Rewrite it, or withdraw it.",
    cited: Collection[str] = (),
) -> NoReturn:
    """Refuse what conditions overturn: say what was claimed, and what the record has now, or else where to look.

    Parameters
    ----------
    study
        The documents in hand.
    where
        The finding or the exhibit.
    unmet
        The conditions that are not met.
    remedy
        What to do about it.
    cited
        The ids of the sources that it cites itself: what other voices have is told first.

    Raises
    ------
    FindingError
        Always.
    """
    told = {said: _tell_found(study, _put_news_first(study, found, cited)) for said, found in unmet.items()}
    what = "; and ".join(f"the claim was that {said}, but {found}" for said, found in told.items())
    is_told = any(isinstance(found, pd.DataFrame) for found in unmet.values())
    new = [] if is_told else _list_unheard(study)
    if is_told:
        remedy = f"{remedy} {_WAYS_OUT}"
    if new:
        listed = ", ".join(new[:_SHOWN]) + (f" and {len(new) - _SHOWN:,} more" if len(new) > _SHOWN else "")
        remedy = f"{remedy} No words of {listed} are in anchors.json yet: look there first."
    raise FindingError(f"overturned: {what}", where=where, remedy=remedy)


def _tell_found(study: Study, found: Condition) -> str:
    """Return what the record has instead of what was claimed."""
    if not isinstance(found, pd.DataFrame):
        return "the record does not bear that out"
    first = found.head(_SHOWN).to_dict("records")
    rows = [_tell_record(study, {str(name): value for name, value in row.items()}) for row in first]
    rest = f", and {len(found) - _SHOWN:,} more" if len(found) > _SHOWN else ""
    return f"the record now has {', and '.join(rows)}{rest}"


def _put_news_first(study: Study, found: Condition, cited: Collection[str]) -> Condition:
    """Return records with those first that are news: of voices not cited for the claim, or else of none; the latest."""
    if not isinstance(found, pd.DataFrame) or "source_id" not in found:
        return found
    family_of = study.corpus.family_of
    heard = [{family_of[name].family_id for name in names if name in family_of} for names in (cited, study.cited_ids)]
    ranks = []
    for source_id in found["source_id"]:
        source = study.known_source(str(source_id))
        voice = family_of[source.source_id].family_id if source else ""
        published = source.published.value if source and source.published else ""
        ranks.append((*(voice not in known for known in heard), published))
    return found.iloc[sorted(range(len(found)), key=ranks.__getitem__, reverse=True)]


def _list_unheard(study: Study) -> list[str]:
    """Return the sources of voices of which no words are pinned; none, if that tells nothing from the others."""
    cited, family_of = set(study.cited_ids), study.corpus.family_of
    ids = [source.source_id for source in study.corpus.sources]
    new = [source_id for source_id in ids if cited.isdisjoint(family_of[source_id].roles)]
    return new if len(new) < len(ids) else []


def _is_met(found: Condition) -> bool:
    return bool(found.empty if isinstance(found, pd.DataFrame) else found)


def _tell_record(study: Study, row: Mapping[str, object]) -> str:
    """Return a record by its source, its actor and its words; one that has no place by what it says.

    The words may have no more of an actor than "He".
    """
    source = study.known_source(str(row.get("source_id")))
    if source is None or not set(_PLACE) <= row.keys():
        return "; ".join(f"{name} {value}" for name, value in row.items())
    start, end = int(str(row["start"])), int(str(row["end"]))
    words = " ".join(source.text[start:end].split())
    actor = f"{row['actor']} in " if row.get("actor") else ""
    return f"{actor}{source.source_id} ({source.file}): “{words if len(words) <= _LONGEST else words[:_LONGEST] + '…'}”"
