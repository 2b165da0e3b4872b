"""Mutants of the words of documents; the catalogue gets the new hash, as though the change had been reviewed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from tests.mutations.places import Ground, Place
from tests.mutations.reactions import COUNTS, MEASURED, ROLES, Mutant
from wicreport.corpus.projects import Project

Edit = Callable[[str], str]

NUMBER_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ORDINALS = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
NEGATION = re.compile(r"\b(?:not |never |no |without |None of )|n['’]t\b")
HEDGE = re.compile(r"\b(?:reportedly|apparently|likely|perhaps|may|almost|nearly|appears? to|significantly) ")
NAME = re.compile(r"(?<=[a-z,] )(?!China|Chinese|Internet|Wuzhen|Conference)[A-Z][a-z]{2,}\b")
OWN_YEAR = re.compile(r"\b(?:20[12]\d|this year|last year|years?|[Tt]his)\b", re.IGNORECASE)
OTHER_EDITION = "The third World Internet Conference was held in Wuzhen in November 2016. "


def write_text(project: Project, ground: Ground, source_id: str, text: str, encoding: str = "utf-8") -> None:
    """Write a document and renew its hash in the catalogue."""
    path = project.seeds / ground.file_of(source_id)
    path.write_bytes(text.encode(encoding))
    renew_hash(project, ground, source_id)


def renew_hash(project: Project, ground: Ground, source_id: str) -> None:
    """Put the hash of a document as it is now into the catalogue."""
    catalogue = project.seeds / "sources.toml"
    digest = hashlib.sha256((project.seeds / ground.file_of(source_id)).read_bytes()).hexdigest()
    before = ground.entries[source_id]["sha256"]
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace(before, digest), encoding="utf-8")


def mutate_words(ground: Ground) -> Iterator[Mutant]:
    """Yield the mutants of the words of documents."""
    for place in ground.sentences:
        yield from _mutate_sentence(ground, place)
    for place in ground.places:
        yield from _mutate_cited(ground, place)
    yield from _mutate_speakers(ground)
    yield from _mutate_copies(ground)
    yield from _mutate_spares(ground)


def _mutant(ground: Ground, kind: str, place: Place, left: int, right: int, new: str) -> Mutant:
    """Return the mutant that has other words between two places of a document."""
    end = ground.texts[place.source_id].find("\n", place.right)
    resting = ground.resting_on(place.source_id, place.left, end)  # the rest of a paragraph is read in its light
    overturned = [(f"finding {name}", "overturned") for name in ground.conditional]
    names = [*(f"finding {name}" for name in (*place.cited_by, *resting)), ("table row", place.source_id), *overturned]
    return Mutant(kind, place.name, partial(_splice, ground, place.source_id, left, right, new), names, may=MEASURED)


def _splice(ground: Ground, source_id: str, left: int, right: int, new: str, project: Project) -> None:
    text = ground.texts[source_id]
    assert text[left:right] != new
    write_text(project, ground, source_id, text[:left] + new + text[right:])


def _mutate_sentence(ground: Ground, place: Place) -> Iterator[Mutant]:
    text = ground.texts[place.source_id]
    sentence = text[place.left : place.right]

    def swap(kind: str, match: re.Match[str] | None, new: Callable[[str], str]) -> Iterator[Mutant]:
        if match and new(match[0]) != match[0]:
            left, right = place.left + match.start(), place.left + match.end()
            yield _mutant(ground, kind, place, left, right, new(match[0]))

    yield from swap("a digit of a cited sentence", re.search(r"\d(?!\])", sentence), lambda d: str((int(d) + 1) % 10))
    yield from swap("a number word of a cited sentence", _words(NUMBER_WORDS + ORDINALS).search(sentence), _next_number)
    yield from swap("a negation taken out", NEGATION.search(sentence), lambda word: " " if word[0] in "n'’" else "")
    yield from swap("a hedge taken out", HEDGE.search(sentence), lambda word: "")
    yield from swap("a name of a cited sentence", NAME.search(sentence), lambda word: "Anders")
    yield from swap("quotation marks of a cited sentence", re.search("[“”\"‘’'].*", sentence, re.DOTALL), _other_marks)
    whole = re.search(r".*\S", sentence, re.DOTALL)
    yield from swap("a cited sentence deleted", whole, lambda words: "")
    yield from swap("a cited sentence doubled", whole, lambda words: f"{words} {words}")
    yield from swap("a retraction behind a cited sentence", whole, lambda words: f"{words} This was not so.")
    yield from swap(
        "a retraction behind a cited sentence", whole, lambda words: f"{words} The report was later withdrawn."
    )
    kind = "white space of a cited sentence"
    yield from swap(kind, whole, lambda words: words.replace(" ", "\u00a0", 3))
    yield from swap(kind, re.search(r" (?=[a-z]{3,} \w)", sentence), lambda blank: "\n")
    yield from swap(kind, re.search(r"(?<=[a-z]{3}) (?=[a-z]{3,} \w)", sentence), lambda blank: "  ")
    if "“" not in sentence and '"' not in sentence and "”" not in sentence:
        said = "An analyst made the opposite case: “Some say, "
        yield from swap("a cited sentence moved into a quotation", whole, lambda words: f"{said}{words}”")
    if not OWN_YEAR.search(sentence):
        yield _move(ground, place)


def _move(ground: Ground, place: Place) -> Mutant:
    """Return the mutant that has a sentence in a new paragraph before its own, on another edition."""
    text = ground.texts[place.source_id]
    start = max(text.rfind("\n", 0, place.left) + 1, 0)
    sentence = text[place.left : place.right].strip()
    new = f"{OTHER_EDITION}{sentence}\n\n{text[start : place.left]}"
    kind = "a cited sentence moved under another edition"
    moved = _mutant(ground, kind, place, start, place.right, new.rstrip() if new.endswith("\n\n") else new)
    behind = ground.resting_on(place.source_id, place.right, len(text))  # it stands behind that edition as well
    return replace(moved, names=[*moved.names, *(f"finding {name}" for name in behind), "fig-"])


def _mutate_cited(ground: Ground, place: Place) -> Iterator[Mutant]:
    text = ground.texts[place.source_id]
    words = text[place.start : place.end]
    inside = place.start + words.find(" ") + 1 if " " in words else place.start
    yield _mutant(ground, "a “not” put into cited words", place, inside, inside, "not ")
    yield _mutant(ground, "a “not” put before cited words", place, place.left, place.left, "It is not true that ")
    end = place.left + len(text[place.left : place.right].rstrip(' .”"\n[]0123456789'))
    yield _mutant(ground, "a “never” put behind cited words", place, end, end, ", which never happened")
    yield _mutant(ground, "a hedge put in", place, inside, inside, "reportedly ")
    longest = max(re.findall(r"[a-z]+", words) or [words], key=len)
    at = place.start + words.find(longest)
    yield _mutant(ground, "a cited sentence reworded", place, at, at + len(longest), "otherwise")


def _mutate_speakers(ground: Ground) -> Iterator[Mutant]:
    """Yield mutants that give quoted words to another speaker, where his name stands in a sentence before."""
    labels = json.loads((ground.project.seeds / "labels.json").read_text(encoding="utf-8"))
    for place in ground.sentences:
        text = ground.texts[place.source_id]
        for quote in labels.get(ground.file_of(place.source_id), {}).get("quotes", ()):
            last = str(quote["speaker"] or "").split(",")[0].split(" ")[-1]
            at = text.find(quote["quote"])
            if not last[:1].isupper() or not (place.left <= at < place.right) or last in text[place.left : place.right]:
                continue
            named = [
                m for m in re.finditer(rf"\b{last}\b", text[: place.left]) if "\n" not in text[m.start() : place.left]
            ]
            if named:
                left, right = named[-1].span()
                yield _mutant(ground, "a speaker in another sentence", place, left, right, "Tim Cook")


def _mutate_copies(ground: Ground) -> Iterator[Mutant]:
    """Yield mutants of cited sentences in the other documents that have them."""
    for place in ground.sentences:
        sentence = ground.texts[place.source_id][place.left : place.right].strip()
        digit = re.search(r"\d", sentence)
        for other, text in ground.texts.items():
            at = text.find(sentence)
            if other == place.source_id or at < 0 or ground.resting_on(other, at, at + len(sentence)):
                continue
            left = at + (digit.start() if digit else sentence.find(" "))
            new = str((int(digit[0]) + 1) % 10) if digit else " not "
            change = partial(_splice, ground, other, left, left + 1, new)
            facts = [f"finding {name} n_documents" for name in place.cited_by]
            yield Mutant(
                "a cited sentence, in the copy alone", f"{other}:{at}", change, facts=[*facts, *COUNTS, *ROLES]
            )


def _mutate_spares(ground: Ground) -> Iterator[Mutant]:
    for source_id, left, right in ground.spare_sentences():
        text = ground.texts[source_id]
        longest = max(re.findall(r"\b[a-z]+\b", text[left:right]), key=len)
        at = left + text[left:right].find(longest)
        change = partial(_splice, ground, source_id, at, at + len(longest), "otherwise")
        yield Mutant("a word nothing rests on", f"{source_id}:{left}", change, facts=COUNTS)
    labels = json.loads((ground.project.seeds / "labels.json").read_text(encoding="utf-8"))
    for source_id, text in ground.texts.items():
        change = partial(_splice, ground, source_id, 0, 0, "It rained on the canals that week.\n\n")
        yield Mutant("a line on top of the document", source_id, change, facts=[*COUNTS, *ROLES])
        for words in labels.get(ground.file_of(source_id), {}).get("boilerplate", ()):
            at = text.rfind(words)
            if at > 0:
                change = partial(_splice, ground, source_id, at, at, f"{words}\n\n")
                yield Mutant("furniture", f"{source_id}:{at}", change, may=MEASURED)


def _words(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def _next_number(word: str) -> str:
    row = next(row for row in (NUMBER_WORDS, ORDINALS) if word.lower() in row)
    new = row[(row.index(word.lower()) + 1) % len(row)]
    return new.capitalize() if word[0].isupper() else new


def _other_marks(words: str) -> str:
    straight = words.translate(str.maketrans("“”‘’", "\"\"''"))
    return straight if straight != words else re.sub(r"'", "’", re.sub(r'"([^"]*)"', r"“\1”", words))
