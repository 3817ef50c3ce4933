"""What a field may hold: each shape reads a node into a value and describes itself to editors.

``read`` returns ``None`` exactly when it has added what is wrong to the log, so that one run finds
every problem of a file. ``describe`` gives the same rule as JSON Schema, draft 7.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from fractions import Fraction
from typing import Any, Protocol

from coopcli.model import PartialDate, Vocabulary
from coopcli.problems import hint, quoted
from coopcli.reading.log import Log
from coopcli.reading.source import Document, Mapping, Node, Scalar, Sequence

LONGEST_TEXT = 20_000
"""Most characters in one text; a rationale has some hundreds."""


MANY = 10_000
"""Most items of a list without a bound of its own."""

Description = dict[str, Any]
"""A piece of JSON Schema."""


class Shape(Protocol):
    """A rule for one field."""

    def read(self, node: Node, log: Log) -> Any:
        """The value, or ``None`` after telling the log why there is none."""

    def describe(self) -> Description:
        """The rule as JSON Schema."""


_NOTHING = frozenset(("", "~", "null"))
"""How YAML writes that a key has no value, where it stands without quotes."""


def is_nothing(node: Node) -> bool:
    """Whether a key or an item was left without a value."""
    return isinstance(node, Scalar) and node.plain and node.text in _NOTHING


def _kind(node: Node) -> str:
    if isinstance(node, Scalar):
        return "nothing" if not node.text or is_nothing(node) else quoted(node.text)
    return "a mapping" if isinstance(node, Mapping) else "a list"


class Text:
    """Any text that is not empty; ``pattern`` must match all of it.

    ``what`` says in words what is needed, ``form`` what the pattern asks for, if that is more.
    """

    def __init__(
        self, what: str = "text", pattern: str = "", longest: int = LONGEST_TEXT, *, form: str = ""
    ) -> None:
        self._what, self._longest, self._form = what, longest, form or what
        self._pattern = pattern
        self._match = re.compile(pattern).fullmatch if pattern else None

    def read(self, node: Node, log: Log) -> str | None:
        if node.__class__ is not Scalar:
            log.add(node.mark, "wrong-type", f"{self._what} is needed, not {_kind(node)}")
            return None
        text = node.text.strip()
        if not text or (text in _NOTHING and node.plain):
            log.add(node.mark, "empty", f"{self._what} is needed, not nothing")
        elif len(text) > self._longest:
            log.add(node.mark, "too-long", f"at most {self._longest} characters are read")
        elif self._match and not self._match(text):
            log.add(node.mark, "wrong-form", f"{self._form} is needed, not {_kind(node)}")
        else:
            return text
        return None

    def describe(self) -> Description:
        shape: Description = {"type": ["string"], "minLength": 1, "maxLength": self._longest}
        # What is text to the reader may be a number to an editor, such as a year as a name.
        alike = self._match or bool
        shape["type"] += [kind for kind, like in _ALIKE.items() if alike(like)]
        shape |= {"minimum": 0} if "integer" in shape["type"] and not alike("-7") else {}
        inner = rf"^(?=\s*\S)\s*(?:{self._pattern})\s*$" if self._pattern else r"\S"
        return shape | {"pattern": inner}


_ALIKE = {"integer": "7", "number": "1.5", "boolean": "true"}
"""Kinds of a scalar that an editor tells apart, each with one that it takes for such."""


ID = Text("an id of small letters, digits and single hyphens", "[a-z0-9]+(?:-[a-z0-9]+)*", 80)
# In one line: a second one in a name could pass for a line of the report.
LINE = Text("a short text", r"[^\n]*", 300, form="a short text in one line")
PROSE = Text()


class Meant(ValueError):
    """Raised by a parser that knows what must be written instead; its words are the message."""


class Parsed:
    """Text of one form that is turned into a value; quotes are refused where a number is meant."""

    def __init__(
        self,
        what: str,
        parse: Callable[[str], Any],
        description: Description,
        *,
        quoted: bool,
        code: str = "wrong-form",
    ) -> None:
        self._what, self.parse, self._code = what, parse, code
        self._description, self._quoted = description, quoted

    def read(self, node: Node, log: Log) -> Any:
        if node.__class__ is not Scalar:
            log.add(node.mark, "wrong-type", f"{self._what} is needed, not {_kind(node)}")
            return None
        if not node.plain and not self._quoted:
            message = f"{self._what} is needed, not {_kind(node)} as text"
            log.add(node.mark, "wrong-type", message + self._unquoted(node.text.strip()))
            return None
        try:
            return self.parse(node.text)
        except ValueError as error:
            # Other errors may be in the words of Python, which differ from version to version.
            why = f": {error}" if isinstance(error, Meant) else ""
            log.add(node.mark, self._code, f"{self._what} is needed, not {_kind(node)}{why}")
            return None

    def _unquoted(self, text: str) -> str:
        try:
            self.parse(text)
        except ValueError:
            return ""
        return f"; write {text} without quotes"

    def describe(self) -> Description:
        return dict(self._description)


def whole_number(low: int, high: int, what: str = "") -> Parsed:
    """A whole number between two bounds, both inclusive, in plain digits."""
    digits = re.compile("0|[1-9][0-9]{0,8}", re.ASCII).fullmatch
    few = {str(number): number for number in range(low, min(high, low + 9) + 1)}

    def parse(text: str) -> int:
        if text in few:  # as nearly all are in a batch
            return few[text]
        if not digits(text) or not low <= int(text) <= high:
            raise ValueError(text)
        return int(text)

    return Parsed(
        what or f"a whole number from {low} to {high}",
        parse,
        {"type": "integer", "minimum": low, "maximum": high},
        quoted=False,
    )


def fraction(low: Fraction | int, high: Fraction | int) -> Parsed:
    """An exact share such as ``2/3``, ``0.9`` or ``1`` between two bounds, both inclusive."""

    def parse(text: str) -> Fraction:
        if not re.fullmatch(r"[0-9]{1,6}(?:/[0-9]{1,6}|\.[0-9]{1,6})?", text, re.ASCII):
            raise ValueError(text)
        try:
            value = Fraction(text)
        except ZeroDivisionError:
            raise ValueError(text) from None
        if not low <= value <= high:
            raise ValueError(text)
        return value

    pattern = {"type": "string", "pattern": r"^[0-9]{1,6}(?:/(?!0+$)[0-9]{1,6}|\.[0-9]{1,6})?$"}
    number = {"type": "number", "minimum": float(low), "maximum": float(high)}
    what = f"a fraction such as 2/3 from {low} to {high}"
    return Parsed(what, parse, {"anyOf": [pattern, number]}, quoted=True)


DATE = Parsed(
    "a date that exists, as 2020, 2020-10 or 2020-10-31,",
    PartialDate.parse,
    {
        "anyOf": [
            {
                "type": "string",
                "pattern": "^[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$",
            },
            {"type": "integer", "minimum": 1000, "maximum": 9999},
        ]
    },
    quoted=True,
    code="wrong-date",
)


class Choice:
    """One of a closed set of words, each standing for a value."""

    def __init__(self, values: MappingOf[str, Any]) -> None:
        self._values = dict(values)

    def read(self, node: Node, log: Log) -> Any:
        if node.__class__ is Scalar and node.text in self._values:
            if node.plain or _typed(node.text) == node.text:
                return self._values[node.text]
            message = f"{node.text} is needed, not {_kind(node)} as text; write it without quotes"
            log.add(node.mark, "wrong-type", message)
            return None
        words = " or ".join(self._values)
        suggestion = hint(node.text, list(self._values)) if isinstance(node, Scalar) else ""
        log.add(node.mark, "not-a-choice", f"{words} is needed, not {_kind(node)}{suggestion}")
        return None

    def describe(self) -> Description:
        return {"enum": [_typed(word) for word in self._values]}


def _typed(word: str) -> Any:
    """What an editor's parser makes of a word without quotes."""
    return int(word) if word.isdigit() else {"true": True, "false": False}.get(word, word)


