"""What a report is made of, before any format: plain text in blocks that know their part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from coopcli.results.values import AnyLight, LightId


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


class Link(NamedTuple):
    """Words that lead to the heading with an anchor, where a format has links."""

    text: str
    anchor: str


class Web(NamedTuple):
    """An address on the web, of the form ``WEB_ADDRESS``, to which a format may lead."""

    address: str


class Chip(NamedTuple):
    """The levels that an answer allows, in the sign of its light; without any, its state."""

    light: AnyLight
    level: tuple[int, int] | None


Inline = str | Mark | Cite | Strong | Code | Link | Web | Chip
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
    """All answers at a glance: how many at lights that have some, ends of the scale, families."""

    counts: tuple[tuple[AnyLight, int], ...]
    scale: str
    families: tuple[Family, ...]


class Heading(NamedTuple):
    """The title of a part; 1 is the title of the report. An ``anchor`` is an id to lead to."""

    text: str
    level: int = 2
    anchor: str = ""


class Paragraph(NamedTuple):
    """Running text."""

    line: Line


class Items(NamedTuple):
    """A list of points; ``anchors`` names each where links lead to them."""

    lines: tuple[Line, ...]
    anchors: tuple[str, ...] = ()

    def named(self) -> Iterator[tuple[Line, str]]:
        """Each point and its anchor, which is empty where nothing leads to it."""
        return zip(self.lines, self.anchors or ("",) * len(self.lines), strict=True)


class Places(NamedTuple):
    """Lines that begin with a place in a file and stay whole, for editors that jump there."""

    lines: tuple[str, ...]


class Tally(NamedTuple):
    """Answers or votes at each light, for a stacked bar, best first."""

    counts: tuple[tuple[AnyLight, int], ...]


class Strip(NamedTuple):
    """Lights in labelled groups, such as years or levels; an empty group is a quiet one."""

    groups: tuple[tuple[str, tuple[AnyLight, ...]], ...]
    title: str = "The light through time"
    quiet: str = "no change"


class Table(NamedTuple):
    """Rows under named columns; each cell is a line.

    ``joined``: where the columns do not fit side by side, a row is one running line. ``caption``:
    what the table shows, for formats whose tables have captions.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    joined: bool = False
    caption: str = ""


class Panel(NamedTuple):
    """A part with a frame."""

    title: Line
    blocks: tuple[Block, ...]


class Together(NamedTuple):
    """Blocks that belong together, without an empty line between them."""

    blocks: tuple[Block, ...]


class Part(NamedTuple):
    """Blocks of a report inside a document: their titles stand ``deeper`` by so many levels.

    ``name``: what leads back to it is called so. ``page``: it begins a page.
    """

    anchor: str
    deeper: int
    blocks: tuple[Block, ...]
    name: str
    page: bool = True


class Cover(NamedTuple):
    """The title page of a document; ``marking`` is a word such as "draft", or nothing."""

    title: str
    subtitle: str
    marking: str
    facts: tuple[tuple[str, Line], ...]


class Contents(NamedTuple):
    """The parts of a document: the depth from 1, the title, and the anchor of its heading."""

    entries: tuple[tuple[int, str, str], ...]


class Terms(NamedTuple):
    """Words, and what each means."""

    entries: tuple[tuple[str, Line], ...]


class Bar(NamedTuple):
    """One answer of a chart; ``remark`` is a word beside its name."""

    name: str
    remark: str
    answer: Chip


class Chart(NamedTuple):
    """The answers of an area by family; ``scale`` has the light of each level, lowest first."""

    title: str
    scale: tuple[LightId, ...]
    families: tuple[tuple[str, tuple[Bar, ...]], ...]


class Share(NamedTuple):
    """So many votes: those at a light, or, where ``open``, those that could come to it."""

    votes: int
    light: AnyLight
    open: bool
    words: str


class Votes(NamedTuple):
    """The votes that a light needs, and where they are or could come from, in this order."""

    title: str
    needed: int
    shares: tuple[Share, ...]


class MapRow(NamedTuple):
    """An area of a map, with its light, and its answers in the order of the columns."""

    name: str
    anchor: str
    light: AnyLight
    cells: tuple[Chip, ...]


class Map(NamedTuple):
    """Areas by questions; the columns stand in families.

    ``scale`` has the label of each level and its light, lowest first.
    """

    title: str
    scale: tuple[tuple[str, LightId], ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[MapRow, ...]

    @property
    def questions(self) -> list[str]:
        """The names of all columns."""
        return [name for _, names in self.columns for name in names]


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


Figure = Tally | Strip | Chart | Votes | Map
"""What is drawn, where a format can draw; its words stand in ``text.alternatives``."""

Block = (
    Verdict
    | Head
    | Entries
    | Answers
    | Heading
    | Paragraph
    | Items
    | Places
    | Table
    | Panel
    | Together
    | Part
    | Notes
    | Facts
    | Cover
    | Contents
    | Terms
    | Figure
)
