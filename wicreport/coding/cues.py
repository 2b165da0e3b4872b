"""The words by which English and Chinese say that somebody spoke; how a sentence is read is not decided here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

__all__ = [
    "ADVERB",
    "CHINESE_CUES",
    "FINITE_CUE",
    "INTRODUCTION",
    "NAMING",
    "PASSIVE_BY",
    "SAYING",
    "SPEECH_NOUN",
    "any_of",
]

_SAY = """
add admit advise affirm agree allege announce answer argue ask assert believe boast caution claim comment complain
concede conclude confirm contend continue counter cry declare demand deny disclose
editorialise editorialize elaborate emphasise emphasize exclaim exhort explain
forecast guess gush grumble hint imply insist joke lament maintain mention muse note observe opine own pledge plead post
predict proclaim promise propose protest quip react reaffirm read recall reckon recount reiterate remark
remember remind
attest assure beg brag chant confide enthuse fume gripe groan implore interject intone jest moan mumble murmur mutter
posit recite scoff snap sniff speculate surmise venture volunteer
repeat reply report respond retort retweet reveal say shout signal state stipulate stress suggest summarise
summarize tell testify think tweet underline underscore urge vow warn whisper wonder write
"""
_TREAT = """
accuse acknowledge advocate appeal applaud assure attack blame blast brand call charge characterise
characterize chide cite commend commit compare condemn congratulate criticise criticize decry define demand
denounce deride describe dismiss encourage endorse envision express hail highlight instruct invite label liken
mandate mock oblige order
deplore dread fear lament regret ridicule thank
forbid outline praise prohibit promote recommend reject require sense slam stigmatise stigmatize tout trumpet welcome
"""
_PHRASES = """
called for|calls for|call for|calling for|called on|calls on|calling on|called upon|talked up|talks up
|talking up|talked of|talked about|talks of|talks about|talking about|spoke of|spoke about|speaks of
|speaks about|speaking of|spoken of|points out|pointed out|point out|pointing out|went on|goes on|put it|puts it
|hit out|hits out|hitting out|set out|sets out|laid out|lays out|made statements|made a statement|made remarks
|made the case|makes the case|spelled out|spelt out|referred to|refers to|referring to|chimed in|weighed in
|summed up|sums up|issued a statement|vented|shot back|shoots back|hit back|hits back|fired back
|was of the view|were of the view|is of the view|are of the view
|with the words|hoped for|hopes for|hoped that|hopes that|finds|found that|found it|found the|prefers|preferred
|sees in|saw in|dubs|dubbed|termed|spoke out|insists|wanted to know|wants to know
"""
_IRREGULAR = {
    "say": "say|says|said|saying",
    "tell": "tell|tells|told|telling",
    "write": "write|writes|wrote|written|writing",
    "think": "thinks|thought",
    "forbid": "forbid|forbids|forbade|forbidden|forbidding",
    "read": "read|reads|reading",
    "cry": "cry|cries|cried|crying",
    "reply": "reply|replies|replied|replying",
    "deny": "deny|denies|denied|denying",
    "imply": "imply|implies|implied|implying",
    "testify": "testify|testifies|testified|testifying",
    "decry": "decry|decries|decried|decrying",
}
_DOUBLED = {"admit", "beg", "brag", "snap", "commit", "quip", "regret", "slam", "label", "signal"}


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for the longest of the alternatives, set out letter by letter so that it is quick to match.

    Parameters
    ----------
    words
        Words or phrases, several of them joined by bars; a space stands for any white space.

    Returns
    -------
    str
        A pattern without groups of its own.
    """
    alternatives = sorted({part.strip() for word in words for part in word.split("|") if part.strip()})
    return f"(?:{_branch(alternatives)})"


def _branch(words: list[str]) -> str:
    """Return the pattern of sorted words: each first letter once, with what can follow it."""
    branches = []
    for letter, group in groupby((word for word in words if word), key=lambda word: word[0]):
        rest = [word[1:] for word in group]
        tail = _branch(rest)
        end = "" if not tail else f"(?:{tail})?" if "" in rest else tail if "|" not in tail else f"(?:{tail})"
        branches.append((r"\s+" if letter == " " else re.escape(letter)) + end)
    return "|".join(branches)


