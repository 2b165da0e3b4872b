"""Which actors a Chinese sentence says took part or stayed away; the edition, and whether it may count, come after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wicreport.coding import setting_cues as cues
from wicreport.coding.attendance_verbs import Attendance, Status
from wicreport.coding.participants import Participant
from wicreport.corpus.scripts import simplify_han

__all__ = ["find_attendances_zh"]

# All patterns are for simplified characters and full-width marks; the sentence is folded to both first.
_WIDE = str.maketrans(",;:()?!", "，；：（）？！")
_CLAUSE = re.compile(r"[，。；！？：（）]|(?<=[^\d])\.(?=\s)|—+|…+")
_TAKES_PART = re.compile(
    r"出席|与会|参会|参加|参与(?:了)?(?:会议|大会|论坛|峰会|对话|讨论)|致(?:了)?(?:欢迎|开幕|闭幕|答谢)?[辞词]|亮相|现身|到场|到会|必到|登台|上台|登场"
    r"|同台|主持|率(?:代表)?团|齐聚|聚首|莅临|露面|发言|落座|坐在|压轴|走进|走来|开讲|入座|赴会|握手|来到(?:了)?乌镇|抵达(?:了)?乌镇|倒是来了"
    r"|(?:也|都|还是|亲自|再次)来了|会上[^，。；]{0,6}说|大谈|讲了|请了饭|跑了|站台|领奖|颁奖"
    r"|(?:发表|作|做)(?:了)?[^，。；]{0,12}?(?:演讲|演说|讲话|致辞|致词|报告|分享|发言)|主旨演讲"
    r"|(?:宣读|宣布)(?:了)?[^，。；]{0,16}?(?:贺信|贺词|开幕)"
)
_SAYS = re.compile(
    r"表示|指出|强调|介绍|呼吁|认为|(?<!名)称(?!赞|为|号|病)|(?<!据)说|谈到|透露|提出|坦言|直言|建议|主张|宣布|承诺|感叹"
)
_COMING = r"(?:出席|参加|参会|与会|赴会|到场|到会|现身|露面|亮相|登台|出现|参与|成行|受邀|应邀|发言)"
_ABSENT = re.compile(
    rf"缺席|缺阵|不见(?:了)?(?:踪影|人影|身影|其人)|没(?:有)?(?:露面|现身|露脸)|爽约|婉拒|谢绝|放了?鸽子|取消(?:了)?(?:行程|出席|演讲)|(?:没有?|未|不"
    rf"|并未)(?:能)?(?:再)?(?:南下|北上|前往|飞往|飞到|去|到|在|踏足)(?:了)?(?:乌镇|大会|现场|会场)"
    rf"|(?:未(?!来)|没有?|无|不|未能|无法|并未|没能|从未)(?:能|曾)?(?:再|再次|如期)?(?:亲自|亲身|应邀|受邀)?(?:在[^，。；]{{1,12}}?)?"
    rf"(?:前来|(?!出现在(?!大会|峰会|乌镇|现场|会场|会上|台上|开幕)){_COMING}|(?<=[没有能])来(?!自|到))"
)
_SENT = re.compile(
    r"(?:派|派出|派遣|委派|委托)(?:了)?[^，。；]{0,14}?(?:代表|高管|副总|副总裁|官员|团队|人员|代表团|主管|经理|部长)"
    r"|由[^，。；]{1,16}?(?:代为|代表[^，。；]{0,6}?)(?:出席|致辞|宣读|发言|参加)"
)
_FUTURE = re.compile(r"将[^，。；]{0,16}$|(?:预计|拟|计划|有望|即将)[^，。；]{0,12}$")
_INSTEAD = re.compile(r"(?:原定|原本|本应|原计划|本来)[^，。；]{0,12}$")
_DENIED = re.compile(r"(?:未|没有?|不|无|未能|无法|并未)(?:能|再)?(?:亲自|应邀|受邀)?(?:在[^，。；]{1,12})?$")
_INCLUDES = re.compile(
    r"(?:出席|参会|与会|参加|到场|受邀|参展)[^，。；]{0,22}?(?:包括|有|还有|是|为)"
    r"|(?:嘉宾|大佬|企业家|来宾|高管|代表|演讲者)[^，。；]{0,12}?(?:包括|有|如)"
    r"|(?P<late>(?:上台|登台|发言|致辞|主持|亮相|缺席)[^，。；]{0,6}的(?:则)?(?:是|还有))|(?:再往后|随后|接着|其后|然后|坐着)(?:的)?是?"
    r"|换成了?|吸引了?|迎来了?"
)
_LIST_OF_ABSENT = re.compile("缺席[^，。；]{0,8}的(?:人|大佬|还有|是|有|包括)")
_ATTRIBUTE = re.compile(
    r"[^，。；]{0,14}的[^，。；是有为]{0,6}(?:代表|嘉宾|来宾|外宾|客人|人士|企业家|政要|领导人|记者|官员|各方)(?!有|包括|为)"
)
_IS_ONE_OF = re.compile("是(?:唯一|少数|少有|首位|仅有|首个|其中|几位)?[^，。；]{0,4}$")
_GLUE = re.compile(r"^[^。；！？]{0,40}?(?:、|，|和|与|及|以及|还有|·)[^。；！？]{0,40}$")
_OBJECT_BEFORE = re.compile(
    r"(?:宣读|会见|转达|根据|按照|关于|对|向|据|感谢|传达|代表|接棒|接替|取代|代替|替|为|把[^，。；]{0,6}让给|让给|介绍|旁边|欢迎|问|没人提)(?:了)?"
    r"(?:国家主席|总书记|中国)?$"
)
_OBJECT_AFTER = re.compile(
    r"(?:的|主席|总书记|同志)(?:的)?(?:贺|讲话精神|思想|重要|身影|照片|画面)|贺信|同志为核心|旁边|饭局|(?:的)?这句话"
)
_LETTER = re.compile("贺信|贺词|贺电|书面")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A folded sentence; ``start`` is where it stands in the source's text, and so where its names are counted from."""

    text: str
    start: int
    named: tuple[Participant, ...]

    def clause_start(self, at: int) -> int:
        """Return where the clause of a place begins."""
        return max((match.end() for match in _CLAUSE.finditer(self.text, 0, at)), default=0)

    def gap(self, first: Participant, second: Participant) -> str:
        """Return the words between two names."""
        return self.text[first.end - self.start : second.start - self.start]


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
        Lists first, then verbs.
    """
    sentence = _Sentence(simplify_han(text[start:end]).translate(_WIDE), start, tuple(named))
    return (*_read_lists(sentence), *_read_verbs(sentence))


_KINDS: tuple[tuple[re.Pattern[str], str, Status | None], ...] = (
    (_ABSENT, "verb of absence", "absent"),
    (_SENT, "sends others", "represented"),
    (_TAKES_PART, "verb of attendance", None),
)


def _read_lists(sentence: _Sentence) -> Iterator[Attendance]:
    """Yield the names behind "those present included"."""
    for match in _INCLUDES.finditer(sentence.text):
        if _ABSENT.search(match[0]) and not match["late"]:
            continue
        before = sentence.text[: match.start()]
        is_absent = _LIST_OF_ABSENT.search(match[0]) is not None
        status: Status = "absent" if is_absent else "expected" if _FUTURE.search(before) else "attended"
        for who in _listed_after(sentence, match.end()):
            yield _attendance(sentence, who, status, "list of those present", match)


def _read_verbs(sentence: _Sentence) -> Iterator[Attendance]:
    sendings = [match.start() for match in _SENT.finditer(sentence.text)]
    for pattern, rule, fixed in _KINDS:
        for match in pattern.finditer(sentence.text):
            clause = sentence.clause_start(match.start())
            is_of_envoy = fixed is None and any(clause <= at < match.start() for at in sendings)
            if is_of_envoy or _is_void(sentence.text, clause, match, rule):
                continue
            for who in _subjects_of(sentence, match.start()):
                yield _attendance(sentence, who, _status(sentence.text, clause, match, fixed, who), rule, match)


def _attendance(sentence: _Sentence, who: Participant, status: Status, rule: str, match: re.Match[str]) -> Attendance:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    return Attendance(who, status, rule, start, end)


def _is_void(text: str, clause: int, match: re.Match[str], rule: str) -> bool:
    """Return whether a verb stands in words that make it no attendance: negated, hoped for, or somebody's title."""
    before = text[clause : match.start()]
    if rule == "sends others" and _DENIED.search(before):
        return True
    if rule == "verb of attendance" and (_DENIED.search(before) or before.endswith("书面")):
        return True
    if rule == "verb of attendance" and _ATTRIBUTE.match(text, match.end()):
        return _IS_ONE_OF.search(before) is None
    if rule == "verb of attendance" and re.search(r"(?:希望|欢迎|邀请)[^，。；]{0,12}$", before):
        return not re.search(r"(?:应|受)[^，。；]{0,8}邀请", before)
    return False


