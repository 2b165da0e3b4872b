"""A small corpus of our own: one English report, one independent report, one in Chinese, one awkward."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scratch import TEXTS, write_corpus
from wicreport.findings.studies import Study, open_study


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small corpus; tests do not alter it."""
    return write_corpus(tmp_path_factory.mktemp("corpus"), TEXTS)


@pytest.fixture(scope="session")
def study(corpus_folder: Path) -> Study:
    """Return the small corpus as a study."""
    return open_study(str(corpus_folder), [], 2016, 2016)


@pytest.fixture(scope="session")
def seeds_study() -> Study:
    """Return the project's own documents as a study."""
    return open_study("", [], 2021, 2018)
