"""A study: the corpus an analyst has chosen, coded and ready to be cited; it claims nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, cast

import pandas as pd

from wicreport.coding.codebook import Actor, Edition, load_codebook
from wicreport.coding.records import CodedCorpus
from wicreport.corpus.anchors import Anchor, read_anchors
from wicreport.corpus.labels import read_labels
from wicreport.corpus.projects import Project, find_project
from wicreport.corpus.proofs import Proof, read_proofs
from wicreport.corpus.rates import Rate, read_rates
from wicreport.corpus.sources import Corpus, Source
from wicreport.findings.codings import NotedRecords, open_coded, select_editions
from wicreport.findings.descriptors import describe_corpus
from wicreport.findings.display import render_html
from wicreport.findings.evidence import citable_text
from wicreport.findings.foldings import fold_text
from wicreport.findings.lookups import Named, require_known
from wicreport.findings.parameters import check_editions
from wicreport.findings.speakers import SpokenSpan, group_spoken
from wicreport.findings.traces import Notes, excused, open_notes, reading

__all__ = ["Study", "load_study", "open_study"]


class PassageSpan(NamedTuple):
    """Where a passage stands."""

    passage_id: str
    start: int
    end: int


@dataclass(frozen=True)
class Study(Named):
    """The coded corpus as chosen, and the parameters of one notebook.

    What a notebook reads of it is noted, so that a build knows what the notebook rests on: it runs again where one of
    these readings gives something else. ``is_whole`` says whether these are all editions of the project's own
    documents, which the notebooks were written for.
    """

    _chosen: CodedCorpus
    _whole: CodedCorpus
    _pins: tuple[Anchor, ...]
    _labels: Mapping[str, Any]
    _proofs: tuple[Proof, ...]
    _rates: tuple[Rate, ...]
    editions: tuple[int, ...]
    focus: int
    baseline: int
    notes: Notes
    is_whole: bool = False

    @property
    def coded(self) -> CodedCorpus:
        """Return the records of the chosen editions."""
        return cast("CodedCorpus", NotedRecords(self, "_chosen"))

    @property
    def whole(self) -> CodedCorpus:
        """Return the records of all editions, which tell what was left out."""
        return cast("CodedCorpus", NotedRecords(self, "_whole"))

    @reading("the {1} of the record")
    def read_record(self, scope: str, name: str) -> Any:
        """Return one part of `coded` or `whole`."""
        return getattr(getattr(self, scope), name)

    @property
    @reading("the sources")
    def corpus(self) -> Corpus:
        """Return the sources and their families, without what was corrected in their records."""
        return self._sources

    @property
    @reading("the passages")
    def passages(self) -> pd.DataFrame:
        """Return the chosen passages, without the themes they speak of: see `find_marked`."""
        return self._passages["_chosen"]

    @property
    @reading("the passages")
    def all_passages(self) -> pd.DataFrame:
        """Return the passages of all editions, without the themes they speak of."""
        return self._passages["_whole"]

    @property
    @reading("the labels")
    def labels(self) -> Mapping[str, Any]:
        """Return what a reader labelled in the documents, by file name."""
        return self._labels

    @property
    @reading("the proofs")
    def proofs(self) -> tuple[Proof, ...]:
        """Return what the project's attacks on itself gave."""
        return self._proofs

    @property
    @reading("the rates")
    def rates(self) -> tuple[Rate, ...]:
        """Return how often the rules were right on the labelled documents."""
        return self._rates

    @reading("what is marked as {0}")
    def find_marked(self, theme_id: str) -> tuple[str, ...]:
        """Return the ids of the passages that speak of a theme; a theme that the codebook does not have is refused."""
        require_known([theme_id], [theme.theme_id for theme in self._whole.codebook.themes], "theme")
        themes = self._whole.themes
        return tuple(dict.fromkeys(themes.loc[themes["theme_id"] == theme_id, "passage_id"]))

    @reading("the edition of {0}")
    def find_edition(self, year: int) -> Edition | None:
        """Return an edition as the codebook has it, or None."""
        return next((edition for edition in self._whole.codebook.editions if edition.year == year), None)

    @reading("the actor {0}")
    def find_actor(self, actor_id: str) -> Actor | None:
        """Return an actor as the registry has them, or None for one of the record alone; any other id is refused."""
        registered = self._whole.codebook.actor_by_id
        if actor_id not in registered:
            require_known([actor_id], [*registered, *self._whole.appearances["actor_id"]], "actor")
        return registered.get(actor_id)

    @reading("the list of editions")
    def list_years(self) -> tuple[int, ...]:
        """Return the years of the codebook's editions."""
        return tuple(edition.year for edition in self._whole.codebook.editions)

    @reading("the anchor of “{1}”")
    def find_pins(self, source_id: str, exact: str) -> tuple[Anchor, ...]:
        """Return the anchors kept for words of a source."""
        return tuple(pin for pin in self._pins if (pin.source_id, pin.exact) == (source_id, exact))

    @property
    @reading("which sources are cited")
    def cited_ids(self) -> tuple[str, ...]:
        """Return the ids of the sources that anchors are kept of."""
        return tuple(sorted({pin.source_id for pin in self._pins}))

    @reading("the source {0}")
    def known_source(self, source_id: str) -> Source | None:
        """Return a source of the corpus, or None where the corpus has none of that id."""
        return self.corpus.source(source_id) if source_id in self.corpus.family_of else None

    @reading("the passage {0}")
    def is_selected(self, passage_id: str) -> bool:
        """Return whether a passage is among the chosen ones."""
        return passage_id in self._selected

    @reading("the passages of {0}")
    def passages_of(self, source_id: str) -> tuple[PassageSpan, ...]:
        """Return the places of all passages of a source, chosen or not."""
        return self._spans.get(source_id, ())

    @reading("the edition of the passage {0}")
    def edition_of(self, passage_id: str) -> int | None:
        """Return the edition a passage speaks of."""
        return self._editions.get(passage_id)

    @property
    @reading("the editions that the documents speak of")
    def years(self) -> tuple[int, ...]:
        """Return the editions that the documents speak of, in order."""
        return tuple(sorted({year for year in self._editions.values() if year}))

    @property
    @reading("who speaks for each voice")
    def speakers(self) -> tuple[str, ...]:
        """Return the id of the fullest member of each family that has chosen passages, in the order of the families."""
        return self._speakers

    @reading("the copies of {0}")
    def repeats(self, source_id: str, words: str) -> tuple[str, ...]:
        """Return the other documents of the same voice that have the same words."""
        wanted = fold_text(words)[0].strip()
        others = (other for other in self.corpus.family_of[source_id].roles if other != source_id)
        return tuple(other for other in others if wanted and wanted in self._folded_text(other))

    def _folded_text(self, source_id: str) -> str:
        if source_id not in self._folded:
            self._folded[source_id] = fold_text(citable_text(self.corpus.source(source_id)))[0]
        return self._folded[source_id]

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {}

    @cached_property
    def _sources(self) -> Corpus:
        return replace(self._whole.corpus, corrections=())

    @cached_property
    def _passages(self) -> dict[str, pd.DataFrame]:
        return {name: getattr(self, name).passages.drop(columns="themes") for name in ("_chosen", "_whole")}

    @cached_property
    def _selected(self) -> frozenset[str]:
        return frozenset(self._passages["_chosen"]["passage_id"])

    @cached_property
    def _spans(self) -> dict[str, tuple[PassageSpan, ...]]:
        rows = self._passages["_whole"][["source_id", "passage_id", "start", "end"]]
        spans: dict[str, list[PassageSpan]] = {}
        for source_id, *place in zip(*(rows[column].tolist() for column in rows), strict=True):
            spans.setdefault(str(source_id), []).append(PassageSpan(*place))
        return {source_id: tuple(found) for source_id, found in spans.items()}

    @cached_property
    def _speakers(self) -> tuple[str, ...]:
        present, origins = set(self._passages["_chosen"]["source_id"]), {f.origin for f in self._sources.families}
        found = [[self._sources.source(n) for n in f.roles if n in present] for f in self._sources.families]
        return tuple(max(m, key=lambda s: (s.source_id in origins, s.n_words)).source_id for m in found if m)

    @cached_property
    def spoken_words(self) -> Mapping[str, Sequence[SpokenSpan]]:
        """Return whose the quoted words of each source are; see `find_speakers`."""
        return group_spoken(self._whole.quotations)

    @cached_property
    def _editions(self) -> dict[str, int | None]:
        passages = self._passages["_whole"]
        pairs = zip(passages["passage_id"], passages["edition"], strict=True)
        return {passage_id: None if pd.isna(edition) else int(edition) for passage_id, edition in pairs}

    def as_payload(self) -> dict[str, Any]:
        """Return what the briefing says of the corpus."""
        return describe_corpus(self)

    def narrowed(self, editions: Sequence[int]) -> Study:
        """Return the study with the passages and records of some editions only; all of them, if none is named."""
        chosen, is_whole = select_editions(self._whole, editions), self.is_whole and not editions
        return replace(self, _chosen=chosen, editions=tuple(editions), is_whole=is_whole)

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
        The folder of the documents, or of the tables in Parquet that `wicreport code` made of them; empty for the
        project's own `seeds/`.
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
    with excused():
        whole = load_study(find_project(), corpus_dir)
    notes = open_notes(corpus_dir, editions)
    study = replace(whole, focus=focus_edition, baseline=baseline_edition, notes=notes).narrowed(editions)
    single = {"focus_edition": focus_edition, "baseline_edition": baseline_edition}
    asked = {"editions": editions, **{name: [year] for name, year in single.items() if year}}
    check_editions(asked, sorted({int(year) for year in study.all_passages["edition"].dropna()}))
    return study


def load_study(project: Project, corpus_dir: str = "") -> Study:
    """Return the corpus of a project, or of another folder, coded, with no edition chosen.

    Raises
    ------
    WicReportError
        If the catalogue, a document, a correction, the anchors or the labels cannot be read.
    """
    folder = Path(corpus_dir) if corpus_dir else project.seeds
    whole = open_coded(folder, load_codebook())
    pins, labels = read_anchors(project.anchors), read_labels(folder)
    proofs, rates = read_proofs(project.proofs), read_rates(project.rates)
    is_whole = folder.resolve() == project.seeds.resolve()
    return Study(whole, whole, pins, labels, proofs, rates, (), 0, 0, Notes(), is_whole)
