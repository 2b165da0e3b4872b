"""The assembled example and the pages, built once for all tests of the formats, and a browser to look at them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat import NotebookNode
from playwright.sync_api import Browser

from tests.briefing.assembled_example import build_chapter, build_notebook
from tests.briefing.browsers import start_chromium
from wicreport.briefing.builds import Plan, build_briefing
from wicreport.briefing.html import export_html
from wicreport.corpus.projects import find_project


@pytest.fixture(scope="session")
def assembled() -> NotebookNode:
    """Return the whole example briefing; tests do not alter it."""
    return build_notebook()


@pytest.fixture(scope="session")
def chapter() -> NotebookNode:
    """Return one chapter of the example exported alone; tests do not alter it."""
    return build_chapter()


@pytest.fixture(scope="session")
def briefing_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project's own briefing as a page, built once; tests do not alter it."""
    reports = tmp_path_factory.mktemp("page") / "reports"
    build_briefing(Plan(find_project(), reports, formats=("html",)))
    return reports / "briefing.html"


@pytest.fixture(scope="session")
def example_page(assembled: NotebookNode, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example briefing, with Chinese and awkward texts, as a page."""
    path = tmp_path_factory.mktemp("example") / "briefing.html"
    path.write_text(export_html(assembled), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser; each module starts its own, so that no event loop is left running beside other tests."""
    with start_chromium() as started:
        yield started
