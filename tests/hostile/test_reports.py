from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.briefing.browsers import start_chromium
from tests.briefing.test_html import Page
from tests.hostile.texts import HIDDEN, INJECTIONS, SHOWN, write_hostile_project
from wicreport.briefing.builds import Plan, build_briefing

INSERTED = """<script>window.owned=1</script><script type=module>window.owned=1</script>
<img src=http://127.0.0.1:9/a onerror=window.owned=1><img src=x onerror=window.owned=1><svg onload=window.owned=1></svg>
<iframe src=http://127.0.0.1:9/b></iframe><iframe srcdoc="<script>parent.owned=1</script>"></iframe>
<object data=http://127.0.0.1:9/c></object><embed src=http://127.0.0.1:9/d><link rel=stylesheet href=http://127.0.0.1:9/e>
<style>body{background:url(http://127.0.0.1:9/f)}</style><p style="background:url(http://127.0.0.1:9/g)">x</p>
<video src=http://127.0.0.1:9/h></video><audio src=http://127.0.0.1:9/i></audio><base href=http://127.0.0.1:9/>
<form id=sent action=http://127.0.0.1:9/j><input name=q></form><a id=led href="javascript:window.owned=1">x</a>
<link rel=preload as=font href=http://127.0.0.1:9/k><link rel=prefetch href=http://127.0.0.1:9/l>
<body onload=window.owned=1><details open ontoggle=window.owned=1></details><input autofocus onfocus=window.owned=1>"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of a project that is full of injections, in every format."""
    project = write_hostile_project(tmp_path_factory.mktemp("hostile") / "project")
    build_briefing(Plan(project, project.reports, formats=("html", "pdf", "docx")))
    return project.reports


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with start_chromium() as started:
        yield started


class Listener(ThreadingHTTPServer):
    """A server on this machine that notes the paths it is asked for."""

    asked: ClassVar[list[str]] = []


class Answer(BaseHTTPRequestHandler):
    """Answers everything with nothing."""

    def do_GET(self) -> None:
        Listener.asked.append(self.path.partition("?")[0])
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def flatten(text: str) -> str:
    return "".join(text.split())


def test_the_page_shows_injections_letter_by_letter(reports: Path) -> None:
    source = (reports / "briefing.html").read_text(encoding="utf-8")
    page = Page(source)
    for text in (*INJECTIONS, SHOWN):
        assert flatten(text) in flatten(page.text)
    assert source.count("<script") == source.count("<style") == 1
    assert not {tag for tag, _ in page.elements} & {"iframe", "base", "img", "form", "object", "link"}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert all(href.startswith(("#", "data:text/csv;")) for href in page.values("href"))
    assert not set(source) & set(HIDDEN) & set("\u202e\u202c\u200b\u2066\x1b\x07")


def test_the_pdf_shows_injections_and_reads_no_file(reports: Path) -> None:
    text = flatten("".join(page.extract_text() for page in PdfReader(reports / "briefing.pdf").pages))
    assert "root:" not in text
    for piece in ('#read("/etc/passwd")', "{{7*7}}", "<script>window.owned=1</script>", "‹U+202E›", "‹U+001B›"):
        assert piece in text


def test_the_word_file_shows_injections_and_links_to_nothing_outside(reports: Path) -> None:
    with zipfile.ZipFile(io.BytesIO((reports / "briefing.docx").read_bytes())) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    words = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    text = flatten("".join(t.text or "" for t in ElementTree.fromstring(parts["word/document.xml"]).iter(words)))
    for piece in (*INJECTIONS, SHOWN):
        assert flatten(piece) in text
    assert not [name for name, part in parts.items() if name.endswith(".rels") and "127.0.0.1" in part]


def test_an_address_cannot_end_its_bibtex_field(reports: Path) -> None:
    page = Page((reports / "briefing.html").read_text(encoding="utf-8"))
    entries = [entry for entry in page.values("data-bibtex") or page.text.split("@misc")[1:] if "a.example" in entry]
    assert entries
    for entry in entries:
        fields = entry[: entry.index("language")]
        assert "\\input{" not in fields
        assert "%7D%5Cinput%7B" in fields


def test_the_page_asks_for_nothing_and_runs_nothing_of_its_documents(
    browser: Browser, reports: Path, listener: Listener, tmp_path: Path
) -> None:
    page = (reports / "briefing.html").read_text(encoding="utf-8")
    assert look(browser, listener, tmp_path, page) == (set(), None)


def test_what_is_put_into_the_page_itself_is_stopped_by_its_policy(
    browser: Browser, reports: Path, listener: Listener, tmp_path: Path
) -> None:
    page = (reports / "briefing.html").read_text(encoding="utf-8")
    attacked = page.replace('<main id="main"', f'{INSERTED}<main id="main"', 1)
    assert look(browser, listener, tmp_path, attacked) == (set(), None)
    asked, owned = look(browser, listener, tmp_path, attacked.replace("Content-Security-Policy", "x-nothing"))
    assert owned == 1  # without the policy the same things run and load, so that the test would see them
    assert {"/a", "/b", "/e", "/f", "/j"} <= asked


def look(browser: Browser, listener: Listener, folder: Path, page: str) -> tuple[set[str], object]:
    """Return what reached the network from a page whose links and forms are used, and whether anything in it ran."""
    path = folder / "page.html"
    path.write_text(page.replace("127.0.0.1:9/", f"127.0.0.1:{listener.server_port}/"), encoding="utf-8")
    listener.asked.clear()
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(path.as_uri(), wait_until="domcontentloaded")
        tab.wait_for_timeout(1000)
        tab.evaluate("document.getElementById('led')?.click()")
        owned = tab.evaluate("window.owned ?? null")
        tab.evaluate("document.getElementById('sent')?.submit()")
        tab.wait_for_timeout(500)
    return set(listener.asked), owned
