"""Whether a clause says that somebody is in prison, dead or put out of office, so that being named is no presence."""

from __future__ import annotations

import re

__all__ = ["is_kept_away"]

_REACH = 30
# What may stand between a name and its verb: an apposition, a relative clause, the names it is listed with.
_BETWEEN = (
    r"(?:\s\([^)]{1,60}\))?(?:(?:,|,?\sand|\sor)\s[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3}){0,6}"
    r"(?:\s(?:of|from)\s[A-Z][\w&.-]+)?(?:,\s(?!who\b|whose\b)[^,;]{1,90},)?(?:,\swho\s[^,;]{1,90},)?,?\s"
)
_ADVERBS = r"(?:\s?\b(?:who|also|both|all|now|currently|still|since|then|later|already|meanwhile|been|\w+ly))*\s?"
_PUT = (
    r"(?:jailed|imprisoned|arrested|detained|incarcerated|sentenced|convicted|indicted|executed|dismissed(?!\sas\b)"
    r"|sacked|fired(?!\sup\b)|ousted|purged|toppled|deposed|expelled|disgraced|killed|assassinated|murdered"
    r"|removed\sfrom\s(?:office|(?:his|her|the)\spost)|stripped\sof|taken\s(?:away|into\scustody)"
    r"|found\s(?:guilty|dead)|(?:placed|put)\sunder\s(?:investigation|(?:house\s)?arrest))\b"
)
_IS = (
    r"(?:(?:in|sent\sto|released\sfrom)\s(?:prison|jail|custody|detention)|behind\sbars|dead|deceased|on\strial"
    r"|awaiting\s(?:trial|sentenc\w+)|under\s(?:(?:criminal\s)?investigation|(?:house\s)?arrest)"
    r"|serving\s(?:an?|his|her|out|life|\w+\syears)\b|no\slonger\salive)"
)
_BEHIND = re.compile(
    rf"\s\((?:now\s|since\s|later\s)?(?:{_PUT}|{_IS})"
    rf"|{_BETWEEN}{_ADVERBS}(?:(?:is|are|was|were|be|has|have|had|sits?|remains?|got){_ADVERBS}(?:{_PUT}|{_IS})"
    r"|(?:serves?|served)\s(?:an?|his|her|out|life)\s(?:[\w-]+\s){0,3}?(?:sentence|term|imprisonment)\b"
    r"|(?:ha[sd]\s|have\s)?(?:since\s|later\s)?(?:died|passed\saway(?!\sthe\b)|pleaded\sguilty|went\sto\s(?:prison|jail))\b"
    r"|fell\sfrom\s(?:power|grace|favou?r)\b)"
)
_BEFORE = re.compile(
    r"\b(?:(?:[Tt]he|[Hh]is|[Ii]ts)\slate(?!\s(?:\d|morning|afternoon|evening|night|hours?))|[Jj]ailed|[Ii]mprisoned"
    r"|[Dd]etained|[Aa]rrested|[Cc]onvicted|[Dd]eceased|[Dd]isgraced|[Oo]usted|[Pp]urged)"
    r"\s(?:(?!(?:met|told|saw|and|with|by|of|in|on|at|as|who)\b)[\w’'-]+\s){0,4}$"
    r"|(?:已故|已逝|服刑|入狱|落马|被捕|被免职|狱中)[^，。；、]{0,12}$"
)
_BEHIND_ZH = re.compile(
    r"(?:[（(][^）)]{1,40}[）)])?，?(?:[、和与及]\w{2,6}){0,3}(?:[已也均都早曾现正在仍还目前如今后来于因就]|\d+年|\d+月|去年|今年|前年|同年|受贿罪?|贪腐|病){0,8}"
    r"(?:服刑|坐牢|入狱|落马|去世|逝世|病逝|离世|过世|身亡|身故|(?:身陷|锒铛)\w{2}|关押|(?:被|遭)(?:判|捕|逮捕|拘|关押|免职|撤职|罢免|革职|开除|双规"
    r"|双开|立案|调查|审查|带走)|接受(?:组织)?(?:审查|调查)|获刑|伏法)"
)


def is_kept_away(text: str, start: int, end: int) -> bool:
    """Return whether a passage says of somebody that they are in prison, dead or dismissed, right by their name.

    Parameters
    ----------
    text
        The passage in simplified characters.
    start, end
        Where the name stands in it.
    """
    return (
        _BEHIND.match(text, end) is not None
        or _BEHIND_ZH.match(text, end) is not None
        or _BEFORE.search(text, max(0, start - _REACH), start) is not None
    )
