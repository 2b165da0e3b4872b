"""Where an English sentence says whose the quoted words are; who that is, the speakers' module says."""

from __future__ import annotations

import re
from typing import NamedTuple

from wicreport.coding.cues import ADVERB, FINITE_CUE, PASSIVE_BY, SAYING, SPEECH_NOUN, any_of
from wicreport.coding.sentences import MASK
from wicreport.coding.speaker_phrases import CUE, INTRODUCED, START, VERB, find_subject, find_verbs, is_subject

__all__ = ["Attribution", "find_attribution"]


class Attribution(NamedTuple):
    """Where the speaker is named, and by which word; direct if nothing stands between it and the quotation.

    An empty range leaves the speaker out; without a cue, the words are the second half of a pair ("A" and "B"). It is
    weak where the verb is none of speech: the words are the subject's only if they read like somebody's.
    """

    start: int
    end: int
    cue: str
    is_direct: bool
    is_weak: bool = False


_GAP = r"[\s,—–-]*(?:as\s+)?"
_HELPED = rf"(?:(?:{ADVERB})\s+){{0,4}}"
_NO_DETERMINER = r"(?<!\b[Tt]he)(?<!\b[Ii]ts)(?<!\b[Hh]is)(?<!\b[Hh]er)(?<!\b[Tt]heir)(?<!\b[Aa]n)(?<!\b[Aa])(?<![’']s)"
_TO_END = rf"(?P<subject>{START}[^{MASK};:]*)"
_ACCORDING = rf"(?P<cue>[Aa]ccording\s+to)\s+(?P<subject>[^{MASK};]+)"
_VIEW = any_of(
    [
        "words|phrase|formula|expression|language|view|opinion|estimate|estimation|eyes|telling|account|reading|assessment|judgment|judgement"
    ]
)
_AFTER = (
    re.compile(rf"{_GAP}{_ACCORDING}"),
    re.compile(
        rf"{_GAP}(?P<cue>in|is|was)\s+(?:the\s+{_VIEW}\s+of\s+(?P<lender>[^{MASK};]+)|(?P<owner>[^,;:{MASK}]{{2,50}}?)(?:['’]s?)?\s+(?:own\s+)?{_VIEW}\b)"
    ),
    re.compile(
        rf"{_GAP}(?P<cue>(?:is|was)\s+(?:how|what))\s+(?P<subject>{START}[^{MASK};:]{{1,80}}?)"
        rf"\s+(?:{FINITE_CUE}|puts?|saw|sees|summed|sums)\b"
    ),
    re.compile(rf"{_GAP}(?P<cue>is|was)\s+(?P<subject>{START}[^{MASK};:]{{1,80}}?)['’]s?\s+(?:\w+\s+)?{SPEECH_NOUN}"),
    re.compile(
        rf"{_GAP}[^{MASK},;:]{{1,60}}?\s(?:quot|cit)(?:ed|es)\s+(?P<subject>{START}[^{MASK},;:]{{1,80}}?)"
        r"\s+as\s+(?P<cue>saying)"
    ),
    re.compile(rf"{_GAP}(?P<cue>{SAYING})\s+(?:\w+ly\s+)?{_TO_END}"),
    re.compile(rf"{_GAP}(?P<subject>[^{MASK};:]{{1,220}}?){_NO_DETERMINER}[\s,]+{_HELPED}(?P<cue>{SAYING})(?![\w-])"),
)
# "“...,” shrugged the mayor", "“...,” she began": behind a quoted sentence any verb is one of speech.
_OPEN_VERB = (
    r"(?P<cue>(?!need|indeed)[a-z]{2,}ed|began|begins|ran|runs|went|swore|spat|sang|(?:broke|cut|threw)\s+in"
    r"|laughs|sighs|smiles|[a-z]{4,}s(?=\s[A-Z]))"
)
_AFTER_OPENING = (
    re.compile(rf"[\s,—–-]*{_OPEN_VERB}\s+(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day){_TO_END}"),
    re.compile(rf"[\s,—–-]*(?P<subject>{START}[^{MASK},;:]{{0,80}}?)\s+{_OPEN_VERB}(?![\w-])"),
)
# Behind words that no comma ends: "“...” is how she puts it", "“...” was his verdict".
_FOLLOWS = re.compile(r"\s*[,—–]|\s*-\s|\s*\(?(?:said|says|according|(?:is|was)\s+(?:how|what|[^,;]{1,80}['’]s?\s))\b")
_DASHED = re.compile(rf"\s*(?P<cue>[—–~-]{{1,2}})\s*(?P<subject>{START}[^.;{MASK}]{{2,60}})\.?\s*$")
_CAME = re.compile(
    r"\s*(?P<cue>c[ao]mes?|went|goes|ran|runs)\s+(?:the|an?|his|her|their)\s+(?:\w+\s+)?(?:reply|answer|response|explanation|refrain)\b"
)
_LINKS = any_of(
    [
        "and|or|but|as well as|to|by|that|an|a|the|of|not|also|on|for|in|with|its|their|his|her|it|then|rather than",
        "be|is",
    ]
)
_LINK = re.compile(rf"[\s,;]*(?:{_LINKS}\b[\s,]*){{0,5}}")
_BY = re.compile(
    rf"(?:(?P<as>\bas\s+)|\b)(?P<cue>{PASSIVE_BY})\s+(?P<subject>{START}[^,;:{MASK}]*?)"
    r"(?=\s*,|\s+(?:as|will|would|is|are|was|were|has|had|can|could)\b|\s*$)(?:,[^,]{1,60},(?=\s+as\b))?"
)
_OWNER = re.compile(
    r"(?P<subject>(?:[A-Z][\w.-]*\s+){0,3}[A-Z][\w.-]*(?=['’])|\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)(?=\s)"
    rf"|\b[Tt]he\s+\w+(?:\s\w+)?(?=['’]s))(?:['’]s?)?\s+(?:[\w-]+\s+){{0,2}}?(?<![^\Wui]s\s)(?P<cue>{SPEECH_NOUN})"
    r"(?:\s+(?:[\w’'-]+\s+){0,6}|[^,;:]{0,40}:\s*|\s*[—–-]\s*)$"
)
_SOURCE = re.compile(
    rf"\b(?P<cue>{SPEECH_NOUN}),?\s+(?:by|from)\s+(?P<subject>{START}(?:(?!\sand\s)[^,;:{MASK}])*?)(?!\w|\s[A-Z])"
    r"(?:,|\s+(?:that|saying|to|on|for)\b)?(?:(?!and\b|but\b)\w|\s){0,25}$"
)
# "recorded a few minutes of remarks about": whoever did so spoke.
_DELIVERED = re.compile(
    r"\b(?:g[ai]v|ma[dk]|deliver|record|read|sen[dt]|wr[io]t|issu|publish|post|offer|air|repeat|renew|ha[ds])(?:e[ds]?|s|ing|ten)?\s"
    rf"(?:[\w’'-]+\s){{1,6}}?(?P<cue>{SPEECH_NOUN})(?:\s+(?:about|on|for|of|against|in\s+praise\s+of)\s+(?:an?\s+|the\s+)?$|\s*:\s*$)"
)
_WORDS_OF = re.compile(
    rf"\b(?P<cue>[Ii]n)\s+(?:the\s+{_VIEW}\s+of\s+(?P<subject>[^,;:{MASK}]+)"
    rf"|(?P<owner>[^,;:{MASK}]{{2,50}}?)(?:['’]s?)?\s+(?:own\s+)?{_VIEW})(?:,|,?\s*$)"
    rf"|\b(?P<verb>to\s+(?:borrow|use|quote))\s+(?:an?|the)\s+\w+\s+(?:from|of)\s+(?P<lender>[^,;:{MASK}]+),?\s*$"
)
_INVERTED = re.compile(
    rf"(?:^|,)\s*(?P<cue>{SAYING})\s+(?!that\b)(?P<subject>{START}[^,;:{MASK}]*?),\s*(?:(?:ha[sd]|have|is|was|will|can)\s[^,;:]{{0,60}}|(?:(?!and\b|but\b)[\w’']+\s+){{0,3}})$"
)
_QUOTED_AS = re.compile(
    rf"\b(?:quot|cit|report)(?:ed|es|ing)\s+(?P<subject>{START}[^,;:{MASK}]*?)\s+as\s+(?P<cue>saying)\b"
)
_COLON = re.compile(rf"(?P<subject>[A-Z@][^:;{MASK}]{{1,90}}?)\s*(?P<cue>[:：])\s*$")
_WRITTEN = re.compile(
    r"(?P<subject>\b(?:an?|the|its|his|her|their|one)\s+(?:[\w’'-]+\s+){0,3}"
    r"(?:sign|banner|notice|poster|placard|plaque|headline|caption|badge|T-shirt|screen|sticker|note|leaflet|brochure|label))\s*(?P<cue>:)\s*$"
)
_RULES = r"(?:rules?|laws?|regulations?|measures|amendment|act|bill|guidelines|agreement|treaty|charter)\b"
_LEADING = re.compile(
    rf"(?:^|[,;:—–-]|\b(?:and|but|that))\s*(?:(?P<cue>[Aa]ccording\s+to|[Uu]nder(?=[^,;:]*\s{_RULES}))\s+(?P<subject>[^,;:{MASK}]+)"
    rf"|(?P<by>[Bb]y)\s+(?P<owner>[^,;:{MASK}]{{2,50}}?)(?:['’]s?)?\s+(?:own\s+)?(?:account|reckoning|count|estimate|telling|definition|admission)\b)"
)
# A verb's form that is a noun here ("the latest report", "member states") or a participle of the passive.
_DETERMINED = re.compile(
    r"(?i:\b(?:the|an?|this|no|any|each|every|his|her|its|their|our|my|own|United|member|so)|['’]s)[\s-]+$"
)
_NOUN_FORM = re.compile(
    rf"{SPEECH_NOUN}|(?:praise|blast|label|brand|forecast|guess|hint|charge|attack|protest|order|report|state)s?"
)
_NOUN_PLACE = re.compile(
    r"\b(?:(?:the|an?|this|no|any|each|every|his|her|its|their|of|for|in|latest|recent)\s+(?:\w+\s+)?|(?:on|under|with|from|by)\s+)$"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+)?$")
