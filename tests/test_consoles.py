"""Steps on a terminal and in a pipe."""

from __future__ import annotations

from wicreport.briefing.steps import Step
from wicreport.consoles import describe_error, show_faults, show_lines, show_on_terminal
from wicreport.errors import FindingError, ManyErrors

STEPS = (
    Step("a.ipynb", "begun"),
    Step("b.ipynb", "begun"),
    Step("c.ipynb", "kept"),
    Step("b.ipynb", "done"),
    Step("x", "note", "left out: no source"),
    Step("a.ipynb", "done"),
)


def tick() -> float:
    """Return a second more each time it is asked."""
    TIMES.append(len(TIMES))
    return float(TIMES[-1])


TIMES: list[int] = []


def test_a_pipe_gets_a_line_for_each_step_that_ended() -> None:
    TIMES.clear()
    written: list[str] = []
    show = show_lines(written.append, tick)
    for step in STEPS:
        show(step)
    assert "".join(written).splitlines() == [
        "c.ipynb: kept, nothing it rests on changed",
        "b.ipynb: 1.0 s",
        "x: left out: no source",
        "a.ipynb: 3.0 s",
    ]
    assert "\x1b" not in "".join(written)


def test_a_terminal_names_what_is_running_at_its_foot() -> None:
    TIMES.clear()
    written: list[str] = []
    show = show_on_terminal(written.append, tick)
    for step in STEPS:
        show(step)
    lines = [line.rpartition("\x1b[K")[2] for line in "".join(written).split("\n")]
    assert lines == [
        "c.ipynb: kept, nothing it rests on changed", "b.ipynb: 1.0 s", "x: left out: no source", "a.ipynb: 3.0 s", "",
    ]  # fmt: skip
    assert "running a.ipynb, b.ipynb" in "".join(written)


def test_work_that_failed_is_told_everywhere_and_nothing_runs_any_more() -> None:
    TIMES.clear()
    written: list[str] = []
    steps = (Step("a.ipynb", "begun"), Step("", "failed", "a.ipynb, cell 3: no \x1b[2J. Mend it."))
    for show in (show_on_terminal(written.append, tick), show_lines(written.append, tick), show_faults(written.append)):
        for step in steps:
            show(step)
        told = "".join(written)
        assert told.endswith("error: a.ipynb, cell 3: no ‹U+001B›[2J. Mend it.\n" + "\r\x1b[K" * ("\r" in told))
        written.clear()


def test_one_error_is_a_line_and_several_are_paragraphs_with_their_number() -> None:
    one, other = (FindingError("overturned", where=f"finding {name}", remedy="Rewrite it.") for name in "ab")
    assert describe_error(one) == "error: finding a: overturned. Rewrite it."
    assert describe_error(ManyErrors([one, other])).splitlines() == [
        "error: finding a: overturned. Rewrite it.", "",
        "error: finding b: overturned. Rewrite it.", "",
        "2 errors.",
    ]  # fmt: skip
