"""Mutants of the notebooks: digits and names typed, findings pointed at other words, judgments made surer."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import nbformat

from tests.mutations.builds import plain
from tests.mutations.places import EVIDENCE, Ground, Place
from tests.mutations.reactions import Mutant
from wicreport.corpus.projects import Project

RECORD = re.compile(r'wic\.(finding|disagreement)\(\s*study, "([\w-]+)"')
EXHIBIT = re.compile(r'wic\.(?:figure|table)_exhibit\(\s*study, "([\w-]+)"')
STATEMENT = re.compile(r'statement ?= ?\(?\s*"')
NAMES = ("Xi Jinping", "Wapack Labs", "South China Morning Post", "Protocol", "Steve Mollenkopf", "Freedom House",
         "China Digital Times", "Daniel Zhang", "Lei Jun", "Apple", "Weibo", "Alibaba", "Qualcomm")  # fmt: skip
NEGATED = re.compile(r"\b(?:not|never|None of|without|cannot|rarely|n't) ((?:[\w’'-]+ ){2,6}[\w’'-]+)")
HEDGED = re.compile(r"\b(?:may|might|could|appears? to|apparently|reportedly) ((?:[\w’'-]+ ){2,6}[\w’'-]+)")
VARIABLE = {"wapack-2018": "wapack", "protocol-2021": "protocol", "scmp-2022": "scmp", "protocol-2021-digest": "digest"}


def mutate_claims(ground: Ground) -> Iterator[Mutant]:
    """Yield the mutants of findings and prose."""
    for path in ground.notebooks():
        cells = nbformat.read(path, as_version=4).cells
        ids = [match[2] for cell in cells if (match := RECORD.search(cell.source))]
        for number, cell in enumerate(cells):
            if cell.cell_type == "markdown":
                yield from _mutate_prose(path, number)
            elif found := RECORD.search(cell.source):
                yield from _mutate_record(ground, path, number, [c.source for c in cells], found)
            elif shown := EXHIBIT.search(cell.source):
                yield from _mutate_exhibit(path, number, cell.source, shown[1])
            elif re.search(r"\.tabulate_(?:evidence|values|shares)\(", cell.source):
                change = partial(edit, path, number, r'\{"', '{"7 times ')
                place = f"{path.stem} {number}"
                yield Mutant("a digit typed into a label of a table", place, change, [("table row 7 times", path.name)])
        if len(ids) > 1:
            yield Mutant("an id given twice", ids[1], partial(edit_all, path, f'"{ids[1]}"', f'"{ids[0]}"'), [ids[0]])
    for place, other in zip(ground.places, ground.places[1:] + ground.places[:1], strict=True):
        if place.source_id == other.source_id:
            yield from _point_elsewhere(ground, place, other)
    yield from _cut_words(ground)


def edit(path: Path, number: int, old: str, new: str, project: Project) -> None:
    """Replace the first match of a pattern in one cell."""
    target = project.notebooks / path.name
    notebook = nbformat.read(target, as_version=4)
    cell = notebook.cells[number]
    changed = re.sub(old, lambda match: match.expand(new) if "\\" in new else new, cell.source, count=1)
    assert changed != cell.source, (path.name, number, old)
    cell.source = changed
    nbformat.write(notebook, target)


def edit_all(path: Path, old: str, new: str, project: Project) -> None:
    """Replace a text in all cells of a notebook."""
    target = project.notebooks / path.name
    notebook = nbformat.read(target, as_version=4)
    assert any(old in cell.source for cell in notebook.cells), old
    for cell in notebook.cells:
        cell.source = cell.source.replace(old, new)
    nbformat.write(notebook, target)


def _mutate_prose(path: Path, number: int) -> Iterator[Mutant]:
    place = f"{path.stem} {number}"
    for kind, words in (
        ("a digit typed into prose", "It makes 7."),
        ("a number word typed into prose", "It makes seven."),
    ):
        yield Mutant(kind, place, partial(edit, path, number, r"\Z", f"\n\n{words}"), [path.name])


def _mutate_record(
    ground: Ground, path: Path, number: int, sources: list[str], found: re.Match[str]
) -> Iterator[Mutant]:
    kind, name = found[1], found[2]
    source, names = sources[number], [f"finding {name}"]
    head = "headline" if kind == "finding" else "topic"
    change = partial(edit, path, number, f'{head}="', f'{head}="All 7: ')
    yield Mutant("a digit typed into a headline", name, change, names)
    at = number if STATEMENT.search(source) else max(i for i in range(number) if STATEMENT.search(sources[i]))
    change = partial(edit, path, at, f"({STATEMENT.pattern})", r"\1In 7 ways: ")
    yield Mutant("a digit typed into a statement", name, change, names)
    yield from _type_value(path, number, source, name, names)
    yield from _rename(path, at, sources[at], name)
    if '"judged"' in source:
        yield Mutant("a judgment called a report", name, partial(edit, path, number, '"judged"', '"reported"'), names)
        before = max(i for i in range(number) if "wic.Reasoning(" in sources[i])
        level = re.search(r'confidence="(\w+)"', sources[before])
        assert level
        for higher in {"low": ("moderate", "high"), "moderate": ("high",)}.get(level[1], ()):
            change = partial(edit, path, before, level[0], f'confidence="{higher}"')
            yield Mutant("a confidence raised", f"{name} to {higher}", change, names)


def _rename(path: Path, number: int, source: str, name: str) -> Iterator[Mutant]:
    """Yield mutants of the names in a statement outside quoted words."""
    start = STATEMENT.search(source)
    assert start
    statement = source[start.end() :]
    bare = re.sub(r"“[^”]*”", lambda match: "·" * len(match[0]), statement, flags=re.DOTALL)
    for old in NAMES:
        at = bare.find(old)
        if at >= 0 and not bare[at + len(old)].isalpha():
            new = "Bill Gates" if old.endswith(("Labs", "Protocol", "Post")) else "Li Qiang"
            where = start.end() + at
            change = partial(edit, path, number, rf"(?s)\A(.{{{where}}}){re.escape(old)}", rf"\g<1>{new}")
            yield Mutant("a name changed in a statement", f"{name}: {old}", change, [f"finding {name}"])


def _mutate_exhibit(path: Path, number: int, source: str, name: str) -> Iterator[Mutant]:
    change = partial(edit, path, number, 'title="', 'title="All 7: ')
    yield Mutant("a digit typed into the texts of an exhibit", f"{name} title", change, [name])
    yield from _type_value(path, number, source, name, [name])


def _type_value(path: Path, number: int, source: str, name: str, names: list[str]) -> Iterator[Mutant]:
    """Yield the mutant that has a number in the place of the first value that a cell's texts are filled with."""
    call = next(node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    given = next((word.value for word in call.keywords if word.arg == "values"), None)
    if isinstance(given, ast.Dict) and given.values:
        key, expression = ast.literal_eval(given.keys[0] or ""), ast.get_source_segment(source, given.values[0]) or ""
        change = partial(edit, path, number, rf'"{key}": {re.escape(expression)}', f'"{key}": 7')
        yield Mutant("a number typed in place of a value", f"{name} {key}", change, names)


def _point_elsewhere(ground: Ground, place: Place, other: Place) -> Iterator[Mutant]:
    """Yield the mutant that has, in every notebook, the words of another place where these were cited."""
    old, new = (ground.texts[p.source_id][p.start : p.end] for p in (place, other))
    owners = [name for source_id, start, end, name in ground.cited
              if (source_id, start, end) == (place.source_id, place.start, place.end)]  # fmt: skip
    names = [f"finding {name}" for name in owners]
    is_quoting = any(_quotes_alone(ground, name, place, old, new) for name in owners)
    kind = "a finding pointed away from words it quotes" if is_quoting else "a finding pointed at other words"
    facts = [pattern for name in owners for pattern in (f"finding {name} *", f"disagreement {name}*")]
    change = partial(_repoint, VARIABLE[place.source_id], old, new)
    yield Mutant(kind, place.name, change, [*names, place.source_id], [*facts, "exhibit *"])


def _quotes_alone(ground: Ground, name: str, place: Place, old: str, new: str) -> bool:
    """Return whether a record quotes words that only this place of its evidence has."""
    record = ground.records[name]
    prose = " ".join(str(record.get(key) or "") for key in ("headline", "statement", "resolution"))
    others = [new]
    for entry in (entry for key in EVIDENCE for entry in record.get(key, ())):
        quote, position = entry["target"]["selector"]
        if (entry["target"]["source"], position["start"]) != (place.source_id, place.start):
            others.append(quote["exact"])
    quoted = [plain(words).casefold() for words in re.findall(r"“([^”]*)”", prose)]
    return any(
        words in plain(old).casefold() and not any(words in plain(o).casefold() for o in others) for words in quoted
    )


def _repoint(variable: str, old: str, new: str, project: Project) -> None:
    done = 0
    for path in sorted(project.notebooks.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            call = re.search(rf"wic\.(?:cite|quantify)\(\s*{variable},\s*", cell.source)
            for call in re.finditer(rf"wic\.(?:cite|quantify)\(\s*{variable},\s*", cell.source):
                literal = re.match(r"""(?:\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))+""", cell.source[call.end() :])
                if literal and eval(f"({literal[0]})") == old:
                    end = call.end() + literal.end()
                    cell.source = f"{cell.source[: call.end()]}{new!r}{cell.source[end:]}"
                    done += 1
                    break
        nbformat.write(notebook, path)
    assert done, old


def _cut_words(ground: Ground) -> Iterator[Mutant]:
    """Yield mutants that cite the words behind a negation or a hedge, and leave it out."""
    kinds = (("words cut from their negation", NEGATED), ("words cut from their hedge", HEDGED))
    spans = {source_id: _body_of(ground, source_id) for source_id in VARIABLE}
    for kind, pattern in kinds:
        for source_id, (first, last) in spans.items():
            text = ground.texts[source_id]
            for match in pattern.finditer(text, first, last):
                if text.count(match[1]) == 1:
                    change = partial(_add_finding, VARIABLE[source_id], match[1])
                    yield Mutant(kind, f"{source_id}:{match.start()}", change, ["finding mutant-cut"])


def _body_of(ground: Ground, source_id: str) -> tuple[int, int]:
    spans = [span for other, *span, _ in ground.cited if other == source_id]
    return min(start for start, _ in spans), max(end for _, end in spans if end < 12000)


def _add_finding(variable: str, words: str, project: Project) -> None:
    path = project.notebooks / "05_sources_and_method.ipynb"
    notebook = nbformat.read(path, as_version=4)
    source = (
        f'wic.finding(\n    study, "mutant-cut", "reported", headline="A finding of the mutants", '
        f'statement="A source says so.",\n    evidence=[wic.cite({variable}, {words!r})],\n)'
    )
    notebook.cells.append(nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, path)
