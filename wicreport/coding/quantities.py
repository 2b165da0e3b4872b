"""Quantities: numbers that measure or count something, as intervals with their units; dates and names are none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wicreport.coding.contexts import DocumentContext
from wicreport.coding.counted_editions import editions_of_numbers
from wicreport.coding.nouns import find_counted, find_ordered, find_phrase
from wicreport.coding.numbers import WORDS, Number, parse_words
from wicreport.coding.ordinals import read_ordinal
from wicreport.coding.ranges import pair_ranges
from wicreport.coding.readings import REACH, Reading, clause_round, words_before
from wicreport.coding.traps import find_usable_numbers
from wicreport.coding.units import Hedge, Unit, find_hedge, find_unit, plural_of
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import Span

__all__ = ["Quantity", "code_quantities", "find_quantities"]

_ONE_UNITS = {"percent", "percentage points", "USD", "CNY", "EUR", "years", "months", "weeks", "hours", "days"}
_OF_NUMBER_AFTER = re.compile(
    r"\s(?:out\s)?of\s(?:(?:them|which|whom|these|those|you|us)\b"
    r"|(?:(?:the|its|their|these|those|all|his|her|our|China['’]s)\s)?(?:\w+\s)?"
    rf"(?:\d|(?:{WORDS})\b))"
)
_PLAIN_AFTER = re.compile(r"\s*(?:[.,;:)]|$|(?:in|by|from|to|at|and|last|this|for|on|a)\b)")
# A spelled number without a noun counts after few words: "up from four", "a delegation of six", but not "at six".
_SPELLED_AFTER = re.compile(
    r"(?i)\b(?:from|than|group of|delegation of|team of|panel of|party of|total(?:ling)? of|each of|all|only"
    r"|turn(?:s|ed)|number(?:ed|s)|reach(?:ed|es)|rose to|fell to|grew to|down to|up to"
    r"|(?:room|space|seats|beds|places|tables?) for)\s$"
)
_VERB_AFTER = re.compile(r"\s(?:were|was|are|had|have|has|will|did)\b")
_MORE_AFTER = re.compile(r"\s(?:more|fewer|less)\b(?!\s(?:than|[a-z]+s\b))")
# "an hour and a half": the half is of the unit named before it.
_AND_HALF = re.compile(rf"(?i)\b(?P<whole>an?|{WORDS}|\d+)(?P<unit>\s[a-z]+?s?)\sand\s(?:a\s)?$")
# "who is 77", "aged 44", ", 63,", "turned ten": somebody's age.
_AGE_BEFORE = re.compile(
    r"(?:\b[Aa]ge[ds]?\s(?:of\s)?|\b(?i:who|he|she|i)(?:\s(?:is|was)|['’]s|['’]m|\sam)\s(?:now\s|only\s|just\s)?"
    r"|\bturn(?:s|ed|ing)?\s|[A-Z][\w’'-]+,\s)$"
)
_AGE_AFTER = re.compile(r"(?=\s?(?:[.,;:)]|$|and\b|but\b|when\b|this\b|last\b|in\b|on\b)(?!\.?\d))")
_CONNECTED = re.compile(
    r"(?i)\b(?:from|to|by|at|was|were|is|are|reach(?:ed|es|ing)?|total(?:l?ed|s|l?ing)?|hit|number(?:ed|s"
    r"|ing)|than|of|and|hold(?:s|ing)?|turn(?:s|ed|ing)?|with|for)\s$"
)
_PARTITIVE = re.compile(
    rf"(?i)\b(?:of|among)\s(?:(?:(?:the|its|these|those|their)\s)?(?:\w+\s){{0,2}}?(?:\d[\d,]*|{WORDS})"
    r"|(?:the|its|these|those|their))\s(?:[\w-]+\s){0,3}?[a-z-]+s\b|\bof (?:them|which|whom|these)\b"
)
_ONE_OF = re.compile(r"(?i)\b(?:one|each|many|most|some|none|all|any|neither|several|either) of (?:the )?$")
_RICHEST = re.compile(r"\s[a-z]+est\b")
_JOINT = re.compile(r"\s*(?:and|to|or|[-–—~至到,])?\s*$")
_FAR = 300  # "Of 20 forums" is looked for in the same sentence


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its interval, its unit and the words of the text that say what it measures.

    ``start`` and ``end`` count from the start of the source's text; ``low`` and ``high`` are None where open.
    ``edition`` is the year of the conference that the number is of, missing where the text gives none.
    """

    source_id: str
    passage_id: str
    start: int
    end: int
    text: str
    value: float
    low: float | None
    high: float | None
    unit: str
    measures: str
    hedge: str | None
    edition: int | None = None


