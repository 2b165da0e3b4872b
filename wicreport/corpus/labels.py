"""The careful reading of a folder's documents, where it has one; comparing with it is the coding room's work."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.companions import LABELS
from wicreport.corpus.sources import Corpus, Source
from wicreport.errors import CatalogueError

__all__ = ["FAMILIES", "LABELS", "read_labelled", "read_labels"]

FAMILIES = "families"
"""The one key of that file that is no document: which of them go back to one text."""

_ENDS = ("body_start", "body_end")
_RESTORE = "Restore it, or remove it."
_NEEDED: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "quotes": {"quote": str, "speaker": (str, type(None)), "speaker_canonical": (str, type(None)), "kind": str},
    "quantities": {"text": str, "value": (int, float)},
    "attendance": {"who": str, "edition_year": (int, type(None)), "status": str, "evidence": str},
    "not_attendance": {"who": str},
    "sentences": {"text": str, "themes": list},
}
_EXACT = {"quotes": "quote", "quantities": "text", "attendance": "evidence", "sentences": "text"}
_WHOLE = frozenset({".txt", ".md"})  # of other files furniture may be gone before their text is extracted


def read_labels(folder: Path) -> dict[str, Any]:
    """Return the labels of a folder by file name; empty where it has none.

    Raises
    ------
    CatalogueError
        If the file is not a JSON object.
    """
    path = folder / LABELS
    return _read_object(path) if path.exists() else {}


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
        If the labels are missing or malformed, name a document that the folder does not have, or give as exact words
        what does not occur in the document's text.
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
    return labels


def _check_labels(path: Path, labels: Mapping[str, Any], files: set[str]) -> None:
    """Raise if labels are of no document, or lack what scoring compares."""
    if not labels.keys() - {FAMILIES}:
        raise CatalogueError("labels no document", where=str(path), remedy="Label one of the folder's documents.")
    for family in _list_of(path, FAMILIES, labels.get(FAMILIES, [])):
        strangers = set(_list_of(path, "members", family.get("members"), str)) - labels.keys()
        if strangers:
            raise _fault(path, FAMILIES, f"{min(strangers)} has no labels", "Label each member of a family.")
    for name, label in labels.items():
        if name == FAMILIES:
            continue
        if name not in files:
            raise _fault(path, name, "is not a document of the folder", "Put it back, or take its labels out.")
        if not isinstance(label, dict) or not all(isinstance(label.get(key), str) for key in _ENDS):
            raise _fault(path, name, "lacks body_start or body_end", "Give the first and the last words of the body.")
        for key, needed in _NEEDED.items():
            for entry in _list_of(path, f"{name}, {key}", label.get(key, [])):
                _check_entry(path, f"{name}, {key}", entry, needed)


def _check_words(path: Path, source: Source, label: Mapping[str, Any]) -> None:
    """Raise if words that a label gives exactly do not occur in the document; misspelt ones would count as missed."""
    for key, words in _list_words(label, is_whole=PurePath(source.file).suffix in _WHOLE):
        if words not in source.text:
            what = f"“{words}” does not occur in the document"
            remedy = "Copy the words from it; of a page, a PDF or a Word file, from the text `wicreport code` writes."
            raise _fault(path, f"{source.file}, {key}", what, remedy)


def _list_words(label: Mapping[str, Any], *, is_whole: bool) -> Iterator[tuple[str, str]]:
    """Yield what a label gives exactly, each with its key."""
    yield from ((key, label[key]) for key in ("title", *_ENDS) if label.get(key))
    yield from (("boilerplate", words) for words in label.get("boilerplate", ()) if is_whole)
    for key, field in _EXACT.items():
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
