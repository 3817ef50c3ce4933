"""One answer of ``rate``: what is asked for it, and what flags or an older answer say already."""

from __future__ import annotations

from typing import Any, NamedTuple

from coopcli.authoring.answers import level_from, parts_of, replaced, with_answer, with_ids
from coopcli.authoring.area import choices, either
from coopcli.authoring.evidence import with_link
from coopcli.authoring.saving import AreaFile
from coopcli.cli.citing import BACK, CitedByFlags, Citing
from coopcli.cli.prompts import Left, Prompts
from coopcli.model import Basis, Criterion, Rating
from coopcli.problems import hint, refuse
from coopcli.reading import argument
from coopcli.reading.rating import RATING

REASONED = {
    "missing": "Why is there no answer",
    "not-applicable": "Why does the question make no sense here",
}
"""The answers that have a reason in the place of a level."""

NONE_OF = {"trend": "no", "likelihood": "not-said"}
"""The words that say nothing of a key."""


class Flags(NamedTuple):
    """What flags say of the one answer; empty is what they do not say."""

    level: str = ""
    missing: str = ""
    not_applicable: str = ""
    basis: str = ""
    because: str = ""
    trend: str = ""
    likelihood: str = ""
    cited: CitedByFlags = CitedByFlags()

    @property
    def answer(self) -> bool:
        """Whether a flag says anything of an answer."""
        return self != Flags()