# "In a letter that Ma Kai read to the hall, he offered to build".
_OPENING = re.compile(r"\s*(?:In|At|With|After|Before|When|While|During|On|By|From)\s[^,;:]*$")
_MAIN_CLAUSE = re.compile(rf",\s+{START}[^,;:]*?{VERB.pattern}")
_COPULA = re.compile(r"(?:is|are|was|were|am)")
_MODAL = re.compile(r"(?:should|would|could|might|may|must|can|will|to|not|\s)+")
_AFTER_MODAL = re.compile(r"\b(?:to|must|should|would|can|could|may|might|shall|cannot|not)\s+$")
_NEW_CLAUSE = re.compile(rf";\s*\w|{MASK}[^{MASK}]*,\s(?:while|whereas|but|and)\s+(?=[A-Z])")
_LONGEST_REACH = 30  # words between the verb and the quotation


def find_attribution(masked: str, sentence: tuple[int, int], quote: tuple[int, int], last: str) -> Attribution | None:
    """Return where one English quotation's speaker is named in its sentence.

    Parameters
    ----------
    masked
        The text with every quotation, marks included, blotted out.
    sentence
        Where the sentence that holds the quotation starts and ends.
    quote
        Where the quotation, marks included, starts and ends.
    last
        The last character inside the marks: a full stop there closes the sentence.

    Returns
    -------
    Attribution or None
        The one right after the quotation, else the one before it. None where the
        sentence names nobody: the words may go on from a quotation before, or be no speech at all.
    """
    after = masked[quote[1] : sentence[1]]
    opens = not masked[sentence[0] : quote[0]].rpartition(";")[2].strip(f" \u00a0\n—–-•*({MASK}")
    found = _find_after(after, quote[1], last, opens=opens) if last != "." or _goes_on(after) else None
    if found:
        return found
    before = _find_before(masked[sentence[0] : quote[0]], sentence[0])
    return before or _find_doer(masked[sentence[0] : quote[0]], sentence[0])


