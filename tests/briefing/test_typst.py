from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from pypdf import PdfReader
from pypdf.generic import ContentStream

from tests.briefing.assembled_example import MIME
from wicreport.briefing.assembly import assemble_briefing
from wicreport.briefing.execution import Chapter, find_notebooks
from wicreport.briefing.fronts import Front, read_title
from wicreport.briefing.markdown import escape_markdown, export_markdown
from wicreport.briefing.typst import export_pdf, name_moment, show_uncovered
from wicreport.corpus.projects import find_project
from wicreport.errors import BuildError


@pytest.fixture(scope="module")
def pdf(assembled: NotebookNode) -> bytes:
    return export_pdf(assembled, as_of="2026-11-22")


@pytest.fixture(scope="module")
def text(pdf: bytes) -> str:
    return read_text(pdf)


def read_text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_two_exports_have_the_same_bytes_and_are_small(pdf: bytes, assembled: NotebookNode) -> None:
    assert export_pdf(assembled, as_of="2026-11-22") == pdf
    assert len(pdf) < 2_000_000


def test_the_document_says_what_it_is(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "What changed at Wuzhen"
    assert str(reader.metadata.creation_date) == "2026-11-22 12:00:00+00:00"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in re.sub(r">\s+<", "><", xmp)


def test_a_document_without_a_date_has_a_fixed_one(chapter: NotebookNode) -> None:
    reader = PdfReader(BytesIO(export_pdf(chapter, as_of="")))
    assert reader.metadata is not None
    assert str(reader.metadata.creation_date) == "2014-11-19 12:00:00+00:00"


@pytest.mark.parametrize(
    ("as_of", "day"), [("2026-11-22", (2026, 11, 22)), ("2026-11", (2026, 11, 1)), ("2026", (2026, 1, 1))]
)
def test_a_date_cut_short_stands_for_its_first_day(as_of: str, day: tuple[int, int, int]) -> None:
    moment = name_moment(as_of)
    assert (moment.year, moment.month, moment.day) == day
    assert (moment.hour, str(moment.tzinfo)) == (12, "UTC")


def test_bookmarks_follow_the_headings(pdf: bytes) -> None:
    outline = PdfReader(BytesIO(pdf)).outline
    titles = [item.title for item in outline if not isinstance(item, list)]
    assert titles[:4] == ["Bottom line", "Contents", "Key judgments", "Scope"]
    assert titles[-1] == "How to make this briefing again"


def test_the_cover_says_how_sure_a_judgment_of_the_bottom_line_is(pdf: bytes) -> None:
    cover = " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    assert "(evidence 1, 3, 4) Confidence in this judgment: high. Three independent" in cover.replace("\u00a0", " ")


def test_pages_are_numbered_and_headed(text: str) -> None:
    n_pages = int(re.findall(r"Page 2 of (\d+)", text)[0])
    assert "Page 1 of" not in text  # the cover has no running lines
    assert f"Page {n_pages} of {n_pages}" in text
    assert "As of 22 November 2026 · version 9f2c41d07b3e" in text


def test_evidence_numbers_lead_to_the_index(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    targets = [link["/Dest"] for link in links if "/Dest" in link]
    assert len(targets) > 40


def test_pieces_of_one_sentence_print_it_once(assembled: NotebookNode) -> None:
    sentence = {"passage_id": "p001", "before": "He ", "exact": "came and ", "after": "went.", "status": "exact"}
    piece = {**sentence, "before": "He came ", "exact": "and went."}
    place = {"source_id": "protocol-2021", "start": 0, "end": 9, "speaker": "", "also_in": [], "cited_by": []}
    items = [
        {**words, **place, "number": number}
        for number, words in enumerate(
            [sentence, piece | {"after": ""}, sentence, sentence | {"passage_id": "p002"}], 1
        )
    ]
    altered = copy.deepcopy(assembled)
    (index,) = [
        output.data[MIME]
        for cell in altered.cells
        for output in cell.get("outputs", ())
        if output.data[MIME]["type"] == "evidence_index"
    ]
    index["items"] = items
    printed = export_markdown(altered).replace("\\", "").split("characters of the file")[1]
    found = re.findall(r"::: words\n(.*)\n:::\n\n::: fine\n(?:(In the sentence of \S+), )?", printed)
    assert found == [
        ("He [came and ]{.exact}went.", ""),
        ("… [and went.]{.exact}", "In the sentence of [1](#e1)"),
        ("… [came and ]{.exact} …", "In the sentence of [1](#e1)"),
        ("He [came and ]{.exact}went.", ""),
    ]


def find_barriers(pdf: bytes, folder: Path) -> list[tuple[str, str]]:
    """Return the errors and warnings of a checker of accessibility, by rule and message.

    Its rule that a page may paint only so much out of the order of the tags is left out: a footnote is read at its mark
    and painted at the foot, so that it counts long footnotes. All else has to be in order, see `find_astray`.
    """
    (folder / "briefing.pdf").write_bytes(pdf)
    command = [sys.executable, "-m", "outloud.cli", "--no-info", "--quiet", "--json", "found.json", "briefing.pdf"]
    subprocess.run(command, cwd=folder, capture_output=True, check=False)
    (result,) = json.loads((folder / "found.json").read_text(encoding="utf-8"))["results"]
    assert result["error"] is None
    faults = [item for item in result["findings"] if item["severity"] != "info" and item["rule"] != "ORD-001"]
    return [(item["rule"], item["message"]) for item in faults]


def find_astray(pdf: bytes) -> list[int]:
    """Return the pages, from one, that paint nothing but footnotes, or the rest in another order than it is read in."""
    reader, read, notes = PdfReader(BytesIO(pdf)), dict[int, list[int]](), set[tuple[int, int]]()

    def visit(node: Any, page: int, in_note: bool) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                visit(child, page, in_note)
        elif isinstance(node, int) or node.get("/Type") == "/MCR":
            page, mark = (page, int(node)) if isinstance(node, int) else (node.raw_get("/Pg").idnum, int(node["/MCID"]))
            read.setdefault(page, []).append(mark)
            if in_note:
                notes.add((page, mark))
        elif "/K" in node:
            page = node.raw_get("/Pg").idnum if "/Pg" in node else page
            visit(node["/K"], page, in_note or node["/S"] == "/Note")

    visit(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], 0, False)
    astray = []
    for number, page in enumerate(reader.pages, start=1):
        assert page.indirect_reference is not None
        name = page.indirect_reference.idnum
        operations = ContentStream(page.get_contents(), reader).operations
        painted = [given[1]["/MCID"] for given, what in operations if what == b"BDC" and "/MCID" in given[1]]
        bare, told = ([mark for mark in order if (name, mark) not in notes] for order in (painted, read.get(name, [])))
        if not bare or bare != told:
            astray.append(number)
    return astray


def test_a_checker_of_accessibility_has_nothing_against_the_projects_own_briefing(tmp_path: Path) -> None:
    project = find_project()
    chapters = [Chapter(path, nbformat.read(path, as_version=4)) for path in find_notebooks(project)]
    title = read_title((project.notebooks / "briefing.toml").read_text(encoding="utf-8"), "briefing.toml")
    stamp = {"stamp": "sha256:0", "inputs": [], "versions": {}, "typefaces": [], "parameters": {}, "commands": []}
    made = assemble_briefing(chapters, Front(**title, stamp=stamp, previous=None, is_whole=True))
    pdf = export_pdf(made.notebook, as_of=made.corpus["as_of"])
    assert find_barriers(pdf, tmp_path) == []
    assert find_astray(pdf) == []
    assert len(pdf) < 2_000_000


def test_evidence_stands_in_footnotes_with_its_words_source_and_number(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    kinds = [item.get("/S") for item in walk(reader.trailer["/Root"]["/StructTreeRoot"])]
    assert kinds.count("/Note") > 5
    text = read_text(pdf).replace("\u00a0", " ")
    assert re.search(r"1 “[^”]+”, [^(]+ \(evidence \d", text)
    assert "“build a strong digital security barrier” (Xi Jinping), Protocol, 29 September 2021 (evidence 4)" in text


def test_libraries_typefaces_and_inputs_have_rows_of_their_own(assembled: NotebookNode) -> None:
    names = re.findall(r"^(\w+)\n:   ", export_markdown(assembled), re.MULTILINE)
    assert names[-6:] == ["Version", "Commands", "Parameters", "Libraries", "Typefaces", "Inputs"]


def test_what_falls_with_a_source_is_a_list(assembled: NotebookNode) -> None:
    part = export_markdown(assembled).split("# If a source falls")[1].split("\n# ")[0]
    assert re.findall(r"^- (?:\[(.*)\]\(#f-sov-meaning\))?", part, re.MULTILINE) == ["“Sovereignty” is a claim", ""]


def test_an_address_in_the_text_is_a_link(assembled: NotebookNode) -> None:
    altered = copy.deepcopy(assembled)
    prose = next(cell for cell in altered.cells if cell.cell_type == "markdown")
    prose.source += "\n\nSee www.example.org/2016/a-page."
    reader = PdfReader(BytesIO(export_pdf(altered, as_of="2026")))
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert "https://www.example.org/2016/a-page" in {str(link["/A"]["/URI"]) for link in links if "/A" in link}


def test_a_wide_figure_has_a_page_on_its_side(assembled: NotebookNode) -> None:
    altered = copy.deepcopy(assembled)
    for cell in altered.cells:
        for output in cell.get("outputs", []):
            if output.data[MIME].get("id") == "fig-glance":
                output.data[MIME]["is_wide"] = True
    pages = PdfReader(BytesIO(export_pdf(altered, as_of="2026"))).pages
    assert sum(page.mediabox.width > page.mediabox.height for page in pages) == 1


def test_alt_text_is_carried(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    alts = {str(item["/Alt"]) for item in walk(reader.trailer["/Root"]["/StructTreeRoot"]) if "/Alt" in item}
    assert "Bar chart: Rumour platform 辟谣 3; Minors 2; Algorithms 5; Media directives 4." in alts


def walk(node: object, depth: int = 0) -> list[dict[str, object]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [found for child in node for found in walk(child, depth + 1)]
    if not isinstance(node, dict) or depth > 40:
        return []
    return [node, *walk(node.get("/K"), depth + 1)]


def test_text_in_figures_stays_text(text: str) -> None:
    assert "Rumour platform" in text
    assert "Foreign participation" in text


def test_nothing_in_the_text_is_run_or_read(text: str) -> None:
    assert text.count('#read("/etc/passwd")') >= 6
    assert "root:" not in text
    assert "{{ 7*7 }} {% raw %} @who $x^2$ *not bold* [l](u)" in text


def test_a_character_without_a_glyph_is_shown_by_its_code_point(assembled: NotebookNode) -> None:
    altered = copy.deepcopy(assembled)
    for cell in altered.cells:
        for output in cell.get("outputs", []):
            record = output.data[MIME]
            if record["type"] == "finding":
                record["statement"] += " \N{ROUND PUSHPIN} \N{ARABIC LETTER MEEM}\N{VARIATION SELECTOR-16} \x07"
    shown = read_text(export_pdf(altered, as_of="2026"))
    assert "‹U+1F4CD› ‹U+0645›" in shown


def test_characters_with_a_glyph_are_left_alone() -> None:
    assert show_uncovered("“a” é Я 网 → \u00a0") == "“a” é Я 网 → \u00a0"


def test_a_missing_alt_text_is_refused(assembled: NotebookNode) -> None:
    altered = copy.deepcopy(assembled)
    for cell in altered.cells:
        for output in cell.get("outputs", []):
            if output.data[MIME]["type"] == "figure":
                output.data[MIME]["alt"] = ""
    with pytest.raises(BuildError, match="alt"):
        export_pdf(altered, as_of="2026")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("# *a* `b`{=typst} [c](d) $e$ @f ::: <g>", r"\# \*a\* \`b\`\{\=typst\} \[c\]\(d\) \$e\$ \@f \:\:\: \<g\>"),
        ("1. one\n\n- two\t|", r"1\. one \- two \|"),
        ("\\", "\\\\"),
        ("5\u00a0% of “网络” 3", '5\u00a0\\% of “[网络]{lang="zh"}” 3'),
    ],
)
def test_plain_text_is_escaped(text: str, markdown: str) -> None:
    assert escape_markdown(text) == markdown


def test_prose_cannot_close_the_divs_round_it(assembled: NotebookNode) -> None:
    altered = copy.deepcopy(assembled)
    prose = next(cell for cell in altered.cells if cell.cell_type == "markdown")
    prose.source += "\n\n:::\n\n```\nnever closed"
    body = export_markdown(altered)
    assert "\n\\:::\n" in body
    assert "never closed\n```\n" in body


def test_an_id_that_cannot_be_linked_to_is_refused(assembled: NotebookNode) -> None:
    altered = copy.deepcopy(assembled)
    for cell in altered.cells:
        for output in cell.get("outputs", []):
            if output.data[MIME]["type"] == "finding":
                output.data[MIME]["id"] = 'x"] #read("y")'
    with pytest.raises(BuildError, match="cannot be linked to"):
        export_markdown(altered)
