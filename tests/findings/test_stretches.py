"""Stretches: of a sentence, the part that is most like some words, in whole words."""

from __future__ import annotations

import pytest

from wicreport.findings.stretches import find_stretch

SENTENCE = (
    "However, its value of $6.07 trillion, as he said, may never be “half” of what 20 forums in Wuzhen were told."
)


@pytest.mark.parametrize(
    ("words", "stretch"),
    [
        ("a value of $6.7 trillion", "value of $6.07 trillion"),
        ("$6.7 trillion", "$6.07 trillion"),
        ("30 forums", "20 forums"),
        ("may be “half” of what", "may never be “half” of what"),
        ("may never ever be “half”", "may never be “half”"),
        ("forums in Wuzhen were told.", "forums in Wuzhen were told."),
    ],
)
def test_the_stretch_is_about_as_long_as_the_words(words: str, stretch: str) -> None:
    assert find_stretch(words, SENTENCE)[1] == stretch


def test_a_stretch_of_chinese_words_is_found_by_characters() -> None:
    assert find_stretch("出席了开幕式", "习近平没有出席开幕式，雨。")[1] == "出席开幕式"


def test_likeness_is_the_share_of_the_words_that_is_there_less_what_is_too_much() -> None:
    assert find_stretch("20 forums", SENTENCE) == (1.0, "20 forums")
    likeness, _ = find_stretch("30 forums", SENTENCE)
    assert likeness == pytest.approx(8 / 9)


def test_nothing_is_like_no_words_or_in_no_sentence() -> None:
    assert find_stretch(" ", SENTENCE) == (0.0, "")
    assert find_stretch("20 forums", "") == (0.0, "")


def test_a_stretch_of_a_text_without_an_end_is_found() -> None:
    text = "and so on " * 20_000 + "and 20 forums were held " + "and so on " * 20_000
    assert find_stretch("and 30 forums were held", text)[1] == "and 20 forums were held"
