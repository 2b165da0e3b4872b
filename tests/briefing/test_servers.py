"""The preview's server on a real port: what it gives, and all that it does not."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wicreport.briefing import servers
from wicreport.briefing.servers import Board, serve_board
from wicreport.errors import OutputError

PAGE = b"<!doctype html><title>Briefing</title>"
PIECES = [
    b"GET ", b"HEAD ", b"POST ", b"/briefing.html", b"/preview/events", b"/../", b"/%2e%2e%2f", b"?x=",
    b" HTTP/1.1\r\n", b"\r\n", b"\r\n\r\n", b"\n", b"Host: ", b"Host: evil.example\r\n", b"Host: 127.0.0.1\r\n",
    b"Content-Length: -1\r\n", b"Transfer-Encoding: chunked\r\n", b"Expect: 100-continue\r\n",
    b"Range: bytes=0-\r\n", b": ", b"\0", b"\xff", b"a" * 9000,
]  # fmt: skip


def make_board() -> Board:
    return Board({"briefing.html": PAGE, "briefing.pdf": b"%PDF-", "data/fig-a.csv": b"a,b\n"})


@pytest.fixture
def board() -> Board:
    return make_board()


@pytest.fixture(scope="module")
def lasting_port() -> Iterator[int]:
    with serve_board(make_board()) as address:
        yield int(address.rpartition(":")[2].rstrip("/"))


@pytest.fixture
def port(board: Board) -> Iterator[int]:
    with serve_board(board) as address:
        yield int(address.rpartition(":")[2].rstrip("/"))


def ask(port: int, path: str, *, method: str = "GET", host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as line:
        line.putrequest(method, path, skip_host=True)
        if host != "":
            line.putheader("Host", host or f"127.0.0.1:{port}")
        line.endheaders()
        answer = line.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def send(port: int, request: bytes) -> bytes:
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line, suppress(ConnectionError):
        line.sendall(request)
        with suppress(OSError):  # it has heard enough and is gone
            line.shutdown(socket.SHUT_WR)
        while part := line.recv(65536):
            answer += part
    return answer


def test_the_files_of_the_report_are_given_as_they_are(port: int) -> None:
    status, headers, content = ask(port, "/briefing.html")
    assert (status, content) == (200, PAGE)
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert "content-security-policy" not in headers
    assert ask(port, "/data/fig-a.csv?x=1")[2] == b"a,b\n"
    assert ask(port, "/briefing.pdf")[1]["content-type"] == "application/pdf"


def test_the_page_that_shows_it_allows_its_own_script_alone(port: int) -> None:
    status, headers, content = ask(port, "/")
    assert status == 200
    assert b'src="/briefing.html"' in content and b'src="/preview/page.js"' in content
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert ask(port, "/preview/page.js")[1]["content-type"] == "text/javascript; charset=utf-8"
    assert ask(port, "/preview/page.css")[0] == 200


def test_head_gives_the_length_and_no_content(port: int) -> None:
    status, headers, content = ask(port, "/briefing.html", method="HEAD")
    assert (status, content, headers["content-length"]) == (200, b"", str(len(PAGE)))


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/../pyproject.toml", "/data/../../pyproject.toml", "/%2e%2e/pyproject.toml", "//etc/passwd",
     "/etc/passwd", "/data", "/data/", "/.", "/briefing.html/", "/preview/page.html", "/preview/../page.html", "/%00"],
)  # fmt: skip
def test_nothing_else_is_there(port: int, path: str) -> None:
    assert ask(port, path)[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "NONSENSE"])
def test_other_methods_are_refused(port: int, method: str) -> None:
    assert ask(port, "/briefing.html", method=method)[0] == 501


@pytest.mark.parametrize("host", ["", "evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"])
def test_a_request_under_another_name_is_refused(port: int, host: str) -> None:
    for path in ("/", "/briefing.html", "/preview/events"):
        status, _, content = ask(port, path, host=host)
        assert status == 421
        assert PAGE not in content


def test_the_machine_may_be_named_localhost(port: int) -> None:
    assert ask(port, "/briefing.html", host=f"localhost:{port}")[0] == 200


@pytest.mark.parametrize(
    "request_line",
    [b"", b"\r\n", b"\0\0\0", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\n\r\n",
     b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", b"GET / HTTP/1.1\r\nHost", b"\xff\xfe GET / HTTP/1.1\r\n\r\n",
     b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"G" * 100000, b"GET \x1b[31m HTTP/1.1\r\n\r\n"],
    ids=range(12),
)  # fmt: skip
def test_a_malformed_request_is_survived(port: int, request_line: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    answer = send(port, request_line)
    assert PAGE not in answer and b"Traceback" not in answer
    assert ask(port, "/briefing.html")[0] == 200
    assert capsys.readouterr() == ("", "")


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=12).map(b"".join))
def test_any_bytes_are_survived_and_give_nothing_away(lasting_port: int, request_bytes: bytes) -> None:
    answer = send(lasting_port, request_bytes)
    assert PAGE not in answer and b"Traceback" not in answer
    assert ask(lasting_port, "/briefing.html", method="HEAD")[0] == 200


def test_only_this_machine_can_reach_it(port: int) -> None:
    addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in addresses - {"127.0.0.1", "127.0.1.1"}:
        with pytest.raises(OSError):
            socket.create_connection((address, port), timeout=2)
    assert servers.HOST == "127.0.0.1"


def test_a_page_is_told_of_each_change_and_of_what_is_wrong(port: int, board: Board) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as line:
        line.request("GET", "/preview/events")
        answer = line.getresponse()
        assert answer.getheader("Content-Type") == "text/event-stream"

        def read() -> dict[str, str]:
            while not (text := answer.readline()).startswith(b"data: "):
                assert text
            found: dict[str, str] = json.loads(text[6:])
            return found

        first = read()
        assert first["fault"] == ""
        board.put({}, "01_alpha.ipynb, cell 3: <wrong>")
        assert read() == {"page": first["page"], "fault": "01_alpha.ipynb, cell 3: <wrong>"}
        board.put({"briefing.pdf": b"%PDF-2"})
        board.put({"briefing.html": PAGE + b" "}, "")
        last = read()
        assert last["fault"] == "" and last["page"] != first["page"]


def test_a_port_that_is_taken_is_named(port: int, board: Board) -> None:
    with pytest.raises(OutputError, match=f"127.0.0.1:{port}: cannot be listened on"), serve_board(board, port):
        pytest.fail("it listens")


def test_more_connections_than_are_allowed_are_turned_away_and_the_rest_goes_on(port: int) -> None:
    lines = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(servers.AT_MOST + 20)]
    for line in lines:
        line.close()
    ended = threading.Event()
    for _ in range(100):
        try:
            status = ask(port, "/briefing.html")[0]
        except (ConnectionError, http.client.HTTPException):
            ended.wait(0.1)
            continue
        assert status == 200
        return
    pytest.fail("it does not answer any more")


def test_a_thousand_connections_take_no_more_than_what_is_allowed_and_the_server_still_stops(board: Board) -> None:
    begun, most = threading.active_count(), 0
    with serve_board(board) as address:
        port = int(address.rpartition(":")[2].rstrip("/"))
        lines: list[socket.socket] = []
        for _ in range(1000):
            line = socket.create_connection(("127.0.0.1", port), timeout=10)
            with suppress(ConnectionError):  # it is turned away
                line.sendall(b"GET /briefing.html HTTP/1.1\r\nHost: 127")
            lines.append(line)
            most = max(most, threading.active_count() - begun)
            if len(lines) > 2 * servers.AT_MOST:
                lines.pop(0).close()
        for line in lines:
            line.close()
    assert 1 < most <= servers.AT_MOST + 1
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=10)
