"""The bill of materials: all that the lock pins, with hashes, uses and licences; nothing of where it was fetched."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
PINNED = re.findall(r"^[^\s#]+==[^\s;]+", LOCK, re.M)
Bill = dict[str, Any]


def write_bill() -> str:
    command = [sys.executable, str(ROOT / ".ci" / "bill_of_materials.py")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def bill() -> Bill:
    found: Bill = json.loads(write_bill())
    return found


def test_every_package_of_the_lock_is_billed_with_all_its_hashes(bill: Bill) -> None:
    assert sorted(f"{item['name']}=={item['version']}" for item in bill["components"]) == sorted(PINNED)
    assert sum(len(item["hashes"]) for item in bill["components"]) == LOCK.count("--hash=sha256:")


@pytest.mark.parametrize("pinned", PINNED)
def test_a_package_has_hashes_a_use_and_a_licence_for_the_code_that_is_installed(pinned: str, bill: Bill) -> None:
    (item,) = (item for item in bill["components"] if f"{item['name']}=={item['version']}" == pinned)
    entry = re.search(rf"^{re.escape(pinned)}\s.*?(?=^\S|\Z)", LOCK, re.M | re.S)
    assert entry and "# via" in entry[0]  # the project, or something that it declares, asks for it
    assert item["hashes"]
    assert item.get("licenses") or not has_code(*pinned.split("=="))


def has_code(name: str, version: str) -> bool:
    """Return whether that version is installed, and more of it than what describes it."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return found.version == version and any(".dist-info" not in str(path) for path in found.files or ())


def test_the_bill_is_the_same_each_time_and_names_no_registry(bill: Bill) -> None:
    assert bill == json.loads(write_bill())
    assert re.findall(r"https?://[^\"]+", json.dumps(bill)) == ["http://cyclonedx.org/schema/bom-1.6.schema.json"]


def test_typefaces_are_billed_with_their_licence(bill: Bill) -> None:
    licences = {item["name"]: item.get("licenses") for item in bill["components"]}
    assert licences["fontpkg-inter"] == licences["fontpkg-source-serif-4"] == [{"expression": "OFL-1.1"}]
    assert "SIL Open Font License" in licences["pylopdf-fonts-zh-cn"][0]["license"]["name"]
