"""What a report cites: numbered notes, the documents that they stand in, and offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from coopcli.reading import argument
from coopcli.results.parts import Evidence, Offer, Source
from coopcli.text.blocks import Block, Cite, Code, Heading, Items, Line, Note, Notes
from coopcli.text.words import capital, citation, listed, passage_words


class Citations:
    """Numbers evidence in the order in which a report cites it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._printed: set[str] = set()

    def number(self, name: str) -> int:
        """The number of an item, the next one where it is cited for the first time."""
        return self._numbers.setdefault(name, len(self._numbers) + 1)

    def unprinted(self, names: Iterable[str]) -> list[str]:
        """Those of some items whose fact the report has not printed yet, which it does now."""
        found = [name for name in names if name not in self._printed]
        self._printed.update(found)
        return found

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

    def notes(self, evidence: Iterable[Evidence], *, facts: bool = True, ids: bool = True) -> Notes:
        """The notes to everything that was cited.

        Without ``facts``, a note repeats no fact that the report has printed, and only says where
        it stands.
        """
        items = {item.id: item for item in evidence}
        return Notes(
            tuple(
                Note(
                    number,
                    name,
                    _note(items[name], facts=facts or name not in self._printed, ids=ids),
                )
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
    return _note(item, facts=True, ids=True)


def _note(item: Evidence, *, facts: bool, ids: bool) -> Line:
    """Where an evidence item stands, what kind it is, since when it is known, what to mind."""
    voice = f" according to {listed(item.voice)}" if item.voice else ""
    dates = f"known {item.known}"
    if item.event and item.event != item.known:
        dates = f"{item.event}, {dates}"
    kind = capital(item.kind.replace("-", " ")) + (", reported" if item.reported else "")
    summary = f"{item.summary} " if facts else ""
    caution = f" {item.note}" if item.note else ""
    where = f"{summary}{passage_words(item.passage)}. {kind}{voice}; {dates}.{caution}"
    return (f"{where} ", Code(item.id)) if ids else (where,)


def documents(sources: Iterable[Source]) -> Iterator[Block]:
    """The documents that a report draws on."""
    yield Heading("Sources")
    yield Items(tuple((Code(source.id), f": {citation(source)}") for source in sources))


def offer_line(offer: Offer) -> Line:
    """What an avenue offers: the step, a forum where both sit, and where it is named."""
    forum = f" Both sit in: {offer.forum}." if offer.forum else ""
    return (f"{offer.what}{forum} ({passage_words(offer.passage)})",)
