"""From bytes to located nodes: a strict reader of a small, safe part of YAML.

Built on the event stream of PyYAML's C parser, never on its constructors: no value is guessed from
its spelling, no key wins over an equal one, no alias is expanded, and every node knows its place.
What a scalar means, a number or a date, is decided by the field that it stands in.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import Any, NamedTuple, NoReturn

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from coopcli import files
from coopcli.problems import INVISIBLE, InvalidInput, Location, Problem, quoted, visible

try:
    from yaml._yaml import CParser as Parser
except ImportError:  # PyYAML without libyaml: the same events, more slowly
    from yaml import SafeLoader as Parser  # type: ignore[assignment]

MAX_DEPTH = 32
"""Deepest nesting that is read; the formats themselves need 8."""

MAX_NODES = 50_000
"""Most nodes that are read; the longest file of the shipped pack has a tenth of it."""


class Scalar:
    """A leaf: its text, and whether it stands without quotes."""

    __slots__ = ("mark", "plain", "text")

    def __init__(self, text: str, plain: bool, mark: Any) -> None:
        self.text = text
        self.plain = plain
        self.mark = mark


class Mapping(dict[str, "Node"]):
    """A mapping node; ``keys_at`` holds the places of its keys."""

    __slots__ = ("keys_at", "mark")

    def __init__(self, mark: Any) -> None:
        self.mark = mark
        self.keys_at: dict[str, Any] = {}


class Sequence(list["Node"]):
    """A sequence node."""

    __slots__ = ("mark",)

    def __init__(self, mark: Any) -> None:
        self.mark = mark


Node = Scalar | Mapping | Sequence


class Document(NamedTuple):
    """A file that was read: its path as named by the user, its root node and its text."""

    path: str
    root: Node
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of the text, blind to byte order mark and line ends."""
        from hashlib import sha256  # loads OpenSSL: only results need it

        return "sha256:" + sha256(self.text.encode()).hexdigest()

    def where(self, mark: Any) -> Location:
        """The place of a node's or a key's mark in this file, or in the one that it came from."""
        path = getattr(mark, "path", None) or self.path
        return Location(path, mark.line + 1, mark.column + 1)


def read(path: str) -> Document:
    """The document in a file.

    Raises: InvalidInput when it cannot be read or is not the strict YAML that is asked for.
    """
    return parse(path, files.read_bytes(path))


def parse(path: str, content: bytes) -> Document:
    """The document in bytes; ``path`` names it in problems.

    Raises: InvalidInput as :func:`read` does.
    """
    text = decoded(path, content)
    return Document(path, _Builder(path, text).document(), text)


def parser_of(text: str) -> Any:
    """The parser of a text, whose events nobody has looked at yet."""
    return Parser(text)


def decoded(path: str, content: bytes) -> str:
    """The text in bytes of UTF-8, without byte order mark and with single line feeds.

    Raises: InvalidInput for another encoding and for characters that act or hide.
    """
    # Without a mark a NUL beside the first letter shows it.
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content[:2]:
        _refuse(path, "not-utf-8", "UTF-8 is needed, this looks like UTF-16", 1, 1)
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line, column = _place(content[: error.start].decode())
        byte = content[error.start]
        _refuse(path, "not-utf-8", f"UTF-8 is needed, byte 0x{byte:02x} is not", line, column)
    text = text.replace("\r\n", "\n")
    # No printable character is forbidden, and asking that of a whole text costs next to nothing.
    if not text.replace("\n", "").isprintable() and (found := _forbidden().search(text)):
        line, column = _place(text[: found.start()])
        message = f"{visible(found.group())} must not stand here"
        if found.group() == "\r":
            message += "; a line must end with a line feed"
        _refuse(path, "forbidden-character", message, line, column)
    return text


FORBIDDEN = (
    *((0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), (0xD800, 0xDFFF), (0xFDD0, 0xFDEF)),
    *((plane << 16 | 0xFFFE, plane << 16 | 0xFFFF) for plane in range(17)),
    *((ord(character), ord(character)) for character in sorted(INVISIBLE)),
)
"""Characters, from the first to the last of each run, that no file may hold.

Control characters but tab and line feed, characters that Unicode does not assign for exchange, and
those that hide or reorder text. U+0085, U+2028 and U+2029 end a line for the parser but not for an
editor, so that a comment could hide a key. Joiners stay: scripts and emoji need them.
"""


@cache  # not at import: few files need the search
def _forbidden() -> re.Pattern[str]:
    return re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in FORBIDDEN)}]")


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _refuse(path: str, code: str, message: str, line: int = 0, column: int = 0) -> NoReturn:
    raise InvalidInput([Problem(Location(path, line, column), code, message)])


