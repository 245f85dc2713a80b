"""Which provisions of the Charter of the United Nations does a text cite?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from resrdf.annotations import Citation, Work
from resrdf.enrich.literals import matches_at
from resrdf.symbol import slug
from resrdf.words import has_word

_CHARTER = re.compile(
    r"""(?P<chapters>Chapters?\s+[IVX]+(?:(?:,|\s+and|\s+or|,\s+and)\s+[IVX]+)*)(?:\s*,?\s+of\s+(?:the|its)\s+(?:United\s+Nations\s+)?Charter(?:\s+of\s+the\s+United\s+Nations)?)?
      | (?P<articles>Articles?\s+\d{1,3}(?:\s?\(\d(?:-\d)?\))?(?:(?:,|\s+and|\s+or|,\s+and|\s+to)\s+\d{1,3})*)(?P<para>,?\s+paragraphs?\s+\d+(?:(?:,|\s+and|,\s+and)\s+\d+)*)?(?P<of>\s*,?\s+of\s+(?:the|that|its)\s+(?:(?:United\s+Nations\s+)?Charter(?:\s+of\s+the\s+United\s+Nations)?|(?P<other>\w+)))?
      | (?P<whole>(?:United\s+Nations\s+|UN\s+)?Charter(?:\s+of\s+the\s+United\s+Nations)?)\b(?!,\ Article)""",
    re.VERBOSE,
)
_NOUNS = frozenset({"chapter", "chapters", "article", "articles", "charter"})
_BEGINNINGS = _NOUNS | {"united", "un"}
_OTHERS = re.compile(r"(?:Arab\s+League|African|OAU|Olympic|Union|Federal|National|Transitional|Transition)\s+$")
_OF_OTHERS = re.compile(r"\s+of\s+the\s+(?!United\s+Nations)[A-Z]")
_ACTED_UNDER = re.compile(r"(?:[Aa]cting|measures|taking|under)\s+(?:\w+\s+){0,3}(?:its\s+)?$")
# "the Charter and, in particular, its", "the Charter of the United Nations, including"
_ITS = re.compile(
    r"\bCharter(?:\s+of\s+the\s+United\s+Nations)?\b(?:[^;]{0,40}\bits\s+|(?:\s+and)?,?\s+(?:in\s+particular|particularly|notably|including|especially),?\s+(?:its\s+|under\s+)?)$"
)
_NEXT_OF = re.compile(
    r",?\s+(?:and|or)\s+Articles?\s+\d+(?:,\s+paragraphs?\s+\d+)?,?\s+of\s+the\s+Charter\b"
)  # "Article 25 and Article 2 of"
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NAME = "Charter of the United Nations"


def find_charter(text: str) -> Iterator[Citation]:
    """Yield the Charter, its chapters and its articles where a text cites them.

    >>> [c.target.names[0] for c in find_charter("Acting under Article 41 of Chapter VII of the Charter,")]
    ['Charter of the United Nations, Article 41', 'Charter of the United Nations, Chapter VII']
    """
    for match in matches_at(_CHARTER, text, _BEGINNINGS) if has_word(text, _NOUNS) else ():
        if match["chapters"]:
            for item in re.finditer(r"\b[IVX]+\b", match["chapters"]) if "Charter" in text else ():
                yield _provision(match, f"Chapter {item[0]}")
        elif match["articles"]:
            if match["other"] or (not match["of"] and not _is_of_charter(text, match)):
                continue
            paragraphs = [f", paragraph {number}" for number in re.findall(r"\d+", match["para"] or "")] or [""]
            for article in re.findall(r"\d+", _IN_BRACKETS.sub("", match["articles"])):
                yield from (_provision(match, f"Article {article}{paragraph}") for paragraph in paragraphs)
        elif not (_OTHERS.search(text[: match.start()]) or _OF_OTHERS.match(text, match.end())):
            yield Citation(match.start(), match.end(), Work(f"vocab/charter/{slug(_NAME)}", (_NAME,)))


def _provision(match: re.Match[str], name: str) -> Citation:
    path = "vocab/charter/" + slug(name.replace(", paragraph ", "-"))
    return Citation(match.start(), match.end(), Work(path, (f"{_NAME}, {name}",)))


def _is_of_charter(text: str, match: re.Match[str]) -> bool:
    """A bare article is the Charter's where the clause acts under it or has named the Charter before it."""
    before = text[: match.start()]
    if (
        before.endswith("Charter, ") or _ITS.search(before) or _NEXT_OF.match(text, match.end())
    ):  # "(cf. Charter, Article 19)"
        return True
    return _ACTED_UNDER.search(before) is not None and ("Charter" in before or text.startswith("Acting "))
