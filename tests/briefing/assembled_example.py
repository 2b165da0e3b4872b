"""An assembled briefing of made-up findings for the tests of the formats; its texts are in `example.toml`."""

from __future__ import annotations

import tomllib
from io import StringIO
from pathlib import Path
from typing import Any

import matplotlib
from fontpkg_inter import ROOT as INTER
from matplotlib import font_manager
from matplotlib.figure import Figure
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pylopdf_fonts_zh_cn import sans_path

__all__ = ["AWKWARD", "MIME", "build_chapter", "build_notebook"]

MIME = "application/vnd.wicreport+json"
AWKWARD = (
    '<script>alert(1)</script> #read("/etc/passwd") `raw`{=typst} {{ 7*7 }} {% raw %} @who $x^2$ *not bold* [l](u) '
    "“quoted” 5\u00a0% a_b ~c~ ::: \\"
)
STAMP = "9f2c41d07b3e5a8866f0d1c2b3a495867768594a3b2c1d0e9f8a7b6c5d4e3f20"

Payload = dict[str, Any]


def build_notebook() -> NotebookNode:
    """Return a whole assembled briefing: front matter, three chapters and appendices."""
    texts = _texts()
    cells = [
        *(_code(payload, "front") for payload in _front(texts)),
        *_sovereignty(texts),
        *_censorship(texts),
        _code(_disagreements(texts), "back"),
        _prose(texts["prose"]["method"], "method"),
        *(_code(payload, "back") for payload in _back(texts)),
    ]
    about = {"title": "What changed at Wuzhen", "subtitle": "Four themes, edition by edition", "language": "en"}
    return new_notebook(cells=cells, metadata={"wicreport": about})


def build_chapter() -> NotebookNode:
    """Return one chapter exported alone: its own cells, the descriptors and the evidence index."""
    texts = _texts()
    cells = [*_sovereignty(texts), _code(_sources(texts), "back"), _code(_evidence_index(texts), "back")]
    about = {"title": "Sovereignty", "subtitle": "One chapter of the briefing", "language": "en"}
    return new_notebook(cells=cells, metadata={"wicreport": about})


def _texts() -> Payload:
    toml = (Path(__file__).parent / "example.toml").read_text(encoding="utf-8")
    return _fill(tomllib.loads(toml))


def _fill(value: Any) -> Any:
    """Return the texts with the awkward one put in."""
    if isinstance(value, str):
        return value.replace("{awkward}", AWKWARD)
    if isinstance(value, dict):
        return {name: _fill(item) for name, item in value.items()}
    return [_fill(item) for item in value] if isinstance(value, list) else value


def _code(payload: Payload, section: str) -> NotebookNode:
    output = new_output("display_data", data={MIME: payload, "text/plain": "<shown>"})
    return new_code_cell("", outputs=[output], metadata={"wicreport": {"section": section}})


def _prose(text: str, section: str) -> NotebookNode:
    return new_markdown_cell(text.strip("\n"), metadata={"wicreport": {"section": section}})


def _evidence(texts: Payload, number: int) -> Payload:
    quote = {"before": "", "after": "", "speaker": "", **texts["quotes"][number - 1]}
    source_id, start = quote["source_id"], 400 * number
    return {
        **quote,
        "number": number,
        "passage_id": f"{source_id}:p{number:03d}",
        "start": start,
        "end": start + len(quote["exact"]),
        "prefix": quote["before"][-32:],
        "suffix": quote["after"][:32],
        "status": "exact",
        "edition": int(source_id.rpartition("-")[2]) if source_id.rpartition("-")[2].isdigit() else None,
        "family": source_id,
        "also_in": ["protocol-2021-b", "digest-2021"] if source_id == "protocol-2021" else [],
    }


def _finding(texts: Payload, finding_id: str) -> Payload:
    given = next(item for item in texts["findings"] if item["id"] == finding_id)
    nothing = ("likelihood", "confidence", "basis", "assumption", "alternative", "indicators")
    empty: Payload = {"rank": "finding", "information": "3", "conditions": [], "values": []}
    lists = {
        name: [_evidence(texts, number) for number in given.get(name, [])]
        for name in ("evidence", "alternative_evidence", "contradicting")
    }
    documents = {name for item in lists["evidence"] for name in (item["source_id"], *item["also_in"])}
    n_families = len({item["family"] for item in lists["evidence"]})
    counts = {"n_families": n_families, "n_voices": n_families, "n_documents": len(documents)}
    return {"type": "finding", **dict.fromkeys(nothing), **empty, **given, **lists, **counts}


