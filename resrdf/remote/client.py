"""Requests to a store: authenticated, bounded in time, repeated where that is safe, never led to another host.

A request is repeated when no answer came, or the server says that it is busy (429, 502, 503, 504). A 500 is not: it
often means that the request itself is at fault (Virtuoso answers it to a syntax error), unless it tells of a deadlock. Callers send only what may be
sent twice: PUT, DELETE, GET, and additions without blank nodes.
"""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpx

from resrdf.errors import RemoteError
from resrdf.patience import read_retry_after
from resrdf.remote.credentials import Credentials, is_loopback, redact
from resrdf.remote.nearby import Nearby
from resrdf.version import VERSION

_BUSY = frozenset((429, 502, 503, 504))
_DEADLOCK = b"Transaction deadlocked"  # Virtuoso, where several graphs are written at the same time
_LONGEST_PAUSE = 120.0
_AGENT = f"resrdf/{VERSION}"
_NOTHING = {"graph": "urn:resrdf:nothing"}


@dataclass(slots=True)
class Client:
    """One user of one server, in as many threads as one likes; each thread has a connection of its own."""

    credentials: Credentials | None = None
    timeout: float = 60.0
    tries: int = 5
    pause: float = 0.5
    closing: threading.Event = field(default_factory=threading.Event)
    _local: threading.local = field(default_factory=threading.local)
    _sessions: list[httpx.Client] = field(default_factory=list)

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        content: bytes | None = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        repeat: bool = True,
    ) -> httpx.Response:
        """Send a request and return whatever answer comes; raises RemoteError where none does."""
        last = "no answer"
        for attempt in range(self.tries if repeat else 1):
            wait = 0.0
            try:
                response = self._send(method, url, params, content, form, headers)
                if not _is_busy(response):
                    return response
                last, wait = self.explain(response), read_retry_after(response.headers.get("retry-after")) or 0.0
                if wait > _LONGEST_PAUSE or not repeat:
                    return response
                status: int | None = response.status_code
            except httpx.TransportError as error:
                last, status = _transport_reason(error, self.timeout), None
                self._drop()
            if attempt + 1 < self.tries and self.closing.wait(max(wait, self._backoff(attempt))):
                break
        raise RemoteError(redact(url), last, status=status, unreachable=status is None or status in _BUSY)

    def explain(self, response: httpx.Response) -> str:
        """Say in one line what a server answered that it should not: the status and its first words."""
        words = _first_words(response)
        if self.credentials is not None:
            words = self.credentials.hide(words)
        if response.status_code == 401:
            words = "wrong credentials" if self.credentials else "wants credentials; see --user and --token-file"
        name = httpx.codes.get_reason_phrase(response.status_code)
        return f"HTTP {response.status_code} {name}" + (f": {words}" if words else "")

    def fail(self, response: httpx.Response) -> RemoteError:
        """Make the error of an answer that cannot be used."""
        return RemoteError(redact(_bare(response.url)), self.explain(response), status=response.status_code)

    def close(self) -> None:
        """End all connections; requests that wait for another try give up."""
        self.closing.set()
        for session in self._sessions:
            session.close()

    def _backoff(self, attempt: int) -> float:
        return min(self.pause * 2.0**attempt, 30.0) * random.uniform(0.75, 1.25)

    def _send(
        self,
        method: str,
        url: str,
        params: Mapping[str, str] | None,
        content: bytes | None,
        form: Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
    ) -> httpx.Response:
        """Send once, and follow redirects that stay with the server."""
        session = self._session(url)
        request = session.build_request(method, url, params=params, content=content, data=form, headers=headers)
        for _ in range(5):
            response = session.send(request)
            if not response.has_redirect_location:
                return response
            request = self._redirected(session, request, response)
        raise RemoteError(redact(url), "redirects without end")

    def _redirected(self, session: httpx.Client, request: httpx.Request, response: httpx.Response) -> httpx.Request:
        here = str(request.url)
        there = urljoin(here, response.headers["location"])
        if urlsplit(there)[:2] != urlsplit(here)[:2]:
            target = redact(there).split("?")[0]
            raise RemoteError(redact(_bare(request.url)), f"redirects to {target}; name that address if you trust it")
        if request.method not in ("GET", "HEAD") and response.status_code not in (307, 308):
            raise self.fail(response)
        kept = {name: value for name, value in request.headers.items() if name not in ("host", "authorization")}
        return session.build_request(request.method, there, content=request.content, headers=kept)

    def _session(self, url: str) -> httpx.Client:
        """The connection of this thread. It asks once without a body: a server that refuses a PUT hangs up on it."""
        session: httpx.Client | None = getattr(self._local, "session", None)
        if session is None:
            near = is_loopback(url)  # to compress costs more there than to send, and proxies are elsewhere
            here = httpx.URL(url)
            plain = near and here.scheme == "http"
            session = httpx.Client(
                auth=_auth(self.credentials),
                timeout=httpx.Timeout(self.timeout, connect=min(self.timeout, 10.0)),
                headers={"User-Agent": _AGENT, **({"Accept-Encoding": "identity"} if near else {})},
                trust_env=not near,
                mounts={f"http://{here.netloc.decode()}": Nearby(here)} if plain else None,
            )
            self._local.session = session
            self._sessions.append(session)
            if self.credentials is not None and self.credentials.scheme in ("auto", "digest"):
                session.get(url, params=_NOTHING)
        return session

    def _drop(self) -> None:
        session = getattr(self._local, "session", None)
        self._local.session = None
        if session is not None:
            session.close()


