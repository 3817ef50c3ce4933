"""From cited passages to those that the texts of the sources do not hold."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from coopcli.model import Fault, Passage, Source
from coopcli.model import Path as Place
from coopcli.packs.library import located
from coopcli.problems import InvalidInput, Problem, refuse
from coopcli.reading.passages import TEXTS, Sections, digest, sections_of, text_of

NOT_LOOKED_UP = (
    f"Passages were not compared with their sources; {TEXTS} may name a folder with the texts."
)

MOST_NAMED = 10
"""Sources without a text that a note names."""


class Cited(NamedTuple):
    """A passage, where it stands in the file that cites it, and what it read when that was made."""

    place: Place
    passage: Passage
    digest: str = ""


class Texts:
    """The texts of the sources in a folder, each counted once, and the sources without one."""

    def __init__(self, folder: str) -> None:
        """Without a folder nothing is looked up.

        Raises: InvalidInput when what is named is no folder.
        """
        if folder and not os.path.isdir(folder):
            refuse("no-folder", f"{TEXTS} must name a folder with texts, not {folder!r}")
        self._folder = folder
        self._left = False
        self._read: dict[Source, Sections] = {}
        self._without: dict[str, None] = {}
        self._found: set[Problem] = set()

    def problems(
        self,
        file: Path,
        declared: Mapping[str, Source],
        cited: Iterable[Cited],
        sources: Mapping[str, Source],
        needed: Container[str] | None = None,
    ) -> Iterator[Problem]:
        """What a file declares or cites and the texts do not hold, each problem once.

        ``sources``: those that its passages can name. ``needed``: the ids of the declared sources
        that are looked up, where not all of them are.
        """
        if not self._folder:
            looked_up = (one for name, one in declared.items() if needed is None or name in needed)
            self._left |= any(source.text for source in looked_up)
            return
        faults: list[Fault] = []
        for position, (name, item) in enumerate(declared.items()):
            if needed is None or name in needed:
                faults += self._declared(item, ("sources", position))
        faults += self._cited(cited, sources)
        new = [problem for problem in located(file, faults) if problem not in self._found]
        self._found.update(new)
        yield from new

    def notes(self) -> Iterator[str]:
        """What was not looked up."""
        if self._left:
            yield NOT_LOOKED_UP
        elif names := list(self._without):
            named = ", ".join(names[:MOST_NAMED])
            more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            yield f"Not looked up, since no text is named for them: {named}{more}."

    def _declared(self, item: Source, place: Place) -> Iterator[Fault]:
        if not item.text:
            self._without[item.id] = None
            return
        try:
            sections = self._sections(item)
        except InvalidInput as error:
            (problem,) = error.problems
            yield Fault((*place, "text"), problem.code, problem.message)
            return
        for number, section in enumerate(item.sections):
            if not sections[item.id, section.heading]:
                message = f"{item.text} has no passage under {section.heading!r}"
                at = (*place, "sections", number, "heading")
                yield Fault(at, "heading-not-found", message)

    def _cited(self, cited: Iterable[Cited], sources: Mapping[str, Source]) -> Iterator[Fault]:
        for one in cited:
            with suppress(InvalidInput):  # a missing text is the problem of the file that names it
                yield from _faults(one, self._sections(sources[one.passage.source]))

    def _sections(self, item: Source) -> Sections:
        """The paragraphs of each section of a source, none where it names no text."""
        if item not in self._read:
            self._read[item] = sections_of(item, Path(self._folder)) if item.text else {}
        return self._read[item]


def _faults(cited: Cited, sections: Sections) -> Iterator[Fault]:
    """A paragraph that is not there, or that reads otherwise than when it was cited."""
    passage = cited.passage
    count = len(sections.get((passage.source, passage.section), ()))
    if count and passage.paragraph and passage.paragraph > count:
        there = f"{count} paragraph{'' if count == 1 else 's'}"
        message = f"{passage.section!r} has {there}, not {passage.paragraph}"
        yield Fault((*cited.place, "paragraph"), "paragraph-not-found", message)
    elif count and cited.digest and (now := digest(text_of(passage, sections))) != cited.digest:
        message = (
            "the passage has changed since the item was checked against it: "
            f"its digest is {now!r}, not {cited.digest!r}"
        )
        yield Fault((*cited.place, "passage-digest"), "passage-changed", message)
