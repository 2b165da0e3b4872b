"""Records: every coded record of a corpus in a frame, with the family and the edition of its passage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandera.errors
import pytest

from tests.scratch import TEXTS, write_corpus
from wicreport.coding import records
from wicreport.coding.codebook import Codebook
from wicreport.coding.records import CodedCorpus, code_corpus, code_source
from wicreport.coding.themes import ThemeMark
from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.sources import Corpus

FRAMES = ("passages", "themes", "quotations", "quantities", "appearances")


@pytest.fixture(scope="module")
def coded(corpus: Corpus, codebook: Codebook) -> CodedCorpus:
    return code_corpus(corpus, codebook)


@pytest.mark.parametrize("name", FRAMES)
def test_every_frame_has_the_place_the_voice_and_the_edition_of_its_records(coded: CodedCorpus, name: str) -> None:
    frame = getattr(coded, name)
    assert {"source_id", "family", "passage_id", "start", "end", "edition"} <= set(frame.columns)
    assert str(frame["edition"].dtype) == "Int64"
    assert len(frame) > 10
    assert set(frame["passage_id"]) <= set(coded.passages["passage_id"])
    assert set(frame["family"]) <= {"protocol-2021", "wapack-2018", "scmp-2022"}


@pytest.mark.parametrize(("name", "column"), [("passages", "text"), ("quotations", "quote"), ("quantities", "text")])
def test_offsets_give_back_the_text_of_each_record(coded: CodedCorpus, name: str, column: str) -> None:
    for row in getattr(coded, name).itertuples():
        assert coded.corpus.source(row.source_id).text[row.start : row.end] == getattr(row, column)


def test_records_lie_inside_their_passage(coded: CodedCorpus) -> None:
    spans = coded.passages.set_index("passage_id")[["start", "end"]]
    for name in ("themes", "quantities", "appearances"):
        for row in getattr(coded, name).itertuples():
            left, right = spans.loc[row.passage_id]
            assert left <= row.start < row.end <= right, (name, row)


def test_the_themes_of_a_passage_are_joined_once_each_in_order(coded: CodedCorpus) -> None:
    for row in coded.passages.itertuples():
        marked = coded.themes[coded.themes["passage_id"] == row.passage_id]["theme_id"]
        assert row.themes == ";".join(sorted(set(marked)))


def test_coding_is_a_pure_function_of_source_and_codebook(corpus: Corpus, codebook: Codebook) -> None:
    source = corpus.sources[-1]
    assert code_source(source, codebook) == code_source(replace(source), codebook)


def test_each_source_is_coded_as_if_it_were_alone(corpus: Corpus, codebook: Codebook, coded: CodedCorpus) -> None:
    alone = code_source(corpus.source("wapack-2018"), codebook)
    together = coded.passages[coded.passages["source_id"] == "wapack-2018"]
    assert together["passage_id"].tolist() == [passage.passage_id for passage in alone.passages]


def test_documents_without_records_give_empty_frames_with_all_columns(tmp_path: Path, codebook: Codebook) -> None:
    folder = write_corpus(tmp_path / "c", {"plain": "Nothing much happened here.\n"})
    coded = code_corpus(read_corpus(folder), codebook)
    assert [len(getattr(coded, name)) for name in FRAMES] == [1, 0, 0, 0, 0]
    assert {"actor_id", "status", "capacity", "edition"} <= set(coded.appearances.columns)


def test_a_rule_that_breaks_its_contract_is_caught_at_the_boundary(
    tmp_path: Path, codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(document: object) -> tuple[ThemeMark, ...]:
        return (ThemeMark("report", "report:p001", "sovereignty", "x", -1, 3),)

    monkeypatch.setattr(records, "code_themes", broken)
    corpus = read_corpus(write_corpus(tmp_path / "c", {"report": TEXTS["report"]}))
    with pytest.raises(pandera.errors.SchemaError, match="start"):
        code_corpus(corpus, codebook)