def code_quantities(document: DocumentContext) -> tuple[Quantity, ...]:
    """Return the quantities of a source in the order of the text.

    Parameters
    ----------
    document
        A source with its passages and the edition each speaks of.

    Returns
    -------
    tuple of Quantity
        One for each number that measures or counts, with hedge, unit and counted noun in its text.
    """
    text, source_id = document.source.body_text, document.source.source_id
    coded: list[Quantity] = []
    for number, passage in enumerate(document.passages):
        sentence = text[passage.start : passage.end]
        found = find_quantities(sentence, source_id=source_id, passage_id=passage.passage_id, offset=passage.start)
        if found:
            editions = editions_of_numbers(document, number, [Span(q.start, q.end) for q in found])
            coded += [replace(q, edition=edition) for q, edition in zip(found, editions, strict=True)]
    return tuple(coded)


def find_quantities(text: str, *, source_id: str = "", passage_id: str = "", offset: int = 0) -> tuple[Quantity, ...]:
    """Return the quantities of one sentence.

    Parameters
    ----------
    text
        The sentence, without reference marks.
    source_id
        The source it is from.
    passage_id
        The passage it is.
    offset
        Where it begins in the source.

    Returns
    -------
    tuple of Quantity
        In order, both ends of a range with the range as their interval; that of "more than 2,000" is open upwards, that
        of "almost 40%" ends at the number.
    """
    written, text = text, simplify_han(text)
    numbers = find_usable_numbers(text)
    quantities: list[Quantity] = []
    for number, other in pair_ranges(text, numbers) if numbers else ():
        reading = _read_number(text, number, other if other and other.start > number.start else None)
        if reading is None or (quantities and offset + number.start < quantities[-1].start):
            continue
        if quantities and offset + reading.start <= quantities[-1].start:
            quantities.pop()  # "two days" of "two days and a half"
        if quantities and offset + reading.start < quantities[-1].end:
            quantities[-1] = _cut_short(quantities[-1], offset + reading.start)
        words = written[reading.start : reading.end]
        at = text.find(reading.measures)
        measures = written[at : at + len(reading.measures)] if at >= 0 else reading.measures
        hedge = reading.hedge.text.lower() if reading.hedge else None
        span = (offset + reading.start, offset + reading.end)
        bounds = _bound(reading, number, other)
        quantities.append(
            Quantity(source_id, passage_id, *span, words, reading.value, *bounds, reading.unit, measures, hedge)
        )
    return tuple(quantities)


def _bound(reading: Reading, number: Number, other: Number | None) -> tuple[float | None, float | None]:
    """Return the interval: that of the range a number stands in, of its hedge, or the number itself."""
    if other is not None:
        return min(number.value, other.value), max(number.value, other.value)
    if number.kind == "many":
        return reading.value, None
    return reading.hedge.bound(reading.value) if reading.hedge else (reading.value, reading.value)


def _cut_short(quantity: Quantity, end: int) -> Quantity:
    """Return a quantity that ends where the next one begins: "seven of the nine members" are two."""
    words = _JOINT.sub("", quantity.text[: end - quantity.start])
    return replace(quantity, end=quantity.start + len(words), text=words)


def _read_number(text: str, number: Number, second: Number | None) -> Reading | None:
    """Return the quantity a number stands for, or None if it measures nothing."""
    end = second.end if second else number.end
    if number.text.casefold() in ("half", "a half") and (whole := _AND_HALF.search(text[: number.start])):
        unit = find_unit(text, whole.start(), whole.end("whole"))
        value = (parse_words(whole["whole"]) or 0) + number.value
        if unit is not None:
            hedge = find_hedge(text, whole.start(), end)
            return _read_amount(text, replace(number, value=value), Unit(unit.code, whole.start(), end), hedge)
    unit = find_unit(text, number.start, end) if number.kind != "ordinal" else None
    hedge = find_hedge(text, unit.start if unit else number.start, end)
    if number.kind == "ordinal":
        return read_ordinal(text, number)
    if number.value in (0, 1) and number.kind == "cardinal" and not _is_counted_one(text, number, unit, hedge):
        return None
    if unit:
        return _read_amount(text, number, unit, hedge)
    if number.kind == "cardinal" and _is_age(text, number, end):
        return Reading(number.start, end, number.value, "years", clause_round(text, number.start, end), hedge)
    return _read_modifier(text, number, end, hedge) or _read_count(text, number, end, hedge)


def _is_age(text: str, number: Number, end: int) -> bool:
    """Return whether a bare number says how old somebody is."""
    before = _AGE_BEFORE.search(words_before(text, number))
    if not before or not 2 <= number.value <= 110:
        return False
    is_said = before[0][:3].casefold() == "age" or _AGE_AFTER.match(text, end) is not None
    return is_said and (not before[0].endswith(", ") or text[end : end + 1] == ",")


def _is_counted_one(text: str, number: Number, unit: Unit | None, hedge: Hedge | None) -> bool:
    """Return whether "one" counts: with a unit or a hedge, never as a pronoun or in "no one", "one of the"."""
    if number.value == 0:
        return not number.is_spelled and unit is not None
    after = text[number.end :]
    if unit and after.startswith("-"):
        return True
    if re.match(r"(?i)\s+of\b", after) or re.search(
        r"(?i)\b(?:no|any|every|some|each|the|this|that|which)\s$", words_before(text, number)
    ):
        return False
    if unit and not number.is_spelled:
        return True
    if unit and unit.code in _ONE_UNITS:
        is_length = re.match(r"\s\w+\s(?:early|late|ahead|before|after|longer)\b", after)
        return unit.code != "days" or is_length is not None or hedge is not None
    return hedge is not None and find_counted(text, number.end) is None and bool(re.match(r"\s+[a-z]{3,}", after))


