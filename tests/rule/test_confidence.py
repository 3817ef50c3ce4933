"""How far a rating can be relied on: grounds, ageing, and words without deeds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coopcli.model import (
    FIRST_KINDS,
    LEGAL_TEXT,
    OFFICIAL_STATEMENT,
    PRACTICE,
    RESEARCH,
    TALKS,
    Basis,
    Confidence,
    Evidence,
    Grade,
    Kind,
    Passage,
    Source,
)
from coopcli.rule.assessment import assess
from coopcli.rule.confidence import (
    graded,
    half_lives_passed,
    stated_confidence,
)
from coopcli.studies.wording import GROUNDS
from tests.examples import SOURCE, a_rating, a_rubric, an_area, an_item, day

HIGH, MODERATE = Confidence.HIGH, Confidence.MODERATE
LOW, VERY_LOW = Confidence.LOW, Confidence.VERY_LOW

CERTAINTY = a_rubric().certainty


def a_source(name: str, *authors: str) -> Source:
    return SOURCE._replace(id=name, authors=authors)


SOURCES = {
    source.id: source
    for source in (
        SOURCE,
        a_source("by-lee", "Lee"),
        a_source("by-lee-and-zhou", "Lee", "Zhou"),
        a_source("by-marx", "Marx"),
    )
}


def stated(*items: Evidence, basis: Basis = Basis.AREA) -> tuple[Confidence, tuple[str, ...]]:
    rating = a_rating(2, basis=basis, evidence=tuple(item.id for item in items))
    grade, grounds = stated_confidence(rating, {item.id: item for item in items}, SOURCES)
    return grade, tuple(GROUNDS[ground] for ground in grounds)


def research(name: str, source: str = "a-source", **changes: object) -> Evidence:
    return an_item(name, RESEARCH, passage=Passage(source, "A heading"), **changes)


AREA = "on this area"
GENERAL = "general, not on this area"


def test_research_that_names_the_area_is_moderate() -> None:
    assert stated(research("one")) == (MODERATE, (AREA,))


def test_the_relationship_in_general_is_low() -> None:
    assert stated(research("one"), basis=Basis.GENERAL) == (LOW, (GENERAL,))


def test_an_inferred_rating_is_low_whatever_stands_behind_it() -> None:
    law = an_item("law", LEGAL_TEXT)

    assert stated(law, basis=Basis.INFERRED) == (LOW, ("our inference",))


@pytest.mark.parametrize("kind", [LEGAL_TEXT, OFFICIAL_STATEMENT])
def test_an_official_text_adds_a_grade(kind: Kind) -> None:
    assert stated(an_item("law", kind)) == (HIGH, (AREA, "an official text"))


@pytest.mark.parametrize("kind", [LEGAL_TEXT, OFFICIAL_STATEMENT])
def test_an_official_text_that_is_only_reported_adds_none(kind: Kind) -> None:
    law = an_item("law", kind, reported=True)

    assert stated(law) == (MODERATE, (AREA, "an official text, as reported"))
    assert stated(law, an_item("cited", kind))[0] is HIGH


def test_two_voices_add_a_grade() -> None:
    assert stated(research("one", "by-lee"), research("two", "by-marx")) == (
        HIGH,
        (AREA, "two independent sources"),
    )


def test_a_shared_author_makes_one_voice_of_two_sources() -> None:
    assert stated(research("one", "by-lee"), research("two", "by-lee-and-zhou")) == (
        MODERATE,
        (AREA, "sources that share an author"),
    )


def test_commentary_of_one_voice_takes_a_grade() -> None:
    assert stated(an_item("one"), an_item("two")) == (LOW, (AREA, "one voice"))


def test_whoever_is_quoted_is_the_voice() -> None:
    one, two = an_item("one", voice=("Lee",)), an_item("two", voice=("Marx",))

    assert stated(one, two) == (MODERATE, (AREA,))


def test_conflicting_evidence_takes_a_grade() -> None:
    one, two = research("one"), research("two", conflicts=("one",))

    assert stated(one, two) == (LOW, (AREA, "conflicting evidence"))
    assert stated(research("one", conflicts=("two",)), two) == (LOW, (AREA, "conflicting evidence"))
    # What it conflicts with must be cited too.
    assert stated(two)[0] is MODERATE


def test_an_official_text_and_a_second_voice_add_one_grade_each() -> None:
    # From low, so that the highest grade does not hide a second one.
    law = an_item("law", LEGAL_TEXT)
    assert stated(law, basis=Basis.GENERAL)[0] is MODERATE

    voices = research("lee", "by-lee"), research("marx", "by-marx")
    assert stated(*voices, basis=Basis.GENERAL)[0] is MODERATE


def test_two_of_four_sources_without_a_common_author_are_enough() -> None:
    # Only the first and the third share nobody.
    authors = ("Lee", "Ann"), ("Lee", "Zhou"), ("Zhou", "Ben"), ("Lee", "Zhou")
    sources = {f"s{i}": a_source(f"s{i}", *names) for i, names in enumerate(authors)}
    items = {name: research(name, name) for name in sources}
    rating = a_rating(2, basis=Basis.GENERAL, evidence=tuple(items))

    assert stated_confidence(rating, items, sources)[0] is MODERATE


def test_grades_end_at_both_ends() -> None:
    low = stated(an_item("one"), an_item("two", conflicts=("one",)), basis=Basis.GENERAL)
    high = stated(an_item("one", LEGAL_TEXT), research("two", "by-marx"))

    assert low[0] is VERY_LOW  # 1 - 1 - 1
    assert high[0] is HIGH  # 2 + 1 + 1


# Age lowers confidence, one grade a half-life, and never a level.


def grade_at(date: str, *items: Evidence, basis: Basis = Basis.AREA) -> Grade:
    rating = a_rating(2, basis=basis, evidence=tuple(item.id for item in items))
    known = {item.id: item for item in items}
    return graded(rating, known, SOURCES, CERTAINTY, day(date).last)


@pytest.mark.parametrize(
    ("date", "confidence", "months"),
    [
        ("2020-12-31", HIGH, 0),
        ("2024-12-30", HIGH, 47),
        ("2024-12-31", MODERATE, 48),
        ("2028-12-31", LOW, 96),
        ("2032-12-31", VERY_LOW, 144),
        ("2060-12-31", VERY_LOW, 480),
    ],
)
def test_a_legal_text_loses_a_grade_every_four_years(
    date: str, confidence: Confidence, months: int
) -> None:
    grade = grade_at(date, an_item("law", LEGAL_TEXT))

    assert (grade.confidence, grade.before_age, grade.age_months) == (confidence, HIGH, months)


def test_talks_age_in_a_year_and_the_freshest_item_counts() -> None:
    talks, old = an_item("talks", TALKS), an_item("law", LEGAL_TEXT, known=day("2010"))

    assert grade_at("2021-12-31", talks).aged == 1
    assert grade_at("2021-12-30", talks).aged == 0
    # Eleven years of a law are two half-lives, one year of talks is one: the better one counts.
    assert grade_at("2021-12-31", talks, old).aged == 1


def test_half_lives_passed_are_those_of_the_freshest_item() -> None:
    items = {
        "talks": an_item("talks", TALKS),  # a half-life of one year
        "law": an_item("law", LEGAL_TEXT, known=day("2010")),  # of four years
    }

    def passed(date: str, *names: str) -> int:
        return half_lives_passed(a_rating(2, evidence=names), items, CERTAINTY, day(date).last)

    assert passed("2023-12-31", "talks") == 3
    assert passed("2023-12-31", "law") == 3
    assert passed("2025-12-31", "talks", "law") == 3  # five of the talks, three of the law
    assert passed("2024-12-30") == 1  # known in 2020 without evidence: as commentary, two years


def test_support_beyond_high_is_not_saved_up_for_age() -> None:
    law, other = an_item("law", LEGAL_TEXT), research("two", "by-marx")

    assert grade_at("2024-12-31", law).confidence is MODERATE
    assert grade_at("2024-12-31", law, other).confidence is MODERATE  # 4, cut to 3, less 1


def test_an_inferred_rating_ages_too() -> None:
    law = an_item("law", LEGAL_TEXT)

    assert grade_at("2024-12-30", law, basis=Basis.INFERRED).confidence is LOW
    assert grade_at("2024-12-31", law, basis=Basis.INFERRED).confidence is VERY_LOW
    assert grade_at("2022-12-31", basis=Basis.INFERRED).confidence is VERY_LOW  # as commentary


@pytest.mark.parametrize(
    "kind", [k for k in FIRST_KINDS if k not in (LEGAL_TEXT, OFFICIAL_STATEMENT)]
)
def test_no_other_kind_is_official(kind: Kind) -> None:
    items = an_item("one", kind), an_item("two", PRACTICE)

    assert stated(*items)[1] == (AREA,)


def test_age_never_moves_a_level() -> None:
    area = an_area({"legal-restrictions": 2})

    answers = [assess(a_rubric(), area, day(date)).answers for date in ("2020", "2040")]

    assert [(a.low, a.high, a.light) for a in answers[0]] == [
        (a.low, a.high, a.light) for a in answers[1]
    ]
    assert {a.grade.confidence for a in answers[1] if a.grade} == {VERY_LOW}


# Declared, and done.


def test_what_is_only_declared() -> None:
    said = an_item("said", OFFICIAL_STATEMENT, lowers=("channel-gap",))
    done = an_item("done", PRACTICE, lowers=("channel-gap",))
    against = an_item("against", PRACTICE, raises=("channel-gap",))
    known = {item.id: item for item in (said, done, against)}

    def declared(*names: str, level: int = 1) -> bool:
        rating = a_rating(level, basis=Basis.AREA)._replace(evidence=names)
        area = replace(an_area(), ratings={"channel-gap": (rating,)}, evidence=known)
        (answer,) = [a for a in assess(a_rubric(), area, day("2020")).answers if a.light]
        return answer.declared_only

    assert declared("said")
    assert declared("said", level=2)
    assert declared("said", "against")
    assert not declared("said", "done")
    assert not declared("against")
    assert not declared()
    assert not declared("said", level=3)  # nothing is promised by an answer of the worst light
