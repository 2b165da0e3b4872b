"""Whose verb it is: the names that an English sentence puts before or behind some words, whatever the words mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from wicreport.coding import sentence_cues as cues
from wicreport.coding.participants import Participant
from wicreport.coding.stems import Cue

__all__ = ["Sentence", "find_subjects", "list_after", "list_before"]

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|\([^)]*\)|\[[^\]]*\]")
_LINK = re.compile(r"[,;]|\band\b|&|\bn?or\b|\bas\s+well\s+as\b|\b(?:along|together)\s+with\b|\balongside\b")
_TAIL = re.compile(r"(?i)^.*(?:[,;]|\bn?or\b|\band\b|\bas well as\b|&)\s*", re.DOTALL)
_ADVERBIAL = re.compile(r"(?i)(?:in|during|with|through|via)\b")
_GERUND_AFTER = re.compile(r"\s+(?:for|by|after|from)\s+")
_COORDINATED = re.compile(r",?\s(?:and|or)\s(?:[\w’'-]+\s){1,7}")
_PARTICIPLE = re.compile(r"\w+ing\b")
_WHO_TAIL = re.compile(r"\s+who(?:\s+(?:is|are|was|were|had|has|have|been|also|will|would|did|not|both|once))*\s*$")
_WHO = re.compile(r"(?:,\s[^,;.]{3,80})?,?\s+who\b")
_POSSESSOR = re.compile(r"\s*(?:[A-Z][\w&.-]*\s?){1,3}[’']s\s+")
_JOINED = re.compile(r",\s+(?:and|but|having|(?:despite|after)(?:\s+having)?)\s+$")
_RELATIVE = re.compile(
    r",?\s+(?:who|which|whose|whom|where|that)\b[^,]*,(?:\s+(?:and|but)\s+(?:who|which|whose)\b[^,]*,)?"
)
_RELATIVE_START = re.compile(r",?\s+(?:who|which|whose|whom|where)\b[^,;:]*$")
_RELATIVE_END = re.compile(r",?\s+(?:who|which|whose|where)\b.*$", re.DOTALL)
_APPOSED = re.compile(r"\s*(?:,|(?:of|from|at|with|representing|for|in)\b)")
_SAID_ENOUGH = re.compile(
    r"\s(?:spoke|came|attended|gave|took|joined|appeared|was|were|is|are|did|sent)\b[^,;]*,?\s(?:and|but)\s"
)
_SAID = re.compile(r"\b(?:said|told|praised|urged|warned|called|letter|message)\b")
_REACH_WORDS = 40
_SENTENCE_WORDS = 60
_LIST_WORDS = 24
_LIST_START_WORDS = 14
_TITLE_WORDS = 8
_LONGEST_LIST = 40


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in its text with the participants it names, in the order of the text, and the cues it may hold."""

    text: str
    start: int
    end: int
    named: tuple[Participant, ...]
    possible: Set[Cue]

    def find(self, cue: Cue) -> Iterator[re.Match[str]]:
        """Return what a pattern finds in the sentence."""
        return cue.pattern.finditer(self.text, self.start, self.end) if cue in self.possible else iter(())

    def before(self, at: int, width: int = 400) -> str:
        """Return the words of the sentence before a place."""
        return self.text[max(self.start, at - width) : at]

    def after(self, at: int, width: int = 400) -> str:
        """Return the words of the sentence after a place."""
        return self.text[at : min(self.end, at + width)]


def find_subjects(sentence: Sentence, start: int, end: int) -> list[Participant]:
    """Return the subject of a verb with the names it is listed with.

    The nearest name before the verb is its subject if nothing between them can be one: appositions, affiliations,
    adverbs, auxiliaries and a verb joined by "and" may stand there. A verb that opens its sentence ("Speaking at the
    forum, X ...") has its subject behind the comma.

    Parameters
    ----------
    sentence
        The sentence with its participants.
    start, end
        Where the verb stands in the text.

    Returns
    -------
    list of Participant
        In the order of the text; empty where it is not sure.
    """
    earlier = [p for p in sentence.named if p.end <= start and not p.is_owner and not _is_enclosed(sentence, p, start)]
    nearest = next(
        (p for p in reversed(earlier) if not p.is_oblique or p.is_delegated or _is_free(sentence, p, start)), None
    )
    if nearest and _reaches(sentence, nearest, start):
        return list_before(sentence, earlier, nearest)
    if cues.FRONTED.search(sentence.before(start)):
        comma = re.search(r",[”\"]?\s+", sentence.after(end))
        if comma:
            return list_after(sentence, end + comma.end(), is_immediate=True)
    return []


def list_after(sentence: Sentence, at: int, *, is_immediate: bool = False) -> list[Participant]:
    """Return the names that are listed from a place on.

    Parameters
    ----------
    sentence
        The sentence with its participants.
    at
        Where the list may begin.
    is_immediate
        Whether nothing but titles and a body that it is of may stand before the first name.

    Returns
    -------
    list of Participant
        In the order of the text; empty where a verb comes first.
    """
    later = [
        p
        for p in sentence.named
        if p.start >= at and not p.is_owner and (p.is_person or not sentence.before(p.np_start, 5).endswith(" for "))
    ]
    opening = sentence.text[at : later[0].np_start] if later else ""
    is_far = len(opening.rpartition(";")[2].split()) > _LIST_START_WORDS
    if is_immediate and opening.strip() and not _POSSESSOR.fullmatch(opening):
        return []
    if not later or is_far or cues.STOP.search(opening.replace(";", ",")):
        return []
    members = [later[0]]
    for who in later[1:_LONGEST_LIST]:
        if not _is_listed(sentence, members[-1], who):
            break
        members.append(who)
    return members


