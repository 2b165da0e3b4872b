"""Who took part in which edition: the labelled seeds, and small texts in other registers with their traps."""

from __future__ import annotations

import json
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from wicreport.coding.actors import slugify
from wicreport.coding.appearances import Appearance, code_appearances
from wicreport.coding.codebook import Codebook
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.dates import date_editions
from wicreport.corpus.passages import split_passages
from wicreport.corpus.sources import Corpus, PublicationDate, Source, Span

CASES = tomllib.loads((Path(__file__).parent / "appearance_cases.toml").read_text(encoding="utf-8"))["cases"]
WIC = "World Internet Conference"


def code(source: Source, codebook: Codebook) -> tuple[Appearance, ...]:
    passages = split_passages(source)
    return code_appearances(DocumentContext(source, passages, date_editions(source, passages, codebook), codebook))


def make_source(text: str, edition: int | None = None, published: str | None = None) -> Source:
    date = PublicationDate(published) if published else None
    language = "zh" if any("\u4e00" <= sign <= "\u9fff" for sign in text) else "en"
    return Source("t", "t.txt", "", text, (Span(0, len(text)),), published=date, edition=edition, language=language)


def said(text: str, codebook: Codebook, edition: int | None = 2018, published: str | None = None) -> set[str]:
    found = code(make_source(text, edition, published), codebook)
    return {f"{record.actor_id} {record.edition or '-'} {record.status}" for record in found}


def mark_missed(case: dict[str, Any]) -> Any:
    """Return a case as a parameter; one that is known to be misread has to be, or be taken off the list."""
    marks = [pytest.mark.xfail(reason=case["misread"], strict=True)] if "misread" in case else []
    return pytest.param(case, id=case["name"], marks=marks)


@pytest.mark.parametrize("case", [mark_missed(case) for case in CASES])
def test_text_says_who_took_part(case: dict[str, Any], codebook: Codebook) -> None:
    coded = said(case["text"], codebook, case.get("edition"), case.get("published"))
    assert coded == set(case["appearances"])


def label_id(who: str, codebook: Codebook) -> str:
    names = (part.strip() for part in who.replace("(", ",").replace(")", ",").split(","))
    known = [actor.actor_id for name in names if (actor := codebook.actor_by_name.get(name.casefold()))]
    return known[0] if known else slugify(who.split(" (")[0])


def labelled(labels: dict[str, Any], codebook: Codebook) -> set[tuple[str, int | None, str]]:
    rows = [row for row in labels["attendance"] if not row.get("group")]
    return {
        (label_id(row["who"], codebook), row["edition_year"], row[key])
        for row in rows
        for key in ("status", "also")
        if key in row
    }


def test_seeds_are_coded_as_labelled(corpus: Corpus, codebook: Codebook, seeds: Path) -> None:
    labels = json.loads((seeds / "labels.json").read_text(encoding="utf-8"))
    for source in corpus.sources:
        if source.file in labels:
            coded = [record for record in code(source, codebook) if not record.capacity.endswith("group")]
            assert {(r.actor_id, r.edition, r.status) for r in coded} == labelled(labels[source.file], codebook)


def test_groups_of_the_seeds_keep_the_words_of_the_text(corpus: Corpus, codebook: Codebook) -> None:
    groups = {
        (record.actor, record.edition, record.status)
        for source in corpus.sources
        for record in code(source, codebook)
        if record.capacity.endswith("group")
    }
    assert groups == {
        ("many renowned Chinese tech CEOs", 2021, "absent"),
        ("leaders of major Silicon Valley companies", 2018, "absent"),
        ("representatives from several major Silicon Valley companies", 2018, "attended"),
        ("Politburo Standing Committee", 2018, "absent"),
    }


def test_offsets_are_those_of_the_passage_that_says_so(corpus: Corpus, codebook: Codebook) -> None:
    for source in corpus.sources:
        spans = {passage.passage_id: (passage.start, passage.end) for passage in split_passages(source)}
        assert all((r.start, r.end) == spans[r.passage_id] for r in code(source, codebook))


def test_invitation_and_letter_are_no_attendance(codebook: Codebook) -> None:
    assert said(f"Elon Musk was invited to attend the {WIC}.", codebook) == set()
    assert said(f"Xi Jinping addressed the {WIC} in a letter.", codebook) == set()


def test_somebody_quoted_from_the_conference_is_there_by_implication(codebook: Codebook) -> None:
    opened = f'The {WIC} opened in Wuzhen. "We will grow," said Robin Li, chief executive of Baidu.'
    assert [r.certainty for r in code(make_source(opened, 2018), codebook)] == ["implied"]


def test_stated_attendance_stands_for_the_implied_one(codebook: Codebook) -> None:
    text = f'The {WIC} opened. "Good," Robin Li said. Robin Li delivered a keynote at the conference.'
    records = code(make_source(text, 2018), codebook)
    assert [(record.certainty, record.rule) for record in records] == [("stated", "speaks at a session")]


def test_implied_attendance_gives_way_to_another_status(codebook: Codebook) -> None:
    text = f'Robin Li appeared at the {WIC} by video. "Good," Robin Li said.'
    assert said(text, codebook) == {"robin-li 2018 virtual"}


def test_source_that_does_not_name_the_conference_says_nothing(codebook: Codebook) -> None:
    assert said("Tim Cook attended the conference and Robin Li delivered a keynote.", codebook) == set()


def test_unknown_person_gets_an_id_from_the_name(codebook: Codebook) -> None:
    text = f"Abena Osei, minister of communications of Ghana, attended the {WIC}."
    assert said(text, codebook) == {"abena-osei 2018 attended"}


def test_nested_qualifiers_do_not_stall_the_rules(codebook: Codebook) -> None:
    text = f"Tim Cook {'only largely also ' * 200}leaders from {'a ' * 300}attended the {WIC}."
    assert said(text, codebook) <= {"tim-cook 2018 attended"}


@pytest.mark.parametrize(
    "words",
    [
        "Jack Ma attended the summit and ",
        "guests included Jack Ma and ",
        "Western executives did not attend and ",
        "attend ",
    ],
)
def test_time_grows_no_faster_than_a_sentence_of_repeated_words(words: str, codebook: Codebook) -> None:
    def measure(n_signs: int) -> float:
        source = make_source(f"The {WIC} opened. " + words * (n_signs // len(words)), 2018)
        passages = split_passages(source)
        document = DocumentContext(source, passages, date_editions(source, passages, codebook), codebook)
        began = time.process_time()
        code_appearances(document)
        return time.process_time() - began

    measure(400)
    short, long = (min(measure(n_signs) for _ in range(3)) for n_signs in (5_000, 20_000))  # what disturbs only adds
    assert long < 8 * short + 0.1


@pytest.mark.parametrize("text", ["", "。", "\ufeff", "“”‘’", f"{WIC} \u202e attended İstanbul", "出席" * 50])
def test_odd_text_never_raises(text: str, codebook: Codebook) -> None:
    assert code(make_source(text), codebook) == ()
