"""How sure it is that a statement of attendance is about this conference; who took part is read elsewhere."""

from __future__ import annotations

import re
from typing import Literal

from wicreport.coding import setting_cues as cues
from wicreport.coding.attendance_verbs import Attendance
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.editions import EARLIER
from wicreport.coding.participants import Participant
from wicreport.coding.stems import Cue

__all__ = ["Certainty", "weigh_attendance"]

Certainty = Literal["stated", "implied"]

_EXECUTIVES = {"Chinese executive", "foreign executive"}
_OFFICIALS = {"party official", "government official", "international official"}
_ACTORS = _EXECUTIVES | _OFFICIALS
_ONLOOKERS = {"media", "rights advocate", "rights monitor", "scholar", "think tank"}
_OF_AN_EVENT = ("verb of attendance", "speaks at a session", "acts", "quoted")
_BY_LETTER_RULES = ("quoted", "speaks at a session", "verb of attendance")
_THE_EVENT = re.compile(
    r"(?i)\b(?:the|this|last)\s+(?:\w+\s+)?(?:conference|summit|event|gathering)\b|\bWuzhen\b|本[届屆]|大[会會]"
)
_BY_LETTER = Cue(
    r"(?i)\b(?:in|through|via|by|with)\s+(?:an?|his|her|the)\s+(?:[\w-]+\s+)?"
    r"(?:letter|written\s+(?:message|address|speech|statement))\b|(?<!宣读)(?<!宣讀)(?:致|发来|發來)(?:了)?(?:贺信|賀信|贺电)"
)
_AT_EVENT_ZH = re.compile("大会|大會|峰会|峰會|博览会|乌镇|烏鎮")
_DIPLOMACY = re.compile("Foreign|Commerce")
_BARE_SPEAK = re.compile(r"(?i)sp(?:eak|eaks|oke|oken|eaking)")
_PAUSE = re.compile(r"[,;.]\s")
_PLACE = re.compile(r"\s+(?:there|here|at|in\s+Wuzhen)\b")
_APPOSITION = re.compile(
    r"(?:,\s[^,;“”\"]*|\s(?:of|from|at|with)\s[^,;“”\"]*|（[^）]*）)(?:,\s(?:a|an|the)\s[^,;“”\"]*)?"
)
_LAUNCH = re.compile(r"(?i)unveil|debut|present|launch|releas|发布|發布")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def weigh_attendance(
    document: DocumentContext, number: int, found: Attendance, edition: int | None
) -> Certainty | None:
    """Return how sure it is that somebody took part, or stayed away, as a sentence says.

    Words about another event, in a letter, or of an outside observer are no attendance. Somebody whose words are
    merely quoted is there by implication, if they are an executive of the registry, the document is about a
    conference that has begun, and the sentence names no other place or time.

    Parameters
    ----------
    document
        The document and what it says of the conference as a whole.
    number
        Which of its passages.
    found
        What the passage says, by which rule.
    edition
        The edition that it speaks of.

    Returns
    -------
    "stated", "implied" or None
        None where it says nothing about taking part in this conference.
    """
    who = found.participant
    if _is_elsewhere(document, number, found) or _is_by_letter(document, number, found):
        return None
    if found.rule == "turn":
        return "implied" if document.is_about_conference and not _is_commentator(document, number, who) else None
    if found.rule == "acts":
        return _weigh_act(document, number, found, edition)
    if found.rule in ("quoted", "habit") or _is_bare_speech(document, number, found):
        return _weigh_speech(document, number, found, edition)
    if found.rule == "exhibit":
        return _weigh_exhibit(document, number, found)
    is_body = not who.is_person and not who.is_delegated
    return None if found.rule == "speaks at a session" and is_body else "stated"


def _is_bare_speech(document: DocumentContext, number: int, found: Attendance) -> bool:
    """Return whether the words are "spoke" alone, without a session or a place."""
    passage, text = document.passages[number], document.source.body_text
    if not _BARE_SPEAK.fullmatch(text, found.start, found.end) or found.status != "attended":
        return False
    return not cues.SESSION.is_in(passage.text) and not _PLACE.match(text, found.end, passage.end)


