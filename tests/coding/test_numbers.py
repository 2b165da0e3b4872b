"""Numbers as written."""

from __future__ import annotations

import pytest

from wicreport.coding.numbers import find_numbers, parse_chinese, parse_words


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("2,000", 2000, "cardinal"),
        ("38.6", 38.6, "cardinal"),
        ("6.07 trillion", 6.07e12, "cardinal"),
        ("50bn", 5e10, "cardinal"),
        ("twenty-one", 21, "cardinal"),
        ("one hundred and twenty thousand", 120000, "cardinal"),
        ("half a dozen", 6, "cardinal"),
        ("20th", 20, "ordinal"),
        ("twenty-first", 21, "ordinal"),
        ("two thirds", pytest.approx(2 / 3), "fraction"),
        ("tens of thousands of", 10000, "many"),
        ("50.2万亿", 50.2e12, "cardinal"),
        ("一百二十万", 1.2e6, "cardinal"),
        ("第五", 5, "ordinal"),
        ("三分之二", pytest.approx(2 / 3), "fraction"),
    ],
)
def test_a_number_has_its_value_and_kind(text: str, value: float, kind: str) -> None:
    (number,) = find_numbers(text)
    assert (number.value, number.kind) == (value, kind)


@pytest.mark.parametrize("text", ["", "no number", "hundreds", "firstly", "someone", "attention"])
def test_a_text_without_numbers_has_none(text: str) -> None:
    assert find_numbers(text) == ()


def test_what_is_not_a_numeral_has_no_value() -> None:
    assert (parse_words("and"), parse_words("forum"), parse_chinese("万人"), parse_chinese("")) == (None,) * 4


def test_a_chinese_year_is_read_digit_by_digit() -> None:
    assert parse_chinese("二〇一八") == 2018
