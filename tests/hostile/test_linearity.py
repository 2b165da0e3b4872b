"""A text four times as long takes some four times as long, whatever it repeats: nothing crawls."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from wicreport.briefing.markdown import escape_markdown
from wicreport.briefing.prose import mark_languages
from wicreport.briefing.typst import show_uncovered
from wicreport.coding.codebook import Codebook
from wicreport.coding.records import code_source
from wicreport.corpus.characters import show_hidden
from wicreport.corpus.descriptors import describe_document
from wicreport.corpus.documents import Document
from wicreport.corpus.families import label_profiles
from wicreport.corpus.profiles import profile_source

SHORT = 4000  # characters, twice what a sentence may have, so that what is only bounded by a sentence is linear
CUES = (
    "",
    "Xi Jinping of Baidu attended the 2018 World Internet Conference with 20 ministers, he said, “a",
    "习近平出席2018年第五届世界互联网大会，李彦宏表示：“",
)
REPEATED = (
    " ", "\u00a0", "\n", "a\n\n", "- a\n", "A", "a, ", "Aa Bb ", "1", "1,", "2018 ", "“", "「", '"', "‘a ", "x,” ",
    "中", "“He” said. ", "“We came,” he said. ", "Ma said “no” and ", "、习近平", "他说，", "他说，“好”，",
    "以及“一”、",
    "网络。", "ministers, ", "12 of the 1,200 ", "one of two or three ", "三十余万", "1-2 to ", "A: yes.\n", "[1] ",
    "![", "²", "_", "By A B\n", "Related stories\n", "1 January 2018 ", "\u200b", "(", " x" + " " * 60,
    "foreign executives from the United States ", "terms of sovereignty in cyberspace of the people ",
)  # fmt: skip


def takes_in_proportion(run: Callable[[str], object], make: Callable[[int], str]) -> bool:
    """Return whether a text four times as long takes less than seven times as long; by the second try if need be."""
    for _ in range(2):
        times = []
        for text in (make(SHORT), make(4 * SHORT)):
            begun = process_time()
            run(text)
            times.append(process_time() - begun)
        if times[1] < 7 * times[0] + 0.25:
            return True
    return False


@pytest.mark.parametrize("piece", REPEATED)
def test_a_document_is_described_and_coded_in_time_proportional_to_its_length(piece: str, codebook: Codebook) -> None:
    def run(text: str) -> None:
        source = describe_document(Document("a.txt", text, "0"), ())
        code_source(source, codebook)
        label_profiles(profile_source(source), profile_source(source))

    for cue in CUES:
        assert takes_in_proportion(run, lambda length, cue=cue: cue + piece * (length // len(piece)) + "” said Ma.")


@pytest.mark.parametrize("run", [escape_markdown, mark_languages, show_hidden, show_uncovered])
def test_a_text_is_written_in_time_proportional_to_its_length(run: Callable[[str], object]) -> None:
    for piece in (*REPEATED, "<", "`", "\u202e"):
        assert takes_in_proportion(run, lambda length, piece=piece: piece * (length // len(piece)))
    assert takes_in_proportion(run, lambda length: "".join(map(chr, range(0xA000, 0xA000 + length))))
