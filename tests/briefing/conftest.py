"""The assembled example, built once for all tests of the formats."""

from __future__ import annotations

import pytest
from nbformat import NotebookNode

from tests.briefing.assembled_example import build_chapter, build_notebook


@pytest.fixture(scope="session")
def assembled() -> NotebookNode:
    """Return the whole example briefing; tests do not alter it."""
    return build_notebook()


@pytest.fixture(scope="session")
def chapter() -> NotebookNode:
    """Return one chapter of the example exported alone; tests do not alter it."""
    return build_chapter()
