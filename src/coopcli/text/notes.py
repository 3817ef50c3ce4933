"""What a report cites: numbered notes, the documents that they stand in, and offers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from coopcli.model import WEB_ADDRESS, Passage
from coopcli.reading import argument
from coopcli.results.parts import Evidence, Offer, Source
from coopcli.text.blocks import (
    Block,
    Cite,
    Code,
    Heading,
    Items,
    Line,
    Link,
    Note,
    Notes,
    Strong,
    Web,
)
from coopcli.text.words import capital, citation, listed, passage_words, short_source


class Citations:
    """Numbers evidence in the order in which a report cites it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._printed: set[str] = set()

    def number(self, name: str) -> int:
        """The number of an item, the next one where it is cited for the first time."""
        return self._numbers.setdefault(name, len(self._numbers) + 1)

    def numbered(self) -> list[tuple[int, str]]:
        """The numbers given so far, in order, with the ids of their items."""
        return [(number, name) for name, number in self._numbers.items()]

    def unprinted(self, names: Iterable[str]) -> list[str]:
        """Those of some items whose fact the report has not printed yet, which it does now."""
        found = [name for name in names if name not in self._printed]
        self._printed.update(found)
        return found

    def headline(self, text: str, evidence: Iterable[str]) -> Line:
        """A headline with its marks, then the items that it rests on and does not mark."""
        marked, argued = argument.marks(text), self.argued(text)
        return (*argued, *self.cite(name for name in evidence if name not in marked))

    def argued(self, text: str) -> Line:
        """An argument with a number in the place of each mark."""
        line: list[Any] = []
        for part in argument.parts(text):
            line += [part] if isinstance(part, str) else [" ", Cite(self.number(part.item))]
        return tuple(line)

    def cite(self, names: Iterable[str]) -> Line:
        """Marks for some evidence, with a space before each."""
        line: list[Any] = []
        for number in sorted(set(map(self.number, names))):
            line += [" ", Cite(number)]
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


class Places:
    """Where facts stand, in short: documents by author and year, their sections by a letter."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = {source.id: source for source in sources}
        self._sections: dict[str, dict[str, str]] = {}

    def of(self, passage: Passage) -> str:
        """A place: ``Lee and Marx 2024 b, ¶ 3``."""
        sections = self._sections.setdefault(passage.source, {})
        letter = sections.setdefault(passage.section, _letter(len(sections)))
        paragraph = f", ¶ {passage.paragraph}" if passage.paragraph else ""
        return f"{short_source(self._sources[passage.source])} {letter}{paragraph}"

    def note(self, item: Evidence) -> str:
        """The note of a fact: its place, its dates where they say more, and what to mind.

        Its kind too, unless it is commentary, as most are.
        """
        words = [self.of(item.passage)]
        if item.kind != "commentary":
            words.append(item.kind.replace("-", " ") + (", reported" if item.reported else ""))
        if unheard := [name for name in item.voice if name.split()[-1] not in item.summary]:
            words.append(f"according to {listed(unheard)}")
        published = self._sources[item.passage.source].date
        if item.event and item.event != published:
            words.append(f"of {item.event}")
        if item.known != published:
            words.append(f"known {item.known}")
        return f"{'; '.join(words)}{f'. {item.note}' if item.note else ''}"

    def lines(self) -> Iterator[Line]:
        """The documents, each with the sections that were cited."""
        for name, sections in self._sections.items():
            parts = "; ".join(f"{letter} “{section}”" for section, letter in sections.items())
            source = self._sources[name]
            yield (
                *(Strong(short_source(source)), f": {citation(source)} {parts}."),
                *address(source),
            )


def _letter(position: int) -> str:
    """A letter for a position, two beyond the alphabet."""
    first, last = divmod(position, 26)
    return (chr(96 + first) if first else "") + chr(97 + last)


class DocumentCitations(Citations):
    """Numbers the documents in which evidence stands: all items of one document have its number."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        super().__init__()
        self._documents = {item.id: item.passage.source for item in evidence}

    def number(self, name: str) -> int:
        """The number of the document of an item."""
        return super().number(self._documents[name])


Cited = tuple[Evidence, Source]
"""An item and the document that it stands in."""


