"""Saves edits of an area file: each at once, whole, and only where the file stays sound."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from coopcli import files
from coopcli.model import IssueArea
from coopcli.packs import library
from coopcli.packs.library import Pack
from coopcli.problems import InvalidInput, Location, Problem
from coopcli.reading import argument, source
from coopcli.reading.evidence import reported_faults
from coopcli.reading.log import mark_at


class AreaFile:
    """An area file that this run alone edits."""

    def __init__(self, pack: Pack, file: files.Edited) -> None:
        self.pack, self._file = pack, file
        self.area, self._known = self._read(file.content)

    @property
    def path(self) -> str:
        """The name of the file."""
        return self._file.path

    @property
    def content(self) -> bytes:
        """What the file holds."""
        return self._file.content

    def save(self, content: bytes) -> None:
        """Puts new content in the place of the file.

        Raises: InvalidInput with everything that is wrong with the new content and was not wrong
        before; the file then stays as it was.
        """
        if new := self.new_problems(content):
            raise InvalidInput(new)
        self._file.replace(content)
        self.area, self._known = self._read(content)

    def new_problems(self, content: bytes) -> list[Problem]:
        """What is wrong with new content and was not wrong before.

        Raises: InvalidInput where it is no area at all.
        """
        _, problems = self._read(content)
        known = {(problem.code, problem.message) for problem in self._known}
        return [problem for problem in problems if (problem.code, problem.message) not in known]

    def _read(self, content: bytes) -> tuple[IssueArea, list[Problem]]:
        document = source.parse(self.path, content)
        area = library.read_area(self.pack, document)
        own = [item for name, item in area.evidence.items() if name not in self.pack.ledger]
        faults = [
            *argument.faults(self.pack.rubric, area),
            *reported_faults(own, area.sources, self.pack.rubric.vocabulary),
        ]
        places = [document.where(mark_at(document.root, fault.path)) for fault in faults]
        return area, [
            Problem(place, fault.code, fault.message)
            for place, fault in zip(places, faults, strict=True)
        ]


@contextmanager
def open_area_file(pack: Pack, path: str) -> Iterator[AreaFile]:
    """An area file for as long as this run edits it.

    Raises: InvalidInput where it cannot be read, is not sound, or another run edits it.
    """
    with files.edited(path) as file:
        yield AreaFile(pack, file)


def refuse_existing(path: str) -> None:
    """Refuses a file that is there.

    Raises: InvalidInput.
    """
    if files.exists(path):
        message = "it is there already; choose another name, or edit it"
        raise InvalidInput([Problem(Location(path), "already-there", message)])
