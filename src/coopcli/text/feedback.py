"""From the feedback to a rater to the questions, one's own answer beside those of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coopcli.studies.feedback import Feedback, FeedbackQuestion
from coopcli.text.blocks import Block, Heading, Items, Line, Panel, Paragraph, Strong
from coopcli.text.panel import dots, levels_given
from coopcli.text.votes import vote_line
from coopcli.text.words import capital, counted, inner, level_words, listed


def feedback_blocks(result: Feedback, *, detail: int = 0) -> list[Block]:
    """Where one stands apart, then every question; ``detail`` -1 is the first alone."""
    title = f"{result.area.name}: feedback to {result.rater} after round {result.round}"
    apart = [inner(one.criterion.name) for one in result.questions if one.apart]
    others = counted(result.raters - 1, "other rater")
    stands = (
        f"{capital(others)} answered. Your level differs from the median on "
        f"{counted(len(apart), 'question')}: {listed(apart)}."
        if apart
        else f"{capital(others)} answered. Your levels agree with the median on every question."
    )
    head: list[Block] = [Heading(title, 1), Paragraph((stands,))]
    if detail < 0:
        return head
    advice = (
        "Keep an answer that you hold to be right: the panel's report shows dissent. If the reason "
        "of another rater convinces you, change your answer in the next round, and say why in "
        "your own words."
    )
    return [*head, Paragraph((advice,)), *_questions(result)]


def _questions(result: Feedback) -> Iterator[Block]:
    for question in result.questions:
        median = f", median {level_words(question.level)}" if question.level else ""
        title: Line = (Strong(question.criterion.name), median)
        strip = dots([question.own, *question.others], result.scale)
        lines = (vote_line("you", question.own), *_others(question))
        asked = Paragraph((question.criterion.question,))
        yield Panel(title, (asked, strip, *levels_given(question.anchors), Items(lines)))


def _others(question: FeedbackQuestion) -> Iterable[Line]:
    return (vote_line(other.rater or "another rater", other) for other in question.others)
