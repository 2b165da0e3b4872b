"""Proofs as the reader gets them: counts where something was tried, and in words where nothing was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wicreport.corpus.proofs import Proof
from wicreport.errors import FindingError
from wicreport.findings.exhibits import Exhibit, table_exhibit
from wicreport.findings.proofs import count_proofs, tabulate_proofs
from wicreport.findings.studies import Study

PROOFS = (Proof("digits", 4, 4, "make mutate"), Proof("names", 3, 1, "make mutate"), Proof("lightning"))


def test_what_was_not_tried_is_listed_as_not_tested(study: Study) -> None:
    table = tabulate_proofs(replace(study, _proofs=PROOFS))
    assert list(table["result"]) == ["held", "2 got through", "not tested"]
    assert list(table["tried"].dropna()) == [4, 3]
    assert table["held"].isna().tolist() == [False, False, True]


def test_no_document_is_the_source_of_what_the_project_tried(study: Study) -> None:
    shown = table_exhibit(study, "tab-proof", tabulate_proofs(replace(study, _proofs=PROOFS)), title="Attacks")
    assert isinstance(shown, Exhibit)
    assert (shown.payload["sources"], shown.payload["n_documents"]) == ([], 0)
    assert "source" not in shown.payload["columns"]
    told = shown._repr_mimebundle_()["text/html"]
    assert "Source: the project’s own trials." in told and "Sources:" not in told


def test_classes_of_attack_are_counted(study: Study) -> None:
    assert [value.number for value in count_proofs(replace(study, _proofs=PROOFS))] == [2, 1, 1]


def test_no_proofs_at_all_is_a_fault_and_no_empty_table(study: Study) -> None:
    with pytest.raises(FindingError, match="there are no proofs"):
        tabulate_proofs(replace(study, _proofs=()))
