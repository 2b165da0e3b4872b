"""Whom a speaker's phrase means, be it a name, a surname or a pronoun; where the phrase stands is found elsewhere."""

from __future__ import annotations

import re

from wicreport.coding.actors import ActorMention, surname_of
from wicreport.coding.antecedents import SOMEBODY, find_foregoing, find_holder, last_other, last_person, last_quoted
from wicreport.coding.cues import any_of
from wicreport.coding.document_names import DocumentNames, Speaker, name_speaker
from wicreport.coding.names import HAN, TITLE, slugify
from wicreport.coding.sentences import MASK
from wicreport.corpus.scripts import simplify_han

__all__ = ["resolve_speaker"]

_SINGULAR = re.compile(r"(?:[Hh]e|[Ss]he|[Hh]im|[Hh]is|[Hh]er|他|她|其)")
_WRITER = re.compile(r"(?:I|[Ww]e|我|我们|我們|笔者|筆者)")
_LATTER = re.compile(r"(?:[Tt]he\s+latter|后者|後者)")
_SURNAME_ZH = re.compile(
    rf"[{HAN}](?:主席|总统|总理|部长|主任|书记|市长|省长|局长|总裁|先生|女士|教授|博士|院士|总|老师)"
)
_OTHER_PRONOUN = re.compile(r"(?:[Ii]ts?|[Tt]hey|[Tt]heir|[Tt]his|[Tt]hat|[Yy]ou|[Tt]hem|它|他们|她们|他們|该|双方|这)")
_LEAD = re.compile(
    r"(?:(?:[Ee]ven|[Hh]owever|[Bb]ut|[Aa]nd|[Yy]et|[Ss]o|[Tt]hen|[Aa]lso|[Ww]hile|[Ww]hich|[Ww]hat|[Aa]s|[Oo]nly|[Jj]ust"
    r"|[Ll]ike),?\s+)+"
)
_ENDS_IN_PRONOUN = re.compile(r"\s(?P<pronoun>he|she|they|we|it|I)$")  # "Liu He" is no pronoun
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
# "an executive at a video app" is known by nothing else.
_CUT_SOMEBODY = re.compile(rf",|\s+{_CIRCUMSTANCES}\b|\s+(?:to|on|in)\s+[a-z]|\s+[—–-]\s+|[(\[]")
_DEPENDENT = re.compile(r"(?:\b(?:for|of|by|from|to|with|at|including|between|under)\s+(?:[\w’'-]+\s+){0,3}|的)$")
# "the president", whose name stands elsewhere; "a diplomat" is somebody, "a report" is not.
_DEFINITE_ROLE = re.compile(rf"[Tt]he\s+(?:[A-Z]\w+\s+|former\s+)?(?P<title>{TITLE})")
_ENDS_IN_TITLE = re.compile(rf"\b(?:{TITLE}|successor|predecessor|colleague|counterpart|compatriot)\s*$", re.IGNORECASE)
_HOLDER = re.compile(rf"(?:[Aa]n?|[Tt]he|[Oo]ne|[Ii]ts|[Oo]ur)\s(?:[\w-]+\s){{0,3}}{TITLE}\s(?:for|of|at|from|with)\b")
_TITLED = re.compile(rf"(?:(?:the|vice|deputy|former|{TITLE})\s+)+", re.IGNORECASE)
_ADDRESSED = re.compile(r",\s+(?P<name>(?:Mr|Mrs|Ms|Miss|Madame|Dr|Prof)\.?\s+[A-Z][\w-]+)\.?\s*$")
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
    if match := _ENDS_IN_PRONOUN.search(phrase):
        start, phrase = start + match.start("pronoun"), match["pronoun"]
    bare = re.sub(r"(?:\s+(?:himself|herself|themselves|itself|also|then|later|reportedly)|本人|自己)$", "", phrase)
    if _SINGULAR.fullmatch(bare):
        return last_person(names, start, previous, previous_at)
    if _WRITER.fullmatch(bare):
        return last_quoted(names, start, previous)
    if _OTHER_PRONOUN.fullmatch(bare):
        return last_other(names, start, previous, previous_at)
    if _LATTER.fullmatch(bare) and (people := [mention for mention in names.before(start) if mention.is_person]):
        return name_speaker(people[-1], is_inferred=True)
    named = _find_named(names, start, start + len(phrase))
    if named is not None:
        written = names.text[named.start : named.end]
        return name_speaker(named, is_inferred=written != named.name and written == surname_of(named.name))
    return _resolve_phrase(names, phrase, start)


def _find_named(names: DocumentNames, start: int, end: int) -> ActorMention | None:
    """Return the person the phrase is about, or the body it consists of."""
    mentions, phrase = names.within(start, end), names.text[start:end]
    if mentions[1:] and mentions[-1].is_person and mentions[-1].end == end and re.match(f"[{HAN}]", phrase):
        return mentions[-1]  # "苏世民书院院长薛澜"
    for mention in mentions:
        if mention.is_person and not _GROUP.match(phrase) and _is_head(names, mention, start, end):
            return mention
    head = _CUT.split(phrase, maxsplit=1)[0]
    if (_ENDS_IN_TITLE.search(head) or _HOLDER.match(head)) and (apposed := _find_apposed(names, start + len(head))):
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
    addressed = _ADDRESSED.search(phrase)
    cut = _CUT_SOMEBODY if re.match("[Aa]n?\\s|[Oo]ne\\s", phrase) else _CUT
    head = addressed["name"] if addressed else cut.split(phrase, maxsplit=1)[0].strip(" ,;:.") or phrase.strip()
    head = re.sub(r"\s+", " ", head.replace(MASK, ""))
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
    if (role := _DEFINITE_ROLE.fullmatch(head)) and (holder := find_holder(names, role["title"], start)):
        return name_speaker(holder, is_inferred=True)
    if person := find_foregoing(names, head, start):
        return person
    if not re.search(r"\w", head):
        return None
    return Speaker(head, slugify(head), bool(SOMEBODY.match(head)), False)
