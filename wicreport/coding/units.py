"""Hedges, units and currencies round a number; which numbers count at all is decided elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wicreport.coding.numbers import TENTHS_ZH

__all__ = ["COUNTED_ZH", "Hedge", "Unit", "find_hedge", "find_unit", "plural_of"]

_ABOUT = 0.1  # "about" is read as a tenth either way, "almost" as a tenth below: wide enough never to invent a conflict

_REACH = 40  # no hedge is longer
_SYMBOL_REACH = 8  # "U.S.$ " and what stands before it

_MORE = (
    r"(?:well |far |slightly |just |a little |much )?(?:more than|over|above|upwards? of|in excess of|exceed(?:s"
    r"|ed|ing)?|at least|no (?:fewer|less) than|not less than|a minimum of|greater than|surpass(?:es|ed|ing)"
    r"|topp(?:ed|ing))"
)
_LESS = (
    r"(?:well |far |slightly |just |a little )?(?:less than|fewer than|under|below|up to|as (?:many|much) as"
    r"|at most|no more than|not more than|a maximum of|within)"
)
_NEAR = r"(?:almost|nearly|close to|approaching|just short of|not quite|(?:just )?shy of|virtually)"
_SOME = r"(?:about|around|roughly|approximately|some|an estimated|estimated|circa|or so)"
_ONLY = r"(?:only|just|merely|exactly|as few as|as little as|a total of|a combined|a record|all)"
_HEDGES: tuple[tuple[str, str], ...] = (
    ("more", _MORE),
    ("less", _LESS),
    ("near", _NEAR),
    ("some", _SOME),
    ("exact", _ONLY),
)
_BEFORE = tuple((kind, re.compile(rf"(?i)(?<![\w-])(?P<hedge>{words})\s*$")) for kind, words in _HEDGES)
_BEFORE_ZH = (
    ("more", re.compile(r"(?P<hedge>超过|超出|逾|至少|不少于|不低于|多于|突破|超)\s*$")),
    ("less", re.compile(r"(?P<hedge>不到|不足|低于|少于|至多|最多|不超过|多达|高达)\s*$")),
    ("near", re.compile(r"(?P<hedge>接近|将近|近)\s*$")),
    ("some", re.compile(r"(?P<hedge>大约|约|左右|大概)\s*$")),
)
_ARTICLE = re.compile(r"\b(?:the|a|its|their|his|her)\s$")
_AFTER = (
    (
        "more",
        re.compile(
            r"\s?\+(?!\d)|\s(?:or more|plus)\b|-plus\b"
            r"|[多余餘](?=[个名位家项场人国款种件次年万亿元座条台间天部篇])|[个名位家项场人]?以上"
        ),
    ),
    ("less", re.compile(r"\s(?:or (?:less|fewer))\b|以下|以内")),
    ("some", re.compile(r"(?:\s|-)(?:or so|odd)\b|左右|上下")),
)

_TIME = {
    "second": "seconds",
    "minute": "minutes",
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "month": "months",
} | {
    "year": "years",
    "decade": "decades",
    "century": "centuries",
}
_MEASURES = {
    "kilometer": "kilometers",
    "kilometre": "kilometers",
    "km": "kilometers",
    "mile": "miles",
    "meter": "meters",
    "metre": "meters",
    "hectare": "hectares",
    "acre": "acres",
    "ton": "tonnes",
    "tonne": "tonnes",
    "fold": "times",
    "kilogram": "kilograms",
    "kg": "kilograms",
    "gigabit": "gigabits",
    "gigabyte": "gigabytes",
    "gb": "gigabytes",
    "tb": "terabytes",
    "mbps": "megabits per second",
    "nanometer": "nanometers",
    "nm": "nanometers",
    "degree": "degrees",
    "exaflop": "exaflops",
    "eflop": "exaflops",
    "petaflop": "petaflops",
}
_SQUARE = r"(?:square |sq )(?:kilomet(?:er|re)|met(?:er|re)|mile|km|m|f(?:oo|ee)t)s?"
_MONEY = {
    "dollar": "USD",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rmb": "CNY",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "won": "KRW",
    "rupee": "INR",
    "ruble": "RUB",
    "rouble": "RUB",
    "usd": "USD",
    "cny": "CNY",
    "eur": "EUR",
    "hkd": "HKD",
    "gbp": "GBP",
}
_DOLLARS = {
    "us": "USD",
    "u.s": "USD",
    "hong kong": "HKD",
    "australian": "AUD",
    "canadian": "CAD",
    "singapore": "SGD",
    "taiwan": "TWD",
}
_SYMBOLS = {
    "$": "USD",
    "us$": "USD",
    "u.s.$": "USD",
    "hk$": "HKD",
    "a$": "AUD",
    "c$": "CAD",
    "s$": "SGD",
    "nt$": "TWD",
    "€": "EUR",
    "£": "GBP",
} | {
    "¥": "CNY",
    "￥": "CNY",
    "rmb": "CNY",
    "cny": "CNY",
    "usd": "USD",
    "eur": "EUR",
    "₹": "INR",
}
_SYMBOL = re.compile(r"(?i)(?:(?:US|HK|NT|U\.S\.|\b[ACS])\$|[$€£¥￥₹]|\b(?:RMB|CNY|USD|EUR))\s?$")
_PERCENT = re.compile(r"(?i)\s?(?:%|％)(?!\w)|[-\s](?:per\s?cent|pct)\b|(?<=\d)(?:percent)\b")
_POINTS = re.compile(r"(?i)[-\s]percentage[-\s]points?\b|个百分点")
_WORD = re.compile(
    rf"(?i)(?P<join>[-\s]?)(?P<of>(?:US|U\.S\.|Hong Kong|Australian|Canadian|Singapore|Taiwan|Chinese)[-\s])?"
    rf"(?P<word>{'|'.join((*_TIME, *_MEASURES, *_MONEY))}|centurie|feet|foot)(?P<many>s?)\b"
)
_SQUARE_RE = re.compile(rf"(?i)[-\s]{_SQUARE}\b")
_ZH_UNITS_TEXT = """
%=percent ％=percent 美元=USD 欧元=EUR 港元=HKD 日元=JPY 英镑=GBP 元人民币=CNY 元=CNY 人民币=CNY 年=years
周年=years 个月=months 天=days 小时=hours 分钟=minutes 周=weeks 公里=kilometers
星期=weeks 个星期=weeks 礼拜=weeks 钟头=hours 个钟头=hours 个小时=hours 度=degrees ℃=degrees 平方米=square_meters
平方公尺=square_meters 公尺=meters 米=meters 平方公里=square_kilometers 公顷=hectares 吨=tonnes
章=chapters 岁=years 倍=times 层=floors
"""
_ZH_UNITS = {zh: unit.replace("_", " ") for zh, unit in (pair.split("=") for pair in _ZH_UNITS_TEXT.split())}
_ZH_UNIT = re.compile("|".join([*sorted(_ZH_UNITS, key=len, reverse=True), TENTHS_ZH]))
COUNTED_ZH = (
    "个名位家项场人国款种件次届条支只部台座所类组批户篇本份起代省市间张句段幅封棵把艘辆架套对门轮集波栋页遍道颗头"
    "坛杯瓶碗桶盒袋册枚粒株桌"
)


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge with its place and kind; ``bound`` turns a value into the interval it stands for."""

    start: int
    end: int
    text: str
    kind: str

    def bound(self, value: float) -> tuple[float | None, float | None]:
        """Return the lowest and the highest value meant; None where the interval is open."""
        if self.kind == "more":
            return value, None
        if self.kind == "less":
            return None, value
        if self.kind == "near":
            return round(value * (1 - _ABOUT), 9), value
        return (
            (round(value * (1 - _ABOUT), 9), round(value * (1 + _ABOUT), 9)) if self.kind == "some" else (value, value)
        )


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's code, and how far it reaches before and after the number."""

    code: str
    start: int
    end: int


