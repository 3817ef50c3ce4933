"""From the words typed so far to those that may come next, before anything slow is imported.

Nothing is written and no file is parsed: ids are taken from the lines of a pack. Whatever goes
wrong, nothing is answered, and the shell offers files.
"""

from __future__ import annotations

import os
import sys

from coopcli.cli.surface import COMMANDS, VALUES

REQUEST = "_COOPCLI_COMPLETE"
"""The variable in which a completion script names its shell."""

_MOST_BYTES = 4 << 20


def answer(words: list[str]) -> None:
    """Prints what may come next, a line each; the last word is the one being typed."""
    try:
        text = "".join(f"{word}\n" for word in completions(words, os.environ.get(REQUEST, "")))
        sys.stdout.write(text)
        sys.stdout.flush()
    except Exception:  # noqa: S110  a shell must never show an error while somebody types
        pass


def completions(words: list[str], shell: str = "") -> list[str]:
    """What may stand in the place of the last word."""
    words, lead = _joined(words, shell)
    *before, current = words or [""]
    command, rest = _command(before)
    if command not in COMMANDS:
        named = [name.split() for name in COMMANDS]
        names = [words[len(before)] for words in named if words[: len(before)] == before]
        flags = ["--help", "--version", "--debug"] if current.startswith("-") else []
        return _fitting([*sorted(names), *flags], current)
    arguments, options = COMMANDS[command]
    option = before[-1] if before and options.get(before[-1]) else ""
    if current.startswith("--") and "=" in current:
        option, _, current = current.partition("=")
        lead = "" if lead else f"{option}="
    if option:
        kind = options.get(option, "")
        return [lead + word for word in _fitting(_values(command, kind, words), current)]
    if current.startswith("-"):
        return _fitting([*options, "--help"], current)
    kind = arguments[min(_position(rest, options), len(arguments) - 1)] if arguments else ""
    return _fitting(_values(command, kind, words), current)


def _joined(words: list[str], shell: str) -> tuple[list[str], str]:
    """The words as the program would get them: bash takes ``--color=never`` for three."""
    if shell != "bash":
        return words, ""
    joined: list[str] = []
    lead = ""
    for position, word in enumerate(words):
        if joined and (word == "=" or (position > 1 and words[position - 1] == "=")):
            joined[-1] += "" if word == "=" and position + 1 == len(words) else word
            lead = "=" if position + 1 == len(words) else ""
            if word == "=" and lead:
                joined[-1] += "="
        else:
            joined.append(word)
            lead = ""
    return joined, lead


def _command(before: list[str]) -> tuple[str, list[str]]:
    """The command that the words name, as far as they do, and the words behind it."""
    if not before or before[0].startswith("-"):
        return "", []
    two = " ".join(before[:2])
    if two in COMMANDS:
        return two, before[2:]
    return before[0], before[1:]


def _position(rest: list[str], options: dict[str, str]) -> int:
    """How many arguments stand before the word being typed."""
    count, value = 0, False
    for word in rest:
        if value:
            value = False
        elif word.startswith("-") and word != "-":
            value = bool(options.get(word)) and "=" not in word
        else:
            count += 1
    return count


def _fitting(words: list[str], current: str) -> list[str]:
    return [word for word in dict.fromkeys(words) if word.startswith(current)]


def _values(command: str, kind: str, words: list[str]) -> list[str]:
    """The values of an argument or an option, by the name that the help gives them."""
    if "|" in kind:
        return kind.split("|")
    kind = kind.strip("[]").removesuffix("...").split(" ")[0]
    if kind == "WHAT" and (lights := _listed(_pack(words), _RUBRIC, "lights:")):
        usual = VALUES["WHAT"].split()
        return [*lights[:0:-1], *usual[usual.index("undetermined") :]]
    known = VALUES.get(f"{command} {kind}") or VALUES.get(kind)
    if known is not None:
        return known.split()
    if kind == "PACK":
        return [*_built_in(), *_folders()]
    if kind not in ("AREA", "QUESTION", "ID", "KEY=VALUE", "OLD", "NEW"):
        return []
    pack = _pack(words)
    if kind in ("AREA", "OLD", "NEW"):
        return [*_areas(pack), *_files(".yaml")]
    questions = _questions(pack)
    if kind == "QUESTION":
        return questions
    if kind == "KEY=VALUE":
        keys = [f"{way}.{name}=" for way in ("weight", "veto") for name in questions]
        return [*(f"{name}=" for name in questions), *keys, "majority="]
    own = [name for word in words if word.endswith(".yaml") for name in _ids(word, "evidence:")]
    ledger = [*own, *_listed(pack, "evidence.yaml", "evidence:")]
    if command != "explain":
        return ledger
    lights = _listed(pack, _RUBRIC, "lights:") or VALUES["EXPLAINED"].split()
    return ["rule", *lights, *questions, *ledger]


