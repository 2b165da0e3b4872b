"""Who took part in which edition, per source and with the passage that says so; rules of wording are kept elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wicreport.coding.actors import slugify
from wicreport.coding.attendance_verbs import Attendance, Status
from wicreport.coding.attendances import find_attendances
from wicreport.coding.attendances_zh import find_attendances_zh
from wicreport.coding.certainties import Certainty, weigh_attendance
from wicreport.coding.clauses import split_clauses
from wicreport.coding.codebook import Codebook
from wicreport.coding.conferences import anchor_source
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.dates import DEFAULT, PassageEdition
from wicreport.coding.editions import EditionMention
from wicreport.coding.participants import Participant, find_participants
from wicreport.coding.periods import find_periods
from wicreport.coding.presences import find_mentions, weigh_presences
from wicreport.corpus.passages import Passage
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import Source, Span

__all__ = ["Appearance", "Status", "code_appearances"]

_COMPARED = re.compile(
    r"(?i)\b(?:as|like|unlike|than|since|compared\s+(?:with|to))\s+(?:(?:in|at|with|during|the)\s+)*$"
)
_AND = re.compile(r"\s*(?:,|and|&|,\s*and|or|、|和|及)\s*(?:again\s+)?(?:in\s+)?(?:the\s+)?")
_BRACKETS = re.compile(r"\([^)]*\)")
_EVERY = re.compile(
    r"(?i)\s+(?:at\s+|in\s+)?(?:every|each|previous|past|earlier)\b(?:\s+[\w’'-]+){0,3}?\s+(?:edition|conference|summit|event)"
)
_ONCE = re.compile(r"(?i)[^,;.]{0,40}\b(?:(?<!year )before|previously|in\s+the\s+past)\b(?=\s*[,.;]|\s*$)")
_NEVER = re.compile(r"(?i)\b(?:has|have)\s+never\s+$")
_SINCE = re.compile(r"(?i)\b(?:founded|became|since|from|until|before|after|by|than)(?:\s+in)?\s+$|自$")
_UNDATED = ("weekday", "today", "yesterday", "tomorrow", "this year")
_FRONTED = re.compile(r"(?i)\W*(?:(?:and|but|in|at|back in|yet)\s+)*")
_ALSO = re.compile(r"(?i)\b(?:also|too|as\s+well)\b|也|还")
_TRIGGER = re.compile(r"20[12]\d|\byears?\b|年")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Appearance:
    """What one source says of one actor at one edition: a status and the passage (``start`` to ``end``) that says it.

    ``edition`` is missing where the source leaves open which earlier edition it means. ``certainty`` is ``implied``
    where somebody is only quoted from the conference, or an exhibit of theirs is named.
    """

    source_id: str
    passage_id: str
    start: int
    end: int
    actor: str
    actor_id: str
    edition: int | None
    status: Status
    certainty: Certainty
    rule: str
    capacity: str


def code_appearances(
    source: Source, passages: Sequence[Passage], editions: Sequence[PassageEdition], codebook: Codebook
) -> tuple[Appearance, ...]:
    """Return who a source says attended, was virtual, represented, expected or absent, and at which edition.

    A source that does not name the conference has none. Where it names it only in passing, passages that name it
    count and no others. An invitation and a letter are no attendance; whoever reads the letter out attends. Outside
    commentators do not appear by being quoted. One record stands for an actor, an edition and a status: the one that
    is stated rather than implied, then the earliest. One that is only implied gives way to any other status of the
    same actor at the same edition.

    Parameters
    ----------
    source
        The source the passages are of.
    passages
        Its passages in order.
    editions
        The edition each passage speaks of, aligned with ``passages``.
    codebook
        The registry of actors, the editions and the names of the conference.

    Returns
    -------
    tuple of Appearance
        In the order of the passages.
    """
    document = DocumentContext(source, tuple(passages), tuple(editions), codebook)
    if not document.naming and not document.is_headed and not document.is_on_site:
        return ()
    named = find_participants(document.source, document.passages, document.codebook)
    stated = tuple(r for r in _code_passages(document, named) if r.certainty=='stated')
    return _keep_clearest((*stated, *_code_presences(document, named, stated)))


def _code_presences(
    document: DocumentContext, named: Sequence[Sequence[Participant]], stated: Sequence[Appearance]
) -> Iterator[Appearance]:
    """Yield those of whom nothing is stated and who, by the words around their name, are likely to be there."""
    told = {(record.actor_id, record.edition) for record in stated}
    best: dict[tuple[str, int | None], tuple[float, Appearance]] = {}
    for mention in find_mentions(document, named):
        weighed = weigh_presences(mention, document.codebook.presences)
        if weighed is None:
            continue
        found, chance = weighed
        passage = document.passages[mention.number]
        for edition in _editions_of(document, mention.number, found, document.editions[mention.number].mentions):
            record = _as_record(document, passage, found, edition, "implied")
            key = record.actor_id, edition
            if key in told: continue
            if key not in best or chance > best[key][0]:
                best[key] = chance, record
    yield from (record for _, record in best.values())


def _code_passages(document: DocumentContext, named: Sequence[Sequence[Participant]]) -> Iterator[Appearance]:
    before: tuple[Attendance, ...] = ()
    for number, participants in enumerate(named):
        if not participants and _HAN.search(document.passages[number].text):
            continue
        if document.is_near(number):
            before = _find_attendances(document, number, participants, before)
            yield from _code_passage(document, number, before)


def _find_attendances(
    document: DocumentContext, number: int, named: Sequence[Participant], before: tuple[Attendance, ...]
) -> tuple[Attendance, ...]:
    """Return what a passage says; "So is X" takes up what the passage before it says."""
    passage, text = document.passages[number], document.source.body_text
    if _HAN.search(passage.text):
        return find_attendances_zh(text, passage.start, passage.end, named)
    stated = next((found for found in reversed(before) if found.is_stated), None)
    return find_attendances(text, passage.start, passage.end, named, before=stated)


def _code_passage(document: DocumentContext, number: int, attendances: Sequence[Attendance]) -> Iterator[Appearance]:
    passage = document.passages[number]
    for found in attendances:
        for edition in _editions_of(document, number, found, document.editions[number].mentions):
            certainty = weigh_attendance(document, number, found, edition)
            if certainty is not None:
                is_to_come = document.is_before_opening and edition == document.edition and found.status == "attended"
                told = replace(found, status="expected") if is_to_come else found
                yield _as_record(document, passage, told, edition, certainty)


def _as_record(
    document: DocumentContext, passage: Passage, found: Attendance, edition: int | None, certainty: Certainty
) -> Appearance:
    who = found.participant
    return Appearance(
        source_id=document.source.source_id,
        passage_id=passage.passage_id,
        start=passage.start,
        end=passage.end,
        actor=who.name,
        actor_id=who.actor_id or slugify(who.name),
        edition=edition,
        status=found.status,
        certainty=certainty,
        rule=found.rule,
        capacity=who.capacity,
    )


def _editions_of(
    document: DocumentContext, number: int, found: Attendance, mentions: Sequence[EditionMention]
) -> tuple[int | None, ...]:
    """Return the editions that the clause of the words names, nearest first, else that of the passage."""
    passage, text = document.passages[number], document.source.body_text
    if (
        _EVERY.match(text, found.end, passage.end)
        or _ONCE.match(text, found.end, passage.end)
        or _NEVER.search(text, passage.start, found.start)
    ):
        return (None,)
    if found.year is not None:
        return (found.year,)
    if not mentions and not _TRIGGER.search(passage.text):
        return (_passage_edition(document, number),)
    bare = _BRACKETS.sub(lambda match: "_" * len(match[0]), passage.text)
    clauses = split_clauses(bare, tuple((m.start - passage.start, m.end - passage.start) for m in mentions))
    clause = next((c for c in clauses if c.start <= found.start - passage.start < c.end), None)
    inside = [
        m
        for m in mentions
        if clause
        and clause.start <= m.start - passage.start < clause.end
        and not _is_apposed(passage, m, found)
        and not _COMPARED.search(text[passage.start : m.start])
    ]
    if not inside:
        year = None if mentions else _told_year(document, passage, clause, found)
        return (year or _passage_edition(document, number),)
    nearest = min(inside, key=lambda m: max(m.start - found.end, found.start - m.end))
    listed = [nearest.edition]
    for mention in inside[inside.index(nearest) + 1 :]:
        if not _AND.fullmatch(text[inside[inside.index(mention) - 1].end : mention.start]):
            break
        listed.append(mention.edition)
    return tuple(dict.fromkeys(listed))


def _is_apposed(passage: Passage, mention: EditionMention, found: Attendance) -> bool:
    """Return whether a mention stands in an apposition that ends before the words of attendance, or begins after."""
    if mention.role == "main":
        return False
    first, last = sorted(((mention.start, mention.end), (found.start, found.end)))
    return "," in passage.text[first[1] - passage.start : last[0] - passage.start]


def _told_year(document: DocumentContext, passage: Passage, clause: Span | None, found: Attendance) -> int | None:
    """Return the edition of the year that the clause of a statement names, or that opens the sentence."""
    known = {edition.year for edition in document.codebook.editions}
    anchor = anchor_source(document.source, document.codebook)
    told: list[tuple[int, int]] = []
    for period in find_periods(simplify_han(passage.text), anchor):
        before = passage.text[: period.start]
        is_inside = clause is not None and clause.start <= period.start < clause.end
        is_fitting = (
            period.year in known
            and (period.year or 0) <= (document.edition or 9999)
            and period.rule not in _UNDATED
            and not _SINCE.search(before)
        )
        if period.year and is_fitting and (is_inside or _FRONTED.fullmatch(before)):
            told.append((abs(passage.start + period.start - found.start), period.year))
    return min(told)[1] if told else None


def _passage_edition(document: DocumentContext, number: int) -> int | None:
    """Return a passage's edition; one by default gives way to the paragraph's where the sentence goes on with it."""
    dated = document.editions[number]
    if dated.rule != DEFAULT:
        return dated.edition
    if document.source.edition is None:
        return document.edition_before(number, reach=number) or dated.edition
    goes_on = _ALSO.search(document.passages[number].text)
    return (document.edition_before(number, reach=1) if goes_on else None) or dated.edition


def _keep_clearest(found: Sequence[Appearance]) -> tuple[Appearance, ...]:
    """Return one record for each actor, edition and status, without what other records make doubtful."""
    best: dict[tuple[str, int | None, str], Appearance] = {}
    for record in found:
        key = (record.actor_id, record.edition, record.status)
        if key not in best or (record.certainty == "stated" and best[key].certainty == "implied"):
            best[key] = record
    return tuple(record for record in best.values() if not _is_outweighed(record, best.values()))


def _is_outweighed(record: Appearance, others: Iterable[Appearance]) -> bool:
    """Return whether another status of the same actor at the same edition is why this one was read."""
    if record.status == "absent":
        sent = {(o.actor_id, o.edition) for o in others if o.rule == "sent"}
        return (record.actor_id, record.edition) in sent
    if record.status == "expected":
        same = [o for o in others if (o.actor_id, o.edition) == (record.actor_id, record.edition)]
        return any(o.status == "absent" and o.passage_id == record.passage_id for o in same)
    if record.edition is None:
        dated = (o for o in others if o.edition and o.status == record.status and o.passage_id == record.passage_id)
        return any(o.actor_id == record.actor_id for o in dated)
    if record.status != "attended":
        return False
    statuses = {o.status for o in others if (o.actor_id, o.edition) == (record.actor_id, record.edition)} - {"attended"}
    if record.certainty == "implied":
        return bool(statuses)
    if record.rule in ("quoted", "presumed"):
        return bool(statuses)
    return record.rule in ("speaks at a session", "noun of attendance") and bool(statuses & {"virtual", "represented"})
