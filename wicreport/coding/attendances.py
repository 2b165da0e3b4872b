"""Which actors an English sentence says took part or stayed away; the edition, and whether it may count, come after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wicreport.coding import absence_cues, attendance_cues, sentence_cues, setting_cues
from wicreport.coding.attendance_groups import GROUP_CUES, read_groups
from wicreport.coding.attendance_verbs import (
    FORMER,
    Attendance,
    Status,
    delegate_status,
    plain_status,
    read_sendings,
    read_verbs,
)
from wicreport.coding.participants import Participant
from wicreport.coding.stems import find_possible
from wicreport.coding.subjects import Sentence, find_subjects, list_after, list_before

__all__ = ["find_attendances"]

_NEGATED = re.compile(r"\b(?:not|n[’']t|never|absent|missing)\b")
_TO_COME = re.compile(r"(?i)\b(?:expected|scheduled|confirmed|will|slated|due)\b")
_INVITED = re.compile(r"(?i)\binvited\b")
_BY = re.compile(r"(?i)\bby$")
_ACT_BY = re.compile(r"(?i)(?<!attended)\s+by$")
_NEITHER = re.compile(r"N(?:either|or)")
_SEVERAL = re.compile(r"(?i)\b(?:stars|guests|speakers|headliners|attractions|visitors|participants)\b")
_LAST_WORDS = 4
_DID = re.compile(
    r"(?:\sof\s[A-Z][\w.&-]+)?\s(?:did|does|was)(?P<denied>\s?(?:not|n[’']t))?(?P<so>\s(?:so|the "
    r"same))?(?:\s(?:either|too|as well|also))?"
    r"(?=[,.;])"
)
_AND_BY = re.compile(r",?\s+and\s*$|[,;]\s*$")
_BY_ANOTHER = re.compile(r"\s+by\s")
_SINCE = re.compile(r"[^,;.]{0,60}?\bsince\s+(?P<year>20[12]\d)\b")
_AS_BEFORE = re.compile(
    r"[^;.]{0,60}?,?\s(?:just\s)?as\s(?:he|she|they|it)\s(?:did|had(?:\s(?:been|done))?)\sin\s(?P<year>20[12]\d)\b"
)
# "who spoke in 2017", "who attended last year", "who has come every year".
_YEAR_NEXT = re.compile(
    r"\s*(?:both\s|there\s|also\s)?(?:(?:back\s)?in\s)?(?:20[12]\d\b|last\syear\b(?!['’]s)|(?:the\syear|a\syear)\s(?:before|earlier|ago)\b"
    r"|(?:two|three|four|five|six)\syears\s(?:before|earlier|ago)\b|(?:every|each)\s(?:single\s)?year\b)"
)
_AFTER_SPEECH = re.compile(
    r"[^,;.]{0,40}?\s(?:after|since|despite|following)\s(?P<speech>(?:his|her|their|its)\s(?:[\w-]+\s){0,3}?(?:keynote|speech|address"
    r"|appearance|visit|debut|attendance|participation|trip|remarks|talk)\b)(?=[^,;.]{0,40}?(?:20[12]\d|last\syear|Wuzhen|(?:conference"
    r"|summit)\b))"
)
_IN_WHO = re.compile(r"[^;.]*?,\s(?:both\s)?who\b")
_READ = re.compile(r"\s(?:was|were)\s(?:then\s|also\s)?(?:read|delivered)\b")
_PERFECT = re.compile(r"\b(?:has|have|had)\s*(?:not|n[’']t)\b[^,;.]*$")


def find_attendances(
    text: str, start: int, end: int, named: Sequence[Participant], *, before: Attendance | None = None
) -> tuple[Attendance, ...]:
    """Return what one English sentence says about who took part.

    Parameters
    ----------
    text
        The body text of a source.
    start, end
        Where the sentence stands in it.
    named
        Its participants in the order of the text.
    before
        The last thing stated by the sentence before, which "So is X" and "Neither did X" take up.

    Returns
    -------
    tuple of Attendance
        In the order of the rules: lists, verbs, marks, ellipses, groups. Whether the sentence is about the conference
        at all is not looked at.
    """
    possible = find_possible(text[start:end])
    if not named and GROUP_CUES.isdisjoint(possible):
        return ()
    sentence = Sentence(text, start, end, tuple(named), possible)
    if not named:
        return tuple(read_groups(sentence))
    plain = (
        *_read_lists(sentence),
        *_read_nouns(sentence),
        *_read_behalf(sentence),
        *read_verbs(sentence),
        *read_sendings(sentence),
    )
    plain = (*plain, *_read_gaps(sentence, plain), *_read_since(sentence, plain))
    ellipses = tuple(_read_ellipses(sentence, plain, before))
    settled = _settle_former(sentence, (*plain, *_read_marks(sentence), *_read_past(sentence), *ellipses))
    return (*settled, *read_groups(sentence))


def _read_lists(sentence: Sentence) -> Iterator[Attendance]:
    """Yield the members of "attendees included A, B and C", "attended by A", "did not include A", "no A"."""
    for match in sentence.find(absence_cues.ABSENCE_LISTS):
        for who in list_after(sentence, match.end()):
            yield Attendance(who, "absent", "absence list", *match.span())
    for who in sentence.named:
        if who.is_person and sentence_cues.NO_ONE.search(sentence.before(who.np_start, 14)):
            yield Attendance(who, "absent", "absence list", who.np_start, who.end)
    for match in sentence.find(attendance_cues.PLAIN_LISTS):
        if status := _list_status(sentence, match):
            is_by = _ACT_BY.search(match[0]) is not None
            for who in list_after(sentence, match.end()):
                if who.is_person or who.is_delegated or not is_by:
                    yield Attendance(who, delegate_status(who, status), "list of those present", *match.span())
    for match in sentence.find(attendance_cues.AMONG_THEM):
        earlier = [p for p in sentence.named if p.end <= match.start("them")]
        for who in list_before(sentence, earlier, earlier[-1]) if earlier else ():
            if not sentence.text[earlier[-1].end : match.start("them")].strip(" ,"):
                yield Attendance(who, delegate_status(who, "attended"), "list of those present", *match.span())


def _list_status(sentence: Sentence, match: re.Match[str]) -> Status | None:
    """Return what a list says of its members; None where it is one of those invited, or of the guests of a dinner."""
    before, words = sentence.before(match.start(), 40).rpartition(" that ")[2].rpartition(", ")[2], match[0]
    if setting_cues.HOSPITALITY.search(sentence.before(match.start(), 60)) and _BY.search(words):
        return None
    if _NEGATED.search(words) or sentence_cues.NEGATION.search(before) or _INVITED.search(before + words):
        return None
    return "expected" if _TO_COME.search(before + words) else plain_status(sentence, match.start(), match.end())


def _read_nouns(sentence: Sentence) -> Iterator[Attendance]:
    """Yield the owners in "X's attendance"."""
    for who in sentence.named:
        match = attendance_cues.SUBJECT_NOUNS.match(sentence.text, who.end, sentence.end)
        if match and not (match["stand"] and who.is_person):
            status: Status = "absent" if match["absent"] else plain_status(sentence, *match.span())
            if match["read"]:
                if who.capacity == "head of state":
                    continue
                status = "represented"
            yield Attendance(who, status, "noun of attendance", *match.span())


def _read_behalf(sentence: Sentence) -> Iterator[Attendance]:
    """Yield those on whose behalf somebody spoke."""
    for match in sentence.find(absence_cues.BEHALF):
        owner = _find_owner(sentence, match)
        if owner:
            yield Attendance(owner, "represented", "on behalf of", *match.span())
    for match in sentence.find(absence_cues.MESSAGE_OF):
        for sender in _list_senders(sentence, match):
            if sender.is_person and sender.capacity != "head of state":
                yield Attendance(sender, "represented", "on behalf of", *match.span())


def _list_senders(sentence: Sentence, match: re.Match[str]) -> Iterator[Participant]:
    """Yield those whose words somebody reads out, up to the one behind whom a clause of another subject begins."""
    for n, sender in enumerate(list_after(sentence, match.end(), is_immediate=True)):
        if n and sentence_cues.FINITE.match(sentence.text, sender.end) and not _READ.match(sentence.text, sender.end):
            return
        yield sender


def _find_owner(sentence: Sentence, match: re.Match[str]) -> Participant | None:
    if match["named"]:
        return next((p for p in sentence.named if match.start() < p.start < match.end()), None)
    if not match["own"]:
        return next(iter(list_after(sentence, match.end(), is_immediate=True)), None)
    is_person = match["own"] in ("his", "her")
    earlier = [p for p in sentence.named if p.end <= match.start() and p.is_person == is_person]
    if len(earlier) > 1 and len(sentence.text[earlier[-1].end : match.start()].split()) <= _LAST_WORDS:
        earlier.pop()  # who speaks does so for another
    later = [p for p in sentence.named if p.start > match.end() and p.is_person and not p.is_oblique and not p.is_owner]
    return earlier[-1] if earlier else later[0] if later else None


def _read_gaps(sentence: Sentence, found: Sequence[Attendance]) -> Iterator[Attendance]:
    """Yield the second body of "X was represented by A, and Y by B"."""
    first = next((a for a in found if a.rule == "sends others"), None)
    for who in sentence.named if first else ():
        is_behind = first is not None and who.start > first.end and not who.is_person
        if is_behind and _BY_ANOTHER.match(sentence.text, who.end) and _AND_BY.search(sentence.before(who.np_start, 8)):
            yield Attendance(who, "represented", "sends others", who.start, who.end)


def _read_since(sentence: Sentence, found: Sequence[Attendance]) -> Iterator[Attendance]:
    """Yield that whoever "has not come since 2017" came in that year."""
    for absence in found:
        since = _SINCE.match(sentence.text, absence.end, sentence.end) if absence.status == "absent" else None
        if since and _PERFECT.search(sentence.text[max(sentence.start, absence.start - 40) : absence.end]):
            yield replace(absence, status="attended", year=int(since["year"]))
        if again := _AS_BEFORE.match(sentence.text, absence.end, sentence.end):
            yield replace(absence, year=int(again["year"]))


def _settle_former(sentence: Sentence, found: Sequence[Attendance]) -> Iterator[Attendance]:
    """Yield the statements, with those on another year told apart for whoever the sentence says is missing now."""
    away = {one.participant.actor_id for one in found if one.status in ("absent", "represented")}
    for one in found:
        is_past = one.status in ("attended", "virtual") and one.participant.actor_id in away
        is_former = is_past and _YEAR_NEXT.match(sentence.text, one.end, sentence.end) is not None
        yield replace(one, rule=FORMER) if is_former else one
    for one in found if away else ():
        speech = _AFTER_SPEECH.match(sentence.text, one.end, sentence.end) if one.status == "absent" else None
        if speech:
            yield replace(one, status="attended", rule=FORMER, start=speech.start("speech"), end=speech.end())


def _read_marks(sentence: Sentence) -> Iterator[Attendance]:
    """Yield the names that a roll call ticks off: "X: yes", "X - a no-show", "Y wasn't."."""
    for who in sentence.named:
        match = sentence_cues.TICKED.match(sentence.text, who.end, sentence.end)
        if match:
            is_denied = match["crossed"] or match["denied"] or _is_of_none(sentence, who)
            status: Status = "absent" if is_denied else "attended"
            for listed in find_subjects(sentence, *match.span()):
                if ";" not in sentence.text[listed.end : match.start()]:
                    yield Attendance(listed, status, "roll call", *match.span())


def _read_past(sentence: Sentence) -> Iterator[Attendance]:
    """Yield those whom an apposition calls the star or a guest of another edition."""
    for stars in sentence.find(sentence_cues.STARS_OF):
        for who in list_after(sentence, stars.end()):
            yield Attendance(who, "attended", "guest of another edition", *stars.span())
    for who in sentence.named:
        if not who.is_person:
            continue
        match = sentence_cues.GUEST_OF.match(sentence.text, who.end, sentence.end)
        if match:
            listed = list_before(sentence, sentence.named, who) if _SEVERAL.search(match[0]) else [who]
            span = next((match.span(name) for name in ("last", "last_of") if match[name]), match.span())
            for guest in listed:
                year = int(match["year"]) if match["year"] else None
                status: Status = "virtual" if setting_cues.VIRTUAL.search(match[0]) else "attended"
                yield Attendance(guest, status, "guest of another edition", *span, year=year)


def _read_ellipses(sentence: Sentence, found: Sequence[Attendance], before: Attendance | None) -> Iterator[Attendance]:
    """Yield those of whom "X did so too", "as did X", "joined by X" says what was said of somebody before."""
    opening = sentence_cues.ELLIPSIS.match(sentence.text, sentence.start, sentence.end)
    listed = list_after(sentence, opening.end()) if opening and opening["word"] else []
    if before and opening and listed and not _tells_more(sentence, listed, found):
        is_denied = opening["word"].casefold() in ("neither", "nor")
        for who in listed:
            taken_up: Status = "absent" if is_denied else delegate_status(who, before.status)
            yield Attendance(who, taken_up, f"as before: {before.rule}", *opening.span())
        return
    if before and not found:
        yield from _read_takings_up(sentence, before)
    if not found and not _NEITHER.search(sentence.text, sentence.start, sentence.end):
        return
    for match in sentence.find(sentence_cues.DID_SO):
        is_to_come = sentence_cues.FUTURE.search(sentence.before(match.start(), 60)) is not None
        for who in find_subjects(sentence, *match.span()) if found else ():
            again = "expected" if is_to_come else delegate_status(who, found[0].status)
            yield Attendance(who, again, f"as before: {found[0].rule}", *match.span())
    for match in sentence.find(sentence_cues.ELLIPSIS):
        listed = list_after(sentence, match.end())
        last = max((a for a in found if a.start <= match.start()), key=lambda a: a.end, default=None)
        if not last and not _is_bare_negation(sentence, match, listed):
            continue
        kept: Status = last.status if last else "absent"
        rule = last.rule if last else "verb of absence"
        for who in listed:
            yield Attendance(who, delegate_status(who, kept), f"as before: {rule}", *match.span())


def _read_takings_up(sentence: Sentence, before: Attendance) -> Iterator[Attendance]:
    """Yield the subjects of a bare "did", "did not", "did so as well" that goes on from the sentence before."""
    for who in sentence.named:
        match = _DID.match(sentence.text, who.end, sentence.end)
        if match and not who.is_oblique and not who.is_owner:
            kept = before.status if match["so"] else "attended"
            is_denied = match["denied"] or _is_of_none(sentence, who)
            status: Status = "absent" if is_denied else delegate_status(who, kept)
            yield Attendance(who, status, f"as before: {before.rule}", *match.span())


def _is_of_none(sentence: Sentence, who: Participant) -> bool:
    """Return whether a name is the second of "neither X nor Y"."""
    return sentence_cues.NONE_OF.search(sentence.before(who.np_start)) is not None


def _tells_more(sentence: Sentence, listed: Sequence[Participant], found: Sequence[Attendance]) -> bool:
    """Return whether "Nor did X" has a verb of its own, but in a clause on another year."""
    end = listed[-1].end
    if not sentence_cues.ELLIPSIS_END.match(sentence.text, end, sentence.end):
        return True
    own = (one for one in found if one.participant in listed)
    return any(not _IN_WHO.match(sentence.text, end, one.start) for one in own)


def _is_bare_negation(sentence: Sentence, match: re.Match[str], listed: Sequence[Participant]) -> bool:
    """Return whether a whole sentence is "Neither was X"."""
    is_negation = match["word"] is not None and _NEITHER.fullmatch(match["word"]) is not None
    return is_negation and bool(listed) and len(sentence.after(listed[-1].end).split()) < _LAST_WORDS
