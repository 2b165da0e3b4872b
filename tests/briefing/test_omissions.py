"""Omissions: what a cell makes and does not show, told from its code alone."""

from __future__ import annotations

import pytest

from wicreport.briefing.omissions import find_omissions


@pytest.mark.parametrize(
    "source",
    [
        'wic.finding(study, "a-b")',
        'words = wic.cite(report, "so")\nwic.finding(study, "a-b", evidence=[words])  # the first;',
        '(\n    wic.disagreement(study, "a-b")\n)',
        'display(wic.finding(study, "a-b"))\nfinding(study, "a-c")',
        "wic.tabulate_corrections(study);",
        'wic.finding(study, "a-b"',  # its execution says so
        "%matplotlib inline",
        "",
    ],
)
def test_what_is_shown_or_is_no_python_is_no_omission(source: str) -> None:
    assert find_omissions(source) == []


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ('wic.finding(study, "a-b")\nwic.finding(study, "a-c")', ["finding a-b"]),
        ('f = wic.finding(study, finding_id="a-b")', ["finding a-b"]),
        ('wic.disagreement(study, "a-b")\nprint("done")', ["disagreement a-b"]),
        ('wic.figure_exhibit(study, "fig-é");  # quiet', ["figure fig-é"]),
        ('(\n    wic.table_exhibit(study, "tab-a")\n) ;', ["table tab-a"]),
        ('[wic.finding(study, f"a-{n}") for n in years]', ["finding"]),
        ('for n in "a":\n    finding(study, "a-b")', ["finding a-b"]),
    ],
)
def test_what_is_made_and_not_shown_is_named(source: str, told: list[str]) -> None:
    assert find_omissions(source) == told
