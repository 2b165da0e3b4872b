"""What a number at a conference counts, told so narrowly that two numbers of one population can be compared at all."""

from __future__ import annotations

import re

__all__ = ["find_population"]

_PEOPLE = "guests participants attendees delegates representatives visitors people speakers journalists reporters"
_OTHERS = "countries nations regions forums sub-forums subforums exhibitors companies enterprises exhibits booths"
_HEADS = frozenset(f"{_PEOPLE} {_OTHERS}".split())
_LOOSE = frozenset(["countries", "regions", "companies", "people", "representatives", "speakers", "journalists"])
_SAME = {"nations": "countries", "subforums": "sub-forums", "reporters": "journalists", "enterprises": "companies"}
_CHINESE = {
    "嘉宾": "guests",
    "代表": "representatives",
    "参会者": "participants",
    "与会者": "participants",
    "观众": "visitors",
    "记者": "journalists",
    "国家": "countries",
    "国家和地区": "countries and regions",
    "分论坛": "sub-forums",
    "论坛": "forums",
    "企业": "companies",
    "参展商": "exhibitors",
    "展商": "exhibitors",
}
_MEASURE_WORD = re.compile(r"[个名位家场项人国届]")
_EMPTY = frozenset(["participating", "attending", "invited", "distinguished", "some", "all", "total"])
_PART = frozenset(["other", "more", "additional", "further", "such", "different", "various"])
_NUMBER_OF = re.compile(r"(?i)\bnumber of ((?:[\w’'-]+ ){0,2}?[\w-]+s)\b")
_AMONG = re.compile(
    r"(?i)\b(?:including|among\s(?:them|these|whom)|of\s(?:them|these|whom|which))\b[^.;]{0,60}$|(?:其中|包括)[^。；]{0,30}$"
)
_ASIDE = re.compile(
    r"(?i)\b(?:dinner|banquet|reception|sidelines?|breakfast|lunch|tour(?:ed)?|workshop|panel|round\s?table|press\s"
    r"conference|ceremony|session)\b|晚宴|招待会|开幕式|闭幕式|记者会"
)
_WHOLE = re.compile(
    r"(?i)\b(?:attend|t(?:ake|akes|ook|aking)\spart|participat|gather|dr[ae]w|attract|br(?:ing|ought)|featur|compris|consist"
    r"|includ|host|h[eo]ld|welcom|join|c[ao]me|had\b|has\b|have\b|having\b|with\b|there\s(?:are|were|was|will)|exhibit"
    r"|represent|from\b|total|number|present\b|expect)|参加|出席|参会|与会|吸引|设有|共|汇聚|参展|来自|举办|举行|齐聚|邀请"
)
_TAKES_PART = re.compile(
    r"(?i)\b(?:attend|t(?:ake|akes|ook|aking)\spart|participat|gather|dr[ae]w|attract|br(?:ing|ought)|join|c[ao]me\b|exhibit"
    r"|represent)|参加|出席|参会|与会|吸引|汇聚|参展|来自|齐聚"
)
_TOPIC = re.compile(
    r"\s(?:(?:were|are|was)\s)?(?:\w+\s)?(?:on|about|dealt|dedicated|devoted|focus\w*|discuss\w*|cover\w*)\b"
)
_ABROAD = re.compile(r"\sfrom\s(?:abroad|overseas|outside|foreign)\b")
_ORIGIN = re.compile(r"(?i)([\w-]+)\s+(?:from|of|representing|across|in)\s+(?:[a-z]+\s+)?$")
_COMERS = frozenset(f"{_PEOPLE} came come coming attended gathered hailed hailing arrived drawn".split())
_MEETINGS = frozenset(["conference", "summit", "event", "meeting", "congress"])
_GDP = re.compile(
    r"(?i)^of (?:(?:the|its|China[’']s|the (?:country|nation)[’']s|national)\s)*(?:GDP|gross domestic product)$"
)
_GDP_ZH = re.compile(r"(数字经济|互联网经济)[^。；]{0,30}占(?:[^。；，]{0,6})(?:GDP|国内生产总值)")
_ECONOMY = re.compile(
    r"(?i)\b((?:digital|internet|online|cyber)\s(?:economy|industry|sector))[^.;]{0,60}\b(?:account|ma(?:[dk]es?|king)|contribut"
    r"|represent|reach|amount|equal|stood|was|is)"
)
_ECONOMIES = {"数字经济": "digital economy", "互联网经济": "internet economy"}


