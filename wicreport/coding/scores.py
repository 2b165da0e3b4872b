"""How well coded records agree with labelled documents, kind by kind; a pure comparison that codes nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isclose
from typing import TYPE_CHECKING, Any

from wicreport.coding.appearances import Appearance
from wicreport.coding.codebook import Codebook
from wicreport.coding.labels import (
    Labels,
    find_spans,
    is_actor,
    is_speaker,
    labelled_body,
    labelled_sources,
    name_keys,
    overlap_words,
    places_of,
    runs_of,
)
from wicreport.coding.quantities import Quantity
from wicreport.coding.quotations import Quotation
from wicreport.coding.tallies import Label, Miss, Score, Tally, pair_records, records_of, repeat_labels, split_soft
from wicreport.coding.themes import ThemeMark
from wicreport.corpus.sources import Source

if TYPE_CHECKING:
    from wicreport.coding.records import CodedSource

__all__ = [
    "Miss",
    "Score",
    "score_appearances",
    "score_bodies",
    "score_quantities",
    "score_quotations",
    "score_records",
    "score_themes",
]

_SAME_WORDS = 0.8
_EXCERPT = 80
_ATTENDED = ("attended", "virtual")


def score_records(
    labels: Labels, sources: Sequence[Source], coded: Iterable[CodedSource], codebook: Codebook
) -> tuple[Score, ...]:
    """Return the scores of all kinds of records, in a fixed order.

    Parameters
    ----------
    labels
        The parsed label file, by file name.
    sources
        The sources that were coded.
    coded
        Their records, source by source.
    codebook
        The registry of actors.

    Returns
    -------
    tuple of Score
        Bodies, quotations, quotations with speaker, quantities, appearances, then each theme.
    """
    records = list(coded)
    return (
        score_bodies(labels, sources),
        *score_quotations(labels, sources, [r for one in records for r in one.quotations], codebook),
        score_quantities(labels, sources, [r for one in records for r in one.quantities]),
        score_appearances(labels, sources, [r for one in records for r in one.appearances], codebook),
        *score_themes(labels, sources, [r for one in records for r in one.themes]),
    )


def score_quantities(labels: Labels, sources: Sequence[Source], quantities: Iterable[Quantity]) -> Score:
    """Return how well quantities agree: the values are equal and the spans overlap.

    Parameters
    ----------
    labels
        The parsed label file; a label's text is located in the body. Soft labels count neither way.
    sources
        The sources that were coded; those without labels are left out.
    quantities
        Coded quantities of any sources.

    Returns
    -------
    Score
        Of record ``quantities``.
    """
    tally, coded = Tally("quantities"), list(quantities)
    for source, label in labelled_sources(labels, sources, "quantities"):
        hard, soft = split_soft(repeat_labels(label["quantities"]))

        def fits(wanted: Label, record: Quantity, body: str = source.body_text) -> float:
            is_equal = isclose(float(wanted["value"]), record.value, rel_tol=1e-6)
            return float(is_equal and any(_overlap(span, record) for span in find_spans(body, wanted["text"])))

        pairs, missed, rest = pair_records(hard, records_of(source, coded), fits)
        _, _, spurious = pair_records(soft, rest, fits)
        tally.add(len(hard), len(pairs) + len(spurious), len(pairs))
        for wanted in missed:
            tally.miss(source, "missed", wanted["text"], f"value {wanted['value']}")
        for record in spurious:
            tally.miss(source, "spurious", record.text, f"value {record.value:g} {record.unit}")
    return tally.total()


def _overlap(span: tuple[int, int], record: Any) -> bool:
    return bool(record.start < span[1] and record.end > span[0])


def score_quotations(
    labels: Labels, sources: Sequence[Source], quotations: Iterable[Quotation], codebook: Codebook
) -> tuple[Score, Score]:
    """Return how well quotations agree, by their words alone and with their speakers.

    Words agree where four fifths of them are the same. A speaker agrees by an id of the registry, or by the telling
    words of the name as written or in full. Labels of kind ``scare``, quoted terms and records of kind ``term`` count
    neither way, except that a quoted term coded as somebody's words is spurious.

    Parameters
    ----------
    labels
        The parsed label file; ``occurrences`` is respected.
    sources
        The sources that were coded.
    quotations
        Coded quotations of any sources.
    codebook
        The registry of actors.

    Returns
    -------
    tuple of Score
        Of records ``quotations`` and ``quotations with speaker``.
    """
    words, voices, coded = Tally("quotations"), Tally("quotations with speaker"), list(quotations)

    def is_spoken(wanted: Label, record: Quotation) -> bool:
        return is_speaker(wanted, record.speaker, record.speaker_id, codebook)

    def fits(wanted: Label, record: Quotation) -> float:
        overlap = overlap_words(wanted["quote"], record.quote)
        # Of two quotations with the same words the speakers decide which is which.
        return overlap + is_spoken(wanted, record) if overlap >= _SAME_WORDS else 0.0

    for source, label in labelled_sources(labels, sources, "quotes"):
        every = repeat_labels(label["quotes"])
        hard = [quote for quote in every if quote["kind"] != "scare" and not quote.get("soft")]
        soft = [quote for quote in every if quote["kind"] == "scare" or quote.get("soft")]
        pairs, missed, rest = pair_records(hard, records_of(source, coded), fits)
        _, _, over = pair_records(soft, rest, fits)
        spurious = [record for record in over if record.kind != "term"]
        spoken = [pair for pair in pairs if is_spoken(*pair)]
        for tally, n_matched in ((words, len(pairs)), (voices, len(spoken))):
            tally.add(len(hard), len(pairs) + len(spurious), n_matched)
            for wanted in missed:
                tally.miss(source, "missed", wanted["quote"], f"speaker {wanted['speaker']}")
            for record in spurious:
                tally.miss(source, "spurious", record.quote, f"{record.kind}, speaker {record.speaker}")
        for wanted, record in pairs:
            if not is_spoken(wanted, record):
                detail = f"speaker {wanted['speaker_canonical']}, coded {record.speaker} ({record.speaker_id})"
                voices.miss(source, "missed", wanted["quote"], detail)
    return words.total(), voices.total()


def score_appearances(
    labels: Labels, sources: Sequence[Source], appearances: Iterable[Appearance], codebook: Codebook
) -> Score:
    """Return how well appearances agree: the same actor, edition and status.

    A record said twice counts once. A group (a name in brackets, or marked as one) agrees by edition, status and
    overlap with the passage. A status that a label gives as ``also``, and soft labels, count neither way. Somebody
    named as not taking part who is coded as attending is spurious.

    Parameters
    ----------
    labels
        The parsed label file; an ``edition_year`` of null is an earlier edition left open.
    sources
        The sources that were coded.
    appearances
        Coded appearances of any sources.
    codebook
        The registry of actors.

    Returns
    -------
    Score
        Of record ``appearances``.
    """
    tally, coded = Tally("appearances"), list(appearances)
    for source, label in labelled_sources(labels, sources, "attendance"):
        hard, soft = split_soft(repeat_labels(label["attendance"]))
        soft += [{**entry, "status": entry["also"]} for entry in hard if "also" in entry]
        once = {(r.actor_id, r.edition, r.status): r for r in reversed(records_of(source, coded))}
        records = sorted(once.values(), key=lambda r: (r.start, r.actor_id))

        def fits(wanted: Label, record: Appearance, text: str = source.text) -> float:
            if (record.edition, record.status) != (wanted["edition_year"], wanted["status"]):
                return 0.0
            if wanted.get("group") or wanted["who"].startswith("("):
                return float(any(_overlap(span, record) for span in find_spans(text, wanted["evidence"])))
            return 2.0 * is_actor(wanted, record.actor, record.actor_id, codebook)

        pairs, missed, rest = pair_records(hard, records, fits)
        _, _, spurious = pair_records(soft, rest, fits)
        tally.add(len(hard), len(pairs) + len(spurious), len(pairs))
        traps = {key for entry in label.get("not_attendance", ()) for key in name_keys(entry["who"], codebook)}
        for wanted in missed:
            tally.miss(source, "missed", wanted["who"], f"{wanted['edition_year']} {wanted['status']}")
        for record in spurious:
            is_trap = record.status in _ATTENDED and record.actor_id in traps
            detail = f"{record.edition} {record.status}, {record.rule}" + ", labelled as not taking part" * is_trap
            tally.miss(source, "spurious", record.actor, detail)
    return tally.total()


def score_themes(labels: Labels, sources: Sequence[Source], marks: Iterable[ThemeMark]) -> tuple[Score, ...]:
    """Return how well themes agree, one score for each theme, on the labelled sentences alone.

    Parameters
    ----------
    labels
        The parsed label file; sentences marked soft are left out.
    sources
        The sources that were coded.
    marks
        Coded theme marks of any sources; a sentence has the themes of the marks inside it.

    Returns
    -------
    tuple of Score
        Of records ``themes: <id>`` in alphabetical order; the mean of their ``f1`` is the macro F1.
    """
    coded = list(marks)
    judged: list[tuple[Source, str, set[str], set[str]]] = []
    for source, label in labelled_sources(labels, sources):
        found = records_of(source, coded)
        for sentence in label.get("sentences", ()):
            spans = find_spans(source.text, sentence["text"])
            if sentence.get("soft") or not spans:
                continue
            has = {mark.theme_id for mark in found if _overlap(spans[0], mark)}
            judged.append((source, sentence["text"], set(sentence["themes"]) - {"none"}, has))
    themes = sorted({theme for *_, wanted, has in judged for theme in wanted | has})
    return tuple(_score_theme(theme, judged) for theme in themes)


def _score_theme(theme: str, judged: Iterable[tuple[Source, str, set[str], set[str]]]) -> Score:
    tally = Tally(f"themes: {theme}")
    for source, text, wanted, has in judged:
        tally.add(theme in wanted, theme in has, theme in wanted & has)
        if (theme in wanted) != (theme in has):
            tally.miss(source, "missed" if theme in wanted else "spurious", text)
    return tally.total()


def score_bodies(labels: Labels, sources: Sequence[Source]) -> Score:
    """Return how well bodies agree, in characters that are not white space.

    The title, and what a source keeps as references, count neither way.

    Parameters
    ----------
    labels
        The parsed label file: first and last words of the body, and furniture.
    sources
        The sources with the body that was found.

    Returns
    -------
    Score
        Of record ``bodies``, counted in characters over all sources.
    """
    tally = Tally("bodies")
    for source, label in labelled_sources(labels, sources):
        neutral = places_of(source.references, source.text)
        for span in find_spans(source.text, label.get("title") or ""):
            neutral |= places_of([span], source.text)
        wanted = places_of(labelled_body(source.text, label), source.text) - neutral
        found = places_of(source.body, source.text) - neutral
        tally.add(len(wanted), len(found), len(wanted & found))
        for span in runs_of(wanted - found):
            tally.miss(source, "missed", source.text[slice(*span)][:_EXCERPT])
        for span in runs_of(found - wanted):
            tally.miss(source, "spurious", source.text[slice(*span)][:_EXCERPT])
    return tally.total()
