"""Kernels that only this user can reach, forked from a process that has the libraries loaded where that can be done."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing.process import BaseProcess
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Dict

__all__ = ["PrivateKernelManager", "warm_up"]

_NEVER = 10.0  # seconds; a process that was killed is gone long before


class PrivateKernelManager(AsyncKernelManager):
    """A kernel with variables of one project in its environment.

    papermill is given the class and not a manager, because it ends only the kernels whose manager it made itself.
    """

    environment = Dict().tag(config=True)

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # the sync parent
        """Start the kernel: as a fork of the warm process, or as Jupyter does where there is none."""
        if self.provisioner is None and _server() is not None:
            identity = {"kernel_id": options.setdefault("kernel_id", self.kernel_id), "kernel_spec": self.kernel_spec}
            self.provisioner = WarmProvisioner(parent=self, **identity)
        await super().start_kernel(env={**os.environ, **self.environment}, **options)


class WarmProvisioner(LocalProvisioner):
    """Starts a kernel by forking instead of starting an interpreter."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Launch the kernel that a command line of the usual form would start."""
        server = _server()
        assert server is not None, "a warm kernel without a process to fork from"
        arguments = cmd[cmd.index("-f") :]
        process = server.Process(target=_run_kernel, args=(arguments, options["env"], options.get("cwd")), daemon=True)
        process.start()
        self.process = _ForkedProcess(process)  # type: ignore[assignment]  # what the parent uses of a Popen
        self.pid = process.pid
        return self.connection_info


class _ForkedProcess:
    """A process of multiprocessing with the methods that a provisioner calls on a Popen."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join(_NEVER)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.pid and self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


def warm_up(environment: Mapping[str, str]) -> None:
    """Start the process that kernels are forked from, with an environment of its own; it loads while others work.

    Parameters
    ----------
    environment
        Variables that an interpreter reads as it starts. A process that runs already is left as it is.
    """
    server = _server()
    if server is None:
        return
    from multiprocessing.forkserver import ensure_running

    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        ensure_running()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@cache
def _server() -> Any:
    """Return how to fork from a process with the libraries loaded, or None on systems that cannot."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return None
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["wicreport.briefing.preloads"])
    return context


def _run_kernel(arguments: Sequence[str], environment: Mapping[str, str], folder: str | None) -> None:
    """Be a kernel, in a fresh fork, until it is shut down."""
    from ipykernel.kernelapp import IPKernelApp

    os.environ.clear()
    os.environ.update(environment, JPY_PARENT_PID=str(os.getppid()))  # the kernel ends when that process does
    if folder:
        os.chdir(folder)
    IPKernelApp.launch_instance(argv=[*arguments, "--HistoryManager.enabled=False"])
