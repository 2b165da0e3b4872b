"""Families: sources that share an origin, found from their words; whether they agree is coding."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Literal
from zlib import crc32

from wicreport.corpus.paragraphs import is_chinese
from wicreport.corpus.sources import Family, FamilyRole, Source

__all__ = ["PairLabel", "find_families", "label_pair"]

_WORDS = 5
_CHARACTERS = 8
_IDENTICAL = 0.95
_REVISED = 0.25
_ABRIDGED = 0.5
_SHORTER = 0.8
_FEWEST_SHARED = 8
_FEWEST_QUOTED = 6
_SKETCH = 128
_SKETCHED = 0.12

_QUOTED = re.compile(r'“[^”“\n]*”|"[^"\n]*"|「[^」\n]*」|『[^』\n]*』|‘(?:[^‘’\n]|’(?=\w))*’(?!\w)')
_BROKEN = re.compile(r"â€.?|Ã¢.{1,4}|&(?:#\d+|[a-z]+);|\ufffd")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_TOKEN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


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


@dataclass(frozen=True, slots=True)
class _Profile:
    """The word sequences of a body: its own, and those that lie in or across quotation marks."""

    own: frozenset[int]
    quoted: frozenset[int]
    n_words: int


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
    return _label_profiles(_profile_source(a), _profile_source(b))


def find_families(sources: Sequence[Source]) -> tuple[Family, ...]:
    """Return the families of some sources, each a star round its fullest member.

    Parameters
    ----------
    sources
        In catalogue order, which decides between members that are equally full.

    Returns
    -------
    tuple of Family
        In the order of their origins; every source is in exactly one. A member was compared with the origin itself, so
        that A and C are not joined because both resemble B.
    """
    profiles = [_profile_source(source) for source in sources]
    sketches = _index_sketches(profiles)
    sizes = [min(_SKETCH, len(profile.own or profile.quoted)) for profile in profiles]
    order = sorted(range(len(sources)), key=lambda number: (-profiles[number].n_words, number))
    placed: set[int] = set()
    roles: dict[int, dict[int, FamilyRole]] = {}
    for origin in order:
        if origin in placed:
            continue
        placed.add(origin)
        roles[origin] = {origin: "origin"}
        for member in sorted(_find_candidates(profiles[origin], sketches, sizes) - placed):
            pair = _label_profiles(profiles[origin], profiles[member])
            if pair.is_one_family:
                placed.add(member)
                roles[origin][member] = "abridgement" if pair.label == "abridged_of" else "copy"
    return tuple(_name_family(sources, origin, roles[origin]) for origin in sorted(roles))


def _name_family(sources: Sequence[Source], origin: int, roles: dict[int, FamilyRole]) -> Family:
    """Return a family with its members in catalogue order."""
    name = sources[origin].source_id
    return Family(name, name, {sources[number].source_id: roles[number] for number in sorted(roles)})


def _index_sketches(profiles: Sequence[_Profile]) -> dict[int, list[int]]:
    """Return the sources by each of the few sequences that stand for their text."""
    index: dict[int, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for shingle in nsmallest(_SKETCH, profile.own or profile.quoted):
            index[shingle].append(number)
    return index


def _find_candidates(origin: _Profile, sketches: Mapping[int, Sequence[int]], sizes: Sequence[int]) -> set[int]:
    """Return the sources whose sketch shares enough with an origin to be compared with it."""
    hits: Counter[int] = Counter()
    for shingle in origin.own | origin.quoted:
        if shingle in sketches:
            hits.update(sketches[shingle])
    return {number for number, n_hits in hits.items() if n_hits >= _SKETCHED * sizes[number]}


def _label_profiles(a: _Profile, b: _Profile) -> PairLabel:
    """Return the label of a pair of profiles."""
    shared = a.own & b.own
    in_second, in_first = (len(shared) / len(own) if own else 0.0 for own in (a.own, b.own))
    less, more = sorted((in_second, in_first))
    n_quoted = len(a.own & b.quoted) + len(a.quoted & b.own) + len(a.quoted & b.quoted)
    longer = max(len(a.own) + len(a.quoted), len(b.own) + len(b.quoted), 1)
    least = (len(shared) + n_quoted) / longer
    if least >= _IDENTICAL:
        return PairLabel("identical", max(in_second, least), max(in_first, least))
    if len(shared) >= _FEWEST_SHARED:
        if more >= _ABRIDGED and less < _SHORTER * more:
            return PairLabel("abridged_of", in_second, in_first)
        if less >= _REVISED:
            return PairLabel("revised", in_second, in_first)
    return PairLabel("shares_quotation" if n_quoted >= _FEWEST_QUOTED else "independent", in_second, in_first)


def _profile_source(source: Source) -> _Profile:
    """Return the word sequences of a source's body."""
    body = _BROKEN.sub(" ", source.body_text)
    tokens = list(_tokens_of(body))
    width = _CHARACTERS if is_chinese(body) else _WORDS
    full = _shingles_of(tokens, width)
    everything = full or _shingles_of(tokens, max(len(tokens), 1))
    stretches = _QUOTED.sub("\0", body).split("\0")
    parts = [full] if len(stretches) == 1 else [_shingles_of(list(_tokens_of(part)), width) for part in stretches]
    own = frozenset[int]().union(*parts)
    return _Profile(own, everything - own, len(tokens))


def _tokens_of(text: str) -> Iterator[str]:
    """Yield the words in a form that marks, case, accents and a plural or possessive s do not change."""
    plain = _ACCENT.sub("", unicodedata.normalize("NFKD", text).casefold())
    for found in _TOKEN.finditer(plain):
        word = found.group()
        if word.isdigit() or len(word) > 1 or _is_ideograph(word):
            yield word.removesuffix("s") if len(word) > 2 else word


def _is_ideograph(word: str) -> bool:
    return word >= "\u3400"


def _shingles_of(tokens: Sequence[str], width: int) -> frozenset[int]:
    """Return the hashes of all runs of some words."""
    return frozenset(crc32(" ".join(tokens[n : n + width]).encode()) for n in range(len(tokens) - width + 1))
