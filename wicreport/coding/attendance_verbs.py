"""What a verb of attendance says of its subject: the status, read from tense, negation and modality around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from wicreport.coding import absence_cues, attendance_cues, sentence_cues, setting_cues
from wicreport.coding.participants import Participant
from wicreport.coding.stems import Cue
from wicreport.coding.subjects import Sentence, find_subjects

__all__ = ["STATUSES", "Attendance", "Status", "delegate_status", "plain_status", "read_sendings", "read_verbs"]

Status = Literal["attended", "virtual", "represented", "expected", "absent"]
STATUSES: tuple[Status, ...] = get_args(Status)

_VERBS: tuple[tuple[Cue, str, Status | None], ...] = (
    (absence_cues.ABSENT, "verb of absence", "absent"),
    (absence_cues.REPRESENTED, "sends others", "represented"),
    (absence_cues.EXPECTED, "confirmed", "expected"),
    (attendance_cues.ATTEND, "verb of attendance", None),
    (attendance_cues.SPEAK, "speaks at a session", None),
)
_MAY_YET = re.compile(r"(?i)\bwould\s+not\s+(?:be\s+)?$")
_INFINITIVE = re.compile(
    r"(?i)(?:attend|participate|take|join|speak|deliver|give|address|host|chair|present|appear|open|read|tell)\b"
)
_NOT = re.compile(r"n[’']t\b|\bnot\b")
_COMING = re.compile(r"(?i)\bit\s+will\s+be\b[^.;]*$")
_MODAL = re.compile(r"(?i)\bto\s+(?:be\s+)?$|\b(?:may|might|could|should|if|whether)\b")
_HABITUAL = re.compile(r"(?i)\bwould\s+(?:often|always|rarely|regularly)")
_CONTRAST = (";", " but ", " while ", " whereas ", ", with ")
_IN_PERSON = re.compile(r"\s+(?:[\w-]+\s+){0,3}?in\s+(?:person|the\s+flesh)\b")
_ONLY_ONE = re.compile(r"(?i)\bnot\s+(?:the|just\s+the)\s+only\b")
_SENT_ON = re.compile(r"\s+(?:to\s+(?!the|attend|speak|Wuzhen)|an?\s)")
_CAPITALISED = re.compile(r"[A-Z]\w+\s$")


@dataclass(frozen=True, slots=True)
class Attendance:
    """One statement of a sentence: who, in which status, by which words (``start`` to ``end``) and which rule.

    ``year`` is given where the words themselves tell the edition.
    """

    participant: Participant
    status: Status
    rule: str
    start: int
    end: int
    year: int | None = None


def read_verbs(sentence: Sentence) -> Iterator[Attendance]:
    """Yield the subjects of verbs of absence, sending, attendance and speech at a session.

    Parameters
    ----------
    sentence
        An English sentence with its participants.

    Returns
    -------
    Iterator of Attendance
        In the order of the kinds of verbs, then of the text. A verb that is hoped, asked or invited gives nothing.
    """
    for match, rule, fixed in _find_verbs(sentence.text, sentence.start, sentence.end):
        if rule == "verb of attendance" and setting_cues.WRONG_OBJECT.match(sentence.after(match.end(), 80)):
            continue
        for who in find_subjects(sentence, match.start(), match.end()):
            status = _verb_status(sentence, match, fixed, who)
            if status:
                yield Attendance(who, delegate_status(who, status), rule, *match.span())


@lru_cache(maxsize=16)  # each group of a sentence asks for the same verbs
def _find_verbs(text: str, start: int, end: int) -> tuple[tuple[re.Match[str], str, Status | None], ...]:
    """Return the verbs of a sentence by their kinds, with the rule and the status that each kind gives."""
    return tuple((match, rule, fixed) for verb, rule, fixed in _VERBS for match in verb.finditer(text, start, end))


def read_sendings(sentence: Sentence) -> Iterator[Attendance]:
    """Yield body and envoy of "X sent Y" where Y is a person.

    Parameters
    ----------
    sentence
        An English sentence with its participants.

    Returns
    -------
    Iterator of Attendance
        The body is represented, the envoy attends.
    """
    for envoy in sentence.named:
        sending = sentence_cues.SENT_PERSON.search(sentence.before(envoy.np_start, 80)) if envoy.is_person else None
        if not sending or _SENT_ON.match(sentence.after(envoy.end)):
            continue
        verb = envoy.np_start - len(sending[0])
        senders = find_subjects(sentence, verb, envoy.np_start)
        for sender in senders:
            yield Attendance(sender, "represented", "sends others", verb, envoy.end)
        if senders or _CAPITALISED.search(sentence.before(verb)):
            yield Attendance(envoy, "attended", "sent", verb, envoy.end)


def _verb_status(sentence: Sentence, match: re.Match[str], fixed: Status | None, who: Participant) -> Status | None:
    """Return the status that a verb gives its subject, read from the words before it; None where it gives none."""
    before = sentence.before(match.start(), 80)
    if sentence_cues.UNSURE.search(sentence.before(who.np_start, 40)):
        return None
    is_negated = not _ONLY_ONE.search(before) and bool(
        (_NOT.search(match[0]) and fixed == "represented")
        or sentence_cues.NEGATION.search(before)
        or sentence_cues.NONE_OF.search(sentence.before(who.np_start, 60))
    )
    is_future = bool(sentence_cues.FUTURE.search(before) or _COMING.search(sentence.before(who.np_start)))
    is_void = sentence_cues.VOID.search(before) is not None
    if fixed == "represented" and is_negated:
        return "absent"
    if fixed:
        is_to_come = is_future and fixed != "absent"
        return None if is_void or is_negated else "expected" if is_to_come else fixed
    if is_negated:
        return None if is_future and _MAY_YET.search(before) else "absent"
    if is_future and not _HABITUAL.search(before):
        return "expected"
    if is_void and (_INFINITIVE.match(match[0]) or _MODAL.search(before[-20:])):
        return None
    return plain_status(sentence, match.start(), match.end())


def plain_status(sentence: Sentence, start: int, end: int) -> Status:
    """Return ``virtual`` where words of the same clause say so, else ``attended``.

    Parameters
    ----------
    sentence
        An English sentence.
    start, end
        Where the words of attendance stand in its text.
    """
    is_bodily = _IN_PERSON.match(sentence.text, end, sentence.end) is not None
    if is_bodily or not setting_cues.VIRTUAL.may_be_in(sentence.text, sentence.start, sentence.end):
        return "attended"
    opening = max(sentence.text.rfind(mark, sentence.start, start) for mark in _CONTRAST)
    closings = [sentence.text.find(mark, end, sentence.end) for mark in (*_CONTRAST, ", and ")]
    last = min([at for at in closings if at > 0] + [sentence.end, end + 120])
    clause = sentence.text[max(opening, sentence.start, start - 80) : last]
    return "virtual" if setting_cues.VIRTUAL.search(clause) else "attended"


def delegate_status(who: Participant, status: Status) -> Status:
    """Return ``represented`` for a body whose people came, else the status as it is.

    Parameters
    ----------
    who
        Whom the words name.
    status
        What they say of them.
    """
    return "represented" if who.is_delegated and status in ("attended", "virtual") else status
