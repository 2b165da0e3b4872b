"""Mutants of the codebook: terms, actors, aliases and editions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import partial

from tests.mutations.builds import CODEBOOK
from tests.mutations.places import Ground
from tests.mutations.reactions import COUNTS, Mutant
from wicreport.corpus.projects import Project

CHAPTERS = {"common_prosperity": "prosperity", "foreign_participation": "foreign"}
PERSONS = ("finding foreign-two-names", "finding foreign-expected *", "finding method-conflicts *")


def mutate_codebook(ground: Ground) -> Iterator[Mutant]:
    """Yield the mutants of the codebook."""
    yield from _mutate_terms(ground)
    yield from _mutate_actors(ground)
    yield from _mutate_editions(ground)


def _mutate_terms(ground: Ground) -> Iterator[Mutant]:
    folder = ground.project.root / CODEBOOK
    whole = " ".join(ground.texts.values()).lower()
    for theme in tomllib.loads((folder / "themes.toml").read_text(encoding="utf-8"))["themes"]:
        chapter = CHAPTERS.get(theme["theme_id"], theme["theme_id"])
        names = [f"finding {chapter}-", f"fig-{chapter}", "tab-scores"]  # the scores are those of the reading by hand
        facts = [f"finding {chapter}-passages *", "exhibit *"]
        for term in theme["terms"]["en"]:
            if re.fullmatch(r"[a-z ]+\*?", term) and term.rstrip("*") in whole:
                change = partial(replace_in, "themes.toml", f'"{term}"', f'"zzz {term}"')
                yield Mutant("a term taken from a lexicon", f"{chapter}: {term}", change, names, facts)
        first = theme["terms"]["en"][0]
        for word in ("conference", "internet"):
            change = partial(
                replace_in, "themes.toml", f'en = [\n    "{first}"', f'en = [\n    "{word}",\n    "{first}"'
            )
            yield Mutant("a common word put into a lexicon", f"{chapter}: {word}", change, names, facts)


def _mutate_actors(ground: Ground) -> Iterator[Mutant]:
    content = (ground.project.root / CODEBOOK / "actors.toml").read_text(encoding="utf-8")
    whole = " ".join(ground.texts.values())
    for actor in tomllib.loads(content)["actors"]:
        if actor["kind"] != "person" or not any(name in whole for name in (actor["name"], *actor["aliases"])):
            continue
        line = f'name = "{actor["name"]}"\naliases = ['
        more = f'"{actor["name"]}"' + (", " if actor["aliases"] else "")
        change = partial(replace_in, "actors.toml", line, f'name = "Renamed {actor["name"]}"\naliases = [{more}')
        yield Mutant("an actor renamed", actor["name"], change, facts=["exhibit *"])
        for alias in actor["aliases"]:
            if alias in whole:
                change = partial(replace_in, "actors.toml", f'"{alias}"', f'"Nobody called {alias}"')
                yield Mutant("an alias taken away", alias, change, ["finding "], [*COUNTS, *PERSONS])


def _mutate_editions(ground: Ground) -> Iterator[Mutant]:
    content = (ground.project.root / CODEBOOK / "editions.toml").read_text(encoding="utf-8")
    for edition in tomllib.loads(content)["editions"]:
        if "end" in edition:
            day = f"end = {edition['end']}"
            change = partial(replace_in, "editions.toml", day, f"end = {edition['end'].replace(day=28)}")
            is_shown = edition["year"] == 2021
            yield Mutant(
                "the days of an edition", str(edition["year"]), change,
                facts=["exhibit fig-glance", *COUNTS, *(["disagreement dispute-days"] if is_shown else [])],
            )  # fmt: skip


def replace_in(name: str, old: str, new: str, project: Project) -> None:
    """Replace one text in a file of the codebook."""
    path = project.root / CODEBOOK / name
    content = path.read_text(encoding="utf-8")
    assert old in content, old
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
