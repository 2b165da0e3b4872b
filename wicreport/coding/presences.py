"""Whether somebody named in a report is there, weighed by the words round the name; statements are read elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import exp

from wicreport.coding import setting_cues as cues
from wicreport.coding.attendance_verbs import STATUSES, Attendance
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.participants import Participant
from wicreport.coding.plights import is_kept_away
from wicreport.coding.stems import Cue
from wicreport.corpus.scripts import simplify_han

__all__ = ["INTERCEPT", "PRESENT", "Mention", "find_mentions", "weigh_presences"]

PRESENT = "weighed"
"""The rule of an appearance that no words state."""

INTERCEPT = "intercept"
"""The signal that is always there."""

_LIKELY = 0.5
_STATED_ALONE = "head of state"
"""Whose presence a report states: their words come by letters, and through others."""

_BEFORE, _AFTER, _BEHIND, _PAIRS, _MOST = 8, 10, 4, 6, 4
_LEAD = (0, 2, 6)
_TOKEN = re.compile(r"[\u4e00-\u9fff]|\d[\d,.]*|[^\W\d_]+(?:[’'][a-z]+)?|[^\w\s]")
_ENDING = re.compile(r"(?<=\w{4})(?:ing|ed|es|s|e)$")
_APPOSITION = re.compile(r"\s*,[^,]{0,90},")
_APPOSED = re.compile(r"(?:,\s[^,;“”\"]*|\s(?:of|from|at|with)\s[^,;“”\"]*|（[^）]*）)(?:,\s(?:a|an|the)\s[^,;“”\"]*)?")
_PAUSE = re.compile(r"[,;.]\s|[，。；！？：\n]")
_TITLE_REACH, _APPOSITION_REACH = 60, 110
_CLAUSE_END = re.compile(r"[;,—–.，。；]|\b(?:but|while|and)\b")
_DENIED = re.compile(
    r"(?i)\b(?:not|never|no|absent|skip\w*|stay\w* away|miss\w*|declin\w*|cancel\w*)\b|n[’']t\b|[没沒未缺不]"
)
_TO_COME = Cue(
    r"(?i)\b(?:will|expected|due|scheduled|slated|to (?:attend|speak|deliver|give))\b|[将將]|预计|預計|拟|擬"
)
_SHOWS = Cue(
    r"(?i)\b(?:exhibit\w*|booths?|stands?|pavilions?|showcas\w*|display\w*|demonstrat\w*|unveil\w*|shows?|showed|showing)\b"
    r"|参展|展示|展出|展台|展区|展位|展馆|展厅|亮相"
)
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|「[^」]*」?")
_LETTER = Cue(r"(?i)\bletter\b|[贺賀]信")


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of somebody in a passage, with the signals that tell whether they are there, by name.

    ``around`` are the signals of the passage, whomever it names: one and the same mapping for all it names.
    """

    number: int
    who: Participant
    around: Mapping[str, float]
    own: Mapping[str, float]

    @property
    def signals(self) -> Mapping[str, float]:
        """Return all signals."""
        return {**self.around, **self.own}


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
    mentions: Iterable[Mention], weights: Mapping[str, Sequence[float]]
) -> Iterator[tuple[Mention, Attendance, float]]:
    """Yield those who are likely to be at the conference, with their likeliest status and its probability.

    One logistic regression for each status, fitted with an L1 penalty that leaves only the signals that tell (Genkin,
    Lewis and Madigan 2007); a signal is looked up by its name, so that a weight can be read and a record explained.

    Parameters
    ----------
    mentions
        Those who are named, and the signals around.
    weights
        By signal, its weight for each status.
    """
    around, shared = None, [0.0] * len(STATUSES)
    for mention in mentions:
        if mention.around is not around:
            around, shared = mention.around, _add_up([0.0] * len(STATUSES), mention.around, weights)
        totals = _add_up(shared, mention.own, weights)
        total, status = max(zip(totals, STATUSES, strict=True), key=lambda pair: pair[0])
        chance = 1 / (1 + exp(-total))
        if chance >= _LIKELY:
            yield mention, Attendance(mention.who, status, PRESENT, mention.who.start, mention.who.end), chance


def _add_up(totals: list[float], signals: Mapping[str, float], weights: Mapping[str, Sequence[float]]) -> list[float]:
    for name, value in signals.items():
        if own := weights.get(name):
            totals = [total + value * weight for total, weight in zip(totals, own, strict=True)]
    return totals


