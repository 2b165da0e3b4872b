"""Numbers that measure nothing: dates, times, versions, names, addresses; the others are read elsewhere."""

from __future__ import annotations

import re

from wicreport.coding.numbers import Number, find_numbers
from wicreport.coding.periods import Anchor, find_periods
from wicreport.coding.stems import Cue, find_possible
from wicreport.coding.units import find_unit

__all__ = ["find_usable_numbers"]

_COUNTABLE = (
    "guests|people|participants|delegates|attendees|visitors|representatives|companies|enterprises|users"
    "|journalists|exhibitors"
    "|staff|employees|volunteers|experts|students|jobs|yuan|dollars"
)
_LABEL = re.compile(
    r"(?i)(?:\b(?:articles?|sections?|chapters?|paragraphs?|clause|pages?|pp?\.|items?|rules?|no\.?|nos\.?"
    r"|number|figure|table|part|phase|stage"
    r"|version|v\.|vol\.|volume|line|gate|route|highway|flight|channel|room|building|hall|booth|level|ext\.?"
    r"|tel\.?|fax|phone|fortune|forbes"
    r"|big|type|class|windows|iphone|ipad|android|ios|web|industry|gpt|kirin|galaxy|boeing|airbus|resolution"
    r"|document|decree|order|unit|area|zone"
    r"|block|vision|agenda)[\s:-]*|[#@№§])$"
)
_GLUED = re.compile(r"[A-Za-z’')\d][-–]$|[+_]$|[A-Za-z]$")
_DOTTED = re.compile(r"[.:]\S")
# The addresses of pages and people.
_ADDRESS = Cue(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+|\b[\w-]{1,64}\.(?:com|org|net|cn|gov|edu|html?)\b\S*"
)
# Reference marks and list numbers; telephones; times of day; 24/7, 1+4, pairs of years; centuries; versions. Those that
# begin with a digit, whatever stands before it, are only tried where one is.
_DIGIT_TRAPS = tuple(
    Cue(pattern)
    for pattern in (
        r"\[\d{1,3}\]|［\d{1,3}］|\(\d{1,3}\)(?=\s)|^\s*\(?\d{1,2}[.)、]\s",
        r"\+\d[\d\s()-]{7,}\d|(?<!\d)\(?\d{3,4}\)?[-\s.]\d{3,4}[-\s.]\d{4}(?!\d)",
        r"\d(?<!\w.)\d?(?:[:：]\d{2}\b(?:\s?[ap]\.?m\b\.?)?|(?:\.\d{2})?\s?[aApP]\.?[mM]\b\.?)",
        r"\d(?:(?<!\d.)\d{0,3}/\d{1,4}(?:/\d{2,4})?(?!\d)|\d*\+\d+|(?<=\b9)96\b|(?<=[a-z]\s.)\d{5}(?=[.;,]|$)"
        r"|(?:(?<=\b1)9|(?<=\b2)0)\d\d[-–—/](?:19|20)?\d\d\b(?![,%]))",
        r"\b\d\d?(?:st|nd|rd|th)[-\s](?:[Cc]entur(?:y|ies)|[Ff]loor|[Ss]treet|[Aa]venue)\b|\d+\.0(?![\d%％])(?!\s?(?:per|mill|bill|trill|万|亿))|双11|七天|(?<!\d)[0-3]?\d[日号]",
    )
)
_WORD_TRAPS = tuple(
    Cue(pattern)
    for pattern in (
        r"(?i)\b(?:[a-z]+(?:-first|teenth|tieth)[-\s]century|zero|number (?:one|two|three))\b",
        r"(?i)\bone[-\s](?:stop|off|way|sided|another|size|party|click)\b|\btwo-(?:way|faced)\b|\b(?:the|a"
        r"|every|one|split) second\b(?=\s*[.,])",
        r"(?i)\b(?:first|second|third|fourth|latter|last)[-\s](?:secretar(?:y|ies)|half|quarters?|tier|part(?:y|ies))\b"
        r"|\bfirst (?:of all|and foremost)\b|\bat first\b",
        r"(?i)\b(?:first|second)[-\s]?(?:hand|rate|class|lady|thoughts?|nature|amendment|world war)\b"
        r"|\bsecond to none\b|\bworld war \w+",
        r"\bThird World\b|(?i:\bhalf[-\s](?:hearted|way|time|truths?|scare|brother|as\b))",
        "一带一路|第三方|第一时间|双十一|统一|万物|百度|三星|四川|五一|十一月|十二月|一体|一致|一直|一些|一方面|万维网|百年变局|八达",
    )
)
_DIGIT = re.compile(r"\d")
_REACH = 40  # no label or hedge is longer
_HEDGED = re.compile(
    r"(?i)\b(?:than|over|about|nearly|almost|some|around|least|roughly|approximately|up to)\s$|(?:约|近|逾|超过?)$"
)


