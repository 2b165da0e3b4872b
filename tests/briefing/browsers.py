"""A real browser for the tests of the page: where it is, how it starts, what it must not say; no test is here."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
FIRST_CITE = ".bottom-line .cites a >> nth=0"
OWN = ("file:", "data:", "blob:")


def find_chromium() -> str:
    """Return the path of a Chromium; where there is none the test is skipped, or fails if one has to be there."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        reason = f"no Chromium is found (looked for {', '.join(NAMES)}): the page is not tried in a browser"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@contextmanager
def start_chromium() -> Iterator[Browser]:
    """Give a browser that is gone afterwards."""
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def open_page(browser: Browser, path: Path, anchor: str = "", *, width: int = 1280, **options: Any) -> Iterator[Page]:
    """Give a page with the network closed; afterwards it must have asked for nothing and complained of nothing."""
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, **options)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    asked: list[str] = []
    faults: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.set_default_timeout(5000)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(path.as_uri() + anchor)
    yield page
    context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith(OWN)] == []
