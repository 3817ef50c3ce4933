"""What a report is made of, before any format: plain text in blocks that know their part."""

from __future__ import annotations

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


class Note(NamedTuple):
    """A numbered note and the id of what it cites."""

    number: int
    id: str
    line: Line


class Notes(NamedTuple):
    """The notes that a report cites."""

    notes: tuple[Note, ...]


Block = Verdict | Heading | Paragraph | Items | Places | Tally | Strip | Table | Panel | Notes


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
