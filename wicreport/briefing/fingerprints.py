"""Fingerprints of all that goes into a briefing, part by part: hashes of contents, with the standard library alone."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from wicreport.briefing.plans import Plan

__all__ = [
    "combine",
    "fingerprint_inputs",
    "hash_file",
    "is_code_of_chapters",
    "is_data",
    "is_loaded",
    "is_used_by",
    "name_changes",
    "notebook_part",
]

PACKAGE = Path(__file__).resolve().parents[1]

_EXECUTION = ("execution.py", "faults.py", "forks.py", "kernels.py", "outlets.py", "preloads.py")
_CATALOGUE = {"sources.toml": "catalogue", "labels.json": "labels"}
_DATA = ("source ", "catalogue", "labels", "corrections ", "anchors", "proofs", "rates", "codebook ")
_CODE = ("code of corpus", "code of coding", "code of findings", "code of execution", "code of the package")
_FORMS = ("code of briefing", "code of findings", "code of the package", "libraries")
_TEMPLATES = {
    "wicreport": ("html",),
    "wicreport_markdown": ("pdf", "docx"),
    "pandoc": ("pdf", "docx"),
    "typst": ("pdf", "docx"),
    "docx": ("docx",),
    "preview": (),
}
"""The formats that a folder of templates is for; one that is not listed is taken to be for all of them."""

_SEAL = "snapshot.json"
_MISSING = "missing"


def fingerprint_inputs(plan: Plan) -> dict[str, str]:
    """Return a hash for each named part of what a build is made from.

    Of a notebook its cells count and their tags, and not its outputs; of the package each room, each of its folders of
    templates and each file of the codebook; of the libraries and Python their versions. No time stamp is looked at.
    """
    project = plan.project
    _hash_loaded()
    return {
        **{notebook_part(path): _hash_notebook(path) for path in sorted(project.notebooks.glob("*.ipynb"))},
        **dict(_hash_corpus(plan.folder)),
        "anchors": hash_file(project.anchors),
        "proofs": hash_file(project.proofs),
        "rates": hash_file(project.rates),
        "title": hash_file(project.notebooks / "briefing.toml"),
        "previous edition": hash_file(project.previous),
        **dict(_hash_package()),
        "libraries": combine([sys.version, *_list_libraries()]),
        "parameters": combine([json.dumps(plan.parameters, sort_keys=True)]),
    }


def notebook_part(path: Path) -> str:
    """Return the name under which a notebook is fingerprinted."""
    return f"notebook {path.name}"


def is_data(part: str) -> bool:
    """Return whether a part is something a study is made of."""
    return part.startswith(_DATA)


def is_code_of_chapters(part: str) -> bool:
    """Return whether a part decides how notebooks are run, and with what; besides their data."""
    return part in (*_CODE, "libraries", "parameters")


def is_used_by(part: str, form: str) -> bool:
    """Return whether a part decides how a format looks, besides the document that it shows."""
    folder = part.removeprefix("templates of ")
    return part in _FORMS or (folder != part and form in _TEMPLATES.get(folder, (form,)))


@cache
def _hash_loaded() -> dict[str, str]:
    """Return the package's parts as they were when first asked for, which is as the process has loaded them."""
    return dict(_hash_package())


def is_loaded(inputs: Mapping[str, str]) -> bool:
    """Return whether the package's code still is what this process has loaded of it."""
    loaded = ("code of ", "templates of all formats")
    return not [part for part in name_changes(_hash_loaded(), inputs) if part.startswith(loaded)]


def name_changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return the parts that are new, gone or not the same."""
    return sorted(part for part in {*before, *now} if before.get(part) != now.get(part))


def combine(pieces: Iterable[str]) -> str:
    """Return one hash of several texts, in their order."""
    return hashlib.sha256(json.dumps(list(pieces)).encode()).hexdigest()


def hash_file(path: Path) -> str:
    """Return the hash of a file's bytes; a file that is not there has a mark of its own."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return _MISSING


def _hash_notebook(path: Path) -> str:
    """Return the hash of a notebook without its outputs; of a file that is no notebook, that of its bytes."""
    content = path.read_bytes()
    try:
        notebook = json.loads(content)
        cells = [_strip_cell(cell) for cell in notebook["cells"]]
        kept = [notebook["nbformat"], notebook["nbformat_minor"], cells]
    except (ValueError, KeyError, TypeError, AttributeError):
        return hashlib.sha256(content).hexdigest()
    return combine([json.dumps(kept, sort_keys=True)])


def _strip_cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return a cell without outputs, counters and metadata, but for its tags."""
    kept = {name: value for name, value in cell.items() if name not in ("outputs", "execution_count", "metadata")}
    return {**kept, "source": "".join(cell["source"]), "tags": cell["metadata"].get("tags", [])}


def _hash_corpus(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the files of a folder of documents by what they are; of a snapshot, its documents as they are now too."""
    files = _list_files(folder)
    if folder / "study" / _SEAL in files:
        from wicreport.corpus.snapshots import digest_documents  # heavy, and seldom needed

        yield "source documents", combine([json.dumps(digest_documents(folder))])
        files = [path for path in files if path.parent.suffix == ".parquet" or path.name in (*_CATALOGUE, _SEAL)]
    for path in files:
        name = path.relative_to(folder).as_posix()
        kind = "corrections" if path.parent.name == "coding" and path.suffix == ".csv" else "source"
        yield _CATALOGUE.get(name, f"{kind} {name}"), hash_file(path)


def _hash_package() -> Iterator[tuple[str, str]]:
    """Yield the package's rooms, its folders of templates and the files of its codebook."""
    rooms: dict[str, list[str]] = {}
    for path in _list_files(PACKAGE):
        name = path.relative_to(PACKAGE).as_posix()
        rooms.setdefault(_name_room(name), []).extend((name, hash_file(path)))
    rooms.pop("", None)
    yield from ((room, combine(pieces)) for room, pieces in rooms.items())


def _name_room(name: str) -> str:
    """Return the part that a file of the package belongs to; none for what no report depends on."""
    room, _, rest = name.partition("/")
    if not rest:
        return "" if name in ("cli.py", "consoles.py", "__main__.py") else "code of the package"
    if name.startswith("coding/codebook/"):
        return f"codebook {name.removeprefix('coding/codebook/')}"
    if name.startswith("briefing/templates/"):
        folder, _, inner = name.removeprefix("briefing/templates/").partition("/")
        return f"templates of {folder if inner else 'all formats'}"
    return "code of execution" if room == "briefing" and rest in _EXECUTION else f"code of {room}"


def _list_files(folder: Path) -> list[Path]:
    """Return all files below a folder in the order of their paths, those that Python makes left out."""
    found = [path for path in folder.rglob("*") if "__pycache__" not in path.parts and path.is_file()]
    return sorted(found)


def _list_libraries() -> list[str]:
    """Return the names of what is installed, with the versions in them."""
    folders = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    names = {path.name for folder in folders for path in folder.iterdir()}
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))
