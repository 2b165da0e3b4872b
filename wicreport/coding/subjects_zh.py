"""Whom a verb of a Chinese sentence is about: the names it modifies, or those before it; no verb is read here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wicreport.coding import attendance_cues_zh as cues
from wicreport.coding.participants import Participant

__all__ = ["SentenceZh", "find_listed", "find_modified", "find_subjects_before", "find_subjects_zh", "keep_joined"]

_STOP = re.compile("[。！？；]")
_ANY_STOP = re.compile("[。；！？，]")
_LINK = re.compile(
    r"(?:等)?(?:（[^）]*）)?(?P<first>[^，。；！？]{0,12}?)(?:、|和|与|及|以及|还有|连同|·)(?P<then>[^，。；！？]{0,30})"
)
_COMMA = re.compile(r"(?:等)?(?:（[^）]*）)?，(?P<and>以及|还有|和)?(?P<title>[^，。；！？]{0,34})")
_FOR_THEM = re.compile("代表(?!团)[^，。；、]{0,8}$")
_PASSED_ON = re.compile(r"、[^，。、；]{1,8}的?(?:掌门人|CEO|创始人|董事长|总裁)")


@dataclass(frozen=True, slots=True)
class SentenceZh:
    """A folded sentence; ``start`` is where it stands in the source's text, and so where its names are counted from."""

    text: str
    start: int
    named: tuple[Participant, ...]

    def clause_start(self, at: int) -> int:
        """Return where the clause of a place begins."""
        return max((match.end() for match in cues.CLAUSE_END.finditer(self.text, 0, at)), default=0)

    def clause_end(self, at: int) -> int:
        """Return where the clause of a place ends."""
        match = cues.CLAUSE_END.search(self.text, at)
        return match.start() if match else len(self.text)

    def span(self, who: Participant) -> tuple[int, int]:
        """Return where a name stands in the sentence."""
        return who.start - self.start, who.end - self.start

    def gap(self, first: Participant, second: Participant) -> str:
        """Return the words between two names."""
        return self.text[first.end - self.start : second.start - self.start]

    def within(self, start: int, end: int) -> list[Participant]:
        """Return the names between two places."""
        return [who for who in self.named if start <= who.start - self.start and who.end - self.start <= end]


def find_subjects_zh(sentence: SentenceZh, match: re.Match[str]) -> list[Participant]:
    """Return whom a verb modifies, or else the names before it."""
    is_near = cues.BARE.fullmatch(match[0]) is not None
    return find_modified(sentence, match) or find_subjects_before(sentence, match.start(), is_near=is_near)


def find_modified(sentence: SentenceZh, match: re.Match[str]) -> list[Participant]:
    """Return the names that a verb modifies: "出席大会的企业家马云"."""
    later = sentence.within(match.end(), sentence.clause_end(match.end()))
    if not later or not cues.MODIFIER.match(sentence.text[match.end() : sentence.span(later[0])[0]]):
        return []
    return keep_joined(sentence, later)


def find_subjects_before(sentence: SentenceZh, verb: int, *, is_near: bool = False) -> list[Participant]:
    """Return the names before a verb in its clause or, unless it has to be near, in the last clause that has any."""
    earlier = [who for who in sentence.within(0, verb) if not _is_object(sentence, who)]
    earlier = [who for who in earlier if not who.is_owner or who.is_delegated]
    if not earlier:
        return []
    clause = sentence.clause_start(verb)
    end = sentence.span(earlier[-1])[1]
    if end <= clause and (is_near or cues.OWN_SUBJECT.search(sentence.text[clause:verb])):
        return []
    if _STOP.search(sentence.text, end, verb):
        return []
    members = earlier[-1:]
    for who in reversed(earlier[:-1]):
        if not _is_joined(sentence, who, members[0]):
            break
        members.insert(0, who)
    return members


def keep_joined(sentence: SentenceZh, names: Sequence[Participant]) -> list[Participant]:
    """Return the first of some names and those that stand in one list with it."""
    members = list(names[:1])
    for who in names[1:]:
        if not _is_joined(sentence, members[-1], who):
            break
        members.append(who)
    return members


def _is_object(sentence: SentenceZh, who: Participant) -> bool:
    """Return whether a name is somebody's letter, speech or counterpart, or a title, and so does nothing itself."""
    start, end = sentence.span(who)
    if cues.OBJECT_BEFORE.search(sentence.text, max(0, start - 12), start) or cues.OBJECT_AFTER.match(
        sentence.text, end
    ):
        return True
    deputy = _FOR_THEM.search(sentence.text, sentence.clause_start(start), start)
    if deputy and sentence.within(sentence.clause_start(start), deputy.start()):
        return True
    return not who.is_person and _PASSED_ON.match(sentence.text, end) is not None


def _is_joined(sentence: SentenceZh, first: Participant, second: Participant) -> bool:
    """Return whether two names stand in one list, with titles between them at most."""
    gap = sentence.gap(first, second)
    link, comma = _LINK.fullmatch(gap), _COMMA.fullmatch(gap)
    if not link and not (comma and (comma["and"] or cues.ENDS_IN_TITLE.search(comma["title"]))):
        return False
    if cues.LETTER.search(gap):
        return False
    return not any(pattern.search(gap) for pattern in (cues.TAKES_PART, cues.ABSENT, cues.SAYS, cues.SENT))


def find_listed(sentence: SentenceZh, at: int) -> list[Participant]:
    """Return the names that stand right behind the words of a list."""
    later = sentence.within(at, len(sentence.text))
    if not later or _ANY_STOP.search(sentence.text[at : sentence.span(later[0])[0]]):
        return []
    return keep_joined(sentence, later)
