"""Verdicts: whether a sentence may stand in the briefing, by its evidence, its condition and the rules of wording."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, get_args

from wicreport.corpus.near_names import offer_names
from wicreport.findings.citations import Evidence
from wicreport.findings.claims import (
    Confidence,
    Finding,
    Kind,
    LeftOut,
    Rank,
    Reasoning,
    count_families,
    without_placeholders,
)
from wicreport.findings.conditions import Condition, find_unmet, refuse_overturned
from wicreport.findings.groundings import find_typed_values, find_unproved_names
from wicreport.findings.rests import join_names
from wicreport.findings.reviews import check_wording, list_sentences, refuse
from wicreport.findings.speakers import find_speakers, list_names, opens_with_name
from wicreport.findings.studies import Study
from wicreport.findings.values import Value, fill
from wicreport.findings.wordings import find_typed_numbers

__all__ = ["finding"]

_YEAR = re.compile(r"\{y(\d{4})\}")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")


def finding(
    study: Study,
    finding_id: str,
    kind: Kind,
    *,
    headline: str,
    statement: str,
    evidence: Sequence[Evidence | Sequence[Evidence]] = (),
    values: Mapping[str, Any] | None = None,
    holds: Mapping[str, Condition] | None = None,
    rank: Rank = "finding",
    reasoning: Reasoning | None = None,
    contradicting: Sequence[Evidence] = (),
) -> Finding | LeftOut:
    """Return one checked sentence of the briefing.

    Parameters
    ----------
    study
        The documents in hand.
    finding_id
        Short, readable, and never used again for another claim.
    kind
        Who says it: the sources (`reported`), our count (`counted`), nobody yet (`assumed`), or we (`judged`).
    headline
        The claim in a few words, without a full stop.
    statement
        One sentence. Numbers stand in it as placeholders for ``values``; a year of the conference as ``{y2018}``, which
        is filled in only if the evidence speaks of that year. Words in curly quotation marks must stand in the
        evidence.
    evidence
        Citations. A list within the list is one part of the sentence that several citations support; a citation alone
        is a part of its own, and so is each piece of the evidence of ``values``, which is added.
    values
        What fills the placeholders: a `Value`, a `Day`, a year, or words of the library.
    holds
        The conditions under which the sentence stands, each with whether it is met now, or with the records that speak
        against it: there has to be none, and the error names them.
    rank
        Where it stands: in the bottom line, among the key judgments, or in its chapter alone.
    reasoning
        For judgments, and for them alone.
    contradicting
        Evidence against the sentence, shown beside it.

    Returns
    -------
    Finding or LeftOut
        Left out where evidence is outside the chosen corpus.

    Raises
    ------
    EvidenceError
        If words it rests on do not resolve.
    FindingError
        If a condition is not met (overturned), or a rule of the briefing is broken.
    """
    filling = dict(values or {})
    parts = _gather_parts(evidence, filling)
    against = (*(reasoning.alternative_evidence if reasoning else ()), *contradicting)
    cited = [*(item for part in parts for item in part), *against]
    absent = next((item for item in cited if item.is_absent), None)
    if absent:
        told = without_placeholders(headline, *([reasoning.likelihood] if reasoning else []))
        return LeftOut(finding_id, told, f"{absent.source_id}: {absent.problem}")
    checked = [item.checked(finding_id) for item in cited]
    if unmet := find_unmet(holds or {}):
        remedy = "Rewrite the finding, or withdraw it."
        refuse_overturned(
            study, f"finding {finding_id}", unmet, remedy=remedy, cited=[item.source_id for item in cited]
        )
    reliability = _weakest_reliability(study, parts)
    carried, basis = _derive_confidence(study, parts, reliability)
    confidence, basis = (reasoning.confidence, reasoning.basis) if reasoning else (carried, basis)
    draft = Finding(
        finding_id, kind, rank, headline, statement, parts,
        values={name: value for name, value in filling.items() if isinstance(value, Value)},
        conditions=tuple(holds or {}), reliability=reliability, confidence=confidence, basis=basis,
        reasoning=reasoning, contradicting=tuple(contradicting),
    )  # fmt: skip
    _check_record(draft)
    _check_confidence(draft, carried)
    _check_values(study, draft, filling, checked)
    made = _fill_all(draft, filling | _proved_years(study, draft, checked))
    check_wording(made, [item.exact for item in checked])
    _check_names(study, made, checked)
    return made


def _gather_parts(
    evidence: Sequence[Evidence | Sequence[Evidence]], filling: Mapping[str, Any]
) -> tuple[tuple[Evidence, ...], ...]:
    """Return the parts of the evidence, with each piece that a value rests on as one of its own.

    What is counted in one voice does not bear out what is counted in another. A counted passage of which words are
    cited is there already.
    """
    given = [(part,) if isinstance(part, Evidence) else tuple(part) for part in evidence]
    known = {item for part in given for item in part}
    cited = {item.passage_id for item in known} - {""}
    proofs = [getattr(value, "evidence", ()) for value in filling.values()]
    carried = [item for proof in proofs for item in proof if item.pin or item.passage_id not in cited]
    parts = (*given, *((item,) for item in carried if item not in known))
    return tuple(part for part in dict.fromkeys(parts) if part)


def _weakest_reliability(study: Study, parts: Sequence[Sequence[Evidence]]) -> str:
    """Return the Admiralty letter of the weakest source."""
    sources = [study.known_source(item.source_id) for part in parts for item in part]
    return max((source.reliability for source in sources if source), default="F")


def _derive_confidence(study: Study, parts: Sequence[Sequence[Evidence]], reliability: str) -> tuple[Confidence, str]:
    """Return the confidence that voices and reliability carry, and its basis in words."""
    n_families = count_families(parts)
    families = sorted({item.family for part in parts for item in part})
    if not families:
        return "low", "No source says so: it is assumed."
    names = [str(getattr(study.known_source(name), "publisher", None) or name) for name in families]
    listed = join_names(names)
    basis = f"{_tell_voices(parts)}: {listed}; the weakest source is rated {reliability}."
    if len(names) == 1:
        basis = f"One voice: {_rate_voice(study, names[0], families[0], parts, reliability)}."
    if n_families > 1 and reliability in ("A", "B"):
        return "high", basis
    return ("moderate" if n_families > 1 or reliability in ("A", "B") else "low"), basis


def _tell_voices(parts: Sequence[Sequence[Evidence]]) -> str:
    """Return whether every part, some parts or none has more than one voice."""
    if count_families(parts) > 1:
        return "Independent voices agree"
    is_any_shared = any(count_families([part]) > 1 for part in parts)
    return "Not every part has two voices" if is_any_shared else "Each part rests on one voice"


def _rate_voice(study: Study, name: str, family: str, parts: Sequence[Sequence[Evidence]], reliability: str) -> str:
    """Return a voice with its rating; one that is heard through a copy or a digest too, with that of the weakest."""
    cited = sorted({item.source_id for part in parts for item in part}, key=lambda name: (name != family, name))
    rated = {source_id: source.reliability for source_id in cited if (source := study.known_source(source_id))}
    weakest = next(source_id for source_id in rated if rated[source_id] == reliability)
    if weakest == family:
        return f"{name}, rated {reliability}"
    role = study.corpus.family_of[family].roles[weakest]
    through = f"{'an' if role == 'abridgement' else 'a'} {role} of it, rated {reliability}"
    return f"{name}, rated {rated[family]}, and {through}" if family in rated else f"{name} in {through}"


def _check_record(draft: Finding) -> None:
    """Refuse a finding that lacks what its kind needs, or has numbers typed into it."""
    name, reasoning = draft.finding_id, draft.reasoning
    if not _ID.fullmatch(name):
        refuse(name, "the id is not of the form `theme-words`", "Use small letters, digits and hyphens.")
    for field, given, known in (("kind", draft.kind, get_args(Kind)), ("rank", draft.rank, get_args(Rank))):
        if given not in known:
            refuse(name, f"the {field} “{given}” is unknown", offer_names(given, known))
    if not draft.parts and draft.kind != "assumed":
        refuse(name, f"a {draft.kind} finding has no evidence", "Cite the words it rests on.")
    if (draft.kind == "judged") != (reasoning is not None):
        refuse(name, "judgments, and they alone, carry a reasoning", "Give `wic.Reasoning(...)`, or change the kind.")
    if draft.kind == "assumed" and draft.rank != "finding":
        refuse(name, f"an assumption is ranked `{draft.rank}`", "The first page rests on evidence: rank it `finding`.")
    if reasoning:
        said = {name: getattr(reasoning, name) for name in ("basis", "assumption", "alternative", "indicators")}
        for field in (field for field, text in said.items() if not text.strip()):
            refuse(name, f"the judgment has no {field}", "Say it in one sentence.")
    for sentence in list_sentences(draft):
        typed = find_typed_numbers(sentence)
        if typed:
            refuse(name, f"{', '.join(typed)} is typed into “{sentence}”", "Fill it in from a value.")


def _check_confidence(draft: Finding, carried: Confidence) -> None:
    """Refuse a judgment that is surer than its voices and their reliability carry."""
    levels, given = ("low", "moderate", "high"), draft.confidence
    if given not in levels:
        refuse(draft.finding_id, f"the confidence “{given}” is unknown", offer_names(given, levels))
    if levels.index(given) > levels.index(carried):
        refuse(
            draft.finding_id, f"{given} confidence rests on evidence that carries {carried}",
            "Lower the confidence, or cite a second independent voice, or sources of better reliability.",
        )  # fmt: skip


def _check_values(study: Study, draft: Finding, filling: Mapping[str, Any], checked: Sequence[Evidence]) -> None:
    """Refuse numbers among the values that come from no source, no count and no parameter."""
    spoken = {item.edition for item in checked if item.edition} | {study.focus, study.baseline}
    for typed in find_typed_values(filling, spoken):
        refuse(draft.finding_id, f"{typed} is typed in among the values", "Count it, or read it off a source.")


def _check_names(study: Study, made: Finding, checked: Sequence[Evidence]) -> None:
    """Refuse a sentence that names somebody whom none of its evidence names, says or publishes."""
    sources = [source for item in checked if (source := study.known_source(item.source_id))]
    proofs = [text for s in sources for text in (s.title, s.publisher, s.ownership, s.author) if text]
    proofs += [f"{item.before}{item.exact}{item.after}" for item in checked]
    opens = partial(opens_with_name, study)
    for sentence in (made.headline, made.statement) if checked else ():
        if not find_unproved_names(sentence, proofs, opens):
            continue
        speakers = [name for item in checked for name in find_speakers(study, item.source_id, item.start, item.end)]
        said = [name for speaker in speakers for name in list_names(study, speaker)]
        if names := find_unproved_names(sentence, [*proofs, *said], opens):
            what = f"no evidence names {', '.join(names)}"
            refuse(made.finding_id, what, "Cite a sentence that does, or take the name out.")


def _proved_years(study: Study, draft: Finding, checked: Sequence[Evidence]) -> dict[str, str]:
    """Return the fillings of `{y2018}` and its like.

    A year is proved by evidence whose sentence speaks of that edition or names the year, or by the parameters.
    """
    asked = {year for sentence in list_sentences(draft) for year in _YEAR.findall(sentence)}
    spoken = {str(item.edition) for item in checked} | {str(study.focus), str(study.baseline)}
    texts = " ".join(f"{item.before}{item.exact}{item.after}" for item in checked)
    for year in sorted(asked):
        if year not in spoken and year not in texts:
            refuse(
                draft.finding_id, f"no evidence speaks of {year}", "Cite a sentence about it, or leave the year out."
            )
    return {f"y{year}": year for year in asked}


def _fill_all(draft: Finding, filling: Mapping[str, Any]) -> Finding:
    """Return the finding with every placeholder filled in."""
    reasoning = draft.reasoning

    def fill_in(template: str) -> str:
        return fill(template, filling, f"finding {draft.finding_id}")

    if reasoning:
        filling = {**filling, "likelihood": reasoning.likelihood}
        reasoning = replace(
            reasoning,
            assumption=fill_in(reasoning.assumption),
            alternative=fill_in(reasoning.alternative),
            indicators=fill_in(reasoning.indicators),
            basis=fill_in(reasoning.basis),
        )
    basis = reasoning.basis if reasoning else draft.basis
    headline, statement = (text[:1].upper() + text[1:] for text in (fill_in(draft.headline), fill_in(draft.statement)))
    return replace(draft, headline=headline, statement=statement, reasoning=reasoning, basis=basis)
