"""A study: the corpus an analyst has chosen, coded and ready to be cited; it claims nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from wicreport.coding.codebook import load_codebook
from wicreport.coding.records import CodedCorpus, code_corpus
from wicreport.corpus.anchors import Anchor, read_anchors
from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.labels import read_labels
from wicreport.corpus.projects import find_project
from wicreport.corpus.sources import Source
from wicreport.errors import ParameterError
from wicreport.findings.display import render_html
from wicreport.findings.evidence import citable_text
from wicreport.findings.foldings import fold_text

__all__ = ["Study", "open_study"]


class PassageSpan(NamedTuple):
    """Where a passage stands."""

    passage_id: str
    start: int
    end: int


@dataclass(frozen=True)
class Study:
    """The coded corpus as chosen, and the parameters of one notebook.

    ``labels`` is what a reader labelled in the documents, by file name. ``coded`` holds only the records of the
    chosen editions; ``whole`` holds all, and serves to tell what was left out.
    """

    coded: CodedCorpus
    whole: CodedCorpus
    pins: tuple[Anchor, ...]
    editions: tuple[int, ...]
    focus: int
    baseline: int
    labels: Mapping[str, Any]

    @cached_property
    def selected(self) -> frozenset[str]:
        """Return the ids of the chosen passages."""
        return frozenset(self.coded.passages["passage_id"])

    def known_source(self, source_id: str) -> Source | None:
        """Return a source of the corpus, or None where the corpus has none of that id."""
        return self.whole.corpus.source(source_id) if source_id in self.whole.corpus.family_of else None

    def passages_of(self, source_id: str) -> tuple[PassageSpan, ...]:
        """Return the places of all passages of a source, chosen or not."""
        return self._spans.get(source_id, ())

    def edition_of(self, passage_id: str) -> int | None:
        """Return the edition a passage speaks of."""
        return self._editions.get(passage_id)

    def repeats(self, source_id: str, words: str) -> tuple[str, ...]:
        """Return the other documents of the same voice that have the same words."""
        corpus = self.whole.corpus
        wanted = fold_text(words)[0].strip()
        return tuple(
            other
            for other in corpus.family_of[source_id].roles
            if other != source_id and wanted and wanted in self._folded_text(other)
        )

    def _folded_text(self, source_id: str) -> str:
        if source_id not in self._folded:
            self._folded[source_id] = fold_text(citable_text(self.whole.corpus.source(source_id)))[0]
        return self._folded[source_id]

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {}

    @cached_property
    def _spans(self) -> dict[str, tuple[PassageSpan, ...]]:
        rows = self.whole.passages[["source_id", "passage_id", "start", "end"]]
        return {
            str(source_id): tuple(
                PassageSpan(*row) for row in group[["passage_id", "start", "end"]].itertuples(index=False)
            )
            for source_id, group in rows.groupby("source_id", sort=False)
        }

    @cached_property
    def _editions(self) -> dict[str, int | None]:
        pairs = zip(self.whole.passages["passage_id"], self.whole.passages["edition"], strict=True)
        return {passage_id: None if pd.isna(edition) else int(edition) for passage_id, edition in pairs}

    def as_payload(self) -> dict[str, Any]:
        """Return what the briefing says of the corpus."""
        present = set(self.coded.passages["source_id"])
        sources = [s for s in self.coded.corpus.sources if s.source_id in present]
        families = self.coded.corpus.family_of
        named = self.coded.passages["edition"].dropna()
        return {
            "type": "corpus",
            "as_of": self.coded.corpus.as_of,
            "n_documents": len(sources),
            "n_families": len({families[s.source_id].family_id for s in sources}),
            "languages": sorted({s.language for s in sources}),
            "editions": sorted({int(year) for year in named}),
            "parameters": {
                "editions": list(self.editions),
                "focus_edition": self.focus,
                "baseline_edition": self.baseline,
            },
            "sources": [_describe(s, self.coded.corpus) for s in sources],
        }

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        payload = self.as_payload()
        text = f"{payload['n_documents']} documents, {payload['n_families']} independent voices"
        return render_html("corpus", payload, text)


def open_study(
    corpus_dir: str = "", editions: Sequence[int] = (), focus_edition: int = 0, baseline_edition: int = 0
) -> Study:
    """Return the corpus of a folder, coded, and narrowed to the chosen editions.

    Parameters
    ----------
    corpus_dir
        The folder of the documents; empty for the project's own `seeds/`.
    editions
        Years of the conference; only passages that speak of these are kept. Empty keeps all.
    focus_edition
        The edition the comparisons of a chapter look at.
    baseline_edition
        The edition they look back to.

    Returns
    -------
    Study
        What notebooks cite, count and draw from.

    Raises
    ------
    ParameterError
        If no passage speaks of an edition that was asked for.
    """
    project = find_project()
    folder = Path(corpus_dir) if corpus_dir else project.seeds
    whole = code_corpus(read_corpus(folder), load_codebook())
    asked = (*editions, *(year for year in (focus_edition, baseline_edition) if year))
    known = sorted({int(year) for year in whole.passages["edition"].dropna()})
    for year in asked:
        if year not in known:
            raise ParameterError(
                f"no passage speaks of the edition of {year}",
                where="parameters",
                remedy=f"Choose among {', '.join(map(str, known))}, or add a document that covers {year}.",
            )
    return Study(
        coded=_select(whole, tuple(editions)),
        whole=whole,
        pins=read_anchors(project.anchors),
        editions=tuple(editions),
        focus=focus_edition,
        baseline=baseline_edition,
        labels=read_labels(folder),
    )


def _select(coded: CodedCorpus, editions: tuple[int, ...]) -> CodedCorpus:
    """Return the records that speak of the chosen editions."""
    if not editions:
        return coded
    names = ("passages", "themes", "quotations", "quantities", "appearances")
    chosen = {name: getattr(coded, name) for name in names}
    kept = {name: frame[frame["edition"].isin(editions)].reset_index(drop=True) for name, frame in chosen.items()}
    return replace(coded, **kept)


def _describe(source: Source, corpus: Any) -> dict[str, Any]:
    """Return the descriptor of one source."""
    family = corpus.family_of[source.source_id]
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
