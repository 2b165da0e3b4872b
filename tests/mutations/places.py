"""Where the briefing can be hit: the words it cites and the sentences round them, read from the committed files."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from wicreport.corpus.projects import Project

EVIDENCE = ("evidence", "alternative_evidence", "contradicting")


@dataclass(frozen=True)
class Place:
    """Words of a document that something rests on, in their sentence, and what rests on the sentence by its ids."""

    source_id: str
    start: int
    end: int
    left: int
    right: int
    cited_by: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return a name for people."""
        return f"{self.source_id}:{self.start}"


@dataclass(frozen=True)
class Ground:
    """A project before it is mutated: its documents, its catalogue, what it claims and where that rests."""

    project: Project
    texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project) -> Ground:
        """Return the ground of a project whose notebooks and reports are current."""
        ground = cls(project)
        for source_id, entry in ground.entries.items():
            ground.texts[source_id] = (project.seeds / entry["file"]).read_bytes().decode("utf-8")
        return ground

    @cached_property
    def entries(self) -> dict[str, dict[str, Any]]:
        """Return the catalogue by source id."""
        table = tomllib.loads((self.project.seeds / "sources.toml").read_text(encoding="utf-8"))
        return {entry["id"]: entry for entry in table["sources"]}

    @cached_property
    def report(self) -> dict[str, Any]:
        """Return the findings as the report has them."""
        loaded: dict[str, Any] = json.loads((self.project.reports / "briefing.json").read_text(encoding="utf-8"))
        return loaded

    @cached_property
    def records(self) -> dict[str, dict[str, Any]]:
        """Return findings and disagreements by id."""
        return {item["id"]: item for item in (*self.report["findings"], *self.report["disagreements"])}

    @cached_property
    def conditional(self) -> list[str]:
        """Return the findings that hold under a condition, which any change of the documents may end."""
        return [item["id"] for item in self.report["findings"] if item["conditions"]]

    @cached_property
    def cited(self) -> list[tuple[str, int, int, str]]:
        """Return every cited span of a document with the id of what it carries, pinned or counted."""
        rows = []
        for name, item in self.records.items():
            for entry in (entry for key in EVIDENCE for entry in item.get(key, ())):
                position = entry["target"]["selector"][1]
                rows.append((entry["target"]["source"], position["start"], position["end"], name))
        return rows

    @cached_property
    def places(self) -> list[Place]:
        """Return all pinned words, with everything that rests on any words of their sentence."""
        found = {}
        for target in json.loads(self.project.anchors.read_text(encoding="utf-8")):
            quote, position = target["selector"]
            source_id, start, end = target["source"], position["start"], position["end"]
            left, right = start - len(quote["prefix"]), end + len(quote["suffix"])
            names = self.resting_on(source_id, left, right)
            found[source_id, start, end] = Place(source_id, start, end, left, right, names)
        return list(found.values())

    @cached_property
    def sentences(self) -> list[Place]:
        """Return one place for each sentence with pinned words."""
        return list({(place.source_id, place.left): place for place in self.places}.values())

    def resting_on(self, source_id: str, left: int, right: int) -> tuple[str, ...]:
        """Return what cites any words of a span."""
        return tuple(
            dict.fromkeys(
                name for other, start, end, name in self.cited if other == source_id and start < right and left < end
            )
        )

    def pinning(self, source_id: str) -> list[str]:
        """Return what cites pinned words of a document, and not only counts its passages."""
        pinned = {(place.start, place.end) for place in self.places if place.source_id == source_id}
        return sorted({name for other, *span, name in self.cited if other == source_id and tuple(span) in pinned})

    def spare_sentences(self) -> Iterator[tuple[str, int, int]]:
        """Yield sentences of articles that nothing rests on: inside a paragraph of the body, by full stops alone."""
        for source_id, text in self.texts.items():
            spans = [(start, end) for other, start, end, _ in self.cited if other == source_id]
            if not spans:
                continue
            first, last = min(start for start, _ in spans), max(end for _, end in spans)
            for match in re.finditer(r"(?<=[.”\"] )[A-Z][^.?!\n“”\"]{40,400}\.(?= [A-Z“])", text):
                left, right = match.span()
                if first < left and right < last and not self.resting_on(source_id, left, right):
                    yield source_id, left, right

    def file_of(self, source_id: str) -> str:
        """Return the file of a source."""
        return str(self.entries[source_id]["file"])

    def notebooks(self) -> list[Path]:
        """Return the notebooks."""
        return sorted(self.project.notebooks.glob("*.ipynb"))
