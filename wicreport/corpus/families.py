"""Families: sources that share an origin, found from their words; whether they agree is coding."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise
from typing import Literal
from zlib import crc32

from wicreport.corpus.paragraphs import is_chinese
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import Family, FamilyRole, Source

__all__ = ["PairLabel", "find_families", "label_pair"]

_WORDS = 5
_CHARACTERS = 8
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
_FEWEST_NUMBERS = 3
_FEWEST_SHARED = 8
_FEWEST_QUOTED = 6
_SKETCH = 128
_SKETCHED = 0.12

_QUOTED = re.compile(r'“[^”“\n]*”|"[^"\n]*"|「[^「」\n]*」|『[^『』\n]*』|‘(?:[^‘’\n]|’(?=\w))*’(?!\w)')
_BROKEN = re.compile(r"â€.?|Ã¢.{1,4}|&(?:#\d+|[a-z]+);|\ufffd")
_NUMBER = re.compile(r"\d+")
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
    """The word sequences of a body: its own in order, and those that lie in or across quotation marks; its numbers."""

    body: str
    order: tuple[int, ...]
    own: frozenset[int]
    quoted: frozenset[int]
    numbers: frozenset[str]
    n_words: int


def label_pair(a: Source, b: Source) -> PairLabel:
    """Return how two sources are related, from containment in both directions over their bodies.

    Text inside quotation marks is left out, since two reporters who quote one speech are two sources; it counts only
    where nearly all of either text is in the other, quotations included, as in a copy whose quotation marks are broken.

    Returns
    -------
    PairLabel
        ``identical``: each has nearly all of the other's words. ``abridged_of``: half of the one or more is in the
        other, which is clearly longer; a third will do if it is taken from several places. ``revised``: each has about
        a sixth of the other or more, in several places; where it is one stretch, both begin with it, or it is most of
        both. ``shares_quotation``: both quote the same words. ``independent``: none of these, as are notices of one
        form with other numbers, and releases that end with the same lines about whoever gives them out.

    Source
        A. Broder, "On the resemblance and containment of documents", 1997: containment of word shingles.
    """
    return _label_profiles(_profile_source(a), _profile_source(b))


def find_families(sources: Sequence[Source]) -> tuple[Family, ...]:
    """Return the families of some sources, each a star round its fullest member.

    Parameters
    ----------
    sources
        In any order: between members that are equally full, the id decides.

    Returns
    -------
    tuple of Family
        In the order of their origins; every source is in exactly one. A member was compared with the origin itself, so
        that A and C are not joined because both resemble B.
    """
    profiles = [_profile_source(source) for source in sources]
    sketches = _index_sketches(profiles)
    sizes = [min(_SKETCH, len(profile.own or profile.quoted)) for profile in profiles]
    order = sorted(range(len(sources)), key=lambda number: (-profiles[number].n_words, sources[number].source_id))
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
    n_quoted = len(a.own & b.quoted) + len(a.quoted & b.own) + len(a.quoted & b.quoted)
    longer = max(len(a.own) + len(a.quoted), len(b.own) + len(b.quoted), 1)
    least = (len(shared) + n_quoted) / longer
    if _is_one_form(a, b, min(in_second, in_first)):
        return PairLabel("independent", in_second, in_first)
    if least >= _IDENTICAL:
        return PairLabel("identical", max(in_second, least), max(in_first, least))
    if len(shared) >= _FEWEST_SHARED and (kinship := _find_kinship(a, b, shared)):
        return PairLabel(kinship, in_second, in_first)
    return PairLabel("shares_quotation" if n_quoted >= _FEWEST_QUOTED else "independent", in_second, in_first)


def _is_one_form(a: _Profile, b: _Profile, share: float) -> bool:
    """Return whether two texts have the same words and other numbers, as notices of one form have."""
    fewest = min(len(a.numbers), len(b.numbers))
    if share < _LIKE_FORM or fewest < _FEWEST_NUMBERS or len(a.numbers & b.numbers) >= _SAME_NUMBERS * fewest:
        return False
    first, second = (frozenset(_shingles_of(_words_of(profile.body), _WORDS)) for profile in (a, b))
    return len(first & second) >= _SAME_FORM * max(len(first), len(second))


def _find_kinship(a: _Profile, b: _Profile, shared: frozenset[int]) -> Literal["abridged_of", "revised"] | None:
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


def _find_stretches(order: Sequence[int], shared: frozenset[int]) -> list[tuple[float, float, float]]:
    """Return the stretches of a text that another one shares: the part of all that is shared, start and end (0-1)."""
    places = [place for place, shingle in enumerate(order) if shingle in shared]
    cuts = [n for n in range(1, len(places)) if places[n] - places[n - 1] > _BREAK * _CHARACTERS]
    return [
        (len(run) / len(places), run[0] / len(order), (run[-1] + 1) / len(order))
        for first, last in pairwise([0, *cuts, len(places)])
        for run in (places[first:last],)
    ]


def _is_at_the_end(stretches: Sequence[tuple[float, float, float]]) -> bool:
    """Return whether the longest stretch ends a text that does not begin with it."""
    _, start, end = max(stretches)
    return start > _MARGIN and end > 1 - _MARGIN


def _profile_source(source: Source) -> _Profile:
    """Return the word sequences of a source's body."""
    body = simplify_han(_BROKEN.sub(" ", source.body_text))
    tokens = list(_tokens_of(body))
    width = _CHARACTERS if is_chinese(body) else _WORDS
    full = _shingles_of(tokens, width)
    everything = frozenset(full or _shingles_of(tokens, max(len(tokens), 1)))
    stretches = _QUOTED.sub("\0", body).split("\0")
    parts = [full] if len(stretches) == 1 else [_shingles_of(list(_tokens_of(part)), width) for part in stretches]
    order = tuple(shingle for part in parts for shingle in part)
    own = frozenset(order)
    return _Profile(body, order, own, everything - own, frozenset(_NUMBER.findall(body)), len(tokens))


def _tokens_of(text: str) -> Iterator[str]:
    """Yield the words in a form that marks, case, accents and a plural or possessive s do not change."""
    plain = _ACCENT.sub("", unicodedata.normalize("NFKD", text).casefold())
    for found in _TOKEN.finditer(plain):
        word = found.group()
        if word.isdigit() or len(word) > 1 or _is_ideograph(word):
            yield word.removesuffix("s") if len(word) > 2 else word


def _words_of(text: str) -> list[str]:
    """Return the words without the numbers."""
    return [token for token in _tokens_of(text) if not token.isdigit()]


def _is_ideograph(word: str) -> bool:
    return word >= "\u3400"


def _shingles_of(tokens: Sequence[str], width: int) -> list[int]:
    """Return the hashes of all runs of some words, in order."""
    return [crc32(" ".join(tokens[n : n + width]).encode()) for n in range(len(tokens) - width + 1)]
