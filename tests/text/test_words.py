"""The sentences that several reports share, at their edges."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coopcli.analysis.what_if import SetVeto, with_rule
from coopcli.model import Majority, Outlook, Passage, Rubric
from coopcli.results.answers import Criterion
from coopcli.results.parts import Source
from coopcli.studies.parts import rubric_ref, rule_of
from coopcli.text.words import (
    all_of,
    applying_words,
    citation,
    counted,
    cut_words,
    ended,
    first_sentence,
    level_words,
    listed,
    month,
    months_before,
    number,
    outlook_cell,
    outlook_words,
    passage_words,
    percent,
    rule_sentences,
    sentence,
    share_words,
    short_outlook,
    short_source,
)
from tests.examples import GREEN, LIGHTS, RED_ID, YELLOW, YELLOW_ID, a_rubric, a_veto, day, lines_at


def test_counts_are_words_up_to_fifteen() -> None:
    assert [number(count) for count in (-1, 0, 1, 15, 16)] == ["-1", "no", "one", "fifteen", "16"]
    assert [counted(count, "answer") for count in (0, 1, 2)] == [
        *("no answers", "one answer", "two answers")
    ]
    assert counted(2, "family", "families") == "two families"


def test_words_in_a_row() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        *("", "a", "a and b", "a, b and c")
    ]
    assert listed(["a", "b"], "or") == "a or b"


def test_a_sentence_has_a_capital_and_one_stop() -> None:
    assert [sentence(text) for text in (" it is so", "Is it?", "no!", "it is.")] == [
        *("It is so.", "Is it?", "No!", "It is.")
    ]
    assert [ended(text) for text in ("so", "so …", "so?")] == ["so.", "so …", "so?"]
    assert sentence("so it is (for now.)") == "So it is (for now.)"
    assert sentence("they say “no”") == "They say “no”."


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        *(("0", "0 %"), ("1", "100 %"), ("1/2", "50 %"), ("1/3", "33 %"), ("2/3", "67 %")),
        *(("1/1000", "1 %"), ("999/1000", "99 %")),  # never onto nothing or all
    ],
)
def test_percent_is_never_rounded_onto_nothing_or_all(share: str, printed: str) -> None:
    assert percent(share) == printed


def test_a_share_of_just_one_or_ninety_nine_percent_is_shown_as_it_is() -> None:
    assert share_words("1/100", "99/100", []) == "1 to 99 %"
    assert share_words("99/10000", "9901/10000", []) == "under 1 to over 99 %"


def test_levels_and_passages() -> None:
    assert [level_words(level) for level in (None, (2, 2), (1, 3))] == ["–", "2", "1-3"]
    where = Passage("a-source", "A heading", 2)
    assert passage_words(where) == "a-source, “A heading” ¶ 2"
    assert passage_words(where._replace(paragraph=None)) == "a-source, “A heading”"


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        (["A B"], "A B"),
        (["A B", "C D", "E F"], "A B, C D and E F"),
        (["A B", "C D", "E F", "G H"], "A B and others"),
    ],
)
def test_a_document_in_a_sentence(authors: list[str], names: str) -> None:
    document = Source("x", "A title", tuple(authors), "a house", day("2020"), "report", "")

    assert citation(document) == f"{names} (2020), A title. A house."
    assert citation(document._replace(publisher="")) == f"{names} (2020), A title."


@pytest.mark.parametrize(
    ("author", "label", "short"),
    [
        ("Ana Lee", None, "Lee 2024"),
        ("Lim Min Zhang", None, "Lim 2024"),  # the word that the id has
        ("Council of Hill", None, "Council of Hill 2024"),
        ("Fire Office", "Fire Office, May", "Fire Office, May"),
    ],
)
def test_a_document_in_a_word_or_two(author: str, label: str | None, short: str) -> None:
    source = Source("lim-2024", "A title", (author,), "", day("2024"), "report", "", label=label)

    assert short_source(source) == short


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        ((), "Hill Press 2024"),
        (("A Lee", "B C Marx"), "Lee & Marx 2024"),
        (("A Lee", "B Marx", "C Oak"), "Lee and others 2024"),
    ],
)
def test_a_document_of_several_in_a_word_or_two(authors: tuple[str, ...], short: str) -> None:
    source = Source("x", "A title", authors, "Hill Press", day("2024"), "report", "")

    assert short_source(source) == short


def sentences(rubric: Rubric) -> tuple[str, str]:
    return rule_sentences(rule_of(rubric), rubric_ref(rubric))


def test_the_rule_in_short_sentences() -> None:
    asked, decided = sentences(a_rubric())

    assert asked == (
        "Fifteen questions (Cultural barriers, Political barriers, Economic barriers) are each "
        "answered on a scale from 0 to 4. Level 0 or 1 counts as Green, 2 as Yellow and 3 or 4 as "
        "Red."
    )
    assert decided == (
        "An area is Green when at least 2/3 of the answers by weight are Green and no "
        "question with a veto reaches 3. It is Yellow when at least 2/3 are Yellow or better and "
        "no question with a veto reaches 4. Otherwise it is Red."
    )


@pytest.mark.parametrize(
    ("questions", "asked"),
    [(("a",), "One question is answered"), (("a", "b"), "Two questions are each answered")],
)
def test_the_name_of_an_only_dimension_is_not_shown(questions: tuple[str, ...], asked: str) -> None:
    opening, _ = sentences(a_rubric(criteria={"only": questions}, vetoes=()))

    assert opening.startswith(f"{asked} on a scale from 0 to 4. ")


def test_the_names_of_two_dimensions_are_shown() -> None:
    opening, _ = sentences(a_rubric(criteria={"near": ("a",), "far": ("b",)}, vetoes=()))

    assert opening.startswith("Two questions (Near barriers, Far barriers) are each answered ")


def test_a_veto_of_one_light_is_shown_of_that_light_alone() -> None:
    _, decided = sentences(a_rubric(veto={"green": 3}))

    assert decided == (
        "An area is Green when at least 2/3 of the answers by weight are Green and no "
        "question with a veto reaches 3. It is Yellow when at least 2/3 are Yellow or better. "
        "Otherwise it is Red."
    )


def test_a_light_may_be_called_as_good_as_another() -> None:
    lights = (LIGHTS[0]._replace(name="Good as gold"), *LIGHTS[1:])

    assert (
        "Level 0 or 1 counts as Good as gold, 2 as Yellow" in sentences(a_rubric(lights=lights))[0]
    )


def test_the_own_first_sentence_of_a_rubric_stands_for_what_is_asked() -> None:
    rule = rule_of(a_rubric())._replace(introduction="we ask about boats")

    opening, _ = rule_sentences(rule, rubric_ref(a_rubric()))

    assert opening.startswith("We ask about boats. Level 0 or 1 counts as Green, ")


def test_how_many_questions_must_apply_is_shown_where_it_is_more_than_one() -> None:
    rule, ref = rule_of(a_rubric()), rubric_ref(a_rubric())

    assert rule_sentences(rule, ref)[1].endswith(" Otherwise it is Red.")
    assert rule_sentences(rule._replace(minimum_questions=3), ref)[1].endswith(
        " Where fewer than three questions apply there is no light."
    )


def test_a_majority_for_each_light_is_named_with_what_else_must_hold() -> None:
    own = {
        GREEN: Majority(Fraction(7, 10)),
        YELLOW: Majority(Fraction(19, 20), over=True),
    }

    assert sentences(a_rubric(vetoes=(), majority=own))[1] == (
        "An area is Green when at least 7/10 of the answers by weight are Green. All that "
        "Yellow asks for must hold too. It is Yellow when more than 19/20 are Yellow or better. "
        "Otherwise it is Red."
    )


def test_a_rule_without_vetoes_or_red_answers_does_not_speak_of_them() -> None:
    asked, decided = sentences(a_rubric(vetoes=(), lines=lines_at(0, 4)))

    assert asked.endswith("Level 0 counts as Green and 1 to 4 as Yellow.")
    assert decided == (
        "An area is Green when at least 2/3 of the answers by weight are Green. It is Yellow when "
        "at least 2/3 are Yellow or better. Otherwise it is Red."
    )


def test_a_majority_of_all_is_all() -> None:
    assert sentences(a_rubric(vetoes=(), majority=Fraction(1)))[1] == (
        "An area is Green when all of the answers by weight are Green. It is Yellow when all are "
        "Yellow or better. Otherwise it is Red."
    )


def test_vetoes_that_close_at_various_levels_are_shown_as_such() -> None:
    rubric = with_rule(a_rubric(), [SetVeto("value-conflict", a_veto(2, 4))])

    assert (
        "are Green and no question with a veto reaches its bound, 2 to 3. It is Yellow"
        in (sentences(rubric)[1])
    )
    assert "or better and no question with a veto reaches 4. " in sentences(rubric)[1]


def test_an_outlook_names_the_lights_that_it_may_turn() -> None:
    turning = [YELLOW_ID, RED_ID]

    assert outlook_words(Outlook.STABLE, []) == "no change expected"
    assert outlook_words(Outlook.NEGATIVE, turning) == "may turn Yellow or Red"
    assert short_outlook(Outlook.STABLE, []) == "no change"
    assert short_outlook(Outlook.NEGATIVE, turning) == "may turn Yellow or Red"
    assert outlook_cell(Outlook.STABLE, []) == "–"
    assert outlook_cell(Outlook.NEGATIVE, turning) == "may turn Yellow or Red"


def test_the_cuts_of_the_second_opinion_are_shown_best_first() -> None:
    assert cut_words(rule_of(a_rubric())) == "Green up to 1.43, Yellow up to 2.17"


def test_when_a_question_applies() -> None:
    always = Criterion("q", "Q", "How is q?", 1, None)

    assert applying_words(always) == ""
    assert applying_words(always._replace(applies_to=("joint-research", "dialogue"))) == (
        "Asked only of the form joint research or dialogue."
    )
    assert applying_words(always._replace(may_be_not_applicable=True)) == (
        "An answer may say that it does not apply."
    )


def test_the_first_sentence_of_a_text() -> None:
    assert first_sentence(" It is so. It was not. ") == "It is so."
    assert first_sentence("") == ""


def test_dates_as_people_say_them() -> None:
    assert [month(day(text)) for text in ("2024", "2024-01", "2024-12-31")] == [
        *("2024", "January 2024", "December 2024")
    ]
    assert months_before(day("2020-01-31"), day("2021-03-01")) == 13


def test_all_of_two_is_both() -> None:
    assert [all_of(count) for count in (2, 3, 20)] == ["both", "all three", "all 20"]
