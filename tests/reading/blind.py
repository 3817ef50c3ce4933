"""A second rating by somebody who sees neither levels nor lights, and how far two of them agree.

    python tests/reading/blind.py sheet FOLDER AREA@DATE... [--pack PACK]
    python tests/reading/blind.py agree FIRST SECOND [--pack PACK]

``sheet`` writes what a rater may see: the questions and the way to rate, the ledger, the sources,
the subject of each area, the protocol and an answer sheet. Ratings, headlines, lights, published
results, the rule and the avenues stay behind. ``agree`` compares two filled sheets: Krippendorff's
ordinal alpha, for all answers and for each question, with the interval from leaving out one area
at a time, what each rater marked, and the lights that each sheet gives.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from coopcli.analysis.agreement import Unit, alpha, interval, raw_agreement
from coopcli.model import Basis, IssueArea, Missing, PartialDate, Rating
from coopcli.packs.library import Pack, open_area, open_pack
from coopcli.rule.assessment import assess


class Marks(NamedTuple):
    """How often a rater marked an answer."""

    undefended: int
    none_fits: int
    two_fit: int


# The folder for a rater.


def stripped_area(path: Path) -> dict[str, Any]:
    """What an area file says of its subject."""
    area: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    keep = ("id", "name", "scope", "excludes", "form")
    return {key: area[key] for key in keep if key in area}


def stripped_rubric(pack: Path) -> dict[str, Any]:
    """The questions with their anchors and the way to rate; no rule, light, avenue or source."""
    text = (pack / "rubric.yaml").read_text(encoding="utf-8")
    rubric: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    keep = ("id", "name", "applies-to", "question", "anchors", "substance")
    about = rubric["about"]
    return {
        "how-to-rate": about[about.index("How to rate.") :],
        "dimensions": [
            {
                "name": dimension["name"],
                "about": dimension["about"],
                "criteria": [
                    {key: one[key] for key in keep if key in one} for one in dimension["criteria"]
                ],
            }
            for dimension in rubric["dimensions"]
        ],
    }


def stripped_ledger(text: str) -> str:
    """The items of a ledger as text, without the directions that the pack gives them."""
    items: list[dict[str, Any]] = yaml.load(text, yaml.BaseLoader)["evidence"]
    apart = {"raises", "lowers", "passage-digest"}
    shown = []
    for item in items:
        one = {key: value for key, value in item.items() if key not in apart}
        if " light" in one.get("note", ""):
            del one["note"]
        shown.append(one)
    return dumped({"evidence": shown})


def applicable(rubric: Mapping[str, Any], area: Mapping[str, Any]) -> list[str]:
    """The questions that apply to an area by one of its forms."""
    found = []
    for dimension in rubric["dimensions"]:
        for one in dimension["criteria"]:
            forms = one.get("applies-to", area["form"])
            asked_of = forms["forms"] if isinstance(forms, dict) else forms
            if set(asked_of) & set(area["form"]):
                found.append(one["id"])
    return found


def write_folder(pack: Path, folder: Path, cases: Sequence[str], protocol: Path) -> None:
    """Writes what a rater may see of some areas, each given as ``AREA@DATE``."""
    folder.mkdir(parents=True, exist_ok=True)
    rubric = stripped_rubric(pack)
    areas, sheet = [], []
    for case in cases:
        name, as_of = case.split("@")
        area = stripped_area(pack / "areas" / f"{name}.yaml")
        areas.append({**area, "as-of": as_of})
        answers: dict[str, dict[str, object]] = {
            question: {"level": "", "evidence": [], "why": "", "mark": ""}
            for question in applicable(rubric, area)
        }
        sheet.append({"area": name, "as-of": as_of, "answers": answers})
    ledger = (pack / "evidence.yaml").read_text(encoding="utf-8")
    sources = (pack / "sources.yaml").read_text(encoding="utf-8")
    for file, text in {
        "rubric.yaml": dumped(rubric),
        "areas.yaml": dumped({"areas": areas}),
        "sheet.yaml": dumped({"rater": "", "areas": sheet}),
        "evidence.yaml": stripped_ledger(ledger),
        "sources.yaml": sources,
        "PROTOCOL.md": protocol.read_text(encoding="utf-8"),
    }.items():
        (folder / file).write_text(text, encoding="utf-8")


def dumped(value: object) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)


# The comparison of two sheets.


def answers_in(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """The answers of a sheet by area and question."""
    sheet = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return {
        (one["area"], question): answer
        for one in sheet["areas"]
        for question, answer in one["answers"].items()
    }


def level_of(answer: Mapping[str, Any]) -> tuple[int, int] | None:
    """The lowest and the highest level of an answer; nothing where it is missing."""
    level = answer.get("level", "")
    if isinstance(level, list):
        return int(level[0]), int(level[-1])
    parts = str(level).strip("[] ").replace("-", ",").split(",")
    if not all(part.strip().isdigit() for part in parts):
        return None
    return int(parts[0]), int(parts[-1])


def marks_in(answers: Iterable[Mapping[str, Any]]) -> Marks:
    marks = [str(answer.get("mark", "")) for answer in answers]
    return Marks(*(sum(word in mark for mark in marks) for word in ("defend", "none", "two")))


def lights_of(pack: Pack, path: Path) -> dict[str, str]:
    """The light that each area of a sheet gets by the rule of the pack."""
    sheet = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    lights = {}
    for one in sheet["areas"]:
        as_of = PartialDate.parse(one["as-of"])
        area = open_area(pack, one["area"])
        lights[one["area"]] = light_word(pack, area, as_of, one["answers"])
    return lights


def light_word(
    pack: Pack, area: IssueArea, as_of: PartialDate, answers: Mapping[str, Mapping[str, Any]]
) -> str:
    """The light of an area whose only ratings are those of a sheet."""
    ratings: dict[str, tuple[Rating | Missing, ...]] = {}
    for question, answer in answers.items():
        level = level_of(answer)
        if level is None:
            ratings[question] = (Missing("not answered on the sheet"),)
        else:
            ratings[question] = (Rating(as_of, *level, Basis.INFERRED),)
    result = assess(pack.rubric, replace(area, ratings=ratings), as_of)
    return result.light.name.lower() if result.light else "undetermined"


def doubled(answer: Mapping[str, Any]) -> int | None:
    """Twice the level of an answer, so that the middle of a range is a whole number."""
    level = level_of(answer)
    return None if level is None else sum(level)


def agreement(name: str, by_area: Mapping[str, list[Unit]]) -> str:
    """One line on how far the answers of some areas agree."""
    units = [unit for found in by_area.values() for unit in found]
    both = [unit for unit in units if None not in unit]
    figure, span, same = alpha(units), interval(list(by_area.values())), raw_agreement(units)
    words = f"{float(figure):.3f}" if isinstance(figure, Fraction) else figure.value
    ends = f"{float(span.low):.2f} to {float(span.high):.2f}" if span else "-"
    equal = f"{100 * float(same):.0f} %" if same is not None else "-"
    one_missing = sum(unit.count(None) == 1 for unit in units)
    return f"{name}  {len(both)}  {words}  {ends}  {equal}  {one_missing}"


def report(first: Path, second: Path, pack: Pack) -> Iterable[str]:
    """The lines of the comparison of two sheets."""
    one, other = answers_in(first), answers_in(second)
    if one.keys() != other.keys():
        raise SystemExit(f"the sheets do not hold the same answers: {one.keys() ^ other.keys()}")
    units: dict[str, dict[str, list[Unit]]] = {}
    for (area, question), answer in one.items():
        unit = (doubled(answer), doubled(other[area, question]))
        for key in ("all", question):
            units.setdefault(key, {}).setdefault(area, []).append(unit)
    yield "question  pairs  alpha  95 % interval  same level  one missing"
    for key, by_area in units.items():
        yield agreement(key, by_area)
    for name, answers in (("first", one), ("second", other)):
        yield f"{name}: {marks_in(answers.values())}"
    lights = lights_of(pack, first), lights_of(pack, second)
    for area in lights[0]:
        yield f"{area}  {lights[0][area]}  {lights[1][area]}"
    for (area, question), answer in one.items():
        levels = level_of(answer), level_of(other[area, question])
        if levels[0] != levels[1]:
            yield f"differs: {area}  {question}  {levels[0]}  {levels[1]}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pack", default="rubrics/asia-society", help="folder of a pack")
    commands = parser.add_subparsers(dest="command", required=True)
    sheet = commands.add_parser("sheet", help="write the folder for a rater")
    sheet.add_argument("folder", type=Path)
    sheet.add_argument("cases", nargs="+", metavar="AREA@DATE")
    agree = commands.add_parser("agree", help="compare two filled sheets")
    agree.add_argument("first", type=Path)
    agree.add_argument("second", type=Path)
    given = parser.parse_args()
    if given.command == "sheet":
        protocol = Path(given.pack) / "PROTOCOL.md"
        write_folder(Path(given.pack), given.folder, given.cases, protocol)
    else:
        print("\n".join(report(given.first, given.second, open_pack(given.pack))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
