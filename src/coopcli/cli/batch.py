"""``batch``: one line an area, and gates over all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from coopcli.cli import baselines, options
from coopcli.cli.exits import Exit
from coopcli.cli.gating import (
    BaselineOption,
    ExitZeroOption,
    FailOnOption,
    MinCoverageOption,
    OutlookGateOption,
    baseline_from,
    end,
    gates_from,
    note_change,
    worst,
)
from coopcli.cli.messages import print_message
from coopcli.problems import visible

if TYPE_CHECKING:
    from coopcli.cli.config import Setting
    from coopcli.excluding import Excluded
    from coopcli.packs.library import Pack
    from coopcli.studies.batch import BatchGating, Counted, Summary
    from coopcli.studies.batching import Found, Task
    from coopcli.studies.rows import Record, Unread


def batch(
    areas: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[AREA...]",
            help="Names, files, folders, or - for a list of them on standard input, one a line.",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All areas of the rubric.")] = False,
    rubric: options.RubricOption = "",
    as_of: options.AsOfOption = "",
    fail_on: FailOnOption = None,
    min_coverage: MinCoverageOption = None,
    fail_on_outlook: OutlookGateOption = None,
    baseline: BaselineOption = None,
    write_baseline: baselines.WriteBaselineOption = "",
    update_baseline: baselines.UpdateBaselineOption = False,
    accept_failing: baselines.AcceptOption = False,
    exit_zero: ExitZeroOption = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            max=64,
            metavar="N",
            help="Worker processes.  [default: 2 where there is enough to do]",
            show_default=False,
        ),
    ] = None,
    format: options.FormatOption = "",
    long: Annotated[bool, typer.Option("--long", help="In csv: a row a question.")] = False,
    output: options.OutputOption = None,
    root: options.RootOption = "",
    exclude: options.ExcludeOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
    show_config: Annotated[
        bool, typer.Option("--show-config", help="Print every setting and where it comes from.")
    ] = False,
) -> None:
    """One line an area, with gates for scripts; one bad file stops none of the others.

    Folders are searched for .yaml and .yml. Without --as-of each area is judged on the date of its
    newest rating. Gates and settings can stand in coopcli.toml or in pyproject.toml.
    """
    from coopcli.cli.config import settings, shown
    from coopcli.cli.output import to_stdout

    found = settings(
        {
            "rubric": rubric,
            "root": root,
            "exclude": exclude or None,
            "format": format,
            "as-of": as_of,
            "fail-on": fail_on or None,
            "min-coverage": min_coverage,
            "fail-on-outlook": fail_on_outlook or None,
            "baseline": baseline,
            "exit-zero": exit_zero,
            "workers": workers,
        }
    )
    if show_config:
        to_stdout(shown(found), "text")
        return
    from coopcli.problems import refuse

    if not areas and not everything:
        refuse("no-area", "name areas, files or folders, or say --all")
    style = _Shown(
        output, color.value, options.detail_from(quiet=quiet, verbose=verbose), long=long
    )
    saving = baselines.saving_from(
        write_baseline, found, update=update_baseline, accept=accept_failing
    )
    code = _run(found, areas or [], style, saving, everything=everything)
    if code:
        raise typer.Exit(code)


class _Shown(NamedTuple):
    """Where and how the report is shown."""

    output: list[str] | None
    colour: str
    detail: int
    long: bool


def _run(
    found: Mapping[str, Setting],
    names: list[str],
    shown: _Shown,
    saving: baselines.Saving,
    *,
    everything: bool,
) -> int:
    from coopcli.analysis.gates import Gates
    from coopcli.cli.config import excluded_by, rubrics
    from coopcli.cli.output import targets
    from coopcli.packs import library
    from coopcli.studies.batching import Task, find

    wanted = targets("batch", found["format"], shown.output)
    day = options.date_from(found["as-of"].value)
    asked, usual = rubrics(found)
    pack = library.pack_for([], asked, usual)
    excluded = excluded_by(found["exclude"])
    names = list(_spelled_out(names, excluded))
    inputs = find(names, pack, everything=everything, excluded=excluded)
    if not asked:
        pack = _around(inputs, pack)
    gates = gates_from(found, pack.rubric) or Gates()
    # The run that starts a baseline is compared with itself: nothing got worse.
    if saving.starts:
        gates = gates._replace(fail_on=tuple(w for w in gates.fail_on if w != "regression"))
    baseline = None if saving.starts else found["baseline"].value
    before = baseline_from(baseline, gates)
    enforced = not found["exit-zero"].value
    task = Task(pack, day, gates, enforced, before)
    job = _Job(task, inputs, baseline or "", saving)
    note_change(before, job.baseline, pack.rubric)
    workers = found["workers"].value
    if [target.format for target in wanted] == ["jsonl"] and not saving.path:
        return _stream(job, wanted[0].path, workers)
    return _whole(job, found, shown, workers)


def _around(found: Found, usual: Pack) -> Pack:
    """The pack that the files stand in; what is not there stands in none."""
    from coopcli.identity import file_key
    from coopcli.packs import library

    paths = [one.path for one in found.inputs if not one.problems]
    there = [path for path in paths if os.path.exists(path)]
    folder = library.folder_of(there, usual=str(usual.folder))
    same = file_key(str(folder)) == file_key(str(usual.folder))
    return usual if same else library.pack_in(folder)


class _Job(NamedTuple):
    """What is to be done, the baseline's file, and the one that this run is to become."""

    task: Task
    found: Found
    baseline: str
    saving: baselines.Saving


