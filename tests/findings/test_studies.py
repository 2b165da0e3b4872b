"""Studies: what an analyst has chosen, and what the briefing says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scratch import REPORT, TEXTS, write_corpus
from wicreport.errors import DocumentError, ParameterError
from wicreport.findings.display import MIME
from wicreport.findings.studies import Study, open_study

LATER = "The World Internet Conference of 2018 opened in Wuzhen. Many came to the 2018 conference.\n"


def test_an_edition_nobody_mentions_is_refused_with_those_there_are(corpus_folder: Path) -> None:
    with pytest.raises(ParameterError) as caught:
        open_study(str(corpus_folder), [2019])
    assert caught.value.what == "no passage speaks of the edition of 2019"
    assert caught.value.remedy == "Choose among 2016 in the cell of parameters, or add a document that covers 2019."


@pytest.mark.parametrize(
    ("editions", "focus", "baseline", "named"),
    [
        ([], 2019, 2016, "focus_edition"),
        ([], 2016, 2019, "baseline_edition"),
        ([2016, 2019], 2016, 2016, "editions"),
        ([], 2019, 2019, "focus_edition and baseline_edition"),
    ],
)
def test_the_parameter_that_asks_for_an_edition_nobody_mentions_is_named(
    corpus_folder: Path, editions: list[int], focus: int, baseline: int, named: str
) -> None:
    with pytest.raises(ParameterError, match="no passage speaks of the edition of 2019") as caught:
        open_study(str(corpus_folder), editions, focus, baseline)
    assert caught.value.where == f"parameter {named}"


def test_an_empty_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"holds no "):
        open_study(str(tmp_path))


def test_chosen_editions_keep_only_what_speaks_of_them(tmp_path: Path) -> None:
    narrow = open_study(str(write_corpus(tmp_path / "c", {**TEXTS, "later": LATER})), [2018], 2018, 2016)
    assert set(narrow.coded.passages["edition"]) == {2018}
    assert len(narrow.whole.passages) == len(narrow.coded.passages) + 12
    payload = narrow.as_payload()
    assert (payload["n_documents"], payload["editions"]) == (1, [2018])
    assert payload["parameters"] == {"editions": [2018], "focus_edition": 2018, "baseline_edition": 2016}


def test_the_project_own_documents_are_taken_without_a_folder(seeds_study: Study) -> None:
    payload = seeds_study.as_payload()
    assert (payload["n_documents"], payload["n_families"]) == (5, 3)
    assert payload["editions"] == [2014, 2015, 2017, 2018, 2021, 2022]
    assert payload["as_of"] == "2026-11-22"


def test_the_descriptor_of_a_source_says_what_is_known_and_what_is_inferred(seeds_study: Study) -> None:
    scmp = next(s for s in seeds_study.as_payload()["sources"] if s["source_id"] == "scmp-2022")
    assert (scmp["publisher"], scmp["reliability"], scmp["edition"]) == ("South China Morning Post", "B", 2022)
    assert (scmp["published"], scmp["precision"], scmp["role"]) == ("2022-11", "month", "origin")
    assert "Party Congress" in scmp["inferred"]["edition"]


def test_copies_and_digests_are_one_voice_with_their_roles(seeds_study: Study) -> None:
    roles = {s["source_id"]: (s["family"], s["role"]) for s in seeds_study.as_payload()["sources"]}
    assert roles == {
        "protocol-2021": ("protocol-2021", "origin"),
        "protocol-2021-digest": ("protocol-2021", "abridgement"),
        "protocol-2021-recapture": ("protocol-2021", "copy"),
        "wapack-2018": ("wapack-2018", "origin"),
        "scmp-2022": ("scmp-2022", "origin"),
    }


def test_the_same_words_in_a_copy_are_found_whatever_their_marks(tmp_path: Path) -> None:
    twin = REPORT.replace("“", '"').replace("”", '"')
    study = open_study(str(write_corpus(tmp_path / "c", {**TEXTS, "twin": twin})))
    assert study.repeats("report", "“Nobody should be shut out,”") == ("twin",)
    assert study.repeats("report", "no such words") == ()
    assert study.repeats("other", "Robin Li") == ()


def test_a_notebook_shows_the_corpus(study: Study) -> None:
    shown = study._repr_mimebundle_()
    assert shown["text/plain"] == "4 documents, 4 independent voices"
    assert shown[MIME]["type"] == "corpus"
    assert "<td>awkward</td>" in shown["text/html"]
