"""The command line: reads arguments, calls the library, prints, and sets the exit code; no work is done here."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from wicreport.consoles import BACK, describe_error, show_faults, show_lines, show_on_terminal
from wicreport.corpus.characters import show_hidden
from wicreport.errors import OutputError, WicReportError

if TYPE_CHECKING:
    from wicreport.briefing.steps import Show

__all__ = ["app", "main"]

_INTERRUPTED = 130  # as shells have it
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

app = typer.Typer(
    help="Turn documents about the World Internet Conference into a briefing that can be traced to its sources.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class ReportFormat(StrEnum):
    """What a briefing can be written as."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


class TableFormat(StrEnum):
    """What tables can be written as."""

    CSV = "csv"
    PARQUET = "parquet"


class EngineName(StrEnum):
    """Where many documents are coded."""

    LOCAL = "local"
    DASK = "dask"


CorpusOption = Annotated[
    Path | None,
    typer.Option("--corpus", help="Folder of the documents; the project's seeds/ without it.", file_okay=False),
]


QuietOption = Annotated[bool, typer.Option("--quiet", help="Say nothing of the work as it goes on.")]


@app.command()
def build(
    corpus: CorpusOption = None,
    output: Annotated[
        Path | None, typer.Option(help="Folder of the report; reports/ without it.", file_okay=False)
    ] = None,
    edition: Annotated[
        list[int] | None, typer.Option(help="Keep what speaks of this edition; may be repeated.")
    ] = None,
    report_format: Annotated[list[ReportFormat] | None, typer.Option("--format", help="May be repeated.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Notebooks that run side by side.")] = 4,
    force: Annotated[bool, typer.Option("--force", help="Run everything again, and renew what is kept.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say what would run and why, and run nothing.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Execute the notebooks and write the briefing; what did not change is not made again."""
    from wicreport.briefing.fingerprints import fingerprint_inputs
    from wicreport.briefing.forks import spare_imports, warm_up
    from wicreport.briefing.plans import FORMATS, Plan
    from wicreport.briefing.states import find_current
    from wicreport.corpus.holdings import clear_left
    from wicreport.corpus.projects import find_project

    project = find_project()
    chosen = {item.value for item in report_format or (ReportFormat.HTML, ReportFormat.PDF)}
    plan = Plan(
        project=project,
        output=output or project.reports,
        corpus=corpus,
        editions=tuple(edition or ()),
        formats=tuple(name for name in FORMATS if name in chosen),
        jobs=jobs,
        is_forced=force,
    )
    if explain:
        from wicreport.briefing.explanations import explain_build

        typer.echo("\n".join(explain_build(plan)))
        return
    clear_left()
    paths = find_current(plan, fingerprint_inputs(plan))
    if paths is None:
        warm_up(project.root)
        spare_imports()
        from wicreport.briefing.builds import build_briefing

        paths = build_briefing(plan, _choose_show(quiet))
    elif not quiet:
        typer.echo("Nothing changed since the last build.", err=True)
    for path in paths:
        if path.parent == plan.output:
            _say(path)


@app.command()
def preview(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the page; any that is free without it.")] = 0,
    quiet: QuietOption = False,
) -> None:
    """Show the briefing in the browser, and build it again whenever something it is made from is saved."""
    from wicreport.briefing.forks import spare_imports, warm_up
    from wicreport.briefing.plans import Plan
    from wicreport.corpus.projects import find_project

    project = find_project()
    warm_up(project.root)
    spare_imports()
    from wicreport.briefing.previews import preview_briefing

    plan = Plan(project=project, output=project.reports)
    try:
        port = preview_briefing(plan, port=port, show=_choose_show(quiet), on_address=typer.echo)
    except KeyboardInterrupt:
        return
    command = [sys.executable, "-m", "wicreport", "preview", "--port", str(port), *(["--quiet"] if quiet else [])]
    os.execv(sys.executable, command)  # the same, with the code as it is now


@app.command()
def check(corpus: CorpusOption = None, quiet: QuietOption = False) -> None:
    """Say what of the catalogue, the evidence, the notebooks and the reports is not current."""
    from wicreport.briefing.forks import spare_imports, warm_up
    from wicreport.briefing.plans import Plan
    from wicreport.corpus.projects import find_project

    project = find_project()
    warm_up(project.root)
    spare_imports()
    from wicreport.briefing.builds import compare_build

    faults = compare_build(Plan(project=project, output=project.reports, corpus=corpus), _choose_show(quiet))
    for fault in faults:
        _say(fault, err=True)
    if faults:
        typer.echo("Run `wicreport build` and commit what changed.", err=True)
        raise typer.Exit(1)
    what = (
        "Catalogue and evidence hold"
        if corpus
        else "Catalogue, evidence, notebooks and reports are what the sources give"
    )
    typer.echo(f"{what}.")


@app.command()
def code(
    addresses: Annotated[
        list[str],
        typer.Argument(help="Folders, patterns, .zip, .jsonl and .warc.gz files, here or where fsspec reaches."),
    ],
    output: Annotated[Path, typer.Option(help="Folder of the tables.", file_okay=False)],
    table_format: Annotated[TableFormat, typer.Option("--format", help="Form of the tables.")] = TableFormat.CSV,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that code side by side.")] = 2,
    engine: Annotated[EngineName, typer.Option(help="Processes here, or a Dask cluster.")] = EngineName.LOCAL,
    scheduler: Annotated[str | None, typer.Option(help="Address of the cluster, as tcp://host:8786.")] = None,
    quiet: QuietOption = False,
) -> None:
    """Write the coded records of documents as tables, without notebooks, and the texts they were extracted from.

    A folder with a catalogue or corrections is taken as a whole, and what is wrong in it stops the command. All else
    is coded part by part: a file that cannot be read is a row of errors.csv, and a run that was ended goes on where it
    was.
    """
    from wicreport.briefing.engines import Engine
    from wicreport.briefing.runs import Run, code_kept, code_stream
    from wicreport.corpus.catalogue import is_kept

    def show(progress: str) -> None:
        if not quiet:
            typer.echo(progress, err=True)

    if len(addresses) == 1 and is_kept(Path(addresses[0])):
        for path in code_kept(Path(addresses[0]), output, table_format.value, show):
            _say(path)
        return
    chosen = Engine(engine.value, jobs, scheduler)
    outcome = code_stream(Run(tuple(addresses), output, chosen, table_format.value), show)
    for path in outcome.paths:
        _say(path)
    if outcome.n_faults:
        what = "file or document" if outcome.n_faults == 1 else "files or documents"
        typer.echo(f"{outcome.n_faults:,} {what} could not be coded: see {output / 'errors.csv'}", err=True)
        raise typer.Exit(1)


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="The document to be taken in.")],
    corpus: CorpusOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take it up without asking, as scripts do.")] = False,
) -> None:
    """Show how a new document would be catalogued and read, and take it up if that is confirmed.

    On a terminal it asks. Elsewhere it shows and changes nothing, unless `--yes` is given.
    """
    from wicreport.coding.codebook import load_codebook
    from wicreport.corpus.additions import propose_addition, take_up
    from wicreport.corpus.holdings import clear_left
    from wicreport.corpus.projects import find_project
    from wicreport.findings.previews import describe_review, preview_addition

    clear_left()
    addition = propose_addition(corpus or find_project().seeds, file)
    _say(preview_addition(addition, load_codebook()))
    if not yes and not (_is_terminal() and typer.confirm("Take it up?")):
        typer.echo("Nothing was changed." + ("" if _is_terminal() else " To take it up, add --yes."), err=True)
        return
    for path in take_up(addition):
        _say(path)
    typer.echo(f"{describe_review(addition)} Then run `wicreport build`.", err=True)


