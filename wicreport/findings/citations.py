"""Citations: words of a source as evidence for a finding; how they are found is the ladder's work."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from wicreport.corpus.anchors import Anchor
from wicreport.corpus.near_names import find_near
from wicreport.corpus.sources import Source, Span
from wicreport.errors import EvidenceError, FindingError
from wicreport.findings.display import show_html
from wicreport.findings.evidence import (
    Resolution,
    Status,
    citable_text,
    is_preceded,
    line_round,
    resolve_anchor,
    resolve_words,
)
from wicreport.findings.foldings import fold_text
from wicreport.findings.lookups import Named
from wicreport.findings.speakers import find_speakers, name_speaker
from wicreport.findings.traces import reading

if TYPE_CHECKING:
    from wicreport.findings.studies import Study

__all__ = ["CitedSource", "Evidence", "cite", "cite_span", "take_sources"]


_CITED_BEFORE = (
    "Cite words that stand in the source, or withdraw the finding. If the source was changed on purpose, delete the "
    "old words from notebooks/anchors.json."
)
_CITED_FIRST = "Cite words as they stand in the body of the source, letter by letter, or withdraw the finding."

_ALIKE = 0.85
_YEAR = re.compile(r"(?<![\d.,/-])20[12]\d(?![\d%/-])")


@dataclass(frozen=True, slots=True)
class Evidence(Named):
    """The exact words of one source that a statement rests on.

    ``before`` and ``after`` are the rest of the sentence the words stand in. ``edition`` is the conference the sentence
    speaks of, ``speaker`` who is quoted, if all the words are somebody's. ``pin`` is the anchor kept for words that a
    notebook cites. ``also_in`` names the other documents of the same voice that have the same words. Words that did not
    resolve keep the status, the problem and the anchor, if they were cited before, until a finding uses them.
    """

    source_id: str
    exact: str
    status: Status
    start: int = -1
    end: int = -1
    before: str = ""
    after: str = ""
    passage_id: str = ""
    edition: int | None = None
    speaker: str = ""
    family: str = ""
    also_in: tuple[str, ...] = ()
    sha256: str = ""
    pin: Anchor | None = None
    problem: str = ""
    nearest: str = ""

    @property
    def is_absent(self) -> bool:
        """Return whether the source, or the passage, is not in the chosen corpus."""
        return self.status == "absent"

    def as_payload(self) -> dict[str, Any]:
        """Return the evidence as the briefing reads it."""
        words = ("source_id", "passage_id", "start", "end", "exact", "before", "after", "status")
        payload = {name: getattr(self, name) for name in (*words, "edition", "speaker", "family", "sha256")}
        pin = asdict(self.pin) if self.pin else None
        more = {"prefix": self.before[-32:], "suffix": self.after[:32], "also_in": list(self.also_in), "pin": pin}
        return {**payload, **more}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return show_html("evidence", {"item": self}, f"“{self.exact}” ({self.source_id}, {self.status})")

    def checked(self, finding_id: str) -> Evidence:
        """Return the evidence if its words stand, for one finding.

        Raises
        ------
        EvidenceError
            If they do not: names the finding, the source, the rung of the ladder and the nearest text.
        """
        if self.status in ("exact", "moved", "normalised"):
            return self
        lead = "the text that has most in common with them" if self.status == "lost" else "the nearest text"
        near = f"; {lead} is “{self.nearest.strip().rstrip('.')}”" if self.nearest.strip() else ""
        raise EvidenceError(
            f"the words “{self.exact}” of {self.source_id} do not resolve ({self.status}: {self.problem}){near}",
            where=f"finding {finding_id}",
            remedy=_CITED_BEFORE if self.pin else _CITED_FIRST,
        )


@dataclass(frozen=True, slots=True)
class CitedSource(Named):
    """A source as one notebook cites it: its id, and the study it is looked up in."""

    study: Study
    source_id: str


def take_sources(study: Study, *source_ids: str) -> tuple[CitedSource, ...]:
    """Return the sources that a notebook cites, by their ids in the catalogue; one outside the corpus may stand.

    Raises
    ------
    EvidenceError
        If the study is of all the project's own documents, and an id is in no entry but much like that of one.
    """
    for source_id in source_ids if study.is_whole else ():
        if study.known_source(source_id) is None and (meant := _find_meant(study, source_id)):
            what, remedy = "no entry of the catalogue has this id", f"Write {meant}, if that is meant."
            raise EvidenceError(what, where=source_id, remedy=remedy)
    return tuple(CitedSource(study, source_id) for source_id in source_ids)


def cite(cited: CitedSource, exact: str, *, prefix: str = "") -> Evidence:
    """Return words of a source as evidence.

    Parameters
    ----------
    cited
        The source, as `take_sources` gives it: `(report,) = wic.take_sources(study, "report")`.
    exact
        The words, as they stand in the body or the reference list of the source.
    prefix
        The words right before, where the same words stand in several places.

    Returns
    -------
    Evidence
        With the status of the ladder. Words that do not resolve fail in the finding that uses them, so that the
        error can name it; a source outside the chosen corpus gives the status `absent`.
    """
    if not isinstance(cited, CitedSource):
        what, remedy = "words are cited from one source at a time", "Unpack it: `(report,) = wic.take_sources(...)`."
        raise FindingError(what, where=f"“{exact}”", remedy=remedy)
    study, source_id = cited.study, cited.source_id
    source = study.known_source(source_id)
    if source is None:
        meant = _find_meant(study, source_id)
        problem = "the source is not in the chosen corpus" + (f": {meant} is, if that was meant" if meant else "")
        return Evidence(source_id, exact, "absent", problem=problem)
    named = study.find_pins(source_id, exact)
    pins = [pin for pin in named if _stands_behind(pin, prefix, source)]
    resolution = resolve_anchor(pins[0], source) if len(pins) == 1 else resolve_words(exact, source, prefix=prefix)
    kept = named[0] if named else None
    if resolution.span is None:
        problem, nearest = resolution.problem, resolution.nearest
        return Evidence(source_id, exact, resolution.status, problem=problem, nearest=nearest, pin=kept)
    found = _located(study, source, resolution)
    if found.is_absent:
        return found
    reading = _read_round(study, found)
    if len(pins) != 1:
        return replace(found, pin=_new_pin(found, exact, reading))
    if pins[0].reading and pins[0].reading != reading:
        problem = f"refused: the words were read as {_listed(pins[0].reading)}, and are now as {_listed(reading)}"
        nearest = f"{found.before}{found.exact}{found.after}"
        return Evidence(source_id, exact, "approximate", problem=problem, nearest=nearest, pin=kept)
    is_true = found.status == "exact"
    return replace(found, pin=_new_pin(found, exact, reading) if is_true else replace(pins[0], reading=reading))


@reading("the source whose id is like {0}")
def _find_meant(study: Study, source_id: str) -> str:
    """Return the id of the source that a misspelt one stands for, with the same digits; nothing, if none is close."""
    digits = re.sub(r"\D", "", source_id)
    ids = [source.source_id for source in study.corpus.sources if re.sub(r"\D", "", source.source_id) == digits]
    return next(iter(find_near(source_id, ids, alike=_ALIKE)), "")


def cite_span(study: Study, source_id: str, start: int, end: int) -> Evidence:
    """Return the words at a place of a source as evidence, as coded records give it."""
    return _located(study, study.corpus.source(source_id), Resolution("exact", Span(start, end)))


def _new_pin(found: Evidence, exact: str, reading: tuple[str, ...]) -> Anchor:
    """Return the place of words cited for the first time, under the words as the notebook has them."""
    return Anchor(found.source_id, found.start, found.end, exact, found.before, found.after, found.sha256, reading)


def _read_round(study: Study, found: Evidence) -> tuple[str, ...]:
    """Return how cited words are read by what stands round them: of which edition, behind which year, said by whom."""
    speakers = find_speakers(study, found.source_id, found.start, found.end)
    edition = "no edition" if found.edition is None else f"edition {found.edition}"
    source = study.known_source(found.source_id)
    paragraph = source.text[: found.start - len(found.before)].rpartition("\n")[2] if source else ""
    return (edition, *(f"behind {year}" for year in _YEAR.findall(paragraph)[-1:]), *(f"speaker {s}" for s in speakers))


def _listed(reading: tuple[str, ...]) -> str:
    return ", ".join(reading)


def _stands_behind(pin: Anchor, prefix: str, source: Source) -> bool:
    """Return whether a pin stands right behind the given words: in its sentence, or in the sentence before it today."""
    if fold_text(pin.prefix)[0].rstrip().endswith(fold_text(prefix)[0].strip()):
        return True
    span = resolve_anchor(pin, source).span
    return span is not None and is_preceded(citable_text(source), span, prefix)


def _located(study: Study, source: Source, resolution: Resolution) -> Evidence:
    """Return evidence for resolved words, with their sentence and their voice."""
    assert resolution.span is not None
    start, end = resolution.span
    covering = [p for p in study.passages_of(source.source_id) if p.start < end and start < p.end]
    if covering and not any(study.is_selected(p.passage_id) for p in covering):
        problem = "the passage speaks of an edition that was not chosen"
        return Evidence(source.source_id, source.text[start:end], "absent", problem=problem)
    line = line_round(resolution.span, source) if not covering else resolution.span
    left, right = min((line.start, *(p.start for p in covering))), max((line.end, *(p.end for p in covering)))
    family = study.corpus.family_of[source.source_id]
    return Evidence(
        source_id=source.source_id,
        exact=source.text[start:end],
        status=resolution.status,
        start=start,
        end=end,
        before=source.text[left:start],
        after=source.text[end:right],
        passage_id=covering[0].passage_id if covering else "",
        edition=study.edition_of(covering[0].passage_id) if covering else None,
        speaker=name_speaker(study, source.source_id, start, end),
        family=family.family_id,
        also_in=study.repeats(source.source_id, source.text[start:end]),
        sha256=source.sha256,
    )
