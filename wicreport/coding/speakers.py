"""Whom a speaker's phrase means, be it a name, a surname or a pronoun; where the phrase stands is found elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wicreport.coding.actors import ActorMention, find_bearer, surname_of
from wicreport.coding.cues import CHINESE_CUES, SAYING, any_of
from wicreport.coding.names import HAN, TITLE, slugify
from wicreport.corpus.scripts import simplify_han

__all__ = ["DocumentNames", "Speaker", "add_surnames", "find_subject_before", "name_speaker", "resolve_speaker"]


class Speaker(NamedTuple):
    """One who speaks; ``is_inferred`` where the sentence itself does not name them in full."""

    name: str
    speaker_id: str
    is_person: bool
    is_inferred: bool


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """The people and bodies named outside quotations, in order, with the starts of sentences and paragraphs.

    ``leaders`` are the heads of state by surname: a text may leave their other names out. ``headline`` names those of
    the title, which is no part of the body.
    """

    text: str
    mentions: tuple[ActorMention, ...]
    sentence_starts: tuple[int, ...]
    paragraph_starts: tuple[int, ...]
    leaders: Mapping[str, ActorMention]
    headline: tuple[ActorMention, ...] = ()

    def find_bearer(self, surname: str, position: int) -> ActorMention | None:
        """Return whom a bare surname means: the last bearer before it, or one named later, in the title, or leading."""
        found = find_bearer(surname, self.before(position)) or find_bearer(surname, self.mentions)
        return found or find_bearer(surname, self.headline) or self.leaders.get(surname)

    def sentences_before(self, position: int, *, floor: int = 0) -> Iterator[tuple[int, int]]:
        """Yield where the sentence of a position and those before it begin, and where each ends, the nearest first."""
        end = position
        for start in reversed(self.sentence_starts[: bisect_right(self.sentence_starts, position)]):
            if start < floor:
                return
            yield start, end
            end = start

    def paragraph_of(self, position: int) -> int:
        """Return where the paragraph of a position begins."""
        place = bisect_right(self.paragraph_starts, position) - 1
        return self.paragraph_starts[place] if place >= 0 else 0

    def before(self, position: int) -> tuple[ActorMention, ...]:
        """Return the mentions that begin before a position."""
        return self.mentions[: bisect_left(self.mentions, position, key=_start_of)]

    def within(self, start: int, end: int) -> tuple[ActorMention, ...]:
        """Return the mentions between two positions."""
        first, last = (bisect_left(self.mentions, position, key=_start_of) for position in (start, end))
        return tuple(mention for mention in self.mentions[first:last] if mention.end <= end)


def _start_of(mention: ActorMention) -> int:
    return mention.start


_CAPITAL_BEFORE = re.compile(rf"(?<![.!?“”\"]\s)\b(?!(?i:{TITLE})\s)[A-Z][\w’-]*\s$")
_CAPITAL_AFTER = re.compile(r"\s(?!I\b)[A-Z]")
_SINGULAR = re.compile(r"(?:[Hh]e|[Ss]he|[Hh]im|[Hh]is|[Hh]er|他|她|其)")
_LATTER = re.compile(r"(?:[Tt]he\s+latter|后者|後者)")
_SURNAME_ZH = re.compile(
    rf"[{HAN}](?:主席|总统|总理|部长|主任|书记|市长|省长|局长|总裁|先生|女士|教授|博士|院士|总|老师)"
)
_OTHER_PRONOUN = re.compile(
    r"(?:[Ii]ts?|[Tt]hey|[Tt]heir|[Tt]his|[Tt]hat|[Ww]e|[Ii]|[Yy]ou|[Tt]hem|它|他们|她们|他們|该|双方|这|我|我们|我們)"
)
_LEAD = re.compile(
    r"(?:(?:[Ee]ven|[Hh]owever|[Bb]ut|[Aa]nd|[Yy]et|[Ss]o|[Tt]hen|[Aa]lso|[Ww]hile|[Ww]hich|[Ww]hat|[Aa]s|[Oo]nly|[Jj]ust"
    r"|[Ll]ike),?\s+)+"
)
_ENDS_IN_PRONOUN = re.compile(r"\s(?P<pronoun>(?i:he|she|they|we|it)|I)$")
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
    rf"\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Oo]ur|[Hh]is|[Hh]er|[Ii]ts)\s+(?:[\w-]+\s+){{0,3}}{TITLE}(?![\w-])"
    r"(?:\s+(?:for|of|at|from)\s+(?:the\s+)?(?:[A-Z][\w.-]*\s?)+(?<!\s))?"
)
_OWNS = re.compile(r"['’]s?\s+[\w-]")
_CUE = re.compile(rf"\b{SAYING}\b|{CHINESE_CUES}")
_FRONT = 30  # characters: a role that far into its sentence is not its subject
_COMPLEMENT = re.compile(
    rf"\b(?:for|of|by|from|to|with|at|including|between|under|alongside|than|like|and)\s+"
    rf"(?:(?:the|an?|its|his|her|their|former|then|vice|deputy|{TITLE}|[A-Z][\w’'.-]*)\s+){{0,4}}$"
)
_ISSUED = re.compile(
    r"\b(?:sent|issued?|releas|publish|read|wrote|deliver|posted|put out|unveil|signed?)\w*\s(?:out\s)?(?:an?|the|his|her|its|their)\s"
    r"(?:[\w-]+\s){0,3}(?:letter|message|statement|report|paper|speech|note|essay|declaration|survey|study|document|plan)\b"
)
# "the president", whose name stands elsewhere; "a diplomat" is somebody, "a report" is not.
_DEFINITE_ROLE = re.compile(rf"[Tt]he\s+(?:[A-Z]\w+\s+|former\s+)?(?P<title>{TITLE})")
_SOMEBODY = re.compile(
    r"(?i:an?|one|another)\s(?!.*\b(?:report|paper|statement|document|letter|study|survey|editorial|commentary|draft|notice|firm"
    r"|company|group|agency|ministry|newspaper|website|article|post|law|rule|plan|bill)\b)"
)
_ENDS_IN_TITLE = re.compile(rf"\b(?:{TITLE}|successor|predecessor|colleague|counterpart|compatriot)\s*$", re.IGNORECASE)
_TITLED = re.compile(rf"(?:(?:the|vice|deputy|former|{TITLE})\s+)+", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:a\s+(?:gaggle|group|number|host|string|handful)|many|several|some|executives|representatives|leaders)\b"
)


def add_surnames(
    text: str, mentions: Sequence[ActorMention], leaders: Mapping[str, ActorMention]
) -> tuple[ActorMention, ...]:
    """Return the mentions together with the places where a person is named by the surname alone.

    Parameters
    ----------
    text
        The text that names them.
    mentions
        Those named in full, and bodies, in order.
    leaders
        Further bearers of a surname, who need not be named in full.

    Returns
    -------
    tuple of ActorMention
        In the order of the text. A surname means its last bearer before it, or else the first one after it.
    """
    bearers: dict[str, list[ActorMention]] = {surname: [leader] for surname, leader in leaders.items()}
    for mention in mentions:
        if mention.is_person and (surname := surname_of(mention.name)).isalpha() and surname[0].isascii():
            bearers.setdefault(surname, []).append(mention)
    pattern = re.compile(rf"(?<![\w’'@-])(?:{any_of(bearers)})(?![\w-])") if bearers else None
    taken = [mention.start for mention in mentions]
    found = list(mentions)
    for match in pattern.finditer(text) if pattern else ():
        place = bisect_right(taken, match.start())
        if place and mentions[place - 1].end > match.start():
            continue
        if _CAPITAL_BEFORE.search(text, max(0, match.start() - 30), match.start()) or _CAPITAL_AFTER.match(
            text, match.end()
        ):
            continue
        known = bearers[match[0]]
        bearer = next((one for one in reversed(known) if one.start <= match.start()), known[0])
        found.append(bearer._replace(start=match.start(), end=match.end()))
    return tuple(sorted(found, key=_start_of))


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
    if match := _ENDS_IN_PRONOUN.search(phrase):
        start, phrase = start + match.start("pronoun"), match["pronoun"]
    bare = re.sub(r"(?:\s+(?:himself|herself|themselves|itself|also|then|later|reportedly)|本人|自己)$", "", phrase)
    if _SINGULAR.fullmatch(bare):
        return _last_person(names, start, previous, previous_at)
    if _OTHER_PRONOUN.fullmatch(bare):
        return _last_other(names, start, previous, previous_at)
    if _LATTER.fullmatch(bare) and (people := [mention for mention in names.before(start) if mention.is_person]):
        return name_speaker(people[-1], is_inferred=True)
    named = _find_named(names, start, start + len(phrase))
    if named is not None:
        written = names.text[named.start : named.end]
        return name_speaker(named, is_inferred=written != named.name and written == surname_of(named.name))
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
    if is_surname and (bearer := names.find_bearer(surname, start)):
        return name_speaker(bearer, is_inferred=True)
    if _SURNAME_ZH.fullmatch(simplify_han(head)):
        people = [
            m for m in names.before(start) if m.is_person and names.text[m.start] == head[0] and m.end - m.start > 1
        ]
        if people:
            return name_speaker(people[-1], is_inferred=True)
    if (role := _DEFINITE_ROLE.fullmatch(head)) and (holder := _find_holder(names, role["title"], start)):
        return name_speaker(holder, is_inferred=True)
    if not re.search(r"\w", head):
        return None
    return Speaker(head, slugify(head), bool(_SOMEBODY.match(head)), False)


def _find_holder(names: DocumentNames, title: str, position: int) -> ActorMention | None:
    """Return the last person named beside a title, for "the president" without a name."""
    beside = re.compile(rf"(?i)\b{re.escape(title)}\b")
    for person in reversed([mention for mention in names.before(position) if mention.is_person]):
        after = names.text[person.end : person.end + 60].split(".")[0]
        if beside.search(names.text[max(0, person.start - 40) : person.start].split(".")[-1]):
            return person
        if after.startswith(",") and beside.search(after):
            return person
    heads = {leader.actor_id for leader in names.leaders.values()} if title == "president" else set()
    return next((m for m in reversed(names.before(position)) if m.actor_id in heads), None)


def find_subject_before(names: DocumentNames, position: int, *, is_alone: bool) -> Speaker | None:
    """Return who was spoken of last before words that name no speaker.

    Parameters
    ----------
    names
        Everybody the document names.
    position
        Where the words begin.
    is_alone
        Whether they are a paragraph of their own, which the paragraph before introduces.

    Returns
    -------
    Speaker or None
        The first person of the nearest sentence in the paragraph, or in the one before it.
    """
    floor = names.paragraph_of(position)
    found = _find_subject(names, position - 1, floor) if position > floor else None
    if found is None and is_alone and floor:
        found = _find_subject(names, floor - 1, names.paragraph_of(floor - 1))
    return found[1] if found else None


def _last_person(names: DocumentNames, position: int, previous: Speaker | None, previous_at: int) -> Speaker | None:
    """Return the person a pronoun stands for: the subject of the nearest sentence that has one, in its paragraph first."""
    found = _find_subject(names, position, names.paragraph_of(position))
    if found is None:
        found = _find_subject(names, position, 0)
        if found and previous is not None and previous.is_person and not _speaks(names, found[0]):
            found = None
    if previous is not None and (found is None or (previous.is_person and found[0] < previous_at)):
        return previous._replace(is_inferred=True)
    if found is not None:
        return found[1]
    people = [mention for mention in names.headline if mention.is_person]
    return name_speaker(people[0], is_inferred=True) if people else None


def _find_subject(names: DocumentNames, position: int, floor: int) -> tuple[int, Speaker] | None:
    """Return the first person, by name or by role, of the nearest sentence where one is no mere complement."""
    spare: tuple[int, Speaker] | None = None
    for start, end in names.sentences_before(position, floor=floor):
        people = [mention for mention in names.within(start, end) if mention.is_person]
        free = [mention for mention in people if _is_free(names.text, start, mention)]
        role = next(
            (
                m
                for m in _ROLE.finditer(names.text, start, end)
                if not _COMPLEMENT.search(names.text[start : m.start()])
            ),
            None,
        )
        if role and not (free and free[0].start < role.end()) and (not free or role.start() - start < _FRONT):
            return role.start(), Speaker(role[0], slugify(role[0]), True, True)
        if free:
            return free[0].start, name_speaker(free[0], is_inferred=True)
        people = [mention for mention in people if not _OWNS.match(names.text, mention.end)]
        if people and spare is None:
            spare = people[0].start, name_speaker(people[0], is_inferred=True)
    return spare


def _speaks(names: DocumentNames, position: int) -> bool:
    """Return whether the sentence of a position says after it that somebody spoke."""
    place = bisect_right(names.sentence_starts, position)
    end = names.sentence_starts[place] if place < len(names.sentence_starts) else len(names.text)
    return _CUE.search(names.text, position, end) is not None


def _is_free(text: str, start: int, person: ActorMention) -> bool:
    """Return whether a person neither depends on a preposition nor owns what follows."""
    return not _OWNS.match(text, person.end) and not _COMPLEMENT.search(
        text[max(start, person.start - 60) : person.start]
    )


def _last_other(names: DocumentNames, position: int, previous: Speaker | None, previous_at: int) -> Speaker | None:
    """Return the body or group a pronoun stands for; "it" after "X sent a letter" is what X wrote."""
    bodies = [mention for mention in names.before(position) if not mention.is_person]
    if previous is not None and not previous.is_person and (not bodies or bodies[-1].start < previous_at):
        return previous._replace(is_inferred=True)
    for start, end in names.sentences_before(position, floor=names.paragraph_of(position)):
        writers = names.within(start, end)
        if _ISSUED.search(names.text, start, end) and writers:
            return name_speaker(writers[0], is_inferred=True)
        if any(not writer.is_person for writer in writers):
            break
    return name_speaker(bodies[-1], is_inferred=True) if bodies else None
