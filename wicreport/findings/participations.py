"""Participations: who is on record at which edition, by what the sources say; nothing is drawn here."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from wicreport.findings.lookups import require_known
from wicreport.findings.studies import Study
from wicreport.findings.traces import reading

__all__ = [
    "DISPUTED",
    "STATUSES",
    "TOOK_PART",
    "UNDATED",
    "UNMET",
    "count_by_edition",
    "cross_appearances",
    "find_participants",
    "join_statuses",
]

STATUSES = ("attended", "virtual", "represented", "expected", "absent")
"""From most to least present: what a grid shows where one voice says two things of one actor."""

TOOK_PART = ("attended", "virtual", "represented")
"""The statuses of those who took part, if only by somebody they sent."""

UNDATED = "year not given"
"""What stands for the year of appearances whose text gives none: it may be any up to the source's own."""

UNMET = "expected, then absent"
"""What a grid shows of an actor who was expected and is known to have stayed away."""

DISPUTED = "disputed"
"""What a grid shows where one voice has an actor there and another has them away."""

_ON_RECORD = (*TOOK_PART, "expected", DISPUTED)


@reading("the capacities")
def list_capacities(study: Study) -> tuple[str, ...]:
    """Return the capacities that the registry or a record has."""
    registered = {actor.capacity for actor in study.whole.codebook.actors}
    return tuple(sorted(registered | set(study.whole.appearances["capacity"]) | {"group", "foreign group"}))


def cross_appearances(study: Study, capacities: Sequence[str]) -> pd.DataFrame:
    """Return who appeared at which edition, by what the sources say.

    Parameters
    ----------
    study
        The documents in hand.
    capacities
        The capacities of the codebook to keep, in the order of the rows.

    Returns
    -------
    pandas.DataFrame
        One row an actor (index: the name), one column an edition, in order of years, and a last one, `year not given`,
        where the text gives none. A cell is a status, `expected, then absent` where both are said, `disputed` where
        families contradict each other, or empty where nothing is said.
    """
    rows = _select(study, capacities)
    rows = rows.assign(column=[UNDATED if pd.isna(e) else str(e) for e in rows["edition"]])
    columns = sorted(set(rows["column"]), key=lambda column: (column == UNDATED, column))
    order = rows.assign(rank=[list(capacities).index(c) for c in rows["capacity"]]).sort_values("rank", kind="stable")
    names = list(dict.fromkeys(order["actor"]))
    cells = [[join_statuses(rows[(rows["actor"] == n) & (rows["column"] == c)]) for c in columns] for n in names]
    return pd.DataFrame(cells, index=pd.Index(names, name="actor"), columns=columns)


def find_participants(study: Study, capacities: Sequence[str]) -> pd.DataFrame:
    """Return the appearances of those who took part, if only by video or by somebody they sent.

    Parameters
    ----------
    study
        The documents in hand.
    capacities
        The capacities of the codebook to keep.

    Returns
    -------
    pandas.DataFrame
        Rows of `study.coded.appearances`, in their order. Who stayed away or was expected is not among them.
    """
    rows = _select(study, capacities)
    return rows[rows["status"].isin(TOOK_PART)]


def _select(study: Study, capacities: Sequence[str]) -> pd.DataFrame:
    """Return the appearances of some capacities; one that there is not is refused."""
    require_known(capacities, list_capacities(study), "capacity")
    rows = study.coded.appearances
    return rows[rows["capacity"].isin(capacities)]


def count_by_edition(study: Study, capacities: Sequence[str]) -> pd.DataFrame:
    """Return how many actors are on record as taking part, or as expected, at each edition with a document of its own.

    Parameters
    ----------
    study
        The documents in hand.
    capacities
        The capacities of the codebook to keep.

    Returns
    -------
    pandas.DataFrame
        One row an edition that was chosen and that a document covers, by the catalogue, in order of years: `edition`,
        `n_actors` (be it none) and `source_id`, the documents that cover it, joined by `;`.
    """
    rows = _select(study, capacities)
    covering: dict[int, list[str]] = {}
    for source in study.corpus.sources:
        if source.edition and source.edition in (study.editions or (source.edition,)):
            covering.setdefault(source.edition, []).append(source.source_id)
    found = []
    for edition in sorted(covering):
        said = [join_statuses(those) for _, those in rows[rows["edition"] == edition].groupby("actor_id")]
        found.append((edition, sum(status in _ON_RECORD for status in said), ";".join(covering[edition])))
    return pd.DataFrame(found, columns=["edition", "n_actors", "source_id"])


def join_statuses(rows: pd.DataFrame) -> str:
    """Return the status of one actor at one edition, by what the voices say.

    Parameters
    ----------
    rows
        The appearances of one actor at one edition.

    Returns
    -------
    str
        The most present status that is said; `expected, then absent` where both are; `disputed` where one voice has the
        actor there and another has them away; empty without rows.
    """
    if rows.empty:
        return ""
    said = {min(group["status"], key=STATUSES.index) for _, group in rows.groupby("family")}
    if "absent" in said and said & {"attended", "virtual"}:
        return DISPUTED
    return _most_present(set(rows["status"]))


def _most_present(statuses: Collection[str]) -> str:
    """Return the most present of some statuses; who was expected and stayed away has one of their own."""
    most = min(statuses, key=STATUSES.index)
    return UNMET if most == "expected" and "absent" in statuses else most
