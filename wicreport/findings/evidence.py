"""Evidence: anchors resolved against the sources on a ladder of exactness; no finding is judged here."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from heapq import nlargest
from typing import Literal

from wicreport.corpus.anchors import Anchor
from wicreport.corpus.passages import split_passages
from wicreport.corpus.sources import Source, Span
from wicreport.findings.foldings import fold_text
from wicreport.findings.stretches import find_stretch
from wicreport.findings.turns import NUMBERS, find_turn

__all__ = ["Resolution", "Status", "citable_text", "is_preceded", "line_round", "resolve_anchor", "resolve_words"]

Status = Literal["exact", "moved", "normalised", "approximate", "ambiguous", "lost", "absent"]

_MOST_SEARCHED = 8  # sentences that are searched for the nearest stretch
CLOSE_ENOUGH = 0.6  # below this share of common characters the nearest sentence is no help to the analyst

_DIGITS = re.compile(rf"\d(?:[\d.,]*\d)?|\b{NUMBERS}", re.IGNORECASE)
_NAMES = re.compile(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w-]+")
_NEGATIONS = re.compile(r"\b(?:not|no|never|none|nor|neither|without|cannot|\w+n['’]t)\b|[不没無无未非]", re.IGNORECASE)
_HEDGES = re.compile(
    r"\b(?:may|might|could|would|should|likely|unlikely|possibl[ey]|perhaps|probabl[ey]|reportedly|apparently|allegedly"
    r"|appears?|seems?|suggests?|almost|nearly|roughly"
    r"|approximately|some|only|hardly|barely|close to|as many as|no more than|about|around|at least|at most|up to"
    r"|more than|less than|over|under)\b"
    r"|可能|也许|或许|据称|约|近|超过",
    re.IGNORECASE,
)
_TURN_BEFORE = re.compile(rf"(?:{_NEGATIONS.pattern}|{_HEDGES.pattern})\s*$", re.IGNORECASE)
_GUARDS = {"digits": _DIGITS, "a negation": _NEGATIONS, "a hedge": _HEDGES, "a name": _NAMES}


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where an anchor's words stand today, on which rung, and what is wrong where they do not pass.

    ``span`` is None below the passing rungs; ``nearest`` is the text that comes closest there.
    """

    status: Status
    span: Span | None = None
    problem: str = ""
    nearest: str = ""

    @property
    def passes(self) -> bool:
        """Return whether the words stand as they were cited."""
        return self.status in ("exact", "moved", "normalised")


def citable_text(source: Source) -> str:
    """Return the text with furniture blanked: the body and the references, which alone may be cited."""
    kept = [c if c == "\n" else " " for c in source.text]
    for start, end in (*source.body, *source.references):
        kept[start:end] = source.text[start:end]
    return "".join(kept)


def resolve_anchor(pin: Anchor, source: Source) -> Resolution:
    """Return where a pinned anchor stands in a source.

    `exact`: the file is the one that was pinned, and the pin is true of it. `moved`: the words stand in the same
    sentence elsewhere. `normalised`: the same after folding white space, quotation marks, dashes and no-break
    spaces. Below that the anchor fails.
    """
    text = citable_text(source)
    whole = f"{pin.prefix}{pin.exact}{pin.suffix}"
    stood = source.text[max(0, pin.start - len(pin.prefix)) : pin.end + len(pin.suffix)]
    if pin.sha256 == source.sha256 and text[pin.start : pin.end] == pin.exact and stood == whole:
        return _checked_for_turn(Resolution("exact", Span(pin.start, pin.end)), source)
    for status, places in (("moved", _find_all(text, whole)), ("normalised", _find_folded(text, whole))):
        found = _outside_furniture(places, source, text)
        if len(found) > 1:
            return Resolution("ambiguous", problem=f"the sentence stands {len(found)} times")
        if found:
            sentence = _sentence_round(found[0], source)
            if sentence != found[0]:
                return _changed(whole, source.text[sentence.start : sentence.end])
            words = _words_within(text, found[0], pin)
            return _checked_for_turn(Resolution(status, words), source)  # type: ignore[arg-type]  # two of the statuses
    return _nearest(whole, text)


def resolve_words(exact: str, source: Source, *, prefix: str = "") -> Resolution:
    """Return where words that are not pinned yet stand in a source.

    They must stand there once; ``prefix`` tells two places apart by the words right before.
    """
    text = citable_text(source)
    for status, places in (("exact", _find_all(text, exact)), ("normalised", _find_folded(text, exact))):
        found = [span for span in _outside_furniture(places, source, text) if is_preceded(text, span, prefix)]
        if len(found) > 1:
            return Resolution(
                "ambiguous", problem=f"the words stand {len(found)} times; give `prefix`, the words before"
            )
        if found:
            return _checked_for_turn(Resolution(status, found[0]), source)  # type: ignore[arg-type]  # two of the statuses
    return _nearest_stretch(exact, text)


def _find_all(text: str, words: str) -> list[Span]:
    """Return every place of the words as they are."""
    return [Span(m.start(), m.end()) for m in re.finditer(re.escape(words), text)] if words.strip() else []


def _find_folded(text: str, words: str) -> list[Span]:
    """Return every place of the words after folding."""
    folded, places = fold_text(text)
    needle = fold_text(words)[0].strip()
    if not needle:
        return []
    return [Span(places[m.start()], places[m.end() - 1] + 1) for m in re.finditer(re.escape(needle), folded)]


