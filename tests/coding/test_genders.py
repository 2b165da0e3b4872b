"""Whether a pronoun can stand for somebody, by the words beside the name."""

from __future__ import annotations

import pytest

from wicreport.coding.actors import find_actors
from wicreport.coding.codebook import Codebook
from wicreport.coding.document_names import DocumentNames, add_surnames
from wicreport.coding.genders import fits_gender, gender_of_word

TEXT = "Chairman Peter Lang left his badge. Professor Ann Lee, who had lost hers, said her name. Dr Kim Roy, 50, spoke."


@pytest.fixture
def names(codebook: Codebook) -> DocumentNames:
    mentions = add_surnames(TEXT, find_actors(TEXT, 0, len(TEXT), codebook), {})
    return DocumentNames(TEXT, mentions, (0,), (0,), {})


@pytest.mark.parametrize(
    ("words", "gender"),
    [
        ("She", "f"),
        ("him", "m"),
        ("the owner’s son", "m"),
        ("Mrs Shen", "f"),
        ("a spokeswoman", "f"),
        ("a clerk", None),
    ],
)
def test_words_say_who_they_can_mean(words: str, gender: str | None) -> None:
    assert gender_of_word(words) == gender


def test_pronoun_behind_a_name_tells_whom_another_cannot_mean(names: DocumentNames) -> None:
    assert [fits_gender(names, name, len(TEXT), "f") for name in ("Peter Lang", "Ann Lee")] == [False, True]
    assert [fits_gender(names, name, len(TEXT), "m") for name in ("Peter Lang", "Ann Lee")] == [True, False]


def test_somebody_of_whom_nothing_is_said_fits_either(names: DocumentNames) -> None:
    assert fits_gender(names, "Kim Roy", len(TEXT), "f") and fits_gender(names, "Kim Roy", len(TEXT), "m")
    assert fits_gender(names, "Peter Lang", len(TEXT), None)
