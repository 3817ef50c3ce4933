"""The commands by what a reader wants to do, each in one complete line.

Help and completion read this table, so that neither imports a command.
"""

from __future__ import annotations

GROUPS = {
    "Assess": {
        "assess": "The light of one area, why, and on what it rests.",
        "batch": "One line an area, with gates for scripts.",
        "areas": "The areas of a rubric with their lights.",
        "report": "Many areas in one document: map, changes, briefs, notes.",
        "compare": "Areas side by side, and what separates them.",
        "timeline": "The light of an area over time, and what moved it.",
    },
    "Understand": {
        "explain": "What a question, a light, an avenue or a fact means.",
        "robustness": "How sure a light is, and what would move it.",
        "pathways": "The cheapest ways to a better light.",
        "what-if": "The light with other answers or another rule.",
        "diff": "What changed between two results or two dates, and why.",
        "sources": "The documents that an area or a pack rests on.",
    },
    "Write": {
        "new": "Make a new area or framework, or add a fact of your own.",
        "rate": "Answer the questions of an area, one by one.",
        "form": "A page that asks raters for their answers, for a browser alone.",
        "panel": "Several raters of one area side by side.",
        "check": "Every problem of packs and area files, with its place.",
        "rubric": "The rubric as data: read it, test it, audit it.",
    },
    "Automate": {
        "render": "A saved result in any other format.",
        "export": "A pack as tidy tables, for pandas, R or a spreadsheet.",
        "table": "The lights of ratings by the million, from Parquet or CSV.",
        "completion": "A script that completes commands in your shell.",
    },
}
"""The commands by task, in the order of the help."""

COMMANDS = tuple(name for group in GROUPS.values() for name in group)
