"""Coded records of a corpus as frames with checked columns; no coding rule lives here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import pandas as pd
import pandera.pandas as pa

from wicreport.coding.appearances import Appearance, code_appearances
from wicreport.coding.codebook import Codebook
from wicreport.coding.corrections import correct_source, group_corrections
from wicreport.coding.dates import PassageEdition, date_editions
from wicreport.coding.quantities import Quantity, code_quantities
from wicreport.coding.quotations import Quotation, code_quotations
from wicreport.coding.themes import ThemeMark, code_themes
from wicreport.corpus.passages import Passage, split_passages
from wicreport.corpus.sources import Corpus, Source

__all__ = ["CodedCorpus", "CodedSource", "code_corpus", "code_source"]

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
    of the conference the passage speaks of; missing where the text gives none).
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
    read = replace(source, text=_WIDE_BLANK.sub(" ", source.text)) if _WIDE_BLANK.search(source.text) else source
    passages = split_passages(read)
    editions = date_editions(read, passages, codebook)
    coded = CodedSource(
        passages=passages,
        editions=editions,
        themes=code_themes(read, passages, codebook),
        quotations=code_quotations(read, passages, codebook),
        quantities=code_quantities(read, passages, codebook),
        appearances=code_appearances(read, passages, editions, codebook),
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
    pandera.errors.SchemaError
        If a coding rule broke the contract of its records.
    """
    corrections = group_corrections(corpus.corrections, [source.source_id for source in corpus.sources])
    coded = [
        correct_source(code_source(source, codebook), source, found, codebook)
        for source, found in zip(corpus.sources, corrections, strict=True)
    ]
    families = {source_id: family.family_id for source_id, family in corpus.family_of.items()}
    editions = {mark.passage_id: mark.edition for source in coded for mark in source.editions}

    def collect(name: str, kind: type[Record], schema: pa.DataFrameSchema) -> pd.DataFrame:
        return _as_frame([r for source in coded for r in getattr(source, name)], kind, schema, (families, editions))

    themes = collect("themes", ThemeMark, THEMES)
    return CodedCorpus(
        corpus=corpus,
        codebook=codebook,
        passages=_with_themes([p for source in coded for p in source.passages], themes, (families, editions)),
        themes=themes,
        quotations=collect("quotations", Quotation, QUOTATIONS),
        quantities=collect("quantities", Quantity, QUANTITIES),
        appearances=collect("appearances", Appearance, APPEARANCES),
    )


def _with_themes(passages: Sequence[Passage], themes: pd.DataFrame, keys: tuple[dict[str, str], Any]) -> pd.DataFrame:
    """Return the passages with their themes joined by `;` in the order of the codebook's ids."""
    marked = themes.groupby("passage_id")["theme_id"].agg(lambda ids: ";".join(sorted(set(ids)))).to_dict()
    frame = _plain_frame(passages, Passage, keys)
    frame["themes"] = [marked.get(passage_id, "") for passage_id in frame["passage_id"]]
    return PASSAGES.validate(frame.astype({"themes": "str"}))


def _as_frame(
    records: Sequence[Record], kind: type[Record], schema: pa.DataFrameSchema, keys: tuple[dict[str, str], Any]
) -> pd.DataFrame:
    """Return checked records as a frame."""
    return schema.validate(_plain_frame(records, kind, keys))


def _plain_frame(records: Sequence[Record], kind: type[Record], keys: tuple[dict[str, str], Any]) -> pd.DataFrame:
    """Return records as rows, with the family and the edition of their passage."""
    families, editions = keys
    columns = [field.name for field in fields(kind)]
    frame = pd.DataFrame({name: [getattr(record, name) for record in records] for name in columns}, columns=columns)
    frame.insert(1, "family", [families[source_id] for source_id in frame["source_id"]])
    if "edition" not in frame:
        frame["edition"] = [editions[passage_id] for passage_id in frame["passage_id"]]
    types = {name: "float64" if name in _FLOATS else "int64" for name in frame if name in _FLOATS | _INTEGERS}
    texts = {name: "str" for name in frame if name not in _FLOATS | _INTEGERS | _FLAGS | {"edition"}}
    return frame.astype({**types, **texts, "edition": "Int64"})


_FLOATS = {"value", "low", "high"}
_INTEGERS = {"start", "end", "paragraph"}
_FLAGS = {"is_inferred", "is_balanced"}
