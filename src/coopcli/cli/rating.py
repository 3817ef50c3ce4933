"""One sitting of ``rate``: what is shown and asked for each question, and when it is saved."""

from __future__ import annotations

import os
from datetime import date
from typing import Any, NamedTuple

from coopcli.authoring.answers import (
    Item,
    before,
    items_for,
    level_from,
    open_questions,
    picked,
    with_answer,
    with_ids,
)
from coopcli.authoring.area import choices, either
from coopcli.authoring.evidence import with_fact
from coopcli.authoring.saving import AreaFile
from coopcli.cli import facts, showing
from coopcli.cli.prompts import Ended, Prompts
from coopcli.cli.signals import Interrupted
from coopcli.commands import suggested
from coopcli.model import Basis, Criterion, Missing, PartialDate
from coopcli.problems import InvalidInput, Location, hint, refuse
from coopcli.reading.area import RATING
from coopcli.reading.passages import TEXTS

REASONED = {
    "missing": "Why is there no answer",
    "not-applicable": "Why does the question make no sense here",
}
"""The answers that have a reason in the place of a level."""


class Flags(NamedTuple):
    """What flags say of the one answer; empty is what they do not say."""

    level: str = ""
    missing: str = ""
    not_applicable: str = ""
    evidence: tuple[str, ...] = ()
    basis: str = ""
    because: str = ""
    trend: str = ""
    likelihood: str = ""
    add_evidence: str = ""
    fact: facts.Given = facts.Given()

    @property
    def answer(self) -> bool:
        """Whether a flag says anything of an answer."""
        return any(self[:-1])


