"""Documents that speak against a sentence of the first page, or beside it: the first overturn it, the others do not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.mutations.builds import ROOT, copy_project, observe_build
from tests.mutations.folders import add_document
from wicreport.corpus.projects import CHOSEN
from wicreport.errors import WicReportError

OPENINGS = {
    2016: "The 2016 World Internet Conference opened in Wuzhen on 16 November 2016.",
    2018: "The 2018 World Internet Conference opened in Wuzhen on 7 November 2018.",
    2019: "The 2019 World Internet Conference opened in Wuzhen on 20 October 2019.",
    2022: "The 2022 World Internet Conference opened in Wuzhen on 9 November 2022.",
}
AGAINST = [
    ("foreign-weight", 2019, "Tim Cook of Apple attended the 2019 conference and gave a speech."),
    ("foreign-weight", 2019, "Elon Musk of Tesla attended the 2019 conference."),
    ("sovereignty-xi-in-person", 2018, "Steve Mollenkopf of Qualcomm did not attend the 2018 conference."),
    ("sovereignty-xi-words", 2016, "Xi Jinping attended the 2016 conference and gave a speech."),
    ("sovereignty-xi-words", 2019, "A statement by Xi Jinping was presented on his behalf at the 2019 conference."),
    ("sovereignty-xi-words", 2022, "A message from Xi Jinping was read out at the 2022 conference."),
    ("sovereignty-offices", 2019, "Huang Kunming of the Propaganda Department spoke at the 2019 conference."),
    ("foreign-opening", 2018, "Satya Nadella of Microsoft spoke at the opening ceremony."),
    ("foreign-opening", 2018, "Steve Mollenkopf of Qualcomm did not attend the 2018 conference."),
    ("sovereignty-purpose", 2022, "Tim Cook of Apple spoke at the 2022 conference."),
    ("prosperity-pledges", 2018, "At the 2018 conference Lei Jun of Xiaomi pledged to close the digital divide."),
    ("censorship-agenda", 2018, "The 2018 conference held a session on combatting rumors and disinformation."),
    ("censorship-larger", 2018, "At the 2018 conference four forums discussed the control of online content."),
]
BESIDE = [
    (2018, "Speakers at the 2018 conference pledged to build networks of the fifth generation."),
    (2018, "Rumors went round at the 2018 conference that the hall would close."),
    (2019, "Zhuang Rongwen spoke at the 2019 conference."),
    (2019, "Satya Nadella of Microsoft attended the 2019 conference."),
    (2022, "Tim Cook of Apple did not attend the 2022 conference."),
]


def run_notebooks(folder: Path, texts: Sequence[tuple[int, str]]) -> str:
    """Run all cells that can be run, in a copy of the project with more documents, and return what they refuse."""
    project = copy_project(folder)
    for place, (edition, text) in enumerate(texts):
        add_document(project, text=f"{OPENINGS[edition]}\n\n{text}\n", edition=edition, name=f"rival-{place}")
    refused = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CHOSEN, str(folder))
        for path in sorted(project.notebooks.glob("*.ipynb")):
            names: dict[str, Any] = {}
            for cell in (cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"):
                try:
                    exec(cell.source, names)
                except WicReportError as error:
                    refused.append(str(error))
    return "\n".join(refused)


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what the notebooks refuse once all documents that contradict them are there."""
    return run_notebooks(tmp_path_factory.mktemp("against"), [(edition, text) for _, edition, text in AGAINST])


@pytest.mark.parametrize(("finding_id", "edition", "text"), AGAINST)
def test_a_document_that_contradicts_a_sentence_overturns_it(
    refused: str, finding_id: str, edition: int, text: str
) -> None:
    (told,) = (line for line in refused.splitlines() if line.startswith(f"finding {finding_id}: overturned"))
    assert f"“{text}”" in told, edition


def test_documents_that_speak_of_something_else_leave_the_sentences(tmp_path: Path) -> None:
    refused = run_notebooks(tmp_path, BESIDE)
    assert [finding_id for finding_id, _, _ in AGAINST if f"finding {finding_id}:" in refused] == []


def test_a_document_of_a_new_edition_is_counted_and_cited_at_once(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    text = f"{OPENINGS[2019]}\n\nJack Ma of Alibaba spoke at the 2019 conference.\n"
    add_document(project, text=text, edition=2019, name="autumn")
    seen = observe_build(project)
    assert not seen.failed, seen.message
    assert "four have a document of their own" in seen.facts["finding foreign-gaps statement"]
    cited = [line.partition(": ")[0] for line in seen.facts["finding foreign-gaps evidence"].splitlines()]
    assert cited == ["autumn", "protocol-2021", "scmp-2022", "wapack-2018"]
    assert seen.facts["finding method-voices headline"] == "Six documents, four independent voices"
    assert "autumn: The 2019 World" in seen.facts["finding method-voices evidence"]


def test_each_sentence_of_the_first_page_says_when_it_stands() -> None:
    ranked = [
        cell.source
        for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
        for cell in nbformat.read(path, as_version=4).cells
        if re.search(r'rank="(?:bottom line|key judgment)"', cell.source)
    ]
    assert ranked
    assert [source for source in ranked if "holds=" not in source] == []


def test_a_disagreement_that_is_shown_does_not_make_a_claim_of_none_true(refused: str) -> None:
    (told,) = (line for line in refused.splitlines() if line.startswith("finding method-conflicts: overturned"))
    assert "actor Steve Mollenkopf; edition 2018" in told
    assert "show both as well (`wic.disagreement`; alone it does not make the claim hold)" in told
