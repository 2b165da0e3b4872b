"""What a reader calls a source: its publisher and year, or whose copy it is; ids are for files and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from wicreport.corpus.sources import Family, Source
from wicreport.findings.lookups import require_columns, require_known

if TYPE_CHECKING:
    from wicreport.findings.studies import Study

__all__ = ["name_all", "name_sources"]

_LONGEST = 60


def name_sources(study: Study, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in which sources stand by their names, as a figure is drawn of it.

    Parameters
    ----------
    study
        The documents in hand.
    table
        Needs `source_id`, one id a row.

    Returns
    -------
    pandas.DataFrame
        The same rows.
    """
    require_columns(table, ["source_id"], "wic.name_sources")
    wanted = set(table["source_id"])
    require_known(sorted(wanted), study.corpus.family_of, "source")
    sources = [source for source in study.corpus.sources if source.source_id in wanted]
    names = name_all(sources, study.corpus.family_of)
    return table.assign(source_id=[names[str(source_id)] for source_id in table["source_id"]])


def name_all(sources: Sequence[Source], family_of: Mapping[str, Family]) -> dict[str, str]:
    """Return a name for each of some sources by its id: two never have one name.

    A source is called by its publisher and year, or by its title if no publisher is known. One that repeats another of
    these, and has no publisher of its own, has the name of that one and says whether it is a copy or an abridgement.
    Names that would be equal have the title as well, and where that does not help the id.
    """
    plain = {source.source_id: _name_plainly(source) for source in sources}
    named = {source.source_id: _name_by_role(source, family_of[source.source_id], plain) for source in sources}
    for more in (lambda source: _quote_title(source), lambda source: source.source_id):
        counts = Counter(named.values())
        named |= {
            source.source_id: f"{named[source.source_id]} ({added})"
            for source in sources
            if counts[named[source.source_id]] > 1 and (added := more(source))
        }
    return named


def _name_plainly(source: Source) -> str:
    """Return the publisher and the year of a source, or else its title, or its id."""
    if not source.publisher:
        return _quote_title(source) or source.source_id
    year = source.published.value.split("-")[0] if source.published else ""
    return f"{source.publisher} {year}".strip()


def _name_by_role(source: Source, family: Family, plain: Mapping[str, str]) -> str:
    """Return a source's name, or whose copy it is where that is all that is known of who published it."""
    own, origin = plain[source.source_id], plain.get(family.origin)
    is_origin = source.source_id == family.origin
    if is_origin or origin is None or (source.publisher and own != origin):
        return own
    return f"{origin} ({family.roles[source.source_id]})"


def _quote_title(source: Source) -> str:
    """Return the title of a source in quotation marks, a long one cut."""
    title = " ".join((source.title or "").split())
    return f"“{title if len(title) <= _LONGEST else title[:_LONGEST].rsplit(' ', 1)[0] + ' …'}”" if title else ""
