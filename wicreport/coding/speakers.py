"""Whom a speaker's phrase means, be it a name, a surname or a pronoun; where the phrase stands is found elsewhere."""

from __future__ import annotations

import re

from wicreport.coding.actors import ActorMention, surname_of
from wicreport.coding.antecedents import find_foregoing, find_holder, last_other, last_person, last_quoted
from wicreport.coding.cues import any_of
from wicreport.coding.document_names import DocumentNames, Speaker, name_speaker
from wicreport.coding.names import HAN, TITLE, slugify
from wicreport.coding.sentences import MASK
from wicreport.corpus.scripts import simplify_han

__all__ = ["resolve_speaker"]

_SINGULAR = re.compile(r"(?:[Hh]e|[Ss]he|[Hh]im|[Hh]is|[Hh]er|他|她|其)")
_EMPHASIS = re.compile(r"(?:\s+(?:himself|herself|themselves|itself|also|then|later|reportedly)|本人|自己)$")
_WRITER = re.compile(r"(?:I|[Ww]e|我|我们|我們|笔者|筆者)")
_SURNAME_ZH = re.compile(
    rf"(?P<surname>[{HAN}])(?:主席|总统|总理|部长|主任|书记|市长|省长|局长|总裁|先生|女士|教授|博士|院士|总|老师)"
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
# "the president", whose name stands elsewhere.
_DEFINITE_ROLE = re.compile(rf"[Tt]he\s+(?:[A-Z]\w+\s+|former\s+)?(?P<title>{TITLE})")
_APPOSED = re.compile(rf",?\s+(?:an?\s+)?(?:(?:[A-Z]\w+\s+)?{TITLE}\s+)?", re.IGNORECASE)


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
    bare = _EMPHASIS.sub("", phrase)
    if _SINGULAR.fullmatch(bare):
        return last_person(names, start, previous, previous_at)
    if _WRITER.fullmatch(bare):
        return last_quoted(names, start, previous)
    if _OTHER_PRONOUN.fullmatch(bare):
        return last_other(names, start, previous, previous_at)
    named = _find_named(names, start, start + len(phrase))
    if named is not None:
        written = names.text[named.start : named.end]
        return name_speaker(named, is_inferred=written != named.name and written == surname_of(named.name))
    if previous and phrase.startswith(("the ", "The ")) and previous.name.split()[-1:] == phrase.split()[-1:]:
        return previous._replace(is_inferred=True)  # "an official said": "the official added"
    return _resolve_phrase(names, phrase, start)


def _find_named(names: DocumentNames, start: int, end: int) -> ActorMention | None:
    """Return the person the phrase is about, or the body it consists of."""
    mentions, phrase = names.within(start, end), names.text[start:end]
    if mentions[1:] and mentions[-1].is_person and mentions[-1].end == end and re.match(f"[{HAN}]", phrase):
        return mentions[-1]  # "苏世民书院院长薛澜"
    for mention in mentions:
        if mention.is_person and _is_head(names, mention, start, end):
            return mention
    head = _CUT.split(phrase, maxsplit=1)[0]
    if apposed := _find_apposed(names, start + len(head)):
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
    """Return the person named right after a title ("its spokeswoman, Hua Chunying,", "its host, a Mr Yao")."""
    people = (one for one in names.within(position, position + 60) if one.is_person)
    return next((one for one in people if _APPOSED.fullmatch(names.text, position, one.start)), None)


def _resolve_phrase(names: DocumentNames, phrase: str, start: int) -> Speaker | None:
    """Return whom an epithet means, or else the phrase cut to its head."""
    cut = _CUT_SOMEBODY if re.match("[Aa]n?\\s|[Oo]ne\\s", phrase) else _CUT
    head = cut.split(phrase, maxsplit=1)[0].strip(" ,;:.") or phrase.strip()
    head = re.sub(r"\s+", " ", head.replace(MASK, ""))
    if _SURNAME_ZH.fullmatch(simplify_han(head)):
        people = [
            m for m in names.before(start) if m.is_person and names.text[m.start : m.end][:-1].startswith(head[0])
        ]
        if people:
            return name_speaker(people[-1], is_inferred=True)
    if (role := _DEFINITE_ROLE.fullmatch(head)) and (holder := find_holder(names, role["title"], start)):
        return name_speaker(holder, is_inferred=True)
    if person := find_foregoing(names, head, start):
        return person
    if not re.search(r"\w", head):
        return None
    return Speaker(head, slugify(head), False, False)
