"""The one table of what each kind of mutant must bring about, written down before any is tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from tests.mutations.builds import Observation
from wicreport.corpus.projects import Project

WORDS, DOCUMENTS, CODEBOOK, FINDINGS, REPORTS = (
    "Mutants: words of the documents",
    "Mutants: documents and catalogue",
    "Mutants: codebook",
    "Mutants: findings and prose",
    "Mutants: pins, notebooks and reports",
)
"""The classes of attack, as the file of proofs has them."""

COMMAND = "Mutants: a sample of all these, by the command line and with kernels"

STOPS = "stops, naming what rests on the words"
NAMES = "stops, naming the file, the notebook or the finding that was changed"
SAME = "passes, and no fact changes"
EXACTLY = "passes, and the facts named change, no other"
AT_MOST = "passes, and no fact changes but those named"
EITHER = "stops, naming what was turned; or passes, and no fact changes but those named"
SEEN = "stops, naming what was changed; or passes, and the facts named are seen to change, no other"
STALE = "the check names the file that was touched, and no other"

TABLE: dict[str, tuple[str, str]] = {
    # a document is changed, and its hash in the catalogue renewed, as after a review
    "a digit of a cited sentence": (WORDS, STOPS),
    "a number word of a cited sentence": (WORDS, STOPS),
    "a “not” put into cited words": (WORDS, STOPS),
    "a “not” put before cited words": (WORDS, STOPS),
    "a “never” put behind cited words": (WORDS, STOPS),
    "a negation taken out": (WORDS, STOPS),
    "a hedge put in": (WORDS, STOPS),
    "a hedge taken out": (WORDS, STOPS),
    "a name of a cited sentence": (WORDS, STOPS),
    "a speaker in another sentence": (WORDS, STOPS),
    "a cited sentence deleted": (WORDS, STOPS),
    "a cited sentence doubled": (WORDS, STOPS),
    "a cited sentence moved under another edition": (WORDS, STOPS),
    "a cited sentence moved into a quotation": (WORDS, STOPS),
    "a cited sentence reworded": (WORDS, STOPS),
    "a retraction behind a cited sentence": (WORDS, STOPS),
    "white space of a cited sentence": (WORDS, SAME),
    "quotation marks of a cited sentence": (WORDS, SAME),
    "a cited sentence, in the copy alone": (WORDS, AT_MOST),
    "a word nothing rests on": (WORDS, AT_MOST),
    "a line on top of the document": (WORDS, AT_MOST),
    "furniture": (WORDS, SAME),
    # documents and catalogue
    "a byte, and the hash not renewed": (DOCUMENTS, NAMES),
    "another encoding, said in the catalogue": (DOCUMENTS, SAME),
    "another encoding, not said": (DOCUMENTS, NAMES),
    "a byte order mark": (DOCUMENTS, SAME),
    "other line ends": (DOCUMENTS, SAME),
    "a document taken out": (DOCUMENTS, EXACTLY),
    "the only document of an edition taken out": (DOCUMENTS, NAMES),
    "a file taken out, its entry left": (DOCUMENTS, NAMES),
    "an entry taken out, its file left": (DOCUMENTS, NAMES),
    "a copy added": (DOCUMENTS, EXACTLY),
    "a document that contradicts an appearance": (DOCUMENTS, NAMES),
    "a document that contradicts a number": (DOCUMENTS, NAMES),
    "the catalogue in another order": (DOCUMENTS, AT_MOST),
    "a worse reliability": (DOCUMENTS, EITHER),
    # codebook
    "a term taken from a lexicon": (CODEBOOK, EITHER),
    "a common word put into a lexicon": (CODEBOOK, SEEN),
    "an actor renamed": (CODEBOOK, AT_MOST),
    "an alias taken away": (CODEBOOK, EITHER),
    "the days of an edition": (CODEBOOK, AT_MOST),
    # findings and prose
    "a digit typed into prose": (FINDINGS, NAMES),
    "a number word typed into prose": (FINDINGS, NAMES),
    "a digit typed into a headline": (FINDINGS, NAMES),
    "a digit typed into a statement": (FINDINGS, NAMES),
    "a number typed in place of a value": (FINDINGS, NAMES),
    "a digit typed into the texts of an exhibit": (FINDINGS, NAMES),
    "a digit typed into a label of a table": (FINDINGS, NAMES),
    "a name changed in a statement": (FINDINGS, NAMES),
    "a finding pointed at other words": (FINDINGS, SEEN),
    "a finding pointed away from words it quotes": (FINDINGS, NAMES),
    "words cut from their negation": (FINDINGS, NAMES),
    "words cut from their hedge": (FINDINGS, NAMES),
    "a confidence raised": (FINDINGS, NAMES),
    "a judgment called a report": (FINDINGS, NAMES),
    "an id given twice": (FINDINGS, NAMES),
    # pins, notebooks and reports
    "the words of a pin": (REPORTS, STALE),
    "the sentence of a pin": (REPORTS, STOPS),
    "an output of a notebook": (REPORTS, STALE),
    "a byte of a committed report": (REPORTS, STALE),
    "a committed report taken out": (REPORTS, STALE),
    "a file put among the reports": (REPORTS, STALE),
    "a number of the proofs": (REPORTS, EXACTLY),
}  # fmt: skip
"""Each kind of mutant: the class of attack it belongs to, and the reaction it must meet."""

MEASURED = ("exhibit fig-bodies", "exhibit fig-scores", "exhibit tab-scores")
"""What measures the length of a text, or compares it with a reading by hand: it moves with any change of the text."""

ROLES = ("source *",)
"""Which of several copies is the fullest, and so stands for their voice; of equals it is the first in the catalogue."""

COUNTS = (
    "finding *-passages *",
    "exhibit *",
    "finding method-conflicts *",
    *(f"finding {name} {fact}" for name in ("method-voices", "foreign-gaps") for fact in ("evidence", "n_documents")),
)
"""What counting alone can move: shares of passages, the data behind figures, the number of comparable cases, and the
passage with which a document that is counted begins."""


@dataclass(frozen=True)
class Mutant:
    """One change of one kind at one place.

    ``names`` are texts of which the message must have one (each may be a group, of which it must have all). ``facts``
    are patterns of the names of facts that change, each at least once where the reaction is exact; ``may`` are those of
    facts that can change beside them.
    """

    kind: str
    place: str
    change: Callable[[Project], None]
    names: Sequence[str | tuple[str, ...]] = ()
    facts: Sequence[str] = ()
    may: Sequence[str] = ()

    @property
    def reaction(self) -> str:
        """Return the reaction that the table demands."""
        return TABLE[self.kind][1]

    @property
    def watches(self) -> Literal["build", "check"]:
        """Return which command has to react."""
        return "check" if self.reaction == STALE else "build"


def find_fault(mutant: Mutant, seen: Observation, before: Observation) -> str:
    """Return what of the reaction is not as written down; an empty text where all of it is."""
    if mutant.reaction == STALE:
        wanted = sorted(str(name) for name in mutant.names)
        told = sorted(line.partition(": ")[0] for line in seen.message.splitlines())
        return "" if told == wanted else f"the check names {told}, not {wanted}"
    if seen.failed:
        return _fault_of_message(mutant, seen.message)
    if mutant.reaction in (STOPS, NAMES):
        return f"it passes, and changes {changed_facts(seen, before) or 'nothing'}"
    return _fault_of_facts(mutant, changed_facts(seen, before))


def changed_facts(seen: Observation, before: Observation) -> list[str]:
    """Return the names of the facts that are not what they were."""
    names = sorted({*seen.facts, *before.facts})
    return [name for name in names if seen.facts.get(name) != before.facts.get(name)]


def _fault_of_message(mutant: Mutant, message: str) -> str:
    if mutant.reaction in (SAME, EXACTLY, AT_MOST):
        return f"it stops: {message}"
    groups = [(names,) if isinstance(names, str) else names for names in mutant.names]
    if any(all(name in message for name in group) for group in groups):
        return ""
    return f"it stops without naming {mutant.names}: {message}"


def _fault_of_facts(mutant: Mutant, changed: Sequence[str]) -> str:
    others = [
        name for name in changed if not any(fnmatchcase(name, pattern) for pattern in (*mutant.facts, *mutant.may))
    ]
    if others:
        return f"it changes {others} too"
    missing = [p for p in mutant.facts if not any(fnmatchcase(name, p) for name in changed)]
    if mutant.reaction == EXACTLY and missing:
        return f"it does not change {missing}"
    return "it passes, and nothing shows it" if mutant.reaction == SEEN and not changed else ""
