"""Quotations with their speakers as coded records; what the quoted words mean for a theme is coded elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from wicreport.coding.actors import ActorMention, find_actors, surname_of
from wicreport.coding.antecedents import find_subject_before
from wicreport.coding.attributions import Attribution, find_attribution
from wicreport.coding.attributions_zh import find_attribution_zh, is_chinese_place
from wicreport.coding.codebook import Codebook
from wicreport.coding.document_names import DocumentNames, Speaker, add_surnames, name_speaker
from wicreport.coding.kinds import QuotationKind, tell_kind, tell_kind_zh
from wicreport.coding.marks import QuotedSpan, find_quoted_spans
from wicreport.coding.sentences import MASK, find_sentence, mask_quotations
from wicreport.coding.speakers import resolve_speaker
from wicreport.coding.turns import find_turns
from wicreport.corpus.passages import Passage
from wicreport.corpus.sources import Source, Span

__all__ = ["Quotation", "code_quotations"]

# "(CAC)", "(paywall)": nothing that stands in brackets is the subject of a verb outside them.
_BLANK = f"{MASK} \u00a0\n\t"
_BRACKETED = re.compile(rf"[(（][^()（）{MASK}\n]{{1,80}}[)）]")

_OPEN_BRACKET = re.compile(r"[(（](?=[^()（）]*$)")
_CLOSE_BRACKET = re.compile(r"[^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks; ``start`` and ``end`` leave the marks out, and ``text[start:end] == quote``.

    ``cue`` is the word that attributes them. ``is_inferred`` marks a speaker whom the sentence itself does not name in
    full; ``is_balanced`` is false where a mark is missing.
    """

    source_id: str
    passage_id: str
    start: int
    end: int
    quote: str
    speaker: str | None
    speaker_id: str | None
    kind: QuotationKind
    cue: str | None
    is_inferred: bool
    is_balanced: bool


@dataclass(frozen=True, slots=True)
class _Document:
    """One source prepared for reading: who is named where, and its text without the quotations."""

    source: Source
    body: str
    masked: str
    passages: tuple[Passage, ...]
    paragraphs: tuple[Span, ...]
    spans: tuple[QuotedSpan, ...]
    names: DocumentNames


