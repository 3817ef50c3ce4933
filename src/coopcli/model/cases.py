"""Cases that a rubric must decide: answers made up for the purpose, and what comes out of them."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from coopcli.model.values import Outlook

Given = tuple[int, int] | Literal["missing"]
"""An answer of a case: the lowest and the highest level, or none."""


class RuleCase(NamedTuple):
    """Answers by question and the light that they must lead to, by its id or ``undetermined``.

    ``others``: the answer to every question that ``levels`` does not name. Questions in
    ``hardening`` and ``easing`` have that trend. What is ``None`` is not compared.
    """

    id: str
    levels: Mapping[str, Given]
    light: str
    about: str = ""
    others: Given = "missing"
    hardening: tuple[str, ...] = ()
    easing: tuple[str, ...] = ()
    outlook: Outlook | None = None
    decided_by: tuple[str, ...] | None = None
