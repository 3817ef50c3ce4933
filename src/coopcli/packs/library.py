"""Finds rubric packs and areas by name, alias or path, and offers near names for unknown ones."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from coopcli import files
from coopcli.commands import suggested
from coopcli.excluding import NOTHING, Excluded
from coopcli.identity import REPEATED_AREA, Claims, FileKey, file_key, name_key
from coopcli.model import Fault, IssueArea
from coopcli.model.cases import RuleCase
from coopcli.packs.frameworks import RUBRIC_FILE
from coopcli.packs.opening import (
    DEFAULT_PACK,
    SUFFIXES,
    Pack,
    area_files_of,
    built_in_packs,
    framework_of,
    located,
    pack_in,
    read_area,
)
from coopcli.problems import (
    InvalidInput,
    Location,
    Problem,
    file_text,
    hint,
    quoted,
    reason,
    refuse,
    visible,
)
from coopcli.reading import pack_files, source

__all__ = [
    "DEFAULT_PACK",
    "SUFFIXES",
    "Pack",
    "area_files_of",
    "built_in_packs",
    "framework_of",
    "located",
    "pack_in",
    "read_area",
]


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
            own = (*pack_files.PACK_FILES, pack_files.CASES)
        named = {name for name in (*others, *folders) if name.endswith(SUFFIXES)}
        folders[:] = sorted(n for n in folders if n not in named and not n.startswith("."))
        areas = sorted(n for n in named if n not in own and not n.startswith("."))
        found.areas.extend(os.path.join(root, name) for name in areas)
    return found


def rubric_name(pack: Pack) -> str:
    """The word of ``--rubric`` that names a pack; nothing for the one that needs no word."""
    for name, folder in built_in_packs().items():
        if file_key(str(folder)) == file_key(str(pack.folder)):
            return "" if name == DEFAULT_PACK else name
    return str(pack.folder)


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
    folders = {file_key(str(folder)): folder for folder in each}
    if len(folders) > 1:
        known = " and ".join(visible(str(folder)) for folder in folders.values())
        refuse(
            "several-rubrics",
            f"the areas belong to {known}: name one by --rubric, or run each alone",
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


def open_area(pack: Pack, name: str) -> IssueArea:
    """The area of an id, an alias, a path, or ``-`` for standard input.

    Letter case, spaces, hyphens and underscores in a name do not matter.

    Raises: InvalidInput for an unknown name, with the nearest ones, and for an invalid file.
    """
    if name == "-":
        return read_area(pack, source.parse(*read_input(name, files.MAX_BYTES)))
    if is_path(name):
        return read_area(pack, source.read(name))
    return _area_named(pack, name)


def open_areas(pack: Pack, names: Iterable[str]) -> list[IssueArea]:
    """The areas of several names, each file once.

    Raises: InvalidInput as :func:`open_area` does, and when two files have one area id.
    """
    areas: dict[FileKey, IssueArea] = {}
    claims = Claims()
    for name in names:
        area = open_area(pack, name)
        key = file_key(area.path)
        if key not in areas and (clash := claims.clash(area.id, area.path)):
            raise InvalidInput([clash_problem(area.path, clash)])
        areas[key] = area
    return list(areas.values())


def cases_of(pack: Pack) -> tuple[RuleCase, ...]:
    """The cases that a pack keeps for its rubric; none where it has no file of them.

    Raises: InvalidInput with everything that is wrong with the file.
    """
    path = str(pack.folder / pack_files.CASES)
    return pack_files.read_cases(source.read(path), pack.rubric) if files.exists(path) else ()


def area_path(pack: Pack, name: str) -> str:
    """The file of the area of an id or an alias, whether or not it can be read.

    Raises: InvalidInput for a name of no area or of several.
    """
    try:
        return _area_named(pack, name).path
    except InvalidInput as error:
        path = error.problems[0].where.path
        if path in map(str, pack.area_files()):
            return path
        raise


def area_file(pack: Pack, name: str) -> str:
    """The file of an area that is to be edited: a path as it is, else that of an id or an alias.

    Raises: InvalidInput as :func:`area_path` does, for standard input, and for a name in a pack
    that comes with the program, whose files are not the user's.
    """
    if name == "-":
        refuse("not-a-file", "an area file is needed, not standard input")
    if is_path(name):
        return name
    path = area_path(pack, name)
    if is_built_in(pack):
        copy = suggested("new", ["NAME"], ["--from", name], rubric=rubric_name(pack))
        refuse("built-in", f"{name!r} comes with the program; {copy!r} makes a file of your own")
    return path


def is_built_in(pack: Pack) -> bool:
    """Whether a pack comes with the program."""
    own = file_key(str(pack.folder))
    return any(file_key(str(folder)) == own for folder in built_in_packs().values())


def _area_named(pack: Pack, name: str) -> IssueArea:
    """The one area that a name means: by its id, else by an alias, else by a name like it."""
    paths = pack.area_files()
    for path in paths:
        # Nearly every name is that of a file: none of the others is read.
        if path.stem == name and (area := read_area(pack, source.read(str(path)))).id == name:
            return area
    areas: list[IssueArea] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            areas.append(read_area(pack, source.read(str(path))))
        except InvalidInput as error:
            if name_key(path.stem) == name_key(name):
                raise
            problems += error.problems
    for found in _meant(areas, name):
        if len(found) == 1:
            return found[0]
        if found:
            _refuse_ambiguous(name, found)
    raise InvalidInput([_unknown(pack, name, areas), *problems])


def _meant(areas: list[IssueArea], name: str) -> Iterator[list[IssueArea]]:
    """The areas that a name may mean, the most exact ones first."""
    yield [area for area in areas if name == area.id]
    yield [area for area in areas if name in (area.name, *area.aliases)]
    key = name_key(name)
    yield [area for area in areas if key in map(name_key, (area.id, area.name, *area.aliases))]


def _refuse_ambiguous(name: str, found: list[IssueArea]) -> NoReturn:
    known = " and ".join(f"{area.id} ({file_text(area.path)})" for area in found)
    refuse("ambiguous-area", f"{quoted(name)} may mean {known}: name one by its id or its file")


def _unknown(pack: Pack, name: str, areas: list[IssueArea]) -> Problem:
    names = dict.fromkeys(known for area in areas for known in (area.id, *area.aliases))
    listing = suggested("areas", rubric=rubric_name(pack))
    here = next((name + end for end in SUFFIXES if os.path.isfile(name + end)), "")
    near = f"; the file here is named {here!r}" if here else hint(name.casefold(), list(names))
    near = near or f"; {listing!r} lists those there are"
    message = f"{pack.rubric.id} has no issue area {quoted(name)}{near}"
    return Problem(Location("command line"), "unknown-area", message)


def areas_of(pack: Pack) -> Iterator[IssueArea]:
    """The areas of a pack, by file name.

    Raises: InvalidInput with the problems of all files, after the last area that could be read.
    """
    problems: list[Problem] = []
    claims = Claims()
    for path in pack.area_files():
        try:
            area = read_area(pack, source.read(str(path)))
        except InvalidInput as error:
            problems += error.problems
            continue
        if clash := claims.clash(area.id, area.path):
            problems.append(clash_problem(area.path, clash))
        else:
            yield area
    if problems:
        raise InvalidInput(problems)


def clash_problem(path: str, clash: str) -> Problem:
    """The problem of an area whose id another file has, see :class:`Claims`."""
    try:
        return next(located(path, [Fault(("id",), REPEATED_AREA, clash)]))
    except InvalidInput:  # it changed since it was read
        return Problem(Location(path), REPEATED_AREA, clash)


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


def _pack_folder(name: str) -> Path:
    packs = built_in_packs()
    if name in packs:
        return packs[name]
    if os.path.isdir(name):
        return Path(name)
    here = [entry.parent.name for entry in Path().glob(f"*/{RUBRIC_FILE}")]
    known = f"built in: {', '.join(packs)}{hint(name, [*packs, *here])}"
    return refuse("unknown-rubric", f"no rubric pack {quoted(name)}; {known}")
