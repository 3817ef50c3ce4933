"""Every rule that a pack keeps as a whole, beyond what each of its files must hold."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from coopcli import argument, files, library, schema, source
from coopcli.library import Pack
from coopcli.model import Evidence, Fault, IssueArea, Rating, Source
from coopcli.problems import InvalidInput, Location, Problem, hint
from coopcli.schema.shapes import mark_at

TEXTS = "COOPCLI_SOURCES"
"""The environment variable that names the folder with the texts of the sources."""

_NOT_LOOKED_UP = (
    f"Headings and paragraphs were not looked up in the sources: {TEXTS} names no folder."
)


class Checked(NamedTuple):
    """The files that were read, what is wrong with them, and what was not looked at."""

    files: list[str]
    problems: list[Problem]
    notes: list[str]


def check_paths(paths: Iterable[str], rubric: str = "", usual: str = "") -> Checked:
    """Checks packs, area files and folders of both.

    An area file is held against the pack of :func:`library.folder_for`.

    Raises: InvalidInput when a path does not exist or the pack to check against is invalid.
    """
    checked = Checked([], [], [])
    for name in paths:
        path = Path(library.built_in_packs().get(name, name))
        if os.path.exists(path / "rubric.yaml"):
            _check_pack(str(path), checked)
        elif os.path.isfile(path) and path.name in schema.PACK_FILES:
            _check_pack(str(path.parent), checked)
        elif os.path.isdir(path):
            _check_folder(str(path), rubric, usual, checked)
        else:
            _check_areas([path], rubric, usual, checked)
    return checked


def _check_folder(folder: str, rubric: str, usual: str, checked: Checked) -> None:
    """Checks the packs in a folder, each as a whole, and the area files outside of them."""
    found = library.below(folder)
    checked.problems.extend(found.problems)
    for pack in found.packs:
        _check_pack(pack, checked)
    done = set(checked.files)
    areas = [path for path in map(Path, found.areas) if str(path) not in done]
    _check_areas(areas, rubric, usual, checked)


def _check_pack(folder: str, checked: Checked) -> None:
    checked.files.extend(str(Path(folder) / name) for name in schema.PACK_FILES)
    try:
        pack = library.open_pack(folder)
    except InvalidInput as error:
        checked.problems.extend(error.problems)
        _check_shapes(Path(folder), checked)
        return
    areas: list[IssueArea] = []
    for path in _area_files(pack.folder, checked):
        areas += _area(path, pack, checked)
    checked.problems.extend(_pack_problems(pack, areas))
    texts = os.environ.get(TEXTS, "")
    if texts:
        checked.problems.extend(_text_problems(pack, areas, Path(texts)))
    elif _NOT_LOOKED_UP not in checked.notes:
        checked.notes.append(_NOT_LOOKED_UP)


def _check_shapes(folder: Path, checked: Checked) -> None:
    """Checks the areas of a pack that cannot be opened, each in itself."""
    for path in _area_files(folder, checked):
        checked.files.append(str(path))
        try:
            schema.check_shape(source.read(str(path)), schema.AREA)
        except InvalidInput as error:
            checked.problems.extend(error.problems)


def _area_files(folder: Path, checked: Checked) -> list[Path]:
    try:
        return library.area_files_of(folder)
    except InvalidInput as error:
        checked.problems.extend(error.problems)
        return []


def _check_areas(paths: Iterable[Path], rubric: str, usual: str, checked: Checked) -> None:
    packs: dict[Path, Pack] = {}
    for path in paths:
        folder = library.folder_for(str(path), rubric, usual)
        if folder not in packs:
            packs[folder] = library.pack_in(folder)
        _area(path, packs[folder], checked)


def _area(path: Path, pack: Pack, checked: Checked) -> list[IssueArea]:
    checked.files.append(str(path))
    try:
        area = library.read_area(pack, source.read(str(path)))
    except InvalidInput as error:
        checked.problems.extend(error.problems)
        return []
    checked.problems.extend(_located(path, _unused_own(pack, area)))
    checked.problems.extend(_located(path, argument.faults(pack.rubric, area)))
    if bare := list(argument.without_mark(area)):
        checked.notes.append(f"{path}: no mark binds a clause to an item in {', '.join(bare)}.")
    return [area]


def _unused_own(pack: Pack, area: IssueArea) -> Iterator[Fault]:
    cited = set(_cited([area]))
    own = [name for name in area.evidence if name not in pack.ledger]
    for position, name in enumerate(own):
        if name not in cited:
            told = f"no rating cites {name!r}, which only this area can use"
            yield Fault(("evidence", position, "id"), "evidence-never-cited", told)


def _cited(areas: Iterable[IssueArea]) -> Iterator[str]:
    """The ids that ratings of some areas cite."""
    for area in areas:
        for ratings in area.ratings.values():
            for rating in ratings:
                if isinstance(rating, Rating):
                    yield from rating.evidence


def _pack_problems(pack: Pack, areas: list[IssueArea]) -> Iterator[Problem]:
    yield from _name_problems(areas)
    yield from _located(pack.folder / "evidence.yaml", _unused(pack, areas))
    names = [area.id for area in areas]
    unknown = [
        Fault(
            ("references", position, "area"),
            "unknown-area",
            f"the pack has no area {reference.area!r}{hint(reference.area, names)}",
        )
        for position, reference in enumerate(pack.rubric.references)
        if reference.area not in names
    ]
    unknown += [
        Fault(
            ("avenues", a, "offers", o, "areas", position),
            "unknown-area",
            f"the pack has no area {name!r}{hint(name, names)}",
        )
        for a, avenue in enumerate(pack.rubric.avenues)
        for o, offer in enumerate(avenue.offers)
        for position, name in enumerate(offer.areas)
        if name not in names
    ]
    yield from _located(pack.folder / "rubric.yaml", unknown)


def _name_problems(areas: list[IssueArea]) -> Iterator[Problem]:
    """Problems of names: one that is not the file's, and one that two areas have."""
    taken: dict[str, str] = {}
    for area in areas:
        faults = []
        if Path(area.path).stem != area.id:
            told = f"the id {area.id!r} must be the name of the file, {Path(area.path).stem!r}"
            faults.append(Fault(("id",), "id-not-file", told))
        for key, name in [("id", area.id), *(("aliases", alias) for alias in area.aliases)]:
            holder = taken.setdefault(library.name_key(name), area.id)
            if holder != area.id:
                told = f"{name!r} already names {holder!r}"
                faults.append(Fault((key,), "name-taken", told))
        yield from _located(Path(area.path), faults)


