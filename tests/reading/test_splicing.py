"""Edits at one place: what is asked for changes, every other byte stays."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcli.problems import InvalidInput
from coopcli.reading import source, splicing
from coopcli.reading.source import Mapping, Node, Scalar
from coopcli.reading.writing import texts

ODD = """\
# at the top
id:   x
ratings:
    # law: Does a law keep them apart?
    #   0  no law

    words:   # counted twice
    -   known: 2020
        level: 2   # why not 3?
        because: >-
            some text
            # no comment

        # after the answer
    fear: [{known: 2020, level: 1}]
scope: "a"  # short
"""
ANSWER = {"known": "2021", "level": 3, "because": "One: two, [item].", "evidence": ["a-b", "c"]}


def plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key: plain(inner) for key, inner in node.items()}
    return [plain(inner) for inner in node]


def read(content: bytes) -> Any:
    return plain(source.parse("a.yaml", content).root)


def changed(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """The lines that are gone, and those that are new."""
    lines = list(difflib.ndiff(before.decode().split("\n"), after.decode().split("\n")))
    return [x[2:] for x in lines if x[0] == "-"], [x[2:] for x in lines if x[0] == "+"]


@pytest.fixture(params=["\n", "\r\n"], ids=["LF", "CRLF"])
def odd(request: pytest.FixtureRequest) -> bytes:
    """A file with comments, odd indentation and a byte order mark."""
    return b"\xef\xbb\xbf" + ODD.replace("\n", request.param).encode()


def test_an_item_stands_at_the_end_of_its_list_indented_as_the_others(odd: bytes) -> None:
    after = splicing.add("a.yaml", odd, ("ratings", "words"), ANSWER)

    gone, new = changed(odd, after)
    assert gone == []
    assert [line.removesuffix("\r") for line in new] == [
        "    -   known: 2021",
        "        level: 3",
        '        because: "One: two, [item]."',
        "        evidence: [a-b, c]",
    ]
    assert {line.endswith("\r") for line in new} == {b"\r" in odd}
    assert after.index(b"after the answer") < after.index(b"known: 2021")


ORDER = ("law", "words", "fear", "channel", "gain")


@pytest.mark.parametrize(
    "text",
    [
        ODD,
        ODD.replace("    fear: [{known: 2020, level: 1}]\n", "    # channel: Do they talk?\n"),
        "id: x\nratings: {}\nscope: a\n",
        "id: x\nratings:\n  # fear: Is there fear?\n\n  # gain: Do both gain?",
        "id: x\nratings: {words: [{known: 2020, level: 1}]}",
        "ratings:\n  gain:\n  - known: 2020\n    level: 1",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_several_items_are_added_as_one_after_the_other(text: str, end: str) -> None:
    before = text.replace("\n", end).encode()
    for chosen in range(1, 2 ** len(ORDER)):
        names = [name for bit, name in enumerate(ORDER) if chosen >> bit & 1]
        expected = before
        for name in names:
            expected = splicing.add("a.yaml", expected, ("ratings", name), ANSWER, ORDER)

        items = [(("ratings", name), ANSWER) for name in names]
        assert splicing.add_all("a.yaml", before, items, ORDER) == expected


def test_an_item_in_brackets_stays_in_brackets(odd: bytes) -> None:
    after = splicing.add("a.yaml", odd, ("ratings", "fear"), ANSWER)

    gone, new = changed(odd, after)
    assert (len(gone), len(new)) == (1, 1)
    assert '{known: 2021, level: 3, because: "One: two, [item].", evidence: [a-b, c]}]' in new[0]


def test_a_new_key_stands_below_the_comment_that_announces_it(odd: bytes) -> None:
    after = splicing.put("a.yaml", odd, ("ratings", "law"), [ANSWER])

    assert changed(odd, after)[0] == []
    assert after.replace(b"\r", b"").index(b"no law\n    law:\n    - known: 2021\n") > 0


@pytest.mark.parametrize(
    ("key", "before"), [("one", "    words:"), ("two", "    fear: ["), ("three", "scope:")]
)
def test_a_new_key_stands_by_its_neighbours(key: str, before: str, odd: bytes) -> None:
    order = ("one", "words", "two", "fear", "three")

    after = splicing.put("a.yaml", odd, ("ratings", key), [ANSWER], order)

    assert changed(odd, after)[0] == []
    lines = after.replace(b"\r", b"").decode().split("\n")
    start = lines.index(f"    {key}:")
    assert lines[start + 5].startswith(before)


def test_only_what_differs_in_a_mapping_changes(odd: bytes) -> None:
    wanted = {"known": "2020", "level": [1, 2], "because": "New.", "trend": "easing"}

    after = splicing.put("a.yaml", odd, ("ratings", "words", 0), wanted)

    gone, new = changed(odd, after)
    assert [line.strip() for line in gone] == [
        *("level: 2   # why not 3?", "because: >-", "some text", "# no comment"),
    ]
    assert [line.strip() for line in new] == [
        *("level: [1, 2]   # why not 3?", "because: New.", "trend: easing"),
    ]


def test_the_same_value_changes_nothing(odd: bytes) -> None:
    wanted = {"known": "2020", "level": 2, "because": "some text # no comment"}

    assert splicing.put("a.yaml", odd, ("ratings", "words", 0), wanted) == odd


@pytest.mark.parametrize("path", [("id",), ("ratings", "words", 0, "known"), ("scope",)])
def test_a_key_goes_with_its_lines(path: tuple[str | int, ...], odd: bytes) -> None:
    after = splicing.drop("a.yaml", odd, path)

    gone, new = changed(odd, after)
    assert len(gone) <= 2
    assert len(new) == len(gone) - 1
    assert str(path[-1]) + ":" not in str(read(after))


EMPTY = ["ratings:", "ratings: {}", "ratings:   # none yet", "ratings: {}  # none yet"]


@pytest.mark.parametrize("line", EMPTY)
@pytest.mark.parametrize("rest", ["", "\n", "\n# law: a question\n#   0  none\n\nlast: 1\n"])
def test_an_empty_mapping_takes_its_first_key(line: str, rest: str) -> None:
    content = f"id: x\n{line}{rest}".encode()

    after = splicing.put("a.yaml", content, ("ratings", "law"), [ANSWER])

    assert read(after)["ratings"] == {"law": [texts(ANSWER)]}
    assert ("# none yet" in line) == (b"# none yet" in after)
    if "last" in rest:
        assert after.index(b"0  none") < after.index(b"  law:") < after.index(b"last")


def test_missing_lists_and_mappings_are_made() -> None:
    after = splicing.add("a.yaml", b"id: x", ("sources",), {"id": "memo", "title": "A: b"})
    after = splicing.put("a.yaml", after, ("ratings", "law"), [ANSWER])

    assert read(after) == {
        "id": "x",
        "sources": [{"id": "memo", "title": "A: b"}],
        "ratings": {"law": [texts(ANSWER)]},
    }


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)
TEXTS = st.one_of(WORDS, st.lists(WORDS, min_size=1, max_size=40).map(" ".join))
KEYS = st.from_regex("[a-z]{1,5}", fullmatch=True)
VALUES = st.recursive(
    st.one_of(TEXTS, st.integers(0, 99), st.booleans()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, VALUES, st.sampled_from(["\n", "\r\n"]))
def test_whatever_is_put_is_read_back(first: Any, second: Any, end: str) -> None:
    content = ODD.replace("\n", end).encode()

    for value in (first, second):
        content = splicing.put("a.yaml", content, ("ratings", "law"), value)
        assert read(content)["ratings"]["law"] == texts(value)
        content = splicing.put("a.yaml", content, ("scope",), value)
        assert read(content)["scope"] == texts(value)
        content = splicing.add("a.yaml", content, ("ratings", "words"), value)
        assert read(content)["ratings"]["words"][-1] == texts(value)
    for comment in (b"# at the top", b"# why not 3?", b"# counted twice", b"# after the answer"):
        assert comment in content
    assert (b"\r\n" in content) == (end == "\r\n")


@pytest.mark.parametrize("text", ["yes", "012", "1e3", "2020", "~", "null", "a: b"])
def test_a_text_is_read_as_a_text_by_editors_too(text: str) -> None:
    import yaml

    content = splicing.put("a.yaml", b"a: 1\n", ("a",), text)

    value = yaml.load(content, yaml.BaseLoader)["a"]
    assert value == text
    assert isinstance(yaml.safe_load(content)["a"], str) or text == "2020"


def test_what_is_no_yaml_is_refused() -> None:
    with pytest.raises(InvalidInput, match="not-yaml"):
        splicing.put("a.yaml", b"a: [1", ("a",), "b")


@pytest.mark.parametrize("path", [("a", 0), ("a", "b", 3), (0,), ()])
def test_a_place_that_cannot_be_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises(InvalidInput, match="not-spliced"):
        splicing.put("a.yaml", b"a: b\n", path, "b")
