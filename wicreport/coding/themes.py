"""Which themes a passage speaks of, by the codebook's lexicons; counting and comparing is for the findings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from wicreport.coding.actors import ActorMention, find_actors
from wicreport.coding.codebook import Actor, Codebook
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.document_names import add_surnames
from wicreport.coding.lexicons import (
    ABROAD,
    CONFERENCE,
    ELSEWHERE,
    PERSON_ABROAD,
    Condition,
    LexiconTerm,
    TermIndex,
    compile_lexicon,
)
from wicreport.coding.names import has_chinese_surname, surname_of
from wicreport.coding.stems import Cue, fold
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import Span

__all__ = ["ThemeMark", "code_themes"]

_SCRIPTS = {"en": re.compile("[A-Za-z]"), "zh": re.compile("[\u4e00-\u9fff]")}
_HOME = "China"
_HOST = "world-internet-conference-organization"  # international by name, and at home in Beijing
_HOSTS = Cue(
    r"Cyberspace Administration|Internet Information Office|Light of (?:the )?Internet|People.s Republic of China"
    r"|(?:互联网信息|网络安全和信息化)(?:委员会)?(?:办公室|领导小组)|网信办|互联网之光"
)
_NO_OTHER_EVENT = re.compile(
    r"(?:The|This|Our)(?: (?:First|Second|Third|\w+th|Next|Last))? (?:Conference|Summit|Expo)\b"
    r"|an? (?:press|news) conference|G-?(?:7|20)\b(?! (?:summit|meeting|leaders))|Shanghai Cooperation Organi[sz]ation"
    r"|Olympic (?:champion|medal)"
)
_ONLOOKERS = {"media", "rights advocate", "rights monitor", "scholar", "think tank"}


@dataclass(frozen=True, slots=True)
class ThemeMark:
    """One place where a passage speaks of a theme: ``term`` is the codebook's, the span is that of the words."""

    source_id: str
    passage_id: str
    theme_id: str
    term: str
    start: int
    end: int


Met = Mapping[str, tuple[Span, ...]]


