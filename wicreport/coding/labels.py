"""Labelled documents: what their labels may say, where they stand in a text and whom they name; none is scored here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any, get_args

from wicreport.coding.attendance_verbs import Status
from wicreport.coding.codebook import Codebook
from wicreport.coding.kinds import QuotationKind
from wicreport.corpus.labels import FAMILIES, check_term
from wicreport.corpus.scripts import simplify_han
from wicreport.corpus.sources import Source, Span

__all__ = [
    "Labels",
    "check_terms",
    "find_spans",
    "is_actor",
    "is_speaker",
    "labelled_body",
    "labelled_sources",
    "name_keys",
    "overlap_words",
    "places_of",
    "runs_of",
]

Labels = Mapping[str, Mapping[str, Any]]

_SCARE = "scare"  # quotation marks that keep a distance, which the rules code as a term
_NO_THEME = "none"

_TITLES_TEXT = (
    "the a an of and for from by in at on per incl mr mrs ms dr president premier vice chief executive ceo "
    "chairman founder co-founder minister secretary general communist party company group who some he she they "
    "it one chinese china"
)
_TITLES = frozenset(_TITLES_TEXT.split())


def check_terms(path: Path, labels: Labels, codebook: Codebook) -> None:
    """Raise if a label has a kind, a status or a theme that no record can have, and would count as missed.

    Parameters
    ----------
    path
        The label file, for the message.
    labels
        The parsed label file, whose keys are right.
    codebook
        The themes.

    Raises
    ------
    CatalogueError
        Naming the file, the document, the label and the nearest term.
    """
    statuses = get_args(Status)
    known = {
        "quotes": {"kind": (*get_args(QuotationKind), _SCARE)},
        "attendance": {"status": statuses, "also": statuses},
        "sentences": {"themes": (*(theme.theme_id for theme in codebook.themes), _NO_THEME)},
    }
    for name, label in labels.items():
        for key, fields in known.items() if name != FAMILIES else ():
            for number, entry in enumerate(label.get(key, ()), start=1):
                for field in (field for field in fields if field in entry):
                    terms = entry[field] if isinstance(entry[field], list) else [entry[field]]
                    for term in terms:
                        check_term(f"{path}, {name}, {key}, label {number}", field, term, fields[field])


def labelled_sources(
    labels: Labels, sources: Sequence[Source], part: str | None = None
) -> Iterator[tuple[Source, Mapping[str, Any]]]:
    """Yield each source that has labels, with them; they are found by the name of its file.

    Parameters
    ----------
    labels
        The parsed label file.
    sources
        The sources that were coded.
    part
        The key that the labels must have: a document whose quantities nobody labelled says nothing of quantities. An
        empty list says that it has none.

    Yields
    ------
    tuple
        A source and its labels, in the order of the sources.
    """
    for source in sources:
        name = PurePath(source.file).name
        if name in labels and (part is None or part in labels[name]):
            yield source, labels[name]


def find_spans(text: str, words: str) -> tuple[Span, ...]:
    """Return every place where words stand in a text, exactly but for white space.

    Parameters
    ----------
    text
        The text of a source.
    words
        What to look for.

    Returns
    -------
    tuple of Span
        In order; empty if the words do not occur.
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    return tuple(Span(m.start(), m.end()) for m in re.finditer(pattern, text)) if pattern else ()


def labelled_body(text: str, label: Mapping[str, Any]) -> list[Span]:
    """Return the spans of a text that the labels count as body, without the furniture named inside.

    Parameters
    ----------
    text
        The text of a source.
    label
        Its labels: ``body_start`` and ``body_end`` are the first and the last words, ``boilerplate`` is furniture.

    Returns
    -------
    list of Span
        In order.
    """
    first, last = find_spans(text, label["body_start"]), find_spans(text, label["body_end"])
    start, end = first[0].start if first else 0, last[-1].end if last else len(text)
    spans = [Span(start, end)]
    for words in label.get("boilerplate", ()):
        for cut in find_spans(text, words):
            spans = [piece for span in spans for piece in _cut(span, cut)]
    return spans


def _cut(span: Span, cut: Span) -> list[Span]:
    if cut.end <= span.start or cut.start >= span.end:
        return [span]
    return [piece for piece in (Span(span.start, cut.start), Span(cut.end, span.end)) if piece.start < piece.end]


