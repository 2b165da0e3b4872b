"""What is to be built: the project, what is changed from its defaults, and where to; nothing is read or loaded here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wicreport.corpus.projects import Project

__all__ = ["FORMATS", "Plan"]

FORMATS = ("html", "pdf", "docx")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build.

    ``is_forced`` leaves nothing to what was kept of earlier builds, and renews that. ``keeps_notebooks`` leaves the
    notebooks and the anchors as they are, for a build beside an analyst who has them open.
    """

    project: Project
    output: Path
    corpus: Path | None = None
    editions: tuple[int, ...] = ()
    formats: tuple[str, ...] = ("html", "pdf")
    jobs: int = 4
    is_forced: bool = False
    keeps_notebooks: bool = False

    @property
    def folder(self) -> Path:
        """Return the folder of the documents."""
        return self.corpus or self.project.seeds

    @property
    def cache(self) -> Path:
        """Return the folder in which builds keep what they made."""
        return self.project.root / "build" / "cache"

    @property
    def parameters(self) -> dict[str, Any]:
        """Return what papermill changes in every notebook."""
        chosen = {"editions": list(self.editions)} if self.editions else {}
        if self.corpus is None or self.corpus.resolve() == self.project.seeds.resolve():
            return chosen
        return chosen | {"corpus_dir": str(self.corpus.resolve())}

    @property
    def is_of_the_project(self) -> bool:
        """Return whether the plan gives the project's own report."""
        return not self.parameters and self.output.resolve() == self.project.reports.resolve()

    @property
    def refreshes_notebooks(self) -> bool:
        """Return whether the outputs of the project's own notebooks are what this plan gives, and are written."""
        return self.is_of_the_project and not self.keeps_notebooks
