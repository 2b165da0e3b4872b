"""Which sources may share words, found by grouping the runs of words they have in common; whether they do, families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wicreport.corpus.profiles import Hashes, Profile, is_in

__all__ = ["Matches", "Pairs", "Rows", "flatten_profiles", "match_rows", "merge_matches", "split_pairs"]

Numbers = NDArray[np.int64]

_LARGEST_GROUP = 32
_FULLEST = 4
_SHARED = 0.12
_FEWEST_TELLING = 4  # a fourth of a sketch counts, be all of it stock phrases
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)


class Rows(NamedTuple):
    """Runs of words, each with the source that has it and whether it is in that source's sketch; sorted by hash."""

    hashes: Hashes
    sources: Numbers
    is_sketch: NDArray[np.bool_]

    def within(self, low: int, high: int) -> Rows:
        """Return the rows whose hashes' upper halves are from one number up to another, the latter left out."""
        bounds = [low << 32, min(high << 32, 2**64 - 1)]
        start, stop = np.searchsorted(self.hashes, np.array(bounds, dtype=np.uint64))
        stop = len(self.hashes) if high >= 2**32 else stop
        return Rows(self.hashes[start:stop], self.sources[start:stop], self.is_sketch[start:stop])


class Matches(NamedTuple):
    """How many runs of the one's sketch another, fuller source has; and how many each has that very many have.

    A key is the rank of the fuller source above that of the other.
    """

    keys: Hashes
    counts: Numbers
    frequent: Numbers


class Pairs(NamedTuple):
    """Candidates, by rank: the fuller source, which may be an origin, and the other."""

    origins: Numbers
    members: Numbers


def flatten_profiles(profiles: Sequence[Profile]) -> Rows:
    """Return the rows of some profiles; a source is its place among them."""
    runs = [profile.all_runs for profile in profiles]
    hashes = np.concatenate([*runs, np.empty(0, dtype=np.uint64)])
    sources = np.repeat(np.arange(len(runs)), [len(found) for found in runs])
    marks = [is_in(found, profile.sketch) for found, profile in zip(runs, profiles, strict=True)]
    order = np.argsort(hashes)
    return Rows(hashes[order], sources[order], np.concatenate([*marks, np.empty(0, dtype=np.bool_)])[order])


def match_rows(parts: Iterable[Rows], ranks: Sequence[Numbers], n_sources: int) -> Matches:
    """Return which sources share runs of words, from rows of the same range of hashes.

    Parameters
    ----------
    parts
        The rows of each part of a corpus.
    ranks
        For each part, the ranks of its sources: from zero for the fullest of all.
    n_sources
        How many sources there are in all parts.

    Returns
    -------
    Matches
        Each source is matched with those fuller than it; over a run that more than a few dozen sources have, as stock
        phrases and much-copied articles give, only with the fullest few. ``frequent`` counts such runs by rank.
    """
    hashes, sources, is_sketch = _keep_shared(list(parts), ranks)
    keys: list[Hashes] = [np.empty(0, dtype=np.uint64)]
    starts = _starts_of(hashes)
    sizes = np.diff(np.r_[starts, len(hashes)])
    start, size = np.repeat(starts, sizes), np.repeat(sizes, sizes)
    place = np.arange(len(hashes)) - start
    at = np.flatnonzero(is_sketch & (size <= _LARGEST_GROUP))
    for back in range(1, _LARGEST_GROUP):
        at = at[place[at] >= back]
        keys.append(_pair(sources[at - back], sources[at]))
    crowded = np.flatnonzero(is_sketch & (size > _LARGEST_GROUP))
    for number in range(_FULLEST):
        at = crowded[place[crowded] > number]
        keys.append(_pair(sources[start[at] + number], sources[at]))
    found, counts = np.unique(np.concatenate(keys), return_counts=True)
    return Matches(found, counts.astype(np.int32), np.bincount(sources[crowded], minlength=n_sources))


def merge_matches(matches: Iterable[Matches], sketch_sizes: Numbers) -> Pairs:
    """Return the candidates: pairs that have a share of the sketch in common, stock phrases left out.

    Parameters
    ----------
    matches
        Of every range of hashes.
    sketch_sizes
        How many runs the sketch of each source has, by rank.
    """
    found = list(matches)
    keys = np.concatenate([match.keys for match in found])
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], np.concatenate([match.counts for match in found])[order]
    starts = _starts_of(keys)
    totals = np.add.reduceat(counts, starts) if len(keys) else counts
    pairs = Pairs((keys[starts] >> _SHIFT).astype(np.int64), (keys[starts] & _LOW).astype(np.int64))
    frequent = np.sum([match.frequent for match in found], axis=0)
    telling = np.maximum(sketch_sizes - frequent, sketch_sizes / _FEWEST_TELLING)
    is_candidate = totals >= _SHARED * telling[pairs.members]
    return Pairs(pairs.origins[is_candidate], pairs.members[is_candidate])


def split_pairs(pairs: Pairs, n_sources: int, n_pairs: int) -> Iterator[Pairs]:
    """Yield the candidates in groups of some size that no pair joins, so that each can be judged apart."""
    labels = np.arange(n_sources)
    while True:
        before = labels.copy()
        np.minimum.at(labels, pairs.members, labels[pairs.origins])
        np.minimum.at(labels, pairs.origins, labels[pairs.members])
        labels = labels[labels]
        if np.array_equal(before, labels):
            break
    group = labels[pairs.origins]
    order = np.lexsort((pairs.members, pairs.origins, group))
    group, pairs = group[order], Pairs(pairs.origins[order], pairs.members[order])
    cut = 0
    for stop in (*_starts_of(group)[1:], len(group)):
        if stop - cut >= n_pairs or (stop == len(group) and stop > cut):
            yield Pairs(pairs.origins[cut:stop], pairs.members[cut:stop])
            cut = stop


def _starts_of(column: NDArray[Any]) -> Numbers:
    """Return where a new value begins in a sorted column."""
    return np.flatnonzero(np.r_[np.ones(min(len(column), 1), dtype=np.bool_), column[1:] != column[:-1]])


def _pair(fuller: Numbers, other: Numbers) -> Hashes:
    return (fuller.astype(np.uint64) << _SHIFT) | other.astype(np.uint64)


def _keep_shared(parts: Sequence[Rows], ranks: Sequence[Numbers]) -> Rows:
    """Return the rows whose run is in a sketch and in another source, by rank, sorted by hash and rank."""
    none = np.empty(0, dtype=np.uint64)
    sketched = np.unique(np.concatenate([none, *(part.hashes[part.is_sketch] for part in parts)]))
    kept = []
    for part, rank in zip(parts, ranks, strict=True):
        if len(sketched) and len(part.hashes):
            at = np.searchsorted(sketched, part.hashes)
            is_kept = sketched[np.minimum(at, len(sketched) - 1)] == part.hashes
            kept.append(Rows(part.hashes[is_kept], rank[part.sources[is_kept]], part.is_sketch[is_kept]))
    hashes = np.concatenate([none, *(rows.hashes for rows in kept)])
    sources = np.concatenate([np.empty(0, dtype=np.int64), *(rows.sources for rows in kept)])
    is_sketch = np.concatenate([np.empty(0, dtype=np.bool_), *(rows.is_sketch for rows in kept)])
    order = np.lexsort((sources, hashes))
    return Rows(hashes[order], sources[order], is_sketch[order])
