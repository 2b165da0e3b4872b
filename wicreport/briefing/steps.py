"""What a build tells of itself as it goes; how that is shown is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

__all__ = ["Show", "Step"]


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work, by the name of its file: begun, done, or kept of an earlier build; or a note about it.

    ``failed`` ends all that was begun; its note says why.
    """

    name: str
    state: Literal["begun", "done", "kept", "note", "failed"]
    note: str = ""


Show = Callable[[Step], None]
