"""How each hostile file is made from a sound pack; what must come of it stands beside it.

``refused``: every file that must be refused; ``refused.txt`` holds the exact lines.
``accepted``: files that look odd and mean the same; the light must not change.
``SHOWN``: text that tries to act in some format; it must be shown as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PACK = Path(__file__).parent / "pack"

FILES = {
    "area": "areas/an-area.yaml",
    "rubric": "rubric.yaml",
    "evidence": "evidence.yaml",
    "sources": "sources.yaml",
}


class Recipe(NamedTuple):
    """A pack in which one file has other bytes."""

    name: str
    file: str
    content: bytes


def sound(file: str) -> str:
    return (PACK / FILES[file]).read_text(encoding="utf-8")


def swap(name: str, file: str, old: str, new: str | bytes) -> Recipe:
    """The sound file with the first ``old`` replaced."""
    text = sound(file)
    assert old in text, (name, old)
    before, after = text.split(old, 1)
    middle = new.encode() if isinstance(new, str) else new
    return Recipe(name, file, before.encode() + middle + after.encode())


def append(name: str, file: str, more: str) -> Recipe:
    return Recipe(name, file, (sound(file) + more).encode())


def whole(name: str, content: bytes | str, file: str = "area") -> Recipe:
    return Recipe(name, file, content.encode() if isinstance(content, str) else content)


def refused() -> Iterator[Recipe]:
    """Files that must be refused, by the exact lines in ``refused.txt``."""
    yield from _encodings()
    yield from _traps()
    yield from _values()
    yield from _keys()
    yield from _area_rules()
    yield from _evidence_rules()
    yield from _rubric_rules()


def _encodings() -> Iterator[Recipe]:
    area = sound("area")
    yield whole("utf-16-le", b"\xff\xfe" + area.encode("utf-16-le"))
    yield whole("utf-16-be", b"\xfe\xff" + area.encode("utf-16-be"))
    yield whole("utf-16-unmarked", area.encode("utf-16-le"))
    yield whole("utf-32", area.encode("utf-32"))
    yield whole("two-byte-order-marks", b"\xef\xbb\xbf\xef\xbb\xbf" + area.encode())
    yield swap("byte-order-mark-inside", "area", "An area", "An \ufeffarea")
    yield swap("latin-1", "area", "An area", "Área".encode("latin-1"))
    yield swap("truncated-utf-8", "area", "some area", b"some \xe2\x82")
    yield swap("overlong-slash", "area", "An area", b"An \xc0\xafarea")
    yield swap("overlong-nul", "area", "An area", b"An \xc0\x80area")
    yield swap("surrogate-in-utf-8", "area", "An area", b"An \xed\xa0\x80area")
    yield swap("beyond-unicode", "area", "An area", b"An \xf4\x90\x80\x80area")
    yield swap("stray-continuation", "area", "An area", b"An \x80area")
    for name, character in {
        "nul": "\x00",
        "bell": "\x07",
        "backspace": "\x08",
        "vertical-tab": "\x0b",
        "form-feed": "\x0c",
        "carriage-return": "\r",
        "escape": "\x1b[31m",
        "delete": "\x7f",
        "c1-csi": "\x9b31m",
        "next-line": "\x85",
        "line-separator": "\u2028",
        "paragraph-separator": "\u2029",
        "zero-width-space": "\u200b",
        "right-to-left-override": "\u202e",
        "isolate": "\u2066",
        "word-joiner": "\u2060",
        "noncharacter": "\ufffe",
        "noncharacter-of-a-far-plane": "\U0010ffff",
    }.items():
        yield swap(f"raw-{name}", "area", "What is judged.", f"What {character}is judged.")
    for escape in ("\\0", "\\a", "\\e", "\\x07", "\\x7F", "\\x9b", "\\N", "\\L", "\\P"):
        yield swap(f"escaped{escape}", "area", "What is judged.", f'"What {escape}is."')
    for escape in ("\\ud800", "\\u202e", "\\ufeff", "\\U00110000", "\\UFFFFFFFF", "\\q", "\\x4"):
        yield swap(f"escaped{escape}", "area", "What is judged.", f'"What {escape}is."')


def _traps() -> Iterator[Recipe]:
    level = "level: 2\n"
    yield swap("repeated-key", "area", level, "level: 2\n      level: 0\n")
    yield swap("repeated-key-quoted", "area", level, 'level: 2\n      "level": 0\n')
    yield swap("repeated-key-escaped", "area", level, 'level: 2\n      "leve\\x6c": 0\n')
    yield swap("repeated-key-explicit", "area", level, "level: 2\n      ? level\n      : 0\n")
    yield swap(
        "repeated-key-folded", "area", level, "level: 2\n      ? >-\n        level\n      : 0\n"
    )
    yield append("repeated-key-at-the-top", "area", "ratings: {}\n")
    yield swap("repeated-criterion", "area", "  bans:\n    - known", "  trust:\n    - known")
    yield swap("hidden-key", "area", level, "level: 2 # fine\u2028      level: 0\n")
    yield swap("hidden-key-next-line", "area", level, "level: 2 # fine\x85      level: 0\n")
    yield swap("anchor", "area", "An area", "&a An area")
    yield swap("anchor-on-a-key", "area", "name: An", "&a name: An")
    yield swap("alias", "area", "scope: What is judged.", "scope: *a")
    yield swap("alias-known", "area", "An area", "&a An area\nexcludes: *a\nscope: x\nother: x")
    bomb = "".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]\n" for i in range(1, 9))
    yield whole("billion-laughs", "l0: &l0 [lol]\n" + bomb)
    merges = "".join(f"m{i}: &m{i} {{<<: [*m{i - 1}, *m{i - 1}]}}\n" for i in range(1, 30))
    yield whole("merge-bomb", "m0: &m0 {a: 1}\n" + merges)
    yield swap("merge-key", "area", level, "level: 2\n      <<: {level: 0}\n")
    yield swap("merge-key-quoted", "area", level, 'level: 2\n      "<<": {level: 0}\n')
    yield whole("deep-lists", "[" * 100_000)
    yield whole("deep-mappings", "{a: " * 100_000)
    yield whole("deep-blocks", "".join(" " * i + "a:\n" for i in range(100)))
    yield whole("deep-dashes", "- " * 10_000)
    yield whole("too-many-nodes", "[" + "a, " * 120_000 + "]")
    yield whole("too-long", "#" * (1 << 20) + "\n")
    for tag in ("!!str 2", "!!int 2", "!!python/object/apply:os.system ['id']", "!x 2", "! 2"):
        yield swap(f"tag {tag}", "area", level, f"level: {tag}\n")
    yield swap("tag-on-a-mapping", "area", "ratings:\n", "ratings: !!map\n")
    yield swap("tag-undefined-handle", "area", level, "level: !e!x 2\n")
    yield append("two-documents", "area", "---\nid: other\n")
    yield append("two-documents-after-dots", "area", "...\n---\nid: other\n")
    yield append("text-after-the-end", "area", "...\nid: other\n")
    yield whole("version-directive", "%YAML 1.1\n---\n" + sound("area"))
    yield whole("version-directive-2", "%YAML 2.0\n---\n" + sound("area"))
    yield whole("tag-directive", "%TAG ! tag:example.org,2000:\n---\n" + sound("area"))
    yield whole("unknown-directive", "%HIDE x\n---\n" + sound("area"))
    yield swap("tab-as-indent", "area", "    - known: 2023", "\t- known: 2023")
    yield swap("tab-before-a-key", "area", "      " + level, "\t" + level)
    yield swap("wrong-indent", "area", "      " + level, "     " + level)
    yield swap("unclosed-quote", "area", "An area", '"An area')
    yield swap("unclosed-list", "area", "[1, 2]", "[1, 2")
    yield swap("unclosed-mapping", "area", "[1, 2]", "{1: 2")
    yield swap("colon-in-plain-text", "area", "What is judged.", "What: is: judged.")
    yield swap("at-sign", "area", "An area", "@area")
    yield swap("backtick", "area", "An area", "`area`")
    yield swap("percent-sign", "area", "An area", "%area")
    yield whole("empty", b"")
    yield whole("only-a-mark", b"\xef\xbb\xbf")
    yield whole("only-comments", "# nothing\n")
    yield whole("only-a-document-start", "---\n")
    yield whole("only-null", "null\n")
    yield whole("a-list", "- id: an-area\n")
    yield whole("a-text", "an-area\n")
    yield whole("json-is-no-excuse", '{"id": "an-area", "id": "other"}\n')


def _values() -> Iterator[Recipe]:
    levels: tuple[str, ...]
    levels = ("no", "on", "yes", "true", "~", "null", "1_000", "0o2", "02", "0x2", "0b10", "1:30")
    levels += ("+2", "-1", "2.0", "2e0", ".nan", ".inf", "1e999", "9" * 5000, "5", "10", "two")
    levels += (
        "２",
        "٢",
        "2,",
        "2 3",
        "2024-01-01",
        '"2"',
        "'2'",
        "|\n        2",
        ">-\n        2",
        "",
    )
    levels += ("[]", "{}", "[2]", "[1, 2, 3]", "[2, 1]", "[0, 5]", "[2, two]", "{low: 1, high: 2}")
    for value in levels:
        short = value if len(value) < 20 else "many-digits"
        yield swap(f"level {short!r}", "area", "level: 2\n", f"level: {value}\n")
    dates: tuple[str, ...]
    dates = ("2024-13", "2024-02-30", "2023-02-29", "0000", "24", "2024-1", "2024-01-1", "20240101")
    dates += (
        "2024-01-01T00:00:00Z",
        "2024-01-01 00:00:00",
        "２０２４",
        "yesterday",
        "",
        "[]",
        "{}",
    )
    dates += (
        "2024-00",
        "2024-12-32",
        "10000",
        "-2024",
        "2024-",
        "2024_01",
        "!!timestamp 2024-01-01",
    )
    for value in dates:
        yield swap(f"date {value!r}", "area", "known: 2023-06-01", f"known: {value}")
    yield swap("empty-text", "area", "What is judged.", "")
    yield swap("blank-text", "area", "What is judged.", '" "')
    yield swap("text-as-list", "area", "What is judged.", "[]")
    yield swap("text-as-mapping", "area", "What is judged.", "{}")
    yield swap("text-too-long", "area", "What is judged.", "x" * 20_001)
    yield swap("name-too-long", "area", "An area", "x" * 301)
    yield swap("name-in-two-lines", "area", "An area", '"An area\\n● GREEN"')
    yield swap("name-in-a-block", "area", "name: An area", "name: |\n  An area\n  ● GREEN")
    yield swap("empty-list", "area", "form:\n  - dialogue", "form: []")
    yield swap("list-as-text", "area", "form:\n  - dialogue", "form: dialogue")
    yield swap("list-as-mapping", "area", "form:\n  - dialogue", "form: {dialogue: 1}")
    yield swap("list-of-lists", "area", "form:\n  - dialogue", "form: [[dialogue]]")
    yield swap("item-twice", "area", "form:\n  - dialogue", "form: [dialogue, dialogue]")
    yield swap("mapping-as-list", "area", "fixed:\n  bans: Only", "fixed:\n  - bans: Only")
    yield swap("mapping-as-nothing", "area", "fixed:\n  bans: Only a law could.", "fixed:")
    before = sound("area").split("  bans:\n    - known")[0]
    yield whole("no-answers", before + "  bans: []\n")
    for value in ("An-Area", "an_area", "an--area", "-an", "../x", "a/b", "a b", "é", "a" * 81):
        yield swap(f"id {value[:9]!r}", "area", "id: an-area", f"id: {value}")


def _keys() -> Iterator[Recipe]:
    for name, key in {
        "misspelt": "scpoe",
        "capital": "Scope",
        "homoglyph": "scоpe",
        "full-width": "ｓｃｏｐｅ",
        "zero-width": "sco\u200bpe",
        "soft-hyphen": "sco\u00adpe",
        "joiner": "sco\u200dpe",
        "blank-inside": "sco pe",
        "quoted-blank": '" scope"',
        "combining": "scope\u0301",
        "no-break-space": '"scope\u00a0"',
        "null": "~",
        "number": "1",
        "empty": '""',
        "dunder": "__class__",
        "long": "k" * 900,
        "workflow-command": '"##[error]x"',
        "markup": '"[red]scope[/]"',
    }.items():
        yield swap(f"key-{name}", "area", "scope: What", f"{key}: What")
    yield swap("key-a-list", "area", "scope: What is judged.", "[scope]: What is judged.")
    yield swap("key-a-mapping", "area", "scope: What is judged.", "{scope: x}: What is judged.")
    yield swap("key-without-value", "area", "scope: What is judged.", "scope")
    yield swap("hyphen-for-underscore", "rubric", "horizon-months", "horizon_months")


def _area_rules() -> Iterator[Recipe]:
    yield swap("unknown-criterion", "area", "  bans:\n    -", "  bens:\n    -")
    yield swap("unknown-fixed", "area", "  bans: Only", "  bens: Only")
    yield swap("unknown-evidence", "area", "- a-ban", "- a-bann")
    yield swap("evidence-off-topic", "area", "- a-talk", "- a-ban")
    yield swap("evidence-newer", "area", "known: 2023-06-01", "known: 2023-05")
    yield swap("basis-without-evidence", "area", "      evidence:\n        - a-talk\n", "")
    yield swap("unknown-basis", "area", "basis: inferred", "basis: infered")
    yield swap("unknown-trend", "area", "trend: easing", "trend: up")
    yield swap("likelihood-without-trend", "area", "      trend: easing\n", "")
    yield swap("unknown-likelihood", "area", "likelihood: likely", "likelihood: 70%")
    yield swap("dates-upside-down", "area", "known: 2022", "known: 2025")
    yield swap("dates-equal", "area", "known: 2022", "known: 2024-12-31")
    yield swap("missing-and-level", "area", "missing: Nobody", "level: 1\n      missing: Nobody")
    yield swap(
        "veto-without-evidence",
        "area",
        "level: 2\n      basis: area",
        "level: 4\n      basis: inferred",
    )
    yield swap("unknown-light", "area", "light: yellow", "light: amber")
    yield swap("unknown-outlook", "area", "outlook: stable", "outlook: good")
    yield append("own-evidence-twice", "area", sound("evidence"))
    yield append("own-source-twice", "area", sound("sources"))


def _evidence_rules() -> Iterator[Recipe]:
    yield swap("unknown-source", "evidence", "source: paper-one", "source: paper-three")
    yield swap("unknown-section", "evidence", "section: Findings", "section: Finding")
    yield swap("unknown-kind", "evidence", "kind: talks", "kind: gossip")
    yield swap("unknown-party", "evidence", "side: us", "side: uk")
    yield swap(
        "unknown-raised", "evidence", "    raises:\n      - bans", "    raises:\n      - bens"
    )
    both = "    raises:\n      - trust\n    conflicts:"
    yield swap("raises-and-lowers", "evidence", "    conflicts:", both)
    yield swap("event-after-known", "evidence", "event: 2023-05", "event: 2023-07")
    yield swap("known-after-the-source", "evidence", "known: 2023-06-01", "known: 2024-07-01")
    yield swap(
        "conflict-with-itself",
        "evidence",
        "conflicts:\n      - a-ban",
        "conflicts:\n      - a-talk",
    )
    yield swap(
        "conflict-unknown", "evidence", "conflicts:\n      - a-ban", "conflicts:\n      - a-bann"
    )
    yield swap(
        "supersedes-itself", "evidence", "conflicts:\n      - a-ban", "supersedes:\n      - a-talk"
    )
    yield swap(
        "supersedes-later",
        "evidence",
        "    raises:",
        "    supersedes:\n      - a-talk\n    raises:",
    )
    circle = sound("evidence").replace("known: 2024-01\n", "known: 2023-06-01\n")
    circle = circle.replace("    raises:", "    supersedes:\n      - a-talk\n    raises:")
    circle = circle.replace("conflicts:", "supersedes:")
    yield whole("supersedes-in-a-circle", circle, "evidence")
    third = circle.split("  - id: a-talk")[1].replace("- a-ban", "- a-talk")
    longer = circle.replace("- a-talk\n    raises", "- a-third\n    raises", 1)
    yield whole("supersedes-in-a-longer-circle", f"{longer}  - id: a-third{third}", "evidence")
    yield swap("id-twice", "evidence", "id: a-talk", "id: a-ban")
    yield swap("paragraph-zero", "evidence", "paragraph: 1", "paragraph: 0")
    yield swap("source-id-twice", "sources", "id: paper-two", "id: paper-one")
    yield swap("no-authors", "sources", "authors:\n      - Ann Author", "authors: []")


def _rubric_rules() -> Iterator[Recipe]:
    majorities = (
        "0.667",
        "0.6667",
        "1/2",
        "0.5",
        "0",
        "1.01",
        "2",
        "-1",
        "66%",
        "2/0",
        "½",
    )
    for value in (*majorities, ".nan", "1e-1", "2 / 3", "0.33"):
        yield swap(f"majority {value!r}", "rubric", "majority: 2/3", f"majority: {value}")
    for value in ("0", "-1", "1.5", "1001", "one", '"2"', "1e3", ".inf", ""):
        yield swap(f"weight {value!r}", "rubric", "weight: 2", f"weight: {value}")
    yield swap("lines-upside-down", "rubric", "green: 1\n    yellow: 2", "green: 2\n    yellow: 1")
    yield swap("lines-equal", "rubric", "green: 1\n    yellow: 2", "green: 2\n    yellow: 2")
    veto = "green: 3\n          yellow: 4"
    yield swap("veto-upside-down", "rubric", veto, "green: 4\n          yellow: 3")
    yield swap("veto-below-the-line", "rubric", veto, "green: 1\n          yellow: 4")
    yield swap("veto-beyond-the-levels", "rubric", veto, "green: 3\n          yellow: 5")
    yield swap("veto-of-no-light", "rubric", veto, "blue: 3")
    yield swap("veto-as-text", "rubric", f"\n          {veto}", " closed")
    yield swap("coverage-above-one", "rubric", "overall: 2/3", "overall: 1.1")
    yield swap("cuts-upside-down", "rubric", "green: 1.43", "green: 3")
    yield swap("four-anchors", "rubric", "[They do, Mostly,", "[They do,")
    yield swap("kernel-sum", "rubric", "[0.9, 0.05, 0]", "[0.9, 0.05, 0.05]")
    yield swap("kernel-of-two", "rubric", "[0.9, 0.05, 0]", "[0.9, 0.05]")
    yield swap("words-out-of-order", "rubric", "likely: 2/3", "likely: 1/3")
    yield swap("criterion-twice", "rubric", "id: words", "id: trust")
    yield swap("dimension-twice", "rubric", "id: laws", "id: people")
    yield swap("dimension-like-a-criterion", "rubric", "id: laws", "id: trust")
    yield swap("unknown-avenue", "rubric", "          dialogue:", "          dialog:")
    yield swap("offer-out-of-reach", "rubric", "          - trust", "          - bans")
    yield swap("offer-unknown", "rubric", "          - trust", "          - trusst")
    yield swap("nobody-can-move-it", "rubric", "        beyond: The law makers.\n", "")
    yield swap("light-missing", "rubric", "  red:\n    meaning", "  blue:\n    meaning")
    yield swap("version-in-other-digits", "rubric", "1.0.0", "١.٠.٠")
    yield swap("reference-light", "rubric", "light: yellow", "light: purple")
    yield swap("reference-outlook", "rubric", "outlook: stable", "outlook: sideways")
    yield swap("reference-date", "rubric", "as-of: 2024", "as-of: 2024-02-30")
    yield swap("steps-beyond", "rubric", "steps: 2", "steps: 5")
    yield swap("dimensions-empty", "rubric", "dimensions:\n", "dimensions: []\nold:\n")


def accepted() -> Iterator[Recipe]:
    """Files that mean the same as the sound one, whatever they look like."""
    area = sound("area")
    yield whole("byte-order-mark", b"\xef\xbb\xbf" + area.encode())
    yield whole("windows-line-ends", area.replace("\n", "\r\n"))
    yield whole("no-last-line-end", area.rstrip("\n"))
    yield whole("document-marks", f"---\n{area}...\n")
    yield whole("comments-and-blanks", "# first\n\n" + area.replace("\n", "  # é ﷽ 🟢\n"))
    yield swap("quoted-keys", "area", "scope:", "'scope':")
    yield swap("escaped-key", "area", "scope:", '"sco\\x70e":')
    yield swap("explicit-key", "area", "scope: What", "? scope\n: What")
    yield swap(
        "flow",
        "area",
        "    - known: 2022\n      missing: Nobody had looked.",
        "    - {known: 2022, missing: Nobody}",
    )
    yield swap("quoted-date", "area", "known: 2023-06-01", 'known: "2023-06-01"')
    yield swap("a-month-for-a-day", "area", "known: 2023-06-01", "known: 2023-06")
    yield swap("text-like-a-bool", "area", "An area", "no")
    yield swap("text-like-a-number", "area", "An area", "1_000")
    yield swap("text-like-a-date", "area", "An area", "2024-13-45")
    yield swap("text-like-nan", "area", "An area", ".nan")
    yield swap("text-like-a-time", "area", "An area", "1:59:59")
    yield swap("every-script", "area", "An area", "区域 منطقة क्षेत्र 👩‍💻 Ωμέγα é")
    yield swap("tab-in-text", "area", "What is judged.", '"What\\tis judged."')
    yield swap("block-text", "area", "What is judged.", "|\n  What\n\n  is judged.")
    moved = area.replace("scope: What is judged.\n", "") + "scope: What is judged.\n"
    yield whole("order-of-keys", moved)
    majority = "majority: 2/3"
    for value in ('"2/3"', "4/6", "0.6", "3/5"):
        yield swap(f"majority {value}", "rubric", majority, f"majority: {value}")


SHOWN = {
    "rich-tag": "[red]danger[/red] [link=https://example.org]x[/link]",
    "rich-closing": "[/red] [/] [bold",
    "rich-emoji": ":green_heart: :red_circle:",
    "markdown-heading": "# GREEN",
    "markdown-rule": "--- *** ___",
    "markdown-list": "- one",
    "markdown-number": "1. one",
    "markdown-quote": "> said",
    "markdown-emphasis": "**GREEN** __GREEN__ ~~RED~~ *x* _x_",
    "markdown-link": "[x](https://example.org) ![x](https://example.org/x.png) <https://example.org>",
    "markdown-reference": "[x]: https://example.org",
    "markdown-footnote": "[^1] [^1]: note",
    "markdown-code": "`code` ``` ~~~",
    "markdown-table": "a | b | c",
    "markdown-backslash": "ends with a backslash \\",
    "markdown-entity": "&lt;b&gt; &#60;b&#62;",
    "markdown-mention": "@octocat #1 org/repo#2",
    "markdown-bare-address": "https://example.org www.example.org a@example.org",
    "markdown-task": "[ ] open [x] done",
    "markdown-math": "$x^2$ $$x$$",
    "html-script": "<script>alert(1)</script>",
    "html-image": "<img src=x onerror=alert(1)>",
    "html-comment": "<!-- hidden --> -->",
    "html-closing": "</td></tr></table></body>",
    "html-attribute": "\" onmouseover=\"alert(1) ' onfocus='x",
    "html-cdata": "<![CDATA[x]]> ]]>",
    "formula": "=1+1",
    "formula-plus": "+cmd|'/c calc'!A0",
    "formula-minus": "-2+3",
    "formula-at": "@SUM(A1)",
    "formula-full-width": "＝1+1",
    "formula-link": '=HYPERLINK("https://example.org","x")',
    "separator": 'a;b,c"d""e',
    "github-command": "::error file=x::forged",
    "github-old-command": "##[error]forged",
    "github-set-output": "::set-output name=light::green",
    "github-stop": "::stop-commands::token",
    "azure-command": "##vso[task.complete result=Succeeded]",
    "teamcity-command": "##teamcity[buildStatus status='SUCCESS']",
    "command-after-wrapping": f"{'word ' * 15}::error::forged " * 2,
    "old-command-after-wrapping": f"{'word ' * 15}##[error]forged " * 2,
    "sarif-link": "[x](1) {0} {{0}}",
    "percent": "%0A::error::x %s %(x)s {x}",
    "forged-light": "● GREEN, outlook stable",
    "variables": "$HOME ${HOME} $(id) `id` %PATH% ~",
    "long-word": "x" * 300,
    "wide": "界" * 150,
    "emoji": "👩‍👩‍👧 🟢🟢 ‼️",
}
"""Text that tries to act; none of it may change what a report is made of."""
