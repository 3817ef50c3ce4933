"""One sitting of ``rate``: what is shown and asked for each question, and when it is saved."""

from __future__ import annotations

from datetime import date

from coopcli.authoring.answers import before, open_questions, replaced
from coopcli.authoring.area import either
from coopcli.authoring.saving import AreaFile
from coopcli.cli import showing
from coopcli.cli.answering import Answering, Flags
from coopcli.cli.prompts import Ended, Left, Prompts
from coopcli.cli.signals import Interrupted
from coopcli.commands import suggested
from coopcli.model import Criterion, Missing, PartialDate
from coopcli.problems import InvalidInput, Location, hint, refuse
from coopcli.rule.assessment import assess


class Session:
    """A sitting over one file."""

    def __init__(self, file: AreaFile, flags: Flags, prompts: Prompts) -> None:
        self.file, self.flags, self.prompts = file, flags, prompts
        self.rubric = file.pack.rubric
        self.saved: list[str] = []
        self.added: list[str] = []
        self.notes: list[str] = []
        self.day = ""

    def run(self, only: list[str], known: str, *, again: bool) -> None:
        """Asks question after question and saves each answer.

        Raises: InvalidInput where a flag is wrong or something is missing that nobody is asked for.
        """
        names = self._questions(only, again=again)
        if not names:
            return
        if not self.file.area.ratings and self.rubric.about:
            self.prompts.show(self.rubric.about)
            self.prompts.show()
        try:
            self.day = day = self._day(known)
            for position, name in enumerate(names, 1):
                if not self._question(
                    self.rubric.criteria[name], f"{position} of {len(names)}", day
                ):
                    break
        except Left:
            return
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
        next_ = f"{words}{suggested(command, [path], options, rubric=rubric)}"
        return "\n".join([self._state(), *self.notes, next_]) + "\n"

    def _state(self) -> str:
        count = len(open_questions(self.rubric, self.file.area))
        asked = [c for c in self.rubric.criteria.values() if c.asked_of(self.file.area.form)]
        verb = "is" if count == 1 else "are"
        left = f"{count} of {len(asked)} questions {verb} open" if count else ""
        newest = [before(self.file.area, criterion.id) for criterion in asked]
        missing = sum(isinstance(entry, Missing) for entry in newest)
        named = f", {missing} of {len(asked)} missing" if missing else ""
        if missing and not left and not self._has_light():
            named += ", and no light yet"
        left = left or f"every question has an answer{named}"
        saved = f"Saved in {self.file.path}: {', '.join(self.saved)}; " if self.saved else ""
        text = saved + left + "."
        return text[:1].upper() + text[1:]

    def _has_light(self) -> bool:
        newest = self.file.area.newest()
        return bool(newest and assess(self.rubric, self.file.area, newest).light)

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
        with self.prompts.branch("stop", "ends"):
            return self.prompts.ask(question, "--known", usual=usual, check=check)

    def _question(self, criterion: Criterion, position: str, day: str) -> bool:
        """Asks one question until its answer is saved or left out; whether to go on."""
        one = Answering(self.file, criterion, self.flags, self.prompts, day)
        showing.question(self.prompts, self.rubric, criterion, position)
        showing.facts(self.prompts, one.citing.items, 0)
        showing.answer_before(self.prompts, self.file.area, criterion, day)
        old = replaced(self.file.area, criterion.id, day)
        while True:
            try:
                answer = one.answer()
            finally:
                self.added += [name for name in one.citing.added if name not in self.added]
            if isinstance(answer, str):
                self.prompts.show("Left open.")
                return answer != "stop"
            try:
                self.file.save(one.changed(answer))
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
            if old is not None:
                self.notes.append(showing.replacement(criterion.id, old, one.kept, answer))
            return True
