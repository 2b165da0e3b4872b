"""The ladder on which anchors resolve, rung by rung."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from wicreport.corpus.anchors import Anchor
from wicreport.corpus.sources import Source, Span
from wicreport.findings.evidence import resolve_anchor, resolve_words

TEXT = "Xi Jinping attended the opening in 2015. Almost 2,500 guests came. The hall was full. The hall was full."


def make_source(text: str, furniture: tuple[Span, ...] = ()) -> Source:
    body, start = [], 0
    for left, right in furniture:
        body.append(Span(start, left))
        start = right
    body.append(Span(start, len(text)))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source("s", "s.txt", digest, text, body=tuple(body), furniture=furniture)


def pin(exact: str, text: str = TEXT) -> Anchor:
    """Pin words with their whole sentence round them, as a notebook's citation does."""
    start = text.index(exact)
    left = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    right = text.find(".", start + len(exact)) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Anchor("s", start, start + len(exact), exact, text[left:start], text[start + len(exact) : right], digest)


def test_words_at_their_place_in_the_pinned_file_are_exact() -> None:
    resolution = resolve_anchor(pin("Almost 2,500 guests"), make_source(TEXT))
    assert (resolution.status, resolution.span) == ("exact", Span(41, 60))


def test_words_pushed_along_by_a_new_sentence_have_moved() -> None:
    changed = "A line was added. " + TEXT
    resolution = resolve_anchor(pin("Almost 2,500 guests"), make_source(changed))
    assert resolution.status == "moved"
    assert resolution.span is not None
    assert changed[resolution.span.start : resolution.span.end] == "Almost 2,500 guests"


def test_other_quotation_marks_spaces_and_dashes_are_normalised() -> None:
    text = "He said “a digital future – for all of us” in the hall."
    changed = 'He said "a digital\u00a0future - for  all of us" in the hall.'
    anchor = pin("a digital future – for all of us", text)
    resolution = resolve_anchor(anchor, make_source(changed))
    assert resolution.status == "normalised"
    assert resolution.span is not None
    assert changed[resolution.span.start : resolution.span.end] == "a digital\u00a0future - for  all of us"


@pytest.mark.parametrize(
    ("old", "new", "guard"),
    [
        ("2,500", "1,500", "digits"),
        ("guests came", "guests never came", "a negation"),
        ("Almost", "More than", "a hedge"),
        ("Xi Jinping attended", "Li Keqiang attended", "a name"),
    ],
)
def test_a_changed_digit_negation_hedge_or_name_is_refused_outright(old: str, new: str, guard: str) -> None:
    sentence = "Xi Jinping attended the opening in 2015." if guard == "a name" else "2,500 guests came"
    resolution = resolve_anchor(pin(sentence.split(".")[0]), make_source(TEXT.replace(old, new)))
    assert resolution.status == "approximate"
    assert resolution.problem.startswith("refused")
    assert guard in resolution.problem


def test_a_not_before_the_quoted_words_fails_though_the_words_stand() -> None:
    anchor = pin("attended the opening")
    changed = TEXT.replace("Xi Jinping attended", "Xi Jinping never attended")
    assert resolve_anchor(anchor, make_source(changed)).status == "approximate"


def test_a_reworded_passage_is_approximate_and_shows_the_nearest_text() -> None:
    changed = TEXT.replace("attended the opening", "was at the opening")
    resolution = resolve_anchor(pin("attended the opening in 2015"), make_source(changed))
    assert resolution.status == "approximate"
    assert resolution.nearest == "Xi Jinping was at the opening in 2015."


def test_a_deleted_passage_is_lost() -> None:
    anchor = pin("Almost 2,500 guests came")
    assert resolve_anchor(anchor, make_source("Nothing of the kind is here, at all.")).status == "lost"


def test_words_that_stand_twice_are_ambiguous_until_the_prefix_tells_them_apart() -> None:
    source = make_source(TEXT)
    assert resolve_words("The hall was full", source).status == "ambiguous"
    assert resolve_words("The hall was full", source, prefix="guests came.").span == Span(67, 84)


def test_a_passage_that_was_duplicated_makes_its_anchor_ambiguous() -> None:
    anchor = pin("2,500 guests")
    assert resolve_anchor(anchor, make_source(TEXT + " Almost 2,500 guests came.")).status == "ambiguous"


@pytest.mark.parametrize(
    "turn", [", but left early", "; except on the last day", " — unless it rained", ", although briefly"]
)
def test_a_clause_that_turns_the_words_must_be_cited_too(turn: str) -> None:
    source = make_source(f"Robin Li attended the opening{turn}.")
    resolution = resolve_words("Robin Li attended the opening", source)
    assert resolution.status == "approximate"
    assert "turns them" in resolution.problem
    assert resolve_words(f"Robin Li attended the opening{turn}", source).status == "exact"