class Session:
    """A sitting over one file."""

    def __init__(self, file: AreaFile, flags: Flags, prompts: Prompts) -> None:
        self.file, self.flags, self.prompts = file, flags, prompts
        self.rubric = file.pack.rubric
        self.saved: list[str] = []
        self.added: list[str] = []
        self.day = ""
        self._texts = os.environ.get(TEXTS, "")

    def run(self, only: list[str], known: str, *, again: bool) -> None:
        """Asks question after question and saves each answer.

        Raises: InvalidInput where a flag is wrong or something is missing that nobody is asked for.
        """
        names = self._questions(only, again=again)
        if not names:
            return
        if not only and not self.file.area.ratings and self.rubric.about:
            self.prompts.show(self.rubric.about)
            self.prompts.show()
        try:
            self.day = day = self._day(known)
            for position, name in enumerate(names, 1):
                if not self._question(
                    self.rubric.criteria[name], f"{position} of {len(names)}", day
                ):
                    break
        except Ended:
            if not self.saved:
                what = (
                    f"only {', '.join(self.added)} is saved" if self.added else "nothing is saved"
                )
                refuse("answer-needed", f"the input ended before the first answer; {what}")
        except Interrupted:
            self.prompts.show()
            self.prompts.show(self._state())
            raise

    def report(self, rubric: str) -> str:
        """What was saved, what is open, and what to do next."""
        path = self.file.path
        more = open_questions(self.rubric, self.file.area)
        command = "rate" if more else "assess"
        words = "Go on:          " if more else "See the light:  "
        options = ["--known", self.day] if more and self.day else []
        return f"{self._state()}\n{words}{suggested(command, [path], options, rubric=rubric)}\n"

    def _state(self) -> str:
        count = len(open_questions(self.rubric, self.file.area))
        asked = [c for c in self.rubric.criteria.values() if c.asked_of(self.file.area.form)]
        verb = "is" if count == 1 else "are"
        left = f"{count} of {len(asked)} questions {verb} open" if count else ""
        newest = [before(self.file.area, criterion.id) for criterion in asked]
        missing = sum(isinstance(entry, Missing) for entry in newest)
        named = f", {missing} of {len(asked)} missing" if missing else ""
        left = left or f"every question has an answer{named}"
        saved = f"Saved in {self.file.path}: {', '.join(self.saved)}; " if self.saved else ""
        text = saved + left + "."
        return text[:1].upper() + text[1:]

    def _questions(self, only: list[str], *, again: bool) -> list[str]:
        for name in only:
            criterion = self.rubric.criteria.get(name)
            if criterion is None:
                near = hint(name, [*self.rubric.criteria])
                refuse("unknown-criterion", f"{self.rubric.id} has no question {name!r}{near}")
            elif criterion.applies_to and not criterion.asked_of(self.file.area.form):
                forms = either(criterion.applies_to.forms)
                because = criterion.applies_to.because
                message = f"{name} is asked only where 'form' of the area holds {forms}"
                refuse("not-asked", f"{message}: {because}" if because else message)
        if again and not only:
            asked = (c for c in self.rubric.criteria.values() if c.asked_of(self.file.area.form))
            return [criterion.id for criterion in asked]
        return only or open_questions(self.rubric, self.file.area)

    def _day(self, given: str) -> str:
        def check(text: str) -> str:
            try:
                PartialDate.parse(text)
            except ValueError:
                return "A date that exists is needed, as 2025, 2025-11 or 2025-11-30"
            return ""

        if given:
            if wrong := check(given):
                refuse("wrong-date", f"--known: {wrong}")
            return given
        dates = [one.known for own in self.file.area.ratings.values() for one in own if one.known]
        newest = max(dates, key=lambda day: day.last).text if dates else date.today().isoformat()
        usual = "" if self.prompts.silent else newest
        question = "When could these answers first be given"
        return self.prompts.ask(question, "--known", usual=usual, check=check)

    def _question(self, criterion: Criterion, position: str, day: str) -> bool:
        """Asks one question until its answer is saved or left out; whether to go on."""
        showing.question(self.prompts, self.rubric, criterion, position)
        showing.facts(self.prompts, self._items(criterion), 0)
        showing.answer_before(self.prompts, self.file.area, criterion)
        usual: dict[str, str] = {}
        items = self._items(criterion)
        while True:
            answer = self._answer(criterion, items, day, usual)
            if answer is None:
                return usual.get("level") != "stop"
            try:
                content = with_answer(
                    *(self.file.path, self.file.content, self.rubric, self.file.area),
                    *(criterion.id, answer),
                )
                self.file.save(content)
            except InvalidInput as error:
                lost = any(problem.code == "unwritable" for problem in error.problems)
                if lost:
                    raise
                if self.prompts.silent or self.flags.answer:
                    # The place is one of a file that is not written.
                    here = Location(self.file.path)
                    raise InvalidInput([p._replace(where=here) for p in error.problems]) from None
                self.prompts.show("Not saved:")
                for problem in error.problems:
                    self.prompts.show(problem.message, "  ")
                continue
            self.saved.append(criterion.id)
            self.prompts.show("Saved.")
            return True

    def _items(self, criterion: Criterion) -> list[Item]:
        area, ledger = self.file.area, self.file.pack.ledger
        return items_for(area, criterion, set(area.evidence) - set(ledger), self._texts)

    def _answer(
        self, criterion: Criterion, items: list[Item], day: str, usual: dict[str, str]
    ) -> dict[str, Any] | None:
        """The answer as the file holds it, or ``None`` where the question is left out."""
        flags = self.flags
        reasons = {"missing": flags.missing, "not-applicable": flags.not_applicable}
        given = [word for word, reason in reasons.items() if reason]
        if len(given) + bool(flags.level) > 1:
            message = "--level, --missing and --not-applicable are each an answer; one is needed"
            refuse("wrong-usage", message)
        word = given[0] if given else self._level(criterion, usual)
        usual["level"] = word
        if word in ("skip", "stop"):
            return None
        if word in REASONED:
            reason = reasons[word] or self._text(REASONED[word], f"--{word}", usual, word)
            return {"known": day, word: reason}
        cited = self._cited(criterion, items, usual)
        basis = self._basis(cited)
        question = "Why this level and not its neighbour ([1] or [id] marks a fact)"
        because = flags.because or self._text(question, "--because", usual, "because")
        trend, likelihood = self._movement(usual)
        answer = {
            "known": day,
            "level": level_from(word, criterion),
            "basis": basis,
            "trend": trend,
            "likelihood": likelihood,
            "because": with_ids(because, items),
            "evidence": cited,
        }
        return {key: value for key, value in answer.items() if value not in ("", [])}

    def _level(self, criterion: Criterion, usual: dict[str, str]) -> str:
        levels = [str(level) for level in sorted(criterion.anchors)]
        words = [*REASONED][: 1 + criterion.may_be_not_applicable]
        named = " or ".join(f"'{word}'" for word in words)
        what = f"{levels[0]} to {levels[-1]}, a range as {levels[0]}-{levels[1]}, or {named}"

        def check(text: str) -> str:
            if text in (*words, "skip", "stop") or level_from(text, criterion) is not None:
                return ""
            return f"{what} is needed; 'skip' leaves the question open, 'stop' ends"

        if given := self.flags.level:
            if level_from(given, criterion) is None:
                refuse("wrong-value", f"--level: {what} is needed, not {given!r}")
            return given
        question = f"Level ({what}; 'skip' or 'stop')"
        flag = " or ".join(["--level", *(f"--{word}" for word in words)])
        return self.prompts.ask(question, flag, usual=usual.get("level", "skip"), check=check)

    def _cited(self, criterion: Criterion, items: list[Item], usual: dict[str, str]) -> list[str]:
        """The ids of the facts that the answer rests on; new ones are saved on the way."""
        flags = self.flags
        added: list[str] = []
        if flags.add_evidence:
            added = [self._add(flags.add_evidence, flags.fact, criterion)]
        if flags.evidence or added or self.prompts.silent:
            return [*dict.fromkeys((*flags.evidence, *added))]
        shown = showing.SHOWN
        while True:
            old = usual.get("facts", "")
            enter = "Enter for those in brackets" if old else "Enter for none"
            question = f"Facts that it rests on (as '1 3'; 'new' adds one; {enter})"
            text = self.prompts.ask(question, "--evidence", usual=old)
            ids, rest = picked(text, items)
            if rest == ["more"]:
                showing.facts(self.prompts, items, shown)
                shown += showing.SHOWN
            elif rest == ["new"]:
                added += [name] if (name := self._new_fact(criterion, items)) else []
                usual["facts"] = " ".join(dict.fromkeys([*ids, *added]))
            elif rest:
                self.prompts.show(showing.no_fact(self.file.area, rest[0]), "  ")
            else:
                cited = [*dict.fromkeys([*ids, *added])]  # who adds a fact here means to cite it
                usual["facts"] = " ".join(cited)
                return cited

    def _new_fact(self, criterion: Criterion, items: list[Item]) -> str:
        """The id of a fact that was added, or nothing where it was not sound.

        It gets the next number of the list, so that no number that was shown means another fact.
        """
        taken = self.file.area.evidence

        def check(text: str) -> str:
            from coopcli.authoring.evidence import wrong_item

            if not text:
                return ""
            return f"There is an item {text} already" if text in taken else wrong_item("id", text)

        question = "A short id for the fact (Enter to go back)"
        name = self.prompts.ask(question, "--add-evidence", check=check)
        if not name:
            return ""
        try:
            self._add(name, facts.Given(), criterion)
            items += [item for item in self._items(criterion) if item.evidence.id == name]
            showing.facts(self.prompts, items, len(items) - 1)
            return name
        except InvalidInput as error:
            for problem in error.problems:
                self.prompts.show(f"Not saved: {problem.message}", "  ")
            return ""

    def _add(self, name: str, given: facts.Given, criterion: Criterion) -> str:
        if name in self.file.area.evidence:
            refuse("repeated-id", f"there is an item {name!r} already")
        around = facts.around(self.file.area, self.rubric, criterion.id)
        fact = facts.fact_from(name, given, around, self.prompts)
        self.file.save(with_fact(self.file.path, self.file.content, fact))
        self.added.append(name)
        if note := facts.note_on(fact):
            self.prompts.show(note)
        return name

    def _basis(self, cited: list[str]) -> str:
        given = self._choice("basis", self.flags.basis)
        if given or not cited:
            return given or Basis.INFERRED.value
        own = any(name not in self.file.pack.ledger for name in cited)
        usual = Basis.AREA.value if own else Basis.GENERAL.value
        words = [Basis.AREA.value, Basis.GENERAL.value]
        question = "Do these facts speak of this area, or in general"
        return self.prompts.choose(question, "--basis", words, usual=usual)

    def _movement(self, usual: dict[str, str]) -> tuple[str, str]:
        """Which way the barrier moves, and how likely that is; asked where the argument was."""
        trend = self._choice("trend", self.flags.trend)
        likelihood = self._choice("likelihood", self.flags.likelihood)
        asks = not (self.flags.because or self.prompts.silent)
        if asks and not trend:
            trend = self._word("Is the barrier moving", "trend", "no", usual)
        if asks and trend and not likelihood:
            months = self.rubric.horizon_months
            question = f"How likely is it to move by a level within {months} months"
            likelihood = self._word(question, "likelihood", "not said", usual)
        return trend, likelihood

    def _word(self, question: str, key: str, none: str, usual: dict[str, str]) -> str:
        """One of the words of a key, or nothing where ``none`` is answered."""
        words = [none, *choices(RATING, key)]
        usual[key] = self.prompts.choose(question, f"--{key}", words, usual=usual.get(key, none))
        return "" if usual[key] == none else usual[key]

    def _choice(self, key: str, given: str) -> str:
        known = choices(RATING, key)
        if given and given not in known:
            refuse("wrong-value", f"--{key}: {either(known)} is needed{hint(given, known)}")
        return given

    def _text(self, question: str, flag: str, usual: dict[str, str], key: str) -> str:
        def check(text: str) -> str:
            return "" if text else "A sentence is needed"

        usual[key] = self.prompts.ask(question, flag, usual=usual.get(key, ""), check=check)
        return usual[key]