def _unused(pack: Pack, areas: list[IssueArea]) -> Iterator[Fault]:
    cited = set(_cited(areas))
    for position, name in enumerate(pack.ledger):
        if name not in cited:
            told = f"no rating cites {name!r}: cite it, or name it in the notes of the pack"
            if not _set_aside(pack, name):
                yield Fault(("evidence", position, "id"), "evidence-never-cited", told)


def _set_aside(pack: Pack, name: str) -> bool:
    """Whether the notes of a pack name an evidence item, to say why nothing cites it."""
    notes = pack.folder / "NOTES.md"
    return os.path.isfile(notes) and f"`{name}`".encode() in files.read_bytes(str(notes))


def _located(path: Path, faults: Iterable[Fault]) -> Iterator[Problem]:
    faults = list(faults)
    if not faults:
        return
    document = source.read(str(path))
    for fault in faults:
        mark = mark_at(document.root, fault.path)
        yield Problem(document.where(mark), fault.code, fault.message)


# Looking passages up in the texts of the sources.


def _text_problems(pack: Pack, areas: list[IssueArea], texts: Path) -> Iterator[Problem]:
    paragraphs: dict[tuple[str, str], int] = {}
    for position, item in enumerate(pack.rubric.sources.values()):
        try:
            text = _text(texts, item.text) if item.text else ""
        except InvalidInput as error:
            yield from error.problems
            continue
        faults = []
        for number, section in enumerate(item.sections):
            count = _paragraphs(text, item, number)
            paragraphs[item.id, section.heading] = count
            if not count and text:
                told = f"{item.text} has no passage under {section.heading!r}"
                at = ("sources", position, "sections", number, "heading")
                faults.append(Fault(at, "heading-not-found", told))
        yield from _located(pack.folder / "sources.yaml", faults)
    yield from _located(
        pack.folder / "evidence.yaml", _paragraph_faults(pack.ledger.values(), paragraphs)
    )
    for area in areas:
        own = [item for name, item in area.evidence.items() if name not in pack.ledger]
        yield from _located(Path(area.path), _paragraph_faults(own, paragraphs))


def _paragraph_faults(
    items: Iterable[Evidence], paragraphs: dict[tuple[str, str], int]
) -> Iterator[Fault]:
    for position, item in enumerate(items):
        passage = item.passage
        count = paragraphs.get((passage.source, passage.section), 0)
        if count and passage.paragraph and passage.paragraph > count:
            there = f"{count} paragraph{'' if count == 1 else 's'}"
            told = f"{passage.section!r} has {there}, not {passage.paragraph}"
            yield Fault(("evidence", position, "paragraph"), "paragraph-not-found", told)


def _text(folder: Path, name: str) -> str:
    path = str(folder / name)
    # A pack comes from anybody: it must not have files read that lie elsewhere.
    if Path(name).name != name:
        told = f"the name of a file in {TEXTS} is needed, not {name!r}"
        raise InvalidInput([Problem(Location(path), "not-a-name", told)])
    return files.read_bytes(path, 16 * files.MAX_BYTES).decode(errors="replace")


def _paragraphs(text: str, item: Source, number: int) -> int:
    """How many paragraphs a section has: blank-line separated blocks up to the next heading."""
    section = item.sections[number]
    headings = {other.heading for other in item.sections if not other.untitled}
    blocks = list(_blocks(text, headings))
    begin = section.after if section.untitled else section.heading
    for start, block in enumerate(blocks):
        found = block.startswith(begin) if section.untitled else block.strip("*# ") == begin
        if found:
            first = start if section.untitled else start + 1
            rest = blocks[first:]
            return next(
                (count for count, b in enumerate(rest) if b.strip("*# ") in headings), len(rest)
            )
    return 0


def _blocks(text: str, headings: Container[str]) -> Iterator[str]:
    """The paragraphs and headings of a text, each on one line.

    A heading is one even where the text leaves no blank line before or after it.
    """
    lines: list[str] = []
    for line in (" ".join(line.split()) for line in [*text.splitlines(), ""]):
        alone = line.strip("*# ") in headings
        if lines and (alone or not line):
            yield " ".join(lines)
            lines = []
        if alone:
            yield line
        elif line:
            lines.append(line)
