"""Every rule that a pack keeps as a whole, beyond what each of its files must hold."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from coopcli import argument, files, library, passages, schema, source
from coopcli.library import Pack
from coopcli.model import Evidence, Fault, IssueArea, Rating
from coopcli.passages import TEXTS, Sections
from coopcli.problems import InvalidInput, Problem, hint
from coopcli.schema.evidence import reported_faults
from coopcli.schema.shapes import mark_at

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
        name = files.shown(str(path))
        checked.notes.append(f"{name}: no mark binds a clause to an item in {', '.join(bare)}.")
    checked.problems.extend(_located(path, reported_faults(_own(pack, area), area.sources)))
    return [area]


def _unused_own(pack: Pack, area: IssueArea) -> Iterator[Fault]:
    cited = set(_cited([area]))
    for position, item in enumerate(_own(pack, area)):
        if item.id not in cited:
            told = f"no rating cites {item.id!r}, which only this area can use"
            yield Fault(("evidence", position, "id"), "evidence-never-cited", told)


def _own(pack: Pack, area: IssueArea) -> list[Evidence]:
    """The items that an area file brings along."""
    return [item for name, item in area.evidence.items() if name not in pack.ledger]


def _cited(areas: Iterable[IssueArea]) -> Iterator[str]:
    """The ids that ratings of some areas cite."""
    for area in areas:
        for ratings in area.ratings.values():
            for rating in ratings:
                if isinstance(rating, Rating):
                    yield from rating.evidence


def _pack_problems(pack: Pack, areas: list[IssueArea]) -> Iterator[Problem]:
    yield from _name_problems(areas)
    ledger = pack.folder / "evidence.yaml"
    yield from _located(ledger, _unused(pack, areas))
    yield from _located(ledger, reported_faults(pack.ledger.values(), pack.rubric.sources))
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
    found: Sections = {}
    for position, item in enumerate(pack.rubric.sources.values()):
        if not item.text:
            continue
        try:
            sections = passages.sections_of(item, texts)
        except InvalidInput as error:
            yield from error.problems
            continue
        found |= sections
        faults = [
            Fault(
                ("sources", position, "sections", number, "heading"),
                "heading-not-found",
                f"{item.text} has no passage under {section.heading!r}",
            )
            for number, section in enumerate(item.sections)
            if not sections[item.id, section.heading]
        ]
        yield from _located(pack.folder / "sources.yaml", faults)
    yield from _located(pack.folder / "evidence.yaml", _passage_faults(pack.ledger.values(), found))
    for area in areas:
        yield from _located(Path(area.path), _passage_faults(_own(pack, area), found))


def _passage_faults(items: Iterable[Evidence], sections: Sections) -> Iterator[Fault]:
    for position, item in enumerate(items):
        passage = item.passage
        count = len(sections.get((passage.source, passage.section), ()))
        if count and passage.paragraph and passage.paragraph > count:
            there = f"{count} paragraph{'' if count == 1 else 's'}"
            message = f"{passage.section!r} has {there}, not {passage.paragraph}"
            yield Fault(("evidence", position, "paragraph"), "paragraph-not-found", message)
        elif count and item.passage_digest:
            digest = passages.digest(passages.text_of(passage, sections))
            if digest != item.passage_digest:
                message = (
                    "the passage has changed since the item was checked against it: "
                    f"its digest is {digest!r}, not {item.passage_digest!r}"
                )
                yield Fault(("evidence", position, "passage-digest"), "passage-changed", message)
