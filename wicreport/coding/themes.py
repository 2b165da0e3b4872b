"""Which themes a passage speaks of, by the codebook's lexicons; counting and comparing is for the findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from wicreport.coding.actors import find_actors
from wicreport.coding.codebook import Actor, Codebook
from wicreport.coding.lexicons import Condition, LexiconTerm, TermIndex, compile_lexicon
from wicreport.coding.stems import fold
from wicreport.corpus.passages import Passage
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import Source, Span

__all__ = ["ThemeMark", "code_themes"]

_SCRIPTS = {"en": re.compile("[A-Za-z]"), "zh": re.compile("[\u4e00-\u9fff]")}
_HOME = "China"
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


Find = Callable[[], tuple[Span, ...]]


def code_themes(source: Source, passages: Sequence[Passage], codebook: Codebook) -> tuple[ThemeMark, ...]:
    """Return the places where passages speak of a theme.

    A passage may carry several themes or none. Within one theme words are counted once: of overlapping matches the
    longest stands, and an equal one gives way to the earlier. A muted term of the codebook takes its words and marks
    nothing. Negated and quoted terms count, because the codebook counts what a passage speaks of and not what it
    holds. A term with a condition counts only where the same passage meets it; ``{foreign}`` is met by an actor of
    the registry whose country is not China, other than media, scholars and monitors, who look on.

    Parameters
    ----------
    source
        The source the passages are of.
    passages
        Its passages; offsets of the marks are offsets into its text.
    codebook
        Themes with their lexicons, and the actors.

    Returns
    -------
    tuple of ThemeMark
        In the order of the passages, within one in the order of the themes and then of the text.
    """
    return tuple(
        ThemeMark(source.source_id, passage.passage_id, theme_id, term.term, *span)
        for passage in passages
        for theme_id, term, span in _mark_passage(source, passage, codebook)
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


def _mark_passage(source: Source, passage: Passage, codebook: Codebook) -> Iterator[tuple[str, LexiconTerm, Span]]:
    """Yield the terms that count in one passage, theme by theme, in the order of the text."""
    text = simplify_han(passage.text)
    entries, index = _index_terms(codebook)

    @cache
    def find_foreign() -> tuple[Span, ...]:
        return _find_foreign_actors(source.text, passage, codebook)

    possible = (entries[number] for number in index.find(fold(text)))
    for (theme_id, language), group in groupby(possible, key=lambda entry: (entry.theme_id, entry.language)):
        if _SCRIPTS[language].search(text):
            found = [(e.term, span) for e in group for span in _find_anchors(e.term, text, passage.start, find_foreign)]
            for term, span in sorted(_keep_longest(found), key=lambda match: match[1]):
                yield theme_id, term, span


def _find_anchors(term: LexiconTerm, text: str, offset: int, find_foreign: Find) -> Iterator[Span]:
    """Yield the spans of a term's anchor in the source's text, if the passage meets the term's conditions."""
    if term.pattern is None:
        spans = find_foreign()
    else:
        spans = tuple(Span(offset + m.start(), offset + m.end()) for m in term.pattern.finditer(text))
    if spans and all(_is_met(condition, text, find_foreign) for condition in term.conditions):
        yield from spans


def _is_met(condition: Condition, text: str, find_foreign: Find) -> bool:
    present = bool(find_foreign()) if condition.pattern is None else condition.pattern.search(text) is not None
    return present != condition.is_negated


def _keep_longest(found: Sequence[tuple[LexiconTerm, Span]]) -> Iterator[tuple[LexiconTerm, Span]]:
    """Yield matches that no longer one overlaps; a muted term that wins is dropped with the words it took."""
    taken: list[Span] = []
    for term, span in sorted(found, key=lambda match: (match[1].start - match[1].end, match[1].start)):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
            if not term.is_muted:
                yield term, span


def _find_foreign_actors(text: str, passage: Passage, codebook: Codebook) -> tuple[Span, ...]:
    """Return where a passage names actors of the registry from outside China."""
    return tuple(
        Span(mention.start, mention.end)
        for mention in find_actors(text, passage.start, passage.end, codebook)
        if mention.actor_id is not None and _can_take_part(codebook.actor_by_id[mention.actor_id])
    )


def _can_take_part(actor: Actor) -> bool:
    """Return whether an actor is from abroad, and not one that only looks on."""
    return actor.country != _HOME and actor.capacity not in _ONLOOKERS
