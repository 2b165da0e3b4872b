"""The careful reading of a folder's documents, where it has one; comparing with it is the coding room's work."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, get_args

from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.companions import LABELS
from wicreport.corpus.families import PairKind
from wicreport.corpus.near_names import find_near
from wicreport.corpus.sources import Corpus, Source
from wicreport.errors import CatalogueError

__all__ = ["FAMILIES", "LABELS", "check_term", "read_labelled", "read_labels"]

FAMILIES = "families"
"""The one key of that file that is no document: which of them go back to one text."""

_ENDS = ("body_start", "body_end")
_NEARLY = 0.75
"""The likeness from which a key counts as a misspelt one."""

_RESTORE = "Restore it, or remove it."
_NEEDED: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "quotes": {"quote": str, "speaker": (str, type(None)), "speaker_canonical": (str, type(None)), "kind": str},
    "quantities": {"text": str, "value": (int, float)},
    "attendance": {"who": str, "edition_year": (int, type(None)), "status": str, "evidence": str},
    "not_attendance": {"who": str},
    "sentences": {"text": str, "themes": list},
}
_MORE: Mapping[str, tuple[str, ...]] = {
    "quotes": ("note", "occurrences", "soft"),
    "quantities": ("unit", "what", "note", "occurrences", "soft"),
    "attendance": ("certainty", "group", "note", "also", "evidence2", "alias", "role", "occurrences", "soft"),
    "not_attendance": ("edition_year", "why", "evidence", "note", "soft"),
    "sentences": ("note", "soft"),
}
_FIELDS = {key: (*needed, *_MORE[key]) for key, needed in _NEEDED.items()}
_FIELDS |= {f"{key}_in_boilerplate": _FIELDS[key] for key in ("quotes", "quantities")}
_KEYS = ("title", *_ENDS, "boilerplate", "edition_years", "quoted_terms", "quantity_traps", "note", *_FIELDS)
_OF_FAMILIES = ("members", "label")
_EXACT = {"quotes": "quote", "quantities": "text", "attendance": "evidence", "sentences": "text"}
_WHOLE = frozenset({".txt", ".md"})  # of other files furniture and captions may be gone before their text is extracted


def read_labels(folder: Path) -> dict[str, Any]:
    """Return the labels of a folder by file name; empty where it has none.

    Raises
    ------
    CatalogueError
        If the file is not a JSON object, or has a misspelt key.
    """
    path = folder / LABELS
    return _read_object(path) if path.exists() else {}


def check_term(where: str, name: str, term: object, known: Collection[str]) -> None:
    """Raise if a key or a value of a label is none of those that are known; the nearest of them is named.

    Parameters
    ----------
    where
        The file, the document and the label.
    name
        What the term is: a key, or the key it is the value of.
    term
        As the label has it.
    known
        All that it may be.

    Raises
    ------
    CatalogueError
        Naming the term and what it should be.
    """
    if term in known:
        return
    nearest = find_near(str(term).lower(), known)
    remedy = f"Known are {', '.join(known)}."
    raise CatalogueError(
        f"{name} {term!r} is unknown", where=where, remedy=f"It may be {nearest[0]!r}. {remedy}" if nearest else remedy
    )


def read_labelled(path: Path) -> tuple[Corpus, dict[str, Any]]:
    """Return the documents of a folder with their labels, both checked against each other.

    Parameters
    ----------
    path
        A label file beside its documents, or the folder that holds one.

    Returns
    -------
    tuple
        The corpus of that folder, and the labels by file name.

    Raises
    ------
    CatalogueError
        If the labels are missing or malformed, have a misspelt key, name a document that the folder does not have, or
        give as exact words what does not occur in the document's text.
    DocumentError
        If a document cannot be read as text.
    """
    file = path / LABELS if path.is_dir() else path
    if not file.is_file():
        remedy = f"Give a file of labels, or a folder that holds {LABELS} beside its documents."
        raise CatalogueError("no such file", where=str(file), remedy=remedy)
    labels = _read_object(file)
    corpus = read_corpus(file.parent, without=[file.name])
    _check_labels(file, labels, {source.file for source in corpus.sources})
    for source in corpus.sources:
        _check_words(file, source, labels.get(source.file, {}))
    return corpus, labels


def _read_object(path: Path) -> dict[str, Any]:
    """Return a JSON object."""
    try:
        labels = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise CatalogueError(f"cannot be read ({error})", where=str(path), remedy=_RESTORE) from error
    if not isinstance(labels, dict):
        raise CatalogueError("is not an object by file name", where=str(path), remedy=_RESTORE)
    _check_keys(path, labels)
    return labels


def _check_key(where: str, key: str, known: Collection[str]) -> None:
    """Raise if a key is nearly one that is read; what is like none of them is the labeller's own, and stands."""
    if key not in known and find_near(key.lower(), known, alike=_NEARLY):
        check_term(where, "the key", key, known)


