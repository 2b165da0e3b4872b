"""Steps of long work as somebody at the desk reads them: on a terminal as they go, in a pipe as plain lines."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from wicreport.briefing.steps import Show, Step
from wicreport.corpus.characters import show_hidden
from wicreport.errors import WicReportError

__all__ = ["BACK", "describe_error", "show_faults", "show_lines", "show_on_terminal"]

Write = Callable[[str], None]
Clock = Callable[[], float]

BACK = "\r\x1b[K"
"""What brings a terminal to the start of the line, which is cleared."""


def describe_error(error: WicReportError) -> str:
    """Return what is wrong; of several faults each in a paragraph of its own, and then how many there are."""
    lines = [f"error: {fault}" for fault in error.faults]
    return "\n\n".join([*lines, f"{len(lines)} errors."] if len(lines) > 1 else lines)


def show_faults(write: Write) -> Show:
    """Return what writes a line for work that failed and is silent about all else.

    Parameters
    ----------
    write
        Takes a line with its end.
    """
    return lambda step: write(f"{_tell_fault(step)}\n") if step.state == "failed" else None


def show_lines(write: Write, clock: Clock) -> Show:
    """Return what writes a line for each step that has ended, with the time it took.

    Parameters
    ----------
    write
        Takes a line with its end.
    clock
        Gives seconds.
    """
    begun: dict[str, float] = {}

    def show(step: Step) -> None:
        if step.state == "begun":
            begun[step.name] = clock()
        else:
            write(f"{_describe(step, begun, clock)}\n")

    return show


def show_on_terminal(write: Write, clock: Clock) -> Show:
    """Return what also keeps a line at the foot that names what is running; parameters as for plain lines."""
    begun: dict[str, float] = {}
    lock = Lock()

    def show(step: Step) -> None:
        with lock:
            if step.state == "begun":
                begun[step.name] = clock()
            else:
                write(f"{BACK}{_describe(step, begun, clock)}\n")
                begun.pop(step.name, None)
                if step.state == "failed":
                    begun.clear()
            write(f"{BACK}{'running ' + ', '.join(begun) if begun else ''}")

    return show


def _describe(step: Step, begun: dict[str, float], clock: Clock) -> str:
    """Return a step in words."""
    if step.state == "failed":
        return _tell_fault(step)
    if step.state == "note":
        return f"{step.name}: {step.note}"
    if step.state == "kept":
        return f"{step.name}: kept, nothing it rests on changed"
    return f"{step.name}: {clock() - begun[step.name]:.1f} s"


def _tell_fault(step: Step) -> str:
    """Return why work failed; what a terminal would obey is shown by its code point."""
    return f"error: {show_hidden(step.note)}"
