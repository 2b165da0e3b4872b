"""Whom words mean that name nobody: pronouns, "the president", quotations alone; names are found elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from wicreport.coding.actors import ActorMention
from wicreport.coding.cues import SPEECH_NOUN
from wicreport.coding.document_names import DocumentNames, Speaker, name_speaker
from wicreport.coding.genders import Gender, fits_gender, gender_of_word
from wicreport.coding.names import TITLE, slugify
from wicreport.coding.sentences import MASK
from wicreport.coding.speaker_phrases import find_subject, find_verbs

__all__ = [
    "find_foregoing",
    "find_holder",
    "find_subject_before",
    "last_other",
    "last_person",
    "last_quoted",
]

# "Daniel Zhang did come. The Alibaba chief said": the words for somebody whom the sentence before is about.
_EPITHET = re.compile(
    r"[Tt]he\s+(?:[A-Z][\w.-]+\s+|former\s+|vice\s+|deputy\s+|(?:[\w-]+-)?(?:year-)old\s+)*(?:tycoon|billionaire|(?:co-?)?founder|boss|chief(?:\s+executive)?|chairm[ae]n"
    r"|chairwoman|CEO|entrepreneur|magnate|mogul|executive|American|veteran|president|premier|minister|chief|tsar|czar|professor|scholar|lawyer|engineer|writer|author|novelist|diplomat|envoy|ambassador|analyst|researcher|\d+-year-old)(?:\s(?:of|at)\s[A-Z]\w+)?"
)
# Trades and kin, beside the titles: "the owner's son", "a taxi driver", "the woman at the next table".
_PERSON = (
    rf"(?:{TITLE}|(?:[a-z]+-?)?(?:woman|man|girl|boy|owner|keeper|holder|seller|worker|maker|driver|tender|monger|player)"
    r"|son|daughter|wife|husband|mother|brother|sister|aunt|uncle|cousin|friend|neighbou?r|guide|guard|volunteer|visitor|guest|teacher|waiter"
    r"|waitress|vendor|cook|baker|tailor|fisher|nurse|pupil|graduate|user|buyer|tourist|interpreter|translator|boatman|veteran|pensioner|exhibitor|porter|employee|[a-z]+(?:ist|ician|eer))"
)
_ROLE = re.compile(
    rf"\b(?i:an?|the|one|another|my|our|his|her|its|their)\s+(?:(?!(?:to|of|for|by|from|with|in|on|at|and|was|is|that|who)\s)[\w’'-]+\s+){{0,3}}?{_PERSON}(?:\s{_PERSON})*(?![\w’'-])"
    r"(?:\s+(?:for|of|at|from|in|behind|with)\s+(?:(?:the|an?|his|her)\s+)?(?:(?:[A-Z][\w.-]*\s?)+(?<![\s.])|[a-z]+(?:\s[a-z]+(?=[,.]|\s[a-z]+ed\b))?))?"
)
_BODY = re.compile(
    r"(?:^|(?<=, ))\s*(?P<name>(?i:an?|the|its|our|another|one|this|that)\s"
    r"(?:(?!(?:of|in|on|to|by|for|with|at|from|and)\b)[\w’'-]+\s){0,3}?"
    r"(?:company|firm|start-?up|group|agency|ministry|charity|institute|association|regulator"
    r"|administration|union|bank|newspaper|paper|chamber|coalition|organi[sz]ation|statement|notice|report|letter|law|draft|editorial|post)"
    r"(?:\s(?:of|from|for|by)\s(?:the\s)?[A-Z][\w’-]*)?)(?![\w’'-])"
)
_THING = re.compile(r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]his|(?:[A-Z][\w-]*\s)*[A-Z][\w-]*['’]s?)\s(?:[\w’'-]+\s?){1,5}")
_ENDING = re.compile(r"\b(?P<name>(?:an?|the|his|her|its|their|this)\s(?:[\w’'-]+\s){0,2}[\w’'-]+)\.\s*$")
_HE = re.compile(r"\b(?:[Hh]e|[Ss]he)\s+[a-z]")
_ISSUES = re.compile(
    r"\b(?:issu|publish|releas|unveil|draft|announc|adopt|sign)(?:e[ds]|ing)\s(?:an?\s|the\s|its\s|new\s)?"
    r"(?P<name>(?:[\w-]+\s){0,3}(?:rules|measures|regulations|guidelines|laws?|standards|principles)(?:\s(?:for|on)\s(?:[\w-]+(?:\s[\w-]+)?))?)"
)
_KNOWN = re.compile(r"[Tt]he\s(?:\w+\s){0,2}(?:wo)?man$")
_COMPANY = re.compile(
    r"[Tt]he\s(?:[\w-]+\s){0,2}(?:company|firm|group|giant|retailer|start-?up|platform|search\sengine|chipmaker|carmaker|maker|operator)"
    r"|[Tt]he\s(?:agency|ministry|charity|institute|association|regulator|watchdog|organi[sz]ation|academy)"
)
_NAMELY = re.compile(rf",?\s(?:(?:named|called|an?|was|is)\s(?:[A-Z]\w+['’]s\s)?)?(?i:{TITLE}\s)?")
_OWNS = re.compile(rf"['’]s?\s+(?!{SPEECH_NOUN}\b)[\w{MASK}-]")
_SUBORDINATE = re.compile(
    r"\s*(?:When|While|As|After|Before|If|Although|Though|Because|Since|Asked|Once|Where|Whereas)\b[^,.]*,|.*[;；]"
)
_MOST = 60  # sentences back: nobody named earlier is meant
_FAR = 1500  # characters: a sentence that has not ended by then has no end
_FRONT = 30  # characters: a role that far into its sentence is not its subject
_COMPLEMENT = re.compile(
    r"\b(?:for|of|by|from|to|with|at|including|between|under|alongside|than|like|and"
    r"|(?:an?|the|his|her|its)\s+(?:[\w-]+\s+){1,3}(?:that|which))\s+"
    rf"(?:(?:the|an?|its|his|her|their|former|then|vice|deputy|{TITLE}|[A-Z][\w’'.-]*)\s+){{0,4}}$"
)
_CLEFT = re.compile(r"\s*It\s(?:was|is|fell|took)\b")
_LETTER = r"(?:letter|message|statement|report|paper|speech|note|essay|declaration|survey|study|document|plan)\b"
_ISSUED = re.compile(
    r"\b(?:sent|issued?|releas|publish|read|wrote|deliver|posted|put out|unveil|signed?)\w*\s(?:out\s)?"
    rf"(?:\w+\s)?(?:an?|the|his|her|its|their)\s(?:[\w-]+\s){{0,3}}{_LETTER}|{_LETTER}\s(?:by|from)\s|['’]s\s(?:\w+\s)?{_LETTER}|:\s(?:an?|the)\s{_LETTER}"
)


def find_holder(names: DocumentNames, title: str, position: int) -> ActorMention | None:
    """Return the last person named beside a title, for "the president" without a name."""
    beside = re.compile(rf"(?i)\b(?<!vice[ -])(?<!deputy )(?<!former ){re.escape(title)}\b")
    for person in reversed([mention for mention in names.before(position) if mention.is_person]):
        before, after = names.text[max(0, person.start - 40) : person.start], names.text[person.end : person.end + 60]
        if beside.search(before.split(".")[-1]) or (after.startswith(",") and beside.search(after.split(".")[0])):
            return person
    return None


def find_foregoing(names: DocumentNames, phrase: str, position: int) -> Speaker | None:
    """Return whom an epithet ("the tycoon") means: whom the sentence before, in its paragraph, opens with."""
    if _COMPANY.fullmatch(phrase):
        return _find_company(names, position)
    if not _EPITHET.fullmatch(phrase):
        return None
    own = next((start for start, _ in names.sentences_before(position)), 0)
    start = next((start for start, _ in names.sentences_before(own - 1, floor=names.paragraph_of(position))), None)
    people = [] if start is None else [mention for mention in names.within(start, own) if mention.is_person]
    is_meant = len({mention.name for mention in people}) == 1 or (
        people and people[0].end <= (start or 0) + _FRONT and _is_free(names.text, start or 0, people[0])
    )
    return name_speaker(people[0], is_inferred=True) if is_meant else None


def _find_company(names: DocumentNames, position: int) -> Speaker | None:
    """Return the last body named in the paragraph, or the one before: "the firm"."""
    floor = names.paragraph_of(names.paragraph_of(position) - 1)
    bodies = [mention for mention in names.before(position) if not mention.is_person and mention.start >= floor]
    return name_speaker(bodies[-1], is_inferred=True) if bodies else None


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


def last_person(names: DocumentNames, position: int, previous: Speaker | None, previous_at: int) -> Speaker | None:
    """Return the person a pronoun stands for: the nearest sentence's subject, in its own paragraph first."""
    gender = gender_of_word(names.text[position : position + 4])
    if previous is not None and not fits_gender(names, previous.name, position, gender):
        previous = None
    floor = names.paragraph_of(position)
    found = _find_subject(names, position, floor, gender)
    if found is None:
        found = _find_subject(names, position, 0, gender)
    if previous is not None and (found is None or (previous.is_person and found[0] < previous_at)):
        return previous._replace(is_inferred=True)
    if found is not None:
        return found[1]
    people = names.following(position)
    return name_speaker(people[0], is_inferred=True) if people else None


