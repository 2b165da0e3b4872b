"""An analyst's corrections applied to coded records, each to just what it names; the corpus room reads the files."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

from wicreport.coding.actors import slugify
from wicreport.coding.appearances import Appearance, Status
from wicreport.coding.codebook import Codebook
from wicreport.coding.kinds import QuotationKind
from wicreport.coding.quantities import Quantity
from wicreport.coding.quotations import Quotation
from wicreport.coding.themes import ThemeMark
from wicreport.corpus.corrections import FIELDS, Correction, RecordKind, refuse_rows
from wicreport.corpus.near_names import find_near
from wicreport.corpus.passages import Passage
from wicreport.corpus.sources import Source

if TYPE_CHECKING:
    from wicreport.coding.records import CodedSource

__all__ = ["NOTHING", "RULE", "correct_record", "group_corrections"]

RULE = "correction"
"""The rule, or the term, of a record that an analyst added."""

NOTHING = "-"
"""What a cell holds that empties a field: a quotation without a speaker, an interval that is open."""

_SHOWN = 5

_Record = Quotation | Quantity | Appearance | ThemeMark

_PLACES: Mapping[RecordKind, str] = {
    "quotation": "quotations",
    "quantity": "quantities",
    "appearance": "appearances",
    "theme": "themes",
}
_NUMBERS = {"value", "low", "high"}
_MAY_BE_NOTHING = {"speaker", "speaker_id", "low", "high", "edition"}
_WANTED: Mapping[str, tuple[str, ...]] = {
    "quotation": ("kind",),
    "quantity": ("value", "unit", "measures"),
    "appearance": ("status",),
    "theme": (),
}


@dataclass(frozen=True, slots=True)
class _Site:
    """What a correction is read against: the source, its passages and the codebook."""

    source: Source
    passages: tuple[Passage, ...]
    editions: Mapping[str, int | None]
    codebook: Codebook


def correct_record(coded: CodedSource, source: Source, correction: Correction, codebook: Codebook) -> CodedSource:
    """Return the coded records of a source with one of them as an analyst has put it right.

    Parameters
    ----------
    coded
        The records as the rules gave them.
    source
        The source they are of.
    correction
        A correction of this source.
    codebook
        The registry and the themes that a correction may name.

    Returns
    -------
    CodedSource
        ``reject`` takes a record out, ``change`` sets the fields that are given, ``add`` puts one in where the text has
        it, and ``accept`` leaves it as it is and holds the coding to it.

    Raises
    ------
    CatalogueError
        If its words are not in the source where it says, or the record it names is not there (or already is, where it
        adds or changes one): naming file and row.
    """
    editions = {dated.passage_id: dated.edition for dated in coded.editions}
    site = _Site(source, coded.passages, editions, codebook)
    place = _PLACES[correction.record]
    _check_words(correction, source)
    records: dict[str, Any] = {place: tuple(_correct_records(getattr(coded, place), correction, site))}
    return replace(coded, **records)


def _check_words(correction: Correction, source: Source) -> None:
    """Raise if the source has other words at the place of a correction; white space may differ."""
    found = source.text[correction.start : correction.end]
    if found.split() != correction.words.split():
        what = f"no longer matches: {source.source_id} has “{found}” at {correction.start}-{correction.end}"
        places = [
            match.span() for match in re.finditer(r"\s+".join(map(re.escape, correction.words.split())), source.text)
        ]
        now = _listed([f"{start}-{end}" for start, end in places])
        where = f"“{correction.words}” stands at {now}" if places else f"It has no “{correction.words}” at all"
        raise correction.fault(what, f"{where}. Correct start, end and words, or remove the row.")


def _correct_records(records: Sequence[_Record], correction: Correction, site: _Site) -> list[_Record]:
    """Return the records of one kind after one correction."""
    values = _read_values(correction, site.codebook)
    met = [record for record in records if _is_met(record, correction, values, site)]
    if correction.verdict == "add":
        return _add_record(records, met, correction, values, site)
    if not met:
        what = f"no longer matches: the coding gives no such {correction.record} of “{correction.words}”"
        near = [_describe(record, correction, site) for record in records if _is_near(record, correction, site)]
        has = _listed(near) if near else f"no {correction.record}"
        raise correction.fault(what, f"There it gives {has}. Correct what the row names, or remove it.")
    if correction.verdict == "reject":
        return [record for record in records if record not in met]
    if correction.verdict == "accept":
        return list(records)
    if len(met) > 1:
        raise correction.fault(f"matches {len(met)} records", "Reject them, and add the right one.")
    changed = replace(met[0], **_complete(correction, values, site))
    _check_bounds(changed, correction)
    if changed in records:
        raise correction.fault("no longer matches: the coding gives what it asks for", "Remove the row.")
    return [changed if record is met[0] else record for record in records]


def _is_met(record: _Record, correction: Correction, values: Mapping[str, Any], site: _Site) -> bool:
    """Return whether a correction means a record: of this place and key, and where it sets nothing, of these fields."""
    if isinstance(record, ThemeMark):
        passage = next(p for p in site.passages if p.passage_id == record.passage_id)
        return (passage.start, passage.end) == _span(correction) and record.theme_id == values["theme_id"]
    if (record.start, record.end) != _span(correction):
        return False
    if isinstance(record, Appearance) and correction.verdict == "add":
        names = ["actor_id", "edition", "status"]
    else:
        names = ["actor_id"] if correction.verdict in ("change", "add") else list(values)
    return all(getattr(record, name) == values.get(name) for name in names if hasattr(record, name))


def _span(correction: Correction) -> tuple[int, int]:
    return correction.start, correction.end


def _place_of(record: _Record, site: _Site) -> tuple[int, int]:
    """Return the place by which a row names a record: its own, or of a theme that of its passage."""
    if isinstance(record, ThemeMark):
        return next((p.start, p.end) for p in site.passages if p.passage_id == record.passage_id)
    return record.start, record.end


def _is_near(record: _Record, correction: Correction, site: _Site) -> bool:
    """Return whether a record stands where a correction looks for one."""
    start, end = _place_of(record, site)
    return start < correction.end and correction.start < end


def _describe(record: _Record, correction: Correction, site: _Site) -> str:
    """Return a record as a row would have to name it."""
    start, end = _place_of(record, site)
    cells = {name: getattr(record, name) for name in FIELDS[correction.record]}
    told = ", ".join(f"{name} {NOTHING if cell is None else cell}" for name, cell in cells.items())
    return f"{start}-{end} “{site.source.text[start:end]}” ({told})"


def _listed(found: Sequence[str]) -> str:
    """Return the first few of what was found."""
    return "; ".join(found[:_SHOWN]) + (f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else "")


def _read_values(correction: Correction, codebook: Codebook) -> dict[str, Any]:
    """Return the fields of a correction as the records hold them."""
    known = {
        "kind": get_args(QuotationKind),
        "status": get_args(Status),
        "theme_id": tuple(theme.theme_id for theme in codebook.themes),
    }
    values: dict[str, Any] = {}
    for name, cell in correction.values.items():
        if name in known and cell not in known[name]:
            raise correction.fault(f"{name} is {cell!r}", f"Choose among {', '.join(known[name])}.")
        if cell == NOTHING and name in _MAY_BE_NOTHING:
            values[name] = None
        else:
            values[name] = _read_number(correction, name, cell)
    return values


def _read_number(correction: Correction, name: str, cell: str) -> Any:
    """Return a cell as a number where its field is one."""
    if name not in _NUMBERS | {"edition"}:
        return cell
    try:
        number = float(cell) if name in _NUMBERS else int(cell)
    except ValueError as error:
        raise correction.fault(f"{name} is {cell!r}", "It should be a number.") from error
    if not math.isfinite(number):
        raise correction.fault(f"{name} is {cell!r}", "It should be a number.")
    return number


def _complete(correction: Correction, values: Mapping[str, Any], site: _Site) -> dict[str, Any]:
    """Return the given fields and those that follow from them: the id of a speaker, the bounds of a value."""
    full = dict(values)
    if "speaker" in values and "speaker_id" not in values:
        name = values["speaker"]
        actor = site.codebook.actor_by_name.get(name.casefold()) if name else None
        full["speaker_id"] = actor.actor_id if actor else slugify(name) if name else None
    if "value" in values:
        full = {"low": values["value"], "high": values["value"]} | full
    return full


def _check_bounds(record: _Record, correction: Correction) -> None:
    """Raise if a quantity's value is outside its interval."""
    if isinstance(record, Quantity):
        known = [number for number in (record.low, record.value, record.high) if number is not None]
        if known != sorted(known):
            what = f"low, value and high are {', '.join(f'{number:g}' for number in known)}"
            raise correction.fault(what, "Give them in rising order, or `-` for an open end.")


