"""``resrdf serve`` in a process of its own, for every test that talks to it over HTTP."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def start(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    """Start ``resrdf serve`` and wait for the address that it prints."""
    command = [sys.executable, "-c", "from resrdf.cli import main; main()", "serve", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = process.stdout.readline()
    match = re.search(r"http://127\.0\.0\.1:\d+/", said)
    if match is None:
        process.kill()
        raise AssertionError(said + process.communicate()[1])
    return process, match[0]


@contextmanager
def serving(*arguments: str) -> Iterator[str]:
    """Serve on a free port while the block runs; gives the address, and ends as Ctrl-C does."""
    process, address = start(*arguments, "--port", "0")
    try:
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    assert process.returncode == 0