def _find_subject(
    names: DocumentNames, position: int, floor: int, gender: Gender | None = None
) -> tuple[int, Speaker] | None:
    """Return the first person, by name or by role, of the nearest sentence where one is no mere complement."""
    spare: tuple[int, Speaker] | None = None
    for start, end in islice(names.sentences_before(position, floor=floor), _MOST):
        opening = _SUBORDINATE.match(names.text, start, end)
        people = [
            mention
            for mention in names.within(start, end)
            if mention.is_person
            and not names.text[mention.start].isspace()  # in brackets
            and fits_gender(names, mention.name, position, gender)
        ]
        roles = [
            role
            for role in _ROLE.finditer(names.text, start, min(end, start + _FAR))
            if gender in (None, gender_of_word(role[0]) or gender) and not _is_aside(names.text, role)
        ]
        # "He told an audience that included X.": he is not X, but somebody named before.
        places = [*(mention.start for mention in people), *(role.start() for role in roles)]
        pronoun = _HE.search(names.text, start, min([end, position, *places]))
        if pronoun and gender in (None, gender_of_word(pronoun[0])):
            continue
        if opening and any(mention.start >= opening.end() for mention in people):
            start, people = opening.end(), [mention for mention in people if mention.start >= opening.end()]
        free = [mention for mention in people if _is_free(names.text, start, mention)]
        role = next(
            (role for role in roles if role.start() >= start and not _depends(names.text, start, role.start())), None
        )
        if role and free and _NAMELY.fullmatch(names.text[role.end() : free[0].start]):  # "a farmer, Hu Lan,"
            role = None
        if role and not (free and free[0].start < role.end()) and (not free or role.start() - start < _FRONT):
            person = find_foregoing(names, role[0], role.start())
            found = role.start(), person or Speaker(role[0], slugify(role[0]), True, True)
            if person or gender is None or not _KNOWN.match(role[0]):
                return found
            spare = spare or found  # "the young woman" has been named before
            continue
        if free:
            return free[0].start, name_speaker(free[0], is_inferred=True)
        people = [mention for mention in people if not _OWNS.match(names.text, mention.end)]
        if people and spare is None:
            spare = people[0].start, name_speaker(people[0], is_inferred=True)
        if roles and not people and spare is None:
            spare = roles[-1].start(), Speaker(roles[-1][0], slugify(roles[-1][0]), True, True)
    return spare


