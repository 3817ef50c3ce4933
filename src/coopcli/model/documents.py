"""Where things are told: documents, their passages, and the evidence drawn from them."""

from __future__ import annotations

from typing import NamedTuple

from coopcli.model.values import Kind, PartialDate


class Passage(NamedTuple):
    """Where to look a thing up: a source, a section heading, and a paragraph in it from 1."""

    source: str
    section: str
    paragraph: int | None = None


class Source(NamedTuple):
    """A document that evidence is drawn from, with the headings that can be cited."""

    id: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    date: PartialDate
    kind: str
    sections: tuple[Section, ...]
    text: str = ""
    note: str = ""


class Section(NamedTuple):
    """A citable part of a source; an untitled one begins with the words ``after``."""

    heading: str
    within: str = ""
    untitled: bool = False
    after: str = ""


class Evidence(NamedTuple):
    """A dated event or fact, once, in our own words.

    ``event``: when it happened, if dated. ``known``: when it became public. ``voice``: who speaks,
    where that is not the source's authors. ``raises`` and ``lowers``: criteria whose barrier the
    item speaks for and against.
    """

    id: str
    summary: str
    known: PartialDate
    passage: Passage
    kind: Kind
    raises: tuple[str, ...] = ()
    lowers: tuple[str, ...] = ()
    event: PartialDate | None = None
    voice: tuple[str, ...] = ()
    side: str = "both"
    conflicts: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    note: str = ""
    line: int = 0

    def __hash__(self) -> int:
        return hash(self.id)  # all fields would take longer than what a cache saves
