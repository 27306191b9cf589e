"""What a text may mean by its numbers: whether it says one of the other side in some way."""

from __future__ import annotations

from collections.abc import Iterable

from mtcheck.text.numbers.values import Kind, Number, Reading

_GREAT = 1000
"""From here on a value that both sides may mean is no accident."""


class Meanings:
    """The values of one text, and what its numbers may be given as."""

    def __init__(self, reading: Reading) -> None:
        numbers = reading.numbers
        self._values = reading.hints.union(*(number.values for number in numbers))
        self._counts = reading.hints.union(*(n.values for n in numbers if not is_percentage(n)))
        self._shares = _union(set(n.values) for n in numbers if n.kind is Kind.PERCENT)
        self._digits = {number.values[0] for number in numbers if number.digits}
        self._also = _union(number.also for number in numbers)
        self._also_plain = _union(number.also - _as_share(number) for number in numbers)

    def has(self, number: Number) -> bool:
        """Whether it says a number of the other side, in one way or another. Of two percentages
        one is never the other in other words: 5 % is one in twenty, and not 20 %. What two
        numbers may both be given as counts where it is great: 600至850亿 and 60 to 85 billion."""
        ways = self._also_plain if is_percentage(number) else self._also
        share, marked = _as_share(number), _with_another_mark(number)
        great = {value for value in number.also if value >= _GREAT}
        return (
            self.states(number)
            or not self._values.isdisjoint(number.also - share - marked)
            or not self._counts.isdisjoint(share)
            or not self._digits.isdisjoint(marked)
            or not ways.isdisjoint(great.union(number.values))
        )

    def states(self, number: Number) -> bool:
        """Whether it says the very value."""
        return not self._values.isdisjoint(number.values)

    def states_so(self, number: Number) -> bool:
        """Whether it says the very value, of a percentage as a percentage, in digits or words."""
        values = self._shares if is_percentage(number) else self._values
        return not values.isdisjoint(number.values)


def is_percentage(number: Number) -> bool:
    """Whether it is one in digits."""
    return number.kind is Kind.PERCENT and bool(number.digits)


def _as_share(number: Number) -> set[float]:
    """What a percentage is in other words: 20 % is one in five."""
    value = number.values[0]
    return number.also & {value / 100, 100 / value} if is_percentage(number) and value else set()


def _with_another_mark(number: Number) -> set[float]:
    """What 3.000 is with a decimal mark: no word says that."""
    value = number.values[0]
    return number.also & {value / 1000, value * 1000} if number.digits else set()


def _union(sets: Iterable[set[float]]) -> set[float]:
    return set[float]().union(*sets)
