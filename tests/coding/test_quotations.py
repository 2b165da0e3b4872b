"""Quotations in the seeds and in other registers: marks, speakers, kinds."""

from __future__ import annotations

import json
import timeit
import tomllib
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from wicreport.coding.codebook import Codebook
from wicreport.coding.marks import find_quoted_spans
from wicreport.coding.quotations import Quotation, code_quotations
from wicreport.coding.scores import score_quotations
from wicreport.corpus.passages import split_passages
from wicreport.corpus.sources import Corpus, Source, Span

CASES = tomllib.loads(Path(__file__).with_name("quotation_cases.toml").read_text(encoding="utf-8"))["cases"]

SENTENCES = tomllib.loads(Path(__file__).with_name("attribution_cases.toml").read_text(encoding="utf-8"))["sentences"]


def make_source(text: str, language: str = "en", hidden: tuple[Span, ...] = ()) -> Source:
    cuts = [0, *(cut for span in hidden for cut in span), len(text)]
    body = tuple(Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=True))
    return Source("t", "t.txt", "0", text, body, references=hidden, language=language)


def code(text: str, codebook: Codebook, language: str = "en") -> tuple[Quotation, ...]:
    source = make_source(text, language)
    return code_quotations(source, split_passages(source), codebook)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_quotation_has_its_words_its_speaker_and_its_kind(case: dict[str, Any], codebook: Codebook) -> None:
    coded = code(case["text"], codebook, case["language"])
    assert [[one.quote, one.speaker or "", one.kind] for one in coded] == case["quotations"]


@pytest.mark.parametrize("sentence", SENTENCES, ids=[sentence[0][:60] for sentence in SENTENCES])
def test_a_sentence_names_who_speaks(sentence: list[str], codebook: Codebook) -> None:
    text, *speakers = sentence
    assert [one.speaker or "" for one in code(text, codebook) if one.kind != "term"] == speakers


def test_seeds_reach_the_scores_published_in_the_method_chapter(
    corpus: Corpus, seeds: Path, codebook: Codebook
) -> None:
    labels = json.loads((seeds / "labels.json").read_text(encoding="utf-8"))
    coded = [one for source in corpus.sources for one in code_quotations(source, split_passages(source), codebook)]
    words, voices = score_quotations(labels, corpus.sources, coded, codebook)
    assert (words.n_labelled, words.n_coded, words.n_matched) == (25, 25, 25)
    assert (voices.n_labelled, voices.n_coded, voices.n_matched) == (25, 25, 25)


def test_every_quotation_of_the_seeds_is_the_text_between_its_offsets(corpus: Corpus, codebook: Codebook) -> None:
    for source in corpus.sources:
        passages = {passage.passage_id: passage for passage in split_passages(source)}
        coded = code_quotations(source, tuple(passages.values()), codebook)
        assert coded
        for one in coded:
            assert source.text[one.start : one.end] == one.quote
            assert passages[one.passage_id].start <= one.start < passages[one.passage_id].end


def test_terms_have_neither_speaker_nor_cue(corpus: Corpus, codebook: Codebook) -> None:
    for source in corpus.sources:
        for one in code_quotations(source, split_passages(source), codebook):
            assert one.kind != "term" or (one.speaker, one.speaker_id, one.cue, one.is_inferred) == (None,) * 3 + (
                False,
            )


def test_quoted_terms_of_the_seeds_are_nobodys_words(corpus: Corpus, seeds: Path, codebook: Codebook) -> None:
    labels = json.loads((seeds / "labels.json").read_text(encoding="utf-8"))
    for source in corpus.sources:
        terms = labels.get(source.file, {}).get("quoted_terms", [])
        coded = code_quotations(source, split_passages(source), codebook)
        assert [one.quote for one in coded if one.kind != "term" and one.quote in terms] == []


def test_registry_id_stands_for_all_names_of_a_person(codebook: Codebook) -> None:
    coded = code("“Tech for good,” said Ma Huateng. “Not for profit,” Pony Ma added.", codebook)
    assert [(one.speaker, one.speaker_id) for one in coded] == [("Pony Ma", "pony-ma")] * 2


def test_unknown_speaker_has_an_id_made_of_the_phrase(codebook: Codebook) -> None:
    (one,) = code("“Nobody came,” a hotel manager complained.", codebook)
    assert (one.speaker, one.speaker_id, one.cue) == ("a hotel manager", "a-hotel-manager", "complained")


def test_surname_and_continuation_are_marked_as_inferred(codebook: Codebook) -> None:
    coded = code("Lu Wei spoke first. “Order is freedom,” Lu said. “Freedom needs order.”", codebook)
    assert [(one.speaker_id, one.is_inferred, one.cue) for one in coded] == [
        ("lu-wei", True, "said"),
        ("lu-wei", True, None),
    ]


