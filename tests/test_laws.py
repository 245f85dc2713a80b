"""Laws of the text reader: however a resolution is printed, its outline is the same; nothing is lost; nothing crashes.

A resolution is generated, written out in many layouts, read back and compared with what was generated.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from resrdf.document import Clause, Document, Locator, walk_document
from resrdf.errors import ReadError
from resrdf.read.decode import decode_text
from resrdf.read.labels import Style, from_ordinal, to_ordinal
from resrdf.read.text import read_text, unaccounted
from resrdf.symbol import Symbol

Line = tuple[str, str | None, str]  # locator, number, text

settings.register_profile("laws", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("laws")


# ---------------------------------------------------------------------- what is generated
@dataclass(frozen=True)
class Item:
    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Section:
    label: str | None
    paragraphs: tuple[Item, ...]


@dataclass(frozen=True)
class Text:
    preamble: tuple[str, ...]
    sections: tuple[Section, ...]
    annex: tuple[Item, ...] = ()


PARTICIPLES = [
    "Recalling",
    "Reaffirming",
    "Deeply concerned at",
    "Having considered",
    "Noting also",
    "Determined to end",
]
VERBS = ["Decides", "Calls upon", "Requests also", "Urges", "Welcomes with appreciation", "Demands once again"]
PHRASES = [
    "the parties", "all States", "the report of the Secretary-General", "its resolution 1373 (2001) of 28 September 2001",
    "paragraph 4 of resolution 1540 (2004)", "the Government of Côte d’Ivoire", "paragraphs 3 to 7 above",
    "the letter dated 5 March 1998 from the President (S/1998/44)", "the United Nations Mission", "Article 41 of the Charter",
    "the cease-fire and the disengagement of forces", "the return of refugees", "subparagraph (a) above",
    "a period of six months", "Annex II to that Agreement", "(the Bonn Agreement)", "in particular Mr. A. Rassendyll",
    "the statements of its President of 3 and 5 May 1999", "the territory of “Ruritania”", "Chapter VII of the Charter",
]  # fmt: skip
LINKS = [" and ", " in ", ", including ", " of ", ", as well as ", " with ", " – notably – "]


@st.composite
def sentences(draw: st.DrawFn, openers: list[str], end: str, longest: int = 9) -> str:
    text = draw(st.sampled_from(openers)) + " " + draw(st.sampled_from(PHRASES))
    for _ in range(draw(st.integers(0, longest))):
        text += draw(st.sampled_from(LINKS)) + draw(st.sampled_from(PHRASES))
    return text + end


@st.composite
def paragraphs(draw: st.DrawFn, end: str) -> Item:
    if draw(st.integers(0, 3)):
        return Item(draw(sentences(VERBS, end)))
    items = []
    for _ in range(draw(st.integers(2, 11))):
        below: tuple[Item, ...] = ()
        if draw(st.integers(0, 5)) == 0:
            below = tuple(Item(draw(sentences(["To visit", "To see"], ";", 2))) for _ in range(draw(st.integers(2, 4))))
        items.append(
            Item(draw(sentences(["To monitor", "The return of", "Support for"], ":" if below else ";", 4)), below)
        )
    return Item(draw(sentences(VERBS, ":", 3)), tuple(items))


@st.composite
def texts(draw: st.DrawFn, *, annexed: bool = True) -> Text:
    preamble = tuple(draw(st.lists(sentences(PARTICIPLES, ","), min_size=1, max_size=5)))
    labels: list[str | None] = [None]
    if draw(st.integers(0, 4)) == 0:
        labels = [*["I", "II", "III"][: draw(st.integers(2, 3))]]
    sections = []
    for i, label in enumerate(labels):
        body = draw(st.lists(paragraphs(";"), min_size=2, max_size=5))
        if i == len(labels) - 1:
            body[-1] = Item("Decides to remain actively seized of the matter.")
        sections.append(Section(label, tuple(body)))
    annex: tuple[Item, ...] = ()
    if annexed and draw(st.integers(0, 3)) == 0:
        annex = tuple(Item(draw(sentences(["The parties shall observe", "They shall respect"], "."))) for _ in range(3))
    return Text(preamble, tuple(sections), annex)


def to_lines(text: Text) -> list[Line]:
    """What a reader should find."""
    lines: list[Line] = [(f"pre/{i}", None, sentence) for i, sentence in enumerate(text.preamble, 1)]
    for section in text.sections:
        base = f"part/{section.label}/op" if section.label else "op"
        for number, paragraph in enumerate(section.paragraphs, 1):
            lines += _item_lines(paragraph, f"{base}/{number}", str(number))
    for number, paragraph in enumerate(text.annex, 1):
        lines += _item_lines(paragraph, f"annex/1/op/{number}", str(number))
    return lines


STYLES: tuple[Style, ...] = ("alpha", "roman")


def _item_lines(item: Item, locator: str, number: str, depth: int = 0) -> Iterator[Line]:
    yield locator, number, item.text
    for ordinal, child in enumerate(item.items, 1):
        label = from_ordinal(ordinal, STYLES[depth])
        yield from _item_lines(child, f"{locator}/{label}", label, depth + 1)


def read_lines(document: Document) -> list[Line]:
    return [(str(clause.locator), clause.number, clause.text) for clause in walk_document(document)]


# ---------------------------------------------------------------------- how it is printed
NUMBER, YEAR = 1402, 2002
HEADS = {
    "A": "98 (1951). Resolution of 5 March 1951\n[S/2301]\n\nThe Security Council,\n\n",
    "B": "Resolution 290 (1971)\nof 5 March 1971\n\nThe Security Council,\n\n",
    "C": "RESOLUTION 790 (1992)\nAdopted by the Security Council at its 3149th meeting,\non 5 March 1992\n\n"
    "The Security Council,\n",
    "D": "United Nations S/RES/1402 (2002)\nSecurity Council Distr.: General\n30 March 2002\n02-31053 (E)\n*0231053*\n"
    "Resolution 1402 (2002)\nAdopted by the Security Council at its 4503rd meeting, on\n30 March 2002\n"
    "The Security Council,\n",
    "E": "Security Council\nSecurity Council\n\n## Resolution 1402 (2002)\n\n"
    "Adopted by the Security Council at its 4503rd meeting, on 30 March 2002\n\nThe Security Council,\n\n",
}
SYMBOLS = {"A": "S/RES/98 (1951)", "B": "S/RES/290 (1971)", "C": "S/RES/790 (1992)"}
TAILS = {
    "A": "\n\nAdopted unanimously at the 540th meeting.\n",
    "B": "\n\nAdopted at the 1560th meeting by 14 votes to none.\n",
}
TURNS = [
    "{page}\n{symbol}", "{symbol}\nPage {page}", "/...\n{symbol}\nEnglish\nPage {page}", "\n{page}\n\n{symbol}\n",
    "02-31053 (E)\n*0231053*\n\n{symbol}", "02-31053{page}\n{symbol}", "{page}/9 02-31053\n{symbol}", "\f{symbol}",
    "02-31053 {page}/9\n\n{symbol}", "\n-----\n{symbol}\nPage {page}\n", "02-31053 (E) /...\n{symbol}\nEnglish\nPage {page}",
]  # fmt: skip


@dataclass(frozen=True)
class Print:
    """One way to print: ``width`` 0 sets each paragraph in one line; ``turns`` says after which line the page ends."""

    layout: str = "D"
    width: int = 0
    blank: bool = False
    indent: int = 0
    turns: tuple[tuple[int, int], ...] = field(default=())


@st.composite
def prints(draw: st.DrawFn) -> Print:
    width = draw(st.sampled_from([0, 0, 56, 64, 72, 78, 84, 100]))
    turns = tuple(draw(st.lists(st.tuples(st.integers(1, 60), st.integers(0, len(TURNS) - 1)), max_size=4)))
    return Print(draw(st.sampled_from("ABCDE")), width, draw(st.booleans()), draw(st.sampled_from([0, 0, 5])), turns)


def write(text: Text, how: Print) -> str:
    lines: list[str] = []
    for paragraph in _printed(text):
        lines += _wrap(paragraph, how)
        if how.blank:
            lines.append("")
    symbol = SYMBOLS.get(how.layout, f"S/RES/{NUMBER} ({YEAR})")
    for page, (line, kind) in enumerate(sorted(dict(how.turns).items(), reverse=True), 2):
        if line < len(lines) - 1:
            lines.insert(line, TURNS[kind].format(page=page, symbol=symbol))
    return HEADS[how.layout] + "\n".join(lines) + TAILS.get(how.layout, "\n")


def _printed(text: Text) -> Iterator[str]:
    yield from text.preamble
    for section in text.sections:
        if section.label:
            yield section.label
        for number, paragraph in enumerate(section.paragraphs, 1):
            yield from _printed_item(paragraph, f"{number}.")
    if text.annex:
        yield "Annex"
        for number, paragraph in enumerate(text.annex, 1):
            yield from _printed_item(paragraph, f"{number}.")


def _printed_item(item: Item, label: str, depth: int = 0) -> Iterator[str]:
    yield f"{label} {item.text}"
    for ordinal, child in enumerate(item.items, 1):
        yield from _printed_item(child, f"({from_ordinal(ordinal, STYLES[depth])})", depth + 1)


def _wrap(paragraph: str, how: Print) -> list[str]:
    indent = " " * how.indent
    if not how.width:
        return [indent + paragraph]
    return textwrap.wrap(paragraph, how.width, initial_indent=indent, break_on_hyphens=False, break_long_words=False)


# ---------------------------------------------------------------------- the laws
@given(texts(annexed=False), prints())
def test_no_print_changes_the_outline(text: Text, how: Print) -> None:
    page = write(text, how)
    assert read_lines(read_text(page.encode(), "page.txt")) == to_lines(text), page


@given(texts(), st.sampled_from("CDE"), st.sampled_from([0, 72, 84]), st.booleans())
def test_an_annex_is_read_after_the_text(text: Text, layout: str, width: int, blank: bool) -> None:
    page = write(text, Print(layout, width, blank))
    document = read_text(page.encode(), "page.txt")
    assert read_lines(document) == to_lines(text), page
    assert [annex.headings for annex in document.annexes] == [("Annex",)] * bool(text.annex)


@given(texts(), st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_encoding_changes_the_outline(text: Text, encoding: str, end: str) -> None:
    page = write(text, Print(width=78)).replace("\n", end).encode(encoding)
    assert read_lines(read_text(page, "page.txt")) == to_lines(text)


@given(texts(), prints())
def test_a_print_gives_no_remarks_and_no_leftovers(text: Text, how: Print) -> None:
    if text.annex and how.layout in TAILS:
        return
    document = read_text(write(text, how).encode(), "page.txt")
    assert document.leftovers == ()
    assert [remark for remark in document.remarks if remark.kind != "fault"] == []


SCRAPS = [
    "Resolution 1402 (2002)", "98 (1951). Resolution of 5 March 1951", "S/RES/1402 (2002)", "The Security Council,",
    "Adopted by the Security Council at its 4503rd meeting, on 30 March 2002", "Adopted unanimously at the 540th meeting.",
    "Adopted at the 1560th meeting by 12 votes to 1 (Cuba), with 2 abstentions", "1.", "2. Decides", "3, Urges", "S. Notes",
    "(a)", "(b) To see;", "(5)", "(i)", "(ii) To go", "– text", "•", "* Reissued", "12 Ibid.", "_____", "-----", "/...", "2",
    "Page 2", "02-31053 (E)", "Annex", "Annex II", "ANNEX", "I", "II", "A.", "A. Title", "Article 3", "Article 3 bis", "“3. Quoted",
    "Recalling", "Having considered", "Requests the following:", "the Secretary-", "General", "pro-", "vision,", "and", "word",
    "of 5 March 1951", "[S/2301]", "## Heading", "Decides to remain seized of the matter.", "\u00ad", "\ufeff", "\x00", "\f", "\r",
    ";", ",", ".", ":", "(", ")", "”", "1990", "resolution 7 (1946)", "4. above", "162 165,", "é", "\u00a0", "\t", "𝔖", "ﬁ",
]  # fmt: skip
odd_texts = st.lists(
    st.tuples(st.sampled_from(SCRAPS) | st.text(max_size=12), st.sampled_from(["\n", "\n", "\n\n", " ", ""])),
    max_size=40,
).map(lambda pieces: "".join(scrap + gap for scrap, gap in pieces))
TITLES = [
    "Resolution 1402 (2002)\n",
    "98 (1951). Resolution of 5 March 1951\n",
    "RESOLUTION 790 (1992)\n\n",
    "## Resolution 9 (2002)\n",
]


@settings(max_examples=400)
@given(odd_texts | st.text())
def test_only_a_text_without_resolution_is_refused(text: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        document = read_text(data, "page.txt")
    except ReadError:
        return
    check_nothing_is_lost(document, data)


@settings(max_examples=500)
@given(st.sampled_from(TITLES), odd_texts | st.text())
@example("Resolution 1402 (2002)\n", "")
@example("Resolution 1402 (2002)\n", "Resolution 1402 (2002)\nThe Security Council, Decides")
def test_a_text_with_a_title_is_always_read(title: str, text: str) -> None:
    data = (title + text).replace("\0", " ").encode("utf-8", "replace")
    check_nothing_is_lost(read_text(data, "page.txt"), data)


@given(st.binary(max_size=300))
def test_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_text(data, "page.txt")
    except ReadError as error:
        assert str(error).startswith("page.txt")


@given(texts(), prints())
def test_nothing_of_a_print_is_lost(text: Text, how: Print) -> None:
    data = write(text, how).encode()
    check_nothing_is_lost(read_text(data, "page.txt"), data)


def check_nothing_is_lost(document: Document, data: bytes) -> None:
    """One region for each character; locators without repetition; the spans of a clause hold the letters of its text."""
    text = decode_text(data, "page.txt")
    assert unaccounted(document, text) == 0
    ends = [(region.start, region.end) for region in document.regions]
    assert all(before[1] <= after[0] for before, after in pairwise(ends))
    places = [clause.locator for clause in walk_document(document)]
    assert len(set(places)) == len(places)
    for clause in walk_document(document):
        spans = "".join(text[span.start : span.end] for span in clause.spans)
        assert _letters(spans) == _letters(clause.text + (clause.closing or ""))
        assert clause.locator.parent == _parent(clause, document)


def _letters(text: str) -> Counter[str]:
    return Counter(c for c in text if c.isalpha())


def _parent(clause: Clause, document: Document) -> Locator:
    """Of an item: the clause that holds it; of a paragraph: whatever stands before its ordinal."""
    for other in walk_document(document):
        if any(child is clause for child in other.children):
            return other.locator
    return clause.locator.parent


# ---------------------------------------------------------------------- round trips
@given(st.lists(st.from_regex(r"[A-Za-z0-9-]{1,9}", fullmatch=True), min_size=1, max_size=6))
def test_locators_are_read_back(parts: list[str]) -> None:
    locator = Locator(tuple(parts))
    assert Locator.from_path(str(locator)) == locator
    assert (locator / "x").parent == locator


@given(st.integers(1, 9999), st.integers(1946, 2099))
def test_symbols_are_read_back(number: int, year: int) -> None:
    symbol = Symbol.resolution(number, year)
    spellings = [
        str(symbol), f"s/res/{number} ({year})", f"S_RES_{number}_{year}", f"https://docs.un.org/en/S/RES/{number}({year})",
        f"  S/RES/{number}\u00a0({year}) ",
    ]  # fmt: skip
    assert [Symbol.from_text(spelling) for spelling in spellings] == [symbol] * len(spellings)
    assert (symbol.number, symbol.year, symbol.path) == (number, year, f"res/{number}")


@given(st.sampled_from(["number", "digit", "alpha", "ALPHA", "roman", "ROMAN"]), st.integers(1, 52))
def test_labels_are_read_back(style: Style, ordinal: int) -> None:
    assert to_ordinal(from_ordinal(ordinal, style), style) == ordinal