def _is_aside(text: str, role: re.Match[str]) -> bool:
    """Return whether a role asks, or says more about somebody named before ("He came, the first chief to do so,")."""
    if re.search(r"reporter|journalist|correspondent", role[0]) and re.match(
        r"[^.,]{0,30}\basked\s[A-Z]", text[role.end() : role.end() + 60]
    ):
        return True
    return text[: role.start()].endswith(", ") and text[role.end() :].startswith((",", " to ", " who "))


def _is_free(text: str, start: int, person: ActorMention) -> bool:
    """Return whether a person neither depends on a preposition nor owns what follows."""
    return not _OWNS.match(text, person.end) and not _depends(text, start, person.start)


def _depends(text: str, start: int, place: int) -> bool:
    """Return whether somebody depends on a preposition; in "It was left to X to explain" he does not."""
    return not _CLEFT.match(text, start, place) and _COMPLEMENT.search(text[max(start, place - 60) : place]) is not None


def last_other(names: DocumentNames, position: int, previous: Speaker | None, previous_at: int) -> Speaker | None:
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
    return _find_body(names, position, bodies)


def _find_body(names: DocumentNames, position: int, bodies: Sequence[ActorMention]) -> Speaker | None:
    """Return the body or thing of the sentence before, in the paragraph ("The firm declined."), or the last body."""
    own = next((start for start, _ in names.sentences_before(position)), 0)
    for start, _ in islice(names.sentences_before(own - 1, floor=names.paragraph_of(position)), 1):
        if match := next((m for pattern in (_BODY, _ISSUES) if (m := pattern.search(names.text[start:own]))), None):
            return Speaker(match["name"], slugify(match["name"]), False, True)
        thing = _find_thing(names, start, own) if not bodies or bodies[-1].start < start else None
        if thing:
            return Speaker(thing, slugify(thing), False, True)
    return name_speaker(bodies[-1], is_inferred=True) if bodies else None


def _find_thing(names: DocumentNames, start: int, end: int) -> str | None:
    """Return what a sentence opens with if that is nobody, or else what it ends with ("He keeps the first letter.")."""
    text = names.text[start:end]
    verb = next((verb for verb in find_verbs(text) if verb.start()), None)
    first, last = find_subject(text[: verb.start()]) if verb else (0, 0)
    if first < last and not names.within(start, start + last) and _THING.fullmatch(text, first, last):
        return text[first:last]
    ending = _ENDING.search(text)
    return ending["name"] if ending else None


def last_quoted(names: DocumentNames, position: int, previous: Speaker | None) -> Speaker | None:
    """Return whose words a writer who says "I" gives: somebody the sentence names before, or else the writer's own."""
    floor = next((start for start, _ in names.sentences_before(position)), 0)
    if found := _find_subject(names, position, floor):
        return found[1]
    return Speaker(names.author, slugify(names.author), True, True) if names.author else previous
