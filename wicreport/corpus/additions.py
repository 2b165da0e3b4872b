"""A new document on its way into the catalogue: its proposed entry, and writing both; how it is shown is not here."""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wicreport.corpus.catalogue import CATALOGUE, check_entry, read_corpus
from wicreport.corpus.characters import has_hidden
from wicreport.corpus.descriptors import describe_document
from wicreport.corpus.documents import KINDS, find_documents, read_document
from wicreport.corpus.families import PairLabel, find_families, label_profiles
from wicreport.corpus.holdings import hold_folder, own_folder
from wicreport.corpus.profiles import profile_source
from wicreport.corpus.repeats import drop_repeats
from wicreport.corpus.replacements import drop_partials, replace_file
from wicreport.corpus.sources import Corpus, Family, Source
from wicreport.errors import CatalogueError, DocumentError

__all__ = ["Addition", "propose_addition", "take_up"]

_HELD = ".additions"  # in the folder of the documents, while something is written there
_STATED = ("title", "publisher", "ownership", "author", "published", "edition", "kind", "language", "url", "first_hand")
_JUDGED = ("reliability", "reliability_reason")


@dataclass(frozen=True, slots=True)
class Addition:
    """A document that is to be catalogued: nothing of it is written yet.

    ``entry`` is its part of the catalogue as TOML; ``relations`` are the sources it is not independent of.
    """

    folder: Path
    path: Path
    corpus: Corpus
    source: Source
    entry: str
    family: Family
    relations: Mapping[str, PairLabel]


def propose_addition(folder: Path, path: Path) -> Addition:
    """Return a document with the entry it would have in the catalogue of a folder; nothing is written.

    Parameters
    ----------
    folder
        The folder of the documents, with a catalogue that holds.
    path
        The document, which is anywhere. If it already lies in the folder and only its entry is missing, as after a
        copy by hand or an interruption, the entry alone is proposed.

    Raises
    ------
    DocumentError
        If the document cannot be read, or is of a kind that the folder would not take for a document.
    CatalogueError
        If a document of that name or of the same bytes is there, or the catalogue does not hold.
    """
    if (folder / _HELD).exists():  # an addition is under way, which changes what is known, or was killed
        with hold_folder(folder / _HELD):
            pass
    _check_kind(path)
    is_inside = path.resolve().is_relative_to(folder.resolve())
    name = path.resolve().relative_to(folder.resolve()).as_posix() if is_inside else path.name
    document = replace(read_document(path.parent, path.name, detect=True), file=name)
    corpus = _read_catalogued(folder)
    for source in corpus.sources:
        if source.sha256 == document.sha256:
            what = f"the same bytes are catalogued as {source.source_id} ({source.file})"
            raise CatalogueError(what, where=str(path), remedy="Nothing is to be added.")
        if source.file.casefold() == name.casefold():
            what = f"{source.file} is there already, as {source.source_id}, with other bytes"
            raise CatalogueError(what, where=str(folder), remedy="Give the new document another name.")
    if (folder / name).exists() and (folder / name).read_bytes() != path.read_bytes():
        what = f"{name} is there already, without an entry and with other bytes"
        raise CatalogueError(
            what, where=str(folder), remedy="Give the new document another name, or take that one out."
        )
    publishers = {known.publisher for known in corpus.sources if known.publisher}
    described = describe_document(document, {known.source_id for known in corpus.sources}, publishers)
    source = drop_repeats([*corpus.sources, described])[-1]
    entry = _write_entry(source)
    check_entry(folder, tomllib.loads(entry)["sources"][0], source.source_id)
    families = find_families([*corpus.sources, source])
    return Addition(
        folder=folder,
        path=path,
        corpus=corpus,
        source=source,
        entry=entry,
        family=next(family for family in families if source.source_id in family.roles),
        relations=_relate(source, corpus),
    )


def take_up(addition: Addition) -> tuple[Path, Path]:
    """Write a proposed document and its entry, and return the paths of the document and of the catalogue.

    Each file is written beside its place and then renamed, the document first: an interruption leaves the catalogue
    as it was, and at most a document whose entry is missing, which `propose_addition` takes up again. Not a byte of
    the catalogue changes but that the entry stands at its end.

    Raises
    ------
    CatalogueError
        If the catalogue is of a form that an entry cannot be written after, or describes the document by now.
    """
    catalogue, place = (addition.folder / CATALOGUE).resolve(), addition.folder / addition.source.file
    with hold_folder(addition.folder / _HELD):
        for folder in {catalogue.parent, place.parent}:
            drop_partials(folder)
        before = catalogue.read_bytes()
        after = before + (b"\n" if before.endswith(b"\n") else b"\n\n") + addition.entry.encode()
        _check_appended(before, after, catalogue)
        if not place.exists():
            replace_file(place, addition.path.read_bytes())
        replace_file(catalogue, after)
    return place, addition.folder / CATALOGUE