@pytest.mark.parametrize(
    "words", ["He came in May", "He came in May.", "He came in May.”", "He came in May.”[8]", "He came"]
)
def test_a_sentence_behind_that_takes_the_words_back_turns_them(words: str) -> None:
    source = make_source("“He came in May.”[8] This was not so. The hall was full.")
    assert "turns them (“This was not so”)" in resolve_words(words, source).problem


def test_the_full_stop_of_an_abbreviation_hides_no_retraction() -> None:
    source = make_source("It was Robin Li Jr. who came in May. The report was later withdrawn.")
    assert "turns them" in resolve_words("It was Robin Li Jr.", source).problem


def test_furniture_cannot_be_cited() -> None:
    text = "The conference opened. You must be logged in to comment. It closed."
    advert = Span(text.index("You"), text.index("It closed"))
    assert resolve_words("You must be logged in", make_source(text, (advert,))).status in ("lost", "approximate")
    assert resolve_words("The conference opened. It closed", make_source(text, (advert,))).span is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Xi Jinping attended", "It is not true that Xi Jinping attended"),
        ("in 2015. Almost", "in 2015 or never. Almost"),
    ],
)
def test_words_put_in_at_either_end_of_the_sentence_fail_though_the_sentence_stands(old: str, new: str) -> None:
    anchor = pin("Xi Jinping attended the opening in 2015")
    resolution = resolve_anchor(anchor, make_source(TEXT.replace(old, new)))
    assert resolution.status == "approximate"
    assert resolution.problem.startswith("refused: a negation")


def test_pinned_words_that_became_furniture_no_longer_stand() -> None:
    text = "The conference opened. You must be logged in to comment. It closed."
    anchor = pin("You must be logged in", text)
    assert resolve_anchor(anchor, make_source(text)).status == "exact"
    advert = Span(text.index("You"), text.index("It closed"))
    assert not resolve_anchor(anchor, make_source(text, (advert,))).passes


def test_hedges_and_negations_guard_chinese_words_too() -> None:
    text = "习近平出席了开幕式。约有两千名嘉宾。"
    anchor = Anchor("s", 0, 9, "习近平出席了开幕式", "", "。", hashlib.sha256(text.encode()).hexdigest())
    assert resolve_anchor(anchor, make_source("雨。" + text)).status in ("moved", "approximate")
    refused = resolve_anchor(anchor, make_source(text.replace("出席了", "没有出席")))
    assert refused.problem == "refused: a negation differs"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Robin Li may well attend the opening.", "attend the opening"),
        ("Robin Li appears to like the place.", "like the place"),
        ("Nearly 40 guests came.", "40 guests came"),
        ("There were up to three forums.", "three forums"),
        ("李彦宏可能出席开幕式。", "出席开幕式"),
    ],
)
def test_words_cut_from_their_hedge_must_be_cited_whole(text: str, words: str) -> None:
    assert resolve_words(words, make_source(text)).status == "approximate"
    assert resolve_words(text.rstrip(".。"), make_source(text)).status == "exact"


@pytest.mark.parametrize(
    "behind",
    ["This was not so.", "The report was later withdrawn.", "But that proved false.", "It never happened."],
)
def test_a_sentence_that_takes_the_words_back_fails_them(behind: str) -> None:
    source = make_source(f"Robin Li attended the opening.[1] {behind} It rained.")
    assert resolve_words("Robin Li attended", source).status == "approximate"


@pytest.mark.parametrize("behind", ["This was a success.", "The report was long.", "It was not far.", "That is all."])
def test_a_sentence_that_goes_on_leaves_the_words_alone(behind: str) -> None:
    source = make_source(f"Robin Li attended the opening. {behind}")
    assert resolve_words("Robin Li attended", source).status == "exact"


def test_a_pin_that_is_not_true_of_its_own_file_fails() -> None:
    true = pin("Almost 2,500 guests")
    for forged in (replace(true, prefix="Not "), replace(true, suffix=" stayed away.")):
        assert resolve_anchor(forged, make_source(TEXT)).span is None


@pytest.mark.parametrize(
    ("words", "problem", "nearest"),
    [
        ("Almost 2,600 guests", "refused: digits differ", "Almost 2,500 guests"),
        ("2,600 guests", "refused: digits differ", "2,500 guests"),
        ("attended the opening in 2016", "refused: digits differ", "attended the opening in 2015"),
        ("Wuzhen Li Jinping attended", "refused: a name differs", "Wuzhen Xi Jinping attended"),
    ],
)
def test_words_that_differ_are_held_against_the_stretch_that_is_most_like_them(
    words: str, problem: str, nearest: str
) -> None:
    text = TEXT.replace("Xi Jinping", "It may be that in Wuzhen Xi Jinping")
    resolution = resolve_words(words, make_source(text))
    assert (resolution.problem, resolution.nearest) == (problem, nearest)


def test_a_hedge_right_before_the_stretch_is_said_where_the_words_have_another_verb() -> None:
    resolution = resolve_words("is due to the trade war", make_source("The fading may be due to the trade war."))
    assert resolution.problem == "refused: a hedge differs"
    assert resolution.nearest == "may be due to the trade war"
