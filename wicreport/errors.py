"""What can go wrong with the material, as exceptions; rendering them is the command line's work."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "BuildError",
    "CatalogueError",
    "CodebookError",
    "DocumentError",
    "EvidenceError",
    "FindingError",
    "ManyErrors",
    "OutputError",
    "ParameterError",
    "UnknownNameError",
    "WicReportError",
]


class WicReportError(Exception):
    """Say what is wrong, where, and what to do.

    Parameters
    ----------
    what
        The fault, as one clause without a full stop.
    where
        The file, cell, source or finding it was found in.
    remedy
        What the person at the desk can do about it.
    """

    def __init__(self, what: str, *, where: str, remedy: str) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what, where, remedy)

    @property
    def faults(self) -> tuple[WicReportError, ...]:
        """Return each single fault, in order: this one, but for an error that gathers several."""
        return (self,)

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.where, self.remedy))


def _rebuild(kind: type[WicReportError], what: str, where: str, remedy: str) -> WicReportError:
    return kind(what, where=where, remedy=remedy)


class CatalogueError(WicReportError):
    """The catalogue and the folder do not agree, or an entry is malformed."""


class DocumentError(WicReportError):
    """A document cannot be read as text."""


class CodebookError(WicReportError):
    """An entry of the codebook is malformed."""


class ParameterError(WicReportError):
    """A parameter is unknown, or asks for what the corpus does not have."""


class UnknownNameError(WicReportError, AttributeError):
    """The package, a study or its records have nothing of that name."""


class EvidenceError(WicReportError):
    """Words that a finding rests on are no longer where they were."""


class FindingError(WicReportError):
    """A finding is overturned, or breaks a rule of the briefing."""


class BuildError(WicReportError):
    """A notebook or an export could not be made."""


class OutputError(WicReportError):
    """The output cannot be written."""


class ManyErrors(WicReportError):
    """Several faults that were found in one go.

    Parameters
    ----------
    faults
        Each of them, in the order in which they are to be told.
    """

    def __init__(self, faults: Sequence[WicReportError]) -> None:
        self._faults = tuple(faults)
        places = "; ".join(dict.fromkeys(fault.where for fault in self._faults))
        super().__init__(f"{len(self._faults)} errors", where=places, remedy="Mend each of them.")

    @property
    def faults(self) -> tuple[WicReportError, ...]:
        """Return each single fault, in order."""
        return self._faults

    def __str__(self) -> str:
        return "\n".join(map(str, self._faults))

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self._faults,))
