"""Execution: real kernels on tiny notebooks, and every way in which one can go wrong."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest

from tests.scratch import write_notebook
from wicreport.briefing import execution
from wicreport.briefing.execution import Chapter, execute_chapters, find_notebooks, tidy_notebook
from wicreport.corpus.projects import CHOSEN, Project
from wicreport.errors import BuildError, ParameterError


def outputs_of(chapter: Chapter) -> list[str]:
    return [
        output.text.strip()
        for cell in chapter.notebook.cells
        for output in cell.get("outputs", ())
        if output.output_type == "stream"
    ]


def test_chapters_come_back_in_the_order_given_with_their_parameters(tmp_path: Path) -> None:
    slow = write_notebook(
        tmp_path / "notebooks" / "01_slow.ipynb", "# Slow", "import time; time.sleep(0.5); print(editions)"
    )
    quick = write_notebook(
        tmp_path / "notebooks" / "02_quick.ipynb", "# Quick", f"import os; print(os.environ[{CHOSEN!r}])"
    )
    done: list[Chapter] = []
    before = [path.read_bytes() for path in (slow, quick)]
    chapters = execute_chapters([slow, quick], {"editions": [2016]}, jobs=2, on_done=done.append)
    assert [chapter.chapter_id for chapter in chapters] == ["slow", "quick"]
    assert outputs_of(chapters[0]) == ["[2016]"]
    assert outputs_of(chapters[1]) == [str(tmp_path)]
    assert sorted(chapter.path for chapter in done) == [slow, quick]
    assert [path.read_bytes() for path in (slow, quick)] == before


def test_no_kernel_is_left_behind(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", "import os; print(os.getpid())")
    (chapter,) = execute_chapters([path], {}, jobs=1)
    with pytest.raises(ProcessLookupError):
        os.kill(int(outputs_of(chapter)[0]), 0)


@pytest.mark.parametrize("parameters", [{}, {"editions": [2016]}])
def test_a_cell_that_raises_is_named_by_notebook_and_number(tmp_path: Path, parameters: dict[str, list[int]]) -> None:
    path = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", "x = 1", "\nprint(1 / 0)\ny = 2")
    with pytest.raises(BuildError) as caught:
        execute_chapters([path], parameters, jobs=1)
    assert caught.value.where == "01_a.ipynb, cell 4"
    assert caught.value.what == "ZeroDivisionError: division by zero"
    assert caught.value.remedy == "The cell begins: print(1 / 0)"


def test_a_cell_that_is_no_python_is_named_without_the_file_that_its_kernel_made_up(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", "x = (1,\n")
    with pytest.raises(BuildError) as caught:
        execute_chapters([path], {}, jobs=1)
    assert caught.value.what == "SyntaxError: incomplete input (line 1)"


def test_a_kernel_that_dies_is_named_by_its_notebook(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", "import os; os._exit(3)")
    with pytest.raises(BuildError) as caught:
        execute_chapters([path], {}, jobs=1)
    assert caught.value.where == "01_a.ipynb, cell 3"
    assert caught.value.what == "the kernel died, for want of memory perhaps"


def test_a_cell_that_never_ends_is_named_with_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execution, "CELL_SECONDS", 1)
    path = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", "x = 1", "import time\nwhile True: time.sleep(1)")
    with pytest.raises(BuildError, match=r"^01_a\.ipynb, cell 4: did not end within 1 seconds\."):
        execute_chapters([path], {}, jobs=1)


def test_a_cell_that_is_left_without_memory_is_named(tmp_path: Path) -> None:
    want = (
        "import resource\nused = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (used + 2**26, used + 2**26))\nx = bytearray(2**30)"
    )
    path = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", want)
    with pytest.raises(BuildError, match=r"^01_a\.ipynb, cell 3: MemoryError"):
        execute_chapters([path], {}, jobs=1)


def test_a_cell_that_leaves_the_notebook_is_no_good_end(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", "import sys; sys.exit()", "print('the finding')")
    with pytest.raises(BuildError) as caught:
        execute_chapters([path], {}, jobs=1)
    assert caught.value.what == "a cell ends the notebook before its last cell"
    assert caught.value.remedy.endswith("import sys; sys.exit()")


def test_a_parameter_that_a_notebook_does_not_know_is_refused_before_any_kernel(tmp_path: Path) -> None:
    good = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", f"open({str(tmp_path / 'ran')!r}, 'w').close()")
    other = write_notebook(tmp_path / "n" / "02_b.ipynb", "# B", parameters="corpus_dir = ''")
    with pytest.raises(ParameterError) as caught:
        execute_chapters([good, other], {"editions": [2016]}, jobs=1)
    assert caught.value.where == "02_b.ipynb"
    assert caught.value.what == "the notebook does not know the parameter editions"
    assert caught.value.remedy == "It knows corpus_dir."
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(("tagged", "n_tagged"), [([], 0), ([1, 2], 2)])
def test_a_notebook_has_exactly_one_cell_of_parameters(tmp_path: Path, tagged: list[int], n_tagged: int) -> None:
    path = write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", "x = 1")
    notebook = nbformat.read(path, as_version=4)
    for place, cell in enumerate(notebook.cells):
        cell.metadata = {"tags": ["parameters"]} if place in tagged else {}
    nbformat.write(notebook, path)
    with pytest.raises(ParameterError, match=f"01_a.ipynb: {n_tagged} cells are tagged `parameters`"):
        execute_chapters([path], {}, jobs=1)


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"cells": 3, "nbformat": 4}'])
def test_a_file_that_is_no_notebook_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "01_a.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        execute_chapters([path], {}, jobs=1)
    assert caught.value.where == "01_a.ipynb"
    assert caught.value.what.startswith("cannot be read as a notebook (")


def test_notebooks_are_found_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("03_c", "01_a", ".ipynb_checkpoints/01_a-checkpoint"):
        write_notebook(tmp_path / "notebooks" / f"{name}.ipynb", "# A")
    assert [path.name for path in find_notebooks(Project(tmp_path))] == ["01_a.ipynb", "03_c.ipynb"]


def test_a_project_without_notebooks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="there are no notebooks"):
        find_notebooks(Project(tmp_path))


def test_a_chapter_is_named_by_its_file_without_the_number() -> None:
    notebook = nbformat.v4.new_notebook()
    assert Chapter(Path("01_common_prosperity.ipynb"), notebook).chapter_id == "common_prosperity"
    assert Chapter(Path("appendix.ipynb"), notebook).chapter_id == "appendix"


def test_clocks_paths_versions_and_random_ids_are_taken_out() -> None:
    output = nbformat.v4.new_output("display_data", data={"text/plain": "x"}, metadata={"took": 3})
    cell = nbformat.v4.new_code_cell("x", outputs=[output], metadata={"tags": ["injected-parameters"], "papermill": {}})
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"papermill": {"start_time": "2021"}})
    notebook.cells[0].outputs[0]["transient"] = {"display_id": "f00"}
    tidied = tidy_notebook(notebook)
    assert tidied.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert tidied.cells[0].id == "injected-parameters"
    assert tidied.cells[0].metadata == {"tags": ["injected-parameters"]}
    assert tidied.cells[0].outputs == [{"output_type": "display_data", "data": {"text/plain": "x"}, "metadata": {}}]
