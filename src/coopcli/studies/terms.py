"""The terms that reports use: a word, other forms of it, and what it means in plain English."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from coopcli.model import FIRST_VOCABULARY, FORMS_MEAN, KINDS_MEAN, Kind, Vocabulary


class Term(NamedTuple):
    """What a word means; ``forms``: other words for it that a report or a reader may use.

    ``typed``: what to type to learn more, for who reads the meaning in a terminal.
    """

    meaning: str
    forms: tuple[str, ...] = ()
    typed: str = ""

    @property
    def whole(self) -> str:
        """What a word means, and what to type."""
        return f"{self.meaning} {self.typed}".rstrip()


_OF_AN_AREA: Mapping[str, Term] = {
    "light": Term(
        "What the answers of an area come to, from the best light to the worst.",
        ("lights", "own light", "new light"),
        "Ask 'explain' for a light by its name.",
    ),
    "area": Term(
        "What is judged, each area on its own.",
        ("areas", "judged", "not judged"),
    ),
    "question": Term(
        "What is asked of every area. Each question belongs to a family.",
        ("questions", "criterion", "criteria"),
    ),
    "family": Term(
        "Questions that belong together, such as political ones. Another word is dimension.",
        ("families", "dimension", "dimensions", "part", "worst family"),
    ),
    "level": Term(
        "An answer on the scale of the rubric, from 0, the best, to its highest level, the worst. "
        "Each level of a question has an anchor in words. A range means that the evidence leaves "
        "both open; it counts with its worse end.",
        ("levels", "range", "anchor", "label", "scale", "level today", "at level", "same level"),
    ),
    "answer": Term(
        "A level for a question, with the argument for it and its evidence, from a date on. An "
        "answer may also say why there is none.",
        ("answers", "rating", "ratings", "rated", "answered", "our ratings"),
    ),
    "deciding-answers": Term(
        "The answers that keep an area from the next better light, or that carry the best one.",
        (
            *("deciding", "decided by", "in the way", "most in the way", "least in the way"),
            "light moved by",
        ),
    ),
    "veto": Term(
        "Some questions are so weighty that one bad answer is enough. From the level of its veto "
        "on, such an answer rules a light out, whatever the other answers are. Any other answer "
        "only counts as one, even at the highest level.",
        ("vetoes", "veto at", "vetoed by", "without any veto", "no vetoes"),
    ),
    "majority": Term(
        "The share of the answers, by weight, that a light asks for.",
        ("votes", "line", "weight", "weights", "needed", "points"),
    ),
    "coverage": Term(
        "How much of the weight of the questions is answered. Below the shares that the rubric "
        "asks for, in all or within a family, no light is given where answers could change it.",
    ),
    "undetermined": Term(
        "Too little is known for a light. The open answers allow more than one, and none is "
        "taken by default.",
        ("no light", "possible"),
    ),
    "not-answered": Term(
        "No evidence was found. The question stays in the count, and its vote goes to no light.",
        ("missing", "open", "for a light"),
    ),
    "not-applicable": Term(
        "The question does not apply to this area, by the rubric. It is left out of every count.",
        ("does not apply",),
    ),
    "outlook": Term(
        "Where trends that have begun would take the light within the horizon of the rubric. "
        "No change means that they would not move it; an outlook is no forecast of events.",
        ("trend", "trends", "horizon", "no change", "may turn"),
    ),
    "as-of": Term(
        "The date of the judgement: only what was known by then counts. Read an old one as what "
        "was known then.",
        ("date", "known", "newest", "newest evidence", "compared with"),
    ),
    "works-now": Term(
        "What sources show being done in this very area, behind an answer at the best light. "
        "Texts, promises, studies and opinions do not count, nor do answers of very low "
        "confidence.",
        ("worked then", "has worked"),
    ),
    "not-known": Term("A question that no source answers, and whose answer would help."),
    "worse-if": Term("What would lower the light first: one answer alone, or several together."),
    "surer-if": Term(
        "What would make a light sure that is only provisional. The best light cannot get better.",
        ("better if",),
    ),
    "for-a-better-light": Term(
        "How many answers must improve for the next better light, and what is nearest to it. "
        "First come ranges that better evidence may settle, then levels that an avenue lowers "
        "with least effort.",
        ("near way", "away", "better light", "for better"),
    ),
    "no-step-for": Term("What is in the way, and no source says how to lower."),
    "rated-by": Term(
        "Who answered the questions: the authors of the pack. Those who published the framework "
        "or the sources did not.",
    ),
}

_OF_CERTAINTY: Mapping[str, Term] = {
    "evidence": Term(
        "Dated facts from documents. Each has its document, section and paragraph.",
        ("facts", "fact", "item", "items", "notes", "sources"),
        "'explain' with its id prints them.",
    ),
    "confidence": Term(
        "How well the evidence carries an answer: very low, low, moderate or high. Named sources "
        "on the area, official texts and independent voices raise it, age and conflict lower it. "
        "It never moves a level.",
        ("grade", "grades", "half-life"),
    ),
    "inferred": Term(
        "No source speaks of this question here: the answer is our inference. It is marked with ~, "
        "has low confidence at most, and the brief says what the light would be without it.",
        ("inference", "assumed"),
    ),
    "how-sure": Term(
        "How often the same light comes out when ratings and weights of questions are varied. The "
        "weaker of two measures gives the word: both varied together, or the weights alone. Sure: "
        "from 90 cases of 100; fairly sure: from 67; not sure: from 50; in doubt: fewer. A rubric "
        "may set other bounds. These are shares of variations, not chances.",
        (
            *("sure", "fairly sure", "not sure", "in doubt", "firm", "likely", "contested"),
            *("fragile", "variation", "variations", "weightings", "the light is", "share"),
        ),
    ),
    "provisional": Term(
        "The light is not sure, or in doubt: too many variations of our ratings, or of the "
        "weights, give another one. The rule takes the ratings as they are, so the light stands. "
        "Quote it as lying between the two lights that the brief names.",
    ),
    "strict-reading": Term(
        "The light if every weak answer were one level worse, all at once, and every range at its "
        "worse end. A lenient reading takes them the other way.",
        ("strict", "lenient", "lenient-reading", "reading", "weak", "weak answers", "weak answer"),
    ),
    "other-weights": Term(
        "How often the same light comes out if the questions are weighed in any other way, with "
        "our ratings as they are.",
        ("we vary", "ratings too"),
    ),
    "nearest": Term(
        "The fewest changes of one level that lead to another light.",
        ("shortest way", "shortest ways"),
    ),
    "plain-average": Term(
        "A cross-check: the light by the average of all levels. It decides nothing, and is named "
        "where it differs.",
        ("cross-check", "cross-checks", "average", "mean", "geometric average"),
    ),
    "bits": Term("How evenly shares are spread: 0 where one light has all of them."),
    "assumption": Term(
        "What could be set otherwise: the weights, the levels, the majority or the rule.",
        ("alone", "with the others"),
    ),
}

_OF_STEPS: Mapping[str, Term] = {
    "avenue": Term(
        "A way to better answers that the rubric names, with concrete steps. An avenue never "
        "enters a light.",
        ("avenues", "offer", "offers", "way", "ways", "forum"),
    ),
    "effort": Term(
        "From 1 to 5 for each level by which an avenue betters an answer, as the rubric says. It "
        "compares ways; it is neither money nor time.",
        ("planning-units", "effort each"),
    ),
    "out-of-reach": Term(
        "No avenue of the rubric betters this answer.",
        typed="'explain' with its id says who can.",
    ),
    "cause": Term(
        "Why a result changed: the age of the evidence, new answers, or another rubric.",
        ("ageing", "age of the evidence", "new answers", "another rubric"),
    ),
    "form": Term(
        "What sort of work is judged. Some questions are asked only of some forms; the area's file "
        "names its own, the main one first.",
        ("forms",),
    ),
    "kind": Term(
        "What sort of fact an item of evidence is; it says how fast the item ages. An item of an "
        "official kind is marked as reported where its document only reports it. The text itself "
        "would raise confidence; a report of it does not.",
        ("kinds", "reported"),
    ),
    "basis": Term(
        "Whether a fact behind an answer speaks of this area, or all speak in general. Without a "
        "fact, an answer is inferred.",
        ("general",),
    ),
    "side": Term(
        "The parties that a fact speaks of: one, several, both for all, or unstated where its "
        "document does not say which. No rule uses it.",
        ("sides", "unstated"),
    ),
    "raises": Term(
        "A fact raises the level of a question where it speaks for a worse answer, and lowers it "
        "where it speaks for a better one. An answer cites only facts that do one of the two. A "
        "sentence that does both is two facts.",
        ("lowers", "raises and lowers", "lowers it"),
    ),
    "argument": Term(
        "Why an answer has its level and not its neighbour, in at most two sentences. A mark such "
        "as [1] or [id] names the fact that the words before it rest on. Names and figures must "
        "stand in a fact that the answer cites.",
        ("arguments", "because", "mark", "marks"),
    ),
    "hardening": Term(
        "A fact shows that the answer gets worse; easing is the opposite. Both move the outlook of "
        "an area, and neither its light.",
        ("easing", "moving", "likelihood"),
    ),
    "gate": Term(
        "A condition under which a build fails, such as a light with --fail-on. A gate never "
        "changes a light.",
        ("gates", "checks", "baseline", "regression", "stale", "unsupported"),
    ),
}

_OF_RUBRICS: Mapping[str, Term] = {
    "rubric": Term(
        "The questions, the levels and the rule by which every area is judged.",
        ("framework", "standard model"),
    ),
    "pack": Term("A folder with a rubric, its sources, its evidence and its areas."),
    "published": Term(
        "A light that a source published for an area. It is held against what the rule gives.",
        ("expected", "found", "published lights", "left out", "reference"),
    ),
    "power": Term(
        "How much of all decisions about a light depends on one question, with vetoes.",
    ),
    "swings": Term(
        "How often an answer makes or breaks a majority, over all combinations of the others.",
    ),
}

_OF_PANELS: Mapping[str, Term] = {
    "panel": Term(
        "Several raters who answer the same questions apart. Their median counts.",
        ("rater", "raters", "rated by", "median", "round", "rounds", "levels given"),
    ),
    "dissent": Term(
        "An answer, or a light, that differs from that of the panel.",
        ("disputed", "agreed", "dispute", "strictness"),
    ),
    "alpha": Term(
        "How far raters agree beyond chance (Krippendorff's alpha): 1 is all, 0 is no better than "
        "chance. Below .667 the answers should be discussed first.",
        ("agreement",),
    ),
    "spread": Term("How many levels lie between the lowest and the highest answer of a panel."),
    "receipt": Term(
        "A code that a rater sends before the sheet, so that nobody can change answers later.",
    ),
}

TERMS: Mapping[str, Term] = {
    **_OF_AN_AREA,
    **_OF_CERTAINTY,
    **_OF_STEPS,
    **_OF_RUBRICS,
    **_OF_PANELS,
}
"""What ``explain`` says of each term; ids of a rubric come first where they are the same."""


def term_of(word: str, vocabulary: Vocabulary = FIRST_VOCABULARY) -> str | None:
    """The term that a word stands for; none where it is no term, nor a form or kind of a rubric.

    A level behind it, as a report prints one (``veto at 4``), changes nothing.
    """
    key = re.sub(r"(?<=.)-at-\d+$", "", _key(word))
    for name, words in _words(vocabulary).items():
        if key in words:
            return name
    return next((name for name, term in TERMS.items() if key in _forms(name, term)), None)


def words_of(name: str, vocabulary: Vocabulary) -> str:
    """The words that a rubric has for a term, each with what it means; nothing for most terms."""
    found = _words(vocabulary).get(name, {})
    known = all(found.values())
    if not found:
        return ""
    if known:
        return " ".join(f"{word.capitalize()}: {meaning}." for word, meaning in found.items())
    named = (f"{word} ({meaning})" if meaning else word for word, meaning in found.items())
    return f"This rubric has: {', '.join(named)}."


def _words(vocabulary: Vocabulary) -> Mapping[str, Mapping[str, str]]:
    """The forms and kinds of a rubric, each with what it means as far as that is known."""
    return {
        "form": {form: FORMS_MEAN.get(form, "") for form in vocabulary.forms},
        "kind": {kind.id: KINDS_MEAN.get(kind.id) or _marks(kind) for kind in vocabulary.kinds},
    }


def _marks(kind: Kind) -> str:
    """What a rubric says of a kind of its own."""
    marks = (
        (kind.official, "official"),
        (kind.declaration, "a declaration"),
        (kind.opinion, "an opinion"),
    )
    return ", ".join(word for marked, word in marks if marked)


def _forms(name: str, term: Term) -> set[str]:
    return {name, *map(_key, term.forms)}


def _key(word: str) -> str:
    return "-".join(word.casefold().replace("_", " ").replace("-", " ").split())
