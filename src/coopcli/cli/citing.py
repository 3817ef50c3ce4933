"""The facts that an answer of ``rate`` rests on: picked from a list, linked or added on the way."""

from __future__ import annotations

import os
from typing import NamedTuple

from coopcli.authoring.answers import Item, items_for, picked
from coopcli.authoring.evidence import Link, with_fact, wrong_item
from coopcli.authoring.saving import AreaFile
from coopcli.cli import facts, showing
from coopcli.cli.prompts import Left, Prompts
from coopcli.model import Criterion, Evidence
from coopcli.problems import InvalidInput, hint, refuse
from coopcli.reading.passages import TEXTS

WAYS = ["raises", "lowers"]
BACK = "back"


class CitedByFlags(NamedTuple):
    """What flags say of the facts of one answer; empty is what they do not say."""

    evidence: tuple[str, ...] = ()
    add_evidence: str = ""
    fact: facts.Given = facts.Given()

    def refuse_idle(self, question: str) -> None:
        """Refuses flags of a fact that say nothing here.

        Raises: InvalidInput.
        """
        if self.add_evidence:
            return
        if any(self.fact._replace(raises=(), lowers=())):
            message = "flags such as --summary describe a new fact, whose id --add-evidence gives"
            refuse("wrong-usage", message)
        named = {*self.fact.raises, *self.fact.lowers}
        if named and not (self.evidence and named == {question}):
            message = "without --add-evidence, --raises and --lowers link facts of --evidence"
            refuse("wrong-usage", f"{message} to the question of --only")