def find_population(sentence: str, place: tuple[int, int], unit: str, measures: str) -> str | None:
    """Return what a quantity of a conference counts, or None where that cannot be told for certain.

    Parameters
    ----------
    sentence
        The sentence it stands in.
    place
        Where the quantity begins and ends in it.
    unit
        Its unit.
    measures
        The words of the text that say what it measures.

    Returns
    -------
    str or None
        The counted noun with the words that narrow it ("guests", "foreign guests", "countries of exhibitors"), in
        English for Chinese texts too; "days of the conference"; "digital economy in GDP". Only nouns of which a
        conference has one number are compared, and only where the sentence speaks of the whole of it: "three other
        forums", "including 600 guests" and the guests of a dinner are None. Two nouns are never taken for one, but for
        a few that mean the same (nations and countries).
    """
    if unit == "days":
        return "days of the conference" if measures.lower() in _MEETINGS else None
    before = sentence[: place[0]]
    if unit == "percent":
        return _find_share(before, measures)
    if unit != "count" or _AMONG.search(before) or _ASIDE.search(sentence) or not _WHOLE.search(sentence):
        return None
    if re.search("[\u4e00-\u9fff]", measures):
        return _read_chinese(sentence, place[1], measures)
    numbered = _NUMBER_OF.search(measures)
    counted = _read_noun(numbered[1] if numbered else measures)
    return _narrow(counted, sentence, place) if counted else None


def _read_noun(words: str) -> str | None:
    """Return a counted noun in one form, with what narrows it; a part of a whole is none."""
    first, _, second = words.lower().partition(" and ")
    *narrowing, head = first.split() or [""]
    if head not in _HEADS or _PART & set(narrowing) or "of" in narrowing or (second and second != "regions"):
        return None
    kept = [word for word in narrowing if word not in _EMPTY]
    joined = " and regions" if second else ""
    return " ".join([*kept, _SAME.get(head, head)]) + joined


def _narrow(counted: str, sentence: str, place: tuple[int, int]) -> str | None:
    """Return a counted noun with what the words round it add; None where they say that it is a part."""
    origin, after = _ORIGIN.search(sentence[: place[0]]), sentence[place[1] :]
    head = counted.removesuffix(" and regions").split()[-1]
    is_place = head in ("countries", "regions")
    if head in _LOOSE and not (is_place and origin) and not _TAKES_PART.search(sentence):
        return None
    if head.endswith("forums") and _TOPIC.match(after):
        return None
    if is_place:
        who = origin[1].lower() if origin else ""
        return f"{counted} of {_SAME.get(who, who)}" if who and who not in _COMERS else counted
    return f"foreign {counted}" if _ABROAD.match(after) else counted


def _read_chinese(sentence: str, end: int, measures: str) -> str | None:
    """Return the counted noun of a Chinese text, by what it is called in English."""
    noun = _MEASURE_WORD.sub("", measures, count=1)
    if noun == "国家" and sentence[end:].startswith("和地区"):
        noun = "国家和地区"
    counted = _CHINESE.get(noun)
    if counted and counted.startswith("countries"):
        follows = re.match(r"(?:和地区)?的[^，。；]{0,12}?(企业|参展商|展商|记者)", sentence[end:])
        return f"{counted} of {_CHINESE[follows[1]]}" if follows else counted
    return counted


def _find_share(before: str, measures: str) -> str | None:
    """Return whose share of the country's product a percentage is."""
    if chinese := _GDP_ZH.search(before):
        return f"{_ECONOMIES[chinese[1]]} in GDP"
    economy = _ECONOMY.search(before)
    return f"{economy[1].lower()} in GDP" if economy and _GDP.match(measures) else None
