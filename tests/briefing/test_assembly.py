"""Assembly: one notebook in the order of the briefing, its evidence numbered as it is first cited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.conftest import Built
from wicreport.briefing.assembly import assemble_briefing, assemble_chapter
from wicreport.briefing.execution import Chapter
from wicreport.briefing.fronts import Front
from wicreport.errors import BuildError, FindingError
from wicreport.findings.display import MIME

FRONT = Front("Title", "Subtitle", "Question?", {"stamp": "sha256:0", "inputs": []}, None, is_whole=True)


@pytest.fixture
def chapters(built: Built) -> list[Chapter]:
    """Return the executed chapters of the small project, read anew for each test."""
    return [
        Chapter(path, nbformat.read(path, as_version=4)) for path in sorted(built.project.notebooks.glob("*.ipynb"))
    ]


def payloads(notebook: nbformat.NotebookNode) -> list[dict[str, Any]]:
    return [dict(output.data[MIME]) for cell in notebook.cells for output in cell.get("outputs", ())]


def chapter_of(*records: dict[str, Any], prose: str = "# One", name: str = "01_one") -> Chapter:
    cells = [nbformat.v4.new_markdown_cell(prose)]
    for record in records:
        output = nbformat.v4.new_output("display_data", data={MIME: record})
        cells.append(nbformat.v4.new_code_cell("shown", outputs=[output]))
    return Chapter(Path(f"{name}.ipynb"), nbformat.v4.new_notebook(cells=cells))


def test_the_briefing_has_its_parts_in_order(chapters: list[Chapter]) -> None:
    types = [record["type"] for record in payloads(assemble_briefing(chapters, FRONT).notebook)]
    assert types == [
        "masthead", "bottom_line", "key_judgments", "scope", "changes",
        "finding", "finding", "finding", "finding", "disagreements",
        "disagreements", "figure",
        "source_summary", "sources", "impact", "evidence_index", "left_out_list", "stamp",
    ]  # fmt: skip


def test_every_cell_knows_its_section_and_has_a_stable_id(chapters: list[Chapter]) -> None:
    cells = assemble_briefing(chapters, FRONT).notebook.cells
    sections = [cell.metadata.wicreport.section for cell in cells]
    assert list(dict.fromkeys(sections)) == ["front", "alpha", "back", "sources_and_method"]
    assert [cell.id for cell in cells] == [f"cell-{place:03d}" for place in range(len(cells))]
    assert all(cell.source == "" for cell in cells if cell.cell_type == "code")


def test_the_method_chapter_stands_behind_the_disagreements_whatever_its_number(chapters: list[Chapter]) -> None:
    method, other = chapters[1], chapters[0]
    early = Chapter(Path("00_sources_and_method.ipynb"), method.notebook)
    sections = [c.metadata.wicreport.section for c in assemble_briefing([early, other], FRONT).notebook.cells]
    assert list(dict.fromkeys(sections)) == ["front", "alpha", "back", "sources_and_method"]


def test_evidence_is_numbered_by_first_citation_and_listed_once(chapters: list[Chapter]) -> None:
    records = payloads(assemble_briefing(chapters, FRONT).notebook)
    index = next(record for record in records if record["type"] == "evidence_index")["items"]
    assert [item["number"] for item in index] == list(range(1, len(index) + 1))
    anchors = [(item["source_id"], item["start"], item["end"]) for item in index]
    assert len(set(anchors)) == len(anchors)
    assert index[0]["exact"] == "Robin Li of Baidu attended the 2016 conference"
    assert index[0]["cited_by"] == ["alpha-li"]
    for record in (r for r in records if r["type"] == "finding"):
        for item in record["evidence"]:
            assert anchors[item["number"] - 1] == (item["source_id"], item["start"], item["end"])


def test_the_bottom_line_cites_the_evidence_of_its_finding(chapters: list[Chapter]) -> None:
    records = payloads(assemble_briefing(chapters, FRONT).notebook)
    (sentence,) = next(record for record in records if record["type"] == "bottom_line")["sentences"]
    assert sentence == {
        "text": "Independent reports place Robin Li at the conference of 2016.",
        "finding_id": "alpha-li",
        "sureness": "",
        "numbers": [1, 2],
    }


def test_key_judgments_carry_their_chapter(chapters: list[Chapter]) -> None:
    records = payloads(assemble_briefing(chapters, FRONT).notebook)
    items = next(record for record in records if record["type"] == "key_judgments")["items"]
    assert [(item["id"], item["chapter"]) for item in items] == [
        (name, {"id": "alpha", "title": "Alpha"}) for name in ("alpha-guests", "alpha-opening", "alpha-third")
    ]


def test_one_chapter_alone_has_its_cells_its_sources_and_its_evidence(chapters: list[Chapter]) -> None:
    made = assemble_chapter(chapters[0])
    records = payloads(made.notebook)
    assert [record["type"] for record in records] == [
        *["finding"] * 4,
        "disagreements",
        "sources",
        "evidence_index",
    ]
    assert len(records[-1]["items"]) == 7
    assert made.notebook.metadata.wicreport == {"title": "Alpha", "subtitle": "", "language": "en"}


def test_the_chapters_themselves_are_not_altered(chapters: list[Chapter]) -> None:
    before = [nbformat.writes(chapter.notebook) for chapter in chapters]
    assemble_briefing(chapters, FRONT)
    assert [nbformat.writes(chapter.notebook) for chapter in chapters] == before


def test_notebooks_that_open_no_corpus_are_refused() -> None:
    with pytest.raises(BuildError, match="no notebook opens a corpus"):
        assemble_briefing([chapter_of()], FRONT)


def test_a_briefing_without_findings_is_refused() -> None:
    with pytest.raises(FindingError, match="there are no findings"):
        assemble_briefing([chapter_of({"type": "corpus", "sources": []})], FRONT)


@pytest.mark.parametrize(
    ("records", "where"),
    [
        ([{"type": "finding", "id": "a-b"}, {"type": "finding", "id": "a-b"}], "finding a-b"),
        ([{"type": "finding", "id": "a-b"}, {"type": "left_out", "id": "a-b"}], "finding a-b"),
        ([{"type": "figure", "id": "fig-x"}, {"type": "table", "id": "fig-x"}], "figure or table fig-x"),
    ],
)
def test_two_records_of_one_id_are_refused(records: list[dict[str, Any]], where: str) -> None:
    with pytest.raises(FindingError) as caught:
        assemble_briefing([chapter_of({"type": "corpus", "sources": []}, *records)], FRONT)
    assert caught.value.where == where


def test_two_findings_of_one_headline_are_refused_with_both_cells() -> None:
    first = chapter_of(CORPUS, FOUND, {**FOUND, "id": "a-c", "headline": "Other"})
    injected = nbformat.v4.new_code_cell(metadata={"tags": ["injected-parameters"]})
    again = chapter_of({**FOUND, "id": "b-c"}, name="02_two")
    again.notebook.cells.insert(1, injected)
    with pytest.raises(FindingError) as caught:
        assemble_briefing([first, again], FRONT)
    assert str(caught.value) == (
        "01_one.ipynb, cell 3; 02_two.ipynb, cell 2: two findings have the headline “H”. "
        "Give each a headline of its own."
    )


def test_two_disagreements_of_one_topic_are_refused_with_both_cells() -> None:
    differ = {"type": "disagreement", "id": "d-e", "topic": "H", "statement": "S.", "resolution": "R.", "evidence": []}
    again = chapter_of({**differ, "id": "d-f"}, name="02_two")
    with pytest.raises(FindingError) as caught:
        assemble_briefing([chapter_of(CORPUS, FOUND, differ), again], FRONT)
    assert str(caught.value) == (
        "01_one.ipynb, cell 4; 02_two.ipynb, cell 2: two disagreements have the topic “H”. "
        "Give each a topic of its own."
    )


FOUND = {"type": "finding", "id": "a-b", "kind": "reported", "rank": "finding", "headline": "H", "statement": "S.",
         "evidence": [], "alternative_evidence": [], "contradicting": []}  # fmt: skip
CORPUS = {"type": "corpus", "as_of": "2016-12-01", "editions": [2016], "n_documents": 0, "n_families": 0,
          "languages": [], "sources": []}  # fmt: skip
MISSED = {"type": "left_out", "id": "c-d", "headline": "H", "reason": "not there"}


def prose_of(*chapters: Chapter) -> list[str]:
    front = replace(FRONT, is_whole=False)
    cells = assemble_briefing(chapters, front).notebook.cells
    return [cell.source for cell in cells if cell.cell_type == "markdown"]


def hollow(*parts: str | dict[str, Any], name: str = "02_two") -> Chapter:
    cells = [
        nbformat.v4.new_markdown_cell(part) if isinstance(part, str) else chapter_of(part).notebook.cells[1]
        for part in parts
    ]
    return Chapter(Path(f"{name}.ipynb"), nbformat.v4.new_notebook(cells=cells))


def test_a_heading_below_which_all_was_left_out_goes() -> None:
    made = prose_of(hollow("# One", CORPUS, "## Kept", FOUND, "## Gone", MISSED, "## Prose\n\nalone"))
    assert made == ["# One", "## Kept", "## Prose\n\nalone"]


def test_a_heading_whose_cells_were_deleted_goes() -> None:
    made = prose_of(hollow("# One", CORPUS, "## Lead finding", "## Kept", FOUND, "## Last"))
    assert made == ["# One", "## Kept"]


def test_a_heading_over_other_headings_stays_where_one_of_them_does() -> None:
    made = prose_of(hollow("# One", CORPUS, "## Over", "### Kept", FOUND, "## Under", "### Deleted"))
    assert made == ["# One", "## Over", "### Kept"]


def test_a_chapter_of_which_nothing_is_left_says_so() -> None:
    made = prose_of(
        hollow("# One", CORPUS, FOUND, name="01_one"), hollow("# Other\n\nWhat?", CORPUS, "## Gone", MISSED)
    )
    assert made[:2] == ["# One", "# Other\n\nWhat?"]
    assert made[2].startswith("Nothing in the chosen documents bears on these questions")


@pytest.mark.parametrize("prose", ["It is likely that they come.", "They will probably come."])
def test_a_likelihood_in_prose_is_refused(prose: str) -> None:
    with pytest.raises(FindingError, match="is typed into the prose"):
        assemble_briefing([chapter_of(CORPUS, FOUND, prose=f"# One\n\n{prose}")], FRONT)
