"""Lengths are whole EMU, and every unit of OOXML is a whole number of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.units import EMU_PER_MM, EMU_PER_PT, EMU_PER_TWIP, ZERO, Length, mm, pt, to_half_pt, to_mm, to_pt, to_twip, twip


def test_the_units_agree() -> None:
    assert pt(1) == twip(20) == Length(12_700)
    assert mm(25.4) == pt(72)
    assert (EMU_PER_PT, EMU_PER_TWIP, EMU_PER_MM) == (12_700, 635, 36_000)
    assert mm(0) == pt(0) == twip(0) == ZERO == 0


@given(st.integers(-100_000, 100_000))
def test_twips_come_back_exactly(value: int) -> None:
    assert to_twip(twip(value)) == value


@given(st.floats(-1_000, 1_000))
def test_millimetres_and_points_come_back_to_the_emu(value: float) -> None:
    assert abs(to_mm(mm(value)) - value) <= 0.5 / EMU_PER_MM + 1e-9
    assert abs(to_pt(pt(value)) - value) <= 0.5 / EMU_PER_PT + 1e-9
    assert isinstance(mm(value), int)


@pytest.mark.parametrize(("points", "half_points"), [(16, 32), (15.75, 32), (10.5, 21), (22, 44), (0.5, 1)])
def test_half_points(points: float, half_points: int) -> None:
    assert to_half_pt(pt(points)) == half_points
