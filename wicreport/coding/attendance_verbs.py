"""What a verb of attendance says of its subject: the status, read from tense, negation and modality around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from wicreport.coding import absence_cues, attendance_cues, sentence_cues, setting_cues
from wicreport.coding.participants import Participant
from wicreport.coding.stems import Cue, find_possible
from wicreport.coding.subjects import Sentence, find_subjects

__all__ = [
    "FORMER",
    "NOT_TOLD",
    "STATUSES",
    "Attendance",
    "Status",
    "delegate_status",
    "plain_status",
    "read_sendings",
    "read_verbs",
]

Status = Literal["attended", "virtual", "represented", "expected", "absent"]
STATUSES: tuple[Status, ...] = get_args(Status)

NOT_TOLD = "not told"
"""The rule of words that put somebody elsewhere, or only hope: no statement, and no ground to presume one."""

FORMER = "took part before"
"""The rule of words on another year about somebody who is missing at the edition that the sentence is on."""

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
_CONTRAST = (
    ";",
    " but ",
    " while ",
    " whereas ",
    " though ",
    " although ",
    " since ",
    " because ",
    " as the ",
    ", with ",
)
_AND_VERB = re.compile(
    r"\sand\s(?:an?\s|the\s(?!World|conference|summit))?(?:then\s|later\s|[\w-]+\s)??(?:video|spoke|sent|appeared"
    r"|addressed|delivered|gave|joined|recorded|returned)\b"
)
_WHO_DID = re.compile(r"[^,;.]{0,60}(?:,[^,;.]{3,80})?,\s+who\b[^,;.]*")
_ANOTHER_YEAR = re.compile(
    r"[^,;.]{0,40}?\b(?:20[12]\d|last\s+year|years?\s+(?:ago|before|earlier)"
    r"|(?:[a-z]+(?:st|nd|rd|th)|\d+th|inaugural|previous)\s+(?:edition|conference|summit|World))\b"
)
_IN_RELATIVE = re.compile(r",\s+(?:who|which)\b[^,;]*$")
_ADVERBIAL = re.compile(r"(?i)(?:in|during|with|through|via)\s")
_AFTER = re.compile(r"(?i)\b(?:after|since|despite|having)\s+(?:first\s+)?$")
_IN_PERSON = re.compile(r"\s+(?:[\w-]+\s+){0,3}?in\s+(?:person|the\s+flesh)\b")
_ONLY_ONE = re.compile(r"(?i)\bnot\s+(?:the|just\s+the)\s+only\b")
_SENT_ON = re.compile(r"\s+(?:to\s+(?!the|attend|speak|Wuzhen)|an?\s)")
_LOWER_LEVEL = re.compile(
    r"[^,;.]{0,60}?\b(?:at\s+(?:the\s+level\s+of|(?:[\w-]+\s+){1,3}level\b)"
    r"|with\s+(?:an?|its|only)\s+(?:[\w-]+\s+){0,3}?(?:vice[-\s]president|executive|manager|official|delegation"
    r"|representative)s?\b)"
)
_THE_FIRM = re.compile(
    r"(?i)\b(?:the|its|his|her)\s+(?:[\w-]+\s+){0,2}?(?:company|firm|group|giant|maker|chipmaker|start-?up|platform)"
    r"(?:\s+(?:was|is|will|would|be|has|had|only|instead|also|did|not))*\s+$"
)
_WAS_TO_HAVE = re.compile(r"(?i)\b(?:was|were)\s+to\s+have\s+$")
_WILL_AND = re.compile(r"(?i)\b(?:will|would|(?:is|are|was|were|due|set|expected)\s+to)\b[^;.]*?\band\s+(?:\w+\s+)?$")
_EXPECT_TO = re.compile(r"(?i)\bexpect(?:s|ing)?\b[^,;.]*\bto\s+$")
_BY_VIDEO = re.compile(r"(?i)\bvideos?\b|recorded\b")
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
        subjects = find_subjects(sentence, match.start(), match.end())
        if not subjects and fixed == "represented":
            subjects = _find_firm(sentence, match.start())
        for who in subjects:
            status = _verb_status(sentence, match, fixed, who)
            if (
                status == "attended"
                and not who.is_person
                and _LOWER_LEVEL.match(sentence.text, match.end(), sentence.end)
            ):
                status = "represented"
            if status:
                yield Attendance(who, delegate_status(who, status), rule, *match.span())
            elif who.is_person and sentence_cues.VOID.search(sentence.before(match.start(), 80)):
                yield Attendance(who, "expected", NOT_TOLD, *match.span())


@lru_cache(maxsize=16)  # each group of a sentence asks for the same verbs
def _find_verbs(text: str, start: int, end: int) -> tuple[tuple[re.Match[str], str, Status | None], ...]:
    """Return the verbs of a sentence by their kinds, with the rule and the status that each kind gives."""
    possible = find_possible(text[start:end])
    verbs = ((verb.pattern, rule, fixed) for verb, rule, fixed in _VERBS if verb in possible)
    return tuple((match, rule, fixed) for verb, rule, fixed in verbs for match in verb.finditer(text, start, end))


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
        senders = find_subjects(sentence, verb, envoy.np_start) or _find_firm(sentence, verb)
        for sender in senders:
            yield Attendance(sender, "represented", "sends others", verb, envoy.end)
        if senders or _CAPITALISED.search(sentence.before(verb)):
            yield Attendance(envoy, "attended", "sent", verb, envoy.end)


def _find_firm(sentence: Sentence, verb: int) -> list[Participant]:
    """Return the last body named before a verb whose subject is "the company" or the like."""
    earlier = [p for p in sentence.named if p.end <= verb and not p.is_person]
    return earlier[-1:] if _THE_FIRM.search(sentence.before(verb, 60)) else []


def _verb_status(sentence: Sentence, match: re.Match[str], fixed: Status | None, who: Participant) -> Status | None:
    """Return the status that a verb gives its subject, read from the words before it; None where it gives none."""
    before = sentence.before(match.start(), 80)
    if sentence_cues.UNSURE.search(sentence.before(who.np_start, 40)):
        return None
    is_negated = not _ONLY_ONE.search(before) and bool(
        (_NOT.search(match[0]) and fixed == "represented")
        or sentence_cues.NEGATION.search(before)
        or (sentence_cues.NONE_OF.search(sentence.before(who.np_start, 60)) and not _is_relative(sentence, match, who))
    )
    is_future = bool(sentence_cues.FUTURE.search(before) or _COMING.search(sentence.before(who.np_start)))
    is_future = is_future or bool(_INFINITIVE.match(match[0]) and _WILL_AND.search(before))
    is_future = is_future or _EXPECT_TO.search(before) is not None
    is_void = sentence_cues.VOID.search(before) is not None
    if fixed == "represented" and is_negated:
        return "absent"
    if fixed:
        is_to_come = is_future and fixed != "absent"
        return None if is_void or is_negated else "expected" if is_to_come else fixed
    if is_negated and (_ADVERBIAL.match(match[0]) or _AFTER.search(before)):
        is_negated = False  # "did not mention it in his speech", "did not return after speaking": he gave one
    if is_negated:
        return None if is_future and _MAY_YET.search(before) else "absent"
    if is_future and not _HABITUAL.search(before):
        return "expected"
    if _WAS_TO_HAVE.search(before):
        return None
    if is_void and (_INFINITIVE.match(match[0]) or _MODAL.search(before[-20:])):
        return None
    return plain_status(sentence, match.start(), match.end())


def _is_relative(sentence: Sentence, match: re.Match[str], who: Participant) -> bool:
    """Return whether a verb is that of a relative clause on another year ("no sign of X, who spoke in 2017")."""
    is_relative = _WHO_DID.fullmatch(sentence.text, who.end, match.start()) is not None
    return is_relative and _ANOTHER_YEAR.match(sentence.text, match.end(), sentence.end) is not None


def plain_status(sentence: Sentence, start: int, end: int) -> Status:
    """Return ``virtual`` where words of the same clause say so, else ``attended``.

    Parameters
    ----------
    sentence
        An English sentence.
    start, end
        Where the words of attendance stand in its text.
    """
    if _BY_VIDEO.search(sentence.text, start, end):
        return "virtual"
    is_bodily = _IN_PERSON.match(sentence.text, end, sentence.end) is not None
    if is_bodily or setting_cues.VIRTUAL not in sentence.possible:
        return "attended"
    opening = max(sentence.text.rfind(mark, sentence.start, start) for mark in _CONTRAST)
    joined = sentence.text.rfind(", and ", sentence.start, start)
    if joined > opening and sentence_cues.FINITE.search(sentence.text, max(opening, sentence.start), joined):
        opening = joined
    closings = [sentence.text.find(mark, end, sentence.end) for mark in (*_CONTRAST, ", and ")]
    closings += [match.start() for match in _AND_VERB.finditer(sentence.text, end, sentence.end)]
    if _IN_RELATIVE.search(sentence.before(start)):
        closings.append(sentence.text.find(",", end, sentence.end))
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
