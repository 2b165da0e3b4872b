from __future__ import annotations

import base64
import copy
import hashlib
import html
import itertools
import re
from html.parser import HTMLParser

import pytest
from nbformat import NotebookNode

from tests.briefing.assembled_example import AWKWARD, MIME
from wicreport.briefing.drawings import place_drawing
from wicreport.briefing.html import BriefingExporter, export_html
from wicreport.briefing.markdown import export_markdown
from wicreport.errors import BuildError


class Page(HTMLParser):
    """Notes what the tests ask of a page: elements with their attributes, and the text outside styles and scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._is_code = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._is_code = tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self._is_code = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._is_code else data

    def values(self, name: str) -> list[str]:
        return [str(attributes[name]) for _, attributes in self.elements if name in attributes]


@pytest.fixture(scope="module")
def source(assembled: NotebookNode) -> str:
    return export_html(assembled)


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


def alter(notebook: NotebookNode, kind: str, **changes: object) -> NotebookNode:
    altered = copy.deepcopy(notebook)
    for cell in altered.cells:
        for output in cell.get("outputs", []):
            if output.data[MIME]["type"] == kind:
                output.data[MIME].update(changes)
    return altered


def test_the_page_loads_nothing_from_anywhere(page: Page) -> None:
    assert not [tag for tag, _ in page.elements if tag in ("link", "iframe", "img", "object", "base", "form")]
    assert page.values("src") == []
    assert {href.split(":")[0] for href in page.values("href") if ":" in href} == {"https", "data"}
    held = {href.split(",")[0] for href in page.values("href") if href.startswith("data:")}
    assert held == {"data:text/csv;charset=utf-8;base64"}


def test_the_policy_allows_one_style_sheet_and_one_script_by_their_hashes(source: str, page: Page) -> None:
    policy = next(content for content in page.values("content") if content.startswith("default-src"))
    for kind, inside in (("style", r"<style>(.*?)</style>"), ("script", r"<script[^>]*>(.*?)</script>")):
        (code,) = re.findall(inside, source, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_nothing_but_the_two_carries_style_or_script(page: Page) -> None:
    assert page.values("style") == []
    assert [name for _, attributes in page.elements for name in attributes if name.startswith("on")] == []


def test_the_script_stands_last_so_that_the_page_shows_without_it(source: str) -> None:
    assert re.search(r"</script>\s*</body>\s*</html>\s*$", source)


def test_the_table_behind_a_figure_is_in_its_link(page: Page) -> None:
    links = [link for tag, link in page.elements if tag == "a" and link.get("download") == "fig-themes.csv"]
    table = base64.b64decode(str(links[0]["href"]).partition(",")[2]).decode()
    assert table.startswith("Theme,Passages\n")


def test_the_page_is_well_under_the_limit(source: str) -> None:
    assert len(source.encode()) < 600_000


def test_two_exports_have_the_same_bytes(source: str, assembled: NotebookNode) -> None:
    assert export_html(assembled) == source


def test_ids_are_unique_and_every_link_inside_the_page_arrives(page: Page) -> None:
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= set(ids)
    assert {"e10", "f-sov-meaning", "s-press-2022", "fig-themes", "chapter-censorship", "main"} <= set(ids)


def test_headings_skip_no_rank(page: Page) -> None:
    ranks = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert ranks.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(ranks))


def test_awkward_text_is_shown_letter_by_letter(source: str, page: Page) -> None:
    assert page.text.count(AWKWARD) >= 6
    assert source.count("<script") == 1
    assert html.escape("<script>alert(1)</script>") in source
    assert '<b onclick="x()">raw</b>' in page.text


def test_chinese_runs_are_marked(source: str) -> None:
    assert '<span lang="zh">互联网联合辟谣平台</span>' in source
    assert '<span lang="zh">网络主权</span>;' in source


def test_figures_keep_their_view_box_and_say_what_is_to_be_seen(source: str) -> None:
    figures = re.findall(r"<svg [^>]*role=[^>]*>", source)
    assert len(figures) == 3
    assert all("viewBox=" in figure and 'role="img"' in figure for figure in figures)
    assert 'aria-label="Bar chart: 2018 44; 2021 39."' in source
    assert "<metadata" not in source


@pytest.mark.parametrize(
    ("sources", "line"),
    [
        (
            ["protocol-2021-b", "protocol-2021", "analyst-2018", "digest-2021"],
            "Protocol 2021 (and a copy); Wapack Labs 2018; Protocol 2021 (abridgement)",
        ),
        (["protocol-2021-b", "analyst-2018"], "Wapack Labs 2018; Protocol 2021 (copy)"),
    ],
)
def test_a_source_line_names_captures_of_one_article_once_and_counts_them(
    sources: list[str], line: str, assembled: NotebookNode
) -> None:
    altered = alter(assembled, "table", sources=sources)
    table = re.findall(r"<strong>Sources:</strong>.*?</p>", export_html(altered))
    assert [Page(found).text for found in table if "Ordinals" in found] == [
        f"Sources: {line}. Ordinals from the codebook."
    ]
    assert line in re.sub(r"\[(.*?)\]\(\S+?\)", r"\1", export_markdown(altered).replace("\\", ""))


def test_a_table_that_rests_on_no_document_names_the_trials_of_the_project(assembled: NotebookNode) -> None:
    page = export_html(alter(assembled, "table", sources=[]))
    assert "<strong>Source:</strong> the project’s own trials. Ordinals from the codebook." in page


def test_a_finding_shows_kind_sureness_voices_and_numbered_evidence(source: str, assembled: NotebookNode) -> None:
    finding = re.findall(r'<article [^>]*id="f-sov-meaning".*?</article>', source, re.DOTALL)[0]
    text = " ".join(Page(finding).text.split())
    for words in ("Judged", "Very likely 80–95 per cent", "High. Three independent voices, two", "Against this:"):
        assert words in text
    assert "3\u00a0independent voices, 5\u00a0documents" in finding
    assert "Very likely, 80–95 per cent\n" in export_markdown(assembled).replace("\\", "")
    assert '<a href="#e3" aria-label="Evidence 3" title="“cyberspace community with a shared future” —' in finding


@pytest.mark.parametrize(
    ("finding", "rank"), [("sov-meaning", "Bottom line"), ("cen-policy", "Key judgment"), ("sov-split", None)]
)
def test_a_finding_is_tagged_by_its_rank(source: str, assembled: NotebookNode, finding: str, rank: str | None) -> None:
    tags = re.findall(rf'id="f-{finding}".*?class="tags">(.*?)</p>', source, re.DOTALL)[0]
    assert re.findall('<span class="rank">(.*?)</span>', tags) == [rank] * (rank is not None)
    line = re.findall(rf"#f-{finding} .*?::: tags\n\S+ ?\S*\}}(.*?)\n", export_markdown(assembled), re.DOTALL)[0]
    assert line.strip() == (rank or "")


def test_runs_of_three_citations_are_joined_and_pairs_are_not(source: str, assembled: NotebookNode) -> None:
    text = " ".join(Page(source).text.split())
    assert "for policy.6,7" in text
    sentences = [{"text": "So it is.", "finding_id": "x", "sureness": "", "numbers": [9, 3, 2, 1]}]
    joined = Page(export_html(alter(assembled, "bottom_line", sentences=sentences))).text
    assert "So it is.1–3,9" in joined


def test_likelihood_and_confidence_stand_in_lines_of_their_own(source: str) -> None:
    lines = re.findall(r"<dd>(.*?)</dd>", source, re.DOTALL)
    both = [line for line in lines if "likelihood" in line and re.search("High|Moderate|Low", line)]
    assert both == []


def test_a_judgment_of_the_bottom_line_is_followed_by_its_confidence(source: str) -> None:
    sureness = "Confidence in this judgment: high. Three independent voices."
    assert source.count(f'<span class="sureness">{sureness}</span></p>') == 1


def test_the_masthead_tells_editions_in_passing_from_those_with_a_document_and_how_old_the_documents_are(
    source: str,
) -> None:
    for words in ("2018, 2021, 2022; in passing 2015", "5\u00a0documents of 2018 to 2022, 3\u00a0independent voices"):
        assert source.count(f"<dd>{words}") == 2, words


def test_the_index_shows_exact_words_in_their_sentence_with_a_way_back(source: str) -> None:
    item = re.findall(r'<li id="e7" .*?</li>', source, re.DOTALL)[0]
    words = "All media must uniformly refrain from reporting, re-posting, and commenting"
    assert f"<p>“<mark>{words}</mark> [on this].”</p>" in item
    assert "characters 2800–2875" in item
    assert 'href="#f-cen-directive"' in item
    assert 'data-edition="2018"' in item
    assert "(1\u00a0independent voice)" in item
    assert "Wapack Labs, November 2018 · analyst note · reliability C" in item


def test_a_source_is_described_in_words_and_its_voice_where_that_has_other_documents(
    source: str, assembled: NotebookNode
) -> None:
    alone, shared = (
        Page(re.findall(rf'<li id="s-{name}">.*?</dl>', source, re.DOTALL)[0]).text
        for name in ("press-2022", "protocol-2021-b")
    )
    assert "KindNews, independent, second-hand" in alone
    assert "InferredWhether first-hand: it cites other papers" in alone
    assert "VoiceProtocol 2021 (copy)" in shared
    assert "Voice" not in alone
    assert "Vendor; second-hand; fairly reliable" in re.findall(r'<li id="e7" .*?</li>', source, re.DOTALL)[0]
    printed = export_markdown(assembled).replace("\\", "")
    assert "Inferred: whether first-hand (it cites other papers)." in printed
    assert printed.count(" Voice: ") == 3


def test_who_is_quoted_is_named_with_the_words(source: str) -> None:
    item = re.findall(r'<li id="e4" .*?</li>', source, re.DOTALL)[0]
    assert 'Words of <span class="speaker">Xi Jinping</span> · <a href="#s-protocol-2021">Protocol' in item
    assert 'title="“build a strong digital security barrier” (Xi Jinping) — Protocol 2021"' in source


def test_a_disagreement_that_cites_evidence_is_named_with_a_link_and_without_a_number_of_voices(source: str) -> None:
    item = re.findall(r'<li id="e4" .*?</li>', source, re.DOTALL)[0]
    assert item.rstrip().endswith(
        '; <a href="#d-dispute-speaker">Disagreement: Who spoke for Beijing</a></p>\n</div>\n</li>'
    )


def test_a_withdrawn_finding_is_named_without_a_dead_link(source: str) -> None:
    assert "A finding that is no longer made" in source
    assert "#f-gone" not in source


def test_a_table_has_names_where_its_data_have_ids(assembled: NotebookNode) -> None:
    rows = [["One", "analyst-2018;digest-2021"], ["Two", "elsewhere-2019"], ["Three; and more", None]]
    page = export_html(alter(assembled, "table", columns=["case", "source"], rows=rows))
    assert '<th scope="col">Case</th><th scope="col">Source</th>' in page
    (table,) = re.findall(r'<th scope="row">One</th>.*?</table>', page, re.DOTALL)
    assert "Wapack Labs 2018; Protocol 2021 (abridgement)" in Page(table).text
    assert "elsewhere-2019" in table and "Three; and more" in table


def test_the_impact_list_leads_to_findings_and_exhibits(assembled: NotebookNode) -> None:
    listed = [{"id": "cen-directive", "headline": "A finding"}, {"id": "fig-themes", "headline": "A figure"}]
    page = export_html(alter(assembled, "impact", rows=[{"source_id": "x", "name": "X", "findings": listed}]))
    assert '<a href="#f-cen-directive">A finding</a>' in page
    assert '<a href="#fig-themes">A figure</a>' in page


def test_a_chapter_exports_by_the_same_road(chapter: NotebookNode) -> None:
    page = Page(export_html(chapter))
    ids = set(page.values("id"))
    assert {"chapter-sovereignty", "evidence-index", "sources"} <= ids
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= ids


def test_nbconvert_finds_the_template_from_any_folder(
    chapter: NotebookNode, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    page, resources = BriefingExporter().from_notebook_node(chapter)
    assert resources["output_extension"] == ".html"
    assert page.startswith("<!DOCTYPE html>")


def test_a_record_that_lacks_something_is_refused(assembled: NotebookNode) -> None:
    altered = copy.deepcopy(assembled)
    for cell in altered.cells:
        for output in cell.get("outputs", []):
            output.data[MIME].pop("statement", None)
    with pytest.raises(BuildError, match="statement"):
        export_html(altered)


def test_a_record_of_an_unknown_type_is_refused(assembled: NotebookNode) -> None:
    with pytest.raises(BuildError, match="unknown type “riddle”"):
        export_html(alter(assembled, "scope", type="riddle"))


def test_a_notebook_without_records_is_refused(assembled: NotebookNode) -> None:
    altered = copy.deepcopy(assembled)
    altered.cells = [cell for cell in altered.cells if cell.cell_type == "markdown"]
    with pytest.raises(BuildError, match="nothing to report"):
        export_html(altered)


def test_the_style_of_a_drawing_becomes_attributes() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><rect style="fill: #1f5582; stroke-width: 0.8"/></svg>'
    assert '<rect fill="#1f5582" stroke-width="0.8" />' in place_drawing(svg, prefix="fig-a")


def test_a_drawing_is_scoped_to_its_figure() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
        '<style>*{fill:red}</style><clipPath id="c"><rect id="fig-a-r"/></clipPath>'
        '<g clip-path="url(#c)"><use xlink:href="#c"/></g></svg>'
    )
    placed = place_drawing(svg, prefix="fig-a")
    assert '<clipPath id="fig-a-c"><rect id="fig-a-r" /></clipPath>' in placed
    assert '<g clip-path="url(#fig-a-c)"><use href="#fig-a-c" /></g>' in placed
    assert "<style" not in placed


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<g onclick="x()"/>',
        '<use href="https://example.org/x.svg#a"/>',
        '<path style="fill: url(https://example.org/x)"/>',
        "<foreignObject/>",
        '<g style="behavior: x"/>',
    ],
)
def test_a_drawing_that_runs_or_loads_something_is_refused(inside: str) -> None:
    with pytest.raises(BuildError, match="figure fig-a"):
        place_drawing(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>', prefix="fig-a")
