"""Which numbers of a target say what a number of its source says, and which do not.

Every doubt excuses: a value in any reading of the other side, a rounded value that says so, another
unit of the same size, the same digits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from mtcheck.model import Confidence
from mtcheck.text.likeness import (
    group,
    is_shortened,
    likeness,
    power_of_ten,
)
from mtcheck.text.numbers.alone import alone
from mtcheck.text.numbers.meanings import is_percentage
from mtcheck.text.numbers.units import units
from mtcheck.text.numbers.values import DATES, TIMES, Kind, Number, Reading, key


class Difference(StrEnum):
    """How two numbers differ, or which is alone."""

    VALUE = "value"
    MAGNITUDE = "magnitude"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    CURRENCY = "currency"
    UNIT = "unit"
    WEEKDAY = "weekday"
    MARK = "mark"
    ADDED = "added"
    OMITTED = "omitted"


Span = tuple[int, int]


class Disagreement(NamedTuple):
    """`source` and `target` are places, one of them None where a number is alone. `source_value`,
    `target_value`: what they say, for people. `confidence`: HIGH where both are in digits and
    belong together without doubt, LOW where they may be about different things."""

    difference: Difference
    source: Span | None
    target: Span | None
    confidence: Confidence
    source_value: str = ""
    target_value: str = ""


def disagreements(source: Reading, target: Reading) -> list[Disagreement]:
    """All differences between a source and its target."""
    alone_source, alone_target = alone(source, target)
    _drop_rounded(alone_source, alone_target)
    found: list[Disagreement] = []
    even = len(alone_source) == len(alone_target)
    for one, other in _pairs(alone_source, alone_target):
        found.append(_disagreement(_difference(one, other), one, other, even))
        alone_source.remove(one)
        alone_target.remove(other)
    if not found:
        found = _swallowed(source, target, alone_source, alone_target)
        if found:
            alone_source, alone_target = [], []
    found += [_alone_in_target(number) for number in alone_target if number.digits]
    found += [
        Disagreement(Difference.OMITTED, (n.start, n.end), None, Confidence.MEDIUM, shown(n))
        for n in alone_source
        if n.digits
    ]
    found += _marks(source, target)
    found += _units(source, target)
    found += _weekdays(source, target)
    return found


def _drop_rounded(source: list[Number], target: list[Number]) -> None:
    """Take away what is alone only because one side rounds."""
    for one in list(source):
        for other in list(target):
            if one in source and other in target and is_shortened(one, other):
                source.remove(one)
                target.remove(other)


def _pairs(source: Sequence[Number], target: Sequence[Number]) -> Iterable[tuple[Number, Number]]:
    """Numbers that stand for each other, the best pairs first, each used once."""
    scored = [
        (likeness(one, other), -abs(i / len(source) - j / len(target)), i, j)
        for i, one in enumerate(source)
        for j, other in enumerate(target)
    ]
    lone = len(source) == len(target) == 1
    pairs, used = [], set()
    for score, _, i, j in sorted(scored, reverse=True):
        if ("s", i) in used or ("t", j) in used or (score < 2 and not (lone and score > -2)):
            continue
        used |= {("s", i), ("t", j)}
        pairs.append((source[i], target[j]))
    return pairs


def _difference(one: Number, other: Number) -> Difference:
    large = max(one.scale, other.scale, one.values[0], other.values[0]) >= 1000
    if power_of_ten(one.values, other.values) and large:
        return Difference.MAGNITUDE
    groups = {group(one), group(other)}
    if "percent" in groups:
        return Difference.PERCENT
    if groups == {"date"}:
        return Difference.DATE
    if groups == {"time"}:
        return Difference.TIME
    return Difference.VALUE


def _disagreement(difference: Difference, one: Number, other: Number, even: bool) -> Disagreement:
    digits = bool(one.digits) and bool(other.digits)
    confidence = Confidence.MEDIUM
    if even and digits and group(one) == group(other):
        confidence = Confidence.HIGH
    elif likeness(one, other) < 1:
        confidence = Confidence.LOW
    places = (one.start, one.end), (other.start, other.end)
    return Disagreement(difference, *places, confidence, shown(one), shown(other))


def _swallowed(
    source: Reading, target: Reading, alone_source: list[Number], alone_target: list[Number]
) -> list[Disagreement]:
    """A number alone on one side, where the other side says another one once too often."""
    if len(alone_source) + len(alone_target) != 1:
        return []
    if alone_source:
        one = alone_source[0]
        other = _one_too_many(one, target, source)
        return [_disagreement(_difference(one, other), one, other, even=False)] if other else []
    one = alone_target[0]
    other = _one_too_many(one, source, target)
    return [_disagreement(_difference(other, one), other, one, even=False)] if other else []


def _one_too_many(alone: Number, reading: Reading, others: Reading) -> Number | None:
    """The number of `reading` that is likest to `alone`, and said there more often than in
    `others`."""
    here = Counter(n.values[0] for n in reading.numbers)
    there = Counter(v for n in others.numbers for v in {*n.values, *n.also})
    there.update(others.hints - there.keys() if is_percentage(alone) else others.hints)
    extra = [
        n
        for n in reading.numbers
        if n.sure and here[n.values[0]] > there[n.values[0]] > 0 and n.kind is not Kind.MONTH
    ]
    where = _position(alone, others)
    best = max(
        extra,
        key=lambda number: (likeness(alone, number), -abs(where - _position(number, reading))),
        default=None,
    )
    least = 2.0 if best and is_percentage(alone) and is_percentage(best) else 2.5
    return best if best and likeness(alone, best) >= least else None


def _position(number: Number, reading: Reading) -> float:
    """Where a number stands among all of its text, from 0 to 1."""
    return number.start / max(one.end for one in reading.numbers)


def _alone_in_target(number: Number) -> Disagreement:
    """Small numbers, dates, names and what stands in brackets may be said in many other ways."""
    place = number.start, number.end
    certain = number.kind in (Kind.CARDINAL, Kind.PERCENT) and not number.aside
    certain = certain and (number.values[0] >= 10 or number.kind is Kind.PERCENT)
    confidence = Confidence.MEDIUM if certain else Confidence.LOW
    return Disagreement(Difference.ADDED, None, place, confidence, "", shown(number))


def _marks(source: Reading, target: Reading) -> Iterable[Disagreement]:
    """A mark that parts thousands in the source and decimals in the target: 1,234 in German."""
    said = {value: number for number in source.numbers for value in number.values}
    for number in target.numbers:
        if not number.thousands:
            continue
        same = said.get(number.thousands)
        if same and said.keys().isdisjoint(number.values):
            places = (same.start, same.end), (number.start, number.end)
            values = shown(same), shown(number)
            yield Disagreement(Difference.MARK, *places, Confidence.HIGH, *values)


def _units(source: Reading, target: Reading) -> Iterable[Disagreement]:
    """The same value with a unit or currency that says something else."""
    meant = {number.unit for number in target.numbers if number.unit}
    if not meant:
        return
    said_once, meant_once = _by_value(source), _by_value(target)
    for value, one in said_once.items():
        other = meant_once.get(value)
        if one is None or other is None or not one.unit or not other.unit or not one.sure:
            continue
        if not any(_fits(one.unit, unit) for unit in meant) and _are_alike(one.unit, other.unit):
            money = units()[one.unit].dimension == "money"
            difference = Difference.CURRENCY if money else Difference.UNIT
            places = (one.start, one.end), (other.start, other.end)
            yield Disagreement(difference, *places, Confidence.HIGH, one.unit, other.unit)


def _by_value(reading: Reading) -> dict[float, Number | None]:
    """The number of each value; None where there are several."""
    found: dict[float, Number | None] = {}
    for number in reading.numbers:
        value = number.values[0]
        found[value] = None if value in found else number
    return found


def _are_alike(one: str, other: str) -> bool:
    """Whether two units measure the same, and neither passes for the other."""
    if one not in units() or other not in units():
        return False
    dimension = units()[one].dimension
    same = dimension == units()[other].dimension
    return same and (dimension == "money" or not _similar(one, other))


def _similar(one: str, other: str) -> bool:
    """Whether one unit passes for the other: half a kilogram (斤) and a pound."""
    factor = units()[one].factor / units()[other].factor
    return 0.85 <= factor <= 1.18


_DOLLARS = frozenset("USD HKD SGD AUD CAD TWD".split())


def _fits(one: str, other: str) -> bool:
    if one == other or {one, other} <= _DOLLARS or "degree" in (one, other):
        return True
    return "¥" in (one, other) and bool({one, other} & {"CNY", "JPY"})


def _weekdays(source: Reading, target: Reading) -> Iterable[Disagreement]:
    said, meant = {d[0] for d in source.weekdays}, {d[0] for d in target.weekdays}
    lost, new = said - meant - target.maybe, meant - said - source.maybe
    if len(lost) == len(new) == 1:
        one = next(d for d in source.weekdays if d[0] in lost)
        other = next(d for d in target.weekdays if d[0] in new)
        certain = len(said) == len(meant)
        confidence = Confidence.HIGH if certain else Confidence.MEDIUM
        yield Disagreement(Difference.WEEKDAY, one[1:], other[1:], confidence)


def shown(number: Number) -> str:
    """The value for people: 330,600."""
    value = key(number.values[0])
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.9g}"
    if number.kind in DATES or number.kind in TIMES or number.kind is Kind.NAME:
        text = text.replace(",", "")
    return f"{text} %" if number.kind is Kind.PERCENT else text
