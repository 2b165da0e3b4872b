"""Names of people and bodies in a text, known to the registry or proposed; what the named did is not coded here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from wicreport.coding.codebook import Actor, Codebook
from wicreport.coding.cues import SAYING
from wicreport.coding.names import (
    CHINESE_ADDRESSED,
    CHINESE_NEXT,
    CHINESE_PERSON,
    FOREIGN_IN_CHINESE,
    FOREIGN_TITLED,
    HAN,
    NAME_RUN,
    NOT_NAMES,
    NOT_SENDERS,
    SENDER,
    SENDERS_BEFORE,
    TITLE,
    drop_accents,
    is_pinyin,
    slugify,
    surname_of,
)
from wicreport.corpus.scripts import has_han, is_plain, simplify_han

__all__ = ["ActorMention", "find_actors", "find_bearer", "slugify", "surname_of"]


class ActorMention(NamedTuple):
    """One mention. ``actor_id`` is missing, and ``name`` as written, where the registry does not know the person."""

    actor_id: str | None
    name: str
    start: int
    end: int
    is_person: bool


_FEWEST_LETTERS = 4
_ARTICLES = frozenset(("Al", "El", "al", "el", "bin", "ibn", "van", "von", "de", "da", "der"))  # no words of their own
_DOT = re.compile("[·•・]")
_TIE = 2  # an address sign, a full stop or the dot of a foreign name ties a word to the one before it
_TIED = re.compile(r"[@/·•・]$|\w\.$")
_LATIN = re.compile(rf"[^\W_{HAN}]")
_IS_TITLE = re.compile(TITLE, re.IGNORECASE)
_EVIDENCE_BEFORE = re.compile(rf"\b(?:{TITLE}|{SAYING}),?\s+$", re.IGNORECASE)
_ORIGIN = re.compile(r"\w+-(?:born|based|educated|trained)")
_OWNED = re.compile(r"[’']s\s+$")
_TAKES_PART = (
    r"(?:attend(?:ed|s)?|sp(?:oke|eaks)|chair(?:ed|s)|presided|deliver(?:ed|s)|addressed|joined|appeared|participated|took\s+part"
    r"|(?:was|is|were)\s+(?:also\s+)?(?:beamed|here|there|present|missing|among|in|on)|took\s+the|came|skipped|stayed\s+away|gave|will\s+\w+|was\s+absent|did\s+not|is\s+(?:expected|due|scheduled))"
)
_EVIDENCE_AFTER = re.compile(
    rf",?\s+(?:(?:also|then|has|had|later|who)\s+)*(?:{SAYING}|{_TAKES_PART})\b"
    rf"|,\s+(?:who|whose)\b|,\s+(?:\d\d,\s+)?(?:[\w’'&.-]+\s+){{0,6}}(?i:{TITLE})(?!\w)"
    r"|,\s+\d\d,|\s+(?:from|of|at)\s+(?:the\s+)?[A-Z]"
)
_LIST_REACH = 160
_LISTED = re.compile(r"[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2}(?=,| and )")
_SENDING = ("sent", "sends", "fielded", "dispatched")  # and "represented"
_SPEAKING = re.compile(r"(?:^|[.!?”\"]\s+|\n)(?P<surname>[A-Z][a-z]{2,})\s+(?:said|says|added|told|argued|recalled)\b")


def find_actors(text: str, start: int, end: int, codebook: Codebook) -> tuple[ActorMention, ...]:
    """Return the people and bodies named in a span of a text.

    Parameters
    ----------
    text
        A source's body text.
    start
        Where to begin; names before it are not seen.
    end
        Where to stop; names beyond it are not seen.
    codebook
        Whose registry of actors is used: the longest name wins, and a name is matched as it is spelt, with any one
        blank between its words.

    Returns
    -------
    tuple of ActorMention
        In the order of the text, never overlapping. Besides the registry's actors, people it does not know are
        proposed where a title, an affiliation or a verb of speech stands beside a capitalised name, and bodies where
        they send people.
    """
    scan = _scan(text, codebook)
    if not scan.is_chinese and not _is_between(scan.places, start, end):
        return ()
    known = list(_find_known(scan, start, end, codebook))
    taken = [(mention.start, mention.end) for mention in known]
    proposed = [
        *_propose_people(text, start, end, scan, taken),
        *(_propose_chinese(text, start, end) if scan.is_chinese else ()),
        *(_propose_senders(text, start, end) if _is_between(scan.sending, start, end) else ()),
    ]
    if not proposed:
        return tuple(known)
    free = (
        mention
        for mention in proposed
        if not (before := bisect_left(taken, (mention.end, 0))) or taken[before - 1][1] <= mention.start
    )
    return tuple(sorted({*known, *free}, key=lambda mention: mention.start))


def find_bearer(surname: str, mentions: Sequence[ActorMention]) -> ActorMention | None:
    """Return the last person mentioned whose surname, or one of whose names, it is.

    Parameters
    ----------
    surname
        One word, such as ``Liu``.
    mentions
        People and bodies named so far, in the order of the text.

    Returns
    -------
    ActorMention or None
        None where nobody fits.
    """
    people = [mention for mention in reversed(mentions) if mention.is_person]
    exact = (mention for mention in people if surname_of(mention.name) == surname)
    loose = (mention for mention in people if surname in mention.name.split())
    return next(chain(exact, loose), None)


@lru_cache(maxsize=4)
def _index_names(codebook: Codebook) -> tuple[list[Actor], AhoCorasick]:
    """Return the actor behind each of the registry's names, and what looks for all of them and for senders at once."""
    actors: dict[str, Actor] = {}
    for actor in codebook.actors:
        for name in actor.all_names:
            actors.setdefault(simplify_han(drop_accents(_straighten(name))), actor)
    return list(actors.values()), AhoCorasick([*actors, *_SENDING])


