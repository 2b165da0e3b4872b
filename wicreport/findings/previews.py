"""What the project reads out of one new document, as plain text, to be looked at before it is taken up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from wicreport.coding.codebook import Codebook
from wicreport.coding.records import CodedSource, code_source
from wicreport.corpus.additions import Addition
from wicreport.corpus.catalogue import CATALOGUE
from wicreport.corpus.characters import show_hidden
from wicreport.corpus.sources import Source, Span
from wicreport.findings.rests import join_names

__all__ = ["describe_review", "preview_addition"]

_NAMED = ("title", "publisher", "published", "edition")
"""What the briefing calls a source by, or counts it by, and what a text may not say."""

_WIDTH = 100
_INDENT = "  "
_RELATIONS = {
    "identical": "the same text",
    "revised": "the same text, revised",
    "abridged_of": "the same text, one abridged",
    "shares_quotation": "another text that quotes the same words",
}


def preview_addition(addition: Addition, codebook: Codebook) -> str:
    """Return how a document would be catalogued and read.

    Parameters
    ----------
    addition
        The document with its proposed entry.
    codebook
        What it is coded by.

    Returns
    -------
    str
        Lines under the headings Document, Entry, Family, Body and Records. Places are offsets into the text, as in the
        tables of coded records. Hidden characters are shown by their code points.
    """
    source = addition.source
    coded = code_source(source, codebook)
    parts = {
        "Document": [f"{source.file}, {len(source.text):,} characters, {source.language}"],
        f"Entry for {CATALOGUE}": addition.entry.splitlines(),
        "Family": _describe_family(addition),
        "Body": _describe_body(source),
        "Records": _describe_records(coded, source),
    }
    sections = (
        "\n".join([name, *(f"{_INDENT}{_clean(line)}".rstrip() for line in lines)]) for name, lines in parts.items()
    )
    return "\n\n".join(sections)


def describe_review(addition: Addition) -> str:
    """Return what is to be reviewed in the entry of a document that was taken up, and what of it could not be found."""
    empty = [f"`{name}`" for name in _NAMED if getattr(addition.source, name) is None]
    missing = f" The text does not say {join_names(empty)}: add what you know." if empty else ""
    return f"Review the entry, above all its kind and reliability.{missing}"


def _clean(line: str) -> str:
    """Return a line that a terminal shows as it stands."""
    return "".join(character if character.isprintable() else " " for character in show_hidden(line))


def _clip(words: str) -> str:
    """Return words on one line, cut in the middle where they are many."""
    line = " ".join(words.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH // 2].rstrip()} … {line[-_WIDTH // 3 :].lstrip()}"


def _describe_family(addition: Addition) -> Iterator[str]:
    """Yield the voice the document belongs to, and every document it shares words with."""
    family, source_id = addition.family, addition.source.source_id
    others = [f"{other} ({role})" for other, role in family.roles.items() if other != source_id]
    if others:
        yield f"One voice with {', '.join(others)}; this is its {family.roles[source_id]}."
    else:
        yield "A voice of its own."
    for other, pair in addition.relations.items():
        shared = f"{pair.in_second:.0%} of this text is there, {pair.in_first:.0%} of that one is here"
        yield f"{other}: {_RELATIONS[pair.label]}; {shared}"


def _describe_body(source: Source) -> Iterator[str]:
    """Yield what of the text is the article, and every stretch that is not."""
    share = sum(end - start for start, end in source.body) / len(source.text)
    unit = "Chinese characters" if source.language.startswith("zh") else "words"
    yield f"{source.n_words:,} {unit}, {share:.0%} of the text"
    yield from _list_spans("article", source.body, source)
    yield from _list_spans("reference", source.references, source)
    yield from _list_spans("furniture", source.furniture, source)


def _list_spans(name: str, spans: Iterable[Span], source: Source) -> Iterator[str]:
    for start, end in spans:
        if words := source.text[start:end].strip():
            yield f"{name} {start}-{end}: {_clip(words)}"


def _describe_records(coded: CodedSource, source: Source) -> Iterator[str]:
    """Yield the number of records of each kind, and the records."""
    editions = Counter(mark.edition for mark in coded.editions if mark.edition)
    years = ", ".join(f"{year} ({n})" for year, n in sorted(editions.items())) or "none"
    yield f"passages: {len(coded.passages)}, of which speak of an edition: {years}"
    yield from _list_records(
        "quotations",
        [(q.start, q.end, f"{q.kind}, {q.speaker or 'no speaker'}: {_clip(q.quote)}") for q in coded.quotations],
    )
    yield from _list_records(
        "quantities", [(q.start, q.end, f"{_clip(q.text)} ({q.value:,.10g} {q.unit})") for q in coded.quantities]
    )
    yield from _list_records(
        "appearances",
        [(a.start, a.end, f"{a.actor}, {a.edition or 'no edition'}: {a.status}") for a in coded.appearances],
    )
    themes = [(t.start, t.end, f"{t.theme_id}: {_clip(source.text[t.start : t.end])}") for t in coded.themes]
    yield from _list_records("marks of themes", themes)


def _list_records(name: str, records: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    yield f"{name}: {len(records)}"
    for start, end, words in records:
        yield f"{_INDENT}{start}-{end} {words}"
