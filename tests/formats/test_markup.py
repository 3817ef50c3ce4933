"""A text that a format forgot to escape does not pass the type check."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from coopcli.formats.bibtex import Bibtex
from coopcli.formats.hypertext import Html, text
from coopcli.formats.markup import Markup
from tests.examples import ROOT

FOLDER = ROOT / "src" / "coopcli" / "formats"

TYPED = sorted(
    path for path in FOLDER.glob("*.py") if "(Markup):" in path.read_text(encoding="utf-8")
)


def test_a_forgotten_escape_is_an_error_of_types() -> None:
    # Without the error the type check would name the comment as unused, and fail on that.
    Html.of("<p>{}</p>", "<script>")  # type: ignore[arg-type]
    Html.join("", ["<script>"])  # type: ignore[list-item]
    Html.of("<p>{}</p>", Bibtex("{"))  # type: ignore[arg-type]

    assert str(Html.of("<p>{}</p>", text("<script>"))) == "<p>&lt;script&gt;</p>"


def test_the_formats_that_write_markup_are_typed() -> None:
    assert {path.stem for path in TYPED} == {
        *("bibtex", "commonmark", "github", "hypertext", "junit"),
    }


@pytest.mark.parametrize("path", TYPED, ids=lambda path: path.stem)
def test_only_functions_that_escape_make_markup_and_forms_are_fixed(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    (kind,) = [
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef) and any(ast.unparse(b) == "Markup" for b in node.bases)
    ]
    makers = set()
    for function in [node for node in tree.body if isinstance(node, ast.FunctionDef)]:
        fixed = {
            target.id
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        given = {argument.arg for argument in function.args.args}
        for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
            name = ast.unparse(call.func)
            if name == kind:
                makers.add(function.name)
            if name in (f"{kind}.of", f"{kind}.join"):
                form = call.args[0]
                assert isinstance(form, ast.Constant) or (
                    isinstance(form, ast.Name) and (form.id in fixed | given or form.id.isupper())
                ), ast.unparse(call)
    assert makers <= {"escaped", "text", "code_span", "_line", "web", "in_data", "in_property"}


def test_no_other_module_makes_html() -> None:
    made = [
        (path.stem, function.name)
        for path in sorted(FOLDER.glob("*.py"))
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Html"
    ]

    assert made == [("hypertext", "text"), ("page", "_css")]  # a style holds no text of a result


def test_markup_is_put_together_of_markup_alone() -> None:
    one, two = text("a & b "), text("")

    assert str(Html.join(", ", [one, two])) == "a &amp; b , "
    assert not two
    assert [str(part) for part in one.cut()] == ["a &amp; b", " "]
    assert issubclass(Html, Markup)
