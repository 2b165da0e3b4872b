"""The coded records in the columns that other programs read; nothing is coded here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from wicreport.coding.records import CodedCorpus
from wicreport.corpus.sources import Family, Source

__all__ = [
    "SOURCES",
    "TABLES",
    "describe_source",
    "frame_sources",
    "place_source",
    "select_columns",
    "tabulate_records",
]

SOURCES = (
    *("source_id", "file", "title", "publisher", "published", "edition", "kind", "language"),
    *("family", "family_role", "body_spans", "n_words"),
)
"""The columns of the table of documents, in order."""

TABLES: dict[str, tuple[str, ...]] = {
    "passages": ("passage_id", "source_id", "start", "end", "text", "edition", "themes"),
    "quotations": ("source_id", "start", "end", "quote", "speaker", "speaker_id", "kind"),
    "quantities": ("source_id", "start", "end", "text", "value", "unit", "measures"),
    "appearances": ("source_id", "start", "end", "actor", "actor_id", "edition", "status"),
}
"""The columns of each table of records, in order."""


def tabulate_records(coded: CodedCorpus) -> dict[str, pd.DataFrame]:
    """Return every table of `wicreport code` by its name.

    Returns
    -------
    dict of pandas.DataFrame
        `sources` (one row a document: `source_id`, `file`, `title`, `publisher`, `published`, `edition`, `kind`,
        `language`, `family`, `family_role`, `body_spans` as `start-end` joined by `;`, `n_words`), and the tables of
        `TABLES`, one row a record. Offsets count code points of the text; ``text[start:end]`` is the passage, the
        quote or the quantity; of an appearance it is the passage that says so.
    """
    family_of = coded.corpus.family_of
    rows = [
        describe_source(source) | place_source(family_of[source.source_id], source.source_id)
        for source in coded.corpus.sources
    ]
    return {"sources": frame_sources(rows)} | select_columns({name: getattr(coded, name) for name in TABLES})


def select_columns(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return frames of records as the tables of `TABLES`."""
    return {name: frames[name][list(columns)] for name, columns in TABLES.items()}


def frame_sources(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return the table of documents from one description each, families included."""
    return pd.DataFrame(rows, columns=list(SOURCES)).astype({"edition": "Int64"})


def place_source(family: Family, source_id: str) -> dict[str, object]:
    """Return what the table says of a document's place in its family."""
    return {"family": family.family_id, "family_role": family.roles[source_id]}


def describe_source(source: Source) -> dict[str, object]:
    """Return what the table says of one document by itself."""
    return {
        **{name: getattr(source, name) for name in ("source_id", "file", "title", "publisher")},
        "published": source.published.value if source.published else None,
        **{name: getattr(source, name) for name in ("edition", "kind", "language")},
        "body_spans": ";".join(f"{start}-{end}" for start, end in source.body),
        "n_words": source.n_words,
    }
