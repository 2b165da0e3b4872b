"""Values carry their number, their formula and their evidence."""

from __future__ import annotations

import math

import pytest

from wicreport.errors import FindingError
from wicreport.findings.citations import Evidence
from wicreport.findings.values import Value, fill

HERE, THERE = Evidence("a", "20 forums", "exact", 0, 9), Evidence("b", "four", "exact", 5, 9)
FORUMS, SECURITY = Value(20.0, "20", (HERE,)), Value(4.0, "4", (THERE,))


def test_arithmetic_adds_up_formula_and_evidence() -> None:
    share = (SECURITY + SECURITY) / FORUMS
    assert share.number == 0.4
    assert share.formula == "(4 + 4) ÷ 20"
    assert share.evidence == (THERE, HERE)


@pytest.mark.parametrize(
    ("number", "spec", "text"),
    [
        (4, "words", "four"),
        (20, "words", "20"),
        (8, "ordinal", "eighth"),
        (21, "ordinal", "21st"),
        (113, "ordinal", "113th"),
        (0.386, "percent", "38.6 per cent"),
        (0.5, "percent", "50 per cent"),
        (15.7254e12, "trillion", "15.73 trillion"),
        (1600, "", "1,600"),
        (38.6, "", "38.6"),
        (2.5, ".0f", "2"),
    ],
)
def test_a_value_formats_as_the_sentence_needs_it(number: float, spec: str, text: str) -> None:
    assert format(Value(float(number), "x"), spec) == text


def test_a_value_outside_the_corpus_spreads_and_says_so() -> None:
    missing = Value(math.nan, "n/a")
    assert math.isnan((missing + 1).number)
    assert f"{missing:words}" == "n/a"


def test_a_division_by_nothing_is_no_number() -> None:
    assert math.isnan((SECURITY / Value(0.0, "0")).number)


def test_a_percentage_that_was_read_off_keeps_its_unit() -> None:
    values = {"blocked": Value(60.0, "60", (HERE,), is_percentage=True)}
    assert fill("{blocked:percent} of the sites", values, "here") == "60 per cent of the sites"
    assert fill("{blocked} per cent of the sites", values, "here") == "60 per cent of the sites"
    with pytest.raises(FindingError, match=r"\{blocked\} is a percentage. Write \{blocked:percent\}"):
        fill("{blocked} of the sites", values, "here")


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{form} were held", "cannot be filled in: nothing is given for 'form'. Write forums, if that is meant."),
        ("{forums:wrds} were held", "Invalid format specifier 'wrds'.* one of the forms words, ordinal, percent"),
        ("{} were held", "Give each placeholder the name of a value"),
        ("{forums.n} were held", "has no attribute 'n'"),
    ],
)
def test_a_placeholder_that_cannot_be_filled_in_is_told_with_what_may_be_meant(template: str, told: str) -> None:
    with pytest.raises(FindingError, match=told):
        fill(template, {"forums": Value(4.0, "4", (HERE,))}, "here")
