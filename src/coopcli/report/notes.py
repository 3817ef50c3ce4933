"""What a report cites: numbered notes, the documents that they stand in, and offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from coopcli import argument
from coopcli.report.blocks import Block, Cite, Code, Heading, Items, Line, Note, Notes
from coopcli.report.words import capital, citation, listed, passage_words
from coopcli.results.parts import Evidence, Offer, Source


class Citations:
    """Numbers evidence in the order in which a report cites it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        """The number of an item, the next one where it is cited for the first time."""
        return self._numbers.setdefault(name, len(self._numbers) + 1)

    def new(self, names: Iterable[str]) -> list[str]:
        """Those of some items that nothing has cited yet."""
        return [name for name in names if name not in self._numbers]

    def headline(self, text: str, evidence: Iterable[str]) -> Line:
        """A headline with its marks, then the items that it rests on and does not mark."""
        marked = argument.marks(text)
        return (*self.argued(text), *self.cite(name for name in evidence if name not in marked))

    def argued(self, text: str) -> Line:
        """An argument with a number in the place of each mark."""
        line: list[Any] = []
        for part in argument.parts(text):
            line += [part] if isinstance(part, str) else [" ", Cite(self.number(part.item))]
        return tuple(line)

    def cite(self, names: Iterable[str]) -> Line:
        """Marks for some evidence, with a space before each."""
        line: list[Any] = []
        for name in names:
            line += [" ", Cite(self.number(name))]
        return tuple(line)

    def notes(self, evidence: Iterable[Evidence], *, facts: bool = True) -> Notes:
        """The notes to everything that was cited; without ``facts``, where it stands alone."""
        items = {item.id: item for item in evidence}
        words = evidence_note if facts else passage_note
        return Notes(
            tuple(
                Note(number, name, words(items[name]))
                for name, number in self._numbers.items()
                if name in items
            )
        )

    def closing(self, evidence: Iterable[Evidence], sources: Iterable[Source]) -> Iterator[Block]:
        """The notes, and the documents that they stand in; nothing where nothing was cited."""
        items = list(evidence)
        notes = self.notes(items)
        if notes.notes:
            cited = {note.id for note in notes.notes}
            standing = {item.passage.source for item in items if item.id in cited}
            yield Heading("Evidence")
            yield notes
            yield from documents(source for source in sources if source.id in standing)


def evidence_note(item: Evidence) -> Line:
    """An evidence item in one line: what, when, who says so, and where it stands."""
    return (f"{item.summary} ", *passage_note(item))


def passage_note(item: Evidence) -> Line:
    """When an evidence item became known, who says so, where it stands, and what to mind."""
    voice = f" according to {listed(item.voice)}" if item.voice else ""
    dates = f"known {item.known}"
    if item.event and item.event != item.known:
        dates = f"{item.event}, {dates}"
    kind = capital(item.kind.replace("-", " ")) + (", reported" if item.reported else "")
    passage = passage_words(item.passage)
    caution = f" {item.note}" if item.note else ""
    return (f"{kind}{voice}; {dates}; {passage}. ", Code(item.id), caution)


def documents(sources: Iterable[Source]) -> Iterator[Block]:
    """The documents that a report draws on."""
    yield Heading("Sources")
    yield Items(tuple((Code(source.id), f": {citation(source)}") for source in sources))


def offer_line(offer: Offer) -> Line:
    """What an avenue offers: the step, a forum where both sit, and where it is named."""
    forum = f" Both sit in: {offer.forum}." if offer.forum else ""
    return (f"{offer.what}{forum} ({passage_words(offer.passage)})",)
