"""Dates and periods in running text."""

from __future__ import annotations

from datetime import date

import pytest

from wicreport.coding.periods import Anchor, find_periods

REPORT = Anchor(2018, date(2018, 11, 8), date(2018, 11, 7), date(2018, 11, 9))


@pytest.mark.parametrize(
    ("text", "first", "last", "rule"),
    [
        ("held on 7-9 November 2018 in Wuzhen", "2018-11-07", "2018-11-09", "day"),
        ("from Dec. 3 to 5, 2017", "2017-12-03", "2017-12-05", "day"),
        ("On Sept. 1, the regulations", "2018-09-01", "2018-09-01", "day without year"),
        ("At a September 27 session", "2018-09-27", "2018-09-27", "day without year"),
        ("stated on 2 November that", "2018-11-02", "2018-11-02", "day without year"),
        ("signed on 2016-11-16 in", "2016-11-16", "2016-11-16", "day"),
        ("in December 2015 he", "2015-12-01", "2015-12-31", "month"),
        ("Back in 2015, the", "2015-01-01", "2015-12-31", "year"),
        ("unlike last year, it", "2017-01-01", "2017-12-31", "last year"),
        ("the year's event", "2018-01-01", "2018-12-31", "this year"),
        ("three years ago", "2015-01-01", "2015-12-31", "years ago"),
        ("A Monday forum", "2018-11-05", "2018-11-05", "weekday"),
        ("said yesterday", "2018-11-07", "2018-11-07", "yesterday"),
        ("2018年11月7日至9日", "2018-11-07", "2018-11-09", "day"),
        ("今年的大会", "2018-01-01", "2018-12-31", "this year"),
        ("十二年前", "2006-01-01", "2006-12-31", "years ago"),
    ],
)
def test_a_date_becomes_an_interval_with_its_rule(text: str, first: str, last: str, rule: str) -> None:
    (period,) = find_periods(text, REPORT)
    assert (period.first, period.last, period.rule) == (date.fromisoformat(first), date.fromisoformat(last), rule)
    assert text[period.start : period.end] == period.text


@pytest.mark.parametrize(
    "text",
    [
        "it may 5 times fail",
        "may also be dampening",
        "call 603-606-1246",
        "for $2015 in fees",
        "2,015 guests",
        "we march on",
        "45.2015 metres",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_periods(text, REPORT) == ()


def test_a_relative_date_without_an_anchor_has_no_days() -> None:
    (period,) = find_periods("as last year", Anchor())
    assert (period.first, period.last, period.year) == (None, None, None)


def test_a_preview_looks_ahead_to_the_weekday_of_the_opening() -> None:
    anchor = Anchor(2022, date(2022, 11, 7), date(2022, 11, 9), date(2022, 11, 11))
    (period,) = find_periods("will open on Wednesday", anchor)
    assert period.first == date(2022, 11, 9)


def test_an_impossible_day_has_no_days() -> None:
    (period,) = find_periods("on 31 November 2018", REPORT)
    assert period.first is None