def _spelled_out(names: list[str], excluded: Excluded) -> Iterator[str]:
    """The names, with ``-`` replaced by the lines of standard input; NUL ends names as well.

    A list comes from a search, so that what is excluded is left out; a name was typed.
    """
    for name in names:
        if name == "-":
            yield from (line for line in _listed() if not excluded.covers(line))
        else:
            yield name


def _listed() -> list[str]:
    from coopcli.cli.listing import MAX_BYTES, names_in
    from coopcli.packs import library

    return names_in(library.read_input("-", MAX_BYTES)[1])


def _stream(job: _Job, output: str, workers: int | None) -> int:
    """Writes every row as soon as it is there and all before it; holds none of them."""
    from coopcli.cli.output import emit_lines
    from coopcli.studies.batch import Summary
    from coopcli.studies.batching import records, workers_for
    from coopcli.studies.parts import lights_of

    summary, seen = Summary(lights_of(job.task.pack.rubric)), set[str]()

    def lines() -> Iterator[str]:
        count = workers_for(len(job.found.inputs), workers)
        for line, record in records(job.task, job.found.inputs, _line, count):
            _note(record, summary, seen)
            yield line

    emit_lines(lines(), output=output)
    gates = summary.gating(job.task.gates, _vanished(job, seen), enforced=job.task.enforced)
    return _end(job, summary, gates)


def _line(record: Record) -> tuple[str, Counted | Unread]:
    """A row as a line, and the little of it that is counted."""
    from coopcli.formats.jsonl import line
    from coopcli.studies.batch import counted

    return line(record), counted(record)


def _whole(job: _Job, found: Mapping[str, Setting], shown: _Shown, workers: int | None) -> int:
    """Writes the report once every row is there; formats with a frame or a table need them all."""
    from coopcli.cli.output import emit
    from coopcli.studies.batch import Summary, batch_result, counted
    from coopcli.studies.batching import records, workers_for
    from coopcli.studies.parts import lights_of
    from coopcli.text import Report

    summary, seen = Summary(lights_of(job.task.pack.rubric)), set[str]()
    kept = []
    count = workers_for(len(job.found.inputs), workers)
    for record in records(job.task, job.found.inputs, _record, count):
        _note(counted(record), summary, seen)
        kept.append(record)
    gates = summary.gating(job.task.gates, _vanished(job, seen), enforced=job.task.enforced)
    result = batch_result(
        job.task.pack.rubric,
        kept,
        summary=summary,
        gates=gates,
        baseline=job.baseline,
        unmatched=job.found.unmatched,
    )
    emit(
        Report(result, shown.detail),
        found,
        output=shown.output,
        colour=shown.colour,
        long=shown.long,
    )
    code = _end(job, summary, gates)
    baselines.save(job.saving, result, code, gates.outcome)
    return code


def _record(record: Record) -> Record:
    return record


def _note(record: Counted | Unread, summary: Summary, seen: set[str]) -> None:
    from coopcli.studies.batch import Counted
    from coopcli.text.check import problem_words

    summary.add(record)
    if isinstance(record, Counted):
        seen.add(record.area)
        return
    for problem in record.problems:
        print_message(visible(problem_words(problem)))


def _vanished(job: _Job, seen: set[str]) -> list[str]:
    """The areas of the baseline that a search where they stood did not find again."""
    if job.task.baseline is None:
        return []
    from coopcli.studies.batching import vanished

    return vanished(job.task.baseline, seen, job.found, beside=job.baseline)


def _end(job: _Job, summary: Summary, gates: BatchGating) -> int:
    for name in job.found.unmatched:
        print_message(f"{visible(name)}: nothing-to-assess: no area files here")
    nothing = bool(job.found.unmatched) or not job.found.inputs
    if not job.found.inputs and not job.found.unmatched:
        print_message("nothing-to-assess: the list of areas is empty")
    return worst(
        end(gates.outcome, enforced=gates.enforced),
        Exit.INVALID if summary.unread else Exit.OK,
        Exit.NOTHING if nothing else Exit.OK,
    )
