"""``new``: the file of a new area, a fact of one's own, or a framework of one's own."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.cli import facts, options

if TYPE_CHECKING:
    from coopcli.authoring.area import NewArea
    from coopcli.cli.config import Setting
    from coopcli.model import Rubric
    from coopcli.packs.library import Pack


def new(
    area: Annotated[
        str,
        typer.Argument(
            metavar="[AREA]",
            help="The name of the new area, or its file. With --evidence, an area file that is "
            "there.",
            show_default=False,
        ),
    ] = "",
    rubric: Annotated[
        str,
        typer.Option(
            "--rubric",
            "-r",
            metavar="PACK",
            envvar="COOPCLI_RUBRIC",
            help="The framework that the area is rated by. Without an AREA: the folder of a new "
            "framework.",
            show_default=False,
        ),
    ] = "",
    from_: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="AREA",
            help="Begin with the answers of this area.",
            show_default=False,
        ),
    ] = "",
    evidence: Annotated[
        str,
        typer.Option(
            "--evidence",
            metavar="ID",
            help="Add a fact of this id, with its document, to the file of AREA.",
            show_default=False,
        ),
    ] = "",
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The file to make.", show_default=False
        ),
    ] = "",
    name: Annotated[
        str, typer.Option("--name", metavar="TEXT", help="The area: its name.", show_default=False)
    ] = "",
    scope: Annotated[
        str,
        typer.Option(
            "--scope", metavar="TEXT", help="The area: what is judged.", show_default=False
        ),
    ] = "",
    excludes: Annotated[
        str,
        typer.Option(
            "--excludes", metavar="TEXT", help="The area: what is not.", show_default=False
        ),
    ] = "",
    form: Annotated[
        list[str] | None,
        typer.Option(
            "--form",
            metavar="FORM",
            help="The area: dialogue, shared-text, joint-research, standards or binding-rule. "
            "Repeatable.",
            show_default=False,
        ),
    ] = None,
    summary: facts.SummaryOption = "",
    event: facts.EventOption = "",
    public: facts.PublicOption = "",
    kind: facts.KindOption = "",
    side: facts.SideOption = "",
    raises: facts.RaisesOption = None,
    lowers: facts.LowersOption = None,
    source: facts.SourceOption = "",
    section: facts.SectionOption = "",
    paragraph: facts.ParagraphOption = "",
    title: facts.TitleOption = "",
    author: facts.AuthorOption = None,
    dated: facts.DatedOption = "",
    sort: facts.SortOption = "",
    no_input: options.NoInputOption = False,
) -> None:
    """Make the file of a new area, with every question as a comment, ready to be rated.

    With --evidence: add a fact of your own to an area; what no flag gives is asked. Without an
    AREA, --rubric names the folder of a new framework. Nothing that is there is overwritten.
    """
    from coopcli.cli.config import settings
    from coopcli.problems import refuse

    found = settings({"rubric": rubric})
    if evidence:
        if not area:
            refuse("wrong-usage", "--evidence needs the AREA whose file gets the fact")
        given = facts.Given(
            *(summary, event, public, kind, side, (*(raises or ()),), (*(lowers or ()),)),
            *(source, section, paragraph, title, (*(author or ()),), dated, sort),
        )
        _add_fact(area, evidence, given, found, silent=no_input)
    elif area:
        from coopcli.authoring.area import NewArea, names_of

        own, usual = names_of(area)
        wanted = NewArea(own, name or usual, scope, excludes, (*(form or ()),))
        _make_area(area, wanted, found, from_=from_, output=output)
    elif found["rubric"].origin == "--rubric":
        _make_pack(rubric)
    else:
        refuse("wrong-usage", "the name of a new AREA is needed, or --rubric with a new folder")


def _make_area(
    word: str, new: NewArea, found: Mapping[str, Setting], *, from_: str, output: str
) -> None:
    from coopcli import files
    from coopcli.authoring.area import area_text, copied, schema_name
    from coopcli.authoring.saving import refuse_existing
    from coopcli.cli.config import rubrics
    from coopcli.cli.output import to_stdout
    from coopcli.commands import suggested
    from coopcli.packs import library
    from coopcli.problems import hint, refuse
    from coopcli.reading import source

    target = output or (word if library.is_path(word) else "")
    pack = library.pack_for([target] if target else [], *rubrics(found))
    inside = not library.is_built_in(pack)
    path = target or str(pack.folder / "areas" / f"{new.id}.yaml" if inside else f"{new.id}.yaml")
    if not path.endswith(library.SUFFIXES):
        refuse("wrong-suffix", f"the file of an area ends with .yaml, not as {path!r}")
    refuse_existing(path)
    _refuse_taken(pack, new.id)
    known = [*pack.rubric.vocabulary.forms]
    for form in new.form:
        if form not in known:
            refuse("wrong-value", f"--form: {', '.join(known)} are known{hint(form, known)}")
    beside = Path(path).parent
    inside = inside and beside.resolve() == (pack.folder / "areas").resolve()
    schema = ("../" if inside else "./") + schema_name(pack, inside=inside)
    if from_:
        old = from_ if library.is_path(from_) else library.area_path(pack, from_)
        content = copied(files.read_bytes(old), old, new, schema)
    else:
        content = area_text(pack, new, path, schema).encode()
    made = library.read_area(pack, source.parse(path, content))
    if inside:
        files.make_folder(str(beside))
    written = [_write_schema(pack, beside / schema)]
    files.write_whole(path, [content])
    name = "" if inside else library.rubric_name(pack)
    lines = [
        f"Written: {path}" + "".join(f" and {one}, which helps your editor" for one in written),
        *_asked(pack.rubric, made.form, given=bool(new.form or from_)),
        *(() if new.scope or from_ else ["Scope: still to be written in the file"]),
        "",
        f"Rate it:   {suggested('rate', [path], rubric=name)}",
        f"Check it:  {suggested('check', [path], rubric=name)}",
    ]
    to_stdout("\n".join(lines) + "\n", "text")


def _asked(rubric: Rubric, forms: Collection[str], *, given: bool) -> list[str]:
    """How many questions the forms of an area leave, where these decide."""
    asked = [criterion for criterion in rubric.criteria.values() if criterion.asked_of(forms)]
    if len(asked) == len(rubric.criteria):
        return []
    since = "" if given else ", since --form names none"
    count = f"{len(asked)} of {len(rubric.criteria)} questions are asked"
    return [f"Form: {', '.join(forms)}{since}; {count}"]


def _refuse_taken(pack: Pack, name: str) -> None:
    from coopcli.problems import refuse

    if any(path.stem == name for path in pack.area_files()):
        refuse("repeated-area", f"{pack.rubric.id} has an area {name!r} already")


def _write_schema(pack: Pack, path: Path) -> str:
    """The name of the schema for editors, written unless it is there as it should be.

    Raises: InvalidInput where another file has its name.
    """
    from coopcli import files
    from coopcli.problems import InvalidInput, Location, Problem
    from coopcli.reading.editing import MADE_BY, area_schema

    name = os.path.normpath(path)
    text = json.dumps(area_schema(pack.rubric, pack.ledger), indent=1, ensure_ascii=False) + "\n"
    old: bytes | None = None
    if files.exists(name):
        old = files.read_bytes(name, 16 * files.MAX_BYTES)
        if old == text.encode():
            return name
        if MADE_BY.encode() not in old[:500]:
            message = "it is there already and is not a schema that coopcli made"
            raise InvalidInput([Problem(Location(name), "already-there", message)])
    files.write_whole(name, [text.encode()], editing=old)
    return name


def _add_fact(
    word: str, name: str, given: facts.Given, found: Mapping[str, Setting], *, silent: bool
) -> None:
    from coopcli.authoring.evidence import with_fact
    from coopcli.authoring.saving import open_area_file
    from coopcli.cli.config import rubrics
    from coopcli.cli.output import to_stdout
    from coopcli.cli.prompts import Ended, Left, Prompts, terminal_width
    from coopcli.packs import library
    from coopcli.problems import refuse

    pack = library.pack_for([word], *rubrics(found))
    prompts = Prompts(silent=silent, width=terminal_width())
    path = library.area_file(pack, word)
    with open_area_file(pack, path) as file:
        if name in file.area.evidence:
            refuse("repeated-id", f"there is an item {name!r} already")
        try:
            with prompts.branch("stop", "saves nothing"):
                fact = facts.fact_from(name, given, facts.around(file.area, pack.rubric), prompts)
        except Left:
            to_stdout("Nothing is saved.\n", "text")
            return
        except Ended:
            refuse(
                "answer-needed", "the input ended before the fact was complete; nothing is saved"
            )
        file.save(with_fact(path, file.content, fact))
        spoken = [*fact.item.get("raises", ()), *fact.item.get("lowers", ())]
        criteria = pack.rubric.criteria
        idle = [one for one in spoken if not criteria[one].asked_of(file.area.form)]
    left_out = f"The form of the area leaves out {', '.join(idle)}"
    alone = len(idle) == len(spoken)
    what = ": no answer has to cite this fact" if alone else ""
    notes = [f"{left_out}{what}."] if idle else []
    notes += fact.notes
    to_stdout("\n".join([f"Added to {path}: {name}", *notes]) + "\n", "text")


def _make_pack(folder: str) -> None:
    from coopcli import files
    from coopcli.authoring.pack import pack_texts
    from coopcli.authoring.saving import refuse_existing
    from coopcli.cli.output import to_stdout
    from coopcli.commands import suggested

    refuse_existing(folder)
    texts = pack_texts(os.path.basename(os.path.normpath(folder)))
    for name, text in texts.items():
        files.make_folder(str((Path(folder) / name).parent))
        files.write_whole(str(Path(folder) / name), [text.encode()])
    lines = [
        f"Written: {', '.join(str(Path(folder) / name) for name in texts)}",
        "",
        f"Check it:     {suggested('check', [folder])}",
        f"Add an area:  {suggested('new', ['AREA'], rubric=folder)}",
    ]
    to_stdout("\n".join(lines) + "\n", "text")
