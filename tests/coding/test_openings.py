"""Patterns that know what they may begin with find what they found before."""

from __future__ import annotations

import re
import sys

import pytest

from tests.rates import LABELLED
from wicreport.coding import openings
from wicreport.coding.codebook import load_codebook
from wicreport.coding.openings import compile_open
from wicreport.coding.themes import _index_terms

TEXTS = sorted((LABELLED / "development").glob("*.txt"))[::24]
EACH_NTH = 5  # terms: they are all built alike

PATTERNS = (
    (r"\b(?:attend(?:s|ed)?|speak|I)\b", re.IGNORECASE),
    (r"(?<!\w)(?:kilo|Siemens|straße|ǆ)", re.IGNORECASE),
    (r"(?<!\d)[a-k0-3]{2}", re.IGNORECASE),
    (r"(?i)\b(?P<one>x)|(?P<two>[\u4e00-\u9fff])", 0),
    (r"\b(?-i:US|UK)(?i:a)", re.IGNORECASE),
    (r"\b(?:a?b?|c)", 0),
    (r"(?<=a)(?:[^b]|\d|\s+)", 0),
    (r"\b(?>ab|a)(?:b|(?!))", 0),
    (r"\b(?:c*+d|\we)", re.IGNORECASE),
    (r"\b[\w-]+a", re.ASCII),
    (r"\b(a|b)\1", 0),
    (r"\b(?:.a)", re.DOTALL),
)
WORDS = re.findall(
    r"\S+",
    "Attend ATTENDS speaK Kilo ſiemens İ ı i STRASSE straße ǅ US UKa usa ab abb aa bb cdd Ça ÉE e 中 3k 4a b—a xX",
)


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[object, ...]]:
    return [(match.span(), match.groups(), match.groupdict()) for match in pattern.finditer(text)]


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_pattern_finds_what_it_finds_without(pattern: str, flags: int) -> None:
    plain, opened = re.compile(pattern, flags), compile_open(pattern, flags)
    texts = [f"{left}{sign}{right}" for left in WORDS for sign in (" ", "-", "", "\n") for right in WORDS]
    assert [spans(opened, text) for text in texts] == [spans(plain, text) for text in texts]
    assert (opened.pattern, opened.flags, opened.groupindex) == (plain.pattern, plain.flags, plain.groupindex)


def test_the_terms_of_the_codebook_find_what_they_find_without() -> None:
    texts = [path.read_text(encoding="utf-8") for path in TEXTS]
    words = [entry.term.words for entry in _index_terms(load_codebook())[0] if entry.term.words]
    pairs = [(compile_open(term, re.I), re.compile(term, re.I)) for term in words[::EACH_NTH]]
    assert len(pairs) > 100 and sum(opened != plain for opened, plain in pairs) > len(pairs) / 2
    for opened, plain in pairs:
        assert [spans(opened, text) for text in texts] == [spans(plain, text) for text in texts], plain.pattern


def test_all_forms_of_a_letter_are_known() -> None:
    cased = [c for c in map(chr, range(sys.maxunicode + 1)) if c.lower() != c or c.upper() != c]
    for letter in map(chr, range(128)):
        pattern = re.compile(re.escape(letter), re.IGNORECASE)
        assert openings._spell(letter) >= {c for c in (*cased, letter) if pattern.fullmatch(c)}
    han = [chr(c) for c in openings._UNCASED]
    assert not [c for c in (*cased, *map(str.lower, cased), *map(str.upper, cased)) if c in han]


def test_a_pattern_may_begin_as_it_says_and_no_other_is_changed() -> None:
    assert compile_open(r"\bword", re.IGNORECASE) != re.compile(r"\bword", re.IGNORECASE)
    for pattern in (r"\b(?:a?b?|c)", r"word", r"\b.", r"\b[^a]"):
        assert compile_open(pattern) == re.compile(pattern)


def test_an_engine_that_is_not_known_gets_the_pattern_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openings, "_ENGINES", ())
    assert compile_open(r"\bword", re.IGNORECASE) == re.compile(r"\bword", re.IGNORECASE)


def test_a_pattern_that_is_not_well_formed_is_refused() -> None:
    with pytest.raises(re.error):
        compile_open(r"\b(a")
