"""The files that pages need: the style sheets, our script, and the query editor where the build brought it in.

They are read and compressed once. The address of one on our pages changes with its content, so a browser may keep it.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from resrdf.serve.protocol import ProtocolError

_FOLDER = Path(__file__).resolve().parent / "static"
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".txt": "text/plain"}
_SHORT = 1000  # bytes; below that, compressing wins nothing


@dataclass(frozen=True, slots=True)
class Asset:
    """The content of a file, the same compressed where that is shorter, its digest and media type."""

    content: bytes
    packed: bytes
    digest: str
    media_type: str


@lru_cache
def find_asset(name: str) -> Asset | None:
    """Find a file by its path below the folder; anything else, whatever its dots and slashes, is not found."""
    known = {path.relative_to(_FOLDER).as_posix(): path for path in _FOLDER.rglob("*") if path.suffix in _MEDIA_TYPES}
    if (path := known.get(name)) is None:
        return None
    content = path.read_bytes()
    packed = gzip.compress(content, 9, mtime=0) if len(content) > _SHORT else b""
    return Asset(content, packed, hashlib.sha256(content).hexdigest()[:20], _MEDIA_TYPES[path.suffix])


def asset_address(name: str) -> str:
    """The address of a file that pages name, or nothing where there is no such file.

    >>> asset_address("style.css").startswith("/static/style.css?v="), asset_address("../assets.py")
    (True, '')
    """
    return f"/static/{name}?v={asset.digest}" if (asset := find_asset(name)) else ""


async def send_asset(request: Request) -> Response:
    """Send a file, compressed where the client takes that."""
    asset = await run_in_threadpool(find_asset, request.path_params["name"])
    if asset is None:
        raise ProtocolError(404, "there is no file of this name here")
    packed = bool(asset.packed) and _takes_gzip(request.headers.get("accept-encoding", ""))
    named = request.query_params.get("v") == asset.digest
    headers = {
        "etag": f'"{asset.digest}{"-gzip" if packed else ""}"',
        "cache-control": "public, max-age=31536000, immutable" if named else "public, max-age=3600",
    }
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if packed:
        headers["content-encoding"] = "gzip"
    return Response(asset.packed if packed else asset.content, media_type=asset.media_type, headers=headers)


def _takes_gzip(accepted: str) -> bool:
    """Tell whether gzip is among the codings that a client names, and not refused.

    >>> _takes_gzip("br, gzip;q=0.5"), _takes_gzip("gzip;q=0"), _takes_gzip("identity")
    (True, False, False)
    """
    for part in accepted.lower().split(","):
        coding, _, quality = part.replace(" ", "").partition(";q=")
        if coding in ("gzip", "*"):
            return quality.strip("0.") != "" or quality == ""
    return False
