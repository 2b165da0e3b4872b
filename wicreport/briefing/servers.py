"""A server of one report for the person at this machine: loopback only, from memory, read and nothing else."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import PurePosixPath
from typing import Any

from wicreport.errors import OutputError

__all__ = ["Board", "serve_board"]

HOST = "127.0.0.1"
AT_MOST = 64
"""Connections at a time: some pages in some windows, and no more."""

_PATIENCE = 15.0  # seconds: what a request may take, and how often a page is told that the server is still there
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
}
_OUTER = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'"


@dataclass
class Board:
    """What the server shows: the files of a report by name, and what is wrong with the last build."""

    files: dict[str, bytes] = field(default_factory=dict)
    fault: str = ""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def put(self, files: Mapping[str, bytes], fault: str | None = None) -> None:
        """Show some files, or what is wrong (an empty text: nothing), and tell every page that waits."""
        with self.changed:
            self.files = {**self.files, **files}
            self.fault = self.fault if fault is None else fault
            self.changed.notify_all()

    @property
    def state(self) -> str:
        """Return what a page has to know: which briefing it should show, and what is wrong."""
        page = hashlib.sha256(self.files.get("briefing.html", b"")).hexdigest()
        return json.dumps({"page": page, "fault": self.fault})

    def watch(self) -> Iterator[str]:
        """Yield the state, then each one that differs; and an empty text where nothing changes for a while."""
        seen = ""
        while True:
            with self.changed:
                if self.state == seen:
                    self.changed.wait(_PATIENCE)
                state = self.state
            yield "" if state == seen else state
            seen = state


@contextmanager
def serve_board(board: Board, port: int = 0) -> Iterator[str]:
    """Serve a board while the context lasts, and give its address.

    Parameters
    ----------
    board
        What to show.
    port
        A port of the loopback address; 0 for any that is free.

    Raises
    ------
    OutputError
        If the port is taken or not allowed.
    """
    try:
        server = _Server(board, port)
    except OSError as error:
        fault = f"cannot be listened on ({error.strerror or error})"
        raise OutputError(fault, where=f"{HOST}:{port}", remedy="Choose another `--port`.") from error
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    """Serves each connection in a thread, but not any number of them; a page that goes away is no error."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128  # a longer queue than the usual five, past which a caller waits a second and asks again

    def __init__(self, board: Board, port: int) -> None:
        self.board = board
        self._free = threading.BoundedSemaphore(AT_MOST)
        super().__init__((HOST, port), _Handler)
        self.names = (f"{HOST}:{self.server_port}", f"localhost:{self.server_port}")

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: what a stranger sends is not worth a line on the terminal."""


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD with what is on the board."""

    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE
    server_version, sys_version = "preview", ""

    def do_GET(self) -> None:
        self._answer(is_whole=True)

    def do_HEAD(self) -> None:
        self._answer(is_whole=False)

    def log_message(self, format: str, *given: Any) -> None:
        """Say nothing of single requests."""

    def _answer(self, *, is_whole: bool) -> None:
        """Answer a request that was sent to this machine by name; a page elsewhere may not ask under its own."""
        if self.headers.get("Host") not in self.server.names:
            return self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        name = self.path.partition("?")[0].removeprefix("/")
        if name == "preview/events":
            return self._tell(is_whole=is_whole)
        content = self._find(name)
        if content is None:
            return self.send_error(HTTPStatus.NOT_FOUND)
        more = {} if name in self.server.board.files else {"Content-Security-Policy": _OUTER}
        kind = _TYPES.get(PurePosixPath(name).suffix, _TYPES[".html"])
        self._start({"Content-Type": kind, "Content-Length": str(len(content)), **more})
        if is_whole:
            self.wfile.write(content)

    def _find(self, name: str) -> bytes | None:
        """Return what stands under a name: a file of the report, or one of the three that show it."""
        own = {"": "page.html", "preview/page.css": "page.css", "preview/page.js": "page.js"}
        if name in own:
            folder = resources.files(__package__) / "templates" / "preview"
            return (folder / own[name]).read_bytes()
        return self.server.board.files.get(name)

    def _tell(self, *, is_whole: bool) -> None:
        """Tell a page of each change until it goes away."""
        self.close_connection = True
        self._start({"Content-Type": "text/event-stream", "Connection": "close"})
        if not is_whole:
            return
        self.wfile.write(b"retry: 300\n\n")
        for state in self.server.board.watch():
            self.wfile.write(f"data: {state}\n\n".encode() if state else b":\n\n")
            self.wfile.flush()

    def _start(self, headers: Mapping[str, str]) -> None:
        """Begin an answer."""
        self.send_response(HTTPStatus.OK)
        for name, value in {**_HEADERS, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
