"""Fingerprints: every part has its name, and says which formats it is for."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Built
from tests.scratch import OTHER, TEXTS, copy_project, write_corpus
from wicreport.briefing import fingerprints
from wicreport.briefing.engines import Engine
from wicreport.briefing.fingerprints import fingerprint_inputs, is_loaded, is_used_by, name_changes
from wicreport.briefing.plans import FORMATS, Plan
from wicreport.briefing.runs import Run, code_stream
from wicreport.corpus.projects import Project


@pytest.fixture
def plan(built: Built, tmp_path: Path) -> Plan:
    project = copy_project(built.project, tmp_path / "project")
    return Plan(project, project.reports)


def test_each_part_is_named(plan: Plan) -> None:
    (plan.project.seeds / "coding").mkdir()
    (plan.project.seeds / "coding" / "a.csv").write_text("record\n", encoding="utf-8")
    (plan.project.seeds / "labels.json").write_text("{}", encoding="utf-8")
    named = list(fingerprint_inputs(plan))
    kinds = ("source", "corrections", "labels", "catalogue", "notebook")
    assert [name for name in named if name.startswith(kinds)] == [
        "notebook 01_alpha.ipynb", "notebook 02_sources_and_method.ipynb", "source awkward.txt", "source chinese.txt",
        "corrections coding/a.csv", "labels", "source other.txt", "source report.txt", "catalogue",
    ]  # fmt: skip
    assert {"codebook actors.toml", "codebook editions.toml", "codebook themes.toml"} <= set(named)
    assert {"code of corpus", "code of coding", "code of findings", "code of briefing", "code of execution"} <= set(
        named
    )
    assert {"templates of wicreport", "templates of all formats", "libraries"} <= set(named)


def test_of_a_snapshot_the_documents_count_as_they_are_now_and_other_files_do_not(plan: Plan, tmp_path: Path) -> None:
    documents, tables = tmp_path / "in", tmp_path / "out"
    write_corpus(documents, TEXTS)
    code_stream(Run((str(documents),), tables, Engine(jobs=1), "parquet"), lambda step: None)
    plan = replace(plan, corpus=tables)
    before = fingerprint_inputs(plan)
    (tables / "notes.txt").write_text("mine", encoding="utf-8")
    assert fingerprint_inputs(plan) == before
    (documents / "report.txt").write_text(OTHER, encoding="utf-8")
    assert name_changes(before, fingerprint_inputs(plan)) == ["source documents"]
    (tables / "study" / "themes.parquet" / "part-000000.parquet").write_bytes(b"")
    (tables / "labels.json").write_text("{}", encoding="utf-8")
    expected = ["labels", "source documents", "source study/themes.parquet/part-000000.parquet"]
    assert name_changes(before, fingerprint_inputs(plan)) == expected


def test_a_notebook_that_is_none_counts_by_its_bytes(plan: Plan) -> None:
    path = plan.project.notebooks / "01_alpha.ipynb"
    seen = set()
    for content in ("", "no json", "[]", '{"cells": 3, "nbformat": 4}', json.dumps({"cells": [{"source": 1}]})):
        path.write_text(content, encoding="utf-8")
        seen.add(fingerprint_inputs(plan)["notebook 01_alpha.ipynb"])
    assert len(seen) == 5


def test_a_project_without_documents_has_a_fingerprint_too(tmp_path: Path) -> None:
    parts = fingerprint_inputs(Plan(Project(tmp_path), tmp_path / "reports"))
    assert parts["anchors"] == parts["title"] == "missing"


@pytest.mark.parametrize(
    ("part", "formats"),
    [
        ("templates of wicreport", ["html"]),
        ("templates of wicreport_markdown", ["pdf", "docx"]),
        ("templates of docx", ["docx"]),
        ("templates of all formats", ["html", "pdf", "docx"]),
        ("templates of a folder that is new", ["html", "pdf", "docx"]),
        ("templates of preview", []),
        ("code of briefing", ["html", "pdf", "docx"]),
        ("libraries", ["html", "pdf", "docx"]),
        ("code of coding", []),
        ("source report.txt", []),
    ],
)
def test_a_part_is_for_some_formats(part: str, formats: list[str]) -> None:
    assert [form for form in FORMATS if is_used_by(part, form)] == formats


def test_changes_are_named_whether_new_gone_or_other() -> None:
    assert name_changes({"a": "1", "b": "1", "c": "1"}, {"a": "1", "b": "2", "d": "1"}) == ["b", "c", "d"]


def test_code_that_changed_since_it_was_loaded_is_seen(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_loaded(fingerprint_inputs(plan))
    package = tmp_path / "wicreport"
    shutil.copytree(fingerprints.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprints, "PACKAGE", package)
    assert is_loaded(fingerprint_inputs(plan))
    (package / "briefing" / "templates" / "typst" / "main.typ").write_text("", encoding="utf-8")
    (package / "coding" / "codebook" / "themes.toml").write_text("", encoding="utf-8")
    assert is_loaded(fingerprint_inputs(plan))
    (package / "findings" / "measures.py").write_text("", encoding="utf-8")
    assert not is_loaded(fingerprint_inputs(plan))
