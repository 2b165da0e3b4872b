"""The preview from end to end: a real server, a real watch, and the page in a browser if there is one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.briefing.browsers import find_chromium
from tests.conftest import Built
from tests.scratch import OPEN, copy_project, snapshot
from wicreport.briefing import previews
from wicreport.briefing.fingerprints import PACKAGE
from wicreport.briefing.plans import Plan
from wicreport.briefing.servers import Board
from wicreport.briefing.steps import Step
from wicreport.corpus.projects import CHOSEN, Project
from wicreport.errors import BuildError, WicReportError

LONG = 240  # seconds: tests wait for what happens and do not measure it


@dataclass
class Preview:
    """A running preview, the project it shows, the copy of the package that runs it, and what it says of errors."""

    address: str
    project: Project
    package: Path
    process: subprocess.Popen[str]
    said: Path

    def read(self, name: str) -> str:
        with urllib.request.urlopen(f"{self.address}{name}", timeout=LONG) as answer:
            return str(answer.read().decode("utf-8"))

    def state(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.address}preview/events", timeout=LONG) as answer:
            for line in answer:
                if line.startswith(b"data: "):
                    return dict(json.loads(line[6:]))
        raise ConnectionError

    def wait_for(self, is_met: Callable[[], bool]) -> None:
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            try:
                if is_met():
                    return
            except OSError:
                assert self.process.poll() is None, "the preview has ended"
            time.sleep(0.1)
        pytest.fail(f"it never happened; the preview says: {self.state()['fault']}")

    def edit(self, number: int, source: str) -> None:
        path = self.project.notebooks / "01_alpha.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells[number].source = source
        nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def preview(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = tmp_path_factory.mktemp("preview")
    project = copy_project(built.project, root / "project", with_cache=True)
    package = root / "package" / "wicreport"
    shutil.copytree(PACKAGE, package)
    environment = {**os.environ, "PYTHONPATH": str(package.parent), CHOSEN: str(project.root)}
    command = [sys.executable, "-m", "wicreport", "preview", "--quiet"]
    said = root / "said.txt"
    with (
        said.open("w") as errors,
        subprocess.Popen(
            command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        assert process.stdout
        yield Preview(process.stdout.readline().strip(), project, package, process, said)
        process.terminate()


def test_it_shows_what_is_there_and_then_what_is_saved(preview: Preview) -> None:
    assert preview.address.startswith("http://127.0.0.1:")
    notebooks = snapshot(preview.project.notebooks)
    preview.edit(0, "# Alpha\n\nWho came, and who spoke?")
    preview.wait_for(lambda: "Who came, and who spoke?" in preview.read("briefing.html"))
    assert preview.state()["fault"] == ""
    preview.wait_for(lambda: "who spoke?" in (preview.project.reports / "briefing.html").read_text(encoding="utf-8"))
    left = {name: text for name, text in snapshot(preview.project.notebooks).items() if name != "01_alpha.ipynb"}
    assert left == {name: text for name, text in notebooks.items() if name != "01_alpha.ipynb"}


def test_what_is_wrong_is_shown_with_its_cell_and_the_page_stays(preview: Preview) -> None:
    preview.wait_for(lambda: preview.state()["fault"] == "")
    page = preview.state()["page"]
    preview.edit(2, "import wicreport as wic\n\nstudy = wic.open_studyy()")
    preview.wait_for(lambda: preview.state()["fault"] != "")
    assert preview.state()["fault"].startswith("01_alpha.ipynb, cell 3\nUnknownNameError: wicreport: has no")
    assert preview.state()["page"] == page
    time.sleep(3)  # some quiet moments, in which it looks again
    (line,) = preview.said.read_text(encoding="utf-8").splitlines()
    assert line.startswith("error: 01_alpha.ipynb, cell 3: UnknownNameError: wicreport: has no attribute")
    preview.edit(2, "import wicreport as wic\n\nstudy = wic.open_study(corpus_dir, editions, focus_edition)\nstudy")
    preview.wait_for(lambda: preview.state()["fault"] == "")


def test_a_template_that_is_saved_shows_in_the_page(preview: Preview) -> None:
    template = preview.package / "briefing" / "templates" / "wicreport" / "index.html.j2"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("<body", "<body data-saved", 1), encoding="utf-8")
    preview.wait_for(lambda: "<body data-saved" in preview.read("briefing.html"))
    template.write_text(text + "{% if %}", encoding="utf-8")
    preview.wait_for(lambda: "index.html.j2, line" in preview.state()["fault"])
    template.write_text(text, encoding="utf-8")
    preview.wait_for(lambda: preview.state()["fault"] == "")


def test_the_codebook_that_is_saved_shows_in_what_it_marks(preview: Preview) -> None:
    preview.edit(
        9,
        'wic.table_exhibit(study, "tab-rates", wic.rate_by_edition(study, "censorship"), title="How often it is said")',
    )
    preview.wait_for(lambda: "How often it is said" in preview.read("briefing.html"))
    before = preview.read("data/tab-rates.csv")
    themes = preview.package / "coding" / "codebook" / "themes.toml"
    text = themes.read_text(encoding="utf-8")
    themes.write_text(text.replace('    "censor*",\n', '    "censor*",\n    "hall",\n', 1), encoding="utf-8")
    preview.wait_for(lambda: preview.read("data/tab-rates.csv") != before)


def test_code_that_is_saved_goes_on_at_the_same_address_and_broken_code_is_told(preview: Preview) -> None:
    module = preview.package / "briefing" / "wordings.py"
    text = module.read_text(encoding="utf-8")
    module.write_text(text + "\nthis is no Python\n", encoding="utf-8")
    preview.wait_for(lambda: "SyntaxError" in preview.state()["fault"])
    told = "error: The package cannot be loaded as it is: SyntaxError"
    preview.wait_for(lambda: told in preview.said.read_text(encoding="utf-8"))
    labels = preview.package / "briefing" / "templates" / "labels.toml"
    labels.write_text(labels.read_text(encoding="utf-8") + "\n# read again\n", encoding="utf-8")
    module.write_text(text + "\n# reviewed\n", encoding="utf-8")
    preview.wait_for(lambda: preview.state()["fault"] == "")
    preview.edit(0, "# Alpha\n\nWho came after all?")
    preview.wait_for(lambda: "Who came after all?" in preview.read("briefing.html"))


def test_the_page_is_loaded_again_in_a_browser(preview: Preview) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    browser = find_chromium()
    with playwright.sync_playwright() as driver, driver.chromium.launch(executable_path=browser) as chromium:
        page = chromium.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(preview.address)
        frame = page.frame_locator("#page")
        frame.locator("body").wait_for(timeout=LONG * 1000)
        preview.edit(0, "# Alpha\n\nWho came in the end?")
        frame.get_by_text("Who came in the end?").first.wait_for(timeout=LONG * 1000)
        preview.edit(2, "1 / 0")
        page.get_by_role("alert").wait_for(timeout=LONG * 1000)
        alert = page.get_by_role("alert")
        told = "ZeroDivisionError: division by zero.\nNo cell after it was run. The cell begins: 1 / 0"
        assert alert.locator("strong").text_content() == "01_alpha.ipynb, cell 3"
        assert alert.locator("p").text_content() == told
        refuse = 'from wicreport.errors import FindingError\nraise FindingError("fell", where="a", remedy="Mend it.")'
        preview.edit(2, f"{OPEN}\n{refuse}")
        preview.edit(3, refuse.replace('"a"', '"b"'))
        alert.locator("strong").nth(1).wait_for(timeout=LONG * 1000)
        assert alert.locator("strong").all_text_contents() == ["01_alpha.ipynb, cell 3", "01_alpha.ipynb, cell 4"]
        assert alert.locator("p").all_text_contents() == [
            "FindingError: a: fell. Mend it.\nThe cell begins: import wicreport as wic",
            "FindingError: b: fell. Mend it.\nThe cell begins: from wicreport.errors import FindingError",
        ]
        assert faults == []


def test_a_link_in_the_report_folder_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "briefing.html").write_text("page", encoding="utf-8")
    (folder / "key.txt").symlink_to(tmp_path / "secret" / "key.txt")
    (folder / "more").symlink_to(tmp_path / "secret")
    assert previews._read_files(folder.rglob("*"), folder) == {"briefing.html": b"page"}


@dataclass
class Desk:
    """A desk whose builds are stood in for: what they raise, what was saved, and what was told."""

    desk: previews._Desk
    board: Board
    told: list[Step]
    faults: dict[str, WicReportError]
    saved: dict[str, str]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    board, told = Board(), list[Step]()
    faults, saved = dict[str, WicReportError](), {"notebook": "1"}

    def draft(*given: object) -> dict[str, bytes]:
        if "page" in faults:
            raise faults["page"]
        return {"briefing.html": b"page"}

    def build(*given: object) -> list[Path]:
        if "report" in faults:
            raise faults["report"]
        return []

    monkeypatch.setattr(previews, "draft_briefing", draft)
    monkeypatch.setattr(previews, "build_briefing", build)
    monkeypatch.setattr(previews, "is_loaded", lambda inputs: inputs.get("code") != "broken")
    monkeypatch.setattr(previews, "fingerprint_inputs", lambda plan: saved)
    plan = Plan(Project(tmp_path), tmp_path / "reports")
    return Desk(previews._Desk(plan, board, told.append), board, told, faults, saved)


FELL = BuildError("fell", where="01_alpha.ipynb, cell 3", remedy="Mend it.")


def test_what_is_put_back_as_it_was_is_told_to_be_well_again(desk: Desk) -> None:
    desk.desk.follow({"notebook": "1"}, is_quiet=False)
    assert desk.told == []
    desk.faults["page"] = FELL
    for _ in range(2):
        desk.desk.follow({"notebook": "2"}, is_quiet=False)
    assert [step.note for step in desk.told] == [str(FELL)]
    del desk.faults["page"]
    for _ in range(2):
        desk.desk.follow({"notebook": "1"}, is_quiet=False)
    assert [(step.name, step.state) for step in desk.told[1:]] == [("briefing.html", "note")]
    assert desk.board.fault == ""


def test_code_that_is_put_back_as_it_was_is_told_to_be_well_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.desk.follow({"code": "whole"}, is_quiet=False)
    refused = subprocess.CompletedProcess([], 1, "", "SyntaxError: it is none")
    monkeypatch.setattr(subprocess, "run", lambda *given, **options: refused)
    assert not desk.desk.has_new_code({"code": "broken"})
    desk.desk.follow({"code": "broken"}, is_quiet=False)
    assert desk.board.fault == "The package cannot be loaded as it is: SyntaxError: it is none"
    desk.desk.follow({"code": "whole"}, is_quiet=False)
    assert [step.state for step in desk.told] == ["failed", "note"]
    assert desk.board.fault == ""


def test_what_was_saved_while_the_report_was_written_is_told_by_its_own_build_alone(desk: Desk) -> None:
    desk.desk.follow({"notebook": "1"}, is_quiet=False)
    desk.saved["notebook"] = "2"
    desk.faults.update(page=FELL, report=FELL)
    desk.desk.follow({"notebook": "1"}, is_quiet=True)
    desk.desk.wait()
    assert desk.told == []
    desk.desk.follow({"notebook": "2"}, is_quiet=False)
    assert [step.note for step in desk.told] == [str(FELL)]
