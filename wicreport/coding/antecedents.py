"""Whom words mean that name nobody: pronouns, "the president", quotations alone; names are found elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice

from wicreport.coding.actors import ActorMention
from wicreport.coding.cues import CHINESE_CUES, SAYING
from wicreport.coding.document_names import DocumentNames, Speaker, name_speaker
from wicreport.coding.names import TITLE, slugify
from wicreport.coding.sentences import MASK
from wicreport.coding.speaker_phrases import find_verbs

__all__ = [
    "SOMEBODY",
    "find_foregoing",
    "find_holder",
    "find_subject_before",
    "last_other",
    "last_person",
    "last_quoted",
]

_ROLE = re.compile(
    rf"\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Oo]ur|[Hh]is|[Hh]er|[Ii]ts)\s+(?:[\w-]+\s+){{0,3}}{TITLE}(?![\w-])"
    r"(?:\s+(?:for|of|at|from)\s+(?:the\s+)?(?:[A-Z][\w.-]*\s?)+(?<!\s))?"
)
# "Daniel Zhang did come. The Alibaba chief said": the words for somebody whom the sentence before is about.
_EPITHET = re.compile(
    r"[Tt]he\s+(?:[A-Z][\w.-]+\s+|former\s+|(?:[\w-]+-)?(?:year-)old\s+)*(?:tycoon|billionaire|(?:co-?)?founder|boss|chief(?:\s+executive)?|chairm[ae]n"
    r"|chairwoman|CEO|entrepreneur|magnate|mogul|executive|American|veteran|president|premier|minister|regulator|chief|tsar|czar)(?:\s(?:of|at)\s[A-Z]\w+)?"
)
SOMEBODY = re.compile(
    r"(?i:an?|one|another|his|her|their|my|our)\s(?!.*\b(?:report|paper|statement|document|letter|study|survey|editorial|commentary|draft|notice|firm"
    r"|company|group|agency|ministry|newspaper|website|article|post|law|rule|plan|bill)\b)"
)
_OWNS = re.compile(rf"['’]s?\s+[\w{MASK}-]")
_SUBORDINATE = re.compile(
    r"\s*(?:When|While|As|After|Before|If|Although|Though|Because|Since|Asked|Once|Where|Whereas)\b[^,.]*,|.*[;；]"
)
_CUE = re.compile(rf"\b{SAYING}\b|{CHINESE_CUES}")
_MOST = 60  # sentences back: nobody named earlier is meant
_FAR = 1500  # characters: a sentence that has not ended by then has no end
_FRONT = 30  # characters: a role that far into its sentence is not its subject
_COMPLEMENT = re.compile(
    r"\b(?:for|of|by|from|to|with|at|including|between|under|alongside|than|like|and"
    r"|(?:an?|the|his|her|its)\s+(?:[\w-]+\s+){1,3}(?:that|which))\s+"
    rf"(?:(?:the|an?|its|his|her|their|former|then|vice|deputy|{TITLE}|[A-Z][\w’'.-]*)\s+){{0,4}}$"
)
_LETTER = r"(?:letter|message|statement|report|paper|speech|note|essay|declaration|survey|study|document|plan)\b"
_ISSUED = re.compile(
    r"\b(?:sent|issued?|releas|publish|read|wrote|deliver|posted|put out|unveil|signed?)\w*\s(?:out\s)?"
    rf"(?:\w+\s)?(?:an?|the|his|her|its|their)\s(?:[\w-]+\s){{0,3}}{_LETTER}|{_LETTER}\s(?:by|from)\s|['’]s\s(?:\w+\s)?{_LETTER}|:\s(?:an?|the)\s{_LETTER}"
)


def find_holder(names: DocumentNames, title: str, position: int) -> ActorMention | None:
    """Return the last person named beside a title, for "the president" without a name."""
    beside = re.compile(rf"(?i)\b(?<!vice[ -])(?<!deputy )(?<!former ){re.escape(title)}\b")
    for person in reversed([mention for mention in names.before(position) if mention.is_person]):
        after = names.text[person.end : person.end + 60].split(".")[0]
        if beside.search(names.text[max(0, person.start - 40) : person.start].split(".")[-1]):
            return person
        if after.startswith(",") and beside.search(after):
            return person
    heads = {leader.actor_id for leader in names.leaders.values()} if title == "president" else set()
    return next((m for m in reversed(names.before(position)) if m.actor_id in heads), None)


def find_foregoing(names: DocumentNames, phrase: str, position: int) -> Speaker | None:
    """Return whom an epithet ("the tycoon") means: whom the sentence before, in its paragraph, opens with."""
    if not _EPITHET.fullmatch(phrase):
        return None
    own = next((start for start, _ in names.sentences_before(position)), 0)
    start = next((start for start, _ in names.sentences_before(own - 1, floor=names.paragraph_of(position))), None)
    people = [] if start is None else [mention for mention in names.within(start, own) if mention.is_person]
    is_meant = len({mention.name for mention in people}) == 1 or (
        people and people[0].end <= (start or 0) + _FRONT and _is_free(names.text, start or 0, people[0])
    )
    return name_speaker(people[0], is_inferred=True) if is_meant else None


def find_subject_before(names: DocumentNames, position: int, *, is_alone: bool) -> Speaker | None:
    """Return who was spoken of last before words that name no speaker.

    Parameters
    ----------
    names
        Everybody the document names.
    position
        Where the words begin.
    is_alone
        Whether they are a paragraph of their own, which the paragraph before introduces.

    Returns
    -------
    Speaker or None
        The first person of the nearest sentence in the paragraph, or in the one before it.
    """
    floor = names.paragraph_of(position)
    found = _find_subject(names, position - 1, floor) if position > floor else None
    if found is None and is_alone and floor:
        found = _find_subject(names, floor - 1, names.paragraph_of(floor - 1))
    return found[1] if found else None


def last_person(names: DocumentNames, position: int, previous: Speaker | None, previous_at: int) -> Speaker | None:
    """Return the person a pronoun stands for: the nearest sentence's subject, in its own paragraph first."""
    found = _find_subject(names, position, names.paragraph_of(position)) or _find_stranger(names, position)
    if found is None:
        found = _find_subject(names, position, 0)
        if found and previous is not None and previous.is_person and not _speaks(names, found[0]):
            found = None
    if previous is not None and (found is None or (previous.is_person and found[0] < previous_at)):
        return previous._replace(is_inferred=True)
    if found is not None:
        return found[1]
    people = [mention for mention in names.headline if mention.is_person]
    return name_speaker(people[0], is_inferred=True) if people else None


