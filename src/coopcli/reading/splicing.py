"""Edits a YAML file at one place: every other byte stays as it is.

Four functions take the bytes of a file and give its new bytes; nothing is written here
(:class:`coopcli.files.Edited` does that). A place is a path of keys and positions, as in
:class:`coopcli.model.Fault`. Values are ``dict``, ``list``, ``str``, ``int`` and ``bool``.

- ``put(name, content, ("ratings", "law", 0, "level"), 3)`` sets one value. A mapping or list that
  is there already is changed only where it differs. A key that is missing is added.
- ``add(name, content, ("ratings", "law"), {...})`` adds an item at the end of a list, which is made
  where it is missing or empty; ``add_all`` adds one item each to several lists, in their order.
- ``drop(name, content, ("headlines",))`` takes a key or an item out, if it is there.

A new key stands below the comment that announces it (``# law: …``), else after its neighbour in
``order``, else at the end of its mapping. Indentation, line ends, byte order mark and comments
stay.
Each edit is read back; one that would say anything else than asked for is refused.

Raises: InvalidInput where the content is not strict YAML, and where a place cannot be edited.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, NoReturn

from coopcli.files import MAX_BYTES
from coopcli.model import Path
from coopcli.problems import InvalidInput, Location, Problem
from coopcli.reading import source
from coopcli.reading.places import GONE, Plain, Spot, differences, spot_at, spots_in, texts_of
from coopcli.reading.writing import entry, inline, item, texts


def put(name: str, content: bytes, path: Path, value: Plain, order: Sequence[str] = ()) -> bytes:
    """The content with a value at a path; ``order`` lists the keys that its mapping may have."""
    return _File(name, content).put(path, value, order).content()


def add(name: str, content: bytes, path: Path, value: Plain, order: Sequence[str] = ()) -> bytes:
    """The content with one more item in the list at a path."""
    return _File(name, content).add(path, value, order).content()


def add_all(
    name: str, content: bytes, items: Iterable[tuple[Path, Plain]], order: Sequence[str] = ()
) -> bytes:
    """The content with one more item in each of several lists, which are keys of one mapping."""
    file = _File(name, content)
    for path, value in items:
        if not file.grows(path):
            file.flush()
        file.add(path, value, order)
    return file.flush().content()


def drop(name: str, content: bytes, path: Path) -> bytes:
    """The content without the key or the item at a path."""
    return _File(name, content).drop(path).content()


TOO_LONG = "too-long"
"""The code of the problem of an edit that would make a file longer than what is read."""


class _Edit(NamedTuple):
    """What takes the place of the text between two places, each a line and a column from 0."""

    start: tuple[int, int]
    end: tuple[int, int]
    text: str


class _File:
    """A file while it is edited: its lines as they are, and what stands in it."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self._waiting: list[_Edit] | None = None
        self._wanted: list[tuple[Path, Plain]] = []
        self._placed: dict[str, int] = {}
        self.mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        source.parse(name, content)  # refuses what is not strict YAML
        self._take(content[len(self.mark) :].decode())

    def _take(self, text: str) -> None:
        if (size := len(self.mark) + len(text.encode())) > MAX_BYTES:
            message = f"the file would hold {size} bytes; at most {MAX_BYTES} are read"
            raise InvalidInput([Problem(Location(self.name), TOO_LONG, message)])
        self.text = text
        self.root = spots_in(text.replace("\r\n", "\n"))
        self.lines = text.split("\n")

    def content(self) -> bytes:
        return self.mark + self.text.encode()

    def grows(self, path: Path) -> bool:
        """Whether an item for the list at a path is nothing but new lines; they may wait."""
        around, there = spot_at(self.root, path[:-1]), spot_at(self.root, path)
        lines = around is not None and around.kind == "map" and not around.flow
        if lines and (there is None or (there.kind == "list" and not there.flow)):
            self._waiting = self._waiting or []
            return True
        return False

    def flush(self) -> _File:
        """Makes the edits that wait, all at once."""
        self._placed = {}
        edits, self._waiting = self._waiting or [], None
        wanted, self._wanted = self._wanted, []
        if edits:
            self._change(*edits)
        for path, value in wanted:
            self._require(path, value)
        return self

    def put(self, path: Path, value: Plain, order: Sequence[str]) -> _File:
        there = spot_at(self.root, path)
        if there is None:
            self._put_new(path, value, order)
            return self
        for where, wanted, keys in list(differences(there, path, value)):
            if wanted is GONE:
                self.drop(where)
            elif spot_at(self.root, where) is None:
                self._put_new(where, wanted, keys)
            else:
                self._replace(where, wanted)
        self._require(path, value)
        return self

    def _put_new(self, path: Path, value: Plain, order: Sequence[str]) -> None:
        around = spot_at(self.root, path[:-1])
        key = path[-1]
        if not isinstance(key, str) or (around is None and not path[:-1]):
            self._refuse(path)
        if around is None:
            self._put_new(path[:-1], {key: value}, ())
            return
        around = self._opened(path[:-1], around)
        if around.kind == "map" and around.flow:
            self._into_flow(around, f"{inline(key)}: {inline(value, flow=True)}")
        elif around.kind == "map":
            column = around.start[1]
            line = self._line_for(key, around, order)
            if self._waiting is not None:
                self._placed[key] = line
            self._insert(line, entry(f"{' ' * column}{key}:", value, column, around.step))
        elif around.kind == "nothing":
            column = around.around + around.step
            line = self._announced(key, around, [], self._end_of_comments(around)) + 1
            if not line:
                line = around.start[0] + 1
            self._insert(line, entry(f"{' ' * column}{key}:", value, column, around.step))
        else:
            self._refuse(path)
        self._require(path, value)

    def add(self, path: Path, value: Plain, order: Sequence[str]) -> _File:
        there = spot_at(self.root, path)
        if there is None:
            self._put_new(path, [value], order)
            return self
        there = self._opened(path, there)
        before = texts_of(there)
        if there.kind == "list" and there.flow:
            self._into_flow(there, inline(value, flow=True))
        elif there.kind == "list":
            line = self._after(there, there.start[1])
            self._insert(line, item(value, there.start[1], there.gap))
        elif there.kind == "nothing":
            before = []
            self._insert(there.start[0] + 1, item(value, there.around + there.step, 2))
        else:
            self._refuse(path)
        self._require(path, [*before, value])
        return self

    def drop(self, path: Path) -> _File:
        around, there = spot_at(self.root, path[:-1]), spot_at(self.root, path)
        if around is None or there is None:
            return self
        if around.flow:
            self._refuse(path)
        if len(around.inner) == 1:
            self._replace(path[:-1], {} if around.kind == "map" else [])
            return self
        rest = [texts_of(spot) for key, spot in around.inner.items() if key != path[-1]]
        line, column = around.keys[path[-1]]
        if self._line(line)[:column].strip():  # behind a dash, where the next key takes its place
            following = min(place for place in around.keys.values() if place > (line, column))
            self._change(_Edit((line, column), following, ""))
        else:
            self._change(_Edit((line, 0), (there.last_line + 1, 0), ""))
        left = spot_at(self.root, path[:-1])
        if left is None or [texts_of(spot) for spot in left.inner.values()] != rest:
            self._refuse(path)
        return self

    def _replace(self, path: Path, value: Plain) -> None:
        """Puts a value in the place of another one, whatever both are."""
        there, around = spot_at(self.root, path), spot_at(self.root, path[:-1])
        if there is not None and there.spread and there.key_end and path:
            self._change(_Edit((there.start[0], 0), (there.last_line + 1, 0), ""))
            there = spot_at(self.root, path)
        if there is None or there.spread or around is None:
            self._refuse(path)
        empty = there.key_end if there.kind == "nothing" else None
        start, end = empty or there.start, empty or self._end(there)
        if around.flow:
            first, rest = inline(value, flow=True), []
        else:
            first, *rest = entry("", value, there.around, there.step)
            first = first if empty else first.strip()
        if not first and there.key_end:
            start = there.key_end
        self._change(_Edit(start, end, first))
        if rest:
            self._insert(start[0] + 1, rest)
        self._require(path, value)

    def _end(self, there: Spot) -> tuple[int, int]:
        if there.last_line != there.end[0]:  # a text in a block
            return there.last_line, len(self._line(there.last_line))
        return there.end

    def _opened(self, path: Path, there: Spot) -> Spot:
        """A place without the brackets of an empty list or mapping, so that lines fit below it."""
        if there.flow and not there.inner and there.key_end is not None:
            self._change(_Edit(there.key_end, there.end, ""))
            return spot_at(self.root, path) or there
        return there

    def _into_flow(self, there: Spot, text: str) -> None:
        line, column = there.end
        before = self._line(line)[: column - 1].rstrip()
        comma = "" if before.endswith(",") else ","
        self._change(_Edit((line, len(before)), (line, column - 1), f"{comma} {text}"))

    def _line_for(self, key: str, around: Spot, order: Sequence[str]) -> int:
        """The number of the line before which a new key of a mapping stands."""
        spans = [(around.keys[name][0], spot.last_line) for name, spot in around.inner.items()]
        end = self._end_of_comments(around)
        if (line := self._announced(key, around, spans, end)) >= 0:
            return line + 1
        before = order[: order.index(key)] if key in order else ()
        near = [name for name in before if name in around.inner or name in self._placed]
        if near and near[-1] in self._placed:
            return self._placed[near[-1]]
        if near:
            return self._after(around.inner[near[-1]], around.start[1])
        own_line = not self._line(around.start[0])[: around.start[1]].strip()
        if key in order and own_line and any(name in order for name in around.inner):
            return around.start[0]
        return self._after(around, around.start[1])

    def _announced(self, key: str, around: Spot, spans: list[tuple[int, int]], end: int) -> int:
        """The last line of the comment that announces a key of a mapping, or -1."""
        begins = re.compile(rf"\s*# ?{re.escape(key)}\s*:").match
        first = around.key_line if around.key_end is not None else 0
        for number in range(first, end):
            inside = any(start <= number <= last for start, last in spans)
            if not inside and begins(self._line(number)):
                while number + 1 < end and self._line(number + 1).lstrip().startswith("#"):
                    number += 1
                return number
        return -1

    def _end_of_comments(self, around: Spot) -> int:
        """The number of the line after a mapping and the blank lines and comments that follow."""
        number = around.last_line + 1
        while number < len(self.lines) and self._is_comment(number):
            number += 1
        return number

    def _is_comment(self, number: int) -> bool:
        return self._line(number).strip()[:1] in ("", "#")

    def _after(self, there: Spot, column: int) -> int:
        """The line after a place, and after the comments that stand deeper than a column."""
        after = number = there.last_line + 1
        while number < len(self.lines) and self._is_comment(number):
            line = self._line(number)
            number += 1
            if line.strip():
                if len(line) - len(line.lstrip()) <= column:
                    break
                after = number
        return after

    def _line(self, number: int) -> str:
        return self.lines[number].removesuffix("\r")

    def _insert(self, number: int, lines: list[str]) -> None:
        if number < len(self.lines):
            self._change(_Edit((number, 0), (number, 0), "".join(f"{line}\n" for line in lines)))
        else:  # the last line has no end of its own
            place = (number - 1, len(self._line(number - 1)))
            self._change(_Edit(place, place, "".join(f"\n{line}" for line in lines)))

    def _change(self, *edits: _Edit) -> None:
        if self._waiting is not None:
            self._waiting += edits
            return
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        parts, done = [], 0
        for edit in sorted(edits, key=lambda edit: edit.start):  # of one place, in their order
            near = self.lines[max(0, edit.start[0] - 1)] + self.lines[0]
            start, end = (starts[line] + column for line, column in (edit.start, edit.end))
            parts += [
                self.text[done:start],
                edit.text.replace("\n", "\r\n" if "\r" in near else "\n"),
            ]
            done = min(end, len(self.text))
        try:
            self._take("".join((*parts, self.text[done:])))
        except ValueError:  # no YAML any more
            self._refuse(())

    def _require(self, path: Path, value: Plain) -> None:
        """Refuses an edit that does not say what it was meant to say."""
        if self._waiting is not None:
            self._wanted.append((path, value))
            return
        there = spot_at(self.root, path)
        if there is None or texts_of(there) != texts(value):
            self._refuse(path)

    def _refuse(self, path: Path) -> NoReturn:
        where = ".".join(map(str, path)) or "the file"
        message = f"{where} cannot be changed without touching its neighbours; edit it by hand"
        raise InvalidInput([Problem(Location(self.name), "not-spliced", message)])
