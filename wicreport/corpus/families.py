"""Families: sources that share an origin, found from their words; whether they agree is coding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from wicreport.corpus.profiles import FEWEST_NUMBERS, RUN_OF_CHARACTERS, Hashes, Profile, is_in, profile_source
from wicreport.corpus.sketches import Pairs, flatten_profiles, match_rows, merge_matches
from wicreport.corpus.sources import Family, FamilyRole, Source

__all__ = ["PairKind", "PairLabel", "find_families", "form_stars", "label_profiles", "rank_key"]

PairKind = Literal["identical", "revised", "abridged_of", "shares_quotation", "independent"]

_IDENTICAL = 0.95
_REVISED = 0.15
_SAME_OPENING = 0.3
_SAME_STRETCH = 0.4
_SAME_REST = 0.6
_ABRIDGED = 0.5
_CONDENSED = 0.35
_SHORTER = 0.8
_FAR_SHORTER = 0.5
_ONE_STRETCH = 0.85
_BREAK = 2
_MARGIN = 0.1
_LIKE_FORM = 0.2
_SAME_FORM = 0.75
_SAME_NUMBERS = 0.5
_SAME_TELLING = 0.2
_FEWEST_SHARED = 8
_FEWEST_QUOTED = 6


@dataclass(frozen=True, slots=True)
class PairLabel:
    """How two sources are related.

    ``in_second`` is the share of the first one's own five-word sequences that the second one has too, ``in_first`` the
    reverse. In ``abridged_of`` the source with the greater share is the abridgement.
    """

    label: PairKind
    in_second: float
    in_first: float

    @property
    def is_one_family(self) -> bool:
        """Return whether one of the two goes back to the other."""
        return self.label in {"identical", "revised", "abridged_of"}


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
        pair = label_profiles(load(origin), load(member))
        if pair.is_one_family:
            stars[member] = (origin, "abridgement" if pair.label == "abridged_of" else "copy")
    return stars


def _name_family(sources: Sequence[Source], origin: int, roles: dict[int, FamilyRole]) -> Family:
    """Return a family with its members in catalogue order."""
    name = sources[origin].source_id
    return Family(name, name, {sources[number].source_id: roles[number] for number in sorted(roles)})


def label_profiles(a: Profile, b: Profile) -> PairLabel:
    """Return how two sources are related, from containment in both directions over their bodies.

    Text inside quotation marks is left out, since two reporters who quote one speech are two sources; it counts only
    where nearly all of either text is in the other, quotations included, as in a copy whose quotation marks are broken.

    Returns
    -------
    PairLabel
        ``identical``: each has nearly all of the other's words. ``abridged_of``: half of the one or more is in the
        other, which is clearly longer; a third will do if it is taken from several places. ``revised``: each has about
        a sixth of the other or more, in several places; where it is one stretch, both begin with it, or it is most of
        both; and a fifth of what either writer says without telling what somebody said is in the other too.
        ``shares_quotation``: both quote or report the same words. ``independent``: none of these, as are notices of one
        form with other numbers, and releases that end with the same lines about whoever gives them out.

    Source
        A. Broder, "On the resemblance and containment of documents", 1997: containment of word shingles.
    """
    shared = a.own[is_in(a.own, b.own)]
    in_second, in_first = (len(shared) / len(own) if len(own) else 0.0 for own in (a.own, b.own))
    n_quoted = sum(_count_shared(*two) for two in ((a.own, b.quoted), (a.quoted, b.own), (a.quoted, b.quoted)))
    longer = max(len(a.own) + len(a.quoted), len(b.own) + len(b.quoted), 1)
    least = (len(shared) + n_quoted) / longer
    if _is_one_form(a, b, min(in_second, in_first)):
        return PairLabel("independent", in_second, in_first)
    if least >= _IDENTICAL:
        return PairLabel("identical", max(in_second, least), max(in_first, least))
    is_retold = len(shared) >= _FEWEST_SHARED and _is_retold(a, b)
    if is_retold and (kinship := _find_kinship(a, b, shared)):
        return PairLabel(kinship, in_second, in_first)
    is_reported = n_quoted + _count_shared(a.told, b.told) >= _FEWEST_QUOTED
    return PairLabel("shares_quotation" if is_reported else "independent", in_second, in_first)


def _is_one_form(a: Profile, b: Profile, share: float) -> bool:
    """Return whether two texts have the same words and other numbers, as notices of one form have."""
    fewest = min(len(a.numbers), len(b.numbers))
    if share < _LIKE_FORM or fewest < FEWEST_NUMBERS or _count_shared(a.numbers, b.numbers) >= _SAME_NUMBERS * fewest:
        return False
    return _count_shared(a.form, b.form) >= _SAME_FORM * max(len(a.form), len(b.form))


def _is_retold(a: Profile, b: Profile) -> bool:
    """Return whether two texts share a writer's words, and not only those of somebody on whom both report."""
    one, other = a.narrated, b.narrated
    return _count_shared(one, other) >= _SAME_TELLING * min(len(one), len(other))


def _find_kinship(a: Profile, b: Profile, shared: Hashes) -> Literal["abridged_of", "revised"] | None:
    """Return how two texts that share some of their own words go back to one, if they do."""
    less, more = sorted(len(shared) / len(profile.own) for profile in (a, b))
    first, second = (_find_stretches(profile.order, shared) for profile in (a, b))
    is_one_stretch = max(share for share, _, _ in first) >= _ONE_STRETCH
    if is_one_stretch and less < _SAME_REST and _is_at_the_end(first) and _is_at_the_end(second):
        return None
    if more >= _ABRIDGED and less < _SHORTER * more:
        return "abridged_of"
    if not is_one_stretch:
        is_condensed = more >= _CONDENSED and less < _FAR_SHORTER * more
        return "abridged_of" if is_condensed else "revised" if less >= _REVISED else None
    is_opening = first[0][1] < _MARGIN and second[0][1] < _MARGIN
    return "revised" if less >= (_SAME_OPENING if is_opening else _SAME_STRETCH) else None


def _find_stretches(order: Hashes, shared: Hashes) -> list[tuple[float, float, float]]:
    """Return the stretches of a text that another one shares: the part of all that is shared, start and end (0-1)."""
    places = np.flatnonzero(is_in(order, shared))
    cuts = np.flatnonzero(np.diff(places) > _BREAK * RUN_OF_CHARACTERS) + 1
    return [
        (len(run) / len(places), int(run[0]) / len(order), (int(run[-1]) + 1) / len(order))
        for run in np.split(places, cuts)
    ]


def _is_at_the_end(stretches: Sequence[tuple[float, float, float]]) -> bool:
    """Return whether the longest stretch ends a text that does not begin with it."""
    _, start, end = max(stretches)
    return start > _MARGIN and end > 1 - _MARGIN


def _count_shared(some: Hashes, others: Hashes) -> int:
    """Return how many values two sorted columns have in common."""
    few, many = (some, others) if len(some) <= len(others) else (others, some)
    return int(np.count_nonzero(is_in(few, many)))
