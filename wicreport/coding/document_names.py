"""Who is named where in a document, in full or by the surname alone; whom a phrase means is asked elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from wicreport.coding.actors import ActorMention, surname_of
from wicreport.coding.cues import CHINESE_CUES, INTRODUCTION
from wicreport.coding.names import HAN, HAN_SURNAMES, NOT_NAMES, TITLE, slugify
from wicreport.coding.sentences import MASK
from wicreport.corpus.scripts import has_han, simplify_han

__all__ = ["DocumentNames", "Speaker", "add_surnames", "name_speaker"]


_NEAR = 60  # characters: a name further into the sentence is not its subject
_MOST = 500  # mentions back: nobody named earlier is meant


class Speaker(NamedTuple):
    """One who speaks; ``is_inferred`` where the sentence itself does not name them in full."""

    name: str
    speaker_id: str
    is_person: bool
    is_inferred: bool


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """The people and bodies named outside quotations, in order, with the starts of sentences and paragraphs.

    ``author`` is who says "I" outside quotations.
    """

    text: str
    mentions: tuple[ActorMention, ...]
    sentence_starts: tuple[int, ...]
    paragraph_starts: tuple[int, ...]
    author: str | None = None

    def sentences_before(self, position: int, *, floor: int = 0) -> Iterator[tuple[int, int]]:
        """Yield where the sentence of a position and those before it begin, and where each ends, the nearest first."""
        end = position
        for start in reversed(self.sentence_starts[: bisect_right(self.sentence_starts, position)]):
            if start < floor:
                return
            yield start, end
            end = start

    def paragraph_of(self, position: int) -> int:
        """Return where the paragraph of a position begins."""
        place = bisect_right(self.paragraph_starts, position) - 1
        return self.paragraph_starts[place] if place >= 0 else 0

    def before(self, position: int) -> tuple[ActorMention, ...]:
        """Return the mentions that begin before a position, as far back as anybody may be meant."""
        end = bisect_left(self.mentions, position, key=_start_of)
        return self.mentions[max(0, end - _MOST) : end]

    def following(self, position: int) -> list[ActorMention]:
        """Return the person that the sentence after that of a position opens with: "he" may come before the name."""
        place = bisect_right(self.sentence_starts, position)
        start = self.sentence_starts[place] if place < len(self.sentence_starts) else len(self.text)
        stop = start + len(self.text[start : start + _NEAR].partition(".")[0])
        return [mention for mention in self.within(start, stop) if mention.is_person][:1]

    def within(self, start: int, end: int) -> tuple[ActorMention, ...]:
        """Return the mentions between two positions."""
        first, last = (bisect_left(self.mentions, position, key=_start_of) for position in (start, end))
        return tuple(mention for mention in self.mentions[first:last] if mention.end <= end)


def _start_of(mention: ActorMention) -> int:
    return mention.start


_WORD = re.compile(r"[A-Z][a-z]\w*")
_STYLES = ("Mr", "Mrs", "Ms", "Miss", "Madam", "Madame", "Dr", "Auntie", "Uncle", "Old", "Young")
# Somebody a text names for itself alone: "Mrs Shen", "72岁的船工姚阿根", "撑船的老沈", "一位做餐饮的创业者".
_STRANGER = re.compile(r"(?:M(?:r|rs|s|iss|adame?)|Dr|Auntie|Uncle|Old|Young)\.?\s[A-Z][\w’-]++(?!\s[A-Z])")
# "Elsa Roth shrugged.", "the mayor of Graz, Elsa Roth,": no title and no verb of speech stands beside the name.
_NAME = (
    rf"(?=[A-Z][a-zà-ÿ-]+ [A-Z])(?!(?i:{INTRODUCTION}|{TITLE}\s))"
    r"[A-Z][a-zà-ÿ]+(?:-[A-Z][a-z]+)?(?: [A-Z]\.)?(?: [A-Z][\w’'-]*[a-z]){1,2}(?!['’]s|\s[A-Z])"
)
_DOES = (
    r"(?:is|was|has|had|did|does|would|could|came|went|sat|stood|took|got|ran|kept|left|held|knew|saw|felt|thought|put|sent|flew"
    r"|drove|spent|began|grew|met|lost|won|[a-z]{2,}(?:ed|[^\W_s]s))\b"
)
_ACTING = re.compile(rf"[\s{MASK}]*+(?P<name>{_NAME})(?=(?:,[^.;:{MASK}\n]{{2,90}},)?\s{_DOES})")
_APPOSED = re.compile(rf", (?P<name>{_NAME})(?=[,.])")
_OFFICE_BEFORE = re.compile(rf"\b(?i:{TITLE})\s(?:of|for|at|from)(?:\s[\w’-]+){{1,5}}$")
_JOB_ZH = (
    "[船职员民环保厨技]工|师傅|摄影师|厨师|工程师|设计师|理发师|裁缝|老师|教师|校长|村支书|店主|店员|摊主|老板娘?|房东|司机|志愿者|讲解员|快递员|外卖员|服务员|接线员|绣娘|农民"
    "|村民|居民|导游|保安|同学|大学生|研究生|创业者|商户|主播|翻译|医生|护士|程序员"
)
_STRANGER_ZH = re.compile(
    rf"\d岁的?(?:[{HAN}]{{2,4}}?)?(?P<aged>[{HAN_SURNAMES}](?:(?![说说道表今在是的有和与就也都还已正将])[{HAN}]){{1,2}})"
    rf"|(?P<old>(?!小[时米康])[老小阿](?:(?<=[的师工员夫民机主板].)|(?<![{HAN}].))[{HAN_SURNAMES}])(?=[说説道笑今，,。告向坦家在点想摇叹指边也没还又等拿收有是把就])"
    rf"|(?:{_JOB_ZH})(?P<job>[{HAN_SURNAMES}](?:(?![说說讲講在照是的有和与就也都还已正将把给一])[{HAN}]){{1,2}}?)(?=[说說讲講在照是，,。：把给笑告对對站拿用从從每今这這也就一带帶正])"
    rf"|(?P<styled>[{HAN_SURNAMES}](?:女士|先生|大妈|大爷|阿婆|阿姨|奶奶|师傅|姑娘|老板|同学))"
    rf"|(?P<one>[一两几][位名个](?:[{HAN}A-Za-z]{{1,20}}的)?[{HAN}A-Za-z]{{0,8}}?[者员員人师師长長官家友民工客主生商手裁授士]"
    rf"(?=[^{HAN}]|[说說道告讲講问問答笑在向对對接听想拿走坐给給的]|(?<=[者员員友])|(?<=轻人)))"
)
# "王彬颖分析称": who speaks more than once has a name, whether or not a title says so.
_SPEAKING_ZH = re.compile(
    rf"(?!方面|高[层管]|时任|双方|安全|成员|任何)(?P<name>[{HAN_SURNAMES}](?<![{HAN}].)[{HAN}]{{1,2}}?)"
    rf"(?<![书社部委局署报网院厅会团面])(?=(?:分析|还|也|接着|同时)?(?:{CHINESE_CUES}))"
)
_ALONE = re.compile(r"[A-Z](?<![\w’'@-].)[a-z]\w*(?![\w-])")
_CAPITAL_BEFORE = re.compile(rf"(?<![.!?“”\"]\s)\b(?!(?i:{TITLE})\s)[A-Z][\w’-]*(?<!’s)\s$")
_CAPITAL_AFTER = re.compile(r"\s(?!I\b)[A-Z]")


def add_surnames(
    text: str,
    mentions: Sequence[ActorMention],
    leaders: Mapping[str, ActorMention],
    sentence_starts: Sequence[int] = (),
) -> tuple[ActorMention, ...]:
    """Return the mentions together with the places where a person is named by the surname alone.

    Parameters
    ----------
    text
        The text that names them.
    mentions
        Those named in full, and bodies, in order.
    leaders
        Further bearers of a surname, who need not be named in full.
    sentence_starts
        Where sentences begin: somebody without a title is known by what he does there ("Elsa Roth shrugged.").

    Returns
    -------
    tuple of ActorMention
        In the order of the text. A surname means its last bearer before it, or else the first one after it. People
        whom the text names for itself alone ("Mrs Shen") stand among them.
    """
    mentions = _merge(mentions, _find_untitled(text, sentence_starts))
    bearers: dict[str, list[ActorMention]] = {}
    for mention in mentions:
        if mention.is_person and (surname := surname_of(mention.name)).isalpha() and surname[0].isascii():
            bearers.setdefault(surname, []).append(mention)
    bearers |= {surname: [leader] for surname, leader in leaders.items() if surname not in bearers}
    taken = [mention.start for mention in mentions]
    found = list(mentions)
    words = set(_WORD.findall(text))
    for match in _find_alone(text, bearers.keys() & words):
        place = bisect_right(taken, match.start())
        if place and mentions[place - 1].end > match.start():
            continue
        if _CAPITAL_BEFORE.search(text, max(0, match.start() - 30), match.start()) or _CAPITAL_AFTER.match(
            text, match.end()
        ):
            continue
        known = bearers[match[0]]
        bearer = next((one for one in reversed(known) if one.start <= match.start()), known[0])
        found.append(bearer._replace(start=match.start(), end=match.end()))
    found.sort(key=_start_of)
    return _merge(found, _find_strangers(text, found, words))


def _find_alone(text: str, surnames: Set[str]) -> Iterator[re.Match[str]]:
    """Yield where surnames stand as words of their own, one surname after the other."""
    for surname in surnames:
        at = text.find(surname)
        while at >= 0:
            if (match := _ALONE.match(text, at)) and match[0] == surname:
                yield match
            at = text.find(surname, at + 1)


def _merge(mentions: Sequence[ActorMention], more: Iterable[ActorMention]) -> tuple[ActorMention, ...]:
    """Return the mentions with those others that overlap with none of them."""
    starts = [mention.start for mention in mentions]
    added = [one for one in more if not (place := bisect_left(starts, one.end)) or mentions[place - 1].end <= one.start]
    return tuple(sorted([*mentions, *added], key=_start_of)) if added else tuple(mentions)


def _find_untitled(text: str, sentence_starts: Sequence[int]) -> Iterator[ActorMention]:
    """Yield people in Latin letters who are known by their place in the sentence alone."""
    acting = (match for start in sentence_starts if (match := _ACTING.match(text, start)))
    apposed = (
        match
        for match in _APPOSED.finditer(text)
        if _OFFICE_BEFORE.search(text, max(0, match.start() - 80), match.start())
    )
    for match in chain(acting, apposed):
        if not any(word.casefold() in NOT_NAMES for word in match["name"].split()):
            yield ActorMention(None, match["name"], *match.span("name"), True)


def _find_strangers(text: str, mentions: Sequence[ActorMention], words: Set[str]) -> Iterator[ActorMention]:
    """Yield who is named for the text alone; a Chinese one wherever the name stands, once it has been introduced."""
    for match in _STRANGER.finditer(text) if any(word.endswith(_STYLES) for word in words) else ():
        yield ActorMention(None, match[0], *match.span(), True)
    if not has_han(text):
        return
    for match in _STRANGER_ZH.finditer(simplify_han(text)):
        first, last = match.span(match.lastgroup or 0)
        yield ActorMention(None, text[first:last], first, last, True)
    foreign = {name: one for one in mentions if (name := text[one.start : one.end].partition("·")[2])[1:]}
    speaking = {match["name"] for match in _SPEAKING_ZH.finditer(text)}
    names = [name for name in {*foreign, *speaking} if text.count(name) > 1]
    for match in re.finditer("|".join(map(re.escape, names)), text) if names else ():
        bearer = foreign.get(match[0], ActorMention(None, match[0], 0, 0, True))
        yield bearer._replace(start=match.start(), end=match.end())


def name_speaker(mention: ActorMention, *, is_inferred: bool = False) -> Speaker:
    """Return the speaker that a mention stands for.

    Parameters
    ----------
    mention
        A person or a body that is named.
    is_inferred
        Whether the quotation's own sentence leaves the name out.

    Returns
    -------
    Speaker
        With the registry's id, or one made of the name.
    """
    return Speaker(mention.name, mention.actor_id or slugify(mention.name), mention.is_person, is_inferred)
