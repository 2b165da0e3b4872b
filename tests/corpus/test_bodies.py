from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.corpus.conftest import PAGES, read_page
from wicreport.corpus import blocks
from wicreport.corpus.bodies import find_body
from wicreport.corpus.paragraphs import is_chinese
from wicreport.corpus.sources import Corpus, Span

ARTICLE = "The delegates met in Wuzhen for three days and spoke of order, trade and the protection of children online."


def body_of(text: str, language: str = "en") -> str:
    """Return the words of the body, its parts joined by a bar."""
    body, _, _ = find_body(text, language)
    return "|".join(text[start:end] for start, end in body)


def f1_of(labels: str, spans: tuple[Span, ...]) -> float:
    """Return F1 over the characters that are not white space."""
    found = {n for start, end in spans for n in range(start, end) if labels[n] != " "}
    wanted = {n for n, label in enumerate(labels) if label == "b"}
    return 2 * len(found & wanted) / (len(found) + len(wanted))


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.iterdir()))
def test_body_of_a_page_is_the_lines_labelled_so(name: str) -> None:
    text, labels = read_page(name)
    marks = {
        n for mark in re.finditer(r"\[(?:\d+|edit)\]|(?<=\.)\d{2}(?= The|$|\n)", text) for n in range(*mark.span())
    }
    labels = "".join("r" if n in marks and label == "b" else label for n, label in enumerate(labels))
    body, references, _ = find_body(text, "zh" if is_chinese(text) else "en")
    assert f1_of(labels, body) == 1.0
    assert {n for n, label in enumerate(labels) if label == "r"} == {
        n for start, end in references for n in range(start, end) if labels[n] != " "
    }


@pytest.mark.parametrize("source_id", ["protocol-2021", "protocol-2021-recapture", "wapack-2018", "scmp-2022"])
def test_body_of_a_seed_is_the_labelled_one(source_id: str, corpus: Corpus, seeds: Path) -> None:
    source = corpus.source(source_id)
    labelled = json.loads((seeds / "labels.json").read_text(encoding="utf-8"))
    label = labelled.get(source.file, labelled["000_5c7dff261ae433d0.txt"])
    start = source.text.index(label["body_start"])
    end = source.text.index(label["body_end"], start) + len(label["body_end"])
    marks = {n for mark in re.finditer(r"\[\d+\]", source.text[:end]) for n in range(*mark.span())}
    wanted = {n for n in range(start, end) if n not in marks}
    assert {n for span in source.body for n in range(*span)} == wanted
    assert not [line for line in label["boilerplate"] if line in "|".join(source.text[a:b] for a, b in source.body)]


def test_digest_is_its_lead_and_its_numbered_items(corpus: Corpus) -> None:
    source = corpus.source("protocol-2021-digest")
    (body,) = source.body
    words = source.text[body.start : body.end]
    assert words.startswith("The China World Internet Conference, also known as")
    assert words.endswith("online entertainment consumption.")


def test_spans_partition_every_seed(corpus: Corpus) -> None:
    for source in corpus.sources:
        spans = sorted((*source.body, *source.references, *source.furniture))
        assert [span.start for span in spans] == [0, *(span.end for span in spans[:-1])]
        assert spans[-1].end == len(source.text)


def test_references_of_the_note_are_its_marks_and_its_two_lists(corpus: Corpus) -> None:
    source = corpus.source("wapack-2018")
    references = [source.text[start:end] for start, end in source.references]
    assert sum(re.fullmatch(r"\[\d+\]", words) is not None for words in references) == 19
    assert sum("/" in words for words in references) == 19


def test_furniture_of_the_captures_reaches_no_body(corpus: Corpus) -> None:
    bodies = " ".join(source.body_text for source in corpus.sources)
    for word in (
        "Buffalo",
        "Twilio",
        "crypto",
        "whiteboard",
        "Getty",
        "©",
        "603-606",
        "logged in",
        "Keep Reading",
        "Benton",
    ):
        assert word not in bodies


