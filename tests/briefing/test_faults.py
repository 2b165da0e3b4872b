"""Cells that fail: what a notebook goes on past, what is passed over with it, and how all is told together."""

from __future__ import annotations

import pickle
from pathlib import Path

import nbformat
import pytest

from tests.scratch import OPEN, TAKE, TEXTS, write_corpus, write_notebook
from wicreport.briefing.execution import execute_chapters
from wicreport.briefing.faults import SKIPPED, CellWatch, raise_faults
from wicreport.errors import BuildError, EvidenceError, FindingError, ManyErrors, WicReportError

IMPORT = "from wicreport.errors import EvidenceError, FindingError"
OVERTURNED = 'raise FindingError("overturned", where="finding {name}", remedy="Rewrite it.")'
LOST = 'anchor = EvidenceError("lost", where="finding b", remedy="Cite others."); raise anchor'


def run(*paths: Path) -> WicReportError:
    with pytest.raises(WicReportError) as caught:
        execute_chapters(list(paths), {}, jobs=2)
    return caught.value


def watch(*cells: tuple[str, str]) -> list[bool]:
    """Return which of some cells run; each is given with the kind of error it would raise, or nothing."""
    seen, ran = CellWatch("01_a.ipynb", 0, len(cells)), []
    for number, (source, kind) in enumerate(cells):
        cell = nbformat.v4.new_code_cell(source)
        seen.begin(cell, number)
        ran.append(SKIPPED not in cell.metadata.get("tags", []))
        if ran[-1]:
            content = {"status": "error", "ename": kind, "evalue": "x"} if kind else {"status": "ok"}
            seen.end(cell, number, {"content": content})
    return ran


def test_all_that_fails_is_told_in_the_order_of_notebooks_and_cells(tmp_path: Path) -> None:
    slow = write_notebook(
        tmp_path / "n" / "01_a.ipynb", "# A", f"import time; time.sleep(0.5)\n{IMPORT}",
        OVERTURNED.format(name="a-one"), "## More", LOST, "print(anchor)", OVERTURNED.format(name="a-two"),
    )  # fmt: skip
    good = write_notebook(tmp_path / "n" / "02_b.ipynb", "# B", "print(1)")
    last = write_notebook(tmp_path / "n" / "03_c.ipynb", "# C", IMPORT, OVERTURNED.format(name="c-one"))
    error = run(slow, good, last)
    assert isinstance(error, ManyErrors)
    assert [(fault.where, fault.what) for fault in error.faults] == [
        ("01_a.ipynb, cell 4", "FindingError: finding a-one: overturned. Rewrite it"),
        ("01_a.ipynb, cell 6", "EvidenceError: finding b: lost. Cite others"),
        ("01_a.ipynb, cell 8", "FindingError: finding a-two: overturned. Rewrite it"),
        ("03_c.ipynb, cell 4", "FindingError: finding c-one: overturned. Rewrite it"),
    ]
    assert {type(fault) for fault in error.faults} == {BuildError}
    assert error.faults[1].remedy.startswith("The cell begins: anchor = ")


def test_another_error_ends_its_notebook_and_no_other(tmp_path: Path) -> None:
    first = write_notebook(
        tmp_path / "n" / "01_a.ipynb", "# A", IMPORT, OVERTURNED.format(name="a"), "misspelt", "1 / 0",
    )  # fmt: skip
    last = write_notebook(tmp_path / "n" / "02_b.ipynb", "# B", "1 / 0")
    assert str(run(first, last)).splitlines() == [
        f"01_a.ipynb, cell 4: FindingError: finding a: overturned. Rewrite it. The cell begins: "
        f"{OVERTURNED.format(name='a')}",
        "01_a.ipynb, cell 5: NameError: name 'misspelt' is not defined. No cell after it was run. "
        "The cell begins: misspelt",
        "02_b.ipynb, cell 3: ZeroDivisionError: division by zero. The cell begins: 1 / 0",
    ]


def test_what_failed_before_a_kernel_died_is_told_too(tmp_path: Path) -> None:
    path = write_notebook(
        tmp_path / "n" / "01_a.ipynb", "# A", IMPORT, OVERTURNED.format(name="a"), "import os; os._exit(3)", "1 / 0"
    )
    faults = run(path).faults
    assert faults[1].remedy == "No cell after it was run. Run the notebook in JupyterLab to see what it takes."
    assert [(fault.where, fault.what) for fault in faults] == [
        ("01_a.ipynb, cell 4", "FindingError: finding a: overturned. Rewrite it"),
        ("01_a.ipynb, cell 5", "the kernel died, for want of memory perhaps"),
    ]


