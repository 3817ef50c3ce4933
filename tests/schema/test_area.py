"""One bad file for each defect of an area file, beside the exact lines that it must print."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coopcli import source
from coopcli.library import open_pack, read_area
from coopcli.model import Basis, Light, Likelihood, Missing, Outlook, Rating, Trend
from coopcli.problems import InvalidInput
from tests.examples import ROOT, SMALL_PACK

BAD = sorted(path.stem for path in (ROOT / "tests/bad").glob("*.yaml"))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_prints_exactly_its_lines(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    lines = Path(f"tests/bad/{name}.txt")

    with pytest.raises(InvalidInput) as caught:
        read_area(open_pack(SMALL_PACK), source.read(f"tests/bad/{name}.yaml"))

    told = "".join(f"{problem}\n" for problem in caught.value.problems)
    if os.environ.get("COOPCLI_UPDATE_GOLDEN"):
        lines.write_text(told, encoding="utf-8")
    assert told == lines.read_text(encoding="utf-8")


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
        ("an-area", "2023-05", Light.YELLOW, Outlook.NEGATIVE),
        ("an-area", "2022", None, Outlook.STABLE),
    ]
