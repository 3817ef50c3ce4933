"""From how firm several lights are to a table of them."""

from __future__ import annotations

from collections.abc import Mapping

from coopcli.model import Firmness
from coopcli.results.firmness import Span
from coopcli.results.values import LightId, Undetermined
from coopcli.studies.robustness import FirmArea, Judged, RobustnessOfAreas
from coopcli.text.blocks import Block, Code, Line, Mark, Paragraph, Table
from coopcli.text.shares import SURE
from coopcli.text.words import listed, share_words


def robustness_of_areas_blocks(result: RobustnessOfAreas, *, detail: int = 0) -> list[Block]:
    """The table of areas; with ``detail`` above 0 with the share of every light."""
    rows = tuple(_row(area, every=detail > 0) for area in result.areas)
    columns = ("light", "area", "other weights", "ratings too", "nearest")
    words = (
        "Other weights: how often the light comes out if the questions are weighed in any other "
        "way. Ratings too: the same if our ratings vary as well, as far as the evidence leaves "
        "room. Nearest: the fewest changes of one level that lead to another light. Without a "
        "light the shares of all are shown. These shares are no chances."
    )
    return [Table(columns, rows), Paragraph((words,))]


def _row(one: FirmArea, *, every: bool) -> tuple[Line, ...]:
    judged, firm = one.judged, one.judged.robustness
    near = firm.nearest
    return (
        (Mark(judged.light),),
        (Code(one.area.id),),
        (_cell(judged, firm.shares, firm.word, every=every),),
        (_cell(judged, firm.with_levels, firm.word_with_levels, every=every),),
        (f"{near.to.name} {near.steps}" if near else "–",),
    )


def _cell(
    judged: Judged, spans: Mapping[LightId, Span], word: Firmness | None, *, every: bool
) -> str:
    shares = {light: share_words(*s, judged.robustness.words) for light, s in spans.items()}
    every_light = listed(f"{light.name} {words}" for light, words in shares.items())
    if word is None or isinstance(judged.light, Undetermined):
        return every_light
    return f"{SURE[word]}; {every_light}" if every else f"{SURE[word]} {shares[judged.light]}"