def _outside_furniture(spans: list[Span], source: Source, text: str) -> list[Span]:
    """Return the spans that no furniture interrupts."""
    return [span for span in spans if source.text[span.start : span.end] == text[span.start : span.end]]


def is_preceded(text: str, span: Span, prefix: str) -> bool:
    """Return whether the words right before a span are the given ones (always, where none are given)."""
    before = fold_text(text[max(0, span.start - 4 * len(prefix) - 20) : span.start])[0]
    return before.rstrip().endswith(fold_text(prefix)[0].strip())


def _sentence_round(place: Span, source: Source) -> Span:
    """Return the place, widened to whole sentences where words were put in at either end of its own."""
    covering = [Span(p.start, p.end) for p in split_passages(source) if p.start < place.end and place.start < p.end]
    covering = covering or [line_round(place, source)]
    return Span(min(place.start, *(p.start for p in covering)), max(place.end, *(p.end for p in covering)))


def line_round(place: Span, source: Source) -> Span:
    """Return the line that holds a place: what stands for a sentence in a list of references."""
    rest = source.text[place.end :].partition("\n")[0].rstrip()
    line = Span(source.text.rfind("\n", 0, place.start) + 1, place.end + len(rest))
    return line if place in source.references or _is_listed(line, source) else place


def _is_listed(line: Span, source: Source) -> bool:
    """Return whether a line lies within a list of references."""
    return any(start <= line.start and line.end <= end for start, end in source.references)


def _words_within(text: str, whole: Span, pin: Anchor) -> Span:
    """Return the place of the cited words inside the place of their sentence."""
    sentence = text[whole.start : whole.end]
    before = len(fold_text(pin.prefix)[0].rstrip())
    inside = [span for find in (_find_all, _find_folded) for span in find(sentence, pin.exact)]
    nearest = min(inside, key=lambda span: abs(len(fold_text(sentence[: span.start])[0].rstrip()) - before))
    return Span(whole.start + nearest.start, whole.start + nearest.end)


def _checked_for_turn(resolution: Resolution, source: Source) -> Resolution:
    """Return the resolution, or `approximate` where what stands round the words turns them."""
    assert resolution.span is not None
    turn, left, right = find_turn(source.text, *resolution.span)
    if not turn:
        return resolution
    return Resolution(
        "approximate",
        problem=f"what stands round the words turns them (“{turn}”); cite it as well",
        nearest=source.text[left:right],
    )


def _nearest(words: str, text: str) -> Resolution:
    """Return the failing rung for words that are not there: a near text with what differs, or nothing near."""
    wanted = fold_text(words)[0]
    ratio, nearest = max(((_likeness(wanted, c), c) for c in _candidates(text, len(words))), default=(0.0, ""))
    if ratio < CLOSE_ENOUGH:
        return Resolution("lost", problem="nothing near these words is in the source", nearest=nearest)
    return _changed(words, nearest)


def _nearest_stretch(words: str, text: str) -> Resolution:
    """Return the failing rung as `_nearest` does, for words that need be no whole sentence: held against a stretch."""
    wanted = fold_text(words)[0]
    close = nlargest(_MOST_SEARCHED, _candidates(text, len(words)), key=lambda c: _share_shared(wanted, c))
    found = ((*find_stretch(words, candidate), candidate) for candidate in close)
    likeness, stretch, within = max(found, key=lambda each: each[0], default=(0.0, "", ""))
    if likeness < CLOSE_ENOUGH:
        return _nearest(words, text)
    turn = _TURN_BEFORE.search(within, 0, within.index(stretch))
    first, wanted_first = stretch.split()[0], words.split()[0]
    is_cut = first != wanted_first and first.islower() and wanted_first.islower()  # "be due" out of "may be due"
    return _changed(words, turn[0] + stretch if turn and is_cut else stretch)


def _changed(words: str, nearest: str) -> Resolution:
    """Return the failing rung for words that have become others, refused outright where the meaning turns on them."""
    differing = [
        name for name, guard in _GUARDS.items() if sorted(guard.findall(words)) != sorted(guard.findall(nearest))
    ]
    if differing:
        verb = "differs" if len(differing) == 1 and differing != ["digits"] else "differ"
        return Resolution("approximate", problem=f"refused: {' and '.join(differing)} {verb}", nearest=nearest)
    return Resolution("approximate", problem="the source has other words; if they will do, cite them", nearest=nearest)


def _candidates(text: str, length: int) -> list[str]:
    """Return stretches of the text about as long as the words: sentences, joined until long enough."""
    sentences = [s.strip() for s in re.split(r"(?<=[.!?”\"])\s+|(?<=[。！？])|\n+", text) if s.strip()]
    joined = [" ".join(sentences[i : i + n]) for n in (1, 2, 3) for i in range(len(sentences) - n + 1)]
    return sentences + [s for s in joined if len(s) <= 2 * length + 80]


def _likeness(wanted: str, candidate: str) -> float:
    """Return the share of the wanted characters that a candidate has in the same order, less for its length."""
    return _share_shared(wanted, candidate) - 0.05 * len(candidate) / len(wanted) if wanted else 0.0


def _share_shared(wanted: str, candidate: str) -> float:
    """Return the share of the wanted characters that a candidate has in the same order."""
    matcher = difflib.SequenceMatcher(None, wanted, fold_text(candidate)[0], autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks() if block.size > 2)
    return shared / len(wanted) if wanted else 0.0
