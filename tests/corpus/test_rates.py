"""The file of rates: counts are kept as they were written, and an impossible count is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proofs import PROJECT
from wicreport.corpus.rates import Rate, rates_as_json, read_rates
from wicreport.errors import BuildError


def test_rates_are_read_as_they_were_written(tmp_path: Path) -> None:
    rates = (Rate("set aside", 2, "quotations", 4, 3, 3), Rate("improved on", 5, "themes: censorship", 0, 1, 0))
    (tmp_path / "rates.json").write_text(rates_as_json(rates), encoding="utf-8")
    assert read_rates(tmp_path / "rates.json") == rates
    assert read_rates(tmp_path / "none.json") == ()


def test_the_project_has_rates_of_both_halves() -> None:
    assert {rate.half for rate in read_rates(PROJECT.rates)} == {"set aside", "improved on"}


@pytest.mark.parametrize(
    "text",
    [
        "[",
        '[{"half": "set aside"}]',
        '[{"half": "x", "documents": 1, "record": "r", "labelled": 2, "coded": 1, "matched": 2}]',
        '[{"half": "x", "documents": 1, "record": "r", "labelled": "2", "coded": 1, "matched": 1}]',
    ],
)
def test_a_broken_file_of_rates_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "rates.json").write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"rates\.json: the rates cannot be read"):
        read_rates(tmp_path / "rates.json")
