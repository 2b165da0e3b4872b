"""The words by which a sentence says where something happened, or that it is about something else."""

from __future__ import annotations

from wicreport.coding.attendance_cues import any_of_words

__all__ = [
    "BRIEFING",
    "COMMENTATOR",
    "ELSEWHERE",
    "EXHIBITION",
    "HOSPITALITY",
    "OTHER_EVENT",
    "OTHER_PLACE",
    "OTHER_TIME",
    "PREVIEW",
    "SESSION",
    "SISTER_EVENT",
    "VIRTUAL",
    "WRONG_OBJECT",
]

EXHIBITION = any_of_words(
    r"(?:exhibit(?:s|ions?|ors?|ed|ing)|expo|expositions?|booths?|showcas\w+|showroom|on display"
    r"|demonstrat\w+ [^.]{0,30}\b(?:products|technolog\w+)|Light of (?:the )?Internet|at the (?:[\w’'-]+"
    r" ){0,3}(?:conference|summit|event|expo))\b",
)
VIRTUAL = any_of_words(
    r"virtual(?:ly)?(?! (?:private|econom|realit|world|currenc|asset|idol|anchor|human|machine|space))",
    r"(?<!after\x20the\x20)(?<!before\x20the\x20)(?<!short-)(?<!short\x20)video(?![- ]?(?:s\b|shar|app|platform"
    r"|game|stream|site|servic|giant|compan|firm|maker|start|host|portal"
    r"|surveillance))",
    r"video-?link",
    r"videoconference",
    r"by video",
    r"via (?:video|Zoom|satellite|link)",
    r"remote(?:ly)?",
    r"pre-?recorded",
    r"(?:recorded|taped|filmed) (?:\w+ )?(?:video|speech|message|address|remarks|greeting)",
    r"(?:(?:dial|beam|zoom|patch|pip|stream)\w*|phoned|phoning|call(?:ed|ing)|logg(?:ed|ing)) in(?:to)?(?! sick)",
    r"on (?:tape|film)|in a recording|in an? (?:[\w-]+ )?clip|(?:through|via|in|on) the cloud",
    r"(?:joined|joining|spoke|speaking|addressed|took part|attended)\b[^,;]{0,30}? by (?:tele)?phone",
    r"(?:large|big|giant|video|three|two) screens?|on(?: an?| the)? (?:screens?|monitors?|telly|TV|tablet|video wall)",
    r"record(?:ed|s)? (?:an? |his |her |their )?(?:[\w-]+ )?(?:greetings?|message|remarks|speech|address)",
    r"by (?:cable|satellite|link|Skype|Zoom|Teams)|\(online\)",
    r"over (?:the |an? )?(?:internet|web|net|video|Zoom|link)",
    r"teleconference",
    r"(?:on|from) (?:a|the) (?:big |giant |large )?(?:video )?screen",
    r"live-?streamed (?:from|speech|address|keynote)",
    r"(?:spoke|spoken|speak|attended|participated|joined|appeared|addressed|delivered"
    r"|via)\b[^,;]{0,40}?\bonline\b(?! \w+)",
    chinese=r"视频|線上|视频|视讯|線上|线上|云端|连线|隔空|屏幕|录播|录像|预录|影片|录制",
)
SESSION = any_of_words(
    r"(?:at|during|in|to|for|into|on the sidelines of|addressing|told|before|attending|opening) (?:the|an?"
    r"|this|that|his|her|its|their|another|last|China[’']s|\w+day[’']s|one) (?:[\w’'&.-]+ ){0,7}?(?:<event>"
    r"|<speech>|audience|attendees|delegates|panel)\b",
    r"(?:at|in) Wuzhen\b",
    r"(?:at|to) (?:the )?World Internet Conference\b",
    r"on stage\b",
)
ELSEWHERE = any_of_words(
    r"(?:told (?:Reuters|CNBC|CNN|the BBC|Bloomberg|AFP|AP|the Associated Press|reporters in (?!Wuzhen)\w+"
    r"|the (?:Financial|New York|South China|Global|Wall Street|Washington|Guardian)|Xinhua|(?:the )?China"
    r" Daily|state (?:media|television)|a (?:news|press)|investors|analysts)|in an? (?:\w+ )?(?:interview"
    r"|statement|e-?mail|blog|post|memo|article|op-?ed|report|note|paper|tweet|filing|press release|earnings)"
    r"|by (?:phone|telephone|e-?mail)|on (?:Twitter|Weibo|WeChat|X|Facebook|his \w+ account|television)"
    r"|(?:press|news) (?:conference|briefing)|earlier this (?:month|year|week)|last (?:month|week)|declined"
    r" to comment|spokes(?:man|woman|person|people)|(?:said|told|warned|called|spoke|wrote) (?:[\w]+ )?in"
    r" (?:\d{4}|January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|testif\w+|Congress\b|Senate|parliament|in court|wrote|tweeted|posted)\b",
    chinese=r"发言人|记者会|发布会|接受..?采访",
)
COMMENTATOR = any_of_words(
    r"(?:analysts?|professors?|research(?:er|ers)?|fellow|experts?|economists?|consult(?:ant|ancy|ing)"
    r"|lawyers?|institut(?:e|ion)|universit(?:y|ies)|think[-\s]tanks?|observers?|commentators?|authors?"
    r"|activists?|spokes\w+|columnists?|reporters?|journalists?|bloggers?|watchdogs?|scholars?|academics?"
    r"|historian|advocate|campaigner|critics?|strategist|editor|advocacy|rights group|Human Rights|Amnesty)\b",
    chinese=r"分析师|教授|研究员|专家|学者|评论员|记者|发言人",
)
# Words that put what a sentence tells before the days of the conference, or away from it.
OTHER_TIME = any_of_words(
    r"(?:in|since|until|by|from|last|on) (?:late |early |mid-)?(?:19\d\d|20\d\d|January|February|March|April"
    r"|May|June|July|August|September"
    r"|October|November|December)\b(?! \d)",
    r"\d+ years\b",
    r"years? (?:ago|earlier|before)\b",
    r"(?:last|previous) (?:week|month|year|spring|summer|autumn|fall|winter)\b",
    r"(?:once|previously|formerly|long|long since)\b",
    r"has not been seen|in public since",
    chinese=r"去年|前年|早在|曾经|\d+月初|此前",
)
WRONG_OBJECT = any_of_words(
    r"^ (?:the |an? |his |her |their |its )?(?:[\w’'-]+ ){0,4}?(?:school|university|college|class(?:es)?"
    r"|church|meals?|dinners?|banquets?|part(?:y|ies)|funeral|wedding|lunch|hearing|trial|court|briefing"
    r"|press conference|news conference|games?|to"
    r" (?:a|the|his|her|their|its))\b",
    is_word=False,
)
HOSPITALITY = any_of_words(
    r"(?:dinners?|banquets?|part(?:y|ies)|lunch(?:es)?|receptions?|weddings?|funerals?|meals?|briefings?"
    r"|(?:press|news) conferences?)\b[^,;.]*$",
)
BRIEFING = any_of_words(
    r"(?:press|news) (?:conference|briefing)s?\b", r"briefing\b", chinese="发布会|發佈會|記者會|记者会"
)
OTHER_EVENT = any_of_words(
    r"(?:Davos|World Economic Forum|Boao|G-?20|G-?7|APEC|BRICS|SCO|Shanghai Cooperation|CES|MWC|Mobile World"
    r"|Web Summit|Import Expo|CIIE|Party Congress|National People[’']s Congress|World Artificial Intelligence"
    r"|WAIC|General Assembly|Internet Governance Forum|IGF|NetMundial|NETmundial|RightsCon|Belt and Road"
    r" Forum|Munich|Olympics|Olympic Games|Big Data (?:Expo|Industry)|Smart China|World Cup|China Development Forum"
    r"|Fortune (?:Global|Forum)|CeBIT|SXSW|TED|London Conference|(?:[A-Z][\w’'&.-]* )+(?:Summit|Expo|Congress"
    r"|Olympics|Assembly|Fair|Games|Festival)|(?:(?!World Internet|Wuzhen|Internet)[A-Z][\w’'&.-]*"
    r" )+Conference)\b",
    r"(?:import|trade|motor|auto|book|art|film|electronics) (?:fair|expo|show|festival)\b",
    r"(?:an?|another) (?:[\w-]+ ){0,4}(?:conference|summit|forum|event|hearing|meeting) (?:held )?in"
    r" (?!Wuzhen|China\b|Zhejiang)[A-Z]\w+",
    is_folded=False,
    chinese=r"达沃斯|博鳌|二十国集团|亚太经合|金砖|上合|进博会|党代会|人工智能大会|联合国大会|奥运"
    r"|[\u4e00-\u9fff]{2}(?<!之光)博览会|数博会|服贸会|网络安全宣传周",
)
# Where else the words may be about: a city, or a year before the first edition, right behind them.
OTHER_PLACE = any_of_words(
    r"(?:(?!\b(?:Wuzhen|conference|summit|event|but)\b)[^,;.]){0,70}?\b(?:in|at|to) (?:Beijing|Shanghai"
    r"|Shenzhen|Hangzhou|Guangzhou|Chengdu|Chongqing|Tianjin"
    r"|Guiyang|Xiamen|Dalian|Hong Kong|Taipei|Washington|New York|San Francisco|Seattle|Los Angeles"
    r"|California|London|Paris|Brussels|Geneva|Berlin|Munich|Rome|Moscow|Tokyo|Osaka|Seoul|Singapore|Delhi"
    r"|Dubai|Barcelona|Lisbon|Las Vegas|Bali|Stanford|Harvard|Tsinghua)\b",
    r"[^,;.]{0,60}?\bto (?:investors|analysts|shareholders|lawmakers|reporters)\b",
    r"[^,;.]{0,60}?\b(?:in|since) (?:19\d\d|200\d|201[0-3])\b",
    is_word=False,
    is_folded=False,
)
SISTER_EVENT = any_of_words(
    r"(?:WIC|World Internet Conference)[’'s]*(?: \(WIC\))? (?:Asia|Cultural|Nishan|Digital Silk|Think Tank)",
    r"(?:inaugural|founding|inauguration|launch) (?:ceremony|meeting"
    r"|conference) of the (?:World Internet Conference|WIC)",
    r"(?:World Internet Conference|WIC)\b(?:(?!Wuzhen|press conference|news conference"
    r"|briefing|\bwho\b|\bwhile\b|\bbut\b|\band\b)[^.,;]){0,60}? in (?:Hong Kong|Riyadh|Beijing|Xi[’']an|Qufu|Jinan)\b"
    r"(?![^.]*Wuzhen)",
    r"Asia-Pacific Summit",
    is_word=False,
    is_folded=False,
    chinese=r"亚太峰会|尼山对话|数字文明尼山",
)
PREVIEW = any_of_words(
    r"(?:will|is (?:set|due|scheduled|expected|slated) to|is to) (?:\w+ )?(?:open|be held|kick off|take place"
    r"|start|begin|run|convene|host|gather)\b[^.]{0,60}?(?:<event>)?",
    r"upcoming (?:[\w-]+ ){0,3}<event>",
    r"to be held\b",
    chinese=r"将(?:于|在)[^。]{0,24}(?:举行|举办|召开|开幕)",
)
