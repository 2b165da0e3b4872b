"""What a notebook gives to a function, held against what the function asks for; what it then does is not known here."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from numbers import Integral, Real
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from wicreport.errors import FindingError
from wicreport.findings.calendars import Day
from wicreport.findings.citations import CitedSource, Evidence
from wicreport.findings.claims import Reasoning
from wicreport.findings.studies import Study
from wicreport.findings.values import Value

__all__ = ["checked_call", "tell_kind"]

_TOLD: Mapping[Any, str] = {
    CitedSource: "one source, unpacked: `(report,) = wic.take_sources(...)`",
    Day: "a day, as `wic.read_day` gives it",
    Evidence: "words, as `wic.cite` gives them",
    Figure: "a figure, as `wic.draw_bars` and the like give it",
    Mapping: "names with values, in braces",
    Reasoning: "a `wic.Reasoning`",
    Sequence: "a list, in brackets",
    Study: "the study, as `wic.open_study` gives it",
    Value: "a value, as `wic.quantify` or `wic.count` gives it",
    bool: "whether it is so",
    float: "a number",
    int: "a whole number",
    pd.DataFrame: "a table",
    str: "a text in quotes",
    type(None): "nothing",
}
_WIDER: Mapping[Any, tuple[type, ...]] = {bool: (bool, np.bool_), int: (Integral,), float: (Real,)}


def checked_call(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Return a function that refuses what it was not made for, by its annotations, before it is run.

    Parameters
    ----------
    function
        A function that notebooks call, or a record that they make.
    name
        What notebooks call it by.

    Returns
    -------
    Callable
        The same function; it raises a `FindingError` where an argument is missing, unknown or of another kind.
    """
    signature = inspect.signature(function)

    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        where = f"wic.{name}"
        try:
            bound = signature.bind(*given, **named).arguments
        except TypeError as error:
            asked = ", ".join(signature.parameters)
            raise FindingError(f"{error}", where=where, remedy=f"It takes {asked}.") from error
        hints = get_type_hints(function, localns={"Study": Study})
        for argument, value in bound.items():
            is_rest = signature.parameters[argument].kind is inspect.Parameter.VAR_POSITIONAL
            misfits = (_find_misfit(item, hints[argument]) for item in (value if is_rest else [value]))
            if misfit := next(filter(None, misfits), None):
                said = f"`{argument}` has {tell_kind(misfit[0])} where it takes {misfit[1]}"
                raise FindingError(said, where=_locate(where, bound), remedy=f"See `{where}?` for what it takes.")
        return function(*given, **named)

    return call


def _find_misfit(value: Any, hint: Any) -> tuple[Any, str] | None:
    """Return what is of another kind than what is asked for, in a list or a table of names too, and what that is."""
    kind, parts = get_origin(hint) or hint, get_args(hint)
    if kind in (Any, Literal):
        return None
    if kind in (Union, UnionType):
        misfits = [misfit for part in parts if (misfit := _find_misfit(value, part))]
        told = " or ".join(dict.fromkeys(wanted for _, wanted in misfits if wanted != _TOLD[type(None)]))
        inner = next((misfit for misfit in misfits if misfit[0] is not value), (value, told))
        return inner if len(misfits) == len(parts) else None
    if not isinstance(value, _WIDER.get(kind, kind)) or (kind is Sequence and isinstance(value, str)):
        return value, _TOLD.get(kind, f"a {kind.__name__}")
    within = {Sequence: value, Mapping: getattr(value, "values", tuple)}.get(kind, ())
    items = within() if callable(within) else within
    return next((misfit for item in items if (misfit := _find_misfit(item, parts[-1]))), None)


def tell_kind(value: Any) -> str:
    """Return what a value is, in a few words."""
    if isinstance(value, str | int | float | None):
        return f"{value!r}"
    name = type(value).__name__
    return f"an {name}" if name[0] in "AEIOaeio" else f"a {name}"


def _locate(where: str, bound: Mapping[str, Any]) -> str:
    """Return the function, with the id of what it was to make."""
    named = next((bound[name] for name in ("finding_id", "exhibit_id", "disagreement_id") if name in bound), None)
    return f"{where}, {named}" if isinstance(named, str) else where
