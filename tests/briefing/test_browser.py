from __future__ import annotations

import csv
import re
import struct
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from nbformat import NotebookNode
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.briefing.browsers import FIRST_CITE, open_page
from wicreport.briefing.html import export_html

WIDTHS = (360, 768, 1280, 1920)
PRINTED = ".finding .reasoning p >> nth=0"


def is_dark(page: Page) -> bool:
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(int(part) for part in ground.removeprefix("rgb(").removesuffix(")").split(",")) < 200


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_mouse_opens_a_card_on_a_number_and_leaving_closes_it(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page) as page:
        page.hover(FIRST_CITE)
        card = page.get_by_role("dialog", name="Evidence 1")
        expect(card.locator("mark")).to_have_text(page.locator("#e1 mark").text_content() or "")
        expect(card.locator(".origin").first).to_contain_text("reliability")
        expect(card.locator(".origin").last).to_contain_text("independent voice")
        card.locator("mark").hover()
        page.wait_for_timeout(500)
        expect(card).to_be_visible()
        page.mouse.move(5, 5)
        expect(card).to_have_count(0)


def test_a_card_that_was_clicked_stays_and_steps_through_the_evidence(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page) as page:
        page.click(FIRST_CITE)
        page.mouse.move(5, 5)
        page.wait_for_timeout(500)
        card = page.locator(".card")
        expect(card).to_contain_text("1 of 2")
        card.get_by_role("button", name="Next evidence").click()
        expect(card.locator("mark")).to_have_text(page.locator("#e2 mark").text_content() or "")
        page.mouse.click(5, 700)
        expect(card).to_have_count(0)


def test_the_keyboard_opens_a_card_goes_into_it_and_escape_comes_back(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page) as page:
        page.locator(FIRST_CITE).focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        expect(page.locator(".card")).to_be_visible()
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("dialog", name="Evidence 2")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".card")).to_have_count(0)
        expect(page.locator(FIRST_CITE)).to_be_focused()


def test_a_tap_opens_a_card_at_the_foot_of_a_narrow_screen(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page, width=360, has_touch=True, is_mobile=True) as page:
        page.tap(FIRST_CITE)
        box = page.locator(".card").bounding_box()
        assert box is not None
        assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 360, 900)
        page.tap(".card .close")
        expect(page.locator(".card")).to_have_count(0)
        assert "#" not in page.url


def test_a_card_gives_its_citation_as_text_as_bibtex_and_as_a_link(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page) as page:
        page.click(FIRST_CITE)
        words = page.locator("#e1 mark").text_content() or ""
        page.get_by_role("button", name="Copy citation").click()
        expect(page.locator(".said")).to_have_text("Copied")
        assert clipboard(page).startswith(f"“{words}” “")
        assert "South China Morning Post, November 2022" in clipboard(page)
        page.get_by_role("button", name="BibTeX").click()
        page.wait_for_function("navigator.clipboard.readText().then((text) => text.startsWith('@misc{scmp-2022,'))")
        assert clipboard(page).endswith("\n}") and words in clipboard(page)
        page.locator(".card-foot").get_by_role("button", name="Link").click()
        page.wait_for_function("navigator.clipboard.readText().then((text) => text.endsWith('briefing.html#e1'))")


def test_a_link_to_a_finding_or_evidence_goes_there(browser: Browser, briefing_page: Path) -> None:
    for anchor in ("#f-foreign-weight", "#e40", "#s-scmp-2022", "#fig-glance"):
        with open_page(browser, briefing_page, anchor, width=360) as page:
            top = page.evaluate(f"document.querySelector('{anchor}').getBoundingClientRect().top")
            bar = page.evaluate("document.querySelector('.rail').getBoundingClientRect().bottom")
            assert bar - 1 <= top < 450, anchor


def test_a_finding_gives_a_link_to_itself(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page) as page:
        page.click("#f-foreign-weight .permalink")
        page.wait_for_function("navigator.clipboard.readText().then((text) => text.endsWith('#f-foreign-weight'))")
        assert page.url.endswith("#f-foreign-weight")


def test_search_finds_words_in_findings_and_evidence_and_goes_there(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page) as page:
        page.keyboard.press("/")
        page.keyboard.type("internet elite")
        hits = page.locator(".hits a")
        assert {kind.split()[0] for kind in hits.locator(".hit-kind").all_text_contents()} == {"Finding", "Evidence"}
        assert set(hits.locator("mark").all_text_contents()) == {"internet", "elite"}
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("#find")).to_be_hidden()
        expect(page.locator(":target")).to_be_focused()
        expect(page.locator(":target")).to_contain_text("internet elite")


