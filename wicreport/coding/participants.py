"""Whom a sentence names, by name, surname, pronoun or office; what they did is for the appearances."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from wicreport.coding import participant_cues as cues
from wicreport.coding.actors import ActorMention, find_actors, slugify, surname_of
from wicreport.coding.codebook import Codebook
from wicreport.coding.namesakes import find_staff, part_namesakes
from wicreport.coding.placements import Participant, place_participants
from wicreport.corpus.passages import Passage
from wicreport.corpus.scripts import has_han, simplify_han
from wicreport.corpus.sources import Source

__all__ = ["Participant", "find_participants"]

_LISTED = re.compile(r"\s*(?:,|、|,?\s*(?:and|or|&|和|与|及|以及))\s*(?:(?!of|from|at|with|for)[\w-]+\s+){0,5}?")
_IN_WORD, _NAME_ENDS = re.compile(r"[\w-]"), re.compile(r"(?![\w-])(?!\s+[A-Z][a-z])")
_SURNAME_TITLE = re.compile(rf"(?<![\w-]){cues.SURNAME_TITLE}\s+$")
_TITLE_REACH = 30  # no title is longer
_AFTER_CAPITAL = re.compile(r"([A-Z][\w’'-]*)(?<![’']s)\s$")
_OPENING = re.compile(r"(?:And|But|The|In|At|On|As|While|When|Although|For|If|Both|After|Meanwhile)")
_TURN = re.compile(r"(?P<name>(?!THE )[A-Z][A-Z’'-]+(?: [A-Z][A-Z’'-]*){1,3}):\s")
_FEWEST_TURNS = 2
_LED_BY = re.compile(r"\b(?i:chief executives?|CEOs?|bosses|boss|founders?|chairm[ae]n) of (?:the )?$")
_LEADER_AFTER = re.compile(r"(?:[’']s)? (?:chief executive(?: officer)?|CEO|boss|founder|chairman)\b(?! [A-Z]|,)")
_SUFFIX = re.compile(
    r"(?:,?\s(?:Inc|Corp|Corporation|Co|Ltd|Limited|LLC|Plc|AG|SE|Holdings?|Group|Systems|Platforms|Technologies)\b\.?(?=[\s,;’'.]|$))*"
)


def find_participants(
    source: Source, passages: Sequence[Passage], codebook: Codebook
) -> tuple[tuple[Participant, ...], ...]:
    """Return the actors that each passage names, without those that only describe another.

    "Apple" in "Apple chief executive Tim Cook" or in "Tim Cook of Apple" describes and is left out. A surname alone is
    the last person of that name in the document; "he" and "she" are the one person the sentence before was about, and
    nobody where it names several.

    Parameters
    ----------
    source
        The source the passages are of.
    passages
        Its passages in order.
    codebook
        The registry of actors; a name it does not know gets its slug for an id.

    Returns
    -------
    tuple of tuple of Participant
        Aligned with ``passages``, each in the order of the text.
    """
    turns = {match["name"] for passage in passages if (match := _TURN.match(passage.text))}
    labels = turns if len(turns) >= _FEWEST_TURNS else set()
    text = simplify_han(source.text)
    mentions = [
        [*(_read_turn(passage, labels, codebook) if labels else ()), *_read_mentions(source, text, passage, codebook)]
        for passage in passages
    ]
    head = find_actors(source.text, 0, source.body[0].start if source.body else 0, codebook)
    above = [_as_participant(mention, codebook) for mention in head if mention.is_person]
    bearers = _group_by_surname([*above, *(p for named in mentions for p in named if p.is_person)])
    leaders = _find_leaders([*above, *(p for named in mentions for p in named)], codebook)
    mentions = [[p for p in named if p.is_person or p.name not in bearers] for named in mentions]
    alone = _find_words(source.text, bearers)
    found: list[tuple[Participant, ...]] = []
    for number, passage in enumerate(passages):
        named = mentions[number]
        surnames = tuple(_find_surnames(source.text, passage, named, alone, bearers))
        before = found[-1] if number and passages[number - 1].paragraph == passage.paragraph else ()
        pronouns = tuple(_find_pronouns(passage, before)) if before else ()
        inner = _find_inner_pronouns(passage, (*named, *surnames, *pronouns))
        here = sorted((*named, *surnames, *pronouns, *inner), key=lambda p: p.start)
        placed = place_participants(text, passage, _name_leaders(text, passage, here, leaders)) if here else ()
        found.append(tuple(placed))
    return tuple(found)


def _find_leaders(named: Iterable[Participant], codebook: Codebook) -> dict[str, Participant]:
    """Return the one executive of each firm that a document names, by the firm's name."""
    found: dict[str, dict[str, Participant]] = {}
    for who in named:
        actor = codebook.actor_by_id.get(who.actor_id)
        if actor and who.is_person and actor.affiliation and "executive" in actor.capacity:
            found.setdefault(actor.affiliation, {})[who.actor_id] = who
    return {firm: next(iter(people.values())) for firm, people in found.items() if len(people) == 1}


