"""Which actors a Chinese sentence says took part or stayed away; the edition, and whether it may count, come after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wicreport.coding import setting_cues as cues
from wicreport.coding.attendance_verbs import Attendance, Status
from wicreport.coding.participants import Participant

__all__ = ["find_attendances_zh"]

_CLAUSE = re.compile(r"[，。；！？：,;:]|(?<=[^\d])\.(?=\s)")
_TAKES_PART = re.compile(
    r"出席|与会|與會|参会|參會|参加|參加|致辞|致辭|致词|亮相|现身|現身|到场|登台|主持|率(?:代表)?团|齐聚|聚首|莅临|发言|發言"
    r"|(?:发表|發表)(?:了)?[^，。；]{0,12}?(?:演讲|讲话|演講|演說|講話|致辞|致辭)|[作做](?:了)?[^，。；]{0,10}?(?:演讲|讲话|报告|分享|发言)"
    r"|(?:宣读|宣讀|宣布)(?:了)?[^，。；]{0,16}?(?:贺信|賀信|开幕|開幕)"
)
_SAYS = re.compile(r"表示|指出|强调|強調|介绍|介紹|呼吁|呼籲|认为|認為|称|稱|说|說|谈到|談到|透露|提出")
_EXHIBITS = re.compile(r"参展|參展|展示(?:了)?|展出(?:了)?|设(?:立|置)?(?:了)?展台|携[^，。；]{0,20}?亮相|发布(?:了)?")
_ABSENT = re.compile(
    r"缺席|(?:未|没有|没|沒有|不|未能|无法|并未|並未)(?:能)?(?:再)?(?:亲自|亲身|应邀|受邀)?"
    r"(?:出席|参加|參加|参会|與會|与会|到场|现身|露面|亮相)"
)
_SENT = re.compile(
    r"(?:派|派出|派遣|委派)(?:了)?[^，。；]{0,14}?(?:代表|高管|副总|副總|官员|官員|团队|團隊|人员|人員|代表团)"
    r"|由[^，。；]{1,16}?(?:代为|代表[^，。；]{0,6}?)(?:出席|致辞|宣读|发言|参加)"
)
_FUTURE = re.compile(r"[将將][^，。；]{0,16}$|(?:预计|預計|拟|计划|計劃|有望|即将|即將)[^，。；]{0,12}$")
_DENIED = re.compile(r"(?:未|没有|没|不|未能|无法|并未)(?:能)?(?:亲自|应邀|受邀)?$")
_INCLUDES = re.compile(
    r"(?:出席|参会|參會|与会|參加|参加|到场|受邀|参展)[^，。；]{0,22}?(?:包括|有|还有|還有|是|为)"
    r"|(?:嘉宾|嘉賓|大佬|企业家|来宾|高管|代表|演讲者)[^，。；]{0,12}?(?:包括|有|如)"
)
_AT_VENUE = re.compile(r"(?:在|于)[^，。；]{0,30}?(?:大会|峰会|论坛|论壇|开幕式|闭幕式|会议|乌镇|烏鎮)|主旨演讲|致辞")
_ATTRIBUTE = re.compile(
    r"[^，。；]{0,14}的[^，。；是有为]{0,6}(?:代表|嘉宾|来宾|外宾|客人|人士|企业家|政要|领导人|记者)(?!有|包括|为)"
)
_GLUE = re.compile(r"^[^。；！？]{0,40}?(?:、|，|和|与|及|以及|还有)[^。；！？]{0,40}$")
_OBJECT_BEFORE = re.compile(
    r"(?:宣读|宣讀|会见|转达|根据|按照|关于|对|向|据|感谢|传达|代表)(?:了)?(?:国家主席|总书记|中国)?$"
)
_OBJECT_AFTER = re.compile(
    r"[\u4e00-\u9fff]{0,4}的?(?:贺信|賀信|贺电|讲话精神|思想|主席贺信|总书记贺信|同志为核心|关于)"
)
_VERBS = re.compile("出席|参加|致辞|发表|缺席|表示|指出|强调|率团|会见|主持|说|认为|宣读|贺信")


def find_attendances_zh(text: str, start: int, end: int, named: Sequence[Participant]) -> tuple[Attendance, ...]:
    """Return what one Chinese sentence says about who took part.

    The subject of a verb stands before it in the same clause, or, where that names nobody, in the nearest clause
    before that does. A letter is no attendance, and those it is read for have none by it.

    Parameters
    ----------
    text
        The body text of a source.
    start, end
        Where the sentence stands in it.
    named
        Its participants in the order of the text.

    Returns
    -------
    tuple of Attendance
        Lists first, then verbs, then reported speech.
    """
    found: list[Attendance] = []
    for match in _INCLUDES.finditer(text, start, end):
        if not _ABSENT.search(match[0]):
            status: Status = "expected" if _FUTURE.search(text[start : match.start()]) else "attended"
            members = _listed_after(text, match.end(), named)
            found.extend(Attendance(who, status, "list of those present", *match.span()) for who in members)
    found.extend(_read_verbs(text, start, end, named))
    return tuple(found)


_KINDS: tuple[tuple[re.Pattern[str], str, Status | None], ...] = (
    (_ABSENT, "verb of absence", "absent"),
    (_SENT, "sends others", "represented"),
    (_TAKES_PART, "verb of attendance", None),
    (_EXHIBITS, "exhibit", None),
    (_SAYS, "quoted", None),
)


def _read_verbs(text: str, start: int, end: int, named: Sequence[Participant]) -> Iterator[Attendance]:
    sendings = [match.start() for match in _SENT.finditer(text, start, end)]
    for pattern, rule, fixed in _KINDS:
        for match in pattern.finditer(text, start, end):
            clause = _clause_start(text, start, match.start())
            is_of_envoy = fixed is None and any(clause <= at < match.start() for at in sendings)
            if is_of_envoy or _is_void(text, clause, match, rule):
                continue
            is_stated = rule != "quoted" or _AT_VENUE.search(text, start, match.start()) is not None
            for who in _subjects_of(text, start, match.start(), named):
                if rule != "exhibit" or not who.is_person:
                    status = _status(text, clause, match, fixed, who)
                    yield Attendance(who, status, rule, *match.span(), is_stated=is_stated)


def _is_void(text: str, clause: int, match: re.Match[str], rule: str) -> bool:
    """Return whether a verb stands in words that make it no attendance: negated, hoped for, or somebody's title."""
    before = text[clause : match.start()]
    if rule == "verb of attendance" and (_DENIED.search(before) or before.endswith("书面")):
        return True
    if rule == "verb of attendance" and _ATTRIBUTE.match(text, match.end()):
        return True
    if rule in ("verb of attendance", "quoted") and re.search(r"(?:希望|欢迎|邀请|歡迎|邀請)[^，。；]{0,12}$", before):
        return not re.search(r"(?:应|受)[^，。；]{0,8}邀请", before)
    is_noun = text[match.end() : match.end() + 1] in ("法", "明")
    return rule == "quoted" and (is_noun or cues.LETTER.search(before) is not None)


