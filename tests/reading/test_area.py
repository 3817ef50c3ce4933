"""One bad file for each defect of an area file, beside the exact lines that it must print."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coopcli.model import Basis, IssueArea, Likelihood, Missing, Outlook, Rating, Trend
from coopcli.packs.library import open_pack, read_area
from coopcli.problems import InvalidInput
from coopcli.reading import source
from tests.examples import ROOT, SMALL_PACK

BAD = sorted(path.stem for path in (ROOT / "tests/bad").glob("*.yaml"))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_prints_exactly_its_lines(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    lines = Path(f"tests/bad/{name}.txt")

    with pytest.raises(InvalidInput) as caught:
        read_area(open_pack(SMALL_PACK), source.read(f"tests/bad/{name}.yaml"))

    printed = "".join(f"{problem}\n" for problem in caught.value.problems)
    if os.environ.get("COOPCLI_UPDATE_GOLDEN"):
        lines.write_text(printed, encoding="utf-8")
    assert printed == lines.read_text(encoding="utf-8")


AREA = """\
id: an-area
name: " An area "
scope: >-
  Two lines
  of text.
form: [dialogue, standards]
ratings:
  law:
    - known: 2022
      missing: not asked
    - known: 2023-05-01
      level: [1, 3]
      basis: area
      rationale: Because.
      evidence: [treaty-bars-sale]
      trend: easing
      likelihood: very-likely
"""


def test_a_good_file_becomes_an_area() -> None:
    pack = open_pack(str(ROOT / SMALL_PACK))

    area = read_area(pack, source.parse("x.yaml", AREA.encode()))
    missing, rating = area.ratings["law"]

    assert (area.name, area.scope, area.path) == ("An area", "Two lines of text.", "x.yaml")
    assert isinstance(missing, Missing)
    assert (missing.reason, str(missing.known), missing.line) == ("not asked", "2022", 9)
    assert isinstance(rating, Rating)
    assert (rating.low, rating.high, rating.basis, rating.line) == (1, 3, Basis.AREA, 11)
    assert (rating.trend, rating.likelihood) == (Trend.EASING, Likelihood.VERY_LIKELY)
    assert area.evidence["treaty-bars-sale"] is pack.ledger["treaty-bars-sale"]


def test_an_area_may_bring_its_own_evidence_and_sources() -> None:
    own = """\
evidence:
  - id: seen-here
    summary: Seen.
    known: 2021
    source: own-report
    section: One
    kind: practice
    lowers: [law]
sources:
  - {id: own-report, title: Own, authors: [A], publisher: P, date: 2021, kind: report,
     sections: [{heading: One}]}
"""
    text = AREA.replace("[treaty-bars-sale]", "[seen-here]") + own

    area = read_area(open_pack(str(ROOT / SMALL_PACK)), source.parse("x.yaml", text.encode()))

    assert area.evidence["seen-here"].passage.source == "own-report"
    assert {"own-report", "river-2024"} <= area.sources.keys()


def test_an_area_may_say_which_lights_must_come_out() -> None:
    expect = """\
expect:
  - {as-of: 2023-05, light: yellow, outlook: negative}
  - {as-of: 2022, light: undetermined, outlook: stable}
"""
    pack = open_pack(str(ROOT / SMALL_PACK))

    area = read_area(pack, source.parse("x.yaml", (AREA + expect).encode()))

    assert [(e.area, str(e.as_of), e.light, e.outlook) for e in area.expect] == [
        ("an-area", "2023-05", "yellow", Outlook.NEGATIVE),
        ("an-area", "2022", None, Outlook.STABLE),
    ]


def area_of(text: str) -> IssueArea:
    return read_area(open_pack(str(ROOT / SMALL_PACK)), source.parse("x.yaml", text.encode()))


def problems_of(text: str) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        area_of(text)
    return [str(problem).removeprefix("x.yaml:") for problem in caught.value.problems]


def test_a_range_may_be_of_one_level() -> None:
    *_, rating = area_of(AREA.replace("[1, 3]", "[2, 2]")).ratings["law"]

    assert isinstance(rating, Rating)
    assert (rating.low, rating.high) == (2, 2)


def test_moderate_confidence_is_enough_to_close_a_veto() -> None:
    # A legal text that does not name the area: low, and one grade more for an official text.
    text = AREA.replace("[1, 3]", "4").replace("basis: area", "basis: general")

    assert area_of(text).ratings["law"][1].line == 11


def test_evidence_that_is_unknown_is_not_blamed_for_a_veto_too() -> None:
    text = AREA.replace("[1, 3]", "4").replace("treaty-bars-sale", "treaty-of-nowhere")

    (printed,) = problems_of(text)

    assert printed.startswith("15:18: unknown-evidence: no evidence 'treaty-of-nowhere'")


def test_evidence_of_an_area_is_held_to_the_same_rules() -> None:
    own = """\
evidence:
  - {id: seen-here, summary: Seen., known: 2021, source: river-2024, section: What joins,
     kind: practice, lowers: [lawn]}
"""
    assert problems_of(AREA + own) == [
        "20:31: unknown-criterion: no criterion 'lawn'; did you mean 'law'?"
    ]


def test_an_item_without_a_readable_id_hides_no_other_problem() -> None:
    own = """\
evidence:
  - {id: [seen-here], summary: Seen., known: 2021, source: river-2024, section: What joins,
     kind: practice}
"""
    printed = problems_of(AREA.replace("treaty-bars-sale", "treaty-bars-sail") + own)

    assert printed == [
        "15:18: unknown-evidence: no evidence 'treaty-bars-sail'; did you mean 'treaty-bars-sale'?",
        "19:10: wrong-type: an id of small letters, digits and single hyphens is needed,"
        " not a list",
    ]
