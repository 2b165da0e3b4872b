"""Speech, partial and term told apart by how the quoted words stand in their sentence; speakers are found elsewhere."""

from __future__ import annotations

import re
from typing import Literal

from wicreport.coding.attributions import Attribution
from wicreport.coding.cues import NAMING, SAYING, any_of
from wicreport.coding.names import HAN
from wicreport.coding.sentences import MASK

__all__ = ["QuotationKind", "tell_kind", "tell_kind_zh"]

QuotationKind = Literal["speech", "partial", "term"]

_NAMED = re.compile(rf"\b{NAMING}[\s,]*(?:(?:an?|the|of|is|was|being|like|such\s+as)\s+){{0,2}}$", re.IGNORECASE)
# "what he called a ...": somebody names it, so the word is somebody's; "an app called ...": it is a name.
_SOMEBODY_NAMED = re.compile(
    r"\b(?:he|she|they|it|we|you|has|have|had|who|[A-Z]\w+|what\s(?:one|an?|some)(?:\s[\w-]+){1,3})\s+"
    r"(?:called|termed|dubbed|named|branded|labell?ed)\s+(?:an?\s+|the\s+)?$|\b[Ii]n\s+(?:\w+['’]s|his|her|its|their)\s+(?:own\s+)?words,?\s*$"
    r"|['’]s\s(?:\w+\s)?(?:phrase|words?|term|expression)\s(?:is|was|were)\s+$"
)
# What has a title has it in capitals: "the law “chills speech”" is a clause.
_WORK = re.compile(
    r"\b(?:song|paper|report|novel|series|program(?:me)?|forum|session|panel|exhibition|show|play|article|project|campaign|initiative"
    r"|action|law|plan|strategy)s?\s*$"
)
_HEADED = re.compile(
    r"\b(?:themes?|titles?|slogan|motto|topics?)\b[^.]*?"
    r"\b(?:is|was|be|being|are|were|such\s+as|like|include[sd]?|including)\b[^.]*$"
)
_SAID_THAT = re.compile(r"\b(?:said|says|told|argued|insisted)\b.*\bthat\b")
_MODIFIED = re.compile(
    r"(?:\b(?:an?|the|this|that|these|those|its|his|her|their|our|of|new|own|some|any|such|more"
    r"|\w+(?:al|ic|ive|ous|ed|ing|ary|ful))|['’]s|['’]|-\w+)\s+$"
)
# "his "four principles" of 2015", "a law on a "sovereign internet"", ""cyber power", a phrase that": names for things.
_OWNED = re.compile(r"\b(?:on|of|for|about|against)\s+(?:an?|the)\s+$|['’]s\s+\w+\s+(?:for|of|against)\s+$")
_GLOSSED = re.compile(
    r"\s*,\s+(?:an?|the)\s+(?:\w+\s+)?(?:phrase|term|word|wording|concept|slogan|expression|notion|idea|formula)\b|\s+of\s+\d{4}\b"
)
_FUNCTION_WORDS = any_of(
    [
        "of|to|in|and|or|but|for|with|by|as|at|on|from|that|which|who|is|was|are|were|be|has|have|had|will|would|could",
        "can|should|said|says|over|under|against|among|between|through|during|after|before|when|while|if|because|than",
        "into|about|amid|since|until|without|where|not|also|so|set|made|given|taken|known|seen|held|left",
    ]
)
_NOUN_AFTER = re.compile(
    rf"[\s\u00a0]+(?!{_FUNCTION_WORDS}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:[a-z-]+|[A-Z]{{2,}}\b|[A-Z][a-z]+(?=\s+[a-z]|[.,]))"
)
# "told platforms to clean up dramas about "X"", "a forum on "X"", "an award for 15 "X"".
_ABOUT = re.compile(r"(?:\w+\s+){4}(?<!comment\s)(?<!comments\s)(?:about|on|against|for)\s+$")
_TOPIC = re.compile(
    r"\b(?:forum|session|panel|seminar|workshop|section|chapter|campaign)\s+(?:on|about|against)\s+$|\b\d+\s+$"
)
# "asked for a "X"", "spoke of "X"": the words are the object of a verb of speech.
_ASKED = re.compile(rf"\b(?!said|says|mention){SAYING}(?:\s+(?:of|for|at|about|against))?(?:\s+(?:an?|the|more))?\s+$")
_FINITE = any_of(
    [
        "should|must|will|would|can|could|may|might|shall|cannot|is|are|was|were|has|have|had|do|does|did|am|isn|don|won",
    ]
)
_BLANK = " .\u00a0\n\t—–-•*("
_CLAUSE = re.compile(
    r"^(?!(?:that|which|who|to|not|by|for|in|with|of)\b)(?:(?!(?:that|which|who)\b)[\w’'%$-]+[\s,;:]+){1,12}?"
    rf"{_FINITE}\b|\b(?:I|[Ww]e|[Yy]ou|[Tt]hey|[Hh]e|[Ss]he|[Ii]t)[’'](?:s|re|ve|ll|m|d)\b"
    r"|^(?:I|We|You|They|He|She|It|There|This|That)\s+\w+"
)
_SENTENCES = re.compile(r"[.!?。！？…]\s*\W*\w")
_OBJECT_COMPLEMENT = re.compile(
    r"\b(?:call|describ|label|brand|deem|dismiss|hail|denounc|slam|characteri|prais|condemn|decri|blast|tout|mock|defin)"
    r"\w*\b[^.]*$"
)
_PREDICATE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|as|it|them|him|her|this)\s+(?:(?:actually|really|just|only|simply|merely|not)\s+)*(?:an?\s+)?$"
)
_REPORTED = re.compile(
    rf"\b(?:said|told|argued|insisted|claimed|added)\s[^.,{MASK}]*\bthat\b[^.,;{MASK}]*\b(?:not|but|to|or|merely|only|simply)\s+$"
)
# "said that firms “misread” it": a verb.
_SAID = re.compile(rf"\b(?:said|told|argued|insisted|claimed|added)\s[^.{MASK}]*$")
_OBJECT = re.compile(r"\s(?:it|them|him|her|us|the)\b")
_TO_DO = re.compile(r"\b(?:to|must|should|will|would|can|cannot|had|have|has|not|them|him|her|it)\s+$")
_OWN_ARTICLE = re.compile(r"(?:an?|no|some|such|too|never|under|beyond|without|with|in|for|by|to)\s+[a-z]")
_LISTED = re.compile(r"\w, .*\w and \w")
_SMALL = frozenset({"with", "from", "into", "onto", "over", "upon", "about", "under", "between", "after", "through"})
_NAMED_ZH = re.compile(
    r"(?:所谓|所謂|改为|更名为|命名为|举办|举行|以|题为|題為|名为|名為|主题为|主題為|主题是|主題是|称为|稱為|称之为|誉为|譽為|叫做|叫作|围绕|圍繞|名曰|简称|俗称|的|了|个|这|一)\s*$"
)
# "他说，难点不在“X”，而在“Y”。": what ends a reported sentence is somebody's, unless it is what something is called.
_ENDS_ZH = re.compile(r"\s*(?:[。；！]|，[而不也]|$)")
_CALLED_ZH = re.compile(
    rf"(?:{MASK}[^，。]{{1,3}}|所[谓謂]|主[题題][是为為]?|[名题題][为為叫]|叫[做作]?|[词詞字][是叫]|[称稱誉譽][为為之])\s*$"
)
_NOUN_AFTER_ZH = re.compile(r"\s*(?:的|为|為|主题|论坛|倡议|理念|主张|战略|计划|行动|工程|模式|概念)")


