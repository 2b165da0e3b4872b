"""Chapters kept of earlier builds: for each kind of input, a change runs what rests on it and nothing else."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.scratch import ALPHA, METHOD, OPEN, TEXTS, copy_project, write_notebook, write_project
from wicreport.briefing import fingerprints, recalls
from wicreport.briefing.builds import build_briefing
from wicreport.briefing.caches import Cache
from wicreport.briefing.fingerprints import fingerprint_inputs
from wicreport.briefing.plans import Plan
from wicreport.briefing.recalls import Recall, recall_chapters
from wicreport.coding import codebook
from wicreport.corpus.projects import Project

THEME = ("# Theme\n\nWho is cut off?", OPEN, 'wic.rate_by_edition(study, "censorship")')
ACTORS = ("# Actors\n\nWho came?", OPEN, 'wic.cross_appearances(study, ["Chinese executive"])')
PLAIN = ("# Plain\n\nNothing is read here.", "import math\n\nmath.sqrt(2)")
LABELS = {
    "report.txt": {
        "title": None, "body_start": "The World Internet", "body_end": "hall was full.", "boilerplate": [],
        "edition_years": [2016], "quotes": [], "quoted_terms": [], "quotes_in_boilerplate": [], "quantities": [],
        "attendance": [], "not_attendance": [], "sentences": [],
    }
}  # fmt: skip
CHAPTERS = {
    "01_alpha": ALPHA,
    "02_theme": THEME,
    "03_actors": ACTORS,
    "04_plain": PLAIN,
    "05_sources_and_method": (*METHOD, "wic.tabulate_scores(wic.score_study(study))", "wic.tabulate_corrections(study)",
                              "wic.edition_days(study, 2016)"),
}  # fmt: skip
STUDIES = {"01_alpha", "02_theme", "03_actors", "05_sources_and_method"}
ALL = set(CHAPTERS)
METHOD_ALONE = {"05_sources_and_method"}


@dataclass
class Desk:
    """A project that was built, a copy of the package it was built with, and the plan."""

    project: Project
    package: Path
    plan: Plan

    def edit(self, path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{path.name} has no {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def edit_package(self, name: str, old: str, new: str) -> None:
        self.edit(self.package / name, old, new)

    def edit_seed(self, name: str, old: str, new: str) -> None:
        path = self.project.seeds / name
        before = hashlib.sha256(path.read_bytes()).hexdigest()
        self.edit(path, old, new)
        self.edit(self.project.seeds / "sources.toml", before, hashlib.sha256(path.read_bytes()).hexdigest())

    def edit_notebook(self, name: str, change: Callable[[Any], None]) -> None:
        path = self.project.notebooks / f"{name}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        change(notebook)
        nbformat.write(notebook, path)

    def recall(self, plan: Plan | None = None) -> list[Recall]:
        paths = sorted(self.project.notebooks.glob("*.ipynb"))
        chosen = plan or self.plan
        return recall_chapters(paths, chosen, fingerprint_inputs(chosen))

    def running(self, plan: Plan | None = None) -> dict[str, str]:
        return {recall.path.stem: recall.reason for recall in self.recall(plan) if recall.chapter is None}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project of five chapters with its report, made by real kernels."""
    project = write_project(tmp_path_factory.mktemp("desk") / "project", chapters=CHAPTERS)
    (project.seeds / "labels.json").write_text(json.dumps(LABELS), encoding="utf-8")
    for _ in range(2):  # the second has the anchors that the first pinned
        build_briefing(Plan(project, project.reports, formats=("html",)))
    return project


