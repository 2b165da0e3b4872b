"""The project's attacks on itself as the briefing shows them; what they gave is read, never worked out here."""

from __future__ import annotations

import pandas as pd

from wicreport.errors import FindingError
from wicreport.findings.studies import Study
from wicreport.findings.values import Value

__all__ = ["count_proofs", "tabulate_proofs"]


def tabulate_proofs(study: Study) -> pd.DataFrame:
    """Return what was tried against the project, and what came of it.

    Returns
    -------
    pandas.DataFrame
        One row a class of attack: `attack`, `tried`, `held` (both missing where it was not tried), `result` in words,
        and the `command` that repeats the run; `source_id` is empty, since none of the documents in hand is its source.
        In the order of the file.

    Raises
    ------
    FindingError
        If the project has no file of proofs: that nothing was tried is no proof.
    """
    if not study.proofs:
        raise FindingError(
            "there are no proofs",
            where="proofs.json",
            remedy="Restore the file beside the notebooks, or run the attacks.",
        )
    rows = [
        (
            proof.attack,
            proof.tried or None,
            proof.held if proof.tried else None,
            _judge(proof.tried, proof.held),
            proof.command,
            "",
        )
        for proof in study.proofs
    ]
    return pd.DataFrame(rows, columns=["attack", "tried", "held", "result", "command", "source_id"])


def count_proofs(study: Study) -> tuple[Value, Value, Value]:
    """Return how many classes of attack were tried, in how many of them all held, and how many were not tried."""
    tried = [proof for proof in study.proofs if proof.tried]
    whole = [proof for proof in tried if proof.held == proof.tried]
    return Value.of(len(tried)), Value.of(len(whole)), Value.of(len(study.proofs) - len(tried))


def _judge(tried: int, held: int) -> str:
    if not tried:
        return "not tested"
    return "held" if held == tried else f"{tried - held} got through"
