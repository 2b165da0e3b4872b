"""At which edition a number was counted: by the words of time that govern it, in English and Chinese."""

from __future__ import annotations

import time

import pytest

from tests.coding.test_dates import WIC, make_source
from wicreport.coding.codebook import Codebook
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.dates import date_editions
from wicreport.coding.quantities import Quantity, code_quantities
from wicreport.corpus.passages import split_passages

LEAD = f"WUZHEN, Nov. 8 -- The {WIC} opened in Wuzhen on Wednesday.\n\n"
LEAD_ZH = "世界互联网大会7日在浙江乌镇开幕。\n\n"


def code(text: str, codebook: Codebook, edition: int | None, published: str | None) -> tuple[Quantity, ...]:
    source = make_source(text, edition, published, "zh" if "大会" in text else "en")
    passages = split_passages(source)
    return code_quantities(DocumentContext(source, passages, date_editions(source, passages, codebook), codebook))


def editions(text: str, codebook: Codebook, published: str = "2018-11-08") -> list[tuple[float, int | None]]:
    lead = LEAD_ZH if any(sign >= "\u4e00" for sign in text) else LEAD
    return [(q.value, q.edition) for q in code(lead + text, codebook, int(published[:4]), published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a time at the head of the sentence
        ("Last year the Chinese government put the figure at 1,500 from 76 countries.", [(1500, 2017), (76, 2017)]),
        ("Last year, the state agency said, 1,500 people from 76 countries came.", [(1500, 2017), (76, 2017)]),
        ("The previous year it had drawn 1,200 delegates.", [(1200, 2017)]),
        ("A year earlier, 1,200 had registered.", [(1200, 2017)]),
        ("In the year before, 1,100 people turned up.", [(1100, 2017)]),
        ("At last year's conference, organisers counted 1,500 guests.", [(1500, 2017)]),
        ("By comparison, last year saw 1,200 visitors.", [(1200, 2017)]),
        ("Officials recalled that last year 1,500 had come.", [(1500, 2017)]),
        (
            "Last year, when Tim Cook came, there were 1,500 guests, but only 1,100 this year.",
            [(1500, 2017), (1100, 2018)],
        ),
        ("Last time the organisers claimed 1,500.", [(1500, 2017)]),
        # a plain year at the head of the sentence, with a figure of what the document counts
        ("In 2017 the figure was 9 billion yuan.", [(9e9, 2017)]),
        ("Back in 2016, the tally stood at 1,600.", [(1600, 2016)]),
        ("2017年这一数字为90亿元。", [(9e9, 2017)]),
        ("2016年人数达1600人。", [(1600, 2016)]),
        ("In 2017 the figure for the economy was 9 billion yuan.", [(9e9, 2018)]),
        ("In 2017 Apple had revenue of 9 billion yuan.", [(9e9, 2018)]),
        ("The agency, founded in 2017, put the figure at 900.", [(900, 2018)]),
        # a time behind the number
        ("The figure was 1,500 last year.", [(1500, 2017)]),
        ("China had 829 million users at the end of last year.", [(829e6, 2017)]),
        ("This year 1,500 guests came; last year there were 1,200.", [(1500, 2018), (1200, 2017)]),
        ("About 1,200 came last year, and 1,500 are registered now.", [(1200, 2017), (1500, 2018)]),
        # comparisons
        ("About 1,500 guests attended, up from 1,200 last year.", [(1500, 2018), (1200, 2017)]),
        ("About 1,500 guests attended, down from last year's 1,800.", [(1500, 2018), (1800, 2017)]),
        ("There were 1,500 guests against 1,200 a year ago.", [(1500, 2018), (1200, 2017)]),
        ("The number of guests rose from 1,200 last year to 1,500.", [(1200, 2017), (1500, 2018)]),
        ("The summit attracted 1,800 people (1,500 last year).", [(1800, 2018), (1500, 2017)]),
        ("It drew 1,500, 20 percent more than the 1,250 of last year.", [(1500, 2018), (20, 2018), (1250, 2017)]),
        ("They joined 400 firms, compared with 310 at the previous conference.", [(400, 2018), (310, 2017)]),
        ("Organisers counted 1,500 guests, up from 1,200 in 2016.", [(1500, 2018), (1200, 2016)]),
        ("Unlike last year, when 1,200 people came, 1,500 filled the hall.", [(1200, 2017), (1500, 2018)]),
        ("Some 400 companies took part, up from 300.", [(400, 2018), (300, None)]),
        ("Contracts came to 12.3 billion yuan, less than half of last year's.", [(12.3e9, 2018), (0.5, 2018)]),
        ("The expo drew 1,200 guests, barely a third of last year's total.", [(1200, 2018), (1 / 3, 2018)]),
        ("Some 1,200 guests came, well short of last year's 1,500.", [(1200, 2018), (1500, 2017)]),
        ("Deals reached 12 billion yuan, exceeding last year's 11 billion yuan.", [(12e9, 2018), (11e9, 2017)]),
        # counted from a year that the sentence names
        (
            "At the third conference in 2016 there were 1,600 guests; a year earlier there had been 2,000.",
            [(3, 2016), (1600, 2016), (2000, 2015)],
        ),
        # times that govern no number
        ("The number of exhibitors rose by 20 percent from last year.", [(20, 2018)]),
        ("More guests came than last year: 1,500 from 76 countries.", [(1500, 2018), (76, 2018)]),
        ("Guests numbered 1,500, the same as last year.", [(1500, 2018)]),
        ("Last year's star, Tim Cook, brought 20 aides.", [(20, 2018)]),
        ("Alibaba, which last year had revenue of 56 billion dollars, sent 20 staff.", [(56e9, 2017), (20, 2018)]),
        ("Over the last year 300 sites were closed.", [(300, 2018)]),
        ("Last week 300 guests registered.", [(300, 2018)]),
        ("The 2017 report listed four theses.", [(4, 2018)]),
        # Chinese
        ("去年政府公布的数字为1500人，来自76个国家。", [(1500, 2017), (76, 2017)]),
        ("上一届有来自80个国家的1200名嘉宾。", [(80, 2017), (1200, 2017)]),
        ("今年有1500名嘉宾参会，去年为1200名。", [(1500, 2018), (1200, 2017)]),
        ("参会人数从去年的1200人增至1500人。", [(1200, 2017), (1500, 2018)]),
        ("与会嘉宾1500人，较上届的1200人有所增加。", [(1500, 2018), (1200, 2017)]),
        ("上屆有1200名嘉賓，今屆增至1500名。", [(1200, 2017), (1500, 2018)]),
        ("截至去年底，中国网民达7.72亿。", [(7.72e8, 2017)]),
        ("签约金额达123亿元，不到上届的一半。", [(12.3e9, 2018), (0.5, 2018)]),
        ("签约金额达123亿元，不及去年的六成。", [(12.3e9, 2018), (60, 2018)]),
        ("签约金额达123亿元，仅为上届的三分之一。", [(12.3e9, 2018), (1 / 3, 2018)]),
        ("签约金额达123亿元，超过上届。", [(12.3e9, 2018)]),
        ("参会嘉宾1200人，少于去年。", [(1200, 2018)]),
        ("签约金额达123亿元，低于上届的150亿元。", [(12.3e9, 2018), (15e9, 2017)]),
        ("上届签约金额为123亿元，达到目标。", [(12.3e9, 2017)]),
        ("本届大会有1500名嘉宾参会，比去年增加300人。", [(1500, 2018), (300, 2018)]),
        ("与去年相比，参展企业增加了50家。", [(50, 2018)]),
    ],
)
def test_a_number_is_of_the_year_that_governs_it(
    text: str, expected: list[tuple[float, int | None]], codebook: Codebook
) -> None:
    assert editions(text, codebook) == expected


