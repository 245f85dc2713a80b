"""Who may write: whoever holds the token of the server's token file."""

from __future__ import annotations

import hmac
import re
from hashlib import sha256
from pathlib import Path

from resrdf.errors import ResrdfError

_SHORTEST = 16


def read_token(path: Path) -> str:
    """Read the token, the only line of a file; raises ResrdfError for one that is missing, short or unusable."""
    try:
        token = path.read_text("ascii").strip()
    except UnicodeDecodeError:
        raise ResrdfError(f"{path}: a token has ASCII letters, digits and -._~+/= only") from None
    except OSError as error:
        raise ResrdfError(f"{path}: the token cannot be read: {error.strerror}") from error
    make = f"make one with: openssl rand -hex 32 > {path}"
    if not token:
        raise ResrdfError(f"{path}: there is no token in the file; {make}")
    if len(token) < _SHORTEST:
        raise ResrdfError(f"{path}: the token is shorter than {_SHORTEST} characters; {make}")
    if not re.fullmatch(r"[A-Za-z0-9\-._~+/]+=*", token):
        raise ResrdfError(f"{path}: a token is one line of letters, digits and -._~+/=; {make}")
    return token


def is_bearer(header: str | None, token: str) -> bool:
    """Say whether an Authorization header carries the token, in a time that tells nothing about it.

    >>> is_bearer("bearer abc", "abc"), is_bearer("Bearer abd", "abc"), is_bearer("Basic abc", "abc"), is_bearer(None, "")
    (True, False, False, False)
    """
    scheme, _, given = (header or "").partition(" ")
    same = hmac.compare_digest(sha256(given.strip().encode()).digest(), sha256(token.encode()).digest())
    return same and scheme.lower() == "bearer" and bool(token)
