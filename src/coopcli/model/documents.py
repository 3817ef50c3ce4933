"""Where things are told: documents, their passages, and the evidence drawn from them."""

from typing import NamedTuple

from coopcli.model.values import Count, Id, PartialDate
from coopcli.model.vocabulary import Kind


class Passage(NamedTuple):
    """Where to look a thing up: a source, a section heading, and a paragraph in it from 1."""

    source: Id
    section: str
    paragraph: Count | None = None


class Section(NamedTuple):
    """A citable part of a source; an untitled one begins with the words ``after``."""

    heading: str
    within: str = ""
    untitled: bool = False
    after: str = ""


WEB_ADDRESS = r"https?://(?:[!$-;=?-Z_a-z~\[\]]|#(?!#))+"
"""The form of an address on the web: no blank, and no character that a format could act on."""


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
    url: str = ""
    label: str = ""


ALL_PARTIES = ("both", "all")
"""The words that stand for all parties, where evidence names its side."""

UNSTATED = "unstated"
"""The word for one party of which the document does not say which, in the same place."""


class Evidence(NamedTuple):
    """A dated event or fact, once, in our own words.

    ``event``: when it happened, if dated. ``known``: when it became public. ``voice``: who speaks,
    where that is not the source's authors. ``raises`` and ``lowers``: criteria whose barrier the
    item speaks for and against. ``side``: the parties that it speaks of, ``both`` for all, or
    ``unstated``.
    ``reported``: an official text or statement that the source only
    reports. ``passage_digest``: a short hash of the passage as it read when the item was checked.
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
    side: tuple[str, ...] = ("both",)
    conflicts: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    note: str = ""
    reported: bool = False
    passage_digest: str = ""
    line: int = 0

    @property
    def official(self) -> bool:
        """Whether the cited document itself is the official text or statement."""
        return self.kind.official and not self.reported

    def __hash__(self) -> int:
        return hash(self.id)  # all fields would take longer than what a cache saves
