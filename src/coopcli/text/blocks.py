"""What a report is made of, before any format: plain text in blocks that know their part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, assert_never

from coopcli.results.values import AnyLight


class Mark(NamedTuple):
    """A light, or what stands in the place of one, as sign and word."""

    light: AnyLight
    word: bool = True


class Cite(NamedTuple):
    """A reference to a note of the report."""

    number: int


class Strong(NamedTuple):
    """Text that stands out."""

    text: str


class Code(NamedTuple):
    """Something to be typed, or an id."""

    text: str


Inline = str | Mark | Cite | Strong | Code
Line = tuple[Inline, ...]


class Verdict(NamedTuple):
    """The head of a report: what was judged, its light, and where that may turn."""

    subject: str
    light: AnyLight
    outlook: str
    facts: tuple[Line, ...]


class Head(NamedTuple):
    """The head of a brief: the light and a word on it, what was judged as of when, what follows."""

    light: AnyLight
    note: str
    subject: str
    date: str
    lines: tuple[Line, ...]


class Entry(NamedTuple):
    """A word and what is said under it, a line each; numbered where they are steps."""

    word: str
    lines: tuple[Line, ...]
    numbered: bool = False


class Entries(NamedTuple):
    """What a brief says, each part under its word."""

    entries: tuple[Entry, ...]


class Row(NamedTuple):
    """One answer in a line: light, level, name, what the level means, notes.

    ``light`` and ``level`` are empty where a line holds several questions without an answer.
    """

    light: AnyLight
    level: str
    name: str
    aside: str
    label: str
    notes: tuple[int, ...]


class Family(NamedTuple):
    """The answers of one family, a row each."""

    name: str
    rows: tuple[Row, ...]


class Answers(NamedTuple):
    """All answers at a glance: how many at each light, the ends of the scale, the families."""

    counts: tuple[tuple[AnyLight, int], ...]
    scale: str
    families: tuple[Family, ...]


class Heading(NamedTuple):
    """The title of a part; 1 is the title of the report."""

    text: str
    level: int = 2


class Paragraph(NamedTuple):
    """Running text."""

    line: Line


class Items(NamedTuple):
    """A list of points."""

    lines: tuple[Line, ...]


class Places(NamedTuple):
    """Lines that begin with a place in a file and stay whole, for editors that jump there."""

    lines: tuple[str, ...]


class Tally(NamedTuple):
    """Answers or votes at each light, for a stacked bar, best first."""

    counts: tuple[tuple[AnyLight, int], ...]


class Strip(NamedTuple):
    """Lights in the order of time, in labelled groups; an empty group is a quiet one."""

    groups: tuple[tuple[str, tuple[AnyLight, ...]], ...]


class Table(NamedTuple):
    """Rows under named columns; each cell is a line.

    ``joined``: where the columns do not fit side by side, a row is told as one running line.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    joined: bool = False


class Panel(NamedTuple):
    """A part with a frame."""

    title: Line
    blocks: tuple[Block, ...]


class Together(NamedTuple):
    """Blocks that belong together, without an empty line between them."""

    blocks: tuple[Block, ...]


class Note(NamedTuple):
    """A numbered note and the id of what it cites."""

    number: int
    id: str
    line: Line


class Fact(NamedTuple):
    """A numbered fact and the id of its item; ``place``: where it stands, if not in a note."""

    number: int
    id: str
    line: Line
    place: str


class Facts(NamedTuple):
    """Facts that notes lead to, where a report prints them."""

    facts: tuple[Fact, ...]


class Notes(NamedTuple):
    """The notes that a report cites; ``short`` ones share lines where that saves room."""

    notes: tuple[Note, ...]
    short: bool = False


Block = (
    Verdict
    | Head
    | Entries
    | Answers
    | Heading
    | Paragraph
    | Items
    | Places
    | Tally
    | Strip
    | Table
    | Panel
    | Together
    | Notes
    | Facts
)


def runs(numbers: Iterable[int]) -> str:
    """Numbers in order with runs of three or more joined: ``1-3, 5``."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    joined = (", " if ends[-1] == ends[0] + 1 else "-" for ends in found)
    return ", ".join(sign.join(map(str, ends)) for ends, sign in zip(found, joined, strict=True))


def plain(line: Line) -> str:
    """The words of a line, without marks of any format."""
    words = []
    for part in line:
        match part:
            case str():
                words.append(part)
            case Mark(light):
                words.append(light)
            case Cite(number):
                words.append(f"[{number}]")
            case Strong(text) | Code(text):
                words.append(text)
            case _:
                assert_never(part)
    return "".join(words)
