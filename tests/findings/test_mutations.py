"""The evidence chain under attack: documents change under pinned findings, and each change is met as specified."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.scratch import OTHER, REPORT, TEXTS, write_corpus
from wicreport.corpus.anchors import Anchor, anchors_as_json, read_anchors
from wicreport.corpus.projects import CHOSEN
from wicreport.corpus.sources import Corpus, Span
from wicreport.errors import EvidenceError, FindingError
from wicreport.findings.citations import cite, take_sources
from wicreport.findings.claims import Finding, LeftOut
from wicreport.findings.evidence import resolve_anchor
from wicreport.findings.measures import count_documents, quantify
from wicreport.findings.studies import Study, open_study
from wicreport.findings.verdicts import finding

Reopen = Callable[[Mapping[str, str]], Study]


def claim_attendance(study: Study) -> Finding | LeftOut:
    report, other = take_sources(study, "report", "other")
    both = [
        cite(report, "Robin Li of Baidu attended the 2016 conference"),
        cite(other, "Robin Li attended the 2016 World Internet Conference"),
    ]
    return finding(study, "m-li", "reported", headline="He came", statement="Robin Li came.", evidence=[both])


def claim_guests(study: Study) -> Finding | LeftOut:
    guests = quantify(take_sources(study, "report")[0], "About 1,600 guests")
    return finding(
        study, "m-guests", "counted", headline="Many came", statement="{n} guests came.", values={"n": guests}
    )


def pins_of(made: Finding | LeftOut) -> list[Anchor]:
    assert isinstance(made, Finding)
    return [item.pin for item in made.evidence if item.pin]


@pytest.fixture
def reopen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reopen:
    """Return a function that changes the documents of a project whose two findings are pinned, and opens it again."""
    (tmp_path / "notebooks").mkdir()
    first = open_study(str(write_corpus(tmp_path / "seeds", TEXTS)))
    pins = [*pins_of(claim_attendance(first)), *pins_of(claim_guests(first))]
    (tmp_path / "notebooks" / "anchors.json").write_text(anchors_as_json(pins), encoding="utf-8")
    monkeypatch.setenv(CHOSEN, str(tmp_path))

    def change(texts: Mapping[str, str]) -> Study:
        write_corpus(tmp_path / "seeds", {**TEXTS, **texts})
        return open_study()

    return change


def statuses(made: Finding | LeftOut) -> list[str]:
    assert isinstance(made, Finding)
    return [item.status for item in made.evidence]


def test_unchanged_documents_resolve_exactly(reopen: Reopen) -> None:
    study = reopen({})
    assert statuses(claim_attendance(study)) == ["exact", "exact"]
    assert claim_guests(study).as_payload()["statement"] == "1,600 guests came."


def test_a_changed_digit_stops_the_finding_that_rests_on_it(reopen: Reopen) -> None:
    study = reopen({"report": REPORT.replace("1,600", "1,500")})
    with pytest.raises(EvidenceError, match="refused: digits differ"):
        claim_guests(study)
    assert statuses(claim_attendance(study)) == ["moved", "exact"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Robin Li of Baidu attended", "Robin Li of Baidu did not attend"),
        ("Robin Li of Baidu attended", "Nobody, not even Robin Li of Baidu attended"),
        ("attended the 2016 conference", "attended the 2016 conference, except on paper"),
        ("attended the 2016 conference", "attended the 2016 conference, but not the opening"),
    ],
)
def test_a_not_or_an_exception_put_in_stops_the_finding(reopen: Reopen, old: str, new: str) -> None:
    study = reopen({"report": REPORT.replace(old, new)})
    with pytest.raises(EvidenceError) as caught:
        claim_attendance(study)
    assert caught.value.where == "finding m-li"
    assert "of report do not resolve (approximate:" in caught.value.what
    assert "the nearest text is “" in caught.value.what


def test_a_not_taken_out_stops_the_finding(reopen: Reopen, tmp_path: Path) -> None:
    def claim_absence(study: Study) -> Finding | LeftOut:
        words = cite(take_sources(study, "awkward")[0], "Xi Jinping did not attend")
        return finding(study, "m-xi", "reported", headline="Away", statement="Xi was away.", evidence=[words])

    pins = pins_of(claim_absence(reopen({})))
    (tmp_path / "notebooks" / "anchors.json").write_text(anchors_as_json(pins), encoding="utf-8")
    study = reopen({"awkward": TEXTS["awkward"].replace("did not attend", "did attend")})
    with pytest.raises(EvidenceError, match="refused: a negation differs"):
        claim_absence(study)


def test_a_deleted_passage_stops_the_finding(reopen: Reopen) -> None:
    study = reopen({"report": REPORT.replace("Robin Li of Baidu attended the 2016 conference. ", "")})
    with pytest.raises(EvidenceError, match="finding m-li: the words “Robin Li of Baidu attended"):
        claim_attendance(study)


def test_a_shifted_passage_passes_and_is_said_to_have_moved(reopen: Reopen) -> None:
    study = reopen({"report": "Rain fell on the canals that week.\n\n" + REPORT})
    made = claim_attendance(study)
    assert isinstance(made, Finding)
    assert statuses(made) == ["moved", "exact"]
    text = study.whole.corpus.source("report").text
    assert text[made.evidence[0].start : made.evidence[0].end] == "Robin Li of Baidu attended the 2016 conference"


def test_a_duplicated_passage_stops_the_finding_as_ambiguous(reopen: Reopen) -> None:
    sentence = "Robin Li of Baidu attended the 2016 conference."
    study = reopen({"report": f"{REPORT}\n{sentence} It rained.\n"})
    with pytest.raises(EvidenceError, match="ambiguous: the sentence stands 2 times"):
        claim_attendance(study)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Robin Li of", "Robin\u00a0Li  of"),
        ("2016 conference. About", "2016\nconference. About"),
        ("Baidu", "Bai\u00addu"),
    ],
)
def test_white_space_alone_passes_as_normalised(reopen: Reopen, old: str, new: str) -> None:
    study = reopen({"report": REPORT.replace(old, new)})
    assert statuses(claim_attendance(study)) == ["normalised", "exact"]


def test_other_quotation_marks_alone_pass_as_normalised(reopen: Reopen) -> None:
    study = reopen({"other": OTHER.replace("Baidu’s", "Baidu's").replace("maps – and", "maps - and")})
    assert statuses(claim_attendance(study))[1] == "normalised"


def test_a_copy_adds_a_document_and_no_voice(reopen: Reopen) -> None:
    before, after = claim_attendance(reopen({})), claim_attendance(reopen({"twin": REPORT}))
    assert isinstance(before, Finding) and isinstance(after, Finding)
    assert (before.n_families, before.n_documents) == (2, 2)
    assert (after.n_families, after.n_documents) == (2, 3)
    assert after.evidence[0].also_in == ("twin",)


def test_a_copy_changes_the_count_of_documents_and_not_of_voices(reopen: Reopen) -> None:
    assert [value.number for value in count_documents(reopen({}))] == [4, 4]
    assert [value.number for value in count_documents(reopen({"twin": REPORT}))] == [5, 4]


def test_a_withdrawn_document_leaves_its_findings_out(reopen: Reopen, tmp_path: Path) -> None:
    reopen({})
    (tmp_path / "seeds" / "other.txt").unlink()
    write_corpus(tmp_path / "seeds", {name: text for name, text in TEXTS.items() if name != "other"})
    study = open_study()
    made = claim_attendance(study)
    assert isinstance(made, LeftOut)
    assert made.reason == "other: the source is not in the chosen corpus"
    assert isinstance(claim_guests(study), Finding)


def test_a_condition_that_a_new_document_turns_overturns_the_finding(reopen: Reopen) -> None:
    def claim_alone(study: Study) -> Finding | LeftOut:
        words = cite(take_sources(study, "report")[0], "About 1,600 guests")
        others = study.coded.quantities[study.coded.quantities["measures"] == "guests"]
        alone = others["family"].nunique() == 1
        return finding(
            study, "m-alone", "counted", headline="Said once", statement="One voice counts guests.",
            evidence=[words], holds={"no other voice counts guests": alone},
        )  # fmt: skip

    assert isinstance(claim_alone(reopen({})), Finding)
    more = "Organisers of the 2016 World Internet Conference counted 1,400 guests in Wuzhen.\n"
    with pytest.raises(
        FindingError, match="overturned: the claim was that no other voice counts guests, but the record"
    ):
        claim_alone(reopen({"rival": more}))


def test_every_pinned_anchor_of_the_project_survives_a_paragraph_put_on_top(corpus: Corpus, seeds: Path) -> None:
    extra = "A line of our own stands here now.\n\n"

    def shift(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(start + len(extra), end + len(extra)) for start, end in spans)

    shifted = {
        s.source_id: replace(
            s, text=extra + s.text, sha256="0" * 64, body=(Span(0, len(extra)), *shift(s.body)),
            references=shift(s.references), furniture=shift(s.furniture),
        )
        for s in corpus.sources
    }  # fmt: skip
    anchors = read_anchors(seeds.parent / "notebooks" / "anchors.json")
    fallen = [a.exact for a in anchors if resolve_anchor(a, shifted[a.source_id]).status != "moved"]
    assert len(anchors) > 50
    assert fallen == []
