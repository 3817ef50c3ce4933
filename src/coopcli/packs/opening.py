"""From the files of a pack, and of those that it extends, to the pack."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import reduce
from pathlib import Path
from typing import NamedTuple

from coopcli import files, paths
from coopcli.model import Assessment, Evidence, Fault, IssueArea, PartialDate, Rubric, Vocabulary
from coopcli.packs.frameworks import RUBRIC_FILE, framework_in
from coopcli.problems import InvalidInput, Location, Problem, reason
from coopcli.reading import pack_files, source
from coopcli.reading.joined import joined, without
from coopcli.reading.log import mark_at
from coopcli.rule.assessment import assess

DEFAULT_PACK = "asia-society"

SUFFIXES = (".yaml", ".yml")


class Pack(NamedTuple):
    """A rubric with its ledger, the folder that its areas stand in, and those of packs below.

    ``dropped``: the ids of what those packs have and this one leaves out.
    """

    folder: Path
    rubric: Rubric
    ledger: Mapping[str, Evidence]
    below: tuple[Path, ...] = ()
    dropped: frozenset[str] = frozenset()

    def area_files(self) -> list[Path]:
        """The area files of the pack and of those that it extends, by name, each name once.

        Raises: InvalidInput when their folder cannot be read.
        """
        if not self.below:
            return area_files_of(self.folder)
        folders = (*reversed(self.below), self.folder)
        found = {path.stem: path for folder in folders for path in area_files_of(folder)}
        return [found[name] for name in sorted(found)]

    def assess(self, area: IssueArea, as_of: PartialDate | None = None) -> Assessment:
        """The assessment of an area at a date, else at that of its newest rating.

        An area without a rating is judged at the newest date of the pack.
        """
        return assess(self.rubric, area, as_of or area.newest() or self.newest())

    def newest(self) -> PartialDate:
        """The date by which everything in the ledger, or else every source, was known.

        Today, where there is neither.
        """
        known = [item.known for item in self.ledger.values()]
        known = known or [source.date for source in self.rubric.sources.values()]
        return max(known, key=lambda day: day.last, default=_today())


def area_files_of(pack: Path) -> list[Path]:
    """The area files of the pack in a folder, by name, whether or not it can be opened.

    Raises: InvalidInput when their folder cannot be read.
    """
    folder = pack / "areas"
    try:
        names = sorted(os.listdir(folder))
    except FileNotFoundError:
        return []
    except OSError as error:  # a glob would find nothing in it, and nobody would hear of it
        problem = Problem(Location(str(folder)), "unreadable", reason(error))
        raise InvalidInput([problem]) from None
    return [folder / name for name in names if name.endswith(SUFFIXES)]


def built_in_packs() -> dict[str, Path]:
    """The packs that come with the program, by name."""
    roots = paths.PACK_ROOTS
    root = next((root for root in roots if root.is_dir()), roots[0])
    return {path.parent.name: path.parent for path in sorted(root.glob("*/rubric.yaml"))}


def pack_in(folder: Path) -> Pack:
    """The pack in a folder.

    Raises: InvalidInput for everything that is wrong with its files.
    """
    files.protect(lambda: _files_in(folder))
    try:
        framework = framework_in(folder, built_in_packs().get)
        words = pack_files.vocabulary_in(framework.document)
        folders = (*reversed(framework.below), folder)
        sources = pack_files.read_sources(_files_of(folders, "sources.yaml"), words)
        rubric = pack_files.read_rubric(framework.document, sources)
        facts = _files_of(folders, "evidence.yaml", framework.dropped)
        ledger = pack_files.read_evidence(facts, rubric)
    except InvalidInput as error:
        reported = {problem.where.path for problem in error.problems}
        raise InvalidInput([*error.problems, *_other_problems(folder, reported)]) from None
    return Pack(folder, rubric, ledger, framework.below, framework.dropped)


def framework_of(pack: Pack) -> source.Document:
    """The framework file of a pack as it holds, with the place of every value.

    Raises: InvalidInput when it cannot be read any more.
    """
    return framework_in(pack.folder, built_in_packs().get).document


def _today() -> PartialDate:
    return PartialDate.parse(date.today().isoformat())


def _files_of(
    folders: Iterable[Path], name: str, dropped: Set[str] = frozenset()
) -> source.Document:
    """A file of the last of some packs over those of the others; without any, one that is empty."""
    paths = [str(folder / name) for folder in folders]
    found = [source.read(path) for path in paths if os.path.lexists(path)]
    if dropped:
        own = [one for one in found if one.path == paths[-1]]
        below = [_less(one, dropped) for one in found if one.path != paths[-1]]
        found = below + own
    if not found:
        return source.parse(paths[-1], f"{name.removesuffix('.yaml')}: []\n".encode())
    if len(found) == 1:
        return found[0]
    return reduce(joined, found)


def _less(document: source.Document, dropped: Set[str]) -> source.Document:
    """A file of a pack below, without what the one above it drops."""
    return document._replace(root=without(document.root, dropped))


def _files_in(folder: Path) -> list[str]:
    """Every file that belongs to the pack in a folder."""
    names = [str(folder / name) for name in (*pack_files.PACK_FILES, pack_files.CASES, "NOTES.md")]
    with suppress(InvalidInput):  # what cannot be listed was reported, or is not needed
        names += map(str, area_files_of(folder))
    return names


def _other_problems(folder: Path, reported: set[str]) -> Iterator[Problem]:
    """What is wrong in itself with those files of a pack that the first bad one kept from it."""
    words: Vocabulary | None = None
    document: source.Document | None = None
    with suppress(InvalidInput):
        document = framework_in(folder, built_in_packs().get).document
        words = pack_files.vocabulary_in(document)
    for name, shape in pack_files.PACK_FILES.items():
        path = str(folder / name)
        if path not in reported and (name == RUBRIC_FILE or os.path.lexists(path)):
            own = document if name == RUBRIC_FILE else None
            try:
                pack_files.check_shape(own or source.read(path), shape, words)
            except InvalidInput as error:
                yield from error.problems


def read_area(pack: Pack, document: source.Document) -> IssueArea:
    """The area in a document, held against a pack.

    Raises: InvalidInput with everything that is wrong with the file.
    """
    if pack.dropped and Path(document.path).parent.parent in pack.below:
        document = _less(document, pack.dropped)
    area = pack_files.read_area(document, pack.rubric, pack.ledger)
    folder = Path(document.path).resolve().parent.parent
    return replace(area, apart=folder != pack.folder.resolve())


def located(path: str | Path, faults: Iterable[Fault]) -> Iterator[Problem]:
    """Faults of a file that was read before, each at its place.

    Raises: InvalidInput where there are some and the file cannot be read any more.
    """
    faults = list(faults)
    if not faults:
        return
    document = _document(Path(path))
    for fault in faults:
        mark = mark_at(document.root, fault.path)
        yield Problem(document.where(mark), fault.code, fault.message)


def _document(path: Path) -> source.Document:
    """A file; one of a pack with what is below it."""
    folder = path.parent
    if path.name not in pack_files.PACK_FILES or not os.path.exists(folder / RUBRIC_FILE):
        return source.read(str(path))
    framework = framework_in(folder, built_in_packs().get)
    if path.name == RUBRIC_FILE:
        return framework.document
    return _files_of((*reversed(framework.below), folder), path.name, framework.dropped)
