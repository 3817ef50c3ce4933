"""The strict reader: places, refusals and limits, the same from both parsers of PyYAML."""

from __future__ import annotations

import os
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli import files
from coopcli.problems import InvalidInput, Location
from coopcli.reading import source
from coopcli.reading.source import Mapping, Node, Scalar, Sequence

PARSERS = [vars(source)["Parser"], yaml.SafeLoader]


@pytest.fixture(autouse=True, params=PARSERS, ids=["c", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test runs on the C parser and on the pure one, which is used where C is not there."""
    monkeypatch.setattr(source, "Parser", request.param)


def tree(node: Node) -> Any:
    """A node as plain lists, with the place of every key and value."""
    place = f"{node.mark.line + 1}:{node.mark.column + 1}"
    if isinstance(node, Scalar):
        return [place, node.text, node.plain]
    if isinstance(node, Sequence):
        return [place, [tree(item) for item in node]]
    return [
        place,
        {
            f"{name} {node.keys_at[name].line + 1}:{node.keys_at[name].column + 1}": tree(item)
            for name, item in node.items()
        },
    ]


def read(text: str | bytes) -> Any:
    return tree(source.parse("a.yaml", text if isinstance(text, bytes) else text.encode()).root)


def refused(text: str | bytes) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        read(text)
    return [str(problem) for problem in caught.value.problems]


def test_every_node_knows_its_place() -> None:
    assert read("a: 1\nb:\n  - x\n  - 'y'\n") == [
        "1:1",
        {"a 1:1": ["1:4", "1", True], "b 2:1": ["3:3", [["3:5", "x", True], ["4:5", "y", False]]]},
    ]


@pytest.mark.parametrize(
    "text", ["no", "on", "1_000", "010", "1:30", "2020-01-01", ".nan", "~", "null", "1.10", "0x1f"]
)
def test_no_value_is_guessed_from_its_spelling(text: str) -> None:
    assert read(f"a: {text}") == ["1:1", {"a 1:1": ["1:4", text, True]}]


def test_block_texts_and_folded_texts() -> None:
    assert read("a: >-\n  one\n  two\n")[1]["a 1:1"][1] == "one two"
    assert read("a: |\n  one\n  two\n")[1]["a 1:1"][1] == "one\ntwo\n"


def test_scripts_and_emoji_pass() -> None:
    text = "北京 العربية हिन्दी 👩\u200d🔬 é"

    assert read(f'a: "{text}"')[1]["a 1:1"][1] == text


def test_byte_order_mark_and_line_ends_do_not_matter() -> None:
    plain = "a: 1\nb: [2]\n"

    assert read(b"\xef\xbb\xbf" + plain.encode()) == read(plain)
    assert read(plain.replace("\n", "\r\n")) == read(plain)
    digests = {
        source.parse("a", content).digest
        for content in (plain.encode(), b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode())
    }
    assert len(digests) == 1


REFUSED = {
    "repeated-key": ("a: 1\nb: 2\na: 3\n", "3:1: repeated-key: 'a' stands on line 1 already"),
    "merge-key": (
        "a:\n  <<: {b: 1}\n",
        "2:3: merge-key: merge keys are not read; write the keys out",
    ),
    "alias": ("a: 1\nb: *x\n", "2:4: alias: aliases are not read; write the value out"),
    "anchor": ("a: &x 1\n", "1:4: anchor: anchors must not stand here"),
    "tag": ("a: !!str 1\n", "1:4: tag: tags must not stand here"),
    "own-tag": ("a: !thing {b: 1}\n", "1:4: tag: tags must not stand here"),
    "directive": ("%YAML 1.1\n---\na: 1\n", "1:1: directive: directives must not stand here"),
    "several": ("a: 1\n---\nb: 2\n", "2:1: several-documents: one document a file is read"),
    "list-as-key": ("? [a]\n: 1\n", "1:3: key-not-text: a key must be text, not a collection"),
    "nul": ("a: 1\nb: \0\n", "2:4: forbidden-character: \\x00 must not stand here"),
    "escape": ("a: \x1b[31m\n", "1:4: forbidden-character: \\x1b must not stand here"),
    "override": ("# x\na: ab\u202ecd\n", "2:6: forbidden-character: \\u202e must not stand here"),
    "hidden-line": ("# x\u2028b: 1\n", "1:4: forbidden-character: \\u2028 must not stand here"),
    "next-line": ("# x\x85b: 1\n", "1:4: forbidden-character: \\x85 must not stand here"),
    "lone-return": (
        "a: 1\rb: 2\n",
        "1:5: forbidden-character: \\x0d must not stand here; a line must end with a line feed",
    ),
    "zero-width": ("sc\u200bore: 1\n", "1:3: forbidden-character: \\u200b must not stand here"),
    "escaped": (
        'a: "x\\u202ey"\n',
        "1:4: forbidden-character: the escape for \\u202e must not stand here",
    ),
    "escaped-key": (
        '"a\\e": 1\n',
        "1:1: forbidden-character: the escape for \\x1b must not stand here",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_strict_file_must_not_have(name: str) -> None:
    text, printed = REFUSED[name]

    assert refused(text) == [f"a.yaml:{printed}"]


def test_all_refusals_come_in_one_run() -> None:
    assert [line.split(": ")[1] for line in refused("a: &x 1\na: !t 2\nb:\n  <<: 1\n")] == [
        *("anchor", "repeated-key", "tag", "merge-key")
    ]


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        (b"a: \xff\n", "a.yaml:1:4: not-utf-8: UTF-8 is needed, byte 0xff is not"),
        (b"a: 1\nb: \xc3(\n", "a.yaml:2:4: not-utf-8: UTF-8 is needed, byte 0xc3 is not"),
        (b"\xff\xfea\0", "a.yaml:1:1: not-utf-8: UTF-8 is needed, this looks like UTF-16"),
        (b"a: \xed\xa0\x80", "a.yaml:1:4: not-utf-8: UTF-8 is needed, byte 0xed is not"),
        (b"", "a.yaml: empty: the file holds nothing"),
        (b"# a comment\n", "a.yaml: empty: the file holds nothing"),
    ],
)
def test_bytes_that_are_no_text(content: bytes, printed: str) -> None:
    assert refused(content) == [printed]


@pytest.mark.parametrize("code", [plane << 16 | 0xFFFE for plane in range(17)], ids=hex)
def test_what_unicode_never_assigns_is_refused_in_every_plane(code: int) -> None:
    for character in (chr(code), chr(code + 1)):
        assert refused(f"# {character}")[0].startswith("a.yaml:1:3: forbidden-character")


def test_an_empty_file_has_no_place_to_show() -> None:
    with pytest.raises(InvalidInput) as caught:
        source.parse("a.yaml", b"")

    assert [problem.where for problem in caught.value.problems] == [Location("a.yaml")]


@pytest.mark.parametrize(
    "text", ["a: [1\n", "a: 'x\n", "a: b: c\n", "- a\nb: 1\n", "\ta: 1\n", 'a: "\\q"\n', "a: }\n"]
)
def test_what_is_no_yaml_is_refused_with_its_place(text: str) -> None:
    (line,) = refused(text)

    assert line.split(": ")[1] == "not-yaml"
    assert line.startswith("a.yaml:")


@pytest.mark.parametrize("text", ['a: "\\U00110000"', 'a: "\\UFFFFFFFF"', 'a: "\\ud800"'])
def test_escapes_beyond_unicode(text: str) -> None:
    (line,) = refused(text)

    assert line.split(": ")[1] in ("not-yaml", "forbidden-character")


def test_depth_is_capped() -> None:
    deep = source.MAX_DEPTH

    assert read("[" * deep + "]" * deep)
    assert refused("[" * (deep + 1)) == ["a.yaml:1:33: too-deep: at most 32 levels are read"]
    assert refused("[" * 100_000) == ["a.yaml:1:33: too-deep: at most 32 levels are read"]
    assert refused("{a: " * 9_000) == ["a.yaml:1:129: too-deep: at most 32 levels are read"]


def test_how_far_a_parser_looks_ahead_does_not_matter() -> None:
    # Both parsers meet the @ first, a thousand characters before they hand on the first list.
    assert refused("[" * 600 + "@") == ["a.yaml:1:33: too-deep: at most 32 levels are read"]
    assert refused("[" * 1100 + "@") == ["a.yaml:1:33: too-deep: at most 32 levels are read"]
    assert refused("[" * 32 + "@")[0].startswith("a.yaml:1:33: not-yaml: ")
    # A list at the place of a key is no key in any version, however deep it nests.
    assert refused("a: 1\n" + "[" * 1100)[0].startswith("a.yaml:2:1: not-yaml: a colon and a value")
    assert refused("? " + "[" * 1100)[0].startswith("a.yaml:1:3: key-not-text: ")


def test_nodes_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_NODES", 10)

    assert read("[1, 2, 3]")
    assert [line.split(": ")[1] for line in refused("[" + "1," * 30 + "]")] == ["too-many-nodes"]


KEYS = st.text(st.characters(categories=["L", "N", "S"]), min_size=1).filter(
    lambda key: key != "<<"
)
PLAIN = st.recursive(
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def value(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [value(item) for item in node]
    return {name: value(item) for name, item in node.items()}


@settings(max_examples=60)
@given(PLAIN.filter(lambda data: isinstance(data, list | dict)))
def test_documents_are_read_as_pyyaml_wrote_them(data: Any) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"')
    root = source.parse("a.yaml", text.encode()).root

    assert value(root) == data
    assert isinstance(root, Mapping | Sequence)


# Files.


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")

    document = source.read(str(path))

    assert (document.path, document.text) == (str(path), "a: 1\n")
    assert str(document.where(document.root.mark)) == f"{path}:1:1"


def why(path: Path | str) -> str:
    with pytest.raises(InvalidInput) as caught:
        source.read(str(path))
    (problem,) = caught.value.problems
    assert (problem.where.line, problem.where.column) == (0, 0)  # the whole file, no place in it
    return f"{problem.code}: {problem.message}"


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert why(tmp_path / "pipe") == "not-a-file: a regular file is needed, this is none"
    assert why("/dev/zero") == "not-a-file: a regular file is needed, this is none"
    assert why(tmp_path) == "unreadable: is a directory"
    assert why(tmp_path / "none.yaml") == "unreadable: no such file or directory"
    assert why("a\0b") == "unreadable: this is no file name"


def test_length_is_capped(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * files.MAX_BYTES)
    assert why(path) == "empty: the file holds nothing"
    path.write_bytes(b"#" * (files.MAX_BYTES + 1))
    assert why(path) == "too-long: at most 1048576 bytes are read"


def test_without_libyaml_the_pure_parser_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)  # as in a PyYAML built without it
    printed = spec_from_file_location("coopcli.another_source", source.__file__)
    assert printed is not None
    assert printed.loader is not None
    another = module_from_spec(printed)
    printed.loader.exec_module(another)

    assert another.Parser is yaml.SafeLoader
    assert another.parse("a.yaml", b"a: [1]").digest == source.parse("a.yaml", b"a: [1]").digest
