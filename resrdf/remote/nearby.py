"""Requests to a server on this machine, through the connection of the standard library.

There the network costs nothing, and what a client does with every small piece of an answer is most of the time: Oxigraph
sends a graph in a hundred of them. ``http.client`` needs a fifth of the processor time of httpx's own transport. Another
machine is farther away than that, and is left to httpx, which knows proxies and certificates.
"""

from __future__ import annotations

import http.client
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import httpx

if TYPE_CHECKING:
    import io

_PIECE = 256 << 10


class Nearby(httpx.BaseTransport):
    """One connection to one server by plain HTTP, kept open between requests; for one thread at a time."""

    def __init__(self, url: httpx.URL) -> None:
        """Take the address of the server; it is reached with the first request."""
        self._connection = http.client.HTTPConnection(url.host, url.port or 80)
        self._connection.response_class = _Answer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read the whole answer; raises an httpx.TransportError like any transport."""
        times = request.extensions.get("timeout", {})
        try:
            self._connect(times.get("connect"), times.get("read"))
            self._write(request)
            with self._connection.getresponse() as answer:
                return httpx.Response(answer.status, headers=answer.getheaders(), content=answer.read())
        except TimeoutError as error:
            self.close()
            raise httpx.ReadTimeout(str(error), request=request) from error
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise httpx.ReadError(str(error) or type(error).__name__, request=request) from error
        except BaseException:  # what is left of an answer must not pass for the next one
            self.close()
            raise

    def close(self) -> None:
        """End the connection; another request opens it again."""
        self._connection.close()

    def _connect(self, patience: float | None, reading: float | None) -> None:
        """Open the connection, where it is not open or the server has closed it meanwhile."""
        connection = self._connection
        if connection.sock is not None and _is_over(connection.sock):
            connection.close()
        if connection.sock is None:
            connection.timeout = patience
            try:
                connection.connect()
            except TimeoutError as error:
                raise httpx.ConnectTimeout(str(error)) from error
            except OSError as error:
                raise httpx.ConnectError(str(error)) from error
        connection.sock.settimeout(reading)

    def _write(self, request: httpx.Request) -> None:
        """Send a request; a server that hangs up in the midst of it has often said why."""
        connection = self._connection
        connection.putrequest(
            request.method, request.url.raw_path.decode("ascii"), skip_host=True, skip_accept_encoding=True
        )
        for name, value in request.headers.raw:
            connection.putheader(name, value)
        with suppress(BrokenPipeError, ConnectionResetError):  # the answer, or its absence, tells
            connection.endheaders(request.read())


class _Answer(http.client.HTTPResponse):
    """An answer that is taken from the socket in large pieces: threads wait for each other at every one."""

    def __init__(
        self, sock: socket.socket, debuglevel: int = 0, method: str | None = None, url: str | None = None
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        self.fp.close()
        self.fp = cast("io.BufferedReader", sock.makefile("rb", _PIECE))


def _is_over(sock: socket.socket) -> bool:
    """Say whether an idle connection has been closed, or holds what nobody asked for."""
    sock.settimeout(0)
    try:
        sock.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
