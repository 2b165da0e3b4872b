from __future__ import annotations

import pytest

from wicreport.corpus.datelines import complete_dateline, read_date
from wicreport.corpus.sources import Span


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