class Answering:
    """One question while it is answered.

    What was typed is the usual answer when it is asked again. An answer that takes the place of one
    of the same date keeps the parts of it (``kept``) that nobody changes.
    """

    def __init__(
        self, file: AreaFile, criterion: Criterion, flags: Flags, prompts: Prompts, day: str
    ) -> None:
        self.file, self.criterion, self.flags, self.prompts = file, criterion, flags, prompts
        self.day = day
        self.citing = Citing(file, criterion, flags.cited, prompts)
        old = replaced(file.area, criterion.id, day)
        self.kept = parts_of(old) if isinstance(old, Rating) else {}
        self._usual = {key: text for key, text in self.kept.items() if isinstance(text, str)}
        self._usual["evidence"] = " ".join(self.kept.get("evidence", ()))
        low, *high = self._kept_levels()
        self._usual["level"] = "-".join([low, *high]) if low and flags.answer else "skip"

    def _kept_levels(self) -> list[str]:
        level = self.kept.get("level", "")
        return [*map(str, level)] if isinstance(level, list) else [str(level)]

    def answer(self) -> dict[str, Any] | str:
        """The answer as the file holds it; ``skip`` or ``stop`` where there is none.

        Raises: InvalidInput where a flag is wrong, or something is missing and nobody is asked;
        Ended.
        """
        flags = self.flags
        reasons = {"missing": flags.missing, "not-applicable": flags.not_applicable}
        given = [word for word, reason in reasons.items() if reason]
        if len(given) + bool(flags.level) > 1:
            message = "--level, --missing and --not-applicable are each an answer; one is needed"
            refuse("wrong-usage", message)
        while True:
            word = given[0] if given else self._level()
            if word in ("skip", "stop"):
                return word
            self._usual["level"] = word
            try:
                with self.prompts.branch(BACK, "for the level"):
                    if word in REASONED:
                        reason = reasons[word] or self._reason(word)
                        return {"known": self.day, word: reason}
                    return self._rating(word)
            except Left:
                continue

    def changed(self, answer: dict[str, Any]) -> bytes:
        """The content of the file with an answer, and with the links of the facts that it cites.

        Raises: InvalidInput where the file cannot be edited.
        """
        path, content = self.file.path, self.file.content
        for link in self.citing.links:
            if link.name in answer.get("evidence", ()):
                content = with_link(path, content, link, self.criterion.id)
        rubric, area = self.file.pack.rubric, self.file.area
        return with_answer(path, content, rubric, area, self.criterion.id, answer)

    def _rating(self, word: str) -> dict[str, Any]:
        level = level_from(word, self.criterion)
        cited = self.citing.given(self.kept.get("evidence", []) if self.prompts.silent else [])
        if cited is None:
            cited = self.citing.picked(self._usual["evidence"])
        basis = self._basis(cited)
        same = level == self.kept.get("level")
        because = self._because(cited, same=same)
        if marked := self._marked(because, cited):
            self.prompts.show(f"The argument marks {', '.join(marked)}: cited as well.", "  ")
            cited += marked
            basis = self._basis(cited) if basis == Basis.INFERRED.value else basis
        self._usual["evidence"] = " ".join(cited)
        trend, likelihood = self._movement()
        answer = {
            "known": self.day,
            "level": level,
            "basis": basis,
            "trend": trend,
            "likelihood": likelihood,
            "because": because,
            "rationale": "" if because else self.kept.get("rationale", ""),
            "evidence": cited,
            "panel": self.kept.get("panel", "") if same else "",
        }
        return {key: value for key, value in answer.items() if value not in ("", [])}

    def _level(self) -> str:
        levels = [str(level) for level in sorted(self.criterion.anchors)]
        words = [*REASONED][: 1 + self.criterion.may_be_not_applicable]
        named = " or ".join(f"'{word}'" for word in words)
        what = f"{levels[0]} to {levels[-1]}, a range as {levels[0]}-{levels[1]}, or {named}"

        def check(text: str) -> str:
            known = text in (*words, "skip", "stop", "more")
            if known or level_from(text, self.criterion) is not None:
                return ""
            return f"{what} is needed; 'skip' leaves the question open, 'stop' ends"

        if given := self.flags.level:
            if level_from(given, self.criterion) is None:
                refuse("wrong-value", f"--level: {what} is needed, not {given!r}")
            return given
        usual = self._usual["level"]
        if self.prompts.silent and usual != "skip":
            return usual
        question = f"Level ({what}; 'skip' or 'stop')"
        flag = " or ".join(["--level", *(f"--{word}" for word in words)])
        while (text := self.prompts.ask(question, flag, usual=usual, check=check)) == "more":
            self.citing.more()
        return text

    def _reason(self, word: str) -> str:
        def check(text: str) -> str:
            return "" if text else "A sentence is needed"

        self._usual[word] = self.prompts.ask(
            *(REASONED[word], f"--{word}"),
            usual=self._usual.get(word, ""),
            check=check,
            prose=True,
        )
        return self._usual[word]

    def _basis(self, cited: list[str]) -> str:
        given = self._choice("basis", self.flags.basis)
        if given or not cited:
            return given or Basis.INFERRED.value
        words = [Basis.AREA.value, Basis.GENERAL.value]
        usual = self._usual.get("basis")
        if usual not in words:
            foreign = {*self.file.pack.ledger, *self.citing.copies.values()}
            usual = words[foreign.issuperset(cited)]
        elif self.prompts.silent:
            return usual
        question = "Does one of these facts speak of this area, or all in general"
        self._usual["basis"] = self.prompts.choose(question, "--basis", words, usual=usual)
        return self._usual["basis"]

    def _because(self, cited: list[str], *, same: bool) -> str:
        """The argument, with ids as its marks; that of the older answer, if the level is the same.

        Nothing where an older answer has a rationale in its place.
        """
        if self.flags.because:
            return self._with_ids(self.flags.because)
        if self.prompts.silent and same and not self.kept.get("panel"):
            return str(self.kept.get("because", ""))

        def check(text: str) -> str:
            if not text:
                return "A sentence is needed"
            return self._wrong(self._with_ids(text), cited)

        most = argument.MOST_SENTENCES
        question = f"Why this level and not its neighbour (at most {most} sentences; [1] or [id] "
        text = self.prompts.ask(
            *(f"{question}marks a fact)", "--because"),
            usual=self._usual.get("because", ""),
            check=check,
            prose=True,
        )
        self._usual["because"] = text
        return self._with_ids(text)

    def _wrong(self, text: str, cited: list[str]) -> str:
        """What is wrong with an argument, so that it is asked for again and nothing else is."""
        if wrong := argument.too_long(text):
            return wrong
        known = {item.evidence.id: item.evidence for item in self.citing.items}
        names = dict.fromkeys((*cited, *argument.marks(text)))
        if strange := [name for name in names if name not in known]:
            return f"There is no fact {strange[0]!r} on this question{hint(strange[0], [*known])}"
        items = [known[name] for name in names]
        rubric, area = self.file.pack.rubric, self.file.area
        return argument.unsupported_in(text, items, rubric, area, self.criterion)

    def _with_ids(self, text: str) -> str:
        """An argument whose marks are the ids by which this file knows its facts."""
        text = with_ids(text, self.citing.items)
        for name, copy in self.citing.copies.items():
            text = text.replace(f"[{name}]", f"[{copy}]")
        return text

    def _marked(self, because: str, cited: list[str]) -> list[str]:
        """Facts that the argument marks although they were not picked; flags must name them."""
        if self.flags.because:
            return []
        return [name for name in argument.marks(because) if name not in cited]

    def _movement(self) -> tuple[str, str]:
        """Which way the answer moves, and how likely that is; asked where the argument was."""
        asks = not (self.flags.because or self.prompts.silent)
        trend = self._choice("trend", self.flags.trend)
        likelihood = self._choice("likelihood", self.flags.likelihood)
        old = self.kept.get("trend", "")
        if not trend:
            trend = self._word("Is the answer moving", "trend") if asks else old
        if trend == NONE_OF["trend"]:
            trend = ""
        if trend != old:
            self._usual.pop("likelihood", "")
        if trend and not likelihood:
            months = self.file.pack.rubric.horizon_months
            question = f"How likely is it to move by a level within {months} months"
            usual = self._usual.get("likelihood", "")
            likelihood = self._word(question, "likelihood") if asks else usual
        return trend, "" if likelihood == NONE_OF["likelihood"] else likelihood

    def _word(self, question: str, key: str) -> str:
        """One of the words of a key, or the one that says nothing of it."""
        words = [NONE_OF[key], *choices(RATING, key)]
        usual = self._usual.get(key, words[0])
        self._usual[key] = self.prompts.choose(question, f"--{key}", words, usual=usual)
        return self._usual[key]

    def _choice(self, key: str, given: str) -> str:
        known = [*choices(RATING, key), *([NONE_OF[key]] if key in NONE_OF else [])]
        if given and given not in known:
            refuse("wrong-value", f"--{key}: {either(known)} is needed{hint(given, known)}")
        return given
