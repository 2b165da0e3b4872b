from __future__ import annotations

import base64
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from wicreport.briefing.fonts import FontFace, embed_faces, find_uncovered, list_font_folders

TEXT = "Wuzhen “世界” 9–11 é"


@pytest.fixture(scope="module")
def faces() -> dict[tuple[str, str], FontFace]:
    return {(face.family, face.style): face for face in embed_faces(TEXT)}


def read_characters(face: FontFace) -> set[str]:
    with TTFont(BytesIO(base64.b64decode(face.data))) as font:
        return {chr(code_point) for code_point in font.getBestCmap()}


def test_only_the_characters_of_the_page_are_embedded(faces: dict[tuple[str, str], FontFace]) -> None:
    assert list(faces) == [
        ("Source Serif 4", "normal"),
        ("Source Serif 4", "italic"),
        ("Inter", "normal"),
        ("Noto Sans SC", "normal"),
    ]
    assert read_characters(faces["Inter", "normal"]) == set(TEXT) - set("世界")
    assert read_characters(faces["Noto Sans SC", "normal"]) == set("世界")


def test_a_page_without_chinese_carries_no_chinese_type() -> None:
    assert "Noto Sans SC" not in {face.family for face in embed_faces("Wuzhen")}


def test_a_page_without_emphasis_carries_no_italic() -> None:
    assert "italic" not in {face.style for face in embed_faces("Wuzhen", has_italics=False)}


def test_all_weights_stay_in_the_variable_faces(faces: dict[tuple[str, str], FontFace]) -> None:
    with TTFont(BytesIO(base64.b64decode(faces["Inter", "normal"].data))) as font:
        axes = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in font["fvar"].axes}
    assert axes["wght"] == (100, 900)
    assert faces["Inter", "normal"].weight == "100 900"


def test_the_order_of_the_characters_does_not_matter(faces: dict[tuple[str, str], FontFace]) -> None:
    assert list(faces.values()) == list(embed_faces(reversed(TEXT)))


def test_no_typeface_has_the_time_of_the_clock(faces: dict[tuple[str, str], FontFace]) -> None:
    with TTFont(BytesIO(base64.b64decode(faces["Inter", "normal"].data)), recalcTimestamp=False) as font:
        subset = font["head"].modified
    path = next(folder for folder in list_font_folders() if "inter" in str(folder)) / "Inter[opsz,wght].ttf"
    with TTFont(path, recalcTimestamp=False) as font:
        assert font["head"].modified == subset


def test_uncovered_characters_are_named() -> None:
    assert find_uncovered("a 网 \u00a0\n\N{ROUND PUSHPIN}") == {"\N{ROUND PUSHPIN}"}
