"""Findings as records: a sentence, what it rests on and how sure it is; `verdicts` decides whether it may stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from wicreport.findings.citations import Evidence
from wicreport.findings.display import render_html
from wicreport.findings.lookups import Named
from wicreport.findings.rests import MOST_SHOWN, tell_rest
from wicreport.findings.values import Value

__all__ = ["Confidence", "Finding", "Kind", "LeftOut", "Rank", "Reasoning", "count_families", "without_placeholders"]

Kind = Literal["reported", "counted", "assumed", "judged"]
Rank = Literal["bottom line", "key judgment", "finding"]
Confidence = Literal["high", "moderate", "low"]

_YEAR = re.compile(r"\{y(\d{4})\}")


@dataclass(frozen=True, slots=True)
class Reasoning(Named):
    """Why a judgment is made, and what would change it.

    Parameters
    ----------
    likelihood
        A term of the likelihood scale.
    confidence
        How sure: `high` needs two independent voices.
    basis
        Why: quality of the sources, corroboration, gaps.
    assumption
        What must be so for the judgment to stand.
    alternative
        Another explanation.
    alternative_evidence
        What speaks for it.
    indicators
        What to watch, because it would change the judgment.
    """

    likelihood: str
    confidence: Confidence
    basis: str
    assumption: str
    alternative: str
    alternative_evidence: Sequence[Evidence]
    indicators: str


@dataclass(frozen=True, slots=True)
class Finding(Named):
    """One sentence of the briefing with all it rests on.

    ``parts`` are the pieces of the evidence: each supports a piece of the sentence, and the voices that carry a piece
    are its families. The sentence is corroborated as often as its weakest part. ``reliability`` is the Admiralty letter
    of the weakest source.
    """

    finding_id: str
    kind: Kind
    rank: Rank
    headline: str
    statement: str
    parts: tuple[tuple[Evidence, ...], ...]
    values: Mapping[str, Value]
    conditions: tuple[str, ...]
    reliability: str
    confidence: Confidence
    basis: str
    reasoning: Reasoning | None = None
    contradicting: tuple[Evidence, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Return all evidence of the sentence once, in the order given."""
        return tuple(dict.fromkeys(item for part in self.parts for item in part))

    @property
    def n_families(self) -> int:
        """Return by how many independent voices the sentence is carried: those of its weakest part."""
        return count_families(self.parts)

    @property
    def n_voices(self) -> int:
        """Return how many independent voices are heard in any of its parts."""
        return len({item.family for item in self.evidence})

    @property
    def n_documents(self) -> int:
        """Return in how many documents the words of the evidence stand, copies and digests included."""
        return len({name for item in self.evidence for name in (item.source_id, *item.also_in)})

    @property
    def information(self) -> str:
        """Return the Admiralty rating of the information, apart from the source's.

        1 confirmed by another independent voice; 2 consistent, from a source of A to C; 3 consistent, from a weaker or
        unrated source; 4 contradicted by another source. One voice never makes a 1.

        Source
        ------
        Admiralty code, information credibility 1-6 (NATO AJP-2.1).
        """
        if self.contradicting:
            return "4"
        if self.n_families > 1:
            return "1"
        return "2" if self.reliability in ("A", "B", "C") else "3"

    def as_payload(self) -> dict[str, Any]:
        """Return the finding as the briefing reads it."""
        plain = (
            "kind",
            "rank",
            "headline",
            "statement",
            "confidence",
            "basis",
            "information",
            "n_families",
            "n_voices",
            "n_documents",
        )
        judged = ("likelihood", "assumption", "alternative", "indicators")
        against = self.reasoning.alternative_evidence if self.reasoning else ()
        rest = tell_rest(len(self.evidence))
        return {
            "type": "finding",
            "id": self.finding_id,
            "is_key": self.rank != "finding",
            **{name: getattr(self, name) for name in plain},
            **{name: getattr(self.reasoning, name, None) for name in judged},
            "conditions": list(self.conditions),
            "values": [
                {"name": n, "text": f"{v}", "formula": v.formula} for n, v in self.values.items() if v.is_worked_out
            ],
            "basis": self.basis + (f" The first {MOST_SHOWN} of its passages are shown, {rest} count." if rest else ""),
            "evidence": [item.as_payload() for item in self.evidence[:MOST_SHOWN]],
            "alternative_evidence": [item.as_payload() for item in against],
            "contradicting": [item.as_payload() for item in self.contradicting],
        }

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return render_html("finding", self.as_payload(), f"{self.headline}: {self.statement}")


@dataclass(frozen=True, slots=True)
class LeftOut(Named):
    """A finding whose sources, or a figure whose records, are not in the chosen corpus."""

    finding_id: str
    headline: str
    reason: str

    def as_payload(self) -> dict[str, Any]:
        """Return what the briefing says of it."""
        return {"type": "left_out", "id": self.finding_id, "headline": self.headline, "reason": self.reason}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return render_html("left_out", self.as_payload(), f"{self.headline} (left out: {self.reason})")


def count_families(parts: Sequence[Sequence[Evidence]]) -> int:
    """Return the number of independent voices behind the weakest part (0 without parts)."""
    return min((len({item.family for item in part}) for part in parts), default=0)


def without_placeholders(headline: str, likelihood: str = "…") -> str:
    """Return a headline whose numbers cannot be had, in the chosen corpus or at all; its years stand in it."""
    known = _YEAR.sub(r"\1", headline).replace("{likelihood}", likelihood)
    return re.sub(r"\{[^{}]*\}", "…", known)
