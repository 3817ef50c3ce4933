"""Text that tries to act is shown as it stands: no format gains or loses a part by it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from coopcli.cli.main import run
from coopcli.formats import FORMATS, TEXT_FORMATS
from coopcli.model.questions import MOST_WORDS
from coopcli.packs.library import open_area, open_pack
from coopcli.results.parts import Result
from coopcli.studies.assess import assessment_result
from coopcli.studies.report import study
from coopcli.text import Report
from tests.formats.structures import inert, needs, shown, structure
from tests.hostile.recipes import PACK, SHOWN

PLAIN = "A plain word"

JUDGED = [name for name, form in TEXT_FORMATS.items() if form.takes("assessment")]

SLOTS = {
    "areas/an-area.yaml": (
        *("An area", "What is judged.", "What is not.", "Only a law could.", "They met."),
        *("Nobody says otherwise.", "A permit is needed.", "Nobody had looked."),
    ),
    "rubric.yaml": (
        *("A small rubric", "United States", "Go on.", "Take care.", "Talk.", "Partly", "Mostly"),
        *("People barriers", "Do they trust each other?", "The law makers.", "A forum"),
        *("A yearly round of talks.", "Dialogue", "Words", "Trust", "Bans", "Free"),
    ),
    "evidence.yaml": (
        *("A law forbids it.", "Both sides met.", "Carla Reporter"),
        "The date is that of the report.",
    ),
    "sources.yaml": ("A paper", "Ann Author", "A house", "Another house"),
}
"""Every kind of text that a report can hold, by file."""


def filled(folder: Path, text: str) -> Path:
    """A pack with one text in every slot; what is asked stays sound."""
    pack = folder / "pack"
    shutil.copytree(PACK, pack)
    for file, slots in SLOTS.items():
        content = (pack / file).read_text(encoding="utf-8")
        for slot in slots:
            # What re.sub would read in a replacement is escaped.
            written = json.dumps(text, ensure_ascii=False).replace("\\", r"\\")
            content = re.sub(
                rf"(: |- |\[|, ){re.escape(slot)}(?=\n|,|\])", rf"\g<1>{written}", content
            )
        (pack / file).write_text(content, encoding="utf-8")
    return pack


def printed(pack: Path, form: str, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    code = run([*(words or ("assess", "an-area", "-v")), "-r", str(pack), "-f", form])
    out, problems = capsys.readouterr()
    assert code == 0, problems
    return out


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("plain"), PLAIN)


@pytest.mark.parametrize("name", SHOWN)
def test_it_is_shown_and_does_not_act(
    name: str, tmp_path: Path, plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = filled(tmp_path, SHOWN[name])
    if len(SHOWN[name].split()) > MOST_WORDS:  # no label can be read from an anchor of so many
        calm = told_of(filled(tmp_path / "calm", re.sub(r"\S", "a", SHOWN[name])), capsys)
    else:
        calm = told_plainly(plain, capsys)
    for form in JUDGED:
        _is_calm(printed(pack, form, capsys), calm[form], form)
    for form in ("text", "markdown"):
        _is_calm(printed(pack, form, capsys, "explain", "trust"), calm[f"{form} explained"], form)


_PLAIN: dict[str, str] = {}


def told_plainly(plain: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """The reports of the plain pack, made once."""
    if not _PLAIN:
        _PLAIN.update(told_of(plain, capsys))
    return _PLAIN


def told_of(pack: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """The reports of a pack in every format, and what ``explain`` prints."""
    reports = {form: printed(pack, form, capsys) for form in JUDGED}
    for form in ("text", "markdown"):
        reports[f"{form} explained"] = printed(pack, form, capsys, "explain", "trust")
    return reports


@pytest.mark.parametrize("form", sorted(set(FORMATS) - set(TEXT_FORMATS)))
@pytest.mark.parametrize("kind", ["assess", "report"])
def test_many_at_once_do_not_act_in_a_file(kind: str, form: str, tmp_path: Path) -> None:
    needs(form)
    for number, text in enumerate(_heaps(LONGEST_NAME)):
        # a brief has as many facts as fit, so the calm text has words of the same lengths
        both = {"calm": re.sub(r"\S", "a", text), "acting": text}
        calm, out = (
            shown(Report(_studied(kind, filled(tmp_path / f"{name}-{number}", words)), 1), form)
            for name, words in both.items()
        )

        _is_calm(out, calm, form)


LONGEST_NAME = 300


def _heaps(longest: int) -> list[str]:
    """All texts, as many in one as a name may have."""
    heaps = [""]
    for text in SHOWN.values():
        words = " ".join(text.split())
        if len(heaps[-1]) + len(words) >= longest:
            heaps.append("")
        heaps[-1] += f" {words}"
    return [heap.strip() for heap in heaps if heap]


def _studied(kind: str, folder: Path) -> Result:
    pack = open_pack(str(folder))
    if kind == "report":
        return study(pack, [])
    area = open_area(pack, "an-area")
    return assessment_result(pack.assess(area, None))


def _is_calm(out: str, calm: str, form: str) -> None:
    assert inert(form, out)
    assert structure(form, out) == structure(form, calm), form


def test_json_carries_every_text_exactly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, text in enumerate(SHOWN.values()):
        pack = filled(tmp_path / str(number), text)
        result = json.loads(printed(pack, "json", capsys))
        assert result["area"]["name"] == result["area"]["scope"] == text.strip()
        assert result["evidence"][0]["summary"] == text.strip()


def test_the_light_does_not_hang_on_words(
    tmp_path: Path, plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calm = json.loads(printed(plain, "json", capsys))
    for number, text in enumerate(SHOWN.values()):
        result = json.loads(printed(filled(tmp_path / str(number), text), "json", capsys))
        assert (result["light"], result["outlook"]) == (calm["light"], calm["outlook"])
