"""Verdicts: which sentences may stand, and what the refusal of the others says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from wicreport.errors import EvidenceError, FindingError
from wicreport.findings.citations import Evidence, cite, take_sources
from wicreport.findings.claims import Finding, LeftOut, Reasoning
from wicreport.findings.measures import count, quantify
from wicreport.findings.studies import Study
from wicreport.findings.values import Value
from wicreport.findings.verdicts import finding

JUDGED = "He {likelihood} came"
Say = Callable[..., Finding]


@pytest.fixture
def attended(study: Study) -> tuple[Evidence, Evidence]:
    report, other = take_sources(study, "report", "other")
    return cite(report, "Robin Li of Baidu attended"), cite(other, "Robin Li attended the 2016")


@pytest.fixture
def say(study: Study, attended: tuple[Evidence, Evidence]) -> Say:
    """Return a function that makes a sound finding but for what is changed."""

    def make(**changed: Any) -> Finding:
        given = {
            "finding_id": "alpha-li",
            "kind": "reported",
            "headline": "Robin Li came",
            "statement": "Robin Li attended.",
            "evidence": [[*attended]],
        }
        made = finding(study, **{**given, **changed})
        assert isinstance(made, Finding)
        return made

    return make


@pytest.fixture
def reasoning(attended: tuple[Evidence, Evidence]) -> Reasoning:
    return Reasoning(
        likelihood="likely",
        confidence="high",
        basis="Independent voices agree.",
        assumption="They saw him.",
        alternative="They copied a list of speakers.",
        alternative_evidence=[attended[1]],
        indicators="A photograph of the hall.",
    )


def test_citations_of_one_part_corroborate_each_other(say: Say) -> None:
    made = say()
    assert (made.n_families, made.n_documents, made.confidence, made.reliability) == (2, 2, "high", "B")
    assert made.basis == "Independent voices agree: other and report; the weakest source is rated B."


def test_citations_of_different_parts_do_not_corroborate_each_other(
    say: Say, attended: tuple[Evidence, Evidence]
) -> None:
    made = say(evidence=list(attended))
    assert (made.n_families, made.confidence) == (1, "moderate")
    assert made.basis.startswith("Each part rests on one voice")


def test_a_part_with_two_voices_beside_one_with_one_is_told(say: Say, attended: tuple[Evidence, Evidence]) -> None:
    made = say(evidence=[[*attended], attended[0]])
    assert (made.n_families, made.confidence) == (1, "moderate")
    assert made.basis == "Not every part has two voices: other and report; the weakest source is rated B."


def test_one_voice_says_so_in_its_basis(say: Say, attended: tuple[Evidence, Evidence]) -> None:
    assert say(evidence=[attended[0]]).basis == "One voice: report, rated B."


def test_a_voice_is_rated_as_itself_and_a_digest_of_it_apart(seeds_study: Study) -> None:
    article, digest = take_sources(seeds_study, "protocol-2021", "protocol-2021-digest")
    first, second = cite(article, "in its eighth year"), cite(digest, "a gaggle of executives")
    said = [
        finding(seeds_study, "alpha-days", "reported", headline="Days", statement="It had days.", evidence=evidence)
        for evidence in ([first], [first, second], [second])
    ]
    assert [made.basis for made in said if isinstance(made, Finding)] == [
        "One voice: Protocol, rated B.",
        "One voice: Protocol, rated B, and an abridgement of it, rated F.",
        "One voice: Protocol in an abridgement of it, rated F.",
    ]


def test_the_voices_of_all_parts_are_counted_beside_those_of_the_weakest(
    say: Say, attended: tuple[Evidence, Evidence]
) -> None:
    made = say(evidence=list(attended))
    assert (made.n_families, made.n_voices) == (1, 2)
    shown = made._repr_mimebundle_()["text/html"]
    assert "1 independent voice for its weakest part, 2 in all, 2 documents" in shown
    assert "2 independent voices, 2 documents" in say()._repr_mimebundle_()["text/html"]


def test_an_assumption_without_a_source_says_that_nobody_says_so(say: Say) -> None:
    made = say(kind="assumed", evidence=[])
    assert (made.confidence, made.n_families, made.basis) == ("low", 0, "No source says so: it is assumed.")


def test_a_source_that_lost_its_words_stops_the_finding(study: Study, say: Say) -> None:
    lost = cite(take_sources(study, "report")[0], "Quantum turbines hummed")
    with pytest.raises(EvidenceError, match="finding alpha-li: the words “Quantum turbines hummed” of report"):
        say(evidence=[lost])


def test_contradicting_evidence_must_resolve_as_well(study: Study, say: Say) -> None:
    lost = cite(take_sources(study, "report")[0], "Quantum turbines hummed")
    with pytest.raises(EvidenceError):
        say(contradicting=[lost])


def test_contradicted_information_is_rated_four(study: Study, say: Say) -> None:
    against = cite(take_sources(study, "awkward")[0], "Xi Jinping did not attend")
    assert say(contradicting=[against]).information == "4"


def test_a_finding_whose_source_is_not_in_the_corpus_is_left_out_with_the_reason(study: Study) -> None:
    absent = cite(take_sources(study, "elsewhere")[0], "any words")
    made = finding(
        study, "alpha-li", "reported", headline="It held in {y2016} and {n} years", statement="So.", evidence=[absent]
    )
    expected = LeftOut("alpha-li", "It held in 2016 and … years", "elsewhere: the source is not in the chosen corpus")
    assert made == expected


def test_a_judgment_that_is_left_out_is_told_with_its_likelihood(study: Study, reasoning: Reasoning) -> None:
    absent = cite(take_sources(study, "elsewhere")[0], "any words")
    made = finding(study, "a-b", "judged", headline=JUDGED, statement="So.", evidence=[absent], reasoning=reasoning)
    assert made.headline == "He likely came"


def test_a_value_whose_source_is_not_in_the_corpus_leaves_its_finding_out(study: Study) -> None:
    guests = quantify(take_sources(study, "elsewhere")[0], "About 1,600 guests")
    made = finding(study, "alpha-li", "counted", headline="Many", statement="{n} came.", values={"n": guests})
    assert isinstance(made, LeftOut)


def test_an_overturned_finding_stops_and_names_the_condition(say: Say) -> None:
    with pytest.raises(FindingError) as caught:
        say(holds={"the hall was full": True, "more came than before": False})
    assert (
        caught.value.what
        == "overturned: the claim was that more came than before, but the record does not bear that out"
    )
    assert caught.value.where == "finding alpha-li"


def test_conditions_that_hold_are_kept_with_the_finding(say: Say) -> None:
    assert say(holds={"the hall was full": True}).conditions == ("the hall was full",)


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"finding_id": "Alpha Li"}, "the id is not of the form `theme-words`"),
        ({"finding_id": "alpha"}, "the id is not of the form `theme-words`"),
        ({"evidence": []}, "a reported finding has no evidence"),
        ({"kind": "judged"}, "judgments, and they alone, carry a reasoning"),
        ({"headline": "Robin Li came."}, "the headline ends with a full stop"),
        ({"statement": "Robin Li attended"}, "the statement is not a sentence"),
        ({"headline": "Robin Li came in 2016"}, "2016 is typed into “Robin Li came in 2016”"),
        ({"statement": "Three reports say so."}, "Three is typed into “Three reports say so.”"),
        ({"statement": "He came in {y2019}."}, "no evidence speaks of 2019"),
        ({"statement": "He “stayed at home”."}, "“stayed at home” stands in none of its evidence"),
        ({"statement": "He is likely to come."}, "“likely” is a term of likelihood, and this is not a judgment"),
        ({"statement": "Some {n} came."}, "“Some {n} came.” cannot be filled in: nothing is given for 'n'"),
        ({"statement": "Some {} came."}, "“Some {} came.” cannot be filled in"),
    ],
)
def test_a_broken_rule_is_refused_by_name(say: Say, changed: dict[str, Any], what: str) -> None:
    with pytest.raises(FindingError) as caught:
        say(**changed)
    assert caught.value.what.startswith(what)
    assert caught.value.remedy


def test_placeholders_are_filled_from_values_and_proved_years(say: Say) -> None:
    made = say(statement="{n:words} came in {y2016}.", values={"n": Value(4.0, "4")})
    assert made.statement == "Four came in 2016."


def test_a_year_is_proved_by_the_sentence_of_the_evidence(study: Study, say: Say) -> None:
    guests = cite(take_sources(study, "report")[0], "About 1,600 guests came")
    made = say(evidence=[guests], headline="They came", statement="They came in {y2016}.")
    assert made.statement == "They came in 2016."


def test_the_evidence_of_a_value_is_a_part_of_its_own(study: Study, say: Say) -> None:
    guests = quantify(take_sources(study, "report")[0], "About 1,600 guests")
    made = say(statement="{n} guests came.", values={"n": guests})
    assert made.statement == "1,600 guests came."
    assert [len(part) for part in made.parts] == [2, 1]
    assert made.n_families == 1


def test_passages_that_a_count_rests_on_do_not_corroborate_each_other(study: Study, say: Say) -> None:
    said = say(evidence=[], values={"n": count(study, study.coded.appearances)})
    assert len(said.parts) == len(said.evidence) > 1
    assert (said.n_families, said.n_voices > 1) == (1, True)


def test_a_counted_passage_of_which_words_are_cited_is_not_cited_again(
    study: Study, say: Say, attended: tuple[Evidence, Evidence]
) -> None:
    counted = count(study, study.coded.appearances)
    passages = [item.passage_id for item in say(values={"n": counted}).evidence]
    assert set(passages) == {item.passage_id for item in counted.evidence}
    assert len(passages) == len(counted.evidence)
    guests = quantify(take_sources(study, "report")[0], "About 1,600 guests")
    beside = cite(take_sources(study, "report")[0], "organisers said")
    assert beside.passage_id == guests.evidence[0].passage_id
    assert guests.evidence[0] in say(evidence=[[*attended], beside], values={"n": guests}).evidence  # its own words


def test_quoted_words_of_the_evidence_may_be_said(say: Say) -> None:
    assert say(statement="He “attended the 2016” one.").statement == "He “attended the 2016” one."


def test_a_judgment_has_one_term_of_likelihood_and_both_ratings(say: Say, reasoning: Reasoning) -> None:
    made = say(kind="judged", headline=JUDGED, statement="It is {likelihood} that he came.", reasoning=reasoning)
    assert made.headline == "He likely came"
    assert made.statement == "It is likely that he came."
    payload = made.as_payload()
    assert (payload["likelihood"], payload["confidence"], payload["information"]) == ("likely", "high", "1")
    assert [item["source_id"] for item in payload["alternative_evidence"]] == ["other"]


@pytest.mark.parametrize(
    ("statement", "changed", "what"),
    [
        ("He came.", {}, "the statement says no likelihood"),
        ("It is very likely that he came.", {}, "the statement says ['very likely']"),
        ("It is likely that he came, and likely that he spoke.", {}, "the statement says ['likely', 'likely']"),
        ("It is likely that he may well have come.", {}, "“may well” hedges beside the likelihood"),
        ("It is probable that he came.", {"likelihood": "probable"}, "“probable” is not on the scale"),
        ("It is highly likely that he came.", {}, "“highly likely” is not on the scale"),
        ("It is likely that he came.", {"basis": "He was probably there."}, "“probably” is not on the scale"),
        ("It is likely that he came.", {"assumption": " "}, "the judgment has no assumption"),
        ("It is likely that he came.", {"indicators": ""}, "the judgment has no indicators"),
        ("It is likely, with high confidence.", {}, "likelihood and confidence in one sentence"),
        ("It is likely that he came.", {"alternative_evidence": []}, "the alternative cites nothing"),
        ("It is likely that he came.", {"basis": "Three voices agree."}, "Three is typed into “Three voices agree.”"),
    ],
)
def test_a_judgment_that_breaks_the_scale_is_refused(
    say: Say, reasoning: Reasoning, statement: str, changed: dict[str, Any], what: str
) -> None:
    with pytest.raises(FindingError) as caught:
        say(kind="judged", headline=JUDGED, statement=statement, reasoning=replace(reasoning, **changed))
    assert caught.value.what.startswith(what)


@pytest.mark.parametrize(
    ("headline", "what"),
    [
        ("He came", "the headline says no likelihood"),
        ("He very likely came", "the headline says ['very likely']"),
        ("He likely came, and perhaps spoke", "“perhaps” hedges beside the likelihood"),
    ],
)
def test_the_headline_of_a_judgment_says_its_likelihood_too(
    say: Say, reasoning: Reasoning, headline: str, what: str
) -> None:
    with pytest.raises(FindingError) as caught:
        say(kind="judged", headline=headline, statement="It is {likelihood} that he came.", reasoning=reasoning)
    assert caught.value.what.startswith(what)


def test_a_headline_that_reports_has_no_likelihood(say: Say) -> None:
    with pytest.raises(FindingError, match="“likely” is a term of likelihood, and this is not a judgment"):
        say(headline="He likely came")


def test_high_confidence_needs_two_independent_voices(
    say: Say, reasoning: Reasoning, attended: tuple[Evidence, Evidence]
) -> None:
    with pytest.raises(FindingError, match=r"evidence that carries moderate\. .* second independent voice"):
        say(kind="judged", headline=JUDGED, statement="It is likely.", evidence=[attended[0]], reasoning=reasoning)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"rank": "key judgement"}, r"the rank “key judgement” is unknown\. Write key judgment, if that is meant"),
        ({"kind": "reportd"}, r"the kind “reportd” is unknown\. Write reported, if that is meant"),
        ({"kind": "guess"}, r"the kind “guess” is unknown\. There are reported, counted, assumed, judged\."),
        ({"kind": "judged"}, r"carry a reasoning\. Give `wic\.Reasoning\(\.\.\.\)`"),
        ({"statement": 'Robin Li said "we love it here".'}, "is not checked"),
    ],
)
def test_an_unknown_rank_or_kind_and_an_unchecked_mark_are_refused(
    say: Say, changed: dict[str, str], named: str
) -> None:
    with pytest.raises(FindingError, match=named):
        say(**changed)


def test_an_assumption_cannot_stand_on_the_first_page(say: Say) -> None:
    with pytest.raises(FindingError, match="an assumption is ranked `bottom line`"):
        say(kind="assumed", rank="bottom line", evidence=[], statement="He came by train.")


def test_words_cut_from_behind_a_negation_are_refused(say: Say, study: Study) -> None:
    absent = cite(take_sources(study, "awkward")[0], "attend the 2016 World Internet Conference")
    with pytest.raises(FindingError) as caught:
        say(statement="Xi Jinping came to the conference.", evidence=[absent])
    assert caught.value.what == "“attend the 2016 World Internet Conference” is cut from behind a negation (“not”)"


def test_a_sentence_that_says_the_negation_may_rest_on_words_behind_one(say: Say, study: Study) -> None:
    absent = cite(take_sources(study, "awkward")[0], "attend the 2016 World Internet Conference")
    made = say(headline="He stayed away", statement="Xi Jinping did not come.", evidence=[absent])
    assert made.n_families == 1


def test_a_sentence_that_names_somebody_else_than_its_evidence_is_refused(say: Say) -> None:
    with pytest.raises(FindingError, match="no evidence names Elon Musk"):
        say(statement="Reports have Elon Musk there.")


def test_a_value_that_was_typed_is_refused(say: Say) -> None:
    with pytest.raises(FindingError, match="n = 7 is typed in among the values"):
        say(statement="They came {n} times.", values={"n": 7})
