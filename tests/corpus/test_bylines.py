"""Bylines: who signs a text and who published it, in the forms that papers and sites have."""

from __future__ import annotations

import pytest

from wicreport.corpus.bodies import find_body
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


FOLDED = """The guests came by boat and by train, and nobody who was asked could say
how many of them there were; in the evening the hall was dark, and all
of them had gone to the other bank of the river, where the lights were.
They stayed."""
ENGLISH = "The guests came by boat and by train, officials said. They stayed for three days."
CHINESE = "第五届世界互联网大会7日在乌镇开幕，来自76个国家和地区的嘉宾参加会议。会议为期三天。"


def read_head(head: str, text: str, language: str = "en") -> tuple[str | None, bool]:
    """Return the author of a text with its head directly above it, and whether the text alone is its body."""
    whole = f"{head}{text}"
    body, _, _ = find_body(whole, language)
    author = find_byline(whole, body).author
    return author and author.value, whole[body[0].start :] == text


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("text", [ENGLISH, FOLDED])
@pytest.mark.parametrize(
    "title",
    [
        "Wuzhen opens its doors",
        "Wuzhen opens its doors to everybody who has ever wanted to come there",
        "Who can have heard of a conference that nobody has heard of before?",
        "Nobody owns the net. Nobody does. Nobody can. It belongs to all of us.",
    ],
)
@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("BY JANE ROE AND JOHN DOE", "Jane Roe and John Doe"),
        ("By J. K. Roe in Wuzhen", "J. K. Roe"),
        ("*By Jane Roe*", "Jane Roe"),
    ],
)
def test_a_byline_directly_under_a_title_is_found(title: str, byline: str, author: str, text: str, gap: str) -> None:
    assert read_head(f"{title}\n{byline}{gap}", text) == (author, True)


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("作者：张三", "张三"),
        ("本报记者 张三 李四", "张三 李四"),
        ("文｜张三", "张三"),
        ("新华社记者张三、李四", "张三、李四"),
        ("（记者 张三）", "张三"),
    ],
)
@pytest.mark.parametrize("title", ["乌镇开门迎客", "谁能想到，一个千年古镇会成为世界互联网大会的永久会址？"])
def test_a_chinese_byline_directly_under_a_title_is_found(title: str, byline: str, author: str) -> None:
    assert read_head(f"{title}\n{byline}\n\n", CHINESE, "zh") == (author, True)


@pytest.mark.parametrize(
    "line",
    ["By Monday Robin Li had gone", "By the river it was quiet.", "By 2020 Chen Wei was there", "By Robin Li it was"],
)
@pytest.mark.parametrize("title", ["Wuzhen opens", "The hall had opened in the morning, and nobody could say who came"])
def test_a_line_of_a_text_that_begins_with_by_signs_nothing(title: str, line: str) -> None:
    assert read_head(f"{title}\n{line}\n\n", FOLDED)[0] is None


def test_a_title_and_a_byline_above_words_that_are_no_sentence_are_told_apart() -> None:
    assert read_head("Headline words\nBy Some Name\n\n", "Text ...")[0] == "Some Name"
    assert read_head("Who came?\nWritten by Some Name\n\n", ENGLISH) == ("Some Name", True)
    assert read_head("", "Headline words\n\nMore words")[0] is None
