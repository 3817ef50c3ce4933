"""What is no YAML is explained in the program's own words, never in those of a parser."""

from __future__ import annotations

import pytest
import yaml

from coopcli.problems import InvalidInput
from coopcli.reading import source, syntax

TAB = "a tab must not stand at the start of a line or a value; write spaces"
COLON = "a colon must not stand here; put a text with a colon in quotes, or check the indentation"
NO_COLON = "a colon and a value are needed after this key; indent a text that goes on over lines"
ANCHOR = "a value must not begin with '&' or '*'; put the value in quotes"
BLOCK = "a text after '|' or '>' begins on the next line; nothing else may stand behind the sign"
TAG = "a value must not begin with '!'; put the value in quotes"
DIRECTIVE = "a line must not begin with '%' here; directives are not read"
KEY = "only a key may stand here, in column {} as on line {}; text after quotes or brackets"
KEY += " belongs inside them"
DIGITS = r"an escape needs two hexadecimal digits after \x, four after \u, eight after \U"
AFTER = "nothing may follow here; the file ended before this"

# By family: texts, each with the place and the words. Every complaint that libyaml can make of a
# text without forbidden characters is among them.
SAMPLES = {
    "directive": [
        ("%HIDE x\n---\na: 1\n", f"1:6: {DIRECTIVE}"),
        ("%YAML 2.0\n---\na: 1\n", f"1:1: {DIRECTIVE}"),
        ("%YAML 1.1\n%YAML 1.1\n---\na: 1\n", f"2:1: {DIRECTIVE}"),
        ("% x\n", f"1:2: {DIRECTIVE}"),
        ("%x@\n", f"1:3: {DIRECTIVE}"),
        ("%YAML x\n", f"1:7: {DIRECTIVE}"),
        ("%YAML 1x\n", f"1:8: {DIRECTIVE}"),
        ("%YAML 1.9999999999\n", f"1:18: {DIRECTIVE}"),
        ("%YAML 1.1 x\n---\n", f"1:11: {DIRECTIVE}"),
        ("%YAML 1.1\na: 1\n", f"2:1: {DIRECTIVE}"),
        ("%TAG\n---\n", f"1:5: {DIRECTIVE}"),
        ("%TAG !e x\n---\n", f"1:8: {DIRECTIVE}"),
        ("%TAG !e!x y\n---\n", f"1:9: {DIRECTIVE}"),
        ("%TAG !e! x^\n---\n", f"1:11: {DIRECTIVE}"),
        ("%TAG !e! %zz\n---\n", f"1:10: {DIRECTIVE}"),
        ("%TAG !e! x\n%TAG !e! y\n---\na: 1\n", f"2:1: {DIRECTIVE}"),
    ],
    "tab-in-block": [("a: |\n\ttext\n", f"2:1: {TAB}")],
    "tab": [
        ("\ta: 1\n", f"1:1: {TAB}"),
        ("a: 1\n\tb: 2\n", f"2:1: {TAB}"),
        ("a:\n\t- b\n", f"2:1: {TAB}"),
    ],
    "start": [
        ("a: @x\n", "1:4: a value must not begin with '@'; put the value in quotes"),
        ("a: `x`\n", "1:4: a value must not begin with '`'; put the value in quotes"),
        ("- %x\n", "1:3: a value must not begin with '%'; put the value in quotes"),
    ],
    "no-colon": [
        ("a: 1\nb\nc: 2\n", f"2:1: {NO_COLON}"),
        ("a: 1\n'b'", f"2:1: {NO_COLON}"),
        ("a: 1\n" + "b" * 2000 + ": 2\n", f"2:1: {NO_COLON}"),
    ],
    "colon": [
        ("a: b: c\n", f"1:5: {COLON}"),
        ("a: 1\n  b: 2\n", f"2:4: {COLON}"),
        ("{a:[b]}", f"1:3: {COLON}"),
    ],
    "item": [("a: - b\n", "1:4: a list must begin on a line of its own, below its key")],
    "question-mark": [
        (
            "a: ? b\n",
            "1:4: a question mark and a space must not stand here; put the text in quotes",
        )
    ],
    "anchor": [
        ("a: & b\n", f"1:4: {ANCHOR}"),
        ("a: *important*\n", f"1:4: {ANCHOR}"),
    ],
    "tag": [
        ("a: !<x\n", f"1:7: {TAG}"),
        ("a: !e!x 2\n", f"1:4: {TAG}"),
        ("a: !important! text\n", f"1:15: {TAG}"),
        ("a: !x,y\n", f"1:6: {TAG}"),
        ("a: !%zz x\n", f"1:5: {TAG}"),
        ("a: !%ff x\n", f"1:5: {TAG}"),
        ("a: !%e2%20 x\n", f"1:8: {TAG}"),
    ],
    "block": [
        ("a: | text\n", f"1:6: {BLOCK}"),
        ("a: |0\n text\n", f"1:5: {BLOCK}"),
        ("a: >+0\n text\n", f"1:6: {BLOCK}"),
    ],
    "marker-in-quotes": [
        ('a: "x\n---\n', "2:1: the quotes that open on line 1 are not closed before this line")
    ],
    "quotes": [
        ('a: 1\nb: "x\nc: 1\n', "2:4: the quotes that open here are not closed"),
        ("a: 'x\n", "1:4: the quotes that open here are not closed"),
    ],
    "escape": [
        (
            'a: "C:\\Qers"\n',
            r"1:7: a backslash in double quotes begins an escape; write \\ for a backslash",
        )
    ],
    "digits": [('a: "\\x4"\n', f"1:7: {DIGITS}"), ('a: "\\uxy"\n', f"1:7: {DIGITS}")],
    "no-character": [
        ('a: "\\ud800"\n', "1:7: this escape stands for no character"),
        ('a: "\\UFFFFFFFF"\n', "1:7: this escape stands for no character"),
    ],
    "value": [
        ("a: }\n", "1:4: a value is needed here, not '}'"),
        ("[a, , b]\n", "1:5: a value is needed here, not ','"),
        ("a: [", "2:1: a value is needed here, not the end of the file"),
    ],
    "list": [
        (
            "- a\nb: 1\n",
            "2:1: an item of the list from line 1 is needed here, with '- ' in column 1",
        )
    ],
    "key": [
        ('a: "b" c\n', f"1:8: {KEY.format(1, 1)}"),
        ("x:\n  b: 1\n c: 2\n", f"3:2: {KEY.format(1, 1)}"),
        ("a: 1\n- b\n", f"2:1: {KEY.format(1, 1)}"),
    ],
    "brackets": [
        ("a: [1 2\nb: 1\n", "2:2: a comma or ']' is needed here; the list begins on line 1")
    ],
    "braces": [
        ("a: {b: 1\nc: 2\n", "2:2: a comma or '}' is needed here; the mapping begins on line 1")
    ],
    "after-the-end": [
        ("a: 1\n...\nb: 2\n", f"3:1: {AFTER}"),
        ('"a" b\n', f"1:5: {AFTER}"),
    ],
}


