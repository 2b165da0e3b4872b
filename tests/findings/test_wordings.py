"""Rules of wording."""

from __future__ import annotations

import pytest

from wicreport.findings.wordings import (
    find_hedges,
    find_likelihoods,
    find_typed_numbers,
    find_unchecked_marks,
    find_unproved_quotations,
)


@pytest.mark.parametrize(
    ("sentence", "typed"),
    [
        ("Of {n} forums, {k:words} were on content.", []),
        ("In 2018 nobody came.", ["2018"]),
        ("Some three forums were on content.", ["three"]),
        ("They met in {y2018}.", []),
        ("It lost “almost 40%” of its value.", []),
        ("Half of them left.", ["Half"]),
        ("Up to 1,900 guests, or 2.5 times as many as in 2016, 2017.", ["1,900", "2.5", "2016", "2017"]),
        ("It was the first of its kind, and one of many.", []),
    ],
)
def test_numbers_are_filled_in_and_never_typed(sentence: str, typed: list[str]) -> None:
    assert find_typed_numbers(sentence) == typed


@pytest.mark.parametrize(
    ("sentence", "terms"),
    [
        ("It is very likely that it rains.", ["very likely"]),
        ("It is unlikely.", ["unlikely"]),
        ("There is almost no chance of it.", ["almost no chance"]),
        ("He said it was “likely”.", []),
        ("They dislike it.", []),
    ],
)
def test_likelihood_terms_are_found_longest_first_and_not_in_quotations(sentence: str, terms: list[str]) -> None:
    assert find_likelihoods(sentence) == terms


def test_hedges_outside_the_scale_are_found() -> None:
    assert find_hedges("It could be likely, and may well be so.") == ["could", "may well"]


def test_quoted_words_must_stand_in_the_evidence() -> None:
    evidence = ["He asked for “a shared future in cyber space.”"]
    assert find_unproved_quotations("They want “a shared future in cyber space”.", evidence) == []
    assert find_unproved_quotations("They want “a shared past”.", evidence) == ["a shared past"]


@pytest.mark.parametrize(
    ("sentence", "marks"),
    [
        ('He said "we love it".', ['"', '"']),
        ("He said ‘nobody came’.", ["‘"]),
        ("He said «rien».", ["«", "»"]),
        ('Xi’s “now-ubiquitous "common prosperity" agenda” stood.', []),
    ],
)
def test_words_in_marks_that_are_not_checked_are_found(sentence: str, marks: list[str]) -> None:
    assert find_unchecked_marks(sentence) == marks
