"""Whom a speaker's phrase means, be it a name, a surname or a pronoun; where the phrase stands is found elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from wicreport.coding.actors import ActorMention, find_bearer
from wicreport.coding.cues import any_of
from wicreport.coding.names import HAN, TITLE, slugify

__all__ = ["DocumentNames", "Speaker", "name_speaker", "resolve_speaker"]


class Speaker(NamedTuple):
    """One who speaks; ``is_inferred`` where the sentence itself does not name them in full."""

    name: str
    speaker_id: str
    is_person: bool
    is_inferred: bool


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """The people and bodies named outside quotations, in order, with the starts of the sentences.

    ``leaders`` are the heads of state by surname: a text may leave their other names out.
    """

    text: str
    mentions: tuple[ActorMention, ...]
    sentence_starts: tuple[int, ...]
    leaders: Mapping[str, ActorMention]

    def before(self, position: int) -> tuple[ActorMention, ...]:
        """Return the mentions that begin before a position."""
        return self.mentions[: bisect_left(self.mentions, position, key=_start_of)]

    def within(self, start: int, end: int) -> tuple[ActorMention, ...]:
        """Return the mentions between two positions."""
        first, last = (bisect_left(self.mentions, position, key=_start_of) for position in (start, end))
        return tuple(mention for mention in self.mentions[first:last] if mention.end <= end)


def _start_of(mention: ActorMention) -> int:
    return mention.start


_SINGULAR = re.compile(r"(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|他|她)")
_OTHER_PRONOUN = re.compile(
    r"(?:[Ii]ts?|[Tt]hey|[Tt]heir|[Tt]his|[Tt]hat|[Ww]e|[Ii]|[Yy]ou|它|他们|她们|他們|其|该|双方|这|我|我们|我們)"
)
_LEAD = re.compile(
    r"(?:(?:[Ee]ven|[Hh]owever|[Bb]ut|[Aa]nd|[Yy]et|[Ss]o|[Tt]hen|[Aa]lso|[Ww]hile|[Ww]hich|[Ww]hat|[Aa]s|[Oo]nly|[Jj]ust"
    r"|[Ll]ike),?\s+)+"
)
_CIRCUMSTANCES = any_of(
    [
        "who|which|that|when|while|where|during|after|before|as|through|via|ahead|speaking|adding|referring|told|whose",
        "citing|because|earlier|later|last|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    ]
)
_DATES = any_of(["Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"])
_CUT = re.compile(
    rf",|\s+(?:{_CIRCUMSTANCES}|(?:in|on|at|during)\s+(?:an?|this|last|his|her|their|its|\d|{_DATES})\w*"
    r"|(?:in|on|at|during)\s+the\s+[a-z]\w*|(?:to|in|on|at)\s+[a-z]\w*)\b|\s+[—–-]\s+|[(\[]"
)
_DEPENDENT = re.compile(r"(?:\b(?:for|of|by|from|to|with|at|including|between|under)\s+(?:[\w’'-]+\s+){0,3}|的)$")
_ROLE = re.compile(
    rf"\b(?:[Aa]n?|[Tt]he|[Oo]ne)\s+(?:[\w-]+\s+){{0,3}}{TITLE}(?![\w-])"
    r"(?:\s+(?:for|of|at|from)\s+(?:the\s+)?(?:[A-Z][\w.-]*\s?)+(?<!\s))?"
)
_ENDS_IN_TITLE = re.compile(rf"\b(?:{TITLE}|successor|predecessor|colleague|counterpart|compatriot)\s*$", re.IGNORECASE)
_TITLED = re.compile(rf"(?:(?:the|vice|deputy|former|{TITLE})\s+)+", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:a\s+(?:gaggle|group|number|host|string|handful)|many|several|some|executives|representatives|leaders)\b"
)


def resolve_speaker(
    names: DocumentNames, start: int, end: int, previous: Speaker | None, previous_at: int
) -> Speaker | None:
    """Return whom a phrase means.

    Parameters
    ----------
    names
        Everybody the document names.
    start
        Where the phrase starts.
    end
        Where it ends.
    previous
        The speaker of the quotation before, if it has one.
    previous_at
        Where that quotation ends.

    Returns
    -------
    Speaker or None
        None for a pronoun that nobody before it fits.
    """
    raw = names.text[start:end]
    lead = len(raw) - len(raw.lstrip())
    phrase = raw.strip()
    if match := _LEAD.match(phrase):
        lead, phrase = lead + match.end(), phrase[match.end() :]
    start += lead
    bare = re.sub(r"\s+(?:himself|herself|themselves|itself|also|then|later|reportedly|本人|自己)$", "", phrase)
    if _SINGULAR.fullmatch(bare):
        return _last_person(names, start, previous, previous_at)
    if _OTHER_PRONOUN.fullmatch(bare):
        return _last_other(names, start, previous, previous_at)
    named = _find_named(names, start, start + len(phrase))
    if named is not None:
        return name_speaker(named)
    return _resolve_phrase(names, phrase, start)


def name_speaker(mention: ActorMention, *, is_inferred: bool = False) -> Speaker:
    """Return the speaker that a mention stands for.

    Parameters
    ----------
    mention
        A person or a body that is named.
    is_inferred
        Whether the quotation's own sentence leaves the name out.

    Returns
    -------
    Speaker
        With the registry's id, or one made of the name.
    """
    return Speaker(mention.name, mention.actor_id or slugify(mention.name), mention.is_person, is_inferred)


def _find_named(names: DocumentNames, start: int, end: int) -> ActorMention | None:
    """Return the person the phrase is about, or the body it consists of."""
    mentions, phrase = names.within(start, end), names.text[start:end]
    for mention in mentions:
        if mention.is_person and not _GROUP.match(phrase) and _is_head(names, mention, start, end):
            return mention
    head = _CUT.split(phrase, maxsplit=1)[0]
    if _ENDS_IN_TITLE.search(head) and (apposed := _find_apposed(names, start + len(head))):
        return apposed
    for mention in mentions:
        around = names.text[start : mention.start] + names.text[mention.end : start + len(head)]
        if not mention.is_person and around.strip().casefold() in {"", "the", "china's", "china’s", "中国"}:
            return mention
    return None


def _is_head(names: DocumentNames, person: ActorMention, start: int, end: int) -> bool:
    """Return whether a person in a phrase is the one it names, and neither owns nor qualifies somebody else."""
    text = names.text
    if person.end < end and re.match(r"['’]s?\s+[\w-]", text[person.end : person.end + 4]):
        return False
    if not _DEPENDENT.search(text[start : person.start]):
        return True
    bodies = [mention for mention in names.within(start, person.start) if not mention.is_person]
    return any(not text[body.end : person.start].strip() for body in bodies)


def _find_apposed(names: DocumentNames, position: int) -> ActorMention | None:
    """Return the person named right after a title, as in "the ministry's spokeswoman, Hua Chunying,"."""
    gap = re.match(r",?\s+", names.text[position : position + 5])
    start = position + (gap.end() if gap else 0)
    return next((m for m in names.within(start, start + 60) if m.is_person and m.start == start), None)


def _resolve_phrase(names: DocumentNames, phrase: str, start: int) -> Speaker | None:
    """Return the bearer of a bare surname, or the phrase cut to its head."""
    head = _CUT.split(phrase, maxsplit=1)[0].strip(" ,;:.") or phrase.strip()
    head = re.sub(r"\s+", " ", head)
    surname = re.sub(r"^.*['’]s\s+", "", _TITLED.sub("", head))
    is_surname = re.fullmatch(r"[A-Z][\w’'-]+", surname) or re.fullmatch(rf"[{HAN}]{{1,2}}", surname)
    if is_surname:
        bearer = find_bearer(surname, names.before(start)) or find_bearer(surname, names.mentions)
        bearer = bearer or names.leaders.get(surname)
        if bearer is not None:
            return name_speaker(bearer, is_inferred=True)
    if not re.search(r"\w", head):
        return None
    return Speaker(head, slugify(head), False, False)


def _last_person(names: DocumentNames, position: int, previous: Speaker | None, previous_at: int) -> Speaker | None:
    """Return the person a pronoun stands for: the first one named in the nearest sentence that names any."""
    people = [mention for mention in names.before(position) if mention.is_person]
    if people:
        number = bisect_right(names.sentence_starts, people[-1].start) - 1
        floor = names.sentence_starts[number] if number >= 0 else 0
        subject = next(mention for mention in people if mention.start >= floor)
        if previous is None or not previous.is_person or subject.start > previous_at:
            return name_speaker(subject, is_inferred=True)
    if previous is not None:
        return previous._replace(is_inferred=True)
    roles = list(_ROLE.finditer(names.text, max(0, position - 250), position))
    return Speaker(roles[-1][0], slugify(roles[-1][0]), False, True) if roles else None


def _last_other(names: DocumentNames, position: int, previous: Speaker | None, previous_at: int) -> Speaker | None:
    """Return the body or group a pronoun stands for."""
    bodies = [mention for mention in names.before(position) if not mention.is_person]
    if previous is not None and not previous.is_person and (not bodies or bodies[-1].start < previous_at):
        return previous._replace(is_inferred=True)
    return name_speaker(bodies[-1], is_inferred=True) if bodies else None