@dataclass(frozen=True, slots=True)
class _Site:
    """One quotation in its sentence: what stands round it there, and who that says the words are by."""

    span: QuotedSpan
    paragraph: int
    before: str
    after: str
    found: Attribution | None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One quotation as read so far; the speaker of the next may depend on it."""

    span: QuotedSpan
    paragraph: int
    kind: QuotationKind
    cue: str | None
    speaker: Speaker | None


def code_quotations(source: Source, passages: Sequence[Passage], codebook: Codebook) -> tuple[Quotation, ...]:
    """Return the quotations of a source with their speakers and kinds.

    Parameters
    ----------
    source
        The document; only its body is read.
    passages
        Its passages, in order.
    codebook
        Whose registry names the speakers it knows.

    Returns
    -------
    tuple of Quotation
        In the order of the text, the outermost of nested ones. A quotation of several paragraphs is one record in each.
        Terms have no speaker. In minutes the words of each ``NAME:`` turn are a record as well.
    """
    document = _prepare(source, tuple(passages), codebook)
    turns = find_turns(document.masked, document.body, document.paragraphs, document.names)
    coded = [_record(document, reading) for reading in _read_quotations(document)]
    spoken = [_record(document, _Reading(turn.span, 0, "speech", ":", turn.speaker)) for turn in turns]
    kept = [
        record
        for record in coded
        if _is_relayed(record) or not any(turn.start <= record.start < turn.end for turn in spoken)
    ]
    return tuple(sorted([*kept, *spoken], key=lambda record: record.start))


def _prepare(source: Source, passages: tuple[Passage, ...], codebook: Codebook) -> _Document:
    """Return the document with its quotations paired and its names found."""
    body = source.body_text
    groups = (list(group) for _, group in groupby(passages, key=lambda passage: passage.paragraph))
    paragraphs = tuple(Span(group[0].start, group[-1].end) for group in groups)
    spans = find_quoted_spans(body, paragraphs)
    masked = mask_quotations(body, spans)
    mentions, leaders = find_actors(masked, 0, len(masked), codebook), _find_leaders(codebook)
    plain = _BRACKETED.sub(lambda match: " " * len(match[0]), masked) if _has_bracket(masked) else masked
    starts = tuple(passage.start for passage in passages)
    names = DocumentNames(
        text=plain,
        mentions=add_surnames(plain, mentions, leaders, starts),
        sentence_starts=starts,
        paragraph_starts=tuple(paragraph.start for paragraph in paragraphs),
        author=source.author,
    )
    return _Document(source, body, masked, passages, paragraphs, spans, names)


def _has_bracket(text: str) -> bool:
    return "(" in text or "（" in text


@lru_cache(maxsize=4)
def _find_leaders(codebook: Codebook) -> dict[str, ActorMention]:
    """Return the heads of state by surname, for texts that name them no further."""
    leaders = [actor for actor in codebook.actors if actor.capacity == "head of state"]
    return {surname_of(actor.name): ActorMention(actor.actor_id, actor.name, 0, 0, True) for actor in leaders}


def _read_quotations(document: _Document) -> Iterator[_Reading]:
    """Yield each quotation; one without a speaker of its own may take over that of the one before."""
    previous: _Reading | None = None
    latest: _Reading | None = None
    starts = [span.outer_start for span in document.spans]
    for number, paragraph in enumerate(document.paragraphs):
        first, last = (bisect_left(starts, place) for place in paragraph)
        for place in range(first, last):
            site = _look_round(document, number, place)
            kind = _tell_kind(document, site, latest)
            speaker = None if kind == "term" else _name_speaker(document, site, previous)
            cue = site.found.cue or None if site.found and kind != "term" else None
            latest = _Reading(site.span, number, kind, cue, speaker)
            previous = previous if kind == "term" else latest
            yield latest


def _is_relayed(record: Quotation) -> bool:
    """Return whether the sentence itself says who spoke: in a turn, such words are quoted by its speaker."""
    return record.cue is not None and record.speaker is not None


def _look_round(document: _Document, number: int, place: int) -> _Site:
    """Return one quotation with the rest of its sentence."""
    span, masked = document.spans[place], document.masked
    sentence = find_sentence(masked, document.paragraphs[number], document.spans, place, document.body)
    if place + 1 < len(document.spans) and document.spans[place + 1].outer_start == span.outer_end:
        # "“去吗？”“去哪？”记者问": one cue for both.
        following = find_sentence(masked, document.paragraphs[number], document.spans, place + 1, document.body)
        sentence = Span(sentence.start, max(sentence.end, following.end))
    sentence = _stay_in_brackets(masked, sentence, span)
    start = _reach_back(document, number, sentence.start, span)
    outer, last = (span.outer_start, span.outer_end), document.body[span.end - 1]
    names, reach = document.names, (start, sentence.end)
    if is_chinese_place(document.body, *outer):
        named = [mention.start for mention in names.within(*reach)]
        found = find_attribution_zh(names.text, reach, outer, last, named)
    else:
        found = find_attribution(names.text, reach, outer, last)
    return _Site(span, number, masked[start : outer[0]], masked[outer[1] : sentence.end], found)


def _stay_in_brackets(masked: str, sentence: Span, span: QuotedSpan) -> Span:
    """Return the part of a sentence that stands in the brackets round a quotation, if there are any."""
    opening = _OPEN_BRACKET.search(masked, sentence.start, span.outer_start) if _has_bracket(masked) else None
    closing = _CLOSE_BRACKET.match(masked, span.outer_end, sentence.end) if opening else None
    return Span(opening.end(), closing.end() - 1) if opening and closing else sentence


def _reach_back(document: _Document, number: int, start: int, span: QuotedSpan) -> int:
    """Return where the context begins: a paragraph before that ends with a colon belongs to it."""
    if document.masked[start : span.outer_start].strip() or number == 0:
        return start
    before = document.paragraphs[number - 1]
    introduction = document.masked[slice(*before)].rstrip()
    if start <= document.paragraphs[number].start and introduction.endswith((":", "：")):
        starts = document.names.sentence_starts
        return max(before.start, starts[bisect_left(starts, before.end) - 1])
    return start


def _tell_kind(document: _Document, site: _Site, latest: _Reading | None) -> QuotationKind:
    """Return the kind; the second half of a pair ("A" and "B") is a term, or none, like the first."""
    found, span = site.found, site.span
    quote = document.body[span.start : span.end]
    if is_chinese_place(document.body, span.outer_start, span.outer_end):
        kind = tell_kind_zh(quote, site.before, site.after, found)
    else:
        follows = found is not None and found.start >= span.outer_end
        kind = tell_kind(quote, site.before, site.after, found, follows=follows)
    is_second = latest is not None and found is not None and not found.cue
    if latest and is_second and latest.kind == "speech" and quote[-1] in ".!?。！？":
        return "speech"
    return latest.kind if latest and is_second and "term" in (kind, latest.kind) else kind


def _name_speaker(document: _Document, site: _Site, previous: _Reading | None) -> Speaker | None:
    """Return who spoke, from the sentence or else from what comes before it."""
    found = site.found
    # "The line everyone will quote:" introduces what is left without a speaker.
    opens = not site.before.strip() or (found is None and site.before.rstrip().endswith((":", "：")))
    speaker = previous.speaker if previous else None
    if found is not None and found.start < found.end:
        at = previous.span.outer_end if previous else 0
        return resolve_speaker(document.names, found.start, found.end, speaker, at)
    is_first = not document.masked[document.paragraphs[site.paragraph].start : site.span.outer_start].strip(_BLANK)
    is_near = previous is not None and site.paragraph - previous.paragraph <= (1 if opens and is_first else 0)
    if found is not None and not found.cue:
        return speaker if is_near else None
    if is_near and speaker is not None:
        return speaker._replace(is_inferred=True)
    if is_first and not is_near and (people := document.names.following(site.span.outer_start)):
        return name_speaker(people[0], is_inferred=True)
    is_alone = opens and not document.masked[slice(*document.paragraphs[site.paragraph])].strip(_BLANK)
    return find_subject_before(document.names, site.span.outer_start, is_alone=is_alone)


def _record(document: _Document, reading: _Reading) -> Quotation:
    span, speaker = reading.span, reading.speaker
    place = max(0, bisect_right(document.names.sentence_starts, span.start) - 1)
    return Quotation(
        source_id=document.source.source_id,
        passage_id=document.passages[place].passage_id,
        start=span.start,
        end=span.end,
        quote=document.source.text[span.start : span.end],
        speaker=speaker.name if speaker else None,
        speaker_id=speaker.speaker_id if speaker else None,
        kind=reading.kind,
        cue=reading.cue,
        is_inferred=speaker.is_inferred if speaker else False,
        is_balanced=span.is_balanced,
    )
