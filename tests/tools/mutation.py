"""Which small changes of the core would no test notice?

Every mutant has one operator, constant or statement changed and is run against the tests that
mirror its module, each in a forked process of its own, until one fails::

    python tests/tools/mutation.py rule.assessment       # one module
    python tests/tools/mutation.py all --share 10        # every tenth mutant of all modules
    python tests/tools/mutation.py rule.confidence --lines 94 # those of a line, after a new test

The tests are collected once, and run once to see which of them call which function. A mutant of a
function is then put into place after the fork, and only the tests that call it are run. What seems
to survive, and what changes the body of a module, is run against all the tests in a process that
imports the mutant from the start, so that no cache and no value made while collecting hides it.

A survivor is printed with its place and the change. Text in messages is not changed: the corpus of
hostile files compares it whole. Needs a system with fork.
"""

from __future__ import annotations

import argparse
import ast
import copy
import gc
import inspect
import json
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).parents[2]
SECONDS = 60
MEMORY = 3 << 30
FAULTY = 3
"""The status of a process in which not a test but this file failed."""
OPTIONS = ["-x", "-q", "-n0", "-p", "no:cacheprovider"]
# The hypothesis profile is set before pytest loads its plugin.
OPTIONS += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
HEAVY = ("jsonschema", "rich.console", "rich.table", "typer", "typer.testing", "yaml")
"""Imported before the forks, since the tests or the code import them anyway."""

_FILES = ["hostile/test_accepted.py", "hostile/test_refused.py"]
_READING = ["reading/test_area.py", "reading/test_pack.py", "reading/test_rubric.py"]
_SHAPES = ["reading/test_shapes.py", *_READING, *_FILES]
_ANALYSES = (
    *("acceptability", "agreement", "audit", "calibration", "changes", "compare", "completions"),
    *("gates", "moves", "opinions", "panel", "pathways", "sensitivity", "support", "timeline"),
    *("tipping", "unknowns", "what_if"),
)
TESTS = {
    "rule.assessment": [
        "rule/test_assessment.py",
        "rule/test_confidence.py",
        "analysis/test_what_if.py",
        "test_not_applicable.py",
        "test_properties.py::test_the_light_is_the_one_that_the_rule_gives",
    ],
    "rule.confidence": ["rule/test_confidence.py", "analysis/test_gates.py"],
    "rule.margins": ["rule/test_assessment.py"],
    "reading.source": ["reading/test_source.py", *_FILES],
    "reading.shapes": _SHAPES,
    "reading.log": _SHAPES,
    "reading.records": _SHAPES,
    "reading.area": [*_READING, *_FILES],
    "reading.evidence": [*_READING, *_FILES],
    "reading.rubric": [*_READING, *_FILES],
    **{f"analysis.{name}": [f"analysis/test_{name}.py"] for name in _ANALYSES},
    "analysis.tails": ["analysis/test_acceptability.py"],
    "analysis.ranks": ["analysis/test_audit.py"],
    **{f"model.{name}": ["test_model.py"] for name in ("area", "avenues", "questions", "rubric")},
    "model.values": ["test_model.py"],
    "studies.overrides": ["studies/test_overrides.py"],
    "problems": ["test_problems.py", *_FILES],
    "packs.library": ["packs/test_library.py"],
    "checking": ["test_checking.py"],
    "checking.passages": ["test_checking.py"],
    **{f"results.{name}": ["results/test_codec.py"] for name in ("codec", "records", "shapes")},
    "results.saved": ["results/test_saved.py"],
    "results.upgrade": ["results/test_upgrade.py"],
    "results.values": ["results/test_values.py"],
    "text.notes": ["text/test_notes.py", "text/test_kinds.py"],
    "text.reasons": ["text/test_reasons.py", "text/test_kinds.py"],
    "text.compare": ["text/test_compare.py", "text/test_kinds.py"],
    "text.words": ["text/test_words.py", "text/test_words_of_shares.py"],
}
"""The tests of each module, those that kill most for their time first."""

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
            changed = ast.parse(text)  # faster than a deep copy
            apply(next(n for i, n in enumerate(ast.walk(changed)) if i == index))
            line = getattr(node, "lineno", 0) or getattr(getattr(node, "target", node), "lineno", 0)
            yield Mutant(line, change, ast.fix_missing_locations(changed))


