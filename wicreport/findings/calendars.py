"""Days worked out from what sources say: a date here, a weekday there; how dates are read is the coding room's work."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta

from wicreport.coding.periods import Anchor, find_periods
from wicreport.errors import FindingError
from wicreport.findings.citations import Evidence
from wicreport.findings.lookups import Named
from wicreport.findings.studies import Study
from wicreport.findings.values import Value, Words

__all__ = ["Day", "count_days", "count_weekdays", "edition_days", "read_day", "read_weekday", "shift_day"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day(Named):
    """A day of the calendar and the words it was worked out from; no day where a source is not in the chosen corpus.

    Formats as `27 September 2021`; with `weekday` as `Monday`.
    """

    day: date | None
    evidence: tuple[Evidence, ...]

    def __format__(self, spec: str) -> str:
        if self.day is None:
            return "n/a"
        return WEEKDAYS[self.day.weekday()].capitalize() if spec == "weekday" else f"{self.day.day} {self.day:%B %Y}"


def read_day(evidence: Evidence, *, last: bool = False) -> Day:
    """Return the day that cited words name, in the year they name or that of the edition they speak of.

    Parameters
    ----------
    evidence
        Words with one date: `September 27`, `7-9 November 2018`.
    last
        Whether to take the last day of a period instead of the first.

    Raises
    ------
    FindingError
        If the words do not name one period of days.
    """
    if evidence.start < 0:
        return Day(None, (evidence,))
    periods = [p for p in find_periods(evidence.exact, Anchor(year=evidence.edition)) if p.precision == "day"]
    found = periods[0].last if len(periods) == 1 and last else periods[0].first if len(periods) == 1 else None
    if found is None:
        raise _unreadable(evidence, "a day")
    return Day(found, (evidence,))


def read_weekday(evidence: Evidence, after: Day) -> Day:
    """Return the day of the weekday that cited words name: the first on or after another day.

    Raises
    ------
    FindingError
        If the words do not name one weekday.
    """
    if evidence.start < 0 or after.day is None:
        return Day(None, (*after.evidence, evidence))
    named = _WEEKDAY.findall(evidence.exact)
    if len(named) != 1:
        raise _unreadable(evidence, "a weekday")
    ahead = (WEEKDAYS.index(named[0].lower()) - after.day.weekday()) % 7
    return Day(after.day + timedelta(days=ahead), (*after.evidence, evidence))


def shift_day(start: Day, days: Value) -> Day:
    """Return the day some days later (or earlier, where negative)."""
    evidence = tuple(dict.fromkeys((*start.evidence, *days.evidence)))
    if start.day is None or math.isnan(days.number):
        return Day(None, evidence)
    return Day(start.day + timedelta(days=int(days.number)), evidence)


def count_days(first: Day, second: Day) -> Value:
    """Return how many days the second day is after the first."""
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    if first.day is None or second.day is None:
        return Value(math.nan, "n/a", evidence)
    return Value(float((second.day - first.day).days), f"from {first} to {second}", evidence)


def count_weekdays(earlier: Evidence, later: Evidence) -> Value:
    """Return how many days after one named weekday another one comes next (0 to 6).

    Raises
    ------
    FindingError
        If either words do not name one weekday.
    """
    monday = Day(date(2018, 1, 1) if earlier.start >= 0 else None, ())
    first, second = read_weekday(earlier, monday), read_weekday(later, monday)
    days = count_days(first, second)
    number = days.number % 7 if not math.isnan(days.number) else days.number
    return Value(number, f"from {first:weekday} to {second:weekday}", days.evidence)


def _unreadable(evidence: Evidence, wanted: str) -> FindingError:
    return FindingError(
        f"the words “{evidence.exact}” do not name {wanted}",
        where=evidence.source_id,
        remedy=f"Cite words that name {wanted}.",
    )


def edition_days(study: Study, year: int) -> Words:
    """Return the days of an edition as the codebook has them, in words."""
    edition = study.find_edition(year)
    if edition is None or edition.start is None or edition.end is None:
        return Words("days not known")
    first, last = Day(edition.start, ()), Day(edition.end, ())
    in_one_month = edition.start.month == edition.end.month
    return Words(f"{edition.start.day} to {last}" if in_one_month else f"{first} to {last}")
