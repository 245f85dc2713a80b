"""The errors that resrdf raises on purpose; each carries data (where, what was expected) and prints in one line."""

from __future__ import annotations


class ResrdfError(Exception):
    """Whatever resrdf refuses to do; the text of the error is ready for a person to read."""


class ReadError(ResrdfError):
    """A source in which no resolution can be recognised, or which cannot be decoded."""

    def __init__(self, source: str, expected: str, line: int | None = None) -> None:
        """Name the source, what was looked for there and, where known, the line (from 1)."""
        super().__init__(source, expected, line)
        self.source, self.expected, self.line = source, expected, line

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{place}: {self.expected}"


class SymbolError(ResrdfError):
    """A text that is not the symbol of a United Nations document."""

    def __init__(self, text: str) -> None:
        """Keep the text that could not be parsed."""
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return f"not a Security Council symbol: {self.text!r} (expected something like S/RES/1386(2001))"


class QueryError(ResrdfError):
    """A query that cannot be found, parsed or answered."""


class ShapeError(ResrdfError):
    """Shapes or data that the validator cannot work with."""


class StoreError(ResrdfError):
    """An embedded store that cannot be opened or written."""


class FetchError(ResrdfError):
    """A file that cannot be fetched; the text says what can be done."""


class RemoteError(ResrdfError):
    """A server that cannot be reached, refuses, or answers what cannot be used."""

    def __init__(self, url: str, reason: str, *, status: int | None = None, unreachable: bool = False) -> None:
        """Keep the address (without credentials), why, the HTTP status, and whether no answer came at all."""
        super().__init__(url, reason)
        self.url, self.reason, self.status, self.unreachable = url, reason, status, unreachable

    def __str__(self) -> str:
        return f"{self.url}: {self.reason}"