def tell_kind(quote: str, before: str, after: str, found: Attribution | None, *, follows: bool) -> QuotationKind:
    """Return the kind of an English quotation.

    Parameters
    ----------
    quote
        The words between the marks.
    before
        The sentence up to the words, other quotations in it blotted out.
    after
        The rest of the sentence, likewise.
    found
        Who the sentence says the words are by.
    follows
        Whether that is said after the words.

    Returns
    -------
    str
        ``speech``: a clause or more of somebody's. ``partial``: somebody's words that are part of the writer's clause.
        ``term``: a name, a title, a word held at arm's length.
    """
    words = re.findall(r"[^\W_][\w’'.-]*", quote)
    is_spoken = found is not None and found.is_direct
    if is_spoken and follows and not before.strip(" \u00a0\n—–-•*(") and not after.startswith("-"):
        return "speech"
    if len(words) >= 4 and not before.strip(_BLANK) and not after.strip(_BLANK):
        return "speech"
    is_asked = found is not None and not (found.is_weak or is_title(words) or _NAMED.search(before))
    if is_asked and _ASKED.search(before):
        return "partial"
    if _is_named(quote, words, before, after, is_direct=is_spoken):
        return "term"
    if found is None or found.is_weak:
        kind = _tell_unattributed(quote, words, before)
        return "partial" if kind == "term" and found and _is_somebodys(quote, words, before) else kind
    if _is_clause(quote, words) and not re.search(r"\bto\s*$", before):
        return "speech"
    if is_spoken and _continues_cue(quote, words, before):
        return "speech"
    if len(words) <= 2 and not is_spoken and _ABOUT.search(before):
        return "term"
    is_reported = found.cue and (_REPORTED.search(before) or (_SAID.search(before) and _OBJECT.match(after)))
    if len(words) == 1 and not (is_reported or _OBJECT_COMPLEMENT.search(before) or _PREDICATE.search(before)):
        return "term"
    return "partial"


