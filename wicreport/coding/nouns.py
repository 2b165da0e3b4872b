"""The noun phrase after a number, found by closed-class words and plural endings; units live elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wicreport.coding.units import COUNTED_ZH

__all__ = ["Noun", "find_counted", "find_ordered", "find_phrase"]

_PREPOSITIONS = (
    "of in on at by for with from to into onto over under about after before between among amid against "
    "across along around "
    "during through throughout within without via per than as like unlike towards toward upon off out up "
    "down since until "
    "behind beyond beside despite including regarding"
)
_CLOSED = set(
    f"{_PREPOSITIONS} and or but nor so yet if when while where who whom whose which that because although "
    f"though whether "
    "the a an this these those its their his her our your my some any each every all both either neither no not "
    "i you he she it we they them him us me is are was were be been being am has have had do does did will "
    "would can could "
    "may might shall should must also only then there here now just even still ever never very too more "
    "most less least "
    "said says told according well again ago later earlier apart away together respectively alone".split()
)
_NOT_PLURAL = re.compile(
    r"(?i)its|was|has|does|goes|says|makes|takes|gives|gets|uses|needs|includes|remains|becomes|comes|perhaps"
    r"|always|sometimes|besides|news|economics|politics|overseas"
)
_NOT_PLURAL_END = re.compile(r"(?i)[sui’']s")
_IRREGULAR_TEXT = (
    "people men women children staff media personnel businessmen spokesmen data yuan feet teeth criteria "
    "phenomena alumni fora businesses buses analyses crises series species headquarters congressmen "
    "policemen youth times"
)
_IRREGULAR = frozenset(_IRREGULAR_TEXT.split())
_WORD = re.compile(r"U\.[SKN]\.|[A-Za-z][\w’'.&-]*[\w]|[A-Za-z]")
_BLANKS, _BLANKS_OR_HYPHENS = re.compile(r"\s+"), re.compile(r"[\s-]+")
_JOIN = re.compile(r"(?:\s+(?:and|or)\s+|,\s+(?=[\w-]+\s+(?:and|or)\s)|/)")
_PARTITIVE = re.compile(r"\s+of(?:\s+(?:the|its|their|his|our|these|those|all))?(?=\s+[A-Za-z])")
_MORE = re.compile(r"\s+(?:more|other|further|earlier|previous|most|additional|extra)(?=\s+[A-Za-z])")
_AND = re.compile(r"(?:and|or)\b")
_ZH_STOP = "的在和与及，。、；：！？（）“”《》参出举为是将被于从到了有等并共以就对由向"
_ZH_END = re.compile(
    rf"[{_ZH_STOP}]|围绕|展开|参与|参加|参会|参赛|参展|线上|线下|出席|亮相|发布|齐聚|进行|开展|签约|达成|表示|来自|汇聚|聚焦"
)
_ZH_NOUN = re.compile(rf"(?:[{COUNTED_ZH}]|点(?=主张|建议|意见|要求|倡议|共识|原则))[\u4e00-\u9fff]{{0,8}}")
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase: where it ends in the text, and its words."""

    end: int
    words: str


def _words_from(text: str, start: int) -> list[re.Match[str]]:
    """Return the words that follow an offset with nothing but single spaces between them."""
    words: list[re.Match[str]] = []
    at = start
    while len(words) < _LONGEST:
        gap = (_BLANKS if words else _BLANKS_OR_HYPHENS).match(text, at)
        match = _WORD.match(text, gap.end()) if gap else None
        if not match:
            break
        words.append(match)
        at = match.end()
    return words


def _is_plural(word: str) -> bool:
    low = word.lower()
    ends_so = len(low) > 2 and low.endswith("s") and not _NOT_PLURAL_END.fullmatch(low[-2:])
    return low in _IRREGULAR or (ends_so and not _NOT_PLURAL.fullmatch(low))