def _roots() -> list[str]:
    inner = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return [os.path.join(inner, "rubrics"), os.path.join(inner, "..", "..", "rubrics")]


def _built_in() -> list[str]:
    root = next((root for root in _roots() if os.path.isdir(root)), "")
    return sorted(n for n in os.listdir(root) if os.path.isfile(os.path.join(root, n, _RUBRIC)))


_RUBRIC = "rubric.yaml"


def _folders() -> list[str]:
    return sorted(name for name in os.listdir(".") if os.path.isfile(os.path.join(name, _RUBRIC)))


def _files(suffix: str) -> list[str]:
    return sorted(name for name in os.listdir(".") if name.endswith(suffix))


def _pack(words: list[str]) -> str:
    """The folder of the pack in use: as asked for, that of a file, the usual one."""
    asked = ""
    for position, word in enumerate(words[:-1]):
        if word in ("-r", "--rubric"):
            asked = words[position + 1]
        elif word.startswith("--rubric="):
            asked = word.partition("=")[2]
    asked = asked or os.environ.get("COOPCLI_RUBRIC", "")
    for word in () if asked else words[1:-1]:
        around = os.path.dirname(os.path.dirname(os.path.abspath(word)))
        if word.endswith(".yaml") and os.path.isfile(os.path.join(around, _RUBRIC)):
            asked = around
    asked = asked or _configured() or "asia-society"
    if os.path.isfile(os.path.join(asked, _RUBRIC)) and asked not in _built_in():
        return asked
    root = next((root for root in _roots() if os.path.isdir(root)), "")
    return os.path.join(root, asked)


def _configured() -> str:
    """The rubric of the nearest configuration; its line is read without the rest."""
    here = os.getcwd()
    while True:
        for name in ("coopcli.toml", "pyproject.toml"):
            path = os.path.join(here, name)
            lines = _lines(path) if os.path.isfile(path) else []
            inside = name == "coopcli.toml"
            if inside or "[tool.coopcli]" in lines:
                for line in lines:
                    inside = line == "[tool.coopcli]" if line.startswith("[") else inside
                    key, _, value = line.partition("=")
                    if inside and key.strip() == "rubric":
                        found = value.split("#")[0].strip(" '\"")
                        folder = os.path.join(here, found)
                        return folder if os.path.isdir(folder) else found
                return ""
        if os.path.dirname(here) == here:
            return ""
        here = os.path.dirname(here)


def _chain(pack: str) -> list[str]:
    """A pack, and those whose rubrics it extends."""
    chain = [pack]
    while len(chain) < 8:  # more than anybody needs, and an end where two extend each other
        lines = _lines(os.path.join(chain[-1], _RUBRIC))
        start = next((n for n, line in enumerate(lines) if line.startswith("extends:")), len(lines))
        for word in " ".join(lines[start : start + 4]).replace(",", " ").split()[1:]:
            name = word.strip("{}'\"")
            folder = _folder_of(chain[-1], name)
            if folder:
                chain.append(folder)
                break
        else:
            break
    return chain


def _folder_of(pack: str, name: str) -> str:
    """The folder of the pack that a rubric names, from its own folder or among the built-in."""
    root = next((root for root in _roots() if os.path.isdir(root)), "")
    for folder in (os.path.join(root, name), os.path.join(pack, name)):
        if name and os.path.isfile(os.path.join(folder, _RUBRIC)):
            return folder
    return ""


def _areas(pack: str) -> list[str]:
    folders = [os.path.join(one, "areas") for one in _chain(pack)]
    names = {name for one in folders if os.path.isdir(one) for name in os.listdir(one)}
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def _questions(pack: str) -> list[str]:
    return _listed(pack, _RUBRIC, "criteria:")


def _listed(pack: str, file: str, key: str) -> list[str]:
    """The ids below a key in a file of a pack and of those that it extends, the base first."""
    found = [name for one in _chain(pack)[::-1] for name in _ids(os.path.join(one, file), key)]
    return list(dict.fromkeys(found))


def _lines(path: str) -> list[str]:
    with open(path, "rb") as file:
        return file.read(_MOST_BYTES).decode().splitlines()


def _ids(path: str, key: str) -> list[str]:
    """The ids of the items in every list below a key."""
    found: list[str] = []
    depth = -1
    for line in _lines(path) if os.path.isfile(path) else ():
        if line[:1] == " " and "id:" not in line and key not in line:
            continue  # nothing that counts; most lines are such
        text = line.lstrip()
        indent = len(line) - len(text)
        if not text or text[0] == "#":
            continue
        if text.startswith(key):
            depth, dash = indent, -1
        elif depth >= 0 and (indent < depth or (indent == depth and text[0] != "-")):
            depth = -1
        elif depth >= 0 and text[0] == "-":
            dash = indent if dash < 0 else dash
            inner = text[1:].lstrip(" {")
            if indent == dash and inner.startswith("id:"):
                found.append(inner[3:].split(",")[0].split("#")[0].strip(" '\"}"))
    return found
