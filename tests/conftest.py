"""What every test stands on: nothing of the environment in which the suite is run."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.examples import OWN_ENVIRONMENT

# Nothing is timed: how fast examples are made depends on what else the machine does.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# The program is run more than a thousand times: it is compiled once, not at each of them.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(autouse=True)
def _nothing_of_this_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OWN_ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Rewrites whole files in one process: several would lose each other's lines."""
    if os.environ.get("COOPCLI_UPDATE_GOLDEN"):
        config.option.numprocesses = 0