class SharedCitations(Citations):
    """Numbers the evidence of one report of a document as ``numbers`` does over all of them.

    What differs is another item, even where two areas call theirs, or its document, by one id.
    """

    def __init__(
        self,
        evidence: Iterable[Evidence],
        sources: Iterable[Source],
        numbers: dict[Cited, int],
    ) -> None:
        super().__init__()
        known = {source.id: source for source in sources}
        self._items = {item.id: (item, known[item.passage.source]) for item in evidence}
        self._shared = numbers

    def number(self, name: str) -> int:
        """The number of an item in the document."""
        return self._shared.setdefault(self._items[name], len(self._shared) + 1)


def document_notes(numbers: Mapping[Cited, int], sources: Sequence[Source]) -> Notes:
    """The notes of a document, each whole and leading to one of its ``sources``."""
    links = {
        source: Link(name, _anchor(place))
        for place, (source, name) in enumerate(_names(sources).items())
    }
    notes = (
        Note(
            number,
            item.id,
            (
                f"{item.summary} ",
                links[source],
                f", {_section(item.passage)}. {_particulars(item)}",
            ),
        )
        for (item, source), number in numbers.items()
    )
    return Notes(tuple(notes))


def document_sources(sources: Sequence[Source]) -> Items:
    """The sources of a document under the names that its notes call them by."""
    lines = tuple(
        (Strong(name), ": ", *cited_source(source)) for source, name in _names(sources).items()
    )
    return Items(lines, tuple(map(_anchor, range(len(lines)))))


def _anchor(place: int) -> str:
    return f"source-{place + 1}"


def _names(sources: Sequence[Source]) -> dict[Source, str]:
    """Authors and year of each document, with a letter where several would be called alike."""
    shorts = {source: short_source(source) for source in sources}
    often, seen = Counter(shorts.values()), Counter[str]()
    for source, name in shorts.items():
        if often[name] > 1:
            seen[name] += 1
            shorts[source] = f"{name} {_letter(seen[name] - 1)}"
    return shorts


def cited_source(source: Source) -> Line:
    """A document as a sentence, and its address where that is one."""
    return (citation(source), *address(source))


def address(source: Source) -> Line:
    """The address of a document on the web after a blank, or nothing."""
    if not source.url:
        return ()
    return (" ", Web(source.url) if re.fullmatch(WEB_ADDRESS, source.url) else source.url)


def evidence_note(item: Evidence) -> Line:
    """An evidence item in one line: what, when, who says so, and where it stands."""
    return _note(item, facts=True, ids=True)


def _note(item: Evidence, *, facts: bool, ids: bool) -> Line:
    """Where an evidence item stands, what kind it is, since when it is known, what to mind."""
    summary = f"{item.summary} " if facts else ""
    where = f"{summary}{passage_words(item.passage)}. {_particulars(item)}"
    return (f"{where} ", Code(item.id)) if ids else (where,)


def _particulars(item: Evidence) -> str:
    """What kind an item is, whose words it reports, since when it is known, what to mind."""
    voice = f" according to {listed(item.voice)}" if item.voice else ""
    dates = f"known {item.known}"
    if item.event and item.event != item.known:
        dates = f"{item.event}, {dates}"
    kind = capital(item.kind.replace("-", " ")) + (", reported" if item.reported else "")
    caution = f" {item.note}" if item.note else ""
    return f"{kind}{voice}; {dates}.{caution}"


def _section(passage: Passage) -> str:
    paragraph = f" ¶ {passage.paragraph}" if passage.paragraph else ""
    return f"“{passage.section}”{paragraph}"


def documents(sources: Iterable[Source]) -> Iterator[Block]:
    """The documents that a report draws on."""
    yield Heading("Sources")
    yield Items(tuple((Code(source.id), ": ", *cited_source(source)) for source in sources))


def offer_line(offer: Offer) -> Line:
    """What an avenue offers: the step, a forum with both as members, and where it is named."""
    forum = f" Forum with both as members: {offer.forum}." if offer.forum else ""
    where = f" ({passage_words(offer.passage)})" if offer.passage else ""
    return (f"{offer.what}{forum}{where}",)
