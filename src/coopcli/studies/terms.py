"""The terms that reports use: a word, other forms of it, and what it means in plain English."""

from collections.abc import Mapping
from typing import NamedTuple

from coopcli.model import FORMS_MEAN, KINDS_MEAN


class Term(NamedTuple):
    """What a word means; ``forms``: other words for it that a report or a reader may use."""

    meaning: str
    forms: tuple[str, ...] = ()


TERMS: Mapping[str, Term] = {
    "veto": Term(
        "Some questions are so weighty that one bad answer is enough. From the level of its veto "
        "on, such an answer rules a light out, whatever the other answers are.",
        ("vetoes", "gate", "gates"),
    ),
    "outlook": Term(
        "Where trends that have begun would take the light within the horizon of the rubric. "
        "No change expected means that they would not move it; an outlook is no forecast of "
        "events.",
        ("trend", "trends", "horizon"),
    ),
    "confidence": Term(
        "How well the evidence carries an answer: very low, low, moderate or high. Named sources "
        "on the area, official texts and independent voices raise it, age and conflict lower it. "
        "It never moves a level.",
        ("grade", "grades"),
    ),
    "how-sure": Term(
        "How often the same light comes out when our ratings and the weights of the questions are "
        "varied. The weaker of the two measures gives the word: sure, fairly sure or not secure. "
        "These are shares of variations, not chances.",
        ("sure", "firm", "likely", "contested", "fragile", "secure", "variations", "weightings"),
    ),
    "provisional": Term(
        "The light is not secure: too many variations of our ratings, or of the weights, give "
        "another one. Say so whenever you quote it.",
    ),
    "strict-reading": Term(
        "The light if every answer with weak evidence were one level worse, all at once, and every "
        "range were at its worse end. A lenient reading takes them the other way.",
        ("strict", "lenient", "lenient-reading", "reading"),
    ),
    "effort": Term(
        "Planning units, from 1 to 5 for each level by which an avenue lowers a barrier. They "
        "compare ways; they are neither money nor time.",
        ("planning-units",),
    ),
    "coverage": Term(
        "How much of the weight of the questions is answered. Below the shares that the rubric "
        "asks for, in all or within a family, no light is given where answers could change it.",
        ("rated", "answered"),
    ),
    "undetermined": Term(
        "Too little is known for a light. The open answers allow more than one, and none is "
        "taken by default.",
        ("missing", "not-answered"),
    ),
    "not-applicable": Term(
        "The question does not apply to this area, by the rubric. It is left out of every count.",
    ),
    "inferred": Term(
        "No source speaks of this question here: the answer is our inference. It is marked with ~, "
        "has low confidence at most, and the brief says what the light would be without it.",
        ("inference", "assumed"),
    ),
    "level": Term(
        "An answer on the scale of the rubric, from 0, no barrier, to its highest level. Each "
        "level of each question has an anchor in words. A range means that the evidence leaves "
        "both open; it counts with its worse end.",
        ("levels", "range", "anchor", "label", "scale"),
    ),
    "majority": Term(
        "The share of the answers, by weight, that must reach the line of a light.",
        ("votes", "line", "weight", "weights"),
    ),
    "avenue": Term(
        "A way to lower barriers, such as talks or joint research, with the mechanisms that "
        "sources name. An avenue never enters a light.",
        ("avenues", "offer", "offers"),
    ),
    "out-of-reach": Term(
        "No avenue of the rubric lowers this barrier; 'explain' with its id says who can.",
    ),
    "plain-average": Term(
        "A cross-check: the light by the mean of all levels. It decides nothing, and is named "
        "where it differs.",
        ("cross-check", "average", "mean"),
    ),
    "form": Term(
        "What kind of cooperation is judged. "
        + " ".join(f"{form.capitalize()}: {words}." for form, words in FORMS_MEAN.items())
        + " Some questions are asked only of some forms; the area's file names its own, the main "
        "one first.",
        ("forms", *FORMS_MEAN),
    ),
    "kind": Term(
        "What sort of fact an item of evidence is; it says how fast the item ages. "
        + " ".join(f"{kind.capitalize()}: {words}." for kind, words in KINDS_MEAN.items()),
        ("kinds", *(kind for kind in KINDS_MEAN if kind != "research")),
    ),
    "as-of": Term(
        "The date of the judgement: only what was known by then counts. Read an old one as what "
        "was known then.",
        ("date", "known"),
    ),
}
"""What ``explain`` says of each term; ids of a rubric come first where they are the same."""


def term_of(word: str) -> str | None:
    """The term that a word stands for; none where it is no term."""
    key = "-".join(word.casefold().replace("_", " ").split())
    for name, term in TERMS.items():
        if key == name or key in term.forms:
            return name
    return None
