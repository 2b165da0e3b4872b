"""Fit the weights of presence to the labelled documents and cases, and say how they do on what they were not fitted to.

Run ``python -m tests.weights`` after a rule that finds names, dates or settings has changed. Scores come from leaving
out a tenth of the texts at a time; the weights that are written come from all of them. Same texts, same bytes.
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

from tests.coding.test_appearances import CASES, make_source
from wicreport.coding.appearances import Appearance
from wicreport.coding.attendance_verbs import STATUSES, Status
from wicreport.coding.codebook import Codebook, load_codebook
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.dates import date_editions
from wicreport.coding.labels import find_spans, is_actor, labelled_sources
from wicreport.coding.participants import find_participants
from wicreport.coding.presences import INTERCEPT, Mention, find_mentions
from wicreport.coding.records import code_source
from wicreport.coding.scores import score_appearances
from wicreport.corpus.labels import read_labelled
from wicreport.corpus.passages import split_passages
from wicreport.corpus.sources import Source

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "tests/labelled/development", ROOT / "seeds")
WEIGHTS = ROOT / "wicreport/coding/codebook/presences.toml"
FOLDS = 10
STRENGTH = 1.0
"""The inverse of the penalty."""

REAL = 5.0
"""How much more a mention in a published document counts than one in a text written for the project."""
FEWEST = 3
"""A signal of fewer mentions gets no weight."""

HEADING = (
    "How much each signal round a name tells for or against its bearer being at the conference, by status: weights of",
    "logistic regressions, fitted by `python -m tests.weights` to the labelled texts. `_` is the name, PERSON and BODY",
    "are other names; `x _` and `_ x` are words before and after the name, `x|_` right beside it, `_, x` behind an",
    "apposition, `~x` anywhere in the sentence. Words have lost their endings.",
)
Weights = Mapping[Status, Mapping[str, float]]


@dataclass(frozen=True)
class Reading:
    """One labelled text: the mentions that its labels are clear about, and the status each has (or none)."""

    origin: str
    source: Source
    label: Mapping[str, Any]
    mentions: tuple[tuple[Mention, str], ...]


def read_all(codebook: Codebook, folders: Sequence[Path] = FOLDERS) -> list[Reading]:
    """Return the labelled documents of some folders in their order, then the cases."""
    found = [(f.name, *pair) for f in folders for pair in _read_folder(f)] + [
        ("cases", *pair) for pair in _read_cases()
    ]
    return [Reading(*entry, tuple(_read(*entry[1:], codebook))) for entry in found]


def _read_folder(folder: Path) -> Iterator[tuple[Source, Mapping[str, Any]]]:
    corpus, labels = read_labelled(folder)
    yield from labelled_sources(labels, corpus.sources)


def _read_cases() -> Iterator[tuple[Source, Mapping[str, Any]]]:
    """Yield the cases as documents; the whole of a case is the evidence for each of its records."""
    for number, case in enumerate(CASES):
        source = make_source(case["text"], case.get("edition"), case.get("published"))
        records = (record.rsplit(" ", 2) for record in case["appearances"])
        entries = [
            {"who": who, "edition_year": None if year == "-" else int(year), "status": status, "evidence": case["text"]}
            for who, year, status in records
        ]
        yield replace(source, source_id=f"case-{number}", file=f"case-{number}"), {"attendance": entries}


def _read(source: Source, label: Mapping[str, Any], codebook: Codebook) -> Iterator[tuple[Mention, str]]:
    passages = split_passages(source)
    document = DocumentContext(source, passages, date_editions(source, passages, codebook), codebook)
    entries = [entry for entry in label["attendance"] if not (entry.get("group") or entry["who"].startswith("("))]
    for mention in find_mentions(document, find_participants(source, passages, codebook)):
        mine = [e for e in entries if is_actor(e, mention.who.name, mention.who.actor_id, codebook)]
        passage = passages[mention.number]
        told = {e["status"] for e in mine if _is_said_in(e, source.text, passage.start, passage.end)}
        if not mine or len(told) == 1:
            yield mention, next(iter(told), "none")


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
    del counts[INTERCEPT]
    table = DictVectorizer()
    matrix = table.fit_transform({n: v for n, v in m.signals.items() if counts[n] >= FEWEST} for m, _ in mentions)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    shares = np.array([REAL if reading.origin == "seeds" else 1.0 for reading in readings for _ in reading.mentions])
    names, weights = table.get_feature_names_out(), {}
    for status in STATUSES:
        model = LogisticRegression(
            C=STRENGTH, l1_ratio=1.0, solver="liblinear", random_state=0, tol=1e-4, max_iter=5000
        )
        model.fit(matrix, np.array([told == status for _, told in mentions]), sample_weight=shares)
        rounded = zip(names, model.coef_[0].round(2).tolist(), strict=True)
        found = {name: weight for name, weight in rounded if weight}
        weights[status] = {INTERCEPT: round(float(model.intercept_[0]), 2)} | dict(
            sorted(found.items(), key=lambda item: (-abs(item[1]), item[0]))
        )
    return weights


def score_left_out(readings: Sequence[Reading], codebook: Codebook) -> Iterator[str]:
    """Yield how appearances agree, by origin, in texts coded with weights fitted without them."""
    coded: dict[str, list[tuple[Reading, tuple[Appearance, ...]]]] = defaultdict(list)
    for fold in range(FOLDS):
        fitted = replace(codebook, presences=fit([r for n, r in enumerate(readings) if n % FOLDS != fold]))
        for reading in readings[fold::FOLDS]:
            coded[reading.origin].append((reading, code_source(reading.source, fitted).appearances))
    for origin, found in coded.items():
        labels = {reading.source.file: reading.label for reading, _ in found}
        records = [record for _, appearances in found for record in appearances]
        score = score_appearances(labels, [reading.source for reading, _ in found], records, codebook)
        yield f"{origin}: precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}"


def write(weights: Weights, path: Path = WEIGHTS) -> None:
    """Write weights as TOML, the heaviest first."""
    lines = [f"# {line}" for line in HEADING]
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
