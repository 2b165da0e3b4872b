"""Disagreements between sources, and errors of one: shown with their words; none is settled by leaving one out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from wicreport.findings.citations import Evidence
from wicreport.findings.claims import LeftOut
from wicreport.findings.display import render_html
from wicreport.findings.studies import Study
from wicreport.findings.verdicts import finding

__all__ = ["Disagreement", "disagreement", "find_conflicts"]


@dataclass(frozen=True, slots=True)
class Disagreement:
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
