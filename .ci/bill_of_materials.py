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
    """Return the licence that the installed package states: an expression, or else its class by name."""
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if ZEROS.sub("", found["Version"]) != ZEROS.sub("", version):
        return None
    expression = found.get("License-Expression")
    if expression:
        return {"expression": expression}
    names = [text.removeprefix(CLASS) for text in found.get_all("Classifier", ()) if text.startswith(CLASS)]
    short = (found.get("License") or "").strip()
    names = names or ([short] if short and len(short) < 60 else [])
    return {"license": {"name": "; ".join(names)}} if names else None


if __name__ == "__main__":
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bill = describe_release((ROOT / "requirements.txt").read_text(encoding="utf-8"), declared)
    sys.stdout.write(json.dumps(bill, indent=1, ensure_ascii=False) + "\n")