class _Builder:
    """Builds nodes from events, without recursion, and refuses what a strict file must not have."""

    def __init__(self, path: str, text: str, *, whole: bool = True) -> None:
        self.path = path
        self.text = text
        self.whole = whole
        self.problems: list[Problem] = []

    def document(self) -> Node:
        try:
            root = self._root(Parser(self.text))
        except MarkedYAMLError as error:
            from coopcli.reading import syntax  # most files are sound

            self._raise_earlier(error, known=bool(syntax.family(error, self.text)))
            mark, message = syntax.explained(error, self.text)
            self._found(mark, "not-yaml", message)
        except (YAMLError, ValueError, OverflowError):
            # Escapes beyond Unicode leak out of the pure parser without a place.
            self._found(None, "not-yaml", "an escape stands for no character")
        if self.problems:
            raise InvalidInput(self.problems)
        return root

    def _raise_earlier(self, error: MarkedYAMLError, *, known: bool) -> None:
        # How far a parser looks ahead, and how deep it nests at most, differs between versions.
        # What is nested too deep before the place where it gave up is always the first problem; and
        # if it gave up for a reason of its own, what is wrong with the text before stands instead.
        mark = error.problem_mark or error.context_mark
        if self.whole and mark:
            try:
                _Builder(self.path, self.text[: mark.index], whole=False).document()
            except InvalidInput as earlier:
                if not known or earlier.problems[-1].code == "too-deep":
                    raise

    def _root(self, parser: Any) -> Node:
        next_event = parser.get_event
        next_event()  # the start of the stream
        first = next_event()
        if first.__class__ is not DocumentStartEvent:
            self._stop(None, "empty", "the file holds nothing")
        if first.version or first.tags:
            self._found(first.start_mark, "directive", "directives must not stand here")
        root = self._node(next_event)
        next_event()  # the end of the document
        second = next_event()
        if second.__class__ is DocumentStartEvent:
            self._stop(second.start_mark, "several-documents", "one document a file is read")
        return root

    def _node(self, next_event: Any) -> Node:
        # This loop is most of the time of a batch, hence the flat style and the local names.
        around: list[tuple[Any, Any]] = []  # the containers around the inner one, and their keys
        inner: Any = None
        key: str | None = None
        keys: dict[str, Any] | None = None  # the keys of the inner container if it is a mapping
        nodes = 0
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                text, style, mark = event.value, event.style, event.start_mark
                # Plain and block text cannot hold an escape, and the file itself was searched.
                if style == '"' or event.tag or event.anchor:
                    self._check(event)
                if keys is None:
                    node: Node = Scalar(text, not style, mark)
                    if inner is None:
                        return node
                    inner.append(node)
                elif key is None:
                    key = text
                    if text in keys or text == "<<":
                        self._check_key(text, mark, keys)
                    keys.setdefault(text, mark)
                else:
                    inner[key] = Scalar(text, not style, mark)
                    key = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._check(event)
                mark = event.start_mark
                node = Mapping(mark) if kind is MappingStartEvent else Sequence(mark)
                if keys is None:
                    if inner is not None:
                        inner.append(node)
                elif key is None:
                    self._stop(mark, "key-not-text", "a key must be text, not a collection")
                else:
                    inner[key] = node
                around.append((inner, keys))
                if len(around) > MAX_DEPTH:
                    self._stop(mark, "too-deep", f"at most {MAX_DEPTH} levels are read")
                inner, key, keys = node, None, getattr(node, "keys_at", None)
            elif kind is AliasEvent:
                self._stop(event.start_mark, "alias", "aliases are not read; write the value out")
            else:  # the end of the inner container
                node = inner
                inner, keys = around.pop()
                key = None
                if inner is None:
                    return node
            nodes += 1
            if nodes > 2 * MAX_NODES:  # a node has a start and at most one end
                self._stop(event.start_mark, "too-many-nodes", f"at most {MAX_NODES} are read")

    def _check_key(self, name: str, mark: Any, keys: dict[str, Any]) -> None:
        if name in keys:
            line = keys[name].line + 1
            self._found(mark, "repeated-key", f"{quoted(name)} stands on line {line} already")
        else:
            self._found(mark, "merge-key", "merge keys are not read; write the keys out")

    def _check(self, event: Any) -> None:
        if event.anchor:
            self._found(event.start_mark, "anchor", "anchors must not stand here")
        if event.tag:
            self._found(event.start_mark, "tag", "tags must not stand here")
        if event.__class__ is not ScalarEvent or event.value.isprintable():
            return
        if found := _forbidden().search(event.value):
            message = f"the escape for {visible(found.group())} must not stand here"
            self._found(event.start_mark, "forbidden-character", message)

    def _found(self, mark: Any, code: str, message: str) -> None:
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        self.problems.append(Problem(Location(self.path, *place), code, message))

    def _stop(self, mark: Any, code: str, message: str) -> NoReturn:
        self._found(mark, code, message)
        raise InvalidInput(self.problems)
