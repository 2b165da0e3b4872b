"""Names that several bear: told by the body named before them."""

from __future__ import annotations

import pytest

from tests.coding.test_appearances import make_source
from wicreport.coding.codebook import Codebook
from wicreport.coding.participants import find_participants
from wicreport.corpus.passages import split_passages


def name_ids(text: str, codebook: Codebook) -> list[str]:
    source = make_source(text, 2018)
    found = find_participants(source, split_passages(source), codebook)
    return [who.actor_id for named in found for who in named if who.is_person]


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("Apple’s Cook was there.", "tim-cook"),
        ("Qualcomm's chief executive Mollenkopf was there.", "steve-mollenkopf"),
        ("領英創辦人霍夫曼到場。", "reid-hoffman"),
    ],
)
def test_a_body_and_a_surname_name_its_only_bearer(text: str, actor_id: str, codebook: Codebook) -> None:
    assert name_ids(text, codebook) == [actor_id]


@pytest.mark.parametrize("text", ["Nokia’s Cook was there.", "Apple’s Watch was there."])
def test_a_surname_that_nobody_of_the_body_bears_is_nobody(text: str, codebook: Codebook) -> None:
    assert name_ids(text, codebook) == []


def test_a_surname_after_its_body_is_the_person_named_before(codebook: Codebook) -> None:
    assert name_ids("Daniel Zhang spoke. Alibaba’s Zhang was brief.", codebook) == ["daniel-zhang", "daniel-zhang"]


@pytest.mark.parametrize(
    "text",
    [
        "Tencent vice-president Li Qiang was there.",
        "腾讯来的是副总裁李强。",
        "Tencent sent its vice-president Li Qiang.",
    ],
)
def test_a_namesake_of_an_official_at_a_company_is_somebody_else(text: str, codebook: Codebook) -> None:
    assert name_ids(text, codebook) == ["li-qiang-tencent"]


@pytest.mark.parametrize(
    "text",
    [
        "Premier Li Qiang was there.",
        "Tencent and Premier Li Qiang were there.",
        "国务院总理李强出席。",
        "参观腾讯后，总理李强讲话。",
    ],
)
def test_an_official_beside_a_company_stays_who_he_is(text: str, codebook: Codebook) -> None:
    assert name_ids(text, codebook) == ["li-qiang"]
