"""The words of a line, without marks of any format."""

from __future__ import annotations

from typing import assert_never

from coopcli.text.blocks import Chip, Cite, Code, Line, Link, Mark, Strong, Web


def level_words(level: tuple[int, int] | None) -> str:
    """A level, or a range of levels; nothing without one."""
    if level is None:
        return ""
    return str(level[0]) if level[0] == level[1] else f"{level[0]}-{level[1]}"


def plain(line: Line) -> str:
    """The words of a line, without marks of any format."""
    words = []
    for part in line:
        match part:
            case str():
                words.append(part)
            case Mark(light):
                words.append(light)
            case Cite(number):
                words.append(f"[{number}]")
            case Strong(text) | Code(text) | Link(text):
                words.append(text)
            case Web(address):
                words.append(address)
            case Chip(light, level):
                words.append(level_words(level) or light)
            case _:
                assert_never(part)
    return "".join(words)
