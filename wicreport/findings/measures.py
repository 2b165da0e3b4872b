"""Measures: numbers worked out from coded records, one voice a family; nothing is phrased here."""

from __future__ import annotations

import math

import pandas as pd

from wicreport.errors import FindingError
from wicreport.findings.citations import CitedSource, Evidence, cite, cite_span
from wicreport.findings.lookups import require_columns
from wicreport.findings.speakers import find_actor
from wicreport.findings.studies import Study
from wicreport.findings.values import Value, format_number

__all__ = [
    "compare_shares",
    "count",
    "count_actors",
    "count_comparable",
    "count_covered",
    "count_documents",
    "count_editions",
    "find_comparable",
    "first_year",
    "is_one_actor",
    "quantify",
    "rate_by_edition",
    "theme_share",
    "voices",
]

_PLACE = ("source_id", "passage_id", "start", "end")
_SAME_SHARE = 0.03  # three percentage points


def voices(study: Study, records: pd.DataFrame) -> pd.DataFrame:
    """Return the records of one document a family: its fullest member that has passages in the chosen corpus.

    Parameters
    ----------
    study
        The documents in hand.
    records
        A frame of coded records; needs `source_id` and `family`.

    Returns
    -------
    pandas.DataFrame
        The rows kept, in their order.
    """
    require_columns(records, ["source_id"], "coded records")
    return records[records["source_id"].isin(study.speakers)]


def count(study: Study, records: pd.DataFrame) -> Value:
    """Return the number of passages in some records, each family once, with every passage as evidence."""
    require_columns(records, _PLACE, "wic.count")
    rows = voices(study, records).drop_duplicates("passage_id")
    return _count_rows(study, rows)


def theme_share(study: Study, theme_id: str, edition: int) -> tuple[Value, Value]:
    """Return how many passages on an edition speak of a theme, and how many passages there are on it.

    Both count one document a family, and passages of one language only, that of most of the chosen corpus: a sentence
    is not the same measure in two. The first rests on the passages that speak of the theme, the second on the passage
    with which each document's count begins. Where no passage on the edition is in the chosen corpus, neither is a
    number.
    """
    passages = voices(study, study.passages[study.passages["edition"] == edition])
    languages = _languages_of(study, study.passages)
    if languages.nunique() > 1:
        main = languages.value_counts(sort=True).sort_index(kind="stable").idxmax()
        passages = passages[_languages_of(study, passages) == main]
    if passages.empty:
        nothing = _no_number(f"no passage on the edition of {edition} is in the chosen corpus")
        return nothing, nothing
    marked = passages["passage_id"].isin(study.find_marked(theme_id))
    first = count(study, passages.drop_duplicates("source_id"))
    return count(study, passages[marked]), Value.of(len(passages), first.evidence)


def rate_by_edition(study: Study, theme_id: str) -> pd.DataFrame:
    """Return how much of what is said of each edition speaks of a theme.

    Returns
    -------
    pandas.DataFrame
        One row an edition, in order of years: `edition`, `n_theme` and `n_passages` (passages, one document a family),
        `share` (0-1), `n_families`, `source_id` (joined by `;`). A corpus in several languages has one row an edition
        and language, since a sentence is not the same measure in two, and `edition` names both, as in `2016 (zh)`.
    """
    passages = voices(study, study.passages.dropna(subset=["edition"]))
    languages = _languages_of(study, passages)
    is_mixed = languages.nunique() > 1
    rows: list[tuple[int | str, int, int, float, int, str]] = []
    for (edition, language), group in passages.groupby(["edition", languages]):
        n_theme = int(group["passage_id"].isin(study.find_marked(theme_id)).sum())
        ids = list(dict.fromkeys(group["source_id"]))
        rows.append(
            (
                f"{edition} ({language})" if is_mixed else int(str(edition)),
                n_theme,
                len(group),
                n_theme / len(group),
                group["family"].nunique(),
                ";".join(ids),
            )
        )
    columns = ["edition", "n_theme", "n_passages", "share", "n_families", "source_id"]
    return pd.DataFrame(rows, columns=columns)


def _languages_of(study: Study, records: pd.DataFrame) -> pd.Series[str]:
    """Return the language of each record, without its region."""
    language_of = {source.source_id: source.language.partition("-")[0] for source in study.corpus.sources}
    return records["source_id"].map(language_of).rename("language")


def compare_shares(then: Value, now: Value) -> str:
    """Return in words whether a share is larger now than then.

    Less than three percentage points apart are about the same share: of the few dozen passages that an edition has, one
    more or one less makes nearly as much.
    """
    if abs(now.number - then.number) < _SAME_SHARE:
        return "about the same share"
    return "a larger share" if now > then else "a smaller share"