def find_hedge(text: str, start: int, end: int) -> Hedge | None:
    """Return the hedge right before a quantity, or right after its number.

    Parameters
    ----------
    text
        The sentence.
    start
        Where the number begins, with its currency sign.
    end
        Where the number ends.

    Returns
    -------
    Hedge or None
        "within" and "under" are hedges here; whether they fit the unit is for the caller.
    """
    edge = max(0, start - _REACH)
    before = _ARTICLE.sub("", text[edge:start])
    for kind, pattern in _BEFORE if before.isascii() else (*_BEFORE, *_BEFORE_ZH):
        match = pattern.search(before)
        if match:
            return Hedge(edge + match.start("hedge"), edge + match.end("hedge"), match["hedge"], kind)
    for kind, pattern in _AFTER:
        match = pattern.match(text, end)
        if match:
            return Hedge(match.start(), match.end(), match[0].strip(" -"), kind)
    return None


def find_unit(text: str, start: int, end: int) -> Unit | None:
    """Return the unit or currency of the number between two offsets, or None.

    Parameters
    ----------
    text
        The sentence.
    start
        Where the number begins.
    end
        Where it ends, with its scale.

    Returns
    -------
    Unit or None
        ``percent``, ``percentage points``, an ISO 4217 code, or a unit in the plural.
    """
    for pattern, code in ((_POINTS, "percentage points"), (_PERCENT, "percent")):
        match = pattern.match(text, end)
        if match:
            return Unit(code, start, match.end())
    edge = max(0, start - _SYMBOL_REACH)
    symbol = _SYMBOL.search(text[edge:start])
    if symbol:
        word = _WORD.match(text, end)
        last = word.end() if word and word["word"].casefold() in _MONEY else end
        return Unit(_SYMBOLS[symbol[0].strip().casefold()], edge + symbol.start(), last)
    area = _SQUARE_RE.match(text, end)
    if area:
        return Unit(area[0].strip(" -").casefold(), start, area.end())
    return _find_unit_word(text, start, end) or _find_unit_zh(text, start, end)


def _find_unit_word(text: str, start: int, end: int) -> Unit | None:
    match = _WORD.match(text, end)
    if not match:
        return None
    word = match["word"].casefold()
    country = (match["of"] or "").casefold().strip(" -.")
    if word == "dollar":
        return Unit(_DOLLARS.get(country, "USD"), start, match.end())
    if country and country != "chinese":
        return None
    if word in ("feet", "foot"):
        return Unit("feet", start, match.end())
    known = {"centurie": "centuries"} | _TIME | _MEASURES | _MONEY
    # "second" and short letters are units only where they cannot be something else.
    if word in ("second", "won", "pound") and not match["many"] and word != "won":
        return None
    return Unit(known[word], start, match.end())


def _find_unit_zh(text: str, start: int, end: int) -> Unit | None:
    match = _ZH_UNIT.match(text, end + (text[end : end + 1] in ("多", "余", "餘")))
    return Unit(_ZH_UNITS.get(match[0], "percent"), start, match.end()) if match else None


def plural_of(noun: str) -> str:
    """Return the plural of an English noun, for the unit of "four-chapter" and the like."""
    low = noun.casefold()
    if low.endswith(("s", "x", "ch", "sh")):
        return f"{low}es"
    return f"{low[:-1]}ies" if re.search(r"[^aeiou]y$", low) else f"{low}s"
