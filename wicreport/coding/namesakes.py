"""Whom a name that several bear stands for, told by the body named before it; no name is found here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from wicreport.coding.actors import surname_of
from wicreport.coding.codebook import Actor, Codebook
from wicreport.coding.placements import Participant
from wicreport.corpus.passages import Passage

__all__ = ["find_staff", "part_namesakes"]

_IN_OFFICE = re.compile(r"head of|official")
_OWN = re.compile(r"[’']s?\s+(?:(?:[a-z-]+|C[EFOT]O)\s+){0,4}?(?P<surname>[A-Z][\w’-]+)(?![\w’-]*\s+[A-Z])")
_AT_A_FIRM = re.compile(
    r"(?:[’']s)?(?: (?!(?:and|told|met|with|heard)\b)[\w’-]+){0,5}? (?:vice[- ]president|executive|CEO|director"
    r"|manager|founder|chief|head|officer|engineer|researcher|scientist|analyst|lawyer|spokes\w+) "
    r"|[^，。、和与；：“”]{0,8}?(?:总裁|总经理|经理|总监|工程师|首席\w{1,6}官|创始人|负责人|CEO|研究员|高管|科学家)"
)
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,10}?[人裁官长席](?P<surname>[\u4e00-\u9fff]{2,6})(?![·•・])")


@lru_cache(maxsize=4)
def _index_staff(codebook: Codebook) -> Mapping[tuple[str, str], tuple[Actor, ...]]:
    """Return the registry's people by their body and surname; foreign ones in Chinese by what the dot parts."""
    index: dict[tuple[str, str], dict[str, Actor]] = {}
    for actor in codebook.actors:
        if actor.is_person and actor.affiliation:
            for name in actor.all_names:
                index.setdefault((actor.affiliation, surname_of(name)), {})[actor.actor_id] = actor
    return {key: tuple(people.values()) for key, people in index.items()}


def find_staff(text: str, passage: Passage, named: Sequence[Participant], codebook: Codebook) -> Iterator[Participant]:
    """Yield the people that a body and a surname tell: "Apple's Cook", "领英创办人霍夫曼".

    Parameters
    ----------
    text
        The source's text in simplified characters.
    passage
        The sentence.
    named
        Whom it names in full.
    codebook
        The registry: only one person of that body may bear the surname.

    Returns
    -------
    Iterator of Participant
        Those whom nothing in ``named`` but an unknown person overlaps.
    """
    for body in named:
        match = None if body.is_person else (_OWN.match(text, body.end) or _FOREIGN.match(text, body.end))
        if not match or match.end() > passage.end:
            continue
        surname = _cut(match["surname"], body.name, codebook)
        start, end = match.start("surname"), match.start("surname") + len(surname)
        people = _index_staff(codebook).get((body.name, surname), ())
        is_free = not any(p.start < end and start < p.end and p.actor_id in codebook.actor_by_id for p in named)
        if len(people) == 1 and is_free:
            yield _as_participant(people[0], start, end)


def _cut(surname: str, body: str, codebook: Codebook) -> str:
    """Return the longest beginning of some characters that is a surname of the body's people."""
    index = _index_staff(codebook)
    return next((surname[:n] for n in range(len(surname), 1, -1) if (body, surname[:n]) in index), surname)


def _as_participant(actor: Actor, start: int, end: int) -> Participant:
    return Participant(actor.name, actor.actor_id, actor.capacity, True, start, end, start)


def part_namesakes(text: str, named: Sequence[Participant], codebook: Codebook) -> list[Participant]:
    """Return the participants, with somebody unknown for an official whom a company's title describes.

    "Tencent vice-president Li Qiang" is not the premier.

    Parameters
    ----------
    text
        The source's text in simplified characters.
    named
        Whom a sentence names, in the order of the text.
    codebook
        The registry, which knows companies and offices.

    Returns
    -------
    list of Participant
        In the same order.
    """
    parted = list(named)
    for number, (body, who) in enumerate(pairwise(named), start=1):
        firm, actor = (codebook.actor_by_id.get(p.actor_id) for p in (body, who))
        is_firm = firm is not None and firm.capacity.endswith("company") and firm.name != (actor and actor.affiliation)
        in_office = actor is not None and actor.country == "China" and _IN_OFFICE.search(actor.capacity)
        gap = text[body.end : who.start]
        if is_firm and in_office and _AT_A_FIRM.fullmatch(gap):
            parted[number] = replace(who, actor_id=f"{who.actor_id}-{body.actor_id}", capacity="unknown")
    return parted