def _add_record(
    records: Sequence[_Record], met: Sequence[_Record], correction: Correction, values: dict[str, Any], site: _Site
) -> list[_Record]:
    """Return the records with one more, in the order of the text."""
    if met:
        raise correction.fault(f"the coding gives this {correction.record} by itself", "Remove the row.")
    for name in _WANTED[correction.record]:
        if values.get(name) is None:
            raise correction.fault(f"{name} is empty", f"A {correction.record} that is added has one.")
    passage = next((p for p in site.passages if p.start <= correction.start < p.end), None)
    whole = correction.record in ("appearance", "theme")
    if passage is None or (whole and (passage.start, passage.end) != _span(correction)):
        what = f"{correction.start}-{correction.end} is no passage of the article"
        raise correction.fault(what, "Give start and end as `wicreport code` writes them.")
    place = (correction.source_id, passage.passage_id, correction.start, correction.end)
    added = _make_record(correction, _complete(correction, values, site), place, site)
    _check_bounds(added, correction)
    return sorted((*records, added), key=lambda record: _order(record, site.passages))


def _order(record: _Record, passages: Sequence[Passage]) -> tuple[int, int]:
    """Return where a record stands; of a passage's themes and appearances the order of coding is kept."""
    start = next(p.start for p in passages if p.passage_id == record.passage_id)
    return start, 0 if isinstance(record, ThemeMark) else record.start


