"""The words round a name that say what its bearer is, or that it only describes another; no name is kept here."""

from __future__ import annotations

import re

from wicreport.coding.attendance_cues import any_of_words
from wicreport.coding.stems import Cue

__all__ = [
    "AROUND_TITLE",
    "BEFORE_BODY",
    "BODY_AFTER_NAME",
    "DELEGATES_AFTER",
    "DELEGATES_AFTER_ZH",
    "DESCRIBES_ZH",
    "NOT_SURNAMES",
    "OFFICE_AFTER_ZH",
    "PLURAL",
    "PREPOSITION",
    "PRONOUN",
    "SURNAME_TITLE",
    "TITLE",
    "TITLE_WORD",
]

_PARTS = {
    "<title>": (
        r"(?:co[-\s]?founders?|founders?|founding|vice|deputy|executive|senior|managing|general|chief|acting|former"
        r"|then"
        r"|current|incoming|outgoing|chief executives?(?: officers?)?|C[ETFO]Os?|chair(?:man|men|woman|person|s)?"
        r"|presidents?|premier|prime minister|minister|(?:under-?)?secretary(?:-general)?|general secretary"
        r"|directors?(?:-general)?"
        r"|heads?|bosses|boss|chiefs?|bigwigs?|tycoons?|billionaires?|partners?|managers?|officers?|executives?|execs?"
        r"|representatives?|officials?|delegates?|delegations?|envoys?|ambassadors?|leaders?|members?|dignitaries"
        r"|owners?"
        r"|spokes(?:man|woman|person)|researchers?|analysts?|professors?|scientists?|engineers?|economists?"
        r"|strategists?"
        r"|editors?|reporters?|commissioner|councill?or|governor|mayor|king|queen|prince|party|propaganda|publicity"
        r"|cyberspace|internet|tech|technology|economic|advis[eo]r|czar|tsar|guru|mogul|magnate|entrepreneurs?"
        r"|investors?"
        r"|staff|employees|teams?|people|veteran|giant|man|woman|someone|Mr|Ms|Mrs|Dr|Sir|Lord)"
    ),
}

TITLE = any_of_words(r"<title>", parts=_PARTS)
# One step back from a name over its titles; the second pattern only once a title has been passed.
TITLE_WORD = any_of_words(
    r"(?:<title>\.?|its|the|tech|online|top|former|search|chip\w*|gaming|social|media|platform|e-commerce|smartphone"
    r"|company) $",
    parts=_PARTS,
)
AROUND_TITLE = any_of_words(
    r"\b(?i:<title>) and $",
    r"[’']s $",
    r"\b(?!(?:Unlike|Like|In|At|By|And|But|On|As|For|With|From|To|Of|While|When|After|Also)\b)[A-Z][\w&.’'-]* $",
    is_word=False,
    is_folded=False,
    parts=_PARTS,
)
BEFORE_BODY = any_of_words(
    r"(?P<noun><title>)\.?,? (?:of|from|at|with|for|representing) (?:from |of )?(?:the |an? |its )?"
    r"(?:(?:[\w’'&/-]+ ){0,6}?|(?:(?!and )[\w’'&/,-]+ ){0,6}?)$",
    parts=_PARTS,
)
PLURAL = any_of_words(
    r"(?:executives|execs|presidents|representatives?|delegates?|officials|delegates|delegations?|leaders|heads"
    r"|bosses|chiefs|CEOs|members|staff"
    r"|employees|teams?|people|managers|engineers|dignitaries|envoys|founders|vice[-\s]presidents)\s*$",
)
BODY_AFTER_NAME = any_of_words(
    r"[A-Z][\w’')-]+ (?:of|from) (?:from |of )?(?:the |an? )?(?:[a-z][\w-]* ){0,5}$", is_word=False, is_folded=False
)
DELEGATES_AFTER = any_of_words(
    r"\s*(?:Inc|Corp|Co|Ltd)?\.?(?:[’']s?)? (?:[a-z-]+ ){0,3}(?:executives|representatives|delegates|delegation)\b",
    r"[’']s (?:[A-Z]\w+ )?(?:head|chief|boss|representative|vice[- ]president|deputy)\b(?! executive| [A-Z]|,)",
    is_word=False,
    is_folded=False,
)
PREPOSITION = any_of_words(
    r"(?<!none\s)(?<!all\s)(?<!any\s)(?<!most\s)(?<!member\s)(?<!members\s)\b(?:of|on|against|about|for|with|by"
    r"|in|from|at"
    r"|to|into|over|between|behind|under|after|before|during|without|than|unlike|like|near|around|towards?|via|through"
    r"|amid|despite|because of|thanks to|who (?:now )?(?:heads|headed|leads|led|runs|ran|chairs|chaired|founded)) "
    r"(?:the |an? )?(?:likes of )?$",
    is_word=False,
)
PRONOUN = Cue(
    r"(?:^[\s“\"‘'(]*(?:[\w’'-]+,?\s+){0,3}?|[,;:—–]\s+|\b(?:and|but|as|when|while|that|although|though)\s+"
    r"|^[“「]?(?:(?![问問对對给給和跟与與的据據向把被为為])[\u4e00-\u9fff]){0,4}?"
    r"|[，；。,;](?:[今去前][年次]|[这此]次|但|不过|而|同时)?)(?P<who>\b(?:[Hh]e|[Ss]he)\b(?=\s)|[他她](?![们們的]))"
)
SURNAME_TITLE = (
    r"(?:(?:Mr|Ms|Mrs|Dr)\.?|President|Premier|Chairman|Prime Minister|Vice Premier|Minister"
    r"|Secretary|General Secretary)"
)
NOT_SURNAMES = frozenset(
    ("he", "she", "it", "may", "will", "long", "you", "an", "so", "to", "in", "on", "can", "general", "the", "of", "de")
)
DESCRIBES_ZH = re.compile(
    r"[^，。、；：？！“”]{0,24}?(?:董事|主席|总裁|創始人|创始人|首席|CEO|总经理|负责人|副|长|代表|部长|合伙人|院士"
    r"|教授|发言人|书记|的|总|委员)"
    r"[^，。、；：？！“”]{0,16}$"
)
OFFICE_AFTER_ZH = re.compile(
    r"(?:公司|集团|中央|全国)?(?:常务|执行|全球|高级|大中华区|中国区|前|首席|资深|原)*(?:政治局)?(?:总书记|常委|委员|书记|主席|总裁|总经理|董事|首席|创始人|CEO|部长|主任|院士"
    r"|教授|理事|局长|秘书长|执行官|执行长|创办人|董事长|副(?!产))"
)
DELEGATES_AFTER_ZH = re.compile(
    r"\s*(?:公司|集团|方面)?(?:等(?:(?:跨国|外国|知名|国际)?(?:公司|企业|巨头))?)?(?:的)?(?:派出的?)?(?:高管|代表|负责人|有关负责人|相关负责人|代表团|高层)"
)
