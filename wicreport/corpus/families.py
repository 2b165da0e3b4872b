"""Families: sources that share an origin, found from their words; whether they agree is coding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from wicreport.corpus.profiles import Hashes, Profile, profile_source
from wicreport.corpus.sketches import Pairs, flatten_profiles, match_rows, merge_matches
from wicreport.corpus.sources import Family, FamilyRole, Source

__all__ = ["PairLabel", "find_families", "form_stars", "label_pair", "rank_key"]

_IDENTICAL = 0.95
_REVISED = 0.25
_ABRIDGED = 0.5
_SHORTER = 0.8
_FEWEST_SHARED = 8
_FEWEST_QUOTED = 6


@dataclass(frozen=True, slots=True)
class PairLabel:
    """How two sources are related.

    ``in_second`` is the share of the first one's own five-word sequences that the second one has too, ``in_first`` the
    reverse. In ``abridged_of`` the source with the greater share is the abridgement.
    """

    label: Literal["identical", "revised", "abridged_of", "shares_quotation", "independent"]
    in_second: float
    in_first: float

    @property
    def is_one_family(self) -> bool:
        """Return whether one of the two goes back to the other."""
        return self.label in {"identical", "revised", "abridged_of"}


def label_pair(a: Source, b: Source) -> PairLabel:
    """Return how two sources are related, from containment in both directions over their bodies.

    Text inside quotation marks is left out, since two reporters who quote one speech are two sources; it counts only
    where nearly all of either text is in the other, quotations included, as in a copy whose quotation marks are broken.

    Returns
    -------
    PairLabel
        ``identical``: each has nearly all of the other's words. ``abridged_of``: half of the one or more is in the
        other, which is clearly longer. ``revised``: each has a quarter or more of the other. ``shares_quotation``: both
        quote the same words. ``independent``: none of these.

    Source
        A. Broder, "On the resemblance and containment of documents", 1997: containment of word shingles.
    """
    return _label_profiles(profile_source(a), profile_source(b))


def find_families(sources: Sequence[Source]) -> tuple[Family, ...]:
    """Return the families of some sources, each a star round its fullest member.

    Parameters
    ----------
    sources
        In any order, which decides nothing but the order of the families.

    Returns
    -------
    tuple of Family
        In the order of their origins; every source is in exactly one. A member was compared with the origin itself, so
        that A and C are not joined because both resemble B. Of members that are equally full, the one published first
        is the origin, and after that the one whose id comes first.
    """
    profiles = [profile_source(source) for source in sources]
    order = sorted(range(len(sources)), key=lambda number: rank_key(sources[number], profiles[number].n_words))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    matches = match_rows([flatten_profiles(profiles)], [ranks], len(sources))
    sizes = np.array([len(profiles[number].sketch) for number in order], dtype=np.int64)
    stars = form_stars(merge_matches([matches], sizes), lambda rank: profiles[order[rank]])
    roles: dict[int, dict[int, FamilyRole]] = {n: {n: "origin"} for n, rank in enumerate(ranks) if rank not in stars}
    for member, (origin, role) in stars.items():
        roles[order[origin]][order[member]] = role
    return tuple(_name_family(sources, origin, roles[origin]) for origin in sorted(roles))


def rank_key(source: Source, n_words: int) -> tuple[int, str, str]:
    """Return what sorts sources by how fit they are for an origin: the fullest first, then the earliest."""
    return (-n_words, source.published.value if source.published else "9999", source.source_id)


def form_stars(pairs: Pairs, load: Callable[[int], Profile]) -> dict[int, tuple[int, FamilyRole]]:
    """Return the members of families other than their origins, by rank, with their origin and role.

    Parameters
    ----------
    pairs
        Candidates; all that have a source in common are among them.
    load
        Gives the profile of a source by its rank.
    """
    stars: dict[int, tuple[int, FamilyRole]] = {}
    order = np.lexsort((pairs.members, pairs.origins))
    for origin, member in zip(pairs.origins[order].tolist(), pairs.members[order].tolist(), strict=True):
        if origin in stars or member in stars:
            continue
        pair = _label_profiles(load(origin), load(member))
        if pair.is_one_family:
            stars[member] = (origin, "abridgement" if pair.label == "abridged_of" else "copy")
    return stars


def _name_family(sources: Sequence[Source], origin: int, roles: dict[int, FamilyRole]) -> Family:
    """Return a family with its members in catalogue order."""
    name = sources[origin].source_id
    return Family(name, name, {sources[number].source_id: roles[number] for number in sorted(roles)})


def _label_profiles(a: Profile, b: Profile) -> PairLabel:
    """Return the label of a pair of profiles."""
    n_shared = _count_shared(a.own, b.own)
    in_second, in_first = (n_shared / len(own) if len(own) else 0.0 for own in (a.own, b.own))
    less, more = sorted((in_second, in_first))
    n_quoted = sum(_count_shared(*two) for two in ((a.own, b.quoted), (a.quoted, b.own), (a.quoted, b.quoted)))
    longer = max(len(a.own) + len(a.quoted), len(b.own) + len(b.quoted), 1)
    least = (n_shared + n_quoted) / longer
    if least >= _IDENTICAL:
        return PairLabel("identical", max(in_second, least), max(in_first, least))
    if n_shared >= _FEWEST_SHARED:
        if more >= _ABRIDGED and less < _SHORTER * more:
            return PairLabel("abridged_of", in_second, in_first)
        if less >= _REVISED:
            return PairLabel("revised", in_second, in_first)
    return PairLabel("shares_quotation" if n_quoted >= _FEWEST_QUOTED else "independent", in_second, in_first)


def _count_shared(some: Hashes, others: Hashes) -> int:
    """Return how many values two sorted columns have in common."""
    few, many = (some, others) if len(some) <= len(others) else (others, some)
    if not len(few):
        return 0
    at = np.minimum(np.searchsorted(many, few), len(many) - 1)
    return int(np.count_nonzero(many[at] == few))
