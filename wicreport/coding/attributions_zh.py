"""Who a Chinese sentence says the quoted words are by, as a stretch of text; English is the other module's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from wicreport.coding.attributions import Attribution
from wicreport.coding.cues import CHINESE_CUES
from wicreport.coding.names import HAN
from wicreport.coding.sentences import MASK
from wicreport.corpus.scripts import is_plain, simplify_han

__all__ = ["find_attribution_zh", "is_chinese_place"]

# Verbs that take in what somebody says only where a stop or a pronoun shows it.
_SAYS_TOO = (
    r"承认|抱怨|自嘲|比作|比喻[为成]|喻为|判断|估计|坦承|相信|期望|分析|预言|苦笑|算了一笔账"
    r"|[讲指答](?=[，,：:])|(?<=[他她])指(?![着示定导引标向])"
)
_CUE = re.compile(rf"(?:{CHINESE_CUES}|{_SAYS_TOO})")
# "名称", "小说", "话说": the character of a verb of speech inside a noun.
_NOT_CUE = re.compile(
    "(?:不愿|不便|未|拒绝)透露|被问|(?:名|简|号|对|职|自|别|俗|统|堪|人|宣)称|(?:小|学|据|话|听|传|再|来|虽|游|演|解|劝)[说說]|[称稱](?:为|為|号|呼|赞|讚|得|之|作)"
    "|[说說](?:明|法|服|到底)|(?:知|报|渠|频|通|街|赛|轨|味|管|正|霸|公|一)道|道(?:路|德|理|歉)|(?:学|访|请|疑|顾|提|慰|审)问"
    "|问(?:题|卷|世|答|責|责)|明确(?:的|了)"
)
_AFTER = re.compile(
    rf"[，,]?\s*(?:——)?(?:[在当对就谈说][^，,。；：:{MASK}]{{2,30}}[，,])?(?P<subject>[^，,。；：:{MASK}]{{1,40}}?)(?P<cue>{CHINESE_CUES})(?:了|道|说)?(?=[。，,：:；]|$)"
)
_SAID_SO = re.compile(
    rf"[，,]?(?P<cue>说)(?:出)?(?:这|此|上面)[番句段些]?话的(?:人)?(?:正|就)?是(?P<subject>[^，,。；：:{MASK}]{{1,30}})"
)
_DASHED = re.compile(rf"\s*——\s*(?P<subject>[^，。；{MASK}]{{2,20}})$")
_ACCORDING = re.compile(
    rf"(?P<cue>用|据|按照|正如|在)(?P<subject>[^，。；{MASK}]{{2,20}}?)(?:的话说|的说法|介绍|报道|消息|所说|所言|看来|眼[里中]|口中|笔下)"
)
_OWNER = re.compile(rf"(?P<subject>[{HAN}·]{{2,12}}?)(?P<cue>提出|倡导|强调|所说|所言|口中)的[^，。]{{0,8}}$")
_COLON = re.compile(rf"(?P<clause>[^，,。；：:！？{MASK}]{{2,24}})[：:]\s*$")
# "第一句话是：", "只回了四个字：": what comes is what somebody said.
_SAYING_NOUN = re.compile(
    r"(?:(?:第一|头一|头|这么?一|那么?一|最后一|[一两几])[句番](?:话)?|[一两三四五六七八九十几]个字|原话|答案|回答|答复|金句|名言|理由|口号|感言|评价|说法|结论)"
    r"(?:就|只|很|还)?(?:是|简单|干脆)?[：:，,\s]*$"
    r"|(?:[则更很最也]|十分|非常)*(?:直接|直白|坦率|坦白|干脆|尖锐|委婉|幽默)(?:一些|得多)?[：:，,]\s*$"
)
_LINK = re.compile(r"(?:[，,]?[和与及、以或也还并]{1,2})?")
_SAYS = frozenset({"说", "称", "表示", "指出", "认为", "强调"})
_ASKS = frozenset({"要求", "提出", "宣布", "明确", "倡议", "呼吁", "承诺", "希望"})  # their object is no speech
_TERM = re.compile(rf"(?<!{MASK}){MASK}{{3,16}}(?!{MASK})")  # a name in marks, which is part of its clause
# A clause that begins with these goes on about somebody named before it, or names nobody.
_GOES_ON = re.compile(
    r"(?:并|还|又|也|再|便|就|则|却|都|更|改|而|且|仍|曾|只|仅|随后|接着|同时|甚至|进一步|明确|多次|公开|在|对|从|为|以|通过|根据|随着|向|把|将|据|此外|其中|如)"
)
_PRONOUN = re.compile(r"(?:他|她|它|其|该|此|后者|前者|双方|我|这|那)")
_ROLE = re.compile(
    r"(?:人士|人员|主管|官员|学者|专家|代表|网友|网民|姑娘|先生|女士|者|员|师|发言人|教授|负责人|报告|报道|白皮书|文件|公报|通知|规定|办法|声明|社论"
    r"|评论|贺信|文章|组织|协会|公司|集团|部|委|办|局|署|院|社|报|网|媒|媒体|政府|中心|大会|峰会)$"
)
_TAIL = re.compile(
    r"(?:在|对|對|于|於|向|就|近日|笑|摇头|点头|星期|周[一二三四五六日]|今天|今日|日前|昨日|昨天|当天|當天|当日|同时|同時|同日|通过|還|还|也|进一步|再次|再度|多次|曾|則|则|并|並|一致"
    r"|后来|开玩笑|玩笑|抱怨|感慨|[^的，]{1,2}地$|甚至|特别|指|接受|出席|发表|發表|致|随后|此前|\d+日|率|应邀|(?<!工)作|边.{1,2}边|时|以|从|回忆|首先|最后|共同|都|均|又|继续|更).*$"
)
_HEAD = re.compile(
    r"(?:有(?=网友|网民|人|专家|学者|媒体|业内|代表)|但是?|不过|不過|然而|此外|同时|同時|其中|对此|對此|因此|所以|而且?|并且?|据悉|另外|会上|當日|当日|会后|随后|接着|其实|正如|如)+"
    r"[，,]?"
)
_PLACE = re.compile(rf"[{HAN}，。：；！？、《》（）]")


def is_chinese_place(text: str, start: int, end: int) -> bool:
    """Return whether the quotation from ``start`` to ``end``, marks included, is in Chinese.

    Parameters
    ----------
    text
        The text that holds it.
    start
        Where it starts.
    end
        Where it ends.

    Returns
    -------
    bool
        By the quoted characters, most of which must be Chinese; a Latin name between Chinese characters is Chinese.
    """
    if is_plain(text[max(0, start - 3) : end + 3]):
        return False
    inner = text[start:end]
    n_han = len(re.findall(rf"[{HAN}]", inner))
    around = text[max(0, start - 3) : start] + text[end : end + 3]
    return (n_han > 0 and 3 * n_han > len(re.findall(r"\w", inner))) or bool(_PLACE.search(around))


def find_attribution_zh(
    masked: str, sentence: tuple[int, int], quote: tuple[int, int], last: str, named: Sequence[int] = ()
) -> Attribution | None:
    """Return where one Chinese quotation's speaker is named in its sentence.

    Parameters
    ----------
    masked
        The text with every quotation, marks included, blotted out.
    sentence
        Where the sentence that holds the quotation starts and ends.
    quote
        Where the quotation, marks included, starts and ends.
    last
        The last character inside the marks.
    named
        Where people and bodies are named in the sentence: the subject of an earlier clause is known by its name.

    Returns
    -------
    Attribution or None
        None where the sentence names nobody; an empty range where it leaves out the subject of a verb of speech.
    """
    before = simplify_han(masked[sentence[0] : quote[0]])
    places = [place - sentence[0] for place in named]
    rest = masked[quote[1] : sentence[1]].lstrip(MASK)
    after, end = simplify_han(rest), sentence[1] - len(rest)
    gap = before[before.rfind(MASK) + 1 :]
    if MASK in before and _LINK.fullmatch(gap):
        return Attribution(quote[0], quote[0], "", False)
    is_whole = last in ",，。.！!？?…"
    found = _find_before(before, sentence[0], places)
    if is_whole and not (found and found.is_direct):
        found = _find_between(before, gap, sentence[0], places) or found
    if found and (found.is_direct or last not in ",，。.！!？?"):
        return found
    opens = not before.strip() or before.rstrip()[-1] in "。！？；…"
    return (
        _find_after(after, end, last, opens=opens)
        or found
        or (_find_actor(after, end, named) if opens and is_whole else None)
    )


def _find_between(before: str, gap: str, offset: int, named: Sequence[int]) -> Attribution | None:
    """Return the subject of the only clause before a quotation, whatever its verb ("“…，”他想了想，“…”")."""
    start = len(before) - len(gap)
    if not re.fullmatch(r"[^，,。；：:！？]{2,20}[，,：:]\s*", gap):
        return None
    subject = _find_opening(before[start:], [place - start for place in named])
    return Attribution(offset + start + subject[0], offset + start + subject[1], "：", True) if subject else None


def _find_actor(after: str, offset: int, named: Sequence[int]) -> Attribution | None:
    """Return the subject of the sentence behind a quotation that opens its own, whatever the verb says."""
    plain = _TERM.sub(lambda term: " " * len(term[0]), after)
    sentence = re.split(f"[。！？；{MASK}]", plain, maxsplit=1)[0]
    subject = None if sentence.endswith(("：", ":")) else _find_opening(sentence, [place - offset for place in named])
    return Attribution(offset + subject[0], offset + subject[1], "，", True) if subject else None


def _find_opening(sentence: str, named: Sequence[int]) -> tuple[int, int] | None:
    """Return the subject of a sentence if it is a pronoun or somebody named, in its first clause or the next."""
    bounds = [0, *(m.end() for m in re.finditer(r"[，,]", sentence)), len(sentence)]
    for start, stop in list(pairwise(bounds))[:2]:
        first, last = _trim(sentence, start, stop)
        place = next((place for place in named if first <= place < last), None)
        if place is not None or re.match("[他她]", sentence[first:last]):
            return _cut_at_cue(sentence, first if place is None else place, last)
    return None


def _find_after(after: str, offset: int, last: str, *, opens: bool) -> Attribution | None:
    """Return an attribution that follows the quotation and says nothing else, unless the quotation opens a sentence."""
    if match := _DASHED.match(after.rstrip()):
        return Attribution(offset + match.start("subject"), offset + match.end("subject"), "——", True)
    if match := _SAID_SO.match(after):
        return Attribution(offset + match.start("subject"), offset + match.end("subject"), match["cue"], True)
    match = _AFTER.match(after)
    if match is None or _spoils(after, match.start("cue"), match.end("cue")):
        return None
    closes = last in "。.！!？?"
    rest = after[match.end() :]
    if closes and not opens and re.match(r"[，,：:]", rest) and not re.match(rf"[，,]\s*{MASK}", rest):
        return None
    if not closes and last not in ",，" and not after.startswith(("，", ",")):
        return None
    first, end = _trim(after, match.start("subject"), match.end("subject"))
    return Attribution(offset + first, offset + end, match["cue"], True) if first < end else None


def _find_before(before: str, offset: int, named: Sequence[int]) -> Attribution | None:
    """Return the subject of the last verb of speech before the quotation, or of the clause before its colon."""
    for pattern in (_OWNER, _ACCORDING):
        match = pattern.search(before)
        if match and not (match["cue"] == "据" and _CUE.search(before, match.end())):  # "据新华社报道，他指出"
            return Attribution(offset + match.start("subject"), offset + match.end("subject"), match["cue"], False)
    colon = _find_colon(before, offset, named)
    if colon and colon.is_direct:
        return colon
    if noun := _SAYING_NOUN.search(before):
        first, end = _find_subject(before, noun.start(), named, is_sure=False)
        return Attribution(offset + first, offset + end, "：", True)
    for cue in reversed(list(_CUE.finditer(before))):
        rest = before[cue.end() :]
        is_set_off = cue[0] not in _ASKS and rest.rstrip().endswith(("，", ",", "：", ":"))
        is_set_off = is_set_off and not any(cue.end() <= place < len(before) for place in named)
        plain = _TERM.sub("", rest) if is_set_off or cue[0] in _SAYS or rest[:1] in "，：" else rest
        if (
            _spoils(before, *cue.span())
            or MASK in plain
            or len(plain) > (120 if is_set_off else 60 if plain != rest else 40)
        ):
            continue
        first, end = _find_subject(before, cue.start(), named)
        is_direct = bool(re.fullmatch(r"[了道说句]{0,3}[：:，,\s]*", rest))
        return Attribution(offset + first, offset + end, cue[0], is_direct)
    return colon._replace(is_direct=True) if colon else None


def _find_colon(before: str, offset: int, named: Sequence[int]) -> Attribution | None:
    """Return the clause before a colon that has no verb of speech, direct where its subject is known to be one."""
    match = _COLON.search(before)
    if match is None or any(not _spoils(before, *cue.span()) for cue in _CUE.finditer(before, match.start())):
        return None
    first, end = _trim(before, match.start("clause"), match.end("clause"))
    is_known = any(first <= place < end for place in named) or _ROLE.search(before, first, end) is not None
    if not is_known and re.search("[是为有如了下]", match[0]):
        return None
    return Attribution(offset + first, offset + end, "：", is_known)


def _spoils(text: str, start: int, end: int) -> bool:
    return any(m.start() < end and start < m.end() for m in _NOT_CUE.finditer(text, max(0, start - 2), end + 2))


def _find_subject(before: str, end: int, named: Sequence[int], *, is_sure: bool = True) -> tuple[int, int]:
    """Return the clause's subject, or that of the nearest clause before it whose subject is known to be one."""
    bounds = [0, *(m.end() for m in re.finditer(r"[，,；;：:。！？]", before[:end])), end]
    spare = end, end
    for number, (start, stop) in enumerate(reversed(list(pairwise(bounds)))):
        opening = start + len(before[start:stop]) - len(before[start:stop].lstrip(f" {MASK}"))
        first, last = _trim(before, opening, stop)
        phrase = before[first:last]
        if not phrase or _GOES_ON.match(phrase) or (number and _CUE.match(phrase)):
            continue
        is_named = any(first <= place < last for place in named)
        is_said = any(not _spoils(before, *cue.span()) for cue in _CUE.finditer(before, start, stop))
        if (number == 0 and is_sure) or is_named or is_said or _PRONOUN.match(phrase) or _ROLE.search(phrase):
            return _cut_at_cue(before, first, last)
        spare = first, last
    return spare if spare[1] - spare[0] <= 12 else (end, end)


def _cut_at_cue(before: str, first: int, last: int) -> tuple[int, int]:
    """Return the range up to its first verb of speech, unless that is part of an attribute ("不愿透露姓名的参会者")."""
    floor = max(first + 1, before.rfind("的", first, last), before.rfind("》", first, last))
    cue = next((cue for cue in _CUE.finditer(before, floor, last) if not _spoils(before, *cue.span())), None)
    return (first, cue.start()) if cue else (first, last)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without linking words before and circumstances after the one who speaks."""
    segment = text[start:end].rstrip(" ，,；;：:")
    lead = len(segment) - len(segment.lstrip())
    head = _HEAD.match(segment[lead:])
    lead += head.end() if head else 0
    rest = segment[lead:]
    tail = _TAIL.search(rest, max(1, rest.find("》") + 1))
    if tail and tail.start() < 2 and "的" in rest:
        tail = _TAIL.search(rest, rest.rfind("的") + 2)  # "住在西栅的陈阿婆"
    return start + lead, start + lead + len(rest[: tail.start()] if tail else rest)