@pytest.fixture
def desk(made: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    package = tmp_path / "package" / "wicreport"
    shutil.copytree(fingerprints.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprints, "PACKAGE", package)
    monkeypatch.setattr(codebook, "files", lambda name: package / name.removeprefix("wicreport."))
    codebook._load_as_of.cache_clear()
    project = copy_project(made, tmp_path / "project", with_cache=True)
    return Desk(project, package, Plan(project, project.reports, formats=("html",)))


def test_what_did_not_change_is_not_run_and_is_what_was_run(desk: Desk, made: Project) -> None:
    recalled = desk.recall()
    assert [recall.reason for recall in recalled] == [""] * 5
    for recall in recalled:
        assert recall.chapter is not None
        committed = (made.notebooks / recall.path.name).read_text(encoding="utf-8")
        assert nbformat.writes(recall.chapter.notebook) + "\n" == committed


def change_prose(desk: Desk) -> None:
    desk.edit_notebook("02_theme", lambda n: n.cells[0].update(source="# Theme\n\nWho is shut out?"))


def change_code(desk: Desk) -> None:
    desk.edit_notebook("03_actors", lambda n: n.cells[-1].update(source=n.cells[-1].source + "  # as coded"))


def change_default(desk: Desk) -> None:
    desk.edit_notebook("02_theme", lambda n: n.cells[1].update(source=n.cells[1].source + "\n# none"))


def change_tag(desk: Desk) -> None:
    desk.edit_notebook("02_theme", lambda n: n.cells[-1].metadata.update(tags=["shown"]))


def change_outputs(desk: Desk) -> None:
    def strip(notebook: Any) -> None:
        notebook.metadata["kernelspec"]["display_name"] = "Another"
        for cell in notebook.cells:
            cell.update({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})

    for name in CHAPTERS:
        desk.edit_notebook(name, strip)


def touch_all(desk: Desk) -> None:
    for path in (*desk.project.root.rglob("*"), *desk.package.rglob("*")):
        path.touch()


def change_body(desk: Desk) -> None:
    desk.edit_seed("other.txt", "and of little else", "and of nothing else")


def add_furniture(desk: Desk) -> None:
    desk.edit_seed("other.txt", "spoke of maps", "spoke of maps")
    path = desk.project.seeds / "other.txt"
    text = path.read_text(encoding="utf-8")
    desk.edit_seed("other.txt", text, text + "\n\nSubscribe to our newsletter\n")


def change_title(desk: Desk) -> None:
    desk.edit(desk.project.seeds / "sources.toml", 'kind = "news"', 'title = "A hall"\nkind = "news"')


def comment_catalogue(desk: Desk) -> None:
    desk.edit(desk.project.seeds / "sources.toml", "as_of", "# read again\nas_of")


def correct_quantity(desk: Desk) -> None:
    words = "About 1,600 guests"
    start = TEXTS["report"].index(words)
    row = f'quantity,report,{start},{start + len(words)},"{words}",accept,read again,A. Reader,2016-12-02\n'
    folder = desk.project.seeds / "coding"
    folder.mkdir()
    head = "record,source_id,start,end,words,verdict,reason,who,when\n"
    (folder / "a.csv").write_text(head + row, encoding="utf-8")


def change_quantity(desk: Desk) -> None:
    correct_quantity(desk)
    path = desk.project.seeds / "coding" / "a.csv"
    desk.edit(path, "verdict,reason", "verdict,value,reason")
    desk.edit(path, "accept,read again", "change,1700,read again")


def change_labels(desk: Desk) -> None:
    labels = json.loads(json.dumps(LABELS))
    labels["report.txt"]["quantities"] = [{"text": "1,600 guests", "value": 1600, "unit": "count", "what": "guests"}]
    (desk.project.seeds / "labels.json").write_text(json.dumps(labels), encoding="utf-8")


def change_anchor_in_use(desk: Desk) -> None:
    desk.edit(desk.project.anchors, "About ", "Some ")


def add_anchor_nobody_uses(desk: Desk) -> None:
    anchors = json.loads(desk.project.anchors.read_text(encoding="utf-8"))
    more = json.loads(json.dumps(anchors[0]))
    more["selector"][0]["exact"] = "words that nobody cites"
    desk.project.anchors.write_text(json.dumps([*anchors, more]), encoding="utf-8")


def change_briefing_title(desk: Desk) -> None:
    desk.edit(desk.project.notebooks / "briefing.toml", "A conference", "The conference")


def add_previous(desk: Desk) -> None:
    shutil.copy(desk.project.reports / "briefing.json", desk.project.previous)


def mark_more_for_a_theme_in_use(desk: Desk) -> None:
    desk.edit_package("coding/codebook/themes.toml", '    "censor*",\n', '    "censor*",\n    "hall",\n')


def mark_more_for_a_theme_not_in_use(desk: Desk) -> None:
    text = (desk.package / "coding/codebook/themes.toml").read_text(encoding="utf-8")
    terms = re.search(r'theme_id = "sovereignty".*?\nen = \[\n', text, re.DOTALL)
    assert terms
    desk.edit_package("coding/codebook/themes.toml", terms[0], terms[0] + '    "maps",\n')


def mark_nothing_more(desk: Desk) -> None:
    desk.edit_package("coding/codebook/themes.toml", '    "censor*",\n', '    "censor*",\n    "zebra crossing",\n')


def reword_definition(desk: Desk) -> None:
    desk.edit_package("coding/codebook/themes.toml", "Control of what may be said", "Control over what may be said")


def rename_actor_in_use(desk: Desk) -> None:
    desk.edit_package(
        "coding/codebook/actors.toml", 'name = "Robin Li"\naliases = [', 'name = "R. Li"\naliases = ["Robin Li", '
    )


def alias_actor_not_in_use(desk: Desk) -> None:
    desk.edit_package(
        "coding/codebook/actors.toml", 'name = "Lei Jun"\naliases = [', 'name = "Lei Jun"\naliases = ["J. Lei", '
    )


def move_edition_in_use(desk: Desk) -> None:
    text = (desk.package / "coding/codebook/editions.toml").read_text(encoding="utf-8")
    entry = next(part for part in text.split("[[editions]]") if "year = 2016" in part)
    desk.edit_package("coding/codebook/editions.toml", entry, entry.replace('place = "', 'place = "near ', 1))


def move_edition_not_in_use(desk: Desk) -> None:
    text = (desk.package / "coding/codebook/editions.toml").read_text(encoding="utf-8")
    entry = next(part for part in text.split("[[editions]]") if "year = 2019" in part)
    desk.edit_package("coding/codebook/editions.toml", entry, entry.replace('place = "', 'place = "near ', 1))


def code(name: str) -> Callable[[Desk], None]:
    def change(desk: Desk) -> None:
        desk.edit_package(name, "from __future__", "# reviewed\nfrom __future__")

    change.__name__ = f"code_of_{name}"
    return change


def change_template(desk: Desk) -> None:
    desk.edit_package("briefing/templates/wicreport/index.html.j2", "<", "<!-- reviewed --><")


def change_notebook_look(desk: Desk) -> None:
    path = next(iter(sorted((desk.package / "findings/templates").glob("*.j2"))))
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")


def change_style(desk: Desk) -> None:
    path = desk.package / "findings/briefing.mplstyle"
    path.write_text(path.read_text(encoding="utf-8") + "# reviewed\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (change_prose, {"02_theme"}),
        (change_code, {"03_actors"}),
        (change_default, {"02_theme"}),
        (change_tag, {"02_theme"}),
        (change_outputs, set()),
        (touch_all, set()),
        (change_body, STUDIES),
        (add_furniture, STUDIES),
        (change_title, STUDIES),
        (comment_catalogue, set()),
        (correct_quantity, METHOD_ALONE),
        (change_quantity, {"01_alpha", "05_sources_and_method"}),
        (change_labels, METHOD_ALONE),
        (change_anchor_in_use, {"01_alpha"}),
        (add_anchor_nobody_uses, set()),
        (change_briefing_title, set()),
        (add_previous, set()),
        (mark_more_for_a_theme_in_use, {"02_theme"}),
        (mark_more_for_a_theme_not_in_use, set()),
        (mark_nothing_more, set()),
        (reword_definition, set()),
        (rename_actor_in_use, {"01_alpha", "03_actors", "05_sources_and_method"}),
        (alias_actor_not_in_use, set()),
        (move_edition_in_use, METHOD_ALONE),
        (move_edition_not_in_use, set()),
        (code("corpus/bodies.py"), ALL),
        (code("coding/themes.py"), ALL),
        (code("findings/measures.py"), ALL),
        (code("briefing/execution.py"), ALL),
        (code("briefing/kernels.py"), ALL),
        (code("errors.py"), ALL),
        (code("briefing/html.py"), set()),
        (code("cli.py"), set()),
        (change_template, set()),
        (change_notebook_look, ALL),
        (change_style, ALL),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_change_runs_the_chapters_that_rest_on_it_and_no_other(
    desk: Desk, change: Callable[[Desk], None], expected: set[str]
) -> None:
    change(desk)
    assert set(desk.running()) == expected


def test_a_library_of_another_version_runs_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    names = fingerprints._list_libraries()
    monkeypatch.setattr(fingerprints, "_list_libraries", lambda: [*names[1:], "pandas-99.dist-info"])
    assert desk.running() == dict.fromkeys(ALL, "libraries changed")


def test_other_parameters_have_chapters_of_their_own(desk: Desk, tmp_path: Path) -> None:
    assert set(desk.running(replace(desk.plan, editions=(2016,)))) == ALL
    shutil.copytree(desk.project.seeds, tmp_path / "elsewhere")
    assert set(desk.running(replace(desk.plan, corpus=tmp_path / "elsewhere"))) == ALL
    other = replace(desk.plan, output=tmp_path / "out", formats=("pdf",), jobs=1, corpus=desk.project.seeds)
    assert desk.running(other) == {}


def test_force_runs_all(desk: Desk) -> None:
    assert desk.running(replace(desk.plan, is_forced=True)) == dict.fromkeys(ALL, "asked for by --force")


def test_the_reason_names_what_changed(desk: Desk) -> None:
    mark_more_for_a_theme_in_use(desk)
    change_labels(desk)
    desk.edit_notebook("03_actors", lambda n: n.cells[0].update(source="# Actors"))
    assert desk.running() == {
        "02_theme": "what is marked as censorship changed, with codebook themes.toml, labels",
        "03_actors": "notebook 03_actors.ipynb changed",
        "05_sources_and_method": "the scores changed, with codebook themes.toml, labels",
    }


def test_the_reason_names_the_documents_that_changed(desk: Desk) -> None:
    desk.edit_seed("other.txt", "of maps", "of mapps")
    assert desk.running()["03_actors"] == "the passages changed, with source other.txt, catalogue"
    for number in range(6):
        (desk.project.seeds / f"more-{number}.txt").write_text("It opened.\n", encoding="utf-8")
    assert desk.running()["03_actors"] == (
        "the documents cannot be read as they are, with source more-0.txt, source more-1.txt, source more-2.txt, "
        "source more-3.txt, source more-4.txt and 3 more"
    )


def test_the_reason_names_what_changed_since_a_chapter_last_stood(desk: Desk) -> None:
    reword_definition(desk)
    assert desk.running() == {}
    desk.edit_seed("other.txt", "of maps", "of mapps")
    assert desk.running()["03_actors"] == "the passages changed, with source other.txt, catalogue"


def test_going_back_runs_nothing(desk: Desk) -> None:
    before = (desk.package / "coding/codebook/themes.toml").read_text(encoding="utf-8")
    mark_more_for_a_theme_in_use(desk)
    assert desk.running()
    (desk.package / "coding/codebook/themes.toml").write_text(before, encoding="utf-8")
    assert desk.running() == {}


def test_what_reads_the_same_is_kept_for_the_data_as_they_are_now(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    reword_definition(desk)
    assert desk.running() == {}
    monkeypatch.setattr(recalls, "_open_study", lambda plan: pytest.fail("the documents are read again"))
    assert desk.running() == {}


def damage_end(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


def damage_middle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def delete(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("damage", [damage_end, damage_middle, empty, delete])
def test_what_is_damaged_counts_as_missing(desk: Desk, damage: Callable[[Path], None]) -> None:
    kept = [path for path in (desk.plan.cache / "chapters").iterdir() if b"02_theme" in path.read_bytes()]
    assert kept
    for path in kept:
        damage(path)
    assert set(desk.running()) == {"02_theme"}


def test_one_chapter_under_the_key_of_another_counts_as_missing(desk: Desk) -> None:
    kept = sorted((desk.plan.cache / "chapters").iterdir())
    for path in kept[1:]:
        shutil.copy(kept[0], path)
    reasons = list(desk.running().values())  # whose entry it is may itself run, where it had two
    assert reasons.count("nothing is kept of it") >= 4


def test_documents_that_cannot_be_read_run_what_reads_them(desk: Desk) -> None:
    (desk.project.seeds / "report.txt").write_text("", encoding="utf-8")
    assert set(desk.running().values()) == {"the documents cannot be read as they are, with source report.txt"}


STRAYS = {
    "pathlib": ('from pathlib import Path\n\nPath("{file}").read_text()', "it opens more.csv"),
    "open": ('open("{file}").read()', "it opens more.csv"),
    "pandas": ('import pandas as pd\n\npd.read_csv("{file}")', "it opens more.csv"),
    "listing": ('from pathlib import Path\n\nlen(list(Path("{folder}").iterdir()))', "it opens documents"),
    "corpus": (
        'from pathlib import Path\nfrom wicreport.corpus.catalogue import read_corpus\n\nread_corpus(Path("{folder}"))',
        "it opens",
    ),
    "clock": ("import time\n\ntime.time() > 0", "it uses time"),
    "chance": ("import random\n\nrandom.random() < 2", "it uses random"),
    "hidden": ('__import__("time").time() > 0', "it uses __import__"),
    "shell": ("%precision 2", "commands of the notebook program"),
    "program": ('import subprocess\n\nsubprocess.run(["true"]).returncode', "it calls"),
    "other documents": ('import wicreport as wic\n\nwic.open_study("{folder}")', "it opens other documents"),
}


def test_a_chapter_that_looks_past_its_study_runs_each_time(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", chapters={"01_alpha": ALPHA, "90_sources_and_method": METHOD})
    (tmp_path / "more.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    folder = tmp_path / "documents"
    shutil.copytree(project.seeds, folder)
    for number, (cell, _) in enumerate(STRAYS.values(), start=10):
        filled = cell.format(file=tmp_path / "more.csv", folder=folder)
        write_notebook(project.notebooks / f"{number}_stray.ipynb", "# Stray", filled)
    plan = Plan(project, project.reports, formats=(), jobs=2)
    build_briefing(plan)
    paths = sorted(project.notebooks.glob("*_stray.ipynb"))
    recalled = recall_chapters(paths, plan, fingerprint_inputs(plan))
    for (name, (_, reason)), recall in zip(STRAYS.items(), recalled, strict=True):
        assert recall.chapter is None, name
        assert reason in recall.reason, name


def test_a_cache_that_cannot_be_written_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    kept = Cache(tmp_path / "cache")
    kept.keep("a/b", b"content")
    assert (kept.find("a/b"), kept.list_keys("a/"), kept.prune()) == (None, [], None)
