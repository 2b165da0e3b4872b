"""Whether somebody named in a report is there, weighed by the words around the name; what is stated is read elsewhere.

The weights are fitted to labelled documents (`tests/weights.py`) and kept in the codebook: one logistic regression for
each status, with an L1 penalty that leaves only the signals that tell (Tibshirani 1996; Genkin, Lewis and Madigan 2007
for words as signals). A signal is looked up by its name, so that a weight can be read and a record explained.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from wicreport.coding import setting_cues as cues
from wicreport.coding.attendance_verbs import Attendance, Status
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.participants import Participant
from wicreport.corpus.scripts import simplify_han

__all__ = ["PRESENT", "Mention", "find_mentions", "weigh_presences"]

PRESENT = "weighed"
"""The rule of an appearance that no words state."""

_INTERCEPT = "intercept"
_LIKELY = 0.5
_BEFORE, _AFTER, _BEHIND, _PAIRS, _MOST = 8, 10, 4, 6, 4
_LEAD = (0, 2, 6)
_TOKEN = re.compile(r"[\u4e00-\u9fff]|\d[\d,.]*|[^\W\d_]+(?:[’'][a-z]+)?|[^\w\s]")
_ENDING = re.compile(r"(?<=\w{4})(?:ing|ed|es|s|e)$")
_APPOSITION = re.compile(r"\s*,[^,]{0,90},")
_CLAUSE_END = re.compile(r"[;,—–.，。；]|\b(?:but|while|and)\b")
_DENIED = re.compile(
    r"(?i)\b(?:not|never|no|absent|skip\w*|stay\w* away|miss\w*|declin\w*|cancel\w*)\b|n[’']t\b|[没沒未缺不]"
)
_TO_COME = re.compile(
    r"(?i)\b(?:will|expected|due|scheduled|slated|to (?:attend|speak|deliver|give))\b|[将將]|预计|預計|拟|擬"
)
_SHOWS = re.compile(
    r"(?i)\b(?:exhibit\w*|booths?|stands?|pavilions?|showcas\w*|display\w*|demonstrat\w*|unveil\w*|shows?|showed|showing)\b"
    r"|参展|展示|展出|展台|展区|展位|展馆|展厅|亮相"
)
_LETTER = re.compile(r"(?i)\bletter\b|[贺賀]信")


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of somebody in a passage, with the signals that tell whether they are there, by name."""

    number: int
    who: Participant
    signals: Mapping[str, float]


def find_mentions(document: DocumentContext, named: Sequence[Sequence[Participant]]) -> Iterator[Mention]:
    """Yield each naming of somebody in the passages that may be about the conference, with its signals.

    Parameters
    ----------
    document
        The document and what it says of the conference as a whole.
    named
        Whom each of its passages names.

    Yields
    ------
    Mention
        In the order of the text.
    """
    counts = Counter(who.actor_id for participants in named for who in participants)
    shared = dict(_describe_document(document))
    for number, participants in enumerate(named):
        if participants and document.is_near(number):
            around = shared | dict(_describe_passage(document, number))
            yield from _read_passage(document, number, participants, around, counts)


def weigh_presences(
    mention: Mention, weights: Mapping[Status, Mapping[str, float]]
) -> tuple[Attendance, float] | None:
    """Return the most likely status of somebody at the conference, with its probability; None where it is unlikely.

    Parameters
    ----------
    mention
        Somebody named, and the signals around.
    weights
        By status, the weight of each signal.
    """
    best, chance = None, _LIKELY
    for status, weight in weights.items():
        total = weight[_INTERCEPT] + sum(value * weight.get(name, 0.0) for name, value in mention.signals.items())
        likelihood = 1 / (1 + exp(-total))
        if likelihood >= chance:
            best, chance = status, likelihood
    if best is None:
        return None
    who = mention.who
    return Attendance(who, best, PRESENT, who.start, who.end, is_stated=False), chance


def _describe_document(document: DocumentContext) -> Iterator[tuple[str, float]]:
    for name in ("headed", "on_site", "about_conference", "before_opening", "report", "briefing", "of_sister"):
        if getattr(document, f"is_{name}"):
            yield f"document {name.replace('_', ' ')}", 1.0


