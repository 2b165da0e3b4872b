"""The phrase that is the subject of an English verb of speech; whom it means, the speakers' module says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from wicreport.coding.cues import ADVERB, FINITE_CUE, INTRODUCTION, any_of
from wicreport.coding.names import TITLE
from wicreport.coding.sentences import MASK

__all__ = ["CUE", "INTRODUCED", "START", "VERB", "find_subject", "find_verbs", "is_subject"]

_DETERMINERS = any_of(
    ["the|an|a|one|some|his|her|its|their|our|my|another|many|several|most|both|other|this|that|these|those|all"]
)
_PRONOUNS = any_of(["he|she|they|it|we|i|you|someone|somebody|others"])
# How a subject begins, where it is not a plural without an article ("officials", "state media").
START = rf"(?:[A-Z@\d]|(?:{_DETERMINERS}|{_PRONOUNS})\b|(?:[a-z][\w-]*\s(?:[\w.&-]+\s){{0,3}}?)?{TITLE}\s[A-Z])"
_START = re.compile(START)
_PLAIN = re.compile(r"(?:[a-z][\w’-]*\s+){0,3}(?:[a-z][\w-]*s|media|people|police)")
_PARTICLES = any_of(
    [
        "and|but|or|which|who|whom|whose|while|that|as|to|with|when|where|because|so|if|than",
        "of|for|by|in|on|at|from|is|was|are|were|will",
    ]
)
_NO_SUBJECT = re.compile(rf"{_PARTICLES}\b", re.IGNORECASE)
CUE = re.compile(rf"(?<![\w-]){FINITE_CUE}(?![\w-])")
_AUXILIARY = any_of(["is|are|was|were|has|have|had|will|would|can|could|did|does|do|may|might|should|must"])
_IRREGULAR = any_of(
    [
        "fell|went|came|took|gave|got|made|held|sat|stood|met|ran|saw|kept|led|lost|sent|spoke|spent|won|began|brought|built|bought|chose",
        "drew|flew|grew|heard|knew|paid|rose|sold|threw|wore|became|found|says|comes|goes|takes|gives|makes|holds|said|told|wrote",
    ]
)
_PRESENT = any_of(["wants|hopes|seeks|expects|aims|asks|intends"])
VERB = re.compile(rf"(?<![\w-])(?:(?P<sure>{_AUXILIARY}|{_IRREGULAR})|{FINITE_CUE}|{_PRESENT}|[a-z]{{2,}}ed)\b")
_CONJUNCTIONS = any_of(["that|while|but|as|because|where|when|after|since|if|although|though|whether|which|whom|what"])
_BREAK = re.compile(rf"[,;:(—–{MASK}]|\s-\s|\b{_CONJUNCTIONS}\b")
_NOUN_PHRASE = re.compile(rf"(?:\b{_DETERMINERS}\s+[^,]*|(?:[A-Z][\w.’'&-]*\s*)+)$")
# "On his blog Elsa Roth", "In a note on its website the ministry": behind what opens the clause, its last noun phrase.
_BEHIND_OPENING = re.compile(
    rf".*\b(?!(?:of|in|on|at|by|to|for|with|from)\s)"
    rf"(?:[a-z][\w’-]*\s(?P<name>(?:[A-Z][\w.’'&-]*\s+)*[A-Z][\w.’'&-]*)|[\w’-]+\s(?P<phrase>{_DETERMINERS}\s[^,]*))$"
)
_PREPOSITION = re.compile(
    rf"\b{any_of(['to|of|for|from|with|by|in|on|at|about|is|was|are|were|into|including|quotes|quoted|cites|cited'])}\s+"
)
_LEAD = re.compile(
    r"\s*(?:(?:[Ee]ven|[Hh]owever|[Bb]ut|[Aa]nd|[Yy]et|[Ss]o|[Tt]hen|[Aa]lso)\s+"
    r"|(?:[A-Z][a-z]+ly|Later|Earlier|Meanwhile|Still|Instead|Today|Yesterday)\s+(?=[A-Z]))?"
)
# A copy may have written an apostrophe as "&#8217;".
_SEMICOLON = re.compile(r"&#?\w+;|(?P<mark>;)")
_BEFORE_NOUN = re.compile(
    rf"(?:['’]s|\b{_DETERMINERS})\s+(?:[a-z-]+\s+)?$|\b(?:of|for|from|with|by|about|under)\s+$", re.IGNORECASE
)
_COMPLEMENT = re.compile(rf"\s+(?:{_DETERMINERS}|for|to|it|them|with)\b")  # "the organisers apologised for"
_ASIDE = re.compile(
    r"\s*(?:who|whom|whose|which|where|when|an?|the|its|his|her|their|one|also|now|then|formerly|\w+ing|\d+|speaking|citing|in|at|on"
    r"|of|from|for|with|via|by|through|as|like|including|among|after|before|during|according|if|because|though|although|despite|unlike|not|once|already|having)\b"
)
_BEFORE_PARTICIPLE = re.compile(r"(?:,|\b(?:after|before|by|while|when|in|without|for|from|since|of))$")
_CLAUSE_START = re.compile(
    r"\s*(?:As|and|but|while|whereas|yet|so|or|although|though|nor)\s+(?=[A-Z]|(?:the|an?|one|some)\s)"
)
# "the head of the fund, Christine Lagarde, who": behind a list or a title, the last name is meant.
_LAST_NAME = re.compile(
    rf"(?:,|\band)\s+(?:{_DETERMINERS}\s+(?:[a-z-]+\s+){{1,5}})?(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w.’'-]+){{1,3}})$"
)
_LINKING = re.compile(
    r"\s*(?:(?:to|with|by|from|for|of|in|as|not|also|only|even|that|on|at|including)\s+|[a-z]+\s+from\s+)*"
)
INTRODUCED = re.compile(INTRODUCTION, re.IGNORECASE)
_SKIPPED = re.compile(
    rf"\b(?:{ADVERB}|to|(?:this|last|that)\s+(?:time|year|week|month|day|autumn|morning|evening))[\s,]+$"
)


def is_subject(phrase: str) -> bool:
    """Return whether a phrase can be the subject of a verb of speech.

    Parameters
    ----------
    phrase
        The words beside the verb.

    Returns
    -------
    bool
        By its first word, or by being a plural noun that needs none before it.
    """
    return not _NO_SUBJECT.match(phrase) and bool(_START.match(phrase) or _PLAIN.fullmatch(phrase.strip()))


def find_subject(left: str, *, is_participle: bool = False) -> tuple[int, int]:
    """Return the subject of a verb.

    Parameters
    ----------
    left
        What stands left of the verb in its sentence, quotations blotted out.
    is_participle
        Whether the verb is one ("..., adding that"), which shares the subject of its sentence.

    Returns
    -------
    tuple of int
        Its start and end within ``left``; an empty range where the subject is left out and so is the one before.
    """
    clause = max((match.end() for match in _SEMICOLON.finditer(left) if match["mark"]), default=0)
    if clause and left[clause:].strip(" \u00a0,"):
        first, last = find_subject(left[clause:], is_participle=is_participle)
        return clause + first, clause + last
    text = _skip_adverbs(left)
    rest = text[text.rfind(MASK) + 1 :]
    if MASK in text and not rest.strip(" \u00a0,"):
        return _find_main(text[: text.find(MASK)])
    if not rest.strip(" \u00a0,.;:"):
        return len(left), len(left)
    if of_which := re.search(r",\s+(?:\w+\s+){1,2}of\s+(?:which|whom)$", text):
        return _find_main(text[: of_which.start()])
    if relative := re.search(r"(,?)\s+(?:who|which|that)(?:\s[^,;:]*\sand)?$", text):
        head = text[: relative.start()]
        if relative[1] and (named := _LAST_NAME.search(head)):
            return named.span("name")
        return _skip_asides(head, is_relative=True) if relative[1] else _find_antecedent(head)
    if re.search(r"\b(?:and|but|or|then)$", text) or (is_participle and _BEFORE_PARTICIPLE.search(text)):
        return _find_main(text)
    if text.endswith(","):
        return _skip_asides(text)
    clause = max([len(text) - len(rest), *(m.end() for m in _BREAK.finditer(text))])
    main = [verb for verb in find_verbs(text[clause:]) if verb["sure"]] if is_participle or left.endswith("to ") else []
    # "Ma, its founder, rose to say", "she has spent two years telling guests"
    return find_subject(text[: clause + main[-1].start()]) if main else _find_local(text)


def _skip_adverbs(left: str) -> str:
    """Return what is left of the adverbs and auxiliaries before a verb."""
    while match := _SKIPPED.search(left, max(0, len(left) - 40)):
        left = left[: match.start()]
    return left.rstrip()


def _find_main(text: str) -> tuple[int, int]:
    """Return the first phrase of a sentence that can be its subject."""
    after = text.rfind(MASK) + 1
    bounds = [after, *(m.end() for m in re.finditer(r",\s", text) if m.start() >= after), len(text)]
    for first, last in pairwise(bounds):
        segment = text[first:last].rstrip(" ,")
        lead = _LEAD.match(segment)
        first += lead.end() if lead else 0
        phrase = segment[lead.end() if lead else 0 :]
        if _START.match(phrase) and not INTRODUCED.match(phrase):
            return first, first + _cut_at_verb(phrase)
    behind = _BEHIND_OPENING.match(text[after:])
    return (after + behind.start(behind.lastgroup or 0) if behind else len(text)), len(text)


def _skip_asides(text: str, *, is_relative: bool = False) -> tuple[int, int]:
    """Return the phrase that appositions and relative clauses between commas are about ("Mats Granryd, its head,")."""
    floor = text.rfind(MASK) + 1
    bounds = [floor, *(m.end() for m in re.finditer(r",\s", text) if m.start() >= floor), len(text)]
    for first, last in reversed(list(pairwise(bounds))):
        segment = text[first:last].rstrip(" ,")
        if not _ASIDE.match(segment) and (next(find_verbs(segment), None) or _CLAUSE_START.match(segment)):
            break
    else:
        return _find_main(text)
    if last == len(text) and not is_relative:
        return _find_main(text)
    opening = _CLAUSE_START.match(segment)
    if opening and not VERB.search(segment, opening.end()):
        return first + opening.end(), first + len(segment)
    start = max([0, *(verb.end() for verb in find_verbs(segment)), *(m.end() for m in _BREAK.finditer(segment))])
    link = _LINKING.match(segment, start)
    start = link.end() if link else start
    return (first + start, first + len(segment)) if start < len(segment) else _find_main(text)


def _find_local(text: str) -> tuple[int, int]:
    """Return the phrase that stands directly before a verb."""
    cuts = [match.end() for pattern in (_BREAK, CUE) for match in pattern.finditer(text)]
    last = len(text.rstrip())
    segment = text[max((cut for cut in cuts if cut < last), default=0) :].lstrip()
    first = len(text) - len(segment)
    if (_START.match(segment) and not INTRODUCED.match(segment)) or is_subject(segment):
        return first, first + _cut_at_verb(segment)
    behind = _BEHIND_OPENING.match(segment) if INTRODUCED.match(segment) else None
    if behind:
        return first + behind.start(behind.lastgroup or 0), len(text)
    if phrase := _NOUN_PHRASE.search(segment):
        return first + phrase.start(), len(text)
    main = _find_main(text)
    return main if main[0] < main[1] else (first, len(text))


def _cut_at_verb(phrase: str) -> int:
    """Return how much of a phrase stands before its first verb."""
    verbs = (verb.start() for verb in find_verbs(phrase) if verb.start())
    return len(phrase[: next(verbs, None)].rstrip(" ,"))


def find_verbs(text: str) -> Iterator[re.Match[str]]:
    """Yield the verbs of a text; what may be a noun or a participle too is none behind "the" ("the latest report")."""
    for verb in VERB.finditer(text):
        is_plain = verb[0].endswith("ed") and _COMPLEMENT.match(text, verb.end())
        if verb["sure"] or is_plain or not _BEFORE_NOUN.search(text[: verb.start()]):
            yield verb


def _find_antecedent(text: str) -> tuple[int, int]:
    """Return the words after the last preposition or verb: what a relative pronoun stands for."""
    return max((match.end() for match in _PREPOSITION.finditer(text)), default=0), len(text)
