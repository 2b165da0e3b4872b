"""A few mutants of each class, as `make mutate` tries them by the hundred; and the table of reactions itself."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.mutations.builds import Observation
from tests.mutations.reactions import SAME, STALE, STOPS, TABLE, Mutant, find_fault
from tests.mutations.trials import Bench, prepare, run_trials
from tests.proofs import PROJECT
from wicreport.corpus.proofs import read_proofs

TRIED = (
    "a digit of a cited sentence",
    "a number word of a cited sentence",
    "a “not” put before cited words",
    "a negation taken out",
    "a hedge taken out",
    "a name of a cited sentence",
    "a speaker in another sentence",
    "a cited sentence moved under another edition",
    "a retraction behind a cited sentence",
    "quotation marks of a cited sentence",
    "a byte, and the hash not renewed",
    "a copy added",
    "a document that contradicts an appearance",
    "a document that contradicts a number",
    "an alias taken away",
    "a digit typed into a statement",
    "a number typed in place of a value",
    "a name changed in a statement",
    "words cut from their negation",
    "a confidence raised",
    "the sentence of a pin",
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return the project with its mutants, without pages."""
    return prepare(tmp_path_factory.mktemp("mutants"), formats=())


def test_a_mutant_of_many_kinds_is_met_as_the_table_demands(bench: Bench) -> None:
    picked = [bench.pick(kind, 1)[0] for kind in TRIED]
    trials = list(run_trials(bench, picked, jobs=2))
    assert [(trial.kind, trial.place, trial.fault) for trial in trials if trial.fault] == []
    assert len(trials) == len(TRIED)


def test_each_kind_of_the_table_has_mutants_and_no_mutant_is_of_another(bench: Bench) -> None:
    kinds = Counter(mutant.kind for mutant in bench.mutants)
    assert set(kinds) == set(TABLE)
    assert sum(kinds.values()) > 1000


def test_each_class_of_mutants_has_its_line_among_the_proofs() -> None:
    classes = {attack for attack, _ in TABLE.values()}
    assert classes <= {proof.attack for proof in read_proofs(PROJECT.proofs)}  # one not tried yet says so there


BEFORE = Observation(facts={"finding a statement": "x", "exhibit b": "y"})


@pytest.mark.parametrize(
    ("reaction", "seen"),
    [
        (STOPS, BEFORE),
        (STOPS, Observation("EvidenceError: finding other: the words do not resolve")),
        (SAME, Observation("EvidenceError: finding a: the words do not resolve")),
        (SAME, Observation(facts={"finding a statement": "z", "exhibit b": "y"})),
        (STALE, BEFORE),
        (STALE, Observation("reports/b.csv: not what the sources give today")),
    ],
)
def test_a_reaction_that_is_not_as_written_down_is_a_fault(reaction: str, seen: Observation) -> None:
    kind = next(kind for kind, (_, demanded) in TABLE.items() if demanded == reaction)
    assert find_fault(Mutant(kind, "here", lambda project: None, ["finding a"]), seen, BEFORE)
