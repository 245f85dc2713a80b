"""What all handlers share: the settings, what the server learns of its data, and how an answer is sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from resrdf.results import QueryResult
from resrdf.saved import SavedQuery
from resrdf.serve.answers import Kept, is_lasting
from resrdf.serve.negotiate import Offer
from resrdf.serve.pages.links import Work
from resrdf.serve.pool import Pool
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.worker import Job, Limits, Reply
from resrdf.serve.writer import Writer
from resrdf.sparql import BASE

STATUS = {"malformed": 400, "refused": 400, "unacceptable": 406, "too-large": 413, "missing": 404, "failed": 500}
_COUNTED = ("Resolution", "PreambularClause", "OperativeClause", "Meeting", "Vote", "DraftResolution")


class Sent(NamedTuple):
    """A response as it goes out: its status, its headers and its body."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


@dataclass(slots=True)
class Site:
    """What the server knows beside the store: settings, and what it learns of the data when it starts."""

    path: Path
    workers: int = 2
    seconds: float = 10.0
    limits: Limits = field(default_factory=Limits)
    triples: int | None = None
    dataset: Path | None = None
    pool: Pool = field(init=False)
    base: str = BASE
    counts: tuple[tuple[str, int], ...] = ()
    queries: tuple[SavedQuery, ...] = ()
    services: tuple[str, ...] = ()
    public_url: str = ""
    folder: Path | None = None
    """The store to be written to; None where the server only reads."""
    token: str = ""
    united: bool = True
    """Whether a query that names no graph sees all of them; true of every store that a build made and nobody wrote to."""
    upload: int = 64 << 20
    writer: Writer | None = None
    note: Callable[[str], None] = lambda text: None
    answers: Kept[tuple[str, Job], Reply] = field(default_factory=Kept)
    responses: Kept[tuple[str, ...], Sent] = field(default_factory=Kept)
    """Whole responses, by generation and request: what is asked again is sent again."""
    index: Path | None = None
    years: tuple[tuple[str, int], ...] = ()
    recent: tuple[Work, ...] = ()
    cited: tuple[Work, ...] = ()

    async def reply(self, job: Job) -> Reply:
        """Answer a job from the newest data: from memory if it was answered before, else by a worker."""
        if self.writer:
            generation = await self.writer.fresh(lambda: self.pool.paths_in_use)
            if self.folder and generation != self.path.name:
                self.path = self.pool.path = self.folder / generation
        key = (self.path.name, job)
        if (known := self.answers.get(key)) is not None:
            return known
        reply = await self.pool.ask(job)
        if reply.status == "answered" and self.path.name == key[0] and is_lasting(job.query):
            self.answers.put(key, reply, len(reply.content) + 4 * len(job.query) + 1000)
        return reply

    @property
    def generation(self) -> str | None:
        """The snapshot that is read now; None where the next reader will bring a newer one into view."""
        return None if self.writer and self.writer.stale else self.path.name


async def ask(site: Site, job: Job) -> Reply:
    """Ask one of our own questions; raises ProtocolError where there is no answer."""
    reply = await site.reply(job)
    if reply.status != "answered":
        raise ProtocolError(STATUS[reply.status], reply.reason)
    return reply


async def learn(site: Site) -> None:
    """Find the base of the data and count what is in it, while the server answers already."""
    classes = " ".join(f"unsc:{name}" for name in _COUNTED)
    first = await ask(site, Job("SELECT ?r { ?r a unsc:Resolution } LIMIT 1"))
    for row in QueryResult("select", first.content).rows():
        if match := re.fullmatch(r"(.*/)res/\d+", str(getattr(row[0], "value", ""))):
            site.base = match[1]
    counted = f"SELECT ?c (COUNT(?t) AS ?n) {{ VALUES ?c {{ {classes} }} ?t a ?c }} GROUP BY ?c"
    reply = await ask(site, Job(counted))
    site.counts = tuple(
        (_in_words(row[0].value.rpartition("#")[2]), int(row[1].value))  # type: ignore[union-attr]
        for row in sorted(QueryResult("select", reply.content).rows(), key=_place_in_list)
    )


def _place_in_list(row: Sequence[object]) -> int:
    return _COUNTED.index(getattr(row[0], "value", "").rpartition("#")[2])


def _in_words(name: str) -> str:
    """Write the name of a class as plural words.

    >>> _in_words("DraftResolution")
    'draft resolutions'
    """
    return re.sub(r"(?<=.)([A-Z])", r" \1", name).lower() + "s"


def root_of(request: Request) -> str:
    """The address of the server as others see it, with a slash at its end."""
    site: Site = request.app.state.site
    if site.public_url:
        return site.public_url
    host = request.headers.get("host", "")
    if re.fullmatch(r"[\w.-]+(?::\d+)?|\[[0-9A-Fa-f:.]+\](?::\d+)?", host):
        return f"{request.url.scheme}://{host}/"
    raise ProtocolError(400, "the Host header is not the name of a host")


def data_response(reply: Reply, offer: Offer) -> Response:
    """Send what a worker wrote."""
    return vary(Response(reply.content, media_type=offer.media_type))


def html_response(content: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Send a page."""
    return vary(Response(content, status, headers, "text/html"))


def vary(response: Response) -> Response:
    """Say that the answer depends on Accept; that it depends on Accept-Encoding too is said of every answer."""
    response.headers["vary"] = "Accept"
    return response