def problem(text: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        source.parse("a", text.encode())
    return str(caught.value.problems[-1])


def family(text: str, loader: type) -> str:
    with pytest.raises(yaml.error.MarkedYAMLError) as caught:
        list(yaml.parse(text, Loader=loader))
    return syntax.family(caught.value, text)


def test_every_family_has_a_sample() -> None:
    assert SAMPLES.keys() == syntax.ROWS.keys()


CASES = [(name, *sample) for name, samples in SAMPLES.items() for sample in samples]


@pytest.mark.parametrize(("name", "text", "expected"), CASES)
def test_it_is_explained_where_it_is(name: str, text: str, expected: str) -> None:
    place, words = expected.split(": ", 1)

    assert problem(text) == f"a:{place}: not-yaml: {words}"
    assert family(text, yaml.CLoader) == name


# PyYAML's own parser reads more than libyaml does, and takes a tab before it asks for a block.
OTHERWISE = ("%HIDE", "%YAML 1.9999999999", "%x@", "{a:[", "a: |\n\t", '"\\u', '"\\U', "'b'", "!x,")


@pytest.mark.parametrize(("name", "text"), [case[:2] for case in CASES])
def test_the_parser_without_libyaml_is_understood_too(name: str, text: str) -> None:
    if not any(part in text for part in OTHERWISE):
        assert family(text, yaml.SafeLoader) == name


def test_a_complaint_that_is_not_known_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "ROWS", {})

    assert problem("a: @") == f"a:1:4: not-yaml: {syntax.OTHER}"
