"""Reviews: the rules of wording that a finding is held to; whether its evidence stands is decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NoReturn

from wicreport.errors import FindingError
from wicreport.findings.claims import Finding
from wicreport.findings.cuttings import find_cut_turns
from wicreport.findings.wordings import (
    LIKELIHOODS,
    find_hedges,
    find_likelihoods,
    find_other_likelihoods,
    find_unchecked_marks,
    find_unproved_quotations,
)

__all__ = ["check_wording", "list_sentences", "refuse"]


def refuse(finding_id: str, what: str, remedy: str) -> NoReturn:
    """Refuse a finding, by its id."""
    raise FindingError(what, where=f"finding {finding_id}", remedy=remedy)


def list_sentences(item: Finding) -> list[str]:
    """Return all prose of a finding."""
    reasoning = item.reasoning
    more = (reasoning.assumption, reasoning.alternative, reasoning.indicators, reasoning.basis) if reasoning else ()
    return [item.headline, item.statement, *more]


def check_wording(made: Finding, words: Sequence[str]) -> None:
    """Refuse sentences that break the rules of wording.

    Parameters
    ----------
    made
        A finding with its placeholders filled in.
    words
        The words of all its evidence, which those in quotation marks are compared with.

    Raises
    ------
    FindingError
        If a sentence has words that no evidence has, a term of likelihood out of place, or words cut out of a sentence
        that denies them.
    """
    name = made.finding_id
    if made.headline.endswith("."):
        refuse(name, "the headline ends with a full stop", "Take it away.")
    if not made.statement.endswith((".", ".”")):
        refuse(name, "the statement is not a sentence", "End it with a full stop.")
    for sentence in list_sentences(made):
        unchecked = find_unchecked_marks(sentence)
        if unchecked:
            refuse(name, f"the quotation mark {unchecked[0]} is not checked", "Quote in curly marks: “ and ”.")
        unproved = find_unproved_quotations(sentence, words)
        if unproved:
            refuse(name, f"“{unproved[0]}” stands in none of its evidence", "Quote the source's words, or cite them.")
        others = find_other_likelihoods(sentence)
        if others:
            refuse(name, f"“{others[0]}” is not on the scale", f"Choose among {', '.join(LIKELIHOODS)}.")
        terms = find_likelihoods(sentence)
        if terms and "confidence" in sentence.lower():
            refuse(name, "likelihood and confidence in one sentence", "Give each a sentence of its own.")
    _check_cuts(made)
    _check_likelihood(made)


def _check_cuts(made: Finding) -> None:
    """Refuse words cut out of a sentence that denies or doubts them, where ours does not say so."""
    reasoning = made.reasoning
    beside = [(reasoning.alternative, reasoning.alternative_evidence)] if reasoning else []
    for sentence, evidence in ((made.statement, made.evidence), *beside):
        cited = [(item.before, item.exact) for item in evidence]
        for sense, turn, words in find_cut_turns(sentence, cited):
            refuse(
                made.finding_id, f"“{words}” is cut from behind a {sense} (“{turn}”)", "Cite that as well, or say it."
            )


def _check_likelihood(made: Finding) -> None:
    """Refuse a judgment whose headline or statement lacks its one term of likelihood, and any other sentence with one.

    Headlines are read alone, on the first page and in the contents: one that leaves the term out states a fact.
    """
    name, said = made.finding_id, {"headline": made.headline, "statement": made.statement}
    told = {what: find_likelihoods(sentence) for what, sentence in said.items()}
    if made.reasoning is None:
        for term in chain(*told.values()):
            refuse(name, f"“{term}” is a term of likelihood, and this is not a judgment", "Attribute or reword it.")
        return
    likelihood = made.reasoning.likelihood
    if likelihood not in LIKELIHOODS:
        refuse(name, f"“{likelihood}” is not on the scale", f"Choose among {', '.join(LIKELIHOODS)}.")
    for what, terms in told.items():
        if terms != [likelihood]:
            refuse(name, f"the {what} says {terms or 'no likelihood'}", f"Say “{likelihood}” once: `{{likelihood}}`.")
        for hedge in find_hedges(said[what]):
            refuse(name, f"“{hedge}” hedges beside the likelihood", "Leave it out, or choose another term.")
    if not made.reasoning.alternative_evidence:
        refuse(name, "the alternative cites nothing", "Give `alternative_evidence`.")
