"""Work handed out to processes here or to a cluster, a little at a time; what the work is, is not known here."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, Literal, Protocol, TypeVar

from wicreport.errors import BuildError, ParameterError

__all__ = ["Engine", "Mapper", "open_engine"]

Job = TypeVar("Job")
Result = TypeVar("Result")

_AHEAD = 2
_REMEDY = "Run the same command again: it goes on where it was; with fewer --jobs if memory was short."


@dataclass(frozen=True, slots=True)
class Engine:
    """Where work is done: by ``jobs`` processes of this machine, or by the workers of a Dask cluster.

    Without a ``scheduler``, the Dask engine starts a cluster of its own on this machine.
    """

    name: Literal["local", "dask"] = "local"
    jobs: int = 2
    scheduler: str | None = None

    def __post_init__(self) -> None:
        if self.scheduler and self.name != "dask":
            remedy = "Add `--engine dask`, or leave the address out."
            raise ParameterError("is for a cluster, which was not asked for", where="--scheduler", remedy=remedy)


class Mapper(Protocol):
    """A function over many jobs, whose results come as they are done."""

    def __call__(self, function: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
        """Yield the result of each job, in any order; jobs are taken only as fast as they are done."""


@contextmanager
def open_engine(engine: Engine) -> Iterator[Mapper]:
    """Give what maps a function over jobs; its processes end with the context.

    Raises
    ------
    ParameterError
        If the cluster cannot be reached or its library is not installed.
    BuildError
        If a process was killed.
    """
    if engine.name == "dask":
        with _open_cluster(engine) as mapper:
            yield mapper
    elif engine.jobs == 1:
        yield _map_here
    else:
        context = get_context("spawn")
        with ProcessPoolExecutor(engine.jobs, mp_context=context, initializer=_end_with_parent) as pool:
            try:
                yield _feed_to(pool, _AHEAD * engine.jobs)
            except BrokenProcessPool as error:
                raise BuildError("a process was killed", where="wicreport code", remedy=_REMEDY) from error
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


@contextmanager
def _open_cluster(engine: Engine) -> Iterator[Mapper]:
    """Give what maps over the workers of a cluster, which start a job again elsewhere if one of them is lost."""
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        remedy = "Install the extra: `pip install wicreport[dask]`."
        raise ParameterError("Dask is not installed", where="--engine dask", remedy=remedy) from error
    local = {"n_workers": engine.jobs, "threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
    cluster = None if engine.scheduler else LocalCluster(**local)
    try:
        client = Client(cluster or engine.scheduler, timeout=20, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        remedy = "Start one with `dask scheduler`, or check its address."
        raise ParameterError("no scheduler answers", where=str(engine.scheduler), remedy=remedy) from error
    try:
        threads = sum(client.nthreads().values()) or 1
        yield _feed_to(client.get_executor(pure=False, retries=2), _AHEAD * threads)
    finally:
        client.close()
        if cluster is not None:
            cluster.close()


def _map_here(function: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
    """Yield the result of each job, done in this process."""
    return map(function, jobs)


def _feed_to(pool: Executor, n_ahead: int) -> Mapper:
    """Return what maps over a pool with at most so many jobs under way."""

    def feed(function: Callable[[Any], Any], jobs: Iterable[Any]) -> Iterator[Any]:
        waiting: set[Future[Any]] = set()
        for job in jobs:
            waiting.add(pool.submit(function, job))
            if len(waiting) >= n_ahead:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)

    return feed


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however that ended."""

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=watch, daemon=True).start()
