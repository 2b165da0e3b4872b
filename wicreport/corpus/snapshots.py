"""Documents with their coded records, as a run left them in Parquet; what the records mean is not known here."""

from __future__ import annotations

import json
import os
import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from wicreport.corpus.addresses import Digests, is_here, list_entries
from wicreport.corpus.descriptors import infer_as_of
from wicreport.corpus.programs import stamp_program
from wicreport.corpus.sources import Corpus, Family, FamilyRole, PublicationDate, Source, Span
from wicreport.errors import DocumentError

__all__ = [
    "STUDY",
    "Provenance",
    "Snapshot",
    "digest_documents",
    "is_snapshot",
    "pack_source",
    "read_snapshot",
    "seal_snapshot",
]

STUDY = "study"
"""The folder beside the tables that holds what a study needs besides, row for row."""

_SEAL = "snapshot.json"
_PATTERN = re.compile(r"[*?\[]")
_AGAIN = "Run `wicreport code` again."


class Provenance(NamedTuple):
    """The stamp of the program that coded documents, and the digest of what lay at each address as it was read."""

    program: str
    documents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A corpus and the tables of its records by name, with all their columns; equal digests mean equal content."""

    corpus: Corpus
    tables: Mapping[str, pa.Table]
    digest: str


def is_snapshot(folder: Path) -> bool:
    """Return whether a folder holds documents with their records, and not documents alone."""
    return (folder / STUDY / _SEAL).is_file()


def pack_source(source: Source) -> str:
    """Return all of a source but its text as JSON."""
    values = {field.name: getattr(source, field.name) for field in fields(Source) if field.name != "text"}
    values["published"] = source.published.value if source.published else None
    values["inferred"] = dict(source.inferred)
    return json.dumps(values, ensure_ascii=False)


def _unpack_source(entry: str, text: str) -> Source:
    values: dict[str, Any] = json.loads(entry)
    for name in ("body", "references", "furniture"):
        values[name] = tuple(Span(*span) for span in values[name])
    values["published"] = PublicationDate(values["published"]) if values["published"] else None
    return Source(text=text, **values)


def seal_snapshot(folder: Path, output: Path, provenance: Provenance) -> None:
    """Write beside tables what they were made from and by, and the hash of each of their files.

    Parameters
    ----------
    folder
        Where the tables are.
    output
        Where they will be: addresses on this machine are kept as seen from there.
    provenance
        What they were made by and from.
    """
    documents = provenance.documents
    seen = {os.path.relpath(at, output) if is_here(at) else at: digest for at, digest in documents.items()}
    files = {path.relative_to(folder).as_posix(): _hash(path) for path in sorted(folder.rglob("*.parquet/*"))}
    seal = {"program": provenance.program, "documents": seen, "files": files}
    (folder / STUDY / _SEAL).write_text(json.dumps(seal, indent=1) + "\n", encoding="utf-8")


def digest_documents(folder: Path) -> dict[str, str]:
    """Return the digests of a snapshot's documents by address, as they are now.

    Those that lie elsewhere, and those of an address where nothing is left, count as they were: their texts are in the
    snapshot.

    Raises
    ------
    DocumentError
        If the seal cannot be read, or the documents of an address are gone and other things are there.
    """
    return {at: _digest_now(folder, at) or digest for at, digest in _read_seal(folder)["documents"].items()}


def _digest_now(folder: Path, address: str) -> str:
    """Return the digest of the documents at an address; nothing, where there is none to be had."""
    path = os.path.normpath(folder / address)
    fixed = _PATTERN.split(path)[0]
    root = path if fixed == path or os.path.lexists(path) else os.path.dirname(fixed)  # noqa: PTH120  # a text, not a path
    if not is_here(address) or not os.path.lexists(root):
        return ""
    digests = Digests()
    deque(digests.take_in(list_entries([path])), maxlen=0)
    return digests.of([path])[path]


def read_snapshot(folder: Path) -> Snapshot:
    """Return the documents and records of a snapshot, if it still is what the documents and the program give.

    Raises
    ------
    DocumentError
        If documents, rules or libraries changed since, or a table is not as it was written.
    """
    seal = _read_seal(folder)
    if seal["program"] != stamp_program():
        what = "was coded by other rules, another codebook or other libraries than these"
        raise DocumentError(what, where=str(folder), remedy=_AGAIN)
    if digest_documents(folder) != seal["documents"]:
        raise DocumentError("its documents are not those that were coded", where=str(folder), remedy=_AGAIN)
    for name, digest in seal["files"].items():
        if not (folder / name).is_file() or _hash(folder / name) != digest:
            raise DocumentError("is not as it was written", where=str(folder / name), remedy=_AGAIN)
    tables = _read_tables(folder, seal["files"])
    digest = sha256(json.dumps(seal, sort_keys=True).encode()).hexdigest()
    return Snapshot(_read_corpus(tables.pop("sources")), tables, digest)


def _read_seal(folder: Path) -> dict[str, Any]:
    """Return what was written of a snapshot."""
    path = folder / STUDY / _SEAL
    try:
        seal = json.loads(path.read_text(encoding="utf-8"))
        return {name: seal[name] for name in ("program", "documents", "files")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DocumentError("is damaged", where=str(path), remedy=_AGAIN) from error


def _read_tables(folder: Path, files: Iterable[str]) -> dict[str, pa.Table]:
    """Return each table, with the columns that lie beside it."""
    parts: dict[str, list[pa.Table]] = {}
    for name in sorted(files):
        parts.setdefault(name.rpartition("/")[0], []).append(pq.read_table(folder / name))
    columns: dict[str, dict[str, pa.ChunkedArray]] = {}
    for name, found in parts.items():
        whole = pa.concat_tables(found)
        columns.setdefault(Path(name).stem, {}).update({column: whole[column] for column in whole.column_names})
    return {name: pa.table(found) for name, found in columns.items()}


def _read_corpus(table: pa.Table) -> Corpus:
    """Return the sources with their families."""
    columns = (table[name].to_pylist() for name in ("entry", "text"))
    sources = tuple(map(_unpack_source, *columns))
    roles: dict[str, dict[str, FamilyRole]] = {}
    places = (table[name].to_pylist() for name in ("source_id", "family", "family_role"))
    for source_id, family, role in zip(*places, strict=True):
        roles.setdefault(family, {})[source_id] = role
    by_origin = {source.source_id: roles[source.source_id] for source in sources if source.source_id in roles}
    families = tuple(Family(origin, origin, members) for origin, members in by_origin.items())
    return Corpus(sources, families, infer_as_of(sources), is_catalogued=False)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
