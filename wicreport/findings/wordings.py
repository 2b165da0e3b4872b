"""Rules of wording a program can prove: typed digits, likelihood terms, hedges, quoted words; it changes no text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wicreport.findings.foldings import fold_text
from wicreport.findings.values import NUMBER_WORDS

__all__ = [
    "LIKELIHOODS",
    "find_hedges",
    "find_likelihoods",
    "find_other_likelihoods",
    "find_typed_numbers",
    "find_unchecked_marks",
    "find_unproved_quotations",
]

LIKELIHOODS = {
    "almost no chance": "1–5 per cent",
    "very unlikely": "5–20 per cent",
    "unlikely": "20–45 per cent",
    "roughly even chance": "45–55 per cent",
    "likely": "55–80 per cent",
    "very likely": "80–95 per cent",
    "almost certain": "95–99 per cent",
}
"""The one row of likelihood terms, with the range each stands for.

Source
------
ICD 203, Analytic Standards (2015), D.6.e(2)(a), first row of the table.
"""

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_QUOTED = re.compile(r"“([^”]*)”")
_NUMBERS = re.compile(
    rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(w for w in NUMBER_WORDS if w != 'one')}|twenty|thirty|forty|fifty|hundred"
    r"|thousand|million|billion|trillion|half|halves|thirds?|quarters?|dozens?)\b",
    re.IGNORECASE,
)
_LIKELIHOOD = re.compile(r"\b(?:" + "|".join(sorted(LIKELIHOODS, key=len, reverse=True)) + r")\b", re.IGNORECASE)
_OTHER_LIKELIHOOD = re.compile(
    r"\b(?:remote chance|(?:highly |very )?improbable|(?:highly |very )?probabl[ey]|roughly even odds|nearly certain"
    r"|almost certainly|(?:highly|extremely|quite|fairly|most) (?:un)?likely)\b",
    re.IGNORECASE,
)  # the second row of the table, and terms of no table
_HEDGES = re.compile(
    r"\b(?:could|may well|might|possibly|perhaps|probably|conceivably|it is believed|seemingly|presumably)\b",
    re.IGNORECASE,
)


def find_typed_numbers(template: str) -> list[str]:
    """Return the numbers typed into a sentence instead of filled in from a value.

    Placeholders do not count, nor do words in curly quotation marks, which are checked against the evidence. `third`
    and the like count; `one` and `first` do not, being seldom numbers.
    """
    return _NUMBERS.findall(_QUOTED.sub("", _PLACEHOLDER.sub("", template)))


def find_likelihoods(sentence: str) -> list[str]:
    """Return the terms of the likelihood scale in a sentence, longest first where they nest, quoted words left out."""
    return [term.lower() for term in _LIKELIHOOD.findall(_QUOTED.sub("", sentence))]


def find_other_likelihoods(sentence: str) -> list[str]:
    """Return the terms of likelihood in a sentence that are not of the one row, quoted words left out."""
    return [term.lower() for term in _OTHER_LIKELIHOOD.findall(_QUOTED.sub("", sentence))]


def find_hedges(sentence: str) -> list[str]:
    """Return the hedges of a sentence that the likelihood scale does not have."""
    return [hedge.lower() for hedge in _HEDGES.findall(_QUOTED.sub("", sentence))]


def find_unchecked_marks(sentence: str) -> list[str]:
    """Return quotation marks outside curly ones, which would carry words past the check against the evidence."""
    return re.findall(r"[\"«»„‟「」『』‘]", _QUOTED.sub("", sentence))


def find_unproved_quotations(sentence: str, evidence: Iterable[str]) -> list[str]:
    """Return the quoted words of a sentence that stand in none of its evidence (white space and marks folded).

    A mark of punctuation that closes the quoted words belongs to our sentence, and is not compared.
    """
    proofs = [fold_text(words)[0].casefold() for words in evidence]
    quoted = [words.rstrip(".,;:?!") for words in _QUOTED.findall(sentence)]
    return [words for words in quoted if not any(fold_text(words)[0].casefold() in proof for proof in proofs)]
