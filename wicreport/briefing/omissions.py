"""Records that a cell makes and does not show, which the briefing would lack without a word; nothing is run here."""

from __future__ import annotations

import ast
from collections.abc import Iterator

__all__ = ["find_omissions"]

_MAKERS = ("finding", "disagreement", "figure_exhibit", "table_exhibit")
_IDS = ("finding_id", "disagreement_id", "exhibit_id")


def find_omissions(source: str) -> list[str]:
    """Return the records that a cell makes anywhere but where it shows them, each as `finding a-b`, in their order.

    Parameters
    ----------
    source
        The code of the cell. A notebook shows its last expression, unless a semicolon follows, and what is given to
        `display`. Of what is no plain Python nothing is told: its execution says so.
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return []
    calls = [node for statement in statements for node in ast.walk(statement) if isinstance(node, ast.Call)]
    shown = [item for call in calls if _name_function(call) == "display" for item in call.args]
    if statements and isinstance(statements[-1], ast.Expr) and not _is_silenced(source, statements[-1]):
        shown.append(statements[-1].value)
    made = [call for call in calls if _name_function(call) in _MAKERS and call not in shown]
    return [_name_record(call) for call in sorted(made, key=lambda call: (call.lineno, call.col_offset))]


def _name_function(call: ast.Call) -> str:
    """Return what a function is called by, without what it is taken from."""
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def _is_silenced(source: str, last: ast.stmt) -> bool:
    """Return whether a semicolon follows the last statement of a cell."""
    assert last.end_lineno is not None and last.end_col_offset is not None
    lines = source.encode().split(b"\n")[last.end_lineno - 1 :]
    return b"\n".join([lines[0][last.end_col_offset :], *lines[1:]]).lstrip(b" \t\r\n\\").startswith(b";")


def _name_record(call: ast.Call) -> str:
    """Return what a call makes, with its id where that is written out."""
    what = _name_function(call).replace("_exhibit", "")
    return " ".join([what, *_read_id(call)])


def _read_id(call: ast.Call) -> Iterator[str]:
    """Yield the id of a record, if it is written out."""
    given = [word.value for word in call.keywords if word.arg in _IDS] + call.args[1:2]  # behind the study
    yield from (node.value for node in given if isinstance(node, ast.Constant) and isinstance(node.value, str))
