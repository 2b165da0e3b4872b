from __future__ import annotations

from typing import Any

from wicreport.briefing.bibliographies import format_bibtex, format_reference

REPORT: dict[str, Any] = {
    "source_id": "analyst-2018",
    "title": "50% & more: {a} report",
    "publisher": "Wapack Labs",
    "author": None,
    "published": "2018-11-07",
    "url": "https://example.org/r",
    "language": "en",
}


def test_a_reference_names_title_publisher_date_and_address() -> None:
    assert format_reference(REPORT) == "“50% & more: {a} report”, Wapack Labs, 7 November 2018, https://example.org/r."


def test_what_is_not_known_is_left_out_of_a_reference() -> None:
    bare = REPORT | {"title": None, "publisher": None, "published": None, "url": None}
    assert format_reference(bare) == "“Untitled”, undated."


def test_a_bibtex_entry_escapes_what_tex_would_read_and_keeps_a_body_whole() -> None:
    assert format_bibtex(REPORT).splitlines() == [
        "@misc{analyst-2018,",
        "  author = {{Wapack Labs}},",
        "  title = {{50\\% \\& more: \\textbraceleft{}a\\textbraceright{} report}},",
        "  publisher = {{Wapack Labs}},",
        "  year = {2018},",
        "  month = nov,",
        "  day = {7},",
        "  url = {https://example.org/r},",
        "  language = {en}",
        "}",
    ]


def test_a_date_of_a_year_gives_a_year_alone() -> None:
    entry = format_bibtex(REPORT | {"published": "2018", "author": "A. Reader"})
    assert "year = {2018}" in entry and "month" not in entry
    assert "author = {A. Reader}" in entry


def test_an_author_with_a_desk_behind_a_comma_is_not_read_as_surname_and_forename() -> None:
    entry = format_bibtex(REPORT | {"author": "Silkworm, Wapack Labs Asian Desk"})
    assert "author = {{Silkworm, Wapack Labs Asian Desk}}," in entry
