"""What a publisher repeats from page to page is furniture; what two articles share is not."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from wicreport.corpus.catalogue import describe_documents
from wicreport.corpus.documents import Document
from wicreport.corpus.repeats import drop_repeats
from wicreport.corpus.sources import Source

PLAIN = """
    river bridge harbour orchard museum railway bakery theatre hospital library council market
    winter summer letter garden street window engine captain teacher doctor farmer painter
    widow colonel evening morning Sunday promise quarrel fortune silence thunder journey kitchen
    village meadow lantern blanket pocket needle mirror candle ladder bottle
"""
WORDS = PLAIN.split()
SLOGAN = "The Valley Ledger has told the valley what it needs to know since the year of the flood."
PUZZLE = "The puzzle of the day awaits its solvers on the page before last, as it always does."
APPEAL = "Readers keep the Valley Ledger going with what they leave in the tin at the counter."


def write_article(number: int) -> list[str]:
    """Return three paragraphs that no other number has."""
    chance = Random(number)
    return [f"The {' '.join(chance.choices(WORDS, k=24))} was new." for _ in range(3)]


def make_pages(*, lead: str = "", middle: str = "", tail: str = "") -> tuple[Source, ...]:
    """Return ten articles on different things, with what their publisher puts before, within and after them."""
    documents = []
    for number in range(10):
        own = write_article(number)
        text = "\n\n".join(filter(None, (lead, own[0], middle, own[1], own[2], tail)))
        documents.append(Document(f"page-{number}.txt", text, "", "utf-8", {}))
    return describe_documents(documents)


def body_of(source: Source) -> str:
    return "|".join(source.text[start:end] for start, end in source.body)


@pytest.mark.parametrize("place", [{"lead": SLOGAN}, {"middle": PUZZLE}, {"tail": APPEAL}])
def test_paragraph_that_ten_pages_repeat_is_furniture(place: dict[str, str]) -> None:
    repeated = next(iter(place.values()))
    before = make_pages(**place)
    assert all(repeated in body_of(source) for source in before)
    after = drop_repeats(before)
    for number, source in enumerate(after):
        assert repeated not in body_of(source)
        assert all(paragraph in body_of(source) for paragraph in write_article(number))
        spans = sorted((*source.body, *source.references, *source.furniture))
        assert "".join(source.text[start:end] for start, end in spans) == source.text


def test_words_that_all_pages_quote_stay() -> None:
    quoted = '"No roof of ours will be lower than the old one," the mayor said.'
    assert all(quoted in body_of(source) for source in drop_repeats(make_pages(middle=quoted)))


@pytest.mark.parametrize("n_pages", [1, 2])
def test_sentence_that_two_articles_share_stays(n_pages: int) -> None:
    pages = make_pages(tail=SLOGAN)[:n_pages]
    assert drop_repeats(pages) == pages


def test_copies_of_one_article_keep_what_they_share() -> None:
    page = make_pages()[0]
    copies = describe_documents([Document(f"{n}.txt", page.text, "", "utf-8", {}) for n in range(6)])
    assert drop_repeats(copies) == copies


def test_rewrites_of_one_story_keep_the_paragraphs_they_share() -> None:
    story = write_article(99)
    texts = ["\n\n".join([*story, *write_article(number)[:2], SLOGAN]) for number in range(4)]
    rewrites = describe_documents([Document(f"{n}.txt", text, "", "utf-8", {}) for n, text in enumerate(texts)])
    assert drop_repeats(rewrites) == rewrites


def test_line_repeated_by_pages_of_different_publishers_stays() -> None:
    pages = tuple(replace(page, publisher=f"Publisher {n}") for n, page in enumerate(make_pages(tail=SLOGAN)))
    assert drop_repeats(pages) == pages


@pytest.mark.parametrize("text", ["说", "2018", SLOGAN, f"{SLOGAN}\n\n{PUZZLE}"])
def test_pages_that_are_nothing_but_what_they_share_stay(text: str) -> None:
    documents = [Document(f"page-{number}.txt", text, "", "utf-8", {}) for number in range(4)]
    pages = describe_documents([*documents, Document("other.txt", "\n\n".join(write_article(1)), "", "utf-8", {})])
    assert drop_repeats(pages) == pages


def test_order_of_the_documents_changes_nothing() -> None:
    pages = make_pages(tail=APPEAL, middle=PUZZLE)
    assert drop_repeats(pages) == drop_repeats(pages[::-1])[::-1]
