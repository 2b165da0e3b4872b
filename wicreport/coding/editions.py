"""Words that say which edition is meant; what a passage as a whole speaks of is decided by the dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from wicreport.coding.clauses import is_aside, split_clauses
from wicreport.coding.codebook import Codebook
from wicreport.coding.conferences import NOUN, NTH, ConferencePatterns, anchor_source, compile_patterns, name_pattern
from wicreport.coding.numbers import find_numbers
from wicreport.coding.periods import Period, find_periods
from wicreport.coding.stems import Cue
from wicreport.corpus.passages import Passage
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import Source, Span

__all__ = ["EARLIER", "EditionMention", "edition_mentions", "name_pattern"]

EARLIER = "earlier editions, year not given"

_CONTEXT = re.compile(
    r"(?i)(?<![a-z])(?:Wuzhen|conferences?|summits?|the (?:annual )?(?:event|gathering|meeting)s?|editions?"
    r"|opening ceremon(?:y|ies)|(?<!school )attend(?:s|ed|ing|ance|ees?)?|participa(?:te[ds]?|ting|tion"
    r"|nts?)|(?:took|take|taking) part|spoke"
    r"|speak(?:s|ing)?(?= (?:at|there|in))|speakers?|speech(?:es)?|keynotes?|addressed|appear(?:ed|ance|ances)"
    r"|represented|skipp?(?:s|ed|ing)|stay(?:ed|ing|s)? away|absen(?:t|ce|ces|tees?)|no[- ]shows?|guests|sent (?:a |an "
    r"|his |her |their )?(?:\w+[- ]){0,2}"
    r"(?:representatives?|letter|message|delegat\w+|deput\w+)|show(?:ed|ing|s)? up|on (?:his|her"
    r"|their) behalf|invited|turnout"
    r"|congratulatory)(?![a-z])|大会|峰会|乌镇|出席|参会|演讲|致辞|缺席|与会|亮相|嘉宾|开幕|贺信"
)
_OTHER_EVENT = re.compile(
    r"\b(?:(?!(?:The|This|That|These|Its|An?|In|At|On|Last|Next|Every|Each|Chinese|China['’]s|As|For|But|And)\s)"
    r"[A-Z][\w’'&.-]*\s(?:(?:of|on|for|the|and)\s)*)+"
    r"(?:Forum|Summit|Conference|Congress|Expo|Exhibition|Fair|Games|Olympics|Assembly|Festival|Session"
    r"|summit|expo|conference)\b"
    r"|(?<![A-Za-z\d])(?:G20|G7|APEC|BRICS|WSIS|Davos|Boao|Olympics|WAIC|CES)(?![A-Za-z\d])"
    r"|[^，。、\s]{2}(?:博览会|论坛|奥运会|全会)|进博会|党代会|二十国集团"
)
_OWN_EVENT = re.compile(r"(?i)Internet|Wuzhen|互联网|乌镇")
_TITLE_BEFORE = re.compile(
    r"(?:Report|Outlook|Book|Act|Law|Plan|Agenda|Vision|Action|Guidelines|Made in China|China|中国制造)\s?[“\"《]?$"
)
_EARLIER = Cue(
    r"(?i)\b(?:in the past(?! (?:\w+ ){1,2}(?:years?|months?|weeks?|decades?))"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!been )used to|(?:previous|past|earlier|prior|those"
    r"|preceding|former) (?:\w+ )?"
    rf"(?:{NOUN}s|years)|in years past|over the years|in (?:earlier|previous|prior) years)\b"
    r"|往届|历届|往年|以往|曾经?(?=[^，。]{0,8}(?:出席|参加|亮相|现身|到场))|过去几届|前几届|此前几届"
)
_LAST = Cue(
    rf"(?i)\b(?:the last|last|the previous|the preceding) {NOUN}\b(?! (?:day|room|hall))|上一?[届次](?:大会|峰会)?"
)
_NEXT = Cue(r"(?i)\b(?:the next|next) (?:conference|summit|edition)\b|下一?届(?:大会|峰会)?")
_THIS_ZH = Cue("本届(?:大会|峰会)?|本次(?:大会|峰会)|此次(?:大会|峰会)")
_RUNNING = Cue(
    r"(?i)\b(?:(?P<after>(?:in )?the (?:following|next) year|(?:a|one) year (?:later|after|on))"
    r"|(?P<before>the year before|a year earlier)"
    r"|(?P<same>that (?:same )?year(?:['’]s)?|the same year))\b|(?P<zh_same>同年|当年)|(?P<zh_after>次年|翌年|第二年)"
)
_AGED = Cue(
    rf"\b(?:in|into|entering|for|marks|marking|now in|held)\s(?:its|the|their)\s(?P<nth>{NTH})\s(?:year"
    rf"|edition|(?<!for the first )(?<!for the second )time)\b"
)
_TRIGGER = Cue(
    r"20[12]\d|[Yy]ear|[Pp]ast\b|used to|[Ff]ormer|[Pp]re[vc]|[Ee]arlier|[Pp]rior|[Tt]hose|[Ll]ast\b"
    r"|[Nn]ext\b|\d(?:st|nd|rd|th)\b"
    r"|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[a-z](?:fth|[nxv]th|hth)\b|[Ii]naugural|届|年|曾经|以往|[本此上]次"
)
_NTH = Cue(rf"{NTH}|第.{{1,3}}届|首届")
_GENERIC = re.compile(r"(?i)\b(?:conference|summit|event|gathering)\b")
_AGE = "ordinal year of the conference"
# Of what the document counts: "Last year the figure was 1,500".
_COUNTED = re.compile(
    r"(?i)\b(?:the|that|its) (?:[\w-]+ )?(?:figure|tally|headcount|turnout)\b(?! (?:of|for))"
    r"|\b(?:figure|tally|headcount|turnout) (?:was|stood)\b|数字[为是]|人数[为是达]"
)
# A year that opens its sentence.
_HEAD = re.compile(r"(?i)\W*(?:(?:and|but|back|in|by|for|as early as|early|yet|而|但|在|早在)\s*)*")
_REACH = 60  # the conference's name and a preposition before a year are no longer
_RULES_OF_TIME = {"this year", "last year", "next year", "years ago", "year before last"}


@dataclass(frozen=True, slots=True)
class EditionMention:
    """Words of a passage that say which edition is meant; ``edition`` is None where an earlier one is left open.

    ``start`` and ``end`` count from the start of the source's text. ``role`` is ``aside`` where the words stand in a
    comparison, an apposition or a relative clause, so that the passage as a whole speaks of another edition.
    """

    start: int
    end: int
    edition: int | None
    rule: str
    role: Literal["main", "aside"] = "main"


class _Found(NamedTuple):
    """A mention before its clause is looked at; offsets count from the start of the passage."""

    start: int
    end: int
    edition: int | None
    rule: str
    is_attached: bool


def edition_mentions(source: Source, passage: Passage, codebook: Codebook) -> tuple[EditionMention, ...]:
    """Return the words of a passage that say which edition is meant, in the order of the text.

    A year counts where it stands at the conference's name or in a clause about the conference or about taking part in
    it, and no other event is named there; the year of a law, a ranking or a company's founding does not.

    Parameters
    ----------
    source
        The source the passage is from; "last year" is resolved against its date and edition.
    passage
        One sentence.
    codebook
        The editions and the names of the conference.

    Returns
    -------
    tuple of EditionMention
        Without overlaps; empty where the passage leaves the edition to its surroundings.
    """
    text = simplify_han(passage.text)
    if not _TRIGGER.is_in(text):
        return ()
    patterns = compile_patterns(name_pattern(source, codebook))
    periods = find_periods(text, anchor_source(source, codebook))
    known = {None, *(edition.year for edition in codebook.editions)}
    candidates = [f for f in _find_all(source, passage, periods, patterns, codebook) if f.edition in known]
    clauses = split_clauses(text, tuple((p.start, p.end) for p in periods)) if candidates else ()
    mentions: list[EditionMention] = []
    for found in candidates:
        if not found.is_attached and not _is_about_conference(text, found, clauses, patterns.name):
            continue
        start, end = passage.start + found.start, passage.start + found.end
        if any(start < other.end and end > other.start for other in mentions):
            continue
        is_relative = not found.is_attached or found.rule in _RULES_OF_TIME
        aside = is_aside(text, found.start, clauses, is_relative_time=is_relative) and found.rule != _AGE
        aside = aside or _is_background(text, found, clauses)
        mentions.append(EditionMention(start, end, found.edition, found.rule, "aside" if aside else "main"))
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _is_background(text: str, found: _Found, clauses: tuple[Span, ...]) -> bool:
    """Return whether "used to" stands in a relative clause, with or without a comma."""
    if found.rule != EARLIER:
        return False
    clause = next(c for c in clauses if c.start <= found.start < c.end)
    return bool(
        re.search(r"(?i)\b(?:who|which|where|when|that|they)\b(?!.*\bsaid\b)", text[clause.start : found.start])
    )


def _is_about_conference(text: str, found: _Found, clauses: tuple[Span, ...], name: re.Pattern[str]) -> bool:
    clause = next(c for c in clauses if c.start <= found.start < max(c.end, c.start + 1))
    words = text[clause.start : clause.end]
    if _is_named(words, name):
        return True
    if found.rule in _RULES_OF_TIME and clause == clauses[0] and (_has_context(text) or _COUNTED.search(words)):
        return True
    if (
        found.rule == "year"
        and _HEAD.fullmatch(text, text.rfind("。", 0, found.start) + 1, found.start)
        and _COUNTED.search(words)
    ):
        return True
    return _has_context(words)


@lru_cache(maxsize=64)  # a clause may have many years
def _is_named(words: str, name: re.Pattern[str]) -> bool:
    return bool(name.search(words))


@lru_cache(maxsize=64)
def _has_context(words: str) -> bool:
    return bool(_CONTEXT.search(words)) and not _names_other_event(words)


def _names_other_event(text: str) -> bool:
    return any(not _OWN_EVENT.search(match[0]) for match in _OTHER_EVENT.finditer(text))


def _find_all(
    source: Source, passage: Passage, periods: tuple[Period, ...], patterns: ConferencePatterns, codebook: Codebook
) -> Iterator[_Found]:
    """Yield what may be mentions, the surest rules first."""
    text, anchor = simplify_han(passage.text), anchor_source(source, codebook)
    yield from _find_years(text, periods, patterns)
    yield from _find_ordinals(text, patterns, {edition.ordinal: edition.year for edition in codebook.editions})
    yield from _find_running_years(source, passage)
    this = source.edition or anchor.year
    for pattern, shift, rule in (
        (_THIS_ZH, 0, "this edition"),
        (_LAST, -1, "last edition"),
        (_NEXT, 1, "next edition"),
    ):
        for match in pattern.finditer(text):
            yield _Found(match.start(), match.end(), this + shift if this else None, rule, is_attached=True)
    for match in _EARLIER.finditer(text):
        yield _Found(match.start(), match.end(), None, EARLIER, is_attached=False)


def _find_years(text: str, periods: tuple[Period, ...], patterns: ConferencePatterns) -> Iterator[_Found]:
    for period in periods:
        if (
            period.year is None
            or "without year" in period.rule
            or period.rule in ("weekday", "today", "yesterday", "tomorrow")
        ):
            continue
        if _TITLE_BEFORE.search(text[max(0, period.start - _REACH) : period.start]) and period.rule == "year":
            continue
        follows = patterns.after_year.match(text, period.end)
        is_attached = bool(follows or patterns.before_year.search(text[max(0, period.start - _REACH) : period.start]))
        yield _Found(period.start, follows.end() if follows else period.end, period.year, period.rule, is_attached)


def _find_ordinals(text: str, patterns: ConferencePatterns, years: dict[int, int]) -> Iterator[_Found]:
    named = list(patterns.ordinal.finditer(text)) if _NTH.may_be_in(text) else []
    if named and _names_other_event(text):
        named = list(patterns.strict_ordinal.finditer(text))
    for match in _AGED.finditer(text):
        before = text[: match.start()]
        ordinal = _ordinal_value(match["nth"])
        if ordinal in years and (patterns.name.search(before) or _GENERIC.search(before)):
            yield _Found(match.start(), match.end(), years[ordinal], _AGE, is_attached=True)
    for match in named:
        ordinal, noun = _ordinal_value(match["nth"]), match["noun"]
        is_bare_first = ordinal == 1 and noun.lower() in ("conference", "summit")
        # "the first summit since ..." counts something else; only its beginnings make it the first edition.
        if is_bare_first and not re.match(r"(?i)\s(?:was|took|in)\b", text[match.end() : match.end() + 6]):
            continue
        if ordinal in years:
            yield _Found(match.start(), match.end(), years[ordinal], "ordinal", is_attached=bool(noun))


def _ordinal_value(text: str) -> int | None:
    if text.lower().startswith(("inaugural", "首")):
        return 1
    numbers = find_numbers(text.removesuffix("届"))
    return int(numbers[0].value) if numbers and numbers[0].kind == "ordinal" else None


def _find_running_years(source: Source, passage: Passage) -> Iterator[_Found]:
    """Yield "the following year" and the like, counted from the last year named before."""
    for match in _RUNNING.finditer(passage.text):
        at = passage.start + match.start()
        named = re.findall(r"(?<![\d.,])(20[12]\d)(?![\d,])", source.body_text[max(0, at - 600) : at])
        if not named:
            continue
        is_after, is_before = match["after"] or match["zh_after"], match["before"]
        year = int(named[-1]) + (1 if is_after else -1 if is_before else 0)
        yield _Found(match.start(), match.end(), year, "counted from the year named before", is_attached=False)
