"""A connection with bounds: the head of a request in size and in time, and how slowly an answer may be taken.

uvicorn waits for ever for the first request of a connection and for a client that does not read, and its fast parser
takes heads of any length; here each of these ends the connection.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_HEAD = 64 << 10  # bytes of a request's first line and headers
_HEAD_SECONDS = 10.0
_MOST_HEADERS = 100
_DRAIN_SECONDS = 10.0
_SLOWEST = 4 << 10  # bytes a second that a client must take


def connection_class() -> type[HttpToolsProtocol]:
    """Make the class; uvicorn is imported only when a server runs."""
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

    class Connection(HttpToolsProtocol):
        """One connection."""

        _head = 0
        _reading_head = True
        _head_timer: asyncio.TimerHandle | None = None
        _drain_timer: asyncio.TimerHandle | None = None
        _left = 0

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._head_timer = self.loop.call_later(_HEAD_SECONDS, self._end)

        def connection_lost(self, exc: Exception | None) -> None:
            for timer in (self._head_timer, self._drain_timer):
                if timer:
                    timer.cancel()
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            if self._reading_head:
                self._head += len(data)
                if self._head_timer is None:
                    self._head_timer = self.loop.call_later(_HEAD_SECONDS, self._end)
            super().data_received(data)
            if self._reading_head and self._head > _HEAD and not self.transport.is_closing():
                self._refuse(b"431 Request Header Fields Too Large", b"the head of the request is too long")

        def on_headers_complete(self) -> None:
            self._reading_head = False
            if self._head_timer:
                self._head_timer.cancel()
                self._head_timer = None
            names = [name for name, _ in self.headers]
            if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > _HEAD:
                self._refuse(b"431 Request Header Fields Too Large", b"the head of the request is too long")
                return
            if problem := _problem(names, self.headers, self.parser.get_http_version()):
                self._refuse(b"400 Bad Request", problem)
                return
            super().on_headers_complete()

        def on_body(self, body: bytes) -> None:
            if self.cycle is not None and not self.transport.is_closing():
                super().on_body(body)

        def on_message_complete(self) -> None:
            self._reading_head, self._head = True, 0
            if self.cycle is not None and not self.transport.is_closing():
                super().on_message_complete()

        def send_400_response(self, msg: str) -> None:
            if not self.transport.is_closing():
                super().send_400_response(msg)

        def pause_writing(self) -> None:
            super().pause_writing()
            self._left = self.transport.get_write_buffer_size()
            self._drain_timer = self.loop.call_later(_DRAIN_SECONDS, self._check_drain)

        def resume_writing(self) -> None:
            super().resume_writing()
            if self._drain_timer:
                self._drain_timer.cancel()
                self._drain_timer = None

        def _check_drain(self) -> None:
            left = self.transport.get_write_buffer_size()
            if self._left - left < _SLOWEST * _DRAIN_SECONDS:
                self.transport.abort()
                return
            self._left = left
            self._drain_timer = self.loop.call_later(_DRAIN_SECONDS, self._check_drain)

        def _end(self) -> None:
            self._head_timer = None
            if self._head:
                self._refuse(b"408 Request Timeout", b"the request came too slowly")
            else:
                self.transport.close()

        def _refuse(self, status: bytes, reason: bytes) -> None:
            length = b"%d" % (len(reason) + 1)
            head = b"HTTP/1.1 " + status + b"\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: " + length
            self.transport.write(head + b"\r\nconnection: close\r\n\r\n" + reason + b"\n")
            self.transport.close()

    return Connection


def _problem(names: list[bytes], headers: list[Any], version: str) -> bytes:
    """Say what is wrong with a head: what two servers could read in two ways is a way to smuggle requests."""
    if len(names) > _MOST_HEADERS:
        return b"too many headers"
    if version not in ("1.0", "1.1"):
        return b"version 1.1 of HTTP is spoken here"
    if version == "1.1" and names.count(b"host") != 1:
        return b"a request has one Host header"
    lengths, codings = (
        names.count(b"content-length"),
        [value for name, value in headers if name == b"transfer-encoding"],
    )
    if names.count(b"authorization") > 1:
        return b"a request has one Authorization header"
    if lengths > 1 or (lengths and codings):
        return b"the length of the body is given twice"
    if codings and [coding.strip().lower() for coding in codings] != [b"chunked"]:
        return b"only chunked is understood as Transfer-Encoding"
    return b""
