"""The process that kernels are forked from, with their libraries loaded, on systems that can fork one."""

from __future__ import annotations

import io
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from wicreport.corpus.holdings import own_folder
from wicreport.corpus.projects import CHOSEN

__all__ = ["KERNEL_ENVIRONMENT", "can_fork", "fork_process", "spare_imports", "warm_up"]

KERNEL_ENVIRONMENT = {"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PYTHONHASHSEED": "0"}
"""Variables that an interpreter reads as it starts."""

_PRELOADS = "wicreport.briefing.preloads"


def can_fork() -> bool:
    """Return whether kernels can be forked here; elsewhere they start as Jupyter starts them."""
    return "forkserver" in multiprocessing.get_all_start_methods()


def spare_imports() -> None:
    """Keep a grammar for international addresses, which no notebook's schema asks for, from being compiled.

    It takes more time than all else that reading a notebook loads. The library that looks for it does without.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # what the import system documents


def warm_up(project: Path | None = None) -> None:
    """Start the process that kernels are forked from; it loads while others work, and ends when this process does.

    Parameters
    ----------
    project
        The folder of the project whose documents are read beforehand, so that the rules are ready. A process that runs
        already is left as it is.
    """
    if not can_fork():
        return
    from multiprocessing.forkserver import ensure_running, set_forkserver_preload

    wanted = {**KERNEL_ENVIRONMENT, **({CHOSEN: str(project)} if project else {})}
    before = {name: os.environ.get(name) for name in wanted}
    set_forkserver_preload([_PRELOADS])
    os.environ.update(wanted)
    usual, tempfile.tempdir = tempfile.tempdir, str(own_folder())  # its socket is to go with this process
    try:
        ensure_running()
    finally:
        tempfile.tempdir = usual
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def fork_process(work: Callable[..., None], *given: Any) -> BaseProcess:
    """Return a process forked from the warm one, at work on a function of this package."""
    warm_up()
    process = _Process(target=work, args=given, daemon=True)
    process.start()
    return process


def _close(*descriptors: int) -> None:
    """Close the pipes of a process that is done with."""
    for descriptor in descriptors:
        os.close(descriptor)


if can_fork():
    from multiprocessing import forkserver, reduction, spawn, util
    from multiprocessing.context import ForkServerProcess, set_spawning_popen
    from multiprocessing.popen_forkserver import Popen

    class _Launch(Popen):
        """Starts a process without the parent's main module, which is a command line and no business of a kernel's."""

        def _launch(self, process_obj: BaseProcess) -> None:
            prepared: Mapping[str, Any] = spawn.get_preparation_data(process_obj.name)
            content = io.BytesIO()
            set_spawning_popen(self)
            try:
                reduction.dump({name: prepared[name] for name in prepared if not name.startswith("init_main")}, content)
                reduction.dump(process_obj, content)
            finally:
                set_spawning_popen(None)
            self.sentinel, pipe = forkserver.connect_to_new_process([])
            kept = os.dup(pipe)
            self.finalizer = util.Finalize(self, _close, (kept, self.sentinel))
            with open(pipe, "wb", closefd=True) as file:  # noqa: PTH123  # a descriptor, not a path
                file.write(content.getbuffer())
            self.pid = forkserver.read_signed(self.sentinel)

    class _Process(ForkServerProcess):
        """A process that is started in that way."""

        @staticmethod
        def _Popen(process_obj: BaseProcess) -> Any:
            return _Launch(process_obj)
