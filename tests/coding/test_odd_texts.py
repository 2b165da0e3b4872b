"""Any text at all: quotations and quantities raise nothing, their offsets hold, and they take time in proportion."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wicreport.coding.codebook import Codebook
from wicreport.coding.quantities import code_quantities
from wicreport.coding.quotations import code_quotations
from wicreport.corpus.passages import split_passages
from wicreport.corpus.sources import Source, Span

# Pieces that the rules look at, in any order, among characters that they have never seen.
PIECES_TEXT = """
“ ” " ' ‘ ’ 「 」 『 』 « » ( ) （ ） , . : ; ： ， 。 — - said says told according to he she it they I who which
that and but as of in by with Xi Jinping Jack Ma Cook's the a president report letter 习近平 马云 表示 指出 说 他 的
在 成 万 亿 余 半 第三 第 一 十 百 点 more than up between from half third first one two dozen thousand million 3
12,000 1.5 % $ 2017 years aged , 44, out Inc. U.S. Q: A: KH: @ua 😀
"""
PIECES = [*PIECES_TEXT.split(), "\n", "\n\n", "\u200b", "\u00a0"]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=60).map(" ".join)


def make_source(text: str) -> Source:
    return Source("t", "t.txt", "0", text, (Span(0, len(text)),), language="en", title=text[:40])


@settings(deadline=None, max_examples=150)
@given(text=TEXTS)
def test_any_text_is_coded_and_every_record_is_the_text_between_its_offsets(text: str, codebook: Codebook) -> None:
    source = make_source(text)
    passages = split_passages(source)
    for quotation in code_quotations(source, passages, codebook):
        assert text[quotation.start : quotation.end] == quotation.quote
    for quantity in code_quantities(source, passages, codebook):
        assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    "piece",
    [
        "“We came,” he said. ",
        "Ma said “no” and ",
        "a, the b, ",
        "他说，“好”，",
        "以及“一”、",
        "12 of the 1,200 ",
        "one of two or three ",
        "三十余万",
        "1-2 to ",
        "A: yes.\n",
    ],
)
def test_a_text_three_times_as_long_takes_no_more_than_some_five_times_as_long(piece: str, codebook: Codebook) -> None:
    def measure(text: str) -> float:
        source = make_source(text)
        passages = split_passages(source)
        begun = process_time()
        code_quotations(source, passages, codebook)
        code_quantities(source, passages, codebook)
        return process_time() - begun

    short, long = measure(piece * 300), measure(piece * 900)
    assert long < 5 * short + 0.2
