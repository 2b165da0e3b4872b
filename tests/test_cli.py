"""The command line: what it prints, its exit codes, and that bad input loses nothing."""

from __future__ import annotations

import csv
import hashlib
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main

from tests.conftest import Built
from tests.scratch import OPEN, REPORT, TAKE, TEXTS, copy_project, say, snapshot, write_corpus, write_notebook
from wicreport.cli import app, main
from wicreport.corpus.projects import CHOSEN, Project, find_project

ROOT = Path(__file__).resolve().parents[1]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command and gives its exit code and what it printed."""

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as caught:
            main(list(arguments))
        printed = capsys.readouterr()
        return int(caught.value.code or 0), printed.out, printed.err

    return call


@pytest.fixture
def project(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a copy of the small project with its report, as the project of the command line."""
    copy_project(built.project, tmp_path / "project")
    monkeypatch.setenv(CHOSEN, str(tmp_path / "project"))
    return Project(tmp_path / "project")


@pytest.mark.parametrize("command", ["add", "build", "check", "code", "evaluate", "preview"])
def test_every_command_says_what_it_does(run: Run, command: str) -> None:
    status, printed, _ = run(command, "--help")
    assert status == 0
    summary = typer.main.get_command(app).commands[command].help  # type: ignore[attr-defined]  # app is a group
    assert summary.split()[0] in printed


def test_the_commands_are_those_of_the_issue() -> None:
    names = ["add", "build", "check", "code", "evaluate", "preview"]
    assert sorted(typer.main.get_command(app).commands) == names  # type: ignore[attr-defined]


def test_every_option_has_help() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # app is a group
    mute = [
        (name, option.name)
        for name, command in commands.items()
        for option in command.params
        if option.name != "help" and not getattr(option, "help", None)
    ]
    assert mute == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["build", "--edition", "first"],
        ["build", "--format", "odt"],
        ["build", "--jobs", "0"],
        ["preview", "--port", "65536"],
        ["build", "--nonsense"],
        ["add"],
        ["code", "seeds"],
        ["code", "--output", "x"],
        ["evaluate"],
        ["code", "seeds", "--output", "x", "--format", "xlsx"],
        ["check", "--corpus", __file__],
    ],
)
def test_wrong_use_exits_with_two(run: Run, arguments: list[str]) -> None:
    status, _, said = run(*arguments)
    assert status == 2
    assert "Usage:" in said


def test_it_runs_as_a_module_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wicreport", "code", "/no/such/folder", "--output", "x"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    remedy = "Give a folder of .txt, .md, .html, .pdf or .docx documents."
    assert done.stderr == f"error: /no/such/folder: no such folder. {remedy}\n"


def test_coded_records_are_written_as_tables(run: Run, tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "corpus", TEXTS)
    before = snapshot(folder)
    status, printed, _ = run("code", str(folder), "--output", str(tmp_path / "out"))
    names = ["sources", "passages", "quotations", "quantities", "appearances"]
    assert status == 0
    assert printed.split() == [str(tmp_path / "out" / f"{name}.csv") for name in names]
    passages = (tmp_path / "out" / "passages.csv").read_text(encoding="utf-8").splitlines()
    assert passages[0] == "passage_id,source_id,start,end,text,edition,themes"
    assert passages[2] == "report:p002,report,92,139,Robin Li of Baidu attended the 2016 conference.,2016,"
    assert snapshot(folder) == before


