"""The codebook as frozen records, read once from package data; applying it is the other modules' work."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeVar, get_args

from wicreport.errors import CodebookError

__all__ = ["Actor", "ActorKind", "Codebook", "Edition", "Theme", "load_codebook", "read_codebook"]

ActorKind = Literal["person", "organisation", "office", "document", "group"]

Entry = Mapping[str, Any]
Record = TypeVar("Record")
_LANGUAGES = ("en", "zh")
_FILES = ("actors", "editions", "presences", "themes")
_WORDS = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme with the rules for coding it; ``terms`` is its lexicon by language (``en``, ``zh``)."""

    theme_id: str
    name: str
    definition: str
    inclusion: str
    exclusion: str
    terms: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that can speak or take part, under one name with all others as aliases."""

    actor_id: str
    name: str
    aliases: tuple[str, ...]
    names_zh: tuple[str, ...]
    kind: ActorKind
    capacity: str
    affiliation: str | None
    country: str

    @property
    def is_person(self) -> bool:
        """Return whether the actor is one human being."""
        return self.kind == "person"

    @property
    def all_names(self) -> tuple[str, ...]:
        """Return every name the actor goes by, the canonical one first."""
        return (self.name, *self.aliases, *self.names_zh)


@dataclass(frozen=True, slots=True)
class Edition:
    """One year's conference; ``start`` and ``end`` are missing where the day is not known."""

    year: int
    ordinal: int
    start: date | None
    end: date | None
    place: str
    theme: str | None
    source: str
    theme_zh: str | None = None


@dataclass(frozen=True, eq=False)
class Codebook:
    """Themes, actors and editions in the order of their files, and the names of the conference by language.

    ``presences`` has the weights by which somebody who is named, and of whom nothing is stated, is taken to be there.
    """

    themes: tuple[Theme, ...]
    actors: tuple[Actor, ...]
    editions: tuple[Edition, ...]
    conference_names: Mapping[str, tuple[str, ...]]
    presences: Mapping[str, Mapping[str, float]]

    @cached_property
    def actor_by_id(self) -> Mapping[str, Actor]:
        """Return the actors by their id."""
        return {actor.actor_id: actor for actor in self.actors}

    @cached_property
    def actor_by_name(self) -> Mapping[str, Actor]:
        """Return the actors by every name they go by, folded to lower case."""
        return {name.casefold(): actor for actor in self.actors for name in actor.all_names}

    @cached_property
    def weights_by_signal(self) -> Mapping[str, tuple[float, ...]]:
        """Return the weights of each signal of presence, one for each status in the order of their file."""
        names = dict.fromkeys(name for table in self.presences.values() for name in table)
        return {name: tuple(table.get(name, 0.0) for table in self.presences.values()) for name in names}


def load_codebook() -> Codebook:
    """Return the codebook that comes with the package; it is parsed again only where its files changed.

    Raises
    ------
    CodebookError
        If an entry is malformed.
    """
    folder = files("wicreport.coding").joinpath("codebook")
    return _load_as_of(tuple(folder.joinpath(f"{name}.toml").read_bytes() for name in _FILES))


@lru_cache(maxsize=2)
def _load_as_of(content: tuple[bytes, ...]) -> Codebook:
    """Return the codebook as its files stand, which have some content now."""
    return read_codebook(files("wicreport.coding").joinpath("codebook"))


def read_codebook(folder: Traversable) -> Codebook:
    """Return the codebook of a folder that holds its files: actors, editions, presences and themes.

    Parameters
    ----------
    folder
        Where the files are.

    Returns
    -------
    Codebook
        Records in the order of the files; ids and names are unique.

    Raises
    ------
    CodebookError
        If a file is missing or is not TOML, if an entry lacks a key, has an unknown one or one of the wrong type, or
        if an id or an actor's name stands for two entries.
    """
    editions = _read_toml(folder, "editions.toml")
    content = _read_toml(folder, "themes.toml")
    themes = _read_entries(content, "themes", partial(_read_theme, content.get("words", {})))
    actors = _read_entries(_read_toml(folder, "actors.toml"), "actors", _read_actor)
    years = _read_entries(editions, "editions", _read_edition)
    _refuse_repeats("themes.toml", (theme.theme_id for theme in themes))
    _refuse_repeats("actors.toml", (actor.actor_id for actor in actors))
    _refuse_repeats("actors.toml", (name for actor in actors for name in {n.casefold(): n for n in actor.all_names}))
    _refuse_repeats("editions.toml", (str(edition.year) for edition in years))
    return Codebook(themes, actors, years, _read_conference_names(editions), _read_weights(folder))


