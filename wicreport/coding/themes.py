"""Which themes a passage speaks of, by the codebook's lexicons; counting and comparing is for the findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from wicreport.coding.actors import find_actors
from wicreport.coding.codebook import Actor, Codebook
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.lexicons import CONFERENCE, PERSON_ABROAD, Condition, LexiconTerm, compile_lexicon, find_stems
from wicreport.coding.names import has_chinese_surname
from wicreport.corpus.passages import Passage
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import Source, Span

__all__ = ["ThemeMark", "code_themes"]

_SCRIPTS = {"en": re.compile("[A-Za-z]"), "zh": re.compile("[\u4e00-\u9fff]")}
_HOME = "China"
_HOSTS = re.compile(
    r"Cyberspace Administration|Internet Information Office|Light of (?:the )?Internet|People.s Republic of China"
    r"|(?:互联网信息|网络安全和信息化)(?:委员会)?(?:办公室|领导小组)|网信办|互联网之光"
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


Ask = Callable[[str], tuple[Span, ...]]


def code_themes(source: Source, passages: Sequence[Passage], codebook: Codebook) -> tuple[ThemeMark, ...]:
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
    source
        The source the passages are of.
    passages
        Its passages; offsets of the marks are offsets into its text.
    codebook
        Themes with their lexicons, the actors and the names of the conference.

    Returns
    -------
    tuple of ThemeMark
        In the order of the passages, within one in the order of the themes and then of the text.
    """
    stems, lexicons = _find_lexicons(source, codebook)
    document = DocumentContext(source, tuple(passages), (), codebook)
    return tuple(
        ThemeMark(source.source_id, passage.passage_id, theme_id, term.term, *span)
        for number, passage in enumerate(passages)
        for present in (_find_present(passage, stems),)
        for text in (_mask_names(passage, document),)
        for ask in (_answer(document, number),)
        for theme_id, script, terms in lexicons
        if (here := [term for term in terms if term.may_be_among(present)]) and script.search(passage.text)
        for term, span in _mark_passage(passage, text, here, ask)
    )


def _find_present(passage: Passage, stems: Set[str]) -> frozenset[str]:
    """Return those of the source's stems that a passage holds."""
    folded = simplify_han(passage.text.casefold())
    return frozenset(stem for stem in stems if stem in folded)


def _find_lexicons(
    source: Source, codebook: Codebook
) -> tuple[frozenset[str], list[tuple[str, re.Pattern[str], tuple[LexiconTerm, ...]]]]:
    """Return the stems that the source holds; and for each theme and language its script and the terms made of them."""
    folded = simplify_han(source.body_text.casefold())
    lexicons = [
        (theme.theme_id, script, compile_lexicon(theme.terms[language], language))
        for theme in codebook.themes
        for language, script in _SCRIPTS.items()
        if script.search(folded)
    ]
    present = find_stems(folded, _collect_stems(tuple(terms for _, _, terms in lexicons)))
    kept = [(name, script, tuple(t for t in terms if t.may_be_among(present))) for name, script, terms in lexicons]
    return present, [(name, script, terms) for name, script, terms in kept if terms]


@lru_cache(maxsize=4)
def _collect_stems(lexicons: tuple[tuple[LexiconTerm, ...], ...]) -> frozenset[str]:
    """Return every stem of some lexicons."""
    return frozenset(stem for terms in lexicons for term in terms for stems in term.stems for stem in stems)


def _mask_names(passage: Passage, document: DocumentContext) -> str:
    """Return a passage's text, simplified, with the names of the conference and of its host blotted out."""
    text = document.name.sub(_blot, passage.text)
    return _HOSTS.sub(_blot, simplify_han(text))


def _blot(name: re.Match[str]) -> str:
    return "_" * len(name[0])


def _answer(document: DocumentContext, number: int) -> Ask:
    """Return a function that says where one passage meets what a term asks for."""
    passage = document.passages[number]

    @cache
    def ask(what: str) -> tuple[Span, ...]:
        if what == CONFERENCE:
            is_met = document.is_near(number) and (number in document.naming or not document.names_other_event(number))
            return (Span(passage.start, passage.end),) * is_met
        return _find_foreign_actors(document, passage, only_known_people=what == PERSON_ABROAD)

    return ask


def _mark_passage(
    passage: Passage, text: str, terms: Sequence[LexiconTerm], ask: Ask
) -> list[tuple[LexiconTerm, Span]]:
    """Return the terms that count in one passage, in the order of the text."""
    found = [(term, span) for term in terms for span in _find_anchors(term, passage, text, ask)]
    return sorted(_keep_longest(found), key=lambda match: match[1])


def _find_anchors(term: LexiconTerm, passage: Passage, text: str, ask: Ask) -> Iterator[Span]:
    """Yield the spans of a term's anchor in the source's text, if the passage meets the term's conditions."""
    if term.pattern is None:
        if all(_is_met(condition, text, ask) for condition in term.conditions):
            yield from ask(term.asks or "")
        return
    spans = [match.span() for match in term.pattern.finditer(text)]
    if spans and all(_is_met(condition, text, ask) for condition in term.conditions):
        yield from (Span(passage.start + start, passage.start + end) for start, end in spans)


def _is_met(condition: Condition, text: str, ask: Ask) -> bool:
    present = bool(ask(condition.asks)) if condition.asks else bool(condition.pattern and condition.pattern.search(text))
    return present != condition.is_negated


def _keep_longest(found: Sequence[tuple[LexiconTerm, Span]]) -> Iterator[tuple[LexiconTerm, Span]]:
    """Yield matches that no longer one overlaps; a muted term that wins is dropped with the words it took."""
    taken: list[Span] = []
    for term, span in sorted(found, key=lambda match: (match[1].start - match[1].end, match[1].start)):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
            if not term.is_muted:
                yield term, span


def _find_foreign_actors(document: DocumentContext, passage: Passage, *, only_known_people: bool) -> tuple[Span, ...]:
    """Return where a passage names actors from outside China; whom the registry does not know is told by the name."""
    mentions = find_actors(document.source.text, passage.start, passage.end, document.codebook)
    known = document.codebook.actor_by_id
    return tuple(
        Span(mention.start, mention.end)
        for mention in mentions
        if (mention.is_person or not only_known_people)
        and (
            _can_take_part(known[mention.actor_id])
            if mention.actor_id is not None
            else mention.is_person and not only_known_people and not has_chinese_surname(mention.name)
        )
    )


def _can_take_part(actor: Actor) -> bool:
    """Return whether an actor is from abroad, and not one that only looks on."""
    return actor.country != _HOME and actor.capacity not in _ONLOOKERS
