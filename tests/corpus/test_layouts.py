from __future__ import annotations

from wicreport.corpus.layouts import Line, drop_running_lines, join_lines

WIDE = "a line that is as wide as the column of the print is"


def column(*texts: str, pitch: float = 12.0, page: int = 0, size: float = 10.0) -> list[Line]:
    """Return lines under one another."""
    return [Line(page, 50.0, 700.0 - number * pitch, size, text) for number, text in enumerate(texts)]


def test_an_indent_after_a_finished_sentence_begins_a_paragraph() -> None:
    lines = [
        *column(WIDE, "It ends here."),
        Line(0, 65.0, 676.0, 10.0, "Another begins with an indent."),
        *column("end")[:0],
    ]
    assert join_lines(lines) == f"{WIDE} It ends here.\n\nAnother begins with an indent.\n"


def test_double_spacing_alone_begins_no_paragraph() -> None:
    assert join_lines(column(WIDE, WIDE, WIDE, "and it ends.", pitch=24.0)) == f"{WIDE} {WIDE} {WIDE} and it ends.\n"


def test_a_hyphen_that_the_text_has_elsewhere_stays() -> None:
    lines = column("A state-owned firm and another state-", "owned firm are on the inter-", "net, he said of the plan.")
    assert (
        join_lines(lines)
        == "A state-owned firm and another state-owned firm are on the internet, he said of the plan.\n"
    )


def test_a_hyphen_before_a_capital_stays() -> None:
    assert join_lines(column("The talks of the Sino-", "American group")) == "The talks of the Sino-American group\n"


def test_a_new_column_continues_a_sentence() -> None:
    lines = [*column(WIDE, WIDE), *(Line(0, 300.0, line.y, 10.0, line.text) for line in column("goes on here."))]
    assert join_lines(lines) == f"{WIDE} {WIDE} goes on here.\n"


def test_running_heads_and_page_numbers_are_dropped_and_a_line_that_recurs_in_the_text_is_not() -> None:
    pages = [
        column(
            "The Gazette 2019", "Some words.", "The refrain.", "More words.", "End of it.", f"- {number} -", page=number
        )
        for number in (1, 2, 3)
    ]
    kept = drop_running_lines([line for page in pages for line in page])
    assert [line.text for line in kept if line.page == 2] == ["The refrain.", "More words."]


def test_what_a_browser_prints_at_the_edge_is_dropped() -> None:
    texts = ("11/22/26, 7:31 AM Wuzhen | Gazette", "The words of the text.", "https://gazette.example/a 1/4")
    assert [line.text for line in drop_running_lines(column(*texts))] == ["The words of the text."]


def test_no_line_gives_no_text() -> None:
    assert join_lines([]) == ""