def _is_somebodys(quote: str, words: list[str], before: str) -> bool:
    """Return whether words are no name for a thing: what one must do, a list, or a phrase with its own article."""
    return (
        len(words) >= 3
        and not is_title(words)
        and bool(
            (_TO_DO.search(before) and not words[0].endswith("ing"))
            or _OWN_ARTICLE.match(quote)
            or _LISTED.search(quote)
        )
    )


def _continues_cue(quote: str, words: list[str], before: str) -> bool:
    """Return whether the words stand as a clause after "said that", "said," or "said:"."""
    if re.search(r"\bthat\s*$", before):
        return len(words) >= 6
    return bool(re.search(r"[,:]\s*$", before)) and (quote[:1].isupper() or MASK in before)


def _is_named(quote: str, words: list[str], before: str, after: str, *, is_direct: bool) -> bool:
    """Return whether the quoted words are a name, a title, or an attribute of the noun that follows."""
    if _NAMED.search(before) and not _SOMEBODY_NAMED.search(before):
        return not (_WORK.search(before) and quote[:1].islower())
    if _HEADED.search(before) and not _SAID_THAT.search(before) and len(words) <= 14 and not _is_clause(quote, words):
        return True
    if is_title(words) and not (is_direct and re.search(r"[,:]\s*$", before)):
        return True
    if _TOPIC.search(before) and not is_direct:
        return True
    if len(words) > 4 or quote[-1] in "!?":
        return False
    if _MODIFIED.search(before) and _NOUN_AFTER.match(after) and "," not in quote and quote[-1] != ".":
        return True
    if len(words) <= 3 and (_OWNED.search(before) or _GLOSSED.match(after)):
        return True
    is_clause_subject = re.search(r"\bthat\s+$", before) and re.match(r"[\s\u00a0]+[a-z]", after)
    return len(words) <= 3 and bool(is_clause_subject)


def is_title(words: list[str]) -> bool:
    """Return whether the words are capitalised as a title's are.

    Parameters
    ----------
    words
        The words of a quotation.

    Returns
    -------
    bool
        True from two words on, if all but the short ones begin with a capital or a digit.
    """
    long = [word for word in words if word[0].isupper() or (len(word) > 3 and word not in _SMALL) or word is words[0]]
    return 2 <= len(words) <= 16 and len(long) > 1 and all(word[0].isupper() or word[0].isdigit() for word in long)


def _is_clause(quote: str, words: list[str]) -> bool:
    return len(words) >= 4 and bool(_CLAUSE.search(quote) or _SENTENCES.search(quote))


def _tell_unattributed(quote: str, words: list[str], before: str) -> QuotationKind:
    """Return the kind of words whose speaker the sentence does not name."""
    if _is_clause(quote, words) and (len(words) >= 6 or not before.strip()):
        return "speech"
    is_sentence = quote[:1].isupper() and quote.rstrip()[-1:] in ".!?…"
    if is_sentence and (not before.strip() or before.rstrip().endswith(":")):
        return "speech"
    return "partial" if len(words) >= 6 and not is_title(words) else "term"


def tell_kind_zh(quote: str, before: str, after: str, found: Attribution | None) -> QuotationKind:
    """Return the kind of a Chinese quotation.

    Parameters
    ----------
    quote
        The words between the marks.
    before
        The sentence up to the words, other quotations in it blotted out.
    after
        The rest of the sentence, likewise.
    found
        Who the sentence says the words are by.

    Returns
    -------
    str
        As for English; a clause is known by its length and its stops.
    """
    n_characters = len(re.findall(rf"[{HAN}]|[A-Za-z0-9]+", quote))
    has_stop = bool(re.search(r"[，。！？；,!?]", quote))
    if found is not None and found.is_direct and (has_stop or n_characters >= 9 or re.search(r"[：:]\s*$", before)):
        return "speech"
    if not before.strip() and quote[-1] in "。？！?!":
        return "speech"
    is_said = found is not None and found.cue and n_characters >= 3
    if is_said and _ENDS_ZH.match(after) and not _CALLED_ZH.search(before):
        return "partial"
    if _NAMED_ZH.search(before) or n_characters <= 5:
        return "term"
    if _NOUN_AFTER_ZH.match(after) and not has_stop and n_characters <= 14:
        return "term"
    if has_stop and n_characters >= 12:
        return "speech"
    if found is None:
        return "term" if n_characters <= 14 else "partial"
    return "partial" if n_characters >= 7 or has_stop else "term"