def _goes_on(after: str) -> bool:
    return bool(re.match(r"\s*(?:[,—–-]|[a-z])", after))


def _find_after(after: str, offset: int, last: str, *, opens: bool) -> Attribution | None:
    """Return an attribution that follows the quotation directly; if that opens its sentence, any verb will do."""
    text = after.split(MASK)[0]
    if last not in ",?!…—-." and not _FOLLOWS.match(text):
        return None
    if match := _CAME.match(text):
        return Attribution(offset, offset, match["cue"], True)
    if match := _DASHED.match(text):
        return _take(match, offset, is_direct=True)
    for pattern in (*_AFTER, *(_AFTER_OPENING if opens and last in ",?!…" else ())):
        match = pattern.match(text)
        if match and is_subject(match[_group(match)]) and not _is_noun(match["cue"], text[: match.start("cue")]):
            return _take(match, offset, is_direct=True)
    return None


def _find_before(text: str, offset: int) -> Attribution | None:
    """Return an attribution that stands before the quotation in its sentence."""
    if MASK in text and _LINK.fullmatch(text[text.rfind(MASK) + 1 :]):
        return Attribution(offset + len(text), offset + len(text), "", False)
    between = _AFTER_OPENING[1].fullmatch(text[text.rfind(MASK) + 1 :].rstrip(" ,")) if MASK in text else None
    if between and text.rstrip().endswith(","):
        return _take(between, offset + text.rfind(MASK) + 1, is_direct=True)
    if match := _WORDS_OF.search(text) or _QUOTED_AS.search(text) or _INVERTED.search(text):
        return _take(match, offset, is_direct=True)
    if match := _DELIVERED.search(text):
        first, last = find_subject(text[: match.start()])
        return Attribution(offset + first, offset + last, match["cue"], match[0].rstrip().endswith(":"))
    for match in (_OWNER.search(text), _SOURCE.search(text)):
        if match:
            return _take(match, offset, is_direct=text.rstrip().endswith(":"))
    passive = _find_last(_BY, text)
    if passive and (passive["as"] or len(text[passive.end() :].split()) <= 4):
        return _take(passive, offset, is_direct=False)
    return _find_verb(text, offset) or _find_source(text, offset)


