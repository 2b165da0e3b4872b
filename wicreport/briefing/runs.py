"""A stream of documents coded part by part into tables, from where an earlier run stopped; no document is read here."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path

from wicreport.briefing.endings import FinishJob, finish_part, join_tables, place_tables
from wicreport.briefing.engines import Engine, Mapper, open_engine
from wicreport.briefing.gatherings import gather_families
from wicreport.briefing.leftovers import find_leftovers, remove_leftovers
from wicreport.briefing.partitions import PartState, part_folder, read_state, write_part
from wicreport.briefing.tables import write_tables, write_texts
from wicreport.coding.batches import code_batch
from wicreport.coding.codebook import load_codebook
from wicreport.coding.records import code_corpus
from wicreport.coding.tables import tabulate_records
from wicreport.corpus.addresses import Digests, Entry, list_entries
from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.parts import Part, cut_parts
from wicreport.corpus.programs import stamp_program
from wicreport.corpus.snapshots import Provenance
from wicreport.corpus.streams import Fault, read_part
from wicreport.errors import DocumentError, OutputError

__all__ = ["Outcome", "Run", "code_kept", "code_stream"]

_WORK = ".unfinished"
_SHOWN_EVERY = 25


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be coded, and how: addresses, the folder of the tables and their form, and where the work is done.

    ``n_documents`` is how many files make a part.
    """

    addresses: tuple[str, ...]
    output: Path
    engine: Engine
    table_format: str = "csv"
    n_documents: int = 400


@dataclass(frozen=True, slots=True)
class Outcome:
    """The paths of the tables, how many documents were coded, and what stood in the way of the others."""

    paths: tuple[Path, ...]
    n_documents: int
    n_faults: int


@dataclass(frozen=True, slots=True)
class _CodeJob:
    """A part to be coded."""

    part: Part
    folder: Path
    fingerprint: str


def code_stream(run: Run, step: Callable[[str], None]) -> Outcome:
    """Write the coded records of a stream as tables; memory does not grow with the number of documents.

    Parts that an earlier run of the same program finished are taken from it, so that a run which was ended goes on
    where it was. The tables are the same whatever the engine, the number of processes or the interruptions.

    Parameters
    ----------
    run
        What is to be coded, and how.
    step
        Is told now and then how far it is.

    Returns
    -------
    Outcome
        A document that cannot be read or coded, and a file of a kind that is not read, is a row of ``errors.csv`` and
        stops nothing.

    Raises
    ------
    DocumentError
        If there is no document at an address.
    OutputError
        If the tables cannot be written.
    """
    program, digests = stamp_program(), Digests()
    parts = cut_parts(_leave_tables(digests.take_in(list_entries(run.addresses)), run), n_documents=run.n_documents)
    first = [part for _, part in zip(range(2), parts, strict=False)]
    engine = Engine(jobs=1) if run.engine.name == "local" and len(first) < 2 else run.engine
    work = (run.output / _WORK).resolve()  # other processes may work in another folder
    try:
        _clear_rests(work)
        with open_engine(engine) as mapper:
            states = _code_parts(chain(first, parts), work, program, mapper, step)
            if not any(state.n_documents or state.faults for state in states):
                shutil.rmtree(work)
                with suppress(OSError):  # not empty
                    run.output.rmdir()
                raise DocumentError("holds no document", where=", ".join(run.addresses), remedy="Check the address.")
            counts = _finish(run, work, states, mapper, step)
            provenance = Provenance(program, digests.of(run.addresses))
            earlier = find_leftovers(run.output)
            paths = place_tables(work, run.output, provenance, earlier)
            _tell_replaced(earlier, run.output, step)
            return Outcome(tuple(paths), *counts)
    except OSError as error:
        raise OutputError(
            f"the tables cannot be written ({error.strerror or error})",
            where=str(run.output),
            remedy="Choose another `--output`, or make room; the same command goes on where it was.",
        ) from error


def _leave_tables(entries: Iterator[Entry], run: Run) -> Iterator[Entry]:
    """Yield what lies at the addresses without the strays that an earlier run wrote there: its own tables."""
    tables = run.output.resolve()
    for entry in entries:
        if entry.kind != "stray" or not Path(entry.address).resolve().is_relative_to(tables):
            yield entry