def _read_amount(text: str, number: Number, unit: Unit, hedge: Hedge | None) -> Reading:
    """Return an amount with a unit; a hyphenated unit takes its noun with it ("four-day conference")."""
    start, end = _with_hedge(text, unit.start, unit.end, hedge)
    is_joined = text[number.end : number.end + 1] == "-"
    noun = find_ordered(text, unit.end) if is_joined and not text.startswith("-old", unit.end) else None
    if noun:
        return Reading(start, max(end, noun.end), number.value, unit.code, noun.words, hedge)
    phrase = find_phrase(text, max(unit.end, end))
    if phrase and phrase.words.startswith("of "):
        end = phrase.end
    measures = phrase.words if phrase else clause_round(text, start, end)
    return Reading(start, end, number.value, unit.code, measures, hedge)


def _read_modifier(text: str, number: Number, end: int, hedge: Hedge | None) -> Reading | None:
    """Return "four-chapter white paper" as four chapters."""
    match = re.compile(r"-(?P<noun>[a-z]{3,})(?=[\s-])").match(text, end)
    if not match or match["noun"] in ("fold", "odd", "plus", "something", "pronged", "way", "year", "story"):
        return None
    noun = find_ordered(text, match.end())
    start, last = _with_hedge(text, number.start, noun.end if noun else match.end(), hedge)
    return Reading(start, last, number.value, plural_of(match["noun"]), noun.words if noun else match["noun"], hedge)


def _read_count(text: str, number: Number, end: int, hedge: Hedge | None) -> Reading | None:
    at = hedge.end if hedge and hedge.start >= end else end
    noun = find_ordered(text, at) if number.value == 1 else find_counted(text, at)
    code = "fraction" if number.kind == "fraction" else "count"
    if noun:
        start, last = _with_hedge(text, number.start, noun.end, hedge)
        return Reading(start, last, number.value, code, noun.words, hedge)
    if not _stands_alone(text, number, end, hedge):
        return None
    phrase = find_phrase(text, end)
    start, last = _with_hedge(text, number.start, end, hedge)
    if number.kind == "fraction" and phrase and phrase.words.startswith("of "):
        last = phrase.end
    elif number.is_spelled and _PARTITIVE.search(text[max(0, number.start - _FAR) : number.start]):
        words = re.compile(r"(?:\s+[\w’'-]+){1,4}").match(text, end)
        last = words.end() if words else last
    return Reading(start, last, number.value, code, phrase.words if phrase else clause_round(text, start, last), hedge)


def _stands_alone(text: str, number: Number, end: int, hedge: Hedge | None) -> bool:
    """Return whether a number without a noun counts all the same: after "Of 20 forums", after "reached", or hedged."""
    if re.search("[\u4e00-\u9fff]", text[max(0, number.start - 1) : end + 1]):
        return number.kind == "fraction" or number.value >= 1e4
    if number.kind in ("fraction", "many"):
        return True
    if re.match(r"\sto\s\d", text[end:]) and not words_before(text, number).endswith("from "):
        return False
    is_one_of = number.value > 2 and _ONE_OF.search(words_before(text, number))
    if _OF_NUMBER_AFTER.match(text, end) or is_one_of or _RICHEST.match(text, end):
        return True
    if _PARTITIVE.search(text[max(0, number.start - _FAR) : number.start]) and not re.search(
        r"(?i)\b(?:the|these|those)\s$", words_before(text, number)
    ):
        return True
    is_plain = bool(_PLAIN_AFTER.match(text, end))
    if number.is_spelled and number.value < 100:
        is_said = hedge is not None and number.value > 1 and (is_plain or _VERB_AFTER.match(text, end))
        return bool(is_said or (is_plain and _SPELLED_AFTER.search(words_before(text, number))))
    if not number.is_spelled and _MORE_AFTER.match(text, end):
        return True
    is_large = number.value >= 1e5 or "," in number.text or (number.is_spelled and is_plain)
    return is_large or hedge is not None or (is_plain and bool(_CONNECTED.search(words_before(text, number))))


def _with_hedge(text: str, start: int, end: int, hedge: Hedge | None) -> tuple[int, int]:
    """Return the span with its hedge, or with the article and adjective of "the current 1%"."""
    if hedge:
        return min(start, hedge.start), max(end, hedge.end)
    current = re.search(
        r"(?i)\b(?:the|a) (?:current|present|previous|former|whopping|staggering|mere|record) $",
        text[max(0, start - REACH) : start],
    )
    return (max(0, start - REACH) + current.start() if current else start), end
