"""Signals round a name, and what they weigh."""

from __future__ import annotations

import pytest

from tests.coding.test_appearances import make_source
from wicreport.coding.attendance_verbs import STATUSES
from wicreport.coding.codebook import Codebook
from wicreport.coding.contexts import DocumentContext
from wicreport.coding.dates import date_editions
from wicreport.coding.participants import find_participants
from wicreport.coding.presences import INTERCEPT, Mention, find_mentions, weigh_presences
from wicreport.corpus.passages import split_passages

OPENED = "The World Internet Conference opened in Wuzhen."


def read(text: str, codebook: Codebook) -> list[Mention]:
    source = make_source(text, 2018)
    passages = split_passages(source)
    document = DocumentContext(source, passages, date_editions(source, passages, codebook), codebook)
    return list(find_mentions(document, find_participants(source, passages, codebook)))


def test_words_are_signals_by_their_side_and_without_their_endings(codebook: Codebook) -> None:
    (mention,) = read(f"{OPENED} Smiling broadly, Robin Li walked in.", codebook)
    assert {"broadly _", "_ walk", "_|walk", "~smil", "Chinese executive", "person"} <= set(mention.signals)


def test_the_words_of_a_quotation_are_no_signals(codebook: Codebook) -> None:
    (mention,) = read(f"{OPENED} “We will not grow,” said Robin Li.", codebook)
    assert "QUOTATION _" in mention.signals
    assert not {"to come", "denied", "~grow"} & set(mention.signals)


def test_the_owner_of_something_is_no_mention(codebook: Codebook) -> None:
    assert read(f"{OPENED} Robin Li’s company grew.", codebook) == []


def test_the_likeliest_status_is_taken_and_none_where_none_is_likely(codebook: Codebook) -> None:
    (mention,) = read(f"{OPENED} Robin Li smiled.", codebook)
    weights = {INTERCEPT: [-9.0] * len(STATUSES)}
    assert list(weigh_presences([mention], weights)) == []
    ((_, found, chance),) = weigh_presences([mention], weights | {"person": [0.0, 11.0, 0.0, 0.0, 0.0]})
    assert (found.status, chance) == ("virtual", pytest.approx(0.8808, abs=1e-4))


def test_every_status_has_weights_in_its_place(codebook: Codebook) -> None:
    assert tuple(codebook.presences) == STATUSES
    assert all(len(codebook.presences[status]) > 1 and INTERCEPT in codebook.presences[status] for status in STATUSES)