class Citing:
    """The facts on one question, in the order and with the numbers in which they are shown.

    ``links``: facts that shall speak to this question from its next answer on; ``copies``: the ids
    of those that a ledger has, and of their copies. ``added``: ids of facts saved on the way.
    """

    def __init__(
        self, file: AreaFile, criterion: Criterion, flags: CitedByFlags, prompts: Prompts
    ) -> None:
        self.file, self.criterion, self.flags, self.prompts = file, criterion, flags, prompts
        self.items = self._listed()
        self.shown = showing.SHOWN
        self.links: list[Link] = []
        self.copies: dict[str, str] = {}
        self.added: list[str] = []

    def _listed(self) -> list[Item]:
        own = set(self.file.area.evidence) - set(self.file.pack.ledger)
        return items_for(self.file.area, self.criterion, own, os.environ.get(TEXTS, ""))

    def _others(self) -> list[Evidence]:
        """The area's own facts that do not speak to this question."""
        listed = {item.evidence.id for item in self.items} | {link.fact.id for link in self.links}
        ledger = self.file.pack.ledger
        own = (fact for name, fact in self.file.area.evidence.items() if name not in ledger)
        return [fact for fact in own if fact.id not in listed]

    def given(self, kept: list[str]) -> list[str] | None:
        """The ids that flags name, else those kept of an older answer; ``None`` where neither does.

        Raises: InvalidInput where a fact cannot be added or linked.
        """
        flags = self.flags
        if flags.add_evidence and flags.add_evidence not in self.added:
            self.add(flags.add_evidence, flags.fact)
        if flags.evidence:
            return [*dict.fromkeys([*map(self._linked_or_refused, flags.evidence), *self.added])]
        named = [*dict.fromkeys([*kept, *self.added])]
        return named if named or self.prompts.silent else None

    def more(self) -> None:
        """Lists the next facts."""
        if self.shown >= len(self.items):
            self.prompts.show("These are all facts on this question.", "  ")
            return
        showing.facts(self.prompts, self.items, self.shown)
        self.shown += showing.SHOWN

    def picked(self, usual: str) -> list[str]:
        """The ids that the person at the terminal picks; Enter picks those of ``usual``."""
        paging, marked = False, usual.split()
        while True:
            more = self.shown < len(self.items)
            words = ["'new' adds one", *(["'more' lists more"] if more else [])]
            words += ["'other' lists your facts on other questions"] if self._others() else []
            question = f"Facts that it rests on (as '1 3', or '{facts.NONE}'; {'; '.join(words)})"
            enter = "more" if more and paging else " ".join(marked) or facts.NONE
            text = self.prompts.ask(question, "--evidence", usual=enter)
            ids, rest = picked(text, self.items)
            if rest == [facts.NONE] and not ids:
                self.prompts.show("Without a fact, the answer counts as inferred.", "  ")
                return []
            if rest == ["more"]:
                self.more()
                paging = True
            elif rest == ["other"]:
                showing.others(self.prompts, self._others())
            elif rest == ["new"]:
                self._new()
                self.shown, paging = showing.SHOWN, False
                marked = [*dict.fromkeys([*marked, *ids, *self.added])]
            elif None not in (linked := [self._linked(word) for word in rest]):
                # Who adds a fact here means to cite it.
                return [*dict.fromkeys([*ids, *(one for one in linked if one), *self.added])]

    def _linked_or_refused(self, word: str) -> str:
        known = word in self.file.area.evidence
        # The check of the answer refuses an unknown one, with the nearest ids.
        name = self._linked(word) if known else word
        if name is None:
            question = self.criterion.id
            message = f"{word!r} speaks neither for nor against {question!r}"
            refuse("evidence-off-topic", f"{message}; --raises or --lowers {question} links it")
        return name

    def _linked(self, word: str) -> str | None:
        """The id by which the answer cites a fact, which is linked to the question if need be."""
        fact = self.file.area.evidence.get(word)
        if fact is None:
            near = hint(word, [item.evidence.id for item in self.items])
            self.prompts.show(f"There is no fact {word!r}{near}.", "  ")
            return None
        cited = {item.evidence.id for item in self.items}
        name = word
        if word in self.file.pack.ledger and word not in cited:
            name = self.copies[word] = f"{word}-here"
        if name in cited:
            return name
        fact = self.file.area.evidence.get(name, fact)
        way = self._way(fact)
        if way not in WAYS:
            return None
        self.links.append(Link(fact, way, name))
        self.items.append(Item(fact._replace(id=name), way == WAYS[0], ""))
        if name != fact.id:
            self.prompts.show(f"Of the ledger, so it is copied to this file as {name}.", "  ")
        return name

    def _way(self, fact: Evidence) -> str:
        """Whether a fact raises or lowers the level of this question, or neither."""
        given, question = self.flags.fact, self.criterion.id
        named = zip(WAYS, (given.raises, given.lowers), strict=True)
        ways = [way for way, names in named if question in names]
        if len(ways) > 1:
            refuse("wrong-usage", f"--raises and --lowers both name {question}; one is needed")
        if ways or self.prompts.silent:
            return ways[0] if ways else ""
        about = ", ".join((*fact.raises, *fact.lowers)) or "no question"
        self.prompts.show(f"{fact.id} is linked to {about} so far.", "  ")
        asked = f"Does it also raise or lower the level of {question}"
        flag = f"--raises {question} or --lowers {question}"
        return self.prompts.choose(asked, flag, [*WAYS, "neither"], usual="neither")

    def _new(self) -> None:
        """Adds a fact, unless it is left or not sound.

        It gets the next number of the list, so that no number that was shown means another fact.
        """
        taken = self.file.area.evidence

        def check(text: str) -> str:
            return f"There is an item {text} already" if text in taken else wrong_item("id", text)

        try:
            with self.prompts.branch(BACK, "drops the fact"):
                name = self.prompts.ask(
                    "A short id for the fact", "--add-evidence", usual=BACK, check=check
                )
                self.add(name, facts.Given())
        except Left:
            self.prompts.show("No fact is added.", "  ")
        except InvalidInput as error:
            for problem in error.problems:
                self.prompts.show(f"Not saved: {problem.message}", "  ")
        else:
            showing.facts(self.prompts, self.items, len(self.items) - 1)

    def add(self, name: str, given: facts.Given) -> None:
        """Saves a fact of the area's own that speaks to this question.

        Raises: InvalidInput where it is not sound; Ended; Left.
        """
        if name in self.file.area.evidence:
            refuse("repeated-id", f"there is an item {name!r} already")
        around = facts.around(self.file.area, self.file.pack.rubric, self.criterion.id)
        fact = facts.fact_from(name, given, around, self.prompts)
        self.file.save(with_fact(self.file.path, self.file.content, fact))
        self.added.append(name)
        self.items += [item for item in self._listed() if item.evidence.id == name]
        for note in fact.notes:
            self.prompts.show(note)
