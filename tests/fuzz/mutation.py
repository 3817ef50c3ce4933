"""Which small changes of the core would no test notice?

Every mutant has one operator, constant or statement changed. It is run in a forked process against
the tests that mirror its module, cheapest first, until one fails::

    python tests/fuzz/mutation.py assessment            # one module
    python tests/fuzz/mutation.py all --share 10        # every tenth mutant of all modules

A survivor is printed with its place and the change. Text in messages is not changed: the corpus of
hostile files compares it whole. Needs a system with fork.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import signal
import sys
from collections.abc import Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 60

TESTS = {
    "assessment": ["test_assessment.py", "test_properties.py"],
    "confidence": ["test_confidence.py"],
    "source": ["test_source.py", "hostile/test_accepted.py", "hostile/test_refused.py"],
    "schema.shapes": ["schema", "hostile/test_accepted.py", "hostile/test_refused.py"],
    "schema.area": ["schema", "hostile/test_accepted.py", "hostile/test_refused.py"],
    "schema.evidence": ["schema", "hostile/test_accepted.py", "hostile/test_refused.py"],
    "schema.rubric": ["schema", "hostile/test_accepted.py", "hostile/test_refused.py"],
}
"""The tests of each module, cheapest first; those that do not exist are left out."""

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


class Mutant(NamedTuple):
    """A changed module: where and what."""

    line: int
    change: str
    tree: ast.Module


def mutants(text: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of the file."""
    tree = ast.parse(text)
    annotations = {id(n) for node in ast.walk(tree) for n in _annotation_parts(node)}
    for index, node in enumerate(ast.walk(tree)):
        if id(node) in annotations:
            continue
        for change, apply in _changes(node):
            changed = copy.deepcopy(tree)
            apply(next(n for i, n in enumerate(ast.walk(changed)) if i == index))
            line = getattr(node, "lineno", 0) or getattr(getattr(node, "target", node), "lineno", 0)
            yield Mutant(line, change, ast.fix_missing_locations(changed))


def _annotation_parts(node: ast.AST) -> Iterator[ast.AST]:
    for field in ("annotation", "returns"):
        if part := getattr(node, field, None):
            yield from ast.walk(part)


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    def name(kind: object) -> str:
        return getattr(kind, "__name__", "")

    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                if other := SWAPS.get(type(op)):
                    change = f"{name(type(op))} to {name(other)}"
                    yield change, lambda n, p=place, o=other: n.ops.__setitem__(p, o())
        case ast.BoolOp(op=op) | ast.BinOp(op=op) | ast.AugAssign(op=op):
            if other := SWAPS.get(type(op)):
                change = f"{name(type(op))} to {name(other)}"
                yield change, lambda n, o=other: setattr(n, "op", o())
        case ast.UnaryOp(op=ast.Not()):
            yield "not left out", lambda n: _become(n, ast.Call(_name("bool"), [n.operand], []))
        case ast.UnaryOp(op=ast.USub()):
            yield "minus left out", lambda n: setattr(n, "op", ast.UAdd())
        case ast.Constant(value=bool(value)):
            yield f"{value} to {not value}", lambda n: setattr(n, "value", not n.value)
        case ast.Constant(value=int(value)):
            yield f"{value} to {value + 1}", lambda n: setattr(n, "value", n.value + 1)
        case ast.If() | ast.While() | ast.IfExp():
            yield "condition negated", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
        case ast.comprehension(ifs=[_, *_]):
            yield "filter left out", lambda n: setattr(n, "ifs", [])
        case ast.Return(value=ast.expr()):
            yield "returns None", lambda n: setattr(n, "value", ast.Constant(None))
        case ast.Continue() | ast.Break() | ast.Raise():
            yield f"{name(type(node)).lower()} left out", lambda n: _become(n, ast.Pass())
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield "statement left out", lambda n: setattr(n, "value", ast.Constant(None))


def _become(node: ast.AST, other: ast.AST) -> None:
    place = {f: getattr(node, f) for f in ("lineno", "col_offset") if hasattr(node, f)}
    other = copy.copy(other)
    node.__class__ = other.__class__
    node.__dict__.clear()
    node.__dict__.update({**vars(other), **place})


def _name(word: str) -> ast.Name:
    return ast.Name(word, ast.Load())


class _Finder(MetaPathFinder, Loader):
    """Gives a module from a changed tree instead of its file."""

    def __init__(self, module: str, path: Path, tree: ast.Module) -> None:
        self.module, self.path, self.tree = module, path, tree

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name != self.module:
            return None
        return spec_from_loader(name, self, origin=str(self.path))

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)


def killed(module: str, path: Path, mutant: Mutant, tests: list[str]) -> bool:
    """Whether a test fails, or does not end, with the mutant."""
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        code = 1
        try:
            sys.meta_path.insert(0, _Finder(module, path, mutant.tree))
            code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests])
        finally:
            os._exit(int(code))
    _, status = os.waitpid(child, 0)
    return status != 0


def main() -> None:
    """Prints the survivors of the modules that were asked for, and the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module", choices=[*TESTS, "all"])
    parser.add_argument("--share", type=int, default=1, help="run every so-manieth mutant only")
    wanted = parser.parse_args()
    os.chdir(ROOT)
    for name in TESTS if wanted.module == "all" else [wanted.module]:
        path = ROOT / "src" / "coopcli" / f"{name.replace('.', '/')}.py"
        found = [f"tests/{test}" for test in TESTS[name] if (ROOT / "tests" / test).exists()]
        made = list(mutants(path.read_text(encoding="utf-8")))[:: wanted.share]
        survivors = []
        for mutant in made:
            if not killed(f"coopcli.{name}", path, mutant, found):
                survivors.append(mutant)
                print(f"{path.relative_to(ROOT)}:{mutant.line}: {mutant.change}", flush=True)
        score = 100 * (len(made) - len(survivors)) / max(1, len(made))
        print(f"{name}: {len(made)} mutants, {len(survivors)} survive, {score:.1f} %", flush=True)


if __name__ == "__main__":
    main()
