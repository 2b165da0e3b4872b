"""How long one article takes to code, beside a fixed piece of work; run by hand with `python -m tests.benchmark`."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median, quantiles
from time import process_time

from tests.conftest import SEEDS
from wicreport.coding.codebook import Codebook, load_codebook
from wicreport.coding.records import code_source
from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.sources import Source

ROUNDS = 25


def measure(source: Source, codebook: Codebook) -> float:
    """Return the processor time of coding a source, in milliseconds."""
    fresh = replace(source)
    began = process_time()
    code_source(fresh, codebook)
    return 1000 * (process_time() - began)


def measure_fixed(text: str) -> float:
    """Return the processor time of finding the words of a text, in milliseconds."""
    began = process_time()
    re.findall(r"\w+", text)
    return 1000 * (process_time() - began)


def main() -> None:
    """Print for each document the median and the quartiles, and how many times the fixed work that is."""
    codebook, corpus = load_codebook(), read_corpus(SEEDS)
    fixed = "".join(source.text for source in corpus.sources)
    print(f"{'document':26}{'characters':>10}{'median ms':>12}{'quartiles':>18}{'x fixed work':>14}")
    for source in corpus.sources:
        code_source(source, codebook)
        rounds = [(measure(source, codebook), measure_fixed(fixed)) for _ in range(ROUNDS)]
        times = [taken for taken, _ in rounds]
        low, middle, high = quantiles(times)
        share = median(taken / base for taken, base in rounds)
        print(f"{source.source_id:26}{len(source.text):10}{middle:12.1f}{f'{low:.1f}-{high:.1f}':>18}{share:14.1f}")


if __name__ == "__main__":
    main()
