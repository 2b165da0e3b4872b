"""Words round a citation that turn its sense: what doubts, limits or takes it back; `cuttings` has negations."""

from __future__ import annotations

import re

__all__ = ["NUMBERS", "find_turn"]

NUMBERS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozens?|hundreds?|thousands?"
    r"|[mb]illions?|second|third|(?:four|fif|six|seven|eigh|nin|ten)th)\b|[一二两三四五六七八九十百千万亿]"
)
"""Numbers written as words, as a pattern."""

_REACH = 400  # characters on either side that are looked at: longer than a sentence
_NEAR = 20  # characters that a full stop, quotation marks and a footnote take
_DOUBTED = re.compile(
    r"\b(?:may|might|could|(?:appear|seem)(?:s|ed)?\sto|apparently|reportedly|allegedly|supposedly|perhaps|possibly|probably)"
    r"\s+(?:[\w’'-]+\s+){0,2}$|(?:可能|也许|或许|据称)$",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(
    r"\b(?:about|around|roughly|approximately|some|nearly|almost|close\sto|up\sto|as\smany\sas|at\s(?:least|most)|under|over"
    r"|(?:more|less|fewer|no\smore)\sthan|an?\sestimated)\s+$|(?:约|近|超过|逾|至少|最多)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"[$€£¥]?\d|{NUMBERS}", re.IGNORECASE)
_CLAUSE = re.compile(r"[,.;:!?()\[\]“”\"—–。，；：！？\n]")
_AFTER = re.compile(
    r"^[\s\"'”’」』]*[,;:–—-]*\s*(?:but|except|unless|although|though|albeit|only if|但|除非|除了|然而)(?!\w)",
    re.IGNORECASE,
)
_WRONG = (
    r"(?:not\s(?:so|true|the\scase|correct|right|what\s\w+)|untrue|false|wrong|incorrect|inaccurate|denied|disputed|retracted"
    r"|refuted|withdrawn|corrected|a\s(?:mistake|hoax|lie|rumou?r)|an?\s(?:error|invention))"
)
_TAKEN_BACK = re.compile(
    r"^(?:(?:but|however|yet|later|in fact|actually),?\s)*(?:(?:all\s)?(?:this|that|it|these|those"
    r"|none\sof\s(?:this|that|it)|the|both)\s(?:\w+\s){0,2}?(?:is|was|were|are|has\sbeen|have\sbeen|had\sbeen|proved|turned\sout(?:\sto\sbe)?)"
    rf"(?:\s(?:later|since|all|simply|quickly|subsequently|also))?\s{_WRONG}\b(?!\s(?:that|to|if|when|because)\b)|none\sof\s(?:this|that|it)\s(?:is|was)\strue"
    r"|(?:this|that|it)\s(?:never|did\snot|didn['’]t)\shappen|(?:a\s)?correction\b|not\sso\b|这不是真的|这并非|此说法)",
    re.IGNORECASE,
)
_STOPS = ".!?。！？"
_CLOSED = re.compile(r"[\s\"'”’」』]*(?:\[\d+\][\s\"'”’]*)*")
_STOPPED = re.compile(rf"[{_STOPS}]{_CLOSED.pattern}$")
_SENTENCE_END = re.compile(rf"[^{_STOPS}\n]*(?:[.!?](?=\d)[^{_STOPS}\n]*)*[{_STOPS}]?{_CLOSED.pattern}")


def find_turn(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Return what turns the words between two places: in which words, and from where to where the turned words stand.

    A hedge right before, a "but" or an "except" right after, and a sentence behind that takes the words
    back. The text is empty where nothing turns them.
    """
    before = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
    is_number = _NUMBER.match(text, start, end)
    if turn := _DOUBTED.search(before) or (_ROUGHLY.search(before) if is_number else None):
        return turn[0].strip(), start - len(turn[0]), end
    after = text[end : end + _REACH]
    if turn := _AFTER.match(after):
        return re.split(r"[.!?。！？\n]", after, maxsplit=1)[0].strip(), start, end + turn.end()
    is_stopped = _STOPPED.search(text[max(start, end - _NEAR) : end])  # at its end, or after an abbreviation
    for closing in (_CLOSED, _SENTENCE_END) if is_stopped else (_SENTENCE_END,):
        closed = closing.match(after)
        assert closed  # it takes nothing as well
        if turn := _TAKEN_BACK.match(after[closed.end() :]):
            taken_back = re.split(rf"[{_STOPS}\n]", after[closed.end() :], maxsplit=1)[0].strip()
            return taken_back, start, end + closed.end() + turn.end()
    return "", start, end
