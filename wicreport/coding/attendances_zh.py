"""Which actors a Chinese sentence says took part or stayed away; the edition, and whether it may count, come after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from wicreport.coding import attendance_cues_zh as cues
from wicreport.coding.attendance_verbs import NOT_TOLD, Attendance, Status
from wicreport.coding.codebook import Codebook
from wicreport.coding.participants import Participant
from wicreport.coding.subjects_zh import (
    SentenceZh,
    find_listed,
    find_modified,
    find_subjects_before,
    find_subjects_zh,
    keep_joined,
)
from wicreport.corpus.scripts import simplify_han

__all__ = ["REGULAR", "SINCE", "STAND_IN", "find_attendances_zh", "name_firms"]

REGULAR = "regular guest"
"""The rule of somebody who is called one: earlier editions, left open."""
SINCE = "not seen since"
"""The rule of somebody who has stayed away since a year: absent at the edition reported."""

STAND_IN = "stand-in"
"""The rule of somebody absent for whom another came: their firm, where it is named, is represented."""

_WIDE = str.maketrans(",;:()?!", "，；：（）？！")
_SINCE = re.compile(
    r"(?P<time>(?P<year>20[12]\d)年?|去年|上一?届)(?P<told>[^，。；]{0,6}(?:出席|参加|参会|演讲|发言|亮相|现身|登台|致辞|到访|来过)"
    r"[^，。；]{0,8}?)?(?:之后|以后|后|以来|起)[^。；]{0,14}?(?:再也?(?:没|未)|(?(told)(?:没有?|未曾?|不)再|(?!))|(?(told)缺席|(?!)))"
)
_TITLE_LENGTH = 8
_OTHER_YEAR = re.compile(r"去年|前年|上一?届|20[12]\d")
_ASKED = re.compile("[受获应]邀[^，。；]{0,4}$")
_CAME = "verb of attendance"
_SENDS = "sends others"


def find_attendances_zh(text: str, start: int, end: int, named: Sequence[Participant]) -> tuple[Attendance, ...]:
    """Return what one Chinese sentence says about who took part.

    The subject of a verb is the name that it modifies ("去年到场的库克"), or stands before it in the same clause, or,
    where that names nobody, in the nearest clause before that does. A letter is no attendance, and those it is read
    for have none by it.

    Parameters
    ----------
    text
        The body text of a source.
    start, end
        Where the sentence stands in it.
    named
        Its participants in the order of the text.

    Returns
    -------
    tuple of Attendance
        Lists first, then those who send others, then verbs.
    """
    sentence = SentenceZh(simplify_han(text[start:end]).translate(_WIDE), start, tuple(named))
    readers = (_read_lists, _read_sendings, _read_letters, _read_absences, _read_verbs, _read_exhibits)
    return _settle(sentence, [found for reader in readers for found in reader(sentence)])


@lru_cache(maxsize=8)  # the readers of a sentence ask for the same words
def _find_all(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str], ...]:
    """Return where a pattern matches."""
    return tuple(pattern.finditer(text))


def _read_lists(sentence: SentenceZh) -> Iterator[Attendance]:
    """Yield the names behind "those present included", and behind "nowhere to be seen was"."""
    is_at_table = cues.AT_TABLE.search(sentence.text) is not None
    absences = () if is_at_table else _find_all(cues.LIST_OF_ABSENT, sentence.text)
    for match in absences:
        listed = find_listed(sentence, match.end())
        is_loose = match["bare"] and not (listed and _stands_alone(sentence, match.end(), listed))
        for who in () if is_loose else listed:
            yield _attendance(sentence, who, "absent", "list of those absent", match)
    for match in _find_all(cues.INCLUDES, sentence.text):
        is_other = any(match.start() < other.end() and other.start() < match.end() for other in absences)
        if is_other or (cues.ABSENT.search(match[0]) and not match["late"]):
            continue
        status: Status = "expected" if cues.FUTURE.search(sentence.text[: match.start()]) else "attended"
        for who in find_listed(sentence, match.end()):
            yield _attendance(sentence, who, status, "list of those present", match)


def _stands_alone(sentence: SentenceZh, at: int, listed: Sequence[Participant]) -> bool:
    """Return whether names begin at a place and end their clause: "没有马云"."""
    after = sentence.text[sentence.span(listed[-1])[1] :]
    return sentence.span(listed[0])[0] == at and re.match("[，。；！]|的身影|$", after) is not None


def _read_sendings(sentence: SentenceZh) -> Iterator[Attendance]:
    """Yield those who send others, and the envoys that are named."""
    for match in _find_all(cues.SENT, sentence.text):
        before = sentence.text[sentence.clause_start(match.start()) : match.start()]
        is_denied = cues.DENIED.search(before) is not None
        is_to_come = cues.FUTURE.search(before) is not None
        if is_denied and ("展" in sentence.text or not cues.NOBODY.search(match[0])):
            continue
        is_by = match["envoy"] is not None
        is_for_them = "代" in match[0]
        for who in find_subjects_before(sentence, match.start(), is_near=is_by and not is_for_them):
            if not is_by or is_for_them or not who.is_person:
                status: Status = "absent" if is_denied else "expected" if is_to_come else "represented"
                yield _attendance(sentence, who, status, _SENDS, match)
        envoys = [p for p in sentence.within(match.start(), sentence.clause_end(match.end())) if p.is_person]
        for who in [] if is_denied else keep_joined(sentence, [p for p in envoys if not p.is_owner]):
            yield _attendance(sentence, who, "expected" if is_to_come else "attended", "sent", match)
    for match in cues.FOR_OTHERS.finditer(sentence.text):
        named = find_listed(sentence, match.end())[:1]
        if named and sentence.span(named[0])[0] - match.end() <= _TITLE_LENGTH:
            yield _attendance(sentence, named[0], "represented", "stands in for", match)


def _read_letters(sentence: SentenceZh) -> Iterator[Attendance]:
    """Yield those whose words others read out ("宣读了潘基文的致辞"), but for heads of state: theirs are letters."""
    for who in sentence.named if "宣读" in sentence.text else ():
        start, end = sentence.span(who)
        before = cues.READS_OUT.search(sentence.text, sentence.clause_start(start), start)
        pattern = cues.WORDS_OF if before else cues.WORDS_READ_BY
        words = pattern.match(sentence.text, end)
        if words and who.is_person and who.capacity != "head of state":
            yield _attendance(sentence, who, "represented", "on behalf of", words)


def _read_absences(sentence: SentenceZh) -> Iterator[Attendance]:
    """Yield those who stayed away, sent nobody, or were last there in a year."""
    since = _SINCE.search(sentence.text)
    for match in _find_all(cues.ABSENT, sentence.text):
        if cues.AT_TABLE.search(sentence.text, match.end(), sentence.clause_end(match.end())):
            continue
        is_since = since is not None and since.end() <= match.end() + 1
        for who in find_subjects_zh(sentence, match):
            yield _attendance(sentence, who, "absent", SINCE if is_since else "verb of absence", match)
            if since and is_since:
                there = _attendance(sentence, who, "attended", _CAME, since)
                year = int(since["year"]) if since["year"] else None
                yield replace(there, end=sentence.start + since.end("time"), year=year)
    for match in () if "展" in sentence.text else _find_all(cues.NO_STAFF, sentence.text):
        for who in find_subjects_before(sentence, match.start()):
            if not who.is_person:
                yield _attendance(sentence, who, "absent", "verb of absence", match)


def _read_verbs(sentence: SentenceZh) -> Iterator[Attendance]:
    """Yield those who took part, and regular guests where somebody stayed away."""
    sendings = [match.start() for pattern in (cues.SENT, cues.NO_STAFF) for match in _find_all(pattern, sentence.text)]
    others = [match.span() for match in _find_all(cues.ABSENT, sentence.text)]
    others += [
        match.span()
        for match in _find_all(cues.INCLUDES, sentence.text)
        if match["late"] or (("的" in match[0] or "着" in match[0]) and find_listed(sentence, match.end()))
    ]
    for match in cues.TAKES_PART.finditer(sentence.text):
        clause = sentence.clause_start(match.start())
        is_of_envoy = any(clause <= at < match.end() for at in sendings)
        is_read = any(start < match.end() and match.start() < end for start, end in others)
        is_read = is_read or _goes_on(sentence, clause, match)
        if is_of_envoy or is_read or _is_void(sentence, clause, match):
            continue
        rule = NOT_TOLD if _is_elsewhere(sentence, clause, match) else _CAME
        for who in find_subjects_zh(sentence, match):
            if cues.READS_OUT.search(sentence.text, clause, sentence.span(who)[0]):
                continue  # whose words are read out
            yield _attendance(sentence, who, _status(sentence, clause, match, who), rule, match)
    is_contrast = bool(_find_all(cues.ABSENT, sentence.text))  # else a regular guest is there again
    for match in cues.REGULAR.finditer(sentence.text) if is_contrast else ():
        for who in find_subjects_zh(sentence, match) or find_listed(sentence, match.end()):
            yield _attendance(sentence, who, "attended", REGULAR, match)


def _goes_on(sentence: SentenceZh, clause: int, match: re.Match[str]) -> bool:
    """Return whether a verb goes on with one of staying away: "无法前来出席大会"."""
    denied = [other.end() for other in _find_all(cues.ABSENT, sentence.text) if clause <= other.start()]
    denied = [end for end in denied if end <= match.start()]
    return bool(denied) and not sentence.within(denied[-1], match.start())


def _read_exhibits(sentence: SentenceZh) -> Iterator[Attendance]:
    """Yield the bodies that show something."""
    for match in cues.EXHIBITS.finditer(sentence.text):
        clause = sentence.clause_start(match.start())
        before = sentence.text[clause : match.start()]
        if cues.DENIED.search(before) or not cues.OWN_EVENT.search(sentence.text):
            continue
        status: Status = "expected" if cues.FUTURE.search(before) else "attended"
        for who in find_subjects_before(sentence, match.start(), is_near=True):
            if not who.is_person and not who.is_delegated:
                yield _attendance(sentence, who, status, "exhibits", match)


def _settle(sentence: SentenceZh, found: Sequence[Attendance]) -> tuple[Attendance, ...]:
    """Return the statements without those that the rest of the sentence takes back: plans, invitations, stand-ins."""
    if not found:
        return ()
    absent = {(f.participant.actor_id, f.start) for f in found if f.status == "absent" and f.rule != _CAME}
    away = {actor for actor, _ in absent} | {f.participant.actor_id for f in found if f.status == "absent"}
    senders = {f.participant.actor_id for f in found if f.rule == _SENDS}
    there = {f.participant.actor_id for f in found if f.status == "attended" and f.rule == _CAME}
    virtual = {f.participant.actor_id for f in found if f.status == "virtual"}

    def is_taken_back(one: Attendance) -> bool:
        who = one.participant.actor_id
        if one.status == "expected" and not _OTHER_YEAR.search(sentence.text):
            return who in there
        later = any(actor == who and at > one.start for actor, at in absent)
        if one.status == "absent" and (one.rule == _CAME or not _OTHER_YEAR.search(sentence.text)):
            return who in virtual
        if one.rule == _CAME and not one.participant.is_person and who in senders:
            return True
        before = sentence.text[max(0, one.start - sentence.start - 8) : one.end - sentence.start]
        return later and one.rule == _CAME and bool(re.search("受邀|获邀|应邀|确认|答应", before))

    def settle(one: Attendance) -> Attendance:
        is_stood_for = one.rule == _SENDS and one.participant.is_person and one.participant.actor_id in away
        return replace(one, rule=STAND_IN) if is_stood_for else one

    return tuple(settle(one) for one in found if not is_taken_back(one))


def name_firms(found: Iterable[Attendance], text: str, codebook: Codebook) -> Iterator[Attendance]:
    """Yield the statements of a sentence, with the firm represented for whose people others came.

    Parameters
    ----------
    found
        What the sentence says.
    text
        The sentence, which has to name the firm.
    codebook
        The registry, which knows whose firm it is.
    """
    text = simplify_han(text)
    for one in found:
        actor = codebook.actor_by_id.get(one.participant.actor_id)
        firm = codebook.actor_by_name.get((actor.affiliation or "").casefold()) if actor else None
        if one.rule != STAND_IN:
            yield one
        is_sending = one.rule in (STAND_IN, _SENDS) and one.participant.is_person
        if firm and firm.capacity.endswith("company") and is_sending and any(name in text for name in firm.names_zh):
            body = replace(
                one.participant, name=firm.name, actor_id=firm.actor_id, capacity=firm.capacity, is_person=False
            )
            yield replace(one, participant=body, rule=_SENDS)


def _attendance(
    sentence: SentenceZh, who: Participant, status: Status, rule: str, match: re.Match[str], year: int | None = None
) -> Attendance:
    return Attendance(who, status, rule, sentence.start + match.start(), sentence.start + match.end(), year)


def _is_void(sentence: SentenceZh, clause: int, match: re.Match[str]) -> bool:
    """Return whether a verb is negated, in writing, or only describes somebody who is not named."""
    before = sentence.text[clause : match.start()]
    if cues.DENIED.search(before) or before.endswith("书面"):
        return True
    is_attribute = cues.ATTRIBUTE.match(sentence.text, match.end()) is not None and not find_modified(sentence, match)
    return is_attribute and cues.IS_ONE_OF.search(before) is None


def _is_elsewhere(sentence: SentenceZh, clause: int, match: re.Match[str]) -> bool:
    """Return whether a verb tells of something else, or of what is only hoped for: nobody is there by these words."""
    text = sentence.text
    before, after = text[clause : match.start()], text[match.end() : sentence.clause_end(match.end())]
    if cues.OTHER_OBJECT.match(after):
        return True
    if cues.HOPED.search(before) and not cues.INVITED.search(before):
        return True
    if _ASKED.search(before) and cues.UNANSWERED.search(text, match.end()):
        return True
    if cues.OTHER_MONTH.search(before) and not cues.OWN_NAME.search(before + match[0] + after):
        return True
    is_away = cues.OTHER_TOWN.search(before) and not cues.OWN_EVENT.search(before + match[0] + after)
    return bool(is_away) and not cues.VIRTUAL.search(before + match[0])


def _status(sentence: SentenceZh, clause: int, match: re.Match[str], who: Participant) -> Status:
    end = min(match.end() + 16, sentence.clause_end(match.end()))
    before, after = sentence.text[clause : match.start()], sentence.text[match.start() : end]
    is_virtual = cues.VIRTUAL.search(before + after) is not None
    if cues.INSTEAD.search(before) and not is_virtual:
        return "absent"
    if cues.FUTURE.search(before):
        return "expected"
    return "represented" if who.is_delegated else "virtual" if is_virtual else "attended"
