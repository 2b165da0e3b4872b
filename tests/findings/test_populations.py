"""Populations: two numbers are of one only where the words leave no doubt."""

from __future__ import annotations

import pytest

from wicreport.coding.quantities import find_quantities
from wicreport.findings.populations import find_population


def populations_of(sentence: str) -> list[str | None]:
    return [find_population(sentence, (q.start, q.end), q.unit, q.measures) for q in find_quantities(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("More than 2,000 guests from 120 countries attended.", ["guests", "countries"]),
        ("The event drew 1,500 participating guests from 76 nations.", ["guests", "countries"]),
        ("Some 1,000 foreign guests came.", ["foreign guests"]),
        ("Some 1,000 guests from abroad came.", ["foreign guests"]),
        ("Organisers welcomed 300 delegates from more than 100 countries and regions.",
         ["delegates", "countries and regions"]),
        ("It featured exhibitors from 20 countries.", ["countries of exhibitors"]),
        ("Leaders from eight countries attended.", ["countries of leaders"]),
        ("The conference has 20 forums.", ["forums"]),
        ("It comprises 24 sub-forums and 400 exhibitors.", ["sub-forums", "exhibitors"]),
        ("The number of guests reached 2,100.", ["guests"]),
        ("The four-day conference was quiet.", ["days of the conference"]),
        ("The digital economy accounted for 38.6% of the country’s GDP.", ["digital economy in GDP"]),
        ("With the digital economy now making up 38.6% of GDP, rules followed.", ["digital economy in GDP"]),
        ("China’s digital economy made up 38% of its GDP in 2020.", ["digital economy in GDP"]),
        ("大会吸引了来自120个国家和地区的2000多名嘉宾参加。", ["countries and regions", "guests"]),
        ("大会设有20场分论坛。", ["sub-forums"]),
        ("共有来自20个国家的企业参展。", ["countries of companies"]),
        ("数字经济占GDP比重达到39.8%。", ["digital economy in GDP"]),
    ],
)  # fmt: skip
def test_what_is_counted_is_told_with_what_narrows_it(sentence: str, expected: list[str]) -> None:
    assert populations_of(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Three other forums were on content.",
        "Two forums were held on data.",
        "Two forums discussed content.",
        "Three of Wuzhen’s forums spoke of it.",
        "The visitors came, including 600 guests.",
        "At a dinner hosted by a company 30 guests gathered.",
        "Two companies had a quarrel.",
        "Twelve countries have signed it.",
        "Some 900 guests.",
        "The tax rises to 3% of its annual revenue.",
        "Exports accounted for 20% of GDP.",
        "The digital economy accounted for 50% of Zhejiang’s GDP.",
        "It was the eighth year.",
        "Revenue grew to $6 billion.",
        "The fair was visited by two ministers.",
        "A four-day holiday followed.",
        "大会共有1200名代表参加，其中包括600名记者。"[10:],
        "晚宴吸引了30名嘉宾。",
    ],
)
def test_a_part_or_an_unknown_whole_has_no_population(sentence: str) -> None:
    found = populations_of(sentence)
    assert found
    assert set(found) == {None}
