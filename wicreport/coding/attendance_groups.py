"""Groups without names that an English sentence says stayed away or came from abroad; names are read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from wicreport.coding import attendance_cues, sentence_cues
from wicreport.coding.attendance_verbs import Attendance, read_verbs
from wicreport.coding.participants import Participant
from wicreport.coding.stems import Cue
from wicreport.coding.subjects import Sentence

__all__ = ["read_groups"]

_ATTENDED_BY = Cue(r"\battended\s+by\b")
_NO_MEMBER = re.compile(r"(?i)(?:no|none\s+of(?:\s+the)?|few|hardly\s+any)\s+")
_AMONG = re.compile(r"(?i)(?:among|one\s+of)\b")
_LONGEST, _AROUND = 1000, 250
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
_ARTICLE = re.compile(r"(?i)^the\s+")


GROUP_CUES = frozenset((attendance_cues.GROUP, sentence_cues.NONE_OF_BODY, _ATTENDED_BY))
"""What a sentence has one of in which a group may be read."""


def read_groups(sentence: Sentence) -> Iterator[Attendance]:
    """Yield groups that have no name: any that was absent or sent others, and those from abroad in any status.

    Parameters
    ----------
    sentence
        An English sentence with its participants.

    Returns
    -------
    Iterator of Attendance
        The group goes by the words of the sentence, without "the" and "no".
    """
    for group in _find_groups(sentence, sentence.start):
        yield from _read_group(sentence, group)
    for match in sentence.find(sentence_cues.NONE_OF_BODY):
        body = _as_group(match["name"], match.start("name"))
        if not _holds_name(sentence, body):
            yield from (found for found in read_verbs(_only(sentence, body)) if found.status == "absent")
    for match in sentence.find(_ATTENDED_BY):
        yield from _read_passive(sentence, match)


def _find_groups(sentence: Sentence, start: int) -> Iterator[Participant]:
    """Yield phrases of two words or more round the noun of a group, from a place on."""
    if attendance_cues.GROUP not in sentence.possible:
        return
    quoted = [match.span() for match in _QUOTED.finditer(sentence.text, sentence.start, sentence.end)]
    for match in attendance_cues.GROUP.pattern.finditer(sentence.text, start, sentence.end):
        if any(first <= match.start() < last for first, last in quoted):
            continue  # what somebody says of others is theirs
        before = attendance_cues.GROUP_BEFORE.search(sentence.text, max(start, match.start() - 90), match.start())
        first = before.start() if before else match.start()
        phrase = sentence.text[first : match.end()].rstrip(" ,.")
        group = _as_group(phrase, first)
        if len(phrase.split()) > 1 and not _AMONG.match(phrase) and not _holds_name(sentence, group):
            yield group


def _read_group(sentence: Sentence, group: Participant) -> Iterator[Attendance]:
    name = _ARTICLE.sub("", group.name)
    is_none = _NO_MEMBER.match(name)
    group = replace(group, name=name[is_none.end() :] if is_none else name)
    for found in read_verbs(_only(sentence, group)):
        if is_none and found.status in ("attended", "virtual"):
            found = replace(found, status="absent")
        if found.status in ("absent", "represented") or group.capacity == "foreign group":
            yield found


def _read_passive(sentence: Sentence, by: re.Match[str]) -> Iterator[Attendance]:
    """Yield the groups from abroad behind "attended by"."""
    for group in _find_groups(sentence, by.end()):
        if group.capacity == "foreign group":
            yield Attendance(group, "attended", "attended by", *by.span())


def _as_group(phrase: str, start: int) -> Participant:
    return Participant(
        name=phrase,
        actor_id="",
        capacity="foreign group" if sentence_cues.FOREIGN.search(phrase) else "group",
        is_person=False,
        start=start,
        end=start + len(phrase),
        np_start=start,
    )


def _only(sentence: Sentence, group: Participant) -> Sentence:
    """Return the sentence with a group alone; of an endless one, the words around it."""
    if sentence.end - sentence.start <= _LONGEST:
        return replace(sentence, named=(group,))
    start, end = max(sentence.start, group.start - _AROUND), min(sentence.end, group.end + _AROUND)
    return replace(sentence, named=(group,), start=start, end=end)


def _holds_name(sentence: Sentence, group: Participant) -> bool:
    return any(group.start <= who.start < group.end for who in sentence.named)
