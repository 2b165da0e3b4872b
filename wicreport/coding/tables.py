"""The coded records in the columns that other programs read; nothing is coded here."""

from __future__ import annotations

import pandas as pd

from wicreport.coding.records import CodedCorpus
from wicreport.corpus.sources import Source

__all__ = ["TABLES", "tabulate_records"]

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
    rows = [_source_row(source, coded) for source in coded.corpus.sources]
    sources = pd.DataFrame(rows).astype({"edition": "Int64"})
    return {"sources": sources} | {name: getattr(coded, name)[list(columns)] for name, columns in TABLES.items()}


def _source_row(source: Source, coded: CodedCorpus) -> dict[str, object]:
    """Return the row of one document."""
    family = coded.corpus.family_of[source.source_id]
    plain = {name: getattr(source, name) for name in ("source_id", "file", "title", "publisher")}
    return {
        **plain,
        "published": source.published.value if source.published else None,
        **{name: getattr(source, name) for name in ("edition", "kind", "language")},
        "family": family.family_id,
        "family_role": family.roles[source.source_id],
        "body_spans": ";".join(f"{start}-{end}" for start, end in source.body),
        "n_words": source.n_words,
    }
