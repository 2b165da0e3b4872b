"""The rules of the house: what a reader may rely on in any file of the project."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib import import_module, metadata, resources
from pathlib import Path
from typing import Any

import pytest
import typer.main

import wicreport
from wicreport.cli import app

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "wicreport"
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMED = [path for path in MODULES if path.name not in ("__init__.py", "__main__.py")]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LONGEST = 300
PARAMETERS = ["corpus_dir", "editions", "focus_edition", "baseline_edition"]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def cells_of(path: Path, kind: str) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell | {"text": "".join(cell["source"])} for cell in cells if cell["cell_type"] == kind]


every_module = pytest.mark.parametrize("path", MODULES, ids=name_of)
every_named_module = pytest.mark.parametrize("path", NAMED, ids=name_of)
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)


def test_there_is_something_to_hold_to_the_rules() -> None:
    assert len(NAMED) > 40
    assert len(NOTEBOOKS) >= 5


def test_imports_point_left_only() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@every_module
def test_a_module_says_in_one_sentence_what_it_is(path: Path) -> None:
    text = ast.get_docstring(tree_of(path))
    assert text, "no docstring"
    assert "\n\n" not in text
    assert text.endswith(".")


@every_named_module
def test_a_module_lists_what_is_public(path: Path) -> None:
    tree = tree_of(path)
    listed = [
        ast.literal_eval(node.value)
        for node in tree.body
        if (isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__")
        or (isinstance(node, ast.AnnAssign) and node.value and getattr(node.target, "id", "") == "__all__")
    ]
    assert len(listed) == 1
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    defined |= {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        defined |= {target.id for target in targets if isinstance(target, ast.Name)}
    assert set(listed[0]) <= defined
    assert listed[0] == sorted(listed[0], key=lambda name: (not name.isupper(), name[0].islower(), name))


@every_named_module
def test_a_public_function_has_types_and_a_docstring(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            bare = [a.arg for a in arguments if a.annotation is None and a.arg not in ("self", "cls")]
            assert not bare and node.returns is not None, node.name


@every_module
def test_a_module_can_be_read_at_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@every_module
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    if path.name == "cli.py":
        return
    called = {
        node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
    }
    assert not called & {"print", "exit", "_exit", "echo", "secho", "input", "breakpoint"}


@every_module
def test_no_error_is_swallowed_whole(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            ends = node.body[-1]
            assert caught not in ("everything", "Exception") and (
                caught != "BaseException" or isinstance(ends, ast.Raise)
            )


@every_module
def test_the_core_asks_no_clock_and_no_chance(path: Path) -> None:
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        node.module.split(".")[0]
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    if path.name == "cli.py":
        imported -= {"time"}  # it says how long a step took; nothing of that is kept
    assert not imported & {"random", "secrets", "uuid", "time", "socket", "urllib", "requests", "httpx"}
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(?:date\.today|datetime\.now|datetime\.utcnow)\b", text)


def test_what_notebooks_call_is_there() -> None:
    for name in wicreport.__all__:
        assert callable(getattr(wicreport, name)), name
    assert dir(wicreport) == wicreport.__all__
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = wicreport.nonsense


def test_the_package_loads_nothing_heavy_before_it_is_asked() -> None:
    code = (
        "import sys, wicreport, wicreport.cli; print(sorted({'pandas', 'matplotlib', 'papermill'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("package", "pattern"),
    [
        ("wicreport.coding", "codebook/*.toml"),
        ("wicreport.corpus", "*.toml"),
        ("wicreport.findings", "templates/*.j2"),
        ("wicreport.findings", "*.mplstyle"),
        ("wicreport.briefing", "templates/wicreport/index.html.j2"),
        ("wicreport.briefing", "templates/typst/*.typ"),
    ],
)
def test_templates_styles_and_codebook_are_files_of_the_package(package: str, pattern: str) -> None:
    folder = Path(str(resources.files(package)))
    assert list(folder.glob(pattern))
    assert [path for path in folder.glob(pattern) if path.stat().st_size == 0] == []


@every_notebook
def test_a_notebook_has_one_cell_of_the_four_parameters(path: Path) -> None:
    tagged = [cell for cell in cells_of(path, "code") if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    names = [node.targets[0] for node in ast.parse(tagged[0]["text"]).body if isinstance(node, ast.Assign)]
    assert [ast.unparse(name) for name in names] == PARAMETERS
    assert 'corpus_dir = ""' in tagged[0]["text"]


@every_notebook
def test_a_notebook_opens_with_its_title_and_says_something_before_each_figure(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert cells[0]["cell_type"] == "markdown"
    assert "".join(cells[0]["source"]).startswith("# ")
    assert sum(cell["text"].startswith("# ") for cell in cells_of(path, "markdown")) == 1


@every_notebook
def test_a_cell_is_a_few_lines_that_call_the_library(path: Path) -> None:
    refused = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.Try, ast.With)
    for cell in cells_of(path, "code"):
        assert len(cell["text"].splitlines()) <= 8, cell["text"]
        tree = ast.parse(cell["text"])
        assert not [node for node in ast.walk(tree) if isinstance(node, refused)], cell["text"]
        called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not called & {"print", "display", "exit", "sys.exit", "open", "eval", "exec"}
        assert not re.search(r"^\s*[%!]", cell["text"], re.MULTILINE)
        assert not re.search(r"""["'](?:\.{0,2}/|seeds/|notebooks/|reports/)""", cell["text"]), cell["text"]


