from __future__ import annotations

import pytest

from wicreport.corpus.pages import extract_page
from wicreport.errors import DocumentError

PARAGRAPHS = (
    "The sixth World Internet Conference opened in Wuzhen on Sunday, with 1,500 guests from 83 countries and regions.",
    "“Cyberspace is a common home,” said Huang Kunming, head of the publicity department, at the opening ceremony.",
    "Robin Li, founder of Baidu, said that artificial intelligence would change every industry. Jack Ma did not come.",
)
PROSE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
TEASERS = '<aside><h2>Related</h2><ul><li><a href="/a">Ten things to know about tea</a></li></ul></aside>'
FOOT = "<footer>Copyright © 2024 The Gazette. All rights reserved.</footer>"
META = (
    '<meta property="og:title" content="Wuzhen opens"><meta property="og:site_name" content="The Gazette">'
    '<meta name="author" content="Jane Roe"><link rel="canonical" href="https://gazette.example/wuzhen">'
    '<meta property="article:published_time" content="2019-10-20T23:30:00Z">'
)


def page(content: str, head: str = "<title>Wuzhen opens | The Gazette</title>") -> str:
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{content}</body></html>'


def lines_of(html: str) -> list[str]:
    return extract_page(html, "a.html").text.rstrip("\n").split("\n\n")


def published(head: str, content: str = "") -> str | None:
    found = extract_page(page(f"<article>{PROSE}</article>{content}", head), "a.html").proposals.get("published")
    return found and found.value


def test_the_text_is_title_and_article_without_what_stands_round_it() -> None:
    html = page(f"{MENU}<h1>Wuzhen opens</h1><main><article>{PROSE}</article></main>{TEASERS}{FOOT}")
    assert lines_of(html) == ["Wuzhen opens", *PARAGRAPHS]


def test_what_the_markup_states_is_proposed_with_a_reason() -> None:
    proposals = extract_page(page(f"<h1>Wuzhen opens</h1><article>{PROSE}</article>", META), "a.html").proposals
    assert {key: proposal.value for key, proposal in proposals.items()} == {
        "title": "Wuzhen opens",
        "author": "Jane Roe",
        "publisher": "The Gazette",
        "published": "2019-10-20",
        "url": "https://gazette.example/wuzhen",
    }
    assert {proposal.reason for proposal in proposals.values()} == {"the page's metadata"}


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta name="date" content="2018-11">', "2018-11"),
        ('<meta name="DC.date" content="2018">', "2018"),
        ('<meta name="pubdate" content="20181107">', "2018-11-07"),
        ('<meta name="publishdate" content="7 November 2018">', "2018-11-07"),
        ('<script type="application/ld+json">{"datePublished": "2018-11-07"}</script>', "2018-11-07"),
        ('<meta name="date" content="yesterday">', None),
        ('<meta name="copyright" content="2024">', None),
        ("", None),
    ],
)  # fmt: skip
def test_a_date_is_as_exact_as_the_markup_states_it(head: str, date: str | None) -> None:
    assert published(head) == date


def test_a_date_in_a_teaser_or_the_foot_dates_nothing() -> None:
    assert published("", '<aside><time datetime="2022-05-15">15 May</time></aside><footer>© 2024</footer>') is None
    assert published("", '<time datetime="2018-11-07T08:00">7 Nov</time>') == "2018-11-07"


def test_headings_lists_quotations_and_tables_stay_in_a_page_that_marks_no_article() -> None:
    more = "<h2>A second part</h2><ol><li>One item of a list.</li><li>Another.</li></ol><p>Short end.</p>"
    table = "<table><tr><th>Year</th><th>Guests</th></tr><tr><td>2018</td><td>1,500</td></tr></table>"
    kept = [
        *PARAGRAPHS,
        "A second part",
        "- One item of a list.",
        "- Another.",
        "Short end.",
        "Year | Guests",
        "2018 | 1,500",
    ]
    for content in (
        PROSE + more + table,
        f"<div class=a><div class=b>{PROSE}{more}{table}</div><div>{MENU}</div></div>",
    ):
        assert lines_of(page(content)) == ["Wuzhen opens", *kept]


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    breaks = "<br><br>".join(PARAGRAPHS)
    assert lines_of(page(f"<table><tr><td>{breaks}</td></tr></table>", "<title>A letter</title>")) == [
        "A letter",
        *PARAGRAPHS,
    ]


def test_a_raised_note_number_is_kept_apart_from_the_number_before_it() -> None:
    html = page(
        f'<article>{PROSE}<p>It began in 2014.<sup><a href="#n1">1</a></sup> It has 5 m<sup>2</sup>.</p></article>'
    )
    assert lines_of(html)[-1] == "It began in 2014.[1] It has 5 m2."


def test_a_chinese_page_is_read() -> None:
    prose = (
        "第六届世界互联网大会20日在浙江乌镇开幕。来自83个国家和地区的约1500名嘉宾参加会议。",
        "大会为期三天，设有20个分论坛。",
    )
    content = '<div><a href="/">首页</a></div><div class="content"><h1>大会在乌镇开幕</h1>'
    html = page(
        content + "".join(f"<p>　　{line}</p>" for line in prose) + "</div>", "<title>大会在乌镇开幕_新闻网</title>"
    )
    assert lines_of(html) == ["大会在乌镇开幕", *prose]


def test_a_short_page_stays_whole() -> None:
    html = page("<p>Wuzhen was quiet in 2020. Nobody came.</p>", "<title>A note</title>")
    assert lines_of(html) == ["A note", "Wuzhen was quiet in 2020. Nobody came."]


def test_nothing_outside_the_page_is_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("x") / "secret.txt"
    secret.write_text("the secret words", encoding="utf-8")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    html = entity + page(f'<article>{PROSE}<p>It says &x; here.</p><iframe src="{secret.as_uri()}"></iframe></article>')
    assert "secret words" not in extract_page(html, "a.html").text


@pytest.mark.parametrize("content", ["", "<div id=root></div><script>show()</script>", "<!-- nothing -->"])
def test_a_page_without_text_is_refused(content: str) -> None:
    with pytest.raises(DocumentError, match=r"without text|no web page"):
        extract_page(page(content, ""), "a.html")
