"""Where a project keeps its documents, notebooks and reports; no document is opened here."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from wicreport.errors import ParameterError

__all__ = ["CHOSEN", "Project", "find_project"]

CHOSEN = "WICREPORT_PROJECT"
"""The environment variable that names the project's folder: a build sets it for the kernels it starts."""


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one briefing."""

    root: Path

    @property
    def seeds(self) -> Path:
        """Return the folder of the supplied documents."""
        return self.root / "seeds"

    @property
    def notebooks(self) -> Path:
        """Return the folder of the chapters."""
        return self.root / "notebooks"

    @property
    def reports(self) -> Path:
        """Return the folder the briefing is written to."""
        return self.root / "reports"

    @property
    def anchors(self) -> Path:
        """Return the file that pins the words findings rest on."""
        return self.notebooks / "anchors.json"

    @property
    def previous(self) -> Path:
        """Return the findings of the last published edition of the briefing, if it has one."""
        return self.notebooks / "previous.json"

    @property
    def proofs(self) -> Path:
        """Return the file that holds what the project's attacks on itself gave."""
        return self.notebooks / "proofs.json"

    @property
    def rates(self) -> Path:
        """Return the file that holds how often the rules were right on the labelled documents."""
        return self.notebooks / "rates.json"


def find_project() -> Project:
    """Return the project the package belongs to, from any working folder.

    A folder named in the environment comes first, so that a notebook finds the project it is built for. Then comes the
    folder that holds the package, so that a notebook finds the same one under JupyterLab, papermill and nbval; where
    the package is installed apart, the nearest folder above the working folder that has both `notebooks/` and
    `seeds/`.

    Raises
    ------
    ParameterError
        If there is no such folder.
    """
    if os.environ.get(CHOSEN):
        return Project(Path(os.environ[CHOSEN]))
    beside_package = Path(__file__).resolve().parents[2]
    for folder in (beside_package, Path.cwd(), *Path.cwd().parents):
        if (folder / "notebooks").is_dir() and (folder / "seeds").is_dir():
            return Project(folder)
    raise ParameterError(
        "no project found: neither the package's folder nor any folder above has `notebooks/` and `seeds/`",
        where=str(Path.cwd()),
        remedy="Run from inside the project, or give `corpus_dir`.",
    )
