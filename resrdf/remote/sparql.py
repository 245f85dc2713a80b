"""Questions to remote SPARQL endpoints, by SPARQLWrapper with an opener of our own.

SPARQLWrapper writes the request; the opener sees to what it leaves open: credentials are not sent on to another host by
a redirect, Digest is not installed for the whole process, an answer has one deadline, and a broken answer is an error.
"""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from resrdf.errors import QueryError
from resrdf.remote.credentials import Credentials, is_loopback, redact
from resrdf.version import VERSION

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

_LONG = 2000  # longer queries are posted: servers and proxies refuse long addresses
_TRIES = 3
_BUSY = frozenset((429, 503))
_LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL endpoint somewhere, how many seconds an answer may take, who we are, and what is asked.

    ``default_graphs`` make up the default graph; ``union`` makes it of all graphs; ``page_size`` asks for so many rows
    at a time.
    """

    url: str
    timeout: float = 60.0
    credentials: Credentials | None = None
    default_graphs: tuple[str, ...] = ()
    union: bool = False
    page_size: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint sent, of which type it says that it is, and the limit on rows that it says it has applied."""

    content: bytes
    media_type: str
    max_rows: int | None = None
    server: str = ""


def ask(endpoint: Endpoint, text: str, form: str) -> Answer:
    """Send a query, by GET where it is short and by POST where it is long; raises QueryError where no answer comes."""
    if not re.match(r"https?://", endpoint.url):
        raise QueryError(f"{redact(endpoint.url)}: the address of an endpoint begins with http:// or https://")
    for attempt in range(_TRIES):
        try:
            return _ask_once(endpoint, text, form)
        except urllib.error.HTTPError as error:
            pause = _retry_after(error)
            if error.code not in _BUSY or attempt + 1 == _TRIES or pause > _LONGEST_PAUSE:
                raise QueryError(f"{endpoint.url}: {_reason(error, endpoint)}") from error
            time.sleep(pause)
        except Exception as error:
            raise QueryError(f"{endpoint.url}: {_reason(error, endpoint)}") from error
    raise AssertionError


def _ask_once(endpoint: Endpoint, text: str, form: str) -> Answer:
    wrapper = _wrapper(endpoint, text, form)
    deadline = time.monotonic() + endpoint.timeout
    with wrapper.query().response as response:
        content = _read(response, deadline)
        headers = response.headers
        limit = headers.get("X-SPARQL-MaxRows", "")
        return Answer(
            content,
            headers.get("Content-Type", "").split(";")[0].strip().lower(),
            int(limit) if limit.isdecimal() else None,
            headers.get("Server", ""),
        )


def _wrapper(endpoint: Endpoint, text: str, form: str) -> SPARQLWrapper:
    from SPARQLWrapper import GET, JSON, POST, TURTLE, SPARQLWrapper

    opener = _opener(endpoint)

    class Wrapper(SPARQLWrapper):
        """SPARQLWrapper but for the opener."""

        def _query(self) -> tuple[Any, str]:
            return opener.open(self._createRequest(), timeout=endpoint.timeout), self.returnFormat

    wrapper = Wrapper(endpoint.url, agent=f"resrdf/{VERSION}")
    wrapper.setQuery(text)
    wrapper.queryType = form.upper()  # its own detection reads comments and strings
    wrapper.setReturnFormat(JSON if form in ("select", "ask") else TURTLE)
    for graph in endpoint.default_graphs:
        wrapper.addDefaultGraph(graph)
    if endpoint.union:
        wrapper.addParameter("union-default-graph", "true")
    length = len(text) + sum(map(len, endpoint.default_graphs))
    wrapper.setMethod(POST if length > _LONG else GET)
    who = endpoint.credentials
    if who is not None and who.scheme == "bearer":
        wrapper.addCustomHttpHeader("Authorization", f"Bearer {who.secret}")
    elif who is not None and who.scheme == "basic":
        wrapper.setCredentials(who.user, who.secret)
    return wrapper


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows redirects within a host only."""

    def redirect_request(self, req: urllib.request.Request, *rest: Any) -> urllib.request.Request | None:  # noqa: ANN401
        new = str(rest[-1])
        if urlsplit(new)[:2] != urlsplit(req.full_url)[:2]:
            target = redact(new).split("?")[0]
            raise QueryError(f"redirects to {target}; name that address if you trust it")
        return super().redirect_request(req, *rest)


def _opener(endpoint: Endpoint) -> urllib.request.OpenerDirector:
    handlers: list[urllib.request.BaseHandler] = [_SameHost()]
    if is_loopback(endpoint.url):
        handlers.append(urllib.request.ProxyHandler({}))
    who = endpoint.credentials
    if who is not None and who.scheme in ("auto", "digest"):
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, endpoint.url, who.user or "", who.secret)
        handlers.append(urllib.request.HTTPDigestAuthHandler(passwords))
        if who.scheme == "auto":
            handlers.append(urllib.request.HTTPBasicAuthHandler(passwords))
    return urllib.request.build_opener(*handlers)


def _read(response: http.client.HTTPResponse, deadline: float) -> bytes:
    """Read to the end, unless that takes too long: a server may send one byte a second for ever."""
    chunks = []
    while chunk := response.read1(1 << 20):
        chunks.append(chunk)
        if time.monotonic() > deadline:
            raise TimeoutError
    if response.length:  # fewer bytes than the server announced
        raise http.client.IncompleteRead(b"")
    return b"".join(chunks)


def _retry_after(error: urllib.error.HTTPError) -> float:
    value = error.headers.get("Retry-After", "") if error.headers else ""
    return float(value) if value.isdecimal() else 1.0


def _reason(error: Exception, endpoint: Endpoint) -> str:
    """Say in one line why an endpoint gave no answer; its own words where it sent some."""
    if isinstance(error, QueryError):
        return str(error)
    if isinstance(error, urllib.error.HTTPError):
        return _status(error, endpoint)
    if isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
        return f"no answer within {endpoint.timeout:g} s"
    if isinstance(error, http.client.IncompleteRead):
        return "the answer broke off"
    if isinstance(error, urllib.error.URLError):
        return f"cannot be reached: {getattr(error.reason, 'strerror', None) or error.reason}"
    return f"{type(error).__name__}: {error}".splitlines()[0]


def _status(error: urllib.error.HTTPError, endpoint: Endpoint) -> str:
    if error.code == 401:
        known = endpoint.credentials is not None
        return f"HTTP 401: {'wrong credentials' if known else 'wants credentials; see --user and --token-file'}"
    try:
        said = error.read(2000).decode("utf-8", "replace").strip().splitlines()
    except (OSError, http.client.HTTPException):
        said = []
    words = said[0] if said and "<" not in said[0] else ""
    if endpoint.credentials is not None:
        words = endpoint.credentials.hide(words)
    return f"HTTP {error.code} {error.reason}" + (f": {words}" if words else "")
