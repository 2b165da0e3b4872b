"""Small corpora and projects of our own making, written into scratch folders; no test is here."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

import nbformat

from wicreport.corpus.projects import Project

REPORT = (
    "The World Internet Conference opened in Wuzhen on 16 November 2016, the third of its kind.\n\n"
    "Robin Li of Baidu attended the 2016 conference. About 1,600 guests came, organisers said.\n\n"
    "“Nobody should be shut out,” Robin Li said, but he named no names. The hall was full. The hall was full.\n"
)
OTHER = (
    "Wuzhen hosted the World Internet Conference for the third time in 2016.\n\n"
    "Baidu’s Robin Li attended the 2016 World Internet Conference and spoke of maps – and of little else.\n"
)
CHINESE = "第三届世界互联网大会于2016年11月16日在乌镇开幕。\n\n百度董事长李彦宏出席大会并发表演讲。\n"
AWKWARD = "Xi Jinping did not attend the 2016 World Internet Conference.\n\nHe “wrote a letter to the hall.\n"

TEXTS = {"report": REPORT, "other": OTHER, "chinese": CHINESE, "awkward": AWKWARD}

PARAMETERS = 'corpus_dir = ""\neditions = []\nfocus_edition = 2016\nbaseline_edition = 2016'
OPEN = "import wicreport as wic\n\nstudy = wic.open_study(corpus_dir, editions, focus_edition, baseline_edition)\nstudy"
TAKE = 'report, other = wic.take_sources(study, "report", "other")'
FINDING = """wic.finding(
    study, "{name}", "reported", rank="{rank}",
    headline="{headline}", statement="{statement}",
    evidence=[{evidence}], values={{{values}}},
)"""


def write_corpus(folder: Path, texts: Mapping[str, str]) -> Path:
    """Write documents and their catalogue into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = ['as_of = "2016-12-01"\n']
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        language = "zh" if name == "chinese" else "en"
        entries.append(
            f'[[sources]]\nid = "{name}"\nfile = "{name}.txt"\nsha256 = "{digest}"\nedition = 2016\n'
            f'kind = "news"\nlanguage = "{language}"\nreliability = "B"\nreliability_reason = "made for the tests"\n'
        )
    (folder / "sources.toml").write_text("\n".join(entries), encoding="utf-8")
    return folder


def write_notebook(path: Path, *cells: str, parameters: str = PARAMETERS) -> Path:
    """Write a notebook: a text that begins with `#` is prose, any other is code; the parameters stand second."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tagged = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    nodes = [
        nbformat.v4.new_markdown_cell(cell) if cell.startswith("#") else nbformat.v4.new_code_cell(cell)
        for cell in cells
    ]
    nodes.insert(1, tagged)
    for place, node in enumerate(nodes):
        node.id = f"{path.stem.replace('_', '-')}-{place:02d}"
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    path.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=nodes, metadata=kernel)) + "\n", encoding="utf-8")
    return path


def say(
    name: str, headline: str, statement: str, evidence: str, *, rank: str = "key judgment", values: str = ""
) -> str:
    """Return the code of a cell that makes one finding."""
    return FINDING.format(
        name=name, rank=rank, headline=headline, statement=statement, evidence=evidence, values=values
    )


ALPHA = (
    "# Alpha\n\nWho came?",
    OPEN,
    TAKE,
    "## Lead finding",
    say(
        "alpha-li",
        "Robin Li came in {y2016}",
        "Independent reports place Robin Li at the conference of {y2016}.",
        '[wic.cite(report, "Robin Li of Baidu attended the 2016 conference"), '
        'wic.cite(other, "Robin Li attended the 2016 World Internet Conference")]',
        rank="bottom line",
    ),
    say(
        "alpha-guests",
        "Guests came in numbers",
        "Organisers spoke of about {guests} guests.",
        "",
        values='"guests": wic.quantify(report, "About 1,600 guests")',
    ),
    say(
        "alpha-opening",
        "It opened in November",
        "The conference “opened in Wuzhen”.",
        'wic.cite(report, "opened in Wuzhen on 16 November 2016")',
    ),
    say(
        "alpha-third",
        "It was one of a row",
        "It was the {time:ordinal} of its kind.",
        "",
        values='"time": wic.quantify(other, "third time")',
    ),
    'wic.disagreement(\n    study, "alpha-speech", topic="What Li spoke of",\n'
    '    statement="A report has him on openness, another on maps.", resolution="Both can be so.",\n'
    '    evidence=[wic.cite(report, "Nobody should be shut out"), wic.cite(other, "spoke of maps")],\n)',
)
METHOD = (
    "# Sources and method\n\nWhat was read?",
    OPEN,
    "bodies = wic.tabulate_bodies(study)",
    'wic.figure_exhibit(\n    study, "fig-bodies", wic.draw_bars(bodies, label="source_id", parts=["Article"]),'
    '\n    bodies, title="Most is article", subtitle="Share of the text", alt="A bar for each document.",\n)',
)


def write_project(root: Path, *, texts: Mapping[str, str] = TEXTS, chapters: Mapping[str, tuple[str, ...]]) -> Project:
    """Write a whole project: documents, chapters and title."""
    project = Project(root)
    write_corpus(project.seeds, texts)
    for name, cells in chapters.items():
        write_notebook(project.notebooks / f"{name}.ipynb", *cells)
    (project.notebooks / "briefing.toml").write_text(
        'title = "A conference"\nsubtitle = "What the record shows"\nquestion = "Who came?"\n', encoding="utf-8"
    )
    return project


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by its path there; what builds keep for later ones is left out."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names = {str(path.relative_to(folder)): path for path in paths}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith("build/cache/")}


def copy_project(project: Project, root: Path, *, with_cache: bool = False) -> Project:
    """Return a copy of a project, with or without what its builds keep."""
    shutil.copytree(project.root, root, ignore=None if with_cache else shutil.ignore_patterns("build"))
    return Project(root)