def test_words_that_do_not_resolve_are_told_at_the_cell_that_cites_them(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "seeds", TEXTS)
    claim = (
        'wic.finding(\n    study, "a-{n}", "reported", headline="{n}", statement="It was so.",\n    evidence=[{e}],\n)'
    )
    path = write_notebook(
        tmp_path / "notebooks" / "01_a.ipynb", "# A", OPEN, TAKE, 'other_words = wic.cite(other, "spoke of maps")',
        'lost = wic.cite(\n    report, "Robin Li of Baidu atended "\n    "the 2016 conference")',
        claim.format(n="one", e="other_words"), claim.format(n="two", e="other_words, lost"),
        claim.format(n="three", e='wic.cite(report, "nobody said so")'),
    )  # fmt: skip
    with pytest.raises(ManyErrors) as caught:
        execute_chapters([path], {"corpus_dir": str(folder)}, jobs=1)
    told = [(fault.where, fault.what.partition(" do not resolve")[0], fault.remedy) for fault in caught.value.faults]
    assert told == [
        (
            "01_a.ipynb, cell 6",
            "EvidenceError: finding a-two: the words “Robin Li of Baidu atended the 2016 conference” of report",
            'The cell begins: lost = wic.cite(report, "Robin Li of Baidu atended " "the 2016 conference")',
        ),
        (
            "01_a.ipynb, cell 9",
            "EvidenceError: finding a-three: the words “nobody said so” of report",
            "The cell says: “three”",
        ),
    ]