def _annotation_parts(node: ast.AST) -> Iterator[ast.AST]:
    for field in ("annotation", "returns"):
        if part := getattr(node, field, None):
            yield from ast.walk(part)


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], object]]]:
    def name(kind: object) -> str:
        return getattr(kind, "__name__", "")

    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                if other := SWAPS.get(type(op)):
                    change = f"{name(type(op))} to {name(other)}"
                    yield change, partial(_set_comparison, place=place, other=other)
        case ast.BoolOp(op=op) | ast.BinOp(op=op) | ast.AugAssign(op=op):
            if other := SWAPS.get(type(op)):
                change = f"{name(type(op))} to {name(other)}"
                yield change, partial(_set_operator, other=other)
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
        case ast.Return(value=ast.Constant(value=None | bool())):
            pass  # None is None, and a truth is negated as a constant
        case ast.Return(value=ast.expr()):
            yield "returns None", lambda n: setattr(n, "value", ast.Constant(None))
        case ast.Continue() | ast.Break() | ast.Raise():
            yield f"{name(type(node)).lower()} left out", lambda n: _become(n, ast.Pass())
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield "statement left out", lambda n: setattr(n, "value", ast.Constant(None))


def _set_comparison(node: ast.AST, place: int, other: type[ast.AST]) -> None:
    vars(node)["ops"][place] = other()


def _set_operator(node: ast.AST, other: type[ast.AST]) -> None:
    vars(node)["op"] = other()


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
        spec = spec_from_loader(name, self, origin=str(self.path))
        if spec is not None:
            spec.has_location = True  # gives the module its __file__
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)


def killed(module: str, path: Path, mutant: Mutant, tests: list[str]) -> bool:
    """Whether a test fails, or does not end, with the mutant imported from the start."""
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        _quieten()
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            sys.meta_path.insert(0, _Finder(module, path, mutant.tree))
            code = pytest.main([*OPTIONS, *tests])
        finally:
            os._exit(int(code))
    _, status = os.waitpid(child, 0)
    return status != 0


def _quieten() -> None:
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)


Place = tuple[str, int]
"""The qualified name of a function and its first line."""


def _functions(code: CodeType) -> Iterator[tuple[Place, CodeType]]:
    """The functions and methods of a module, without those inside them."""
    for part in code.co_consts:
        if isinstance(part, CodeType):
            if part.co_flags & inspect.CO_OPTIMIZED:
                yield (part.co_qualname, part.co_firstlineno), part
            else:
                yield from _functions(part)


def _bodies(code: CodeType) -> Iterator[object]:
    """What is run of a module when it is imported."""
    yield code.co_code, code.co_names
    for part in code.co_consts:
        if not isinstance(part, CodeType):
            yield repr(part)
        elif not part.co_flags & inspect.CO_OPTIMIZED:
            yield from _bodies(part)


def _parted(work: Callable[[int], None]) -> tuple[bytes, int]:
    """What a forked process writes, and its status."""
    ours, its = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            work(its)
        except BaseException:
            os.write(its, traceback.format_exc().encode())
        finally:
            os._exit(FAULTY)
    os.close(its)
    with os.fdopen(ours, "rb") as printed:
        said = printed.read()
    return said, os.waitpid(child, 0)[1]


