"""Cut words: a negation or a hedge that stood before them and was left behind."""

from __future__ import annotations

import pytest

from wicreport.findings.cuttings import find_cut_turns


@pytest.mark.parametrize(
    ("before", "exact", "sentence", "found"),
    [
        ("Xi Jinping did not ", "attend the conference", "Xi Jinping came.", ("negation", "not")),
        ("Xi didn’t ", "attend the conference", "Xi Jinping came.", ("negation", "didn't")),
        ("None of the committee ", "attended", "The committee attended.", ("negation", "None")),
        ("It may be due to ", "Western disappointment", "The reason is “Western disappointment”.", ("hedge", "may")),
        ("习近平没有", "出席大会", "Xi Jinping came.", ("negation", "没")),
        ("", "may be due to Western disappointment", "The reason is “Western disappointment”.", ("hedge", "may")),
    ],
)
def test_what_was_cut_away_is_named(before: str, exact: str, sentence: str, found: tuple[str, str]) -> None:
    made = list(find_cut_turns(sentence, [(before, exact)]))
    assert [(sense, turn) for sense, turn, _ in made] == [found]


@pytest.mark.parametrize(
    ("before", "exact", "sentence"),
    [
        ("Xi Jinping ", "did not attend the conference", "Xi “did not attend”."),
        ("Xi Jinping did not ", "attend the conference", "Xi Jinping did not come."),
        ("He did not stay, but did ", "attend the conference", "He came."),
        ("He did not stay and ", "left the conference", "He left."),
        ("It may be due to ", "Western disappointment", "It may be “Western disappointment”."),
        ("The notable guests did ", "attend", "They came."),
        ("", "He attended the conference", "He “attended the conference”."),
    ],
)
def test_what_is_said_or_belongs_to_another_clause_is_no_cut(before: str, exact: str, sentence: str) -> None:
    assert list(find_cut_turns(sentence, [(before, exact)])) == []
