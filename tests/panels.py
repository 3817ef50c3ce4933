"""Answer sheets for tests: those of the small pack, and some for any other pack."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from pathlib import Path

from coopcli.identity import question_digest
from coopcli.model import Rubric
from coopcli.packs.library import open_pack
from tests.examples import ROOT

SHEETS = ROOT / "tests/sheets"
"""Three raters of the small pack in two rounds."""

RATERS = ("fox", "lynx", "owl")


def sheets_of(*rounds: int) -> list[str]:
    """The sheets of some rounds, as seen from the folder of the tests."""
    return [f"sheets/{rater}-{number}.yaml" for number in rounds for rater in RATERS]


def sheet(
    rubric: Rubric,
    answers: Mapping[str, object],
    *,
    rater: str = "fox",
    area: str = "fish-counting",
    reasons: Mapping[str, str] | None = None,
    **changes: object,
) -> str:
    """A sheet with some answers, as the form would write it."""
    head = {"answer-sheet": 1, "rubric": rubric.id, "rater": rater, "date": "2025-01-13"}
    nonce = "".join(f"{ord(letter):02x}" for letter in rater * 16)[:32]
    head |= {"round": 1, "nonce": f"'{nonce}'"} | changes
    lines = [f"{key}: {value}" for key, value in head.items()]
    lines += ["areas:", f"  {area}:"]
    for name, given in answers.items():
        digest = question_digest(rubric.criteria[name])
        lines += [f"    {name}:", f"      digest: {digest}", f"      given: {given}"]
        if reasons and name in reasons:
            lines.append(f"      reason: {reasons[name]}")
    return "\n".join(lines) + "\n"


def write_sheets(pack: str, folder: Path, seed: int = 0) -> None:
    """Sheets of three raters with random answers for the first area of a pack."""
    rubric, draw = open_pack(pack).rubric, random.Random(seed)
    folder.mkdir(exist_ok=True)
    for rater in RATERS:
        answers = {name: draw.choice([*c.anchors]) for name, c in rubric.criteria.items()}
        text = sheet(rubric, answers, rater=rater)
        (folder / f"{rater}-1.yaml").write_text(text, encoding="utf-8")


def freshened(text: str, rubric: Rubric) -> str:
    """A sheet with the digests of the questions as they read now."""
    return re.sub(
        r"^    ([a-z-]+):\n      digest: .*$",
        lambda m: f"    {m[1]}:\n      digest: {question_digest(rubric.criteria[m[1]])}",
        text,
        flags=re.MULTILINE,
    )
