"""Names of people and bodies in a text, known to the registry or proposed; what the named did is not coded here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from wicreport.coding.codebook import Actor, Codebook
from wicreport.coding.cues import SAYING
from wicreport.coding.names import (
    CHINESE_NEXT,
    CHINESE_PERSON,
    FOREIGN_IN_CHINESE,
    HAN,
    NAME_RUN,
    NOT_NAMES,
    TITLE,
    is_pinyin,
    slugify,
    surname_of,
)
from wicreport.corpus.scripts import simplify_han

__all__ = ["ActorMention", "find_actors", "find_bearer", "slugify", "surname_of"]


class ActorMention(NamedTuple):
    """One mention. ``actor_id`` is missing, and ``name`` as written, where the registry does not know the person."""

    actor_id: str | None
    name: str
    start: int
    end: int
    is_person: bool


_FIRST_WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
_TIE = 2  # an address sign or a full stop ties a word to the one before it
_TIED = re.compile(r"[@/]$|\w\.$")
_LATIN = re.compile(rf"[^\W_{HAN}]")
_IS_TITLE = re.compile(TITLE, re.IGNORECASE)
_EVIDENCE_BEFORE = re.compile(rf"\b(?:{TITLE}|{SAYING}),?\s+$", re.IGNORECASE)
_TAKES_PART = (
    r"(?:attend(?:ed|s)?|sp(?:oke|eaks)|chair(?:ed|s)|presided|deliver(?:ed|s)|addressed|joined|appeared|participated|took\s+part"
    r"|took\s+the|came|skipped|stayed\s+away|gave|will\s+\w+|was\s+absent|did\s+not|is\s+(?:expected|due|scheduled))"
)
_EVIDENCE_AFTER = re.compile(
    rf",?\s+(?:(?:also|then|has|had|later|who)\s+)*(?:{SAYING}|{_TAKES_PART})\b"
    rf"|,\s+(?:\d\d,\s+)?(?:[\w’'&.-]+\s+){{0,6}}(?i:{TITLE})(?!\w)"
    r"|,\s+\d\d,|\s+(?:from|of|at)\s+(?:the\s+)?[A-Z]"
)
_SPEAKING = re.compile(r"(?:^|[.!?”\"]\s+|\n)(?P<surname>[A-Z][a-z]{2,})\s+(?:said|says|added|told|argued|recalled)\b")


@lru_cache(maxsize=2048)  # the coders ask for the same passages
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
        proposed where a title, an affiliation or a verb of speech stands beside a capitalised name.
    """
    known = list(_find_known(text, start, end, codebook))
    taken = [(mention.start, mention.end) for mention in known]
    proposed = (
        mention
        for mention in (*_propose_people(text, start, end, taken), *_propose_chinese(text, start, end))
        if not (before := bisect_left(taken, (mention.end, 0))) or taken[before - 1][1] <= mention.start
    )
    return tuple(sorted({*known, *proposed}, key=lambda mention: mention.start))


def find_bearer(surname: str, mentions: Iterable[ActorMention]) -> ActorMention | None:
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
    people = [mention for mention in mentions if mention.is_person]
    exact = [mention for mention in people if surname_of(mention.name) == surname]
    loose = exact or [mention for mention in people if surname in mention.name.split()]
    return loose[-1] if loose else None


@lru_cache(maxsize=4)
def _index_names(codebook: Codebook) -> Mapping[str, list[tuple[str, Actor]]]:
    """Return the registry's names by their first word or character, the longest first."""
    index: dict[str, list[tuple[str, Actor]]] = defaultdict(list)
    for actor in codebook.actors:
        for name in dict.fromkeys(map(simplify_han, actor.all_names)):
            if first := _FIRST_WORD.search(name):
                index[first[0]].append((name, actor))
    return {word: sorted(found, key=lambda item: -len(item[0])) for word, found in index.items()}


def _find_known(text: str, start: int, end: int, codebook: Codebook) -> Iterator[ActorMention]:
    """Yield the registry's actors from left to right."""
    offset = max(0, start - _TIE)
    index, reached, flat = _index_names(codebook), start, _flatten(text[offset:end])
    for word in _FIRST_WORD.finditer(flat):
        at = offset + word.start()
        if word[0] not in index or at < reached or _TIED.search(flat, max(0, word.start() - _TIE), word.start()):
            continue
        for name, actor in index[word[0]]:
            if flat.startswith(name, word.start()) and _ends_word(flat, word.start() + len(name)):
                reached = at + len(name)
                yield ActorMention(actor.actor_id, actor.name, at, reached, actor.is_person)
                break


def _flatten(text: str) -> str:
    """Return the text with every blank a space, apostrophes straight and characters simplified, at the same length."""
    for blank in "\u00a0\n\t\r\u3000":
        text = text.replace(blank, " ")
    return simplify_han(text.replace("’", "'"))


def _ends_word(text: str, end: int) -> bool:
    """Return whether a name may end here: no Latin letter or digit runs on."""
    return not (_LATIN.match(text, end) and _LATIN.match(text, end - 1))


def _propose_people(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[ActorMention]:
    """Yield people in Latin letters that the registry does not know."""
    speaking = {match["surname"] for match in _SPEAKING.finditer(text, start, end)}
    for run in NAME_RUN.finditer(text, start, end):
        if " " not in run[0] and "\u00a0" not in run[0]:
            continue
        begin = max([run.start(), *(last for at, last in taken if run.start() <= at and last < run.end())])
        first, has_title = _skip_titles(text, begin, run.end())
        name = text[first : run.end()].split()
        if not 2 <= len(name) <= 4 or not all(map(_is_name_word, name)) or sum(len(word) > 2 for word in name) < 1:
            continue
        before, after = text[max(start, first - 40) : first], text[run.end() : min(end, run.end() + 90)]
        has_title = has_title or name[-1] in speaking or is_pinyin(name)
        if has_title or _EVIDENCE_BEFORE.search(before) or _EVIDENCE_AFTER.match(after):
            yield ActorMention(None, " ".join(name), first, run.end(), True)


def _skip_titles(text: str, start: int, end: int) -> tuple[int, bool]:
    """Return where the name begins in a run of capitalised words, and whether a title stands before it."""
    words = list(re.finditer(r"[^\s\u00a0]+", text[start:end]))
    titles = [n for n, word in enumerate(words) if _IS_TITLE.fullmatch(word[0])]
    first = titles[-1] + 1 if titles else 0
    while first < len(words) and words[first][0].casefold().strip(".") in NOT_NAMES:
        first += 1
    return (start + words[first].start() if first < len(words) else end), bool(titles)


def _is_name_word(word: str) -> bool:
    return word.casefold().strip(".") not in NOT_NAMES and not (word.isupper() and len(word) > 3)


def _propose_chinese(text: str, start: int, end: int) -> Iterator[ActorMention]:
    """Yield people in Chinese characters that the registry does not know."""
    folded = simplify_han(text[start:end])
    for match in CHINESE_PERSON.finditer(folded):
        first, last = match.span("name")
        yield ActorMention(None, text[start + first : start + last], start + first, start + last, True)
        while more := CHINESE_NEXT.match(folded, last):
            first, last = more.span("name")
            yield ActorMention(None, text[start + first : start + last], start + first, start + last, True)
    for match in FOREIGN_IN_CHINESE.finditer(folded):
        first, last = start + match.start(), start + match.end()
        yield ActorMention(None, text[first:last], first, last, True)
