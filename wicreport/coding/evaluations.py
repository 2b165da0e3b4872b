"""How well the rules read a labelled corpus, scored and put in words; reading the files is the corpus room's work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from wicreport.coding.codebook import Codebook
from wicreport.coding.labels import labelled_sources
from wicreport.coding.records import code_source
from wicreport.coding.scores import score_records
from wicreport.coding.tallies import Miss, Score, Tally
from wicreport.corpus.families import label_profiles
from wicreport.corpus.labels import FAMILIES
from wicreport.corpus.profiles import profile_source
from wicreport.corpus.sources import Corpus

__all__ = ["average_themes", "describe_scores", "evaluate_corpus", "score_families"]

_THEMES = "themes: "
_ROW = "{:<26}{:>9}{:>8}{:>9}  {:<18}{:<18}{:<18}"


def evaluate_corpus(corpus: Corpus, labels: Mapping[str, Any], codebook: Codebook) -> tuple[Score, ...]:
    """Return how well the rules read the documents that have labels.

    Parameters
    ----------
    corpus
        The documents; those without labels are left out.
    labels
        The parsed label file, by file name.
    codebook
        What the rules go by.

    Returns
    -------
    tuple of Score
        Bodies, families, quotations, quotations with speaker, quantities, appearances, then each theme.
    """
    read = [source for source, _ in labelled_sources(labels, corpus.sources)]
    bodies, *records = score_records(labels, read, [code_source(source, codebook) for source in read], codebook)
    return (bodies, score_families(labels, corpus), *records)


def score_families(labels: Mapping[str, Any], corpus: Corpus) -> Score:
    """Return how well families agree, counted in pairs of labelled documents that go back to one text.

    Parameters
    ----------
    labels
        The parsed label file. Each entry of ``families`` has ``members``, and perhaps the ``label`` of their pairs; a
        document that no entry names is alone.
    corpus
        The documents and the families found.

    Returns
    -------
    Score
        Of record ``families``; a pair of another label than the one given is not matched.
    """
    tally = Tally("families")
    read = {source.file: source for source, _ in labelled_sources(labels, corpus.sources)}
    profiles = {file: profile_source(source) for file, source in read.items()}
    wanted = {
        pair: family.get("label")
        for family in labels.get(FAMILIES, ())
        for pair in combinations(sorted(family["members"]), 2)
    }
    for one, other in combinations(sorted(read), 2):
        first, second = read[one], read[other]
        found = label_profiles(profiles[one], profiles[other]).label
        is_wanted = (one, other) in wanted
        is_coded = corpus.family_of[first.source_id] == corpus.family_of[second.source_id]
        is_right = is_wanted and is_coded and wanted[one, other] in (None, found)
        tally.add(is_wanted, is_coded, is_right)
        if is_wanted != is_coded or is_wanted != is_right:
            detail = f"labelled {wanted[one, other]}, found {found}" if is_wanted else f"found {found}"
            tally.miss(first, "missed" if is_wanted else "spurious", f"{one} and {other}", detail)
    return tally.total()


def average_themes(scores: Sequence[Score]) -> float | None:
    """Return the macro F1 of the themes among some scores, or None if there is none."""
    rates = [score.f1 for score in scores if score.record.startswith(_THEMES) and score.f1 is not None]
    return sum(rates) / len(rates) if rates else None


def describe_scores(scores: Sequence[Score]) -> Iterator[str]:
    """Yield scores as lines to be read: a table with 95 % intervals, then each disagreement.

    Parameters
    ----------
    scores
        As `evaluate_corpus` gives them.

    Yields
    ------
    str
        One line each. A rate of nothing is a dash.
    """
    yield _ROW.format("record", "labelled", "coded", "matched", "precision", "recall", "F1").rstrip()
    for score in scores:
        rates = (
            _with_interval(score.precision, score.precision_interval),
            _with_interval(score.recall, score.recall_interval),
            _with_interval(score.f1, score.f1_interval),
        )
        yield _ROW.format(score.record, score.n_labelled, score.n_coded, score.n_matched, *rates).rstrip()
    mean = average_themes(scores)
    if mean is not None:
        yield f"themes, mean F1: {mean:.2f}"
    misses = [miss for score in scores for miss in score.misses]
    yield ""
    told = "1 disagreement:" if len(misses) == 1 else f"{len(misses)} disagreements, one by one:"
    yield told if misses else "No disagreement."
    yield from map(_describe_miss, misses)


def _describe_miss(miss: Miss) -> str:
    words = " ".join(miss.text.split())
    return f"{miss.record}: {miss.kind} in {miss.source_id}: {words}" + f" ({miss.detail})" * bool(miss.detail)


def _with_interval(rate: float | None, interval: tuple[float, float] | None) -> str:
    """Return a rate and its interval in words."""
    return "–" if rate is None or interval is None else f"{rate:.2f} ({interval[0]:.2f}–{interval[1]:.2f})"