def quantify(cited: CitedSource, words: str, *, prefix: str = "") -> Value:
    """Return the number that was coded from words of a source.

    Parameters
    ----------
    cited
        The source, as `take_sources` gives it.
    words
        The words of the source that hold the number, and one number only.
    prefix
        The words right before, where the same words stand in several places.

    Returns
    -------
    Value
        The normalised number in its coded unit, resting on the words; a percentage stays one, and is written as
        `{share:percent}` or before "per cent".

    Raises
    ------
    FindingError
        If no quantity, or more than one, was coded from the words.
    """
    evidence = cite(cited, words, prefix=prefix)
    if evidence.start < 0:
        return Value(math.nan, words, (evidence,))
    coded = cited.study.whole.quantities
    inside = coded[
        (coded["source_id"] == cited.source_id) & (coded["start"] < evidence.end) & (coded["end"] > evidence.start)
    ]
    if len(inside) != 1:
        found = ", ".join(inside["text"]) or "none"
        raise FindingError(
            f"the words “{words}” should hold one coded quantity; found: {found}",
            where=cited.source_id,
            remedy="Cite the words round one number; `study.coded.quantities` lists them.",
        )
    number = float(inside["value"].iloc[0])
    return Value(number, format_number(number), (evidence,), is_percentage=inside["unit"].iloc[0] == "percent")


def count_actors(study: Study, appearances: pd.DataFrame) -> Value:
    """Return the number of different actors in some appearances, with the passages that name them as evidence."""
    require_columns(appearances, ["actor_id", *_PLACE], "wic.count_actors")
    first = voices(study, appearances).drop_duplicates("actor_id")
    return _count_rows(study, first)


def count_editions(study: Study, *, until: int) -> Value:
    """Return how many editions the codebook has up to a year."""
    number = sum(year <= until for year in study.list_years())
    return Value.of(number)


def count_covered(study: Study, *, until: int) -> Value:
    """Return how many editions up to a year have a document of their own.

    A document is an edition's own if it covers that edition by the catalogue, and speaks of it. The number rests on the
    first such passage of each edition, where there is a choice of the fullest member of a family.
    """
    covered = {source.source_id: source.edition for source in study.corpus.sources}
    passages, origins = study.all_passages, [family.origin for family in study.corpus.families]
    own = passages[(passages["edition"] == passages["source_id"].map(covered)) & (passages["edition"] <= until)]
    first = own.assign(is_copy=~own["source_id"].isin(origins)).sort_values(["edition", "is_copy"], kind="stable")
    return _count_rows(study, first.drop_duplicates("edition"))


def count_documents(study: Study) -> tuple[Value, Value]:
    """Return how many documents are in the chosen corpus, and how many independent voices they are.

    Both rest on the first chosen passage of each: of every document, and of the fullest member of each family.
    """
    documents = study.passages.drop_duplicates("source_id")
    independent = voices(study, documents)
    return _count_rows(study, documents), _count_rows(study, independent)


def count_comparable(study: Study) -> Value:
    """Return how many pairs of an actor and an edition more than one voice speaks of.

    The number rests on a passage of each voice for each pair, of its fullest member if that has one. Where there is no
    pair it is no number.
    """
    found, pair = find_comparable(study), ["actor_id", "edition"]
    if found.empty:
        return _no_number("no two voices of the chosen corpus speak of one actor at one edition")
    first = found.loc[found["source_id"].isin(study.speakers).sort_values(ascending=False, kind="stable").index]
    cited = first.drop_duplicates([*pair, "family"]).sort_index()
    return Value.of(len(found.drop_duplicates(pair)), _cite_rows(study, cited))


def find_comparable(study: Study) -> pd.DataFrame:
    """Return the appearances of actors at editions at which more than one voice speaks of them.

    Parameters
    ----------
    study
        The documents in hand.

    Returns
    -------
    pandas.DataFrame
        Rows of `study.coded.appearances`, in their order; those without an edition are never among them.
    """
    known = study.coded.appearances.dropna(subset=["edition"])
    return known[known.groupby(["actor_id", "edition"])["family"].transform("nunique") > 1]


def is_one_actor(study: Study, *names: str) -> bool:
    """Return whether the registry knows one actor under all of some names."""
    found = {find_actor(study, name) for name in names}
    return len(found) == 1 and None not in found


def first_year(year: int, ordinal: Value) -> Value:
    """Return the year of the first edition, counted back from the ordinal that a source gives an edition."""
    return Value(float(year), f"{year}") - (ordinal - 1)  # a year has no thousands separator


def _no_number(problem: str) -> Value:
    """Return what leaves a finding out, since there is nothing to be counted."""
    return Value(math.nan, "n/a", (Evidence("corpus", "", "absent", problem=problem),))


def _count_rows(study: Study, records: pd.DataFrame) -> Value:
    """Return the number of some records, which rests on the words of each."""
    return Value.of(len(records), _cite_rows(study, records))


def _cite_rows(study: Study, records: pd.DataFrame) -> tuple[Evidence, ...]:
    """Return the words of some records as evidence, each place once: what is counted is what is cited."""
    spans = records[["source_id", "start", "end"]].itertuples(index=False)
    return tuple(dict.fromkeys(cite_span(study, str(name), int(start), int(end)) for name, start, end in spans))
