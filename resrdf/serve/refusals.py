"""Say why there is no answer: as text, problem+json or HTML, whichever the client takes."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from resrdf.serve import pages
from resrdf.serve.child import Busy, Crashed, Late
from resrdf.serve.negotiate import ERRORS, choose
from resrdf.serve.site import html_response, vary


async def refuse(request: Request, error: Exception) -> Response:
    """Answer with the status and the reason of an error."""
    status, headers = status_of(error)
    reason = _reason(error) if status != 500 or isinstance(error, Crashed) or hasattr(error, "status") else _OURS
    offer = choose(request.headers.get("accept"), ERRORS)
    match offer.name if offer else "text":
        case "html":
            return html_response(pages.error_page(status, reason), status, headers)
        case "json":
            problem = {"type": "about:blank", "title": "Not answered", "status": status, "detail": reason}
            return vary(Response(json.dumps(problem), status, headers, "application/problem+json"))
        case _:
            return vary(Response(reason + "\n", status, headers, "text/plain"))


_OURS = "the server made a mistake; nothing is known to be wrong with the request"


def _reason(error: Exception) -> str:
    return str(getattr(error, "reason", "") or getattr(error, "detail", "") or error)


def status_of(error: Exception) -> tuple[int, dict[str, str]]:
    """Tell the HTTP status of an error, and the headers that go with it."""
    if isinstance(error, Busy):
        return 503, {"retry-after": "2"}
    if isinstance(error, Late):
        return 503, {}
    if isinstance(error, Crashed):
        return 500, {}
    status = getattr(error, "status", 0) or getattr(error, "status_code", 500)
    return status, dict(getattr(error, "headers", None) or {})