def _is_elsewhere(document: DocumentContext, number: int, found: Attendance) -> bool:
    """Return whether the words are about another event, or may be because the document is not about this one."""
    passage, text = document.passages[number], document.source.body_text
    is_weak = found.rule in ("quoted", "turn", "habit", "exhibit", "acts")
    if is_weak and not document.is_about_conference and number not in document.naming:
        return True
    if cues.OTHER_PLACE.match(text, found.end, passage.end):
        return True
    others = document.other_events(number)
    if not others:
        return found.rule in _OF_AN_EVENT and document.follows_other_event(number)
    events = (*document.name.finditer(passage.text), *_THE_EVENT.finditer(passage.text))
    own = [passage.start + match.start() for match in events]
    if not _HAN.search(passage.text):
        return not own or min(abs(at - found.end) for at in own) > min(abs(at - found.end) for at in others)
    stops = [at for mark in "，。；" if (at := text.find(mark, found.end, passage.end)) >= 0]
    end = min(stops, default=passage.end)
    return max((at for at in own if at < end), default=-1) < max((at for at in others if at < end), default=-1)


def _is_by_letter(document: DocumentContext, number: int, found: Attendance) -> bool:
    if found.rule not in _BY_LETTER_RULES:
        return False
    passage, text = document.passages[number], document.source.body_text
    if not _HAN.search(passage.text):
        return _BY_LETTER.search(passage.text) is not None
    start = max(text.rfind(mark, passage.start, found.start) for mark in "，,；;。") + 1
    return _BY_LETTER.search(text, max(start, passage.start), found.end) is not None


def _weigh_speech(document: DocumentContext, number: int, found: Attendance, edition: int | None) -> Certainty | None:
    """Return how sure it is that somebody who is quoted spoke at the conference."""
    who, text = found.participant, document.passages[number].text
    is_executive = who.capacity in _EXECUTIVES
    if found.rule == "habit":
        is_past = edition is None and EARLIER in document.editions[number].rule
        return "implied" if is_past and is_executive else None
    if not who.is_person and not who.is_delegated:
        return None
    if cues.ELSEWHERE.is_in(text) or cues.LETTER.is_in(text) or _is_commentator(document, number, who):
        return None
    if (found.is_stated or found.status == "virtual") and found.rule == "quoted":
        return "stated"
    is_there = document.is_about_conference and edition not in document.previewed
    is_known = _is_of_scene(document, who) and not cues.OTHER_TIME.search(text)
    return "implied" if is_there and (is_executive or who.is_delegated or is_known) else None


def _weigh_act(document: DocumentContext, number: int, found: Attendance, edition: int | None) -> Certainty | None:
    """Return whether somebody who does something, in a report of the conference, does it there."""
    who, text = found.participant, document.passages[number].text
    is_of_scene = document.is_about_conference and edition == document.edition and edition not in document.previewed
    if not is_of_scene or not document.is_report or not _is_of_scene(document, who) or document.other_events(number):
        return None
    is_off = any(cue.search(text) for cue in (cues.ELSEWHERE, cues.LETTER, cues.OTHER_TIME))
    return None if is_off or _is_commentator(document, number, who) else "implied"


def _is_of_scene(document: DocumentContext, who: Participant) -> bool:
    """Return whether the registry knows somebody as one who comes to the conference rather than speaks of it elsewhere."""
    actor = document.codebook.actor_by_id.get(who.actor_id)
    return who.capacity in _ACTORS and not (actor and _DIPLOMACY.search(actor.affiliation or ""))


def _is_commentator(document: DocumentContext, number: int, who: Participant) -> bool:
    """Return whether the words round a name make its bearer an observer and not a participant."""
    text, passage = document.source.body_text, document.passages[number]
    apposition = _APPOSITION.match(text, who.end, min(passage.end, who.end + 110))
    title = _PAUSE.split(text[max(passage.start, who.np_start - 30) : who.start])[-1]
    words = f"{title} | {apposition[0] if apposition else ''}"
    return who.capacity in _ONLOOKERS or cues.COMMENTATOR.search(words) is not None


def _weigh_exhibit(document: DocumentContext, number: int, found: Attendance) -> Certainty | None:
    text, body = document.passages[number].text, document.source.body_text
    is_at_session = cues.SESSION.is_in(text)
    is_launch = _LAUNCH.match(body, found.start, found.end) is not None
    if found.participant.is_person:
        return "stated" if is_at_session and not is_launch else None
    if is_at_session or number in document.naming or _AT_EVENT_ZH.search(text):
        return "stated"
    if not document.is_about_conference or is_launch:
        return None
    return "implied" if document.is_exhibition(number) else None
