"""Every rule that a pack keeps as a whole, beyond what each of its files must hold."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import NamedTuple, TypeVar

from coopcli import files, paths
from coopcli.checking import apart, carried
from coopcli.checking.added import Now, from_result, from_revision, only_added
from coopcli.checking.below import faults_of_base
from coopcli.checking.passages import Cited, Texts
from coopcli.excluding import NOTHING, Excluded
from coopcli.identity import REPEATED_AREA, Claims, FileKey, file_key, name_key
from coopcli.model import TO_BE_WRITTEN, Evidence, Fault, IssueArea, Rating
from coopcli.packs import library
from coopcli.packs.library import Pack, clash_problem, located
from coopcli.problems import InvalidInput, Problem, file_text, hint
from coopcli.reading import argument, pack_files, source
from coopcli.reading.evidence import reported_faults
from coopcli.reading.passages import TEXTS
from coopcli.studies.batch import Judged
from coopcli.text.words import counted

T = TypeVar("T")


class Checked(NamedTuple):
    """The files that were read, what is wrong with them, and what was not looked at."""

    files: list[str]
    problems: list[Problem]
    notes: list[str]


class _Run(NamedTuple):
    """What a check has found so far, and what it works with."""

    checked: Checked
    areas: list[IssueArea]
    texts: Texts
    rubric: str
    usual: str
    excluded: Excluded
    rated_by: str = ""

    def attempt(self, read: Callable[[], T]) -> T | None:
        """What is read, or ``None`` after noting what is wrong with it."""
        try:
            return read()
        except InvalidInput as error:
            self.checked.problems.extend(error.problems)
            return None


def check_paths(
    paths: Iterable[str],
    rubric: str = "",
    usual: str = "",
    against: str | Judged = "",
    excluded: Excluded = NOTHING,
    rated_by: str = "",
) -> Checked:
    """Checks packs, area files and folders of both.

    An area file is held against the pack of :func:`library.folder_for`. ``against``: a git
    revision or a saved result, to whose ratings others may only have been added. ``rated_by``: an
    earlier version of the rubric, by which the areas were rated.

    Raises: InvalidInput when a path does not exist, the pack to check against is invalid, the
    folder with the texts of the sources is none, or the revision is not known.
    """
    texts = Texts(os.environ.get(TEXTS, ""))
    run = _Run(Checked([], [], []), [], texts, rubric, usual, excluded, rated_by)
    roots = []
    packs: dict[FileKey, str] = {}
    areas: dict[FileKey, str] = {}
    for name in paths:
        path = Path(library.built_in_packs().get(name, name))
        roots.append(path.parent if path.name in pack_files.PACK_FILES else path)
        found = _found(path, excluded)
        run.checked.problems.extend(found.problems)
        for kind, names in ((packs, found.packs), (areas, found.areas)):
            for one in names:
                kind.setdefault(file_key(one), one)
    for folder in packs.values():
        _check_pack(folder, run)
    for file in run.checked.files:
        areas.pop(file_key(file), None)
    _check_areas(map(Path, areas.values()), run)
    if run.checked.files:
        run.checked.notes[:0] = run.texts.notes()
    if against:
        _compare(run, [str(root) for root in roots], against)
    return run.checked


def _compare(run: _Run, roots: list[str], against: str | Judged) -> None:
    """Holds the ratings of the areas that were checked against older ones."""
    if isinstance(against, str):
        where, before = (
            against,
            from_revision(against, roots, run.checked.notes.append, run.excluded),
        )
    else:
        where, before = "the saved result", from_result(against)
    now = Now(run.areas, run.checked.files, [os.path.realpath(root) for root in roots])
    run.checked.problems.extend(only_added(before, now, where))
    run.checked.notes.append(
        f"Ratings were compared with {counted(len(before), 'area')} of {where}."
    )


def _found(path: Path, excluded: Excluded) -> library.Below:
    """The packs and the other area files that a path names; each pack is checked as a whole."""
    if os.path.exists(path / "rubric.yaml"):
        return library.Below([], [str(path)], [])
    if os.path.isfile(path) and path.name in pack_files.PACK_FILES:
        return library.Below([], [str(path.parent)], [])
    if os.path.isdir(path):
        return library.below(str(path), excluded)
    return library.Below([str(path)], [], [])


def _check_pack(folder: str, run: _Run) -> None:
    own = (str(Path(folder) / name) for name in pack_files.PACK_FILES)
    run.checked.files.extend(name for name in own if os.path.lexists(name))
    pack = run.attempt(lambda: library.open_pack(folder))
    listed = run.attempt(lambda: library.area_files_of(Path(folder)))
    paths = [path for path in listed or () if not run.excluded.covers(str(path))]
    cases = str(Path(folder) / pack_files.CASES)
    kept = files.exists(cases)
    run.checked.files.extend([cases] * kept)
    if pack is None or listed is None:
        shape = pack_files.CASES_FILE
        if kept:
            run.attempt(lambda: pack_files.check_shape(source.read(cases), shape))
        _check_shapes(paths, run)
        return
    run.attempt(lambda: library.cases_of(pack))
    areas = [area for path in paths if (area := _area(path, pack, run))]
    # What the packs below have is for their own check; here it only has to be known.
    below = [area for area in _areas_below(pack) if area.id not in {own.id for own in areas}]
    found = _pack_problems(pack, [*areas, *below])
    folders = tuple(str(one) for one in pack.below)
    run.checked.problems.extend(one for one in found if not one.where.path.startswith(folders))
    run.checked.notes.extend(apart.notes(areas))
    run.checked.problems.extend(_passage_problems(pack, run.texts))


def _areas_below(pack: Pack) -> list[IssueArea]:
    """The areas of the packs that a pack extends, as far as they can be read."""
    areas: list[IssueArea] = []
    with suppress(InvalidInput):
        areas.extend(library.areas_of(pack) if pack.below else ())  # keeps those before an error
    return areas


def _check_shapes(paths: Iterable[Path], run: _Run) -> None:
    """Checks the areas of a pack that cannot be opened, each in itself."""
    for path in paths:
        run.checked.files.append(str(path))
        run.attempt(partial(_check_shape, path))


def _check_shape(path: Path) -> None:
    pack_files.check_shape(source.read(str(path)), pack_files.AREA)


def _check_areas(paths: Iterable[Path], run: _Run) -> None:
    packs: dict[Path, tuple[Pack, Claims]] = {}
    for path in paths:
        folder = library.folder_for(str(path), run.rubric, run.usual)
        if folder not in packs:
            packs[folder] = (library.pack_in(folder), Claims())
        pack, claims = packs[folder]
        area = _area(path, pack, run)
        if area is not None:
            run.checked.problems.extend(_passage_problems(pack, run.texts, area))
            if clash := claims.clash(area.id, area.path):
                run.checked.problems.append(clash_problem(area.path, clash))


def _area(path: Path, pack: Pack, run: _Run) -> IssueArea | None:
    """An area with its own problems, those of the passages it brings along among them."""
    run.checked.files.append(str(path))
    area = run.attempt(lambda: library.read_area(pack, source.read(str(path))))
    if area is not None:
        run.areas.append(area)
        own = [item for name, item in area.evidence.items() if name not in pack.ledger]
        documents = {n: s for n, s in area.sources.items() if n not in pack.rubric.sources}
        name = file_text(paths.shown(str(path)))
        unused = {item.id for item in own} - set(_cited([area]))
        asked = {c.id for c in pack.rubric.criteria.values() if c.asked_of(area.form)}
        if area.ratings.keys() >= asked:  # else it is still being rated
            unasked = {item.id for item in own if not asked & {*item.raises, *item.lowers}}
            run.checked.problems.extend(located(path, _unused_own(own, unused - unasked)))
            if alone := sorted(unused & unasked):
                about = f"all questions that {', '.join(alone)} speaks to"
                note = f"the form leaves out {about}; no answer has to cite it."
                run.checked.notes.append(f"{name}: {note}")
        run.checked.problems.extend(located(path, argument.faults(pack.rubric, area)))
        if run.rated_by:
            before = carried.earlier(pack.rubric, run.rated_by)
            run.checked.problems.extend(located(path, carried.faults(pack.rubric, area, before)))
            run.checked.notes.append(carried.note(pack.rubric, area, before))
        reported = reported_faults(own, area.sources, pack.rubric.vocabulary)
        run.checked.problems.extend(located(path, reported))
        if area.scope.strip() == TO_BE_WRITTEN:
            run.checked.notes.append(f"{name}: its scope is still to be written.")
        if not area.ratings:
            run.checked.notes.append(f"{name}: nothing rated yet.")
        elif unused and not area.ratings.keys() >= asked:
            run.checked.notes.append(f"{name}: no rating cites {', '.join(sorted(unused))} yet.")
        if idle := [
            one for one in area.ratings if one in pack.rubric.criteria and one not in asked
        ]:
            note = f"{name}: its form leaves out {', '.join(idle)}; the answers do not count."
            run.checked.notes.append(note)
        if bare := list(argument.without_mark(area)):
            note = f"{name}: no mark binds a clause to an item in {', '.join(bare)}."
            run.checked.notes.append(note)
        run.checked.problems.extend(
            run.texts.problems(path, documents, _passages(own), area.sources)
        )
    return area


def _unused_own(own: Iterable[Evidence], unused: Container[str]) -> Iterator[Fault]:
    for position, item in enumerate(own):
        if item.id in unused:
            message = f"no rating cites {item.id!r}, which only this area can use"
            yield Fault(("evidence", position, "id"), "evidence-never-cited", message)


def _passages(items: Iterable[Evidence]) -> Iterator[Cited]:
    """The passages of the items of a file, with their places in it."""
    for position, item in enumerate(items):
        yield Cited(("evidence", position), item.passage, item.passage_digest)


def _passage_problems(pack: Pack, texts: Texts, area: IssueArea | None = None) -> Iterator[Problem]:
    """What a pack cites and the texts do not hold; of an area, only what that area rests on."""
    known, folder = pack.rubric.sources, pack.folder
    places = _passages(pack.ledger.values())
    if area is None:
        needed, items = set(known), list(places)
        rubric = list(starmap(Cited, pack_files.passages_of(pack.rubric)))
    else:
        cited = set(_cited([area]))
        needed = {area.evidence[name].passage.source for name in cited}
        items = [at for name, at in zip(pack.ledger, places, strict=True) if name in cited]
        rubric = []
    yield from texts.problems(folder / "sources.yaml", known, (), known, needed)
    yield from texts.problems(folder / "rubric.yaml", {}, rubric, known)
    yield from texts.problems(folder / "evidence.yaml", {}, items, known)


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
    names = [area.id for area in areas]
    # What a file cites that could not be read, or was left out, is not known; its name is.
    unread = {path.stem for path in pack.area_files()} - {Path(area.path).stem for area in areas}
    if not unread:
        yield from located(ledger, _unused(pack, areas))
    rubric = pack.rubric
    reported = reported_faults(pack.ledger.values(), rubric.sources, rubric.vocabulary)
    yield from located(ledger, reported)
    yield from located(pack.folder / "rubric.yaml", faults_of_base(pack))
    unknown = [
        Fault(
            ("references", position, "area"),
            "unknown-area",
            f"the pack has no area {reference.area!r}{hint(reference.area, names)}",
        )
        for position, reference in enumerate(pack.rubric.references)
        if reference.area not in {*names, *unread}
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
        if name not in {*names, *unread}
    ]
    yield from located(pack.folder / "rubric.yaml", unknown)


def _name_problems(areas: list[IssueArea]) -> Iterator[Problem]:
    """Problems of names: one that is not the file's, and one that two areas have."""
    taken: dict[str, str] = {}
    claims = Claims()
    for area in areas:
        faults = []
        if clash := claims.clash(area.id, area.path):
            faults.append(Fault(("id",), REPEATED_AREA, clash))
        if Path(area.path).stem != area.id:
            message = f"the id {area.id!r} must be the name of the file, {Path(area.path).stem!r}"
            faults.append(Fault(("id",), "id-not-file", message))
        for key, name in [("id", area.id), *(("aliases", alias) for alias in area.aliases)]:
            holder = taken.setdefault(name_key(name), area.id)
            if holder != area.id:
                message = f"{name!r} already names {holder!r}"
                faults.append(Fault((key,), "name-taken", message))
        yield from located(Path(area.path), faults)


def _unused(pack: Pack, areas: list[IssueArea]) -> Iterator[Fault]:
    cited = set(_cited(areas))
    for position, name in enumerate(pack.ledger):
        if name not in cited:
            message = f"no rating cites {name!r}: cite it, or name it in the notes of the pack"
            if not _set_aside(pack, name):
                yield Fault(("evidence", position, "id"), "evidence-never-cited", message)


def _set_aside(pack: Pack, name: str) -> bool:
    """Whether the notes of a pack name an evidence item, to say why nothing cites it."""
    notes = pack.folder / "NOTES.md"
    return os.path.isfile(notes) and f"`{name}`".encode() in files.read_bytes(str(notes))
