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
    if len(shares := [n for n in alone_source if is_percentage(n)]) == 1:
        alone_target += _other_share(alone_target, target, said, source)
    elif not shares and sum(map(is_percentage, alone_target)) == 1:
        alone_source += _other_share(alone_source, source, meant, target)
    return alone_source, alone_target


def _other_share(
    lone: Sequence[Number], reading: Reading, said: Meanings, others: Reading
) -> list[Number]:
    """The percentage that only other words account for, where one of the other side is alone: 11 %
    is 20 % here, though "five seconds" makes one in five of it."""
    if any(map(is_percentage, lone)):
        return []
    found = [n for n in reading.numbers if is_percentage(n) and not said.states_share(n)]
    if len(found) <= MOST:
        found = [number for number in found if not has_same_digits(number, others.numbers)]
    return found if len(found) == 1 else []


def _excused(number: Number, others: Sequence[Number]) -> bool:
    return (
        says_nothing(number)
        or has_same_digits(number, others)
        or any(is_converted(number, other) for other in others)
    )
