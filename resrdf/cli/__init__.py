"""The command line: the only package that prints, exits or reads argv. A command's module is loaded when called."""

from __future__ import annotations

import gc
import signal
import sys
from importlib import import_module

import click

from resrdf.errors import ResrdfError
from resrdf.version import VERSION

_COMMANDS = ("fetch", "convert", "validate", "build", "query", "serve", "publish", "show", "check", "link")


class _LazyGroup(click.Group):
    """A group whose commands are imported on first use, so that ``resrdf --help`` starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order in which a new user meets them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command."""
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(import_module(f"resrdf.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is asked for; where there is none, name that most like it."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            if near := get_close_matches(args[0], _COMMANDS, 1, 0.5):
                raise click.UsageError(f"{error.message} Did you mean {near[0]}?", ctx) from None
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _SUMMARIES[name]) for name in _COMMANDS])


_SUMMARIES = {
    "fetch": "Fetch sources: UN documents, the UN's XML, CR-UNSC.",
    "convert": "Convert resolutions (text, UN XML, PDF, CSV) to RDF.",
    "validate": "Check RDF or source texts against the SHACL shapes.",
    "build": "Convert, validate, load and dump: a whole dataset in one go.",
    "query": "Ask a saved query, a file or a string, locally or remotely.",
    "serve": "Serve a SPARQL endpoint on this machine.",
    "publish": "Send the graphs to a triplestore, as far as they have changed.",
    "show": "Show how one resolution was read, as a tree.",
    "link": "Look for links at a SPARQL endpoint, for review.",
    "check": "List unknown names and weak findings for a reviewer.",
}


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  resrdf convert seeds -o graphs/             one Turtle file a resolution
  resrdf show seeds/S_RES_1138_1997.txt op/6  paragraph 6 of resolution 1138 as it was read
  resrdf build seeds -o data                  convert, validate, load, dump
  resrdf query paragraph-text --store data    ask a saved question
  resrdf serve data                           a SPARQL endpoint at http://127.0.0.1:8080/sparql""",
)
@click.version_option(VERSION, package_name="resrdf")
def cli() -> None:
    """Turn United Nations Security Council resolutions into linked data."""


def _terminate(number: int, frame: object) -> None:
    """Let open files be removed and worker processes end."""
    sys.exit(128 + number)


def main() -> None:
    """Run the command line; a refusal is one line on standard error and exit code 1, Ctrl-C is 130."""
    signal.signal(signal.SIGTERM, _terminate)
    gc.set_threshold(
        20_000, 20, 100
    )  # millions of triples and no circles among them: the collector may look less often
    try:
        sys.exit(cli.main(prog_name="resrdf", standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("interrupted", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except OSError as error:  # a folder that may not be written, a full disk
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"resrdf: {place}{error.strerror or error}", err=True)
        sys.exit(1)
    except ResrdfError as error:
        click.echo(f"resrdf: {error}", err=True)
        sys.exit(1)
