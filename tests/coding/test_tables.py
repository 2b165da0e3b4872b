"""The tables that other programs read: their names, columns and order are binding."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.scratch import TEXTS, write_corpus
from wicreport.coding.codebook import Codebook
from wicreport.coding.records import code_corpus
from wicreport.coding.tables import tabulate_records
from wicreport.corpus.catalogue import read_corpus

COLUMNS = {
    "sources": "source_id file title publisher published edition kind language family family_role body_spans n_words",
    "passages": "passage_id source_id start end text edition themes",
    "quotations": "source_id start end quote speaker speaker_id kind",
    "quantities": "source_id start end text value unit measures",
    "appearances": "source_id start end actor actor_id edition status",
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory, codebook: Codebook) -> dict[str, pd.DataFrame]:
    folder = write_corpus(tmp_path_factory.mktemp("corpus"), {**TEXTS, "twin": TEXTS["report"]})
    return tabulate_records(code_corpus(read_corpus(folder), codebook))


def test_every_table_has_its_columns_in_order(tables: dict[str, pd.DataFrame]) -> None:
    assert {name: " ".join(frame.columns) for name, frame in tables.items()} == COLUMNS


def test_a_document_row_says_its_voice_its_role_and_its_body(tables: dict[str, pd.DataFrame]) -> None:
    rows = tables["sources"].set_index("source_id")
    assert rows["family"].tolist() == ["report", "other", "chinese", "awkward", "report"]
    assert rows["family_role"].tolist() == ["origin", "origin", "origin", "origin", "copy"]
    for source_id, spans in rows["body_spans"].items():
        text = TEXTS["report" if source_id == "twin" else str(source_id)]
        left, right = map(int, spans.split(";")[0].split("-"))
        assert text[left:right].strip()
    assert rows.loc["report", "n_words"] == len(TEXTS["report"].split())


def test_records_have_the_values_that_were_coded(tables: dict[str, pd.DataFrame]) -> None:
    guests = tables["quantities"].query("unit == 'count'").iloc[0]
    assert (guests["source_id"], guests["value"], guests["unit"], guests["measures"]) == (
        "report",
        1600.0,
        "count",
        "guests",
    )
    quote = tables["quotations"].iloc[0]
    assert (quote["speaker"], quote["speaker_id"], quote["kind"]) == ("Robin Li", "robin-li", "speech")
    came = tables["appearances"].iloc[0]
    assert (came["actor"], came["actor_id"], came["edition"], came["status"]) == (
        "Robin Li",
        "robin-li",
        2016,
        "attended",
    )


def test_a_folder_without_a_catalogue_gives_the_same_tables(tmp_path: Path, codebook: Codebook) -> None:
    (tmp_path / "Note One.txt").write_text(TEXTS["report"], encoding="utf-8")
    tables = tabulate_records(code_corpus(read_corpus(tmp_path), codebook))
    assert {name: " ".join(frame.columns) for name, frame in tables.items()} == COLUMNS
    assert tables["sources"]["source_id"].tolist() == ["note-one"]
    assert tables["sources"]["edition"].tolist() == [2016]
