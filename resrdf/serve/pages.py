"""The HTML that a person sees: a home page with a query form, results as a table, a resolution as text, errors.

No scripts, nothing from other hosts; every text is escaped here.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from resrdf.results import QueryResult, to_cell
from resrdf.saved import SavedQuery

STYLE = """
:root { color-scheme: light dark; --ink: #1b2733; --paper: #fff; --line: #c9d3dc; --link: #00568f; --soft: #f3f6f8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf0; --paper: #14191e; --line: #3a4650; --link: #7cc0f0; --soft: #1d242b; }
}
body { font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto;
  max-width: 70rem; padding: 1rem; overflow-wrap: anywhere; }
a { color: var(--link); } h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
textarea { width: 100%; box-sizing: border-box; font: .9rem/1.45 ui-monospace, monospace; min-height: 16rem;
  background: var(--soft); color: inherit; border: 1px solid var(--line); padding: .6rem; }
button { font: inherit; padding: .35rem .9rem; }
pre { background: var(--soft); padding: .8rem; overflow: auto; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; } caption { text-align: left; padding: .3rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .7rem .3rem 0; text-align: left; vertical-align: top; }
dl.text dt { float: left; clear: left; min-width: 3rem; } dl.text dd { margin: 0 0 .8rem 3rem; }
dl.text dd.inner { margin-left: 5.5rem; } .counts { display: flex; flex-wrap: wrap; gap: .3rem 2rem; padding: 0; }
.counts li { list-style: none; } .reason { border-left: .3rem solid #b3261e; padding-left: .8rem; }
"""


_MOST_ROWS = 2000  # of a table in a browser; every other format has all rows


def page(title: str, body: str, links: str = "") -> bytes:
    """Wrap a body as a whole page."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{links}"
        '<link rel="stylesheet" href="/style.css">\n<link rel="icon" href="data:,">\n</head>\n<body>\n'
        '<nav aria-label="Site"><a href="/">Security Council resolutions</a> · <a href="/sparql">SPARQL</a></nav>\n'
        f"<main>\n<h1>{escape(title)}</h1>\n{body}</main>\n</body>\n</html>\n"
    ).encode()


def home_page(counts: Sequence[tuple[str, int]], queries: Sequence[SavedQuery], text: str, limits: str) -> bytes:
    """Say what is here, and offer a query form and the saved questions."""
    known = "".join(f"<li><strong>{count:,}</strong> {escape(label)}</li>" for label, count in counts)
    asked = "".join(
        f'<li><a href="/?example={quote(query.name)}">{escape(query.question)}</a></li>\n' for query in queries
    )
    body = (
        f'<ul class="counts">{known}</ul>\n<p>Questions are answered at <a href="/sparql">/sparql</a>. '
        f"{escape(limits)}</p>\n{_form(text)}<h2>Questions to begin with</h2>\n<ul>\n{asked}</ul>\n"
    )
    return page("Security Council resolutions as linked data", body)


def query_page(text: str, reason: str = "") -> bytes:
    """Show the query form, with the reason why a query was not answered."""
    said = f'<p class="reason" role="alert">{escape(reason)}</p>\n' if reason else ""
    return page("Query", said + _form(text))


def result_page(text: str, result: QueryResult, base: str) -> bytes:
    """Show an answer as a table, a word, or Turtle."""
    if result.kind == "ask":
        shown = f"<p><strong>{'Yes' if result.truth else 'No'}</strong></p>\n"
    elif result.kind == "graph":
        shown = f"<pre>{escape(result.to_format('turtle').decode())}</pre>\n"
    else:
        shown = _table(result, base)
    others = ("turtle", "ntriples", "rdfxml", "jsonld") if result.kind == "graph" else ("csv", "tsv", "json", "xml")
    links = " · ".join(f'<a href="/sparql?query={quote(text, safe="")}&amp;format={f}">{f}</a>' for f in others)
    return page("Answer", f"{shown}<p>The same as: {links}</p>\n<h2>Query</h2>\n{_form(text)}")


