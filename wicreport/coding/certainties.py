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
_OF_AN_EVENT = ("verb of attendance", "speaks at a session", "presumed", "quoted")
_BY_LETTER_RULES = ("quoted", "speaks at a session", "verb of attendance")
_THE_EVENT = re.compile(
    r"(?i)\b(?:the|this|last)\s+(?:\w+\s+)?(?:conference|summit|event|gathering)\b|\bWuzhen\b|本[届屆]|大[会會]"
)
_BY_LETTER = Cue(
    r"(?i)\b(?:in|through|via|by|with)\s+(?:an?|his|her|the)\s+(?:[\w-]+\s+)?"
    r"(?:letter|written\s+(?:message|address|speech|statement))\b|(?<!宣读)(?<!宣讀)(?:致|发来|發來)(?:了)?(?:贺信|賀信|贺电|书面)"
)
_AT_EVENT_ZH = re.compile("大会|大會|峰会|峰會|博览会|乌镇|烏鎮")
_OFFICE = re.compile(
    r"(?i)\b(?:(?:vice|deputy)[- ])?(?:ministers?|secretary[- ]general|chairman|chairwoman|(?:co-?)?founder"
    r"|chief executive|CEO|party secretary"
    r"|governor|mayor|academician|director[- ]general|presidents?|general manager|dean|investor|heads?"
    r"|chiefs?|executives?|boss"
    r"|ambassador|envoy|commissioner|tsar|czar|premier|secretary|director|chair|partner|inventor|entrepreneur|tycoon|billionaire)\b"
    r"|部长|秘书长|董事长|创始人|总裁|书记|省长|院士|首席..?.?官|总监|主任|主席|总统|总理|大使"
    r"|(?-i:\b(?:of|from) (?:the )?[A-Z]{3,}\b)"
)
_REST = re.compile(r"[^.;:]*")
_AT = re.compile(
    r"(?<!speech )(?<!remarks )(?<!made )(?<!delivered )(?<!held )\b(?:at|during) (?:the |this year[’']s "
    r"|[\w-]+ ){0,4}$"
)
_FORMER = re.compile(r"\b(?:former|ex-\w+|retired|teaches|studies)\b")
_DIPLOMACY = re.compile("Foreign|Commerce")
_BARE_SPEAK = re.compile(r"(?i)sp(?:eak|eaks|oke|oken|eaking)")
_PAUSE = re.compile(r"[,;.]\s|[，。；！？：\n]")
_PLACE = re.compile(r"\s+(?:there|here|at|in\s+Wuzhen)\b")
_APPOSITION = re.compile(
    r"(?:,\s[^,;“”\"]*|\s(?:of|from|at|with)\s[^,;“”\"]*|（[^）]*）)(?:,\s(?:a|an|the)\s[^,;“”\"]*)?"
)
_SUBORDINATE = re.compile(r";|,?\s(?:which|who|whose|where|because|since(?=\s[a-z]))\b|,\s(?:after|before)\s|。")
_OCCASION = re.compile(
    r"(?i)\b(?:reception|banquet|ceremony|stage|hall|podium|floor|opening|delegates|audience|panel|forum)\b"
)
_RELATIVE = re.compile(r",\s(?:which|who|whose|where)\b[^,]*,")
_CLAUSE_REACH, _REACH_ZH = 120, 8
_LETTER_WRITER = "xi-jinping"  # of whom a report tells what he wrote as if he had come
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
        return (
            "implied"
            if document.is_about_conference and not document.is_briefing and not _is_commentator(document, who)
            else None
        )
    if found.rule == "presumed":
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
    is_weak = found.rule in ("quoted", "turn", "habit", "exhibit", "presumed", "stand")
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
    who, text = found.participant, _words_about(document, number, found)
    is_executive = who.capacity in _EXECUTIVES
    if found.rule == "habit":
        is_past = edition is None and EARLIER in document.editions[number].rule
        return "implied" if is_past and is_executive else None
    if not who.is_person and not who.is_delegated:
        return None
    if cues.ELSEWHERE.is_in(text) or cues.LETTER.is_in(text) or _is_commentator(document, who):
        return None
    if (found.is_stated or found.status == "virtual") and found.rule == "quoted":
        return "stated"
    is_there = not document.is_briefing and document.is_about_conference and edition not in document.previewed
    is_known = (_is_of_scene(document, who) or _is_titled(document, who)) and not cues.OTHER_TIME.search(text)
    return "implied" if is_there and (is_executive or who.is_delegated or is_known) else None


