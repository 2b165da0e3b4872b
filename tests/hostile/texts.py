"""Texts that a page, a typesetter, a terminal or a spreadsheet would obey, and a project that is full of them."""

from __future__ import annotations

from pathlib import Path
from string import ascii_uppercase

from tests.scratch import ALPHA, METHOD, OPEN, REPORT, TEXTS, say, write_project
from wicreport.corpus.projects import Project

INJECTIONS = (
    "<script>window.owned=1</script><img src=http://127.0.0.1:9/x onerror=window.owned=1>",
    "<svg onload=window.owned=1><style>*{background:url(http://127.0.0.1:9/y)}</style></svg></main>",
    '"><object data="data:text/html,<script>parent.owned=1</script>"></object><base href=http://127.0.0.1:9/>',
    "[link](javascript:window.owned=1) ![i](http://127.0.0.1:9/z) <http://127.0.0.1:9/>",
    '#read("/etc/passwd") #include "/etc/passwd" #image("/etc/passwd") $ #sys.inputs $ \\u{41}',
    "`#panic()`{=typst} `<b>`{=html} ```{=openxml} ::: {.finding} :::: $$\\input{/etc/passwd}$$ \\write18{id}",
    "{{ 7*7 }} {% include '/etc/passwd' %} {# x #} ${7*7} %(x)s {0.__class__}",
    "*a* _b_ ~~c~~ ^d^ @who [^1] <!-- hidden --> &lt;&amp;&#x202e; | a | b |",
)
"""Each is shown letter by letter, and does nothing."""

HIDDEN = "abc\u202edef\u202c\u200b ghi\u2066\x1b[31m\x07"
SHOWN = "abc‹U+202E›def‹U+202C›‹U+200B› ghi‹U+2066›‹U+001B›[31m‹U+0007›"


_PADDING = " of 2016, and then went on to say that the words had been put there" * 3


def write_hostile_project(root: Path) -> Project:
    """Write a project whose documents and catalogue are full of injections, one cited sentence for each."""
    said = [f"A speaker wrote {text} in the hall{_PADDING}." for text in (*INJECTIONS, HIDDEN)]
    texts = {**TEXTS, "report": "\n\n".join([REPORT.strip(), *said]) + "\n"}
    words = ["wrote " + text + " in the hall" for text in (*INJECTIONS, HIDDEN)]
    cells = [
        say(f"beta-{n}", f"It stands on wall {wall}", "One wrote it.", f"wic.cite(report, {text!r})", rank="finding")
        for n, (wall, text) in enumerate(zip(ascii_uppercase, words, strict=False))
    ]
    take = 'report, other = wic.take_sources(study, "report", "other")'
    beta = ("# Beta\n\nWhat was written?", OPEN, take, "## Findings", *cells)
    project = write_project(
        root, texts=texts, chapters={"01_alpha": ALPHA, "02_beta": beta, "03_sources_and_method": METHOD}
    )
    catalogue = project.seeds / "sources.toml"
    lines = catalogue.read_text(encoding="utf-8").replace("made for the tests", _quote(INJECTIONS[0] + HIDDEN), 1)
    for key, text in (("title", INJECTIONS[1] + HIDDEN), ("publisher", INJECTIONS[4]), ("author", INJECTIONS[5])):
        lines = lines.replace('file = "report.txt"', f'file = "report.txt"\n{key} = "{_quote(text)}"')
    address = "https://a.example/}\\\\input{/etc/passwd}<script>#$%&"
    lines = lines.replace('file = "report.txt"', f'file = "report.txt"\nurl = "{address}"')
    catalogue.write_text(lines, encoding="utf-8")
    return project


def _quote(text: str) -> str:
    """Return a text as the inside of a basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped)
