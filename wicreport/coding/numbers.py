"""Numbers as written in English and Chinese, with their values; units and what is counted belong to the quantities."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from wicreport.coding.cues import any_of
from wicreport.coding.stems import Cue, find_possible

__all__ = ["DIGITS", "TENTHS_ZH", "WORDS", "Number", "NumberKind", "find_numbers", "parse_chinese", "parse_words"]

NumberKind = Literal["cardinal", "ordinal", "fraction", "many"]

_ONES_TEXT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ONES = _ONES_TEXT.split()
_TENS_TEXT = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = _TENS_TEXT.split()
_NTHS_TEXT = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_NTHS = _NTHS_TEXT.split()
_TENTHS = [f"{ten[:-1]}ieth" for ten in _TENS]
_CARDINALS = {word: value for value, word in enumerate(_ONES)} | {word: 10 * i for i, word in enumerate(_TENS, 2)}
_ORDINALS = {word: value for value, word in enumerate(_NTHS)} | {word: 10 * i for i, word in enumerate(_TENTHS, 2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12, "trn": 1e12}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_MANY = {"dozens": 12.0, "scores": 20.0, "tens": 10.0} | {f"{scale}s": value for scale, value in _SCALES.items()}
_ZH_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_ZH_SMALL = {"十": 10, "百": 100, "千": 1000}
_ZH_LARGE = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}

_WORD = any_of(_CARDINALS)
_SCALE = "|".join(_SCALES)
WORDS = any_of([*_CARDINALS, *_SCALES])
_NTH = rf"{any_of(_TENS)}[-\s]{any_of(_NTHS[1:10])}|{any_of(_ORDINALS)}"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_ZH_UNIT = "[零〇一二三四五六七八九十百千两兩]"
_ZH = rf"{_ZH_UNIT}+(?:[余多餘]?[万萬亿億]+{_ZH_UNIT}*)*(?:[点點][零〇一二三四五六七八九]+)?"
# "九成" is nine tenths; "成员" and "成立" are words of their own.
TENTHS_ZH = "成(?![为立功员果本长效就交熟都年分型品绩])"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: its place in the text, its value and its kind."""

    start: int
    end: int
    text: str
    value: float
    kind: NumberKind
    is_spelled: bool


def parse_chinese(text: str) -> float | None:
    """Return the value of a Chinese numeral such as 二十, 一百二十万 or 二〇一八, or None if it is not one."""
    whole, point, digits = text.partition("点")
    if point:
        number = parse_chinese(whole)
        return None if number is None else float(f"{number:g}.{''.join(str(_ZH_DIGITS[c]) for c in digits)}")
    if not text or any(c not in _ZH_DIGITS | _ZH_SMALL | _ZH_LARGE for c in text):
        return None
    if len(text) == 2 and "0" < (digits := "".join(str(_ZH_DIGITS.get(c, 0)) for c in text))[0] < digits[1]:
        return None  # "三五分钟": three to five, which is no one number
    if len(text) > 1 and all(c in _ZH_DIGITS for c in text):
        return float("".join(str(_ZH_DIGITS[c]) for c in text))
    total, section, digit = 0.0, 0.0, 0.0
    for c in text:
        if c in _ZH_DIGITS:
            digit = _ZH_DIGITS[c]
        elif c in _ZH_SMALL:
            section, digit = section + (digit or 1) * _ZH_SMALL[c], 0
        else:
            total, section, digit = (total + section + digit or 1) * _ZH_LARGE[c], 0, 0
    return total + section + digit


def parse_words(text: str) -> float | None:
    """Return the value of an English number in words or digits ("twenty-one", "two hundred", "12"), or None."""
    total, section = 0.0, 0.0
    words = re.split(r"[-\s]+", text.casefold().strip())
    for word in words:
        if word in _CARDINALS:
            section += _CARDINALS[word]
        elif word in _SCALES:
            section = (section or 1) * _SCALES[word]
            total, section = (total, section) if word == "hundred" else (total + section, 0)
        elif word in ("a", "an") and len(words) <= 2:
            section += 1
        elif word == "dozen":
            section = (section or 1) * 12
        elif re.fullmatch(DIGITS, word):
            section += float(word.replace(",", ""))
        elif word != "and" or word in (words[0], words[-1]):
            return None
    return total + section


