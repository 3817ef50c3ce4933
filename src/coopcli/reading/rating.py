"""An answer to a question in the file of an area: rated, missing, or not applicable."""

from __future__ import annotations

from coopcli.model import (
    Basis,
    Likelihood,
    Missing,
    NotApplicable,
    PanelVote,
    PartialDate,
    Rating,
    Trend,
)
from coopcli.reading.given import LEVEL_OR_RANGE, PANEL
from coopcli.reading.records import EitherRecord, Field, Record
from coopcli.reading.shapes import DATE, ID, PROSE, Choice, ListOf

KNOWN = Field(DATE, "when this answer could first be given")


def _rating(
    known: PartialDate,
    level: tuple[int, int],
    basis: Basis,
    because: str,
    rationale: str,
    evidence: tuple[str, ...],
    trend: Trend,
    likelihood: Likelihood | None,
    panel: PanelVote | None,
    line: int,
) -> Rating:
    low, high = level
    return Rating(
        *(known, low, high, basis, rationale, evidence, trend, likelihood, because, panel, line)
    )


RATING = Record(
    "a rating",
    _rating,
    {
        "known": KNOWN,
        "level": Field(LEVEL_OR_RANGE, "a level of the scale, or a range of two"),
        "basis": Field(
            Choice({basis.value: basis for basis in Basis if basis is not Basis.ASSUMED}),
            "whether a passage names the area, speaks in general, or there is none",
        ),
        "because": Field(
            PROSE,
            "why this level and not its neighbour, argued from the anchor and the items alone; "
            "[id] binds the clause before it to an item",
            "",
        ),
        "rationale": Field(PROSE, "the older form of because, which retells the facts", ""),
        "evidence": Field(ListOf(ID, distinct=True), "the items that it rests on", ()),
        "trend": Field(
            Choice({"hardening": Trend.HARDENING, "easing": Trend.EASING}),
            "which way the answer moves, one level within the horizon",
            Trend.NONE,
        ),
        "likelihood": Field(
            Choice({word.value: word for word in Likelihood}), "how likely that move is", None
        ),
        "panel": Field(PANEL, "the answers of a panel whose median the level is", None),
    },
    located=True,
    ordered=True,
    more={
        "anyOf": [{"required": [key]} for key in ("because", "rationale", "panel")],
        "not": {"required": ["because", "rationale"]},
        "dependencies": {"likelihood": ["trend"]},
    },
)

MISSING = Record(
    "a missing answer",
    lambda known, missing, line: Missing(missing, known, line),
    {"known": KNOWN, "missing": Field(PROSE, "why there is no answer")},
    located=True,
)

NOT_APPLICABLE = Record(
    "a question that does not apply",
    lambda known, not_applicable, line: NotApplicable(not_applicable, known, line),
    {
        "known": KNOWN,
        "not-applicable": Field(PROSE, "why the question makes no sense for this area"),
    },
    located=True,
)

ANSWER = EitherRecord({"missing": MISSING, "not-applicable": NOT_APPLICABLE}, RATING)
