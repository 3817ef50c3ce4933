"""A brief in colour as a picture for the README: ``python tests/tools/picture.py`` writes it."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

from coopcli.formats import Style, render
from coopcli.packs.library import DEFAULT_PACK, open_area, open_pack
from coopcli.results.parts import Asked
from coopcli.studies.assess import assessment_result
from coopcli.text import Report

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "brief.svg"
AREA = "ai-safety"
WIDTH = 100


def lines() -> list[str]:
    """The lines of the brief, with escape bytes for its colours."""
    pack = open_pack(DEFAULT_PACK)
    judged = pack.assess(open_area(pack, AREA), None)
    result = assessment_result(judged, asked=Asked(AREA, "", ""))
    return render(Report(result), "text", Style(WIDTH, colour=True)).splitlines()


def picture() -> str:
    """The brief as SVG that loads nothing."""
    console = Console(
        record=True, width=WIDTH, file=StringIO(), force_terminal=True, legacy_windows=False
    )
    for line in lines():
        console.print(Text.from_ansi(line), soft_wrap=True)
    svg = console.export_svg(title=f"coopcli assess {AREA}", unique_id="brief")
    return re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)


def words(svg: str) -> str:
    """What a picture says, without how it is drawn."""
    found = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return "".join("".join(found).replace("&#160;", " ").split())


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