def _read_toml(folder: Traversable, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(folder.joinpath(file).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CodebookError("the file is missing", where=file, remedy="Put the codebook file back.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CodebookError(f"the file is not TOML: {error}", where=file, remedy="Mend the line it names.") from error


def _read_entries(content: Entry, table: str, read: Callable[[Entry], Record]) -> tuple[Record, ...]:
    """Turn each table of one file into a record; a fault names the file and the entry."""
    file, entries = f"{table}.toml", content.get(table)
    if not isinstance(entries, list) or not entries:
        raise CodebookError(f"there is no [[{table}]] entry", where=file, remedy=f"Write at least one [[{table}]].")
    records = []
    for number, entry in enumerate(entries, start=1):
        try:
            records.append(read(entry))
        except (KeyError, TypeError, ValueError) as error:
            fault = f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
            raise CodebookError(
                fault, where=f"{file}, {_name_entry(entry, number)}", remedy="Complete or mend the entry."
            ) from error
    return tuple(records)


def _name_entry(entry: Any, number: int) -> str:
    keys = ("theme_id", "actor_id", "year", "name")
    named = [str(entry[key]) for key in keys if isinstance(entry, Mapping) and key in entry]
    return f"entry {number}" + (f" ({named[0]})" if named else "")


def _read_theme(words: Mapping[str, str], entry: Entry) -> Theme:
    _refuse_unknown_keys(entry, Theme.__dataclass_fields__)
    terms = entry["terms"]
    if not isinstance(terms, Mapping):
        raise TypeError("terms is not a table of languages")
    _refuse_unknown_keys(terms, _LANGUAGES)
    lexicon = {
        language: tuple(_WORDS.sub(lambda name: words[name[1]], term) for term in _read_texts(terms, language))
        for language in _LANGUAGES
    }
    return Theme(
        theme_id=_read_text(entry, "theme_id"),
        name=_read_text(entry, "name"),
        definition=_read_text(entry, "definition"),
        inclusion=_read_text(entry, "inclusion"),
        exclusion=_read_text(entry, "exclusion"),
        terms=lexicon,
    )


def _read_actor(entry: Entry) -> Actor:
    _refuse_unknown_keys(entry, Actor.__dataclass_fields__)
    kind = entry["kind"]
    if kind not in get_args(ActorKind):
        raise ValueError(f"kind is {kind!r}, not one of {', '.join(get_args(ActorKind))}")
    return Actor(
        actor_id=_read_text(entry, "actor_id"),
        name=_read_text(entry, "name"),
        aliases=_read_texts(entry, "aliases"),
        names_zh=_read_texts(entry, "names_zh"),
        kind=kind,
        capacity=_read_text(entry, "capacity"),
        affiliation=_read_text(entry, "affiliation") if "affiliation" in entry else None,
        country=_read_text(entry, "country"),
    )


def _read_edition(entry: Entry) -> Edition:
    _refuse_unknown_keys(entry, Edition.__dataclass_fields__)
    days = {key: entry.get(key) for key in ("start", "end")}
    for key, day in days.items():
        if day is not None and type(day) is not date:
            raise TypeError(f"{key} is {day!r}, not a date")
    for key in ("year", "ordinal"):
        if type(entry[key]) is not int:
            raise TypeError(f"{key} is {entry[key]!r}, not a whole number")
    theme = _read_text(entry, "theme") if "theme" in entry else None
    theme_zh = _read_text(entry, "theme_zh") if "theme_zh" in entry else None
    place, source = _read_text(entry, "place"), _read_text(entry, "source")
    return Edition(entry["year"], entry["ordinal"], days["start"], days["end"], place, theme, source, theme_zh)


def _read_conference_names(content: Entry) -> dict[str, tuple[str, ...]]:
    try:
        return {language: _read_texts(content, f"conference_names_{language}") for language in _LANGUAGES}
    except TypeError as error:
        raise CodebookError(str(error), where="editions.toml", remedy="Give the names as an array of texts.") from error


def _read_weights(folder: Traversable) -> dict[str, dict[str, float]]:
    """Return the weight of each signal of presence, by the status that it tells for."""
    file = "presences.toml"
    weights = _read_toml(folder, file)
    for status, table in weights.items():
        numbers = table.values() if isinstance(table, dict) else [table]
        if not all(type(number) in (int, float) for number in numbers) or "intercept" not in table:
            fault = "not a table of numbers with an intercept"
            raise CodebookError(fault, where=f"{file}, {status}", remedy="Fit the weights again, or restore the file.")
    return weights


def _read_text(entry: Entry, key: str) -> str:
    value = entry[key]
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{key} is {value!r}, not a text")
    return value.strip()


def _read_texts(entry: Entry, key: str) -> tuple[str, ...]:
    values = entry.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        raise TypeError(f"{key} is {values!r}, not an array of texts")
    return tuple(values)


def _refuse_unknown_keys(entry: Entry, known: Iterable[str]) -> None:
    if not isinstance(entry, Mapping):
        raise TypeError("the entry is not a table")
    unknown = sorted(set(entry) - set(known))
    if unknown:
        raise ValueError(f"the key {unknown[0]!r} is unknown")


def _refuse_repeats(file: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise CodebookError(f"{key!r} stands for two entries", where=file, remedy="Keep it in one entry alone.")
        seen.add(key)
