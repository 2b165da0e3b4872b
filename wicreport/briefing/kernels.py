"""Kernels that only this user can reach, forked from a warm process or started as Jupyter starts them."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any
from weakref import WeakSet

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Dict, Type, Unicode

from wicreport.briefing.forks import can_fork, fork_process

__all__ = ["PrivateKernelManager", "end_kernels"]

_RUNNING: WeakSet[PrivateKernelManager] = WeakSet()
_NEVER = 10.0  # seconds; a process that was killed is gone long before


class _SteadyClient(AsyncKernelClient):
    """Waits for a kernel by a clock that goes evenly; the parent gives up as soon as the time of day jumps ahead."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        await asyncio.wait_for(self._async_wait_for_ready(), timeout)


class PrivateKernelManager(AsyncKernelManager):
    """A kernel with variables of one project in its environment, that runs a line of code before its first cell.

    papermill is given the class and not a manager, because it ends only the kernels whose manager it made itself.
    """

    environment = Dict().tag(config=True)
    opening = Unicode().tag(config=True)
    client_factory = Type(_SteadyClient)

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # the sync parent
        """Start the kernel: as a fork of the warm process, or as Jupyter does where there is none."""
        if self.provisioner is None and can_fork():
            identity = {"kernel_id": options.setdefault("kernel_id", self.kernel_id), "kernel_spec": self.kernel_spec}
            self.provisioner = _WarmProvisioner(parent=self, **identity)
        more = [*options.pop("extra_arguments", ()), f"--IPKernelApp.exec_lines={self.opening}"]
        _RUNNING.add(self)
        await super().start_kernel(env={**os.environ, **self.environment}, extra_arguments=more, **options)


def end_kernels() -> None:
    """Kill every kernel of this process that runs, in the middle of whatever it does."""
    for manager in list(_RUNNING):
        process = getattr(manager.provisioner, "process", None)
        if process and process.poll() is None:
            process.kill()


class _WarmProvisioner(LocalProvisioner):
    """Starts a kernel by forking instead of starting an interpreter."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Launch the kernel that a command line of the usual form would start."""
        arguments = cmd[cmd.index("-f") :]
        process = fork_process(_run_kernel, arguments, options["env"], options.get("cwd"))
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


def _run_kernel(arguments: Sequence[str], environment: Mapping[str, str], folder: str | None) -> None:
    """Be a kernel, in a fresh fork, until it is shut down or the build is gone."""
    from ipykernel.kernelapp import IPKernelApp

    Thread(target=_end_with_build, daemon=True).start()
    os.environ.clear()
    os.environ.update(environment)
    if folder:
        os.chdir(folder)
    more = [f"--IPKernelApp.parent_handle={os.getppid()}", "--HistoryManager.enabled=False"]
    IPKernelApp.launch_instance(argv=[*arguments, *more])


def _end_with_build() -> None:
    """End this process as soon as the build that asked for it is gone: what it was forked from waits for both."""
    build = multiprocessing.parent_process()
    if build:
        build.join()
        os.kill(os.getpid(), signal.SIGKILL)
