"""How values read in a line of text, the same in every format; the line itself stands in a template."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from wicreport.briefing.documents import Document
from wicreport.briefing.labels import format_date, format_share, load_labels
from wicreport.findings.rests import join_names

__all__ = ["list_wordings", "shorten_stamp"]

QUOTED_AT_MOST = 6  # pieces of evidence that a footnote quotes one by one
NOTE_CHARS = 300  # characters of a quotation in a footnote, more than cited words have; the index has all


def list_wordings(document: Document) -> dict[str, Callable[..., Any]]:
    """Return the template filters by name: dates, sources, rows of tables, editions, languages, shares, parameters."""
    return {
        "date": format_date,
        "source_name": partial(_name_source, document),
        "named_once": partial(_merge_captures, document),
        "capitalised": _capitalise,
        "grouped": _group_digits,
        "named_rows": partial(_name_rows, document),
        "source_line": partial(_describe_source, document),
        "notes": partial(_list_notes, document),
        "editions_covered": _list_editions,
        "years_published": _tell_years,
        "is_shared": partial(_is_shared, document),
        "languages": _list_languages,
        "furniture_share": _format_furniture_share,
        "parameter": _format_parameter,
        "is_numeric": _is_numeric,
        "runs_of_numbers": _join_runs,
        "short_stamp": shorten_stamp,
    }


def _join_runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return numbers in order as runs from first to last; two in a row stay apart."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    pairs = {(first, last) for first, last in runs if last == first + 1}
    return [piece for run in runs for piece in ([(run[0],) * 2, (run[1],) * 2] if run in pairs else [run])]


def _list_notes(document: Document, numbers: Iterable[int]) -> list[dict[str, Any]]:
    """Return what a footnote says of numbered evidence, source by source: `quotes`, `by` and `runs` of the numbers.

    A few pieces are quoted; of many, a note names the sources and the numbers alone.
    """
    items = [document.evidence[number] for number in sorted(set(numbers)) if number in document.evidence]
    by_source: dict[str, list[Mapping[str, Any]]] = {}
    for item in items:
        by_source.setdefault(_date_source(document, item["source_id"]), []).append(item)
    is_quoted = len(items) <= QUOTED_AT_MOST
    return [
        {
            "quotes": [{**item, "exact": _shorten(item["exact"])} for item in found if is_quoted],
            "by": by,
            "runs": _join_runs(item["number"] for item in found),
        }
        for by, found in by_source.items()
    ]


def _shorten(words: str) -> str:
    """Return words as they fit into a note; the index has all of them."""
    words = " ".join(words.split())
    return words if len(words) <= NOTE_CHARS else words[: NOTE_CHARS - 10].rsplit(" ", 1)[0] + " […]"


def _date_source(document: Document, source_id: str) -> str:
    """Return what a source is called in a note: its publisher and date, else its name and date."""
    source = document.sources.get(source_id)
    if source is None:
        return source_id
    return f"{source['publisher'] or _name_source(document, source_id)}, {format_date(source['published'])}"


def shorten_stamp(stamp: str) -> str:
    """Return the first digits of a hash, without the name of its function."""
    return stamp.rpartition(":")[2][:12]


def _name_source(document: Document, source_id: str) -> str:
    """Return what a source is called; one that is not described, by its id."""
    source = document.sources.get(source_id)
    return str(source.get("name") or source_id) if source else source_id


def _name_rows(document: Document, rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """Return the rows of a table with names in the cells that hold ids of sources, and nothing else."""
    return [[_name_cell(document, cell) for cell in row] for row in rows]


def _capitalise(words: object) -> str:
    """Return the name of a column, or words that begin a line, with a capital letter, and no other letter changed."""
    text = str(words)
    return text[:1].upper() + text[1:]


def _group_digits(cell: object) -> str:
    """Return a cell as it is read: a whole number longer than a year has its digits grouped."""
    return f"{cell:,}" if isinstance(cell, int) and abs(cell) > 9999 else str(cell)


def _name_cell(document: Document, cell: object) -> object:
    """Return a cell with names for the ids that it joins by `;`; any other as it is."""
    pieces = cell.split(";") if isinstance(cell, str) else []
    if not any(piece in document.sources for piece in pieces):
        return cell
    return "; ".join(_name_source(document, piece.strip()) for piece in pieces)


def _merge_captures(document: Document, source_ids: Iterable[str]) -> dict[str, str]:
    """Return the sources with what follows their names: captures of one article by one publisher are named once."""
    roles = {source_id: document.sources.get(source_id, {}).get("role") for source_id in source_ids}
    captures: dict[str, list[str]] = {}
    for source_id in sorted(roles, key=lambda name: roles[name] == "copy"):
        source = document.sources.get(source_id, {})
        is_capture = source.get("publisher") and roles[source_id] != "abridgement"
        one = f"{source['family']} {source['publisher']}" if is_capture else source_id
        captures.setdefault(one, []).append(source_id)
    return {first: _tell_copies(len(copies)) for first, *copies in captures.values()}


def _tell_copies(number: int) -> str:
    """Return how many copies there are besides what was named, if any."""
    return "" if not number else " (and a copy)" if number == 1 else f" (and {number} copies)"


def _describe_source(document: Document, source_id: str) -> str:
    """Return publisher, date and rating of a source in one line."""
    source = document.sources.get(source_id)
    if source is None:
        return source_id
    by = source["publisher"] or f"{_name_source(document, source_id)}, publisher not named"
    return f"{by}, {format_date(source['published'])} · {source['kind']} · reliability {source['reliability']}"


def _list_editions(material: Mapping[str, Any]) -> str:
    """Return the editions that have a document of their own, then those that documents on others speak of."""
    own = [str(year) for year in material["editions"] if year in material["own_editions"]]
    rest = [str(year) for year in material["editions"] if year not in material["own_editions"]]
    return "; ".join([", ".join(own)] * bool(own) + [f"in passing {', '.join(rest)}"] * bool(rest))


def _tell_years(material: Mapping[str, Any]) -> str:
    """Return of which years documents are, as it stands behind their number; nothing where that is not known."""
    years = material["published_years"]
    return f" of {' to '.join(map(str, dict.fromkeys((years[0], years[-1]))))}" if years else ""


def _is_shared(document: Document, source: Mapping[str, Any]) -> bool:
    """Return whether the voice of a source has other documents, so that it has to be said which part this one has."""
    return [other["family"] for other in document.sources.values()].count(source["family"]) > 1


def _list_languages(codes: Sequence[str]) -> str:
    """Return the names of languages."""
    names = load_labels()["languages"]
    return join_names([names.get(code, code) for code in codes])


def _format_furniture_share(source: Mapping[str, Any]) -> str:
    """Return how much of a file is not the article."""
    return format_share(source["n_furniture_chars"] / max(source["n_chars"], 1))


def _format_parameter(value: object) -> str:
    """Return a notebook's parameter as its reader writes it."""
    return "(default)" if value in ("", [], None) else json.dumps(value, ensure_ascii=False)


def _is_numeric(rows: Sequence[Sequence[object]], column: int) -> bool:
    """Return whether a column holds numbers, so that it is set flush right."""
    values = [row[column] for row in rows if row[column] is not None]
    return bool(values) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
