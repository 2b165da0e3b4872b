"""Furniture that only other documents give away: paragraphs that one publisher repeats from page to page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from wicreport.corpus.families import find_families
from wicreport.corpus.paragraphs import count_words, split_paragraphs, trim_span
from wicreport.corpus.sources import Source, Span

__all__ = ["drop_repeats"]

_AT_AN_END = 3
_WITHIN = 5
_LONG = 24  # letters: within an article a shorter line may be a heading
_MOST_SHARED = 0.5
_LETTERS = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[\"“”„«»「」『』]")


@dataclass(frozen=True, slots=True)
class _Page:
    """A source with the paragraphs of its body, and the letters of each by which it is known again."""

    source: Source
    spans: tuple[Span, ...]
    keys: tuple[str, ...]

    def share_of(self, keys: frozenset[str]) -> float:
        """Return the share of the page's words that lies in paragraphs of some keys."""
        words = [count_words(self.source.text[start:end]) for start, end in self.spans]
        return sum(n for n, key in zip(words, self.keys, strict=True) if key in keys) / max(sum(words), 1)

    def without(self, keys: frozenset[str]) -> Source:
        """Return the source with only those paragraphs as its body that have none of some keys."""
        kept = [span for span, key in zip(self.spans, self.keys, strict=True) if key not in keys]
        return replace(self.source, body=tuple(kept))


def drop_repeats(sources: Sequence[Source]) -> tuple[Source, ...]:
    """Return the sources with what their publisher repeats from page to page as furniture and not as body.

    Parameters
    ----------
    sources
        Sources whose body is known as far as each text alone gives it away. Those without a publisher count as of one.

    Returns
    -------
    tuple of Source
        In the same order. A paragraph is cut from the beginning or end of a body where three pages have it that
        otherwise go back to different texts, and from the middle where five have it. One with quotation marks stays,
        because different articles may quote the same words; and so does what makes up half of a page or more.
    """
    pages = [_read_page(source) for source in sources]
    counts = Counter(key for page in pages for key in set(page.keys))
    shared = frozenset(key for key, count in counts.items() if key and count >= _AT_AN_END)
    if not shared:
        return tuple(sources)
    mixed = (page for page in pages if shared & set(page.keys) and not shared.issuperset(page.keys))
    concerned = [page for page in mixed if page.share_of(shared) < _MOST_SHARED]
    n_origins = _count_origins(concerned, shared)
    cuts = {page.source.source_id: list(_find_cuts(page, n_origins)) for page in concerned}
    return tuple(_cut(source, found) if (found := cuts.get(source.source_id)) else source for source in sources)


def _read_page(source: Source) -> _Page:
    body = source.body_text
    spans = tuple(span for paragraph in split_paragraphs(source.text) if (span := trim_span(body, paragraph)))
    return _Page(source, spans, tuple(" ".join(_LETTERS.findall(body[start:end].casefold())) for start, end in spans))


def _count_origins(pages: Sequence[_Page], shared: frozenset[str]) -> Mapping[str, int]:
    """Return for each shared paragraph how many texts of one publisher have it that have no other origin in common."""
    families = find_families([page.without(shared) for page in pages])
    family_of = {source_id: family.family_id for family in families for source_id in family.roles}
    origins: dict[str, dict[str | None, set[str]]] = defaultdict(lambda: defaultdict(set))
    for page in pages:
        for key in shared & set(page.keys):
            origins[key][page.source.publisher].add(family_of[page.source.source_id])
    return {key: max(map(len, found.values())) for key, found in origins.items()}


def _find_cuts(page: _Page, n_origins: Mapping[str, int]) -> Iterator[Span]:
    """Yield the repeated paragraphs of a page, each with the white space that parts it from what stays."""
    text = page.source.text
    counts = [
        0 if _QUOTED.search(text, *span) else n_origins.get(key, 0)
        for span, key in zip(page.spans, page.keys, strict=True)
    ]
    n_first, n_last = _run_length(counts), _run_length(reversed(counts))
    for number, count in enumerate(counts):
        if number < n_first:
            yield Span(page.spans[number].start, page.spans[number + 1].start)
        elif number >= len(counts) - n_last or (count >= _WITHIN and len(page.keys[number]) >= _LONG):
            yield Span(page.spans[number - 1].end, page.spans[number].end)


def _run_length(counts: Iterable[int]) -> int:
    return sum(1 for _ in takewhile(lambda count: count >= _AT_AN_END, counts))


def _cut(source: Source, cuts: Iterable[Span]) -> Source:
    """Return the source with some spans of its body as furniture."""
    marks = ["f"] * len(source.text)
    for spans, mark in ((source.body, "b"), (source.references, "r")):
        for start, end in spans:
            marks[start:end] = mark * (end - start)
    for start, end in cuts:
        marks[start:end] = ["f" if mark == "b" else mark for mark in marks[start:end]]
    codes = "".join(marks)
    body, furniture = (tuple(Span(*run.span()) for run in re.finditer(f"{mark}+", codes)) for mark in "bf")
    return replace(source, body=body, furniture=furniture)
