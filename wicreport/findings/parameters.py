"""The parameters of a notebook, held against what its documents speak of; the documents are not read here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wicreport.errors import ParameterError

__all__ = ["check_editions"]


def check_editions(asked: Mapping[str, Sequence[int]], known: Sequence[int]) -> None:
    """Refuse parameters that ask for an edition of which no passage speaks.

    Parameters
    ----------
    asked
        The editions that each parameter asks for, by its name; none, where it is left open.
    known
        The editions that the documents speak of.

    Raises
    ------
    ParameterError
        Naming the first such edition, and each parameter that asks for it.
    """
    for year in (year for years in asked.values() for year in years):
        if year not in known:
            names = " and ".join(name for name, years in asked.items() if year in years)
            what = f"no passage speaks of the edition of {year}"
            place = "" if names.startswith("-") else " in the cell of parameters"
            remedy = f"Choose among {', '.join(map(str, known))}{place}, or add a document that covers {year}."
            raise ParameterError(what, where=f"parameter {names}", remedy=remedy)
