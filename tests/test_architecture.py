"""The house rules: one direction of imports, two wings that meet in the command line, and only that one prints."""

from __future__ import annotations

import ast
import re
import shlex
from functools import lru_cache
from pathlib import Path

import click
import pytest
from pages import ROOT

from resrdf.cli import cli

PACKAGE = ROOT / "resrdf"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "resources" not in path.relative_to(PACKAGE).parts
}
# text -> document -> graph, and what both wings may use
READING = tuple(
    "read enrich sources tables adoption catalogued voted dossier graph annotated review write pipeline entail".split()
)
USING = tuple("validate quads report store query saved sparql results search serve publish remote linking".split())
# these need both wings and belong to neither; the package's front door imports on demand only
MEETING = ("cli", "dataset", "library", "__main__")


@lru_cache
def tree_of(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def imports_of(name: str, *, types: bool = False, lazy: bool = True) -> set[str]:
    """The modules of the package that a module imports, with those for annotations only, with those in functions."""
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if (is_type_checking(child) and not types) or (
                isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and not lazy
            ):
                continue
            if isinstance(child, ast.Import):
                found.update(alias.name for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{name} imports by dots"
                base = child.module or ""
                found.update(f"{base}.{a.name}" if f"{base}.{a.name}" in MODULES else base for a in child.names)
            visit(child)

    visit(tree_of(name))
    return {module for module in found if module in MODULES} - {name}


def wing_of(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def find_cycle(edges: dict[str, set[str]]) -> list[str]:
    """The first circle in a graph, or nothing."""
    done: set[str] = set()

    def walk(node: str, path: list[str]) -> list[str]:
        if node in path:
            return [*path[path.index(node) :], node]
        if node in done:
            return []
        for after in sorted(edges.get(node, ())):
            if circle := walk(after, [*path, node]):
                return circle
        done.add(node)
        return []

    for node in sorted(edges):
        if circle := walk(node, []):
            return circle
    return []


def test_a_circle_would_be_found() -> None:
    assert find_cycle({"a": {"b"}, "b": {"c", "d"}, "d": {"b"}}) == ["b", "d", "b"]
    assert find_cycle({"a": {"b"}, "b": set()}) == []


def test_no_module_imports_itself_in_a_circle() -> None:
    assert find_cycle({name: imports_of(name) for name in MODULES}) == []


@pytest.mark.parametrize("name", ["resrdf.document", "resrdf.symbol", "resrdf.errors", "resrdf.annotations"])
def test_the_model_knows_no_reader_and_no_graph(name: str) -> None:
    if name in MODULES:
        ground = {f"resrdf.{leaf}" for leaf in ("document", "symbol", "errors")}
        assert imports_of(name, types=True) <= ground
        assert "pyoxigraph" not in MODULES[name].read_text(encoding="utf-8")


def test_readers_know_nothing_of_the_graph() -> None:
    beyond = {
        f"resrdf.{name}" for name in ("merge", "graph", "pipeline", "terms", "iris", "write", "sources", "dataset")
    }
    for name in MODULES:
        if wing_of(name) == "read":
            assert not imports_of(name, types=True) & beyond, name


def reached(name: str) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for module in imports_of(waiting.pop(), types=True) - found:
            found.add(module)
            waiting.append(module)
    return found


@pytest.mark.parametrize(("ours", "theirs"), [(READING, USING), (USING, READING)])
def test_the_two_wings_meet_in_the_command_line_only(ours: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    for name in MODULES:
        if wing_of(name) in ours:
            crossing = sorted(module for module in reached(name) if wing_of(module) in (*theirs, *MEETING))
            assert not crossing, f"{name} reaches {crossing}"


def test_every_module_belongs_somewhere() -> None:
    """A new module is put into one of the wings above, or is ground that both stand on."""
    ground = {
        "",
        "errors",
        "symbol",
        "document",
        "annotations",
        "resources",
        "iris",
        "terms",
        "statements",
        "lexicon",
        "words",
        "wordtree",
        "workers",
        "version",
        "fetch",
        "patience",
        "links",
    }
    assert {wing_of(name) for name in MODULES} <= {*ground, *READING, *USING, *MEETING}


@pytest.mark.parametrize("name", [name for name in MODULES if wing_of(name) not in ("cli", "__main__")])
def test_only_the_command_line_prints_exits_and_reads_arguments(name: str) -> None:
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("print", "exit", "quit", "input"), f"{name}:{node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert f"{node.value.id}.{node.attr}" not in (
                "sys.exit", "sys.argv", "sys.stdin", "sys.stdout", "sys.stderr", "click.echo", "click.secho",
            ), f"{name}:{node.lineno}"  # fmt: skip
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            assert not {"click", "argparse", "rich"} & {part.split(".")[0] for part in names}, f"{name}:{node.lineno}"


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_why_it_exists(name: str) -> None:
    assert len(ast.get_docstring(tree_of(name)) or "") > 15


def test_nothing_of_the_makers_machine_is_in_the_package() -> None:
    places = [*PACKAGE.rglob("*.py"), *(ROOT / "ontology").rglob("*.ttl"), *(ROOT / "shapes").rglob("*.ttl")]
    for path in [*places, *(ROOT / "queries").glob("*.rq"), ROOT / "README.md", ROOT / "Makefile"]:
        assert not re.search(r"(?<![\w.])/(?:work|tmp|home|root)/", path.read_text(encoding="utf-8")), path


# ---------------------------------------------------------------------------------------------- what the docs promise
def commands_in(path: Path) -> list[tuple[str, list[str]]]:
    """Every command line of resrdf in the code blocks of a page, as the command and its words."""
    found = []
    for block in re.findall(r"```.*\n((?:.*\n)*?)```", path.read_text(encoding="utf-8")):
        for line in re.findall(r"(?m)^(?:\$ )?(?:.*\| )?(resrdf .*)$", block):
            words = shlex.split(line.split(" | ")[0], comments=True)
            found.append((words[1], words[2:]))
    return found


PAGES = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))) if commands_in(path)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_commands_in_the_docs_exist(path: Path) -> None:
    context = click.Context(cli)
    for name, words in commands_in(path):
        command = cli.get_command(context, name)
        assert command is not None, f"{path.name}: resrdf {name}"
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        options = {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert options <= known | {"--help", "-h"}, f"{path.name}: resrdf {name} {options - known}"


def test_the_readme_has_examples_of_the_main_commands() -> None:
    assert {"convert", "show", "build", "validate", "query"} <= {name for name, _ in commands_in(ROOT / "README.md")}
