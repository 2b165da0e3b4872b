"""What a kernel prints, on its way to the build."""

from __future__ import annotations

from ipykernel.iostream import OutStream

__all__ = ["PromptOutStream"]


class PromptOutStream(OutStream):
    """Has nothing to wait for where nothing was written.

    The usual stream waits for its thread each time that it is flushed, which every cell does five times.
    """

    _has_text = True

    def write(self, string: str) -> int | None:  # type: ignore[override]  # as the parent has it
        """Write to the stream, and return how many characters were written."""
        self._has_text = True
        return super().write(string)

    def flush(self) -> None:
        """Send what was written."""
        if self._has_text:
            self._has_text = False
            super().flush()  # type: ignore[no-untyped-call]  # the parent has no types
