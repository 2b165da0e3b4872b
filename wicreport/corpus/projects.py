"""Where a project keeps its documents, notebooks and reports; no document is opened here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wicreport.errors import ParameterError

__all__ = ["Project", "find_project"]


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


def find_project() -> Project:
    """Return the project the package belongs to, from any working folder.

    The folder that holds the package comes first, so that a notebook finds the same project under JupyterLab, papermill
    and nbval; where the package is installed apart, the nearest folder above the working folder that has both
    `notebooks/` and `seeds/`.

    Raises
    ------
    ParameterError
        If there is no such folder.
    """
    beside_package = Path(__file__).resolve().parents[2]
    for folder in (beside_package, Path.cwd(), *Path.cwd().parents):
        if (folder / "notebooks").is_dir() and (folder / "seeds").is_dir():
            return Project(folder)
    raise ParameterError(
        "no project found: neither the package's folder nor any folder above has `notebooks/` and `seeds/`",
        where=str(Path.cwd()),
        remedy="Run from inside the project, or give `corpus_dir`.",
    )
