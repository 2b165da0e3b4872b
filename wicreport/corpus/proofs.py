"""What the project's own attacks on itself gave, as the runs wrote it down; no attack is made here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from wicreport.errors import BuildError

__all__ = ["Proof", "proofs_as_json", "read_proofs"]


@dataclass(frozen=True, slots=True)
class Proof:
    """One class of attack: how many were tried, how many were met as they should be, and what repeats the run.

    A class that nobody has tried yet has ``tried`` 0 and no command.
    """

    attack: str
    tried: int = 0
    held: int = 0
    command: str = ""

    def __post_init__(self) -> None:
        if not (isinstance(self.tried, int) and isinstance(self.held, int) and 0 <= self.held <= self.tried):
            raise ValueError(f"{self.held} of {self.tried} cannot have held ({self.attack})")
        if bool(self.tried) != bool(self.command):
            raise ValueError(f"a run has a command, and what was not tried has none ({self.attack})")


def proofs_as_json(proofs: Iterable[Proof]) -> str:
    """Return proofs as the text of their file: one line each, in the order given."""
    rows = ",\n ".join(json.dumps(asdict(proof), ensure_ascii=False) for proof in proofs)
    return f"[\n {rows}\n]\n"


def read_proofs(path: Path) -> tuple[Proof, ...]:
    """Return the proofs of a project; none where it has no such file.

    Raises
    ------
    BuildError
        If the file is not what `proofs_as_json` writes.
    """
    if not path.exists():
        return ()
    try:
        return tuple(Proof(**row) for row in json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise BuildError(
            f"the proofs cannot be read ({error})",
            where=path.name,
            remedy="Restore the file, or run the attacks again.",
        ) from error