def _read_ordinal(match: re.Match[str]) -> float | None:
    digits = re.match(r"[\d,]+", match[0])
    if digits:
        return float(digits[0].replace(",", ""))
    head, _, last = re.sub(r"\s", "-", match[0].casefold()).rpartition("-")
    return float(_ORDINALS[last] + _CARDINALS.get(head, 0))


def _read_zh_ordinal(match: re.Match[str]) -> float | None:
    if match[0] == "首":
        return 1.0
    numeral = match[0].removeprefix("第").strip()
    return float(numeral) if numeral.isdecimal() else parse_chinese(numeral)


def _read_share(match: re.Match[str]) -> float | None:
    above, below = parse_words(match["above"]), parse_words(match["below"] or match["many"])
    return above / below if above and below and above < below else None


def _read_fraction(match: re.Match[str]) -> float | None:
    top = parse_words(match["top"])
    part = _PARTS[match["part"].casefold().removesuffix("s") if match["part"].casefold() != "halves" else "half"]
    return top / part if top else None


def _read_part(text: str) -> float:
    value = parse_chinese(text)
    return float(text) if value is None else value


def _read_zh_fraction(match: re.Match[str]) -> float | None:
    below, above = (_read_part(part) for part in match.group("below", "above"))
    return above / below if above and below else None


def _read_digits(match: re.Match[str]) -> float | None:
    value = float(match["digits"].replace(",", ""))
    scale = (match["scale"] or match["short"] or "").casefold()
    zh = 1.0
    for c in match["zh"] or "":
        zh *= (_ZH_SMALL | _ZH_LARGE)[c]
    return round(value * _SCALES.get(scale, _SHORT.get(scale, 1.0)) * zh, 6)


def _read_and_half(match: re.Match[str]) -> float | None:
    whole = parse_words(match["whole"])
    return (whole + 0.5) * _SCALES.get((match["scale"] or "").strip().casefold(), 1.0) if whole else None


def _read_point(match: re.Match[str]) -> float | None:
    digits = [_CARDINALS[word] for word in match["digits"].casefold().split()]
    value = float(f"{_CARDINALS[match['whole'].casefold()]}.{''.join(map(str, digits))}")
    return round(value * _SCALES.get((match["scale"] or "").strip().casefold(), 1.0), 6)


def _read_half(match: re.Match[str]) -> float | None:
    scale = match["scale"]
    return 0.5 * (12 if scale.casefold() == "dozen" else _SCALES[scale.casefold()]) if scale else 0.5


def _read_many(match: re.Match[str]) -> float | None:
    value = 1.0
    for word in re.findall(r"[a-z]+s\b", match[0].casefold()):
        value *= _MANY[word]
    return value


