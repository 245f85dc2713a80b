"""Every IRI of the knowledge base is minted here and nowhere else, by the patterns that the ontology documents.

Only letters, digits, hyphen and underscore stand after the last slash, so that every engine reads prefixed names alike.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from resrdf.document import Locator
from resrdf.symbol import Symbol, slug

DEFAULT_BASE = "https://w3id.org/unsc/"

_WEB_IRI = re.compile(
    r"https?://[A-Za-z0-9.-]+(?:/(?:[A-Za-z0-9._~:/@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?(?:[?#](?:[A-Za-z0-9._~:/@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
)
_LANGUAGES = {"en": "ENG", "fr": "FRA", "es": "SPA", "ru": "RUS", "ar": "ARA", "zh": "ZHO", "de": "DEU"}


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints IRIs below a data base.

    >>> iris = Iris()
    >>> iris.clause(Symbol.from_text("S/RES/1386 (2001)"), Locator(("op", "3", "a")))
    'https://w3id.org/unsc/res/1386/op/3/a'
    >>> iris.vote(4443, Symbol.from_text("S/RES/1386(2001)"))
    'https://w3id.org/unsc/meeting/4443/vote/1386'
    """

    base: str = DEFAULT_BASE

    def work(self, symbol: Symbol) -> str:
        """A resolution, draft or presidential statement."""
        return self.base + symbol.path

    def graph(self, symbol: Symbol) -> str:
        """The named graph that holds what is said of a work."""
        return f"{self.base}graph/{symbol.path}"

    def clause(self, symbol: Symbol, locator: Locator) -> str:
        """A clause or annex of a work."""
        return f"{self.base}{symbol.path}/{locator}"

    def note(self, symbol: Symbol, ordinal: int) -> str:
        """The n-th footnote of a work, from 1."""
        return f"{self.base}{symbol.path}/note/{ordinal}"

    def expression(self, symbol: Symbol, language: str) -> str:
        """A work in one language."""
        return f"{self.base}{symbol.path}/{language}"

    def source(self, symbol: Symbol, language: str, extension: str, ordinal: int = 1) -> str:
        """A file that a work was read from; several of one kind are numbered."""
        several = "" if ordinal == 1 else f"-{ordinal}"
        return f"{self.base}{symbol.path}/{language}{several}.{extension}"

    def meeting(self, number: int) -> str:
        """A formal meeting of the Council."""
        return f"{self.base}meeting/{number}"

    def record(self, number: int) -> str:
        """The verbatim record of a meeting."""
        return f"{self.base}pv/{number}"

    def vote(self, meeting: int | None, symbol: Symbol) -> str:
        """The vote on a text: known by the text, since one document does not tell how many votes its meeting had."""
        local = symbol.path.rsplit("/", 1)[1]
        return f"{self.meeting(meeting)}/vote/{local}" if meeting is not None else f"{self.work(symbol)}/vote"

    def agenda_item(self, title: str) -> str:
        """A matter of which the Council is seized."""
        return f"{self.base}agenda/{_name(title)}"

    def subject(self, label: str) -> str:
        """A subject heading that has no IRI of its own."""
        return f"{self.base}subject/{_name(label)}"

    def run(self, digest: str) -> str:
        """One run of the program."""
        return f"{self.base}run/{digest}"

    def path(self, path: str) -> str:
        """Anything else, by its path below the base: ``state/FRA``, ``body/security-council``."""
        return self.base + path


def _name(text: str) -> str:
    """A local name of a title; one without a Latin letter or digit gets a number of its own.

    >>> _name("The situation in Haiti"), _name("الحالة")
    ('the-situation-in-haiti', 'x-c3a4749caed4')
    """
    return slug(text) or "x-" + hashlib.sha256(text.encode()).hexdigest()[:12]


def is_web_iri(text: str) -> bool:
    """Say whether a text that a source gives may stand as an IRI in the graph.

    >>> is_web_iri("http://metadata.un.org/thesaurus/1004779"), is_web_iri("1004779"), is_web_iri("http://x/a b")
    (True, False, False)
    """
    return _WEB_IRI.fullmatch(text) is not None


def language_iri(language: str) -> str | None:
    """The EU authority's IRI of a language, as ELI asks for.

    >>> language_iri("fr")
    'http://publications.europa.eu/resource/authority/language/FRA'
    """
    code = _LANGUAGES.get(language)
    return f"http://publications.europa.eu/resource/authority/language/{code}" if code else None