def _is_enclosed(sentence: Sentence, who: Participant, verb: int) -> bool:
    """Return whether a name stands in a relative clause that closes before the verb ("X, who runs Y, said")."""
    is_inside = _RELATIVE_START.search(sentence.before(who.np_start, 120)) is not None
    return is_inside and "," in sentence.text[who.end : verb]


def _is_free(sentence: Sentence, who: Participant, verb: int) -> bool:
    """Return whether a name behind a preposition is a subject all the same: "X, who ...", "with X presiding"."""
    if _WHO.match(sentence.text, who.end, sentence.end):
        return True
    is_absolute = sentence.before(who.np_start, 6).endswith("with ") and not sentence.text[who.end : verb].strip()
    return is_absolute and _PARTICIPLE.match(sentence.text, verb) is not None


def _reaches(sentence: Sentence, who: Participant, verb: int) -> bool:
    """Return whether nothing between a name and a verb can be the verb's subject instead."""
    gap = _QUOTED.sub(" ", sentence.text[who.end : verb])
    gap = _RELATIVE.sub(",", gap)
    gap = cues.AFFILIATION.sub("", gap, count=1) if cues.AFFILIATION.match(gap) else gap
    if cues.TRANSPARENT.fullmatch(gap):
        return True
    words, last_comma = len(gap.split()), gap.rfind(",")
    if _COORDINATED.fullmatch(gap) and not cues.NEW_CLAUSE.search(gap):
        return True
    if _GERUND_AFTER.fullmatch(gap):
        return re.match(r"\w+ing\b", sentence.after(verb)) is not None
    if gap.lstrip().startswith(",") and words < _REACH_WORDS and cues.TRANSPARENT.fullmatch(gap[last_comma + 1 :]):
        return True
    if words < _REACH_WORDS and _APPOSED.match(gap) and not cues.NEW_CLAUSE.search(_WHO_TAIL.sub("", gap)):
        return True
    is_opening = not sentence.before(who.np_start).strip(" \"“'‘")
    if is_opening and words < _SENTENCE_WORDS and _JOINED.search(gap):
        return True
    if not who.is_person and words < _REACH_WORDS and cues.THE_FIRM.search(gap):
        return True
    if cues.SAYS_OF_SELF.search(gap) and words < _LIST_START_WORDS:
        return True
    if cues.NEW_SUBJECT.search(gap):
        return False
    is_adverbial = _ADVERBIAL.match(sentence.after(verb)) is not None and words < _LIST_WORDS
    return is_adverbial or (words < _REACH_WORDS and cues.CONNECTED.search(gap) is not None)


def list_before(sentence: Sentence, earlier: Sequence[Participant], last: Participant) -> list[Participant]:
    """Return a name with those that are listed before it.

    Parameters
    ----------
    sentence
        The sentence with its participants.
    earlier
        The participants that may belong to the list, in the order of the text.
    last
        The last name of the list.
    """
    members = [last]
    for who in reversed([p for p in earlier if p.end <= last.np_start][-_LONGEST_LIST:]):
        is_sent = who.is_person and cues.SENT_PERSON.search(sentence.before(who.np_start, 80)) is not None
        if not _is_listed(sentence, who, members[0]) or (who.is_oblique and not who.is_delegated) or is_sent:
            break
        members.insert(0, who)
    return members


def _opens_clause(sentence: Sentence, who: Participant) -> bool:
    """Return whether a name behind a semicolon is the subject of a clause of its own, relative clauses left out."""
    rest = _RELATIVE.sub(" ", sentence.after(who.end, 160).partition(";")[0], count=1)
    return cues.FINITE.match(" " + rest.lstrip(" ,")) is not None


def _is_listed(sentence: Sentence, first: Participant, second: Participant) -> bool:
    """Return whether two names stand in one list: commas, "and", titles and appositions, and no verb between them."""
    gap = sentence.text[first.end : second.np_start]
    item = gap.rpartition(";")[2]
    if len(item.split()) > _LIST_WORDS or cues.STOP.search(item) or not _LINK.search(gap) or _SAID.search(gap):
        return False
    if cues.NEW_CLAUSE.match(gap, 1) or (";" in gap and cues.FINITE.match(sentence.text, second.end)):
        return False
    if ";" in gap and (
        cues.FINITE.search(_RELATIVE_END.sub("", gap.rpartition(";")[0])) or _opens_clause(sentence, second)
    ):
        return False
    if _SAID_ENOUGH.search(_RELATIVE.sub(",", gap)):
        return False
    glue, tail = cues.GLUE.search(gap), _TAIL.sub("", gap)
    if cues.NEW_CLAUSE.search(tail):
        return False
    return bool(glue and glue[0].strip()) or len(tail.split()) <= _TITLE_WORDS
