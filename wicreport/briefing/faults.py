"""Cells that fail: what a notebook goes on past, what rests on it, and how each is told; nothing is run here."""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from nbformat import NotebookNode

from wicreport import errors
from wicreport.briefing.omissions import find_omissions
from wicreport.errors import BuildError, ManyErrors, WicReportError
from wicreport.findings.claims import without_placeholders

__all__ = ["CellWatch", "raise_faults"]

SKIPPED = "skip-execution"
"""The tag by which nbclient passes over a cell."""

_NO_FILE = re.compile(r"\(\d+\.py, (line \d+)\)")  # a file that only the kernel knows, named anew each time
_ADVICE = {
    "AttributeError": "What was asked has no such name: see its `?`, or `.columns` of a table. ",
    "IndexError": "There is no such row: see how many `len` counts. ",
    "KeyError": "There is no such column or row: see `.columns` and `.index` of the table. ",
    "UndefinedVariableError": "There is no such column: see `.columns` of the table. ",
}
"""What to do about errors that come of tables, by their kind."""

_LOST = "do not resolve"
_CITED = "the words “{}” of "
_CLAIMS = ("headline", "topic", "title")
_LONGEST = 100


class CellWatch:
    """Follows the cells of one notebook as they run, and keeps what is wrong with them.

    The package's own errors say that one sentence does not stand: the notebook goes on past them, but for the cells
    that use a name which the failed one would have given. Any other error ends it. Words that do not resolve are told
    at the cell that cites them, though it is the finding that fails. A record that a cell makes and does not show would
    be missing without a word: it is told before the cell is run.

    Parameters
    ----------
    name
        The notebook's.
    n_added
        How many cells were put in before the first that fails, which do not count.
    n_cells
        How many there are of the notebook's own.
    """

    def __init__(self, name: str, n_added: int, n_cells: int) -> None:
        self.faults: list[BuildError] = []
        self._name, self._n_added, self._n_cells = name, n_added, n_cells
        self._lost: set[str] = set()
        self._sources: dict[int, str] = {}
        self._is_over = False
        self._number = 0

    @property
    def has_begun(self) -> bool:
        """Return whether any cell was run yet."""
        return bool(self._number)

    def begin(self, cell: NotebookNode, cell_index: int) -> None:
        """Note what a cell makes and does not show; pass over one that rests on what failed, and all behind the end."""
        if cell.cell_type != "code":
            return
        for record in find_omissions(cell.source):
            what, remedy = f"{record} is made and not shown", "Put it last in a cell of its own, without a semicolon."
            self.faults.append(BuildError(what, where=self._tell_place(cell_index), remedy=remedy))
        uses, gives = _read_names(cell.source) if self.faults else (set(), set())
        if self._is_over or uses & self._lost:
            cell.metadata["tags"] = [*cell.metadata.get("tags", ()), SKIPPED]
            self._lost |= gives
        else:
            self._sources[cell_index] = cell.source
            self._number = cell_index + 1 - self._n_added

    def end(self, cell: NotebookNode, cell_index: int, execute_reply: Mapping[str, Any]) -> None:
        """Note how a cell ended."""
        reply = execute_reply["content"]
        gives = _read_names(cell.source)[1] if self.faults or reply["status"] == "error" else set()
        if reply["status"] != "error":
            self._lost -= gives
            return
        self._lost |= gives
        self._is_over = reply["ename"] not in errors.__all__
        self.add(cell.source, cell_index, reply["ename"], reply["evalue"])

    def add(self, source: str, cell_index: int, kind: str, told: str) -> None:
        """Add the fault of a cell that raised, or that shows an error; `exit()` is one too."""
        cell_index = self._find_citation(cell_index, told)
        source = self._sources.get(cell_index, source)
        before = [self._sources[place] for place in reversed(self._sources) if place < cell_index]
        what, where = told if kind == ManyErrors.__name__ else f"{kind}: {told}", self._tell_place(cell_index)
        remedy = f"{_ADVICE.get(kind, '')}{self._tell_rest() if self._is_over else ''}{_tell_cell(source, before)}"
        if kind == "SystemExit" and told in ("", "0"):
            what, where = "a cell ends the notebook before its last cell", self._name
            remedy = _tell_cell(source).replace("The cell begins", "Take it out; it begins", 1)
        self.faults.append(BuildError(_NO_FILE.sub(r"(\1)", what).rstrip(": ."), where=where, remedy=remedy))

    def note(self, what: str, remedy: str) -> None:
        """Note what ended the notebook from outside, in the cell that was running then."""
        where = f"{self._name}, cell {self._number}" if self.has_begun else self._name
        self.faults.append(BuildError(what, where=where, remedy=f"{self._tell_rest()}{remedy}"))

    def _tell_place(self, cell_index: int) -> str:
        """Return the notebook and the number of a cell in it."""
        return f"{self._name}, cell {cell_index + 1 - self._n_added}"

    def _tell_rest(self) -> str:
        """Return that the cells behind the end were not run, if there are any."""
        return "No cell after it was run. " if 0 < self._number < self._n_cells else ""

    def _find_citation(self, cell_index: int, told: str) -> int:
        """Return the cell that cites the words of which an error tells that they do not resolve; or that of the error.

        A cell that has them itself comes before all others.
        """
        near = {cell_index: self._sources.get(cell_index, ""), **self._sources} if _LOST in told else {}
        cites = (place for place, source in near.items() if any(_CITED.format(w) in told for w in _list_words(source)))
        return next(cites, cell_index)


