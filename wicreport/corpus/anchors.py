"""Anchors: the exact words a finding rests on, pinned as W3C selectors; resolving them is the findings room's work."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wicreport.errors import EvidenceError

__all__ = ["Anchor", "anchors_as_json", "read_anchors"]


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A place in a source, as a text quote and a text position.

    ``prefix`` and ``suffix`` are the rest of the sentence before and after ``exact``; ``sha256`` is the file's hash
    when the words were last seen at ``start`` to ``end``. ``reading`` is what the coding rules made of the words then:
    the edition they speak of, and who says them; empty where it was not noted.

    Source
    ------
    W3C Web Annotation Data Model, sections 4.2.4 (TextQuoteSelector) and 4.2.5 (TextPositionSelector).
    """

    source_id: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    sha256: str
    reading: tuple[str, ...] = ()

    def as_target(self) -> dict[str, Any]:
        """Return the anchor as the target of a W3C annotation."""
        selectors = [
            {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix},
            {"type": "TextPositionSelector", "start": self.start, "end": self.end},
        ]
        reading = {"reading": list(self.reading)} if self.reading else {}
        return {"source": self.source_id, "sha256": self.sha256, **reading, "selector": selectors}


def anchors_as_json(anchors: Iterable[Anchor]) -> str:
    """Return anchors as the text of the pin file: sorted, one target each, without repeats."""
    targets = [anchor.as_target() for anchor in sorted(set(anchors))]
    return json.dumps(targets, ensure_ascii=False, indent=1) + "\n"


def read_anchors(path: Path) -> tuple[Anchor, ...]:
    """Return the pinned anchors of a project; none where nothing has been pinned yet.

    Raises
    ------
    EvidenceError
        If the file is not the JSON that `anchors_as_json` writes.
    """
    if not path.exists():
        return ()
    try:
        return tuple(_as_anchor(target) for target in json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise EvidenceError(
            f"the pinned anchors cannot be read ({error!r})",
            where=str(path),
            remedy="Restore the file from version control, or delete it to pin every anchor anew.",
        ) from error


def _as_anchor(target: dict[str, Any]) -> Anchor:
    quote, position = target["selector"]
    return Anchor(
        source_id=target["source"],
        start=position["start"],
        end=position["end"],
        exact=quote["exact"],
        prefix=quote["prefix"],
        suffix=quote["suffix"],
        sha256=target["sha256"],
        reading=tuple(target.get("reading", ())),
    )
