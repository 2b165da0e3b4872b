"""What every test may read: the project's own corpus and codebook, loaded once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.sources import Corpus

if TYPE_CHECKING:
    from wicreport.coding.codebook import Codebook

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


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
