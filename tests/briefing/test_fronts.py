"""Front matter: composed from findings alone, and refused where the findings do not carry it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import nbformat
import pytest

from wicreport.briefing.assembly import Assembly
from wicreport.briefing.contests import Contest
from wicreport.briefing.fronts import Front, compare_editions, compose_back, compose_front, read_title
from wicreport.errors import FindingError

FRONT = Front("Title", "Subtitle", "Who came?", {"stamp": "sha256:0"}, None, is_whole=True)
SOURCE = {
    "source_id": "a", "publisher": "Wire", "n_furniture_chars": 40, "n_chars": 100, "role": "origin", "family": "a",
    "kind": "news", "language": "en", "reliability": "B", "reliability_reason": "known", "first_hand": True,
    "published": "2016", "title": "T", "edition": 2016, "ownership": None, "author": None, "inferred": {},
}  # fmt: skip
CORPUS = {
    "editions": [2016, 2018], "n_documents": 2, "n_families": 1, "as_of": "2016-12-01", "languages": ["en"],
    "sources": [SOURCE, {**SOURCE, "source_id": "b", "publisher": None, "n_furniture_chars": 0, "role": "copy"}],
}  # fmt: skip


def claim(name: str, rank: str = "finding", **changed: Any) -> dict[str, Any]:
    evidence = {"source_id": "a", "family": "a", "start": 0, "end": 4}
    return {
        "type": "finding", "id": name, "kind": "reported", "rank": rank, "headline": f"Headline of {name}",
        "statement": f"{name}.", "confidence": "moderate", "basis": "One voice.", "n_families": 1,
        "chapter_id": "alpha", "evidence": [evidence], "alternative_evidence": [], "contradicting": [], **changed,
    }  # fmt: skip


def records(*findings: dict[str, Any], **changed: Any) -> Assembly:
    made = Assembly(nbformat.v4.new_notebook(), findings, (), (), (), CORPUS)
    return replace(made, **changed)


def whole(n_first: int = 1, n_key: int = 3) -> Assembly:
    first = [claim(f"first-{place}", "bottom line") for place in range(n_first)]
    return records(*first, *(claim(f"key-{place}", "key judgment") for place in range(n_key)), claim("other-0"))


def front_of(made: Assembly, front: Front = FRONT) -> dict[str, dict[str, Any]]:
    return {item["type"]: item for item in compose_front(made, {"alpha": "Alpha"}, front)}


@pytest.mark.parametrize(
    ("n_first", "n_key", "what"),
    [
        (0, 3, "0 findings are ranked `bottom line`"),
        (4, 3, "4 findings are ranked `bottom line`"),
        (1, 2, "2 findings are ranked `key judgment`"),
        (1, 7, "7 findings are ranked `key judgment`"),
    ],
)
def test_a_whole_briefing_has_one_to_three_first_sentences_and_three_to_six_judgments(
    n_first: int, n_key: int, what: str
) -> None:
    with pytest.raises(FindingError) as caught:
        front_of(whole(n_first, n_key))
    assert caught.value.what == what


def test_on_chosen_editions_the_lead_of_each_chapter_stands_in_for_the_bottom_line() -> None:
    kept = records(claim("one-a"), claim("one-b"), claim("two-a", chapter_id="beta"))
    parts = front_of(kept, replace(FRONT, is_whole=False))
    assert [sentence["finding_id"] for sentence in parts["bottom_line"]["sentences"]] == ["one-a", "two-a"]
    assert "key_judgments" not in parts


def test_the_first_page_says_only_what_findings_say() -> None:
    parts = front_of(whole(2, 3))
    assert list(parts) == ["masthead", "bottom_line", "key_judgments", "scope", "changes"]
    assert parts["bottom_line"]["sentences"] == [
        {"text": "first-0.", "finding_id": "first-0", "sureness": ""},
        {"text": "first-1.", "finding_id": "first-1", "sureness": ""},
    ]
    assert [item["id"] for item in parts["key_judgments"]["items"]] == ["key-0", "key-1", "key-2"]
    assert parts["key_judgments"]["items"][0]["chapter"] == {"id": "alpha", "title": "Alpha"}


def test_a_judgment_of_the_bottom_line_has_its_confidence_in_a_sentence_of_its_own() -> None:
    made = records(claim("a", "bottom line", kind="judged"), *(claim(f"k-{n}", "key judgment") for n in range(3)))
    (sentence,) = front_of(made)["bottom_line"]["sentences"]
    assert (sentence["text"], sentence["sureness"]) == ("a.", "Confidence in this judgment: moderate. One voice.")


def test_an_edition_without_a_document_and_the_years_of_the_documents_are_told() -> None:
    masthead = front_of(whole())["masthead"]
    assert (masthead["editions"], masthead["own_editions"]) == ([2016, 2018], [2016])
    assert masthead["published_years"] == [2016]
    undated = replace(whole(), corpus={**CORPUS, "sources": [SOURCE, {**SOURCE, "published": None, "edition": None}]})
    assert front_of(undated)["scope"]["published_years"] == []
    cut = front_of(replace(whole(), corpus={**CORPUS, "n_more_sources": 1_960}))["masthead"]
    assert (cut["own_editions"], cut["published_years"]) == ([2016, 2018], [])


def test_scope_says_what_was_read_and_what_was_kept_out() -> None:
    scope = front_of(whole())["scope"]
    assert (scope["period"], scope["n_documents"], scope["n_families"]) == ("2016–2018", 2, 1)
    assert scope["publishers"] == ["Wire", "publisher not named"]
    assert scope["excluded"] == "Page furniture: 40\u00a0per cent of a"
    named = replace(whole(), corpus={**CORPUS, "sources": [{**SOURCE, "name": "Wire 2016"}]})
    assert front_of(named)["scope"]["excluded"] == "Page furniture: 40\u00a0per cent of Wire 2016"
    cut = replace(whole(), corpus={**CORPUS, "n_more_sources": 1_960})
    assert front_of(cut)["scope"]["excluded"].endswith(" of a, what is so in 1,960 more documents")
    bare = replace(whole(), corpus={**CORPUS, "sources": [{**SOURCE, "n_furniture_chars": 0}]})
    assert front_of(bare)["scope"]["excluded"] == ""


def test_the_first_edition_has_nothing_to_compare_with() -> None:
    assert front_of(whole())["changes"] == {
        "type": "changes",
        "is_first": True,
        "previous_as_of": None,
        "items": [],
    }


@pytest.mark.parametrize(
    ("before", "now", "change", "reason"),
    [
        ({}, {"confidence": "high", "basis": "Two agree."}, "strengthened", "confidence moderate to high. Two agree."),
        ({}, {"confidence": "low"}, "weakened", "confidence moderate to low. One voice."),
        ({}, {"n_families": 2}, "strengthened", "independent voices 1 to 2. One voice."),
        ({}, {"statement": "Other."}, "reworded", "previously: x-y."),
    ],
)
def test_a_finding_that_changed_says_how(before: dict[str, Any], now: dict[str, Any], change: str, reason: str) -> None:
    previous = {"as_of": "2016-11-01", "findings": [claim("x-y", **before)]}
    made = compare_editions(previous, [claim("x-y", **now)])
    assert (made["is_first"], made["previous_as_of"]) == (False, "2016-11-01")
    assert made["items"] == [{"change": change, "id": "x-y", "headline": "Headline of x-y", "reason": reason}]


def test_findings_that_came_or_went_are_named() -> None:
    previous = {"as_of": "2016-11-01", "findings": [claim("old-one"), claim("kept-one")]}
    items = compare_editions(previous, [claim("kept-one"), claim("new-one")])["items"]
    assert [(item["change"], item["id"]) for item in items] == [("new", "new-one"), ("withdrawn", "old-one")]


def test_the_appendix_lists_the_findings_that_each_source_carries() -> None:
    _, appendix = compose_back(whole(), FRONT)
    assert [item["type"] for item in appendix] == [
        "source_summary",
        "sources",
        "impact",
        "evidence_index",
        "left_out_list",
        "stamp",
    ]
    impact = appendix[2]["rows"]
    assert [len(row["findings"]) for row in impact] == [5, 0]
    assert impact[0]["findings"][0] == {"id": "first-0", "headline": "Headline of first-0"}


def test_the_appendix_lists_figures_and_disagreements_that_rest_on_a_source() -> None:
    disagreement = {"id": "how-many", "topic": "How many came", "evidence": [{"source_id": "b"}]}
    figure = {"id": "fig-a", "type": "figure", "title": "Most came", "sources": ["a", "b"]}
    _, appendix = compose_back(records(claim("x-y"), disagreements=(disagreement,), exhibits=(figure,)), FRONT)
    named = [[item["headline"] for item in row["findings"]] for row in appendix[2]["rows"]]
    assert named == [["Headline of x-y", "Figure: Most came"], ["Disagreement: How many came", "Figure: Most came"]]


def test_what_was_left_out_and_where_sources_disagree_is_listed() -> None:
    disagreement = {"id": "how-many", "topic": "How many came", "statement": "…", "resolution": "…", "evidence": []}
    made = replace(whole(), left_out=({"id": "a-b"},), disagreements=(disagreement,))
    closing, appendix = compose_back(made, FRONT)
    assert closing == [{"type": "disagreements", "rows": [disagreement]}]
    assert appendix[4]["items"] == [{"id": "a-b"}]
    assert appendix[0]["contested"] == ["How many came"]
    assert "set out under “Where sources disagree or err”: How many came." in appendix[0]["paragraphs"][-1]
    assert all(paragraph.strip() for paragraph in appendix[0]["paragraphs"])


def test_the_title_is_read_from_its_file() -> None:
    text = 'title = "T"\nsubtitle = "S"\nquestion = "Q?"\n'
    assert read_title(text, "briefing.toml") == {"title": "T", "subtitle": "S", "question": "Q?", "contests": ()}


def test_contested_terms_are_read_with_both_sides() -> None:
    text = 'title = "T"\nsubtitle = "S"\nquestion = "Q?"\n[[contested]]\nours = "censorship"\ntheirs = ["moderation"]\n'
    assert read_title(text, "briefing.toml")["contests"] == (Contest("censorship", ("moderation",)),)


@pytest.mark.parametrize(
    "text",
    [
        'title = "T"',
        "title = ",
        "",
        'title = "T"\nsubtitle = " "\nquestion = "Q?"',
        'title = "T"\nsubtitle = "S"\nquestion = "Q?"\n[[contested]]\nours = "censorship"',
    ],
)
def test_a_title_file_that_lacks_something_is_refused(text: str) -> None:
    with pytest.raises(FindingError) as caught:
        read_title(text, "briefing.toml")
    assert caught.value.where == "briefing.toml"
    assert caught.value.remedy.startswith("It needs `title`, `subtitle` and `question`")


def test_a_key_that_a_title_file_does_not_have_is_told_with_the_one_that_is_meant() -> None:
    with pytest.raises(FindingError, match=r"briefing\.toml: unknown key 'titel'\. Write title or subtitle, if"):
        read_title('titel = "T"\nsubtitle = "S"\nquestion = "Q?"', "briefing.toml")
