"""Corrections as a table: every one is shown with its reason, and the study stands on the corrected records."""

from __future__ import annotations

from pathlib import Path

from tests.scratch import REPORT, TEXTS, write_corpus
from wicreport.findings.corrections import tabulate_corrections
from wicreport.findings.studies import Study, open_study

HEADER = "record,source_id,start,end,words,verdict,value,status,actor_id,reason,who,when\n"
GUESTS, CAME = "About 1,600 guests", "Robin Li of Baidu attended the 2016 conference."


def place_of(words: str) -> str:
    start = REPORT.index(words)
    return f'report,{start},{start + len(words)},"{words}"'


def test_corrections_are_listed_in_the_order_of_the_text(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "c", TEXTS)
    (folder / "coding").mkdir()
    rows = (
        f"quantity,{place_of(GUESTS)},change,1580,,,The organisers’ list has it,A. Reader,2026-11-22\n"
        f"appearance,{place_of(CAME)},accept,,attended,robin-li,Read again,B. Reader,2026-11-23\n"
    )
    (folder / "coding" / "a.csv").write_text(HEADER + rows, encoding="utf-8")
    study = open_study(str(folder))
    table = tabulate_corrections(study)
    assert table["words"].tolist() == [CAME, GUESTS]
    assert table["fields"].tolist() == ["status: attended; actor_id: robin-li", "value: 1580"]
    assert table[["verdict", "reason", "who", "when"]].to_numpy().tolist() == [
        ["accept", "Read again", "B. Reader", "2026-11-23"],
        ["change", "The organisers’ list has it", "A. Reader", "2026-11-22"],
    ]
    corrected = study.whole.quantities[study.whole.quantities["text"] == GUESTS]
    assert corrected["value"].tolist() == [1580.0]


def test_without_corrections_the_table_is_empty_and_has_its_columns(study: Study) -> None:
    table = tabulate_corrections(study)
    assert (len(table), table.columns[0], table.columns[-1]) == (0, "source_id", "when")
