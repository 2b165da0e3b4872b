"""Whether a statement of attendance is about this conference; who took part is read elsewhere."""

from __future__ import annotations

import re

from wicreport.coding import setting_cues as cues
from wicreport.coding.attendance_verbs import FORMER, Attendance
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.presences import PRESENT
from wicreport.coding.stems import Cue
from wicreport.corpus.passages import Passage
from wicreport.corpus.scripts import has_han

__all__ = ["is_at_conference"]

_OF_AN_EVENT = ("verb of attendance", "speaks at a session")
_THE_EVENT = re.compile(
    r"(?i)\b(?:the|this|last)\s+(?:\w+\s+)?(?:conference|summit|event|gathering)\b|\bWuzhen\b|本[届屆]|大[会會]"
)
_BY_LETTER = Cue(
    r"(?i)\b(?:in|through|via|by|with)\s+(?:an?|his|her|the)\s+(?:[\w-]+\s+)?"
    r"(?:letter|written\s+(?:message|address|speech|statement))\b|(?<!宣读)(?<!宣讀)(?:致|发来|發來)(?:了)?(?:贺信|賀信|贺电|书面)"
)
_SENDS_LETTER = re.compile(r"[^，。；,;]{0,14}?(?:致|发来|發來|发出|發出)(?:了)?(?:贺信|賀信|贺电|賀電|书面|書面)")
_BARE_SPEAK = re.compile(r"(?i)sp(?:eak|eaks|oke|oken|eaking)")
_PLACE = re.compile(r"\s+(?:there|here|at|in\s+Wuzhen|(?:after|before|alongside)\s+[A-Z]\w+)\b")
_OBJECT_REACH = 30


def is_at_conference(document: DocumentContext, number: int, found: Attendance) -> bool:
    """Return whether somebody took part in this conference, or stayed away from it, as a sentence states.

    Words about another event or in a letter are no attendance, nor is a body that speaks, nor "spoke" alone.

    Parameters
    ----------
    document
        The document and what it says of the conference as a whole.
    number
        Which of its passages.
    found
        What the passage says, by which rule.
    """
    if _is_elsewhere(document, number, found) or _is_by_letter(document, number, found):
        return False
    who = found.participant
    is_body = not who.is_person and not who.is_delegated
    is_mute = found.rule == "speaks at a session" and is_body
    return not is_mute and not _is_bare_speech(document, number, found)


def _is_bare_speech(document: DocumentContext, number: int, found: Attendance) -> bool:
    """Return whether the words are "spoke" alone, without a session or a place."""
    passage, text = document.passages[number], document.source.body_text
    if not _BARE_SPEAK.fullmatch(text, found.start, found.end) or found.status != "attended" or found.rule == FORMER:
        return False
    return not cues.SESSION.is_in(passage.text) and not _PLACE.match(text, found.end, passage.end)


def _is_elsewhere(document: DocumentContext, number: int, found: Attendance) -> bool:
    """Return whether the words are about another event, or may be because the document is not about this one."""
    passage, text = document.passages[number], document.source.body_text
    if found.status in ("attended", "expected") and cues.OTHER_PLACE.match(text, found.end, passage.end):
        return True
    first, last = _find_part(text, passage, found.start, found.end)
    others = [at for at in document.other_events(number) if first <= at < last]
    if found.status == "absent":  # what another event says of an absence is where somebody was instead
        others = [at for at in others if 0 <= at - found.end < _OBJECT_REACH]
    if not others:
        return found.rule in _OF_AN_EVENT and document.follows_other_event(number)
    events = (*document.name.finditer(passage.text), *_THE_EVENT.finditer(passage.text))
    own = [passage.start + match.start() for match in events]
    if not has_han(passage.text):
        return not own or min(abs(at - found.end) for at in own) > min(abs(at - found.end) for at in others)
    stops = [at for mark in "，。；" if (at := text.find(mark, found.end, passage.end)) >= 0]
    end = min(stops, default=passage.end)
    return max((at for at in own if at < end), default=-1) < max((at for at in others if at < end), default=-1)


def _find_part(text: str, passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Return where the part of a passage between semicolons begins and ends."""
    last = text.find(";", end, passage.end)
    return max(passage.start, text.rfind(";", passage.start, start)), last if last >= 0 else passage.end


def _is_by_letter(document: DocumentContext, number: int, found: Attendance) -> bool:
    passage, text = document.passages[number], document.source.body_text
    if found.rule == PRESENT:
        return _SENDS_LETTER.match(text, found.end, passage.end) is not None
    if found.rule not in _OF_AN_EVENT:
        return False
    if not has_han(passage.text):
        return _BY_LETTER.search(passage.text) is not None
    start = max(text.rfind(mark, passage.start, found.start) for mark in "，,；;。") + 1
    return _BY_LETTER.search(text, max(start, passage.start), found.end) is not None
