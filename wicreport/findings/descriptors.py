"""Sources as the briefing describes them; what is known of one is the catalogue's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wicreport.corpus.sources import Family, Source
from wicreport.findings.namings import name_all
from wicreport.findings.rests import MOST_SHOWN
from wicreport.findings.traces import digest_value

if TYPE_CHECKING:
    from wicreport.findings.studies import Study

__all__ = ["describe_corpus", "describe_source"]


def describe_corpus(study: Study) -> dict[str, Any]:
    """Return what the briefing says of a study's documents; of very many, the first, how many more, and a digest."""
    present = set(study.passages["source_id"])
    sources = [source for source in study.corpus.sources if source.source_id in present]
    families = study.corpus.family_of
    named = study.passages["edition"].dropna()
    shown, rest = _cut_sources(study, sources)
    names = name_all(shown, families)
    return {
        "type": "corpus",
        "as_of": study.corpus.as_of,
        "n_documents": len(sources),
        "n_families": len({families[s.source_id].family_id for s in sources}),
        "languages": sorted({s.language for s in sources}),
        "editions": sorted({int(year) for year in named}),
        "parameters": {
            "editions": list(study.editions),
            "focus_edition": study.focus,
            "baseline_edition": study.baseline,
        },
        "sources": [describe_source(s, families[s.source_id]) | {"name": names[s.source_id]} for s in shown],
        **rest,
    }


def _cut_sources(study: Study, sources: Sequence[Source]) -> tuple[Sequence[Source], dict[str, Any]]:
    """Return the sources to be listed, of very many those that are cited before others, and what is said of all."""
    if len(sources) <= MOST_SHOWN:
        return sources, {}
    cited = frozenset(study.cited_ids)
    shown = sorted(sources, key=lambda source: source.source_id not in cited)[:MOST_SHOWN]
    digest = digest_value([(source.source_id, source.sha256) for source in sources])
    return shown, {"n_more_sources": len(sources) - MOST_SHOWN, "digest": digest}


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
