from __future__ import annotations

import pytest

from wicreport.corpus.datelines import complete_dateline, find_author, read_date
from wicreport.corpus.sources import Span

BODY = "The meeting lasted three days. Nobody was surprised."


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("BY JANE ROE AND JOHN DOE", "Jane Roe and John Doe"),
        ("By Jane Roe, John van Doe and Li Na | Updated: 2023-11-09 07:30", "Jane Roe, John van Doe and Li Na"),
        ("by Xinhua writers Zhang San, Li Si", "Zhang San, Li Si"),
        ("By Jane Roe in Hangzhou", "Jane Roe"),
        ("作者：张三", "张三"),
        ("本报记者 张三 李四", "张三 李四"),
        ("By the river the delegates walked", None),
        ("By 2020 a third had gone", None),
        ("Stand by Me", None),
    ],
)
def test_a_byline_above_the_text_names_the_author(line: str, author: str | None) -> None:
    text = f"A title\n\n{line}\n\n{BODY}"
    found = find_author(text, (Span(text.index(BODY), len(text)),))
    assert (found and found.value) == author


def test_a_byline_below_the_text_names_nobody() -> None:
    text = f"{BODY}\n\nBy Jane Roe"
    assert find_author(text, (Span(0, len(BODY)),)) is None


def test_the_reporter_of_a_chinese_dateline_is_the_author() -> None:
    text = "新华社杭州11月16日电（记者 张三、李四）会议16日在乌镇开幕。"
    found = find_author(text, (Span(0, len(text)),))
    assert found is not None
    assert (found.value, found.reason) == ("张三、李四", "the reporter that the dateline names")


@pytest.mark.parametrize(
    ("text", "year", "date"),
    [
        ("WUZHEN, China, Nov. 16 (Xinhua) -- The third conference opened.", 2016, "2016-11-16"),
        ("HANGZHOU, 16 December (Reuters) - The conference opened.", 2015, "2015-12-16"),
        ("新华社杭州11月16日电 会议开幕。", 2016, "2016-11-16"),
        ("BEIJING, Jan. 5 (Xinhua) -- The conference was a success.", 2016, None),
        ("WUZHEN, Nov. 16 (Xinhua) -- The conference opened.", None, None),
        ("The conference of Nov. 16 was long.", 2016, None),
        ("WUZHEN, Nov. 31 (Xinhua) -- The conference opened.", 2016, None),
    ],
)
def test_a_dateline_without_a_year_takes_that_of_the_edition(text: str, year: int | None, date: str | None) -> None:
    found = complete_dateline(text, (Span(0, len(text)),), year)
    assert (found and found.value) == date


@pytest.mark.parametrize("line", ["May 2 to 4", "in may 2019 it may be", "30 February 2019", "5G in 2019", ""])
def test_no_day_is_made_up(line: str) -> None:
    assert read_date(line) is None
