"""``rate``: the answers of an area, question by question, each saved at once."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli import facts, options


def _option(flag: str, about: str, metavar: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(
        flag, metavar=metavar, help=about, show_default=False
    )
    return info


def rate(
    area: Annotated[
        str,
        typer.Argument(metavar="AREA", help="An area file, or an area of a pack of your own."),
    ],
    rubric: options.RubricOption = "",
    only: Annotated[
        list[str] | None,
        _option("--only", "Ask this question, answered or not. Repeatable.", "QUESTION"),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Ask the answered questions as well.")
    ] = False,
    known: Annotated[
        str, _option("--known", "When the answers could first be given.", "DATE")
    ] = "",
    level: Annotated[str, _option("--level", "The answer: a level, or a range as 1-2.", "N")] = "",
    missing: Annotated[
        str, _option("--missing", "The answer: none, for this reason.", "REASON")
    ] = "",
    not_applicable: Annotated[
        str,
        _option(
            "--not-applicable",
            "The answer: the question makes no sense, for this reason.",
            "REASON",
        ),
    ] = "",
    evidence: Annotated[
        list[str] | None,
        _option("--evidence", "The answer: a fact that it rests on. Repeatable.", "ID"),
    ] = None,
    basis: Annotated[
        str, _option("--basis", "The answer: area, general or inferred.", "WORD")
    ] = "",
    because: Annotated[
        str, _option("--because", "The answer: why this level and not its neighbour.", "TEXT")
    ] = "",
    trend: Annotated[
        str, _option("--trend", "The answer: its trend, hardening or easing, or no.", "WORD")
    ] = "",
    likelihood: Annotated[
        str, _option("--likelihood", "The answer: how likely that trend is, or not-said.", "WORD")
    ] = "",
    add_evidence: Annotated[
        str, _option("--add-evidence", "Add a fact of this id, and rest the answer on it.", "ID")
    ] = "",
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
    """Answer the questions of an area one by one; each answer is saved at once.

    A second run goes on where the first one stopped. What a flag gives is not asked; flags for an
    answer go with one --only. Nothing else in the file changes.
    """
    from coopcli.authoring.saving import open_area_file
    from coopcli.cli.answering import Flags
    from coopcli.cli.citing import CitedByFlags
    from coopcli.cli.config import rubrics, settings
    from coopcli.cli.output import to_stdout
    from coopcli.cli.prompts import Prompts, terminal_width
    from coopcli.cli.rating import Session
    from coopcli.packs import library
    from coopcli.problems import refuse

    fact = facts.Given(
        *(summary, event, public, kind, side, (*(raises or ()),), (*(lowers or ()),)),
        *(source, section, paragraph, title, (*(author or ()),), dated, sort),
    )
    cited = CitedByFlags((*(evidence or ()),), add_evidence, fact)
    flags = Flags(level, missing, not_applicable, basis, because, trend, likelihood, cited)
    if flags.answer and len(only or ()) != 1:
        refuse("wrong-usage", "flags for an answer need one --only QUESTION")
    if only:
        cited.refuse_idle(only[0])
    found = settings({"rubric": rubric})
    pack = library.pack_for([area], *rubrics(found))
    path = library.area_file(pack, area)
    with open_area_file(pack, path) as file:
        prompts = Prompts(silent=no_input, width=terminal_width())
        session = Session(file, flags, prompts)
        session.run(only or [], known, again=again)
    to_stdout(session.report(library.rubric_name(pack)), "text")