def test_extracted_texts_are_written_beside_the_tables_and_offsets_count_in_them(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    prose = "".join(f"<p>{line}</p>" for line in REPORT.split("\n\n"))
    (folder / "page.html").write_text(f"<html><body><article>{prose}</article></body></html>", encoding="utf-8")
    (folder / "plain.txt").write_text(REPORT, encoding="utf-8")
    status, printed, _ = run("code", str(folder), "--output", str(tmp_path / "out"))
    assert status == 0
    assert printed.splitlines()[-1] == str(tmp_path / "out" / "texts" / "page.txt")
    assert [path.name for path in (tmp_path / "out" / "texts").iterdir()] == ["page.txt"]
    text = (tmp_path / "out" / "texts" / "page.txt").read_bytes().decode("utf-8")
    with (tmp_path / "out" / "passages.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["source_id"] == "page"]
    assert len(rows) >= 4
    assert [text[int(row["start"]) : int(row["end"])] for row in rows] == [row["text"] for row in rows]


def test_the_same_folder_gives_the_same_tables(run: Run, tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "corpus", TEXTS)
    for name in ("one", "two"):
        assert run("code", str(folder), "--output", str(tmp_path / name))[0] == 0
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


WIRE = "The World Internet Conference of 2016 was short. About 900 guests came, a paper wrote.\n"


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """Return a document that is not catalogued yet."""
    path = tmp_path / "wire.txt"
    path.write_text(WIRE, encoding="utf-8")
    return path


def test_a_document_is_shown_and_nothing_changes_where_nobody_can_confirm(run: Run, tmp_path: Path, wire: Path) -> None:
    folder = write_corpus(tmp_path / "c", TEXTS)
    before = snapshot(folder)
    status, printed, said = run("add", str(wire), "--corpus", str(folder))
    assert (status, said) == (0, "Nothing was changed. To take it up, add --yes.\n")
    assert '  id = "wire"' in printed and "About 900 guests" in printed
    assert snapshot(folder) == before


def test_a_script_takes_a_document_up_with_yes_and_the_coding_has_it(run: Run, tmp_path: Path, wire: Path) -> None:
    folder = write_corpus(tmp_path / "c", TEXTS)
    status, printed, said = run("add", str(wire), "--corpus", str(folder), "--yes")
    assert status == 0
    assert printed.splitlines()[-2:] == [str(folder / "wire.txt"), str(folder / "sources.toml")]
    assert said.startswith("Review the entry")
    assert run("code", str(folder), "--output", str(tmp_path / "out"))[0] == 0
    assert "wire," in (tmp_path / "out" / "quantities.csv").read_text(encoding="utf-8")
    status, _, said = run("add", str(wire), "--corpus", str(folder), "--yes")
    assert (status, said) == (
        1,
        f"error: {wire}: the same bytes are catalogued as wire (wire.txt). Nothing is to be added.\n",
    )


@pytest.mark.parametrize(("answer", "taken"), [(True, True), (False, False)])
def test_on_a_terminal_the_answer_decides(
    run: Run, tmp_path: Path, wire: Path, monkeypatch: pytest.MonkeyPatch, answer: bool, taken: bool
) -> None:
    folder = write_corpus(tmp_path / "c", TEXTS)
    monkeypatch.setattr("wicreport.cli._is_terminal", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda question: answer)
    status, _, said = run("add", str(wire), "--corpus", str(folder))
    assert status == 0
    assert (folder / "wire.txt").exists() == taken
    assert ("Nothing was changed.\n" in said) != taken


def test_a_correction_that_meets_nothing_stops_the_command(run: Run, tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "c", TEXTS)
    (folder / "coding").mkdir()
    header = "record,source_id,start,end,words,verdict,reason,who,when\n"
    row = "quantity,report,0,3,The,reject,no number,A. Reader,2026-11-22\n"
    (folder / "coding" / "a.csv").write_text(header + row, encoding="utf-8")
    status, _, said = run("code", str(folder), "--output", str(tmp_path / "out"))
    assert status == 1
    assert said.startswith(f"error: {folder / 'coding' / 'a.csv'}, line 2: no longer matches: the coding gives no such")
    assert not (tmp_path / "out").exists()


def test_an_evaluation_prints_its_table_and_the_misses(run: Run) -> None:
    status, printed, said = run("evaluate", str(ROOT / "seeds"))
    assert (status, said) == (0, "")
    assert [line.split("  ")[0] for line in printed.splitlines()[:7]] == [
        "record", "bodies", "families", "quotations", "quotations with speaker", "quantities", "appearances",
    ]  # fmt: skip
    assert "themes, mean F1: " in printed


@pytest.mark.parametrize(
    ("labels", "named"), [("{", "cannot be read"), ("{}", "labels no document"), ('{"x.txt": {}}', "not a document")]
)
def test_labels_that_do_not_fit_are_refused(run: Run, tmp_path: Path, labels: str, named: str) -> None:
    folder = write_corpus(tmp_path / "corpus", TEXTS)
    (folder / "labels.json").write_text(labels, encoding="utf-8")
    status, printed, said = run("evaluate", str(folder))
    assert (status, printed) == (1, "")
    assert said.startswith(f"error: {folder / 'labels.json'}") and named in said


def test_an_evaluation_of_nothing_is_refused(run: Run, tmp_path: Path) -> None:
    status, _, said = run("evaluate", str(tmp_path / "none"))
    assert status == 1
    assert "none: no such file. Give a file of labels" in said


def spoil_missing(seeds: Path) -> None:
    (seeds / "report.txt").unlink()


def spoil_empty(seeds: Path) -> None:
    (seeds / "report.txt").write_text(" \n", encoding="utf-8")


def spoil_binary(seeds: Path) -> None:
    (seeds / "report.txt").write_bytes(b"%PDF-1.7\n\0\0\0\xff\xfe")


def spoil_encoding(seeds: Path) -> None:
    (seeds / "report.txt").write_bytes("Wuzhen caf\u00e9 – 2016".encode("cp1252"))


def spoil_hash(seeds: Path) -> None:
    (seeds / "report.txt").write_text(REPORT.replace("1,600", "1,500"), encoding="utf-8")


def add_uncatalogued(seeds: Path) -> None:
    (seeds / "stray.txt").write_text("A document nobody described.\n", encoding="utf-8")


def spoil_catalogue(seeds: Path) -> None:
    (seeds / "sources.toml").write_text('as_of = "2016-12-01\n', encoding="utf-8")


def spoil_entry(seeds: Path) -> None:
    text = (seeds / "sources.toml").read_text(encoding="utf-8")
    (seeds / "sources.toml").write_text(text.replace("edition = 2016", "editoin = 2016", 1), encoding="utf-8")


def empty_folder(seeds: Path) -> None:
    for path in seeds.iterdir():
        path.unlink()


@pytest.mark.parametrize(
    ("spoil", "named", "remedy"),
    [
        (spoil_missing, "report.txt is not a document of the folder", "Put the file back"),
        (spoil_empty, "report.txt: is empty", "Put the document's text in it"),
        (spoil_binary, "report.txt: is binary, not text", "as UTF-8, or take the file out"),
        (spoil_encoding, "report.txt: is not UTF-8 (byte 10 is 0xe9)", "Save it again as UTF-8."),
        (spoil_hash, "report.txt: the bytes are not those catalogued for report", "Restore the file; or review"),
        (add_uncatalogued, "sources.toml: no entry for stray.txt", "Add a [[sources]] entry"),
        (spoil_catalogue, "sources.toml: is not valid TOML", "Correct that place."),
        (spoil_entry, "sources.toml, report: unknown key 'editoin'", "Write edition, if that is meant"),
        (empty_folder, "seeds: holds no .txt, .md, .html, .pdf or .docx document", "Put one there."),
    ],
)
def test_a_faulty_corpus_is_named_with_what_to_do_and_nothing_is_lost(
    run: Run, project: Project, spoil: Callable[[Path], None], named: str, remedy: str
) -> None:
    spoil(project.seeds)
    before = snapshot(project.root)
    for command in ("build", "check"):
        status, printed, said = run(command)
        assert (status, printed) == (1, "")
        assert said.startswith("error: ") and "Traceback" not in said
        assert named in said and remedy in said
    assert snapshot(project.root) == before


def break_evidence(project: Project) -> str:
    changed = REPORT.replace("1,600 guests", "1,500 guests")
    (project.seeds / "report.txt").write_text(changed, encoding="utf-8")
    catalogue = (project.seeds / "sources.toml").read_text(encoding="utf-8")
    for text, other in ((REPORT, changed),):
        catalogue = catalogue.replace(
            hashlib.sha256(text.encode()).hexdigest(), hashlib.sha256(other.encode()).hexdigest()
        )
    (project.seeds / "sources.toml").write_text(catalogue, encoding="utf-8")
    return (
        "01_alpha.ipynb, cell 7: EvidenceError: finding alpha-guests: "
        "the words “About 1,600 guests” of report do not resolve"
    )


def overturn(project: Project) -> str:
    claim = say("beta-full", "Full", "It was full.", 'wic.cite(report, "guests came")')
    overturned = claim.replace("values={},", 'holds={"the hall is larger": len(study.whole.passages) > 99},')
    write_notebook(project.notebooks / "03_beta.ipynb", "# Beta", OPEN, TAKE, overturned)
    return (
        "03_beta.ipynb, cell 5: FindingError: finding beta-full: overturned: the claim was that the hall is larger, "
        "but the record does not bear that out. Rewrite the finding"
    )


@pytest.mark.parametrize("spoil", [break_evidence, overturn])
def test_a_finding_that_fell_stops_the_build_and_leaves_the_previous_report(
    run: Run, project: Project, spoil: Callable[[Project], str]
) -> None:
    named = spoil(project)
    before = snapshot(project.root)
    status, _, said = run("build", "--format", "html")
    assert status == 1
    assert f"error: {named}" in said
    assert "Traceback" not in said
    assert snapshot(project.root) == before


@pytest.mark.parametrize("command", [["build", "--format", "html"], ["check"]])
def test_all_findings_that_fell_are_told_at_once(run: Run, project: Project, command: list[str]) -> None:
    named = [break_evidence(project), overturn(project)]
    before = snapshot(project.root)
    status, printed, said = run(*command)
    told = [line for line in said.splitlines() if line.startswith("error: ")]
    assert status == 1
    assert printed == ""
    assert [line.startswith(f"error: {name}") for line, name in zip(told, named, strict=True)] == [True, True]
    assert said.endswith("\n2 errors.\n")
    assert snapshot(project.root) == before


def test_an_edition_nobody_mentions_is_refused_with_those_there_are(run: Run, project: Project) -> None:
    before = snapshot(project.root)
    status, _, said = run("build", "--edition", "2019", "--output", str(project.root / "other"))
    assert status == 1
    assert "no passage speaks of the edition of 2019. Choose among 2016" in said
    assert snapshot(project.root) == before


def test_a_notebook_that_does_not_know_a_parameter_is_refused(run: Run, project: Project) -> None:
    write_notebook(project.notebooks / "03_beta.ipynb", "# Beta", parameters="corpus_dir = ''")
    status, _, said = run("build", "--edition", "2016")
    assert status == 1
    assert "03_beta.ipynb: the notebook does not know the parameter editions. It knows corpus_dir." in said


@pytest.mark.parametrize("command", ["build", "code"])
def test_an_output_that_cannot_be_written_is_refused(run: Run, project: Project, command: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    before = snapshot(tmp_path)
    given = [command, *([str(project.seeds)] if command == "code" else [])]
    status, _, said = run(*given, "--output", str(tmp_path / "file" / "out"))
    assert status == 1
    assert said.startswith(f"error: {tmp_path / 'file' / 'out'}: the ")
    assert "cannot be written" in said and "Choose another `--output`." in said
    assert snapshot(tmp_path) == before


def test_an_operating_system_error_is_told_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Project:
        raise PermissionError(13, "Permission denied", "/secret")

    monkeypatch.setattr("wicreport.corpus.projects.find_project", fail)
    status, _, said = run("check")
    assert (status, said) == (1, "error: /secret: Permission denied. Check the path and its rights.\n")


def test_a_check_prints_each_fault_and_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wicreport.briefing.builds.compare_build", lambda plan, step: ["reports/x: stale"])
    status, printed, said = run("check")
    assert (status, printed) == (1, "")
    assert said == "reports/x: stale\nRun `wicreport build` and commit what changed.\n"


def test_a_check_without_faults_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wicreport.briefing.builds.compare_build", lambda plan, step: [])
    status, printed, _ = run("check")
    assert (status, printed) == (0, "Catalogue, evidence, notebooks and reports are what the sources give.\n")


def test_a_build_says_that_nothing_changed_and_explains_what_did(run: Run, project: Project) -> None:
    paths = ["briefing.html", "briefing.json", "briefing.pdf", "first-page.png"]
    _, printed, said = run("build")
    assert [Path(line).name for line in printed.splitlines()] == paths
    assert "running" not in said and "\x1b" not in said
    assert run("build") == (0, printed, "Nothing changed since the last build.\n")
    assert run("build", "--quiet") == (0, printed, "")
    assert run("build", "--explain") == (0, "Nothing changed: nothing will run.\n", "")
    (project.notebooks / "briefing.toml").write_text(
        'title = "A hall"\nsubtitle = "S"\nquestion = "Q"\n', encoding="utf-8"
    )
    _, printed, _ = run("build", "--explain")
    assert "01_alpha.ipynb: kept\n" in printed and "briefing.html: will be made: title changed" in printed
    assert run("build", "--quiet")[2] == ""


def test_a_build_that_would_be_refused_is_not_explained(run: Run, project: Project) -> None:
    (project.seeds / "report.txt").write_bytes(b"other bytes")
    status, printed, said = run("build", "--explain")
    assert (status, printed) == (1, "")
    assert "report.txt: the bytes are not those catalogued for report" in said


def test_a_port_that_is_taken_is_told(run: Run, project: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, _, said = run("preview", "--port", str(port))
    assert status == 1
    assert f"127.0.0.1:{port}: cannot be listened on" in said


def test_the_whole_briefing_builds_in_a_scratch_folder(run: Run, tmp_path: Path) -> None:
    project = find_project()
    before = snapshot(project.notebooks) | snapshot(project.reports)
    status, printed, said = run("build", "--output", str(tmp_path / "reports"))
    assert status == 0, said
    names = [Path(line).name for line in printed.splitlines()]
    assert names == ["briefing.html", "briefing.json", "briefing.pdf", "first-page.png"]
    assert (tmp_path / "reports" / "briefing.pdf").read_bytes().startswith(b"%PDF-")
    assert len(list((tmp_path / "reports" / "data").glob("fig-*.csv"))) >= 10
    assert snapshot(project.notebooks) | snapshot(project.reports) == before
