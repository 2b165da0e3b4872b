"""How often the rules were right on the labelled documents, as a run wrote it down; nothing is scored here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from wicreport.errors import BuildError

__all__ = ["Rate", "rates_as_json", "read_rates"]


@dataclass(frozen=True, slots=True)
class Rate:
    """What was counted of one kind of record in one half of the labelled documents.

    ``half`` says which: those that the rules were improved on, or those set aside. ``documents`` is how many it has.
    """

    half: str
    documents: int
    record: str
    labelled: int
    coded: int
    matched: int

    def __post_init__(self) -> None:
        counts = (self.documents, self.labelled, self.coded, self.matched)
        if not all(isinstance(n, int) and n >= 0 for n in counts) or self.matched > min(self.labelled, self.coded):
            raise ValueError(f"{self.matched} of {self.labelled} and {self.coded} cannot match ({self.record})")


def rates_as_json(rates: Iterable[Rate]) -> str:
    """Return rates as the text of their file: one line each, in the order given."""
    rows = ",\n ".join(json.dumps(asdict(rate), ensure_ascii=False) for rate in rates)
    return f"[\n {rows}\n]\n"


def read_rates(path: Path) -> tuple[Rate, ...]:
    """Return the rates of a project; none where it has no such file.

    Raises
    ------
    BuildError
        If the file is not what `rates_as_json` writes.
    """
    if not path.exists():
        return ()
    try:
        return tuple(Rate(**row) for row in json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise BuildError(
            f"the rates cannot be read ({error})",
            where=path.name,
            remedy="Restore the file, or count again with `python -m tests.rates`.",
        ) from error
