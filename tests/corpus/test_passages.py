from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from tests.corpus.conftest import PAGES, MakeSource, read_page
from wicreport.corpus.bodies import find_body
from wicreport.corpus.passages import is_heading, split_passages
from wicreport.corpus.sources import Corpus, Source


def test_text_at_the_offsets_is_the_passage_in_every_seed(corpus: Corpus) -> None:
    for source in corpus.sources:
        passages = split_passages(source)
        assert [source.text[passage.start : passage.end] for passage in passages] == [p.text for p in passages]
        assert [passage.passage_id for passage in passages[:2]] == [
            f"{source.source_id}:p001",
            f"{source.source_id}:p002",
        ]


def test_passages_are_in_order_and_apart(corpus: Corpus) -> None:
    for source in corpus.sources:
        passages = split_passages(source)
        assert all(first.end <= second.start for first, second in pairwise(passages))
        assert all(first.paragraph <= second.paragraph for first, second in pairwise(passages))


def test_every_labelled_sentence_is_a_passage(corpus: Corpus, seeds: Path) -> None:
    labelled = json.loads((seeds / "labels.json").read_text(encoding="utf-8"))
    by_file = {source.file: {passage.text for passage in split_passages(source)} for source in corpus.sources}
    sentences = [(file, sentence["text"]) for file, label in labelled.items() for sentence in label["sentences"]]
    assert len(sentences) == 50
    assert [text for file, text in sentences if text not in by_file[file]] == []


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.iterdir()))
def test_passages_of_a_page_lie_in_its_body(name: str) -> None:
    text, _ = read_page(name)
    source = Source("a", name, "", text, *find_body(text, "en"))
    for passage in split_passages(source):
        assert text[passage.start : passage.end] == passage.text == passage.text.strip()
        assert source.body_text[passage.start : passage.end].strip()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The U.S. went. Mr. Wu came at 9 a.m. on Sept. 1.", ["The U.S. went.", "Mr. Wu came at 9 a.m. on Sept. 1."]),
        ("It began at 9 a.m. Beijing time. Nobody came.", ["It began at 9 a.m. Beijing time.", "Nobody came."]),
        ("It was No. 1 in the U.S. They left.", ["It was No. 1 in the U.S.", "They left."]),
        ("See Vol. 2 and approx. 3 others. Then stop.", ["See Vol. 2 and approx. 3 others.", "Then stop."]),
        ("U.S. President Barack Obama and Xi et al. met.", ["U.S. President Barack Obama and Xi et al. met."]),
        ("Alibaba Co. Ltd. said so. JD.com, too.", ["Alibaba Co. Ltd. said so.", "JD.com, too."]),
        ("It cost 3.5 million. 120 came.", ["It cost 3.5 million.", "120 came."]),
        ("1. Cybersecurity came first. Trade came next.", ["1. Cybersecurity came first.", "Trade came next."]),
        ("Open borders ... closed nets … [and] more. End.", ["Open borders ... closed nets … [and] more.", "End."]),
        ("(It was late.) He left.", ["(It was late.)", "He left."]),
        ('"Why not?" he asked. "No!" she said.', ['"Why not?" he asked.', '"No!" she said.']),
        (
            '"We came. We saw. We left," Liu said. "All of us."',
            ['"We came.', "We saw.", 'We left," Liu said.', '"All of us."'],
        ),
        (
            "He said “we came. We saw. Then he left. Others “stayed” on.",
            ["He said “we came.", "We saw.", "Then he left.", "Others “stayed” on."],
        ),
        ('"We came. We saw,” she said. “Fine." He left.', ['"We came.', "We saw,” she said.", '“Fine."', "He left."]),
        ("‘We came. We didn’t see,’ he said. It’s over.", ["‘We came.", "We didn’t see,’ he said.", "It’s over."]),
        ("He spoke.\u00a0 Then\u00a0left.\u00a0\u00a0She sat.\u00a0", ["He spoke.", "Then\u00a0left.", "She sat."]),
        ("we came. we saw. we left.", ["we came.", "we saw.", "we left."]),
        ("\ufeffThe summit opened. 😀 It closed.", ["The summit opened.", "😀 It closed."]),
    ],
)  # fmt: skip
def test_english_sentences(text: str, sentences: list[str], make_source: MakeSource) -> None:
    assert [passage.text for passage in split_passages(make_source(text))] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("大会开幕。他来了吗？来了！", ["大会开幕。", "他来了吗？", "来了！"]),
        ("他说：“我们要合作。安全很重要！”会议结束。", ["他说：“我们要合作。", "安全很重要！”", "会议结束。"]),
        ("“开放。”他说。会议结束。", ["“开放。”他说。", "会议结束。"]),
        ("主题是「网络主权。」他强调说。大家鼓掌。", ["主题是「网络主权。」他强调说。", "大家鼓掌。"]),
    ],
)
def test_chinese_sentences(text: str, sentences: list[str], make_source: MakeSource) -> None:
    assert [passage.text for passage in split_passages(make_source(text, language="zh"))] == sentences


def test_reference_mark_after_a_sentence_is_outside_it() -> None:
    text = "It fell by almost 40%.[11] A sign,[2] some said, of fear.”[3][4] The end came.[5]"
    source = Source("a", "a.txt", "", text, *find_body(text, "en"))
    assert [passage.text for passage in split_passages(source)] == [
        "It fell by almost 40%.",
        "A sign,[2] some said, of fear.”",
        "The end came.",
    ]


def test_heading_is_body_and_no_passage(make_source: MakeSource) -> None:
    text = "The summit opened.\n\nTech for good\n\nIt closed."
    passages = split_passages(make_source(text))
    assert [(passage.text, passage.paragraph) for passage in passages] == [("The summit opened.", 1), ("It closed.", 3)]


def test_text_of_nothing_but_headings_keeps_them(make_source: MakeSource) -> None:
    assert [passage.text for passage in split_passages(make_source("Day one\n\nDay two"))] == ["Day one", "Day two"]


def test_line_that_announces_a_list_and_its_items_are_no_headings() -> None:
    assert not is_heading("Here were the three signals:")
    assert not is_heading("- A prize for science")
    assert is_heading("(Even more) internet control")


def test_folded_lines_are_one_paragraph(make_source: MakeSource) -> None:
    lines = [
        "The delegates came to the town by boat, by train and on foot, and most",
        "of them left it again on the same day. Few stayed to",
    ]
    text = "\n".join([*lines, *lines, "see the lights. It was cold by then."])
    passages = split_passages(make_source(text))
    assert {passage.paragraph for passage in passages} == {1}
    assert passages[-1].text == "It was cold by then."


def test_line_breaks_of_windows_are_line_breaks(make_source: MakeSource) -> None:
    passages = split_passages(make_source("The summit opened.\r\n\r\nIt closed.\r\n"))
    assert [(passage.text, passage.start) for passage in passages] == [("The summit opened.", 0), ("It closed.", 22)]


def test_a_line_that_no_sentence_is_as_long_as_is_cut_at_blanks(make_source: MakeSource) -> None:
    source = make_source("lorem ipsum dolor " * 1000)
    passages = split_passages(source)
    lengths = [len(passage.text) for passage in passages]
    assert max(lengths) == 1997
    assert len(lengths) <= 11
    assert "".join(passage.text for passage in passages).replace(" ", "") == source.text.replace(" ", "")
