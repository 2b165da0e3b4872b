"""Previews: everything an analyst has to see before a document is taken in, and nothing a terminal would obey."""

from __future__ import annotations

from pathlib import Path

from tests.scratch import REPORT, TEXTS, write_corpus
from wicreport.coding.codebook import Codebook
from wicreport.corpus.additions import propose_addition
from wicreport.findings.previews import describe_review, preview_addition

TEXT = (
    "Latest Stories\n\n"
    "Robin Li attended the 2016 World Internet Conference in Wuzhen and spoke for cyber sovereignty.\n\n"
    "“Nobody should be shut out,” Robin Li said. About 1,600 guests came and listened to him.\n\n"
    "Copyright © 2016 A Paper. All rights reserved.\n"
)


def preview(tmp_path: Path, codebook: Codebook, text: str) -> list[str]:
    folder = write_corpus(tmp_path / "seeds", TEXTS)
    path = tmp_path / "new.txt"
    path.write_text(text, encoding="utf-8")
    return preview_addition(propose_addition(folder, path), codebook).splitlines()


def test_entry_family_body_and_records_are_shown(tmp_path: Path, codebook: Codebook) -> None:
    lines = preview(tmp_path, codebook, TEXT)
    assert [line for line in lines if line and line[0] != " "] == [
        "Document", "Entry for sources.toml", "Family", "Body", "Records",
    ]  # fmt: skip
    for line in (
        '  id = "new"',
        "  A voice of its own.",
        "  furniture 0-16: Latest Stories",
        "  quotations: 1",
        "    speech, Robin Li: Nobody should be shut out,",
        "    About 1,600 guests (1,600 count)",
        "    Robin Li, 2016: attended",
        "    sovereignty: cyber sovereignty",
    ):
        words = line.strip()
        assert any(words in shown for shown in lines), words


def test_a_repeat_is_shown_with_its_voice_and_how_much_is_shared(tmp_path: Path, codebook: Codebook) -> None:
    lines = preview(tmp_path, codebook, REPORT + "It rained.\n")
    start = lines.index("Family")
    assert lines[start + 1] == "  One voice with report (copy); this is its origin."
    assert lines[start + 2].startswith("  report: the same text; 9")


def test_control_characters_of_a_document_do_not_reach_the_terminal(tmp_path: Path, codebook: Codebook) -> None:
    lines = preview(tmp_path, codebook, TEXT.replace("Nobody should", "Nobody \x1b[31mshould\x07"))
    assert all(line.isprintable() for line in lines)
    assert any("Nobody ‹U+001B›[31mshould‹U+0007› be shut out" in line for line in lines)


def test_what_could_not_be_found_is_named_for_the_review(tmp_path: Path) -> None:
    folder, path = write_corpus(tmp_path / "seeds", TEXTS), tmp_path / "new.txt"
    path.write_text("They met in a hall in the town and spoke about nothing much all day.\n", encoding="utf-8")
    assert describe_review(propose_addition(folder, path)) == (
        "Review the entry, above all its kind and reliability. The text does not say `title`, `publisher`, "
        "`published` and `edition`: add what you know."
    )
    head = "Summit opens\n\nBy Li Ming, China Daily, Nov 16, 2016\n\nWUZHEN -- The World Internet Conference opened.\n"
    path.write_text(f"{head}{TEXT}", encoding="utf-8")
    assert describe_review(propose_addition(folder, path)) == "Review the entry, above all its kind and reliability."
