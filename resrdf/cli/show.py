"""``resrdf show``: the parsed resolution as a tree to read, with what was repaired and what was left over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from resrdf.cli.common import from_option, to_sources
from resrdf.errors import ResrdfError

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

    from resrdf.annotations import Annotation
    from resrdf.document import Clause, Document, Locator, Remark, Vote
    from resrdf.sources import SourceFile
    from resrdf.symbol import Symbol

_STYLES = {"repair": "cyan", "gap": "cyan", "fault": "yellow", "conflict": "yellow", "unknown": "yellow"}


@click.command(
    epilog="""\b
Examples:
  resrdf show seeds/S_RES_1138_1997.txt             the whole resolution
  resrdf show seeds/S_RES_1138_1997.txt op/6        paragraph 6 and its items
  resrdf show seeds/S_RES_1386_2001.txt op/2 --findings  with its actions and citations
  resrdf show table.csv --symbol "S/RES/1386 (2001)"     one row of a table, one text of a folder
  resrdf show seeds/S_RES_1386_2001.txt --lines     what each line of the text was taken for"""
)
@click.argument("source", metavar="SRC")
@click.argument("locator", required=False)
@from_option("What SRC is")
@click.option("--symbol", metavar="SYMBOL", help="Which text, where SRC is a table, a folder or an archive of many.")
@click.option("--findings", is_flag=True, help="Spell out what each clause does and cites.")
@click.option("--lines", is_flag=True, help="Show the source line by line with what each was taken for.")
def show(
    source: str, locator: str | None, source_format: str | None, symbol: str | None, findings: bool, lines: bool
) -> int:
    """Show how one resolution was read.

    LOCATOR is the end of a clause's IRI: op/3, op/4/a, pre/2, annex/1/op/5. SRC may be - for standard input.
    """
    from resrdf.read import read
    from resrdf.symbol import Symbol

    sources = to_sources((source,))
    if symbol is not None:
        sources = _with_symbol(sources, Symbol.from_text(symbol), source)
    if len(sources) > 1:
        raise click.UsageError(f"{source} holds {len(sources)} texts: name one of them with --symbol")
    data = sources[0].read()
    document = read(data, sources[0].name, format=source_format)  # type: ignore[arg-type]
    if lines:
        _show_lines(document, data)
        return 0
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False, emoji=False)
    console.print(_tree_of(document, locator, spelt_out=findings))
    return 0


def _with_symbol(sources: list[SourceFile], symbol: Symbol, place: str) -> list[SourceFile]:
    """The first source of this symbol; what cannot be named is passed over."""
    from resrdf.sources import find_symbol

    for source in sources:
        try:
            found = find_symbol(source)
        except ResrdfError:
            continue
        if found.path == symbol.path:
            return [source]
    raise ResrdfError(f"{place}: no text of {symbol} is in it")


@dataclass(frozen=True, slots=True)
class _Notes:
    """What is to be said beside the clauses: remarks of the reader by place, findings by clause, whether to spell these out."""

    remarks: dict[str, list[Remark]]
    findings: dict[Locator, tuple[Annotation, ...]]
    spelt_out: bool


def _tree_of(document: Document, locator: str | None, *, spelt_out: bool) -> Tree:
    from rich.markup import escape
    from rich.tree import Tree

    from resrdf.document import walk_document
    from resrdf.enrich import annotate

    remarks: dict[str, list[Remark]] = {}
    for remark in document.remarks:
        remarks.setdefault(remark.where or "", []).append(remark)
    found = annotate(document)
    notes = _Notes(remarks, found.clauses if found else {}, spelt_out)
    if locator:
        clause = next((c for c in walk_document(document) if str(c.locator) == locator.strip("/")), None)
        if clause is None:
            paths = ", ".join(str(c.locator) for c in (*document.preamble[:1], *document.operative))
            raise ResrdfError(f"{document.symbol} has no clause {locator}; it has {paths}")
        root = Tree(f"[bold]{document.symbol}[/] {locator}", guide_style="dim")
        _add_clause(root, clause, notes)
        return root
    root = Tree(f"[bold]{document.symbol}[/]", guide_style="dim")
    for line in _facts(document):
        root.add(f"[dim]{escape(line)}[/]")
    for remark in document.remarks:
        if not (remark.where or "").startswith(("op", "pre", "annex", "part")):
            _add_remark(root, remark)
    for title, clauses in (("Preamble", document.preamble), ("Operative part", document.operative)):
        if clauses:
            branch = root.add(f"[bold]{title}[/]")
            for clause in clauses:
                _add_clause(branch, clause, notes)
    for annex in document.annexes:
        branch = root.add(f"[bold]{escape(' · '.join(annex.headings) or 'Annex')}[/] [dim]{annex.locator}[/]")
        for clause in (*annex.preamble, *annex.operative):
            _add_clause(branch, clause, notes)
    if document.footnotes:
        branch = root.add("[bold]Footnotes[/]")
        for note in document.footnotes:
            at = f" [dim]at {note.anchor}[/]" if note.anchor else ""
            branch.add(f"{escape(note.mark)} {escape(note.text)}{at}")
    if document.leftovers:
        branch = root.add("[bold yellow]Leftovers[/]")
        for leftover in document.leftovers:
            branch.add(f"[yellow]line {leftover.line}: {escape(leftover.text)} ({leftover.reason})[/]")
    return root


def _facts(document: Document) -> list[str]:
    adoption, masthead = document.adoption, document.masthead
    facts = [adoption.line] if adoption.line else []
    if adoption.date:
        facts.append(f"adopted {adoption.date}" + (f", meeting {adoption.meeting}" if adoption.meeting else ""))
    if adoption.vote:
        facts.append(_vote_in_words(adoption.vote))
    if masthead.legacy_symbol:
        facts.append(f"earlier symbol {masthead.legacy_symbol}")
    if masthead.job_number:
        facts.append(f"job number {masthead.job_number}")
    if document.catalogue.title:
        facts.append(document.catalogue.title)
    layout = f", layout {document.source.layout}" if document.source.layout else ""
    facts.append(f"{document.source.name} ({document.source.media_type}, {document.language}{layout})")
    return facts


def _vote_in_words(vote: Vote) -> str:
    words = [vote.outcome.replace("-", " ")]
    for name, ballot in (
        ("for", vote.in_favour),
        ("against", vote.against),
        ("abstaining", vote.abstained),
        ("not voting", vote.not_voting),
    ):
        if ballot and ballot.count:
            words.append(
                f"{ballot.count} {name}" + (f" ({', '.join(ballot.states)})" if ballot.states and name != "for" else "")
            )
    return ", ".join(words)


def _add_clause(branch: Tree, clause: Clause, notes: _Notes) -> None:
    from rich.markup import escape
    from rich.text import Text

    for heading in clause.headings:
        branch.add(f"[italic]{escape(heading)}[/]")
    line = Text(f"{_printed(clause)} " if clause.number else "", style="bold")
    line.append_text(_marked(clause, notes))
    line.append(f" {clause.locator}", style="dim")
    node = branch.add(line)
    if notes.spelt_out:
        for words in _findings_in_words(clause, notes.findings.get(clause.locator, ())):
            node.add(Text(words, style="dim"))
    for key in (str(clause.locator), f"({clause.number})" if len(clause.locator.parts) > 2 else ""):
        for remark in notes.remarks.get(key, ()) if key else ():
            _add_remark(node, remark)
    for child in clause.children:
        _add_clause(node, child, notes)
    if clause.closing:
        node.add(f"{escape(clause.closing)} [dim]closing words[/]")


def _marked(clause: Clause, notes: _Notes) -> Text:
    """The words of a clause, verbs in bold, actors in italics, citations underlined (on a terminal)."""
    from rich.text import Text

    from resrdf.annotations import Action, Citation, Mention

    styles = {Action: "bold", Citation: "underline", Mention: "italic"}
    text = Text(clause.text, style="not bold")
    for annotation in notes.findings.get(clause.locator, ()):
        text.stylize(styles.get(type(annotation), ""), annotation.start, annotation.end)
    return text


def _findings_in_words(clause: Clause, found: tuple[Annotation, ...]) -> Iterator[str]:
    from resrdf.annotations import Action, Citation, MandateChange, MandateTask, MeasureChange, Mention, Report, Work

    for annotation in found:
        quote = clause.text[annotation.start : annotation.end]
        match annotation:
            case Action():
                force = f" ({annotation.force.rsplit('/', 1)[1]})" if annotation.force else ""
                whom = f" → {', '.join(annotation.addressees)}" if annotation.addressees else ""
                yield f"action: {annotation.verb.rsplit('/', 1)[1]}{force}{whom} “{quote}”"
            case Citation(target=target):
                name = "no target" if target is None else target.names[0] if isinstance(target, Work) else str(target)
                place = f" {annotation.clause}" if annotation.clause else ""
                yield f"citation: {name}{place} “{quote}”"
            case Mention(actor=actor):
                yield f"mention: {actor or 'of no known actor'} “{quote}”"
            case MandateChange():
                until = f" until {annotation.valid_until}" if annotation.valid_until else ""
                yield f"mandate: {annotation.kind.rsplit('/', 1)[1]} {annotation.actor}{until} “{quote}”"
            case MandateTask():
                kind = annotation.kind.rsplit("/", 1)[1] if annotation.kind else "other"
                yield f"task: {kind} {annotation.actor} “{quote}”"
            case MeasureChange():
                regime = f" in {annotation.regime}" if annotation.regime else ""
                kind, done = (path.rsplit("/", 1)[1] for path in (annotation.kind, annotation.action))
                yield f"measure: {done} {kind}{regime} “{quote}”"
            case Report():
                due = annotation.due or annotation.within or annotation.frequency or ""
                yield f"report: {', '.join(annotation.by)} → {', '.join(annotation.to)} {due} “{quote}”"


def _printed(clause: Clause) -> str:
    number = clause.number or ""
    return f"{number}." if clause.locator.parts[-2] == "op" and number[:1].isdigit() else f"({number})"


def _add_remark(node: Tree, remark: Remark) -> None:
    from rich.markup import escape

    line = f" (line {remark.line})" if remark.line else ""
    node.add(f"[{_STYLES[remark.kind]}]{remark.kind}: {escape(remark.message)}{line}[/]")


def _show_lines(document: Document, data: bytes) -> None:
    if not document.regions:
        raise ResrdfError(f"{document.source.name} is not a text: only texts have lines to show")
    from resrdf.read.decode import decode_text
    from resrdf.read.table import text_of_row

    name = document.source.name
    text = text_of_row(data, name) if document.source.media_type == "text/csv" else decode_text(data, name)
    for region in document.regions:
        click.echo(f"{region.line:5} {click.style(f'{region.role:<9}', dim=True)} {text[region.start : region.end]}")
