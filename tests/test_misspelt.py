"""A misspelt field of a result, or a misspelt part of one, does not pass the type check."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coopcli.packs.library import open_pack
from coopcli.results.parts import Brief
from coopcli.results.values import UNDETERMINED
from coopcli.studies.assess import study
from tests.examples import ROOT, SMALL_PACK


def test_a_misspelt_field_is_an_error_of_types() -> None:
    result = study(open_pack(str(ROOT / SMALL_PACK)), "fish-counting")
    # Without the error the type check would name the comment as unused, and fail on that.
    with pytest.raises(AttributeError):
        result.standing.ligth  # type: ignore[attr-defined] # noqa: B018
    with pytest.raises(AttributeError):
        result.answers[0].criterion.gate  # type: ignore[attr-defined] # noqa: B018
    with pytest.raises(TypeError):
        Brief(ligth=UNDETERMINED, coverage=Fraction(1))  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        result.standing["light"]  # type: ignore[call-overload]