def test_a_year_without_a_conference_gives_no_edition(codebook: Codebook) -> None:
    assert editions("Last year China had 600 million internet users.", codebook, "2014-11-20") == [(6e8, None)]


def test_a_sentence_after_a_dated_one_counts_from_its_year(codebook: Codebook) -> None:
    text = f"{LEAD}In 2016, 1,600 guests attended the summit. A year earlier there had been 2,000."
    assert [(q.value, q.edition) for q in code(text, codebook, 2018, "2018-11-08")] == [(1600, 2016), (2000, 2015)]


def test_a_report_of_the_next_january_counts_from_its_own_date(codebook: Codebook) -> None:
    text = f"{LEAD}Last year the figure was 1,500."
    assert [q.edition for q in code(text, codebook, 2018, "2019-01-15")] == [2018]


def test_without_a_date_a_relative_time_is_of_no_known_edition(codebook: Codebook) -> None:
    text = f"The {WIC} opened. Last year the figure was 1,500."
    assert [q.edition for q in code(text, codebook, None, None)] == [None]


@pytest.mark.parametrize(
    "words", ["up from 1,200 last year, ", "last year (1,200) than 20 percent more than 9 ", "去年的1200人"]
)
def test_time_grows_no_faster_than_a_sentence_of_repeated_numbers(words: str, codebook: Codebook) -> None:
    def measure(n_signs: int) -> float:
        text = f"The {WIC} opened and " + words * (n_signs // len(words))
        began = time.process_time()
        code(text, codebook, 2018, "2018-11-08")
        return time.process_time() - began

    measure(400)
    short, long = (min(measure(n_signs) for _ in range(3)) for n_signs in (5_000, 20_000))  # what disturbs only adds
    assert long < 8 * short + 0.1
