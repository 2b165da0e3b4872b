"""The wide figure: each edition with its words, its marks and what the marks mean."""

from __future__ import annotations

from itertools import combinations

import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text

from wicreport.findings.exhibits import Exhibit, figure_exhibit
from wicreport.findings.figures import WIDTH
from wicreport.findings.glances import PHRASES, glance_editions
from wicreport.findings.panoramas import draw_glance
from wicreport.findings.studies import Study


@pytest.fixture
def texts(seeds_study: Study) -> list[str]:
    """Return the words of the figure of the project's own documents."""
    figure = draw_glance(glance_editions(seeds_study))
    return [item.get_text() for item in figure.findobj(Text) if isinstance(item, Text) and item.get_text()]


def test_each_edition_stands_with_its_days_and_both_halves_of_its_theme(texts: list[str]) -> None:
    assert {"2014", "19–21 November", "2025", "year not given"} <= set(texts)
    assert "Towards a New Era of Digital Civilization" in texts
    assert texts.count("Building a Community of Common Future in Cyberspace") == 3


def test_what_the_codebook_says_is_told_from_what_the_sources_say(texts: list[str]) -> None:
    assert {"The codebook says", "Our sources say"} <= set(texts)
    assert texts.count("no document in hand") == 6


def test_only_the_marks_that_are_used_are_explained(texts: list[str]) -> None:
    assert {"in person", "by video", "others sent, or words read out", "stayed away"} <= set(texts)
    assert "expected" not in texts


def test_somebody_by_video_has_half_a_mark(seeds_study: Study) -> None:
    lines = draw_glance(glance_editions(seeds_study)).findobj(Line2D)
    halves = [line for line in lines if isinstance(line, Line2D) and line.get_fillstyle() == "left"]
    assert len(halves) == 2  # Liu He, and the key


def test_an_empty_table_draws_heads_alone(seeds_study: Study) -> None:
    figure = draw_glance(glance_editions(seeds_study).head(0))
    assert figure.get_figheight() < 1


def test_the_figure_is_told_to_be_wide(seeds_study: Study) -> None:
    table = glance_editions(seeds_study)
    made = figure_exhibit(seeds_study, "fig-x", draw_glance(table), table, title="T", subtitle="S", alt="A")
    assert isinstance(made, Exhibit)
    assert made.payload["is_wide"]
    assert draw_glance(table).get_figwidth() > WIDTH


def test_every_mark_is_explained_within_the_figure_however_many_there_are(seeds_study: Study) -> None:
    table = glance_editions(seeds_study)
    said = "; ".join(f"{phrase}: Somebody" for phrase in PHRASES.values())
    table.loc[table["edition"] == "2018", "from_abroad"] = said
    figure = draw_glance(table)
    figure.draw_without_rendering()
    texts = [item for item in figure.findobj(Text) if isinstance(item, Text) and item.get_text()]
    assert set(PHRASES.values()) <= {item.get_text() for item in texts}
    assert max(item.get_window_extent().x1 for item in texts) <= figure.bbox.x1


def test_no_words_of_the_figure_lie_over_others(seeds_study: Study) -> None:
    figure = draw_glance(glance_editions(seeds_study))
    figure.draw_without_rendering()
    boxes = [item.get_window_extent() for item in figure.findobj(Text) if isinstance(item, Text) and item.get_text()]
    assert [(a, b) for a, b in combinations(boxes, 2) if a.shrunk(0.98, 0.7).overlaps(b.shrunk(0.98, 0.7))] == []
