"""The words that a document uses in a sense of its own."""

from __future__ import annotations

from coopcli.text.blocks import Line

GLOSSARY: tuple[tuple[str, Line], ...] = (
    ("Area", ("A field in which the parties could work together, judged on its own.",)),
    (
        "Question",
        ("What is asked of every area. Each question is about one barrier, in one family.",),
    ),
    (
        "Level",
        (
            "The answer to a question, as a number. The lowest level is no barrier, the highest "
            "stops cooperation. Two numbers, as 2-3, mean that the evidence leaves both open; the "
            "higher one counts.",
        ),
    ),
    ("Light", ("What the answers come to: how ready the parties are to work together.",)),
    ("No light", ("Too few questions are answered, or what is open could decide the light.",)),
    (
        "Veto",
        ("An answer that rules a light out by itself, however good the other answers are.",),
    ),
    ("Votes", ("Each answer counts by its weight in the rubric. Most rubrics weigh all alike.",)),
    (
        "Not answered",
        ("No evidence was found. The question stays in the count, and no light has its vote.",),
    ),
    ("Not applicable", ("The area does not raise the question, which stays out of the count.",)),
    ("Inferred", ("An answer that no passage speaks to; it was concluded from others.",)),
    (
        "Confidence",
        ("How well the evidence carries an answer. It never changes the level itself.",),
    ),
    (
        "Outlook",
        ("Where the light may turn, if the trends noted at the date of the judgement go on.",),
    ),
    ("As of", ("The date of a judgement. Nothing that became known later counts.",)),
    ("Avenue", ("A way to lower barriers without a new law: talks, research, guidance.",)),
    ("Rubric", ("The questions, the levels and the rule by which every area is judged.",)),
)
"""Words and what they mean, in the order in which a reader meets them."""