def code_kept(
    folder: Path, output: Path, table_format: str, step: Callable[[str], None] = lambda told: None
) -> list[Path]:
    """Write the coded records of a folder that somebody keeps as a corpus, and return the paths.

    What an earlier run wrote into the folder of the tables is replaced, in whichever form it was; ``step`` is told what
    of it is gone.

    Raises
    ------
    CatalogueError
        If catalogue, corrections and documents do not agree.
    DocumentError
        If a document cannot be read.
    OutputError
        If the tables cannot be written, or would stand among the documents.
    """
    if output.resolve().is_relative_to(folder.resolve()):
        what, remedy = "tables would stand among the documents of a corpus", "Choose another `--output`."
        raise OutputError(what, where=str(output), remedy=remedy)
    documents = read_corpus(folder)
    tables = tabulate_records(code_corpus(documents, load_codebook()))
    leftovers = find_leftovers(output)
    paths = [*write_tables(tables, output, table_format), *write_texts(documents.sources, output)]
    remove_leftovers(leftovers, paths)
    _tell_replaced(leftovers, output, step)
    return paths


def _tell_replaced(earlier: Sequence[Path], output: Path, step: Callable[[str], None]) -> None:
    """Tell which tables of earlier runs are gone, since the new ones are in another form."""
    if gone := [path.name for path in earlier if path.parent == output and not path.exists()]:
        step(f"Replaced the tables of an earlier run; gone are: {', '.join(gone)}.")


def _clear_rests(work: Path) -> None:
    """Make the folder of the work, without what a run that was ended left half written."""
    (work / "parts").mkdir(parents=True, exist_ok=True)
    for rest in (*(work / "parts").glob(".*"), work / "final"):
        shutil.rmtree(rest, ignore_errors=True)


def _code_parts(
    parts: Iterator[Part], work: Path, program: str, mapper: Mapper, step: Callable[[str], None]
) -> list[PartState]:
    """Return what each part says of itself, all coded."""
    states: dict[int, PartState] = {}

    def find_open() -> Iterator[_CodeJob]:
        for part in parts:
            fingerprint = sha256(f"{program} {part.fingerprint}".encode()).hexdigest()
            folder = part_folder(work, part.number)
            state = read_state(folder)
            if state is not None and state.fingerprint == fingerprint:
                states[part.number] = state
            else:
                yield _CodeJob(part, folder, fingerprint)

    for n_done, (number, state) in enumerate(mapper(_code_part, find_open()), start=1):
        states[number] = state
        if n_done % _SHOWN_EVERY == 0:
            step(f"{_count(sum(state.n_documents for state in states.values()))} coded")
    return [states[number] for number in range(len(states))]


def _code_part(job: _CodeJob) -> tuple[int, PartState]:
    """Code one part and write it; this runs in other processes, and on other machines."""
    with _rest_collector() if job.part.kind == "jsonl" else nullcontext():
        batch = code_batch(read_part(job.part), load_codebook())
        return job.part.number, write_part(job.folder, batch, job.fingerprint)


@contextmanager
def _rest_collector() -> Iterator[None]:
    """Let the collector of rings of objects rest: coding leaves hardly any, as readers of pages and PDFs do."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()


def _finish(
    run: Run, work: Path, states: Sequence[PartState], mapper: Mapper, step: Callable[[str], None]
) -> tuple[int, int]:
    """Put the parts together, families included, and return how many documents and faults there are."""
    counts = [state.n_documents for state in states]
    step(f"{_count(sum(counts))} coded; looking for families")
    gathering = gather_families(work, counts, mapper)
    jobs, first = [], 0
    for number, count in enumerate(counts):
        numbers = range(first, first + count)
        places = {n - first: gathering.places[n] for n in numbers if n in gathering.places}
        repeated = tuple(n - first for n in numbers if n in gathering.repeated)
        jobs.append(FinishJob(work, number, run.table_format, places, repeated))
        first += count
    repeats = dict(mapper(finish_part, jobs))
    faults: list[Fault] = [f for n, state in enumerate(states) for f in (*state.faults, *repeats[n])]
    join_tables(work, len(states), run.table_format, faults)
    return sum(counts) - len(gathering.repeated), len(faults)


def _count(n: int) -> str:
    return f"{n:,} document{'s' * (n != 1)}"
