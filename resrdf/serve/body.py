"""Read the body of a request: bounded in size, packed and unpacked, and in time."""

from __future__ import annotations

import asyncio
import zlib

from starlette.requests import Request

from resrdf.serve.protocol import ProtocolError

_PAUSE = 10.0  # seconds between two pieces of a body
_GRACE = 20.0  # seconds after which a body must have come at _SLOWEST at least
_SLOWEST = 16 << 10  # bytes a second


async def read_body(request: Request, most: int) -> bytes:
    """Read and unpack a body; raises ProtocolError for one that is too large, too slow or broken."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most:
        raise _too_large(most)
    body = bytearray()
    began = asyncio.get_running_loop().time()
    stream = aiter(request.stream())
    while True:
        try:
            async with asyncio.timeout(_PAUSE):
                piece = await anext(stream, None)
        except TimeoutError:
            raise _too_slow() from None
        if piece is None:
            break
        body += piece
        if len(body) > most:
            raise _too_large(most)
        took = asyncio.get_running_loop().time() - began
        if took > _GRACE and len(body) < took * _SLOWEST:
            raise _too_slow()
    return unpack(bytes(body), request.headers.get("content-encoding", ""), most)


def unpack(body: bytes, encoding: str, most: int) -> bytes:
    """Undo a content coding, without ever holding more than the bound.

    >>> import gzip
    >>> unpack(gzip.compress(b"ASK {}"), "GZIP", 100)
    b'ASK {}'
    """
    match encoding.strip().lower():
        case "" | "identity":
            return body
        case "gzip" | "x-gzip":
            unpacker = zlib.decompressobj(wbits=31)
            try:
                content = unpacker.decompress(body, most + 1)
            except zlib.error:
                raise ProtocolError(400, "the body is not the gzip that its Content-Encoding says it is") from None
            if len(content) > most:
                raise _too_large(most)
            if not unpacker.eof or unpacker.unused_data:
                raise ProtocolError(400, "the gzip of the body is cut off or has something behind it")
            return content
        case other:
            reason = f"cannot unpack a body in {other[:40]!r}; send it plain or in gzip"
            raise ProtocolError(415, reason, {"accept-encoding": "gzip"})


def _too_large(most: int) -> ProtocolError:
    return ProtocolError(413, f"the request is larger than {most:,} bytes", {"connection": "close"})


def _too_slow() -> ProtocolError:
    return ProtocolError(408, "the body came too slowly", {"connection": "close"})
