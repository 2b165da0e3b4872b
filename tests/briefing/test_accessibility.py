from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.briefing.browsers import FIRST_CITE, open_page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


def list_violations(page: Page, part: str = "html") -> list[str]:
    found = Axe().run(page, context=part, options=RULES).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:200]} {item['nodes'][0]['failureSummary']}" for item in found]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_with_all_unfolded_a_card_open_and_the_search_open(
    browser: Browser, example_page: Path, scheme: str, width: int
) -> None:
    with open_page(browser, example_page, width=width, color_scheme=scheme, bypass_csp=True) as page:
        page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true; })")
        assert list_violations(page) == []
        page.click(FIRST_CITE)
        assert list_violations(page, ".card") == []
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        page.keyboard.type("the")
        assert page.locator(".hits li").count() > 3
        assert list_violations(page, "#find") == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_no_violation_in_the_briefing_with_a_card_open(
    browser: Browser, briefing_page: Path, scheme: str, width: int
) -> None:
    with open_page(browser, briefing_page, width=width, color_scheme=scheme, bypass_csp=True) as page:
        page.click(FIRST_CITE)
        assert list_violations(page) == []


def test_axe_sees_a_fault_that_is_put_in(browser: Browser, example_page: Path) -> None:
    with open_page(browser, example_page, bypass_csp=True) as page:
        page.evaluate("document.querySelector('.bottom-line').style.color = '#bbbbbb'")
        assert [found.partition(":")[0] for found in list_violations(page, ".bottom-line")] == ["color-contrast"]


MEASURE = """() => {
  const channel = (value) => (value /= 255, value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const colour = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const paper = getComputedStyle(document.body).backgroundColor;
  const weak = [];
  let n = 0;
  for (const text of document.querySelectorAll(".canvas text")) {
    text.scrollIntoView({ block: "center", inline: "center" });
    const box = text.getBoundingClientRect();
    const under = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const shape = under.find((element) => element.ownerSVGElement && !element.closest("text")
      && /^rgb\\(/.test(getComputedStyle(element).fill));
    const ground = shape ? getComputedStyle(shape).fill : paper;
    const [a, b] = [light(colour(getComputedStyle(text).fill)), light(colour(ground))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    n += 1;
    const said = `${text.closest("figure").id}: ${text.textContent} ${contrast.toFixed(2)} on ${ground}`;
    if (contrast < 4.5) weak.push(said);
  }
  return [n, weak];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_in_figures_stands_out_from_what_is_under_it(browser: Browser, briefing_page: Path, scheme: str) -> None:
    with open_page(browser, briefing_page, color_scheme=scheme) as page:
        n_texts, weak = page.evaluate(MEASURE)
    assert n_texts > 100
    assert weak == []


def test_no_accent_of_the_light_look_is_left_in_a_dark_figure(browser: Browser, briefing_page: Path) -> None:
    accents = {}
    for scheme in ("light", "dark"):
        with open_page(browser, briefing_page, color_scheme=scheme) as page:
            picture = Image.open(BytesIO(page.locator("#fig-leaders .canvas").screenshot())).convert("RGB")
        accents[scheme] = picture.tobytes().count(bytes.fromhex("1f5582"))
    assert accents["light"] > 100
    assert accents["dark"] == 0


def test_figures_follow_the_look(browser: Browser, briefing_page: Path) -> None:
    fills = {}
    for scheme in ("light", "dark"):
        with open_page(browser, briefing_page, color_scheme=scheme) as page:
            script = "elements => elements.map((element) => getComputedStyle(element).fill)"
            fills[scheme] = page.locator(".canvas text").evaluate_all(script)
    assert len(fills["light"]) == len(fills["dark"])
    assert [pair for pair in zip(fills["light"], fills["dark"], strict=True) if pair[0] == pair[1]] == []