def raise_faults(faults: Sequence[WicReportError]) -> None:
    """Raise what is wrong, all of it, if anything is; the same fault of several cells is told once, with all of them.

    Raises
    ------
    WicReportError
        The one fault there is.
    ManyErrors
        If there are several.
    """
    places: dict[tuple[str, str], list[str]] = {}
    first: dict[tuple[str, str], WicReportError] = {}
    for fault in faults:
        key = (fault.what, fault.remedy)
        places.setdefault(key, []).append(fault.where)
        first.setdefault(key, fault)
    told = [
        fault if len(places[key]) == 1 else BuildError(fault.what, where="; ".join(places[key]), remedy=fault.remedy)
        for key, fault in first.items()
    ]
    if told:
        raise told[0] if len(told) == 1 else ManyErrors(told)


def _tell_cell(source: str, before: Iterable[str] = ()) -> str:
    """Return by what the reader of a message knows a cell: the sentence that heads its claim, or how it begins.

    The cells before it, the last first, may hold the reasoning of a judgment.
    """
    for headline in _list_texts(source, _CLAIMS):
        return f"The cell says: “{without_placeholders(headline, _find_likelihood(source, before))}”"
    first, *others = (line.strip() for line in source.strip().splitlines())
    if first.endswith(("(", "[", "{")):
        first = f"{first}{' '.join(others)}"
        first = first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"
    return f"The cell begins: {first}"


def _find_likelihood(source: str, before: Iterable[str]) -> str:
    """Return the likelihood of the judgment that a cell makes, if that is written out there or with its reasoning."""
    named = re.search(r"\breasoning=(\w+)\s*[,)]", source)
    given = [source, *(cell for cell in before if named and named[1] in _read_names(cell)[1])]
    return next((text for cell in given for text in _list_texts(cell, ("likelihood",))), "…")


def _list_texts(source: str, names: Collection[str]) -> Iterator[str]:
    """Yield the texts that a cell gives to what it calls by some names; none, if it is no plain Python."""
    try:
        calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    except SyntaxError:
        return
    given = (word.value for call in calls for word in call.keywords if word.arg in names)
    yield from (node.value for node in given if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _list_words(source: str) -> Iterator[str]:
    """Yield the texts that a cell has in quotation marks; none, if it is no plain Python."""
    try:
        nodes = ast.walk(ast.parse(source))
    except SyntaxError:
        return
    yield from (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _read_names(source: str) -> tuple[set[str], set[str]]:
    """Return the names that a cell uses of those before it, and those that it gives; none, if it is no plain Python."""
    uses: set[str] = set()
    gives: set[str] = set()
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return uses, gives
    for statement in statements:
        table = symtable.symtable(ast.unparse(statement), "cell", "exec")
        uses |= set(_list_used(table)) - gives
        gives |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()}
    return uses, gives


def _list_used(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the names that a block of code, or one within it, looks for in the notebook."""
    is_top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (is_top or symbol.is_global()):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _list_used(inner)
