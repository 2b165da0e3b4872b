"""Names of sources: what a reader knows them by, and never one name for two."""

from __future__ import annotations

from wicreport.corpus.families import find_families
from wicreport.corpus.sources import Family, PublicationDate, Source
from wicreport.findings.namings import name_all, name_sources
from wicreport.findings.studies import Study
from wicreport.findings.tables import tabulate_bodies


def make(source_id: str, publisher: str | None = "Wire", title: str | None = "A title", **more: str) -> Source:
    date = PublicationDate(more["published"]) if "published" in more else None
    return Source(source_id, f"{source_id}.txt", "", "", (), title=title, publisher=publisher, published=date)


def name(*sources: Source, **roles: str) -> list[str]:
    family = Family(sources[0].source_id, sources[0].source_id, {sources[0].source_id: "origin", **roles})  # type: ignore[dict-item]  # roles as given
    alone = {
        source.source_id: Family(source.source_id, source.source_id, {source.source_id: "origin"}) for source in sources
    }
    return list(name_all(sources, alone | dict.fromkeys(family.roles, family)).values())


def test_a_source_is_called_by_publisher_and_year_or_by_its_title_or_id() -> None:
    assert name(make("a", published="2021-09-28"), make("b", "Post"), make("c", None), make("d", None, None)) == [
        "Wire 2021", "Post", "“A title”", "d",
    ]  # fmt: skip


def test_what_repeats_another_is_called_by_that_unless_it_has_a_publisher_of_its_own() -> None:
    made = name(make("a"), make("b"), make("c", None), make("d", "Post"), b="copy", c="abridgement", d="copy")
    assert made == ["Wire", "Wire (copy)", "Wire (abridgement)", "Post"]


def test_two_are_never_called_the_same() -> None:
    long = "A title that goes on and on until nobody knows any more where it once began"
    assert name(make("a"), make("b", title=long), make("c"), make("d", "Post")) == [
        "Wire (“A title”) (a)", "Wire (“A title that goes on and on until nobody knows any more …”)",
        "Wire (“A title”) (c)", "Post",
    ]  # fmt: skip


def test_the_projects_own_sources_have_names(seeds_study: Study) -> None:
    sources = seeds_study.corpus.sources
    families = {source_id: family for family in find_families(sources) for source_id in family.roles}
    assert name_all(sources, families) == {
        "protocol-2021": "Protocol 2021",
        "protocol-2021-digest": "Protocol 2021 (abridgement)",
        "protocol-2021-recapture": "Protocol 2021 (copy)",
        "wapack-2018": "Wapack Labs 2018",
        "scmp-2022": "South China Morning Post 2022",
    }
    bodies = tabulate_bodies(seeds_study)
    named = name_sources(seeds_study, bodies)
    assert list(named["source_id"])[:2] == ["Protocol 2021", "Protocol 2021 (abridgement)"]
    assert next(iter(bodies["source_id"])) == "protocol-2021"
