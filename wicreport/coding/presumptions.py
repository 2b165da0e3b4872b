"""Whom an English sentence shows doing something, and so at the scene of a report; exclusions come after."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wicreport.coding import sentence_cues
from wicreport.coding.attendance_verbs import Attendance, Status, plain_status
from wicreport.coding.participants import Participant
from wicreport.coding.subjects import Sentence, list_after, list_before

__all__ = ["read_presumed"]

# What may stand between a name and what its bearer does, each of them once.
_ASIDES = (
    re.compile(r"\s*\([^)]{0,60}\)"),
    re.compile(r"\s(?:of|from|at|with|for)\s(?:the\s)?[A-Z][^,;:“”\"]{0,60}?(?=,|\s(?!of\b|and\b|the\b)[a-z]+\b)"),
    re.compile(r",\s(?![“\"])[^;:“”\"]{2,110}?,|\s?[—–-]\s[^;“”—–]{2,90}?\s?[—–-](?=\s)"),
    re.compile(r"(?<=,)\s(?:who|whose)\b[^;:“”\"]{2,160}?,"),
)
_LEADING = (
    r"(?:\s(?:also|then|later|again|both|all|each|instead|himself|herself|themselves|too|once|only|first|just|even|still|now"
    r"|meanwhile|in\sturn|for\s(?:his|her)\spart|by\scontrast|however|on\s\w+day|this\s(?:week|year|time|morning)|\w+ly),?)*+"
)
# What may follow a name without being what its bearer does.
_NO_VERB = (
    r"(?:and|or|nor|but|of|from|at|with|for|in|on|to|as|by|the|an?|who|which|whose|whom|where|when|that|than|because|while|if"
    r"|not|into|over|about|after|before|since|until|during|without|like|unlike|among|between|under|against|via|per|plus|so"
    r"|own|alone|[a-z]+ing)\b"
)
_PREDICATE = re.compile(
    rf"{_LEADING}(?P<had>\s(?:had|[’']d)(?=\s(?!an?\b|the\b|no\b|his\b|her\b|to\b)))?+"
    r"(?P<denied>\s(?:did|does|do|was|is|were|are|has|have|had|could|can|would|will)(?:n[’']t|\snot|\snever))?+"
    r"(?:\s(?:has|have|was|is|were|are|did|does|been|being|[a-z]+ly|also|all|both|then|again|just)\b)*+"
    rf"\s(?!{_NO_VERB})(?P<verb>[a-z]+)\b(?!\sno\b)"
)
_ON_THE_SPOT = re.compile(
    rf"{_LEADING}\s(?:is|was|are|were|has\sbeen|kept|keeps)\s(?:also\s|[a-z]+ly\s)?"
    r"(?:[a-z]+ing|on|in|at|up|here|there|the|an?|by)\b"
)
_TO_COME = re.compile(
    r"\s(?:will(?!\snot)|(?:is|are)\s(?:also\s)?(?:due|expected|scheduled|set|slated|billed|confirmed|listed|announced|to))\b"
)
_TO_COME_AFTER = re.compile(_LEADING + _TO_COME.pattern + r"\s[a-z]+\b")
_WEARING = re.compile(r",\s(?:[a-z]+ing|in\san?|as\sever|as\salways|who\s(?:has|had)\sbeen)\b")
_MODAL = re.compile(r"(?:will|would|shall|should|could|can|may|might|must|ought|wants?|hopes?|plans?|intends?|needs?)")
# Verbs of a life and not of a visit.
_OF_A_LIFE = re.compile(
    r"(?:need|seem|remain|fail|resign|retire|found|co-?found|launch|own|head|face|die|use|base|start|accus|arrest|detain|jail"
    r"|quot|critici[sz]|condemn|denounc|oppos|appoint|elect|nam|expect|invit|schedul|bill|list|slat|know|educat|born|sentenc|su|charg|run|ran|le[ad]d?|lives?|works?"
    r"|grew|buil[dt]|serve|edit|teach|taught|wr[io]te|tweet|post|publish|fin|convict|die|quit|left|fled|succeed|replac|oust|sack"
    r"|remov|investigat|expel|propos|became|becomes|stepped|made|holds|declin|refus|cancel|skip|miss|regret|test|sen[dt]s?"
    r"|dispatch|plan|intend|confirm|agree|accept|due|set|likely|unable|absent|away|gone)(?:e?d|s|ing|es)?"
)
_HARMLESS_DENIAL = re.compile(
    r"(?:say|mention|name|take|use|answer|look|smile|elaborate|explain|specify|identify|refer|address|utter|touch|blink|seem|wait|move)"
)
_SAID_BY = re.compile(r"[”\"’'?!,]\s+(?:said|says|[a-z]{3,}ed|[a-z]{3,}s|[a-z]{4,}t)\s+$")
_POSSESSOR = re.compile(r"(?:[A-Z][\w&.-]*\s){0,2}[A-Z][\w&.-]*[’']s\s$")
_DENIED = re.compile(
    r"(?i)(?:\bnot|n[’']t|\bwithout|\binstead\sof|\brather\sthan|\bno|\b(?:hop|lik|want|long|wait|expect)(?:e|es|ed|ing|s)?\sto)\s(?:\w+\s){0,2}$"
)
_QUOTE = re.compile(r"[”\"]")
_SEEN = re.compile(
    r"(?i)\b(?:see|saw|seen|spot(?:s|ted)?|met|meets?|meeting|greet(?:s|ed|ing)?|thank(?:s|ed)|welcom(?:es?|ed|ing)|ask(?:s|ed)"
    r"|introduc(?:es?|ed|ing)|interview(?:s|ed|ing)|photograph(?:s|ed|ing)|corner(?:s|ed)|applaud(?:s|ed)|interrupt(?:s|ed)"
    r"|join(?:s|ed|ing)|follow(?:s|ed)?(?:\sby)?|watch(?:es|ed|ing)?|hear[ds]?|caught|usher(?:s|ed)?|includ(?:ed?|es|ing)"
    r"|(?:here|there)\s(?:is|was|were|are|came|comes)(?:,[^;]{3,70},)?|(?:then|next|first|last|enter|up|in)\s(?:comes?|came|was|is)|enter)\s+$"
)
_BESIDE = re.compile(
    r"(?i)\b(?:beside|next\sto|alongside|opposite|flanked\sby|followed\sby|echoed\sby|(?:welcomed|greeted|introduced|met|seconded"
    r"|joined|interviewed|accompanied|preceded|opened|closed|hosted|chaired|moderated|watched|read|delivered|given|signed)\s(?:\w+\s){0,4}?by"
    r"|fell\sto|left\sto|up\sto|sat\s(?:down\s)?with|between|behind|in\sfront\sof|before"
    r"|(?:keynote|speech|address|remarks|talk|words|toast|welcome|question)s?(?:\s[a-z][^.;,]{0,30})?\s(?:by|from|of)"
    r"|(?<!compared\s)(?<!deal\s)(?<!deals\s)(?<!partnership\s)(?<!talks\s)(?<!met\s)(?<!line\s)(?<!associated\s)(?<!familiar\s)"
    r"(?<!competes\s)(?<!compete\s)(?<!ties\s)(?<!cooperation\s)(?<!contract\s)with)\s+"
    r"(?:the\s|an?\s)?$"
)
_OWNED = re.compile(
    r"[’']s?\s(?:[\w-]+\s){0,3}?(?:speech|keynote|address|remarks|talk|appearance|visit|trip|presence|arrival|handshake|photo"
    r"|photograph|seat|chair|microphone|slides?|jacket|turn|table|panel|presentation|words|voice|audience|entourage|bodyguards?"
    r"|dinner|party|banquet|performance|entrance|line|demonstration|session)\b"
)
_TOLD_OF = re.compile(r"\b(?:said|says|that|alleged|claimed|than|if|whether|of|about|once)\s+$")
_FRAGMENT_START = re.compile(r"^\W*(?:(?:So|And|Then|Also|Plus|Next)\W+)*$")
_FINITE = re.compile(r"\b(?:is|was|were|are|has|had|have|did|will|would|said|[a-z]+ed)\b")


def read_presumed(sentence: Sentence) -> Iterator[Attendance]:
    """Yield the people who do something, speak, are seen, or stand beside one who is.

    Parameters
    ----------
    sentence
        An English sentence with its participants.

    Returns
    -------
    Iterator of Attendance
        By rule ``presumed``. That the scene is the conference, and its time that of the report, is not looked at.
    """
    for who in sentence.named:
        place = _find_act(sentence, who)
        if place is None:
            continue
        is_to_come = _TO_COME.search(sentence.text, place[0], place[1]) is not None
        status: Status = "expected" if is_to_come else plain_status(sentence, *place)
        for listed in _list_round(sentence, who):
            yield Attendance(listed, status, "presumed", *place, is_stated=False)


def _list_round(sentence: Sentence, who: Participant) -> list[Participant]:
    before = list_before(sentence, [p for p in sentence.named if not p.is_owner], who)
    after = list_after(sentence, who.start) if _SEEN.search(sentence.before(who.np_start, 40)) else []
    return [p for p in dict.fromkeys((*before, *after)) if p.is_person or p.is_delegated]


def _find_act(sentence: Sentence, who: Participant) -> tuple[int, int] | None:
    """Return the words by which somebody is there, if any are."""
    if not who.is_person and not who.is_delegated:
        return None
    before = _POSSESSOR.sub("", sentence.before(who.np_start, 60))
    if _DENIED.search(before):
        return None
    if sentence_cues.NONE_OF.search(before) or _TOLD_OF.search(before[-12:]):
        return None
    if who.is_owner:
        owned = _OWNED.match(sentence.text, who.end, sentence.end)
        return owned.span() if owned and not who.is_oblique else None
    if _SEEN.search(before) or _BESIDE.search(before):
        return who.np_start, who.end
    if who.is_oblique and not who.is_delegated:
        return None
    if _SAID_BY.search(before) and _QUOTE.search(sentence.before(who.np_start)):
        return who.np_start, who.end
    return _read_predicate(sentence, who) or _read_fragment(sentence, who)


def _read_predicate(sentence: Sentence, who: Participant) -> tuple[int, int] | None:
    """Return what somebody does, behind the name or behind what stands aside after it."""
    is_apposed = sentence.before(who.np_start, 2) == ", " and sentence.after(who.end, 2) == ", "
    at = who.end + is_apposed
    for aside in (None, *_ASIDES):
        if aside is not None:
            skipped = aside.match(sentence.text, at, sentence.end)
            if skipped is None:
                continue
            at = skipped.end()
        found = _read_verb(sentence, at)
        if found is not None:
            return found
    return None


def _read_verb(sentence: Sentence, at: int) -> tuple[int, int] | None:
    for scene in (_ON_THE_SPOT, _TO_COME_AFTER):
        if match := scene.match(sentence.text, at, sentence.end):
            return match.span()
    match = _PREDICATE.match(sentence.text, at, sentence.end)
    if match is None or match["had"] or _MODAL.fullmatch(match["verb"]):
        return None
    if match["denied"]:
        return match.span() if _HARMLESS_DENIAL.match(match["verb"]) else None
    return None if _OF_A_LIFE.fullmatch(match["verb"]) else match.span()


def _read_fragment(sentence: Sentence, who: Participant) -> tuple[int, int] | None:
    """Return a sentence that is a name and nothing that is said of it ("JD's Xu Lei.")."""
    if not _FRAGMENT_START.match(_POSSESSOR.sub("", sentence.before(who.np_start))):
        return None
    rest = sentence.after(who.end)
    if rest.rstrip().endswith(("?", ":")):
        return None
    return (who.start, who.end) if not _FINITE.search(rest) or _WEARING.match(rest) else None
