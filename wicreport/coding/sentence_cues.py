"""The small words that tie a name to a verb, or keep them apart; whose verb it is, is decided elsewhere."""

from __future__ import annotations

from wicreport.coding.attendance_cues import any_of_words
from wicreport.coding.cues import SAYING

__all__ = [
    "AFFILIATION",
    "CONNECTED",
    "DID_SO",
    "ELLIPSIS",
    "ELLIPSIS_END",
    "FINITE",
    "FOREIGN",
    "FRONTED",
    "FUTURE",
    "GLUE",
    "GUEST_OF",
    "NEGATION",
    "NEW_CLAUSE",
    "NEW_SUBJECT",
    "NONE_OF",
    "NONE_OF_BODY",
    "NO_ONE",
    "SAYS_OF_SELF",
    "SENT_PERSON",
    "STARS_OF",
    "STOP",
    "THE_FIRM",
    "TICKED",
    "TRANSPARENT",
    "UNSURE",
    "VOID",
]

# Words that may stand between a subject and its verb.
_PARTS = {
    "<past>": (
        r"ate|became|began|bent|bore|bought|broke|brought|built|came|caught|chose|cut|drew|drove|fell|felt|fought"
        r"|found|flew"
        r"|gave|got|grew|heard|held|hid|hit|kept|knew|laid|led|left|lent|lost|made|meant|met|paid|put|ran|rang|rose"
        r"|sat|saw"
        r"|sent|set|shook|shot|showed|sang|slept|sold|spent|spoke|stood|struck|swam|swore|took|taught|threw|told"
        r"|thought|tore"
        r"|turned|understood|went|woke|won|wore|wrote"
    ),
    "<saying>": SAYING,
    "<filler>": (
        r"(?:(?>(?:also|then|later|again|both|all|each|instead|notably|reportedly|personally|too|himself"
        r"|herself|themselves|in person|even|once|often|rarely|always|regularly|still|only|never|not"
        r"|either|largely|mostly|apparently|publicly|just|first|who|which|and|but|to|as|had|has|have"
        r"|having|did|do|does|was|were|is|are|be|been|being|will|would|shall|should|could|can|may|might"
        r"|must|n[’']t|didn[’']t|doesn[’']t|don[’']t|wasn[’']t|weren[’']t|won[’']t|wouldn[’']t"
        r"|couldn[’']t|hasn[’']t|haven[’']t|isn[’']t|aren[’']t|expected|scheduled|slated|due|set|going"
        r"|planned|plans?|planning|confirmed|invited|agreed|declined|refused|failed|decided|chose|opted"
        r"|appeared|likely|unable|able|tipped|billed|among|those|the|one|of|on|earlier|last|this|next"
        r"|year|week|month|\w+day|yesterday|today|tomorrow|in|back|since|until|\d{4}|(?:January|February"
        r"|March|April|May|June|July|August|September|October|November|December)|\d{1,2}|\w+ly|choosing"
        r"|that|attendees|guests|speakers|participants|executives?|leaders?|people|names|were|who|only|foreign"
        r"|western|american|foreigner|westerner|speaker|one|etc|now|here|finally|duly|simply|actually|briefly"
        r"|together|alone)\b)[\s,.]*)*+"
    ),
}

