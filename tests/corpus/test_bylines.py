"""Bylines: who signs a text and who published it, in the forms that papers and sites have."""

from __future__ import annotations

import pytest

from wicreport.corpus.bylines import find_byline
from wicreport.corpus.sources import Span

BODY = "The meeting lasted three days. Nobody was surprised."


def read_line(line: str, *known: str) -> tuple[str | None, str | None]:
    """Return the author and the publisher by one line above a text."""
    text = f"A title\n\n{line}\n\n{BODY}"
    found = find_byline(text, (Span(text.index(BODY), len(text)),), known)
    return found.author and found.author.value, found.publisher and found.publisher.value


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("BY JANE ROE AND JOHN DOE", "Jane Roe and John Doe"),
        ("By Jane Roe, John van Doe and Li Na | Updated: 2023-11-09 07:30", "Jane Roe, John van Doe and Li Na"),
        ("By Jane Roe, John Doe, and Li Na", "Jane Roe, John Doe and Li Na"),
        ("By Li Ming, Zhang Wei, Nov 8, 2023", "Li Ming, Zhang Wei"),
        ("By Jane Roe in Hangzhou", "Jane Roe"),
        ("By Jane Roe in Hangzhou and Li Na in Beijing", "Jane Roe and Li Na"),
        ("By Jane Roe in Hangzhou, John Doe in Wuzhen and Li Na in Beijing", "Jane Roe, John Doe and Li Na"),
        ("By Jane Roe, Addis Ababa", "Jane Roe"),
        ("By JANE ROE   NOV. 18, 2016", "Jane Roe"),
        ("By Jane Roe, Staff Writer", "Jane Roe"),
        ("作者：张三", "张三"),
        ("本报记者 张三 李四", "张三 李四"),
        ("By the river the delegates walked", None),
        ("By 2020 a third had gone", None),
        ("By Our Economics Editor in Davos", None),
        ("Stand by Me", None),
        ("Robin Li, Baidu", None),
        ("Wuzhen, China, Nov 8, 2023", None),
        ("World Internet Conference, Wuzhen Summit, Nov 8, 2023", None),
        ("Hong Kong | Nov 8, 2023", None),
    ],
)
def test_a_byline_above_the_text_names_the_author(line: str, author: str | None) -> None:
    assert read_line(line) == (author, None)


@pytest.mark.parametrize(
    "publisher", ["China Daily", "Caixin", "South China Morning Post", "People's Daily", "Protocol"]
)
@pytest.mark.parametrize(
    "form",
    [
        "By Li Ming, {}, Nov 8, 2023",
        "By Li Ming, {}",
        "By Li Ming | {}",
        "By Li Ming | {} | Updated: 2023-11-08 07:30",
        "By Li Ming in Wuzhen, Zhejiang ({})",
        "By Li Ming in Wuzhen    Source: {}    Published: 2023/11/8",
        "By Li Ming, Senior Reporter, {}",
        "By Li Ming for {}",
        "Li Ming, {}",
        "Li Ming, {}, 8 November 2023",
        "Li Ming / {}",
    ],
)
def test_a_known_publisher_is_told_from_an_author_in_every_form(form: str, publisher: str) -> None:
    assert read_line(form.format(publisher)) == ("Li Ming", publisher)
    assert read_line(form.format(publisher.upper())) == ("Li Ming", publisher)


@pytest.mark.parametrize(
    ("line", "author", "publisher"),
    [
        ("By Jane Roe, Harbour Lens, 8 November 2023", "Jane Roe", "Harbour Lens"),
        ("By Jane Roe, Weekly Harbour Notes", "Jane Roe", "Weekly Harbour Notes"),
        ("By Jane Roe, Harbourside", "Jane Roe", "Harbourside"),
        ("By Jane Roe and John Doe | Harbour Lens", "Jane Roe and John Doe", "Harbour Lens"),
        ("By Jane Roe, John Doe, Harbour Lens, 8 November 2023", "Jane Roe, John Doe", "Harbour Lens"),
        ("Jane Roe | Harbour Lens | 8 Nov 2023", "Jane Roe", "Harbour Lens"),
        ("Jane Roe, Harbour Times", "Jane Roe", "Harbour Times"),
        ("By Jane Roe | harbour.example | Updated: 2023-11-24 09:12", "Jane Roe", "harbour.example"),
        ("by Xinhua writers Zhang San, Li Si", "Zhang San, Li Si", "Xinhua"),
        ("By Josh Ye, SCMP", "Josh Ye", "South China Morning Post"),
        ("By Jane Roe of The Associated Press", "Jane Roe", "Associated Press"),
        ("By Global Times", None, "Global Times"),
    ],
)
def test_a_publisher_nobody_listed_is_told_by_its_form_and_place(line: str, author: str | None, publisher: str) -> None:
    assert read_line(line) == (author, publisher)


def test_a_publisher_of_the_catalogue_is_known() -> None:
    assert read_line("Jane Roe, Harbour Lens") == (None, None)
    assert read_line("Jane Roe, HARBOUR LENS", "Harbour Lens") == ("Jane Roe", "Harbour Lens")


def test_both_say_that_they_come_from_the_byline() -> None:
    text = f"A title\n\nBy Li Ming, China Daily, Nov 8, 2023\n\n{BODY}"
    found = find_byline(text, (Span(text.index(BODY), len(text)),))
    assert [proposal and proposal.reason for proposal in found] == ["the byline above the text"] * 2


def test_a_byline_below_the_text_names_nobody() -> None:
    text = f"{BODY}\n\nBy Jane Roe, China Daily"
    assert find_byline(text, (Span(0, len(BODY)),)) == (None, None)


def test_the_reporter_of_a_chinese_dateline_is_the_author() -> None:
    text = "新华社杭州11月16日电（记者 张三、李四）会议16日在乌镇开幕。"
    found = find_byline(text, (Span(0, len(text)),)).author
    assert found is not None
    assert (found.value, found.reason) == ("张三、李四", "the reporter that the dateline names")


@pytest.mark.parametrize(
    ("above", "below", "publisher"),
    [
        ("来源：浙江日报", "", "Zhejiang Daily"),
        ("来源：水乡晚报", "", "水乡晚报"),
        ("2018-11-08 09:00 来源：新华网 编辑：李明", "", "Xinhua"),
        ("Source: Xinhua | 2018-11-07 21:30:12 | Editor: huaxia", "", "Xinhua"),
        ("", "Source: Harbour Lens", "Harbour Lens"),
        ("", "© 2018 Harbour Lens. All rights reserved.", "Harbour Lens"),
        ("", "Copyright © 2016-2019 The Harbour Lens Ltd", "The Harbour Lens Ltd"),
        ("By Jane Roe", "(c) Harbour Lens 2018", "Harbour Lens"),
        ("", "版权所有：人民网", "People's Daily"),
        ("", "All rights reserved. Do not copyright this by hand.", None),
        ("", "© 2018", None),
        ("", "Copyright | Terms of Service | Privacy", None),
        ("Source: 2018 figures", "", None),
    ],
)
def test_publisher_is_told_by_the_source_or_the_rights_that_a_line_states(
    above: str, below: str, publisher: str | None
) -> None:
    text = f"A title\n\n{above}\n\n{BODY}\n\n{below}"
    found = find_byline(text, (Span(text.index(BODY), text.index(BODY) + len(BODY)),)).publisher
    assert (found and found.value) == publisher