@pytest.mark.parametrize(
    "text", ["", "\n\n", "x", "[1]", "\ufeff", "© 2024", "中文", "Photo: A via Getty Images", "\r\n\r\n"]
)
def test_any_text_has_a_partition(text: str) -> None:
    parts = find_body(text, "en")
    assert sum(end - start for spans in parts for start, end in spans) == len(text)


def test_text_without_signs_of_furniture_is_all_body() -> None:
    assert body_of(ARTICLE) == ARTICLE
    assert body_of(f"{ARTICLE}\n\n{ARTICLE}") == f"{ARTICLE}\n\n{ARTICLE}"


def test_lead_of_an_article_without_a_title_is_no_deck() -> None:
    text = f"Wuzhen was cold.\n\nPhoto: A. Name/Agency\n\n{ARTICLE}"
    assert body_of(text).startswith("Wuzhen was cold.")


@pytest.mark.parametrize(
    ("ending", "credit"),
    [
        ("shared future”. ", "Harbour Morning Post"),
        ("it ended there. ", "— The Evening Gazette"),
        ("it ended there.", " (Xinhua)"),
        ("大会闭幕。", "（责任编辑：李华）"),
    ],
)
def test_credit_after_the_last_sentence_is_furniture(ending: str, credit: str) -> None:
    text = f"{ARTICLE}\n\nA last speaker called for a “{ending}{credit}"
    assert body_of(text).endswith(ending.strip())


def test_title_with_an_honorific_at_the_end_is_no_credit() -> None:
    assert body_of(f"{ARTICLE} The prize went to Prof. Wu").endswith("Prof. Wu")


def test_byline_and_date_on_lines_of_their_own_below_a_deck_are_passed_over() -> None:
    head = "ANALYSIS\n\nWhat the applause did not mean\n\nA guest list says less than the empty seats beside it.\n\n"
    assert body_of(f"{head}By Jane Roe\n\n14 December 2017\n\n{ARTICLE}\n\n{ARTICLE}") == f"{ARTICLE}\n\n{ARTICLE}"


def test_heading_within_the_article_stays_in_the_body() -> None:
    text = f"A title\n\n{ARTICLE}\n\nTech for good\n\n{ARTICLE}\n\nA last line without an end"
    assert body_of(text) == f"{ARTICLE}\n\nTech for good\n\n{ARTICLE}"


def test_expand_button_within_the_article_cuts_nothing_else() -> None:
    text = f"{ARTICLE}\n\nA closer look\n\n{ARTICLE}\n\nRead more\n\n{ARTICLE}"
    assert body_of(text).count(ARTICLE) == 3
    assert "Read more" not in body_of(text)


def test_article_in_sections_with_pictures_is_kept_whole() -> None:
    section = "\n\nThe second day\n\nPhoto: A. Name/Agency\n\n" + ARTICLE.replace("three", "two")
    assert body_of(f"A title\n\n{ARTICLE} {ARTICLE}{section}{section}").count("days and spoke of order") == 4


@pytest.mark.parametrize(
    "tail",
    [
        "Related stories\n\n• Nine ways to cook an eel\n\n• Prices of tea up again\n\n• Our map of bridges",
        "Notes to editors\n\n1. The summit was first held in 2014.\n\n2. Pictures may be used free of charge.",
        "About me: I write about rain and bridges. I live on a boat.",
        "Older post: What the eel said",
    ],
)
def test_links_notes_and_cards_below_the_article_are_furniture(tail: str) -> None:
    assert body_of(f"A title\n\n{ARTICLE}\n\n{ARTICLE}\n\n{tail}") == f"{ARTICLE}\n\n{ARTICLE}"


def test_long_runs_of_spaces_are_read_at_once() -> None:
    assert body_of("x" + "\u00a0" * 50_000 + "y") != ""


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.iterdir()))
def test_signs_that_are_looked_for_first_are_in_all_furniture(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text, _ = read_page(name)
    blocks.split_blocks.cache_clear()
    found = blocks.split_blocks(text)
    monkeypatch.setattr(blocks, "_has_sign", lambda text, kind: True)
    blocks.split_blocks.cache_clear()
    assert blocks.split_blocks(text) == found
