"""Exhibits: a figure or a table with the sentence it shows, its sources and its data; nothing is drawn here."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from wicreport.errors import FindingError
from wicreport.findings.arguments import tell_kind
from wicreport.findings.claims import LeftOut, without_placeholders
from wicreport.findings.conditions import Condition, find_unmet, refuse_overturned
from wicreport.findings.display import render_html
from wicreport.findings.figures import WIDTH, figure_style
from wicreport.findings.groundings import find_typed_values
from wicreport.findings.lookups import Named, require_known
from wicreport.findings.rests import MOST_SHOWN, tell_rest
from wicreport.findings.studies import Study
from wicreport.findings.tables import PARTIAL, PINS
from wicreport.findings.values import fill
from wicreport.findings.wordings import find_likelihoods, find_other_likelihoods, find_typed_numbers

__all__ = ["Exhibit", "figure_exhibit", "render_svg", "table_exhibit"]

COLUMN_NAMES = {
    "for_beijing": "for Beijing",
    "from_abroad": "from abroad",
    "n_families": "voices",
    "n_passages": "passages",
    "n_theme": "on the theme",
    "source_id": "source",
}
"""What the reader sees over columns that the library names for itself."""

_SHARED_ID = re.compile(r'(\bid="|href="#|url\(#)([^")]+)')


@dataclass(frozen=True, slots=True)
class Exhibit(Named):
    """A figure with its table, or a table alone, as the reader gets it."""

    payload: Mapping[str, Any]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        more = {"image/svg+xml": str(self.payload["svg"])} if "svg" in self.payload else {}
        return render_html(str(self.payload["type"]), dict(self.payload), str(self.payload["title"]), **more)


def figure_exhibit(
    study: Study,
    exhibit_id: str,
    drawing: Figure,
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str,
    alt: str,
    note: str = "",
    values: Mapping[str, Any] | None = None,
    holds: Mapping[str, Condition] | None = None,
    otherwise: str = "",
) -> Exhibit | LeftOut:
    """Return a figure with the table it was drawn from.

    Parameters
    ----------
    study
        The documents in hand.
    exhibit_id
        Of the form `fig-words`.
    drawing
        The figure.
    table
        What it was drawn from. A column `source_id` names the sources; without it, all documents in hand are.
    title
        The finding the figure shows.
    subtitle
        The measure; the number of documents and voices is added.
    alt
        What is to be seen, for who cannot see it.
    note
        What the reader has to know to read it rightly.
    values
        What fills the placeholders of the four texts.
    holds
        The conditions under which the title stands, each with whether it is met now, or with the records that speak
        against it: there has to be none, and the error names them.
    otherwise
        A title that claims nothing, for a corpus that is not the whole one and in which the first does not hold.

    Returns
    -------
    Exhibit or LeftOut
        Left out where the table has no rows, or where the title does not hold and there is no other.

    Raises
    ------
    FindingError
        If a number is typed into a text, the alternative text is missing, or the title is overturned.
    """
    if not alt.strip():
        raise FindingError("there is no alternative text", where=exhibit_id, remedy="Say in `alt` what is to be seen.")
    failed = _find_failure(study, exhibit_id, table, holds or {})
    if failed and (table.empty or not otherwise):
        return LeftOut(exhibit_id, without_placeholders(title), failed)
    title = otherwise if failed else title
    texts = _fill_texts(
        study, exhibit_id, {"title": title, "subtitle": subtitle, "alt": alt, "note": note}, values or {}
    )
    svg = render_svg(drawing, exhibit_id, texts["alt"])
    shape = {"is_wide": bool(drawing.get_figwidth() > WIDTH)}
    return Exhibit({"type": "figure", "id": exhibit_id, **texts, **shape, **_describe(study, table), "svg": svg})


def table_exhibit(
    study: Study,
    exhibit_id: str,
    table: pd.DataFrame,
    *,
    title: str,
    note: str = "",
    values: Mapping[str, Any] | None = None,
    holds: Mapping[str, Condition] | None = None,
    otherwise: str = "",
) -> Exhibit | LeftOut:
    """Return a table for the briefing; parameters and what is left out as for a figure."""
    failed = _find_failure(study, exhibit_id, table, holds or {})
    if failed and (table.empty or not otherwise):
        return LeftOut(exhibit_id, without_placeholders(title), failed)
    title = otherwise if failed else title
    texts = _fill_texts(study, exhibit_id, {"title": title, "note": note}, values or {})
    return Exhibit({"type": "table", "id": exhibit_id, **texts, **_describe(study, table)})


def render_svg(drawing: Figure, exhibit_id: str, alt: str) -> str:
    """Return a figure as SVG that is the same each time and shares no id with another on the page."""
    with figure_style(), mpl.rc_context({"svg.hashsalt": exhibit_id}):
        buffer = io.StringIO()
        drawing.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    svg = _SHARED_ID.sub(lambda m: f"{m[1]}{exhibit_id}-{m[2]}", svg[svg.index("<svg") :])
    quoted = alt.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{quoted}" ', 1)


def _find_failure(study: Study, exhibit_id: str, table: pd.DataFrame, holds: Mapping[str, Condition]) -> str:
    """Return why a title does not stand, or nothing; in the whole corpus, that is an error."""
    if table.empty:
        return "nothing of it is in the chosen corpus"
    failed = find_unmet(holds)
    if failed and study.is_whole and not table.attrs.get(PARTIAL):
        refuse_overturned(study, exhibit_id, failed, remedy="Rewrite the title, or withdraw it.")
    return (
        f"its title claims that {' and that '.join(failed)}, but the chosen corpus does not bear that out"
        if failed
        else ""
    )


def _fill_texts(study: Study, exhibit_id: str, texts: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, str]:
    """Return texts with their numbers filled in, none of them typed."""
    for value in find_typed_values(values, (*study.years, *study.list_years(), study.focus, study.baseline)):
        raise FindingError(f"{value} is typed in among the values", where=exhibit_id, remedy="Count or read it off.")
    for text in texts.values():
        typed = find_typed_numbers(text)
        if typed:
            raise FindingError(f"{', '.join(typed)} is typed into “{text}”", where=exhibit_id, remedy="Use `values`.")
        terms = [*find_likelihoods(text), *find_other_likelihoods(text)]
        if terms:
            raise FindingError(
                f"“{terms[0]}” is a term of likelihood", where=exhibit_id, remedy="Say it in a judgment."
            )
    return {name: fill(text, values, exhibit_id) for name, text in texts.items()}


def _describe(study: Study, table: pd.DataFrame) -> dict[str, Any]:
    """Return the rows of a table, and which documents and voices it rests on; of very many the first, and how many."""
    named = _split_ids(table["source_id"]) if "source_id" in table else list(dict.fromkeys(study.passages["source_id"]))
    require_known(named, study.corpus.family_of, "source")
    families = {study.corpus.family_of[name].family_id for name in named}
    pins = list(table.attrs.get(PINS, ()))
    if "source_id" in table and table["source_id"].nunique() == 1 and len(table) > 1:
        table = table.drop(columns="source_id")  # the line of sources says it once
    rows = [[_plain(cell) for cell in row] for row in table.head(MOST_SHOWN).itertuples(index=False)]
    if rest := tell_rest(len(table)):
        rows.append([rest, *[None] * (len(table.columns) - 1)])
    return {
        "columns": [COLUMN_NAMES.get(str(column), str(column)) for column in table.columns],
        "rows": rows,
        "sources": named[:MOST_SHOWN],
        "n_documents": len(named),
        "n_families": len(families),
        "pins": pins,
    }


def _split_ids(column: Iterable[Any]) -> list[str]:
    """Return the source ids of a column whose cells hold one or more, joined by `;`."""
    return list(dict.fromkeys(name for cell in column for name in str(cell).split(";") if name))


def _cut_list(cell: str) -> str:
    """Return a list joined by `;` with the first of very many, and how many more there are."""
    listed = cell.split(";")
    return ";".join([*listed[:MOST_SHOWN], f" {rest}"]) if (rest := tell_rest(len(listed))) else cell


def _plain(cell: Any) -> Any:
    """Return a cell as JSON can hold it: missing values as None, whole numbers without decimals."""
    if cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, str):
        return _cut_list(cell)
    if isinstance(cell, bool):
        return cell
    if not isinstance(cell, Real):
        what = f"a cell holds {tell_kind(cell)}"
        raise FindingError(what, where="table of an exhibit", remedy="Put texts and numbers into it.")
    number = float(cell)
    return int(number) if number.is_integer() else round(number, 4)
