"""Documents of a stream coded together, as a pure function of them and the codebook; where they go is not decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import pandas as pd

from wicreport.coding.codebook import Codebook
from wicreport.coding.records import CodedSource, code_source, frame_records
from wicreport.corpus.descriptors import describe_document
from wicreport.corpus.sources import Source
from wicreport.corpus.streams import Fault, Streamed

__all__ = ["Batch", "code_batch"]

_OUR_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Batch:
    """The sources that could be coded, the frames of their records, and what stood in the way of the others."""

    sources: tuple[Source, ...]
    frames: dict[str, pd.DataFrame]
    faults: tuple[Fault, ...]


def code_batch(documents: Iterable[Streamed | Fault], codebook: Codebook) -> Batch:
    """Return the coded records of some documents, whose entries are inferred.

    A document that a rule stumbles over is a fault like one that cannot be read, and the others are coded.

    Parameters
    ----------
    documents
        As a stream gives them.
    codebook
        The codebook.

    Raises
    ------
    pandera.errors.SchemaError
        If a coding rule broke the contract of its records.
    """
    sources: list[Source] = []
    coded: list[CodedSource] = []
    faults: list[Fault] = []
    taken: set[str] = set()
    for document in documents:
        done = document if isinstance(document, Fault) else _code_document(document, codebook, taken)
        if isinstance(done, Fault):
            faults.append(done)
        else:
            taken.add(done[0].source_id)
            sources.append(done[0])
            coded.append(done[1])
    families = {source.source_id: source.source_id for source in sources}
    return Batch(tuple(sources), frame_records(coded, families), tuple(faults))


def _code_document(
    streamed: Streamed, codebook: Codebook, taken: Collection[str]
) -> tuple[Source, CodedSource] | Fault:
    """Return a document as a source with its records, or why there are none."""
    name = streamed.document.file
    if streamed.source_id in taken:
        return Fault.of_repeated(name, streamed.source_id)
    try:
        source = replace(describe_document(streamed.document, ()), source_id=streamed.source_id)
        return source, code_source(source, codebook)
    except _OUR_FAULTS as error:
        what = f"could not be coded ({type(error).__name__}: {error})"
        return Fault(name, what, name, "The fault is the program's: report it with the document.")
