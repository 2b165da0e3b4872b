"""Which themes a passage speaks of: the labelled seeds, other registers, and the policy for nested terms."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from wicreport.coding import contexts
from wicreport.coding.codebook import Codebook
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.lexicons import compile_lexicon
from wicreport.coding.themes import ThemeMark, code_themes
from wicreport.corpus.passages import Passage, split_passages
from wicreport.corpus.sources import Corpus, Source, Span
from wicreport.errors import CodebookError

THEMES = ("sovereignty", "common_prosperity", "censorship", "foreign_participation")
CASES = tomllib.loads((Path(__file__).parent / "theme_cases.toml").read_text(encoding="utf-8"))["cases"]


def mark(text: str, codebook: Codebook) -> tuple[ThemeMark, ...]:
    source = Source("t", "t.txt", "", text, (Span(0, len(text)),))
    return code_themes(DocumentContext(source, (Passage("t:p001", "t", 0, len(text), text, 1),), (), codebook))


def themes_of(text: str, codebook: Codebook) -> set[str]:
    return {found.theme_id for found in mark(text, codebook)}


def f1(pairs: list[tuple[set[str], set[str]]], theme: str) -> float:
    both = sum(theme in coded and theme in wanted for coded, wanted in pairs)
    either = sum((theme in coded) + (theme in wanted) for coded, wanted in pairs)
    return 2 * both / either


def test_a_theme_is_the_same_whatever_was_coded_before(codebook: Codebook) -> None:
    # The pattern of the conference's names is made with the first document; a sentence looked through before lacks it.
    text = "One user in ten held no bank account, the World Internet Conference heard."
    contexts._compile_name.cache_clear()
    assert themes_of(text, codebook) == themes_of(text, codebook) == {"common_prosperity"}


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_sentence_speaks_of_its_themes(case: dict[str, Any], codebook: Codebook) -> None:
    assert themes_of(case["text"], codebook) == set(case["themes"])


def test_labelled_sentences_reach_their_score(codebook: Codebook, seeds: Path) -> None:
    labels = json.loads((seeds / "labels.json").read_text(encoding="utf-8"))
    rows = [row for document in labels.values() for row in document["sentences"] if not row.get("soft")]
    pairs = [(themes_of(row["text"], codebook), set(row["themes"]) - {"none"}) for row in rows]
    assert sum(f1(pairs, theme) for theme in THEMES) / len(THEMES) >= 0.95


def test_marks_are_where_the_words_are(corpus: Corpus, codebook: Codebook) -> None:
    for source in corpus.sources:
        passages = {passage.passage_id: passage for passage in split_passages(source)}
        for found in code_themes(DocumentContext(source, tuple(passages.values()), (), codebook)):
            passage = passages[found.passage_id]
            assert passage.start <= found.start < found.end <= passage.end


def test_nested_term_is_counted_once_and_the_longest_wins(codebook: Codebook) -> None:
    text = "He praised a community with a shared future in cyberspace."
    marks = [found for found in mark(text, codebook) if found.theme_id == "sovereignty"]
    assert [text[found.start : found.end] for found in marks] == ["community with a shared future in cyberspace"]


def test_muted_term_takes_its_words(codebook: Codebook) -> None:
    assert themes_of("The foreign ministry and its foreign policy.", codebook) == set()


def test_term_written_in_capitals_is_not_the_pronoun(codebook: Codebook) -> None:
    assert themes_of("He asked us companies would do.", codebook) == set()
    assert themes_of("US companies were there.", codebook) == {"foreign_participation"}


def test_white_space_and_hyphens_do_not_hide_a_phrase(codebook: Codebook) -> None:
    assert themes_of("a forum on tech\u00a0for\ngood", codebook) == {"common_prosperity"}
    assert themes_of("a tech-for-good forum", codebook) == {"common_prosperity"}


def test_letters_that_change_length_in_lower_case_do_not_shift_a_mark(codebook: Codebook) -> None:
    text = "In İstanbul İİ he denied any censorship."
    assert [text[found.start : found.end] for found in mark(text, codebook)] == ["censorship"]


def test_term_that_needs_a_foreign_actor_is_not_met_by_a_chinese_one(codebook: Codebook) -> None:
    assert themes_of("Tim Cook attended.", codebook) == {"foreign_participation"}
    assert themes_of("Robin Li attended.", codebook) == set()


def test_host_is_no_guest_from_abroad(codebook: Codebook) -> None:
    assert themes_of("ICANN attended.", codebook) == {"foreign_participation"}
    assert themes_of("The World Internet Conference Organization attended.", codebook) == set()
    assert themes_of("It became an international organization in July.", codebook) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The company sells its software in 40 countries.",
        "The path along the canal was lined with lanterns.",
        "He described his concept of a digital twin.",
        "Fragments of the keynote went round the press room.",
        "Researchers presented a chip that blocks side-channel attacks.",
        "The firm faces an antitrust investigation.",
        "In his opinion, the chip will be made in Shanghai.",
        "The show, held for three days, was filmed on video.",
        "The company's income rose to 3 billion yuan.",
    ],
)
def test_words_of_another_matter_carry_no_theme(text: str, codebook: Codebook) -> None:
    assert themes_within(ON_CONFERENCE, text, codebook) == set()


def test_foreign_observers_do_not_take_part(codebook: Codebook) -> None:
    assert themes_of("Reuters attended.", codebook) == set()


def test_marks_of_punctuation_in_a_term_are_not_looked_for_among_the_words_of_a_text() -> None:
    (term,) = compile_lexicon(("one country,? one vote",), "en")
    assert {word for stems in term.stems for stem in stems for word in stem.split()} == {"one", "country", "vote"}


def test_malformed_term_names_itself() -> None:
    with pytest.raises(CodebookError, match=r"cyber\(sovereignty"):
        compile_lexicon(("cyber(sovereignty",), "en")


def test_every_term_of_the_codebook_is_well_formed(codebook: Codebook) -> None:
    for theme in codebook.themes:
        for language, terms in theme.terms.items():
            for term in compile_lexicon(terms, language):
                assert (term.pattern is None) == (term.asks is not None)
                assert all((condition.pattern is None) == (condition.asks is not None) for condition in term.conditions)


ON_CONFERENCE = "The World Internet Conference opened in Wuzhen on Wednesday. "


def themes_within(lead: str, text: str, codebook: Codebook) -> set[str]:
    """Return the themes of a sentence that follows another one in a document."""
    source = Source("t", "t.txt", "", lead + text, (Span(0, len(lead + text)),))
    start = len(lead)
    found = code_themes(DocumentContext(source, split_passages(source), (), codebook))
    return {mark.theme_id for mark in found if mark.start >= start}


def test_names_of_the_conference_and_its_host_are_no_words_of_a_term(codebook: Codebook) -> None:
    assert themes_of("Children sang at the World Internet Conference.", codebook) == set()
    assert themes_of("Children sang for the Cyberspace Administration of China.", codebook) == set()


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Facebook had nobody on the programme.", "foreign_participation"),
        ("Brazil sent a minister.", "foreign_participation"),
        ("The elderly were much on his mind.", "common_prosperity"),
        ("The gap was on his mind.", "common_prosperity"),
        ("Some villages got a signal.", "common_prosperity"),
        ("Every nation should be free to choose its road.", "sovereignty"),
        ("The international community has its say.", "sovereignty"),
        ("What he had written was deleted.", "censorship"),
        ("Twitter works in the hall.", "censorship"),
        ("Two hosts of a talk show were sent to prison.", "censorship"),
        ("Merchants were much on his mind.", "common_prosperity"),
        ("The rules were written by a few.", "sovereignty"),
        ("The household names had sent three Kenyans and a Polish team.", "foreign_participation"),
    ],
)
def test_general_words_count_only_where_the_conference_is_spoken_of(text: str, theme: str, codebook: Codebook) -> None:
    assert theme in themes_within(ON_CONFERENCE, text, codebook)
    assert themes_within("The theatre festival opened in Wuzhen on Wednesday. ", text, codebook) == set()


def test_guests_of_another_event_are_no_foreign_participation(codebook: Codebook) -> None:
    text = "It drew people from 163 countries."
    assert themes_within(ON_CONFERENCE, text, codebook) == {"foreign_participation"}
    assert themes_within("The Mobile World Congress opened in Barcelona on Monday. ", text, codebook) == set()


@pytest.mark.parametrize(
    "words", ["The Conference was", "The Sixth Conference was", "An envoy of a G7 state said it was"]
)
def test_conference_in_capitals_and_a_group_of_states_are_no_other_event(words: str, codebook: Codebook) -> None:
    text = f"{words} attended by 1,500 guests from 83 countries."
    assert themes_within(ON_CONFERENCE, text, codebook) == {"foreign_participation"}
    elsewhere = "The G20 summit was attended by 1,500 guests from 83 countries."
    assert themes_within(ON_CONFERENCE, elsewhere, codebook) == set()


def test_site_that_opens_is_no_guest(codebook: Codebook) -> None:
    text = "Anybody with a delegate's badge can open Facebook."
    assert themes_within(ON_CONFERENCE, text, codebook) == {"censorship"}


def test_stranger_with_a_foreign_name_takes_part_unless_beside_an_onlooker(codebook: Codebook) -> None:
    attending = "Minister Ingrid Solheim attended."
    assert themes_of(attending, codebook) == {"foreign_participation"}
    assert themes_of("Minister Wu Xiaodong attended.", codebook) == set()
    beside = '"I did not attend," said Ingrid Solheim, who heads a desk of Reporters Without Borders.'
    assert "foreign_participation" not in themes_of(beside, codebook)


def test_taiwanese_words_are_read_as_those_of_the_mainland(codebook: Codebook) -> None:
    assert themes_of("他重提各國的網路主權。", codebook) == {"sovereignty"}
    assert themes_of("與會者談到數位落差。", codebook) == {"common_prosperity"}