def _describe_document(document: DocumentContext) -> Iterator[tuple[str, float]]:
    yield INTERCEPT, 1.0
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
    if _TO_COME.may_be_in(passage.text) and _TO_COME.search(_QUOTED.sub(" ", passage.text)):
        yield "to come", 1.0
        if document.is_before_opening:
            yield "to come, before the opening", 1.0
    if cues.VIRTUAL.may_be_in(passage.text) and cues.VIRTUAL.search(_QUOTED.sub(" ", passage.text)):
        yield "virtual", 1.0
    for name, cue in (("session", cues.SESSION), ("elsewhere", cues.ELSEWHERE), ("other time", cues.OTHER_TIME)):
        if cue.is_in(passage.text):
            yield name, 1.0
    if dated.edition in document.previewed:
        yield "previewed", 1.0
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
    around = {**around, **{f"~{form}": 0.5 for _, form in tokens}}
    people = sum(who.is_person for who in named)
    for who in named:
        if (who.is_person and who.is_owner) or who.capacity == _STATED_ALONE:
            continue
        at = who.start - passage.start, who.end - passage.start
        if is_kept_away(text, *at):
            continue
        before = [form for start, form in tokens if start < at[0]]
        after = [form for start, form in tokens if start >= at[1]]
        behind = _APPOSITION.match(text, at[1])
        reached = [form for start, form in tokens if start >= behind.end()] if behind else after
        own = dict(_describe_name(document, who, people - who.is_person, counts[who.actor_id]))
        own.update(_describe_clause(text, *at, who))
        own.update(_describe_words(before, after, reached))
        yield Mention(number, who, around, own)


def _describe_name(document: DocumentContext, who: Participant, n_others: int, n: int) -> Iterator[tuple[str, float]]:
    yield "person" if who.is_person else "body", 1.0
    yield f"{who.capacity}", 1.0
    for name in ("delegated", "oblique", "owner"):
        if getattr(who, f"is_{name}"):
            yield name, 1.0
    if cues.COMMENTATOR.search(_words_round(document.source.body_text, who)):
        yield "commentator", 1.0
    yield f"beside {min(n_others, 3)} people", 1.0
    yield f"named {min(n, _MOST)} times", 1.0


def _words_round(text: str, who: Participant) -> str:
    """Return the title before a name, or the words that it stands in apposition to, and the apposition behind it."""
    before = text[max(0, who.np_start - _TITLE_REACH) : who.start]
    *_, last, rest = ("", *_PAUSE.split(before))
    is_apposed = not rest.strip() and before.rstrip().endswith(",")
    apposition = _APPOSED.match(text, who.end, who.end + _APPOSITION_REACH)
    return f"{last if is_apposed else rest} | {apposition[0] if apposition else ''}"


def _describe_clause(text: str, start: int, end: int, who: Participant) -> Iterator[tuple[str, float]]:
    stop = _CLAUSE_END.search(text, end)
    if _DENIED.search(text, end, stop.start() if stop else len(text)):
        yield "denied", 1.0
    if cues.VIRTUAL.may_be_in(text) and cues.VIRTUAL.search(text, max(0, start - 60), end + 90):
        yield "virtual nearby", 1.0
    if not who.is_person and _SHOWS.is_in(text):
        yield "body in a sentence about what is shown", 1.0
    if _LETTER.is_in(text):
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
    for first, second in pairwise(after[: _PAIRS + 1]):
        yield f"_ {first} {second}", 1.0
    for first, second in pairwise(before[-_PAIRS:]):
        yield f"{first} {second} _", 1.0


def _tokenise(text: str, start: int, named: Sequence[Participant]) -> Iterator[tuple[int, str]]:
    """Yield where each word of a passage stands, and its form without ending; a name is one word, of its kind."""
    names = [(who.start - start, who.end - start, "PERSON" if who.is_person else "BODY") for who in named]
    quoted = [(*match.span(), "QUOTATION") for match in _QUOTED.finditer(text)]
    quoted = [span for span in quoted if not any(span[0] <= name[0] < span[1] for name in names)]
    spans = {at: span for span in reversed([*quoted, *names]) for at in range(*span[:2])}
    for match in _TOKEN.finditer(text):
        at = match.start()
        if (span := spans.get(at)) is None:
            yield at, _form(match[0])
        elif span[0] == at:
            yield at, span[2]


@lru_cache(maxsize=4096)  # most words are common ones
def _form(word: str) -> str:
    if word[0].isdecimal():
        return "YEAR" if re.fullmatch(r"20[12]\d", word) else "NUMBER"
    return _ENDING.sub("", word.lower().replace("’", "'"))
