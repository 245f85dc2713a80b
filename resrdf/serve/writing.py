"""What updates and the graph store share: who may write, and what is answered to a change."""

from __future__ import annotations

from starlette.requests import Request

from resrdf.serve.access import is_bearer
from resrdf.serve.master import Write, Written
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.site import Site

_STATUS = {"missing": 404, "malformed": 400, "refused": 400, "conflict": 409, "stale": 412, "failed": 500}


def authorize(request: Request) -> None:
    """Raise ProtocolError for whoever may not write here; before anything of the body is read."""
    site: Site = request.app.state.site
    if site.writer is None:
        raise ProtocolError(403, "this server is read-only; changes need a server started with --writable")
    header = request.headers.get("authorization")
    if not is_bearer(header, site.token):
        problem = ', error="invalid_token"' if header else ""
        reason = "changes need the token of this server: Authorization: Bearer TOKEN"
        raise ProtocolError(401, reason, {"www-authenticate": f'Bearer realm="resrdf"{problem}'})


async def carry_out(site: Site, write: Write) -> Written:
    """Make a change; raises ProtocolError where it is not made."""
    assert site.writer is not None
    written = await site.writer.write(write)
    if written.outcome in ("changed", "created"):
        return written
    raise ProtocolError(_STATUS[written.outcome], written.reason)