def _weigh_act(document: DocumentContext, number: int, found: Attendance, edition: int | None) -> Certainty | None:
    """Return whether somebody who does something, in a report of the conference, does it there."""
    who, text = found.participant, _words_about(document, number, found)
    if document.is_before_opening and found.status != "expected":
        return None
    if found.status == "expected" and not document.is_before_opening:
        return None
    if _is_said_to_be_at(document, number, found):
        return "stated"
    is_of_scene = (
        not document.is_briefing
        and document.is_about_conference
        and edition == document.edition
        and (edition not in document.previewed or document.is_before_opening)
    )
    if not is_of_scene or not (document.is_report or document.is_before_opening) or document.other_events(number):
        return None
    is_leader = who.capacity.startswith("head of") and (
        found.status == "virtual" or _is_at_ceremony(document, number, who)
    )
    if not is_leader and not who.is_delegated and not _is_of_scene(document, who) and not _is_titled(document, who):
        return None
    if _HAN.search(text):
        text = document.source.body_text[who.start : found.end + _REACH_ZH]
        if cues.OTHER_TIME.search(text) or _BY_LETTER.search(text):
            return None
        return None if _is_commentator(document, who) else "implied"
    is_off = any(cue.search(text) for cue in (cues.ELSEWHERE, cues.LETTER, cues.OTHER_TIME))
    return None if is_off or _is_commentator(document, who) else "implied"


def _is_at_ceremony(document: DocumentContext, number: int, who: Participant) -> bool:
    """Return whether a sentence about a leader, other than the one who writes letters, names an occasion."""
    return who.actor_id != _LETTER_WRITER and _OCCASION.search(document.passages[number].text) is not None


def _words_about(document: DocumentContext, number: int, found: Attendance) -> str:
    """Return the words of the clause in which somebody does something, without relative clauses."""
    passage, body = document.passages[number], document.source.body_text
    start = max(body.rfind(";", passage.start, found.start) + 1, passage.start, found.start - _CLAUSE_REACH)
    last = max(found.end, found.participant.end)
    end = _SUBORDINATE.search(body, last, passage.end)
    return _RELATIVE.sub(" ", body[start:last]) + body[last : end.start() if end else passage.end]


def _is_said_to_be_at(document: DocumentContext, number: int, found: Attendance) -> bool:
    """Return whether the words behind a verb put what somebody does at the conference, by its name."""
    passage, body = document.passages[number], document.source.body_text
    if number not in document.naming or found.start == found.participant.np_start or cues.LETTER.search(passage.text):
        return False
    rest = _REST.match(body, found.end, passage.end)
    named = document.name.search(rest[0]) if rest else None
    if rest is None or named is None or _is_commentator(document, found.participant):
        return False
    return found.status == "virtual" or _AT.search(rest[0], 0, named.start()) is not None


def _is_of_scene(document: DocumentContext, who: Participant) -> bool:
    """Return whether the registry knows somebody as one who comes to the conference, not one who speaks of it."""
    actor = document.codebook.actor_by_id.get(who.actor_id)
    if actor and who.capacity == "scholar" and actor.country == "China":
        return True
    return who.capacity in _ACTORS and not (actor and _DIPLOMACY.search(actor.affiliation or ""))


def _is_titled(document: DocumentContext, who: Participant) -> bool:
    """Return whether the words round an unknown name give it the office of one who comes to the conference."""
    return who.capacity == "unknown" and _OFFICE.search(_words_round(document, who)) is not None


def _words_round(document: DocumentContext, who: Participant) -> str:
    """Return the title before a name and the apposition behind it."""
    text = document.source.body_text
    apposition = _APPOSITION.match(text, who.end, who.end + 110)
    before = text[max(0, who.np_start - 60) : who.start]
    parts = _PAUSE.split(before)
    is_apposed = len(parts) > 1 and not parts[-1].strip() and before.rstrip().endswith(",")
    return f"{parts[-2] if is_apposed else parts[-1]} | {apposition[0] if apposition else ''}"


def _is_commentator(document: DocumentContext, who: Participant) -> bool:
    """Return whether the words round a name make its bearer an observer and not a participant."""
    words = _words_round(document, who)
    if who.capacity == "scholar" and _is_of_scene(document, who):
        return False
    is_former = who.capacity == "unknown" and _FORMER.search(words) is not None
    return is_former or who.capacity in _ONLOOKERS or cues.COMMENTATOR.search(words) is not None


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
