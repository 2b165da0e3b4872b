"""How long documents take to code, beside a fixed piece of work; run by hand with `python -m tests.benchmark`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import quantiles
from time import process_time

from tests.conftest import SEEDS
from tests.rates import LABELLED
from wicreport.coding.codebook import load_codebook
from wicreport.coding.records import code_source
from wicreport.corpus.catalogue import describe_documents, read_corpus
from wicreport.corpus.documents import Document
from wicreport.corpus.sources import Source, Span

ROUNDS = 5
ARTICLE = 5000  # characters of an ordinary article
LENGTHS = (1, 4, 16)


Round = tuple[float, float]


def measure(work: Callable[[], object], fixed: str) -> Round:
    """Return the processor time of some work and, right after it, of finding the words of a text, in milliseconds."""
    began = process_time()
    work()
    worked = process_time()
    re.findall(r"\w+", fixed)
    return 1000 * (worked - began), 1000 * (process_time() - worked)


def count_body(source: Source) -> int:
    """Return the number of characters of a source's body."""
    return sum(end - start for start, end in source.body)


def lengthen(sources: list[Source], times: int) -> Source:
    """Return one source with the bodies of some, one below the other, several times over."""
    text = "\n\n".join(source.body_text.strip() for source in sources * times)
    return replace(sources[0], text=text, body=(Span(0, len(text)),), references=(), furniture=())


def spread(values: list[float], digits: int) -> str:
    """Return the median of some values with their quartiles."""
    low, middle, high = quantiles(values)
    return f"{middle:10.{digits}f} {f'({low:.{digits}f}-{high:.{digits}f})':>16}"


def print_row(name: str, n_characters: int, rounds: list[Round]) -> None:
    """Print what an article of the usual length takes, and how many times the fixed work that is."""
    share = ARTICLE / n_characters
    times, ratios = [t * share for t, _ in rounds], [t * share / fixed for t, fixed in rounds]
    print(f"{name:26}{n_characters:11}{spread(times, 2)}{spread(ratios, 1)}")


def sum_rounds(rounds: list[list[Round]]) -> list[Round]:
    """Return, round by round, what some pieces of work took together, and the mean of the fixed work beside them."""
    return [(sum(t for t, _ in taken), sum(f for _, f in taken) / len(taken)) for taken in zip(*rounds, strict=True)]


def main() -> None:
    """Print the time for 5,000 characters: of documents, of texts of growing length, and of bodies and entries.

    The documents take turns and each is new in every round, so that none is coded from what is kept of the last one.
    """
    codebook = load_codebook()
    folders = (SEEDS, LABELLED / "development", LABELLED / "heldout")
    single = [source for folder in folders for source in read_corpus(folder).sources]
    english = [source for source in single if source.language == "en"][:15]
    long = [replace(lengthen(english, times), source_id=f"some English, {times} x") for times in LENGTHS]
    fixed = "".join(source.text for source in single)
    coded: dict[str, list[Round]] = {source.source_id: [] for source in (*single, *long)}
    described: list[Round] = []
    for number in range(ROUNDS + 1):
        for source in (*single, *long):
            fresh = replace(source, text=source.text + "\n" * number)
            coded[source.source_id].append(measure(partial(code_source, fresh, codebook), fixed))
        documents = [Document(f"{n}.txt", source.text + "\n" * number, "") for n, source in enumerate(single)]
        described.append(measure(partial(describe_documents, documents), fixed))
    print(f"{'document':26}{'characters':>11}{'ms per 5,000 characters':>27}{'times the fixed work':>27}")
    for source in (*single, *long):
        print_row(source.source_id, count_body(source), coded[source.source_id][1:])
    one_by_one = sum_rounds([coded[source.source_id][1:] for source in single])
    print_row("documents one by one", sum(map(count_body, single)), one_by_one)
    print_row("bodies and entries", len(fixed), described[1:])


if __name__ == "__main__":
    main()