def _describe_passage(document: DocumentContext, number: int) -> Iterator[tuple[str, float]]:
    """Yield what the passage, its place and its date say, whomever it names."""
    passage, dated = document.passages[number], document.editions[number]
    yield f"place {next((n for n, last in enumerate(_LEAD) if number <= last), len(_LEAD))}", 1.0
    for n, where in ((number, "here"), (number - 1, "before")):
        if n in document.naming:
            yield f"conference named {where}", 1.0
        if n >= 0 and document.other_events(n):
            yield f"other event {where}", 1.0
    yield f"dated by {dated.rule.partition(':')[0]}", 1.0
    if dated.edition != document.edition:
        yield "of another edition", 1.0
    if _TO_COME.search(passage.text):
        yield "to come", 1.0
        if document.is_before_opening:
            yield "to come, before the opening", 1.0
    if cues.VIRTUAL.is_in(passage.text):
        yield "virtual", 1.0
    if document.is_exhibition(number):
        yield "exhibition", 1.0


def _read_passage(
    document: DocumentContext,
    number: int,
    named: Sequence[Participant],
    around: Mapping[str, float],
    counts: Mapping[str, int],
) -> Iterator[Mention]:
    passage = document.passages[number]
    text = simplify_han(passage.text)
    tokens = list(_tokenise(text, passage.start, named))
    whole = {f"~{form}": 0.5 for _, form in tokens}
    people = sum(who.is_person for who in named)
    for who in named:
        at = who.start - passage.start, who.end - passage.start
        before = [form for start, form in tokens if start < at[0]]
        after = [form for start, form in tokens if start >= at[1]]
        behind = _APPOSITION.match(text, at[1])
        reached = [form for start, form in tokens if start >= behind.end()] if behind else after
        yield Mention(
            number,
            who,
            {
                **around,
                **whole,
                **dict(_describe_name(document, who, people - who.is_person, counts[who.actor_id])),
                **dict(_describe_clause(text, *at, who)),
                **dict(_describe_words(before, after, reached)),
            },
        )


def _describe_name(document: DocumentContext, who: Participant, n_others: int, n: int) -> Iterator[tuple[str, float]]:
    yield "person" if who.is_person else "body", 1.0
    yield f"{who.capacity}", 1.0
    for name in ("delegated", "oblique", "owner"):
        if getattr(who, f"is_{name}"):
            yield name, 1.0
    yield f"beside {min(n_others, 3)} people", 1.0
    yield f"named {min(n, _MOST)} times", 1.0


def _describe_clause(text: str, start: int, end: int, who: Participant) -> Iterator[tuple[str, float]]:
    stop = _CLAUSE_END.search(text, end)
    if _DENIED.search(text, end, stop.start() if stop else len(text)):
        yield "denied", 1.0
    if cues.VIRTUAL.search(text, max(0, start - 60), end + 90):
        yield "virtual nearby", 1.0
    if not who.is_person and _SHOWS.search(text):
        yield "body in a sentence about what is shown", 1.0
    if _LETTER.search(text):
        yield f"letter, {who.capacity}", 1.0


def _describe_words(before: Sequence[str], after: Sequence[str], reached: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield the words before and after a name, the nearer the heavier, and those behind an apposition."""
    for n, form in reversed(list(enumerate(reversed(before[-_BEFORE:])))):
        yield f"{form} _", 1 / (1 + n / 4)
    for n, form in reversed(list(enumerate(after[:_AFTER]))):
        yield f"_ {form}", 1 / (1 + n / 7)
    if before:
        yield f"{before[-1]}|_", 1.0
    if after:
        yield f"_|{after[0]}", 1.0
    for form in reached[:_BEHIND]:
        yield f"_, {form}", 1.0
    for first, second in zip(after[:_PAIRS], after[1:], strict=False):
        yield f"_ {first} {second}", 1.0
    last = before[-_PAIRS:]
    for first, second in zip(last, last[1:], strict=False):
        yield f"{first} {second} _", 1.0


def _tokenise(text: str, start: int, named: Sequence[Participant]) -> Iterator[tuple[int, str]]:
    """Yield where each word of a passage stands, and its form without ending; a name is one word, of its kind."""
    spans = [(who.start - start, who.end - start, who.is_person) for who in named]
    for match in _TOKEN.finditer(text):
        at = match.start()
        name = next((span for span in spans if span[0] <= at < span[1]), None)
        if name is None:
            yield at, _form(match[0])
        elif name[0] == at:
            yield at, "PERSON" if name[2] else "BODY"


def _form(word: str) -> str:
    if word[0].isdecimal():
        return "YEAR" if re.fullmatch(r"20[12]\d", word) else "NUMBER"
    return _ENDING.sub("", word.lower().replace("’", "'"))
