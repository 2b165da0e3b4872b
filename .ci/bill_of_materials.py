"""Prints the bill of materials of a release in CycloneDX: what the lock pins, with hashes, and licences where known."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(
    r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\\n]+?))?\s*\\\n((?:\s+--hash=sha256:[0-9a-f]{64}\s*\\?\n)+)", re.M
)
HASH = re.compile(r"sha256:([0-9a-f]{64})")
ZEROS = re.compile(r"\b0+(?=\d)")  # 4.004 and 4.4 are one version
CLASS = "License :: OSI Approved :: "


def describe_release(lock: str, project: dict[str, Any]) -> dict[str, Any]:
    """Return the bill of the lock of a project; the same for the same lock and the same installed packages."""
    reference = f"{project['name']}@{project['version']}"
    components = sorted(_list_components(lock), key=lambda component: component["bom-ref"])
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {
            "type": "application", "bom-ref": reference, "name": project["name"], "version": project["version"],
            "description": project["description"],
        }},
        "components": components,
        "dependencies": [{"ref": reference, "dependsOn": [component["bom-ref"] for component in components]}],
    }  # fmt: skip


def _list_components(lock: str) -> Iterator[dict[str, Any]]:
    """Yield a component for each package that the lock pins; on some systems or versions of Python only, it says so."""
    for name, version, condition, hashes in PINNED.findall(lock):
        properties = [{"name": "wicreport:installed-where", "value": condition}] if condition else []
        licence = _find_licence(name, version)
        yield {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "hashes": [{"alg": "SHA-256", "content": digest} for digest in sorted(HASH.findall(hashes))],
            **({"licenses": [licence]} if licence else {}),
            **({"properties": properties} if properties else {}),
        }


def _find_licence(name: str, version: str) -> dict[str, Any] | None:
    """Return the licence that the installed package states: an expression, or its class, name or text's first line."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    if ZEROS.sub("", found.version) != ZEROS.sub("", version):
        return None
    if expression := found.metadata.get("License-Expression"):
        return {"expression": expression}
    classes = found.metadata.get_all("Classifier", ())
    names = [text.removeprefix(CLASS) for text in classes if text.startswith(CLASS)]
    stated = (found.metadata.get("License") or _read_licence(found)).strip()
    names = names or [stated.splitlines()[0]] if stated else names
    return {"license": {"name": "; ".join(names)}} if names else None


def _read_licence(found: metadata.Distribution) -> str:
    """Return the text of the first licence that comes with an installed package; an empty text where none does."""
    paths = [path for path in found.files or () if ".dist-info" in str(path) and "LICEN" in path.name.upper()]
    return paths[0].read_text() if paths else ""


if __name__ == "__main__":
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bill = describe_release((ROOT / "requirements.txt").read_text(encoding="utf-8"), declared)
    sys.stdout.write(json.dumps(bill, indent=1, ensure_ascii=False) + "\n")
