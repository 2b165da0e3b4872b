"""Coded records of a corpus as frames with checked columns; no coding rule lives here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any

import pandas as pd
import pandera.pandas as pa

from wicreport.coding.appearances import Appearance, code_appearances
from wicreport.coding.codebook import Codebook
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.corrections import correct_record, group_corrections
from wicreport.coding.dates import PassageEdition, date_editions
from wicreport.coding.quantities import Quantity, code_quantities
from wicreport.coding.quotations import Quotation, code_quotations
from wicreport.coding.themes import ThemeMark, code_themes
from wicreport.corpus.corrections import refuse_rows
from wicreport.corpus.passages import Passage, split_passages
from wicreport.corpus.sources import Corpus, Source
from wicreport.errors import CatalogueError

__all__ = ["RECORDS", "CodedCorpus", "CodedSource", "code_corpus", "code_source", "frame_records"]

_WIDE_BLANK = re.compile(r"[^\S \n\r\t\u2028\u2029\x0b\x0c\x1c-\x1e\x85]")

Record = Passage | Quotation | Quantity | Appearance | ThemeMark

_SPAN = {"start": pa.Column(int, pa.Check.ge(0)), "end": pa.Column(int, pa.Check.ge(0))}
_PLACE = {"source_id": pa.Column(str), "family": pa.Column(str), "passage_id": pa.Column(str), **_SPAN}
_EDITION = {"edition": pa.Column("Int64", nullable=True)}

PASSAGES = pa.DataFrameSchema(
    {**_PLACE, **_EDITION, "passage_id": pa.Column(str, unique=True), "text": pa.Column(str), "themes": pa.Column(str)}
)
THEMES = pa.DataFrameSchema({**_PLACE, **_EDITION, "theme_id": pa.Column(str), "term": pa.Column(str)})
QUOTATIONS = pa.DataFrameSchema(
    {
        **_PLACE,
        **_EDITION,
        "quote": pa.Column(str),
        "speaker": pa.Column(str, nullable=True),
        "speaker_id": pa.Column(str, nullable=True),
        "kind": pa.Column(str, pa.Check.isin(["speech", "partial", "term"])),
    }
)
QUANTITIES = pa.DataFrameSchema(
    {
        **_PLACE,
        **_EDITION,
        "text": pa.Column(str),
        "value": pa.Column(float),
        "unit": pa.Column(str),
        "measures": pa.Column(str),
    }
)
APPEARANCES = pa.DataFrameSchema(
    {
        **_PLACE,
        **_EDITION,
        "actor": pa.Column(str),
        "actor_id": pa.Column(str),
        "capacity": pa.Column(str),
        "status": pa.Column(str, pa.Check.isin(["attended", "virtual", "represented", "expected", "absent"])),
    }
)


@dataclass(frozen=True, slots=True)
class CodedSource:
    """What the text of one source says, record by record, in the order of the text."""

    passages: tuple[Passage, ...]
    editions: tuple[PassageEdition, ...]
    themes: tuple[ThemeMark, ...]
    quotations: tuple[Quotation, ...]
    quantities: tuple[Quantity, ...]
    appearances: tuple[Appearance, ...]


@dataclass(frozen=True)
class CodedCorpus:
    """A corpus and its coded records as frames, one row a record, in catalogue and text order.

    Every frame has `source_id`, `family` (the id of the voice), `passage_id`, `start`, `end` and `edition` (the year
    of the conference that the passage speaks of, or a quantity or an appearance is of; missing where the text gives
    none).
    """

    corpus: Corpus
    codebook: Codebook
    passages: pd.DataFrame
    themes: pd.DataFrame
    quotations: pd.DataFrame
    quantities: pd.DataFrame
    appearances: pd.DataFrame


def code_source(source: Source, codebook: Codebook) -> CodedSource:
    """Return the coded records of one source.

    A pure function of the source and the codebook: it may be mapped over processes or machines. Blanks of any width are
    read as spaces; the records have the words as they stand in the text.
    """
    is_plain = source.text.replace("\n", "").isprintable()  # as no wide blank is
    is_wide = not is_plain and _WIDE_BLANK.search(source.text) is not None
    read = replace(source, text=_WIDE_BLANK.sub(" ", source.text)) if is_wide else source
    passages = split_passages(read)
    editions = date_editions(read, passages, codebook)
    document = DocumentContext(read, passages, editions, codebook)
    coded = CodedSource(
        passages=passages,
        editions=editions,
        themes=code_themes(document),
        quotations=code_quotations(read, passages, codebook),
        quantities=code_quantities(document),
        appearances=code_appearances(document),
    )
    return coded if read is source else _with_words_of(source, coded)


def _with_words_of(source: Source, coded: CodedSource) -> CodedSource:
    """Return records whose words are those of a text with blanks of another width at the same places."""

    def words(record: Any) -> str:
        return source.text[record.start : record.end]

    return replace(
        coded,
        passages=tuple(replace(passage, text=words(passage)) for passage in coded.passages),
        quotations=tuple(replace(quotation, quote=words(quotation)) for quotation in coded.quotations),
        quantities=tuple(replace(quantity, text=words(quantity)) for quantity in coded.quantities),
    )


def code_corpus(corpus: Corpus, codebook: Codebook) -> CodedCorpus:
    """Return the coded records of all sources as checked frames, with the corpus's corrections applied.

    Raises
    ------
    CatalogueError
        If a correction no longer matches anything.
    ManyErrors
        If several do not.
    pandera.errors.SchemaError
        If a coding rule broke the contract of its records.
    """
    corrections = group_corrections(corpus.corrections, [source.source_id for source in corpus.sources])
    coded: list[CodedSource] = []
    faults: list[CatalogueError] = []
    for source, found in zip(corpus.sources, corrections, strict=True):
        coded.append(code_source(source, codebook))
        for correction in found:
            try:
                coded[-1] = correct_record(coded[-1], source, correction, codebook)
            except CatalogueError as fault:
                faults.append(fault)
    rows = [correction.where for correction in corpus.corrections]
    refuse_rows(sorted(faults, key=lambda fault: rows.index(fault.where)))
    families = {source_id: family.family_id for source_id, family in corpus.family_of.items()}
    return CodedCorpus(corpus=corpus, codebook=codebook, **frame_records(coded, families))


def frame_records(coded: Sequence[CodedSource], families: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """Return the records of some sources as checked frames by their name: those of a corpus or of a part of one.

    Parameters
    ----------
    coded
        The records of each source.
    families
        The id of the voice of each source.

    Raises
    ------
    pandera.errors.SchemaError
        If a coding rule broke the contract of its records.
    """
    editions = {mark.passage_id: mark.edition for source in coded for mark in source.editions}
    frames = {
        name: _plain_frame([r for source in coded for r in getattr(source, name)], kind, families, editions)
        for name, (kind, _) in RECORDS.items()
    }
    marked: dict[str, set[str]] = {}
    for mark in (mark for source in coded for mark in source.themes):
        marked.setdefault(mark.passage_id, set()).add(mark.theme_id)
    ids = [passage.passage_id for source in coded for passage in source.passages]
    joined = [";".join(sorted(marked[passage_id])) if passage_id in marked else "" for passage_id in ids]
    frames["passages"]["themes"] = pd.Series(joined, dtype="str")
    return {name: RECORDS[name][1].validate(frame) for name, frame in frames.items()}


def _plain_frame(
    records: Sequence[Record], kind: type[Record], families: Mapping[str, str], editions: Mapping[str, int | None]
) -> pd.DataFrame:
    """Return records as rows, with the family and, where they have no edition of their own, that of their passage."""
    columns = {field.name: list(map(attrgetter(field.name), records)) for field in fields(kind)}
    first = next(iter(columns))
    voices = [families[source_id] for source_id in columns["source_id"]]
    columns = {first: columns[first], "family": voices, **columns}
    if "edition" not in columns:
        columns["edition"] = [editions[passage_id] for passage_id in columns["passage_id"]]
    return pd.DataFrame({name: pd.Series(values, dtype=_TYPES.get(name, "str")) for name, values in columns.items()})


_TYPES = {
    **dict.fromkeys(("value", "low", "high"), "float64"),
    **dict.fromkeys(("start", "end", "paragraph"), "int64"),
    **dict.fromkeys(("is_inferred", "is_balanced"), "bool"),
    "edition": "Int64",
}
"""The columns that are no texts."""

RECORDS: dict[str, tuple[type[Record], pa.DataFrameSchema]] = {
    "passages": (Passage, PASSAGES),
    "themes": (ThemeMark, THEMES),
    "quotations": (Quotation, QUOTATIONS),
    "quantities": (Quantity, QUANTITIES),
    "appearances": (Appearance, APPEARANCES),
}
"""Each kind of record by the name of its table, with the contract of its columns."""