def _auth(credentials: Credentials | None) -> httpx.Auth | None:
    if credentials is None:
        return None
    user = credentials.user or ""
    match credentials.scheme:
        case "bearer":
            return _Bearer(credentials.secret)
        case "basic":
            return httpx.BasicAuth(user, credentials.secret)
        case "digest":
            return httpx.DigestAuth(user, credentials.secret)
        case _:
            return _Asked(user, credentials.secret)


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = self._header
        yield request


class _Asked(httpx.Auth):
    """Waits for the server to say whether it wants Digest or Basic."""

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != 401:
                return
            offered = ",".join(response.headers.get_list("www-authenticate")).lower()
            digest = re.search(r"(?:^|,)\s*digest\b", offered)
            self._chosen = (httpx.DigestAuth if digest else httpx.BasicAuth)(self._user, self._password)
        yield from self._chosen.auth_flow(request)


def _is_busy(response: httpx.Response) -> bool:
    return response.status_code in _BUSY or (response.status_code == 500 and _DEADLOCK in response.content)


def _bare(url: httpx.URL) -> str:
    return str(url.copy_with(query=None))


def _transport_reason(error: httpx.TransportError, timeout: float) -> str:
    if isinstance(error, httpx.TimeoutException):
        return f"no answer within {timeout:g} s"
    if isinstance(error, httpx.ConnectError):
        return f"cannot be reached: {error}"
    return f"the connection broke: {error or type(error).__name__}"


def _first_words(response: httpx.Response) -> str:
    """The line of an answer that says most: what stands in <pre>, a JSON detail, or the first line of text.

    >>> page = "<html><title>E</title><h3>Error 37000</h3><xmp>SP029: line 6: Missing object</xmp></html>"
    >>> _first_words(httpx.Response(500, text=page))
    'SP029: line 6: Missing object'
    """
    text = response.text[:20_000]
    if "json" in response.headers.get("content-type", "") and (said := re.search(r'"detail"\s*:\s*"([^"]*)"', text)):
        return said[1][:200]
    if "<" in text:
        inner = re.search(r"<(xmp|pre)>(.*?)</\1>", text, re.DOTALL | re.IGNORECASE)
        text = inner[2] if inner else re.sub(r"<(style|script|title)\b.*?</\1>|<[^>]*>", "\n", text, flags=re.DOTALL)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return next((line for line in lines if line), "")[:200]
