"""One request at a time, with manners: a name, a pause between requests, few redirects, patience with a busy server."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpx

from resrdf.errors import FetchError
from resrdf.patience import read_retry_after
from resrdf.version import VERSION

PROJECT = "https://w3id.org/unsc"
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 8
BUSY = frozenset((408, 425, 429, 500, 502, 503, 504))


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fetch: seconds between requests, seconds without a sign of life, tries without progress, largest file.

    ``patience`` is the longest wait that a server may ask for; ``contact`` is an address by which it can reach you.
    """

    pause: float = 1.0
    timeout: float = 30.0
    tries: int = 5
    largest: int = 4 << 30
    patience: float = 120.0
    contact: str | None = None

    @property
    def agent(self) -> str:
        """Who asks.

        >>> Settings(contact="me@example.org").agent
        'resrdf/... (+https://w3id.org/unsc; me@example.org)'
        """
        contact = f"; {self.contact}" if self.contact else ""
        return f"resrdf/{VERSION} (+{PROJECT}{contact})"


class Busy(Exception):
    """A fault that may pass: try again, not before ``wait`` seconds where the server says so."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        """Say what happened."""
        super().__init__(reason)
        self.wait = wait


@dataclass(slots=True)
class Visitor:
    """Sends requests for one run; keeps the pause between them."""

    settings: Settings
    client: httpx.Client
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)

    def wait_for(self, host: str) -> None:
        """Keep the pause since the last request to this host."""
        due = self._last.get(host, float("-inf")) + self.settings.pause
        if (rest := due - time.monotonic()) > 0:
            self.sleep(rest)
        self._last[host] = time.monotonic()

    @contextmanager
    def get(self, address: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """Open the answer to a GET behind its redirects. Raises Busy for what may pass, FetchError for what will not."""
        for _ in range(_MOST_REDIRECTS + 1):
            self.wait_for(urlsplit(address).netloc)
            try:
                with self.client.stream("GET", address, headers=headers) as answer:
                    if answer.status_code not in _REDIRECTS:
                        _check(answer, address, self.settings.patience)
                        yield answer
                        return
                    address = _next_address(address, answer.headers.get("location"))
            except httpx.TimeoutException:
                raise Busy(f"no sign of life for {self.settings.timeout:g} s") from None
            except httpx.ConnectError as error:
                raise Busy(_unreachable(address, error)) from None
            except httpx.InvalidURL as error:
                raise FetchError(f"{address}: is no address ({error})") from None
            except httpx.HTTPError as error:
                raise Busy(f"the connection broke ({error or type(error).__name__})") from None
        raise FetchError(f"{address}: redirected more than {_MOST_REDIRECTS} times")


def open_client(settings: Settings) -> httpx.Client:
    """A client that follows no redirect by itself and asks for bytes as they are."""
    headers = {"User-Agent": settings.agent, "Accept-Encoding": "identity"}
    return httpx.Client(headers=headers, timeout=settings.timeout, follow_redirects=False)


def _unreachable(address: str, error: Exception) -> str:
    host = urlsplit(address).netloc
    return f"cannot reach {host}: {error}; look at the network and HTTPS_PROXY, or name a mirror with --base-url"


def _next_address(address: str, location: str | None) -> str:
    """Where a redirect leads: http and https only, never from https to http."""
    target = urljoin(address, location or "")
    parts = urlsplit(target)
    if not location or parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{address}: redirected to no address of the web ({location!r})")
    if urlsplit(address).scheme == "https" and parts.scheme == "http":
        raise FetchError(f"{address}: redirected from https to http ({target}); refused")
    return target


def _check(answer: httpx.Response, address: str, patience: float) -> None:
    status = answer.status_code
    if status in (200, 206, 304, 416):
        return
    said = f"{status} {answer.reason_phrase}".strip()
    if status in BUSY:
        wait = read_retry_after(answer.headers.get("retry-after"))
        if wait is not None and wait > patience:
            raise FetchError(f"{address}: {said}, and asks to wait {wait:.0f} s: run the same command again after that")
        raise Busy(said, wait)
    hint = {404: "nothing is there: look at the spelling, the language and the format", 410: "it is gone"}
    refused = "the server refuses; a mirror may be named with --base-url" if status in (401, 403, 451) else ""
    raise FetchError(f"{address}: {said}" + (f" ({why})" if (why := hint.get(status, refused)) else ""))
