"""The words by which English says that somebody took part; those of staying away are kept apart from them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wicreport.coding.stems import Cue

__all__ = [
    "AMONG_THEM",
    "ATTEND",
    "GROUP",
    "GROUP_BEFORE",
    "PLAIN_LISTS",
    "SPEAK",
    "SUBJECT_NOUNS",
    "any_of_words",
]

# A space in a pattern is any white space; these parts stand in angle brackets.
_PARTS = {
    "<event>": (
        r"(?:(?<!press\s)(?<!news\s)conferences?|summits?|WIC|Wuzhen(?: (?:Summit|Conference))?|events?"
        r"|forums?|sub-?forums?|gatherings?|(?:opening|closing)(?: (?:ceremony|session|day))?|ceremony"
        r"|ceremonies|plenary|sessions?|panels?|panel discussion|discussions?|dialogues?|round-?tables?"
        r"|editions?|meetings?|jamboree|gala|expo|exposition|exhibition|festivities|proceedings)"
    ),
    "<det>": (
        r"(?:(?:the|a|an|this|that|its|his|her|their|last|another|one|each|every|all|China[’']s"
        r"|Beijing[’']s|\w+[’']s) )?(?:[\w’'&.-]+ ){0,5}?"
    ),
    "<speech>": r"(?:speech|speeches|keynotes?|address|addresses|remarks|talks?|lectures?|presentations?)",
    "<crowd>": (
        r"(?:attendees|participants|guests|counterparts|guest list|line-?up|roster|speakers|delegates|visitors"
        r"|exhibitors|dignitaries|luminaries|executives|leaders|figures|names|VIPs|heavyweights|bigwigs"
        r"|entrepreneurs|officials|representatives|CEOs|bosses|chiefs|tycoons|moguls|celebrities|those"
        r" (?:who (?:attended|came|spoke)|(?:expected|due|slated|scheduled|billed|set|listed|named|confirmed)"
        r"|attending|present|in (?:attendance|the (?:audience|room))|on"
        r" hand|speaking|listening|taking part|participating)|panelists|panellists)"
    ),
}


def any_of_words(
    *alternatives: str,
    is_word: bool = True,
    is_folded: bool = True,
    chinese: str = "",
    parts: Mapping[str, str] = _PARTS,
) -> Cue:
    """Return a cue for any of the alternatives.

    Parameters
    ----------
    alternatives
        Regular expressions in which a space is any white space and ``<event>`` and the like are the parts.
    is_word
        Whether a match begins with the first letter of a word.
    is_folded
        Whether upper and lower case are the same.
    chinese
        Alternatives in Chinese, which need no boundary.
    parts
        What the names in angle brackets stand for.

    Returns
    -------
    Cue
        One compiled pattern, tried only where it can match.
    """
    body = "|".join(alternatives)
    for name, part in parts.items():
        body = body.replace(name, part)
    whole = rf"\b(?=\w)(?:{body})" if is_word else body
    flags = re.IGNORECASE if is_folded else re.NOFLAG
    return Cue(whole.replace(" ", r"\s+") + (f"|{chinese}" if chinese else ""), flags)


# Verbs and nouns whose subject took part; tense, negation and modality are read from the words before them.
ATTEND = any_of_words(
    r"attend(?:s|ed|ing)?(?!\w)",
    r"participat(?:e|es|ed|ing)\b(?! in (?:the )?(?:research|development|drafting|building|construction"
    r"|governance))",
    r"(?:takes?|took|taken|taking) part\b",
    r"(?:joins?|joined|joining) (?=<det><event>\b|(?:remotely|virtually|online|by|via|over|in person)\b)",
    r"(?:shows?|showed|shown|showing|turn(?:s|ed|ing)?) up\b",
    r"(?:comes?|came|coming|go(?:es|ne|ing)?|went|travel(?:s|l?ed|l?ing)?|fl(?:y|ies|ew|own|ying)|return(?:s|ed"
    r"|ing)?|head(?:s|ed"
    r"|ing)?|trek(?:ked|s)?|flock(?:ed|s|ing)?) (?:back )?to (?=<det><event>\b|(?:this|the) (?:[\w-]+ ){0,2}town\b)",
    r"appear(?:s|ed|ing)? (?:together |jointly |again |briefly )?(?=(?:at|in an?|in the|in person|on stage"
    r"|onstage|there|in Wuzhen|alongside|via|by|on (?:film|video|tape|screen)"
    r"|on (?:the|a)"
    r" panel|virtually|remotely)\b)",
    r"(?:makes?|made|making) (?:an?|his|her|its|their) (?:[\w-]+ ){0,3}(?:appearances?|debut)\b",
    r"(?:takes?|took|taken|taking) (?:to )?the (?:stage|floor|podium)\b",
    r"(?:is|are|was|were|be|been|being) (?:also |all )?(?:present|in attendance|on hand|in Wuzhen|(?:on"
    r"|taking the) stage|(?:in|among) the (?:audience|crowd|front row|room|hall)|at (?:the|this) (?:[\w-]+"
    r" ){0,3}<event>)\b",
    r"(?:visit(?:s|ed|ing)?|tour(?:s|ed|ing)?) (?=<det>(?:conference|summit|event|expo|exposition|exhibition"
    r"|Wuzhen)\b)",
    r"(?:comes?|came)\b(?! (?:to (?:an?|the|terms|power|light|be|believe|see|know)|up|under|out|as|after|amid"
    r"|from behind|first|close|across"
    r"|down|into|with a|on top|at a|before|when|off)\b)",
    r"fl(?:ew|own) in\b(?! to)",
    r"been to (?=<det><event>\b)",
    r"be(?:en)? back\b",
    r"led (?:an?|the|his|her|its) (?:[\w-]+ )*delegation(?: of [\w-]+)? to (?=<det><event>\b)",
    r"exhibit(?:s|ed|ing)?\b(?! by)",
    r"(?:present(?:s|ed|ing)?|show(?:s|ed|ing|cas\w+)?|display(?:s|ed|ing)?|demonstrat(?:es?|ed|ing)|unveil(?:s"
    r"|ed|ing)?"
    r"|launch(?:es|ed|ing)?|debut(?:s|ed|ing)?)(?: (?!at )[\w’'&-]+,?){1,10} (?=at <det><event>\b)",
    r"(?<!be\x20)(?:seen|spotted|photographed|pictured|sighted) (?=(?:at|in|among|on|with) )",
    r"seated (?=(?:in|at|on|next|beside|between|among|near|opposite|two|three) )",
    r"given (?:an? )?(?:[\w-]+ )?seats? (?=(?:in|at|on|among) )",
    r"(?:is|are|was|were|be) (?:also |all )?there\b(?=[.,;]|$| (?:too|with|in person|this year|last year)\b)",
    r"(?:is|are|was|were) (?:also )?among (?:the |those )?(?:[\w-]+ ){0,4}?(?:leaders|executives|guests|speakers"
    r"|participants|attendees|figures|names|entrepreneurs|officials|those)\b(?= (?:present|attending|in attendance"
    r"|in Wuzhen|in the (?:hall|audience|room)|on hand|at|who (?:attended|spoke|came))\b)",
    r"(?:is|are|was|were) (?:also )?among (?:the |those |its |some |about )*(?:[\w,-]+ ){0,4}?(?:exhibitors"
    r"|(?:companies|firms|groups)"
    r"(?= (?:at|in|exhibiting|that (?:exhibited|attended|came))\b))",
    r"(?:also )?present\b(?=[,.;])|(?:is|are|was|were) on site\b",
    r"represent(?:s|ed|ing)? (?:the|his|her|its) (?:company|firm|country|government|group)\b",
    r"mingl(?:ed|ing)\b",
    r"shar(?:es?|ed|ing) (?:the|a) (?:[\w-]+ )?(?:platform|stage|podium|panel)\b",
    r"(?:takes?|took|taken|taking) (?:his|her|their|its|the|a) (?:place|seat)s?\b",
    r"(?:is|are|was|were|been) (?:also |again )?(?:among )?(?:(?:the|an?|this year[’']s|last year[’']s)"
    r" )?(?:(?!listed|billed|invited|expected|scheduled|slated|due|to|not|never|announced|named)[\w-]+"
    r" ){0,3}?(?:guests?|speakers?|attendees?|participants?|panell?ists?|headliners?|guests? of honou?r)\b(?!, an? )",
    r"(?:dial(?:l?ed|l?ing|s)|beam(?:ed|ing|s)|zoom(?:ed|ing|s)|call(?:ed|s|ing)|phon(?:ed|es|ing)) "
    r"in(?:to)?\b(?! sick)",
    r"(?:ha[ds]|have|takes?|took|taken|set up|ran|runs?|mann(?:ed|ing)|staff(?:ed|ing)|rent(?:s|ed)|fill(?:s|ed)"
    r"|open(?:s|ed)) (?:an? |its "
    r"|their |the |one of the )?(?:(?!no |not )[\w-]+ ){0,3}?(?:booths?|stands?|pavilions?|stalls?)\b(?! (?:by|to) )",
    r"been (?:an? |the )?(?:[\w-]+ )?(?:fixtures?|regulars?|mainstays?) (?=(?:at|in|of) (?:Wuzhen|<det><event>)\b)",
    r"(?:ha[ds]|have|takes?|took|occup(?:y|ied)) (?:an? |his |her |their )?(?:[\w-]+ )?seats? (?=(?:in|at|on|among) )",
    r"grac(?:ed|ing) the\b",
    r"(?:is|are|was|were) (?:only |also |all |both |himself |herself )?(?:here|there|in (?:town|the (?:building"
    r"|hall|room|audience|chair))|up on stage)\b",
    r"(?:sits?|sat|stands?|stood) (?=(?:in|on|at|next to|beside|between|among) )",
    r"(?:makes?|made) the (?:trip|journey|pilgrimage)\b",
    r"(?:return(?:s|ed)?|comes? back|came back)\b(?=[.,;]| (?:this|last|in|for|to Wuzhen"
    r"|after (?:\w+ing|an absence|his|her|their|its)|despite)\b)",
    r"(?:receiv(?:es?|ed|ing)|accept(?:s|ed|ing)?|collect(?:s|ed|ing)?|won|wins) (?:the|an?|its|his|her|their|one of)"
    r" (?:[\w’'-]+ ){0,4}?(?:trophy|trophies|awards?|prizes?|certificates?|medals?|honou?rs?)\b",
    r"present(?:s|ed|ing)? (?:the )?(?:trophies|awards|prizes|certificates|medals)\b",
    r"(?:visit(?:s|ed)?|tour(?:s|ed)?) (?=<det>(?:booths?|stands?|pavilions?|exhibits?)\b)",
    r"join(?:s|ed|ing) (?:them|him|her|us|the others)\b",
    r"on (?:the|one|a|this) (?:same )?stage\b",
    r"presid(?:ed|es|ing)\b",
    r"(?:walk|step|climb|strid)(?:s|p?ed|es|ing)? (?:up )?(?:onto|on to|on|to) (?:the|one|a) stage\b",
    r"mounted the stage\b",
    r"turn(?:s|ed|ing)? out\b(?! (?:not )?to\b)",
)
SPEAK = any_of_words(
    r"(?:speaks?|spoke|spoken|speaking)\b(?! (?:of|to (?:Reuters|CNBC|CNN|the BBC|Bloomberg|AFP|AP|reporters"
    r"|the press|media)|on condition|with Reuters|volumes|Chinese|English|Mandarin|fluent))",
    r"(?:deliver(?:s|ed|ing)?|g(?:ives?|ave|iven|iving)|ma(?:kes?|de|king)|present(?:s|ed|ing)?|read(?:s"
    r"|ing)?) (?:an? |the |his |her |their |its |brief )?(?:[\w’',-]+ ){0,6}?<speech>\b",
    r"address(?:es|ed|ing)? (?=<det>(?:<event>|audience|attendees|delegates|participants|guests|crowd)\b)",
    r"(?:tells?|told|telling) (?:the |an? |this |his |her |its )?(?:[\w’'-]+ ){0,4}?(?:<event>|hall|room"
    r"|audience|attendees|delegates"
    r"|participants|guests|crowd)\b",
    r"keynot(?:es|ed|ing)\b",
    r"shar(?:es?|ed|ing) (?:his|her|their) (?:views|thoughts|ideas|experiences?)\b",
    r"welcom(?:es|ed|ing) (?:the |its |foreign )?(?:[\w-]+ )?(?:guests|delegates|participants|attendees)\b",
    r"(?:is|was|appear(?:s|ed)?|open(?:s|ed)|address(?:es|ed)|welcom(?:es|ed)|greet(?:s|ed))(?: (?!and\b|but\b"
    r"|that\b)[\w’'-]+){0,5}? "
    r"(?=(?:by|via|over|on) (?:an? |the |two |three )?(?:big |giant |large |huge |pre-?recorded )?(?:video"
    r"|screens?|satellite)\b)",
    r"us(?:es?|ed|ing) (?:the|this) (?:[\w’'-]+ ){0,4}?(?:<event>|stage|platform) (?=to\b)",
    r"(?:us(?:es?|ed|ing)|devot(?:es?|ed|ing)|beg(?:ins|an|inning)) (?:his|her|their) (?:[\w-]+"
    r" ){0,3}?<speech>\b",
    r"(?:sends?|sent|record(?:s|ed)?|film(?:s|ed)?|contribut(?:es|ed)|deliver(?:s|ed)) (?:an? |his |her "
    r"|their )?(?:pre-?)?(?:recorded|taped|filmed|video) (?:[\w-]+ )?(?:<speech>|greetings?|message)",
    r"(?:record(?:s|ed)?|film(?:s|ed)?|tap(?:es|ed)) (?:an? |his |her |their )?(?:[\w-]+ )?(?:<speech>"
    r"|greetings?|message|video)",
    r"(?:gives?|gave) (?:his|hers|theirs) (?=by|via|from)",
    r"(?:sends?|sent|offer(?:s|ed)|congratulat(?:es|ed)) (?:[\w-]+ ){0,3}?(?=(?:by|via|over) (?:video|satellite|link))",
    r"(?:sends?|sent|sending|supplied|provided|submitted|did|made|left) (?:in )?(?:an? |his |her |their |its "
    r")?(?:[\w-]+ ){0,2}?"
    r"(?:recordings?\b|videos?(?: (?:messages?|address(?:es)?|greetings?|speech(?:es)?|statements?"
    r"|clips?))?(?=[.,;]|$| (?:to"
    r"|for|from|in"
    r"|instead|by|and|but)\b)|(?:pre-?)?recorded (?:messages|speeches|greetings|statements?))",
    r"congratulat\w+ (?:[\w-]+ )?(?:by|via|through|over) video",
    r"(?:opens?|opened|opening|clos(?:es?|ed|ing)|inaugurat(?:es?|ed|ing)|kick(?:s|ed|ing)? off) (?=(?:the|this"
    r"|(?:last|this) year[’']s)"
    r" (?:[\w’'-]+ ){0,4}?<event>\b)",
    r"presid(?:es?|ed|ing) (?:over|at)\b",
    r"(?:host(?:s|ed|ing)?|chair(?:s|ed|ing)?|moderat(?:es?|ed|ing)|headlin(?:es?|ed|ing)) (?=(?:the|an?|one"
    r"|another|two"
    r"|this) (?:[\w’'-]+ ){0,5}?<event>\b)",
    r"(?:reads?|reading|deliver(?:s|ed|ing)?|convey(?:s|ed|ing)?) (?:out |aloud )?(?:the "
    r"|an? )?(?:[\w’'-]+ ){0,5}?(?:letters?|messages?|greetings)\b",
    r"(?:in|during|with|through|via) (?:an?|his|her|their|the) (?:[\w’'-]+ ){0,4}?(?:<speech>|panel"
    r" discussion|fireside chat|video link|(?:video|(?:pre-?)?recorded|taped|filmed) (?:\w+ )?(?:message"
    r"|address|speech|greeting|remarks|clip))\b(?! (?:by|from|of)\b)",
)
# Whoever is named behind these words took part, or did not.
PLAIN_LISTS = any_of_words(
    r"attended by\b",
    r"\b(?:present|attending|speaking|in attendance|on (?:the|one) (?:podium|stage|panel|platform)"
    r"|in the (?:hall|room|audience|front row))(?: [\w’'-]+){0,5}?(?: (?:were|was|are|is)\b(?! (?:an?|the|no"
    r"|not|only|also)\b)|:)",
    r"(?:attended|came|present|took part|participated|spoke|appeared|on hand|in attendance|showed up"
    r"|turned up)\b[^.;:]{0,60}?(?:,| —) (?:as well, )?(?:including|among them|such as)\b",
    r"(?:will )?open(?:s|ed)? the floor to\b",
    r"<crowd>\b[^.;:]{0,40}?\b(?:are|were|was|is) limited to\b",
    r"<crowd>\b(?: (?!(?:<crowd>|that)\b)[\w’'-]+){0,12}?\s*,?\s*\b(?:includ(?:e|es|ed|ing)|were|was|are|such as"
    r"|like|among them)\b",
    r"also (?:\w+ing|present|there|on hand|in attendance)\s*(?:[\w’'-]+ ){0,5}?(?:were|was|are|is)\b",
    r"(?:following|<crowd>|programme|program|agenda)\b[^.:;]{0,90}:",
    r"among (?:the )?(?:[\w’'-]+ ){0,4}?<crowd>(?: [\w’'-]+){0,8}? (?:were|was|are|is)\b",
    r"(?:drew|draws?|drawn|drawing|attract(?:s|ed|ing)?|lur(?:es|ed|ing)|featur(?:e|es|ed|ing)|host(?:s|ed"
    r"|ing)|welcom(?:es|ed|ing)|br(?:ings?|ought|inging) together|gathered) (?:[\w’',-]+ ){0,10}?(?:such as"
    r"|including|among them|like|from)\b",
    r"(?:speeches|keynotes?|keynote speech|addresses|appearances?|presentations?|talks|remarks|panel|a speech"
    r"|an address) (?:by|from)\b",
    r"(?:delivered|given|made|opened|hosted|chaired|moderated|addressed|inaugurated|presided over|read out"
    r"|read) (?:\w+ly )?by\b",
    r"<event>(?: [\w’'-]+){0,4} (?:drew|draws|attracted|features?d?|welcomed|brought|had|has)(?: in)? (?=(?-i:[A-Z]))",
    r"who (?:attended|spoke|came|appeared|showed up|took part|participated|travelled"
    r"|traveled)\b[^,;.]{0,60}?\b(?:was|were|included|is|are)\b",
    r"the presence of\b",
    r"(?:stands?|booths?|pavilions?|stalls?) (?:of|by|from)\b",
    r"(?:represented|replaced) by\b",
    r"(?:video|(?:pre-?)?recorded) (?:[\w-]+ )?(?:messages?|address(?:es)?|speech(?:es)?|greetings?|remarks"
    r"|statements?)\b[^.;]{0,40}?"
    r"\b(?:from|by)\b",
    r"(?:audience|crowd|hall|gathering|room|delegation)\b[^.;:]{0,40}? (?:that|which) (?:included|counted)\b",
    r"(?:guests? of honou?r|headliners?|(?:keynote|star|main|opening) speakers?) (?:was|were|is|are)\b",
    r"(?:only|highest[-\s]ranking|most (?:senior|prominent)|biggest|best[-\s]known|star|first)"
    r" [^,;.]{0,40}?\b(?:at|in Wuzhen|speaker|attendee|guest|participant)\b[^,;.]{0,60}?\b(?:was|were|is"
    r"|are)\b",
)
# "Guests, X and Y among them": the list stands before its last words.
AMONG_THEM = any_of_words(
    r"(?:<crowd>|with)\b[^.;:]{3,160}?(?P<them>\b(?:among them|included|among (?:the|its) (?:[\w-]+ "
    r"){0,2}?(?:guests|speakers|attendees"
    r"|participants|delegates))\b)"
)
# "X's attendance": the owner took part, or did not.
SUBJECT_NOUNS = any_of_words(
    r"[’']s? (?:[\w-]+ ){0,4}?(?:(?P<read>(?:letter|message|speech|address|remarks|statement)"
    r"(?: to [^,;.]{3,40})? (?:was|were) (?:read|delivered)(?: out| aloud)? (?:by|at|to))"
    r"|(?P<absent>absence|non-attendance|no-show)|(?P<attended>attendance|presence"
    r"|participation|appearance|(?:keynote|opening|closing|video|virtual|recorded) (?:speech|address|remarks"
    r"|message|greetings?)|keynote"
    r"|(?:speech|address|remarks|visit)(?= (?:at|to) <det><event>))|(?P<stand>(?:booth|stand|pavilion|stall)s?(?! "
    r"(?:on|against|for|of|that)\b)))\b",
    is_word=False,
    is_folded=False,
)
GROUP = any_of_words(
    r"(?:executives|execs|CEOs|leaders|bosses|founders|names|entrepreneurs|companies|firms|giants|officials"
    r"|representatives"
    r"|dignitaries|figures|heads|chiefs|members|delegates|guests|politicians|tycoons|heavyweights|luminaries"
    r"|multinationals|players|counterparts|Westerners|foreigners|governments?)"
    r"(?: (?:of|from|at|in)(?: (?!(?:who|that|which|were|was|are|is|did|have|had|has|to)\b)[\w’'&,-]+){1,8}?)?"
    r"(?=\s*(?:[,.;(]|$|\b(?:who|that|were|was|are|is|did|have|had|has|to|also|largely|again)\b))",
)
# The words before the noun of a group that still belong to it.
GROUP_BEFORE = any_of_words(
    r"(?<![\w’'&-])(?:(?!(?:by|that|but|and|of|as|while|when|because|said|says|is|was|were|are|has|have|had|to|in|on"
    r"|at|for|with|where|which|who|from|if|though|although|whose|since|after|before|saw|including|such)\b)"
    r"[\w’'&-]+ ){1,6}$",
    is_word=False,
)
