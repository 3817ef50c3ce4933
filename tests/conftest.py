"""What every test stands on: nothing of the environment in which the suite is run."""

from __future__ import annotations

import pytest

from tests.examples import OWN_ENVIRONMENT


@pytest.fixture(autouse=True)
def _nothing_of_this_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OWN_ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