def _find_verb(text: str, offset: int) -> Attribution | None:
    """Return the subject of the last verb of speech before the quotation."""
    spare: Attribution | None = None
    for cue in reversed(list(CUE.finditer(text))):
        left, rest = text[: cue.start()], text[cue.end() :]
        if len(rest.split()) > _LONGEST_REACH or _NEW_CLAUSE.search(rest):
            break
        if _is_noun(cue[0], left) or (_PASSIVE.search(left) and not cue[0].endswith("ing")):
            continue
        if _closes(left, rest):
            continue
        is_participle = cue[0].endswith("ing")
        if (
            is_participle and MASK in left and left.rstrip().endswith(",")
        ):  # "..., said the minister, adding": the speaker of the words before
            return Attribution(offset + len(left), offset + len(left), cue[0], False)
        first, last = find_subject(left, is_participle=is_participle)
        if (
            first < last
            and text[first].islower()
            and not re.match(START, text[first:last])
            and not is_subject(text[first:last])
        ):
            continue  # "According to him, small states"
        is_direct = bool(re.fullmatch(r"[\s,:]*(?:that\b)?[\s,:]*|[^,;:]*:\s*", rest))
        found = Attribution(offset + first, offset + last, cue[0], is_direct)
        if not _AFTER_MODAL.search(left):
            return found._replace(is_direct=spare.is_direct) if spare else found
        spare = spare or found  # "He said that firms must observe": the words are his
    return spare


def _closes(left: str, rest: str) -> bool:
    """Return whether a verb stands in a phrase that opens the sentence, before the main clause."""
    return bool(_OPENING.match(left) and _MAIN_CLAUSE.search(rest))


def _find_doer(text: str, offset: int) -> Attribution | None:
    """Return the subject of the last verb before the quotation, whatever the verb says."""
    for verb in reversed(list(find_verbs(text)) if not text.rstrip().endswith(":") else []):
        if _COPULA.fullmatch(verb[0]):
            return None
        if _MODAL.fullmatch(verb[0]):
            continue
        first, last = find_subject(text[: verb.start()])
        if first < last and is_subject(text[first:last]):
            return Attribution(offset + first, offset + last, verb[0], is_direct=False, is_weak=True)
    return None


def _is_noun(cue: str, left: str) -> bool:
    return bool(_DETERMINED.search(left) or (_NOUN_FORM.fullmatch(cue) and _NOUN_PLACE.search(left)))


def _find_source(text: str, offset: int) -> Attribution | None:
    """Return what "According to ..." names, or what stands before a colon."""
    if match := _find_last(_LEADING, text):
        return _take(match, offset, is_direct=not text[match.end() :].strip(" ,:"))
    if match := _WRITTEN.search(text):
        return _take(match, offset, is_direct=True)
    colon = _COLON.search(text)
    if colon is None or VERB.search(colon["subject"]) or INTRODUCED.match(colon["subject"]):
        return None
    return _take(colon, offset, is_direct=True)


def _take(match: re.Match[str], offset: int, *, is_direct: bool) -> Attribution:
    first, last = match.span(_group(match))
    return Attribution(offset + first, offset + last, (match["cue"] or "in").strip(), is_direct)


def _group(match: re.Match[str]) -> str:
    """Return the name of the group that holds the speaker."""
    return next(name for name in ("owner", "lender", "subject") if match.groupdict().get(name))


def _find_last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)
