"""Lines become prose: joined, hyphens mended, footnote marks taken out, and every character still traceable.

Rules: a hyphen at a line's end stays where the word has one (a capital or digit follows, the document writes it so
elsewhere, the first half is a prefix of its own); else the printer broke the word and the hyphen goes.
"""

from __future__ import annotations

import re
from functools import cached_property
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from resrdf.document import Span
from resrdf.read.dates import MONTHS
from resrdf.read.lines import Line

_PREFIXES = frozenset(
    """all anti capacity cease co confidence counter cross decision donor ex fact follow full good half high human inter law
    long low man mid middle mine multi non one peace policy politico post power pre pro quasi re result results secretary
    self semi short so socio sub third time troop two three four five six seven eight nine ten twenty thirty forty fifty
    sixty seventy eighty ninety under vice well world year""".split()
)
# words that open like a prefix but never bear a hyphen: where one stands in them, the printer set it
_WHOLE = re.compile(
    r"""pro-.+ | re-[^aeiou].* | so-(?!called).+ | man-(?!made).+ | ten-sions? | counter-parts? | peace-ful.*
        | human-it.+
        | ex-(?!combat|sold|milit|presid|offic|gendarm|minist).+
        | inter-(?:national|est|ven|fer|pret|rupt|nal|im|cept|nment|ned).*
        | sub-(?:mi|je|sta|seq|sid|scri|sist|due|ver).*
        | pre-(?:sen|ser|sid|ven|vail|viou|par|mis|dict|fer|lim|clu|cis|amb|sum|ten).*
        | under-(?:st|tak|took|lin|min|go|sign|pin).*
        | .+-(?:ings?|ed|ly|ful|fully|ness|ments?|[ts]ions?|ances?|ities)""",
    re.VERBOSE | re.IGNORECASE,
)
_BROKEN = re.compile(r"(?P<head>[A-Za-zé’']+)-$")
_TAIL = re.compile(r"[A-Za-zé’']+")

_NUMBERED_NOUN = re.compile(
    r"""(?:resolutions?|paragraphs?|paras?\.?|subparagraphs?|articles?|chapters?|nos?\.|number|annex(?:es)?|sections?|rules?|pages?|
        pp?\.|part|vol\.|volume|items?|least|than|to|about|some|approximately|nearly|over|every|between|within|for|until|next|last|first|additional|
        and|or|by|the|a|of|its|further|another|add\.|corr\.|rev\.|meeting|category|phase|level|line|group|grade|reaches?|was|were|are|is|with|
        from|in|at|these|those|all|only|exceed|exceeding|maximum|minimum|including|against|after|before|on|plus|up|each|any|no|supplement)$""",
    re.VERBOSE | re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"""(?:{"|".join(MONTHS)}|\(|per\b|percent|%|days?\b|weeks?\b|months?\b|years?\b|hours?\b|minutes?\b|miles?\b|kilomet|km\b|members?\b|
        persons?\b|men\b|military|civilian|police|officers?|observers|States|votes?|abstention|million|billion|thousand|troops|
        nautical|metres?|additional|representatives|judges|companies|battalions|o’clock|paragraphs|North|South|degrees|°|[A-Z]\.|000\b)""",
    re.VERBOSE,
)
_DATED = re.compile(rf"(?:{'|'.join(MONTHS)})(?: \d{{4}},?)?$")
_ABBREVIATED = re.compile(r"\b(?:para|paras|No|Nos|vol|Vol|Add|Corr|Rev|art|chap|p|pp|sect)\.$")
_LISTED = re.compile(r"\(|(?:and|to|or|-)\s?\d|,\s?\d+\s?(?:and|,|\()|\d{4}")
_AND_DATE = re.compile(rf"(?:and|to) \d{{1,2}} (?:{'|'.join(MONTHS)})")
_NUMBERS = re.compile(r"(?:paragraphs?|resolutions?|[Aa]rticles?|rules?|Rules?)[\s\d,()and]*$")
_FUNCTION = re.compile(
    r"(?:and|with|concerning|that|which|in|of|to|as|on|for|at|by|from|under|between|is|was|were|are|be|has|have|the|regarding|submitted|dated|adopted|issued|annexed|contained)\b"
)
_CAMEL = re.compile(r"\b([A-Z][a-z]{2,})([A-Z][a-z]{3,})\b")
_LOST_HYPHENS = frozenset(("SecretaryGeneral",))
_WORD = re.compile(r"[A-Za-zé’']+(?:-[A-Za-zé’']+)*")
_MARKED = re.compile(r"[\d*]")
# these begin with the rarer character, for which a search is quick, and look back from it
_INNER = re.compile(r"-(?<=[A-Za-z]{2}-)(?P<end>[a-z]{3,})\b")
_HEAD = re.compile(r"\b[A-Za-z]{2,}\Z")
_SHAPES = bytes.maketrans(f"{ascii_lowercase}{ascii_uppercase}".encode(), b"a" * 26 + b"A" * 26)
_MARK = re.compile(r"(?P<mark>[1-9*](?<=[\s,;:.”)a-z].)(?:(?<=\*)\*{0,2}|(?<!\*)\d{0,2}))(?=[\s,;:.)]|$)")


