"""A pack as tidy tables: a row for each rating, item of evidence, area or criterion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from coopcli.model import IssueArea, Missing, NotApplicable, PartialDate, Rating
from coopcli.packs.library import Pack
from coopcli.rule.confidence import stated_confidence

Value = str | int | date | None


class Table(NamedTuple):
    """The columns of a table, each a ``str``, ``int`` or ``date``, and its rows."""

    columns: dict[str, type]
    rows: list[tuple[Value, ...]]


def parties_of(pack: Pack) -> str:
    """The parties of a pack as one word."""
    return "+".join(party.id for party in pack.rubric.parties)


def ratings(pack: Pack, areas: Sequence[IssueArea]) -> Table:
    """A row for each answer that was ever given, as ``table`` reads them.

    ``known`` is the day from which an answer counts: where it is written as a month or a year, the
    last of it. ``confidence`` is what the evidence comes to before age.
    """
    columns = {
        **dict.fromkeys(("parties", "area", "criterion"), str),
        "known": date,
        "known_as_written": str,
        "state": str,
        "low": int,
        "high": int,
        **dict.fromkeys(("basis", "confidence", "trend", "reason", "evidence"), str),
    }
    return Table(columns, [*_answers(pack, areas)])


def _answers(pack: Pack, areas: Sequence[IssueArea]) -> Iterator[tuple[Value, ...]]:
    parties = parties_of(pack)
    for area in areas:
        for criterion in pack.rubric.criteria:
            for answer in area.ratings.get(criterion, ()):
                if answer.known is None:
                    continue
                front = (parties, area.id, criterion, answer.known.last, answer.known.text)
                if isinstance(answer, Rating):
                    grade, _ = stated_confidence(answer, area.evidence, area.sources)
                    yield (
                        *(*front, "rated", answer.low, answer.high, answer.basis.value),
                        *(_word(grade.name), _word(answer.trend.name), None),
                        " ".join(answer.evidence) or None,
                    )
                else:
                    yield (
                        *front,
                        _state(answer),
                        None,
                        None,
                        None,
                        None,
                        None,
                        answer.reason,
                        None,
                    )


def _word(name: str) -> str:
    return name.lower().replace("_", "-")


def _state(answer: Missing | NotApplicable) -> str:
    return "missing" if isinstance(answer, Missing) else "not-applicable"


def evidence(pack: Pack, areas: Sequence[IssueArea]) -> Table:
    """A row for each item of the ledger, or for each that some areas cite."""
    columns: dict[str, type] = {
        "id": str,
        "known": date,
        **dict.fromkeys(("known_as_written", "event", "kind", "reported"), str),
        **dict.fromkeys(("source", "section"), str),
        "paragraph": int,
        **dict.fromkeys(("raises", "lowers", "voice", "side", "summary"), str),
    }
    cited = {name for area in areas for name in _cited(area)}
    rows: list[dict[str, Value]] = [
        {
            "id": item.id,
            "known": item.known.last,
            "known_as_written": item.known.text,
            "event": None if item.event is None else item.event.text,
            "kind": item.kind.id,
            "reported": "yes" if item.reported else "no",
            "source": item.passage.source,
            "section": item.passage.section,
            "paragraph": item.passage.paragraph,
            "raises": " ".join(item.raises) or None,
            "lowers": " ".join(item.lowers) or None,
            "voice": ", ".join(item.voice) or None,
            "side": " ".join(item.side),
            "summary": item.summary,
        }
        for item in pack.ledger.values()
        if item.id in cited
    ]
    return _table(columns, rows)


def _cited(area: IssueArea) -> Iterator[str]:
    for answers in area.ratings.values():
        for answer in answers:
            if isinstance(answer, Rating):
                yield from answer.evidence


def areas(pack: Pack, chosen: Sequence[IssueArea]) -> Table:
    """A row for each area."""
    parties = parties_of(pack)
    columns: dict[str, type] = dict.fromkeys(
        ("parties", "area", "name", "aliases", "scope", "excludes", "form"), str
    )
    columns["newest"] = date
    rows: list[dict[str, Value]] = [
        {
            "parties": parties,
            "area": area.id,
            "name": area.name,
            "aliases": ", ".join(area.aliases) or None,
            "scope": area.scope,
            "excludes": area.excludes or None,
            "form": " ".join(area.form) or None,
            "newest": _last(area.newest()),
        }
        for area in chosen
    ]
    return _table(columns, rows)


def _last(day: PartialDate | None) -> date | None:
    return None if day is None else day.last


def criteria(pack: Pack, _chosen: Sequence[IssueArea]) -> Table:
    """A row for each question of the rubric."""
    columns: dict[str, type] = dict.fromkeys(("criterion", "dimension", "name", "question"), str)
    columns["weight"] = int
    vetoes = [f"closes_{light.id.replace('-', '_')}_from" for light in pack.rubric.aims]
    columns |= dict.fromkeys(vetoes, int)
    rows: list[dict[str, Value]] = [
        {
            "criterion": criterion.id,
            "dimension": dimension.id,
            "name": criterion.name,
            "question": criterion.question,
            "weight": criterion.weight,
            **{
                column: own.vetoes_from if own.can_veto else None
                for column, light in zip(vetoes, pack.rubric.aims, strict=True)
                for own in (pack.rubric.profiles[light][criterion.id],)
            },
        }
        for dimension in pack.rubric.dimensions
        for criterion in dimension.criteria
    ]
    return _table(columns, rows)


def _table(columns: dict[str, type], rows: Iterable[dict[str, Value]]) -> Table:
    return Table(columns, [tuple(row[name] for name in columns) for row in rows])


TABLES: dict[str, Callable[[Pack, Sequence[IssueArea]], Table]] = {
    "ratings": ratings,
    "evidence": evidence,
    "areas": areas,
    "criteria": criteria,
}
"""The tables of a pack by name."""
