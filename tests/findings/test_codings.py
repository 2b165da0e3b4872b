"""A corpus coded once: the same records for the same content, others for any other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from tests.generated_corpora import write_folder
from tests.scratch import TEXTS, write_corpus
from wicreport.briefing.engines import Engine
from wicreport.briefing.runs import Run, code_stream
from wicreport.coding.codebook import Codebook, load_codebook
from wicreport.coding.records import RECORDS
from wicreport.corpus.catalogue import read_corpus
from wicreport.errors import CatalogueError
from wicreport.findings import codings
from wicreport.findings.codings import code_once, read_coded
from wicreport.findings.studies import open_study


def test_a_frame_that_is_altered_is_whole_again_in_the_next_study(corpus_folder: Path) -> None:
    first, second = open_study(str(corpus_folder)), open_study(str(corpus_folder))
    del first.coded.passages["text"]
    first.coded.quantities["value"] = 0.0
    for study in (second, open_study(str(corpus_folder))):
        assert "text" in study.coded.passages
        assert (study.coded.quantities["value"] != 0.0).all()


def test_a_corpus_is_coded_anew_only_where_its_content_or_the_codebook_differs(
    tmp_path: Path, codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    coded: list[int] = []
    code = codings.code_corpus
    monkeypatch.setattr(codings, "code_corpus", lambda corpus, book: coded.append(1) or code(corpus, book))
    codings._code.cache_clear()
    corpus = read_corpus(write_corpus(tmp_path / "a", TEXTS))
    again = read_corpus(write_corpus(tmp_path / "b", TEXTS))
    assert len(code_once(corpus, codebook).passages) == len(code_once(again, codebook).passages)
    assert len(coded) == 1
    code_once(replace(corpus, as_of="2016-12-02"), codebook)
    code_once(corpus, replace(codebook, editions=codebook.editions[:5]))
    assert len(coded) == 3


def test_a_correction_that_no_longer_fits_is_told_each_time(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "a", TEXTS)
    assert open_study(str(folder))
    (folder / "coding").mkdir()
    header, row = (
        "record,source_id,start,end,words,verdict,reason,who,when\n",
        "quantity,report,0,3,The,reject,x,A,2016-12-02\n",
    )
    (folder / "coding" / "a.csv").write_text(header + row, encoding="utf-8")
    for _ in range(2):
        with pytest.raises(CatalogueError):
            open_study(str(folder))


def test_a_snapshot_has_the_records_that_coding_its_documents_gives(tmp_path: Path) -> None:
    write_folder(tmp_path / "in", 30)
    run = Run((str(tmp_path / "in"),), tmp_path / "out", Engine(jobs=1), "parquet", 7)
    code_stream(run, lambda step: None)
    expected, found = code_once(read_corpus(tmp_path / "in"), load_codebook()), read_coded(run.output, load_codebook())
    assert found.corpus == expected.corpus
    for name in RECORDS:
        pd.testing.assert_frame_equal(getattr(found, name), getattr(expected, name))
    found.passages["text"] = "altered"
    assert "altered" not in set(read_coded(run.output, load_codebook()).passages["text"])
