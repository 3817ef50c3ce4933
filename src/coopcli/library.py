"""Finds rubric packs and areas by name, alias or path, and offers near names for unknown ones."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, NoReturn

from coopcli import files, schema, source
from coopcli.excluding import NOTHING, Excluded
from coopcli.model import Evidence, IssueArea, PartialDate, Rubric
from coopcli.problems import InvalidInput, Location, Problem, hint, quoted, reason, visible

DEFAULT_PACK = "asia-society"

SUFFIXES = (".yaml", ".yml")


class Pack(NamedTuple):
    """A rubric with its ledger, and the folder that its areas stand in."""

    folder: Path
    rubric: Rubric
    ledger: Mapping[str, Evidence]

    def area_files(self) -> list[Path]:
        """The area files of the pack, by name.

        Raises: InvalidInput when their folder cannot be read.
        """
        return area_files_of(self.folder)

    def newest(self) -> PartialDate:
        """The date by which everything in the ledger, or without one every source, was known."""
        known = [item.known for item in self.ledger.values()]
        return max(
            known or [s.date for s in self.rubric.sources.values()], key=lambda day: day.last
        )


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


class Below(NamedTuple):
    """The area files and the packs in a folder, and what of it cannot be listed."""

    areas: list[str]
    packs: list[str]
    problems: list[Problem]


def below(folder: str, excluded: Excluded = NOTHING) -> Below:
    """What a folder holds in depth, in order of names.

    What begins with a dot, the files of a pack that are no areas and what is excluded are left out.
    A folder that is named like a file counts as one, which cannot be read.
    """
    found = Below([], [], [])

    def unreadable(error: OSError) -> None:
        where = Location(str(error.filename))
        found.problems.append(Problem(where, "unreadable", reason(error)))

    for root, folders, others in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not excluded(os.path.join(root, name))]
        others = [name for name in others if not excluded(os.path.join(root, name))]
        own: Iterable[str] = ()
        if "rubric.yaml" in others:
            found.packs.append(root)
            own = schema.PACK_FILES
        named = {name for name in (*others, *folders) if name.endswith(SUFFIXES)}
        folders[:] = sorted(n for n in folders if n not in named and not n.startswith("."))
        areas = sorted(n for n in named if n not in own and not n.startswith("."))
        found.areas.extend(os.path.join(root, name) for name in areas)
    return found


def built_in_packs() -> dict[str, Path]:
    """The packs that come with the program, by name."""
    roots = files.PACK_ROOTS
    root = next((root for root in roots if root.is_dir()), roots[0])
    return {path.parent.name: path.parent for path in sorted(root.glob("*/rubric.yaml"))}


def open_pack(name: str) -> Pack:
    """The pack of a built-in name or in a folder.

    Raises: InvalidInput for an unknown name and for everything that is wrong with the pack's files.
    """
    return pack_in(_pack_folder(name))


def pack_for(areas: Iterable[str], rubric: str = "", usual: str = "") -> Pack:
    """The one pack that some areas are held against, see :func:`folder_for`.

    Raises: InvalidInput when it is not one, and as :func:`open_pack` does.
    """
    return pack_in(folder_of(areas, rubric, usual))


def folder_of(areas: Iterable[str], rubric: str = "", usual: str = "") -> Path:
    """The one folder of :func:`folder_for` that some areas have.

    Raises: InvalidInput when it is not one, and for the name of an unknown pack.
    """
    names = {(is_path(name), os.path.dirname(name)): name for name in areas} or {(False, ""): ""}
    each = (folder_for(name, rubric, usual) for name in names.values())
    folders = {os.path.realpath(folder): folder for folder in each}
    if len(folders) > 1:
        told = " and ".join(visible(str(folder)) for folder in folders.values())
        refuse(
            "several-rubrics",
            f"the areas belong to {told}: name one by --rubric, or run each alone",
        )
    return next(iter(folders.values()))


def folder_for(area: str, rubric: str = "", usual: str = "") -> Path:
    """The folder of the pack that a file or a name of an area is held against.

    ``rubric`` if it is given; else the pack that the file stands in; else ``usual``, or the pack
    that comes with the program.

    Raises: InvalidInput for the name of an unknown pack.
    """
    around = _folder_around(Path(area)) if not rubric and is_path(area) else None
    return around or _pack_folder(rubric or usual or DEFAULT_PACK)


def _folder_around(path: Path) -> Path | None:
    # The parent of "areas/x.yaml" is known by name, that of "x.yaml" and "../x.yaml" is not.
    inner = path.parent
    around = inner / ".." if inner.name in ("", "..") else inner.parent
    return around if os.path.exists(around / "rubric.yaml") else None


def pack_in(folder: Path) -> Pack:
    """The pack in a folder.

    Raises: InvalidInput for everything that is wrong with its files.
    """
    files.protect(lambda: _files_in(folder))
    try:
        sources = schema.read_sources(source.read(str(folder / "sources.yaml")))
        rubric = schema.read_rubric(source.read(str(folder / "rubric.yaml")), sources)
        ledger = schema.read_evidence(source.read(str(folder / "evidence.yaml")), rubric)
    except InvalidInput as error:
        told = {problem.where.path for problem in error.problems}
        raise InvalidInput([*error.problems, *_other_problems(folder, told)]) from None
    return Pack(folder, rubric, ledger)


def _files_in(folder: Path) -> list[str]:
    """Every file that belongs to the pack in a folder."""
    names = [str(folder / name) for name in (*schema.PACK_FILES, "NOTES.md")]
    with suppress(InvalidInput):  # what cannot be listed was reported, or is not needed
        names += map(str, area_files_of(folder))
    return names


def _other_problems(folder: Path, told: set[str]) -> Iterator[Problem]:
    """What is wrong in itself with those files of a pack that the first bad one kept from it."""
    for name, shape in schema.PACK_FILES.items():
        path = str(folder / name)
        if path not in told:
            try:
                schema.check_shape(source.read(path), shape)
            except InvalidInput as error:
                yield from error.problems


def open_area(pack: Pack, name: str) -> IssueArea:
    """The area of an id, an alias, a path, or ``-`` for standard input.

    Letter case, spaces, hyphens and underscores in a name do not matter.

    Raises: InvalidInput for an unknown name, with the nearest ones, and for an invalid file.
    """
    if name == "-":
        return read_area(pack, source.parse(*read_input(name, files.MAX_BYTES)))
    if is_path(name):
        return read_area(pack, source.read(name))
    path = _file_named(pack, name)
    return read_area(pack, source.read(str(path))) if path else _area_by_alias(pack, name)


def area_path(pack: Pack, name: str) -> str:
    """The file of the area of an id or an alias.

    Raises: InvalidInput for an unknown name, with the nearest ones.
    """
    return str(_file_named(pack, name) or _area_by_alias(pack, name).path)


def _file_named(pack: Pack, name: str) -> Path | None:
    key = name_key(name)
    return next((path for path in pack.area_files() if name_key(path.stem) == key), None)


def read_area(pack: Pack, document: source.Document) -> IssueArea:
    """The area in a document, held against a pack.

    Raises: InvalidInput with everything that is wrong with the file.
    """
    return schema.read_area(document, pack.rubric, pack.ledger)


def areas_of(pack: Pack) -> Iterator[IssueArea]:
    """The areas of a pack, by file name.

    Raises: InvalidInput with the problems of all files, after the last area that could be read.
    """
    problems: list[Problem] = []
    for path in pack.area_files():
        try:
            yield read_area(pack, source.read(str(path)))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)


def read_input(name: str, limit: int) -> tuple[str, bytes]:
    """The bytes of a file, or of standard input for ``-``, and the name for problems.

    Raises: InvalidInput when they cannot be read or are more than ``limit``.
    """
    if name != "-":
        return name, files.read_bytes(name, limit)
    return files.STDIN, files.read_stdin(limit)


def is_path(name: str) -> bool:
    """Whether a word on the command line means a file rather than the name of an area."""
    return name.endswith(SUFFIXES) or any(sep in name for sep in (os.sep, os.altsep) if sep)


def refuse(code: str, message: str) -> NoReturn:
    """Raises: InvalidInput for a word on the command line."""
    raise InvalidInput([Problem(Location("command line"), code, message)])


def _pack_folder(name: str) -> Path:
    packs = built_in_packs()
    if name in packs:
        return packs[name]
    if os.path.isdir(name):
        return Path(name)
    known = f"built in: {', '.join(packs)}{hint(name, list(packs))}"
    refuse("unknown-rubric", f"no rubric pack {quoted(name)}; {known}")


def _area_by_alias(pack: Pack, name: str) -> IssueArea:
    key = name_key(name)
    names: dict[str, None] = {}
    problems: list[Problem] = []
    for path in pack.area_files():
        try:
            area = read_area(pack, source.read(str(path)))
        except InvalidInput as error:
            problems += error.problems
            continue
        if key in map(name_key, (area.id, area.name, *area.aliases)):
            return area
        names |= dict.fromkeys((area.id, *area.aliases))
    told = hint(name.casefold(), list(names)) or "; 'coopcli areas' lists those there are"
    where = Location("command line")
    message = f"{pack.rubric.id} has no issue area {quoted(name)}{told}"
    raise InvalidInput([Problem(where, "unknown-area", message), *problems])


def name_key(name: str) -> str:
    """A name without what does not matter in it: letter case, spaces, hyphens, underscores."""
    return re.sub(r"[\s_-]+", "", name.casefold())
