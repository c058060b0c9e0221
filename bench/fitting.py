"""Samples of a line → the fewest control points of a quadratic spline that stays near them.

Compiled with numba, without fast mathematics: the same samples give the same points on every machine.
"""

from typing import Any, Final

import numpy as np
from numba import njit

MOST: Final = 8
"""A spline has at most so many control points."""
_ROUNDS: Final = 4
"""How often the samples are assigned anew to the nearest places of the spline."""
_PIECES: Final = 24
"""Straight pieces per control point, between which and a sample the distance is measured."""
_FAR: Final = 6
"""A spline that is so many times too far off is not tried with more control points."""

_HOPELESS: Final = 20
"""A spline that is so many times too far off does not come near by assigning the samples anew."""
_REACH: Final = 8
"""So many pieces on each side of where the nearest one should be are looked at; a nearer one beyond makes a distance too large, never too small."""

Array = Any


def _weights(u: float, count: int) -> tuple[float, float, float, int]:
    """A place from 0 to `count` → the weights of three points, and the number of the first of them, 0 the start.

    The points between two control points are implied: they are in the middle, as in TrueType.
    """
    piece = min(int(u), count - 1)
    t = u - piece
    before, middle, after = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
    if piece > 0:
        middle += before / 2
        before /= 2
    if piece < count - 1:
        middle += after / 2
        after /= 2
    return before, middle, after, piece


def _solve(matrix: Array, right: Array, count: int) -> None:
    """Solve a symmetric system in place; `right` becomes the solution."""
    for row in range(count):
        for below in range(row + 1, count):
            factor = matrix[below, row] / matrix[row, row]
            for column in range(row, count):
                matrix[below, column] -= factor * matrix[row, column]
            right[below, 0] -= factor * right[row, 0]
            right[below, 1] -= factor * right[row, 1]
    for row in range(count - 1, -1, -1):
        for axis in range(2):
            value = right[row, axis]
            for column in range(row + 1, count):
                value -= matrix[row, column] * right[column, axis]
            right[row, axis] = value / matrix[row, row]


def _controls(samples: Array, places: Array, count: int) -> Array:
    """Samples and their places on the spline → start, control points and end; the control points in whole units."""
    matrix = np.zeros((MOST + 2, MOST + 2))
    right = np.zeros((MOST + 2, 2))
    weights = np.zeros(3)
    for number in range(len(samples)):
        weights[0], weights[1], weights[2], piece = _weights(places[number], count)
        for one in range(3):
            right[piece + one, 0] += weights[one] * samples[number, 0]
            right[piece + one, 1] += weights[one] * samples[number, 1]
            for other in range(3):
                matrix[piece + one, piece + other] += weights[one] * weights[other]
    points = np.zeros((MOST + 2, 2))
    points[0] = samples[0]
    points[count + 1] = samples[-1]
    for row in range(1, count + 1):
        matrix[row, row] += 1e-6
        for axis in range(2):
            right[row, axis] -= matrix[row, 0] * points[0, axis] + matrix[row, count + 1] * points[count + 1, axis]
    _solve(matrix[1 : count + 1, 1 : count + 1], right[1 : count + 1], count)
    for row in range(1, count + 1):
        points[row] = np.floor(right[row] + 0.5)
    return points


def _curve(points: Array, count: int) -> Array:
    """Start, control points and end → points of the spline."""
    curve = np.zeros((count * _PIECES + 1, 2))
    for step in range(len(curve)):
        before, middle, after, piece = _weights(step / _PIECES, count)
        curve[step] = before * points[piece] + middle * points[piece + 1] + after * points[piece + 2]
    return curve


def _distance(samples: Array, line: Array, guesses: Array, reach: int) -> float:
    """The greatest distance of a sample from a line of straight pieces, of which `reach` on each side of a guess are looked at.

    A guess is a number of pieces from the start; each is replaced by the nearest place.
    """
    greatest = 0.0
    for number in range(len(samples)):
        x, y = samples[number, 0], samples[number, 1]
        least = 1e18
        guess = int(guesses[number])
        for step in range(max(0, guess - reach), min(len(line) - 1, guess + reach + 1)):
            dx, dy = line[step + 1, 0] - line[step, 0], line[step + 1, 1] - line[step, 1]
            square = dx * dx + dy * dy
            along = 0.0 if square == 0 else min(1.0, max(0.0, ((x - line[step, 0]) * dx + (y - line[step, 1]) * dy) / square))
            away_x, away_y = x - line[step, 0] - along * dx, y - line[step, 1] - along * dy
            away = away_x * away_x + away_y * away_y
            if away < least:
                least = away
                guesses[number] = step + along
        greatest = max(greatest, least)
    return float(np.sqrt(greatest))


def _turned_round(places: Array, steps: int) -> Array:
    """The places of samples on a curve → for each point of the curve, the number of the sample nearest to it."""
    numbers = np.zeros(steps)
    number = 0
    for step in range(steps):
        while number < len(places) - 1 and places[number] < step:
            number += 1
        numbers[step] = number
    return numbers


def _fit(samples: Array, most: int, tolerance: float) -> Array:
    """Samples, the first and the last on the outline → one row for each control point, or a row of NaN if `most` do not suffice.

    Neither a sample nor a point of the spline is farther from the other line than the tolerance.
    """
    ends = np.zeros((2, 2))
    ends[0], ends[1] = samples[0], samples[-1]
    if (ends[0] != ends[1]).any() and _distance(samples, ends, np.zeros(len(samples)), 1) <= tolerance:
        return np.zeros((0, 2))
    length = np.zeros(len(samples))
    for number in range(1, len(samples)):
        x, y = samples[number, 0] - samples[number - 1, 0], samples[number, 1] - samples[number - 1, 1]
        length[number] = length[number - 1] + np.sqrt(x * x + y * y)
    for count in range(1, most + 1):
        places = length / length[-1] * (count * _PIECES)
        off = 0.0
        for _ in range(_ROUNDS):
            points = _controls(samples, places / _PIECES, count)
            curve = _curve(points, count)
            off = _distance(samples, curve, places, _REACH)
            if off <= tolerance and _distance(curve, samples, _turned_round(places, len(curve)), _REACH) <= tolerance:
                return points[1 : count + 1].copy()
            if off > _HOPELESS * tolerance:
                break
        if off > _FAR * tolerance and most < MOST:
            break
    return np.full((1, 2), np.nan)


_weights = njit(_weights)
_solve = njit(_solve)
_controls = njit(_controls)
_curve = njit(_curve)
_distance = njit(_distance)
_turned_round = njit(_turned_round)
fit = njit(_fit)


def apart(one: Array, other: Array) -> float:
    """Two closed lines → the greatest distance of a point of either from the other."""
    there, back = _distance(one, other, np.zeros(len(one)), len(other)), _distance(other, one, np.zeros(len(other)), len(one))
    return float(max(there, back))


def curve(start: Array, controls: Array, end: Array) -> Array:
    """A span → points of its line, the end not among them."""
    points = np.zeros((MOST_POINTS, 2))
    points[0] = start
    points[1 : len(controls) + 1] = controls
    points[len(controls) + 1] = end
    if not len(controls):
        points[1], points[2] = (points[0] + end) / 2, end
    return _curve(points, max(1, len(controls)))[:-1]


MOST_POINTS: Final = 64
