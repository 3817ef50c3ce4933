"""From the name of a file, as seen from the working folder, to its name from a root."""

from __future__ import annotations

import os
from contextlib import suppress

from coopcli.files import STDIN

_NO_FILES = (STDIN, "command line")


def from_root(name: str, root: str) -> str:
    """The name of a file from a root, with slashes; without a root it stays as it is.

    A file outside of the root keeps its whole path, or is named relative to the root where it was
    named relative to the working folder.
    """
    if not root or name in _NO_FILES:
        return name
    # The place of the file in the file system, but for a link that the file itself is: a
    # repository holds no file behind a linked folder.
    folder, file = os.path.split(os.path.normpath(name))
    real = os.path.join(os.path.realpath(folder), file)
    for path in (real, os.path.abspath(name)):
        with suppress(ValueError):  # on different drives
            if os.path.commonpath([root, path]) == root:
                return os.path.relpath(path, root).replace(os.sep, "/")
    return name if os.path.isabs(name) else os.path.relpath(real, root).replace(os.sep, "/")
