"""What a text may mean by its numbers: whether it says one of the other side in some way."""

from __future__ import annotations

from collections.abc import Iterable

from mtcheck.text.numbers.values import Kind, Number, Reading

_GREAT = 1000
"""From here on a value that both sides may mean is no accident."""


class Meanings:
    """The values of one text, and what its numbers may be given as."""

    def __init__(self, reading: Reading) -> None:
        others = [number for number in reading.numbers if not _is_percentage(number)]
        self._values = reading.hints.union(*(number.values for number in reading.numbers))
        self._also = _also(reading.numbers)
        self._other_values = reading.hints.union(*(number.values for number in others))
        self._other_also = _also(others)

    def has(self, number: Number) -> bool:
        """Whether it says a number of the other side, in one way or another. Of two percentages
        one is never the other in other words: 5 % is one in twenty, and not 20 %. What two
        numbers may both be given as counts where it is great: 600至850亿 and 60 to 85 billion."""
        if not self._values.isdisjoint(number.values):
            return True
        if _is_percentage(number):
            ways, values = self._other_also, self._other_values
        else:
            ways, values = self._also, self._values
        great = {value for value in number.also if value >= _GREAT}
        said = not values.isdisjoint(number.also) or not ways.isdisjoint(great)
        return said or not ways.isdisjoint(number.values)


def _is_percentage(number: Number) -> bool:
    return number.kind is Kind.PERCENT and bool(number.digits)


def _also(numbers: Iterable[Number]) -> set[float]:
    return set[float]().union(*(number.also for number in numbers))
