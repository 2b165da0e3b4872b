"""All editions at a glance, as a table: days and themes by the codebook, people by what the sources say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from wicreport.coding.codebook import Edition
from wicreport.findings.measures import voices
from wicreport.findings.participations import DISPUTED, UNDATED, UNMET, join_statuses
from wicreport.findings.rests import join_names
from wicreport.findings.studies import Study
from wicreport.findings.values import Words

__all__ = ["PHRASES", "SILENT", "describe_appearances", "glance_editions"]

PHRASES = {
    "attended": "in person",
    DISPUTED: "sources disagree",
    "virtual": "by video",
    "represented": "others sent, or words read out",
    "expected": "expected",
    UNMET: "expected, then stayed away",
    "absent": "stayed away",
}
"""How a status is said of people and companies, the most present first."""

SILENT = "nobody named"
"""What stands where the sources speak of an edition and name nobody."""

BEIJING = ("head of state", "head of government", "party official", "government official")
ABROAD = ("foreign executive", "foreign company", "foreign official", "international organisation")


def glance_editions(study: Study) -> pd.DataFrame:
    """Return every edition of the codebook, with who is on record there by the sources.

    Parameters
    ----------
    study
        The documents in hand.

    Returns
    -------
    pandas.DataFrame
        One row an edition, in order of years, and a last one, `year not given`, of appearances whose text gives none:
        `edition`, `days` and `theme` (by the codebook; empty in the last row), `coverage` (`own document`, `in passing`
        or `no document`), `for_beijing` (leaders and officials who were there, spoke from afar, had words of theirs
        read out or were expected), `from_abroad` (foreign people, companies and organisations, those who stayed away as
        well) and `source_id` (joined by `;`). People are given as ``in person: A (office), B (company); by video: C``,
        each by the most present status that a voice gives (who was expected and stayed away by both, and who was there
        by one voice and away by another under ``sources disagree``), with office and company by the registry of actors.
        The last three are empty where no document speaks of the edition.
    """
    chosen = set(study.editions)
    editions = [study.find_edition(year) for year in sorted(study.list_years()) if not chosen or year in chosen]
    rows = [_describe(study, edition) for edition in editions if edition]
    undated = voices(study, study.coded.appearances[study.coded.appearances["edition"].isna()])
    if _name_people(study, undated, (*BEIJING, *ABROAD)):
        people = (_name_people(study, undated, BEIJING) or SILENT, _name_people(study, undated, ABROAD) or SILENT)
        named = undated[undated["capacity"].isin([*BEIJING, *ABROAD])]
        rows.append((UNDATED, "", "", "in passing", *people, _join_sources(named)))
    columns = ["edition", "days", "theme", "coverage", "for_beijing", "from_abroad", "source_id"]
    return pd.DataFrame(rows, columns=columns)


def describe_appearances(table: pd.DataFrame) -> Words:
    """Return in words what a grid of appearances shows, for who cannot see it.

    Parameters
    ----------
    table
        As `cross_appearances` gives it.

    Returns
    -------
    Words
        One sentence a column, with the names of each status, the most present status first.
    """
    told = []
    for column in table.columns:
        said = [(phrase, table.index[table[column] == status]) for status, phrase in PHRASES.items()]
        named = [f"{phrase}, {join_names(list(names))}" for phrase, names in said if len(names)]
        told.append(f"{str(column).capitalize()}: {'; '.join(named) or SILENT}.")
    return Words(" ".join(told) or f"{SILENT.capitalize()}.")


def _describe(study: Study, edition: Edition) -> tuple[str, ...]:
    """Return one row of the table."""
    passages = voices(study, study.passages[study.passages["edition"] == edition.year])
    about = (str(edition.year), _name_days(edition.start, edition.end), edition.theme or "")
    if passages.empty:
        return (*about, "no document", "", "", "")
    is_covered = any(source.edition == edition.year for source in study.corpus.sources)
    people = voices(study, study.coded.appearances[study.coded.appearances["edition"] == edition.year])
    beijing = _name_people(study, people, BEIJING, leave_out="absent")
    named = (beijing or SILENT, _name_people(study, people, ABROAD) or SILENT)
    return (*about, "own document" if is_covered else "in passing", *named, _join_sources(passages, people))


def _name_people(study: Study, people: pd.DataFrame, capacities: Sequence[str], leave_out: str = "") -> str:
    """Return the names on record by status, the most present status first, but for those of one status."""
    kept = people[people["capacity"].isin(capacities)]
    names = dict(zip(kept["actor_id"], kept["actor"], strict=True))
    most = {who: join_statuses(rows) for who, rows in kept.groupby("actor_id", sort=False)}
    named = {
        status: [_introduce(study, str(who), names[who]) for who in most if most[who] == status]
        for status in PHRASES
        if status != leave_out
    }
    return "; ".join(f"{PHRASES[status]}: {', '.join(names)}" for status, names in named.items() if names)


def _introduce(study: Study, actor_id: str, name: str) -> str:
    """Return a name with what a reader has to know: a leader's office, an executive's company."""
    actor = study.find_actor(actor_id)
    if actor is None:
        return name
    about = actor.capacity if actor.capacity in BEIJING else actor.affiliation if actor.is_person else None
    return f"{actor.name} ({about})" if about else actor.name


def _name_days(first: date | None, last: date | None) -> str:
    """Return the days of an edition without its year: `7–9 November`."""
    if first is None or last is None:
        return "days not known"
    if first.month == last.month:
        return f"{first.day}–{last.day} {last:%B}"
    return f"{first.day} {first:%B} – {last.day} {last:%B}"


def _join_sources(*frames: pd.DataFrame) -> str:
    """Return the ids of the sources of some rows, joined by `;`."""
    return ";".join(dict.fromkeys(name for rows in frames for name in rows["source_id"]))
