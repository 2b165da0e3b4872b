"""Which edition a passage speaks of, in the seeds and in other registers."""

from __future__ import annotations

import pytest

from wicreport.coding.codebook import Codebook
from wicreport.coding.dates import DEFAULT, EARLIER, HEADING, date_editions, edition_mentions
from wicreport.corpus.passages import split_passages
from wicreport.corpus.sources import Corpus, PublicationDate, Source, Span

WIC = "World Internet Conference"


def make_source(text: str, edition: int | None, published: str | None = None, language: str = "en") -> Source:
    date = PublicationDate(published) if published else None
    body = (Span(0, len(text)),)
    return Source("t", "t.txt", "", text, body, published=date, edition=edition, language=language)


def editions_of(text: str, edition: int | None, codebook: Codebook, published: str | None = None) -> list[int | None]:
    source = make_source(text, edition, published, "zh" if "会" in text else "en")
    return [mark.edition for mark in date_editions(source, split_passages(source), codebook)]


@pytest.mark.parametrize(
    ("text", "edition", "expected"),
    [
        # years
        (f"Xi first set out the idea in a speech at the second {WIC} in December 2015.", 2022, [2015]),
        (f"At the 2019 {WIC}, Baidu gave a speech, and Microsoft sent an executive.", 2021, [2019]),
        (f"The {WIC} in Wuzhen (Nov 16-18, 2016) had 16 forums.", 2020, [2016]),
        (f"Tim Cook, a featured speaker in 2017, skipped the 2018 {WIC}.", 2018, [2018]),
        (f"Xi spoke in 2015. The {WIC} has met ever since.", 2021, [2015, 2021]),
        # years of something else
        (f"Alibaba, founded in 2015 by accident, sent its chief to the {WIC}.", 2019, [2019]),
        (f"Pichai, who became chief executive in 2015, told the {WIC} that AI mattered.", 2017, [2017]),
        (f"The Cybersecurity Law took effect in 2017. The {WIC} opened on Sunday.", 2019, [2019, 2019]),
        (f"Freedom House ranked China last in 2018. The {WIC} did not mind.", 2021, [2021, 2021]),
        (f"The G20 summit met in Hangzhou in 2016. The {WIC} came later.", 2018, [2018, 2018]),
        (f"At the World Economic Forum in Davos in 2017, Xi spoke of trade. The {WIC} followed.", 2018, [2018, 2018]),
        (f"The World Internet Report 2016 was given to guests of the {WIC}.", 2019, [2019]),
        # relative clauses, comparisons, ranges
        (f"Apple's Tim Cook, who spoke at the conference in 2017, was not at the {WIC}.", 2018, [2018]),
        (f"In contrast to 2017, when Tim Cook gave a keynote, few chiefs came to the {WIC}.", 2018, [2018]),
        (f"Compared with the 2015 summit, the 2016 edition of the {WIC} was small.", 2016, [2016]),
        (f"It was the largest {WIC} since 2019.", 2023, [2023]),
        (f"The {WIC} was held from 2014 to 2019 without a break.", 2020, [2020]),
        (f"Attendance at the {WIC} fell by half from 2018.", 2019, [2019]),
        (f"Tim Cook did not come to the {WIC} after speaking in 2017.", 2018, [2018]),
        (f"After attending in 2017, Tim Cook stayed away from the {WIC}.", 2018, [2018]),
        (f"Robin Li skipped the {WIC}, having attended in 2017.", 2018, [2018]),
        (f"Tim Cook, the Apple chief who spoke in 2017, skipped the {WIC}.", 2018, [2018]),
        # ordinals
        (f"The fourth {WIC} opened in Wuzhen.", 2020, [2017]),
        (f"The sixth {WIC} opened in Wuzhen.", 2020, [2019]),
        (f"The {WIC}, now in its tenth year, opened on Wednesday.", 2021, [2023]),
        (f"The inaugural {WIC} drew a thousand guests.", 2020, [2014]),
        (f"The 20th Party Congress ended in October. The {WIC} follows.", 2022, [2022, 2022]),
        (f"It is the first summit convened since the {WIC} became a body of its own.", 2022, [2022]),
        # relative to the source
        (f"Last year's {WIC} drew 1,500 guests.", 2019, [2018]),
        (f"This year's edition of the {WIC} drew more guests than last year's conference.", 2019, [2019]),
        (f"Two years ago, Google's chief attended the {WIC}.", 2019, [2017]),
        (f"Pichai attended the {WIC} in 2017. The following year he stayed away from the summit.", 2021, [2017, 2018]),
        (f"In previous years, foreign chiefs gave keynotes at the {WIC}.", 2022, [None]),
        (f"The {WIC} used to draw founders, but many were absent this year.", 2021, [2021]),
        (f"The system was used to verify guests at the {WIC}.", 2018, [2018]),
        (f"The {WIC} drew 1,800 guests. Last year the government put the figure at 1,500.", 2018, [2018, 2017]),
        (f"Tim Cook came to the {WIC}. Last year the company sold 217 million phones.", 2018, [2018, 2018]),
        # Chinese
        ("去年的数字是1500人。世界互联网大会在乌镇举行。", 2018, [2017, 2018]),
        ("第五届世界互联网大会7日在浙江乌镇开幕。", 2020, [2018]),
        ("2015年，习近平出席第二届世界互联网大会开幕式并发表主旨演讲。", 2022, [2015]),
        ("去年，库克出席了世界互联网大会。今年他没有参会。", 2018, [2017, 2018]),
        ("第二届中国国际进口博览会在上海举行。世界互联网大会在乌镇举行。", 2019, [2019, 2019]),
        ("往届大会吸引了众多外国企业家。世界互联网大会在乌镇举行。", 2018, [None, 2018]),
    ],
)
def test_the_edition_is_that_of_the_main_clause(
    text: str, edition: int, expected: list[int | None], codebook: Codebook
) -> None:
    assert editions_of(text, edition, codebook) == expected


