"""Names that are looked up and not there: told with those that may be meant; what they stand for is not known here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NoReturn

from wicreport.corpus.near_names import offer_names
from wicreport.errors import FindingError, ParameterError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Named", "refuse_name", "require_columns", "require_known"]


class Named:
    """Tells of an attribute that is not there which one may be meant; names of the language's own are left to it."""

    __slots__ = ()

    if not TYPE_CHECKING:  # for whom every name would be there

        def __getattr__(self, name: str) -> NoReturn:
            """Refuse a name that was not found."""
            refuse_name(name, [known for known in dir(type(self)) if known[0] != "_"], type(self).__name__)


def refuse_name(name: str, known: Iterable[str], where: str) -> NoReturn:
    """Refuse an attribute that is not there.

    Parameters
    ----------
    name
        What was asked for.
    known
        What there is.
    where
        What was asked for it.

    Raises
    ------
    UnknownNameError
        Naming the nearest; it is an `AttributeError` as well, as the language asks for.
    AttributeError
        If the name is one that the language or a tool looks for, with a low line in front.
    """
    if name.startswith("_"):
        raise AttributeError(f"{where} has no attribute {name!r}")
    raise UnknownNameError(f"has no attribute {name!r}", where=where, remedy=offer_names(name, known))


def require_known(asked: Iterable[str], known: Collection[str], what: str) -> None:
    """Refuse a name that is none of those there are.

    Parameters
    ----------
    asked
        The names asked for.
    known
        Those there are.
    what
        What they name, as `theme`.

    Raises
    ------
    ParameterError
        Naming the first that is unknown, and the nearest that are known.
    """
    for name in asked:
        if name not in known:
            raise ParameterError(f"there is no such {what}", where=f"“{name}”", remedy=offer_names(name, known))


def require_columns(table: pd.DataFrame, columns: Iterable[str], where: str) -> None:
    """Refuse a table that lacks a column.

    Parameters
    ----------
    table
        The table.
    columns
        The columns that are read of it.
    where
        Who reads them.

    Raises
    ------
    FindingError
        Naming the first that is missing, and the nearest there are.
    """
    there = [str(column) for column in table.columns]
    for column in columns:
        if column not in there:
            raise FindingError(f"the table has no column {column!r}", where=where, remedy=offer_names(column, there))