def _status(text: str, clause: int, match: re.Match[str], fixed: Status | None, who: Participant) -> Status:
    before, after = text[clause : match.start()], text[match.start() : match.end() + 16]
    if fixed == "absent":
        return fixed
    if _FUTURE.search(before):
        return "expected"
    if fixed or who.is_delegated:
        return fixed or "represented"
    return "virtual" if cues.VIRTUAL.search(before + after) else "attended"


def _clause_start(text: str, start: int, at: int) -> int:
    ends = [match.end() for match in _CLAUSE.finditer(text, start, at)]
    return ends[-1] if ends else start


def _subjects_of(text: str, start: int, verb: int, named: Sequence[Participant]) -> list[Participant]:
    """Return the names before a verb in its clause, or in the nearest clause before that names anybody."""
    earlier = [p for p in named if p.end <= verb and not _is_object(text, start, p)]
    if not earlier:
        return []
    last = earlier[-1]
    if re.search(r"[。！？；]", text[last.end : verb]):
        return []
    members = [last]
    for who in reversed(earlier[:-1]):
        gap = text[who.end : members[0].start]
        if not _GLUE.match(gap) or _VERBS.search(gap):
            break
        members.insert(0, who)
    return members


def _is_object(text: str, start: int, who: Participant) -> bool:
    """Return whether a name is somebody's letter, speech or counterpart, and so does nothing itself."""
    is_object = _OBJECT_BEFORE.search(text, max(start, who.start - 12), who.start) is not None
    return is_object or _OBJECT_AFTER.match(text, who.end) is not None


def _listed_after(text: str, at: int, named: Sequence[Participant]) -> list[Participant]:
    later = [p for p in named if p.start >= at]
    if not later or re.search(r"[。；！？]", text[at : later[0].start]):
        return []
    members = [later[0]]
    for who in later[1:]:
        gap = text[members[-1].end : who.start]
        if not _GLUE.match(gap) or _VERBS.search(gap):
            break
        members.append(who)
    return members