def test_a_sentence_that_goes_on_is_of_the_same_edition(codebook: Codebook) -> None:
    text = f"In 2015, Xi attended the {WIC}. He called for respect for sovereignty. The idea has since spread."
    assert editions_of(text, 2021, codebook) == [2015, 2015, 2021]


def test_a_habit_of_earlier_editions_goes_on_through_the_quotation(codebook: Codebook) -> None:
    text = f'The {WIC} is dull. "In the past, he rarely spoke from a script. She would joke on stage," a guest wrote.'
    source = make_source(text, 2021)
    marks = date_editions(source, split_passages(source), codebook)
    assert [(mark.edition, mark.rule) for mark in marks] == [
        (2021, DEFAULT),
        (None, EARLIER),
        (None, f"carried over: {EARLIER}"),
    ]


def test_headings_that_are_a_year_date_what_stands_below(codebook: Codebook) -> None:
    text = (
        f"2014\n\nThe meeting was modest.\n\n2015\n\nXi gave the keynote at the {WIC}.\n\nOutlook\n\nNobody knows more."
    )
    source = make_source(text, 2020)
    marks = date_editions(source, split_passages(source), codebook)
    assert [(mark.edition, mark.rule) for mark in marks] == [(2014, HEADING), (2015, HEADING), (2020, DEFAULT)]


def test_last_year_counts_from_publication_but_not_from_a_late_repost(codebook: Codebook) -> None:
    text = f"Last year's {WIC} was small."
    assert editions_of(text, 2018, codebook, published="2019-01-15") == [2018]
    assert editions_of(text, 2018, codebook, published="2024") == [2017]


def test_a_source_without_edition_and_date_has_none(codebook: Codebook) -> None:
    assert editions_of(f"The {WIC} opened.", None, codebook) == [None]


def test_an_acronym_needs_the_full_name_in_the_text(codebook: Codebook) -> None:
    with_name = make_source(f"The {WIC} is the WIC. The WIC of 2016 was small.", 2020)
    without = make_source("The WIC programme feeds infants. The WIC of 2016 was cut.", 2020)
    assert [m.edition for m in edition_mentions(with_name, split_passages(with_name)[1], codebook)] == [2016]
    assert edition_mentions(without, split_passages(without)[1], codebook) == ()


def test_two_editions_in_one_sentence_are_both_mentioned_with_offsets(corpus: Corpus, codebook: Codebook) -> None:
    source = next(s for s in corpus.sources if s.file.startswith("003"))
    passage = next(p for p in split_passages(source) if p.text.startswith("Tim Cook of Apple"))
    mentions = edition_mentions(source, passage, codebook)
    assert [(source.text[m.start : m.end], m.edition, m.role) for m in mentions] == [
        ("2017", 2017, "aside"),
        ("2018 conference", 2018, "main"),
    ]


@pytest.mark.parametrize(
    ("file", "start", "edition"),
    [
        ("000", "The conference, in its eighth year", 2021),
        ("000", '"In the past, Jack Ma', None),
        ("000", "Richard Liu would openly", None),
        ("000", "\"At this year's live-streamed", 2021),
        ("003", "China’s first World Internet Conference", 2014),
        ("003", "This paid off by 2017", 2017),
        ("003", "This year’s attendees", 2018),
        ("003", "As in past years", 2018),
        ("003", "However, the level of foreign", 2018),
        ("003", "However, in 2018", 2018),
        ("004", "The conference has in the past", None),
        ("004", "The conference, which used to be", 2022),
        ("004", "Back in 2015", 2015),
    ],
)
def test_the_seeds_are_dated_as_read(
    file: str, start: str, edition: int | None, corpus: Corpus, codebook: Codebook
) -> None:
    source = next(s for s in corpus.sources if s.file.startswith(file))
    passages = split_passages(source)
    marks = date_editions(source, passages, codebook)
    assert len(marks) == len(passages)
    assert [m.edition for m, p in zip(marks, passages, strict=True) if p.text.startswith(start)] == [edition]


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("In 2017 the figure was 9 billion yuan.", 2017),
        ("But in 2016 the turnout stood at 1,600.", 2016),
        ("2017年这一数字为90亿元。", 2017),
        ("In 2017 the figure of net users was 772 million.", 2018),
        ("In 2017 a rival bought the firm.", 2018),
        ("The rival, bought in 2017, says the figure was 9.", 2018),
    ],
)
def test_a_year_at_the_head_of_a_sentence_dates_what_the_document_counts(
    text: str, edition: int, codebook: Codebook
) -> None:
    assert editions_of(text, 2018, codebook) == [edition]