def test_search_finds_chinese_and_says_when_there_is_nothing(browser: Browser, example_page: Path) -> None:
    with open_page(browser, example_page) as page:
        page.get_by_role("button", name="Search").click()
        page.keyboard.type("辟谣")
        expect(page.locator(".hits mark").first).to_have_text("辟谣")
        page.locator("#find-words").fill("no such words")
        expect(page.locator(".find-count")).to_have_text("0 findings, 0 pieces of evidence")
        page.keyboard.press("Escape")
        expect(page.locator("#find")).to_be_hidden()


def test_filters_keep_the_chosen_edition_and_theme(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page) as page:
        page.get_by_role("button", name="Search").click()
        page.get_by_role("checkbox", name="Censorship").check()
        all_editions = page.locator(".hits li").count()
        page.get_by_role("checkbox", name="2018").check()
        kept = page.locator(".hits a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
        assert 0 < len(kept) < all_editions
        for anchor in kept:
            if anchor.startswith("#e"):
                assert page.locator(anchor).get_attribute("data-edition") == "2018"
            else:
                expect(page.locator(f"#chapter-censorship {anchor}")).to_have_count(1)


def test_contents_follow_the_scroll(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page) as page:
        for name in ("chapter-censorship", "sources", "bottom-line"):
            page.evaluate(f"document.getElementById('{name}').scrollIntoView()")
            expect(page.locator(".contents a[aria-current]")).to_have_attribute("href", f"#{name}")


def test_the_section_at_the_top_is_the_current_one_before_anything_is_scrolled(
    browser: Browser, briefing_page: Path
) -> None:
    with open_page(browser, briefing_page) as page:
        current = page.locator(".contents a[aria-current]")
        for height in (900, 1600, 2400):
            page.set_viewport_size({"width": 1280, "height": height})
            page.evaluate("scrollTo(0, 600)")
            page.evaluate("scrollTo(0, 0)")
            expect(current).to_have_attribute("href", "#bottom-line")
            page.evaluate("document.getElementById('chapter-censorship').scrollIntoView()")
            expect(current).to_have_attribute("href", "#chapter-censorship")


def test_the_look_follows_the_system_and_the_switch_is_remembered(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page, color_scheme="dark") as page:
        switch = page.get_by_role("button", name="Dark")
        text = page.locator(".canvas text").first
        in_dark = text.evaluate("element => getComputedStyle(element).fill")
        assert is_dark(page)
        expect(switch).to_have_attribute("aria-pressed", "true")
        switch.click()
        assert not is_dark(page)
        assert text.evaluate("element => getComputedStyle(element).fill") != in_dark
        page.reload()
        assert not is_dark(page)
        expect(switch).to_have_attribute("aria-pressed", "false")


def test_a_figure_can_be_taken_as_csv_svg_and_png(browser: Browser, briefing_page: Path) -> None:
    taken = {}
    with open_page(browser, briefing_page, color_scheme="dark") as page:
        row = page.locator("#fig-programme .download")
        for form in ("CSV", "SVG", "PNG"):
            with page.expect_download() as download:
                row.get_by_text(form, exact=True).click()
            assert download.value.suggested_filename == f"fig-programme.{form.lower()}"
            taken[form] = Path(download.value.path()).read_bytes()
        title = page.locator("#fig-programme .figure-title").text_content()
    committed = (briefing_page.parent / "data" / "fig-programme.csv").read_bytes()
    assert taken["CSV"] == committed and len(list(csv.reader(StringIO(committed.decode())))) > 2
    texts = [text.text for text in ElementTree.fromstring(taken["SVG"]).iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0] == title and any(text and text.startswith("Sources:") for text in texts)
    width, height = struct.unpack(">II", taken["PNG"][16:24])
    assert taken["PNG"].startswith(b"\x89PNG") and width > 1500 and height > 500


def test_every_figure_and_table_can_be_taken(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page) as page:
        for plate in page.locator(".plate").all():
            offered = plate.locator(".download a, .download button").all_text_contents()
            assert offered == (["CSV", "SVG", "PNG"] if plate.locator(".canvas").count() else ["CSV"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_opens_what_is_folded_and_leaves_out_what_is_for_the_screen(
    browser: Browser, briefing_page: Path, scheme: str
) -> None:
    with open_page(browser, briefing_page, color_scheme=scheme) as page:
        expect(page.locator(PRINTED)).to_be_hidden()
        page.emulate_media(media="print")
        expect(page.locator(PRINTED)).to_be_visible()
        assert not is_dark(page)
        for name in (".rail", ".download", ".permalink", ".citation"):
            expect(page.locator(name).first).to_be_hidden()


def test_the_page_prints_on_paper_with_all_its_evidence(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page) as page:
        n_evidence = page.locator(".index > li").count()
        paper = PdfReader(BytesIO(page.pdf(format="A4")))
    assert {int(sheet.mediabox.width) for sheet in paper.pages} <= {594, 595}
    assert "BOTTOM LINE" in paper.pages[0].extract_text()
    assert re.search(rf"^{n_evidence}\b", "\n".join(sheet.extract_text() for sheet in paper.pages[-8:]), re.MULTILINE)


def test_without_scripts_all_is_read_and_numbers_lead_to_the_index(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page, java_script_enabled=False) as page:
        expect(page.locator("h1")).to_be_visible()
        expect(page.get_by_role("button")).to_have_count(0)
        page.click(FIRST_CITE)
        assert page.url.endswith("#e1")
        expect(page.locator("#e1")).to_be_in_viewport()
        page.locator("#f-foreign-weight .evidence summary").click()
        expect(page.locator("#f-foreign-weight .evidence blockquote").first).to_be_visible()
        page.locator(".plate details summary").first.click()
        expect(page.locator(".plate table").first).to_be_visible()


def test_figures_and_tables_are_lists_on_a_narrow_screen_and_as_they_were_made_elsewhere(
    browser: Browser, briefing_page: Path
) -> None:
    with open_page(browser, briefing_page, width=390, java_script_enabled=False) as page:
        for plate in page.locator("figure.plate").all():
            expect(plate.locator(".canvas")).to_be_hidden()
            expect(plate.locator("tbody th").first).to_be_visible()
            assert plate.evaluate(
                "plate => [...plate.querySelectorAll('td')].every(c => c.offsetLeft + c.offsetWidth <= 390)"
            )
        row = page.locator("#fig-glance tbody tr", has_text="2018").last
        label = row.locator("td", has_text="Mollenkopf").evaluate("cell => getComputedStyle(cell, '::before').content")
        assert label == '"From abroad" / ""'  # seen, and not read out again
        expect(page.get_by_role("columnheader", name="from abroad")).to_have_count(1)
        rows = page.locator("#fig-instruments tbody tr:not(.again)").all()  # one heading for each edition
        assert len({row.locator("th").text_content() for row in rows}) == len(rows) > 1
        expect(page.locator("#fig-instruments .again th").first).to_have_css("clip-path", "inset(50%)")
        page.emulate_media(media="print")
        expect(page.locator("#fig-glance .canvas")).to_be_visible()
    with open_page(browser, briefing_page, width=768) as page:
        for canvas in page.locator(".canvas").all():
            assert canvas.evaluate("canvas => canvas.clientWidth && canvas.scrollWidth <= canvas.clientWidth")
        expect(page.locator("#fig-glance table")).to_be_hidden()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_no_line_stands_at_an_edge_of_a_figure(browser: Browser, briefing_page: Path, look: str) -> None:
    with open_page(browser, briefing_page, color_scheme=look) as page:
        for canvas in page.locator(".plate:not(.wide) .canvas").all():
            image = Image.open(BytesIO(canvas.screenshot())).convert("L")
            for left in (0, image.width - 3):
                low, high = image.crop((left, 8, left + 3, image.height - 8)).getextrema()
                assert int(high) - int(low) <= 2, canvas.get_attribute("aria-label")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_has_to_be_scrolled_sideways(browser: Browser, briefing_page: Path, width: int) -> None:
    with open_page(browser, briefing_page, width=width) as page:
        page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("/")
        page.keyboard.type("the")
        assert page.evaluate("document.getElementById('find').scrollWidth") <= width
        page.keyboard.press("Escape")
        page.click(FIRST_CITE)
        box = page.locator(".card").bounding_box()
        assert box is not None
        assert box["x"] >= 0 and box["x"] + box["width"] <= width


def test_the_first_screen_shows_title_counts_bottom_line_and_a_judgment(browser: Browser, briefing_page: Path) -> None:
    with open_page(browser, briefing_page) as page:
        for name in ("h1", ".facts dd >> nth=1", ".bottom-line", ".judgment .marks >> nth=0"):
            expect(page.locator(name)).to_be_in_viewport(ratio=1)


def test_chinese_is_set_in_its_own_typeface(browser: Browser, example_page: Path) -> None:
    with open_page(browser, example_page) as page:
        page.evaluate("document.fonts.ready")
        loaded = page.evaluate("[...document.fonts].filter((face) => face.status === 'loaded').map((f) => f.family)")
    assert {name.strip('"') for name in loaded} == {"Source Serif 4", "Inter", "Noto Sans SC"}


def test_a_chapter_alone_answers_too(browser: Browser, chapter: NotebookNode, tmp_path: Path) -> None:
    path = tmp_path / "chapter.html"
    path.write_text(export_html(chapter), encoding="utf-8")
    with open_page(browser, path) as page:
        page.click(".statement .cites a >> nth=0")
        expect(page.locator(".card mark")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        page.keyboard.type("sovereignty")
        expect(page.locator(".hits a").first).to_be_visible()


def test_the_page_is_well_under_the_limit(briefing_page: Path) -> None:
    assert briefing_page.stat().st_size < 1_500_000