@every_notebook
def test_no_digit_is_typed_into_prose(path: Path) -> None:
    assert [cell["text"] for cell in cells_of(path, "markdown") if re.search(r"\d", cell["text"])] == []


@every_notebook
def test_a_notebook_was_run_from_top_to_bottom_without_a_fault(path: Path) -> None:
    code = cells_of(path, "code")
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    kinds = {output["output_type"] for cell in code for output in cell["outputs"]}
    assert kinds <= {"execute_result", "display_data"}


@every_notebook
def test_a_notebook_holds_no_clock_path_or_random_id(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert all(set(cell["metadata"]) <= {"tags"} for cell in notebook["cells"])
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    text = path.read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert not re.search(r"/(?:home|Users|tmp)/|0x[0-9a-f]{8,}", text)


@every_notebook
def test_a_chapter_has_two_figures_and_a_finding(path: Path) -> None:
    types = [
        output["data"]["application/vnd.wicreport+json"]["type"]
        for cell in cells_of(path, "code")
        for output in cell["outputs"]
        if "application/vnd.wicreport+json" in output["data"]
    ]
    assert types.count("figure") >= 2
    assert types.count("finding") >= 1
    assert types.count("corpus") == 1
    assert types.count("left_out") == 0


def test_make_has_the_targets_the_readme_names() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)", README)) - {"are"}
    assert {"report", "test", "lab", "check"} <= named
    assert named <= targets
    assert len(targets) <= 11


def test_the_readme_shows_every_command_and_no_other() -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # app is a group
    assert set(re.findall(r"bin/wicreport ([a-z]+)", README)) == commands


def test_every_option_the_readme_shows_is_there() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # app is a group
    known = {name for command in commands.values() for option in command.params for name in option.opts}
    shown = {option for line in re.findall(r"bin/wicreport .*", README) for option in re.findall(r"--[a-z]+", line)}
    assert shown and shown <= known


def test_every_file_the_readme_points_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []


def test_the_readme_python_runs_as_it_stands() -> None:
    scope: dict[str, Any] = {}
    shown = []
    for example in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(compile(example, "README.md", "exec"), scope)  # the reader will do the same
        last = ast.parse(example).body[-1]
        assert isinstance(last, ast.Expr)
        shown.append(ast.unparse(last).partition("(")[0])
    assert shown == ["wic.finding", "wic.finding", "wic.disagreement"]


def test_the_lock_pins_everything_with_hashes_and_names_no_index() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", lock) if entry.strip() and not entry.startswith("#")]
    assert len(entries) > 100
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry or "==" not in entry] == []
    assert not re.search(r"https?://|--index|--extra-index|--find-links", lock)


def test_the_lock_has_all_that_the_project_declares() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = [*table["project"]["dependencies"], *table["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=]", entry)[0].lower().replace("_", "-") for entry in declared}
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert names <= {name.lower().replace("_", "-") for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}


def test_the_exporter_is_registered_for_nbconvert() -> None:
    entry = metadata.entry_points(group="nbconvert.exporters")["wicreport"]
    module, _, name = entry.value.partition(":")
    assert getattr(import_module(module), name).__name__ == "BriefingExporter"


def test_no_text_of_the_project_names_the_folder_it_stands_in() -> None:
    kept = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), *NOTEBOOKS, ROOT / "README.md", ROOT / "Makefile"]
    assert [name_of(path) for path in kept if str(ROOT) in path.read_text(encoding="utf-8")] == []