def overlap_words(first: str, second: str) -> float:
    """Return the share of words two texts have in common, of the longer one; case, marks and spaces do not matter.

    Parameters
    ----------
    first
        A text; Chinese is compared by characters.
    second
        Another one.

    Returns
    -------
    float
        From 0 to 1.
    """
    one, two = _words(first), _words(second)
    if not one or not two:
        return 0.0
    return (Counter(one) & Counter(two)).total() / max(len(one), len(two))


def _words(text: str) -> list[str]:
    return re.findall(r"[\u4e00-\u9fff]|[^\W_\u4e00-\u9fff]+", text.casefold().replace("’", "'"))


def name_keys(who: str, codebook: Codebook, *others: str) -> frozenset[str]:
    """Return what a labelled name may be matched by: ids of the registry, else the name itself.

    Parameters
    ----------
    who
        A name as labelled; "Tim Cook (Apple)" is Tim Cook of Apple.
    codebook
        The registry.
    *others
        Further names of the same actor.

    Returns
    -------
    frozenset of str
        Ids where the registry has the name, and the names themselves folded to lower case.
    """
    plain = [re.sub(r"\s*\([^)]*\)", "", name).strip() for name in (who, *others)]
    inside = [
        part.strip()
        for name in (who, *others)
        for group in re.findall(r"\(([^)]*)\)", name)
        for part in group.split(",")
    ]
    people = [name for name in inside if len(name.split()) > 1 and name[:1].isupper()]
    names = [name.casefold() for name in (*plain, *people) if name]
    names += [simple for simple in map(simplify_han, names) if simple not in names]
    ids = [codebook.actor_by_name[name].actor_id for name in names if name in codebook.actor_by_name]
    return frozenset((*ids, *names))


def is_speaker(label: Mapping[str, Any], speaker: str | None, speaker_id: str | None, codebook: Codebook) -> bool:
    """Return whether a coded speaker is the labelled one, by id or by the telling words of the name.

    Parameters
    ----------
    label
        A labelled quotation with ``speaker`` as written and ``speaker_canonical``.
    speaker
        The coded name; missing where none was found.
    speaker_id
        Its id in the registry.
    codebook
        The registry.

    Returns
    -------
    bool
        True as well where neither has a speaker.
    """
    names = [name for name in (label.get("speaker"), label.get("speaker_canonical")) if name]
    if not names or speaker is None:
        return not names and speaker is None
    keys = name_keys(names[-1], codebook, *names[:-1])
    return speaker_id in keys or any(_share_words(name, speaker) for name in names)


def is_actor(label: Mapping[str, Any], actor: str, actor_id: str, codebook: Codebook) -> bool:
    """Return whether a coded actor is the labelled one, by id or name; one the registry lacks may be part of the other.

    Parameters
    ----------
    label
        A labelled appearance with ``who`` and perhaps ``alias``.
    actor
        The coded name.
    actor_id
        Its id.
    codebook
        The registry.

    Returns
    -------
    bool
        True for "Xinhua News" and "Xinhua" where the registry has only one of them.
    """
    keys = name_keys(label["who"], codebook, *filter(None, [label.get("alias")]))
    if actor_id in keys or actor.casefold() in keys:
        return True
    coded = set(_words(actor))
    parts = [set(_words(key)) for key in keys]
    is_known = any(key in codebook.actor_by_id for key in keys)
    return not is_known and any(part and (part <= coded or coded <= part) for part in parts)


def _share_words(labelled: str, coded: str) -> bool:
    """Return whether half of the telling words of the shorter name are in the other: "Liu" and "Liu He"."""
    one, two = set(_words(labelled)) - _TITLES, set(_words(coded)) - _TITLES
    if not one or not two:
        return set(_words(labelled)) == set(_words(coded)) != set()
    return len(one & two) * 2 >= min(len(one), len(two))


def places_of(spans: Iterable[tuple[int, int]], text: str) -> set[int]:
    """Return the offsets of the characters of spans that are not white space."""
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}


def runs_of(places: Iterable[int]) -> list[Span]:
    """Return offsets as runs; gaps of white space do not part them."""
    runs: list[Span] = []
    for place in sorted(places):
        if runs and place - runs[-1].end <= 2:
            runs[-1] = Span(runs[-1].start, place + 1)
        else:
            runs.append(Span(place, place + 1))
    return runs
