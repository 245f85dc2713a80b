"""Who we are to a server: found in files, the environment or netrc, never in arguments, and never shown.

A secret lives in one value, whose representation hides it; addresses with a password in them are refused, since
addresses are logged by everyone.
"""

from __future__ import annotations

import netrc
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from resrdf.errors import RemoteError

Scheme = Literal["auto", "none", "basic", "digest", "bearer"]


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a token (no user); ``auto`` takes Digest or Basic, as the server asks."""

    scheme: Scheme
    secret: str = field(repr=False)
    user: str | None = None

    def hide(self, text: str) -> str:
        """Take the secret out of words that a server sent.

        >>> Credentials("bearer", "s3cret").hide("bad token s3cret")
        'bad token ***'
        """
        return text.replace(self.secret, "***") if self.secret else text


def redact(url: str) -> str:
    """Write an address without the user and password in it.

    >>> redact("https://me:secret@store.example/sparql")
    'https://***@store.example/sparql'
    """
    return re.sub(r"//[^/@\s]*@", "//***@", url)


def check_url(url: str) -> str:
    """Return an address that may be asked; raises RemoteError for other schemes and for credentials inside it.

    >>> check_url("https://me:secret@store.example/")
    Traceback (most recent call last):
    ...
    resrdf.errors.RemoteError: https://***@store.example/: an address must not hold credentials; use RESRDF_USER and ...
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise RemoteError(redact(url), "is not an address") from None
    if parts.scheme not in ("http", "https") or not host:
        raise RemoteError(redact(url), "the address of a server begins with http:// or https://")
    if "@" in parts.netloc:
        where = "use RESRDF_USER and RESRDF_PASSWORD, --password-file or netrc"
        raise RemoteError(redact(url), f"an address must not hold credentials; {where}")
    return urlunsplit(parts._replace(fragment=""))


def is_loopback(url: str) -> bool:
    """Say whether an address is on this machine.

    >>> is_loopback("http://127.0.0.1:7878/"), is_loopback("http://[::1]/"), is_loopback("http://store.example/")
    (True, True, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def is_exposed(url: str, credentials: Credentials | None) -> bool:
    """Say whether credentials would cross a network where others can read them."""
    return credentials is not None and urlsplit(url).scheme == "http" and not is_loopback(url)


def find_credentials(
    url: str,
    *,
    scheme: Scheme = "auto",
    user: str | None = None,
    token_file: Path | None = None,
    password_file: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    ask: Callable[[str], str] | None = None,
) -> Credentials | None:
    """Find what to show a server: options before the environment, a token before a user, then netrc; None for nobody.

    ``ask`` is called with the name of a user whose password stands nowhere.
    """
    if scheme == "none":
        return None
    if token_file is not None:
        return Credentials("bearer", _from_file(token_file))
    wants_user = scheme in ("basic", "digest") or user is not None or password_file is not None
    if not wants_user and (token := environment.get("RESRDF_TOKEN")):
        return Credentials("bearer", _secret(token, "RESRDF_TOKEN"))
    if scheme == "bearer":
        raise RemoteError(redact(url), "no token: set RESRDF_TOKEN or use --token-file")
    listed = _from_netrc(url, environment)
    user = user or environment.get("RESRDF_USER") or (listed[0] if listed else None)
    if not user:
        if wants_user:
            raise RemoteError(redact(url), "no user: set RESRDF_USER, use --user, or add the host to netrc")
        return None
    return Credentials(scheme, _password(url, user, password_file, environment, listed, ask), user)


def _password(
    url: str,
    user: str,
    password_file: Path | None,
    environment: Mapping[str, str],
    listed: tuple[str, str] | None,
    ask: Callable[[str], str] | None,
) -> str:
    if password_file is not None:
        return _from_file(password_file)
    if (password := environment.get("RESRDF_PASSWORD")) is not None:
        return _secret(password, "RESRDF_PASSWORD")
    if listed and listed[0] == user:
        return listed[1]
    if ask is None:
        raise RemoteError(redact(url), f"no password for {user}: set RESRDF_PASSWORD, use --password-file or netrc")
    return ask(user)


def _from_file(path: Path) -> str:
    try:
        return _secret(path.read_text(encoding="utf-8").rstrip("\r\n"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not text"
        raise RemoteError(str(path), f"cannot be read: {reason}") from error


def _secret(text: str, where: str) -> str:
    """A secret goes into a header, which a line break would end."""
    if not text or not text.isprintable():
        raise RemoteError(where, "holds no usable secret: it must be one line of printable characters")
    return text


def _from_netrc(url: str, environment: Mapping[str, str]) -> tuple[str, str] | None:
    named = environment.get("NETRC")
    path = Path(named) if named else Path(environment.get("HOME") or Path.home()) / ".netrc"
    try:
        found = netrc.netrc(str(path)).hosts.get(urlsplit(url).hostname or "")
    except FileNotFoundError:
        return None
    except (netrc.NetrcParseError, OSError) as error:
        reason = getattr(error, "msg", None) or getattr(error, "strerror", None)
        raise RemoteError(str(path), f"cannot be read: {reason}") from error
    return (found[0], found[2]) if found and found[0] and found[2] else None
