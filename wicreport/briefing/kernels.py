"""Kernels that only this user can reach, forked from a warm process or started as Jupyter starts them."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from queue import Empty
from threading import Thread
from typing import Any
from weakref import WeakSet

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Dict, Type, Unicode, default

from wicreport.briefing.forks import can_fork, fork_process

__all__ = ["PrivateKernelManager", "end_kernels"]

_RUNNING: WeakSet[PrivateKernelManager] = WeakSet()
_PATIENCE, _SOON = 1.0, 0.2  # seconds to wait for an answer, and for what comes right after it
_MOMENT = 0.005
_RETRY = 5  # milliseconds until a kernel that does not listen yet is tried again
_OUTLET = "wicreport.briefing.outlets.PromptOutStream"
_NEVER = 10.0  # seconds; a process that was killed is gone long before


class PromptKernelClient(AsyncKernelClient):
    """Knows that a kernel is ready by its own word, where the usual client waits a while for words that do not come."""

    @default("context")
    def _context_default(self) -> zmq.asyncio.Context:
        context = super()._context_default()
        context.setsockopt(zmq.RECONNECT_IVL, _RETRY)
        return context

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until a question is answered and all that the kernel publishes on it is heard.

        The usual client compares times of day, and gives up as soon as the clock is set ahead.

        Raises
        ------
        RuntimeError
            If the kernel dies.
        TimeoutError
            If it does not answer in so many seconds.
        """
        async with asyncio.timeout(timeout):
            while not await self._is_heard(self.kernel_info()):
                if not await self._async_is_alive():
                    raise RuntimeError("the kernel died before it was ready")

    async def _is_heard(self, question: str) -> bool:
        """Return whether a question is answered, and the kernel is heard to rest after it."""
        try:
            answer = await self.shell_channel.get_msg(timeout=_PATIENCE)
            while answer["parent_header"].get("msg_id") != question:
                answer = await self.shell_channel.get_msg(timeout=_PATIENCE)
            self._handle_kernel_info_reply(answer)
            told = None
            while told != (question, "idle"):
                message = await self.iopub_channel.get_msg(timeout=_SOON)
                told = (message["parent_header"].get("msg_id"), message["content"].get("execution_state"))
        except Empty:  # not yet, or it was said before anybody listened
            return False
        return True


class PrivateKernelManager(AsyncKernelManager):
    """A kernel with variables of one project in its environment, that runs a line of code before its first cell.

    papermill is given the class and not a manager, because it ends only the kernels whose manager it made itself.
    """

    client_factory = Type(PromptKernelClient)
    environment = Dict().tag(config=True)
    opening = Unicode().tag(config=True)

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

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel, and come back once it is gone: whoever waits for that looks every tenth of a second only."""
        await super().kill(restart)
        await self.wait()

    async def wait(self) -> int | None:
        """Wait until the kernel has ended, and say so at once and not in the usual tenth of a second."""
        while await self.poll() is None:
            await asyncio.sleep(_MOMENT)
        return await super().wait()


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
    more = [f"--IPKernelApp.parent_handle={os.getppid()}", f"--IPKernelApp.outstream_class={_OUTLET}"]
    more += ["--HistoryManager.enabled=False", "--Kernel._execute_sleep=0"]
    IPKernelApp.launch_instance(argv=[*arguments, *more])


def _end_with_build() -> None:
    """End this process as soon as the build that asked for it is gone: what it was forked from waits for both."""
    build = multiprocessing.parent_process()
    if build:
        build.join()
        os.kill(os.getpid(), signal.SIGKILL)