class _Scan(NamedTuple):
    """Where a whole text may have names, so that its passages need not be looked through one by one.

    ``names`` are those of the registry: where one starts, minus where it ends, and its number. ``runs`` are those of
    several capitalised words. Where none of the ``places`` is, nobody in Latin letters is.
    """

    names: list[tuple[int, int, int]]
    flat: str
    runs: list[tuple[int, int]]
    sending: list[int]
    places: list[int]
    is_chinese: bool


@lru_cache(maxsize=4)  # the passages of a document are asked for one by one
def _scan(text: str, codebook: Codebook) -> _Scan:
    flat, is_bare = _straighten(text), is_plain(text)
    flat = flat if is_bare else simplify_han(drop_accents(flat))
    actors, index = _index_names(codebook)
    found = index.find_matches_as_indexes(flat, overlapping=True)
    known = (match for match in found if match[0] < len(actors) and _begins_word(flat, match[1]))
    names = sorted((first, -last, number) for number, first, last in known)
    runs = [run.span() for run in NAME_RUN.finditer(text)]
    sending = sorted(first for number, first, _ in found if number >= len(actors))
    ends = [(first, last - 1) for first, last in runs]
    places = sorted([*(name[0] for name in names), *chain(*ends), *sending])
    return _Scan(names, flat, runs, sending, places, not is_bare and has_han(text))


def _is_between(places: Sequence[int], start: int, end: int) -> bool:
    """Return whether one of some places, in order, is within a span."""
    return bisect_left(places, start) < bisect_left(places, end)


def _find_known(scan: _Scan, start: int, end: int, codebook: Codebook) -> Iterator[ActorMention]:
    """Yield the registry's actors from left to right, of names that begin alike the longest."""
    actors, reached = _index_names(codebook)[0], start
    for place in range(bisect_left(scan.names, (start,)), bisect_left(scan.names, (end,))):
        first, minus_last, number = scan.names[place]
        if first >= reached and -minus_last <= end and (-minus_last == end or _ends_word(scan.flat, -minus_last)):
            actor, reached = actors[number], -minus_last
            yield ActorMention(actor.actor_id, actor.name, first, reached, actor.is_person)


def _begins_word(text: str, start: int) -> bool:
    """Return whether a name may begin here: it goes on with no Latin letter or digit, and nothing ties it."""
    is_inside = start > 0 and _LATIN.match(text, start) and _LATIN.match(text, start - 1)
    return not is_inside and not _TIED.search(text, max(0, start - _TIE), start)


def _straighten(text: str) -> str:
    """Return the text with spaces for blanks and straight apostrophes, at the same length."""
    for blank in "\u00a0\n\t\r\u3000":
        text = text.replace(blank, " ")
    return text.replace("’", "'")


def _ends_word(text: str, end: int) -> bool:
    """Return whether a name may end here: no Latin letter or digit runs on, nor is a ministry any "department"."""
    is_department = text.startswith("门", end) and text.endswith("部", 0, end)
    return not is_department and not (_LATIN.match(text, end) and _LATIN.match(text, end - 1))


