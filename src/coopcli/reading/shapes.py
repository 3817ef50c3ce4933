"""What a field may hold: each shape reads a node into a value and describes itself to editors.

``read`` returns ``None`` exactly when it has added what is wrong to the log, so that one run finds
every problem of a file. ``describe`` gives the same rule as JSON Schema, draft 7.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as MappingOf
from fractions import Fraction
from typing import Any, NamedTuple, Protocol, TypeVar

from coopcli.model import MOST_LEVELS, Fault, PartialDate, Vocabulary
from coopcli.problems import InvalidInput, Location, Problem, hint, quoted
from coopcli.reading.source import Document, Mapping, Node, Scalar, Sequence

T = TypeVar("T")

LONGEST_TEXT = 20_000
"""Most characters in one text; a rationale has some hundreds."""

MOST_PROBLEMS = 100
"""Most problems of one file that are message; near names for thousands would take minutes."""

MANY = 10_000
"""Most items of a list without a bound of its own."""

Description = dict[str, Any]
"""A piece of JSON Schema."""


class Log:
    """Gathers the problems of one file, and knows the rubric that it belongs to.

    ``highest``: the highest level of its scale; ``lights``: the ids of its lights, best first, none
    where they are not known.
    """

    def __init__(
        self, document: Document, highest: int = MOST_LEVELS - 1, lights: tuple[str, ...] = ()
    ) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.vocabulary: Vocabulary | None = None
        self.highest, self.lights = highest, lights

    @property
    def aims(self) -> tuple[str, ...]:
        """The lights that ask something of the answers: all but the worst."""
        return self.lights[:-1]

    def add(self, mark: Any, code: str, message: str) -> None:
        """Note what is wrong at a mark."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self.document.where(mark), code, message))

    def blame(self, faults: Iterable[Fault]) -> None:
        """Note faults of built objects at the fields that their paths lead to."""
        for fault in faults:  # found one by one, so that no more are looked for than are printed
            if len(self.problems) == MOST_PROBLEMS:
                break
            self.add(mark_at(self.document.root, fault.path), fault.code, fault.message)

    def sound(self, value: T | None) -> T:
        """The value that was read.

        Raises: InvalidInput with all problems, in the order of the file, if there are any.
        """
        if self.problems or value is None:
            found = sorted(self.problems, key=lambda problem: problem.where)
            if len(found) == MOST_PROBLEMS:
                rest = f"after {MOST_PROBLEMS} problems the rest of the file is not looked at"
                found.append(Problem(Location(self.document.path), "too-many-problems", rest))
            raise InvalidInput(found)
        return value