def find_counted(text: str, end: int) -> Noun | None:
    """Return the plural noun phrase that a cardinal counts: "three major signals", "Three of Wuzhen's forums".

    Parameters
    ----------
    text
        The sentence.
    end
        Where the number ends.

    Returns
    -------
    Noun or None
        Up to the last plural before a closed-class word, with a second plural joined by "and" ("countries and
        regions"). In Chinese, from the measure word on.
    """
    chinese = _ZH_NOUN.match(text, end)
    if chinese:
        words = _ZH_END.split(chinese[0])[0]
        return Noun(end + len(words), words) if words else None
    partitive = _PARTITIVE.match(text, end) or _MORE.match(text, end)
    start = partitive.end() if partitive else end
    plural = _last_plural(text, _words_from(text, start))
    if plural is None:
        return None
    last = _with_second(text, plural)
    return Noun(last, text[end:last].strip(" -"))


def _last_plural(text: str, words: list[re.Match[str]]) -> int | None:
    end: int | None = None
    for place, word in enumerate(words):
        if end is None and place and _AND.fullmatch(word[0]) and len(words) > place + 1:
            continue  # "press freedom and digital rights organisations"
        if word[0].lower() in _CLOSED:
            break
        if _is_plural(word[0]):
            if end is not None:
                break
            end = word.end()
        elif end is not None:
            break
    return end


def _with_second(text: str, end: int) -> int:
    """Return where the phrase ends if "and" and one more plural follow at once."""
    join = _JOIN.match(text, end)
    word = _WORD.match(text, join.end()) if join else None
    return word.end() if word and _is_plural(word[0]) and word[0].lower() not in _CLOSED else end


def find_ordered(text: str, end: int) -> Noun | None:
    """Return the noun phrase after an ordinal: "eighth year", "20th Communist Party Congress".

    Parameters
    ----------
    text
        The sentence.
    end
        Where the ordinal ends.

    Returns
    -------
    Noun or None
        Capitalised words are taken as one name; else it ends before a closed-class word or after its third word.
    """
    words = _words_from(text, end)
    chosen: list[re.Match[str]] = []
    for word in words:
        if word[0].lower() in _CLOSED or (chosen and chosen[-1][0][0].isupper() and not word[0][0].isupper()):
            break
        if chosen and re.search(r"(?:ed|ing)$", word[0]) and word[0][0].islower():
            break
        chosen.append(word)
        if word[0].lower() in _HEADS or (len(chosen) == 3 and not word[0][0].isupper()):
            break
    return Noun(chosen[-1].end(), text[end : chosen[-1].end()].strip(" -")) if chosen else None


_HEADS_TEXT = (
    "year time term edition conference summit anniversary session round day congress plenum meeting place "
    "generation forum chapter plan"
)
_HEADS = frozenset(_HEADS_TEXT.split())


def find_phrase(text: str, start: int) -> Noun | None:
    """Return the words after an amount that say of what: "of its annual revenue", "in value".

    Parameters
    ----------
    text
        The sentence.
    start
        Where the amount ends.

    Returns
    -------
    Noun or None
        A prepositional phrase of at most eight words, up to the next mark or closed-class word; a date is none.
    """
    match = _PHRASE.match(text, start)
    if not match or _DATED.match(match[0]):
        return None
    words = [*re.finditer(r"\S+", match[0])]
    stop = next((i for i, word in enumerate(words[1:], 1) if word[0].casefold() in _ENDS), len(words))
    if stop < 2:
        return None
    phrase = match[0][words[0].start() : words[stop - 1].end()].rstrip(" ,.;:")
    return Noun(start + words[0].start() + len(phrase), " ".join(phrase.split()))


_PHRASE = re.compile(r"\s+(?:of|in|for|on|from|to)\s+(?:[\w’'&.-]+\s?){1,7}")
_DATED = re.compile(r"\s+(?:in|on|from|to|for)\s(?:19|20)\d\d\b")
_ENDS = _CLOSED - {"of", "the", "a", "an", "its", "their", "his", "her", "all", "total"}
