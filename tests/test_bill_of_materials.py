"""The bill of materials: all that the lock pins, with its hashes, and nothing of where it was fetched."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]


def write_bill() -> str:
    command = [sys.executable, str(ROOT / ".ci" / "bill_of_materials.py")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write_bill())
    return found


def test_every_package_of_the_lock_is_billed_with_all_its_hashes(bill: dict[str, Any]) -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^[^\s#]+==[^\s;]+", lock, re.M)
    assert sorted(f"{item['name']}=={item['version']}" for item in bill["components"]) == sorted(pinned)
    assert sum(len(item["hashes"]) for item in bill["components"]) == lock.count("--hash=sha256:")
    assert all(item["hashes"] for item in bill["components"])


def test_the_bill_is_the_same_each_time_and_names_no_registry(bill: dict[str, Any]) -> None:
    assert bill == json.loads(write_bill())
    assert re.findall(r"https?://[^\"]+", json.dumps(bill)) == ["http://cyclonedx.org/schema/bom-1.6.schema.json"]


def test_typefaces_are_billed_with_their_licence(bill: dict[str, Any]) -> None:
    licences = {item["name"]: item.get("licenses") for item in bill["components"]}
    assert licences["fontpkg-inter"] == licences["fontpkg-source-serif-4"] == [{"expression": "OFL-1.1"}]
    assert "SIL Open Font License" in licences["pylopdf-fonts-zh-cn"][0]["license"]["name"]