def _name_leaders(
    text: str, passage: Passage, here: Sequence[Participant], leaders: Mapping[str, Participant]
) -> list[Participant]:
    """Return the participants, with "the chief executives of Apple and Google" as the people so called."""
    placed, is_led = [], False
    for number, who in enumerate(here):
        joined = is_led and number > 0 and _LISTED.fullmatch(text, here[number - 1].end, who.start) is not None
        is_led = not who.is_person and (joined or _LED_BY.search(text, passage.start, who.start) is not None)
        after = None if who.is_person else _LEADER_AFTER.match(text, who.end, passage.end)
        leader = leaders.get(who.name) if is_led or after else None
        end = after.end() if after else who.end
        is_twice = leader is not None and any(p.actor_id == leader.actor_id for p in here)
        placed.append(_stand_in(leader, who.start, end) if leader and not is_twice else who)
    return placed


def _read_mentions(source: Source, text: str, passage: Passage, codebook: Codebook) -> list[Participant]:
    mentions = find_actors(source.text, passage.start, passage.end, codebook)
    if not mentions:
        return []
    named = [_as_participant(_complete(mention, source.text), codebook) for mention in mentions]
    staff = list(find_staff(text, passage, named, codebook))
    others = (who for who in named if not any(who.start < p.end and p.start < who.end for p in staff))
    return part_namesakes(text, sorted([*others, *staff], key=lambda who: who.start), codebook)


def _read_turn(passage: Passage, labels: Collection[str], codebook: Codebook) -> Iterator[Participant]:
    """Yield the speaker in capitals whose turn of some minutes a passage opens; one without a full name is a role."""
    match = _TURN.match(passage.text)
    if match and match["name"] in labels:
        actor, (start, end) = codebook.actor_by_name.get(match["name"].casefold()), match.span("name")
        if (actor is None or actor.is_person) and not cues.TITLE.search(match["name"]):
            name, span = match["name"].title(), (passage.start + start, passage.start + end)
            yield _as_participant(ActorMention(actor.actor_id if actor else None, name, *span, True), codebook)


def _complete(mention: ActorMention, text: str) -> ActorMention:
    """Return a mention that goes on to the end of the name ("President Xi" of the whole) or of a firm ("Inc")."""
    if not mention.is_person:
        return mention._replace(end=_SUFFIX.match(text, mention.end).end())  # type: ignore[union-attr]
    last = text[mention.start : mention.end].split()[-1]
    words = mention.name.split()
    rest = words[words.index(last) + 1 :] if last in words else []
    if not rest:
        return mention
    more = re.compile(r"\s+" + r"\s+".join(map(re.escape, rest)) + r"(?!\w)").match(text, mention.end)
    return mention._replace(end=more.end()) if more else mention


