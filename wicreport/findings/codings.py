"""A corpus coded once for several studies of it, narrowed to editions, and noted; no coding rule lives here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
import pyarrow as pa

from wicreport.coding.codebook import Codebook
from wicreport.coding.records import RECORDS, CodedCorpus, code_corpus
from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.snapshots import Snapshot, is_snapshot, read_snapshot
from wicreport.corpus.sources import Corpus
from wicreport.findings.lookups import refuse_name
from wicreport.findings.traces import digest_value

__all__ = ["NotedRecords", "code_once", "open_coded", "read_coded", "select_editions"]

_PARTS = tuple(part.name for part in fields(CodedCorpus))
_FRAMES = ("passages", "themes", "quotations", "quantities", "appearances")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A corpus to be coded: another one with the same content, with the same codebook, gives the same records."""

    digest: str
    codebook: Codebook
    corpus: Corpus = field(compare=False)


def open_coded(folder: Path, codebook: Codebook) -> CodedCorpus:
    """Return the coded corpus of a folder: of its documents, or of a snapshot, whose records are read and not coded.

    Raises
    ------
    WicReportError
        If the documents cannot be read, or the snapshot is not what they and the program give.
    """
    return read_coded(folder, codebook) if is_snapshot(folder) else code_once(read_corpus(folder), codebook)


def code_once(corpus: Corpus, codebook: Codebook) -> CodedCorpus:
    """Return the coded corpus, in frames that may be altered.

    It is coded anew only if its content or the codebook is not what it was the last time: a kernel has the records of
    the process that it was forked from.
    """
    return _lend(_code(_Asked(digest_value(corpus), codebook, corpus)))


def read_coded(folder: Path, codebook: Codebook) -> CodedCorpus:
    """Return the corpus and the records of a snapshot, in frames that may be altered.

    Raises
    ------
    DocumentError
        If documents, rules or libraries changed since, or a table is not as it was written.
    """
    snapshot = read_snapshot(folder)
    return _lend(_restore(_Restored(snapshot.digest, codebook, snapshot)))


def _lend(coded: CodedCorpus) -> CodedCorpus:
    """Return the records in frames of their own."""
    return replace(coded, **{name: getattr(coded, name).copy(deep=False) for name in _FRAMES})


def select_editions(coded: CodedCorpus, editions: Sequence[int]) -> CodedCorpus:
    """Return the records that speak of some editions; all of them, if none is named."""
    if not editions:
        return coded
    chosen = {name: getattr(coded, name) for name in _FRAMES}
    kept = {name: frame[frame["edition"].isin(editions)].reset_index(drop=True) for name, frame in chosen.items()}
    return replace(coded, **kept)


@lru_cache(maxsize=1)
def _code(asked: _Asked) -> CodedCorpus:
    return code_corpus(asked.corpus, asked.codebook)


@dataclass(frozen=True, slots=True)
class _Restored:
    """A snapshot as it was read: one with the same digest has the same records."""

    digest: str
    codebook: Codebook
    snapshot: Snapshot = field(compare=False)


@lru_cache(maxsize=1)
def _restore(asked: _Restored) -> CodedCorpus:
    """Return the records of a snapshot as coding gives them."""
    corpus, codebook = asked.snapshot.corpus, asked.codebook
    families = pd.Series({source_id: family.family_id for source_id, family in corpus.family_of.items()}, dtype="str")
    frames = {}
    for name, (kind, schema) in RECORDS.items():
        frame = asked.snapshot.tables[name].to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
        order = [each.name for each in fields(kind)]
        more = [column for column in frame.columns if column not in order]
        frame = frame[[*order, *more]]
        frame.insert(1, "family", frame["source_id"].map(families))
        whole = {column: "int64" for column in frame.columns if frame[column].dtype == "Int64" and column != "edition"}
        frames[name] = schema.validate(frame.astype(whole))
    return CodedCorpus(corpus=corpus, codebook=codebook, **frames)


class _Reader(Protocol):
    def read_record(self, scope: str, name: str) -> Any: ...


class NotedRecords:
    """The coded corpus of a study, each part of which is noted as it is read."""

    def __init__(self, study: _Reader, scope: str) -> None:
        self._study = study
        self._scope = scope

    def __getattr__(self, name: str) -> Any:
        if name not in _PARTS:
            refuse_name(name, _PARTS, "the record")
        return self._study.read_record(self._scope, name)