def _find_runs(text: str, start: int, end: int, scan: _Scan) -> list[tuple[int, int]]:
    """Return the runs of several capitalised words in a span; where one reaches beyond it they are looked for again."""
    runs = scan.runs
    first, last = bisect_left(runs, (start,)), bisect_left(runs, (end,))
    if (first and runs[first - 1][1] > start) or (last and runs[last - 1][1] >= end):
        return [run.span() for run in NAME_RUN.finditer(text, start, end)]
    return runs[first:last]


def _propose_people(
    text: str, start: int, end: int, scan: _Scan, taken: list[tuple[int, int]]
) -> Iterator[ActorMention]:
    """Yield people in Latin letters that the registry does not know."""
    for opening, close in _find_runs(text, start, end, scan):
        inside = taken[bisect_left(taken, (opening, 0)) : bisect_left(taken, (close, 0))]
        begin = max([opening, *(last for _, last in inside if last < close)])
        name, shift, is_titled = _find_name(text[begin:close])
        if not name:
            continue
        first, last_name = begin + shift, name.rpartition(" ")[2]
        before, after = text[max(start, first - 40) : first], text[close : min(end, close + 90)]
        is_owned = _OWNED.search(before) is not None and any(first - 3 <= last < first for _, last in taken)
        is_told = is_titled or is_owned or _EVIDENCE_AFTER.match(after) or last_name in _find_speaking(text, start, end)
        if is_told or _EVIDENCE_BEFORE.search(before):
            yield ActorMention(None, name, first, close, True)


@lru_cache(maxsize=4)
def _find_speaking(text: str, start: int, end: int) -> set[str]:
    return {match["surname"] for match in _SPEAKING.finditer(text, start, end)}


@lru_cache(maxsize=512)  # a document's names are looked at in the whole text and in its passages
def _find_name(run: str) -> tuple[str, int, bool]:
    """Return the name that may be in a run of capitalised words, where it begins, and whether its form is enough."""
    words = list(re.finditer(r"[^\s\u00a0]+", run))
    titles = [n for n, word in enumerate(words) if _IS_TITLE.fullmatch(word[0])]
    first = titles[-1] + 1 if titles else 0
    while first < len(words) and (
        _ORIGIN.fullmatch(words[first][0]) or words[first][0].casefold().strip(".") in NOT_NAMES
    ):
        first += 1
    name = [word[0] for word in words[first:]]
    is_name = 2 <= len(set(name) - _ARTICLES) <= 4 and all(map(_is_name_word, name))
    if not is_name or len("".join(name)) < _FEWEST_LETTERS:
        return "", 0, False
    is_other = name[-1] == "Bill" or (len(name[-1]) == 1 and not is_pinyin(name))  # a law, a product
    return "" if is_other else " ".join(name), words[first].start(), bool(titles) or is_pinyin(name)


def _is_name_word(word: str) -> bool:
    return word.casefold().strip(".") not in NOT_NAMES and not (word.isupper() and len(word) > 3 and "." not in word)


def _propose_chinese(text: str, start: int, end: int) -> Iterator[ActorMention]:
    """Yield people in Chinese characters that the registry does not know."""
    if not has_han(text[start:end]):
        return
    folded = simplify_han(text[start:end])
    for match in chain(*(pattern.finditer(folded) for pattern in (CHINESE_PERSON, CHINESE_ADDRESSED, FOREIGN_TITLED))):
        first, last = match.span("name")
        yield ActorMention(None, text[start + first : start + last], start + first, start + last, True)
        while more := CHINESE_NEXT.match(folded, last):
            first, last = more.span("name")
            yield ActorMention(None, text[start + first : start + last], start + first, start + last, True)
    for match in FOREIGN_IN_CHINESE.finditer(folded) if _DOT.search(folded) else ():
        first, last = start + match.start(), start + match.end()
        yield ActorMention(None, text[first:last], first, last, True)


def _propose_senders(text: str, start: int, end: int) -> Iterator[ActorMention]:
    """Yield states and bodies that send people, or are represented by them."""
    for match in SENDER.finditer(text, start, end):
        words = match["name"].split()
        while words and words[0].casefold() in NOT_SENDERS:
            words.pop(0)
        if words:
            last = match.end("name")
            yield ActorMention(None, " ".join(words), last - len(" ".join(words)), last, False)
            listed = SENDERS_BEFORE.search(text, max(start, match.start() - _LIST_REACH), match.start())
            for name in _LISTED.finditer(text, listed.start(), listed.end()) if listed else ():
                yield ActorMention(None, name[0], *name.span(), False)
