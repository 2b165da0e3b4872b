"""Contested terms: named once, and a party's word never taken over."""

from __future__ import annotations

from typing import Any

import pytest

from wicreport.briefing.contests import Contest, check_contests
from wicreport.errors import FindingError

CONTESTS = [Contest("censorship", ("content moderation",))]
NAMING = {"id": "the-word", "headline": "Content moderation to companies, censorship to others",
          "statement": "Companies call it “content moderation”, others censorship."}  # fmt: skip


def claim(**said: Any) -> dict[str, Any]:
    return {"id": "a-claim", "headline": "A claim", "statement": "They pledged it.", **said}


def test_a_term_named_once_and_then_ours_alone_passes() -> None:
    check_contests(CONTESTS, [NAMING, claim(statement="They pledged “content moderation”.")], ["Censorship"],
                   is_complete=True)  # fmt: skip


def test_a_term_that_no_finding_names_as_contested_is_refused() -> None:
    with pytest.raises(FindingError, match="“censorship” is not named as contested"):
        check_contests(CONTESTS, [claim()], [], is_complete=True)


def test_a_briefing_with_findings_left_out_need_not_name_it() -> None:
    check_contests(CONTESTS, [claim()], [], is_complete=False)


@pytest.mark.parametrize("field", ["headline", "statement", "alternative"])
def test_a_partys_word_outside_quotation_marks_is_refused(field: str) -> None:
    with pytest.raises(FindingError) as caught:
        check_contests(CONTESTS, [NAMING, claim(**{field: "Content moderation grew."})], [], is_complete=True)
    assert caught.value.where == "finding a-claim"


def test_a_partys_word_in_prose_or_a_title_is_refused() -> None:
    with pytest.raises(FindingError) as caught:
        check_contests(CONTESTS, [NAMING], ["Rules on content moderation"], is_complete=True)
    assert caught.value.where == "the prose"
