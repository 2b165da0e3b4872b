"""Scores and how they are counted, with intervals and misses; what agrees with a label is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Literal, TypeVar

from wicreport.corpus.sources import Source

__all__ = ["Miss", "Score", "Tally", "pair_records", "records_of", "repeat_labels", "split_soft", "wilson_interval"]

Record = TypeVar("Record")
Label = Mapping[str, Any]

_Z = 1.959964  # 95 %


@dataclass(frozen=True, slots=True)
class Miss:
    """One disagreement: a label no record meets (``missed``), or a record no label bears out (``spurious``)."""

    record: str
    source_id: str
    kind: Literal["missed", "spurious"]
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one kind of record over all labelled sources, and the disagreements in the order of the sources."""

    record: str
    n_labelled: int
    n_coded: int
    n_matched: int
    misses: tuple[Miss, ...] = ()

    @property
    def precision(self) -> float | None:
        """Return the share of coded records that a label bears out, or None if nothing was coded."""
        return self.n_matched / self.n_coded if self.n_coded else None

    @property
    def recall(self) -> float | None:
        """Return the share of labels that a record meets, or None if nothing was labelled."""
        return self.n_matched / self.n_labelled if self.n_labelled else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall, or None if there was nothing to code."""
        total = self.n_labelled + self.n_coded
        return 2 * self.n_matched / total if total else None

    @property
    def precision_interval(self) -> tuple[float, float] | None:
        """Return the 95 % Wilson interval of the precision."""
        return wilson_interval(self.n_matched, self.n_coded)

    @property
    def recall_interval(self) -> tuple[float, float] | None:
        """Return the 95 % Wilson interval of the recall."""
        return wilson_interval(self.n_matched, self.n_labelled)

    @property
    def f1_interval(self) -> tuple[float, float] | None:
        """Return the 95 % interval of F1, which rises with the share of matches among all that is labelled or coded."""
        whole = wilson_interval(self.n_matched, self.n_labelled + self.n_coded - self.n_matched)
        return whole and (2 * whole[0] / (1 + whole[0]), 2 * whole[1] / (1 + whole[1]))


def wilson_interval(hits: int, n: int) -> tuple[float, float] | None:
    """Return the 95 % Wilson score interval of a share, or None for no trials.

    Parameters
    ----------
    hits
        Successes, at most ``n``.
    n
        Trials.

    Returns
    -------
    tuple of float or None
        Lower and upper bound, from 0 to 1.

    References
    ----------
    Wilson, E. B. (1927), Journal of the American Statistical Association 22 (158), 209-212.
    """
    if not n:
        return None
    share, spread = hits / n, _Z**2 / n
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * sqrt(share * (1 - share) / n + spread / (4 * n))
    return max(0.0, middle - half), min(1.0, middle + half)


class Tally:
    """Counts and misses of one kind of record while sources are gone through."""

    def __init__(self, record: str) -> None:
        self.record = record
        self.n_labelled = self.n_coded = self.n_matched = 0
        self.misses: list[Miss] = []

    def add(self, n_labelled: int, n_coded: int, n_matched: int) -> None:
        """Add the counts of one source."""
        self.n_labelled += n_labelled
        self.n_coded += n_coded
        self.n_matched += n_matched

    def miss(self, source: Source, kind: Literal["missed", "spurious"], text: str, detail: str = "") -> None:
        """Note one disagreement."""
        self.misses.append(Miss(self.record, source.source_id, kind, text, detail))

    def total(self) -> Score:
        """Return the counts and misses so far as a score."""
        return Score(self.record, self.n_labelled, self.n_coded, self.n_matched, tuple(self.misses))


def pair_records(
    labels: Iterable[Label], records: Sequence[Record], fits: Callable[[Label, Record], float]
) -> tuple[list[tuple[Label, Record]], list[Label], list[Record]]:
    """Pair labels and records one to one, the best fits first; return the pairs and what is left over on both sides."""
    wanted = list(labels)
    fitting = [(fits(label, record), i, j) for i, label in enumerate(wanted) for j, record in enumerate(records)]
    pairs: dict[int, int] = {}
    for fit, i, j in sorted(fitting, key=lambda f: (-f[0], f[1], f[2])):
        if fit > 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    left = [label for i, label in enumerate(wanted) if i not in pairs]
    over = [record for j, record in enumerate(records) if j not in pairs.values()]
    return [(wanted[i], records[j]) for i, j in sorted(pairs.items())], left, over


def repeat_labels(labels: Iterable[Label]) -> list[Label]:
    """Return each label as often as it says it occurs."""
    return [label for label in labels for _ in range(int(label.get("occurrences", 1)))]


def records_of(source: Source, records: Iterable[Record]) -> list[Record]:
    """Return the records of one source, in their order."""
    return [record for record in records if getattr(record, "source_id", None) == source.source_id]


def split_soft(labels: Iterable[Label]) -> tuple[list[Label], list[Label]]:
    """Return the labels that count, and those marked soft, which count neither way."""
    every = list(labels)
    return [label for label in every if not label.get("soft")], [label for label in every if label.get("soft")]
