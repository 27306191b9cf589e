"""The numbers of a text that nothing on the other side accounts for.

Every doubt excuses: a value in any reading of the other side, another unit of the same size, the
same digits.
"""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.text.likeness import has_same_digits, is_converted, says_nothing
from mtcheck.text.numbers.meanings import Meanings, is_percentage
from mtcheck.text.numbers.values import Number, Reading

MOST = 40
"""Numbers alone on one side beyond which the two texts are about different things."""


def alone(source: Reading, target: Reading) -> tuple[list[Number], list[Number]]:
    """The numbers of each side that nothing on the other side accounts for."""
    said, meant = Meanings(source), Meanings(target)
    alone_source = [n for n in source.numbers if n.sure and not meant.has(n)]
    alone_target = [n for n in target.numbers if n.sure and not said.has(n)]
    if max(len(alone_source), len(alone_target)) > MOST:
        return [], []
    if alone_target:
        alone_target = [n for n in alone_target if not _excused(n, source.numbers)]
    if alone_source:
        alone_source = [n for n in alone_source if not _excused(n, target.numbers)]
    _add_kin(alone_source, alone_target, target, said, source)
    _add_kin(alone_target, alone_source, source, meant, target)
    return alone_source, alone_target


def _add_kin(
    lone: Sequence[Number], others: list[Number], reading: Reading, said: Meanings, ours: Reading
) -> None:
    """Take for alone too what only other words account for, where it is the only percentage, or
    amount in its unit, that one alone on our side can stand for: 11 % is 20 % here, though "five
    seconds" makes one in five of it; 300 km is 400 km, though both say 180 miles as well."""
    if len(lone) != 1:
        return
    found = [n for n in reading.numbers if n.sure and not said.states_so(n)]
    if len(found) <= MOST:
        found = [n for n in found if _are_kin(n, lone[0]) and not has_same_digits(n, ours.numbers)]
        if len(found) == 1 and not any(_are_kin(n, lone[0]) for n in others):
            others += found


def _are_kin(one: Number, other: Number) -> bool:
    """Whether both are percentages, or amounts in one unit."""
    if is_percentage(one) or is_percentage(other):
        return is_percentage(one) and is_percentage(other)
    return bool(one.unit and one.digits and other.digits) and one.unit == other.unit


def _excused(number: Number, others: Sequence[Number]) -> bool:
    return (
        says_nothing(number)
        or has_same_digits(number, others)
        or any(is_converted(number, other) for other in others)
    )
