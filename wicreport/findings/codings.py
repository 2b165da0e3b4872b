"""A corpus coded once for several studies of it, narrowed to editions, and noted; no coding rule lives here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Protocol

from wicreport.coding.codebook import Codebook
from wicreport.coding.records import CodedCorpus, code_corpus
from wicreport.corpus.sources import Corpus
from wicreport.findings.traces import digest_value

__all__ = ["NotedRecords", "code_once", "select_editions"]

_FRAMES = ("passages", "themes", "quotations", "quantities", "appearances")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A corpus to be coded: another one with the same content, with the same codebook, gives the same records."""

    digest: str
    codebook: Codebook
    corpus: Corpus = field(compare=False)


def code_once(corpus: Corpus, codebook: Codebook) -> CodedCorpus:
    """Return the coded corpus, in frames that may be altered.

    It is coded anew only if its content or the codebook is not what it was the last time: a kernel has the records of
    the process that it was forked from.
    """
    coded = _code(_Asked(digest_value(corpus), codebook, corpus))
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


class _Reader(Protocol):
    def read_record(self, scope: str, name: str) -> Any: ...


class NotedRecords:
    """The coded corpus of a study, each part of which is noted as it is read."""

    def __init__(self, study: _Reader, scope: str) -> None:
        self._study = study
        self._scope = scope

    def __getattr__(self, name: str) -> Any:
        return self._study.read_record(self._scope, name)
