"""Days worked out from a date in one place and a weekday in another."""

from __future__ import annotations

import math
from datetime import date

import pytest

from wicreport.errors import FindingError
from wicreport.findings.calendars import (
    Day,
    count_days,
    count_weekdays,
    edition_days,
    read_day,
    read_weekday,
    shift_day,
)
from wicreport.findings.citations import Evidence
from wicreport.findings.studies import Study
from wicreport.findings.values import Value


def words(exact: str, edition: int | None = 2021) -> Evidence:
    return Evidence("a", exact, "exact", 0, len(exact), edition=edition)


ABSENT = Evidence("b", "Monday", "absent")


@pytest.mark.parametrize(
    ("exact", "first", "last"),
    [
        ("September 27", date(2021, 9, 27), date(2021, 9, 27)),
        ("7-9 November 2018", date(2018, 11, 7), date(2018, 11, 9)),
        ("on 16 November 2016, the third", date(2016, 11, 16), date(2016, 11, 16)),
    ],
)
def test_a_day_is_read_in_its_own_year_or_that_of_the_edition(exact: str, first: date, last: date) -> None:
    assert read_day(words(exact)).day == first
    assert read_day(words(exact), last=True).day == last


@pytest.mark.parametrize("exact", ["last week", "September 2021", "from September 27 to 28, and on October 3"])
def test_words_that_do_not_name_one_period_of_days_are_refused(exact: str) -> None:
    with pytest.raises(FindingError, match="do not name a day"):
        read_day(words(exact))


def test_a_weekday_is_the_next_one_on_or_after_a_day() -> None:
    monday = read_day(words("September 27"))
    assert read_weekday(words("concluded Tuesday"), monday).day == date(2021, 9, 28)
    assert read_weekday(words("a Monday session"), monday).day == date(2021, 9, 27)
    assert read_weekday(words("on Sunday"), monday).evidence[-1].exact == "on Sunday"


@pytest.mark.parametrize("exact", ["yesterday", "Monday and Tuesday"])
def test_words_that_do_not_name_one_weekday_are_refused(exact: str) -> None:
    with pytest.raises(FindingError, match="do not name a weekday"):
        read_weekday(words(exact), read_day(words("September 27")))


def test_a_day_formats_in_words_and_as_its_weekday() -> None:
    day = read_day(words("September 27"))
    assert f"{day}" == "27 September 2021"
    assert f"{day:weekday}" == "Monday"


def test_days_between_and_days_later_carry_both_proofs() -> None:
    first, last = read_day(words("7-9 November 2018")), read_day(words("7-9 November 2018"), last=True)
    apart = count_days(first, last)
    assert (apart.number, apart.formula) == (2.0, "from 7 November 2018 to 9 November 2018")
    shifted = shift_day(read_day(words("September 27")), Value(-1.0, "−1", (words("x"),)))
    assert (shifted.day, len(shifted.evidence)) == (date(2021, 9, 26), 2)


def test_weekdays_apart_are_counted_forwards() -> None:
    assert count_weekdays(words("Tuesday"), words("Thursday")).number == 2
    assert count_weekdays(words("Sunday"), words("Tuesday")).number == 2
    assert count_weekdays(words("Monday"), words("Monday")).number == 0
    assert count_weekdays(words("Sunday"), words("Tuesday")).formula == "from Sunday to Tuesday"


def test_a_source_outside_the_corpus_gives_no_day_anywhere() -> None:
    day = read_day(words("September 27"))
    assert f"{read_day(ABSENT)}" == "n/a"
    assert read_weekday(ABSENT, day).day is None
    assert shift_day(Day(None, (ABSENT,)), Value(1.0, "1")).day is None
    assert math.isnan(count_days(day, Day(None, (ABSENT,))).number)
    assert math.isnan(count_weekdays(ABSENT, words("Monday")).number)
    assert count_days(day, Day(None, (ABSENT,))).evidence[-1].is_absent


def test_the_days_of_an_edition_are_those_of_the_codebook(study: Study) -> None:
    assert edition_days(study, 2018) == "7 to 9 November 2018"
    assert edition_days(study, 1999) == "days not known"