def _find_subject(names: DocumentNames, position: int, floor: int) -> tuple[int, Speaker] | None:
    """Return the first person, by name or by role, of the nearest sentence where one is no mere complement."""
    spare: tuple[int, Speaker] | None = None
    for start, end in islice(names.sentences_before(position, floor=floor), _MOST):
        opening = _SUBORDINATE.match(names.text, start, end)
        people = [mention for mention in names.within(start, end) if mention.is_person]
        if opening and any(mention.start >= opening.end() for mention in people):
            start, people = opening.end(), [mention for mention in people if mention.start >= opening.end()]
        free = [mention for mention in people if _is_free(names.text, start, mention)]
        roles = _ROLE.finditer(names.text, start, min(end, start + _FAR))
        role = next(
            (m for m in roles if not _depends(names.text, start, m.start()) and not _is_aside(names.text, m)), None
        )
        if role and free and 0 <= free[0].start - role.end() <= 2:  # "a farmer, Hu Lan,"
            role = None
        if role and not (free and free[0].start < role.end()) and (not free or role.start() - start < _FRONT):
            person = find_foregoing(names, role[0], role.start())
            return role.start(), person or Speaker(role[0], slugify(role[0]), True, True)
        if free:
            return free[0].start, name_speaker(free[0], is_inferred=True)
        people = [mention for mention in people if not _OWNS.match(names.text, mention.end)]
        if people and spare is None:
            spare = people[0].start, name_speaker(people[0], is_inferred=True)
    return spare


def _find_stranger(names: DocumentNames, position: int) -> tuple[int, Speaker] | None:
    """Return who, without a name, is the subject of the sentence before in the paragraph ("a banker from Lagos")."""
    own = next((start for start, _ in names.sentences_before(position)), 0)
    for start, end in islice(names.sentences_before(own - 1, floor=names.paragraph_of(position)), 1):
        verb = next(find_verbs(names.text[start : min(end, own)]), None)
        phrase = names.text[start : start + verb.start()].strip(" ,") if verb else ""
        if phrase and len(phrase) < 2 * _FRONT and SOMEBODY.match(phrase):
            return start, Speaker(phrase, slugify(phrase), True, True)
    return None


def _speaks(names: DocumentNames, position: int) -> bool:
    """Return whether the sentence of a position says after it that somebody spoke."""
    place = bisect_right(names.sentence_starts, position)
    end = names.sentence_starts[place] if place < len(names.sentence_starts) else position + _FAR
    return _CUE.search(names.text, position, end) is not None


def _is_aside(text: str, role: re.Match[str]) -> bool:
    """Return whether a role says more about somebody named before it ("He came, the first chief to do so,")."""
    return text[: role.start()].endswith(", ") and text[role.end() :].startswith((",", " to ", " who "))


def _is_free(text: str, start: int, person: ActorMention) -> bool:
    """Return whether a person neither depends on a preposition nor owns what follows."""
    return not _OWNS.match(text, person.end) and not _depends(text, start, person.start)


def _depends(text: str, start: int, place: int) -> bool:
    return _COMPLEMENT.search(text[max(start, place - 60) : place]) is not None


def last_other(names: DocumentNames, position: int, previous: Speaker | None, previous_at: int) -> Speaker | None:
    """Return the body or group a pronoun stands for; "it" after "X sent a letter" is what X wrote."""
    bodies = [mention for mention in names.before(position) if not mention.is_person]
    if previous is not None and not previous.is_person and (not bodies or bodies[-1].start < previous_at):
        return previous._replace(is_inferred=True)
    for start, end in names.sentences_before(position, floor=names.paragraph_of(position)):
        writers = names.within(start, end)
        if _ISSUED.search(names.text, start, end) and writers:
            return name_speaker(writers[0], is_inferred=True)
        if any(not writer.is_person for writer in writers):
            break
    return name_speaker(bodies[-1], is_inferred=True) if bodies else None


def last_quoted(names: DocumentNames, position: int, previous: Speaker | None) -> Speaker | None:
    """Return whose words a writer who says "I" gives: somebody the sentence names before, or else the writer's own."""
    floor = next((start for start, _ in names.sentences_before(position)), 0)
    if found := _find_subject(names, position, floor):
        return found[1]
    return Speaker(names.author, slugify(names.author), True, True) if names.author else previous
