"""The shipped pack against its sources: what they say, when it was known, and whose words stand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.checking import check_paths
from coopcli.model import Assessment, IssueArea, Outlook, PartialDate, Rating, Reference
from coopcli.packs.library import areas_of
from coopcli.reading.passages import TEXTS
from coopcli.results.codec import encode
from coopcli.rule.assessment import assess
from coopcli.studies.assess import assessment_result
from coopcli.studies.explain import explanation_result
from coopcli.studies.explain_documents import ExplainedEvidence
from tests.examples import MISSED, PACK_FOLDER, RED, ROOT, TEXTS_OF_SOURCES, YELLOW, day, the_pack

WORDS = 8
"""A run of words this long, or longer, is a quotation."""

with_texts = pytest.mark.skipif(
    not TEXTS_OF_SOURCES, reason=f"{TEXTS} names no folder with the texts of the sources"
)


@cache
def areas() -> dict[str, IssueArea]:
    return {area.id: area for area in areas_of(the_pack())}


def at(name: str, date: str) -> Assessment:
    return assess(the_pack().rubric, areas()[name], day(date))


def level(assessment: Assessment, criterion: str) -> tuple[int, int]:
    answer = next(a for a in assessment.answers if a.criterion.id == criterion)
    return answer.low, answer.high


def months() -> st.SearchStrategy[PartialDate]:
    """Any month from before the first rating to long after the last."""
    return st.integers(12 * 2018, 12 * 2035).map(
        lambda n: PartialDate.parse(f"{n // 12}-{n % 12 + 1:02}")
    )


# Whether the pack is whole.


def test_the_pack_is_clean_and_its_passages_are_there_where_the_texts_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if TEXTS_OF_SOURCES:
        monkeypatch.setenv(TEXTS, TEXTS_OF_SOURCES)
    checked = check_paths([str(PACK_FOLDER)], "")

    assert [str(problem) for problem in checked.problems] == []


def test_at_least_twenty_areas_say_what_they_judge() -> None:
    assert len(areas()) >= 20
    assert all(area.scope and area.excludes and area.form for area in areas().values())


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'"))


def runs(text: str) -> set[tuple[str, ...]]:
    row = words(text)
    return {tuple(row[i : i + WORDS]) for i in range(len(row) - WORDS + 1)}


def names_and_headings() -> set[tuple[str, ...]]:
    """What may stand as it is: authors and titles, headings, first words of passages."""
    found: set[tuple[str, ...]] = set()
    for source in the_pack().rubric.sources.values():
        found |= runs(f"{' and '.join(source.authors)} {source.title}") | runs(source.title)
        for section in source.sections:
            found |= runs(section.heading) | runs(section.after)
    return found


@with_texts
def test_no_sentence_is_copied_from_a_source() -> None:
    texts = Path(TEXTS_OF_SOURCES)
    theirs = {
        run: source.id
        for source in the_pack().rubric.sources.values()
        for run in runs((texts / source.text).read_text(encoding="utf-8"))
    }
    ours = [
        *PACK_FOLDER.rglob("*.yaml"),
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        *PACK_FOLDER.glob("*.md"),
    ]
    allowed = names_and_headings()
    copied = {
        f"{path.relative_to(ROOT)} ({theirs[run]}): {' '.join(run)}"
        for path in ours
        for run in runs(path.read_text(encoding="utf-8")) - allowed
        if run in theirs
    }
    assert sorted(copied) == []


# What the sources say, and what the lights say.


@pytest.mark.parametrize("reference", the_pack().rubric.references, ids=lambda r: r.area)
def test_the_published_lights_come_out_but_for_those_in_the_notes(reference: Reference) -> None:
    judged = at(reference.area, str(reference.as_of))

    assert judged.light
    assert judged.light.id == MISSED.get(reference.area, reference.light)
    assert reference.area in MISSED or judged.outlook == reference.outlook


def test_five_lights_were_published() -> None:
    assert {r.area: (r.light, r.outlook) for r in the_pack().rubric.references} == {
        "drug-discovery": ("green", Outlook.NEGATIVE),
        "ai-principles": ("yellow", Outlook.STABLE),
        "deepfakes": ("yellow", Outlook.STABLE),
        "affect-recognition": ("red", Outlook.STABLE),
        "facial-recognition": ("red", Outlook.STABLE),
    }


def test_military_ai_is_the_hard_case() -> None:
    judged = at("military-ai", "2024")

    assert judged.light == RED
    assert level(judged, "security-distrust") == (3, 3)
    assert "security-distrust" in judged.decided_by


def test_safety_is_a_potential_area_of_progress() -> None:
    judged = at("ai-safety", "2024-09")

    assert judged.light is not None
    assert judged.light >= YELLOW
    assert judged.tally[RED] <= 1


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2024-03", "un-resolution-us-led-march-2024"),
        ("2024-06", "un-resolution-china-led-june-2024"),
        ("2024-09", "un-resolution-china-led-june-2024"),
    ],
)
def test_capacity_building_has_both_sides_support(date: str, text: str) -> None:
    judged = at("capacity-building", date)
    cited = {name for a in judged.answers for name in getattr(a.rating, "evidence", ())}

    assert judged.light is not None
    assert judged.light >= YELLOW
    assert text in cited


# What was known when.


@given(months())
@settings(max_examples=25, deadline=None)
def test_nothing_known_later_is_ever_used(as_of: PartialDate) -> None:
    for area in areas().values():
        judged = assess(the_pack().rubric, area, as_of)
        printed = encode(assessment_result(judged))
        for answer in judged.answers:
            assert answer.rating.known is None or answer.rating.known.last <= as_of.last
        for item in printed["evidence"]:
            assert PartialDate.parse(item["known"]).last <= as_of.last, (area.id, item["id"])
        for avenue in printed["avenues"]:
            for offer in avenue["offers"]:
                source = area.sources[offer["passage"]["source"]]
                assert source.date.last <= as_of.last, (area.id, offer["id"])


def test_a_claim_is_not_known_before_the_document_that_makes_it() -> None:
    sources = the_pack().rubric.sources
    early = {
        item.id
        for item in the_pack().ledger.values()
        if item.kind.id == "commentary"
        and not item.voice
        and item.known.last < sources[item.passage.source].date.last
    }
    # Proposals with a publication of their own, dated in an endnote.
    assert early <= {
        "democracies-minimum-standards-call",
        "shared-cyber-glossary-proposed",
        "g20-governance-committee-proposal",
    }


@given(st.integers(0, 240))
@settings(max_examples=25, deadline=None)
def test_age_lowers_confidence_and_never_a_level(later: int) -> None:
    for area in areas().values():
        newest = area.newest()
        assert newest
        month = newest.last.year * 12 + newest.last.month - 1 + later
        then = PartialDate.parse(f"{month // 12}-{month % 12 + 1:02}")
        fresh = assess(the_pack().rubric, area, newest)
        old = assess(the_pack().rubric, area, then)
        assert (fresh.light, fresh.coverage) == (old.light, old.coverage)
        for young, aged in zip(fresh.answers, old.answers, strict=True):
            assert (young.low, young.high) == (aged.low, aged.high)
            if young.grade and aged.grade:
                assert aged.grade.confidence <= young.grade.confidence


# From the report to the passage.


@pytest.mark.parametrize("name", sorted(path.stem for path in PACK_FOLDER.glob("areas/*.yaml")))
def test_two_steps_lead_from_a_report_to_the_passage(name: str) -> None:
    pack, area = the_pack(), areas()[name]
    for date in area.dates():
        printed = encode(assessment_result(assess(pack.rubric, area, date)))
        items = {item["id"]: item for item in printed["evidence"]}
        documents = {source["id"] for source in printed["sources"]}
        for part in printed["dimensions"]:
            for answer in part["criteria"]:
                assert answer["basis"] in (None, "inferred") or answer["evidence"]
                for cited in answer["evidence"]:  # step one: from the answer to its note
                    passage = items[cited]
                    assert passage["source"] in documents
                    source = area.sources[passage["source"]]  # step two: to heading and paragraph
                    assert passage["section"] in {s.heading for s in source.sections}
                    assert passage["paragraph"]


def test_and_back_from_a_passage_to_every_answer_that_rests_on_it() -> None:
    pack = the_pack()
    everything = list(areas().values())
    printed = explanation_result(
        pack.rubric, pack.ledger, "un-resolution-china-led-june-2024", everything
    )
    assert isinstance(printed, ExplainedEvidence)
    by_hand = {
        (area.id, criterion, str(rating.known))
        for area in everything
        for criterion, ratings in area.ratings.items()
        for rating in ratings
        if isinstance(rating, Rating) and "un-resolution-china-led-june-2024" in rating.evidence
    }
    assert {(c.area, c.criterion, str(c.known)) for c in printed.cited} == by_hand
    assert ("capacity-building", "missing-common-text", "2024-06") in by_hand
