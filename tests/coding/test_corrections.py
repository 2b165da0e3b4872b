"""Corrections at work: each meets just the record it names, and one that meets nothing stops the coding."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest

from tests.scratch import TEXTS, write_corpus
from wicreport.coding.codebook import Codebook
from wicreport.coding.records import CodedCorpus, code_corpus
from wicreport.corpus.anchors import read_anchors
from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.corrections import COLUMNS, FIELDS
from wicreport.errors import CatalogueError, ManyErrors

SPEECH = (
    "The 2016 World Internet Conference stood for cyber sovereignty. Robin Li attended it and left early.\n\n"
    "“Nobody should be shut out,” Robin Li said. About 1,600 guests came.\n"
)
HEADER = [*COLUMNS, *dict.fromkeys(name for names in FIELDS.values() for name in names)]


class Desk:
    """A small corpus with one file of corrections, which grows row by row."""

    def __init__(self, folder: Path, codebook: Codebook) -> None:
        self.folder = write_corpus(folder, {**TEXTS, "speech": SPEECH})
        self.codebook = codebook
        self.rows: list[dict[str, object]] = []

    def correct(self, record: str, words: str, verdict: str, **values: object) -> Desk:
        start = SPEECH.index(words)
        place = {"source_id": "speech", "start": start, "end": start + len(words), "words": words}
        why = {"reason": "Read again", "who": "A. Reader", "when": "2026-11-22"}
        self.rows.append({"record": record, "verdict": verdict, **place, **why, **values})
        return self

    def code(self) -> CodedCorpus:
        (self.folder / "coding").mkdir(exist_ok=True)
        with (self.folder / "coding" / "2026.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADER)
            writer.writeheader()
            writer.writerows(self.rows)
        return code_corpus(read_corpus(self.folder), self.codebook)


@pytest.fixture
def desk(tmp_path: Path, codebook: Codebook) -> Desk:
    return Desk(tmp_path / "c", codebook)


def rows_of(coded: CodedCorpus, name: str, *columns: str) -> list[tuple[object, ...]]:
    frame = getattr(coded, name)
    return list(frame[frame["source_id"] == "speech"][list(columns)].itertuples(index=False, name=None))


QUOTE = "Nobody should be shut out"
ATTENDED = "Robin Li attended it and left early."
OPENED = "The 2016 World Internet Conference stood for cyber sovereignty."


def test_without_corrections_the_rules_speak(desk: Desk) -> None:
    coded = desk.code()
    assert rows_of(coded, "quotations", "quote", "speaker", "kind") == [(QUOTE + ",", "Robin Li", "speech")]
    assert rows_of(coded, "quantities", "text", "value") == [("About 1,600 guests", 1600.0)]
    assert ("robin-li", 2016, "attended") in rows_of(coded, "appearances", "actor_id", "edition", "status")
    assert rows_of(coded, "themes", "theme_id") == [("sovereignty",)]


def test_a_rejected_record_is_gone_and_the_others_stay(desk: Desk) -> None:
    before = desk.code()
    coded = desk.correct("quantity", "About 1,600 guests", "reject").code()
    assert rows_of(coded, "quantities", "text") == []
    assert len(coded.quantities) == len(before.quantities) - 1
    assert coded.quotations.equals(before.quotations)


def test_a_theme_is_taken_off_its_passage(desk: Desk) -> None:
    coded = desk.correct("theme", OPENED, "reject", theme_id="sovereignty").code()
    assert rows_of(coded, "themes", "theme_id") == []
    assert rows_of(coded, "passages", "text", "themes")[0] == (OPENED, "")


def test_a_changed_quotation_has_another_speaker_with_the_id_of_the_registry(desk: Desk) -> None:
    coded = desk.correct("quotation", QUOTE + ",", "change", speaker="Ma Huateng", kind="partial").code()
    names = ("quote", "speaker", "speaker_id", "kind")
    assert rows_of(coded, "quotations", *names) == [(QUOTE + ",", "Ma Huateng", "pony-ma", "partial")]


def test_a_dash_takes_the_speaker_away(desk: Desk) -> None:
    coded = desk.correct("quotation", QUOTE + ",", "change", speaker="-").code()
    assert coded.quotations[coded.quotations["source_id"] == "speech"][["speaker", "speaker_id"]].isna().all().all()


def test_a_changed_value_closes_the_interval_round_it(desk: Desk) -> None:
    coded = desk.correct("quantity", "About 1,600 guests", "change", value=1650).code()
    assert rows_of(coded, "quantities", "value", "low", "high") == [(1650.0, 1650.0, 1650.0)]


def test_a_changed_appearance_keeps_its_actor(desk: Desk) -> None:
    coded = desk.correct("appearance", ATTENDED, "change", actor_id="robin-li", status="virtual").code()
    assert rows_of(coded, "appearances", "actor_id", "status")[0] == ("robin-li", "virtual")


def test_records_are_added_in_the_order_of_the_text(desk: Desk) -> None:
    desk.correct("theme", ATTENDED, "add", theme_id="foreign_participation")
    desk.correct("appearance", OPENED, "add", actor_id="xi-jinping", status="absent", edition=2016)
    desk.correct("quotation", "cyber sovereignty", "add", kind="term")
    coded = desk.correct("quantity", "shut out", "add", value=0, unit="count", measures="shut").code()
    assert rows_of(coded, "themes", "theme_id") == [("sovereignty",), ("foreign_participation",)]
    assert rows_of(coded, "themes", "term")[1] == ("correction",)
    assert ("shut out", 2016) in rows_of(coded, "quantities", "text", "edition")
    assert rows_of(coded, "appearances", "actor", "capacity", "edition", "status")[0] == (
        "Xi Jinping", "head of state", 2016, "absent",
    )  # fmt: skip
    assert rows_of(coded, "quotations", "quote", "kind")[0] == ("cyber sovereignty", "term")
    assert rows_of(coded, "quantities", "text", "value", "high")[0] == ("shut out", 0.0, 0.0)


def test_an_accepted_record_stays_as_it_is(desk: Desk) -> None:
    before = desk.code()
    after = desk.correct("appearance", ATTENDED, "accept", actor_id="robin-li", edition=2016, status="attended").code()
    assert after.appearances.equals(before.appearances)


@pytest.mark.parametrize(
    ("record", "words", "verdict", "values", "what"),
    [
        ("quantity", "1,600 guests", "reject", {}, "no longer matches: the coding gives no such quantity of"),
        ("appearance", ATTENDED, "accept", {"actor_id": "robin-li", "status": "absent"}, "gives no such appearance"),
        ("appearance", ATTENDED, "reject", {"actor_id": "ma-huateng"}, "gives no such appearance"),
        ("theme", ATTENDED, "reject", {"theme_id": "sovereignty"}, "gives no such theme"),
        ("theme", ATTENDED, "add", {"theme_id": "weather"}, "theme_id is 'weather'. Choose among sovereignty"),
        ("quotation", QUOTE + ",", "change", {"kind": "speech"}, "the coding gives what it asks for"),
        ("quotation", QUOTE + ",", "add", {"kind": "speech"}, "the coding gives this quotation by itself"),
        ("quotation", QUOTE + ",", "change", {"kind": "song"}, "kind is 'song'. Choose among speech, partial, term"),
        ("quantity", "About 1,600 guests", "change", {"value": "many"}, "value is 'many'. It should be a number"),
        ("quantity", "About 1,600 guests", "change", {"value": "nan"}, "value is 'nan'. It should be a number"),
        ("quantity", "About 1,600 guests", "change", {"low": "1700"}, "low, value and high are 1700, 1600, 1760"),
        ("quantity", "shut out", "add", {"value": 2}, "unit is empty"),
        ("appearance", "Robin Li", "add", {"actor_id": "xi-jinping", "status": "absent"}, "is no passage"),
        ("appearance", ATTENDED, "add", {"actor_id": "nobody-known", "status": "absent"}, "actor is empty"),
        ("appearance", ATTENDED, "change", {"actor_id": "robin-li", "edition": "first"}, "edition is 'first'"),
    ],
)
def test_a_correction_that_meets_nothing_or_asks_the_impossible_names_its_row(
    desk: Desk, record: str, words: str, verdict: str, values: dict[str, object], what: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        desk.correct(record, words, verdict, **values).code()
    assert str(caught.value).startswith(f"{desk.folder / 'coding' / '2026.csv'}, line 2: ")
    assert what in str(caught.value)


def test_a_correction_made_twice_meets_nothing_the_second_time(desk: Desk) -> None:
    desk.correct("quantity", "About 1,600 guests", "reject").correct("quantity", "About 1,600 guests", "reject")
    with pytest.raises(CatalogueError, match=r"2026\.csv, line 3: no longer matches"):
        desk.code()


def test_all_rows_that_meet_nothing_are_told_at_once(desk: Desk) -> None:
    desk.correct("quantity", "1,600 guests", "reject").correct("quantity", "About 1,600 guests", "reject")
    desk.correct("theme", ATTENDED, "reject", theme_id="sovereignty")
    with pytest.raises(ManyErrors) as caught:
        desk.code()
    assert [fault.where.rpartition("/")[2] for fault in caught.value.faults] == ["2026.csv, line 2", "2026.csv, line 4"]
    for row in desk.rows[:2]:
        row["source_id"] = "speach"
    with pytest.raises(ManyErrors, match=r"line 2: .*\n.*line 3: no longer matches: there is no source 'speach'"):
        desk.code()


def test_rows_are_told_in_their_own_order_whatever_that_of_the_sources(desk: Desk) -> None:
    desk.correct("quantity", "About 1,600 guests", "reject").correct("quantity", "About 1,600 guests", "reject")
    for row, source_id in zip(desk.rows, ("speech", "report"), strict=True):
        row |= {"source_id": source_id, "start": 0, "end": 3}
    with pytest.raises(ManyErrors) as caught:
        desk.code()
    assert [fault.where[-6:] for fault in caught.value.faults] == ["line 2", "line 3"]


def test_words_that_moved_and_sources_that_left_are_named(desk: Desk) -> None:
    desk.correct("quantity", "About 1,600 guests", "reject").rows[0]["words"] = "About 1,700 guests"
    with pytest.raises(CatalogueError, match="speech has “About 1,600 guests” at"):
        desk.code()
    desk.rows[0]["source_id"] = "speach"
    with pytest.raises(CatalogueError, match=r"there is no source 'speach'\. There is 'speech'\."):
        desk.code()


def test_what_would_be_met_is_told_since_no_table_shows_it_while_a_row_is_wrong(desk: Desk) -> None:
    guests = SPEECH.index("About 1,600 guests")
    desk.correct("quantity", "1,600 guests", "reject")
    with pytest.raises(CatalogueError) as caught:
        desk.code()
    assert caught.value.remedy == (
        f"There it gives {guests}-{guests + 18} “About 1,600 guests” (value 1600.0, low 1440.0, high 1760.0, "
        "unit count, measures guests). Correct what the row names, or remove it."
    )
    desk.rows[0] |= {"start": 3, "end": 15}
    with pytest.raises(CatalogueError, match=f"“1,600 guests” stands at {guests + 6}-{guests + 18}"):
        desk.code()
    desk.rows[0] |= {"words": "1,700 guests"}
    with pytest.raises(CatalogueError, match="It has no “1,700 guests” at all"):
        desk.code()
    desk.rows.clear()
    desk.correct("theme", ATTENDED, "reject", theme_id="sovereignty")
    with pytest.raises(CatalogueError, match=r"There it gives no theme\."):
        desk.code()


def test_the_corrections_of_the_readme_work_as_they_stand(seeds: Path, tmp_path: Path, codebook: Codebook) -> None:
    readme = (seeds.parent / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```\n(record,.*?)```", readme, re.DOTALL)
    shutil.copytree(seeds, tmp_path / "seeds")
    (tmp_path / "seeds" / "coding").mkdir()
    (tmp_path / "seeds" / "coding" / "a.csv").write_text(example, encoding="utf-8")
    corpus = read_corpus(tmp_path / "seeds")
    assert len(corpus.corrections) == 2
    plain, corrected = code_corpus(read_corpus(seeds), codebook), code_corpus(corpus, codebook)
    assert len(corrected.quantities) == len(plain.quantities) - 1
    assert (corrected.quotations["kind"] != plain.quotations["kind"]).sum() == 1
    pinned = read_anchors(seeds.parent / "notebooks" / "anchors.json")
    spans = {(anchor.source_id, anchor.start, anchor.end) for anchor in pinned if anchor.reading}
    (row,) = (row for row in corpus.corrections if row.record == "quotation")  # no pin knows its speaker
    assert not [name for name, start, end in spans if name == row.source_id and start < row.end and row.start < end]