def _in_brackets(node: Node) -> str:
    """The end of a message that shows how a word or a name makes a list."""
    one = isinstance(node, Scalar) and re.fullmatch(
        r"[^\W\d][\w-]{0,40}(?: [\w-]{1,40}){0,2}", node.text
    )
    if not one or is_nothing(node) or " and " in node.text:  # type: ignore[union-attr]
        return ""
    return f"; write [{node.text}]"  # type: ignore[union-attr]


class ListOf:
    """A list of one shape with at least ``fewest`` and at most ``most`` items."""

    def __init__(
        self, item: Shape, fewest: int = 0, most: int = MANY, *, distinct: bool = False
    ) -> None:
        self._item, self._fewest, self._most, self._distinct = item, fewest, most, distinct

    def read(self, node: Node, log: Log) -> tuple[Any, ...] | None:
        if node.__class__ is not Sequence:
            message = f"a list is needed, not {_kind(node)}{_in_brackets(node)}"
            log.add(node.mark, "wrong-type", message)
            return None
        if not self._fewest <= len(node) <= self._most:
            message = f"{self._fewest} to {self._most} items are needed, not {len(node)}"
            if self._fewest == self._most:
                message = f"exactly {self._most} items are needed, not {len(node)}"
            elif self._fewest == 1 and not node:
                message = "at least one item is needed, not none"
            elif len(node) > self._most == MANY:
                message = f"at most {MANY} items are read, not {len(node)}"
            elif self._most == MANY:
                message = f"at least {self._fewest} items are needed, not {len(node)}"
            log.add(node.mark, "wrong-length", message)
            return None
        read = self._item.read
        values = tuple([read(item, log) for item in node])
        if None in values:
            return None
        if self._distinct and len(set(values)) < len(values):
            first = {value: i for i, value in reversed(list(enumerate(values)))}
            again = next(i for i, value in enumerate(values) if first[value] < i)
            log.add(node[again].mark, "repeated-item", f"{_kind(node[again])} stands twice")
            return None
        return values

    def describe(self) -> Description:
        shape: Description = {"type": "array", "items": self._item.describe()}
        shape |= {"minItems": self._fewest} if self._fewest else {}
        shape |= {"maxItems": self._most} if self._most < MANY else {}
        return shape | ({"uniqueItems": True} if self._distinct else {})


class MapOf:
    """A mapping from any id to one shape; with ``bare`` a key without a value is an empty one."""

    def __init__(self, value: Shape, *, bare: bool = False) -> None:
        self._value, self._bare = value, bare

    def read(self, node: Node, log: Log) -> dict[str, Any] | None:
        if self._bare and is_nothing(node):
            return {}
        if node.__class__ is not Mapping:
            log.add(node.mark, "wrong-type", f"a mapping is needed, not {_kind(node)}")
            return None
        read = self._value.read
        values = {key: read(child, log) for key, child in node.items()}
        return None if None in values.values() else values

    def describe(self) -> Description:
        kind = ["object", "null"] if self._bare else "object"
        return {"type": kind, "additionalProperties": self._value.describe()}


YES_NO = Choice({"true": True, "false": False})


def check_shape(document: Document, shape: Shape, vocabulary: Vocabulary | None = None) -> None:
    """Checks a file in itself, without what it must hold against other files.

    ``vocabulary`` has the words of its rubric; any word is sound where it is not known.

    Raises: InvalidInput with everything that is wrong.
    """
    log = Log(document)
    log.vocabulary = vocabulary
    log.sound(shape.read(document.root, log))