def _status(text: str, clause: int, match: re.Match[str], fixed: Status | None, who: Participant) -> Status:
    before, after = text[clause : match.start()], text[match.start() : match.end() + 16]
    if fixed == "absent":
        return fixed
    if _INSTEAD.search(before):
        return "absent"
    if _FUTURE.search(before):
        return "expected"
    if fixed or who.is_delegated:
        return fixed or "represented"
    return "virtual" if cues.VIRTUAL.search(before + after) else "attended"


def _subjects_of(sentence: _Sentence, verb: int) -> list[Participant]:
    """Return the names before a verb in its clause, or in the nearest clause before that names anybody."""
    earlier = [
        p
        for p in sentence.named
        if p.end - sentence.start <= verb and not _is_object(sentence, p) and (not p.is_owner or p.is_delegated)
    ]
    if not earlier:
        return []
    last = earlier[-1]
    if re.search(r"[。！？；]", sentence.text[last.end - sentence.start : verb]):
        return []
    members = [last]
    for who in reversed(earlier[:-1]):
        if not _is_glued(sentence, who, members[0]):
            break
        members.insert(0, who)
    return members


def _is_object(sentence: _Sentence, who: Participant) -> bool:
    """Return whether a name is somebody's letter, speech or counterpart, and so does nothing itself."""
    start = who.start - sentence.start
    is_object = _OBJECT_BEFORE.search(sentence.text, max(0, start - 12), start) is not None
    return is_object or _OBJECT_AFTER.match(sentence.text, who.end - sentence.start) is not None


def _is_glued(sentence: _Sentence, first: Participant, second: Participant) -> bool:
    """Return whether two names stand in one list, with titles between them at most."""
    gap = sentence.gap(first, second)
    if not _GLUE.match(gap) or _LETTER.search(gap):
        return False
    return not any(pattern.search(gap) for pattern in (_TAKES_PART, _ABSENT, _SAYS, _SENT))


def _listed_after(sentence: _Sentence, at: int) -> list[Participant]:
    later = [p for p in sentence.named if p.start - sentence.start >= at]
    if not later or re.search(r"[。；！？，]", sentence.text[at : later[0].start - sentence.start]):
        return []
    members = [later[0]]
    for who in later[1:]:
        if not _is_glued(sentence, members[-1], who):
            break
        members.append(who)
    return members
