"""Labelled documents: what their labels may say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.proofs import PROJECT
from tests.rates import HALVES, LABELLED
from wicreport.coding.codebook import Codebook
from wicreport.coding.labels import check_terms
from wicreport.errors import CatalogueError

FILE = Path("labels.json")
QUOTE: dict[str, Any] = {"quote": "It", "speaker": None, "speaker_canonical": None, "kind": "scare"}
CAME: dict[str, Any] = {"who": "X", "edition_year": 2016, "status": "attended", "evidence": "X came"}


@pytest.mark.parametrize("folder", [PROJECT.seeds, *(LABELLED / half for half in HALVES)], ids=lambda path: path.name)
def test_what_was_labelled_says_nothing_unknown(folder: Path, codebook: Codebook) -> None:
    check_terms(folder / FILE, json.loads((folder / FILE).read_text(encoding="utf-8")), codebook)


@pytest.mark.parametrize(
    ("label", "where", "what", "nearest"),
    [
        ({"quotes": [QUOTE, QUOTE | {"kind": "speach"}]}, "quotes, label 2", "kind 'speach'", "speech"),
        ({"attendance": [CAME | {"status": "atended"}]}, "attendance, label 1", "status 'atended'", "attended"),
        ({"attendance": [CAME | {"also": "virtul"}]}, "attendance, label 1", "also 'virtul'", "virtual"),
        (
            {"sentences": [{"text": "It", "themes": ["none", "souvereignty"]}]},
            "sentences, label 1", "themes 'souvereignty'", "sovereignty",
        ),
    ],
)  # fmt: skip
def test_a_misspelt_term_is_refused_with_the_nearest_one(
    label: dict[str, Any], where: str, what: str, nearest: str, codebook: Codebook
) -> None:
    with pytest.raises(CatalogueError) as caught:
        check_terms(FILE, {"families": {}, "a.txt": label}, codebook)
    assert caught.value.where == f"labels.json, a.txt, {where}"
    assert caught.value.what == f"{what} is unknown"
    assert caught.value.remedy.startswith(f"It may be '{nearest}'. Known are ")
