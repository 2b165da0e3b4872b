"""What a pattern cannot match without, and that looking for it first loses nothing."""

from __future__ import annotations

import re

import pytest

from wicreport.coding.stems import _CUES, Cue, StemIndex, find_needs, find_possible, fold
from wicreport.corpus.passages import split_passages
from wicreport.corpus.sources import Corpus

# The modules whose cues are checked below.
from wicreport.coding import records  # noqa: F401  # isort: skip


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"attend(?:s|ed|ing)?\w*", {"attend"}),
        (r"(?i)took\s+part|[Jj]oined", {"took part", "joined"}),
        (r"(?:not|never)\s(?:\w+\s)*attended", {"attended"}),
        (r"(?:none|not one|no members?) of", {"none of", "not one of", "no member of", "no members of"}),
        (r"\d{1,2}月", {f"{n}月" for n in range(10)}),
        (r"(?<!the )summit(?= in)", {"summit in"}),
        (r"\b(?:CES|Web Summit)\b", {" ces ", " web summit "}),
        (r"\b(?=\w)(?:G20|APEC)(?!\w)", {" g20 ", " apec "}),
        (r"Wuzhen[’']s\s+behalf|U\.S\.", {"wuzhen s behalf", "u s "}),
        (r"(?:the )?\w*", set()),
        (r"(?:summit|\w+)", set()),
        (r"(?:x*summit)+", {"summit"}),
    ],
)
def test_pattern_needs_the_rarest_letters_that_every_match_holds(pattern: str, needs: set[str]) -> None:
    assert find_needs(re.compile(pattern)) == needs


def test_index_finds_stems_within_words_and_within_one_another() -> None:
    assert StemIndex(["tend", "attend", "end ", "ends"]).find(fold("They attend")) == {"tend", "attend", "end "}


@pytest.mark.parametrize("text", ["(Took\u00a0 part)", "tOOK\npart", "toook part", "took part２"])
def test_folding_makes_anything_between_words_one_space(text: str) -> None:
    cue = Cue(r"(?i)took\s+part")
    assert [match[0] for match in cue.finditer(text)] == re.findall(r"(?i)took\s+part", text)


@pytest.mark.parametrize("text", ["İnternet", "ınternet", "INTERNET", "SuMMıt", "\u017fummit", "５G"])
def test_letters_that_patterns_take_for_others_are_folded_as_they_do(text: str) -> None:
    cue = Cue(r"(?i)internet|summit|\dG")
    assert cue.is_in(text) == bool(cue.search(text))


def test_cue_looks_at_the_given_part_of_a_text() -> None:
    cue = Cue(r"wuzhen")
    assert [match.start() for match in cue.finditer("in wuzhen, in wuzhen", 5, 20)] == [14]
    assert list(cue.finditer("in wuzhen, in hangzhou", 10)) == []


def test_no_cue_misses_what_its_pattern_finds(corpus: Corpus) -> None:
    for source in corpus.sources:
        for passage in split_passages(source):
            assert {cue for cue in _CUES if cue.search(passage.text)} <= find_possible(passage.text)
