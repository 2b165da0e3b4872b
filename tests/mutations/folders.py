"""Mutants of the folder of documents: files, encodings, catalogue, copies and new documents that contradict."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from functools import partial

from tests.mutations.builds import CODEBOOK
from tests.mutations.places import Ground
from tests.mutations.reactions import COUNTS, MEASURED, ROLES, Mutant
from tests.mutations.words import write_text
from wicreport.corpus.projects import Project

ENCODINGS = ("utf-16", "gb18030")
ENTRY = """
[[sources]]
id = "{name}"
file = "{name}.txt"
sha256 = "{digest}"
{more}edition = {edition}
kind = "news"
language = "en"
reliability = "B"
reliability_reason = "made for the mutants"
"""


def mutate_folder(ground: Ground) -> Iterator[Mutant]:
    """Yield the mutants of documents and catalogue."""
    for source_id in ground.texts:
        yield from _mutate_bytes(ground, source_id)
        yield from _mutate_membership(ground, source_id)
        yield from _mutate_reliability(ground, source_id)
    yield from _contradict_appearances(ground)
    yield from _contradict_numbers(ground)
    for name, order in (("reversed", reversed), ("sorted", sorted)):
        yield Mutant("the catalogue in another order", name, partial(_reorder, order), facts=("exhibit *", *ROLES))


def _mutate_bytes(ground: Ground, source_id: str) -> Iterator[Mutant]:
    text, file = ground.texts[source_id], ground.file_of(source_id)

    def flip(project: Project) -> None:
        path = project.seeds / file
        content = path.read_bytes()
        path.write_bytes(content[:200].replace(b"e", b"a", 1) + content[200:])

    def encode(encoding: str, is_said: bool, project: Project) -> None:
        write_text(project, ground, source_id, text, encoding)
        if is_said:
            path = project.seeds / "sources.toml"
            catalogue = path.read_text(encoding="utf-8")
            path.write_text(catalogue.replace(f'file = "{file}"', f'file = "{file}"\nencoding = "{encoding}"'), "utf-8")

    yield Mutant("a byte, and the hash not renewed", source_id, flip, [file])
    for encoding in ENCODINGS:
        place = f"{source_id} in {encoding}"
        yield Mutant("another encoding, said in the catalogue", place, partial(encode, encoding, True), may=MEASURED)
        yield Mutant("another encoding, not said", place, partial(encode, encoding, False), [file])
    change = partial(write_text, ground=ground, source_id=source_id, text="\ufeff" + text)
    yield Mutant("a byte order mark", source_id, change, may=MEASURED)
    change = partial(
        write_text, ground=ground, source_id=source_id, text=text.replace("\r\n", "\n").replace("\n", "\r\n")
    )
    yield Mutant("other line ends", source_id, change, may=MEASURED)


def _mutate_membership(ground: Ground, source_id: str) -> Iterator[Mutant]:
    file, entry = ground.file_of(source_id), ground.entries[source_id]

    def drop(file_too: bool, entry_too: bool, project: Project) -> None:
        if file_too:
            (project.seeds / file).unlink()
        if entry_too:
            head, *tables = _tables(project)
            _write_tables(project, [head, *(table for table in tables if f'id = "{source_id}"' not in table)])

    yield Mutant("a file taken out, its entry left", source_id, partial(drop, True, False), [file])
    yield Mutant("an entry taken out, its file left", source_id, partial(drop, False, True), [file])
    if _is_only_of(ground, entry):  # the notebooks ask for it, or a figure compares it with others
        place = f"{source_id}, the only one of its edition"
        yield Mutant(
            "the only document of an edition taken out",
            place,
            partial(drop, True, True),
            [str(entry["edition"]), ("fig-", "overturned")],
        )
    else:
        resting = ground.pinning(source_id)
        may = [pattern for name in resting for pattern in (f"finding {name} *", f"disagreement {name}*")]
        yield Mutant(
            "a document taken out", source_id, partial(drop, True, True),
            facts=[f"source {source_id}", "finding method-voices *", *(f"left out {name}" for name in resting)],
            may=[*may, *COUNTS, *ROLES, "finding * n_documents", "left out fig-*", "left out tab-*"],
        )  # fmt: skip

    def copy(project: Project) -> None:
        (project.seeds / "again.txt").write_bytes((project.seeds / file).read_bytes())
        table = next(table for table in _tables(project)[1:] if f'id = "{source_id}"' in table)
        new = table.replace(f'id = "{source_id}"', f'id = "{source_id}-again"').replace(f'"{file}"', '"again.txt"')
        _write_tables(project, [*_tables(project), new])

    counted = ("finding method-voices headline", "finding method-voices evidence")
    facts = [f"source {source_id}-again", "exhibit fig-bodies", *counted]
    may = ["finding method-voices statement", "finding * n_documents"]
    yield Mutant("a copy added", source_id, copy, facts=facts, may=may)


def _is_only_of(ground: Ground, entry: dict[str, object]) -> bool:
    return [other for other in ground.entries.values() if other.get("edition") == entry["edition"]] == [entry]


def _mutate_reliability(ground: Ground, source_id: str) -> Iterator[Mutant]:
    def worsen(project: Project) -> None:
        tables = _tables(project)
        new = [
            re.sub(r'(?m)^reliability = "."', 'reliability = "E"', t) if f'id = "{source_id}"' in t else t
            for t in tables
        ]
        _write_tables(project, new)

    citing = ground.pinning(source_id)
    if citing:
        names, facts = [f"finding {name}" for name in citing], [f"finding {name} confidence" for name in citing]
        yield Mutant("a worse reliability", source_id, worsen, names, facts)


def _contradict_appearances(ground: Ground) -> Iterator[Mutant]:
    """Yield one document for each labelled appearance of a person, that says the opposite."""
    labels = json.loads((ground.project.seeds / "labels.json").read_text(encoding="utf-8"))
    actors = tomllib.loads((ground.project.root / CODEBOOK / "actors.toml").read_text(encoding="utf-8"))["actors"]
    seen: set[tuple[str, int]] = set()
    persons = {name for a in actors if a["kind"] == "person" for name in (a["name"], *a.get("aliases", ()))}
    for label in (
        label for entry in labels.values() if isinstance(entry, dict) for label in entry.get("attendance", ())
    ):
        who, year, status = label["who"].split(" (")[0], label["edition_year"], label["status"]
        if not year or status not in ("attended", "virtual", "absent") or who not in persons:
            continue
        did = "attended" if status == "absent" else "did not attend"
        if (who, year) not in seen:
            seen.add((who, year))
            here = f"the {year} World Internet Conference in Wuzhen"
            text = f"Reporters were at {here}.\n\n{who} {did} {here}, an organiser said.\n"
            change = partial(add_document, text=text, edition=year)
            yield Mutant(
                "a document that contradicts an appearance", f"{who} {year}", change, [("finding ", "overturned")]
            )


def _contradict_numbers(ground: Ground) -> Iterator[Mutant]:
    """Yield documents that give other numbers for what the project counts on."""
    claims = {
        "forums": "The 2021 World Internet Conference in Wuzhen held {n} forums.",
        "days": "The 2021 World Internet Conference was a {n}-day conference.",
        "digital economy": "At the 2021 World Internet Conference, the digital economy accounts for {n}% of GDP.",
    }
    for what, claim in claims.items():
        for number in ("two" if what == "days" else "31", "nine" if what == "days" else "57"):
            text = f"Reporters were at the 2021 World Internet Conference in Wuzhen.\n\n{claim.format(n=number)}\n"
            change = partial(add_document, text=text, edition=2021)
            yield Mutant(
                "a document that contradicts a number", f"{number} {what}", change, [("finding ", "overturned")]
            )


def add_document(project: Project, *, text: str, edition: int, name: str = "rival") -> None:
    """Put a new document and its entry into a folder."""
    (project.seeds / f"{name}.txt").write_text(text, encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    entry = ENTRY.format(name=name, digest=digest, edition=edition, more="")
    with (project.seeds / "sources.toml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(entry)


def _tables(project: Project) -> list[str]:
    return re.split(r"(?m)^(?=\[\[sources\]\])", (project.seeds / "sources.toml").read_text(encoding="utf-8"))


def _write_tables(project: Project, tables: list[str]) -> None:
    (project.seeds / "sources.toml").write_text(
        "\n".join(table.rstrip("\n") + "\n" for table in tables), encoding="utf-8"
    )


def _reorder(order: object, project: Project) -> None:
    head, *tables = _tables(project)
    _write_tables(project, [head, *order(tables)])  # type: ignore[operator]
