"""Quantities in the seeds and in other registers, and the numbers that are none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wicreport.coding.codebook import Codebook
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.dates import date_editions
from wicreport.coding.quantities import Quantity, code_quantities, find_quantities
from wicreport.coding.scores import score_quantities
from wicreport.coding.units import find_hedge
from wicreport.corpus.passages import split_passages
from wicreport.corpus.sources import Corpus, Source

THIRD = pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # wire copy
        ("More than 2,000 guests from 120 countries and regions attended.", [(2000, "count"), (120, "count")]),
        ("Nearly 40 percent of exhibitors came from abroad.", [(40, "percent")]),
        ("Some 400 companies took part, up from 300.", [(400, "count"), (300, "count")]),
        ("Shares fell as much as 9.3% in Hong Kong.", [(9.3, "percent")]),
        ("The fine of 18.2 billion yuan, or 4% of 2019 revenue, was a record.", [(18.2e9, "CNY"), (4, "percent")]),
        ("Tencent pledged 100 billion yuan, up from 50bn yuan.", [(1e11, "CNY"), (5e10, "CNY")]),
        ("RMB100bn and US$14bn were promised; €20m came later.", [(1e11, "CNY"), (1.4e10, "USD"), (2e7, "EUR")]),
        ("Minors may play three hours a week, at most one hour a day.", [(3, "hours"), (1, "hours")]),
        ("About 2000 guests came in 2019.", [(2000, "count")]),
        ("The town of 57,000 lies 80 kilometres from Hangzhou.", [(57000, "count"), (80, "kilometers")]),
        # feature
        ("The walk took an hour and a half.", [(1.5, "hours")]),
        ("They waited two days and a half.", [(2.5, "days")]),
        ("Two point five million people watched.", [(2.5e6, "count")]),
        ("One in ten has no phone.", [(0.1, "fraction")]),
        ("At least four were turned away; none of the seven had been asked.", [(4, "count"), (7, "count")]),
        ("Tea is 9 yuan, 4 more on Sundays.", [(9, "CNY"), (4, "count")]),
        ("China's first-ever web fair, the first of its kind, opened.", [(1, "ordinal"), (1, "ordinal")]),
        ("近万人参会，400余座基站，等了一个半小时。", [(1e4, "count"), (400, "count"), (1.5, "hours")]),
        # state media
        ("Xi put forward four principles and five proposals.", [(4, "count"), (5, "count")]),
        ("The three-day event drew 1,500 participants.", [(3, "days"), (1500, "count")]),
        ("Twenty-four sub-forums and 170 institutions joined.", [(24, "count"), (170, "count")]),
        ("The 10th anniversary drew a record 1,800 people.", [(10, "ordinal"), (1800, "count")]),
        ("A dozen heads of government and eight ministers attended.", [(12, "count"), (8, "count")]),
        ("The sixth conference marks its sixth year.", [(6, "ordinal"), (6, "ordinal")]),
        # think tanks
        ("Two thirds of the companies came back.", [(pytest.approx(2 / 3), "fraction")]),
        ("A quarter of Chinese firms and one-third of foreign ones agreed.", [(0.25, "fraction"), (THIRD, "fraction")]),
        ("China has 1.05 billion users, 710 million of them on phones.", [(1.05e9, "count"), (7.1e8, "count")]),
        ("China ranked 177th in the index of press freedom.", [(177, "ordinal")]),
        ("China is the world's second-largest economy.", [(2, "ordinal")]),
        ("At least six of the nine members stayed away.", [(6, "count"), (9, "count")]),
        (
            "Of the 12 forums, three dealt with security and two with trade.",
            [(12, "count"), (3, "count"), (2, "count")],
        ),
        ("Sales fell by 3.5 percentage points in the second half of 2018.", [(3.5, "percentage points")]),
        ("The five-chapter outlook and the 1,000-page report appeared.", [(5, "chapters"), (1000, "pages")]),
        ("Hundreds of millions of users were hit.", [(1e8, "count")]),
        ("The share rose from 1% to 3%.", [(1, "percent"), (3, "percent")]),
        ("One in five users agreed.", [(0.2, "fraction")]),
        ("Only one foreign chief executive came.", [(1, "count")]),
        ("He is the first Apple chief to come.", [(1, "ordinal")]),
        # ages
        ("Jack Ma, 54, founded the firm with a 32-year-old friend.", [(54, "years"), (32, "years")]),
        (
            "Wu, who is 77, and a guest aged 20 met when she turned thirty.",
            [(77, "years"), (20, "years"), (30, "years")],
        ),
        (
            "Doors open one day early; of 580 companies, 56 of them new, two met ten years ago.",
            [(1, "days"), (580, "count"), (56, "count"), (2, "count"), (10, "years")],
        ),
        # change, shares, ranks, multiples
        ("Exhibitors rose from 388 to 448.", [(388, "count"), (448, "count")]),
        ("Apps came to 54 of the 65 countries.", [(54, "count"), (65, "count")]),
        ("Of the top twenty most visited sites, seven are Chinese.", [(20, "count"), (7, "count")]),
        (
            "China was 65th out of 65, and India sent a delegation of six.",
            [(65, "ordinal"), (65, "count"), (6, "count")],
        ),
        ("Eleven press freedom and digital rights groups named 43 more Chinese apps.", [(11, "count"), (43, "count")]),
        ("The hall holds three thousand; traffic grew tenfold.", [(3000, "count"), (10, "times")]),
        ("Developers number 1.8 million, at least 45 countries, activists say.", [(1.8e6, "count"), (45, "count")]),
        (
            "Between 20 and 30 firms came, with two or three kilos each.",
            [(20, "count"), (30, "count"), (2, "count"), (3, "count")],
        ),
        (
            "The range is 92.1-96.4% of 3 to 5 million cases.",
            [(92.1, "percent"), (96.4, "percent"), (3e6, "count"), (5e6, "count")],
        ),
        ("The conference, the twelfth, greeted the eight richest.", [(12, "ordinal"), (8, "count")]),
        (
            "Fewer than one in 10,000 goes to a human after two and a half hours.",
            [(0.0001, "fraction"), (2.5, "hours")],
        ),
        # Chinese
        ("来自120多个国家和地区的2000余名嘉宾参会。", [(120, "count"), (2000, "count")]),
        ("数字经济规模达50.2万亿元，占比提升至41.5%。", [(50.2e12, "CNY"), (41.5, "percent")]),
        ("大会举办了20场分论坛，超过1.2亿人次在线观看。", [(20, "count"), (1.2e8, "count")]),
        ("会期三天，网民规模近10亿。", [(3, "days"), (1e9, "count")]),
        (
            "第三屆大會有來自50多個國家的嘉賓，展館面積2萬平方公尺。",
            [(3, "ordinal"), (50, "count"), (2e4, "square meters")],
        ),
        ("它长三点一六公里，宽约五十公尺，第二天开放。", [(3.16, "kilometers"), (50, "meters"), (2, "ordinal")]),
        ("九成以上的用户离开，删除2200余万条内容，增长3倍。", [(90, "percent"), (2.2e7, "count"), (3, "times")]),
        (
            "三十余万人看了八间房，一半满了，身家超过3550亿的人来了。",
            [(3e5, "count"), (8, "count"), (0.5, "fraction"), (3.55e11, "count")],
        ),
        ("她63岁，四名成员和三成立场相同。", [(63, "years"), (4, "count")]),
        ("他提出四项原则，三分之二的企业支持。", [(4, "count"), (pytest.approx(2 / 3), "fraction")]),
    ],
)
def test_a_number_that_measures_is_a_quantity(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(q.value, q.unit) for q in find_quantities(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Huawei's Kirin 960 chip and 5G were shown with GPT-4, 3D maps and Web 2.0.",
        "Covid-19 kept guests away in 2020, and on Nov. 23 the forum opened at 9:30 a.m.",
        "Call +86 10 8888 1234 or 603-606-1246; the lines are open 24/7.",
        "Under Article 12 and Section 230 the firms are liable [12].",
        "He went to No. 10 Downing Street and met the G20 leaders.",
        "No one spoke; one of the guests left, and one can only guess why.",
        "First, the conference is political. Second, it is small.",
        "The Second World War, the Big Four and One Belt One Road are history.",
        "They met in 2015, 2016 and 2017, and in the 1990s.",
        "Visitors came from 58.com, 360 Security and Fortune 500 companies.",
        "Third-party apps and first-hand reports do not count.",
        "1. Opening ceremony of the day",
        "They first met at a fair and first spoke by telephone.",
        "At 8 p.m. on 7 November the 21st-century Silk Road was discussed.",
        "See https://example.org/2018/11/07/story-2172045 or www.example.com/5.",
        "据统计，一些企业和一个国家缺席，5G技术于20日亮相。",
    ],
)
def test_a_number_that_measures_nothing_is_none(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("more than 2,000 guests", 2000, None),
        ("at least 2,000 guests", 2000, None),
        ("less than 5% of users", None, 5),
        ("up to 300 firms", None, 300),
        ("within two years", None, 2),
        ("almost 40% of users", 36, 40),
        ("about 200 firms", 180, 220),
        ("200 firms", 200, 200),
        ("100+ firms", 100, None),
        ("tens of thousands of firms", 10000, None),
        ("逾2000名嘉宾", 2000, None),
        ("不到5%", None, 5),
    ],
)
def test_a_hedge_becomes_an_interval(text: str, low: float | None, high: float | None) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.low, quantity.high) == (low, high)


HEDGES = (
    "more than|over|above|upwards of|in excess of|exceed|exceeds|exceeded|exceeding|at least|no fewer than|a minimum of"
    "|greater than|surpasses|surpassed|surpassing|topped|topping|fewer than|under|below|up to|as many as|at most"
    "|a maximum of|within|almost|nearly|close to|approaching|just short of|not quite|shy of|virtually|about|around"
    "|roughly|approximately|some|an estimated|circa|or so|only|just|merely|exactly|as few as|as little as|a total of"
    "|a combined|a record|all"
)


@pytest.mark.parametrize("hedge", HEDGES.split("|"))
def test_every_hedge_is_seen_in_any_letters(hedge: str) -> None:
    for words in (hedge, hedge.upper(), f"{hedge} the"):
        assert find_hedge(f"Firms, {words} 200 of them", 8 + len(words), 11 + len(words)) is not None


def test_both_ends_of_a_range_have_it_as_their_interval() -> None:
    found = find_quantities("between 20 and 30 firms")
    assert [(q.value, q.low, q.high) for q in found] == [(20, 20, 30), (30, 20, 30)]


@pytest.mark.parametrize(
    ("text", "words", "measures"),
    [
        ("It drew more than 2,000 foreign guests from abroad.", "more than 2,000 foreign guests", "foreign guests"),
        ("It was a four-day conference.", "four-day conference", "conference"),
        ("They pledged 3% of annual revenue.", "3% of annual revenue", "of annual revenue"),
        ("The economy is worth $6 trillion.", "$6 trillion", "The economy is worth …"),
        ("It was the fifth conference in this series.", "fifth conference in this series", "conference"),
    ],
)
def test_text_and_measures_are_the_words_of_the_sentence(text: str, words: str, measures: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.text, quantity.measures) == (words, measures)


def code(source: Source, codebook: Codebook) -> tuple[Quantity, ...]:
    passages = split_passages(source)
    return code_quantities(DocumentContext(source, passages, date_editions(source, passages, codebook), codebook))


def test_offsets_are_those_of_the_source(corpus: Corpus, codebook: Codebook) -> None:
    for source in corpus.sources:
        for quantity in code(source, codebook):
            assert source.text[quantity.start : quantity.end] == quantity.text


def test_the_labelled_seeds_are_reached(corpus: Corpus, codebook: Codebook, seeds: Path) -> None:
    labels = json.loads((seeds / "labels.json").read_text(encoding="utf-8"))
    coded = [q for s in corpus.sources for q in code(s, codebook)]
    score = score_quantities(labels, corpus.sources, coded)
    assert (score.n_labelled, score.n_matched) == (20, 20)
    # The ordinal of an edition counts everywhere else, so it is coded here as well.
    assert [miss.text for miss in score.misses] == ["first World Internet Conference"]


@pytest.mark.parametrize(
    "text", ["3% of  its\u00a0annual\nrevenue", "零分之三", "ſecond tenth of ٣ users", "1 " * 400, "½ of 00"]
)
def test_odd_characters_and_spaces_raise_nothing(text: str) -> None:
    assert all(text[q.start : q.end] == q.text for q in find_quantities(text))
