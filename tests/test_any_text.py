"""Any text at all is read: nothing raises, records keep their contract, and time grows as the text does."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wicreport.coding.codebook import load_codebook
from wicreport.coding.records import code_source
from wicreport.coding.themes import code_themes
from wicreport.corpus.descriptors import describe_document
from wicreport.corpus.documents import Document
from wicreport.corpus.families import find_families
from wicreport.corpus.passages import split_passages
from wicreport.corpus.repeats import drop_repeats
from wicreport.corpus.sources import Source

ENGLISH = (
    "The World Internet Conference opened in Wuzhen.",
    "Tim Cook attended.",
    "more than 2,000 guests",
    "3.5%",
    "’s",
)
CHINESE = ("世界互联网大会在乌镇开幕。", "马云没来。", "一千二百万", "2017年", "责任编辑：")
LAYOUT = ("By Li Wen", "Related stories", "Share", "[12]", "Photo: AP", "* ", "1. ", "1/ ", "---", "References")
MARKS = (
    "“We must not,” she said, “",
    "「",
    "」",
    '"',
    "‘",
    "«",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u2028",
    "\u00a0",
    "\ufeff",
)
ODD = ("\u200d", "\x01", "\x1f", "مرحبا", "\u202e", "😀", "e\u0301", "İ")
PIECES = ENGLISH + CHINESE + LAYOUT + MARKS + ODD
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
ARTICLES = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=60).map(" ".join)
READING = settings(max_examples=120, deadline=None, derandomize=True, database=None)


def read(text: str) -> Source:
    return describe_document(Document("a.txt", text, "", "utf-8", {}), set())


@READING
@given(ANYTHING | ARTICLES)
def test_any_text_is_coded_and_its_records_are_where_they_say(text: str) -> None:
    source = read(text)
    assert sorted((*source.body, *source.references, *source.furniture)) == sorted(
        {*source.body, *source.references, *source.furniture}
    )
    covered = sum(end - start for spans in (source.body, source.references, source.furniture) for start, end in spans)
    assert covered == len(text)
    coded = code_source(source, load_codebook())
    assert all(text[passage.start : passage.end] == passage.text for passage in coded.passages)
    for record in (*coded.themes, *coded.quotations, *coded.quantities, *coded.appearances):
        assert 0 <= record.start < record.end <= len(text)


@READING
@given(st.lists(ANYTHING | ARTICLES, min_size=2, max_size=5))
def test_any_texts_have_families_and_keep_their_bodies(texts: list[str]) -> None:
    sources = [describe_document(Document(f"{n}.txt", text, "", "utf-8", {}), {"a"}) for n, text in enumerate(texts)]
    families = find_families(drop_repeats(sources))
    assert sorted(name for family in families for name in family.roles) == [source.source_id for source in sources]


LONG = {
    "one line of letters": "a",
    "one line of digits": "1",
    "opened quotation marks": "“",
    "opened Chinese marks": "「",
    "straight marks": '"',
    "brackets": "[",
    "raised digits": "²",
    "underscores": "_",
    "blanks": " x" + " " * 60,
    "sentences": "He said so. ",
    "Chinese sentences": "网络。",
    "headings": "Related stories\n",
    "items": "- a\n",
    "bylines": "By A B\n",
    "foreign guests": "foreign executives from the United States ",
    "terms": "sovereignty in cyberspace of the people ",
}
STEPS: dict[str, Callable[[Source], object]] = {
    "bodies": lambda source: read(source.text),
    "passages": split_passages,
    "themes": lambda source: code_themes(source, split_passages(source), load_codebook()),
    "families": lambda source: find_families([source]),
}


def seconds(step: Callable[[Source], object], source: Source) -> float:
    start = time.process_time()
    step(source)
    return time.process_time() - start


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("unit", LONG)
def test_time_grows_as_the_text_does(unit: str, step: str) -> None:
    piece = LONG[unit]
    short, long = (read(piece * (size // len(piece))) for size in (10_000, 40_000))
    allowed = 9 * max(seconds(STEPS[step], short), 0.03)  # four times the text; a square of it would take sixteen
    assert min(seconds(STEPS[step], long) for _ in range(2)) < allowed