def _is_terminal() -> bool:
    """Return whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@app.command()
def evaluate(
    labels: Annotated[Path, typer.Argument(help="File of labels beside its documents, or a folder that holds one.")],
) -> None:
    """Say how well the rules read labelled documents, and where they do not."""
    from wicreport.coding.codebook import load_codebook
    from wicreport.coding.evaluations import describe_scores, evaluate_corpus
    from wicreport.coding.labels import check_terms
    from wicreport.corpus.labels import LABELS, read_labelled

    (corpus, read), codebook = read_labelled(labels), load_codebook()
    check_terms(labels / LABELS if labels.is_dir() else labels, read, codebook)
    for line in describe_scores(evaluate_corpus(corpus, read, codebook)):
        _say(line)


def _choose_show(quiet: bool) -> Show:
    """Return how steps are shown, on the error stream: as they go on a terminal, as plain lines elsewhere."""

    def write(text: str) -> None:
        typer.echo(text, nl=False, err=True)

    if quiet:
        return show_faults(write)
    return (show_on_terminal if sys.stderr.isatty() else show_lines)(write, perf_counter)


def _say(text: object, *, err: bool = False) -> None:
    """Print a text; what a terminal would obey is shown by its code point."""
    typer.echo(show_hidden(str(text)), err=err)


def _say_fault(fault: WicReportError) -> None:
    """Print what is wrong, in the place of what a terminal's last line says is running."""
    if sys.stderr.isatty():
        typer.echo(BACK, nl=False, err=True)
    _say(describe_error(fault), err=True)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; wrong content exits with 1, wrong use with 2."""
    run: Callable[..., object] = app
    try:
        run(args=arguments)
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            typer.echo("Interrupted. Every file is whole, old or new; the same command goes on from here.", err=True)
        raise
    except WicReportError as error:
        _say_fault(error)
        sys.exit(1)
    except OSError as error:
        remedy = "Make room on that disk." if error.errno in _FULL else "Check the path and its rights."
        fault = OutputError(str(error.strerror or error), where=str(error.filename or "this machine"), remedy=remedy)
        _say_fault(fault)
        sys.exit(1)
