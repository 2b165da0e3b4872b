"""Disagreements between sources, and errors of one: shown with their words; none is settled by leaving one out."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Any

import pandas as pd

from wicreport.findings.citations import Evidence
from wicreport.findings.claims import LeftOut
from wicreport.findings.display import render_html
from wicreport.findings.lookups import Named
from wicreport.findings.populations import find_population
from wicreport.findings.studies import Study
from wicreport.findings.verdicts import finding

__all__ = ["Disagreement", "disagreement", "find_conflicts", "find_quantity_conflicts"]

_YEAR = re.compile(r"(?<![\d.,])20[12]\d(?![\d%])")


@dataclass(frozen=True, slots=True)
class Disagreement(Named):
    """What sources say differently, or one says wrongly, and how the briefing reads it."""

    disagreement_id: str
    topic: str
    statement: str
    resolution: str
    evidence: tuple[Evidence, ...]

    def as_payload(self) -> dict[str, Any]:
        """Return the disagreement as the briefing reads it."""
        plain = {name: getattr(self, name) for name in ("topic", "statement", "resolution")}
        evidence = [item.as_payload() for item in self.evidence]
        return {"type": "disagreement", "id": self.disagreement_id, **plain, "evidence": evidence}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return render_html("disagreement", self.as_payload(), f"{self.topic}: {self.statement}")


def disagreement(
    study: Study,
    disagreement_id: str,
    *,
    topic: str,
    statement: str,
    resolution: str,
    evidence: Sequence[Evidence],
    values: Mapping[str, Any] | None = None,
) -> Disagreement | LeftOut:
    """Return a disagreement, held to the same rules of evidence and wording as a finding.

    Parameters
    ----------
    study
        The documents in hand.
    disagreement_id
        Short and readable.
    topic
        What it is about, in a few words.
    statement
        What is said on either side, attributed.
    resolution
        How the briefing reads it, in one sentence.
    evidence
        The words of each side.
    values
        What fills the placeholders.
    """
    both = [
        finding(
            study,
            f"{disagreement_id}-{part}",
            "reported",
            headline=topic,
            statement=text,
            evidence=evidence,
            values=values,
        )
        for part, text in (("sides", statement), ("reading", resolution))
    ]
    for checked in both:
        if isinstance(checked, LeftOut):
            return replace(checked, finding_id=disagreement_id)
    sides, reading = both
    assert not isinstance(sides, LeftOut) and not isinstance(reading, LeftOut)
    return Disagreement(disagreement_id, sides.headline, sides.statement, reading.statement, sides.evidence)


def find_conflicts(study: Study) -> pd.DataFrame:
    """Return the actors whom independent voices place both at an edition and away from it.

    Returns
    -------
    pandas.DataFrame
        One row an actor and edition: `actor`, `edition`, `present_in`, `absent_in` (source ids joined by `;`). A voice
        that says both of one actor (absent, but represented) does not contradict itself.
    """
    known = study.coded.appearances.dropna(subset=["edition"])
    rows = []
    for (actor, edition), group in known.groupby(["actor", "edition"], sort=True):
        present = group[group["status"].isin(["attended", "virtual"])]
        absent = group[(group["status"] == "absent") & ~group["family"].isin(present["family"])]
        if len(present) and len(absent):
            rows.append(
                (
                    actor,
                    int(str(edition)),
                    ";".join(sorted(set(present["source_id"]))),
                    ";".join(sorted(set(absent["source_id"]))),
                )
            )
    return pd.DataFrame(rows, columns=["actor", "edition", "present_in", "absent_in"])


def find_quantity_conflicts(study: Study) -> pd.DataFrame:
    """Return the numbers that independent voices give differently for the same population at the same edition.

    Numbers are compared as intervals: "more than 2,000" and "2,300" agree. A voice that gives several numbers disagrees
    with another only where none of its numbers agrees with any of the other's, since the smaller may be parts of the
    greater. Sentences that name different years, besides that of the edition, do not disagree either.

    Returns
    -------
    pandas.DataFrame
        One row a pair of voices: `edition`, `unit`, `population` (see `find_population`), `words` and `source_id` of
        the voice that comes first in the catalogue, `other_words` and `other_source_id` (all joined by `;`). In the
        order of editions and populations.
    """
    rows = []
    for (edition, unit, population), group in _with_populations(study).groupby(["edition", "unit", "population"]):
        voices = [(_records(voice), _side(voice)) for _, voice in group.groupby("family", sort=False)]
        for (numbers, side), (others, other_side) in combinations(voices, 2):
            if not any(_agree(a, b) for a, b in product(numbers, others)):
                rows.append((int(str(edition)), unit, population, *side, *other_side))
    columns = ["edition", "unit", "population", "words", "source_id", "other_words", "other_source_id"]
    return pd.DataFrame(rows, columns=columns)


def _with_populations(study: Study) -> pd.DataFrame:
    """Return the quantities of known editions whose population can be told, with it and their sentence."""
    passages = study.passages[["passage_id", "text", "start"]]
    known = study.coded.quantities.dropna(subset=["edition"])
    placed = known.merge(passages, on="passage_id", suffixes=("", "_of_passage"), validate="many_to_one")
    found: list[str | None] = []
    for row in _records(placed):
        place = (row["start"] - row["start_of_passage"], row["end"] - row["start_of_passage"])
        found.append(find_population(row["text_of_passage"], place, row["unit"], row["measures"]))
    placed["population"] = pd.Series(found, index=placed.index, dtype="object")
    return placed.dropna(subset=["population"])


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _agree(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Return whether two numbers can both be right: they overlap, or their sentences name different years."""
    years, other_years = (set(_YEAR.findall(row["text_of_passage"])) - {str(row["edition"])} for row in (a, b))
    if years != other_years:
        return True
    (low, high), (other_low, other_high) = (_interval(row) for row in (a, b))
    return low <= other_high and other_low <= high


def _interval(row: Mapping[str, Any]) -> tuple[float, float]:
    """Return the bounds of a number, infinite where it is open."""
    return (
        -math.inf if math.isnan(row["low"]) else row["low"],
        math.inf if math.isnan(row["high"]) else row["high"],
    )


def _side(voice: pd.DataFrame) -> tuple[str, str]:
    """Return the words of one voice and the documents they are in."""
    return ";".join(dict.fromkeys(voice["text"])), ";".join(dict.fromkeys(voice["source_id"]))
