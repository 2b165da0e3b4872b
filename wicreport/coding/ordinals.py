"""Ordinals that rank or count: places, editions, superlatives; the numbers without rank are read elsewhere."""

from __future__ import annotations

import re

from wicreport.coding.nouns import find_ordered, find_phrase
from wicreport.coding.numbers import WORDS, Number
from wicreport.coding.readings import REACH, Reading, clause_round, words_before

__all__ = ["read_ordinal"]

_RANKED = re.compile(
    r"(?i)\b(?:rank(?:s|ed|ing)?(?: \w+)?|com(?:es|ing)|came|plac(?:es|ed|ing)(?: \w+)?|finish(?:es|ed)|stands?|stood)"
    r" (?:at |in )?(?:only |just )?(?:the )?$"
)
_DETERMINED = re.compile(
    r"(?i)(?:\b(?:the|an?|its|his|her|their|our|my|your|this|that|for|very|whose)|['’]s?|s['’])\s(?:ever[-\s]|very\s)?$"
)
_OUT_OF = re.compile(r"\s(?:of|in) (?:the|this|its|a)\b|\s(?:out )?of (?:\d|\w+ (?!the\b)\w+s\b)")
_NUMBER_NEXT = re.compile(rf"(?:\d|(?:{WORDS}|few|several)\b)")
_SUPERLATIVE = re.compile(
    r"[-\s](?:largest|biggest|highest|most|best|longest|fastest|lowest|worst|smallest"
    r"|richest)\b(?:[-\s](?:[\w-]+)){0,3}"
)
_ORDERED_ZH = re.compile(
    r"[届次个位名年代期轮天场站张家条项种版批座](?:[\u4e00-\u9fff]{0,8}?(?:大会|峰会|会议|年|次)|)"
)
_EVERY = re.compile(r"(?i)\bevery\s$")
_TIMES = re.compile(r"(?i)(?:ever )?(?:time|year|edition|term|anniversary|(?:public )?appearances?)")
_NAME_HEADS = re.compile(
    r"(?:Conference|Summit|Congress|Session|Plenum|Plenary|Meeting|Forum|Anniversary|Edition|Committee|Expo"
    r"|Fair|Plan|WIC)\b"
)


def read_ordinal(text: str, number: Number) -> Reading | None:
    """Return a rank: of a superlative, of a Chinese measure word, in a list, or of the noun that follows."""
    start, end = number.start, number.end
    if match := _SUPERLATIVE.match(text, end) or _ORDERED_ZH.match(text, end):
        return Reading(start, match.end(), number.value, "ordinal", match[0].strip(" -"), None)
    if _is_rank(text, number):
        phrase = find_phrase(text, end)
        measures = phrase.words if phrase else clause_round(text, start, end)
        return Reading(start, end, number.value, "ordinal", measures, None)
    return _read_nth(text, number)


def _is_rank(text: str, number: Number) -> bool:
    """Return whether an ordinal without a noun is a place: "65th out of 65", "came third", "the first to leave"."""
    before, after = words_before(text, number), text[number.end : number.end + REACH]
    if re.match(r"\s(?:in|of) the world\b", after) and (number.value == 1 or not _RANKED.search(before)):
        return False
    if number.value == 1:
        if re.match(r"\sof (?:its|their|the) kind\b", after):
            return True
        is_actor = before.endswith("the ") and re.match(r"\s(?:ever\s)?to\s[a-z]", after)
        return bool(is_actor or (_RANKED.search(before) and re.match(r"\s(?:in|among|out|on)\b", after)))
    is_apposed = number.value > 3 and before.endswith("the ") and re.match(r"[,.;)?]", after)
    return bool(_RANKED.search(before) or _OUT_OF.match(after) or is_apposed)


def _read_nth(text: str, number: Number) -> Reading | None:
    """Return an ordinal with its noun; "first" needs a determiner, or counts times, years or editions."""
    ever = re.compile(r"[-\s]ever(?=\s)").match(text, number.end)
    before, noun = words_before(text, number), find_ordered(text, ever.end() if ever else number.end)
    if noun is None or (text[number.end] in "-," and not ever) or _EVERY.search(before):
        return None
    if _NUMBER_NEXT.match(noun.words) or _is_proper_name(number, noun.words):
        return None
    if number.value == 1 and not (_DETERMINED.search(before) or _TIMES.fullmatch(noun.words)):
        return None
    series = re.compile(r"\sin (?:this|the|a|its) series\b").match(text, noun.end)
    return Reading(number.start, series.end() if series else noun.end, number.value, "ordinal", noun.words, None)


def _is_proper_name(number: Number, words: str) -> bool:
    """Return whether an ordinal begins a name that counts nothing ("Third World", not "Fifth Conference")."""
    return number.is_spelled and number.text[0].isupper() and words[0].isupper() and not _NAME_HEADS.search(words)
