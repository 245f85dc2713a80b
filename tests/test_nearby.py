"""The connection to a server on this machine, against sockets that answer in every way a server may."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest

from resrdf.errors import RemoteError
from resrdf.remote.client import Client

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@contextmanager
def server(*connections: Callable[[socket.socket], None]) -> Iterator[str]:
    """Handle one connection after the other, each by the next function."""
    listener = socket.create_server(("127.0.0.1", 0))

    def work() -> None:
        for handle in connections:
            connection, _ = listener.accept()
            with connection:
                handle(connection)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/store"
    finally:
        listener.close()
        thread.join(5)


def head(connection: socket.socket) -> bytes:
    """Read a request up to its body."""
    seen = b""
    while b"\r\n\r\n" not in seen:
        if not (more := connection.recv(1)):
            break
        seen += more
    return seen


def answering(*answers: bytes) -> Callable[[socket.socket], None]:
    def handle(connection: socket.socket) -> None:
        for answer in answers:
            head(connection)
            connection.sendall(answer)

    return handle


def client(**options: float) -> Client:
    return Client(pause=0.001, **options)  # type: ignore[arg-type]


def test_an_answer_in_pieces_is_one_and_the_connection_serves_again() -> None:
    pieces = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in (b"x" * 70_000, "é".encode(), b"z"))
    first = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
    with server(answering(first + pieces + b"0\r\n\r\n", OK)) as url:
        asking = client()
        found = asking.request("GET", url, params={"graph": "http://e/é"})
        assert found.text == "x" * 70_000 + "éz" and found.headers["content-type"].startswith("text/plain")
        assert asking.request("GET", url).content == b"ok"


def test_a_connection_that_was_closed_meanwhile_is_opened_again_without_a_pause() -> None:
    closed = threading.Event()

    def once(connection: socket.socket) -> None:
        answering(OK)(connection)
        connection.shutdown(socket.SHUT_RDWR)
        closed.set()

    with server(once, answering(OK)) as url:
        asking = Client(tries=1)
        assert asking.request("GET", url).content == b"ok"
        closed.wait(5)
        assert asking.request("PUT", url, content=b"x").content == b"ok"


def test_a_server_that_refuses_in_the_midst_of_a_body_is_heard() -> None:
    def refuse(connection: socket.socket) -> None:
        head(connection)
        connection.sendall(b"HTTP/1.1 413 Too large\r\nContent-Length: 8\r\nConnection: close\r\n\r\ntoo much")
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1 << 16):
            pass

    with server(refuse) as url:
        answer = client().request("PUT", url, content=b"x" * 5_000_000)
        assert (answer.status_code, answer.text) == (413, "too much")


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf", "the connection broke: IncompleteRead"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha", "the connection broke: IncompleteRead"),
        (b"", "the connection broke"),
        (b"good morning\r\n\r\n", "the connection broke: good morning"),
    ],
)
def test_a_broken_answer_is_no_answer(broken: bytes, reason: str) -> None:
    with server(answering(broken), answering(broken)) as url, pytest.raises(RemoteError, match=reason) as caught:
        client(tries=2).request("GET", url)
    assert caught.value.unreachable


def test_a_broken_answer_is_asked_for_again() -> None:
    with server(answering(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf"), answering(OK)) as url:
        assert client().request("GET", url).content == b"ok"


def test_a_deadlock_in_the_store_is_waited_out_and_another_500_is_not() -> None:
    words = (b"Virtuoso 40001 Error SR172: Transaction deadlocked", b"Virtuoso 37000 Error SP030: syntax error")
    answers = [b"HTTP/1.1 500 E\r\nContent-Length: %d\r\n\r\n%b" % (len(said), said) for said in words]
    with server(answering(answers[0], answers[0], OK, answers[1])) as url:
        asking = client()
        assert asking.request("PUT", url, content=b"").content == b"ok"
        assert asking.request("PUT", url, content=b"").status_code == 500


def test_a_slow_server_is_given_up() -> None:
    done = threading.Event()
    with server(lambda _: done.wait(5) and None) as url:
        with pytest.raises(RemoteError, match=r"no answer within 0\.2 s"):
            client(timeout=0.2, tries=1).request("GET", url)
        done.set()


def test_nobody_there_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(RemoteError, match="cannot be reached"):
        client(tries=1).request("GET", f"http://127.0.0.1:{port}/")


def test_other_servers_are_reached_by_httpx() -> None:
    assert isinstance(Client()._session("https://127.0.0.1/")._transport, httpx.HTTPTransport)
    assert not Client()._session("http://store.example/")._mounts.get(httpx.URL("http://store.example/"))