class _Trials:
    """In place of the run of the collected tests: a run of some of them for each mutant."""

    def __init__(self, module: str, path: Path, made: list[Mutant], printed: int) -> None:
        self.module, self.path, self.made, self.printed = module, path, made, printed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        import_module(self.module)
        plain = compile(self.path.read_text(encoding="utf-8"), str(self.path), "exec")
        self.plain, self.whole = dict(_functions(plain)), list(_bodies(plain))
        self.alive: dict[Place, list[FunctionType]] = {}
        for thing in gc.get_objects():
            if isinstance(thing, FunctionType) and thing.__code__.co_filename == str(self.path):
                code = thing.__code__
                place = (code.co_qualname, code.co_firstlineno)
                self.alive.setdefault(place, []).append(thing)
        said, status = _parted(lambda its: self._look(session, its))
        if status:
            os.write(self.printed, f"unchanged code fails: {said.decode()[-200:]}\n".encode())
            return True
        calls = json.loads(said)
        kills: Counter[int] = Counter()
        for number, mutant in enumerate(self.made):
            os.write(
                self.printed, f"{number} {self._verdict(session, mutant, calls, kills)}\n".encode()
            )
        return True

    def _look(self, session: pytest.Session, its: int) -> None:
        """Writes how long each test takes and which functions of the module it calls."""
        seen: set[Place] = set()
        name = str(self.path)

        def look(frame: FrameType, event: str, _: object) -> None:
            code = frame.f_code
            if event == "call" and code.co_filename == name:
                seen.add((code.co_qualname.split(".<locals>")[0], 0))

        calls = []
        for number, item in enumerate(session.items):
            seen.clear()
            following = session.items[number + 1] if number + 1 < len(session.items) else None
            start = time.process_time()
            sys.setprofile(look)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            sys.setprofile(None)
            calls.append((time.process_time() - start, [place for place, _ in seen]))
            if session.testsfailed:
                os.write(its, item.nodeid.encode())
                os._exit(1)
        with os.fdopen(its, "wb") as printed:
            printed.write(json.dumps(calls).encode())
        os._exit(0)

    def _verdict(
        self,
        session: pytest.Session,
        mutant: Mutant,
        calls: list[tuple[float, list[str]]],
        kills: Counter[int],
    ) -> str:
        code = compile(mutant.tree, str(self.path), "exec")
        changed = {p: c for p, c in _functions(code) if self.plain.get(p) != c}
        if (
            list(_bodies(code)) != self.whole
            or not changed
            or not changed.keys() <= self.alive.keys()
        ):
            return "unsure"
        names = {name for name, _ in changed}
        of_it = [n for n, (_, called) in enumerate(calls) if names & set(called)]
        of_it.sort(key=lambda n: (-kills[n], calls[n][0]))
        said, status = _parted(
            lambda its: self._try(session, changed, [(n, calls[n][0]) for n in of_it], its)
        )
        if os.waitstatus_to_exitcode(status) == FAULTY:
            return "unsure"
        if status:
            kills[int(said.split()[-1]) if said else 0] += 1
        return "killed" if status else "unsure"

    def _try(
        self,
        session: pytest.Session,
        changed: dict[Place, CodeType],
        tests: list[tuple[int, float]],
        its: int,
    ) -> None:
        """Puts the mutant into place and ends with 1 if a test fails, by a signal if none ends."""
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        for place, code in changed.items():
            for function in self.alive[place]:
                function.__code__ = code
        for order, (number, seconds) in enumerate(tests):
            os.write(its, b"%d " % number)
            signal.setitimer(signal.ITIMER_PROF, 1 + 4 * seconds)
            signal.setitimer(signal.ITIMER_REAL, 10 + 4 * seconds)  # for one that waits
            item = session.items[number]
            following = session.items[tests[order + 1][0]] if order + 1 < len(tests) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                os._exit(1)
        os._exit(0)


def survivors(name: str, path: Path, made: list[Mutant], tests: list[str]) -> Iterator[Mutant]:
    """The mutants that no test notices.

    Raises:
        SystemExit: A test fails, or a file does not load, without any mutant.
    """
    module = f"coopcli.{name}"

    def work(its: int) -> None:
        _quieten()
        pytest.main([*OPTIONS, *tests], plugins=[_Trials(module, path, made, its)])
        os._exit(0)

    said, _ = _parted(work)
    lines = said.decode().splitlines()
    if len(lines) != len(made) or not lines[-1][0].isdigit():
        raise SystemExit(f"{name}: {lines[-1] if lines else 'the tests do not load'}")
    plain = Mutant(0, "nothing", ast.parse(path.read_text(encoding="utf-8")))
    if any(killed(module, path, plain, [test]) for test in tests):
        raise SystemExit(f"{name}: a test fails with the unchanged module")
    for mutant, line in zip(made, lines, strict=True):
        # File by file: most are killed by the first, and collecting takes longer than running.
        if line.endswith("unsure") and not any(killed(module, path, mutant, [t]) for t in tests):
            yield mutant


def file_of(name: str) -> Path:
    """The file of a module, or of a package."""
    path = ROOT / "src" / "coopcli" / name.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def main() -> None:
    """Prints the survivors of the modules that were asked for, and the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module", choices=[*TESTS, "all"], nargs="+")
    parser.add_argument("--share", type=int, default=1, help="run every so-manieth mutant only")
    parser.add_argument("--lines", type=int, nargs="+", help="run only the mutants of these lines")
    wanted = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    # The first failure is enough, and the next run is to see the same examples.
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile(
        "mutants",
        phases=phases,
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")
    for heavy in HEAVY:
        import_module(heavy)
    for name in TESTS if "all" in wanted.module else wanted.module:
        path = file_of(name)
        found = [f"tests/{test}" for test in TESTS[name]]
        made = list(mutants(path.read_text(encoding="utf-8")))[:: wanted.share]
        if wanted.lines:
            made = [mutant for mutant in made if mutant.line in wanted.lines]
        start, count = time.monotonic(), 0
        for mutant in survivors(name, path, made, found):
            count += 1
            print(f"{path.relative_to(ROOT)}:{mutant.line}: {mutant.change}", flush=True)
        score = 100 * (len(made) - count) / max(1, len(made))
        seconds = time.monotonic() - start
        print(
            f"{name}: {len(made)} mutants, {count} survive, {score:.1f} %, {seconds:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