TRANSPARENT = any_of_words(
    r"[\"’'”)\s]*,?\s*<filler>,?\s*",
    is_word=False,
    parts=_PARTS,
)
AFFILIATION = any_of_words(
    r" (?:of|from|at|with|representing) (?:(?!\b(?:we|they|he|she|it|I|you)\b)[^,;]){1,90}?(?=\s*,| (?:who|and"
    r"|was|were|is|are|did|has|have|had|will"
    r"|would|also|then|both)\b|\s*$)",
    is_word=False,
    is_folded=False,
)
CONNECTED = any_of_words(
    r"(?:\b(?:and|but|then|or|to|while|by|before|after)|,) (?:(?:also|then|later|again|instead|even|not|did"
    r"|never|has|had|was|is|will|would|to|be) )*$",
    is_word=False,
)
NEW_SUBJECT = any_of_words(
    r"\b(?:that|which|where|whose|it|they|we|there)\b",
    r"[;:]",
    is_word=False,
)
# A finite verb, or what opens a clause of its own.
NEW_CLAUSE = any_of_words(
    r"\b(?:that|which|who|whose|where|while|when|because|but|although|though|if|it|they|we|there|he|she|I|you)\b",
    r"\b(?:is|are|was|were|has|had|have|did|does|do|will|would|can|could|may|might|must|should|<saying>)\b",
    r"\b(?:<past>)\b",
    r"\b(?!(?:based|headquartered|listed|owned|backed|founded|called|named|known|dubbed|retired|elected|appointed"
    r"|united)\b)[a-z]+ed\b",
    r"[;:]",
    is_word=False,
    is_folded=False,
    parts=_PARTS,
)
# A firm taken up by what it is ("... last year, the search giant was").
THE_FIRM = any_of_words(
    r"(?:[,;]|\bbut\b) (?:the|its) (?:[\w-]+ ){0,2}?(?:company|firm|giant|group|maker|chipmaker|carmaker"
    r"|retailer|start-?up|platform) <filler>$",
    is_word=False,
    parts=_PARTS,
)
SAYS_OF_SELF = any_of_words(
    r"(?:confirmed|said|says|told \w+|announced|promised|agreed|indicated|pledged) (?:that )?(?:he|she|they|it)"
    r" <filler>$",
    parts=_PARTS,
)
UNSURE = any_of_words(
    r"(?:whether|if|unclear|unlikely|rumou?rs?|rumou?red|speculation) (?:that )?$",
)
ELLIPSIS = any_of_words(
    r"\b(?P<word>as|[Ss]o|[Nn]or|[Nn]either|just as) (?:did|was|were|has|had|does|do|is|are"
    r"|will) (?:also )?(?=\w)",
    r",? (?:joined|accompanied|followed) by ",
    r",? (?:echoed|flanked|introduced|welcomed|greeted|met|preceded|seconded) by ",
    r",? (?:next to|beside|in front of|opposite) (?-i:(?=[A-Z]))",
    r",? (?:alongside|along with|together with|next to|as well as) (?-i:(?=[A-Z]))",
    r"\bshar(?:ed|es|ing) (?:the|a) (?:[\w-]+ )?(?:platform|stage|podium|panel) with ",
    r"\bjoin(?:s|ed|ing) (?-i:(?=[A-Z]))(?=[^.;]{0,60}\b(?:Wuzhen|conference|summit)\b)",
    is_word=False,
)
# Behind "Neither did X" nothing is told of X but where and when, or in a clause of its own.
ELLIPSIS_END = any_of_words(
    r"\s*(?:[,.;:!?()\"”—–]|$|(?:of|from|who|there|here|either|too|this|last|in|at|on|but|while|and|or|nor|though"
    r"|present)\b)",
    is_word=False,
)
# A tick or a cross behind a name.
TICKED = any_of_words(
    r"\s*[—–:-]\s*(?:yes|present|here|in|(?P<crossed>no|not here|absent|missing|nothing|nobody|no sign"
    r"|an? no-show))\b(?=[\s.,;!]|$)",
    r"(?:, [^,;.]{2,60},|,)? (?:was|is|did|were|are)(?=[.;]\s*|$)",
    r"(?:, [^,;.]{2,60},|,)? (?P<denied>(?:was|were|did|is|are)(?:n[’']t| not))(?=[,.;]|$)",
    is_word=False,
)
# An apposition that makes its bearer a guest of another edition, by its year.
GUEST_OF = any_of_words(
    r"(?: of (?-i:[A-Z][\w.]*))?, (?:an? |the |one of the )?(?:[\w-]+ ){0,4}?(?:stars?|guests?(?: of honou?r)?"
    r"|speakers?|headliners?|attractions?"
    r"|visitors?|participants?|draw)(?: (?:at|in) (?:Wuzhen|the (?:conference|summit|event)))? (?:(?:in|of|at) "
    r"(?:the )?(?P<year>20[12]\d)\b|(?P<last>last year)\b)",
    r"(?: of [A-Z][\w.]*)?, (?P<last_of>last year)[’']s (?:[\w-]+ ){0,3}?(?:stars?|guests?|speakers?|headliners?"
    r"|visitors?)\b",
    is_word=False,
)
STARS_OF = any_of_words(
    r"(?:of|unlike|like|among) (?:last year|20[12]\d)[’']s (?:[\w-]+ ){0,3}?(?:stars|guests|speakers|headliners"
    r"|attractions|visitors|attendees|faces)\b",
)
NO_ONE = any_of_words(
    r"(?:[Nn]o|[Ii]nstead of|[Rr]ather than|[Ww]ithout) $",
    is_folded=False,
)
SENT_PERSON = any_of_words(
    r"(?:sent|sends?|sending|send|dispatched) (?:only |in |instead |along )*(?:(?:its|their|his|her|an?"
    r"|the) (?!(?:[a-z-]+ )?(?:letter"
    r"|message|note|greetings|video|recorded)\b)(?:[a-z][\w’'-]*,? ){0,8})?$",
    is_folded=False,
)
FINITE = any_of_words(
    r" (?:was|were|is|are|did|does|had|has|have|will|would|sent|spoke|gave|came|took|\w+ed)\b",
    is_word=False,
    is_folded=False,
)
DID_SO = any_of_words(
    r"(?:did|does|do) (?:so|the same|likewise)\b",
)
NONE_OF_BODY = any_of_words(
    r"(?i:\b(?:none|not one|no members?) of|\b(?:nobody|no[ -]one) (?:from|of|in)) (?:the "
    r"|China[’']s )?(?P<name>(?:[A-Z][\w’'-]* )*[A-Z][\w-]*)",
    is_word=False,
    is_folded=False,
)
STOP = any_of_words(
    r"\b(?:used|who|which|that|said|says|told|praised|has|had|was|were|is|are|will|would|did|because|since|while"
    r"|when|but|although|despite|unlike|not|hailed|called|warned|urged|pledged)\b",
    r"[:;]",
    is_word=False,
)
GLUE = any_of_words(
    r"(?:,|，|;)?\s*(?:\band\b|\bnor\b|\bas well as\b|&|\bor\b|\balong with\b|\btogether with\b|\balongside\b"
    r"|\bplus\b|\bjoined by\b)?\s*(?:also |from |by )?$",
    is_word=False,
    is_folded=False,
)
NEGATION = any_of_words(
    r"(?:\b(?:not|never|no longer|nor|neither|fail(?:ed|s)? to|declin(?:ed|es|ing) (?:an invitation )?to"
    r"|refus(?:ed|es|ing) to|unable to|prevented from|stopped|instead of|rather than|without|cancel\w* (?:plans to)?)"
    r"|n[’']t) (?:[\w-]+ ){0,3}$",
    is_word=False,
)
FUTURE = any_of_words(
    r"(?:will|shall|going to|(?:expected|scheduled|slated|due|set|planned|plans?|planning|confirmed|agreed"
    r"|tipped|billed|likely|intends?|are|is|was|were|would) (?:also |not )?to|(?:would|[’']ll)) (?:also |all "
    r"|not |be |likely |both |again )*$",
)
VOID = any_of_words(
    r"(?:invit\w+|appl(?:y|ied)|sought|hop(?:e|es|ed|ing)|want(?:s|ed|ing)?|ask(?:ed|s|ing)?|urg(?:e|ed|es|ing)"
    r"|call(?:s|ed)? on"
    r"|opportunity|chance|right|able|allowed|encourag\w+|wish(?:es|ed)?|like|for \w+|refus\w+|need(?:s|ed)?"
    r"|hesita\w+|reluctan\w+|eager|considering|whether|how|could|may|might|should|must|can|if)\b(?:"
    r" (?!and\b|but\b)[\w’'-]+){0,4}? (?:to )?(?:be )?$",
)
NONE_OF = any_of_words(
    r"(?:none of|no|neither|nor|few of|not one of|nobody from|no one from) (?:the )?(?:[\w’'-]+ ){0,4}$",
    r"neither\b[^;]{3,80}\bnor (?:[\w’'.-]+ ){0,4}$",
)
FOREIGN = any_of_words(
    r"(?:foreign|western|silicon valley|US|U\.S\.|American|overseas|international|European|global"
    r"|multinational\w*|Westerners|foreigners)\b",
)
FRONTED = any_of_words(
    r"(?:^|[.“\"]\s*)[“\"\s]*(?:(?:Also|While|When|After|Before|By|In|Having|Despite) )?$",
    is_word=False,
    is_folded=False,
)
