"""How fast many documents are coded, beside other roads on the same texts; run by hand, never a test."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from importlib import metadata
from itertools import combinations
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

import pandas as pd

from tests.generated_corpora import Article, make_articles, write_lines
from tests.rates import read_half
from wicreport.coding.codebook import Codebook, load_codebook
from wicreport.coding.records import code_source
from wicreport.corpus.descriptors import describe_document
from wicreport.corpus.documents import Document
from wicreport.corpus.families import PairLabel, find_families, label_profiles
from wicreport.corpus.profiles import profile_source
from wicreport.corpus.sources import Source
from wicreport.findings.studies import open_study

N_TEXTS = 100
N_PAIRWISE = 150
SPACY = """
import json, sys, time
import spacy
texts, kind = json.load(sys.stdin), sys.argv[1]
if kind == "blank":
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    rules = nlp.add_pipe("entity_ruler")
    rules.add_patterns([{"label": "ACTOR", "pattern": name} for name in json.loads(sys.argv[2])])
else:
    import importlib
    nlp = importlib.import_module(kind).load()
list(nlp.pipe(texts[:5]))
began = time.process_time()
for doc in nlp.pipe(texts):
    sum(len(sentence) for sentence in doc.sents)
print(time.process_time() - began)
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison: what was measured, the times of our road and of the other, round by round."""

    what: str
    ours: list[float]
    other: list[float]

    def format(self) -> str:
        """Return the row of the table: medians in milliseconds a document, and the ratio with its spread."""
        ratios = [theirs / own for own, theirs in zip(self.ours, self.other, strict=True)]
        low, _, high = quantiles(ratios, n=4) if len(ratios) > 1 else (ratios[0],) * 3
        times = f"{1000 * median(self.ours):.2f} | {1000 * median(self.other):.2f}"
        return f"| {self.what} | {times} | {median(ratios):.1f} ({low:.1f}–{high:.1f}) |"


def as_source(article: Article) -> Source:
    """Return an article as a stream would describe it."""
    digest = sha256(article.text.encode()).hexdigest()
    return describe_document(Document(f"{article.name}.txt", article.text, digest), ())


def take_time(work: Callable[[], object]) -> float:
    """Return the processor time of some work, in seconds."""
    began = process_time()
    work()
    return process_time() - began


def code_articles(articles: list[Article], codebook: Codebook) -> tuple[float, float]:
    """Return the processor time, in seconds, of finding body and entry of some articles, and of coding them."""
    described = coded = 0.0
    for article in articles:
        began = process_time()
        source = as_source(article)
        found = process_time()
        code_source(source, codebook)
        described, coded = described + found - began, coded + process_time() - found
    return described, coded


def compare_spacy(python: str, kind: str, rounds: int) -> list[Row]:
    """Return our coding of English articles, with and without finding body and entry, beside a pipeline of spaCy."""
    articles = [a for a in make_articles(2 * N_TEXTS) if a.language == "en"][:N_TEXTS]
    codebook = load_codebook()
    names = json.dumps([name for actor in codebook.actors for name in (actor.name, *actor.aliases)])
    code_articles(articles[:5], codebook)  # the other one warms up with five as well
    whole, coded, other = [], [], []
    for _ in range(rounds):
        times = code_articles(articles, codebook)
        whole.append(sum(times) / len(articles))
        coded.append(times[1] / len(articles))
        done = subprocess.run(
            [python, "-c", SPACY, kind, names],
            input=json.dumps([a.text for a in articles]), capture_output=True, text=True, check=True,
        )  # fmt: skip
        other.append(float(done.stdout) / len(articles))
    beside = f"beside spaCy `{kind}`"
    return [Row(f"coding, {beside}", coded, other), Row(f"finding body and entry, and coding, {beside}", whole, other)]


def compare_labelled(rounds: int) -> Row:
    """Return our coding of 5 kB of generated articles beside 5 kB of the labelled documents, which say more in them."""
    texts = [[as_source(article) for article in make_articles(N_TEXTS)], read_half("development")[0].sources]
    sizes = [sum(len(source.text.encode()) for source in sources) for sources in texts]
    codebook = load_codebook()

    def code(sources: Iterable[Source]) -> None:
        for source in sources:
            code_source(source, codebook)

    for sources in texts:
        code(sources)  # what rules make when they are first asked is made
    ours, other = (
        [take_time(partial(code, sources)) * 5000 / size for _ in range(rounds)]
        for sources, size in zip(texts, sizes, strict=True)
    )
    return Row("coding 5 kB, beside 5 kB of the labelled documents", ours, other)


def compare_pairwise(rounds: int) -> Row:
    """Return our search for families beside one that profiles each document as ours does and compares every pair."""
    sources = [as_source(article) for article in make_articles(N_PAIRWISE)]
    ours = [take_time(lambda: find_families(sources)) / len(sources) for _ in range(rounds)]
    other = [take_time(lambda: compare_all(sources)) / len(sources) for _ in range(rounds)]
    return Row(f"families of {N_PAIRWISE}, beside every pair", ours, other)


def compare_all(sources: list[Source]) -> list[PairLabel]:
    """Return how each of some sources is related to each other one."""
    return [label_profiles(*pair) for pair in combinations([profile_source(source) for source in sources], 2)]


def measure_run(n_documents: int, jobs: int) -> Iterator[str]:
    """Yield what a whole run over a generated corpus costs, and how much of what was planted it finds."""
    with tempfile.TemporaryDirectory() as scratch:
        path, output = write_lines(Path(scratch) / "articles.jsonl", n_documents), Path(scratch) / "out"
        command = [sys.executable, "-m", "wicreport", "code", str(path), "--output", str(output), "--jobs", str(jobs)]
        began = perf_counter()
        process = subprocess.Popen(
            [*command, "--format", "parquet"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit("the run failed")
        spent = used.ru_utime + used.ru_stime
        yield f"| processor time a document | {1000 * spent / n_documents:.2f} ms |"
        yield f"| time | {perf_counter() - began:.0f} s |"
        yield f"| largest process | {used.ru_maxrss / 1024:.0f} MB |"
        began = perf_counter()
        study = open_study(str(output), [], 2018, 2017)
        yield f"| a study of its tables opens in | {perf_counter() - began:.1f} s |"
        began, shown = perf_counter(), len(json.dumps(study._repr_mimebundle_()))
        yield f"| and is shown in, with so many bytes | {perf_counter() - began:.1f} s, {shown:,} |"
        yield from (f"| {what} | {found:.4f} |" for what, found in measure_recall(output, n_documents).items())


def measure_recall(output: Path, n_documents: int) -> dict[str, float]:
    """Return the shares of what was planted that the tables have, and of families that were not planted."""
    tables = {name: pd.read_parquet(output / f"{name}.parquet") for name in ("sources", "quotations", "quantities")}
    families = dict(zip(tables["sources"]["source_id"], tables["sources"]["family"], strict=True))
    said = set(zip(*(tables["quotations"][c] for c in ("source_id", "quote", "speaker_id")), strict=True))
    counted = set(zip(*(tables["quantities"][c] for c in ("source_id", "value")), strict=True))
    names = {article.number: article.name for article in make_articles(n_documents) if article.number % 10 == 0}
    hits: dict[str, list[bool]] = {}
    for article in make_articles(n_documents):
        if article.origin is not None:
            is_found = families[article.name] == families[names[article.origin]]
            hits.setdefault(f"recall, {article.relation}", []).append(is_found)
        elif article.number % 10:
            hits.setdefault("independent articles kept apart", []).append(families[article.name] == article.name)
        for quote, speaker in article.quotes:
            found = any((article.name, quote + end, speaker) in said for end in ("", ","))
            hits.setdefault("recall, quotation with its speaker", []).append(found)
        for _, value in article.quantities:
            hits.setdefault("recall, quantity", []).append((article.name, value) in counted)
    return {what: sum(found) / len(found) for what, found in sorted(hits.items())}


def describe_machine() -> str:
    """Return what the figures were measured on, without names or places."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("numpy", "pandas", "pyarrow"))
    python = platform.python_version()
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB; Python {python}, {versions}."


def main() -> None:
    """Print the comparisons as tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000, help="size of the corpus of the whole run")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--spacy", default=sys.executable, help="a Python that has spaCy and a small English model")
    parser.add_argument("--model", default="en_core_web_sm", help="the package of the model")
    given = parser.parse_args()
    print(f"{describe_machine()} Processor time; median of {given.rounds} rounds, ratio with its quartiles.\n")
    print("| what | ours, ms a document | other, ms a document | ratio |\n|---|---|---|---|")
    for kind in (given.model, "blank"):
        try:
            for row in compare_spacy(given.spacy, kind, given.rounds):
                print(row.format(), flush=True)
        except subprocess.CalledProcessError as error:
            print(f"| coding, beside spaCy `{kind}` | | | not run: {error.stderr.strip().splitlines()[-1]} |")
    for compare in (compare_labelled, compare_pairwise):
        print(compare(given.rounds).format(), flush=True)
    print(f"\n| a run over {given.documents:,} generated articles with --jobs {given.jobs} | |\n|---|---|", flush=True)
    for line in measure_run(given.documents, given.jobs):
        print(line, flush=True)


if __name__ == "__main__":
    main()