def _make_record(
    correction: Correction, values: Mapping[str, Any], place: tuple[str, str, int, int], site: _Site
) -> _Record:
    """Return a new record with the fields of a correction."""
    if correction.record == "theme":
        source_id, passage_id, start, end = place
        return ThemeMark(source_id, passage_id, values["theme_id"], RULE, start, end)
    words = site.source.text[correction.start : correction.end]
    if correction.record == "quantity":
        numbers = (values["value"], values["low"], values["high"])
        return Quantity(*place, words, *numbers, values["unit"], values["measures"], None, site.editions[place[1]])
    if correction.record == "quotation":
        speaker = (values.get("speaker"), values.get("speaker_id"))
        return Quotation(*place, words, *speaker, values["kind"], None, False, True)
    actor = site.codebook.actor_by_id.get(values["actor_id"])
    name = values.get("actor") or (actor.name if actor else None)
    if name is None:
        raise correction.fault("actor is empty", "The registry does not know this actor_id: give the name.")
    capacity = values.get("capacity") or (actor.capacity if actor else "unknown")
    who = (name, values["actor_id"], values.get("edition"))
    return Appearance(*place, *who, values["status"], "stated", RULE, capacity)


def group_corrections(corrections: Sequence[Correction], source_ids: Sequence[str]) -> Iterator[tuple[Correction, ...]]:
    """Yield the corrections of each source.

    Raises
    ------
    CatalogueError
        If a correction names a source that is not there.
    ManyErrors
        If several do.
    """
    faults = []
    for correction in corrections:
        if correction.source_id not in source_ids:
            what = f"no longer matches: there is no source {correction.source_id!r}"
            nearest = find_near(correction.source_id, source_ids)
            named = f"{nearest[0]!r}" if nearest else _listed(source_ids)
            faults.append(correction.fault(what, f"There is {named}. Correct the id, or remove the row."))
    refuse_rows(faults)
    for source_id in source_ids:
        yield tuple(correction for correction in corrections if correction.source_id == source_id)
