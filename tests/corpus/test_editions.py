"""The edition a whole document is about: years, ordinals, publication, copyright lines and file names."""

from __future__ import annotations

import pytest

from wicreport.corpus.editions import find_edition
from wicreport.corpus.sources import PublicationDate

WIC = "World Internet Conference"


def edition_of(head: str, published: str | None = None, file: str = "a.txt") -> str | None:
    found = find_edition(head, head, PublicationDate(published) if published else None, file)
    return found.value if found else None


@pytest.mark.parametrize(
    ("head", "published", "edition"),
    [
        (f"The {WIC} has been held since 2014. It opened on Sunday.", "2019-10-20", "2019"),
        (f"Xi launched the first {WIC} in 2014, with high hopes.", None, None),
        (f"In November last year, when the first {WIC} was held, it rained.", None, "2015"),
        (f"Guests attend the {WIC} in Wuzhen, Zhejiang, Nov. 19, 2014.", None, "2014"),
        ("9月26日,2021年世界互联网大会在乌镇召开。", None, "2021"),
        (f"Reprinted from a paper (December 4, 2017). The {WIC} is a week old.", None, "2017"),
        ("首届世界互联网大会在乌镇开幕。", "2015-01-14", "2014"),
        (f"The {WIC} left a taste of fish.", "2018-02-01", "2017"),
        (f"The {WIC} will open in autumn.", "2018-02-01", "2018"),
    ],
)
def test_year_of_a_beginning_is_not_that_of_the_document(head: str, published: str | None, edition: str | None) -> None:
    assert edition_of(head, published) == edition


def test_copyright_line_and_file_name_stand_in_for_a_year_only_where_the_conference_is_named() -> None:
    text = "The internet summit in Wuzhen opened.\nCopyright A Paper 2018"
    assert edition_of(text, file="wire-2017.txt") == "2018"
    assert edition_of("The internet summit in Wuzhen opened.", file="wire-20171203.txt") == "2017"
    assert edition_of("A theatre festival opened.", file="wire-2017.txt") is None
