"""The codebook as it is read, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from wicreport.coding.codebook import Codebook, load_codebook, read_codebook
from wicreport.errors import CodebookError

THEMES = """
[[themes]]
theme_id = "sovereignty"
name = "Sovereignty"
definition = "Who rules."
inclusion = "Rules."
exclusion = "Land."
terms.en = ["cyber sovereignty"]
terms.zh = ["网络主权"]
"""
ACTORS = """
[[actors]]
actor_id = "pony-ma"
name = "Pony Ma"
aliases = ["Ma Huateng"]
names_zh = ["马化腾"]
kind = "person"
capacity = "Chinese executive"
affiliation = "Tencent"
country = "China"
"""
EDITIONS = """
conference_names_en = ["World Internet Conference"]
conference_names_zh = ["世界互联网大会"]

[[editions]]
year = 2014
ordinal = 1
start = 2014-11-19
end = 2014-11-21
place = "Wuzhen"
source = "https://example.org/"
"""


PRESENCES = """
[attended]
intercept = -1.5
person = 2
"""


def write(
    folder: Path, themes: str = THEMES, actors: str = ACTORS, editions: str = EDITIONS, presences: str = PRESENCES
) -> Path:
    files = (("themes", themes), ("actors", actors), ("editions", editions), ("presences", presences))
    for name, text in files:
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_entries_become_records(tmp_path: Path) -> None:
    codebook = read_codebook(write(tmp_path))
    assert codebook.themes[0].terms == {"en": ("cyber sovereignty",), "zh": ("网络主权",)}
    assert codebook.actors[0].all_names == ("Pony Ma", "Ma Huateng", "马化腾")
    assert codebook.actors[0].is_person
    assert (codebook.editions[0].start, codebook.editions[0].theme) == (date(2014, 11, 19), None)
    assert codebook.conference_names == {"en": ("World Internet Conference",), "zh": ("世界互联网大会",)}
    assert codebook.presences == {"attended": {"intercept": -1.5, "person": 2}}
    assert codebook.actor_by_name["ma huateng"] is codebook.actor_by_id["pony-ma"]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "actors",
            'capacity = "Chinese executive"\n',
            "",
            "actors.toml, entry 1 (pony-ma): the key 'capacity' is missing",
        ),
        ("actors", '"person"', '"robot"', "actors.toml, entry 1 (pony-ma): kind is 'robot'"),
        ("actors", "country", "county", "actors.toml, entry 1 (pony-ma): the key 'county' is unknown"),
        ("actors", '["Ma Huateng"]', '"Ma Huateng"', "actors.toml, entry 1 (pony-ma): aliases is 'Ma Huateng'"),
        ("themes", '"Who rules."', '""', "themes.toml, entry 1 (sovereignty): definition is ''"),
        ("themes", "terms.zh", "terms.fr", "themes.toml, entry 1 (sovereignty): the key 'fr' is unknown"),
        ("editions", "2014-11-19", '"soon"', "editions.toml, entry 1 (2014): start is 'soon'"),
        ("editions", "ordinal = 1", 'ordinal = "first"', "editions.toml, entry 1 (2014): ordinal is 'first'"),
        ("editions", '["World Internet Conference"]', "3", "editions.toml: conference_names_en is 3"),
        ("editions", "[[editions]]", "[[edition]]", "editions.toml: there is no [[editions]] entry"),
        ("themes", "[[themes]]", "[[themes", "themes.toml: the file is not TOML"),
        ("presences", "2", '"two"', "presences.toml, attended: not a table of numbers with an intercept"),
        ("presences", "intercept", "constant", "presences.toml, attended: not a table of numbers with an intercept"),
    ],
)
def test_malformed_entry_is_refused_by_file_and_entry(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    texts = {"themes": THEMES, "actors": ACTORS, "editions": EDITIONS, "presences": PRESENCES}
    texts[file] = texts[file].replace(old, new)
    with pytest.raises(CodebookError) as caught:
        read_codebook(write(tmp_path, **texts))
    assert str(caught.value).startswith(said)


def test_missing_file_is_named(tmp_path: Path) -> None:
    (write(tmp_path) / "themes.toml").unlink()
    with pytest.raises(CodebookError, match=r"^themes\.toml: the file is missing"):
        read_codebook(tmp_path)


def test_name_of_two_actors_is_refused(tmp_path: Path) -> None:
    twin = ACTORS.replace("pony-ma", "another-ma").replace('"Pony Ma"', '"Another Ma"')
    with pytest.raises(CodebookError, match="'ma huateng' stands for two entries"):
        read_codebook(write(tmp_path, actors=ACTORS + twin))


def test_codebook_of_the_package_has_the_four_themes_and_a_registry(codebook: Codebook) -> None:
    ids = [theme.theme_id for theme in codebook.themes]
    assert ids == ["sovereignty", "common_prosperity", "censorship", "foreign_participation"]
    assert len(codebook.actors) > 300
    assert load_codebook() is load_codebook()


def test_no_alias_is_a_surname_or_a_common_word(codebook: Codebook) -> None:
    people = [actor for actor in codebook.actors if actor.is_person]
    assert [name for actor in people for name in (actor.name, *actor.aliases) if " " not in name] == []
    assert [name for actor in people for name in actor.names_zh if len(name) < 2] == []
