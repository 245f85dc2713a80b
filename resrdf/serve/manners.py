"""What every answer of the server has, whatever route made it: entity tags and 304, gzip, CORS, safe headers, OPTIONS.

Answers are whole before they are sent, so their tag is the digest of their bytes: strong, and true for every page and
query. A packed answer is another representation and has another tag (RFC 9110, section 8.8.3).
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Callable
from hashlib import blake2b
from typing import TypeVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resrdf.serve.site import Sent, Site

_T = TypeVar("_T")
_HEADERS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Link, Location, Retry-After, WWW-Authenticate",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
}
_PREFLIGHT = "accept, authorization, content-encoding, content-type, if-match, if-none-match, range"
_DECIDING = (b"accept", b"accept-encoding", b"if-none-match", b"host")
LASTING = "resrdf.lasting"
"""Under this name a handler puts into the scope for which snapshot its response will always be the same."""
_WORTH_PACKING = 1000  # bytes
_LONG = 256 << 10  # bytes that take so long to pack or digest that a thread should do it


class Manners:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, routes: list[BaseRoute], site: Site) -> None:
        """Wrap an application; its routes tell what OPTIONS answers, its site keeps what was sent."""
        self._app, self._routes, self._site = app, routes, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS here, and dress whatever else the application answers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await self._options(scope, send)
        elif (key := self._key(scope)) and (sent := self._site.responses.get(key)):
            await send({"type": "http.response.start", "status": sent.status, "headers": sent.headers})
            await send({"type": "http.response.body", "body": sent.body})
        else:
            dresser = _Dresser(scope, send)
            await self._app(scope, receive, dresser)
            if key and scope.get(LASTING) == key[0] and (sent := dresser.sent):
                self._site.responses.put(key, sent, len(sent.body) + 4 * len(scope["query_string"]) + 4000)

    def _key(self, scope: Scope) -> tuple[str, ...] | None:
        """All that a response to a query depends on; None for other requests, and where newer data is not in view."""
        if scope["path"] != "/sparql" or scope["method"] != "GET" or (generation := self._site.generation) is None:
            return None
        asked = [(name, value) for name, value in scope["headers"] if name in _DECIDING]
        return (generation, repr(scope["query_string"]), repr(asked))

    async def _options(self, scope: Scope, send: Send) -> None:
        methods = {"OPTIONS"} | self._methods_of(scope)
        allowed = ", ".join(
            method for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS") if method in methods
        )
        headers = MutableHeaders(_HEADERS | {"allow": allowed, "content-length": "0"})
        if "access-control-request-method" in Headers(scope=scope):
            headers["access-control-allow-methods"] = allowed
            headers["access-control-allow-headers"] = _PREFLIGHT
            headers["access-control-max-age"] = "86400"
        del headers["content-length"]
        await send({"type": "http.response.start", "status": 204, "headers": headers.raw})
        await send({"type": "http.response.body", "body": b""})

    def _methods_of(self, scope: Scope) -> set[str]:
        """The methods of the first route that knows the path."""
        for route in self._routes:
            if isinstance(route, Route) and route.matches(scope)[0] != Match.NONE:
                return set(route.methods or ())
        return set()


class _Dresser:
    """The way out for one answer: holds its head until the body is known."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self._start: Message | None = None
        self.sent: Sent | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if "allow" in headers and "OPTIONS" not in headers["allow"]:
                headers["allow"] += ", OPTIONS"
            self._start = message
            return
        if message["type"] == "http.response.body" and self._start is not None:
            start, self._start = self._start, None
            if not message.get("more_body"):
                message = await self._dress(start, message)
                if start["status"] == 200:
                    self.sent = Sent(200, list(start["headers"]), message.get("body", b""))
            await self._send(start)
        await self._send(message)

    async def _dress(self, start: Message, message: Message) -> Message:
        headers, body = MutableHeaders(scope=start), message.get("body", b"")
        asked = Headers(scope=self._scope)
        headers.add_vary_header("Accept-Encoding")
        if start["status"] != 200 or not body:
            return message
        reading = self._scope["method"] in ("GET", "HEAD")
        if "cache-control" not in headers:
            headers["cache-control"] = "no-cache"
        tagged = reading and headers["cache-control"] != "no-store"
        if tagged and "etag" not in headers:
            headers["etag"] = f'"{await _apart(_digest, body)}"'
        packs = len(body) >= _WORTH_PACKING and accepts_gzip(", ".join(asked.getlist("accept-encoding")))
        packs = packs and "content-encoding" not in headers
        if tagged and packs:
            headers["etag"] = f'{headers["etag"][:-1]}-gzip"'
        if tagged and is_known(", ".join(asked.getlist("if-none-match")), headers["etag"]):
            start["status"] = 304
            for name in ("content-length", "content-type"):
                del headers[name]
            return {**message, "body": b""}
        if packs:
            body = await _apart(_pack, body)
            headers["content-encoding"], headers["content-length"] = "gzip", str(len(body))
        return {**message, "body": body}


async def _apart(function: Callable[[bytes], _T], body: bytes) -> _T:
    """Work on a long body in a thread, on a short one here."""
    return await asyncio.to_thread(function, body) if len(body) > _LONG else function(body)


def _digest(body: bytes) -> str:
    return blake2b(body, digest_size=12).hexdigest()


def _pack(body: bytes) -> bytes:
    return gzip.compress(body, 4, mtime=0)


def accepts_gzip(header: str) -> bool:
    """Say whether a client takes gzip (RFC 9110, section 12.5.3).

    >>> [accepts_gzip(h) for h in ("gzip, br", "GZIP;q=0.5", "*", "gzip;q=0, *", "identity", "", "x-gzip;q=0.0")]
    [True, True, True, False, False, False, False]
    """
    wishes: dict[str, float] = {}
    for part in header.lower().split(",")[:50]:
        coding, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        wishes[coding] = float(quality) if re.fullmatch(r"[01](\.\d{0,3})?", quality) else 1.0
    return wishes.get("gzip", wishes.get("x-gzip", wishes.get("*", 0.0))) > 0


def is_known(header: str, tag: str) -> bool:
    """Say whether a client has the representation with this tag already (weak comparison).

    >>> is_known('W/"a", "b"', '"b"'), is_known("*", '"b"'), is_known('"b-gzip"', '"b"'), is_known("", '"b"')
    (True, True, False, False)
    """
    return header.strip() == "*" or tag in re.findall(r'"[^"]*"', header)
