"""Traces: what is noted of a study, and that the notes are the same in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest

from wicreport.findings.studies import load_study, open_study
from wicreport.findings.traces import Notes, describe_reading, digest_value, reading, repeat_reading


@dataclass
class Shelf:
    """Something to be read."""

    books: dict[str, str]
    notes: Notes = field(default_factory=Notes)

    @reading("the book {0}")
    def find(self, name: str) -> str:
        return self.books[name]

    @property
    @reading("the first book")
    def first(self) -> str:
        return self.find("a")


NAME = f"{__name__}:Shelf"


def test_a_reading_is_noted_once_and_what_it_reads_in_turn_is_not() -> None:
    shelf = Shelf({"a": "x", "b": "y"})
    assert (shelf.first, shelf.first) == ("x", "x")
    assert list(shelf.notes.readings) == [(f"{NAME}.first", ())]
    shelf.find("b")
    assert list(shelf.notes.readings) == [(f"{NAME}.first", ()), (f"{NAME}.find", ("b",))]


def test_a_reading_can_be_repeated_and_told_in_words() -> None:
    shelf = Shelf({"a": "x"})
    shelf.find("a")
    (digest,) = shelf.notes.readings.values()
    assert repeat_reading(Shelf({"a": "x", "b": "new"}), f"{NAME}.find", ["a"]) == digest
    assert repeat_reading(Shelf({"a": "z"}), f"{NAME}.find", ["a"]) != digest
    assert describe_reading(f"{NAME}.find", ["a"]) == "the book a"
    assert describe_reading(f"{NAME}.first", []) == "the first book"


def test_what_a_reading_gave_first_is_what_counts() -> None:
    shelf = Shelf({"a": "x"})
    shelf.find("a")
    before = dict(shelf.notes.readings)
    shelf.books["a"] = "altered by the notebook"
    shelf.find("a")
    assert shelf.notes.readings == before


FRAME = pd.DataFrame({"text": ["a", "b"], "number": [1.0, 2.0]})


@pytest.mark.parametrize(
    "other",
    [
        FRAME.iloc[::-1],
        FRAME.iloc[:1],
        FRAME.rename(columns={"text": "words"}),
        FRAME[["number", "text"]],
        FRAME.assign(number=[1.0, 2.0 + 2**-51]),
        FRAME.assign(number=[1, 2]),
        FRAME.assign(text=["a", None]),
        FRAME.assign(text=["a", "b "]),
        FRAME.assign(text=['a"\n1,"b', "b"]),
    ],
)
def test_a_frame_that_differs_anywhere_has_another_digest(other: pd.DataFrame) -> None:
    assert digest_value(other) != digest_value(FRAME)
    assert digest_value(FRAME.copy()) == digest_value(FRAME)


def test_an_empty_text_is_no_missing_one() -> None:
    empty, missing = FRAME.assign(text=["a", ""]), FRAME.assign(text=["a", None])
    assert digest_value(empty) != digest_value(missing)


def test_each_part_of_the_records_is_noted_by_itself(corpus_folder: Path) -> None:
    study = open_study(str(corpus_folder), [2016])
    before = set(study.notes.readings)
    _ = study.coded.appearances, study.whole.quantities, study.coded.codebook
    added = {given for name, given in set(study.notes.readings) - before}
    assert added == {("_chosen", "appearances"), ("_whole", "quantities"), ("_chosen", "codebook")}
    with pytest.raises(AttributeError):
        _ = study.coded.nonsense  # type: ignore[attr-defined]


def test_the_notes_are_the_same_whatever_order_hashes_give(corpus_folder: Path) -> None:
    code = (
        "import sys, wicreport as wic; from wicreport.findings.traces import digest_value;"
        f"s = wic.open_study({str(corpus_folder)!r}, [], 2016, 2016);"
        "[getattr(s.coded, n) for n in ('corpus', 'codebook', 'passages', 'themes', 'quotations', 'quantities', "
        "'appearances')]; s.labels; s.as_payload(); wic.score_study(s); wic.rate_by_edition(s, 'censorship');"
        "wic.cite(wic.take_sources(s, 'report')[0], 'The hall was full. The');"
        "print(sorted(s.notes.readings.items()))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "12345")
    }  # fmt: skip
    assert len(said) == 1
    assert "read_record" in said.pop()


def test_a_study_that_is_loaded_again_reads_the_same(corpus_folder: Path, seeds: Path) -> None:
    from wicreport.corpus.projects import Project

    study = open_study(str(corpus_folder), [2016])
    _ = study.passages, study.find_marked("censorship"), study.coded.quotations
    again = load_study(Project(seeds.parent), str(corpus_folder)).narrowed([2016])
    for (name, given), digest in study.notes.readings.items():
        assert repeat_reading(again, name, given) == digest, name