def mark_at(root: Node, path: Iterable[str | int]) -> Any:
    """The mark of the node at a path of keys and positions, or of the last node on the way.

    A word at a list leads to the item that has it as its id.
    """
    node, mark = root, root.mark
    for step in path:
        if isinstance(node, Sequence) and isinstance(step, str):
            step = next((i for i, item in enumerate(node) if _id_of(item) == step), len(node))
        if step == "veto" and isinstance(node, Mapping) and step not in node:
            step = "gate"  # the older spelling of the key
        if isinstance(node, Mapping) and isinstance(step, str) and step in node:
            # The key is named where the value is a collection: that is where a reader looks.
            mark = node[step].mark if isinstance(node[step], Scalar) else node.keys_at[step]
            node = node[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
            node = node[step]
            mark = node.mark
        else:
            break
    return mark


def _id_of(node: Node) -> str:
    own = node.get("id") if isinstance(node, Mapping) else None
    return own.text if isinstance(own, Scalar) else ""


class Shape(Protocol):
    """A rule for one field."""

    def read(self, node: Node, log: Log) -> Any:
        """The value, or ``None`` after telling the log why there is none."""

    def describe(self) -> Description:
        """The rule as JSON Schema."""


def _kind(node: Node) -> str:
    if isinstance(node, Scalar):
        return quoted(node.text) if node.text else "nothing"
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
        if not text:
            log.add(node.mark, "empty", f"{self._what} is needed, not nothing")
        elif len(text) > self._longest:
            log.add(node.mark, "too-long", f"at most {self._longest} characters are read")
        elif self._match and not self._match(text):
            log.add(node.mark, "wrong-form", f"{self._form} is needed, not {_kind(node)}")
        else:
            return text
        return None

    def describe(self) -> Description:
        shape: Description = {"type": "string", "minLength": 1, "maxLength": self._longest}
        return shape | ({"pattern": f"^(?:{self._pattern})$"} if self._pattern else {})


ID = Text("an id of small letters, digits and single hyphens", "[a-z0-9]+(?:-[a-z0-9]+)*", 80)
# In one line: a second one in a name could pass for a line of the report.
LINE = Text("a short text", r"[^\n]*", 300, form="a short text in one line")
PROSE = Text()


class Meant(ValueError):
    """Raised by a parser that knows what must be written instead; its words are message."""


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

    def parse(text: str) -> int:
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

    pattern = {"type": "string", "pattern": r"^[0-9]{1,6}(?:/[0-9]{1,6}|\.[0-9]{1,6})?$"}
    number = {"type": "number", "minimum": float(low), "maximum": float(high)}
    what = f"a fraction such as 2/3 from {low} to {high}"
    return Parsed(what, parse, {"anyOf": [pattern, number]}, quoted=True)


DATE = Parsed(
    "a date that exists, as 2020, 2020-10 or 2020-10-31,",
    PartialDate.parse,
    {
        "anyOf": [
            {"type": "string", "pattern": "^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?$"},
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
            return self._values[node.text]
        words = " or ".join(self._values)
        suggestion = hint(node.text, list(self._values)) if isinstance(node, Scalar) else ""
        log.add(node.mark, "not-a-choice", f"{words} is needed, not {_kind(node)}{suggestion}")
        return None

    def describe(self) -> Description:
        truth = {"true": True, "false": False}  # what an editor's parser makes of the words
        return {"enum": [truth.get(word, word) for word in self._values]}


class ListOf:
    """A list of one shape with at least ``fewest`` and at most ``most`` items."""

    def __init__(
        self, item: Shape, fewest: int = 0, most: int = MANY, *, distinct: bool = False
    ) -> None:
        self._item, self._fewest, self._most, self._distinct = item, fewest, most, distinct

    def read(self, node: Node, log: Log) -> tuple[Any, ...] | None:
        if node.__class__ is not Sequence:
            log.add(node.mark, "wrong-type", f"a list is needed, not {_kind(node)}")
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
        if self._bare and isinstance(node, Scalar) and node.plain and not node.text:
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


class Field(NamedTuple):
    """A key of a record: its shape, what it means, and its value where it may be left out.

    ``formerly``: an older spelling of the key that is read as well. ``usual``: what is usual fills
    the key before a file is read, so that a file may leave it out.
    """

    shape: Shape
    about: str
    default: Any = ...
    formerly: str = ""
    usual: bool = False


class Record:
    """A mapping with known keys, built into an object.

    ``build`` is called with the keys as names, hyphens as underscores; with ``located`` also with
    ``line``. The object's own rules come back as faults with places.
    """

    def __init__(
        self,
        what: str,
        build: Callable[..., Any],
        fields: MappingOf[str, Field],
        *,
        located: bool = False,
    ) -> None:
        self._what, self._build, self._located, self.fields = what, build, located, dict(fields)
        self._shapes = {
            spelling: (key.replace("-", "_"), field.shape.read)
            for key, field in fields.items()
            for spelling in (key, field.formerly)
            if spelling
        }
        self._defaults = {key.replace("-", "_"): field.default for key, field in fields.items()}
        self._formerly = {key: field.formerly for key, field in fields.items() if field.formerly}
        self._needed = {key for key, field in fields.items() if field.default is ...}

    def read(self, node: Node, log: Log) -> Any:
        if node.__class__ is not Mapping:
            log.add(node.mark, "wrong-type", f"{self._what} is needed, not {_kind(node)}")
            return None
        values, shapes, sound = dict(self._defaults), self._shapes, True
        for key, child in node.items():
            known = shapes.get(key)
            if known is None:
                message = f"{self._what} has no {quoted(key)}{hint(key, list(shapes))}"
                log.add(node.keys_at[key], "unknown-key", message)
                sound = False
                continue
            value = known[1](child, log)
            if value is None:
                sound = False
            values[known[0]] = value
        for key, formerly in self._formerly.items():
            if key in node and formerly in node:
                message = f"{key!r} and {formerly!r} are one key; only one can stand here"
                log.add(node.keys_at[key], "repeated-key", message)
                sound = False
        if not self._needed <= node.keys():
            for key in self.fields:
                if key in self._needed and key not in node:
                    log.add(node.mark, "missing-key", f"{self._what} needs {key!r}")
            return None
        if not sound:
            return None
        if self._located:
            values["line"] = node.mark.line + 1
        return self._build(**values)

    def describe(self) -> Description:
        return {
            "type": "object",
            "properties": {
                spelling: {"description": field.about} | field.shape.describe()
                for key, field in self.fields.items()
                for spelling in (key, field.formerly)
                if spelling
            },
            "required": [k for k, f in self.fields.items() if k in self._needed and not f.usual],
            "additionalProperties": False,
        }


class EitherRecord:
    """One of several records; the presence of a key tells which, else it is the last."""

    def __init__(self, by_key: MappingOf[str, Record], otherwise: Record) -> None:
        self._by_key, self._otherwise = dict(by_key), otherwise

    def read(self, node: Node, log: Log) -> Any:
        if node.__class__ is Mapping:
            for key, record in self._by_key.items():
                if key in node:
                    return record.read(node, log)
        return self._otherwise.read(node, log)

    def describe(self) -> Description:
        records = (self._otherwise, *self._by_key.values())
        return {"anyOf": [record.describe() for record in records]}


class OneOrRecord:
    """A single value that stands for a record, or the record."""

    def __init__(self, one: Shape, record: Record, stands_for: Callable[[Any], Any]) -> None:
        self._one, self._record, self._stands_for = one, record, stands_for

    def read(self, node: Node, log: Log) -> Any:
        if node.__class__ is not Scalar:
            return self._record.read(node, log)
        value = self._one.read(node, log)
        return None if value is None else self._stands_for(value)

    def describe(self) -> Description:
        return {"anyOf": [self._one.describe(), self._record.describe()]}


YES_NO = Choice({"true": True, "false": False})


def check_shape(document: Document, shape: Shape, vocabulary: Vocabulary | None = None) -> None:
    """Checks a file in itself, without what it must hold against other files.

    ``vocabulary`` has the words of its rubric; any word is sound where it is not known.

    Raises: InvalidInput with everything that is wrong.
    """
    log = Log(document)
    log.vocabulary = vocabulary
    log.sound(shape.read(document.root, log))
