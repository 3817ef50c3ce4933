"""The form as one HTML page: no network, no other file, and no answer of anybody else in it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from coopcli import files
from coopcli.formats.hypertext import Html, text
from coopcli.model import IssueArea
from coopcli.reading.source import FORBIDDEN
from coopcli.studies.questionnaire import (
    Asked,
    AskedArea,
    Fact,
    Questionnaire,
    asked_forms,
    judged_for,
)

LONGEST_REASON = 2_000
"""Most characters of a reason, so that a sheet of two hundred stays below what is read."""

_PAGE = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src '
    "'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}\n"
    '<script type="application/json" id="asked">{}</script>\n<script>{}</script>\n'
    "</body>\n</html>\n"
)

_INTRODUCTION = """<header>
<h1>{}</h1>
<p>{}</p>
<p>Answer each question by what its levels say, and judge from the facts. Where you know a report
that is not listed, name it in your reason. Nobody else's answers are in this file. What you enter
is kept in this browser and goes nowhere else.</p>
<p>Keys, within a question but not in its reason: a digit chooses a level, ? stands for “I don't
know”, n for “not applicable”; the arrow keys go from choice to choice, Tab goes on.</p>
{}<noscript><p><strong>This form needs JavaScript. Use the YAML form.</strong></p></noscript>
<div id="drafts" hidden></div>
</header>
<section aria-labelledby="you"><h2 id="you">You</h2>
<p><label for="rater">Your name, or a pseudonym</label>
<input id="rater" dir="auto" maxlength="80" autocomplete="off" required></p>
<p><label for="round">Round</label>
<input id="round" type="number" min="1" max="99" value="{}" required></p>
<p><label for="date">Date</label> <input id="date" type="date" required></p>
</section>
"""

_END = """<section aria-labelledby="finish"><h2 id="finish">Finish</h2>
<p id="left"></p>
<p><button type="button" id="save">Save the answer sheet</button>
<button type="button" id="save-draft">Save a draft file</button>
<label for="load">Load a draft file</label> <input type="file" id="load" accept=".json"></p>
<div id="done" hidden tabindex="-1">
<h3>Your receipt</h3>
<p><output id="receipt"></output></p>
<p>Send this receipt now to whoever gave you the form, and the sheet when all receipts are in: it
shows that you changed nothing afterwards, and nobody can read your answers from it.</p>
<p><label for="sheet">Your sheet. If no file <span id="file"></span> appeared, copy this text into
one.</label></p>
<textarea id="sheet" rows="12" readonly spellcheck="false"></textarea>
</div>
</section>
"""
_BAR = """<div id="bar" role="region" aria-label="Progress"><label for="progress">Answered</label>
<progress id="progress" value="0" max="{}"></progress> <span id="count"></span>
<button type="button" id="next">Next open question</button>
<span id="status" role="status"></span></div>
"""


def page(asked: Questionnaire) -> str:
    """The whole page."""
    script, style = _own("form.js"), _own("form.css")
    title = text(f"{', '.join(one.area.name for one in asked.areas)}: questions to raters")
    count = sum(len(one.questions) for one in asked.areas)
    body = Html.of(
        "<main>\n{}{}{}{}</main>",
        Html.of(_BAR, count),
        Html.of(
            _INTRODUCTION,
            title,
            text(f"{asked.rubric.title}, {asked.rubric.version}"),
            _about(asked.rubric.about),
            asked.round,
        ),
        Html.join("", map(_area, asked.areas)),
        Html.of(_END),
    )
    # The script reads its data from an element; there "<" could end it.
    data = json.dumps(_data(asked)).replace("<", "\\u003c")
    return _PAGE.format(_digest(style), _digest(script), title, style, body, data, script)


def _own(name: str) -> str:
    """A file that stands beside this module."""
    return files.read_bytes(str(Path(__file__).parent / name)).decode()


def _digest(content: str) -> str:
    return b64encode(sha256(content.encode()).digest()).decode()


def _data(asked: Questionnaire) -> dict[str, Any]:
    """What the script needs to know: ids and digests, and what must not stand in a sheet."""
    questions = {
        one.area.id: {question.criterion.id: question.digest for question in one.questions}
        for one in asked.areas
    }
    whole = sha256(json.dumps(questions).encode()).hexdigest()
    return {
        "rubric": asked.rubric.id,
        "form": whole,
        "questions": questions,
        "forbidden": "".join(f"\\u{{{first:x}}}-\\u{{{last:x}}}" for first, last in FORBIDDEN),
    }


def _about(words: str) -> Html:
    """How the framework wants to be read, in its own words."""
    form = '<details open><summary>About this framework</summary><p dir="auto">{}</p></details>\n'
    return Html.of(form, text(words)) if words else Html.of("")


def _area(one: AskedArea) -> Html:
    area = one.area
    limits = {
        "Not judged": area.excludes,
        "Form": asked_forms(area),
        "Judge as of": one.day,
    }
    named = (
        Html.of('<p dir="auto">{}: {}</p>\n', text(name), text(words))
        for name, words in limits.items()
        if words
    )
    return Html.of(
        '<section><h2 dir="auto">{}</h2>\n<p dir="auto">{}</p>\n{}{}</section>\n',
        text(area.name),
        text(area.scope),
        Html.join("", named),
        Html.join("", (_question(area, question) for question in one.questions)),
    )


_QUESTION = """<article class="question" data-area="{}" data-question="{}">
<h3 dir="auto">{}</h3>
<p class="asked" id="{}-asked" dir="auto">{}</p>
{}{}{}<fieldset aria-describedby="{}-asked"><legend>Which level?</legend>
{}<p class="range"><label for="{}-up-to">If the facts leave more than one level open, up to</label>
<select id="{}-up-to" class="up-to"><option value="">no other</option>{}</select></p></fieldset>
<p><label for="{}-reason">Why this level and not its neighbour, or what is missing?</label>
<textarea id="{}-reason" class="reason" dir="auto" rows="4" maxlength="{}"></textarea></p>
</article>
"""


def _question(area: IssueArea, asked: Asked) -> Html:
    criterion = asked.criterion
    name = text(f"{area.id}.{criterion.id}")
    levels = [
        _choice(name, str(level), anchor.label or f"Level {level}", anchor.text, level=str(level))
        for level, anchor in sorted(criterion.anchors.items())
    ]
    levels += [
        _choice(name, "unknown", "I don't know", "Or no report says anything of it."),
        _choice(name, "not-applicable", "Not applicable", "The question makes no sense here."),
    ]
    form = '<p class="substance" dir="auto">Practice rather than paper: {}</p>\n'
    substance = Html.of(form, text(criterion.substance)) if criterion.substance else Html.of("")
    return Html.of(
        _QUESTION,
        text(area.id),
        text(criterion.id),
        text(criterion.name),
        name,
        text(criterion.question),
        _only(judged_for(area, criterion)),
        substance,
        _facts(name, asked.facts),
        name,
        Html.join("", levels),
        name,
        name,
        Html.join("", (Html.of("<option>{}</option>", n) for n in sorted(criterion.anchors)[1:])),
        name,
        name,
        LONGEST_REASON,
    )


def _only(words: str) -> Html:
    return Html.of('<p dir="auto">Judge it for {}.</p>\n', text(words)) if words else Html.of("")


def _choice(name: Html, value: str, label: str, meaning: str, *, level: str = "") -> Html:
    return Html.of(
        '<div class="choice"><input type="radio" id="{}-{}" name="{}" value="{}">'
        '<label for="{}-{}" dir="auto"><b>{}{}</b> {}</label></div>\n',
        name,
        text(value),
        name,
        text(value),
        name,
        text(value),
        text(f"{level} " if level else ""),
        text(label),
        text(meaning),
    )


def _facts(name: Html, facts: Iterable[Fact]) -> Html:
    items = [
        Html.of(
            '<li><input type="checkbox" class="fact" id="{}-{}" value="{}">'
            '<label for="{}-{}" dir="auto">{}: {} <cite>{}</cite></label></li>\n',
            name,
            text(item.id),
            text(item.id),
            name,
            text(item.id),
            text(str(item.known)),
            text(item.summary),
            text(f"{source.title}, {item.passage.section}"),
        )
        for item, source in facts
    ]
    if not items:
        return Html.of('<p class="substance">No facts are listed for this question.</p>\n')
    title = "Facts; tick those that you lean on"
    form = f"<details open><summary>{title}</summary><ul>{{}}</ul></details>\n"
    return Html.of(form, Html.join("", items))