_GRAMMAR: tuple[tuple[NumberKind, str, Callable[[re.Match[str]], float | None]], ...] = (
    (
        "fraction",
        rf"(?i)\b(?P<top>{_WORD}|an?(?=[-\s]\w+(?:\s(?:of|off|more|less|as|are|were|is|was|did|do|have|had|has|said|say)"
        r"\b|\s?[.,;)]|$)))"
        rf"[-\s](?P<part>(?:{'|'.join(_PARTS)})s?|halves)\b(?!-)",
        _read_fraction,
    ),
    (
        "cardinal",
        rf"(?i)\b(?P<whole>{_WORD}|\d+)\sand\sa\shalf\b(?P<scale>\s(?:{_SCALE})\b)?",
        _read_and_half,
    ),
    (
        "fraction",
        rf"(?i)\b(?P<above>{_WORD}|\d+)\s(?:in|out\sof)\s(?:every\s)?(?:(?P<below>{'|'.join(_CARDINALS)}|\d\d{{0,2}})\b"
        r"(?=\s[a-z]+s\b|\speople\b|\s(?:came|come|is|are|was|were|has|have|had|did)\b)|(?P<many>\d\d{0,2}(?:,\d{3})+))",
        _read_share,
    ),
    ("ordinal", r"(?<![\w.,/-])(?:\d{1,3}(?:,\d{3})*,\d\d|\d{0,2})\d(?:st|nd|rd|th)(?!\w)", _read_ordinal),
    ("ordinal", rf"(?i)(?<![\w.,/-])(?:{_NTH})(?!\w)", _read_ordinal),
    ("ordinal", rf"第\s?(?:{_ZH}|\d{{1,3}})|首(?=[次届屆])", _read_zh_ordinal),
    ("fraction", rf"(?P<below>{_ZH}|\d+)分之(?P<above>{_ZH}|\d+(?:\.\d+)?)", _read_zh_fraction),
    ("cardinal", rf"(?:(?<![\d.])\d|[一二两三四五六七八九])(?={TENTHS_ZH})", lambda m: 10 * _read_part(m[0])),
    (
        "cardinal",
        rf"(?:(?<![A-Za-z\d_.,/])|(?<=RMB)|(?<=CNY)|(?<=USD)|(?<=EUR))(?P<digits>{DIGITS})"
        rf"(?:[-\s](?P<scale>(?i:{_SCALE}))\b|\s?(?P<short>(?i:bn|tn|trn|mn)|[kKmMbB])\b|\s?(?:[余多餘](?=[十百千]?[万萬亿億]))?(?P<zh>[十百千]?[万萬亿億]+))?",
        _read_digits,
    ),
    (
        "cardinal",
        rf"(?i)\b(?P<whole>{_WORD})\spoint(?P<digits>(?:\s{_WORD})+)\b(?P<scale>\s(?:{_SCALE})\b)?",
        _read_point,
    ),
    ("many", rf"(?i)\b(?:{'|'.join(_MANY)})(?: of (?:{'|'.join(_MANY)}))*(?= of\b)", _read_many),
    ("cardinal", rf"(?i)\bhalf[-\s](?:an?[-\s])?(?P<scale>{_SCALE}|dozen)\b", _read_half),
    ("fraction", r"(?i)\bhalf\b(?P<scale>(?!))?", _read_half),
    (
        "cardinal",
        rf"(?i)\b(?=\w)(?:(?:an?|several)[-\s](?:{_SCALE}|dozen)|dozen|(?<=the\s)(?:{_SCALE})|{_WORD}"
        rf"(?:[-\s](?:(?<=hundred\s)and\s|(?<=thousand\s)and\s)?(?:{_WORD}|{_SCALE}|dozen)\b)*)(?:\b|(?=fold\b))",
        lambda match: parse_words(re.sub(r"(?i)^several\s", "", match[0])),
    ),
    ("fraction", "(?:一|过|過)半|半数|半數", lambda match: 0.5),
    (
        "cardinal",
        rf"(?:{_ZH_UNIT}|\d)+(?=个半(?:小时|钟头|月|星期|世纪))个半",
        lambda match: (_read_part(match[0][:-2]) or 0) + 0.5,
    ),
    ("cardinal", "半(?=个?(?:小时|钟头|世纪)|个月|年(?!度)|辈子)", lambda match: 0.5),
    ("cardinal", "(?<=[近上逾超约])[万萬亿億](?=[个名人家条件户位亩吨元])", lambda match: _ZH_LARGE[match[0]]),
    ("cardinal", _ZH, lambda match: parse_chinese(re.sub("[余多餘]", "", match[0]).replace("點", "点"))),
)
_RULES = tuple((kind, Cue(pattern), read) for kind, pattern, read in _GRAMMAR)
_CUES = frozenset(cue for _, cue, _ in _RULES)


def find_numbers(text: str) -> tuple[Number, ...]:
    """Return every number of a text, in order and without overlaps, whatever it stands for.

    Parameters
    ----------
    text
        A sentence or more, in English or Chinese.

    Returns
    -------
    tuple of Number
        Offsets count from the start of ``text``. Whether one is a date, a name or a quantity is for the caller to say.
    """
    if _CUES.isdisjoint(find_possible(text)):
        return ()
    taken = bytearray(len(text))
    numbers: list[Number] = []
    for number in _candidates(text):
        if not any(taken[number.start : number.end]):
            taken[number.start : number.end] = b"\1" * (number.end - number.start)
            numbers.append(number)
    return tuple(sorted(numbers, key=lambda number: number.start))


def _candidates(text: str) -> Iterator[Number]:
    possible = find_possible(text)
    for kind, cue, read in _RULES:
        for match in cue.pattern.finditer(text) if cue in possible else ():
            value = read(match)
            if value is not None:
                is_spelled = not any(c.isdecimal() for c in match[0])
                yield Number(match.start(), match.end(), match[0], value, kind, is_spelled)