def _inflect(verb: str) -> str:
    """Return the forms of a verb."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    stem = verb[:-1] if verb.endswith("e") else verb + verb[-1] if verb in _DOUBLED else verb
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s")
    single = f"|{verb}ed|{verb}ing" if verb in {"label", "signal"} else ""
    return f"{verb}|{plural}|{stem}ed|{stem}ing{single}"


# SAYING stands beside quoted clauses ("..., she said"); the others only take in somebody's words ("hailed a ...").
_ALL_FORMS = [_inflect(verb) for verb in f"{_SAY} {_TREAT}".split()]
SAYING = any_of([*map(_inflect, _SAY.split()), _PHRASES])
FINITE_CUE = any_of([*_ALL_FORMS, _PHRASES])

ADVERB = (
    r"(?:(?!family|assembly|ally|monopoly|reply)[a-z]+ly|also|then|later|once|again|even|often|still|further"
    r"|earlier|now|too|always|never|repeatedly|instead"
    r"|has|have|had|is|are|was|were|be|been|will|would|could|may|might|must|did|does|do|not|himself|herself"
    r"|themselves|itself"
    r"|went\s+on\s+to|goes\s+on\s+to|(?:(?:is|was|were)\s+)?quoted(?:\s+(?:by|in)\s[^,;:]{1,40}?)?\s+as|reported\s+as)"
)

# "Xi's comments on", "her pledge to": a noun of speech whose owner spoke.
SPEECH_NOUN = (
    r"(?:address|talk|admission|advice|answer|appeal|argument|article|assertion|call|claim|comment|commitment"
    r"|complaint|declaration|demand"
    r"|description|essay|insistence|keynote|letter|message|note|opinion|plea|pledge|post|promise|proposal|remark"
    r"|reply|request"
    r"|response|speech|statement|suggestion|tweet|vow|warning|word|verdict|stance|position|slogan|mantra|line"
    r"|reasoning|excuse|lament|boast|regret|definition|phrase|prediction|retort|quip|motto|joke|explanation|criticism|conclusion|view"
    r"|version)s?"
)
PASSIVE_BY = any_of([*_ALL_FORMS, "put|coined|used|quoted|given|made"]) + r"\s+by"

# What stands before a name, a title or a scare quote rather than before somebody's words.
NAMING = (
    r"(?:so-called|known\s+as|referred\s+to\s+as|called|named|titled|entitled|dubbed|nicknamed|termed|branded"
    r"|themed|billed\s+as|christened"
    r"|codenamed|labelled|labeled|hashtag|slogan|motto|theme|title|buzzword|catchphrase|tagline"
    r"|(?:the|a|an|this|that|its|his|their|\w+['’]s)\s+(?:\w+\s+)?(?:term|word|phrase|words|terms|idea|concept"
    r"|notion|vision|dream|goal|doctrine|mantra|narrative|model|expression|label|slogan"
    r"|topic|subject|premise|banner|guise|rubric|heading|name|book|film|movie|song|paper|report|novel|series"
    r"|programme|program|forum|session|panel|exhibition|show|play"
    r"|article|project|campaign|initiative|principle|principles|spirit|tag|category|strategy|action|law|plan)s?)"
)
INTRODUCTION = (
    r"(?:in|on|at|as|for|during|after|before|since|while|when|with|without|by|from|under|over|despite|amid|back"
    r"|last|this|earlier|later"
    r"|however|meanwhile|moreover|furthermore|also|still|yet|but|and|so|then|instead|indeed|likewise|similarly"
    r"|first|second|third|finally"
    r"|unlike|like|apart|according|to|through|among|following|although|though|if|because|asked|speaking|writing"
    r"|citing|quoting|noting"
    r"|responding|addressing|referring|nevertheless|nonetheless|thus|therefore|perhaps|of|today|yesterday|monday"
    r"|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday|\w+ly)\b"
)

CHINESE_CUES = any_of(
    [
        "表示|指出|强调|強調|认为|認為|介绍|介紹|写道|寫道|透露|呼吁|呼籲|提出|宣布|告诉|告訴|坦言|直言|谈到|談到|提到|补充|補充|回应|回應|回答|答道"
        "|问道|問道|询问|要求|承诺|承諾|致辞说|致辞称|感叹|感慨|建议|建議|警告|解释|解釋|说道|說道|笑言|评论|評論|评价|評價|批评|批評|重申|倡议|倡議"
        "|主张|主張|明确|敦促|希望|披露|声明|聲明|写到|总结|總結|预测|预计|称赞|稱讚|主旨演讲中说|指明|留言|发帖|吐槽|讲道|谈及|大谈|重提|嘀咕|喊话|调侃|打趣|笑称|感慨|提醒|告诫|勉励|点评|阐述|概括|形容|嘲讽|痛批|狠批|直斥|斥责|促请|认爲|断言|质疑|反问|发文称|发文|撰文|引述|引用|说|說|称|稱|道|问|問"
    ]
)
