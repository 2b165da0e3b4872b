"""What a sentence says must be had from its evidence: names it gives, and values that fill it."""

from __future__ import annotations

import pytest

from wicreport.findings.groundings import find_typed_values, find_unproved_names
from wicreport.findings.values import Value, Words

PROOFS = ["Tim Cook of Apple skipped the conference, Wapack’s note says.", "Wapack Labs"]


def opens(text: str) -> bool:
    return text.startswith(("Tim Cook", "Sundar Pichai"))


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("Wapack Labs has Tim Cook away.", []),
        ("By its account, Sundar Pichai stayed away.", ["Sundar Pichai"]),
        ("Sundar Pichai stayed away.", ["Sundar Pichai"]),
        ("It has Sundar Pichai, Elon Musk and again Elon Musk there.", ["Sundar Pichai", "Elon Musk"]),
        ("It has Tim Musk there.", ["Musk"]),
        ("Nobody came.", []),
        ("It calls “Sundar Pichai” absent in {y2018}.", []),
        ("The heads of Apple’s rivals in China came in November.", []),
        ("It was so. Others say that Google came.", ["Google"]),
    ],
)
def test_a_name_that_no_evidence_has_is_found(sentence: str, missing: list[str]) -> None:
    assert find_unproved_names(sentence, PROOFS, opens) == missing


def test_a_number_that_nobody_worked_out_is_found() -> None:
    filling = {"n": Value.of(7), "year": 2018, "days": Words("7 to 9 November"), "how": "a larger share"}
    assert find_typed_values(filling, [2018]) == []
    assert find_typed_values({"n": 7, "m": "7", "year": 2017, "part": 0.5}, [2018]) == [
        "n = 7", "m = 7", "year = 2017", "part = 0.5",
    ]  # fmt: skip
