"""How results name files: by the pack that they belong to, or from the working folder."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

PACK_ROOTS = (Path(__file__).parent / "rubrics", Path(__file__).parents[2] / "rubrics")
"""Where the packs that come with the program stand: beside the modules in an installed package, at
the top of the repository in a checkout."""


def below(folder: str | Path, path: str) -> str:
    """The path from a folder to a file in it; nothing for a file elsewhere.

    The file may be there itself, or by a link of a folder on the way.
    """
    here = os.path.realpath(folder)
    holder, name = os.path.split(os.path.normpath(path))
    for whole in (os.path.join(os.path.realpath(holder), name), os.path.abspath(path)):
        with suppress(ValueError):  # on different drives
            if os.path.commonpath([here, whole]) == here:
                return os.path.relpath(whole, here)
    return ""


def shown(path: str) -> str:
    """The name of a file or folder in results, where no absolute path of this machine stands.

    ``<PACK>/…`` for a file of a pack that comes with the program; else relative to the working
    folder. A name that is relative already stays as it is.
    """
    if not os.path.isabs(path):
        return path
    folder, name = os.path.split(path)
    with suppress(OSError, ValueError):  # no working folder, or it is on another drive
        return os.path.join(_shown_folder(folder, os.getcwd()), name)
    return name


@lru_cache(maxsize=256)  # finding out what is a link asks the system many times
def _shown_folder(folder: str, here: str) -> str:
    for root in PACK_ROOTS:
        pack, _, rest = below(root, folder).partition(os.sep)
        if pack not in ("", os.curdir):
            return f"<{pack}>/{rest}".replace(os.sep, "/").rstrip("/")
    inner = below(here, folder) or os.path.relpath(folder, here)
    return "" if inner == os.curdir else inner


def located(name: str) -> str:
    """The path of a file that :func:`shown` named, as seen from the working folder."""
    pack, _, rest = name.partition(">/")
    paths = (root / pack.removeprefix("<") / rest for root in PACK_ROOTS)
    named = name.startswith("<") and rest
    return next((str(path) for path in paths if named and path.exists()), name)