def _check_kind(path: Path) -> None:
    """Raise if there is no such file, or a folder would not take it for a document."""
    if not path.is_file():
        what = "is no file" if path.exists() else "there is no such file"
        raise DocumentError(what, where=str(path), remedy="Give the path of one document.")
    if has_hidden(path.name):
        what = "has a name with characters that cannot be shown"
        raise DocumentError(what, where=repr(str(path)), remedy="Give it another name.")
    with tempfile.TemporaryDirectory(dir=own_folder()) as scratch:
        (Path(scratch) / path.name).touch()
        try:
            find_documents(Path(scratch))
        except DocumentError as error:
            what = "is not of a kind that is read as a document"
            raise DocumentError(what, where=str(path), remedy=f"Make it one of these: {KINDS}.") from error


def _read_catalogued(folder: Path) -> Corpus:
    """Return the corpus as catalogued; documents that wait for their entries do not stand in each other's way."""
    if not folder.is_dir():
        raise CatalogueError("no such folder", where=str(folder), remedy="Give the folder of a corpus.")
    if not (folder / CATALOGUE).is_file():
        what = f"has no {CATALOGUE}, in which the document could be described"
        raise CatalogueError(what, where=str(folder), remedy="Without a catalogue, `wicreport code` reads any folder.")
    entries = _parse(folder / CATALOGUE).get("sources")
    listed = {entry.get("file") for entry in entries if isinstance(entry, dict)} if isinstance(entries, list) else set()
    return read_corpus(folder, without=[name for name in find_documents(folder) if name not in listed])


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise CatalogueError(f"is not valid TOML: {error}", where=str(path), remedy="Correct that place.") from error


def _relate(source: Source, corpus: Corpus) -> dict[str, PairLabel]:
    """Return the sources that a new one shares words with."""
    new = profile_source(source)
    pairs = {known.source_id: label_profiles(new, profile_source(known)) for known in corpus.sources}
    return {source_id: pair for source_id, pair in pairs.items() if pair.label != "independent"}


def _write_entry(source: Source) -> str:
    """Return the entry of a source as TOML, with the reasons for what is inferred in a table of their own."""
    values: dict[str, object] = {"id": source.source_id, "file": source.file, "sha256": source.sha256}
    values |= {name: getattr(source, name) for name in (*_STATED, *_JUDGED)}
    if source.published:
        values["published"] = source.published.value
    lines = [f"{name} = {_as_toml(value)}" for name, value in values.items() if value is not None]
    reasons = {name: why for name, why in source.inferred.items() if values.get(name) is not None}
    inferred = ["", "[sources.inferred]", *(f"{name} = {_as_toml(why)}" for name, why in reasons.items())]
    return "\n".join(["[[sources]]", *lines, *(inferred if reasons else []), ""])


def _as_toml(value: object) -> str:
    """Return a text, a number or a truth value in TOML, whose basic strings are JSON's but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _check_appended(before: bytes, after: bytes, path: Path) -> None:
    """Raise if the catalogue with the new entry would not be the old one and one entry more."""
    old = tomllib.loads(before.decode())
    try:
        new = tomllib.loads(after.decode())
    except tomllib.TOMLDecodeError as error:
        what = f"no entry can be written after its end ({error})"
        raise CatalogueError(what, where=str(path), remedy="Describe each document in a [[sources]] table.") from error
    entry = new["sources"][-1]
    if any(entry[name] == known.get(name) for known in old.get("sources", ()) for name in ("id", "file", "sha256")):
        what = f"it describes {entry['file']}, or something of its name, by now"
        raise CatalogueError(what, where=str(path), remedy="Look at the entry, and add what is still missing.")
    if {**new, "sources": new["sources"][:-1]} != old:
        what = "an entry at its end would change what is there"
        raise CatalogueError(what, where=str(path), remedy="Describe each document in a [[sources]] table.")
