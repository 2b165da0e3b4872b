"""Who took part in which edition, per source and with the passage that says so; rules of wording are kept elsewhere."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wicreport.coding.actors import slugify
from wicreport.coding.attendance_verbs import NOT_TOLD, Attendance, Status
from wicreport.coding.attendances import find_attendances
from wicreport.coding.attendances_zh import find_attendances_zh, name_firms
from wicreport.coding.attended_editions import editions_of
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.occasions import is_at_conference
from wicreport.coding.participants import Participant, find_participants
from wicreport.coding.presences import find_mentions, weigh_presences
from wicreport.corpus.scripts import has_han

__all__ = ["Appearance", "Status", "code_appearances"]

Certainty = Literal["stated", "implied"]


@dataclass(frozen=True, slots=True)
class Appearance:
    """What one source says of one actor at one edition: a status and the passage (``start`` to ``end``) that says it.

    ``edition`` is missing where the source leaves open which earlier edition it means. ``certainty`` is ``implied``
    where nothing but the words round the name tells that somebody is there.
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


def code_appearances(document: DocumentContext) -> tuple[Appearance, ...]:
    """Return who a source says attended, was virtual, represented, expected or absent, and at which edition.

    A source that does not name the conference has none. Where it names it only in passing, passages that name it
    count and no others. An invitation and a letter are no attendance; whoever reads the letter out attends. Outside
    commentators do not appear by being quoted. Of an actor at an edition the first statement of each status stands;
    where nothing is stated, the words round the name are weighed, and the likeliest status counts as implied.

    Parameters
    ----------
    document
        A source with its passages and the edition each speaks of, and the codebook with the registry of actors.

    Returns
    -------
    tuple of Appearance
        In the order of the passages.
    """
    if not document.naming and not document.is_headed and not document.is_on_site:
        return ()
    named = find_participants(document.source, document.passages, document.codebook)
    said = tuple(_read_statements(document, named))
    stated = _keep_clearest(tuple(record for record in said if record.rule != NOT_TOLD))
    told = {(record.actor_id, known) for record in stated for known in (record.edition, record.passage_id)}
    told |= {(record.actor_id, record.passage_id) for record in said if record.rule == NOT_TOLD}
    likely = _weigh_mentions(document, named, told)
    return tuple(sorted((*stated, *likely), key=lambda record: record.start))


def _weigh_mentions(
    document: DocumentContext, named: Sequence[Sequence[Participant]], told: Container[tuple[str, int | str | None]]
) -> Iterator[Appearance]:
    """Yield those who, by the words around their names, are likely to be at an edition, in the likeliest passage.

    Whoever a passage, or any passage on that edition, says something of is ``told`` and not weighed.
    """
    best: dict[tuple[str, int | None], tuple[float, Appearance]] = {}
    for mention, found, chance in weigh_presences(find_mentions(document, named), document.codebook.weights_by_signal):
        if not is_at_conference(document, mention.number, found):
            continue
        for edition in editions_of(document, mention.number, found):
            record = _as_record(document, mention.number, found, edition, "implied")
            key = record.actor_id, edition
            is_told = key in told or (record.actor_id, record.passage_id) in told
            if not is_told and (key not in best or chance > best[key][0]):
                best[key] = chance, record
    yield from (record for _, record in best.values())


def _read_statements(document: DocumentContext, named: Sequence[Sequence[Participant]]) -> Iterator[Appearance]:
    """Yield what the passages state; before the opening, "attends" is a promise."""
    before: tuple[Attendance, ...] = ()
    for number, participants in enumerate(named):
        if not participants and document.has_han and has_han(document.passages[number].text):
            continue
        if not document.is_near(number):
            continue
        before = _find_attendances(document, number, participants, before)
        for found in before:
            if not is_at_conference(document, number, found):
                continue
            for edition in editions_of(document, number, found):
                is_to_come = document.is_before_opening and edition == document.edition and found.status == "attended"
                told = replace(found, status="expected") if is_to_come else found
                yield _as_record(document, number, told, edition, "stated")


def _find_attendances(
    document: DocumentContext, number: int, named: Sequence[Participant], before: tuple[Attendance, ...]
) -> tuple[Attendance, ...]:
    """Return what a passage says; "So is X" takes up what the passage before it says."""
    passage, text = document.passages[number], document.source.body_text
    if document.has_han and has_han(passage.text):
        found = find_attendances_zh(text, passage.start, passage.end, named)
        return tuple(name_firms(found, passage.text, document.codebook))
    return find_attendances(text, passage.start, passage.end, named, before=before[-1] if before else None)


def _as_record(
    document: DocumentContext, number: int, found: Attendance, edition: int | None, certainty: Certainty
) -> Appearance:
    who, passage = found.participant, document.passages[number]
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


def _keep_clearest(found: Sequence[Appearance]) -> tuple[Appearance, ...]:
    """Return the first record for each actor, edition and status, without what other records make doubtful."""
    first: dict[tuple[str, int | None, str], Appearance] = {}
    for record in found:
        first.setdefault((record.actor_id, record.edition, record.status), record)
    return tuple(record for record in first.values() if not _is_outweighed(record, first.values()))


def _is_outweighed(record: Appearance, others: Iterable[Appearance]) -> bool:
    """Return whether another statement about the same actor is why this one was read."""
    mine = [other for other in others if other.actor_id == record.actor_id and other is not record]
    same = [other for other in mine if other.edition == record.edition]
    if record.status == "absent":
        if any(o.passage_id == record.passage_id and o.status == "virtual" for o in same):
            return True
        is_silent = record.rule == "speaks at a session"
        return any(
            o.rule == "sent" or (is_silent and o.passage_id == record.passage_id and o.status == "attended")
            for o in same
        )
    if record.status == "expected":
        return any(other.status == "absent" and other.passage_id == record.passage_id for other in same)
    if record.edition is None:
        return any(o.edition and o.status == record.status and o.passage_id == record.passage_id for o in mine)
    is_vague = record.status == "attended" and record.rule == "speaks at a session"
    return is_vague and any(other.status in ("virtual", "represented") for other in same)