def _figure(figure_id: str, title: str, subtitle: str, bars: dict[str, int]) -> Payload:
    return {
        "type": "figure",
        "id": figure_id,
        "title": title,
        "subtitle": subtitle,
        "alt": f"Bar chart: {'; '.join(f'{name} {n}' for name, n in bars.items())}.",
        "note": "Copies counted once.",
        "n_documents": 5,
        "n_families": 3,
        "sources": ["analyst-2018", "protocol-2021", "press-2022"],
        "svg": _draw_bars(figure_id, bars),
        "columns": ["Theme", "Passages"],
        "rows": [[name, n] for name, n in bars.items()],
    }


def _draw_bars(figure_id: str, bars: dict[str, int]) -> str:
    for path in (*sorted((INTER / "files").glob("*.ttf")), sans_path()):
        font_manager.fontManager.addfont(str(path))
    family = ["Inter", "Noto Sans SC"]
    style = {"svg.fonttype": "none", "font.family": family, "svg.hashsalt": figure_id, "svg.id": figure_id}
    with matplotlib.rc_context(style):
        figure = Figure(figsize=(7.2, 2.6), layout="constrained")
        axes = figure.add_subplot()
        drawn = axes.barh(list(bars), list(bars.values()), color="#33586f")
        axes.bar_label(drawn, padding=4)
        axes.invert_yaxis()
        axes.spines[["top", "right", "bottom"]].set_visible(False)
        axes.set_xticks([])
        stream = StringIO()
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def _table() -> Payload:
    return {
        "type": "table",
        "id": "tbl-editions",
        "title": "The editions covered",
        "note": "Ordinals from the codebook.",
        "columns": ["Edition", "Ordinal", "Place and days", "Official theme"],
        "rows": [
            ["2018", 5, "Wuzhen, 7–9 November", None],
            ["2021", 8, "Wuzhen, 26–28 September", AWKWARD],
            ["2022", 9, "Wuzhen, 9–11 November", "携手构建网络空间命运共同体"],
        ],
        "sources": ["press-2022"],
    }


def _left_out() -> Payload:
    reason = "its source is not in the chosen corpus"
    return {"type": "left_out", "id": "sov-2016", "headline": "The 2016 edition’s slogan", "reason": reason}


def _sovereignty(texts: Payload) -> list[NotebookNode]:
    place = "sovereignty"
    bars = {"Sovereignty": 21, "Common prosperity": 11, "Censorship": 38, "Foreign participation": 26}
    title = "Censorship is the theme the sources return to"
    return [
        _prose(texts["prose"]["opening"], place),
        _code(_finding(texts, "sov-meaning"), place),
        _code(_figure("fig-themes", title, "Passages by theme, n = 96, three families", bars), place),
        _code(_finding(texts, "sov-split"), place),
        _prose(texts["prose"]["programme"], place),
        _code(_finding(texts, "sov-programme"), place),
        _code(_finding(texts, "sov-absence"), place),
        _code(_table(), place),
        _code(_left_out(), place),
    ]


def _censorship(texts: Payload) -> list[NotebookNode]:
    place = "censorship"
    bars = {"Rumour platform 辟谣": 3, "Minors": 2, "Algorithms": 5, "Media directives": 4}
    title = "Algorithms are named more often than any other instrument"
    names = [item["id"] for item in texts["findings"] if item["id"].startswith("cen-")]
    findings = [_code(_finding(texts, name), place) for name in names]
    figure = _code(_figure("fig-instruments", title, "Passages by instrument, n = 14, two families", bars), place)
    return [_prose(texts["prose"]["censorship"], place), *findings[:2], figure, *findings[2:]]


def _disagreements(texts: Payload) -> Payload:
    rows = [
        row | {"evidence": [_evidence(texts, number) for number in row["evidence"]]} for row in texts["disagreements"]
    ]
    return {"type": "disagreements", "rows": rows}


