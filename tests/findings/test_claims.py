"""Findings as records: what they count, and how they reach the notebook and the briefing."""

from __future__ import annotations

import pytest

from wicreport.findings.citations import Evidence
from wicreport.findings.claims import Finding, LeftOut, count_families
from wicreport.findings.display import MIME
from wicreport.findings.values import Value


def evidence(source_id: str, family: str, also_in: tuple[str, ...] = ()) -> Evidence:
    return Evidence(source_id, "some words", "exact", 3, 13, family=family, also_in=also_in)


def claim(*parts: tuple[Evidence, ...], reliability: str = "B", contradicting: tuple[Evidence, ...] = ()) -> Finding:
    return Finding(
        "alpha-li", "reported", "finding", "Headline", "Statement.", parts, {"n": Value(4.0, "4")}, (),
        reliability, "moderate", "Basis.", contradicting=contradicting,
    )  # fmt: skip


ONE, TWO, COPY = evidence("a", "a", ("a2",)), evidence("b", "b"), evidence("a2", "a", ("a",))


def test_a_sentence_is_corroborated_as_often_as_its_weakest_part() -> None:
    assert count_families([(ONE, TWO), (ONE,)]) == 1
    assert count_families([(ONE, TWO), (TWO, ONE)]) == 2
    assert count_families([]) == 0


def test_a_copy_adds_a_document_and_no_voice() -> None:
    made = claim((ONE, COPY))
    assert (made.n_families, made.n_documents) == (1, 2)


def test_evidence_given_in_two_parts_is_listed_once() -> None:
    assert claim((ONE, TWO), (ONE,)).evidence == (ONE, TWO)


@pytest.mark.parametrize(
    ("made", "rating"),
    [
        (claim((ONE, TWO), reliability="F"), "1"),
        (claim((ONE,), reliability="C"), "2"),
        (claim((ONE,), reliability="D"), "3"),
        (claim((ONE, TWO), contradicting=(TWO,)), "4"),
    ],
)
def test_information_is_rated_apart_from_the_source(made: Finding, rating: str) -> None:
    assert made.information == rating


def test_the_payload_has_every_key_and_only_values_that_were_worked_out() -> None:
    payload = claim((ONE,)).as_payload()
    assert set(payload) == {
        "type", "id", "kind", "rank", "is_key", "headline", "statement", "likelihood", "confidence", "basis",
        "assumption", "alternative", "indicators", "information", "conditions", "values", "n_families", "n_voices",
        "n_documents", "evidence", "alternative_evidence", "contradicting",
    }  # fmt: skip
    assert payload["values"] == []
    assert payload["likelihood"] is None
    assert payload["is_key"] is False


def test_a_notebook_shows_html_text_and_data() -> None:
    shown = claim((ONE,))._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain", MIME}
    assert shown["text/plain"] == "Headline: Statement."
    assert "<mark>some words</mark>" in shown["text/html"]


def test_a_notebook_shows_whose_words_are_cited() -> None:
    quoted = Evidence("a", "some words", "exact", 3, 13, speaker="Ryan Hass", family="a")
    assert "exact, words of Ryan Hass" in claim((quoted,))._repr_mimebundle_()["text/html"]
    assert "exact, words of Ryan Hass" in quoted._repr_mimebundle_()["text/html"]


def test_text_of_a_source_is_escaped_where_it_is_shown() -> None:
    hostile = Evidence("a", "<script>alert('x')</script>", "exact", 0, 5, family="a")
    html = claim((hostile,))._repr_mimebundle_()["text/html"]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_what_is_left_out_says_why() -> None:
    shown = LeftOut("alpha-li", "He came", "elsewhere: not in the corpus")._repr_mimebundle_()
    assert shown[MIME] == {
        "type": "left_out",
        "id": "alpha-li",
        "headline": "He came",
        "reason": "elsewhere: not in the corpus",
    }
    assert shown["text/plain"] == "He came (left out: elsewhere: not in the corpus)"


def test_of_very_much_evidence_the_first_is_shown_and_all_counts() -> None:
    many = tuple(evidence(f"s{n}", f"s{n}") for n in range(2380))
    made = claim(many)
    assert (made.n_families, made.n_documents) == (2380, 2380)
    payload = made.as_payload()
    assert [item["source_id"] for item in payload["evidence"]] == [f"s{n}" for n in range(40)]
    assert payload["basis"] == "Basis. The first 40 of its passages are shown, and 2,340 more count."
    assert claim(many[:40]).as_payload()["basis"] == "Basis."
