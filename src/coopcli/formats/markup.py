"""Text of a format as a type of its own, so that the type check finds a text that was not escaped.

A format derives its type. What comes from outside is ``str`` until the one escaping function of the
format makes markup of it; ``of`` and ``join`` put together markup alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self


class Markup:
    """Text in which nothing acts but what its format wrote.

    Only the escaping function of a format may call the type itself; a test holds formats to that.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    @classmethod
    def of(cls, form: str, *parts: Self | float) -> Self:
        """A fixed form of the format with parts in its places, ``{}``."""
        return cls(form.format(*parts))

    @classmethod
    def join(cls, between: str, parts: Iterable[Self]) -> Self:
        """Parts with a fixed text of the format between them."""
        return cls(between.join(map(str, parts)))

    def begun(self) -> Self:
        """The same without blanks at its beginning."""
        return type(self)(self._text.lstrip())

    def cut(self) -> tuple[Self, Self]:
        """The same without blanks at its end, and these."""
        kept = self._text.rstrip()
        return type(self)(kept), type(self)(self._text[len(kept) :])

    def __str__(self) -> str:
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)
