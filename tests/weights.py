"""Fit the weights of presence to the labelled documents, and say how they do on documents they were not fitted to.

Run ``python -m tests.weights`` after a rule that finds names, dates or settings has changed. Scores come from leaving
out a tenth of the documents at a time; the weights that are written come from all of them. Same documents, same bytes.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from wicreport.coding.attendance_verbs import Status
from wicreport.coding.codebook import Codebook, load_codebook
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.dates import date_editions
from wicreport.coding.labels import find_spans, is_actor, labelled_sources
from wicreport.coding.participants import find_participants
from wicreport.coding.presences import Mention, find_mentions
from wicreport.coding.records import code_source
from wicreport.coding.scores import score_appearances
from wicreport.corpus.labels import read_labelled
from wicreport.corpus.passages import split_passages
from wicreport.corpus.sources import Source

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "tests/labelled/development", ROOT / "seeds")
WEIGHTS = ROOT / "wicreport/coding/codebook/presences.toml"
STATUSES: tuple[Status, ...] = ("attended", "virtual", "represented", "expected", "absent")
FOLDS = 10
STRENGTH = 0.3
FEWEST = 3
"""A signal of fewer mentions gets no weight."""

Weights = Mapping[Status, Mapping[str, float]]


@dataclass(frozen=True)
class Reading:
    """One labelled document: the mentions that its labels are clear about, and the status each has (or none)."""

    folder: Path
    source: Source
    label: Mapping[str, Any]
    mentions: tuple[tuple[Mention, str], ...]


def read_all(codebook: Codebook, folders: Sequence[Path] = FOLDERS) -> list[Reading]:
    """Return the labelled documents of some folders in their order."""
    found = []
    for folder in folders:
        corpus, labels = read_labelled(folder)
        for source, label in labelled_sources(labels, corpus.sources):
            found.append(Reading(folder, source, label, tuple(_read(source, label, codebook))))
    return found


def _read(source: Source, label: Mapping[str, Any], codebook: Codebook) -> Iterator[tuple[Mention, str]]:
    passages = split_passages(source)
    document = DocumentContext(source, passages, date_editions(source, passages, codebook), codebook)
    named = find_participants(source, passages, codebook)
    entries = [entry for entry in label.get("attendance", ()) if not _is_group(entry)]
    for mention in find_mentions(document, named):
        mine = [e for e in entries if is_actor(e, mention.who.name, mention.who.actor_id, codebook)]
        passage = passages[mention.number]
        here = [e for e in mine if _is_said_in(e, source.text, passage.start, passage.end)]
        if here or not mine:
            yield mention, here[0]["status"] if here else "none"


def _is_group(entry: Mapping[str, Any]) -> bool:
    return bool(entry.get("group")) or entry["who"].startswith("(")


def _is_said_in(entry: Mapping[str, Any], text: str, start: int, end: int) -> bool:
    words = (entry["evidence"], entry.get("evidence2", ""))
    return any(span.start < end and span.end > start for each in words for span in find_spans(text, each))


def fit(readings: Sequence[Reading]) -> dict[Status, dict[str, float]]:
    """Return the weights that fit some documents best, by status; signals that tell nothing have none."""
    mentions = [pair for reading in readings for pair in reading.mentions]
    counts: dict[str, int] = defaultdict(int)
    for mention, _ in mentions:
        for name in mention.signals:
            counts[name] += 1
    kept = [{n: v for n, v in mention.signals.items() if counts[n] >= FEWEST} for mention, _ in mentions]
    table = DictVectorizer()
    matrix = table.fit_transform(kept)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    names, weights = table.get_feature_names_out(), {}
    for status in STATUSES:
        model = LogisticRegression(C=STRENGTH, l1_ratio=1.0, solver="liblinear", random_state=0, tol=1e-6, max_iter=1000)
        model.fit(matrix, np.array([told == status for _, told in mentions]))
        found = {name: round(float(w), 2) for name, w in zip(names, model.coef_[0], strict=True) if round(float(w), 2)}
        weights[status] = {"intercept": round(float(model.intercept_[0]), 2)} | dict(
            sorted(found.items(), key=lambda item: (-abs(item[1]), item[0]))
        )
    return weights


def score_left_out(readings: Sequence[Reading], codebook: Codebook) -> Iterator[str]:
    """Yield how appearances agree in each folder's documents, each coded with weights fitted without it."""
    coded = defaultdict(list)
    for fold in range(FOLDS):
        weights = fit([reading for n, reading in enumerate(readings) if n % FOLDS != fold])
        fitted = replace(codebook, presences=weights)
        for reading in readings[fold::FOLDS]:
            coded[reading.folder.name].append((reading, code_source(reading.source, fitted).appearances))
    for folder, found in coded.items():
        yield from _describe(folder, found, codebook)


def _describe(folder: str, found: Sequence[tuple[Reading, Any]], codebook: Codebook) -> Iterator[str]:
    labels = {reading.source.file: reading.label for reading, _ in found}
    sources = [reading.source for reading, _ in found]
    score = score_appearances(labels, sources, [a for _, records in found for a in records], codebook)
    yield f"{folder}: precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}"


def write(weights: Weights, path: Path = WEIGHTS) -> None:
    """Write weights as TOML, the heaviest first."""
    lines = [
        "# How much each signal round a name tells for or against its bearer being at the conference, in this status:",
        "# weights of logistic regressions, fitted by `python -m tests.weights` to the labelled documents. `_` is the",
        "# name, PERSON and BODY are other names; `x _` and `_ x` are words before and after, `x|_` right beside, `_, x`",
        "# behind an apposition, `~x` anywhere in the sentence. Words have lost their endings.",
    ]
    for status, table in weights.items():
        lines += ["", f"[{status}]", *(f"{json.dumps(name, ensure_ascii=False)} = {w}" for name, w in table.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, write, and print what was left out."""
    codebook = load_codebook()
    readings = read_all(codebook)
    write(fit(readings))
    for line in score_left_out(readings, codebook):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
