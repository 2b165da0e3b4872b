"""Families over all parts of a stream, by regrouping hashes on the disk; how two sources compare is in families."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wicreport.briefing.engines import Mapper
from wicreport.briefing.partitions import HASHES, part_folder, read_rows, read_table
from wicreport.corpus.families import form_stars
from wicreport.corpus.profiles import SKETCH, Profile
from wicreport.corpus.sketches import Matches, Numbers, Pairs, match_rows, merge_matches, split_pairs
from wicreport.corpus.sources import FamilyRole

__all__ = ["Gathering", "Place", "gather_families"]

_SKETCHES_AT_ONCE = 300_000
_KEYS_AT_ONCE = 2_000_000
_SAMPLED = 20
_PAIRS_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """A document's place in the family of another: the origin's id and the document's role."""

    family: str
    role: FamilyRole


@dataclass(frozen=True, slots=True)
class Gathering:
    """What only all documents together tell, by the number of a document: its place in a family, if it is no origin.

    ``repeated`` are the documents whose id another one before them has.
    """

    places: dict[int, Place]
    repeated: frozenset[int]


@dataclass(frozen=True, slots=True)
class _MatchJob:
    """A range of hashes over all parts."""

    work: Path
    offsets: tuple[int, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _StarJob:
    """Candidates that belong together."""

    work: Path
    offsets: tuple[int, ...]
    pairs: Pairs


def gather_families(work: Path, counts: Sequence[int], mapper: Mapper) -> Gathering:
    """Return the families of all documents of some parts.

    Parameters
    ----------
    work
        The folder of the parts, numbered from zero. Every process that works for ``mapper`` reaches it.
    counts
        How many documents each part has. The documents are numbered through.
    mapper
        Maps a function over jobs: a job regroups a range of hashes, or judges candidates that belong together. Only
        lengths, dates, ids and candidates come together in this process, no texts and no hashes.
    """
    offsets = tuple(int(n) for n in np.cumsum([0, *counts]))
    n_documents = offsets[-1]
    if not n_documents:
        return Gathering({}, frozenset())
    ids = _read_column(work, len(counts), "source_id")
    order = _rank_documents(work, len(counts), ids)
    repeated = _find_repeated(ids)
    ranks = np.empty(n_documents, dtype=np.int64)
    ranks[order] = np.arange(n_documents)
    np.save(work / "order.npy", order)
    np.save(work / "ranks.npy", ranks)
    bounds = _cut_hashes(work, len(counts), 1 + n_documents * SKETCH // _SKETCHES_AT_ONCE)
    ranges = (_MatchJob(work, offsets, low, high) for low, high in pairwise(bounds))
    sizes = _read_column(work, len(counts), "n_sketch").to_numpy()[order]
    pairs = _merge_all(sorted(mapper(_match_range, ranges)), sizes)
    if repeated:
        left_out = ranks[sorted(repeated)]
        is_kept = ~(np.isin(pairs.origins, left_out) | np.isin(pairs.members, left_out))
        pairs = Pairs(pairs.origins[is_kept], pairs.members[is_kept])
    jobs = (_StarJob(work, offsets, group) for group in split_pairs(pairs, n_documents, _PAIRS_AT_ONCE))
    stars = {int(order[m]): (int(order[o]), role) for found in mapper(_form_stars, jobs) for m, o, role in found}
    places = {member: Place(ids[origin].as_py(), role) for member, (origin, role) in stars.items()}
    return Gathering(places, repeated)


def _read_column(work: Path, n_parts: int, name: str) -> pa.Array:
    """Return one column of the documents of all parts."""
    columns = [read_table(part_folder(work, n), "profiles")[name] for n in range(n_parts)]
    return pa.concat_arrays([chunk for column in columns for chunk in column.chunks])


def _rank_documents(work: Path, n_parts: int, ids: pa.Array) -> Numbers:
    """Return the documents in the order of how fit they are for an origin; as `families.rank_key` has it."""
    lengths = _read_column(work, n_parts, "n_words")
    published = pc.fill_null(_read_column(work, n_parts, "published"), "9999")
    table = pa.table({"length": lengths, "published": published, "id": ids})
    keys = [("length", "descending"), ("published", "ascending"), ("id", "ascending")]
    return np.asarray(pc.sort_indices(table, sort_keys=keys).to_numpy(), dtype=np.int64)


def _find_repeated(ids: pa.Array) -> frozenset[int]:
    """Return the documents whose id a document before them has."""
    counted = pc.value_counts(ids)
    shared = counted.field("values").filter(pc.greater(counted.field("counts"), 1))
    seen: set[str] = set()
    found = set()
    for number in np.flatnonzero(pc.is_in(ids, value_set=shared).to_numpy(zero_copy_only=False)).tolist():
        source_id = ids[number].as_py()
        if source_id in seen:
            found.add(number)
        seen.add(source_id)
    return frozenset(found)


def _cut_hashes(work: Path, n_parts: int, n_ranges: int) -> list[int]:
    """Return the bounds of ranges that hold about as many hashes of sketches each: those are mostly low."""
    parts = sorted({n * n_parts // _SAMPLED for n in range(_SAMPLED)})
    rows = [read_rows(part_folder(work, number)) for number in parts]
    sample = np.concatenate([found.hashes[found.is_sketch] >> np.uint64(32) for found in rows])
    inner = np.quantile(sample, np.linspace(0, 1, n_ranges + 1)[1:-1]).astype(np.int64) if len(sample) else []
    return sorted({0, *map(int, inner), 2**32})


def _match_range(job: _MatchJob) -> Path:
    """Find the documents that share hashes of a range, and return the folder of what was found."""
    ranks = np.load(job.work / "ranks.npy", mmap_mode="r")
    n_parts = len(job.offsets) - 1
    parts = [read_rows(part_folder(job.work, n)).within(job.low, job.high) for n in range(n_parts)]
    of_parts = [ranks[start:stop] for start, stop in pairwise(job.offsets)]
    folder = job.work / f"matches-{job.low:010d}"
    folder.mkdir(exist_ok=True)
    for name, column in match_rows(parts, of_parts, len(ranks))._asdict().items():
        scratch = folder / f".{name}-{os.getpid()}.npy"
        np.save(scratch, column)
        scratch.replace(folder / f"{name}.npy")
    return folder


def _merge_all(folders: Sequence[Path], sizes: Numbers) -> Pairs:
    """Return the candidates from the matches of all ranges, some origins at a time."""
    matches = [Matches(*(np.load(f / f"{name}.npy", mmap_mode="r") for name in Matches._fields)) for f in folders]
    frequent = np.sum([match.frequent for match in matches], axis=0)
    n_steps = 1 + sum(len(match.keys) for match in matches) // _KEYS_AT_ONCE
    sample = np.sort(np.concatenate([match.keys[::_SAMPLED] >> np.uint64(32) for match in matches]))
    inner = sample[np.arange(1, n_steps) * len(sample) // n_steps]
    bounds = np.unique(np.concatenate([[0], inner, [len(sizes)]]).astype(np.uint64)) << np.uint64(32)
    nothing = np.zeros_like(frequent)
    found = []
    for low, high in pairwise(bounds):
        cuts = [np.searchsorted(match.keys, np.array([low, high])) for match in matches]
        within = [
            Matches(match.keys[start:stop], match.counts[start:stop], nothing)
            for match, (start, stop) in zip(matches, cuts, strict=True)
        ]
        found.append(merge_matches([within[0]._replace(frequent=frequent), *within[1:]], sizes))
    return Pairs(np.concatenate([p.origins for p in found]), np.concatenate([p.members for p in found]))


def _form_stars(job: _StarJob) -> list[tuple[int, int, FamilyRole]]:
    """Judge some candidates, and return the members of families with their origin and role, by rank."""
    by_rank = np.load(job.work / "order.npy", mmap_mode="r")
    open_table = lru_cache(maxsize=256)(read_table)

    @lru_cache(maxsize=4096)
    def load(rank: int) -> Profile:
        number = int(by_rank[rank])
        part = int(np.searchsorted(job.offsets, number, side="right")) - 1
        table = open_table(part_folder(job.work, part), "profiles")
        row = number - job.offsets[part]
        order, quoted, numbers, form, told = (table[name].chunk(0)[row].values.to_numpy() for name in HASHES)
        return Profile(order, quoted, numbers, form, told, table["n_words"][row].as_py())

    return [(member, origin, role) for member, (origin, role) in form_stars(job.pairs, load).items()]