def test_an_error_that_a_cell_shows_and_does_not_raise_is_told(tmp_path: Path) -> None:
    shown = "try:\n    1 / 0\nexcept ZeroDivisionError:\n    get_ipython().showtraceback()"
    error = run(write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", "x = 1", shown, "print(x)"))
    assert str(error) == "01_a.ipynb, cell 4: ZeroDivisionError: division by zero. The cell begins: try:"


def test_a_cell_is_passed_over_for_names_that_a_failed_one_would_have_given() -> None:
    assert watch(("a = cite()", "EvidenceError"), ("a", ""), ("b = a", ""), ("f(b)", ""), ("c = 1", "")) == [
        True, False, False, False, True,
    ]  # fmt: skip


def test_a_name_that_is_given_again_is_no_longer_lost() -> None:
    assert watch(("a = cite()", "EvidenceError"), ("a = 1\na", ""), ("a", "")) == [True, True, True]
    assert watch(("a = cite()", "EvidenceError"), ("a = f(a)", ""), ("a", "")) == [True, False, False]


def test_an_old_value_of_a_name_does_not_stand_in_for_the_lost_one() -> None:
    assert watch(("a = 1", ""), ("a = cite()", "EvidenceError"), ("f(a)", "")) == [True, True, False]


def test_names_within_a_comprehension_or_a_function_are_its_own_unless_they_are_the_notebooks() -> None:
    failed = ("a = [x for x in cite()]", "EvidenceError")
    assert watch(failed, ("[x for x in y]", ""), ("(lambda a: a)(1)", ""), ("[f(a) for b in y]", "")) == [
        True, True, True, False,
    ]  # fmt: skip


def test_a_cell_that_is_no_plain_python_runs() -> None:
    assert watch(("a = cite()", "EvidenceError"), ("%time a", "")) == [True, True]


def test_behind_an_error_of_another_kind_nothing_runs() -> None:
    assert watch(("1 / 0", "ZeroDivisionError"), ("b = 1", "")) == [True, False]


def test_the_same_fault_of_several_cells_is_told_once_with_all_of_them() -> None:
    faults = [BuildError("no such edition", where=f"0{n}.ipynb, cell 3", remedy="Choose another.") for n in (1, 2)]
    with pytest.raises(BuildError) as caught:
        raise_faults(faults)
    assert str(caught.value) == "01.ipynb, cell 3; 02.ipynb, cell 3: no such edition. Choose another."


def test_one_fault_is_raised_as_it_is_and_none_is_none() -> None:
    fault = EvidenceError("lost", where="finding a", remedy="Cite others.")
    with pytest.raises(EvidenceError) as caught:
        raise_faults([fault])
    assert caught.value is fault
    raise_faults([])


def test_several_errors_come_through_another_process_as_they_are() -> None:
    faults = [FindingError("overturned", where=f"finding {name}", remedy="Rewrite it.") for name in "ab"]
    again = pickle.loads(pickle.dumps(ManyErrors(faults)))
    assert [str(fault) for fault in again.faults] == [str(fault) for fault in faults]
    assert str(again) == "finding a: overturned. Rewrite it.\nfinding b: overturned. Rewrite it."
    assert again.where == "finding a; finding b"


def test_a_cell_is_known_by_the_sentence_it_was_to_say(tmp_path: Path) -> None:
    claim = 'wic.{}(\n    study, "a-b",\n    {}="One spoke in {{y2018}}, of {{n:words}}",\n)'
    say = "import types\nfrom wicreport.errors import FindingError\n\ndef refuse(*given, **named):\n    "
    say += 'raise FindingError("fell", where=named.get("topic", "a"), remedy="Mend it.")\n'
    say += "wic, study = types.SimpleNamespace(finding=refuse, disagreement=refuse, cite=refuse), None"
    path = write_notebook(
        tmp_path / "n" / "01_a.ipynb", "# A", say, claim.format("finding", "headline"),
        claim.format("disagreement", "topic"), 'wic.cite(\n    study,\n    "words")',
    )  # fmt: skip
    assert [fault.remedy for fault in run(path).faults] == [
        "The cell says: “One spoke in 2018, of …”",
        "The cell says: “One spoke in 2018, of …”",
        'The cell begins: wic.cite(study, "words")',
    ]


def test_several_faults_of_one_cell_are_told_without_the_name_of_what_gathers_them(tmp_path: Path) -> None:
    raised = (
        "from wicreport.errors import CatalogueError, ManyErrors\n"
        'rows = [CatalogueError("fell", where=f"line {n}", remedy="Mend it.") for n in (2, 3)]\nraise ManyErrors(rows)'
    )
    error = run(write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", raised))
    assert isinstance(error, BuildError)
    assert error.what == "line 2: fell. Mend it.\nline 3: fell. Mend it"


def test_a_judgment_is_known_by_its_likelihood_too(tmp_path: Path) -> None:
    say = "import types\nfrom wicreport.errors import FindingError\n\ndef refuse(*given, **named):\n    "
    say += 'raise FindingError("fell", where="a", remedy="Mend it.")\n'
    say += "wic, study = types.SimpleNamespace(finding=refuse, Reasoning=dict), None"
    claim = 'wic.finding(study, "a-b", headline="{{likelihood}} so in {{n}}", reasoning={}\n)'
    path = write_notebook(
        tmp_path / "n" / "01_a.ipynb", "# A", say, 'why = wic.Reasoning(likelihood="likely")',
        'other = wic.Reasoning(likelihood="unlikely")', claim.format("why"), claim.format("None"),
        claim.format('wic.Reasoning(likelihood="almost certain")'),
    )  # fmt: skip
    assert [fault.remedy for fault in run(path).faults] == [
        "The cell says: “likely so in …”", "The cell says: “… so in …”", "The cell says: “almost certain so in …”",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "advice"),
    [
        ("frame['editon']", "There is no such column or row: see `.columns`"),
        ("frame.query('editon > 1')", "There is no such column: see `.columns`"),
        ("frame.editon", "What was asked has no such name"),
        ("frame.iloc[3]", "There is no such row: see how many `len` counts"),
    ],
)
def test_a_table_without_what_was_asked_is_told_with_where_to_look(tmp_path: Path, cell: str, advice: str) -> None:
    table = "import pandas as pd\nframe = pd.DataFrame({'edition': [2016]})"
    error = run(write_notebook(tmp_path / "n" / "01_a.ipynb", "# A", table, cell))
    assert isinstance(error, BuildError)
    assert error.remedy.startswith(advice)
    assert error.remedy.endswith(f"The cell begins: {cell}")


def test_a_record_that_is_made_and_not_shown_is_told_with_all_else_in_the_order_of_cells(tmp_path: Path) -> None:
    stand_in = "import types\nwic, study = types.SimpleNamespace(finding=print), None"
    path = write_notebook(
        tmp_path / "n" / "01_a.ipynb", "# A", stand_in, 'wic.finding(study, "a-one")\nwic.finding(study, "a-two")',
        f"{IMPORT}\n{OVERTURNED.format(name='a-fell')}", 'wic.finding(study, "a-three");',
    )  # fmt: skip
    other = write_notebook(tmp_path / "n" / "02_b.ipynb", "# B", stand_in, 'kept = wic.finding(study, "b-one")')
    error = run(path, other)
    assert [(fault.where, fault.what) for fault in error.faults] == [
        ("01_a.ipynb, cell 4", "finding a-one is made and not shown"),
        ("01_a.ipynb, cell 5", "FindingError: finding a-fell: overturned. Rewrite it"),
        ("01_a.ipynb, cell 6", "finding a-three is made and not shown"),
        ("02_b.ipynb, cell 4", "finding b-one is made and not shown"),
    ]
    assert error.faults[0].remedy == "Put it last in a cell of its own, without a semicolon."