def find_usable_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a sentence that may measure or count something.

    Parameters
    ----------
    text
        The sentence.

    Returns
    -------
    tuple of Number
        Without dates, times, versions, labels ("Article 12"), parts of names ("5G", "Covid-19", "Big Four"), reference
        marks, telephone numbers and addresses.
    """
    numbers = find_numbers(text)
    if not numbers:
        return ()
    traps = _DIGIT_TRAPS if _DIGIT.search(text) else ()
    traps += (_ADDRESS,) if traps and _DOTTED.search(text) else ()  # every address has a stop or a colon within
    traps += _WORD_TRAPS if any(number.is_spelled or number.kind == "ordinal" for number in numbers) else ()
    blocked = bytearray(len(text))
    possible = find_possible(text)
    spans = [match.span() for trap in traps if trap in possible for match in trap.pattern.finditer(text)]
    spans += [
        (period.start, period.end)
        for period in find_periods(text, Anchor())
        if not (period.rule == "years ago" or (period.rule == "year" and _counts(text, period.start, period.end)))
    ]
    for start, end in spans:
        blocked[start:end] = b"\1" * (end - start)
    return tuple(n for n in numbers if not any(blocked[n.start : n.end]) and not _is_part_of_name(text, n))


def _counts(text: str, start: int, end: int) -> bool:
    """Return whether four digits that look like a year count something: "about 2000 guests"."""
    if re.match(rf"(?i)\s(?:{_COUNTABLE})\b", text[end:]):
        return not re.search(r"(?i)\b(?:the|in|since|of|by|for|from)\s$", text[max(0, start - _REACH) : start])
    return bool(
        _HEDGED.search(text[max(0, start - _REACH) : start]) and re.match(r"\s?[a-z]|[人名家个]", text[end:])
    ) and not re.match("年", text[end:])


def _is_part_of_name(text: str, number: Number) -> bool:
    before, after = text[max(0, number.start - _REACH) : number.start], text[number.end : number.end + _REACH]
    if number.is_spelled and number.kind != "many":
        return _is_capitalised_name(text, number)
    if number.kind == "ordinal":
        return False
    if (label := _LABEL.search(before)) and not find_unit(text, number.start, number.end):
        return not label[0].startswith("number ") or number.value < 1e3
    if re.match(r"[A-Za-z](?!\w*\b(?<=[kmg]m)\b)", after) and not re.match(r"(?:km|kg|m|percent|yuan|GB|TB)\b", after):
        return True
    return bool(_GLUED.search(before)) and not re.search(r"(?:RMB|CNY|USD|EUR|\d[-–])$", before)


def _is_capitalised_name(text: str, number: Number) -> bool:
    """Return whether a spelled number has a capital inside a sentence ("the Big Four", "Five-Year Plan")."""
    if not number.text[0].isupper() or number.kind == "ordinal":
        return False
    return bool(re.search(r"[\w,]\s*$", text[max(0, number.start - _REACH) : number.start]))