def _check_keys(path: Path, labels: Mapping[str, Any]) -> None:
    """Raise if a label has a misspelt key: it would count as if nothing had been labelled."""
    _check_fields(f"{path}, {FAMILIES}", labels.get(FAMILIES), _OF_FAMILIES)
    for name, label in labels.items():
        if name == FAMILIES or not isinstance(label, dict):  # told where labels are compared with the documents
            continue
        for key, entries in label.items():
            _check_key(f"{path}, {name}", key, _KEYS)
            if key in _FIELDS:
                _check_fields(f"{path}, {name}, {key}", entries, _FIELDS[key])


def _check_fields(where: str, entries: object, known: Collection[str]) -> None:
    """Raise if one of several labels has a misspelt key."""
    for number, entry in enumerate(entries if isinstance(entries, list) else (), start=1):
        for field in entry if isinstance(entry, dict) else ():
            _check_key(f"{where}, label {number}", field, known)


def _check_labels(path: Path, labels: Mapping[str, Any], files: set[str]) -> None:
    """Raise if labels are of no document, or lack what scoring compares."""
    if not labels.keys() - {FAMILIES}:
        raise CatalogueError("labels no document", where=str(path), remedy="Label one of the folder's documents.")
    for family in _list_of(path, FAMILIES, labels.get(FAMILIES, [])):
        strangers = set(_list_of(path, "members", family.get("members"), str)) - labels.keys()
        if strangers:
            raise _fault(path, FAMILIES, f"{min(strangers)} has no labels", "Label each member of a family.")
        if family.get("label") is not None:
            check_term(f"{path}, {FAMILIES}", "the label", family["label"], get_args(PairKind))
    for name, label in labels.items():
        if name == FAMILIES:
            continue
        if name not in files:
            nearest = find_near(name, (*files, FAMILIES))
            remedy = f"It may be {nearest[0]!r}. " if nearest else ""
            remedy += "Correct the name, put the document back, or take its labels out."
            raise _fault(path, name, "is not a document of the folder", remedy)
        if not isinstance(label, dict) or not all(isinstance(label.get(key), str) for key in _ENDS):
            raise _fault(path, name, "lacks body_start or body_end", "Give the first and the last words of the body.")
        for key, needed in _NEEDED.items():
            for entry in _list_of(path, f"{name}, {key}", label.get(key, [])):
                _check_entry(path, f"{name}, {key}", entry, needed)


def _check_words(path: Path, source: Source, label: Mapping[str, Any]) -> None:
    """Raise if words that a label gives exactly do not occur in the document; misspelt ones would count as missed."""
    text = " ".join(source.text.split())
    for key, words in _list_words(label, is_whole=PurePath(source.file).suffix in _WHOLE):
        if " ".join(words.split()) not in text:
            what = f"“{words}” does not occur in the document"
            remedy = "Copy the words from it; of a page, a PDF or a Word file, from the text `wicreport code` writes."
            raise _fault(path, f"{source.file}, {key}", what, remedy)


def _list_words(label: Mapping[str, Any], *, is_whole: bool) -> Iterator[tuple[str, str]]:
    """Yield what a label gives exactly, each with its key; of a page or a PDF the ends alone: captions may be gone."""
    yield from ((key, label[key]) for key in (*_ENDS, *(("title",) if is_whole else ())) if label.get(key))
    yield from (("boilerplate", words) for words in label.get("boilerplate", ()) if is_whole)
    for key, field in _EXACT.items() if is_whole else ():
        yield from ((f"{key}, {field}", entry[field]) for entry in label.get(key, ()))


def _check_entry(
    path: Path, where: str, entry: Mapping[str, Any], needed: Mapping[str, type | tuple[type, ...]]
) -> None:
    """Raise if one label lacks a field or has one of another kind."""
    wrong = [field for field, kind in needed.items() if field not in entry or not isinstance(entry[field], kind)]
    if wrong:
        raise _fault(path, where, f"{wrong[0]} of {entry} is missing or of the wrong kind", "Correct that label.")


def _list_of(path: Path, where: str, value: object, kind: type = dict) -> list[Any]:
    """Return a value as a list of one kind, or raise."""
    if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
        raise _fault(path, where, "is not a list of labels", "Correct it after the pattern of the other labels.")
    return value


def _fault(path: Path, where: str, what: str, remedy: str) -> CatalogueError:
    return CatalogueError(what, where=f"{path}, {where}", remedy=remedy)