def text_page(title: str, facts: Sequence[tuple[str, str]], clauses: QueryResult, path: str) -> bytes:
    """Show a resolution as its text, each clause with an anchor; ``clauses`` are rows of the query resolution-text."""
    lines = []
    for row in clauses.rows():
        _, clause, heading, number, said, closing = (to_cell(term) for term in row)
        anchor = clause.split(f"{path}/", 1)[-1]
        depth = anchor.split("/op/")[-1].removeprefix("op/").count("/") if "op/" in anchor else 0
        inner = ' class="inner"' if depth else ""
        if heading:
            lines.append(f"</dl>\n<h2>{escape(heading)}</h2>\n<dl class='text'>")
        label = f"({number})" if depth and number else f"{number}." if number else "–"
        lines.append(
            f'<dt id="{escape(anchor)}"><a href="#{escape(anchor)}">{escape(label)}</a></dt>'
            f"<dd{inner}>{escape(said)}{'<br>' + escape(closing) if closing else ''}</dd>"
        )
    known = "".join(f"<tr><th scope='row'>{escape(k)}</th><td>{escape(v)}</td></tr>" for k, v in facts)
    types = {"ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml",
             "jsonld": "application/ld+json"}  # fmt: skip
    links = "".join(f'<link rel="alternate" type="{t}" href="/{path}.{s}">\n' for s, t in types.items())
    data = " · ".join(f'<a href="/{path}.{suffix}">{suffix}</a>' for suffix in types)
    body = f"<table>{known}</table>\n<dl class='text'>{''.join(lines)}</dl>\n<p>As data: {data}</p>\n"
    return page(title, body, links)


def thing_page(iri: str, turtle: str, path: str) -> bytes:
    """Show anything else as what is said of it."""
    data = " · ".join(f'<a href="/{escape(path)}.{suffix}">{suffix}</a>' for suffix in ("ttl", "nt", "rdf", "jsonld"))
    return page(path, f"<p><code>{escape(iri)}</code></p>\n<pre>{escape(turtle)}</pre>\n<p>As data: {data}</p>\n")


def error_page(status: int, reason: str) -> bytes:
    """Say why a request was refused."""
    return page(f"{status}", f'<p class="reason" role="alert">{escape(reason)}</p>\n')


def _form(text: str) -> str:
    return (
        '<form action="/sparql" method="get">\n<label for="query">SPARQL query</label>\n'
        f'<textarea id="query" name="query" spellcheck="false">{escape(text)}</textarea>\n'
        "<p><button>Ask</button></p>\n</form>\n"
    )


def _table(result: QueryResult, base: str) -> str:
    from pyoxigraph import NamedNode

    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in result.variables)
    rows, count = [], 0
    for row in result.rows():
        count += 1
        if count > _MOST_ROWS:
            continue
        cells = []
        for term in row:
            shown = escape(to_cell(term, base))
            if isinstance(term, NamedNode) and term.value.startswith(base):
                shown = f'<a href="/{escape(quote(term.value[len(base) :], safe="/#"))}">{shown}</a>'
            cells.append(f"<td>{shown}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>\n")
    notice = f"; the first {_MOST_ROWS:,} are shown, the formats below have all" if count > _MOST_ROWS else ""
    caption = f"<caption>{count:,} row{'s' if count != 1 else ''}{notice}</caption>"
    body = f"<thead><tr>{heads}</tr></thead>\n<tbody>{''.join(rows)}</tbody>"
    return f'<div class="scroll"><table>{caption}{body}</table></div>\n'


def files_page(files: Sequence[tuple[str, int, str]]) -> bytes:
    """List the files of the dataset: path, size in bytes, SHA-256."""
    rows = "".join(
        f'<tr><td><a href="/dataset/{quote(name)}">{escape(name)}</a></td><td>{size:,}</td><td>{digest}</td></tr>\n'
        for name, size, digest in files
    )
    head = "<tr><th scope=col>File</th><th scope=col>Bytes</th><th scope=col>SHA-256</th></tr>\n"
    table = f'<div class="scroll"><table><caption>{len(files)} files</caption>\n{head}{rows}</table></div>\n'
    return page("The dataset", table if files else "<p>This store was served without the files of a dataset.</p>\n")