def _sources(texts: Payload) -> Payload:
    defaults: Payload = {
        **{"sha256": "ab" * 32, "title": "A report on the conference", "publisher": None, "ownership": "independent"},
        **{"author": None, "published": "2021", "precision": "year", "edition": 2021, "kind": "news", "language": "en"},
        **{"url": None, "first_hand": False, "reliability": "B", "reliability_reason": "established outlet"},
        **{"role": "origin", "n_words": 900, "n_furniture_chars": 4100, "n_chars": 11_200, "inferred": {}},
    }
    sources = [defaults | {"file": f"{given['source_id']}.txt"} | given for given in texts["sources"]]
    for source in sources:
        by = f"{source['publisher']} {source['published'][:4]}"
        source["name"] = by if source["role"] == "origin" else f"Protocol 2021 ({source['role']})"
    counts = {"as_of": "2026-11-22", "n_documents": 5, "n_families": 3}
    about = {"languages": ["en"], "editions": [2018, 2021, 2022], "parameters": {"corpus_dir": ""}}
    return {"type": "sources", **counts, **about, "sources": sources}


def _front(texts: Payload) -> list[Payload]:
    title, subtitle = "What changed at Wuzhen", "China’s World Internet Conference on four themes, edition by edition"
    common = {
        "question": texts["question"],
        "editions": [2015, 2018, 2021, 2022],
        "own_editions": [2018, 2021, 2022],
        "published_years": [2018, 2021, 2022],
        "n_documents": 5,
        "n_families": 3,
        "as_of": "2026-11-22",
    }
    chapters = ({"id": "sovereignty", "title": "Sovereignty"}, {"id": "censorship", "title": "Censorship"})
    items = [_finding(texts, name) | {"chapter": chapters["cen" in name]} for name in texts["kinds_in_front"]]
    excluded = "Page furniture: teasers, author cards, adverts"
    publishers = ["Protocol", "Wapack Labs", "South China Morning Post"]
    material = {"period": "2018–2022", "publishers": publishers, "languages": ["en"], "excluded": excluded}
    since = {"is_first": False, "previous_as_of": "2026-10-01"}
    return [
        {"type": "masthead", "title": title, "subtitle": subtitle, "stamp": STAMP, **common},
        {"type": "bottom_line", "sentences": texts["bottom_line"]},
        {"type": "key_judgments", "items": items},
        {"type": "scope", **common, **material},
        {"type": "changes", **since, "items": texts["changes"]},
        _figure("fig-glance", "Three editions, three voices", "Passages by edition", {"2018": 44, "2021": 39}),
    ]


def _evidence_index(texts: Payload) -> Payload:
    items = []
    for number in range(1, len(texts["quotes"]) + 1):
        cited_by = [
            record["id"]
            for record in [*texts["findings"], *texts["disagreements"]]
            if "id" in record
            and any(number in record.get(name, []) for name in ("evidence", "alternative_evidence", "contradicting"))
        ]
        items.append(_evidence(texts, number) | {"cited_by": cited_by})
    return {"type": "evidence_index", "items": items}


def _back(texts: Payload) -> list[Payload]:
    paragraphs = [
        "The note of 2018 carries the judgment on sovereignty; the other voices corroborate it.",
        "None of the sources is official, and none is in Chinese.",
    ]
    falls = [{"id": "sov-meaning", "headline": "“Sovereignty” is a claim"}, {"id": "gone", "headline": AWKWARD}]
    inputs = [{"name": "protocol-2021.txt", "sha256": "ab" * 32}, {"name": "01_sovereignty.ipynb", "sha256": "cd" * 32}]
    made = {"versions": {"wicreport": "0.1.0"}, "parameters": {"focus_edition": 2022, "editions": []}}
    made["typefaces"] = [{"name": "Inter", "version": "4.1", "licence": "OFL-1.1"}]
    return [
        {"type": "source_summary", "paragraphs": paragraphs, "contested": ["Whether companies were kept away"]},
        _sources(texts),
        {"type": "impact", "rows": [{"source_id": "analyst-2018", "name": "Wapack Labs 2018", "findings": falls}]},
        _evidence_index(texts),
        {"type": "left_out_list", "items": [_left_out()]},
        {"type": "stamp", "stamp": STAMP, "inputs": inputs, **made, "commands": ["make report", "make test"]},
    ]