def _as_participant(mention: ActorMention, codebook: Codebook) -> Participant:
    actor = codebook.actor_by_id.get(mention.actor_id or "")
    return Participant(
        name=actor.name if actor else mention.name,
        actor_id=mention.actor_id or slugify(mention.name),
        capacity=actor.capacity if actor else "unknown",
        is_person=mention.is_person,
        start=mention.start,
        end=mention.end,
        np_start=mention.start,
    )


def _group_by_surname(people: Sequence[Participant]) -> dict[str, list[Participant]]:
    """Return the people of a document, in order, by the surnames that can stand for them."""
    bearers: dict[str, list[Participant]] = {}
    for person in people:
        surname = surname_of(person.name)
        if surname.isascii() and surname.casefold() not in cues.NOT_SURNAMES:
            bearers.setdefault(surname, []).append(person)
    return bearers


def _find_surnames(
    text: str,
    passage: Passage,
    named: Sequence[Participant],
    alone: Sequence[tuple[int, str]],
    bearers: Mapping[str, Sequence[Participant]],
) -> Iterator[Participant]:
    """Yield surnames that stand alone, as the last person of that name before them, or else the only one after."""
    for at, surname in alone[bisect_left(alone, (passage.start,)) : bisect_left(alone, (passage.end,))]:
        if at + len(surname) > passage.end or not _NAME_ENDS.match(text, at + len(surname), passage.end):
            continue
        titled = _SURNAME_TITLE.search(text, max(passage.start, at - _TITLE_REACH), at)
        start, end = titled.start() if titled else at, at + len(surname)
        before = _AFTER_CAPITAL.search(text, passage.start, start)
        is_part_of_name = before is not None and not _OPENING.fullmatch(before[1])
        if is_part_of_name or any(start < p.end and p.start < end for p in named):
            continue
        people = bearers[surname]
        earlier = [person for person in people if person.start < start]
        if earlier or len({person.actor_id for person in people}) == 1:
            yield _stand_in(earlier[-1] if earlier else people[0], start, end)


def _find_words(text: str, words: Iterable[str]) -> list[tuple[int, str]]:
    """Return where words begin in a text and stand behind none of which they could be the rest, in order."""
    found: list[tuple[int, str]] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            if not (at and _IN_WORD.match(text, at - 1)):
                found.append((at, word))
            at = text.find(word, at + 1)
    return sorted(found)


def _find_pronouns(passage: Passage, before: Sequence[Participant]) -> Iterator[Participant]:
    """Yield "he" and "she" where the sentence before has one person it can stand for."""
    people = {p.actor_id: p for p in before if p.is_person and (not p.is_owner or has_han(passage.text))}
    subjects = {p.actor_id: p for p in people.values() if not p.is_oblique}
    only = people if len(people) == 1 else subjects
    if len(only) != 1:
        return
    person = next(iter(only.values()))
    match = cues.PRONOUN.match(passage.text)
    if match:
        yield _stand_in(person, passage.start + match.start("who"), passage.start + match.end("who"))


def _find_inner_pronouns(passage: Passage, here: Sequence[Participant]) -> Iterator[Participant]:
    """Yield "he" and "she" within a sentence that has named one person before them."""
    people = [p for p in here if p.is_person and not p.is_owner]
    may_be_there = bool(people) and cues.PRONOUN.may_be_in(passage.text)
    for match in cues.PRONOUN.pattern.finditer(passage.text, 1) if may_be_there else ():
        start, end = passage.start + match.start("who"), passage.start + match.end("who")
        earlier = {p.actor_id: p for p in people if p.end <= start}
        if len(earlier) == 1:
            yield _stand_in(next(iter(earlier.values())), start, end)


def _stand_in(person: Participant, start: int, end: int) -> Participant:
    return replace(person, start=start, end=end, np_start=start, is_oblique=False, is_owner=False)
