"""The catalogue of a folder and the corpus it describes; how a text is taken apart is in bodies and passages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from wicreport.corpus.bodies import find_body
from wicreport.corpus.companions import CATALOGUE
from wicreport.corpus.corrections import read_corrections
from wicreport.corpus.descriptors import describe_document, infer_as_of
from wicreport.corpus.documents import (
    KINDS,
    NOT_READ,
    Document,
    find_documents,
    find_strays,
    has_encoding,
    read_document,
)
from wicreport.corpus.extractions import ADDRESS
from wicreport.corpus.families import find_families
from wicreport.corpus.near_names import offer_names
from wicreport.corpus.repeats import drop_repeats
from wicreport.corpus.sources import NOT_ASSESSED, UNRATED, Corpus, PublicationDate, Source
from wicreport.errors import CatalogueError, DocumentError

__all__ = ["CATALOGUE", "check_entry", "describe_documents", "is_kept", "read_corpus"]

_REQUIRED: Mapping[str, type] = {
    "id": str,
    "file": str,
    "sha256": str,
    "kind": str,
    "language": str,
    "reliability": str,
    "reliability_reason": str,
}
_OPTIONAL: Mapping[str, type] = {
    "title": str,
    "publisher": str,
    "ownership": str,
    "author": str,
    "published": str,
    "edition": int,
    "url": str,
    "encoding": str,
    "first_hand": bool,
    "inferred": dict,
}
_KEYS = {**_REQUIRED, **_OPTIONAL}
_LINE = (r"[^\r\n]+", "one line")
_FORMS = {
    **dict.fromkeys(("title", "publisher", "ownership", "author"), _LINE),
    "id": (r"[a-z0-9]+(?:-[a-z0-9]+)*", "lower-case letters and digits joined by hyphens"),
    "sha256": (r"[0-9a-f]{64}", "64 hexadecimal digits"),
    "language": (r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*", 'a language tag such as "en" or "zh"'),
    "reliability": (r"[A-F]", "one letter from A to F"),
    "reliability_reason": (r"\S[^\r\n]*", "one line that gives the reason"),
    "published": (
        r"(?:19|20)\d\d(?:-\d{2}(?:-\d{2})?)?",
        'a date as far as it is known: "2018", "2018-11" or "2018-11-07"',
    ),
    "encoding": (r"[A-Za-z0-9][\w.-]*", 'the name of an encoding such as "gb18030"'),
    "url": (ADDRESS, "an address that begins with http:// or https:// and has no white space"),
    "kind": (r"\S[^\r\n]*", 'a kind such as "news" or "official"'),
}
_WANTED = {str: "a text in quotes", int: "a whole number", bool: "true or false", dict: "a table"}
_EDITIONS = range(2014, 2100)


def read_corpus(folder: Path, *, without: Collection[str] = ()) -> Corpus:
    """Return the documents of a folder as sources, with their bodies and families.

    Parameters
    ----------
    folder
        A folder of documents: texts, web pages, PDF and Word files. Its ``sources.toml`` describes each of them;
        without that file every entry is inferred from the document and marked so, and the corpus is as of the end of
        the latest publication date found (an empty string if there is none).
    without
        Names of files that are passed over, as a document is that is about to be catalogued.

    Returns
    -------
    Corpus
        Sources in the order of the catalogue, or of their file names where there is none.

    Raises
    ------
    CatalogueError
        If the catalogue is malformed or does not agree with the folder, or a correction of coded records is.
    DocumentError
        If the folder holds no document, or one cannot be read as text, or a file that is of no kind that is read.
    """
    names = [name for name in find_documents(folder) if name not in without]
    _check_strays(folder, [name for name in find_strays(folder) if name not in without])
    corrections = read_corrections(folder)
    if not (folder / CATALOGUE).is_file():
        described = drop_repeats(describe_documents([read_document(folder, name, detect=True) for name in names]))
        return Corpus(described, find_families(described), infer_as_of(described), False, corrections)
    as_of, entries = _read_catalogue(folder)
    _check_folder(folder, entries, names)
    sources = drop_repeats([_read_source(folder, entry) for entry in entries])
    return Corpus(sources, find_families(sources), as_of, corrections=corrections)


def is_kept(folder: Path) -> bool:
    """Return whether somebody keeps a folder as a corpus: it has a catalogue, or corrections of coded records."""
    return (folder / CATALOGUE).is_file() or bool(read_corrections(folder))


def describe_documents(documents: Sequence[Document]) -> tuple[Source, ...]:
    """Return the documents as sources with inferred entries; ids that would be equal are numbered."""
    sources: list[Source] = []
    taken: set[str] = set()
    for document in documents:
        source = describe_document(document, taken)
        taken.add(source.source_id)
        sources.append(source)
    return tuple(sources)


def _read_catalogue(folder: Path) -> tuple[str, list[dict[str, Any]]]:
    """Return the as-of date and the checked entries."""
    path = folder / CATALOGUE
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise CatalogueError(f"is not valid TOML: {error}", where=str(path), remedy="Correct that place.") from error
    unknown = sorted(table.keys() - {"as_of", "sources"})
    if unknown:
        raise _fault(folder, None, f"unknown key {unknown[0]!r}", "Top-level keys are as_of and [[sources]].")
    as_of = table.get("as_of")
    if not isinstance(as_of, str) or not _is_date(as_of) or len(as_of) != 10:
        raise _fault(folder, None, "as_of is missing or no date", 'Write the date of the corpus: as_of = "2026-11-22".')
    entries = table.get("sources")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise _fault(folder, None, "no sources", "Describe each document in a [[sources]] table.")
    for number, entry in enumerate(entries, start=1):
        check_entry(folder, entry, str(entry.get("id", f"entry {number}")))
    return as_of, entries


def check_entry(folder: Path, entry: Mapping[str, Any], name: str) -> None:
    """Raise if an entry has unknown, missing or malformed fields.

    Parameters
    ----------
    folder
        The folder of the documents, for the message.
    entry
        The entry as TOML gives it.
    name
        What the message calls it.

    Raises
    ------
    CatalogueError
        Naming the field and what it should be.
    """
    for key in entry:
        if key not in _KEYS:
            raise _fault(folder, name, f"unknown key {key!r}", offer_names(key, _KEYS))
    for key in _REQUIRED:
        if key not in entry:
            raise _fault(folder, name, f"{key} is missing", "Add it to the entry.")
    for key, value in entry.items():
        if type(value) is not _KEYS[key]:
            raise _fault(folder, name, f"{key} is {value!r}", f"It should be {_WANTED[_KEYS[key]]}.")
        if isinstance(value, str) and not value.strip():
            raise _fault(folder, name, f"{key} is empty", "Give a value or leave the key out if it is not known.")
        if key in _FORMS and not re.fullmatch(_FORMS[key][0], str(value)):
            raise _fault(folder, name, f"{key} is {value!r}", f"It should be {_FORMS[key][1]}.")
    _check_values(folder, entry, name)


def _check_values(folder: Path, entry: Mapping[str, Any], name: str) -> None:
    """Raise if a date, an edition, a rating or a reason cannot be right."""
    if "published" in entry and not _is_date(entry["published"]):
        raise _fault(folder, name, f"published is {entry['published']!r}", "There is no such date.")
    if entry["reliability_reason"].casefold() == NOT_ASSESSED and entry["reliability"] != UNRATED:
        what = f"reliability is {entry['reliability']}, and its reason is still {NOT_ASSESSED!r}"
        raise _fault(folder, name, what, "Say in reliability_reason what makes it so.")
    if "encoding" in entry and not has_encoding(entry["file"]):
        raise _fault(folder, name, f"{entry['file']} has no encoding", "Drop it: only texts and pages have one.")
    if entry.get("edition", _EDITIONS[0]) not in _EDITIONS:
        remedy = f"The first edition was in {_EDITIONS[0]}; it is a year of this century."
        raise _fault(folder, name, f"edition is {str(entry['edition'])[:20]}", remedy)
    for key, reason in entry.get("inferred", {}).items():
        if key not in entry or key == "inferred":
            raise _fault(folder, name, f"inferred names {key!r}, which has no value", "Give it or drop the line.")
        if not isinstance(reason, str) or not reason.strip():
            raise _fault(folder, name, f"inferred {key} has no reason", "Say in one line what it follows from.")


def _check_strays(folder: Path, names: Sequence[str]) -> None:
    """Raise if files lie in the folder of which nobody would see that they are not read."""
    if names:
        others = f"; the same holds for {', '.join(names[1:])}" if len(names) > 1 else ""
        remedy = f"Take it out of the folder, or put what it says there as a {KINDS} document."
        raise DocumentError(NOT_READ + others, where=str(folder / names[0]), remedy=remedy)


def _check_folder(folder: Path, entries: Sequence[Mapping[str, Any]], names: Sequence[str]) -> None:
    """Raise if entries and documents do not match one to one."""
    for key in ("id", "file"):
        values = [entry[key] for entry in entries]
        for value in values:
            if values.count(value) > 1:
                raise _fault(folder, value, f"two entries have the {key} {value!r}", "Each needs its own.")
    for entry in entries:
        if entry["file"] not in names:
            if {"/", ".."} & set(PurePosixPath(entry["file"]).parts):
                raise _fault(folder, entry["id"], f"{entry['file']} is outside the folder", "Copy it into the folder.")
            remedy = "Put the file back, correct its name, or remove the entry."
            raise _fault(folder, entry["id"], f"{entry['file']} is not a document of the folder", remedy)
    catalogued = {entry["file"] for entry in entries}
    missing = [name for name in names if name not in catalogued]
    if missing:
        remedy = f"Add a [[sources]] entry for each to {CATALOGUE}, or take the file out of the folder."
        raise CatalogueError(f"no entry for {', '.join(missing)}", where=str(folder / CATALOGUE), remedy=remedy)


def _read_source(folder: Path, entry: Mapping[str, Any]) -> Source:
    """Return the source of one checked entry."""
    document = read_document(folder, entry["file"], encoding=entry.get("encoding"))
    if document.sha256 != entry["sha256"]:
        what = f"the bytes are not those catalogued for {entry['id']} (sha256 is {document.sha256})"
        remedy = f'Restore the file; or review the change and set sha256 = "{document.sha256}" in {CATALOGUE}.'
        raise CatalogueError(what, where=str(folder / entry["file"]), remedy=remedy)
    values: dict[str, Any] = {"encoding": document.encoding}
    values |= {field.name: entry[field.name] for field in fields(Source) if field.name in entry}
    if "published" in values:
        values["published"] = PublicationDate(values["published"])
    body, references, furniture = find_body(document.text, entry["language"])
    return Source(
        source_id=entry["id"], text=document.text, body=body, references=references, furniture=furniture, **values
    )


def _is_date(value: str) -> bool:
    """Return whether a cut-off ISO date exists in the calendar."""
    try:
        date.fromisoformat(value + "2000-01-01"[len(value) :])
    except ValueError:
        return False
    return True


def _fault(folder: Path, name: str | None, what: str, remedy: str) -> CatalogueError:
    where = str(folder / CATALOGUE) + (f", {name}" if name else "")
    return CatalogueError(what, where=where, remedy=remedy)
