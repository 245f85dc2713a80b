"""The options of commands that ask other people's servers: who we are to them. Secrets are never arguments."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from resrdf.remote.credentials import Credentials, Scheme

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def identity_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --auth, --user, --password-file and --token-file, given to the command as ``identity``, a function of a URL."""

    @click.option(
        "--auth",
        type=click.Choice(("auto", "none", "basic", "digest", "bearer")),
        default="auto",
        show_default=True,
        help="How to say who we are; auto takes a token as bearer, else what the server asks for.",
    )
    @click.option("--user", metavar="NAME", help="The user [default: RESRDF_USER, else netrc].")
    @click.option(
        "--password-file", type=_FILE, help="A file with the password [default: RESRDF_PASSWORD, else netrc]."
    )
    @click.option("--token-file", type=_FILE, help="A file with a bearer token [default: RESRDF_TOKEN].")
    @wraps(command)
    def wrapped(
        *arguments: Any,  # noqa: ANN401 - whatever the command takes
        auth: Scheme,
        user: str | None,
        password_file: Path | None,
        token_file: Path | None,
        **options: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        def identity(url: str) -> Credentials | None:
            from resrdf.remote.credentials import check_url, find_credentials, is_exposed

            url = check_url(url)
            if token_file and (user or password_file):
                raise click.UsageError("use either --token-file or --user, not both")
            found = find_credentials(
                url, scheme=auth, user=user, token_file=token_file, password_file=password_file, ask=_asker()
            )
            if is_exposed(url, found):
                click.secho(
                    f"warning: credentials go to {url.split('?')[0]} unencrypted; use https", fg="yellow", err=True
                )
            return found

        return command(*arguments, identity=identity, **options)

    return wrapped


def _asker() -> Callable[[str], str] | None:
    """Ask on a terminal only."""
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    return lambda user: str(click.prompt(f"Password of {user}", hide_input=True, err=True))
