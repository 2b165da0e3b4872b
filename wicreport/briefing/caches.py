"""Files that builds keep for later ones: whole or not at all, checked when they are read, and not without bound."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cache"]

AT_MOST = 256 * 1024 * 1024
"""The bytes a cache may hold: some hundred builds of a briefing."""

_PARTIAL = ".partial-"


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of files by key. One that cannot be written keeps nothing, and one that is damaged counts as missing."""

    folder: Path

    def find(self, key: str) -> bytes | None:
        """Return what was kept under a key, or None; keys are names with letters, digits, dots, hyphens and slashes."""
        path = self.folder / key
        try:
            digest, _, content = path.read_bytes().partition(b"\n")
            if digest.decode("ascii") != _seal(key, content):
                return None
            os.utime(path)  # what was used last is pruned last
        except (OSError, UnicodeDecodeError):
            return None
        return content

    def keep(self, key: str, content: bytes) -> None:
        """Keep some bytes under a key."""
        path = self.folder / key
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=_PARTIAL, delete=False) as file:
                partial = Path(file.name)
                try:
                    file.write(_seal(key, content).encode("ascii") + b"\n" + content)
                    file.flush()
                    partial.replace(path)
                finally:
                    partial.unlink(missing_ok=True)
        except OSError:  # a full disk or a folder of somebody else's makes builds slow, and not wrong
            return

    def list_keys(self, start: str) -> list[str]:
        """Return the keys that begin so, those used last first."""
        folder = (self.folder / start).parent
        try:
            found = [(path.stat().st_mtime_ns, path) for path in folder.iterdir() if not path.name.startswith(".")]
        except OSError:
            return []
        keys = [path.relative_to(self.folder).as_posix() for _, path in sorted(found, reverse=True)]
        return [key for key in keys if key.startswith(start)]

    def prune(self, at_most: int = AT_MOST) -> None:
        """Delete what was not used for longest, until the rest is no larger than a number of bytes.

        What a build that was killed was about to keep goes as well. Another build that loses it keeps nothing then.
        """
        try:
            for partial in self.folder.rglob(f"{_PARTIAL}*"):
                partial.unlink()
            files = [(path.stat(), path) for path in self.folder.rglob("*") if path.is_file()]
            total = 0
            for stat, path in sorted(files, key=lambda found: -found[0].st_mtime_ns):
                total += stat.st_size
                if total > at_most:
                    path.unlink()
        except OSError:  # another build prunes as well
            return


def _seal(key: str, content: bytes) -> str:
    """Return the hash that proves some bytes to be those kept under a key."""
    return hashlib.sha256(key.encode() + b"\0" + content).hexdigest()