def test_full_name_in_the_sentence_is_not_inferred(codebook: Codebook) -> None:
    (one,) = code("“We will come back,” said Tim Cook.", codebook)
    assert (one.speaker_id, one.is_inferred) == ("tim-cook", False)


def test_pronoun_without_anybody_before_it_leaves_the_speaker_open(codebook: Codebook) -> None:
    (one,) = code("“I saw nothing of the town,” he said.", codebook)
    assert (one.kind, one.speaker, one.speaker_id, one.cue) == ("speech", None, None, "said")


def test_person_named_inside_the_quotation_is_not_its_speaker(codebook: Codebook) -> None:
    (one,) = code("“Jack Ma and Robin Li always told jokes,” an organiser recalled.", codebook)
    assert one.speaker == "an organiser"


def test_unclosed_quotation_ends_before_a_reference_mark_and_is_unbalanced(codebook: Codebook) -> None:
    text = "He said that “every country should choose its own path[2]  The rest is ours."
    mark = Span(text.index("[2]"), text.index("[2]") + 3)
    source = make_source(text, hidden=(mark,))
    (one,) = code_quotations(source, split_passages(source), codebook)
    assert (one.quote, one.is_balanced) == ("every country should choose its own path", False)


def test_unclosed_quotation_ends_with_its_sentence_although_another_follows(codebook: Codebook) -> None:
    text = "Xi Jinping said that “we should respect every path. This repeats his “cyber sovereignty” line."
    first, second = code(text, codebook)
    assert (first.quote, first.speaker_id, first.is_balanced) == ("we should respect every path.", "xi-jinping", False)
    assert (second.quote, second.kind, second.is_balanced) == ("cyber sovereignty", "term", True)


def test_missing_opening_mark_takes_the_sentence(codebook: Codebook) -> None:
    (one,) = code("The hall was full. We did not expect so many people,” said Lei Jun.", codebook)
    assert (one.quote, one.speaker_id, one.is_balanced) == ("We did not expect so many people,", "lei-jun", False)


def test_nested_quotation_is_part_of_the_outer_one(codebook: Codebook) -> None:
    (one,) = code("\"They told me 'go home' and I did,\" said Lei Jun.", codebook)
    assert one.quote == "They told me 'go home' and I did,"


def test_straight_and_curly_marks_may_close_each_other(codebook: Codebook) -> None:
    (one,) = code('“The network is fast," said Lei Jun.', codebook)
    assert (one.quote, one.is_balanced) == ("The network is fast,", True)


def test_apostrophe_that_a_copy_broke_is_no_mark(codebook: Codebook) -> None:
    (one,) = code('China"s leaders met. "The companies" rules are old," said Lei Jun.', codebook)[-1:]
    assert one.speaker_id == "lei-jun"


@pytest.mark.parametrize(
    "text",
    [
        "The ’90s were China’s first online years, rock ’n’ roll and all.",
        "The companies' rights and the users' duties aren't equal.",
        "It's a 27\" screen on a 6' stand.",
        "Nothing is quoted here at all.",
    ],
)
def test_text_without_quotation_has_none(text: str, codebook: Codebook) -> None:
    assert code(text, codebook) == ()


@pytest.mark.parametrize("text", ['"', "”", "“ ”", '""""', "‘’", "「", "“。”", '" "" said', "Xi: “", "他说：“"])
def test_stray_marks_are_no_error(text: str, codebook: Codebook) -> None:
    assert all(one.quote for one in code(text, codebook))


def test_words_outside_the_body_are_never_quoted(codebook: Codebook) -> None:
    text = "“We came,” said Lei Jun.\n\n“Buy now,” said the advert.\n\n“We saw,” Lei said."
    advert = Span(text.index("“Buy"), text.index("advert.") + 7)
    source = make_source(text, hidden=(advert,))
    coded = code_quotations(source, split_passages(source), codebook)
    assert [one.quote for one in coded] == ["We came,", "We saw,"]


def test_source_without_passages_has_no_quotations(codebook: Codebook) -> None:
    assert code_quotations(make_source(" \n "), (), codebook) == ()


@pytest.mark.parametrize("unit", ["“a ", '"a ', "'a ", "“‘", "『「", "a.” ", "“Yes,” said Bob. ", "said “a” and "])
def test_marks_are_paired_in_time_that_grows_with_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        work = partial(find_quoted_spans, text, [Span(0, len(text))])
        return min(timeit.repeat(work, timer=process_time, number=1, repeat=2))

    assert seconds(64_000) < 8 * seconds(16_000) + 0.05  # four times the text: sixteen times the work would be square


def test_long_run_of_marks_is_read_in_reasonable_time(codebook: Codebook) -> None:
    assert len(code('"a" said ' * 300, codebook)) == 300
