"""What every test may read: the project's own corpus and codebook, and a small project built once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.projects import Project
from wicreport.corpus.sources import Corpus

if TYPE_CHECKING:
    from wicreport.briefing.steps import Step
    from wicreport.coding.codebook import Codebook

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


@dataclass(frozen=True)
class Built:
    """A small project, what its build said step by step, and the paths it gave back."""

    project: Project
    steps: list[Step]
    paths: list[Path]


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Return the folder of the project's own documents."""
    return SEEDS


@pytest.fixture(scope="session")
def corpus(seeds: Path) -> Corpus:
    """Return the corpus of the project's own documents."""
    return read_corpus(seeds)


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """Return the codebook."""
    from wicreport.coding.codebook import load_codebook

    return load_codebook()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a small project with its report, made by real kernels; tests do not alter it."""
    from tests.scratch import ALPHA, METHOD, write_project
    from wicreport.briefing.builds import build_briefing
    from wicreport.briefing.plans import Plan

    root = tmp_path_factory.mktemp("built") / "project"
    project = write_project(root, chapters={"01_alpha": ALPHA, "02_sources_and_method": METHOD})
    steps: list[Step] = []
    paths = build_briefing(Plan(project, project.reports), steps.append)
    return Built(project, steps, paths)
