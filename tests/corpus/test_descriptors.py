from __future__ import annotations

import pytest

from wicreport.corpus.descriptors import describe_document, infer_as_of
from wicreport.corpus.documents import Document
from wicreport.corpus.extractions import Proposal
from wicreport.corpus.sources import Source

BODY = (
    "The meeting lasted three days, and the delegates spoke of order and trade. Nobody was surprised by what they said."
)


def describe(text: str, file: str = "a.txt", taken: tuple[str, ...] = ()) -> Source:
    """Return a text as a source with an inferred entry."""
    return describe_document(Document(file, text, ""), taken)


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        (f"The 2018 World Internet Conference ended on Friday. {BODY}", 2018),
        (f"China opened the sixth World Internet Conference. {BODY}", 2019),
        (f"The Wuzhen Summit, in its 8th year, was quiet. {BODY}", 2021),
        (f"China hosted its World Internet Conference in November 2018. The first one was in 2014. {BODY}", 2018),
        ("第七届世界互联网大会在乌镇开幕。会议讨论了数字经济的发展和治理。", 2020),
        (f"Wuzhen\n\nMay 2, 2023\n\nThe World Internet Conference plans a summit. {BODY}", 2023),
        (f"The World Internet Conference is held every year. {BODY}", None),
        (f"The 2018 Web Summit ended in Lisbon. {BODY}", None),
        (f"For the first time the Wuzhen Summit had a rumour session. {BODY}", None),
    ],
)  # fmt: skip
def test_edition_that_the_head_of_a_text_is_about(text: str, edition: int | None) -> None:
    source = describe(text)
    assert source.edition == edition
    assert ("edition" in source.inferred) == (edition is not None)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("November 20, 2019", "2019-11-20"),
        ("By A. Name | Updated: 2023-11-09 07:30", "2023-11-09"),
        ("Published: 6:00am, 27 Sep, 2021", "2021-09-27"),
        ("2023年11月08日 09:12 来源：新闻网", "2023-11-08"),
        ("June 1, 2015 - May 31, 2016", None),
        ("31 February 2016", None),
        ("A visit in 2016", None),
    ],
)
def test_date_line_above_the_body_is_the_publication_date(line: str, published: str | None) -> None:
    source = describe(f"A title\n\n{line}\n\n{BODY}\n\n{BODY}")
    assert (source.published and source.published.value) == published


def test_dateline_with_a_year_is_the_publication_date() -> None:
    source = describe(f"WUZHEN, China, Nov. 16, 2016 (Xinhua) -- {BODY}")
    assert source.published is not None
    assert source.published.value == "2016-11-16"


def test_dateline_without_a_year_is_completed_from_the_edition_and_says_so() -> None:
    source = describe(f"WUZHEN, Nov. 16 (Xinhua) -- China opened the third World Internet Conference. {BODY}")
    assert source.published is not None
    assert (source.published.value, source.published.precision) == ("2016-11-16", "day")
    assert source.inferred["published"].startswith("the day of the dateline, in the year of the edition")


def test_line_of_a_month_and_a_year_is_a_date_of_that_precision() -> None:
    source = describe(f"A title\n\nNovember 2018\n\n{BODY}\n\n{BODY}")
    assert source.published is not None
    assert (source.published.value, source.published.precision) == ("2018-11", "month")


def test_byline_is_the_author_with_a_reason() -> None:
    source = describe(f"A title\n\nBy Jane Roe\n\n{BODY}\n\n{BODY}")
    assert (source.author, source.inferred["author"]) == ("Jane Roe", "the byline above the text")


def test_what_the_file_states_goes_before_what_its_text_looks_like() -> None:
    stated = {"title": Proposal("Stated", "the page's metadata"), "published": Proposal("2018", "the page's metadata")}
    text = f"A title\n\nNovember 20, 2019\n\n{BODY}"
    source = describe_document(Document("a.html", text, "", "utf-8", stated), ())
    assert (source.title, source.published and source.published.value) == ("Stated", "2018")
    assert source.inferred["title"] == "the page's metadata"


def test_date_in_the_furniture_below_dates_nothing() -> None:
    source = describe(f"A title\n\n{BODY}\n\n{BODY}\n\nLatest Stories\n\nMay 15, 2022\n\nCopyright © 2024 A Paper")
    assert source.published is None


def test_ids_come_from_file_names_and_differ() -> None:
    assert describe(BODY, "Some File (1).txt").source_id == "some-file-1"
    assert describe(BODY, "sub/Note.md", ("sub-note",)).source_id == "sub-note-2"
    assert describe(BODY, "乌镇.txt").source_id == "source"


def test_as_of_is_the_last_day_that_a_date_can_mean() -> None:
    assert infer_as_of([describe(BODY), describe(f"A title\n\n27 Sep 2021\n\n{BODY}")]) == "2021-09-27"
    assert infer_as_of([describe(BODY)]) == ""
