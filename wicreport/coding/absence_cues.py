"""The words by which English says that somebody stayed away, sent others or has yet to come."""

from __future__ import annotations

from wicreport.coding.attendance_cues import any_of_words

__all__ = ["ABSENCE_LISTS", "ABSENT", "BEHALF", "EXPECTED", "MESSAGE_OF", "REPRESENTED"]

ABSENT = any_of_words(
    r"(?:makes?|made|making) no (?:\w+ )?appearance\b",
    r"skip(?:s|ped|ping)?\b(?= (?:the|this|last|it|out|China|Wuzhen|\d{4}|both|all|most|\w+[’']s)|[.,;]|$)",
    r"(?:stay(?:s|ed|ing)?|ke(?:pt|ep|eps|eping)) away\b",
    r"(?:is|are|was|were|be|been|being|remain(?:s|ed)?|went) (?:[\w-]+ ){0,3}?(?:absent|missing|no-shows?"
    r"|nowhere to be seen|not (?:present|in attendance|there|seen|among))\b",
    r"(?:is|was|are|were)(?:n[’']t| not) (?:there|here|present|attending|among|in attendance|coming|at the|on"
    r" the (?:guest )?list)\b",
    r"(?:(?:is|was|are|were)(?:n[’']t| not| no longer)|(?:turned out )?not to be) (?:on|in) (?:it\b"
    r"|the (?:[\w-]+ )?(?:program(?:me)?|list|line-?up|building|hall"
    r"|schedule|agenda|room)\b)",
    r"(?:is|was|are|were) (?:an? )?(?:[\w-]+ )?absences?\b",
    r"(?:did|does|do|could)(?: not|n[’']t) (?:materiali[sz]e|show)\b(?=[.,;:]|$| (?:up|his|her|their)\b)",
    r"(?:call(?:s|ed)|phoned) in sick\b",
    r"(?:had to |chose to |decided to )?for(?:e?go(?:es|ne)?|e?went) (?:the|this|his|her|their|its) (?:visit"
    r"|trip|journey|conference|summit|event|occasion)\b",
    r"(?:is|was|were|are) nowhere\b",
    r"(?:could(?: not|n[’']t)|(?:is|was|be) unable to) (?:attend|come|make it|travel|be (?:there|here|present))\b",
    r"(?:had|has|have|with) (?:nobody|no one|no representatives?|no executives?) (?=(?:on|at|in|there|to)\b)",
    r"have (?:nobody|no one) there\b",
    r"sen(?:t|ds?) (?:nobody|no one|no (?:minister|delegation|representative|executive|official)s?)\b",
    r"(?:stay(?:s|ed)|remain(?:s|ed)) (?:(?:at )?home|behind|in (?!Wuzhen|town|touch|the (?:hall|room"
    r"|town))(?-i:[A-Z]\w+))",
    r"(?:flew|went|headed) home\b",
    r"(?<=but\x20)(?:was|were|is|remained) (?:in|at) (?!Wuzhen|town|the (?:hall|room|audience|opening|summit"
    r"|conference))(?=[\w ]{3,30})",
    r"(?:is|was|were|been|be) (?:called away|replaced by|held up|turned away|detained|denied)\b",
    r"(?:is|was|are|were) (?:a |the )?no-shows?\b",
    r"(?:was|were|had been) (?:supposed|meant|due|expected|scheduled|billed|listed|slated|advertised"
    r"|announced) (?:to|for|as|on)\b[^.;]{0,60}?(?:\bbut\b|,? and sent\b(?=[^.;]*\binstead\b))",
    r"had been (?:expected|scheduled|billed|listed|due|slated|advertised|announced) (?:to|for|as|on)\b",
    r"(?:did|has|had|have|would|will)(?: not|n[’']t) (?:be )?sen(?:d|t|ding) (?:anyone|anybody|any|a)\b",
    r"(?:declin(?:ed|es)|turned down|refused|turned) (?:the|an|his|her|their|its)? ?invitations?\b(?! into)",
    r"(?:gave|given|gives?|giving) (?:[\w’'-]+ ){1,9}?a (?:miss|pass|wide berth)\b",
    r"(?:sat|sits?|sitting) (?:it|this one|the (?:\w+ )?(?:conference|summit|event)) out\b",
    r"(?:did|does|do)(?: not|n[’']t) (?:[a-z]+ ){1,2}?(?:to|in|through|at|into) (?:Wuzhen|the (?:conference"
    r"|summit|forum|event))\b",
    r"(?:is|was|are|were) conspicuous(?:ly)? (?:by|for|absent)\b",
    r"(?:has|have|had)(?: not|n[’']t) (?:been seen|come|turned up|shown up|set foot) (?=(?:there|here|in"
    r" Wuzhen|at|since)\b)",
    r"(?:sends?|sent) (?:\w+ )?[“\"]?(?:sends? )?(?:his|her|their|its) (?:apologies|regrets|excuses|regards)\b",
    r"(?:another|an|the (?:other|only|main)) absentees?\b",
    r"(?:cancell?ed|declined|withdr(?:ew|awn)|bowed out|cried off|begged off|thought better of it)(?=[.,;]|$|"
    r" an? | last | two | days | according| at | citing| because| after| on )",
    r"regret(?:s|ted)? (?:that |not )[^.;]{0,40}?(?=(?:prevented|unable|attend|not able|cannot|could not))",
    r"(?:is|was|are|were)(?: not|n[’']t| never) (?:asked|invited)\b",
    r"boycott(?:s|ed|ing)?\b",
    r"(?:has|have|had) no (?:plans?|intention) (?:to (?:be (?:there|here)|attend|come|go|travel|speak|take part"
    r"|participate)|of (?:attending|coming|going))\b",
    r"snubb(?:ed|ing)\b",
    r"(?:pull(?:s|ed|ing)?|dropp?(?:s|ed|ing)?) out\b",
    r"(?:miss(?:es|ed|ing)?) (?=(?:the|this|(?:last|this) year[’']s) (?:[\w’'-]+ ){0,3}(?:conference|summit|event"
    r"|forum|edition)\b)",
    r"sat out\b",
    r"(?:stopped|quit) (?:attending|coming|going)\b",
    r"(?:did|do|does|could|would|will)(?: not|n[’']t) (?:come\b(?! to (?:an?\b|terms))|make (?:it|the trip)"
    r"|travel\b|appear\b(?! to))",
    r"cancel(?:s|l?ed|l?ing)? (?:his|her|their|its|at (?:short|the last)|plans|appearance|attendance|speech"
    r"|visit|trip|the (?:night|day|week|morning) before)\b",
)
EXPECTED = any_of_words(
    r"(?:has |have |had )?accepted\b(?=[.,;]| (?:in|on|the invitation|an invitation|last|this)\b)",
    r"confirm(?:s|ed|ing)? (?:his|her|its|their) (?:attendance|participation|presence|appearance)\b",
    r"(?:is|are) (?:also |both |all )?(?:on|in) the (?:programme|program|agenda|schedule|line-?up|bill|list of "
    r"speakers)\b",
    r"(?:is|are|was|were) (?:also |both |all )?(?:expected|awaited|due) (?:back |again |here )?(?=(?:in|at|to) "
    r"(?:Wuzhen|<det><event>)\b)",
)
# The subject acts through others.
REPRESENTED = any_of_words(
    r"(?:sent|sends?|sending|dispatch(?:ed|es|ing)?|field(?:ed|s)) (?:only |in |over |instead )?(?:just |along "
    r")?(?:an? "
    r"|its |one of its "
    r"|their |his |her |the"
    r" )?(?:[\w’'-]+ ){0,5}?(?:representatives?|delegations?|delegates?|executives?|officials?|envoys?|teams?"
    r"|staff|ministers?|deput(?:y|ies)|vice[-\s]presidents?|managers?|employees|aides?|ambassadors?|observers?"
    r"|counsell?ors?|lawyers?|people|heads|directors?|staffers?|lobbyists?|diplomats?|somebody|someone)\b",
    r"(?:is|are|was|were|be|been)(?:n[’']t)? (?:[\w-]+ )?represented\b(?= (?:by|at|only|this|last|in|there"
    r"|here)\b|[.,;]|$)",
    r"(?:had|have|has|having) (?:itself|himself|herself|themselves) represented\b",
    r"(?:had|have|has) (?:an? |one |two |several |some |its |their )?(?:[\w-]+ ){0,3}?(?:representatives?|delegations?"
    r"|delegates?|executives?|officials?|envoys?|teams?|staff|vice[-\s]presidents?|managers?|employees|people)"
    r" (?=(?:there|here|at <det><event>|in Wuzhen|on (?:site|hand|the (?:ground|floor)))\b)",
    r"(?:had|have|has|having|let) (?:(?:one|two|some) of )?(?:his|her|its|their) (?:[\w’'-]+"
    r" ){0,6}?(?:deliver|read|attend|speak|do"
    r"|represent|give|stand in)\b",
)
BEHALF = any_of_words(
    r"on (?:(?P<own>his|her|its|their)|(?P<named>[^,;.]{2,50}?)[’']s?) behalf\b",
    r"on behalf of\b",
)
MESSAGE_OF = any_of_words(
    r"(?<!had\x20)(?<!has\x20)(?<!have\x20)(?:read(?:s|ing)?|delivered) (?:out |aloud )?(?:<a_message>|<messages>)"
    r"(?: of (?:congratulations?|greetings?))? (?:sent |written )?(?:from|by|of) ",
    r"(?:letters?|messages?|speech(?:es)?|statements?|address(?:es)?)(?: of (?:congratulations?|greetings?))? "
    r"(?:sent |written )?(?:from|by|of) (?=[^;.]{3,90} (?:was|were) (?:then |also )?(?:read|delivered)\b)",
    r"(?<![\w])(?:in|with) (?:an? |the )(?:[\w-]+ ){0,3}?(?:letter|message|speech|statement|address|remarks),? "
    r"(?:(?:that|which) (?:was |were )?)?read(?: out| aloud)? (?:at|to|by|for|during|on) [^,;.]{3,80}, ",
    parts={
        "<a_message>": r"(?:an? |the )(?:[\w-]+ ){0,3}?(?:letter|message|speech|statement|address|remarks)",
        "<messages>": r"(?:[\w-]+ ){0,3}?(?:letters|messages|speeches|statements|addresses|remarks|greetings)",
    },
)
ABSENCE_LISTS = any_of_words(
    r"(?:did|does|do)(?: not|n[’']t) (?:[\w]+ )?include\b",
    r"gone (?:were|was|are|is)\b",
    r"(?:missing|absent) (?:were|was|are|is) (?:the |those )[^:;.]{3,60}:",
    r"(?:absent|missing|absentees?|no-shows?)\b(?: (?!(?:since|because|due)\b)[\w’'-]+){0,6}? (?:were|was|are"
    r"|is|include[sd]?)\b",
    r"(?:absence|non-attendance) of\b",
    r"(?:in (?:place|lieu) of|(?:standing|stood|stands|filled|filling|covered|covering|deputi[sz]\w+"
    r"|stand-?ins?) (?:in )?for)\b",
    r"no (?:sign|appearance|trace) (?:of|by|from)\b",
    r"(?:not (?:sighted|seen|present|here|there|spotted|attending|coming)|missing|absent|absentees|no-shows?"
    r"|apologies)\b[^.;:]{0,20}:",
    r"apologies (?:[\w]+ ){0,3}from\b",
    r"(?:came|spoke|was) not (?=(?-i:[A-Z])[^.;]{2,60}? but )",
)
