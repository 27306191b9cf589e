"""How alike two numbers are: the same in other words, or the same one written wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import log10

from mtcheck.text.numbers.units import converted, units
from mtcheck.text.numbers.values import DATES, TIMES, Kind, Number


def says_nothing(number: Number) -> bool:
    """Noughts (18:00 is 18h), and "100 percent" for "certainly"."""
    return number.values[0] == 0 or (number.kind is Kind.PERCENT and number.values[0] == 100)


def has_same_digits(number: Number, others: Sequence[Number]) -> bool:
    """Whether the other side has the digits as they are, alone or inside a longer row, as that of
    a telephone number."""
    if not number.digits or number.scale != 1:
        return False
    digits = _digits(number)
    rows = [_digits(other) for other in others if other.scale == 1]
    if digits in rows:
        return True
    if len(digits) >= 3 and any(len(row) >= 6 and digits in row for row in rows):
        return True
    return len(digits) >= 4 and digits in "".join(rows)


def _digits(number: Number) -> str:
    """The digits of a number: 07 is 7, and 0.7 is not; .205 is 0.205."""
    fraction = number.values[0] < 1 and len(number.digits) < 4
    return number.digits if fraction else number.digits.lstrip("0")


def is_converted(number: Number, other: Number) -> bool:
    """Whether both are the same quantity in two units."""
    if not number.unit or not other.unit or (number.unit == other.unit != "degree"):
        return False
    if number.unit == "degree" == other.unit:
        return any(is_converted(replace(number, unit=unit), other) for unit in "CF")
    if number.unit == "kilo":
        return any(is_converted(replace(number, unit=unit), other) for unit in ("km", "kg"))
    if other.unit == "kilo":
        return any(is_converted(number, replace(other, unit=unit)) for unit in ("km", "kg"))
    wanted = converted(other.values[0], other.unit, number.unit)
    if wanted is None:
        return False
    if units()[number.unit].dimension == "temperature":
        factor = max(number.values[0], other.values[0]) / (
            min(number.values[0], other.values[0]) or 1
        )
        return abs(wanted - number.values[0]) <= 3 or abs(factor - 1.8) <= 0.2
    return any(abs(wanted - v) <= max(0.06 * abs(v), 0.5) for v in number.values)


def _is_rounded(number: Number, other: Number) -> bool:
    """Whether one is the other in fewer digits: 1,997 and "nearly 2,000"."""
    if not {number.kind, other.kind} <= {Kind.CARDINAL, Kind.PERCENT}:
        return False
    one, two = number.values[0], other.values[0]
    longer, shorter = sorted((one, two), key=significant, reverse=True)
    if significant(longer) <= significant(shorter) or not longer:
        return False
    off = abs(longer - shorter) / abs(longer)
    if number.about or other.about:
        return off <= 0.05
    return off <= 0.005 and significant(longer) >= 3


def is_shortened(one: Number, other: Number) -> bool:
    """Whether one is the other in fewer digits: rounded, or 2019 as 19."""
    short, long = sorted((one.digits, other.digits), key=len)
    if len(short) == 2 and len(long) == 4 and long.endswith(short):
        return True
    return _is_rounded(one, other)


def significant(value: float) -> int:
    """Digits without the zeros at both ends."""
    return len(f"{value:.9g}".replace(".", "").split("e")[0].strip("0")) if value else 1


def group(number: Number) -> str:
    """What a number is about: a date, a time, a percentage or a count."""
    if number.kind in DATES:
        return "date"
    if number.kind in TIMES:
        return "time"
    return "percent" if number.kind is Kind.PERCENT else "count"


def likeness(one: Number, other: Number) -> float:
    """How much speaks for two numbers being the same one, written wrongly."""
    score = 2.0 if group(one) == group(other) else -0.5
    kinds = {one.kind, other.kind}
    if kinds == {Kind.DAY, Kind.ORDINAL}:
        score += 3
    if (Kind.MONTH in kinds and len(kinds) > 1) or (Kind.NAME in kinds and not one.digits):
        score -= 4
    if one.kind != other.kind and {one.kind, other.kind} & {*DATES, Kind.NAME}:
        score -= 1
    if one.unit and one.unit == other.unit:
        score += 2
    elif one.unit and other.unit:
        score -= 1
    if power_of_ten(one.values, other.values):
        score += 3
    if one.digits and other.digits:
        shared = sum((Counter(one.digits) & Counter(other.digits)).values())
        score += shared / max(len(one.digits), len(other.digits))
        score += 0.5 if len(one.digits) == len(other.digits) else 0
        score += 2.5 * _is_slip(one.digits, other.digits)
    elif bool(one.digits) != bool(other.digits):
        score -= 0.5
        if not 0.05 <= one.values[0] / (other.values[0] or 0.01) <= 20:
            score -= 1.5
    return score


def _is_slip(one: str, other: str) -> bool:
    """Whether rows of four digits or more differ in one place: 2018 and 2518."""
    same = [a == b for a, b in zip(one, other, strict=False)]
    return len(one) == len(other) >= 4 and len(same) - sum(same) == 1


def power_of_ten(values: Sequence[float], others: Sequence[float]) -> int:
    """The power of ten, not 0, between two values; 0 where there is none."""
    for value in values:
        for other in others:
            if value > 0 and other > 0:
                power = log10(other / value)
                if round(power) and abs(power - round(power)) < 1e-6:
                    return round(power)
    return 0
