"""Sources as the briefing describes them; what is known of one is the catalogue's."""

from __future__ import annotations

from typing import Any

from wicreport.corpus.sources import Family, Source

__all__ = ["describe_source"]


def describe_source(source: Source, family: Family) -> dict[str, Any]:
    """Return the descriptor of one source, a member of a family, as the briefing reads it."""
    plain = ("source_id", "file", "sha256", "title", "publisher", "ownership", "author", "edition", "kind", "language")
    judged = ("url", "first_hand", "reliability", "reliability_reason", "n_words")
    return {
        **{name: getattr(source, name) for name in (*plain, *judged)},
        "published": source.published.value if source.published else None,
        "precision": source.published.precision if source.published else None,
        "family": family.family_id,
        "role": family.roles[source.source_id],
        "n_furniture_chars": sum(end - start for start, end in source.furniture),
        "n_chars": len(source.text),
        "inferred": dict(source.inferred),
    }
