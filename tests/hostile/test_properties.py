"""What holds of any text at all, for every function that takes one."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypandoc
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.briefing.test_html import Page
from wicreport.briefing.bibliographies import format_bibtex
from wicreport.briefing.markdown import MARKDOWN, escape_markdown
from wicreport.briefing.prose import mark_languages, render_prose
from wicreport.briefing.tables import format_csv
from wicreport.coding.codebook import Codebook
from wicreport.coding.records import CodedSource, code_source
from wicreport.corpus.anchors import Anchor
from wicreport.corpus.bodies import find_body
from wicreport.corpus.characters import has_hidden, show_hidden
from wicreport.corpus.datelines import read_date
from wicreport.corpus.descriptors import describe_document
from wicreport.corpus.documents import Document, read_document
from wicreport.corpus.families import find_families
from wicreport.corpus.passages import split_passages
from wicreport.corpus.repeats import drop_repeats
from wicreport.corpus.sources import Source
from wicreport.errors import WicReportError
from wicreport.findings.evidence import resolve_anchor, resolve_words

EXAMPLES = 80
"""Texts tried by each property that codes; the others try four times as many."""

WORDS = """
“ ” " ' ‘ ’ 「 」 『 』 « » ( ) （ ） , . : ; ： ， 。 — - said says told according to he she it they I who which
that and but as of in by with Xi Jinping Jack Ma Cook's the a president report letter 习近平 马云 表示 指出 说 他 的
在 成 万 亿 余 半 第三 第 一 十 百 点 more than up between from half third first one two dozen thousand million 3
12,000 1.5 % 3.5% $ 2017 2018 years aged , 44, out Inc. U.S. Q: A: KH: @ua 😀 conference ’s 一千二百万 2017年
<b> &amp; ` {=typst} #x( $ \\ ::: {{ | =1+1 مرحبا é İ
"""
LINES = [
    "The World Internet Conference opened in Wuzhen.", "Tim Cook attended.", "“We must not,” she said, “",
    "世界互联网大会在乌镇开幕。", "马云没来。", "责任编辑：", "more than 2,000 guests", "Share this", "By A. Reader",
    "By Li Wen", "Photo: X", "Related", "Related stories", "[1]", "Keep Reading", "© 2018", "12. http://a.b/c", "1. ",
    "1/ ", "---", "References", "\n- ", "* ",
]  # fmt: skip
HIDDEN = [*"\n\t\u2028\u00a0\ufeff\u200b\u200d\u202e\x00\x01\x1f", "\n\n", "\r\n", "\x1b["]
PIECES = [*WORDS.split(), *LINES, *HIDDEN]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=50).map(" ".join)
fast = settings(deadline=None, derandomize=True, max_examples=4 * EXAMPLES)
slow = settings(deadline=None, derandomize=True, max_examples=EXAMPLES)


def describe(text: str, name: str = "a.txt") -> Source:
    return describe_document(Document(name, text, "0"), ())


def records(coded: CodedSource) -> list[Any]:
    return [*coded.themes, *coded.quotations, *coded.quantities, *coded.appearances]


@fast
@given(text=TEXTS)
def test_body_references_and_furniture_partition_any_text(text: str) -> None:
    for language in ("en", "zh"):
        spans = sorted(span for part in find_body(text, language) for span in part)
        assert "".join(text[start:end] for start, end in spans) == text
        assert all(start < end for start, end in spans)


@fast
@given(text=TEXTS)
def test_passages_are_the_body_in_order_and_in_its_own_words(text: str) -> None:
    source = describe(text)
    end = 0
    for passage in split_passages(source):
        assert passage.start >= end
        assert passage.text == text[passage.start : passage.end]
        assert source.body_text[passage.start : passage.end].strip()
        end = passage.end


@slow
@given(text=TEXTS)
def test_every_record_lies_in_its_text_and_coding_twice_gives_the_same(text: str, codebook: Codebook) -> None:
    source = describe(text)
    coded = code_source(source, codebook)
    for record in records(coded):
        assert 0 <= record.start <= record.end <= len(text)
    assert [text[q.start : q.end] for q in coded.quotations] == [q.quote for q in coded.quotations]
    assert [text[q.start : q.end] for q in coded.quantities] == [q.text for q in coded.quantities]
    assert code_source(source, codebook) == coded


@slow
@given(texts=st.lists(TEXTS, min_size=2, max_size=4))
def test_documents_are_coded_apart_from_each_other(texts: list[str], codebook: Codebook) -> None:
    alone = [code_source(describe(text, f"{n}.txt"), codebook) for n, text in enumerate(texts)]
    turned = [code_source(describe(text, f"{n}.txt"), codebook) for n, text in reversed(list(enumerate(texts)))]
    assert turned[::-1] == alone


@fast
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_every_document_is_in_exactly_one_family_whose_origin_is_a_member(texts: list[str]) -> None:
    sources = [describe_document(Document(f"{n}.txt", text, "0"), ()) for n, text in enumerate(texts)]
    families = find_families(drop_repeats(sources))
    assert sorted(name for family in families for name in family.roles) == sorted(s.source_id for s in sources)
    assert all(family.roles[family.origin] == "origin" for family in families)


@slow
@given(text=TEXTS)
def test_the_words_of_a_passage_resolve_to_themselves(text: str) -> None:
    source = describe(text)
    for passage in split_passages(source)[:5]:
        pin = Anchor(source.source_id, passage.start, passage.end, passage.text, "", "", source.sha256)
        found = resolve_anchor(pin, source)
        assert found.span is None or text[slice(*found.span)] == passage.text
        words = resolve_words(passage.text, source)
        assert words.span is None or "".join(text[slice(*words.span)].split()) == "".join(passage.text.split())


@fast
@given(text=TEXTS)
def test_what_is_inferred_of_a_document_is_valid_and_has_a_reason(text: str) -> None:
    source = describe(text)
    given = {"title", "author", "published", "edition", "publisher"} & set(source.inferred)
    assert given == {name for name in ("title", "author", "published", "edition", "publisher") if getattr(source, name)}
    read_date(text)


@fast
@given(text=st.one_of(TEXTS, st.text(st.characters(), max_size=20)))
def test_nothing_hidden_is_left_and_what_was_shown_is_shown_once(text: str) -> None:
    shown = show_hidden(text)
    assert not has_hidden(shown.translate(dict.fromkeys(map(ord, "\t\n\r\u2028\u2029"))))
    assert show_hidden(shown) == shown
    shown.encode("utf-8")


@fast
@given(text=TEXTS)
def test_a_text_in_html_reads_as_itself_and_opens_no_element(text: str) -> None:
    text = show_hidden(text).replace("\r", "")
    page = Page(f"<p>{mark_languages(text)}</p>")
    assert page.text == text
    assert {tag for tag, _ in page.elements} <= {"p", "span"}


@fast
@given(text=TEXTS)
def test_prose_of_a_chapter_opens_nothing_that_loads_or_runs(text: str) -> None:
    page = Page(render_prose(show_hidden(text), offset=1))
    assert not {tag for tag, _ in page.elements} & {"script", "img", "iframe", "svg", "object", "style", "base", "link"}
    assert not [href for href in page.values("href") if href.lower().startswith(("javascript:", "data:", "vbscript:"))]


@settings(deadline=None, derandomize=True, max_examples=12)
@given(texts=st.lists(TEXTS, min_size=20, max_size=20))
def test_a_text_in_pandocs_markdown_reads_as_itself(texts: list[str]) -> None:
    texts = [" ".join(show_hidden(text).split()) for text in texts]
    written = "\n\n".join(f"x{escape_markdown(text)}x" for text in texts)
    plain = pypandoc.convert_text(written, "plain", format=MARKDOWN, extra_args=["--wrap=none"], sandbox=True)
    assert [" ".join(line.split()) for line in plain.splitlines() if line] == [f"x{text}x" for text in texts]


@fast
@example(cells=["x\r=1+1", "\r", "\r=1", "=1\r\n@a"])
@given(cells=st.lists(st.one_of(TEXTS, st.integers(), st.none()), min_size=1, max_size=4))
def test_no_cell_of_a_table_is_a_formula_and_numbers_stay_numbers(cells: list[str | int | None]) -> None:
    (row,) = list(csv.reader(io.StringIO(format_csv([], [cells])[1:], newline="")))
    for cell, read in zip(cells, row, strict=True):
        if isinstance(cell, str):
            shown = show_hidden(cell).replace("\r\n", "\n").replace("\r", "\n")
            assert not read.startswith(tuple("=+-@\t\r"))
            assert read in (shown, f"'{shown}")
        else:
            assert read == ("" if cell is None else str(cell))


@fast
@given(text=TEXTS)
def test_a_bibtex_entry_has_as_many_closing_braces_as_opening(text: str) -> None:
    source = {"source_id": "a", "author": text, "title": text, "publisher": text, "published": "2018-11", "url": text}
    entry = format_bibtex({**source, "language": "en"})
    depth = 0
    for place, character in enumerate(entry):
        depth += (character == "{") - (character == "}")
        assert depth > 0 or place < 6 or place == len(entry) - 1
    assert depth == 0


@fast
@given(content=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.html", "a.pdf", "a.docx"]))
def test_any_bytes_are_a_text_or_a_clear_error(content: bytes, name: str, tmp_path_factory: Any) -> None:
    folder = Path(tmp_path_factory.getbasetemp())
    (folder / name).write_bytes(content)
    _allow(WicReportError, lambda: read_document(folder, name, detect=True))


def _allow(kind: type[Exception], run: Callable[[], object]) -> None:
    try:
        run()
    except kind as error:
        assert str(error)