class Prose(NamedTuple):
    """A clause's text with the places of its words in the source and the footnote marks taken out of it."""

    text: str
    spans: tuple[Span, ...]
    marks: tuple[tuple[str, int], ...] = ()


class Joiner:
    """Joins the lines of one document; it knows the document's words and its footnote marks."""

    def __init__(self, source: str, layout: str, marks: frozenset[str]) -> None:
        """Keep the source for looking words up; layouts A and B are typeset and break words at line ends."""
        self._source = source
        self._typeset = layout in "AB"
        self._marks = marks
        self._numbers = sorted(int(m) for m in marks if m.isdigit())
        self._last_mark = 0
        self.mended: list[str] = []
        halves: set[tuple[str, str]] = set()
        if b"aAaaa" in source.encode(errors="ignore").translate(_SHAPES):  # a capital within a word, which is rare
            halves = {
                (m[1], m[2])
                for m in _CAMEL.finditer(source)
                if self._has_word(f"{m[1]}-{m[2]}") or m[0] in _LOST_HYPHENS
            }
        self._lost = (
            re.compile(rf"\b({'|'.join(a for a, _ in halves)})({'|'.join(b for _, b in halves)})\b") if halves else None
        )
        if halves:
            self.mended.append(f"a lost hyphen is set again in {', '.join(sorted(a + b for a, b in halves))}")

    def join(self, lines: list[Line], drop: int) -> Prose:
        """Join lines, the first without the label that takes up its first characters."""
        parts: list[str] = []
        spans: list[Span] = []
        start = end = above = -1
        broken = False
        for text, here, number, _ in lines:
            if drop:
                labelled, text = len(text), text[drop:].lstrip()
                here, drop = here + labelled - len(text), 0
                if not text:
                    continue
            if number != above + 1 or not self._source[end:here].isspace():
                if end > 0:
                    spans.append(Span(start, end))
                start = here
            end, above = here + len(text), number
            if broken:
                parts[-1] = self._glue(parts[-1], text)
            else:
                parts.append(text)
            broken = text[-1] in "-\u00ad"
        if end > 0:
            spans.append(Span(start, end))
        text = self._mend(_single_spaced(" ".join(parts)))
        marks: tuple[tuple[str, int], ...] = ()
        if (self._typeset or self._marks) and _MARKED.search(text):
            text, marks = self._strip_marks(text)
        return Prose(text, tuple(spans), marks)

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words of the document, compounds whole."""
        return frozenset(_WORD.findall(self._source))

    def _has_word(self, word: str) -> bool:
        """Say whether the document has a word; most that are asked for stand nowhere in it, not even in another word."""
        return word in self._source and word in self._words

    def _mend(self, text: str) -> str:
        """Mend hyphens in a line where the document writes the word otherwise ("SecretaryGeneral", "pro-visions")."""
        if self._lost:
            text = self._lost.sub(lambda m: f"{m[1]}-{m[2]}", text)
        if self._typeset and "-" in text:
            text = _INNER.sub(self._close_up, text)
        return text

    def _close_up(self, match: re.Match[str]) -> str:
        before = _HEAD.search(match.string, max(0, match.start() - 40), match.start())
        if before is None:
            return match[0]
        head, end = before[0], match["end"]
        word = f"{head}-{end}"
        if head.lower() in _PREFIXES and _WHOLE.fullmatch(word):
            self.mended.append(f"{word} is one word")
            return end
        if head.lower() in _PREFIXES or not self._has_word(head + end):
            return match[0]
        self.mended.append(f"{word} is printed as one word elsewhere in the text")
        return end

    def _glue(self, before: str, after: str) -> str:
        """Join two lines at a hyphen: a blank after a dash, nothing after a hyphen that stays, or the hyphen gone."""
        if before.endswith("\u00ad"):
            return before + after
        broken = _BROKEN.search(before, max(0, len(before) - 40))
        tail = _TAIL.match(after)
        if broken is None or tail is None:
            return f"{before} {after}" if before.endswith(" -") else before + after
        head, end = broken["head"], tail[0]
        return (before[:-1] if end[0].islower() and self._breaks(head, end) else before) + after

    def _breaks(self, head: str, end: str) -> bool:
        """Say whether the printer broke this word (rather than the line ending at a hyphen of its own)."""
        if end in ("and", "or", "to"):
            return False
        if self._has_word(f"{head}-{end}"):
            return False
        if self._has_word(head + end):
            return True
        return self._typeset and (head.lower() not in _PREFIXES or _WHOLE.fullmatch(f"{head}-{end}") is not None)

    # ------------------------------------------------------------------ footnote marks
    def _strip_marks(self, text: str) -> tuple[str, tuple[tuple[str, int], ...]]:
        """Take out the digits that the page set above the line; a run of them ("162 165") goes together."""
        found: list[str] = []
        out: list[str] = []
        at = 0
        for match in _MARK.finditer(text):
            if match.start() < at:
                continue
            mark = match["mark"]
            if not self._is_mark(text, match, bool(found) and text[at : match.start()].strip() == "" and at > 0):
                continue
            out.append(text[at : match.start()].rstrip())
            found.append(mark)
            if mark.isdigit():
                self._last_mark = int(mark)
            at = match.end()
        if not found:
            return text, ()
        out.append(text[at:])
        joined = out[0]
        places: list[int] = []
        for piece in out[1:]:
            places.append(len(joined))
            if joined.endswith(",") and piece.startswith(","):  # "by France, 162 165, the United Kingdom"
                piece = piece[1:]
            joined += piece if not joined or piece[:1] in ",;:.)" or piece.startswith(" ") else f" {piece}"
        return joined.strip(), tuple(zip(found, places, strict=True))

    def _is_mark(self, text: str, match: re.Match[str], after_mark: bool) -> bool:
        mark, before, after = match["mark"], text[: match.start()].rstrip(), text[match.end() :].lstrip()
        if mark.startswith("*"):
            return mark in self._marks and bool(before) and text[match.start() - 1 : match.start()] != " "
        known = mark in self._marks
        if text[match.start() - 1].isalpha():
            return known
        if not before or (not known and not self._typeset) or _COUNTED.match(after):
            return False
        if after_mark:
            return known or self._is_near(int(mark))
        near = before[-30:]  # all that the patterns ask of
        word = near.rsplit(None, 1)[-1]
        after_stop = word[-1] in ',;:.”)’"'
        dated = _DATED.search(near) is not None and (_AND_DATE.match(after) is not None or not _LISTED.match(after))
        if known and re.search(r"\w[./]\d+$", word):
            return True
        if not after_stop and not dated and (_NUMBERED_NOUN.match(word) or word[-1].isdigit() or len(word) == 1):
            return False
        if after_stop and _ABBREVIATED.search(near):
            return False
        if after_stop and after and re.search(r"(?<!\d)\d{1,3}[,;]?$|\)\s?[,;]$", near):
            # "paragraphs 3, 4 and 5": a list of numbers, not a mark
            return known and not _LISTED.match(after) and not _NUMBERS.search(before)
        if known:
            return True
        if _LISTED.match(after) and not dated:
            return False
        run = re.match(r"\d{1,3}(?:[,;.]|$|\s\d)", after) is not None
        loose = after_stop and (not after or after[0].islower() or after[0] in ",;:." or run)
        amid = not after_stop and word.isalpha() and len(word) > 2 and _FUNCTION.match(after) is not None
        return (dated or loose or amid) and self._is_near(int(mark))

    def _is_near(self, mark: int) -> bool:
        """A mark whose footnote the text lacks still follows the marks of its page."""
        if self._numbers:
            return self._numbers[0] - 12 <= mark <= self._numbers[-1] + 12
        return mark > 2 and (self._last_mark == 0 or abs(mark - self._last_mark) <= 15)


def _single_spaced(text: str) -> str:
    """Drop soft hyphens, and all blanks but one between words.

    >>> _single_spaced("the  Mission\\t(UN\u00adMOT)")
    'the Mission (UNMOT)'
    """
    if "\u00ad" in text:
        text = text.replace("\u00ad", "")
    return " ".join(text.split()) if "  " in text or "\t" in text else text.strip()
