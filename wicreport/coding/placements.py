"""In which part of a sentence a name stands: subject, owner, behind a preposition, or only part of a title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wicreport.coding import participant_cues as cues
from wicreport.corpus.passages import Passage
from wicreport.corpus.scripts import has_han

__all__ = ["Participant", "place_participants"]

_STEP_BACK = 40
_REACH = 300
_DESCRIPTION_WORDS = 10
_LISTED = re.compile(r"\s*(?:,|、|,?\s*(?:and|or|&|和|与|及|以及))\s*(?:(?!of|from|at|with|for)[\w-]+\s+){0,5}?")
_NEW_STATEMENT = re.compile(
    r"[;:。；]|\b(?:said|says|told|who|that|which|while|but|sent|sends|sending|named|hired|met|invited|hosted|was|were|is|are|will"
    r"|represented|dispatched)\b|派|由|来的|委托"
)
_POSSESSIVE = re.compile(r"[’']s?\s|[’']s?$|的(?!是)")
_ZH_LINKS = ("、", "和", "与", "及", "以及")
_APPOSED = re.compile(r"\w, (?:an? |the |former |then )?$")
_TITLED = re.compile(rf"(?:[’']s)? (?:\w+ )?{cues.TITLE.pattern.pattern}", re.IGNORECASE)
_SOME = re.compile(r"(?<!,\s)\b(?:[Aa]n?|[Oo]ne)\s(?:\w+[\s-]){0,3}$")


@dataclass(frozen=True, slots=True)
class Participant:
    """One named actor in a sentence.

    ``start`` and ``end`` are offsets into the source's text, ``np_start`` where the titles before the name begin.
    ``is_delegated``: an organisation whose people are meant ("executives of ..."). ``is_oblique``: behind a
    preposition, so never the subject. ``is_owner``: a possessive.
    """

    name: str
    actor_id: str
    capacity: str
    is_person: bool
    start: int
    end: int
    np_start: int
    is_delegated: bool = False
    is_oblique: bool = False
    is_owner: bool = False


def place_participants(text: str, passage: Passage, here: Sequence[Participant]) -> Iterator[Participant]:
    """Yield the participants with their place in the sentence, without those that describe another.

    "Apple" in "Apple chief executive Tim Cook" or in "Tim Cook of Apple" describes.

    Parameters
    ----------
    text
        The source's text in simplified characters.
    passage
        The sentence.
    here
        Whom it names, in the order of the text.

    Returns
    -------
    Iterator of Participant
        In the order of the text.
    """
    last: Participant | None = None
    is_describing = False
    here = _delegate_lists(text, here)
    for participant, after in zip(here, [*here, None][1:], strict=True):
        is_body_again = last is not None and not participant.is_person and not last.is_person
        is_title = after is not None and after.is_person and _describes(text[participant.end : after.start])
        if last and is_body_again and not is_title and _LISTED.fullmatch(text, last.end, participant.start):
            if is_describing:
                last = participant
                continue
            if last.is_delegated:
                last = replace(participant, is_delegated=True)
                yield last
                continue
        placed = _place_one(text, passage, participant, after)
        is_describing = placed is None and cues.BEFORE_BODY.search(text, passage.start, participant.start) is not None
        last = placed or participant
        if placed:
            yield placed


def _delegate_lists(text: str, here: Sequence[Participant]) -> list[Participant]:
    """Return the participants, with those before "X, Y and Z's executives" in their list delegated as well."""
    placed = list(here)
    for number in range(len(placed) - 1, 0, -1):
        first, second = placed[number - 1], placed[number]
        is_meant = second.is_delegated or cues.DELEGATES_AFTER_ZH.match(text, second.end)
        if is_meant and not first.is_person and not second.is_person and text[first.end : second.start] in _ZH_LINKS:
            placed[number - 1] = replace(first, is_delegated=True)
    return placed


def _place_one(text: str, passage: Passage, who: Participant, after: Participant | None) -> Participant | None:
    if not who.is_person:
        if after and after.is_person and _describes(text[who.end : after.start]):
            return None
        if (
            who.is_delegated
            or cues.DELEGATES_AFTER.match(text, who.end, passage.end)
            or cues.DELEGATES_AFTER_ZH.match(text, who.end)
        ):
            return replace(who, is_delegated=True)
        if _APPOSED.search(text, max(passage.start, who.start - 12), who.start) and _TITLED.match(text, who.end):
            return None
        noun = cues.BEFORE_BODY.search(text, max(passage.start, who.start - _REACH), who.start)
        is_named = after is not None and after.is_person and text[who.end : after.start] == ", "
        if noun and is_named and not cues.PLURAL.search(noun["noun"]):
            return None
        if noun:
            is_some = _SOME.search(text, passage.start, noun.start()) is not None
            return replace(who, is_delegated=True) if is_some or cues.PLURAL.search(noun["noun"]) else None
        if cues.OFFICE_AFTER_ZH.match(text, who.end) or cues.BODY_AFTER_NAME.search(text, passage.start, who.start):
            return None
    np_start = _phrase_start(text, passage.start, who.start)
    return replace(
        who,
        np_start=np_start,
        is_oblique=text[np_start - 1 : np_start] in ("(", "（")
        or cues.PREPOSITION.search(text, max(passage.start, np_start - _STEP_BACK), np_start) is not None,
        is_owner=_POSSESSIVE.match(text, who.end, passage.end) is not None,
    )


def _describes(gap: str) -> bool:
    """Return whether what is between a body and a person makes the body part of the person's title."""
    if len(gap.split()) > _DESCRIPTION_WORDS or _NEW_STATEMENT.search(gap):
        return False
    if gap.strip() in ("’s", "'s", "’", "'"):
        return True
    if not gap:  # "小米雷军"
        return True
    if any(comma in gap for comma in ",，、"):
        return False
    return (cues.DESCRIBES_ZH.match(gap) if has_han(gap) else cues.TITLE.search(gap)) is not None


def _phrase_start(text: str, floor: int, start: int) -> int:
    """Return where the titles and descriptions before a name begin."""
    has_title = False
    while match := cues.TITLE_WORD.search(text, max(floor, start - _STEP_BACK), start) or (
        cues.AROUND_TITLE.search(text, max(floor, start - _STEP_BACK), start) if has_title else None
    ):
        has_title = True
        start = match.start()
    return start