def code_themes(document: DocumentContext) -> tuple[ThemeMark, ...]:
    """Return the places where passages speak of a theme.

    A passage may carry several themes or none. Within one theme words are counted once: of overlapping matches the
    longest stands, and an equal one gives way to the earlier. A muted term of the codebook takes its words and marks
    nothing. Negated and quoted terms count, because the codebook counts what a passage speaks of and not what it
    holds. The names of the conference and of its host are no words of a term: "World Internet Conference" speaks of no
    internet. A term with a condition counts only where the same passage meets it. ``{foreign}`` is met by an actor from
    outside China, other than media, scholars and monitors, who look on; ``{conference}`` by a passage that speaks of
    the conference, or stands in a document about it and names no other event.

    Parameters
    ----------
    document
        A source with its passages, and the codebook with the themes and their lexicons; editions are not asked for.

    Returns
    -------
    tuple of ThemeMark
        In the order of the passages, within one in the order of the themes and then of the text. Offsets are offsets
        into the text of the source.
    """
    source = document.source
    mentions = add_surnames(source.body_text, find_actors(source.text, 0, len(source.text), document.codebook), {})
    starts = [mention.start for mention in mentions]
    named = (
        mentions[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)] for passage in document.passages
    )
    return tuple(
        ThemeMark(source.source_id, passage.passage_id, theme_id, term.term, *span)
        for number, (passage, here) in enumerate(zip(document.passages, named, strict=True))
        for theme_id, term, span in _mark_passage(document, number, here)
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One term of the codebook, in one theme and one language."""

    theme_id: str
    language: str
    term: LexiconTerm


@lru_cache(maxsize=4)
def _index_terms(codebook: Codebook) -> tuple[tuple[_Entry, ...], TermIndex]:
    """Return every term of the codebook in its order, and what says which of them a text may hold."""
    entries = tuple(
        _Entry(theme.theme_id, language, term)
        for theme in codebook.themes
        for language in _SCRIPTS
        for term in compile_lexicon(theme.terms[language], language)
    )
    return entries, TermIndex([entry.term for entry in entries])


def _mark_passage(
    document: DocumentContext, number: int, named: Sequence[ActorMention]
) -> Iterator[tuple[str, LexiconTerm, Span]]:
    """Yield the terms that count in one passage, theme by theme, in the order of the text."""
    passage = document.passages[number]
    text, met = _mask_names(document, number), _find_met(document, number, named)
    entries, index = _index_terms(document.codebook)
    found = index.find(fold(text), met.keys())
    if not found:
        return
    possible = (entries[position] for position in found)
    for (theme_id, language), group in groupby(possible, key=lambda entry: (entry.theme_id, entry.language)):
        if _SCRIPTS[language].search(text):
            marks = [(e.term, span) for e in group for span in _find_anchors(e.term, text, passage.start, met)]
            for term, span in sorted(_keep_longest(marks), key=lambda match: match[1]) if marks else ():
                yield theme_id, term, span


def _mask_names(document: DocumentContext, number: int) -> str:
    """Return a passage's text, simplified, with the names of the conference and of its host blotted out."""
    written = document.passages[number].text
    text = simplify_han(document.name.blot(written) if number in document.naming else written)
    return _HOSTS.blot(text) if _HOSTS.may_be_in(simplify_han(written)) else text


def _find_met(document: DocumentContext, number: int, named: Sequence[ActorMention]) -> Met:
    """Return where one passage meets what a term may ask for, without what it does not meet."""
    passage = document.passages[number]
    is_other = number not in document.naming and _names_other_event(document, number)
    is_near = document.is_near(number)
    whole = (Span(passage.start, passage.end),)
    met: dict[str, tuple[Span, ...]] = {}
    if is_near and not is_other:
        met[CONFERENCE] = whole
    elif is_other or not document.names_no_other_event:
        met[ELSEWHERE] = whole
    for what in (ABROAD, PERSON_ABROAD) if named else ():
        if spans := _find_foreign_actors(document, named, only_known_people=what == PERSON_ABROAD):
            met[what] = spans
    return met


def _names_other_event(document: DocumentContext, number: int) -> bool:
    """Return whether a passage names another event, and not only a group of states, or the event itself in capitals."""
    passage, others = document.passages[number], document.other_events(number)
    if not others:
        return False
    own = [match.start() for match in _HOSTS.finditer(passage.text)]
    named = (at for at in (at - passage.start for at in others) if not any(0 <= at - start < 30 for start in own))
    return any(not _NO_OTHER_EVENT.match(passage.text, at) for at in named)


def _find_anchors(term: LexiconTerm, text: str, offset: int, met: Met) -> Iterator[Span]:
    """Yield the spans of a term's anchor in the source's text, if the passage meets the term's conditions."""
    if term.pattern is None:
        spans = met[term.asks or ""]
    else:
        spans = tuple(Span(offset + m.start(), offset + m.end()) for m in term.pattern.finditer(text))
    if spans and all(_is_met(condition, text, met) for condition in term.conditions):
        yield from spans


def _is_met(condition: Condition, text: str, met: Met) -> bool:
    present = condition.asks in met or bool(condition.pattern and condition.pattern.search(text))
    return present != condition.is_negated


def _keep_longest(found: Sequence[tuple[LexiconTerm, Span]]) -> Iterator[tuple[LexiconTerm, Span]]:
    """Yield matches that no longer one overlaps; a muted term that wins is dropped with the words it took."""
    taken: list[Span] = []
    for term, span in sorted(found, key=lambda match: (match[1].start - match[1].end, match[1].start)):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
            if not term.is_muted:
                yield term, span


def _find_foreign_actors(
    document: DocumentContext, mentions: Sequence[ActorMention], *, only_known_people: bool
) -> tuple[Span, ...]:
    """Return where, among those whom a passage names, actors from outside China stand.

    Whom the registry does not know is told by the name, and is taken for an onlooker beside one.
    """
    known = document.codebook.actor_by_id
    is_watched = any(known[mention.actor_id].capacity in _ONLOOKERS for mention in mentions if mention.actor_id)

    def counts(mention: ActorMention) -> bool:
        if mention.actor_id is not None:
            is_asked = mention.is_person and _is_in_full(document, mention) if only_known_people else True
            return is_asked and _can_take_part(known[mention.actor_id])
        is_stranger = mention.is_person and not has_chinese_surname(mention.name)
        return is_stranger and not only_known_people and not is_watched

    return tuple(Span(mention.start, mention.end) for mention in mentions if counts(mention))


def _is_in_full(document: DocumentContext, mention: ActorMention) -> bool:
    """Return whether a mention is more than a surname: who is named in full is introduced as somebody there."""
    return document.source.text[mention.start : mention.end] != surname_of(mention.name)


def _can_take_part(actor: Actor) -> bool:
    """Return whether an actor is from abroad, and neither the host nor one that only looks on."""
    return actor.country != _HOME and actor.actor_id != _HOST and actor.capacity not in _ONLOOKERS
